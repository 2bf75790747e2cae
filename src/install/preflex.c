/* Reads the statements of a preference file with their places.
 * Used where accounts are installed into such a file, and removed. */
#include "install/preflex.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

struct lexer {
	struct arena *arena;
	const char *s;
	size_t len, at;
	struct preflex_error error;     /* what NULL: none so far */
};

static bool
fail_at(struct lexer *x, size_t at, const char *what)
{
	if (!x->error.what)
		x->error = (struct preflex_error){ what, at };
	return false;
}

static bool
fail(struct lexer *x, const char *what)
{
	return fail_at(x, x->at, what);
}

/* The byte so many ahead, -1 behind the end. */
static int
ahead(const struct lexer *x, size_t n)
{
	return x->at + n < x->len ? (unsigned char)x->s[x->at + n] : -1;
}

static bool
is_one_of(int c, const char *set)
{
	return c > 0 && strchr(set, c);
}

static bool
is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Goes behind a comment that has just begun. */
static bool
skip_comment(struct lexer *x)
{
	size_t began = x->at;

	if (ahead(x, 0) == '/' && ahead(x, 1) == '*') {
		for (x->at += 2; x->at < x->len; x->at++)
			if (ahead(x, 0) == '*' && ahead(x, 1) == '/') {
				x->at += 2;
				return true;
			}
		return fail_at(x, began, "a comment that does not end");
	}
	while (x->at < x->len && !is_one_of(ahead(x, 0), "\r\n"))
		x->at++;
	return true;
}

/* Goes to the next thing that is neither blank nor a comment. */
static bool
skip(struct lexer *x)
{
	for (;;) {
		while (is_one_of(ahead(x, 0), " \t\v\f\r\n"))
			x->at++;
		if (ahead(x, 0) != '#' && (ahead(x, 0) != '/'
		    || !is_one_of(ahead(x, 1), "/*")))
			return true;
		if (!skip_comment(x))
			return false;
	}
}

static bool
expect(struct lexer *x, char c, const char *what)
{
	if (!skip(x))
		return false;
	if (ahead(x, 0) != c)
		return fail(x, what);
	x->at++;
	return true;
}

/* A word of letters; len 0 when there is none, or a digit follows. */
static struct literal
word(struct lexer *x)
{
	struct literal w = { x->s + x->at, 0 };

	while (is_letter(ahead(x, w.len)))
		w.len++;
	if (is_digit(ahead(x, w.len)))
		w.len = 0;
	x->at += w.len;
	return w;
}

static bool
is(struct literal w, const char *string)
{
	return w.len == strlen(string) && !memcmp(w.s, string, w.len);
}

/* So many hexadecimal digits; false when they are not there. */
static bool
hex(struct lexer *x, size_t n, unsigned *code)
{
	static const char digits[] = "0123456789abcdef";
	const char *found;
	int c;

	for (*code = 0; n; n--, x->at++) {
		c = ahead(x, 0);
		c = c >= 'A' && c <= 'F' ? c + 32 : c;
		found = c > 0 ? strchr(digits, c) : NULL;
		if (!found)
			return false;
		*code = *code << 4 | (unsigned)(found - digits);
	}
	return true;
}

/* The four digits of \u, and a second \u where they are half a character. */
static bool
unicode(struct lexer *x, char **out)
{
	unsigned high, low;

	if (!hex(x, 4, &high) || !high || (high >= 0xDC00 && high <= 0xDFFF))
		return false;
	if (high >= 0xD800 && high <= 0xDBFF) {
		if (ahead(x, 0) != '\\' || ahead(x, 1) != 'u')
			return false;
		x->at += 2;
		if (!hex(x, 4, &low) || low < 0xDC00 || low > 0xDFFF)
			return false;
		high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
	}
	*out += utf8_encode(high, *out);
	return true;
}

/* What stands behind a backslash. */
static bool
escape(struct lexer *x, char **out)
{
	static const char plain[] = "\"'\\nr", means[] = "\"'\\\n\r";
	size_t began = x->at++;
	int c = ahead(x, 0);
	unsigned code;
	bool ok = true;

	x->at++;
	if (is_one_of(c, plain)) {
		*(*out)++ = means[strchr(plain, c) - plain];
	} else if (c == 'x') {
		ok = hex(x, 2, &code) && code;
		*(*out)++ = (char)(ok ? code : 0);
	} else {
		ok = c == 'u' && unicode(x, out);
	}
	return ok || fail_at(x, began, "an escape in a string that means nothing");
}

static bool
string(struct lexer *x, struct literal *value)
{
	size_t began = x->at;
	int quote = ahead(x, 0);
	char *s, *out;

	for (x->at++; ahead(x, 0) != quote; x->at++) {
		if (x->at >= x->len)
			return fail_at(x, began, "a string that does not end");
		if (ahead(x, 0) == '\\')
			x->at++;
	}
	/* no escape is shorter than what it means */
	s = out = arena_alloc(x->arena, x->at - began + 1, 1);
	for (x->at = began + 1; ahead(x, 0) != quote; ) {
		if (ahead(x, 0) != '\\')
			*out++ = x->s[x->at++];
		else if (!escape(x, &out))
			return false;
	}
	x->at++;
	*value = (struct literal){ s, (size_t)(out - s) };
	return true;
}

