/* One rule set from its INI file: sections to rows, inherited rows, order.
 * Used by rules. */
#include "rules/ruleset.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/lang.h"
#include "model/address.h"
#include "rules/hosts.h"
#include "rules/rules.h"

#define AUTH_WORDS "password encrypted oauth2 gssapi ntlm external none"
#define FORM_WORDS "address local_part dotted"

struct reader {
	struct arena *arena;
	struct rule_set *set;
	struct diags *diags;
	struct key_reader keys;
	bool ok;
};

static void __attribute__((format(printf, 3, 4)))
broken(struct reader *r, struct pos pos, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diag_at(r->diags, pos, DIAG_RULES_BROKEN, "%s", arena_vprintf(r->arena, tr(fmt), args));
	va_end(args);
	r->ok = false;
}

/* ---- the keys of a row ---- */

static bool
read_auths(struct key_reader *k)
{
	struct rule_row *row = k->at;
	const char *at = row->auths = k->entry->value, *word;
	bool ok = true;
	unsigned n;

	if (row->only) {
		key_wrong(k, "'auth' in a section that names its authentication");
		return diag_fix(k->diags, "remove this line");
	}
	if (!strcmp(at, "any"))
		return true;
	while ((word = ini_word(k->arena, &at))) {
		ok &= key_is_word(k, word, &n);
		if (strcmp(word, "any"))
			continue;
		ok = key_wrong(k, "'any' is one of several words in 'auth'");
		diag_fix(k->diags, "write 'any' alone, or leave it out");
	}
	return ok;
}

static bool
read_id(struct key_reader *k)
{
	enum diag_id *id = k->at;

	*id = diag_find(k->entry->value);
	return (*id >= DIAG_PORT_SECURITY && *id <= DIAG_AUTH_DISCOURAGED)
		|| key_wrong(k, "'%s' is no finding about a server", k->entry->value);
}

/* A host in A-labels, or NULL after reporting. */
static const char *
host_name(struct key_reader *k, const char *name)
{
	struct text ascii, host = { .s = name, .len = strlen(name), .pos = k->entry->pos };
	const char *wrong = host_check(k->arena, host, &ascii);

	if (!wrong)
		return ascii.s;
	key_wrong(k, "host '%s': %s", name, tr(wrong));
	return NULL;
}

static bool
read_host(struct key_reader *k)
{
	const char **host = k->at, *name = k->entry->value;
	const char *hole = strstr(name, RULE_DOMAIN);

	if (!hole)
		return (*host = host_name(k, name));
	*host = name;
	return host_name(k, arena_printf(k->arena, "%.*sexample.org%s", (int)(hole - name), name,
		hole + strlen(RULE_DOMAIN)));
}

#define AT(type, member) .offset = offsetof(struct type, member)

/* What a section may hold; a mark only what comes after FOR_PORTS others. */
enum { FOR_PORTS = 5 };

static const struct key row_keys[] = {
	{ "auth", read_auths, .words = AUTH_WORDS " any",
	  .help = "authentications, the preferred one first; `any` without it" },
	{ "order", key_number, AT(rule_row, order), .most = 9999,
	  .help = "which of several rows that stand alike comes first" },
	{ "id", read_id, AT(rule_row, id),
	  .help = "the finding to report instead of the usual one" },
	{ "host", read_host, AT(rule_row, host),
	  .help = "the server's name; `{{domain}}` in it is the mail domain of the account" },
	{ "username", key_word, AT(rule_row, username), .words = FORM_WORDS, .first = NAME_ADDRESS,
	  .help = "the same, where it is another than the set's" },
	{ "stands", key_word, AT(rule_row, standing), .needed = true,
	  .words = "recommended allowed discouraged forbidden absent",
	  .help = "`recommended`, `allowed`, `discouraged`, `forbidden`, or `absent` to take an"
		" inherited row away" },
	{ "text", key_text, AT(rule_row, text), .help = "why, for the message" },
	{ "fix", key_text, AT(rule_row, fix), .help = "the fix, for the message" },
	{ "source", key_text, AT(rule_row, source), .help = "where that is written" },
};

