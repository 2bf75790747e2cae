/* What is true of many accounts is said of the first, and how many more there are at
 * the end. Used by session.c for each account, and by main. */
#include "pipeline/once.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pipeline/session.h"

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
	struct session *session;
	struct arena *arena;
};

static bool
is_once(const struct diag *g)
{
	return g->pos.source && (g->severity == SEVERITY_NOTE
		|| (g->severity == SEVERITY_WARNING && g->id == DIAG_CLIENT_LIMITATION));
}

static void
add(struct session *s, const struct diag *g, const char *key)
{
	struct once *o = &s->once;
	size_t len = strlen(key);
	struct once_text *t = arena_alloc(s->arena, 1, sizeof(*t));

	*t = (struct once_text){ arena_copy(s->arena, g->text, strlen(g->text)), g->id,
		g->severity, o->now, o->now, 0, NULL };
	*table_at(s->arena, &o->texts, arena_copy(s->arena, key, len), len) = t;
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
	struct once *o = &d->session->once;
	struct once_text *t;
	const char *key;

	if (!is_once(g))
		return false;
	key = arena_printf(d->arena, "%d %d %s", (int)g->severity, (int)g->id, g->text);
	t = table_find(&o->texts, key, strlen(key));
	if (!t && o->n < TEXTS_MAX)
		add(d->session, g, key);
	if (!t || t->first == o->now)
		return false;
	t->others += t->last != o->now;
	t->last = o->now;
	return true;
}

void
once_drop(struct session *s, struct arena *a, struct diags *diags)
{
	if (s->findings_fd < 0 || s->options.format != FORMAT_TEXT
	    || diags_count(diags, SEVERITY_NOTE) == diags_count(diags, SEVERITY_ERROR))
		return;
	s->once.now++;
	diags_drop(diags, was_said, &(struct dropping){ s, a });
}

void
once_end(struct session *s)
{
	const struct once_text *t;

	for (t = s->once.first; t; t = t->next)
		if (t->others)
			diag_graded(s->diags, (struct pos){ 0 }, t->id, t->severity,
				"%s; other accounts with the same finding: %zu", t->text,
				t->others);
}
