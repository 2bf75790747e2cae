/* Authorization servers by name and by the mail servers that they give tokens for: one INI
 * file each. Used by client/tokens.c. */
#include "rules/issuers.h"

#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "model/address.h"

enum { ISSUER_MAX_BYTES = 65536 };

struct issuers {
	struct arena *arena;
	const char *dir;
	struct word_list names;         /* sorted; empty until asked for */
	struct issuer *read;
};

static const char shipped_dir[] = "schemas/oauth2/";

struct issuers *
issuers_new(struct arena *a, const char *dir)
{
	struct issuers *store = arena_alloc(a, 1, sizeof(*store));

	store->arena = a;
	store->dir = dir;
	return store;
}

/* ---- keys ---- */

/* Characters of URLs (RFC 3986, 2), but those that are quotes in some file, '@' and '#'. */
#define URL_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" \
	"-._~:/?[]!$&()*+,;=%"

/* A secret is sent there. */
static bool
read_url(struct key_reader *k)
{
	const char *url = k->entry->value, *host = url + strlen("https://");
	size_t len = strlen(url);

	*(const char **)k->at = url;
	if (!strncmp(url, "https://", 8) && *host && !strchr("/:?#", *host)
	    && strspn(url, URL_CHARS) == len)
		return true;
	key_wrong(k, "'%s' is no URL that begins with 'https://'", k->entry->key);
	return diag_fix(k->diags, "write it as in '%s = https://login.example.com/token'",
		k->entry->key);
}

/* Also http, of this machine (RFC 8252, 7.3), and schemes of programs. */
static bool
read_redirect(struct key_reader *k)
{
	const char *url = k->entry->value;

	*(const char **)k->at = url;
	return (strstr(url, "://") && !url[strspn(url, URL_CHARS)])
		|| key_wrong(k, "'%s' is no URL", k->entry->key);
}

/* NQCHAR and blanks (RFC 6749, 3.3). */
static bool
read_scope(struct key_reader *k)
{
	const char *at;

	*(const char **)k->at = k->entry->value;
	for (at = k->entry->value; *at >= 0x20 && *at < 0x7F && !strchr("\"\\", *at); at++)
		;
	return !*at || key_wrong(k, "'%s' has a character that no scope has", k->entry->key);
}

static bool
read_parameters(struct key_reader *k)
{
	const struct word_list *list = k->at;
	size_t i;

	key_texts(k);
	for (i = 0; i < list->n; i++)
		if (list->items[i][strspn(list->items[i], URL_CHARS)]
		    || strcspn(list->items[i], "=") == strlen(list->items[i]))
			return key_wrong(k, "'%s' takes NAME=VALUE, found '%s'", k->entry->key,
				list->items[i]);
	return true;
}

#define AT(member) .offset = offsetof(struct issuer, member)

static const struct key issuer_rows[] = {
	{ "title", key_text, AT(title), .needed = true, .help = "its name, for messages" },
	{ "reference", key_text, AT(reference), .needed = true, .help = "where that is written" },
	{ "checked", key_text, AT(checked), .help = "the day that was last looked at" },
	{ "page", key_text, AT(page),
	  .help = "address of the page where applications are registered" },
	{ "hosts", key_texts, AT(hosts),
	  .help = "mail servers that take its tokens: those, and all below them" },
	{ "authorize", read_url, AT(authorize), .needed = true,
	  .help = "its authorization endpoint (RFC 6749, 3.1)" },
	{ "token", read_url, AT(token), .needed = true,
	  .help = "its token endpoint (RFC 6749, 3.2)" },
	{ "device", read_url, AT(device),
	  .help = "its device authorization endpoint (RFC 8628, 3.1), where that gives tokens for"
		" mail" },
	{ "redirect", read_redirect, AT(redirect),
	  .help = "where it sends the browser afterwards; `http://localhost` without it" },
	{ "parameters", read_parameters, AT(parameters),
	  .help = "NAME=VALUE, which it has to be told besides to give tokens that can be"
		" renewed" },
	{ "imap", read_scope, AT(scope[PROTOCOL_IMAP]),
	  .help = "scope of a token for IMAP; without it, there are none" },
	{ "pop", read_scope, AT(scope[PROTOCOL_POP]),
	  .help = "scope of a token for POP; without it, there are none" },
	{ "smtp", read_scope, AT(scope[PROTOCOL_SMTP]),
	  .help = "scope of a token for SMTP; without it, there are none" },
	{ "scope", read_scope, AT(always), .help = "scope that is always asked for, too" },
};

