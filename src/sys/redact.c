/* Finds what nobody should see in a text that some client reads: all that is not known
 * to be harmless. No list of what passwords look like would ever be complete.
 * Used by diff.c. */
#include "sys/redact.h"

#include <stdbool.h>
#include <string.h>

#include "base/expression.h"
#include "base/table.h"

enum kind { BLANK, SIGN, WORD };

static enum kind
kind_of(char c)
{
	if (strchr(" \t\r\n", c))
		return c ? BLANK : WORD;
	return strchr("\"'=,;()<>[]{}", c) ? SIGN : WORD;
}

/* Where the spaces, the signs or the word ends that begin at i. */
static size_t
run_end(struct literal text, size_t i)
{
	enum kind kind = kind_of(text.s[i]);

	while (i < text.len && kind_of(text.s[i]) == kind)
		i++;
	return i;
}

void
redact_learn(struct arena *a, struct table *words, struct literal text, const char *hidden)
{
	size_t i, end;

	for (i = 0; i < text.len; i = end) {
		end = run_end(text, i);
		if (kind_of(text.s[i]) != BLANK && !(hidden && memchr(hidden + i, 1, end - i)))
			*table_at(a, words, text.s + i, end - i) = words;
	}
}

void
redact_words(const struct table *words, struct literal line, char *hidden)
{
	size_t i, end, from = line.len;

	for (i = 0; i < line.len; i = end) {
		end = run_end(line, i);
		if (kind_of(line.s[i]) == BLANK)
			continue;
		if (!table_find(words, line.s + i, end - i)) {
			from = from < i ? from : i;
			memset(hidden + from, 1, end - from);
		} else if (kind_of(line.s[i]) == WORD) {
			from = line.len;
		}
	}
}

/* A text in which the rests of lines are hidden, up to an offset so far. */
struct resting {
	struct literal text;
	char *hidden;
	size_t done;
};

static bool
hide_rest(void *context, const struct match *m)
{
	struct resting *r = context;
	size_t from = m->group_to;
	const char *end;

	if (from < r->done)
		return true;
	end = memchr(r->text.s + from, '\n', r->text.len - from);
	r->done = end ? (size_t)(end - r->text.s) : r->text.len;
	memset(r->hidden + from, 1, r->done - from);
	return true;
}

void
redact_rests(struct arena *a, struct literal text, const char *expression, char *hidden)
{
	struct resting r = { text, hidden, 0 };
	const char *why;
	const struct expression *e = expression_new(a, expression, &why);

	if (e)
		expression_find(a, e, text, hide_rest, &r);
}
