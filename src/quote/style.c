/* Reads quoting styles from their INI files: one function per key.
 * Used by targets, through quote.h. */
#include "quote/style.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/text.h"
#include "model/suggest.h"
#include "quote/encode.h"
#include "quote/quote.h"

struct styles {
	const struct styles *parent;
	struct style *first;
};

/* What a reader of one key works on. */
struct reading {
	struct arena *arena;
	struct diags *diags;
	const struct ini_entry *entry;
	struct form *form;
};

static bool
broken(struct reading *r, const char *what)
{
	diag_at(r->diags, r->entry->pos, DIAG_STYLE_BROKEN, "%s in '%s = %s'",
		tr(what), r->entry->key, r->entry->value);
	return false;
}

static struct bytes
unescaped(struct reading *r, const char *value)
{
	struct bytes b;

	b.s = ini_unescape(r->arena, value, &b.len);
	return b;
}

static void
add_range(struct reading *r, struct range **set, unsigned from, unsigned to)
{
	struct range *new = arena_alloc(r->arena, 1, sizeof(*new));

	*new = (struct range){ from, to, *set };
	*set = new;
}

static bool
read_set(struct reading *r, struct range **set)
{
	static const struct { const char *name; unsigned from, to; } classes[] = {
		{ "control", 0x00, 0x1F }, { "control", 0x7F, 0x7F },
		{ "non-ascii", 0x80, 0x10FFFF },
	};
	const char *at = r->entry->value, *word;
	unsigned from, to;
	struct bytes b;
	size_t i, n;
	bool named;

	while ((word = ini_word(r->arena, &at))) {
		named = false;
		for (i = 0; i < countof(classes); i++)
			if (!strcmp(classes[i].name, word)) {
				add_range(r, set, classes[i].from, classes[i].to);
				named = true;
			}
		if (named)
			continue;
		b = unescaped(r, word);
		n = utf8_decode(b.s, b.len, &from);
		to = from;
		if (n && b.len > n + 1 && b.s[n] == '-')
			n += 1 + utf8_decode(b.s + n + 1, b.len - n - 1, &to);
		if (!n || n != b.len || to < from)
			return broken(r, tr_printf(r->arena, "no set of characters: '%s'", word));
		add_range(r, set, from, to);
	}
	return true;
}

static bool
read_pass(struct reading *r)
{
	return read_set(r, &r->form->pass);
}

static bool
read_reject(struct reading *r)
{
	return read_set(r, &r->form->reject);
}

static bool
read_first(struct reading *r)
{
	return read_set(r, &r->form->first);
}

static bool
read_last(struct reading *r)
{
	return read_set(r, &r->form->last);
}

static bool
read_open(struct reading *r)
{
	r->form->open = unescaped(r, r->entry->value);
	return true;
}

static bool
read_close(struct reading *r)
{
	r->form->close = unescaped(r, r->entry->value);
	return true;
}

static bool
read_other(struct reading *r)
{
	static const struct { const char *mark, *format; int base, width; } kinds[] = {
		{ "{XX}", "%02X", 16, 2 }, { "{xx}", "%02x", 16, 2 }, { "{ooo}", "%03o", 8, 3 },
	};
	const char *value = r->entry->value, *at;
	size_t i;

	if (!strcmp(value, "reject"))
		return true;
	for (i = 0; i < countof(kinds); i++) {
		at = strstr(value, kinds[i].mark);
		if (!at)
			continue;
		r->form->other = (struct pattern){
			unescaped(r, arena_copy(r->arena, value, (size_t)(at - value))),
			unescaped(r, at + strlen(kinds[i].mark)),
			kinds[i].format, kinds[i].base, kinds[i].width,
		};
		return true;
	}
	return broken(r, "neither 'reject' nor a pattern with {XX}, {xx} or {ooo}");
}

static bool
read_words(struct reading *r)
{
	r->form->words = r->entry->value;
	return true;
}

static bool
read_number(struct reading *r, size_t *number)
{
	char *end;

	*number = strtoul(r->entry->value, &end, 10);
	return (*number && !*end) || broken(r, "no number of bytes");
}

static bool
read_max(struct reading *r)
{
	return read_number(r, &r->form->max);
}

static bool
read_max_written(struct reading *r)
{
	return read_number(r, &r->form->max_written);
}