/* ---- rows and marks ---- */

static unsigned
port_number(const char *word)
{
	size_t len = strlen(word);
	unsigned long port;

	if (len > 5 || strspn(word, "0123456789") != len || word[0] == '0')
		return 0;
	port = strtoul(word, NULL, 10);
	return port <= 65535 ? (unsigned)port : 0;
}

/* "imap 993 tls", "smtp 587 none password"; a mark: "auth ntlm" */
static bool
read_name(struct reader *r, struct rule_row *row, const struct ini_section *section)
{
	const char *at = section->name, *word[5] = { 0 };
	size_t n;

	for (n = 0; n < countof(word) && (word[n] = ini_word(r->arena, &at)); n++)
		;
	if (n == 2 && !strcmp(word[0], "auth")) {
		row->auths = word[1];
		return true;
	}
	if (n == 3 || n == 4) {
		row->protocol = protocol_find(word[0]);
		row->port = port_number(word[1]);
		row->security = security_find(word[2]);
		row->only = n == 4 ? auth_find(word[3]) : AUTH_UNSET;
		row->auths = n == 4 ? word[3] : "any";
	}
	if (row->protocol && row->port && row->security && (n == 3 || row->only))
		return true;
	broken(r, section->pos, "[%s] is no section of a rule set", section->name);
	return diag_fix(r->diags, "sections are [set], [domains], [protocol port security], "
		"[protocol port security auth] and [auth name]");
}

static bool
same_endpoint(const struct rule_row *a, const struct rule_row *b)
{
	return a->protocol == b->protocol && a->port == b->port
		&& a->security == b->security;
}

static bool
same_name(const struct rule_row *a, const struct rule_row *b)
{
	return same_endpoint(a, b) && a->only == b->only
		&& (a->port || !strcmp(a->auths, b->auths));
}

/* Puts the row in place of an inherited one of the same name, or at the end. */
static void
put(struct reader *r, struct rule_row **at, const struct rule_row *row,
	const struct ini_section *section)
{
	struct rule_row *old;

	while (*at && !same_name(*at, row))
		at = &(*at)->next;
	old = *at;
	if (old && old->pos.source == section->pos.source) {
		broken(r, section->pos, "[%s] appears twice", section->name);
	} else if (row->standing == STANDING_ABSENT && !old) {
		broken(r, section->pos, "[%s] takes away what is not inherited", section->name);
	} else if (row->standing == STANDING_ABSENT) {
		*at = old->next;
	} else {
		*at = arena_alloc(r->arena, 1, sizeof(**at));
		**at = *row;
		(*at)->next = old ? old->next : NULL;
	}
}

static void
read_section(struct reader *r, const struct ini_section *section)
{
	struct rule_row row = { .pos = section->pos, .id = DIAG_COUNT };
	size_t skipped;

	if (!read_name(r, &row, section))
		return;
	skipped = row.port ? 0 : FOR_PORTS;
	r->ok &= keys_read(&r->keys, row_keys + skipped, countof(row_keys) - skipped, section,
		&row);
	put(r, row.port ? &r->set->rows : &r->set->marks, &row, section);
}

static struct rule_row *
copy_rows(struct arena *a, const struct rule_row *rows)
{
	struct rule_row *first = NULL, **end = &first;

	for (; rows; rows = rows->next) {
		*end = arena_alloc(a, 1, sizeof(**end));
		**end = *rows;
		end = &(*end)->next;
	}
	return first;
}

/* ---- the set ---- */

/* Domains are compared bytewise with those of accounts. */
static bool
add_domain(struct key_reader *k, struct rule_set *set, const char *domain)
{
	const char *end = domain + domain_wild(domain);
	struct text ascii, given = { .s = end, .len = strlen(end) };
	const char *wrong = host_check(k->arena, given, &ascii);

	if (wrong)
		return key_wrong(k, "domain '%s': %s", domain, tr(wrong));
	if (strcmp(ascii.s, end)) {
		key_wrong(k, "domain '%s' is not written in A-labels", domain);
		return diag_fix(k->diags, "write '%s'", ascii.s);
	}
	words_add(k->arena, &set->domains, domain);
	return true;
}

