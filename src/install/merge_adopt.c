/* Accounts that the user has set up by hand already, in a client's preference file.
 * Used by merge_prefs.c. */
#include "install/merge_adopt.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "install/install.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "client/render.h"
#include "client/target.h"
#include "install/owners.h"
#include "install/preflex.h"
#include "install/state.h"
#include "install/twins.h"
#include "template/value.h"

struct named {
	const char *id;
	size_t account;
};

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* The names that the record has for each account of the run. */
static struct word_list *
known_names(struct merging *c)
{
	struct arena *a = c->in->arena;
	size_t n = c->accounts->n, i;
	struct word_list *known = arena_alloc(a, n, sizeof(*known));
	struct named *sorted = arena_alloc(a, n, sizeof(*sorted)), *found;
	struct named wanted = { 0 };
	const struct state_entry *e;

	for (i = 0; i < n; i++)
		sorted[i] = (struct named){ merge_account(c->accounts->views[i]), i };
	qsort(sorted, n, sizeof(*sorted), by_id);
	for (e = c->in->state; e; e = e->next) {
		wanted.id = e->account;
		found = merge_is_about(e, c)
			? bsearch(&wanted, sorted, n, sizeof(*sorted), by_id) : NULL;
		if (found)
			known[found->account] = (struct word_list){ e->names, e->nnames };
	}
	return known;
}

static bool
refuse(struct merging *c, const struct source *source, const struct rival *rival)
{
	const struct value *view = c->accounts->views[rival->account];

	diag_at(c->diags, value_find(view, "email", 5)->text.pos, DIAG_NAME_TAKEN,
		"'%s' has this mailbox already, in an account that is not mailgen's, and "
		"the client would drop a second one", c->shown);
	diag_note_at(c->diags, source_pos(source, rival->at), "it is here");
	diag_fix(c->diags, "remove it in the client, or use --adopt to make it mailgen's");
	return false;
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
	const struct rendered *again;
	size_t i;

	for (i = 0; i < n; i++)
		merge_flag(c, c->accounts->views[rivals[i].account], "adopted", true);
	again = render_merged(c->in->arena, c->target, c->accounts->views, c->accounts->n,
		c->diags);
	while (again && again->file != c->file)
		again = again->next;
	return again;
}

bool
merge_adopt(struct merging *c, struct word_list endings, struct adoption *adoption)
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
