/* What is true of many accounts is said of the first, and how many more there are at
 * the end; of many notes of one kind about one account, a few are said.
 * Used by console.c for each account, and by main. */
#include "pipeline/once.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

/* Past so many texts each finding is said: memory does not grow. */
enum { TEXTS_MAX = 1024 };

/* Notes of one id and place: so many may be said; of more than those, a few are. */
enum { NOTES_MOST = 6, NOTES_FEW = 3 };

struct once_text {
	const char *text;
	enum diag_id id;
	enum severity severity;
	size_t first, last;             /* accounts, counted from 1 */
	size_t others;
	struct once_text *next;
};

/* Notes about one place that ask for nothing. */
struct kind {
	enum diag_id id;
	struct pos pos;
	size_t n, seen;
};

struct kinds {
	struct arena *arena;
	struct kind *items;
	size_t n;
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

static bool
asks_nothing(const struct diag *g)
{
	return g->severity == SEVERITY_NOTE && !g->fix && g->pos.source;
}

static struct kind *
kind_of(const struct kinds *k, const struct diag *g)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (k->items[i].id == g->id && pos_same(k->items[i].pos, g->pos))
			return &k->items[i];
	return NULL;
}

static void
count_kinds(struct kinds *k, struct diags *diags)
{
	const struct diag *const *list;
	struct kind *kind;
	size_t i, n;

	list = diags_sorted(diags, &n);
	k->items = arena_alloc(k->arena, n, sizeof(*k->items));
	for (i = 0; i < n; i++) {
		if (!asks_nothing(list[i]))
			continue;
		kind = kind_of(k, list[i]);
		if (!kind) {
			kind = &k->items[k->n++];
			*kind = (struct kind){ list[i]->id, list[i]->pos, 0, 0 };
		}
		kind->n++;
	}
}

static bool
is_surplus(void *context, const struct diag *g)
{
	struct kind *kind = asks_nothing(g) ? kind_of(context, g) : NULL;

	return kind && kind->n > NOTES_MOST && ++kind->seen > NOTES_FEW;
}

/* Many notes of one kind come of many targets. */
static void
limit(struct arena *a, struct diags *diags)
{
	struct kinds k = { .arena = a };
	const struct kind *kind;

	if (diags_count(diags, SEVERITY_NOTE) <= NOTES_MOST)
		return;
	count_kinds(&k, diags);
	diags_drop(diags, is_surplus, &k);
	for (kind = k.items; kind < k.items + k.n; kind++)
		if (kind->n > NOTES_MOST) {
			diag_at(diags, kind->pos, kind->id, "there are %zu more notes of this kind",
				kind->n - NOTES_FEW);
			diag_fix(diags, "-v says them all; or name one client after -t");
		}
}

void
once_drop(struct once *o, struct arena *a, struct diags *diags)
{
	if (diags_count(diags, SEVERITY_NOTE) == diags_count(diags, SEVERITY_ERROR))
		return;
	o->now++;
	diags_drop(diags, was_said, &(struct dropping){ o, a });
	if (!o->all)
		limit(a, diags);
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
