/* Accounts in a client's preference file.
 * Used by merge.c. */
#include "install/merge_adopt.h"
#include "install/merge_ways.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "install/install.h"
#include "client/render.h"
#include "client/target.h"
#include "install/prefs.h"
#include "install/state.h"
#include "install/twins.h"

/* The endings of the accounts of the run. */
static struct word_list
endings(struct merging *c, const struct template *t)
{
	struct arena *a = c->in->arena;
	const char **list = arena_alloc(a, c->accounts->n, sizeof(*list));
	size_t i;

	for (i = 0; t && i < c->accounts->n; i++)
		list[i] = render_value(a, t, c->accounts->views[i], c->target->title,
			c->diags);
	return (struct word_list){ list, t ? c->accounts->n : 0 };
}

/* Does the record have the account in this file with this ending? */
static bool
is_recorded(const struct merging *c, const char *account, const char *ending)
{
	const struct state_entry *e;

	for (e = c->in->state; e; e = e->next)
		if (merge_is_about(e, c) && !strcmp(e->account, account)
		    && !strcmp(e->hash, ending))
			return true;
	return false;
}

/* The endings of earlier versions. Of accounts that had the same one, it goes on in
 * the one that the record knows by it, else in one of them. */
static struct word_list
endings_before(struct merging *c)
{
	struct word_list list = endings(c, c->file->formerly);
	const char **items = (const char **)list.items, **heir;
	struct table heirs = { NULL };
	size_t i;
	void **at;

	for (i = 0; i < list.n; i++) {
		at = table_at(c->in->arena, &heirs, items[i], strlen(items[i]));
		heir = *at;
		if (heir && is_recorded(c, merge_account(c->accounts->views[heir - items]),
		    items[i])) {
			items[i] = "";
			continue;
		}
		if (heir)
			*heir = "";
		*at = &items[i];
	}
	return list;
}

/* Which accounts of the record are meant. */
struct wanted {
	bool (*is)(const struct merging *, const struct wanted *, const char *account);
	gone_fn *gone;
};

/* The preferences that accounts which are not meant need, too. */
static struct table
needed_names(const struct merging *c, const struct wanted *wanted)
{
	struct table needed = { NULL };
	const struct state_entry *e;
	size_t i;

	for (e = c->in->state; e; e = e->next) {
		if (!merge_is_about(e, c) || wanted->is(c, wanted, e->account))
			continue;
		for (i = 0; i < e->nnames; i++)
			*table_at(c->in->arena, &needed, e->names[i], strlen(e->names[i]))
				= c->in;
	}
	return needed;
}

/* Names that earlier runs wrote for these accounts alone; and their endings. */
static struct word_list
names_before(struct merging *c, const struct wanted *wanted,
	struct word_list *ends)
{
	struct arena *a = c->in->arena;
	const struct table needed = needed_names(c, wanted);
	const struct state_entry *e;
	const char **names, **suffixes;
	struct word_list list = { 0 };
	size_t n = 0, entries = 0;

	for (e = c->in->state; e; e = e->next, entries++)
		n += e->nnames;
	names = arena_alloc(a, n, sizeof(*names));
	suffixes = arena_alloc(a, entries, sizeof(*suffixes));
	*ends = (struct word_list){ suffixes, 0 };
	for (e = c->in->state; e; e = e->next) {
		if (!merge_is_about(e, c) || !wanted->is(c, wanted, e->account))
			continue;
		suffixes[ends->n++] = e->hash;
		for (n = 0; n < e->nnames; n++)
			if (!table_find(&needed, e->names[n], strlen(e->names[n])))
				names[list.n++] = e->names[n];
	}
	list.items = names;
	return list;
}

/* Two accounts whose keys end in the same way are one to the client: what is done to
 * those that are meant must not be done to another. */
