/* Reads quoting styles from their INI files.
 * Used by targets, through quote.h. */
#include "quote/style.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/text.h"
#include "quote/encode.h"
#include "quote/quote.h"

struct styles {
	const struct styles *parent;
	struct style *first;
};

static void
add_range(struct arena *a, struct range **set, unsigned from, unsigned to)
{
	struct range *new = arena_alloc(a, 1, sizeof(*new));

	*new = (struct range){ from, to, *set };
	*set = new;
}

/* "x", "a-z" or "U+0000-U+001F" */
static bool
is_range(struct arena *a, const char *word, unsigned *from, unsigned *to)
{
	size_t len, n;

	word = ini_unescape(a, word, &len);
	n = utf8_decode(word, len, from);
	*to = *from;
	if (n && len > n + 1 && word[n] == '-')
		n += 1 + utf8_decode(word + n + 1, len - n - 1, to);
	return n && n == len && *to >= *from;
}

/* A set of characters. */
static bool
read_set(struct key_reader *r)
{
	static const struct { const char *name; unsigned from, to; } classes[] = {
		{ "control", 0x00, 0x1F }, { "control", 0x7F, 0x7F },
		{ "non-ascii", 0x80, 0x10FFFF },
	};
	const char *at = r->entry->value, *word;
	unsigned from, to;
	bool named;
	size_t i;

	while ((word = ini_word(r->arena, &at))) {
		named = false;
		for (i = 0; i < countof(classes); i++)
			if (!strcmp(classes[i].name, word)) {
				add_range(r->arena, r->at, classes[i].from, classes[i].to);
				named = true;
			}
		if (!named && !is_range(r->arena, word, &from, &to)) {
			key_wrong(r, "'%s' takes a set of characters, found '%s'", r->entry->key,
				word);
			diag_fix(r->diags, "write characters and ranges such as 'a-z' with spaces "
				"between them, or 'control' or 'non-ascii'");
			return false;
		}
		if (!named)
			add_range(r->arena, r->at, from, to);
	}
	return true;
}

static struct literal
unescaped(struct arena *a, const char *value)
{
	struct literal text;

	text.s = ini_unescape(a, value, &text.len);
	return text;
}

static bool
read_other(struct key_reader *r)
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
		*(struct pattern *)r->at = (struct pattern){
			unescaped(r->arena, arena_copy(r->arena, value, (size_t)(at - value))),
			unescaped(r->arena, at + strlen(kinds[i].mark)),
			kinds[i].format, kinds[i].base, kinds[i].width,
		};
		return true;
	}
	key_wrong(r, "'%s' takes 'reject' or a pattern with {XX}, {xx} or {ooo}, found '%s'",
		r->entry->key, value);
	diag_fix(r->diags, "write {XX} or {xx} for two hexadecimal digits, {ooo} for three octal "
		"ones");
	return false;
}

static bool
read_encode(struct key_reader *r)
{
	unsigned n;

	*(const struct encoder **)r->at = encoder_find(r->entry->value);
	return key_is_word(r, r->entry->value, &n);
}

static bool
read_replacement(struct key_reader *r)
{
	struct replacement *m = arena_alloc(r->arena, 1, sizeof(*m)), **at;

	m->from = unescaped(r->arena, r->entry->key);
	if (!m->from.len || !strncmp(m->from.s, "U+", 2)) {
		key_wrong(r, "'%s' is not a character", r->entry->key);
		diag_fix(r->diags, "write its number with four to six hexadecimal digits, such as "
			"U+003B");
		return false;
	}
	m->to = unescaped(r->arena, r->entry->value);
	m->reject = !strcmp(r->entry->value, "reject");
	/* longest first, so that a sequence wins over its first character */
	for (at = r->at; *at && (*at)->from.len >= m->from.len; )
		at = &(*at)->next;
	m->next = *at;
	*at = m;
	return true;
}

#define AT(member) .offset = offsetof(struct form, member)

static const struct key keys[] = {
	{ "open", key_unescaped, AT(open), .may_be_empty = true,
	  .help = "what stands before the value" },
	{ "close", key_unescaped, AT(close), .may_be_empty = true,
	  .help = "what stands behind it" },
	{ "U+XXXX", read_replacement, AT(replacements), .may_be_empty = true,
	  .help = "this character is written as that text; several in a row are a sequence;"
		" `reject` refuses it" },
	{ "pass", read_set, AT(pass),
	  .help = "characters that pass unchanged; without it all that are not named elsewhere" },
	{ "other", read_other, AT(other),
	  .help = "what becomes of the others: `reject`, or each byte as in `%{XX}`, `\\x{xx}`,"
		" `\\{ooo}`" },
	{ "reject", read_set, AT(reject), .help = "characters that the form cannot hold" },
	{ "first", read_set, AT(first), .help = "characters that cannot stand at the beginning" },
	{ "last", read_set, AT(last), .help = "characters that cannot stand at the end" },
	{ "words", key_text, AT(words),
	  .help = "whole values that it cannot hold, such as keywords" },
	{ "max", key_number, AT(max), .help = "longest value in bytes" },
	{ "max_written", key_number, AT(max_written),
	  .help = "longest form as it is written, in bytes" },
	{ "empty", key_flag, AT(no_empty), .words = "reject",
	  .help = "`reject`: it cannot hold an empty value" },
	{ "encode", read_encode, AT(encoder), .words = "utf-7-imap",
	  .help = "a transformation before all else: `utf-7-imap`" },
};

const struct key_table *
style_keys(size_t n)
{
	static const struct key_table table = { NULL, NULL, KEYS(keys) };

	return n ? NULL : &table;
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
styles_add(struct styles *styles, struct arena *a, const struct ini *ini, struct diags *diags)
{
	const struct ini_section *section;
	struct key_reader r = { .arena = a, .diags = diags, .id = DIAG_STYLE_BROKEN };
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
		*end = arena_alloc(a, 1, sizeof(**end));
		ok &= keys_read(&r, KEYS(keys), section, *end);
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
