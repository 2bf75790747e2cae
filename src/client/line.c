/* Finds a value in a line that a client prints.
 * Used by manifests and by readback.c. */
#include "client/line.h"

#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"

enum { MARK_LEN = sizeof("{value}") - 1 };

/* The length of the mark at this place, or 0. */
static size_t
mark_len(const char *text)
{
	return *text == '*' ? 1 : !strncmp(text, "{value}", MARK_LEN)
		|| !strncmp(text, "{lower}", MARK_LEN) ? MARK_LEN : 0;
}

const struct line *
line_new(struct arena *a, const char *text)
{
	struct line *l = arena_alloc(a, 1, sizeof(*l));
	const char *start = text;
	size_t len, n;

	for (; *text; text += n ? n : 1) {
		n = mark_len(text);
		if (!n)
			continue;
		if (l->n + 1 == countof(l->pieces) || (l->n && start == text)
		    || (n > 1 && l->value))
			return NULL;
		l->pieces[l->n++] = ini_unescape(a,
			arena_copy(a, start, (size_t)(text - start)), &len);
		start = text + n;
		if (n > 1) {
			l->value = l->n;
			l->lower = text[1] == 'l';
		}
	}
	l->pieces[l->n++] = ini_unescape(a, start, &len);
	return l->value ? l : NULL;
}

bool
line_fits(const struct line *l, const char *line, size_t len, const char **value,
	const char **end)
{
	const char *last = l->pieces[l->n - 1], *rest = line + len, *at, *next;
	size_t i, n = strlen(last), skip = strspn(line, " \t");

	at = line + (skip < len ? skip : len);
	if (strncmp(at, l->pieces[0], strlen(l->pieces[0])))
		return false;
	at += strlen(l->pieces[0]);
	if (at > rest || (size_t)(rest - at) < n || memcmp(rest - n, last, n))
		return false;
	for (i = 1; i < l->n; i++) {
		next = i + 1 == l->n ? rest - n
			: memmem(at, (size_t)(rest - n - at), l->pieces[i], strlen(l->pieces[i]));
		if (!next)
			return false;
		if (i == l->value) {
			*value = at;
			*end = next;
		}
		at = next + strlen(l->pieces[i]);
	}
	return true;
}