static bool
are_apart(struct merging *c, const struct wanted *wanted, struct word_list ends)
{
	size_t errors = diags_count(c->diags, SEVERITY_ERROR), i;
	struct table meant = { NULL };
	const struct state_entry *e;

	for (i = 0; i < ends.n; i++)
		*table_at(c->in->arena, &meant, ends.items[i], strlen(ends.items[i])) = c;
	for (e = c->in->state; e; e = e->next) {
		if (!merge_is_about(e, c) || wanted->is(c, wanted, e->account)
		    || !table_find(&meant, e->hash, strlen(e->hash)))
			continue;
		diag_general(c->diags, DIAG_ACCOUNT_LEFT,
			"'%s' has the account '%s' under the same key as another", c->shown,
			e->account);
		diag_fix(c->diags, "run `mailgen --install` with the files of all accounts "
			"that are there");
	}
	return diags_count(c->diags, SEVERITY_ERROR) == errors;
}

static struct word_list
joined(struct arena *a, struct word_list one, struct word_list other)
{
	const char **items = arena_alloc(a, one.n + other.n, sizeof(*items));

	memcpy(items, one.items, one.n * sizeof(*items));
	memcpy(items + one.n, other.items, other.n * sizeof(*items));
	return (struct word_list){ items, one.n + other.n };
}

static bool
is_present(const struct merging *c, const struct wanted *wanted,
	const char *account)
{
	(void)wanted;
	return merge_has(c, account);
}

/* For each account what the record is to know: its ending, then its names. */
static struct word_list *
names_now(struct merging *c, const struct prefs_rule *rule,
	const struct rendered *r, const struct adoption *adoption)
{
	struct arena *a = c->in->arena;
	struct word_list *all = arena_alloc(a, c->accounts->n, sizeof(*all));
	const char **words;
	size_t i;

	prefs_names(a, rule, (struct literal){ r->bytes, r->len }, all);
	if (adoption->standing)
		twins_remember(a, &adoption->twins, adoption->standing, adoption->known, all,
			c->accounts->n);
	for (i = 0; i < c->accounts->n; i++) {
		words = arena_alloc(a, all[i].n + 1, sizeof(*words));
		words[0] = rule->owned.items[i];
		if (all[i].n)
			memcpy(words + 1, all[i].items, all[i].n * sizeof(*words));
		all[i] = (struct word_list){ words, all[i].n + 1 };
	}
	return all;
}

bool
merge_prefs(struct merging *c)
{
	struct word_list ends = endings(c, c->file->account_suffix), formerly, recorded;
	struct prefs_rule rule = { c->shown, c->file->lists, ends, endings_before(c) };
	static const struct wanted present = { .is = is_present };
	struct adoption adoption = { 0 };
	struct word_list all;
	struct buf out = { 0 };

	formerly = names_before(c, &present, &recorded);
	rule.owned = joined(c->in->arena, ends, recorded);
	all = joined(c->in->arena, rule.owned, rule.outgrown);
	if (!are_apart(c, &present, all) || !merge_adopt(c, all, &adoption)
	    || !prefs_merge(c->in->arena, &rule, c->was, adoption.ours, formerly, &out,
	    c->diags)) {
		buf_free(&out);
		return false;
	}
	merge_buf(c, &out);
	rule.owned = ends;
	merge_remember(c, adoption.rendered, names_now(c, &rule, adoption.rendered, &adoption));
	return true;
}

static bool
has_left(const struct merging *c, const struct wanted *wanted,
	const char *account)
{
	return wanted->gone(c->in, account);
}

bool
merge_take_prefs(struct merging *c, gone_fn *gone)
{
	const struct wanted leaving = { has_left, gone };
	struct prefs_rule rule = { .path = c->shown, .lists = c->file->lists };
	struct word_list formerly = names_before(c, &leaving, &rule.owned);
	struct buf out = { 0 };

	if (!c->was.s)
		return true;
	if (!are_apart(c, &leaving, rule.owned)
	    || !prefs_merge(c->in->arena, &rule, c->was, LITERAL(""), formerly, &out,
	    c->diags)) {
		buf_free(&out);
		return false;
	}
	merge_buf(c, &out);
	return true;
}
