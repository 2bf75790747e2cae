/* Lines as people see them: indented by so much, a key, a ':' and a value. What is wrong
 * with them says more than where a parser could not go on.
 * Used by input.c when the YAML is broken. */
#include "input/layout.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/text.h"

/* ---- lines ---- */

struct line {
	size_t start, end;      /* without its break */
	size_t text;            /* after what it is indented by */
	size_t dash;            /* column of a "- ", from 0; its key's column without one */
	size_t column;          /* of its key */
	size_t key, key_end;
	size_t value;           /* after the ':' and blanks; end: none */
	bool known;             /* its key is one */
	bool colon;             /* and a ':' that ends it, with a blank */
};

static const char in_words[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/* Is it seen, but for its width? */
static bool
is_wide(unsigned code)
{
	return code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A)
		|| code == 0x202F || code == 0x205F || code == 0x3000 || code == 0x3164
		|| code == 0x115F;
}

/* The length of a space that YAML does not take for one, or of what is not seen at all;
 * 0: none is here. Line and paragraph separators end lines. */
static size_t
wide_space(const char *s, size_t len)
{
	unsigned code;
	size_t n = len && (unsigned char)*s >= 0x80 ? utf8_decode(s, len, &code) : 0;

	return n && code != 0x85 && code != 0x2028 && code != 0x2029 && (is_wide(code)
		|| code == 0xAD || code == 0x180E || (code >= 0x200B && code <= 0x200D)
		|| !text_is_harmless(code)) ? n : 0;
}

static bool
is_known(const struct known_keys *keys, const char *s, size_t len)
{
	return keys && keys->is && len && keys->is(keys->context, s, len);
}

/* Where a key of several words, which a ':' ends, ends; or the first word of the line. */
static size_t
find_key_end(const char *s, const struct line *l)
{
	size_t at;

	for (at = l->key; at < l->end; at++)
		if (s[at] == ':' && (at + 1 == l->end || strchr(" \t", s[at + 1])))
			return at;
	for (at = l->key; at < l->end && strchr(in_words, s[at]); at++)
		;
	return at;
}

static struct line
line_at(const char *s, size_t len, const struct known_keys *keys, size_t start)
{
	struct line l = { .start = start };
	size_t n;

	for (l.end = start; l.end < len && !strchr("\r\n", s[l.end]); l.end++)
		;
	for (l.text = start; l.text < l.end; l.text += n)
		if (!(n = strchr(" \t", s[l.text]) ? 1 : wide_space(s + l.text, l.end - l.text)))
			break;
	l.dash = l.text - start;
	for (l.key = l.text; l.key + 1 < l.end && s[l.key] == '-' && s[l.key + 1] == ' '; )
		for (l.key++; l.key < l.end && s[l.key] == ' '; l.key++)
			;
	l.column = l.key - start;
	l.key_end = find_key_end(s, &l);
	l.known = is_known(keys, s + l.key, l.key_end - l.key);
	l.colon = l.key_end < l.end && s[l.key_end] == ':'
		&& (l.key_end + 1 == l.end || strchr(" \t", s[l.key_end + 1]));
	for (l.value = l.key_end + l.colon; l.value < l.end && strchr(" \t", s[l.value]); l.value++)
		;
	if (l.value < l.end && s[l.value] == '#')
		l.value = l.end;
	return l;
}

static size_t
line_start(const char *s, size_t at)
{
	while (at && !strchr("\r\n", s[at - 1]))
		at--;
	return at;
}

/* The line before this one that has something in it; false: there is none. */
static bool
line_before(const char *s, size_t len, const struct known_keys *keys, const struct line *l,
	struct line *before)
{
	enum { LINES_MOST = 50 };
	size_t at = l->start, n;

	for (n = 0; at && n < LINES_MOST; n++) {
		*before = line_at(s, len, keys, line_start(s, at - 1));
		at = before->start;
		if (before->text < before->end && s[before->text] != '#')
			return s[before->text] != '-' || before->end - before->text != 3
				|| memcmp(s + before->text, "---", 3) != 0;
	}
	return false;
}

/* ---- what may be wrong ---- */

struct search {
	struct arena *arena;
	const char *s;
	size_t len;
	const struct known_keys *keys;
	enum layout_error error;
	size_t at, last;
	struct line line, before;
	bool has_before;
	struct layout *out;
};

static bool
found(struct search *f, size_t at, const char *text, const char *fix)
{
	f->out->at = at;
	f->out->text = text;
	f->out->fix = fix;
	return true;
}

static void
edit(struct search *f, size_t from, size_t to, const char *text)
{
	f->out->from = from;
	f->out->to = to;
	f->out->edit = text;
}