static bool
number(struct lexer *x, struct pref *p)
{
	bool minus = ahead(x, 0) == '-';
	unsigned long long n = 0;
	const char *digits;

	if (is_one_of(ahead(x, 0), "+-")) {
		x->at++;
		if (!skip(x))
			return false;
	}
	for (digits = x->s + x->at; is_digit(ahead(x, 0)); x->at++)
		if ((n = 10 * n + (unsigned)(ahead(x, 0) - '0')) > 0x7FFFFFFFULL + minus)
			return fail(x, "a number that is too large");
	if (digits == x->s + x->at || is_letter(ahead(x, 0)))
		return fail(x, "a value is a string, a whole number, true or false");
	p->kind = PREF_NUMBER;
	p->value.s = arena_printf(x->arena, "%s%llu", minus && n ? "-" : "", n);
	p->value.len = strlen(p->value.s);
	return true;
}

static bool
value(struct lexer *x, struct pref *p)
{
	int c;

	if (!skip(x))
		return false;
	p->value_from = x->at;
	c = ahead(x, 0);
	if (is_one_of(c, "\"'")) {
		p->kind = PREF_STRING;
		if (!string(x, &p->value))
			return false;
	} else if (is_one_of(c, "+-") || is_digit(c)) {
		if (!number(x, p))
			return false;
	} else {
		p->kind = PREF_TRUTH;
		p->value = word(x);
		if (!is(p->value, "true") && !is(p->value, "false"))
			return fail_at(x, p->value_from,
				"a value is a string, a whole number, true or false");
	}
	p->value_to = x->at;
	p->spelt = (struct literal){ x->s + p->value_from, x->at - p->value_from };
	return true;
}

static bool
statement(struct lexer *x, struct pref *p)
{
	struct literal w;

	p->from = x->at;
	w = word(x);
	p->users = is(w, "user_pref");
	p->locked = is(w, "lock_pref");
	if (!p->users && !p->locked && !is(w, "pref") && !is(w, "sticky_pref"))
		return fail_at(x, p->from, "a statement begins with 'user_pref('");
	if (!expect(x, '(', "'(' is missing") || !skip(x))
		return false;
	if (!is_one_of(ahead(x, 0), "\"'"))
		return fail(x, "a preference's name is missing");
	if (!string(x, &p->name) || !expect(x, ',', "',' is missing")
	    || !value(x, p) || !expect(x, ')', "')' is missing")
	    || !expect(x, ';', "';' is missing"))
		return false;
	p->to = x->at;
	return true;
}

bool
preflex_read(struct arena *a, struct literal bytes, struct pref **list,
	struct preflex_error *error)
{
	struct lexer x = { .arena = a, .s = bytes.s, .len = bytes.len };
	struct pref **end = list, *p;
	const char *nul = bytes.len ? memchr(bytes.s, '\0', bytes.len) : NULL;

	*list = NULL;
	if (bytes.len >= 3 && !memcmp(bytes.s, "\xEF\xBB\xBF", 3))
		x.at = 3;
	if (nul)
		fail_at(&x, (size_t)(nul - bytes.s), "a NUL byte, after which nothing is read");
	while (!x.error.what && skip(&x) && x.at < x.len) {
		p = arena_alloc(a, 1, sizeof(*p));
		if (!statement(&x, p))
			break;
		*end = p;
		end = &p->next;
	}
	if (error)
		*error = x.error;
	return !x.error.what;
}

struct table
pref_index(struct arena *a, struct pref *list)
{
	struct table index = { NULL };
	struct pref *p, *before;
	void **at;

	for (p = list; p; p = p->next) {
		at = table_at(a, &index, p->name.s, p->name.len);
		before = *at;
		if (!before || !before->users || p->users)
			*at = p;
	}
	return index;
}

struct pref *
pref_find(const struct table *index, struct literal name)
{
	return table_find(index, name.s, name.len);
}

void
pref_add_string(struct literal s, struct buf *out)
{
	static const struct { char c; const char *s; } escapes[] = {
		{ '\t', "\\x09" }, { '\n', "\\n" }, { '\r', "\\r" },
		{ '"', "\\\"" }, { '\\', "\\\\" },
	};
	size_t i, k;

	buf_putc(out, '"');
	for (i = 0; i < s.len; i++) {
		for (k = 0; k < countof(escapes) && escapes[k].c != s.s[i]; k++)
			;
		if (k < countof(escapes))
			buf_puts(out, escapes[k].s);
		else
			buf_putc(out, s.s[i]);
	}
	buf_putc(out, '"');
}

void
pref_add(struct literal name, struct literal spelt, const char *line_end, struct buf *out)
{
	buf_puts(out, "user_pref(");
	pref_add_string(name, out);
	buf_puts(out, ", ");
	buf_add(out, spelt.s, spelt.len);
	buf_printf(out, ");%s", line_end);
}