static bool
read_domains(struct key_reader *k)
{
	const char *at = k->entry->value, *domain;
	bool ok = true;

	while ((domain = ini_word(k->arena, &at)))
		ok &= add_domain(k, k->at, domain);
	return ok;
}

/* In place of the inherited ones. */
static bool
read_hosts(struct key_reader *k)
{
	struct rule_set *set = k->at;
	const char *at = k->entry->value, *name;
	bool ok = true;

	set->hosts = arena_alloc(k->arena, strlen(at) / 2 + 1, sizeof(*set->hosts));
	set->nhosts = 0;
	while ((name = ini_word(k->arena, &at))) {
		name = host_name(k, name);
		ok &= name != NULL;
		set->hosts[set->nhosts++] = (struct rule_host){ name, k->entry->pos };
	}
	return ok;
}

static const struct key set_keys[] = {
	{ "title", key_text, AT(rule_set, title), .needed = true,
	  .help = "what the set is called" },
	{ "reference", key_text, AT(rule_set, reference), .help = "where its rows come from" },
	{ "domains", read_domains,
	  .help = "mail domains that it is for; `*.example.org` is every one below it" },
	{ "hosts", read_hosts,
	  .help = "its servers besides those of the rows, each with all names below it; one host"
		" is one set's" },
	{ "access", key_flag, AT(rule_set, no_access), .words = "none",
	  .help = "`none` when mail clients cannot use the provider at all; `note` says why, and"
		" there are no rows" },
	{ "checked", key_text, AT(rule_set, checked),
	  .help = "the date on which the reference said so" },
	{ "note", key_text, AT(rule_set, note),
	  .help = "what a user of the provider should know, reported once a run" },
	{ "password_note", key_text, AT(rule_set, password_note),
	  .help = "the same, for accounts that log in with a password" },
	{ "page", key_text, AT(rule_set, page),
	  .help = "the address of the provider's page about what the notes say" },
	{ "username", key_word, AT(rule_set, username), .words = FORM_WORDS, .first = NAME_ADDRESS,
	  .help = "what the provider takes as user name: `address`, `local_part`, or `dotted`, an"
		" address with a dot in place of its `@`" },
	{ "passwords", key_flag, AT(rule_set, hashed), .words = "hashed",
	  .help = "`hashed` where the provider cannot do encrypted passwords, as it stores"
		" hashes" },
	{ "sent", key_flag, AT(rule_set, files_sent), .words = "filed",
	  .help = "`filed` where the provider files a copy of each mail that is sent through its"
		" server" },
	{ "names", key_texts, AT(rule_set, names),
	  .help = "other names that people know the provider by" },
	{ "neighbours", key_texts, AT(rule_set, neighbours),
	  .help = "mail domains of others that are one letter apart from one of its own, and are"
		" meant as they are written" },
	{ "others", .may_be_empty = true,
	  .help = "the set, such as `standard`, that knows the ports which this one may lack: one"
		" of them is a warning then, and no error" },
	{ "extends", .may_be_empty = true,
	  .help = "the set whose rows it begins with; its own replace those of the same name" },
};

/* More domains than one line can have. */
static const struct key domains_keys[] = {
	{ "", read_domains, .help = "further domains, under keys of any name" },
};

static void
read_set(struct reader *r, const struct ini *ini)
{
	const struct ini_section *set = ini_section_find(ini, "set");
	const struct ini_section *domains = ini_section_find(ini, "domains");

	if (set) {
		r->ok &= keys_read(&r->keys, KEYS(set_keys), set, r->set);
	} else {
		broken(r, ini->sections->pos, "a rule set lacks the section [set]");
		diag_fix(r->diags,
			"begin the file with [set] and a line that begins with 'title ='");
	}
	if (domains)
		r->ok &= keys_read(&r->keys, KEYS(domains_keys), domains, r->set);
}