static bool
read_empty(struct reading *r)
{
	r->form->no_empty = true;
	return !strcmp(r->entry->value, "reject") || broken(r, "only 'reject' is known");
}

static bool
read_encode(struct reading *r)
{
	r->form->encoder = encoder_find(r->entry->value);
	if (r->form->encoder)
		return true;
	broken(r, "no such encoding");
	diag_fix(r->diags, "possible words are %s", "'utf-7-imap'");
	return false;
}

static bool
read_replacement(struct reading *r)
{
	struct replacement *m = arena_alloc(r->arena, 1, sizeof(*m)), **at;

	m->from = unescaped(r, r->entry->key);
	if (!m->from.len || (m->from.s[0] == 'U' && m->from.s[1] == '+'))
		return broken(r, "no character is named");
	m->to = unescaped(r, r->entry->value);
	m->reject = !strcmp(r->entry->value, "reject");
	/* longest first, so that a sequence wins over its first character */
	for (at = &r->form->replacements; *at && (*at)->from.len >= m->from.len; )
		at = &(*at)->next;
	m->next = *at;
	*at = m;
	return true;
}

static bool
read_key(struct reading *r)
{
	static const struct { const char *key; bool (*read)(struct reading *); } keys[] = {
		{ "open", read_open }, { "close", read_close }, { "pass", read_pass },
		{ "other", read_other }, { "reject", read_reject }, { "first", read_first },
		{ "last", read_last }, { "words", read_words }, { "max", read_max },
		{ "max_written", read_max_written },
		{ "empty", read_empty }, { "encode", read_encode },
	};
	const char *list = "", *meant;
	size_t i;

	if (!strncmp(r->entry->key, "U+", 2))
		return read_replacement(r);
	for (i = 0; i < countof(keys); i++)
		if (!strcmp(keys[i].key, r->entry->key))
			return keys[i].read(r);
	for (i = 0; i < countof(keys); i++)
		list = arena_printf(r->arena, "%s%s ", list, keys[i].key);
	meant = suggest_word(r->arena, r->entry->key, list);
	broken(r, "a quoting style has no such key");
	if (meant)
		diag_fix(r->diags, "did you mean '%s'?", meant);
	return false;
}

struct styles *
styles_new(struct arena *a, const struct styles *parent)
{
	struct styles *s = arena_alloc(a, 1, sizeof(*s));

	s->parent = parent;
	return s;
}

static struct style *
style_own(struct styles *styles, struct arena *a, const char *name)
{
	struct style **at;

	for (at = &styles->first; *at; at = &(*at)->next)
		if (!strcmp((*at)->name, name))
			return *at;
	*at = arena_alloc(a, 1, sizeof(**at));
	(*at)->name = name;
	return *at;
}

bool
styles_add(struct styles *styles, struct arena *a, const struct ini *ini,
	struct diags *diags)
{
	const struct ini_section *section;
	struct reading r = { .arena = a, .diags = diags };
	struct form **end;
	const char *at, *name;
	bool ok = true;

	for (section = ini->sections; section; section = section->next) {
		at = section->name;
		name = ini_word(a, &at);
		if (!name) {
			diag_at(diags, section->pos, DIAG_STYLE_BROKEN, "a style without a name");
			ok = false;
			continue;
		}
		end = &style_own(styles, a, name)->forms;
		while (*end)
			end = &(*end)->next;
		*end = r.form = arena_alloc(a, 1, sizeof(*r.form));
		for (r.entry = section->entries; r.entry; r.entry = r.entry->next)
			ok &= read_key(&r);
	}
	return ok;
}

const struct style *
style_find(const struct styles *styles, const char *name)
{
	const struct style *s;

	for (; styles; styles = styles->parent)
		for (s = styles->first; s; s = s->next)
			if (!strcmp(s->name, name))
				return s;
	return NULL;
}

const char *
styles_names(struct arena *a, const struct styles *styles)
{
	const char *list = "";
	const struct style *s;

	for (; styles; styles = styles->parent)
		for (s = styles->first; s; s = s->next)
			list = arena_printf(a, "%s%s%s", list, *list ? " " : "", s->name);
	return list;
}

const char *
style_name(const struct style *style)
{
	return style->name;
}