static const char *
blanks(struct arena *a, size_t n)
{
	return arena_printf(a, "%*s", (int)n, "");
}

static const char *
key_of(const struct search *f, const struct line *l)
{
	return arena_printf(f->arena, "%.*s", (int)(l->key_end - l->key), f->s + l->key);
}

/* By how much the lines of the file are indented that are so with blanks: the least of it. */
static size_t
usual_indent(const struct search *f)
{
	enum { LOOK_AT = 4096 };
	size_t at, n, least = 0;

	for (at = 0; at < f->len && at < LOOK_AT; at++) {
		if (at && f->s[at - 1] != '\n')
			continue;
		for (n = 0; at + n < f->len && f->s[at + n] == ' '; n++)
			;
		if (n && at + n < f->len && !strchr("\t\r\n#", f->s[at + n])
		    && (!least || n < least))
			least = n;
	}
	return least ? least : 2;
}

static bool
find_tab(struct search *f, const struct line *l)
{
	const char *tab = memchr(f->s + l->start, '\t', l->text - l->start);
	size_t i, width, n = 0;

	if (!tab || l->text == l->end)
		return false;
	width = usual_indent(f);
	for (i = l->start; i < l->text; i++)
		n += f->s[i] == '\t' ? width : 1;
	edit(f, l->start, l->text, blanks(f->arena, n));
	return found(f, (size_t)(tab - f->s), "a tab where the line is indented",
		"indent with spaces");
}

/* Of the blanks from..to, of which one is none to YAML. */
static bool
say_wide(struct search *f, size_t from, size_t to)
{
	size_t at = from, n, columns = 0, first = to;
	unsigned code = 0, one;

	for (; at < to; at += n ? n : 1) {
		n = wide_space(f->s + at, to - at);
		one = ' ';
		if (n)
			utf8_decode(f->s + at, n, &one);
		columns += !n || is_wide(one);
		if (n && first == to) {
			first = at;
			code = one;
		}
	}
	if (first == to)
		return false;
	edit(f, from, to, blanks(f->arena, columns));
	if (!is_wide(code))
		return found(f, first, tr_printf(f->arena, "a character (U+%04X) that is not"
			" seen", code), "remove it: it came with text that was copied");
	return found(f, first, tr_printf(f->arena, code == 0xA0 ? "a no-break space (U+%04X),"
		" which is no blank to YAML" : "a space (U+%04X) that is no blank to YAML", code),
		"write an ordinary blank for each: it came with text that was copied");
}

static bool
find_wide(struct search *f, const struct line *l)
{
	size_t at, n;

	if (say_wide(f, l->start, l->text))
		return true;
	if (!is_known(f->keys, f->s + l->key, strspn(f->s + l->key, in_words)))
		return false;
	at = l->key + strspn(f->s + l->key, in_words);
	if (at >= l->end || f->s[at] != ':')
		return false;
	for (n = ++at; n < l->end && wide_space(f->s + n, l->end - n); )
		n += wide_space(f->s + n, l->end - n);
	return say_wide(f, at, n);
}

/* "port:993", "port 993", "port = 993", "incoming" alone. */
static bool
find_colon(struct search *f, const struct line *l)
{
	static const char wide_colon[] = "\xEF\xBC\x9A";
	size_t at = l->key + strspn(f->s + l->key, in_words), to;
	struct line word = *l;

	word.key_end = at < l->end ? at : l->end;
	if (l->colon || l->key < f->last
	    || !is_known(f->keys, f->s + l->key, word.key_end - l->key))
		return false;
	at = to = word.key_end;
	while (to < l->end && strchr(" \t", f->s[to]))
		to++;
	if (l->end - to >= 2 && !memcmp(f->s + to, "=>", 2))
		to += 2;
	else if (to < l->end && strchr(":=", f->s[to]))
		to++;
	else if (l->end - to >= 3 && !memcmp(f->s + to, wide_colon, 3))
		to += 3;
	while (to < l->end && strchr(" \t", f->s[to]))
		to++;
	edit(f, at, to, to == l->end ? ":" : ": ");
	if (to == l->end)
		return found(f, l->key, "a key without its ':'",
			tr_printf(f->arena, "write '%s:'", key_of(f, &word)));
	return found(f, l->key, f->s[at] == ':' ? "a ':' without a blank after it"
		: "a key and a value without ': ' between them",
		tr_printf(f->arena, "write '%s: ...', with a ':' and a blank after it",
		key_of(f, &word)));
}

/* A plain value in its line, so that the next line cannot be below it. */
static bool
has_plain_value(const struct search *f, const struct line *l)
{
	return l->colon && l->value < l->end && !strchr("|>\"'[{&*!", f->s[l->value]);
}

