/* Accounts among the keys of an INI file or the members of JSON.
 * Used by merge.c. */
#include "install/merging.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "client/render.h"
#include "client/target.h"
#include "install/install.h"
#include "install/keyed.h"
#include "install/state.h"
#include "pipeline/options.h"
#include "pipeline/run.h"

/* Of a file of the user's. */
enum { FILE_MAX_BYTES = 1 << 20 };

/* The name by which a record has that mailgen made the file itself. */
static const char whole[] = "/";

/* What earlier runs wrote there. */
static struct word_list
known_names(struct merging *c)
{
	struct word_list list = { 0 };
	const struct state_entry *e;
	size_t i;

	for (e = merge_entry(c, c->in->state); e; e = merge_entry(c, e->next))
		for (i = 0; i < e->nnames; i++)
			if (*e->names[i] == '/')
				words_add(c->in->arena, &list, e->names[i]);
	return list;
}

/* Reports what is in the way of an entry, at its line. */
static void
report(void *context, enum keyed_problem what, const struct keyed_entry *e)
{
	struct merging *c = context;
	const char *key = e->key ? text_escaped(c->in->arena, e->key, strlen(e->key)) : "";
	struct pos pos = merge_place(c, c->shown, what == KEYED_TWICE ? e->again : e->line);

	switch (what) {
	case KEYED_DIFFERS:
		diag_at(c->diags, pos, DIAG_NAME_TAKEN,
			"'%s' already has another value here, which mailgen did not write",
			key);
		diag_fix(c->diags, "remove it here, or use --adopt to replace it until `prune`"
			" gives it back");
		break;
	case KEYED_EDITED:
		diag_at(c->diags, pos, DIAG_OCCUPIED,
			"'%s' was edited here since mailgen wrote it", key);
		diag_fix(c->diags, "write the value into the account's file, and use --force to"
			" replace it here");
		break;
	case KEYED_TWICE:
		diag_at(c->diags, pos, DIAG_MERGE, "'%s' appears here a second time", key);
		diag_fix(c->diags, "remove one of them");
		break;
	case KEYED_OTHERWISE:
		diag_at(c->diags, pos, DIAG_MERGE,
			"'%s' does not have the form here that the client needs", key);
		diag_fix(c->diags, "remove it here");
		break;
	}
}

/* The client is to make the file first, with what it asks then. */
static bool
wants_first_run(struct merging *c)
{
	diag_general(c->diags, DIAG_MERGE, "%s has not made its file '%s' yet", c->target->title,
		c->shown);
	return diag_fix(c->diags, "start the program once, finish what it asks, and end it");
}

/* Reads the user's file; false after reporting. */
static bool
read_theirs(struct merging *c, struct keyed *theirs)
{
	if (!c->was.s && c->file->first_run)
		return wants_first_run(c);
	if (c->was.s && c->was.len > FILE_MAX_BYTES) {
		diag_general(c->diags, DIAG_MERGE, "'%s' has more than %d bytes", c->shown,
			FILE_MAX_BYTES);
		diag_fix(c->diags, "make it smaller, or move it away");
		return false;
	}
	if (keyed_read(theirs, c->in->arena, c->file, c->was))
		return true;
	diag_at(c->diags, merge_place(c, c->shown, theirs->line), DIAG_MERGE,
		"nothing can be merged into the file: %s", tr(theirs->why));
	diag_fix(c->diags, "correct it here");
	return false;
}

/* Can each entry be found again in the user's file? Sets where the first cannot. */
static bool
have_keys(struct keyed *k, const struct keyed_entry *in)
{
	const struct keyed_entry *e;

	for (e = in->first; e; e = e->next) {
		k->line = e->again ? e->again : e->line;
		k->why = e->again ? "the same key twice" : "an entry without the key that it is"
			" found by";
		if (e->again || (!e->key && (e->holds || e->value.len)) || !have_keys(k, e))
			return false;
	}
	return true;
}

static bool
read_ours(struct merging *c, struct keyed *ours)
{
	const struct rendered *r = c->rendered;

	if (keyed_read(ours, c->in->arena, c->file, (struct literal){ r->bytes, r->len })
	    && have_keys(ours, &ours->all))
		return true;
	diag_general(c->diags, DIAG_MANIFEST_BROKEN,
		"line %u of what target '%s' writes for '%s' has %s", ours->line, c->target->name,
		c->shown, tr(ours->why));
	diag_fix(c->diags, "correct the template of [file.%s]", c->file->name);
	return false;
}

/* The file with ours in it (NULL: without anything of mailgen's); false after reporting. */
static bool
combine(struct merging *c, const struct keyed *ours, struct word_list *names)
{
	const struct options *o = c->in->run->options;
	struct keyed theirs;
	struct keyed_merging m = {
		.theirs = &theirs, .ours = ours, .known = known_names(c),
		.adopts = o->adopt || o->force, .forced = o->force,
		.problem = report, .context = c,
	};
	bool made = !c->was.s || words_have(&m.known, whole);
	struct buf out = { 0 };

	if (!read_theirs(c, &theirs) || !keyed_merge(&m))
		return false;
	if (keyed_write(&m, &out) || !made) {
		merge_buf(c, &out);
	} else {
		buf_free(&out);
		merge_bytes(c, NULL, 0);
	}
	if (made)
		words_add(c->in->arena, &m.names, whole);
	*names = m.names;
	return true;
}

/* The file's first account remembers the names. */
static void
remember(struct merging *c, const struct word_list *names)
{
	const struct rendered *r = c->rendered;
	const struct word_list said = merge_words(c, r);
	struct word_list *all = arena_alloc(c->in->arena, c->accounts->n, sizeof(*all));
	const char *hash = state_hash(c->in->arena, r->bytes, r->len);
	size_t i, k;

	for (i = 0; i < c->accounts->n; i++) {
		words_add(c->in->arena, &all[i], hash);
		for (k = 0; k < said.n; k++)
			words_add(c->in->arena, &all[i], said.items[k]);
		for (k = 0; !i && k < names->n; k++)
			words_add(c->in->arena, &all[i], names->items[k]);
	}
	merge_remember(c, r, all);
}

bool
merge_keyed(struct merging *c)
{
	struct word_list names;
	struct keyed ours;

	if (!read_ours(c, &ours) || !combine(c, &ours, &names))
		return false;
	remember(c, &names);
	return true;
}

bool
merge_take_keyed(struct merging *c)
{
	struct word_list names;

	return !c->was.s || combine(c, NULL, &names);
}
