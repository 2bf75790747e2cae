/* Reads quoting styles from their INI files.
 * Used by targets, through quote.h. */
#include "quote/style.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/expression.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/lang.h"
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
			return diag_fix(r->diags, "write characters and ranges such as 'a-z' with"
				" spaces between them, or 'control' or 'non-ascii'");
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
	return diag_fix(r->diags, "write {XX} or {xx} for two hexadecimal digits, {ooo} for three"
		" octal ones");
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
		return diag_fix(r->diags, "write its number with four to six hexadecimal digits,"
			" such as U+003B");
	}
	m->to = unescaped(r->arena, r->entry->value);
	m->reject = !strcmp(r->entry->value, "reject");
	/* longest first, so that a sequence wins over its first character; of two spellings
	 * of a key the last, which is not the inherited one */
	for (at = r->at; *at && (*at)->from.len >= m->from.len; at = &(*at)->next)
		if (literal_same((*at)->from, m->from)) {
			m->next = (*at)->next;
			**at = *m;
			return true;
		}
	m->next = *at;
	*at = m;
	return true;
}

/* A shape that no value of the form may have. */
static bool
read_unlike(struct key_reader *r)
{
	const char *value = r->entry->value, *why;
	const struct expression *x = expression_new(r->arena, value, &why);

	if (!x)
		return key_wrong(r, "'%s' is not a regular expression that mailgen can use: %s",
			value, tr(why));
	if (expression_name(x))
		return key_wrong(r, "there is no account for the '{{...}}' in '%s'", value);
	*(const struct expression **)r->at = x;
	return true;
}

#define AT(member) .offset = offsetof(struct form, member)

