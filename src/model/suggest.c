/* What a key that no field has may have been meant for.
 * Used by load.c and loadlist.c for their fixes. */
#include "model/suggest.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/near.h"
#include "model/fields.h"
#include "model/words.h"

enum diag_id
suggest_id(const char *word, bool *unique)
{
	struct near near = { .key = word };
	size_t i;

	for (i = 0; i < DIAG_COUNT; i++)
		if (diag_excusable((enum diag_id)i))
			near_try(&near, diag_word((enum diag_id)i));
	*unique = near.unique;
	return near.word ? diag_find(near.word) : DIAG_COUNT;
}

static const char *
other_name(const struct words *w, struct text key)
{
	return words_find(w, "field", key.s, key.len);
}

/* The depth of the field table bounds the recursion. */
static bool
is_field(const struct mapping *m, struct text key)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if ((key.len && *key.s == *m->fields[i].name && text_is(key, m->fields[i].name))
		    || (m->fields[i].mapping && is_field(m->fields[i].mapping, key)))
			return true;
	return false;
}

bool
suggest_known(const struct words *w, struct text key)
{
	return other_name(w, key) || is_field(fields_account(), key);
}

static bool
is_known(const void *words, const char *s, size_t len)
{
	return suggest_known(words, (struct text){ .s = s, .len = len });
}

struct known_keys
suggest_keys(const struct words *w)
{
	return (struct known_keys){ is_known, w };
}

static bool
has_field(const struct mapping *m, const char *name)
{
	return name && field_find(m, name, strlen(name));
}

static const char *
nearest(const struct mapping *m, const char *key)
{
	struct near near = { .key = key };
	size_t i;

	for (i = 0; i < m->n; i++)
		near_try(&near, m->fields[i].name);
	return near.word;
}

/* The names of the mappings below m that have the field, as "'a' or 'b'". */
static const char *
owners(struct arena *a, const struct mapping *m, const char *name, const char *sofar)
{
	const struct mapping *inner;
	const char *quoted;
	size_t i;

	for (i = 0; i < m->n; i++) {
		inner = m->fields[i].mapping;
		if (!inner)
			continue;
		quoted = has_field(inner, name) ? arena_printf(a, "'%s'", inner->name) : NULL;
		if (quoted && !(sofar && strstr(sofar, quoted)))
			sofar = sofar ? tr_printf(a, "%s or %s", sofar, quoted) : quoted;
		sofar = owners(a, inner, name, sofar);
	}
	return sofar;
}

/* Where the key belongs when it is a field of another mapping, or NULL. */
static const char *
elsewhere(struct arena *a, const struct mapping *m, const char *name)
{
	const struct mapping *top = fields_account();
	const char *where;

	if (m != top && has_field(top, name))
		return tr_printf(a, "put '%s' at the top of the account", name);
	where = owners(a, top, name, NULL);
	return where ? tr_printf(a, "put '%s' under %s", name, where) : NULL;
}

/* A key that is a field elsewhere, or another name of one, is no slip. */
static const char *
moved(struct arena *a, const struct words *w, const struct mapping *m, struct text key)
{
	const char *name = other_name(w, key), *where;

	if (has_field(m, name) || m->apart)
		return NULL;
	where = elsewhere(a, m, key.s);
	return where || !name ? where : elsewhere(a, m, name);
}

const char *
suggest_field(struct arena *a, const struct words *w, const struct mapping *m, struct text key)
{
	const char *name = other_name(w, key);

	if (has_field(m, name))
		return name;
	return moved(a, w, m, key) ? NULL : nearest(m, key.s);
}

const char *
suggest_name(const struct words *w, struct text key)
{
	return is_field(fields_account(), key) ? key.s : other_name(w, key);
}

const char *
suggest_of_server(struct arena *a, const struct words *w, struct text key, const char **server)
{
	static const struct { const char *before, *server; } says[] = {
		{ "imap", "incoming" }, { "pop3", "incoming" }, { "pop", "incoming" },
		{ "incoming", "incoming" }, { "smtp", "outgoing" }, { "outgoing", "outgoing" },
	};
	struct text rest;
	size_t i, n;

	for (i = 0; i < countof(says); i++) {
		n = strlen(says[i].before);
		if (key.len <= n + 1 || strncasecmp(key.s, says[i].before, n) != 0)
			continue;
		n += strspn(key.s + n, "_- .");
		rest = (struct text){ .s = text_lower(a, key.s + n, key.len - n),
			.len = key.len - n };
		if (!suggest_name(w, rest))
			continue;
		*server = says[i].server;
		return suggest_name(w, rest);
	}
	*server = NULL;
	return suggest_name(w, key);
}

const char *
suggest_all(struct arena *a, const struct mapping *m)
{
	struct buf list = { 0 };
	size_t i;

	buf_puts(&list, tr_printf(a, "the fields of '%s' are", m->name));
	for (i = 0; i < m->n; i++) {
		buf_puts(&list, i ? ", '" : " '");
		buf_puts(&list, m->fields[i].name);
		buf_putc(&list, '\'');
	}
	return literal_take(a, &list).s;
}

const char *
suggest_where(struct arena *a, const struct words *w, const struct mapping *m,
	struct text key, const char *name)
{
	return name ? tr_printf(a, "did you mean '%s'?", name) : moved(a, w, m, key);
}
