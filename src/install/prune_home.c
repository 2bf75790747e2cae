/* Taking accounts that have left out of the clients' own files.
 * Used by the prune command. */
#include "install/prune_home.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/target.h"
#include "client/targets.h"
#include "install/folders.h"
#include "install/install.h"
#include "install/merge.h"
#include "install/state.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

struct entries {
	const struct state_entry **items;
	size_t n;
};

/* What is written together: all files of a client, but for those in which each account
 * is on its own. */
struct work {
	struct entries all, files;      /* files: the first entry about each */
	struct table paths;             /* of files */
	bool left;                      /* has an account left that this run is about? */
	struct work *next;
};

static void
add_entry(struct arena *a, struct entries *list, const struct state_entry *e)
{
	list->items = arena_grow(a, list->items, list->n, sizeof(*list->items));
	list->items[list->n++] = e;
}

/* All that the record has, in its order. */
static struct work *
works_of(struct install *in)
{
	struct work *first = NULL, **end = &first, *w;
	struct table works = { NULL };
	const struct state_entry *e;
	const char *key;
	void **at, **file;

	for (e = in->state; e; e = e->next) {
		key = arena_printf(in->arena, "%s\t%s", e->target, e->path);
		at = table_at(in->arena, &works, key,
			strcmp(e->merge, "prefs") ? strlen(e->target) : strlen(key));
		w = *at;
		if (!w) {
			*at = w = *end = arena_alloc(in->arena, 1, sizeof(*w));
			end = &w->next;
		}
		add_entry(in->arena, &w->all, e);
		file = table_at(in->arena, &w->paths, e->path, strlen(e->path));
		if (!*file)
			add_entry(in->arena, &w->files, e);
		*file = w;
		w->left |= !units_have(in->units, e->account)
			&& target_list_has(in->targets, e->target);
	}
	return first;
}

/* The accounts of the run that the record has there. */
static struct unit_list
those_there(struct install *in, const struct work *w)
{
	struct unit_list list = { 0 };
	struct table there = { NULL };
	struct unit *u, *copy;
	const char *id;
	size_t i;

	for (i = 0; i < w->all.n; i++) {
		id = w->all.items[i]->account;
		*table_at(in->arena, &there, id, strlen(id)) = in;
	}
	for (u = in->units->first; u; u = u->next) {
		if (!table_find(&there, u->account.id.s, u->account.id.len))
			continue;
		copy = arena_alloc(in->arena, 1, sizeof(*copy));
		*copy = *u;
		units_add(&list, copy);
	}
	return list;
}

/* Writing the files again must not lose the passwords in them. */
static bool
keeps_passwords(struct install *in, const struct work *w)
{
	const struct state_entry *e;
	size_t i;

	for (i = 0; i < w->all.n && !in->run->options->embed_passwords; i++) {
		e = w->all.items[i];
		if (!state_is_secret(e))
			continue;
		diag_general(in->diags, DIAG_USAGE,
			"'%s' of target '%s' contains passwords, and would be rewritten without"
			" them",
			e->path, e->target);
		return diag_fix(in->diags, "add --embed-passwords");
	}
	return true;
}

/* Writes the files again with the accounts that remain: none of them may get
 * lost. */
static bool
write_again(struct install *in, const struct target *t, const struct work *w,
	struct unit_list *units)
{
	struct target_list by_name = target_list_none(in->run->options, in->run->stores,
		units->n > 1 ? SHARING_FILES : SHARING_NOTHING);
	struct client_accounts p = { .target = t,
		.views = arena_alloc(in->arena, units->n, sizeof(*p.views)) };
	size_t i;

	p.n = units_views(units, &by_name, in->run->stores, t, RENDITION_REAL, p.views, p.views);
	if (p.n < units->n) {
		diag_general(in->diags, DIAG_ACCOUNT_LEFT,
			"nothing is removed, as an account that stays cannot be written for "
			"target '%s'", t->name);
		return diag_fix(in->diags, "correct what is named above");
	}
	for (i = 0; i < w->files.n; i++)
		merge_forget(in, t, w->files.items[i]->path);
	return merge_client(in, &p);
}

/* Has any account, of those that stay or of the others, the file? */
static bool
is_of(struct install *in, const struct work *w, const char *path, bool stays)
{
	size_t i;

	for (i = 0; i < w->all.n; i++)
		if (!strcmp(w->all.items[i]->path, path)
		    && units_have(in->units, w->all.items[i]->account) == stays)
			return true;
	return false;
}

/* Takes the files away that none of the accounts that stay has. */
static bool
take_away(struct install *in, const struct target *t, const struct work *w, bool *shared)
{
	const char *path;
	bool ok = true;
	size_t i;

	*shared = false;
	for (i = 0; i < w->files.n; i++) {
		path = w->files.items[i]->path;
		if (!is_of(in, w, path, false))
			continue;
		if (!strcmp(w->files.items[i]->merge, "prefs")
		    || !strcmp(w->files.items[i]->merge, STATE_FOLDER)
		    || !is_of(in, w, path, true))
			ok &= merge_take_away(in, t, w->files.items[i]);
		else
			*shared = true;
	}
	return ok;
}

/* Takes the accounts that have left out of one file, or of a client's. */
static bool
prune(struct install *in, const struct work *w)
{
	const struct state_entry *e = w->all.items[0];
	const struct target *t = targets_find(in->run->stores->targets, e->target, in->diags);
	struct unit_list units;
	bool shared;

	if (!t)
		return diag_general(in->diags, DIAG_UNKNOWN_TARGET,
			"there is no target '%s', for which '%s' was written", e->target,
			e->path);
	if (!take_away(in, t, w, &shared))
		return false;
	units = those_there(in, w);
	return !shared || (keeps_passwords(in, w) && write_again(in, t, w, &units));
}

static bool
plan(struct install *in)
{
	const struct work *w;
	bool ok = true;

	for (w = works_of(in); w; w = w->next)
		ok &= !w->left || prune(in, w);
	return ok;
}

void
prune_home(struct install *in)
{
	if (install_become_owner(in))
		install_run(in, plan);
	install_end(in);
}
