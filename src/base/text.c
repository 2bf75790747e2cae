/* User text and trusted text, UTF-8, and showing text in messages.
 * Used by everything. */
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"

bool
pos_same(struct pos a, struct pos b)
{
	return a.line == b.line && a.column == b.column && a.source == b.source;
}

int
literal_order(struct literal a, struct literal b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.s, b.s, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool
literal_same(struct literal a, struct literal b)
{
	return a.len == b.len && !literal_order(a, b);
}

struct literal
literal_trim(struct literal s)
{
	while (s.len && strchr(" \t", s.s[0]))
		s.s++, s.len--;
	while (s.len && strchr(" \t", s.s[s.len - 1]))
		s.len--;
	return s;
}

struct text
text_trimmed(struct arena *a, struct text t)
{
	struct literal bytes = literal_trim((struct literal){ t.s, t.len });

	t.s = arena_copy(a, bytes.s, bytes.len);
	t.len = bytes.len;
	return t;
}

/* A copy with the letters from `first` on, which is 'A' or 'a', in the other case. */
static char *
in_case(struct arena *a, const char *s, size_t len, char first)
{
	char *copy = arena_copy(a, s, len), *at;

	for (at = copy; *at; at++)
		if (*at >= first && *at < first + 26)
			*at = (char)(*at ^ ('a' ^ 'A'));
	return copy;
}

char *
text_lower(struct arena *a, const char *s, size_t len)
{
	return in_case(a, s, len, 'A');
}

char *
text_upper(struct arena *a, const char *s, size_t len)
{
	return in_case(a, s, len, 'a');
}

const char *
text_listed(struct arena *a, const char *list, const char *word)
{
	return arena_printf(a, "%s%s'%s'", list, *list ? ", " : "", word);
}

bool
literal_next(struct literal text, char separator, size_t *at, struct literal *piece)
{
	const char *end;

	if (*at > text.len)
		return false;
	end = *at < text.len ? memchr(text.s + *at, separator, text.len - *at) : NULL;
	piece->s = text.s + *at;
	piece->len = (end ? (size_t)(end - text.s) : text.len) - *at;
	*at += piece->len + 1;
	return true;
}

bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

struct literal
literal_take(struct arena *a, struct buf *b)
{
	struct literal bytes = { arena_copy(a, b->s ? b->s : "", b->len), b->len };

	buf_free(b);
	return bytes;
}

void
text_take(struct arena *a, struct buf *b, struct text *t)
{
	struct literal bytes = literal_take(a, b);

	t->s = bytes.s;
	t->len = bytes.len;
}

bool
text_given(struct text t)
{
	return t.s != NULL;
}

bool
text_is(struct text t, const char *string)
{
	/* most differ in their first byte */
	return t.s && (!t.len || *t.s == *string) && t.len == strlen(string)
		&& !memcmp(t.s, string, t.len);
}

bool
text_is_nocase(struct text t, const char *string)
{
	return t.s && t.len == strlen(string) && !strncasecmp(t.s, string, t.len);
}

/* Is the word a URL with a name, a ':' and more than a port? */
static bool
word_has_password(const char *s, size_t len)
{
	const char *scheme = memmem(s, len, "://", 3), *end = s + len, *colon, *at;
	size_t i;

	if (!scheme)
		return false;
	s = scheme + 3;
	colon = memchr(s, ':', (size_t)(end - s));
	at = memchr(s, '@', (size_t)(end - s));
	if (!colon || (at && at < colon))
		return false;
	for (i = 1; colon + i < end && is_digit(colon[i]); i++)
		;
	return at || (colon + i < end && colon[i] != '/');
}

bool
text_has_password(const char *s, size_t len)
{
	size_t n;

	for (; len; s += n, len -= n) {
		for (n = 0; n < len && !strchr(" \t\r\n", s[n]); n++)
			;
		if (n && word_has_password(s, n))
			return true;
		n += n < len;
	}
	return false;
}

void
text_hide_passwords(char *s)
{
	char *colon, *end;

	while ((s = strstr(s, "://"))) {
		s += 3;
		end = s + strcspn(s, " \t\r\n");
		colon = memchr(s, ':', (size_t)(end - s));
		if (!word_has_password(s - 3, (size_t)(end - s) + 3) || !colon)
			continue;
		if (memrchr(colon, '@', (size_t)(end - colon)))
			end = memrchr(colon, '@', (size_t)(end - colon));
		memset(colon + 1, '*', (size_t)(end - colon - 1));
	}
}

bool
text_fits(const char *pattern, struct literal text)
{
	const char *star = NULL;
	size_t at = 0, from = 0;

	while (at < text.len) {
		if (*pattern == '*') {
			star = pattern++;
			from = at;
		} else if (*pattern && *pattern == text.s[at]) {
			pattern++;
			at++;
		} else if (star) {
			pattern = star + 1;
			at = ++from;
		} else {
			return false;
		}
	}
	return !pattern[strspn(pattern, "*")];
}

char
text_unaccented(unsigned code)
{
	/* two signs are among the letters */
	static const char latin1[] =
		"aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty";

	return code >= 0xC0 && code < 0x100 ? latin1[code - 0xC0] : 0;
}

size_t
utf8_decode(const char *s, size_t len, unsigned *code)
{
	static const struct { unsigned char mask, lead; unsigned least; } form[] = {
		{ 0x80, 0x00, 0 }, { 0xE0, 0xC0, 0x80 },
		{ 0xF0, 0xE0, 0x800 }, { 0xF8, 0xF0, 0x10000 },
	};
	const unsigned char *b = (const unsigned char *)s;
	size_t n, i;

	for (n = 0; n < countof(form); n++)
		if ((b[0] & form[n].mask) == form[n].lead)
			break;
	if (n == countof(form) || n >= len)
		return 0;
	*code = b[0] & (unsigned char)~form[n].mask;
	for (i = 1; i <= n; i++) {
		if ((b[i] & 0xC0) != 0x80)
			return 0;
		*code = *code << 6 | (b[i] & 0x3F);
	}
	if (*code < form[n].least || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF))
		return 0;
	return n + 1;
}

