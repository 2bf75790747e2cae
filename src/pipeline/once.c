/* What is true of many accounts is said of the first, and how many more there are at
 * the end. Used by console.c for each account, and by main. */
#include "pipeline/once.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

/* Past so many texts each finding is said: memory does not grow. */
enum { TEXTS_MAX = 1024 };

struct once_text {
	const char *text;
	enum diag_id id;
	enum severity severity;
	size_t first, last;             /* accounts, counted from 1 */
	size_t others;
	struct once_text *next;
};

struct dropping {
	struct once *once;
	struct arena *arena;
};

static bool
is_once(const struct diag *g)
{
	return g->pos.source && (g->severity == SEVERITY_NOTE
		|| (g->severity == SEVERITY_WARNING && g->id == DIAG_CLIENT_LIMITATION));
}

static void
add(struct once *o, const struct diag *g, const char *key)
{
	size_t len = strlen(key);
	struct once_text *t = arena_alloc(o->arena, 1, sizeof(*t));

	*t = (struct once_text){ arena_copy(o->arena, g->text, strlen(g->text)), g->id,
		g->severity, o->now, o->now, 0, NULL };
	*table_at(o->arena, &o->texts, arena_copy(o->arena, key, len), len) = t;
	if (o->last)
		o->last->next = t;
	else
		o->first = t;
	o->last = t;
	o->n++;
}

static bool
was_said(void *context, const struct diag *g)
{
	struct dropping *d = context;
	struct once *o = d->once;
	struct once_text *t;
	const char *key;

	if (!is_once(g))
		return false;
	key = arena_printf(d->arena, "%d %d %s", (int)g->severity, (int)g->id, g->text);
	t = table_find(&o->texts, key, strlen(key));
	if (!t && o->n < TEXTS_MAX)
		add(o, g, key);
	if (!t || t->first == o->now)
		return false;
	t->others += t->last != o->now;
	t->last = o->now;
	return true;
}

void
once_drop(struct once *o, struct arena *a, struct diags *diags)
{
	if (diags_count(diags, SEVERITY_NOTE) == diags_count(diags, SEVERITY_ERROR))
		return;
	o->now++;
	diags_drop(diags, was_said, &(struct dropping){ o, a });
}

void
once_end(const struct once *o, struct diags *diags)
{
	const struct once_text *t;

	for (t = o->first; t; t = t->next)
		if (t->others)
			diag_graded(diags, (struct pos){ 0 }, t->id, t->severity,
				"%s; other accounts with the same finding: %zu", t->text,
				t->others);
}