/* What a set has from the one that it extends, whose hosts it knows as its own. Domains
 * are only passed on to a set that takes the place of its namesake: a domain has one set. */
static void
inherit(struct reader *r, const struct rule_set *parent)
{
	struct rule_set *set = r->set;
	size_t i;

	set->rows = copy_rows(r->arena, parent->rows);
	set->marks = copy_rows(r->arena, parent->marks);
	set->username = parent->username;
	set->hashed = parent->hashed;
	set->files_sent = parent->files_sent;
	set->page = parent->page;
	set->note = parent->note;
	set->password_note = parent->password_note;
	if (!set->others)
		set->others = parent->others;
	set->hosts = parent->hosts;
	set->nhosts = parent->nhosts;
	for (i = 0; i < parent->domains.n && !strcmp(set->name, parent->name); i++)
		words_add(r->arena, &set->domains, parent->domains.items[i]);
}

/* What a row is for: its words without those that have a row of their own. */
static void
settle_auths(struct arena *a, struct rule_row *row, const struct rule_row *rows)
{
	const char *words = strcmp(row->auths, "any") ? row->auths
		: AUTH_WORDS;
	const char *at, *word;

	memset(row->auth, 0, sizeof(row->auth));
	for (at = words; (word = ini_word(a, &at)); )
		row->auth[auth_find(word)] = true;
	for (; rows; rows = rows->next)
		if (!row->only && rows->only && same_endpoint(row, rows))
			row->auth[rows->only] = false;
	row->first_auth = AUTH_UNSET;
	for (at = words; !row->first_auth && (word = ini_word(a, &at)); )
		if (row->auth[auth_find(word)])
			row->first_auth = auth_find(word);
}

static bool
better(const struct rule_row *a, const struct rule_row *b)
{
	if (a->standing != b->standing)
		return a->standing < b->standing;
	return a->order && (!b->order || a->order < b->order);
}

/* Puts the rows that can be reached in the order of choice. */
static void
settle(struct arena *a, struct rule_set *set)
{
	const struct rule_row **best;
	struct rule_row *row;
	size_t i, n = 0;

	for (row = set->rows; row; row = row->next)
		n++;
	best = arena_alloc(a, n, sizeof(*best));
	for (row = set->rows, n = 0; row; row = row->next) {
		settle_auths(a, row, set->rows);
		if (!row->first_auth)
			continue;
		for (i = n++; i && better(row, best[i - 1]); i--)
			best[i] = best[i - 1];
		best[i] = row;
	}
	set->best = best;
	set->nbest = n;
}

bool
ruleset_read(struct arena *a, const struct ini *ini,
	const struct rule_set *parent, struct rule_set *set, struct diags *diags)
{
	struct reader r = { a, set, diags,
		{ .arena = a, .diags = diags, .id = DIAG_RULES_BROKEN }, true };
	const struct ini_section *section;

	if (!ini->sections) {
		broken(&r, set->pos, "the rule set is empty");
		return false;
	}
	if (parent)
		inherit(&r, parent);
	read_set(&r, ini);
	for (section = ini->sections; section; section = section->next)
		if (strcmp(section->name, "set") && strcmp(section->name, "domains"))
			read_section(&r, section);
	if (r.ok && set->no_access && (set->rows || !set->note))
		broken(&r, set->pos, "a rule set with 'access = none' has a note that"
			" says why, and no rows");
	else if (r.ok && !set->no_access && !set->rows)
		broken(&r, set->pos, "the rule set has no rows");
	if (r.ok)
		settle(a, set);
	return r.ok;
}

const struct key_table *
ruleset_keys(size_t n)
{
	static const struct key_table tables[] = {
		{ "set", "", KEYS(set_keys) }, { "domains", "", KEYS(domains_keys) },
		{ NULL, NULL, KEYS(row_keys) },
	};

	return n < countof(tables) ? &tables[n] : NULL;
}