static const struct key keys[] = {
	{ "like", NULL,
	  .help = "in one of a style's sections: the style has here also the forms of that one"
		" which it does not write itself; its own forms have also the keys which that one's"
		" form of the same name has" },
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
	{ "unlike", read_unlike, AT(unlike),
	  .help = "expression for values that the form cannot hold, such as `^[0-9]+$`" },
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

static struct style *
style_lookup(const struct styles *styles, const char *name)
{
	struct style *s;

	for (; styles; styles = styles->parent)
		for (s = styles->first; s; s = s->next)
			if (!strcmp(s->name, name))
				return s;
	return NULL;
}

/* The section of a style that has the key 'like', and what it is like. */
struct likeness {
	const struct written *at;
	struct style *other;
};

/* What making the forms of styles works on. */
struct making {
	struct styles *styles;
	struct key_reader reader;
	bool ok;
};

static void make_forms(struct making *, struct style *);

static const struct form *
form_find(const struct style *style, const char *name)
{
	const struct form *f = style ? style->forms : NULL;

	while (f && strcmp(f->name, name))
		f = f->next;
	return f;
}

static void
likeness_wrong(struct making *m, const struct ini_entry *like, const char *what)
{
	diag_at(m->reader.diags, like->pos, DIAG_STYLE_BROKEN, what, like->value);
	m->ok = false;
}

/* The style that one is like, with its forms; of its own name it is another one that it
 * goes before. */
static struct style *
find_other(struct making *m, const struct style *style, const struct ini_entry *like)
{
	const struct styles *from = strcmp(style->name, like->value) ? m->styles
		: m->styles->parent;
	struct style *other = style_lookup(from, like->value);

	if (!other) {
		likeness_wrong(m, like, "no quoting style is named '%s'");
		key_words_fix(&m->reader, like->value, styles_names(m->reader.arena, from));
	} else if (other->in_making) {
		likeness_wrong(m, like, "the style '%s' would be like itself");
		diag_fix(m->reader.diags, "remove 'like' from one of the styles");
		other = NULL;
	} else {
		make_forms(m, other);
		m->ok &= !other->broken;
	}
	return other;
}

static struct likeness
find_likeness(struct making *m, const struct style *style)
{
	struct likeness l = { NULL, NULL };
	const struct ini_entry *like;
	const struct written *w;

	for (w = style->written; w; w = w->next) {
		like = ini_entry_find(w->section, "like");
		if (like && l.at) {
			likeness_wrong(m, like, "the style has a 'like' in another section, too");
			diag_fix(m->reader.diags, "keep one of them");
		} else if (like) {
			l.at = w;
			l.other = find_other(m, style, like);
		}
	}
	return l;
}

/* Adds a form with what a section says of it, over what another form has. */
static void
add_form(struct making *m, struct style *style, const struct written *w, const struct form *base)
{
	struct form *f = arena_alloc(m->reader.arena, 1, sizeof(*f)), **end;

	for (end = &style->forms; *end; end = &(*end)->next)
		;
	*end = f;
	if (!w) {
		*f = *base;
		f->next = NULL;
		return;
	}
	f->name = w->form;
	f->section = ini_section_over(m->reader.arena, w->section, base ? base->section : NULL);
	m->ok &= keys_read(&m->reader, KEYS(keys), f->section, f);
}

static bool
writes(const struct style *style, const char *form)
{
	const struct written *w = style->written;

	while (w && strcmp(w->form, form))
		w = w->next;
	return w != NULL;
}

/* Adds, where 'like' is, the forms of the other style that this one does not write. */
static void
add_likes(struct making *m, struct style *style, const struct likeness *l)
{
	const struct form *f;

	if (!form_find(l->other, l->at->form) && l->at->section->entries->next)
		add_form(m, style, l->at, NULL);
	for (f = l->other->forms; f; f = f->next)
		if (!strcmp(f->name, l->at->form))
			add_form(m, style, l->at, f);
		else if (!writes(style, f->name))
			add_form(m, style, NULL, f);
}

static void
make_forms(struct making *m, struct style *style)
{
	const struct written *w;
	struct likeness l;

	if (!style->written)
		return;
	style->in_making = true;
	l = find_likeness(m, style);
	for (w = m->ok ? style->written : NULL; w; w = w->next)
		if (w == l.at)
			add_likes(m, style, &l);
		else
			add_form(m, style, w, form_find(l.other, w->form));
	style->written = NULL;
	style->in_making = false;
	style->broken = !m->ok;
}

/* Takes down a section; false after reporting. */
static bool
add_written(struct styles *styles, struct arena *a, const struct ini_section *section,
	struct diags *diags)
{
	struct written *w = arena_alloc(a, 1, sizeof(*w)), **end;
	const char *at = section->name, *name = ini_word(a, &at);

	if (!name)
		return diag_at(diags, section->pos, DIAG_STYLE_BROKEN, "a style without a name");
	w->form = at + strspn(at, " \t");
	w->section = section;
	for (end = &style_own(styles, a, name)->written; *end; )
		end = &(*end)->next;
	*end = w;
	return true;
}

bool
styles_add(struct styles *styles, struct arena *a, const struct ini *ini, struct diags *diags)
{
	struct making m = {
		.styles = styles, .ok = true,
		.reader = { .arena = a, .diags = diags, .id = DIAG_STYLE_BROKEN },
	};
	const struct ini_section *section;
	struct style *style;
	bool ok = true;

	for (section = ini->sections; section; section = section->next)
		ok &= add_written(styles, a, section, diags);
	for (style = styles->first; style; style = style->next) {
		m.ok = true;
		make_forms(&m, style);
		ok &= m.ok;
	}
	return ok;
}

const struct style *
style_find(const struct styles *styles, const char *name)
{
	return style_lookup(styles, name);
}

const struct style **
styles_list(struct arena *a, const struct styles *styles, size_t *n)
{
	const struct style **list = arena_grow(a, NULL, 0, sizeof(*list)), *s;

	list[0] = style_find(styles, "raw");
	*n = 1;
	for (; styles; styles = styles->parent)
		for (s = styles->first; s; s = s->next) {
			list = arena_grow(a, list, *n, sizeof(*list));
			list[(*n)++] = s;
		}
	return list;
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