size_t
utf8_encode(unsigned code, char *out)
{
	static const unsigned char lead[] = { 0x00, 0xC0, 0xE0, 0xF0 };
	size_t n = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	size_t i;

	for (i = n; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)(lead[n] | code);
	return n + 1;
}

bool
utf8_valid(const char *s, size_t len)
{
	unsigned code;
	size_t n;

	for (; len; s += n, len -= n)
		if (!(n = utf8_decode(s, len, &code)))
			return false;
	return true;
}

/* What a terminal could obey, or what makes a text look like another: controls, C1
 * too, the marks of writing directions (UAX 9), other ends of lines, and characters
 * that are not seen. */
bool
text_is_harmless(unsigned code)
{
	static const struct { unsigned from, to; } harmful[] = {
		{ 0x00, 0x1F }, { 0x7F, 0x9F }, { 0x61C, 0x61C }, { 0x200E, 0x200F },
		{ 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF },
		{ 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
	};
	size_t i;

	for (i = 0; i < countof(harmful); i++)
		if (code >= harmful[i].from && code <= harmful[i].to)
			return false;
	return true;
}

/* The length of the character at s, and whether it can be printed as it is. */
static size_t
look(const char *s, size_t len, unsigned *code, bool *harmless)
{
	size_t n = utf8_decode(s, len, code);

	*harmless = n && text_is_harmless(*code);
	return n ? n : 1;
}

/* The same for as many characters as are ASCII and harmless, or for one. */
static size_t
look_on(const char *s, size_t len, unsigned *code, bool *harmless)
{
	size_t n;

	for (n = 0; n < len && s[n] >= ' ' && s[n] <= '~'; n++)
		;
	*harmless = n;
	return n ? n : look(s, len, code, harmless);
}

const char *
text_escaped(struct arena *a, const char *s, size_t len)
{
	enum { MOST = 120 };
	char *out = arena_alloc(a, 4 * MOST + 8, 1), *at = out;
	size_t n, shown = 0;
	unsigned code;
	bool harmless;

	for (; len && shown < MOST; s += n, len -= n, shown++) {
		n = look(s, len, &code, &harmless);
		if (harmless) {
			memcpy(at, s, n);
			at += n;
			continue;
		}
		for (size_t i = 0; i < n && shown < MOST; i++, shown++)
			at += sprintf(at, "\\x%02X", (unsigned char)s[i]);
		shown--;
	}
	strcpy(at, len ? "..." : "");
	return out;
}

void
text_sanitize(char *s)
{
	size_t len = strlen(s), n;
	unsigned code;
	bool harmless;

	for (; len; s += n, len -= n) {
		n = look_on(s, len, &code, &harmless);
		if (!harmless)
			memset(s, '?', n);
	}
}

int
text_columns(const char *s)
{
	int n = 0;

	for (; *s; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

void
text_add_lines(struct buf *out, const char *s, size_t len)
{
	size_t n;
	unsigned code;
	bool harmless;

	for (; len; s += n, len -= n) {
		n = look_on(s, len, &code, &harmless);
		if (harmless || strchr("\n\t", *s))
			buf_add(out, s, n);
		else
			buf_putc(out, '?');
	}
}

void
text_add_json(struct buf *out, const char *s, size_t len)
{
	size_t n;
	unsigned code;
	bool harmless;

	for (; len; s += n, len -= n) {
		n = look_on(s, len, &code, &harmless);
		if (harmless || *s == '\n')
			buf_add(out, s, n);
		else if (code < 0x10000)
			buf_printf(out, "\\u%04x", code);
		else
			buf_printf(out, "\\u%04x\\u%04x", 0xD7C0 + (code >> 10),
				0xDC00 + (code & 0x3FF));
	}
}

/* How many characters the bytes begin with that JSON has as they are. */
static size_t
json_len(const char *s, size_t len)
{
	size_t n;

	for (n = 0; n < len && s[n] >= ' ' && s[n] <= '~' && s[n] != '"' && s[n] != '\\'; n++)
		;
	return n;
}

/* One character of a string of JSON; its length. */
static size_t
add_json_char(struct buf *out, const char *s, size_t len)
{
	static const char plain[] = "\"\\\b\f\n\r\t", escaped[] = "\"\\bfnrt";
	const char *at = *s ? strchr(plain, *s) : NULL;
	unsigned code;
	size_t n = utf8_decode(s, len, &code);

	if (at)
		buf_printf(out, "\\%c", escaped[at - plain]);
	else if (n)
		text_add_json(out, s, n);
	else
		buf_puts(out, "\xEF\xBF\xBD");
	return n ? n : 1;
}

void
text_add_string(struct buf *out, const char *s, size_t len)
{
	size_t n;

	buf_putc(out, '"');
	for (; len; s += n, len -= n)
		if ((n = json_len(s, len)))
			buf_add(out, s, n);
		else
			n = add_json_char(out, s, len);
	buf_putc(out, '"');
}

bool
path_goes_down(const char *path)
{
	size_t len;

	for (;; path += len + 1) {
		len = strcspn(path, "/");
		if (!len || (len <= 2 && !strncmp(path, "..", len)))
			return false;
		if (!path[len])
			return true;
	}
}

const char *
path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *
path_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return !slash ? "." : slash == path ? "/" : arena_copy(a, path, (size_t)(slash - path));
}

bool
span_embeds(const struct secret_span *span)
{
	while (span && span->command)
		span = span->next;
	return span != NULL;
}

void
words_add(struct arena *a, struct word_list *list, const char *word)
{
	const char **items = arena_grow(a, (const char **)list->items, list->n, sizeof(*items));

	items[list->n++] = word;
	list->items = items;
}

void
words_insert(struct arena *a, struct word_list *list, const char *word)
{
	size_t at = lower_bound(&word, list->items, list->n, sizeof(word), text_order);
	const char **to;

	if (at < list->n && !strcmp(list->items[at], word))
		return;
	words_add(a, list, word);
	to = (const char **)list->items + at;
	memmove(to + 1, to, (list->n - at - 1) * sizeof(*to));
	*to = word;
}

const char *
text_filled(struct arena *a, const char *text, const struct substitute *with, size_t n)
{
	struct buf out = { 0 };
	size_t i;

	while (*text) {
		for (i = 0; i < n && strncmp(text, with[i].word, strlen(with[i].word)) != 0; i++)
			;
		if (i < n)
			buf_puts(&out, with[i].with);
		else
			buf_putc(&out, *text);
		text += i < n ? strlen(with[i].word) : 1;
	}
	return literal_take(a, &out).s;
}

bool
words_have(const struct word_list *list, const char *word)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!strcmp(list->items[i], word))
			return true;
	return false;
}

int
text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
text_sort(const char **list, size_t n)
{
	if (n)
		qsort(list, n, sizeof(*list), text_order);
}

size_t
lower_bound(const void *key, const void *base, size_t n, size_t size,
	int (*order)(const void *, const void *))
{
	size_t low = 0, middle;

	while (low < n) {
		middle = low + (n - low) / 2;
		if (order((const char *)base + middle * size, key) < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}