const struct key_table *
issuer_keys(size_t n)
{
	static const struct key_table table = { "issuer", "", KEYS(issuer_rows) };

	return n ? NULL : &table;
}

/* ---- files ---- */

static bool
name_valid(const char *name)
{
	return *name && !strchr("._-", *name)
		&& !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-")];
}

static struct source *
find_file(struct issuers *store, const char *name, struct diags *diags)
{
	const char *own = store->dir
		? arena_printf(store->arena, "%s/%s.ini", store->dir, name) : NULL;

	if (!name_valid(name))
		return NULL;
	return own && data_exists(own) ? data_read(store->arena, own, ISSUER_MAX_BYTES, diags)
		: data_shipped(store->arena, arena_printf(store->arena, "%s%s.ini", shipped_dir,
			name));
}

static bool
read_file(struct issuers *store, struct source *source, struct issuer *issuer,
	struct diags *diags)
{
	const struct ini *ini = ini_load(store->arena, source, diags);
	struct key_reader keys = { .arena = store->arena, .diags = diags,
		.id = DIAG_RULES_BROKEN };
	const struct ini_section *section = ini ? ini->sections : NULL;

	issuer->pos = (struct pos){ source, 1, 1 };
	issuer->redirect = "http://localhost";
	if (!ini)
		return false;
	if (section && !section->next && !strcmp(section->name, "issuer"))
		return keys_read(&keys, KEYS(issuer_rows), section, issuer);
	diag_at(diags, section ? section->pos : issuer->pos, DIAG_RULES_BROKEN,
		"the file of an issuer has one section, [issuer]");
	return diag_fix(diags, "write all keys below one line '[issuer]'");
}

const struct issuer *
issuers_find(struct issuers *store, const char *name, struct diags *diags)
{
	struct issuer *issuer = store->read;
	struct source *source;

	while (issuer && strcmp(issuer->name, name) != 0)
		issuer = issuer->next;
	if (issuer)
		return issuer->broken ? NULL : issuer;
	source = find_file(store, name, diags);
	if (!source)
		return NULL;
	issuer = arena_alloc(store->arena, 1, sizeof(*issuer));
	issuer->name = arena_copy(store->arena, name, strlen(name));
	issuer->broken = !read_file(store, source, issuer, diags);
	issuer->next = store->read;
	store->read = issuer;
	return issuer->broken ? NULL : issuer;
}

static bool
add_name(void *context, const char *path)
{
	struct issuers *store = context;
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	size_t len = strlen(name);

	if (len < 5 || strcmp(name + len - 4, ".ini") != 0)
		return true;
	name = arena_copy(store->arena, name, len - 4);
	if (name_valid(name))
		words_insert(store->arena, &store->names, name);
	return true;
}

const char *
issuers_name(struct issuers *store, size_t n, struct diags *diags)
{
	const char *path;
	size_t i;

	if (!store->names.n) {
		if (store->dir && data_exists(store->dir))
			data_folder(store->arena, store->dir, add_name, store, diags);
		for (i = 0; (path = data_shipped_nth(i)); i++)
			if (!strncmp(path, shipped_dir, sizeof(shipped_dir) - 1))
				add_name(store, path);
	}
	return n < store->names.n ? store->names.items[n] : NULL;
}

const struct issuer *
issuers_of_host(struct issuers *store, struct text host, struct diags *diags)
{
	const struct issuer *issuer, *best = NULL;
	const char *name;
	size_t i, k, len, most = 0;

	for (i = 0; (name = issuers_name(store, i, diags)); i++) {
		issuer = issuers_find(store, name, diags);
		for (k = 0; issuer && k < issuer->hosts.n; k++) {
			len = strlen(issuer->hosts.items[k]);
			if (len > most && host_is_below(host.s, issuer->hosts.items[k])) {
				most = len;
				best = issuer;
			}
		}
	}
	return best;
}
