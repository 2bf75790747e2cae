/* Accounts in a client's preference file.
 * Used by compose.c. */
#include "cli/composing.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/install.h"
#include "client/render.h"
#include "client/target.h"
#include "output/prefs.h"
#include "output/record.h"

/* The endings of the product's accounts. */
static struct word_list
endings(struct composing *c)
{
	struct arena *a = c->in->arena;
	const char **list = arena_alloc(a, c->product->n, sizeof(*list));
	size_t i;

	for (i = 0; i < c->product->n; i++)
		list[i] = render_value(a, c->file->owned, c->product->views[i],
			c->target->title, c->diags);
	return (struct word_list){ list, c->product->n };
}

/* Which accounts of the record are meant. */
struct wanted {
	bool (*is)(const struct composing *, const struct wanted *, const char *account);
	bool (*gone)(struct install *, const char *account);
};

/* Does an account that is not meant need the preference, too? */
static bool
is_needed(const struct composing *c, const struct wanted *wanted, const char *name)
{
	const struct entry *e;
	size_t i;

	for (e = c->in->record; e; e = e->next) {
		if (!compose_is_about(e, c) || wanted->is(c, wanted, e->account))
			continue;
		for (i = 0; i < e->nnames; i++)
			if (!strcmp(e->names[i], name))
				return true;
	}
	return false;
}

/* Names that earlier runs wrote for these accounts alone; and their endings. */
static struct word_list
names_before(struct composing *c, const struct wanted *wanted,
	struct word_list *ends)
{
	struct arena *a = c->in->arena;
	const struct entry *e;
	const char **names, **suffixes;
	struct word_list list = { 0 };
	size_t n = 0, entries = 0;

	for (e = c->in->record; e; e = e->next, entries++)
		n += e->nnames;
	names = arena_alloc(a, n, sizeof(*names));
	suffixes = arena_alloc(a, entries, sizeof(*suffixes));
	*ends = (struct word_list){ suffixes, 0 };
	for (e = c->in->record; e; e = e->next) {
		if (!compose_is_about(e, c) || !wanted->is(c, wanted, e->account))
			continue;
		suffixes[ends->n++] = e->hash;
		for (n = 0; n < e->nnames; n++)
			if (!is_needed(c, wanted, e->names[n]))
				names[list.n++] = e->names[n];
	}
	list.items = names;
	return list;
}

static bool
is_present(const struct composing *c, const struct wanted *wanted,
	const char *account)
{
	(void)wanted;
	return compose_has(c->product, account);
}

/* For each account what the record is to know: its ending, then its names. */
static struct word_list *
names_now(struct composing *c, const struct prefs_rule *rule,
	const struct rendered *r)
{
	struct arena *a = c->in->arena;
	struct word_list *all = arena_alloc(a, c->product->n, sizeof(*all));
	const char **words;
	size_t i;

	prefs_names(a, rule, (struct literal){ r->bytes, r->len }, all);
	for (i = 0; i < c->product->n; i++) {
		words = arena_alloc(a, all[i].n + 1, sizeof(*words));
		words[0] = rule->owned.items[i];
		if (all[i].n)
			memcpy(words + 1, all[i].items, all[i].n * sizeof(*words));
		all[i] = (struct word_list){ words, all[i].n + 1 };
	}
	return all;
}

bool
compose_prefs(struct composing *c, const struct rendered *r)
{
	struct prefs_rule rule = { c->shown, c->file->lists, endings(c) };
	static const struct wanted present = { .is = is_present };
	struct word_list formerly, unused;
	struct buf out = { 0 };

	formerly = names_before(c, &present, &unused);
	if (!prefs_merge(c->in->arena, &rule, c->was,
	    (struct literal){ r->bytes, r->len }, formerly, &out, c->diags)) {
		buf_free(&out);
		return false;
	}
	compose_buf(c, &out, NULL);
	compose_remember(c, NULL, names_now(c, &rule, r));
	return true;
}

static bool
has_left(const struct composing *c, const struct wanted *wanted,
	const char *account)
{
	return wanted->gone(c->in, account);
}

bool
compose_take_prefs(struct composing *c, bool (*gone)(struct install *, const char *))
{
	const struct wanted leaving = { has_left, gone };
	struct prefs_rule rule = { .path = c->shown, .lists = c->file->lists };
	struct word_list formerly = names_before(c, &leaving, &rule.owned);
	struct buf out = { 0 };

	if (!c->was.s)
		return true;
	if (!prefs_remove(c->in->arena, &rule, c->was, formerly, &out, c->diags)) {
		buf_free(&out);
		return false;
	}
	compose_buf(c, &out, NULL);
	return true;
}
