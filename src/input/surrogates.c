/* Escaped UTF-16 surrogate pairs, which JSON has and libyaml does not know.
 * Used by input.c, around the parser. */
#include "input/surrogates.h"

#include <string.h>

#include "base/arena.h"

/* One pair is two escapes of six bytes. Its stand-in decodes to two NULs: a
 * value that holds NULs of its own may be put together wrongly, but still
 * holds one then, and is refused for it, as for any control character. */
enum { HALF_LEN = 6, PAIR_LEN = 2 * HALF_LEN };
static const char stand_in[] = "\\u0000\\u0000";

/* The code unit of the escape "\uXXXX" at s, 0 when there is none. */
static unsigned
code_unit(const char *s)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	unsigned unit = 0;
	const char *digit;
	int i;

	if (s[0] != '\\' || s[1] != 'u')
		return 0;
	for (i = 2; i < HALF_LEN; i++) {
		if (!s[i] || !(digit = strchr(digits, s[i])))
			return 0;
		unit = unit << 4 | ((unsigned)(digit - digits) & 0xF);
	}
	return unit;
}

/* The character of the pair at s, 0 when no pair is there. */
static unsigned
pair_code(const char *s, size_t len)
{
	unsigned high, low;

	if (len < PAIR_LEN)
		return 0;
	high = code_unit(s);
	low = code_unit(s + HALF_LEN);
	if ((high & 0xFC00) != 0xD800 || (low & 0xFC00) != 0xDC00)
		return 0;
	return 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
}

/* Counts the pairs, and fills in their offsets unless `at` is NULL. A
 * backslash that is escaped itself begins none. */
static size_t
find_pairs(const char *bytes, size_t len, size_t *at)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		if (bytes[i] != '\\')
			continue;
		if (pair_code(bytes + i, len - i)) {
			if (at)
				at[n] = i;
			n++;
			i += PAIR_LEN - 1;
		} else {
			i++;
		}
	}
	return n;
}

const char *
surrogates_replace(struct surrogates *p, struct arena *a, const char *bytes, size_t len)
{
	size_t i, n = find_pairs(bytes, len, NULL);
	char *copy;

	*p = (struct surrogates){ .bytes = bytes, .n = n };
	if (!n)
		return bytes;
	p->at = arena_alloc(a, n, sizeof(*p->at));
	find_pairs(bytes, len, p->at);
	copy = arena_copy(a, bytes, len);
	for (i = 0; i < n; i++)
		memcpy(copy + p->at[i], stand_in, PAIR_LEN);
	return copy;
}

static size_t
line_end(const char *bytes, size_t at, size_t to)
{
	while (at < to && bytes[at] != '\n' && bytes[at] != '\r')
		at++;
	return at;
}

/* Where the scalar itself begins: after tag, anchor, and the comments that
 * may follow them; for a block also after its header. */
static size_t
content_start(const char *bytes, size_t at, size_t to, enum surrogates_style style)
{
	for (; at < to; at++) {
		if (bytes[at] == '#')
			at = line_end(bytes, at, to);
		else if (bytes[at] == '&' || bytes[at] == '!')
			at += strcspn(bytes + at, " \t\r\n") - 1;
		else if (!strchr(" \t\r\n", bytes[at]))
			break;
	}
	return style == SURROGATES_BLOCK ? line_end(bytes, at, to) : at;
}

/* Two NULs for each pair become its character, in order. */
static struct text
restore_escaped(struct surrogates *p, struct arena *a, size_t to, struct text value)
{
	char *out = arena_alloc(a, 2 * value.len + 1, 1);
	size_t i, len = 0;

	for (i = 0; i < value.len; i++) {
		if (i + 1 < value.len && !value.s[i] && !value.s[i + 1]
		    && p->next < p->n && p->at[p->next] < to) {
			len += utf8_encode(pair_code(p->bytes + p->at[p->next++],
				PAIR_LEN), out + len);
			i++;
		} else {
			out[len++] = value.s[i];
		}
	}
	value.s = out;
	value.len = len;
	return value;
}

/* Outside double quotes no backslash comes or goes, so that the backslashes
 * of the value are those of the file, one by one. */
static struct text
restore_verbatim(struct surrogates *p, struct arena *a, size_t from, size_t to, struct text value)
{
	char *out = arena_copy(a, value.s, value.len);
	size_t i, at = from;

	for (i = 0; i + PAIR_LEN <= value.len; i++) {
		if (out[i] != '\\')
			continue;
		while (at < to && p->bytes[at] != '\\')
			at++;
		if (p->next < p->n && p->at[p->next] == at) {
			memcpy(out + i, p->bytes + at, PAIR_LEN);
			p->next++;
		}
		at++;
	}
	value.s = out;
	return value;
}

struct text
surrogates_restore(struct surrogates *p, struct arena *a, size_t from, size_t to,
	enum surrogates_style style, struct text value)
{
	if (!p->n)
		return value;
	from = content_start(p->bytes, from, to, style);
	while (p->next < p->n && p->at[p->next] < from)
		p->next++;
	if (p->next == p->n || p->at[p->next] >= to)
		return value;
	if (style == SURROGATES_ESCAPED)
		return restore_escaped(p, a, to, value);
	return restore_verbatim(p, a, from, to, value);
}