static bool
say_indent(struct search *f, const struct line *l, const struct line *other, size_t wanted)
{
	edit(f, l->start, l->text, blanks(f->arena, wanted));
	f->out->note = tr_printf(f->arena, "this one is indented by %zu", other->column);
	f->out->note_at = other->text;
	return found(f, l->text, tr_printf(f->arena, "this line is indented by %zu", l->dash),
		tr_printf(f->arena, "indent it by %zu", wanted));
}

/* A key below one that has a value: it is too far in, or that one not far enough. */
static bool
find_deep(struct search *f)
{
	struct line above;
	size_t wanted;

	if (!f->has_before || !f->line.colon || !f->line.known || f->line.dash != f->line.column
	    || f->line.column <= f->before.column || !has_plain_value(f, &f->before))
		return false;
	if (line_before(f->s, f->len, f->keys, &f->before, &above) && above.colon && above.known
	    && above.value == above.end && above.column >= f->before.dash && f->before.known
	    && f->before.dash == f->before.column) {
		wanted = f->line.column;
		edit(f, f->before.start, f->before.text, blanks(f->arena, wanted));
		return found(f, f->before.key, tr_printf(f->arena, "'%s' is not under '%s'",
			key_of(f, &f->before), key_of(f, &above)), tr_printf(f->arena,
			"indent it by %zu", wanted));
	}
	return say_indent(f, &f->line, &f->before, f->before.column);
}

/* A line that is at no level: between two of them. */
static bool
find_between(struct search *f)
{
	struct line above = f->before, next;
	size_t in, out;

	if (!f->has_before || f->line.column >= f->before.column || f->error < LAYOUT_COLON)
		return false;
	while (above.column > f->line.column && line_before(f->s, f->len, f->keys, &above, &next))
		above = next;
	if (above.column == f->line.column || above.dash == f->line.column)
		return false;
	in = f->before.colon ? f->before.column - f->line.column : SIZE_MAX;
	out = above.column < f->line.column ? f->line.column - above.column : SIZE_MAX;
	if (in == SIZE_MAX && out == SIZE_MAX)
		return false;
	if (in <= out)
		say_indent(f, &f->line, &f->before, f->before.column);
	else
		say_indent(f, &f->line, &above, above.column);
	if (in == out)
		f->out->edit = NULL;    /* either may be meant */
	return true;
}

/* A key at the column of the list's '-', after an item. */
static bool
find_item(struct search *f)
{
	struct line above = f->before, next;

	if (f->error != LAYOUT_ITEM || !f->has_before || !f->line.colon
	    || f->line.dash != f->line.column)
		return false;
	while (above.dash > f->line.column && line_before(f->s, f->len, f->keys, &above, &next))
		above = next;
	return above.dash == f->line.column && above.column > above.dash && above.colon
		&& say_indent(f, &f->line, &above, above.column);
}

/* The document's first key is further in than this one. */
static bool
find_first(struct search *f)
{
	struct line above, next;

	if (f->error != LAYOUT_END || !f->has_before || !f->line.colon)
		return false;
	above = f->before;
	if (above.column <= f->line.column || above.dash != above.column)
		return false;
	if (line_before(f->s, f->len, f->keys, &above, &next))
		return say_indent(f, &f->line, &above, above.column);
	f->out->note = tr_printf(f->arena, "this one is indented by %zu", f->line.column);
	f->out->note_at = f->line.text;
	edit(f, above.start, above.text, blanks(f->arena, f->line.column));
	return found(f, above.text, tr_printf(f->arena, "this line is indented by %zu",
		above.column), tr_printf(f->arena, "indent it by %zu", f->line.column));
}

/* "incoming: host: h", and a value that has ': ' in it. */
static bool
find_second_colon(struct search *f)
{
	const struct line *l = &f->line;
	struct line inner;

	if (f->error != LAYOUT_COLON || !l->colon || !l->known || l->value == l->end
	    || f->at <= l->value || strchr("[{\"'", f->s[l->value]))
		return false;
	inner = *l;
	inner.key = l->value;
	inner.key_end = find_key_end(f->s, &inner);
	if (!strchr(in_words, f->s[inner.key])
	    || !is_known(f->keys, f->s + inner.key, inner.key_end - inner.key))
		return found(f, f->at, "a ': ' in a value without quotes", tr_printf(f->arena,
			"put the value in quotes, as in '%s: \"...\"'", key_of(f, l)));
	edit(f, l->key_end + 1, l->value, arena_printf(f->arena, "\n%s",
		blanks(f->arena, l->column + 2)));
	return found(f, inner.key, tr_printf(f->arena, "'%s' in the line of '%s'",
		key_of(f, &inner), key_of(f, l)), tr_printf(f->arena,
		"write it in a line of its own, indented by %zu", l->column + 2));
}

