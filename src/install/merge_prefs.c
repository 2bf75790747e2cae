/* Accounts in a client's preference file.
 * Used by merge.c. */
#include "install/merging.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/render.h"
#include "client/target.h"
#include "install/install.h"
#include "install/owners.h"
#include "install/preflex.h"
#include "install/prefs.h"
#include "install/state.h"
#include "install/twins.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "template/value.h"

/* The endings of the accounts of the run. */
static struct word_list
endings(struct merging *c, const struct template *t)
{
	struct word_list list = { 0 };
	size_t i;

	for (i = 0; t && i < c->accounts->n; i++)
		words_add(c->in->arena, &list, render_value(c->in->arena, t,
			c->accounts->views[i], c->target->title, c->diags));
	return list;
}

/* Does the record have the account in this file with this ending? */
static bool
is_recorded(const struct merging *c, const char *account, const char *ending)
{
	const struct state_entry *e = merge_entry(c, c->in->state);

	while (e && (strcmp(e->account, account) || strcmp(e->hash, ending)))
		e = merge_entry(c, e->next);
	return e;
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

/* The preferences that accounts which are not meant need, too. */
static struct table
needed_names(const struct merging *c)
{
	struct table needed = { NULL };
	const struct state_entry *e;
	size_t i;

	for (e = merge_entry(c, c->in->state); e; e = merge_entry(c, e->next))
		for (i = 0; i < e->nnames && !merge_means(c, e->account); i++)
			*table_at(c->in->arena, &needed, e->names[i], strlen(e->names[i]))
				= c->in;
	return needed;
}

/* Names that earlier runs wrote for these accounts alone; adds their endings. */
static struct word_list
names_before(struct merging *c, struct word_list *ends)
{
	const struct table needed = needed_names(c);
	const struct state_entry *e;
	struct word_list list = { 0 };
	size_t i;

	for (e = merge_entry(c, c->in->state); e; e = merge_entry(c, e->next)) {
		if (!merge_means(c, e->account))
			continue;
		words_add(c->in->arena, ends, e->hash);
		for (i = 0; i < e->nnames; i++)
			if (!table_find(&needed, e->names[i], strlen(e->names[i])))
				words_add(c->in->arena, &list, e->names[i]);
	}
	return list;
}

/* Two accounts whose keys end in the same way are one to the client: what is done to
 * those that are meant must not be done to another. */
static bool
are_apart(struct merging *c, struct word_list ends)
{
	size_t errors = diags_count(c->diags, SEVERITY_ERROR), i;
	struct table meant = { NULL };
	const struct state_entry *e;

	for (i = 0; i < ends.n; i++)
		*table_at(c->in->arena, &meant, ends.items[i], strlen(ends.items[i])) = c;
	for (e = merge_entry(c, c->in->state); e; e = merge_entry(c, e->next)) {
		if (merge_means(c, e->account)
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

/* ---- accounts that the user has set up by hand already ---- */

/* Accounts of the user's in a preference file that are to become mailgen's. */
struct adoption {
	const struct rendered *rendered;
	struct literal ours;            /* what was rendered, with the user's keys */
	const struct owners *owners;
	struct table twins;             /* see twins.h */
	struct pref *standing;          /* NULL: none of the user's is taken over */
	struct word_list *known;        /* names in the state, for each account */
};

/* The names that the record has for each account of the run. */
static struct word_list *
known_names(struct merging *c)
{
	struct word_list *known = arena_alloc(c->in->arena, c->accounts->n, sizeof(*known));
	const struct state_entry *e;
	struct value **view;

	for (e = merge_entry(c, c->in->state); e; e = merge_entry(c, e->next)) {
		view = table_find(&c->ids, e->account, strlen(e->account));
		if (view)
			known[view - c->accounts->views]
				= (struct word_list){ e->names, e->nnames };
	}
	return known;
}

static bool
refuse(struct merging *c, const struct source *source, const struct rival *rival)
{
	const struct value *view = c->accounts->views[rival->account];

	diag_at(c->diags, value_named(view, "email")->text.pos, DIAG_NAME_TAKEN,
		"'%s' has this mailbox already, in an account that is not mailgen's, and "
		"the client would drop a second one", c->shown);
	diag_note_at(c->diags, source_pos(source, rival->at), "it is here");
	return diag_fix(c->diags, "remove it in the client, or use --adopt to make it mailgen's");
}

/* What is to become of the rivals: leaves those in the list that are taken over. */
static bool
settle(struct merging *c, const struct adoption *adoption, struct rival *rivals,
	size_t *n)
{
	struct source *source = source_new(c->in->arena, c->shown, c->was.s, c->was.len);
	size_t i, kept = 0;
	bool ok = true;

	source->opaque = true;
	for (i = 0; i < *n; i++) {
		/* what an earlier run added under a key of this account's */
		if (owners_find(adoption->owners, rivals[i].twin.theirs) != NO_OWNER)
			continue;
		if (rivals[i].known || c->in->run->options->adopt)
			rivals[kept++] = rivals[i];
		else
			ok = refuse(c, source, &rivals[i]);
	}
	*n = kept;
	return ok;
}

/* Renders once more, with what the user has where the account says nothing. */
static const struct rendered *
render_adopted(struct merging *c, const struct rival *rivals, size_t n)
{
	const struct destination to = merge_destination(c);
	const struct rendered *again;
	size_t i;

	for (i = 0; i < n; i++)
		merge_flag(c, c->accounts->views[rivals[i].account], "adopted", true);
	again = render_merged(c->in->arena, c->target, c->accounts->views, c->accounts->n, &to,
		c->diags);
	while (again && again->file != c->file)
		again = again->next;
	return again;
}

/* Finds them. The endings are those of the accounts of the run, then others that they
 * had. Only what was rendered shows what is the same to the client: where there are
 * some, it is rendered once more without what they keep of their own. False after
 * reporting those that may not be taken over. */
static bool
adopt(struct merging *c, struct word_list endings, struct adoption *adoption)
{
	struct arena *a = c->in->arena;
	const struct rendered *r = c->rendered;
	struct word_list present = { endings.items, c->accounts->n };
	struct preflex_error error;
	struct pref *standing, *ours;
	struct rival *rivals;
	struct buf out = { 0 };
	size_t n;

	*adoption = (struct adoption){ .rendered = r, .ours = { r->bytes, r->len },
		.owners = owners_new(a, endings) };
	if (!c->file->same.n || !c->was.s || !preflex_read(a, c->was, &standing, &error)
	    || !preflex_read(a, adoption->ours, &ours, &error))
		return true;    /* for prefs_merge to report */
	adoption->known = known_names(c);
	n = twins_find(a, c->file, standing, ours, present, adoption->known, &rivals);
	if (!settle(c, adoption, rivals, &n))
		return false;
	if (!n)
		return true;
	adoption->rendered = r = render_adopted(c, rivals, n);
	if (!r || !preflex_read(a, (struct literal){ r->bytes, r->len }, &ours, &error))
		return false;
	adoption->standing = standing;
	adoption->twins = twins_spread(a, c->file, standing, ours, rivals, n);
	twins_write(a, c->file, &adoption->twins, ours, &out);
	adoption->ours = literal_take(a, &out);
	return true;
}

/* ---- the ways to merge ---- */

/* For each account what the record is to know: its ending, then its names. */
static struct word_list *
names_now(struct merging *c, const struct prefs_rule *rule, const struct adoption *adoption)
{
	struct arena *a = c->in->arena;
	const struct rendered *r = adoption->rendered;
	struct word_list *all = arena_alloc(a, c->accounts->n, sizeof(*all)), words;
	size_t i, k;

	prefs_names(a, rule, (struct literal){ r->bytes, r->len }, all);
	if (adoption->standing)
		twins_remember(a, &adoption->twins, adoption->standing, adoption->known, all,
			c->accounts->n);
	for (i = 0; i < c->accounts->n; i++) {
		words = (struct word_list){ 0 };
		words_add(a, &words, rule->owned.items[i]);
		for (k = 0; k < all[i].n; k++)
			words_add(a, &words, all[i].items[k]);
		all[i] = words;
	}
	return all;
}

bool
merge_prefs(struct merging *c)
{
	const struct word_list ends = endings(c, c->file->account_suffix);
	struct prefs_rule rule = { c->shown, c->file->lists, ends, endings_before(c) };
	struct adoption adoption;
	struct word_list formerly, all;
	struct buf out = { 0 };
	size_t i;

	formerly = names_before(c, &rule.owned);
	all = rule.owned;
	for (i = 0; i < rule.outgrown.n; i++)
		words_add(c->in->arena, &all, rule.outgrown.items[i]);
	if (!are_apart(c, all) || !adopt(c, all, &adoption)
	    || !prefs_merge(c->in->arena, &rule, c->was, adoption.ours, formerly, &out,
	    c->diags)) {
		buf_free(&out);
		return false;
	}
	merge_buf(c, &out);
	rule.owned = ends;
	merge_remember(c, adoption.rendered, names_now(c, &rule, &adoption));
	return true;
}

bool
merge_take_prefs(struct merging *c)
{
	struct prefs_rule rule = { .path = c->shown, .lists = c->file->lists };
	struct word_list formerly = names_before(c, &rule.owned);
	struct buf out = { 0 };

	if (!c->was.s)
		return true;
	if (!are_apart(c, rule.owned) || !prefs_merge(c->in->arena, &rule, c->was,
	    LITERAL(""), formerly, &out, c->diags)) {
		buf_free(&out);
		return false;
	}
	merge_buf(c, &out);
	return true;
}