/* As in other languages: a ',' or a ';' after a closing quote. */
static bool
find_separator(struct search *f)
{
	if (f->at && f->at < f->len && strchr("'\"", f->s[f->at - 1]) && isalnum(
	    (unsigned char)f->s[f->at]) && memchr(f->s + f->at, f->s[f->at - 1],
	    f->line.end - f->at))
		return found(f, f->at, "a quote inside of quotes", f->s[f->at - 1] == '"'
			? "write a backslash before it, or put the value in single quotes"
			: "write it twice, or put the value in double quotes");
	if (f->at >= f->len || !f->at || !strchr(",;", f->s[f->at])
	    || !strchr("\"']}", f->s[f->at - 1]))
		return false;
	edit(f, f->at, f->at + 1, "");
	return found(f, f->at, "nothing can follow a closing quote or bracket",
		"leave out the ',' or ';' at the end of the line");
}

/* "email: [jo@example.org](mailto:jo@example.org)". */
static bool
find_link(struct search *f, const struct line *l)
{
	static const char in_addresses[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-.+@";
	static const char *const goes_to[] = { "](mailto:", "](http://", "](https://" };
	size_t len, i;

	if (!l->colon || !l->known || l->value == l->end || f->s[l->value] != '[')
		return false;
	len = strspn(f->s + l->value + 1, in_addresses);
	for (i = 0; i < countof(goes_to); i++)
		if (len && l->value + 1 + len + strlen(goes_to[i]) < l->end
		    && f->s[l->end - 1] == ')' && !memcmp(f->s + l->value + 1 + len, goes_to[i],
		    strlen(goes_to[i])))
			break;
	if (i == countof(goes_to))
		return false;
	edit(f, l->value, l->end, arena_copy(f->arena, f->s + l->value + 1, len));
	return found(f, l->value, "a link as Markdown writes it", "write what is between '[' and"
		" ']' alone");
}

bool
layout_find(struct arena *a, const char *bytes, size_t len, const struct known_keys *keys,
	enum layout_error error, size_t at, size_t last, struct layout *out)
{
	struct search f = { .arena = a, .s = bytes, .len = len, .keys = keys, .error = error,
		.at = at < len ? at : len, .last = last, .out = out };

	*out = (struct layout){ NULL, NULL, 0, NULL, 0, NULL, 0, 0 };
	f.line = line_at(bytes, len, keys, line_start(bytes, f.at));
	f.has_before = line_before(bytes, len, keys, &f.line, &f.before);
	return find_tab(&f, &f.line) || find_wide(&f, &f.line)
		|| (f.has_before && find_wide(&f, &f.before))
		|| (f.has_before && error == LAYOUT_COLON && find_colon(&f, &f.before))
		|| find_link(&f, &f.line) || find_colon(&f, &f.line) || find_separator(&f)
		|| find_item(&f) || find_deep(&f) || find_first(&f) || find_between(&f)
		|| find_second_colon(&f);
}

/* Where the blanks of both kinds that begin here end. */
static size_t
blanks_end(const char *s, size_t at, size_t to)
{
	size_t n;

	for (; at < to; at += n)
		if (!(n = s[at] == ' ' ? 1 : wide_space(s + at, to - at)))
			break;
	return at;
}

bool
layout_stray(struct arena *a, const char *bytes, size_t from, size_t to,
	const struct known_keys *keys, struct layout *out)
{
	struct search f = { .arena = a, .s = bytes, .len = to, .out = out };
	size_t at = blanks_end(bytes, from, to), word = strspn(bytes + from, in_words);

	*out = (struct layout){ NULL, NULL, 0, NULL, 0, NULL, 0, 0 };
	if (at > from)
		return say_wide(&f, from, at);
	return from + word < to && is_known(keys, bytes + from, word)
		&& blanks_end(bytes, from + word, to) == to && say_wide(&f, from + word, to);
}

size_t
layout_key_end(const char *bytes, size_t len, const struct known_keys *keys, size_t start)
{
	struct line l = line_at(bytes, len, keys, start);
	size_t word = l.key + strspn(bytes + l.key, in_words);

	if (l.known && l.colon)
		return l.value;
	if (word < l.end && !strchr(" \t:=", bytes[word]))
		return l.start;
	if (!is_known(keys, bytes + l.key, word - l.key))
		return l.start;
	while (word < l.end && strchr(" \t:=", bytes[word]))
		word++;
	return word;
}
