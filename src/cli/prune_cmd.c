/* The prune command: taking away what accounts that have left put somewhere.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "install/install.h"
#include "install/merge.h"
#include "install/prune_folder.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "client/target.h"
#include "client/targets.h"
#include "install/state.h"

static bool
has_left(struct install *in, const char *account)
{
	return !units_have(in->units, account);
}

/* Does the entry speak of the same file of the same client? */
static bool
same_file(const struct state_entry *a, const struct state_entry *b)
{
	return !strcmp(a->path, b->path) && !strcmp(a->target, b->target);
}

/* Is what the entries speak of written anew together? All files of a client are,
 * but those in which each account stands for itself. */
static bool
same_work(const struct state_entry *a, const struct state_entry *b)
{
	bool apart = !strcmp(a->merge, "prefs") || !strcmp(b->merge, "prefs");

	return apart ? same_file(a, b) : !strcmp(a->target, b->target);
}

/* Is it the first entry about its file, or about what is written anew together? */
static bool
is_first(struct install *in, struct table *seen, const struct state_entry *e, bool file)
{
	bool apart = file || !strcmp(e->merge, "prefs");
	const char *key = arena_printf(in->arena, "%s\t%s", e->target, apart ? e->path : "");
	void **at = table_at(in->arena, seen, key, strlen(key));
	bool first = !*at;

	*at = in;
	return first;
}

/* The accounts of the run that the record has there. */
static struct unit_list
those_there(struct install *in, const struct state_entry *file)
{
	struct unit_list list = { 0 };
	struct table there = { NULL };
	const struct state_entry *e;
	struct unit *u, *copy;

	for (e = in->state; e; e = e->next)
		if (same_work(e, file))
			*table_at(in->arena, &there, e->account, strlen(e->account)) = in;
	for (u = in->units->first; u; u = u->next) {
		if (!table_find(&there, u->account.id.s, u->account.id.len))
			continue;
		copy = arena_alloc(in->arena, 1, sizeof(*copy));
		*copy = *u;
		units_add(&list, copy);
	}
	return list;
}

/* Takes away all that the client has, as no account remains. */
static bool
take_all(struct install *in, const struct target *t, const struct state_entry *file)
{
	struct table seen = { NULL };
	const struct state_entry *e;
	bool ok = true;

	for (e = in->state; e; e = e->next)
		if (same_work(e, file) && is_first(in, &seen, e, true))
			ok &= merge_take_away(in, t, e, has_left);
	return ok;
}

/* Writing the files anew must not lose the passwords in them. */
static bool
keeps_passwords(struct install *in, const struct target *t, const struct state_entry *file)
{
	const struct state_entry *e;

	for (e = in->state; e; e = e->next) {
		if (!same_work(e, file) || !state_is_secret(e)
		    || in->run->options->embed_passwords)
			continue;
		diag_general(in->diags, DIAG_USAGE,
			"'%s' of target '%s' contains passwords, and would be rewritten without"
			" them",
			e->path, t->name);
		diag_fix(in->diags, "add --embed-passwords");
		return false;
	}
	return true;
}

/* Writes the files anew with the accounts that remain: none of them may get
 * lost. */
static bool
write_anew(struct install *in, const struct target *t, const struct state_entry *file,
	struct unit_list *units)
{
	struct target_list by_name = target_list_none(in->run->options, in->run->stores,
		units->n > 1 ? SHARING_FILES : SHARING_NOTHING);
	struct client_accounts p = { .target = t,
		.views = arena_alloc(in->arena, units->n, sizeof(*p.views)) };
	struct table seen = { NULL };
	const struct state_entry *e;

	if (!keeps_passwords(in, t, file))
		return false;
	p.n = units_views(units, &by_name, in->run->stores, t, RENDITION_REAL, p.views, p.views);
	if (p.n < units->n) {
		diag_general(in->diags, DIAG_ACCOUNT_LEFT,
			"nothing is removed, as an account that stays cannot be written for "
			"target '%s'", t->name);
		diag_fix(in->diags, "correct what is named above");
		return false;
	}
	for (e = in->state; e; e = e->next)
		if (same_work(e, file) && is_first(in, &seen, e, true))
			merge_forget(in, e, has_left);
	return merge_client(in, &p);
}

/* Takes the accounts that have left out of one file, or of a client's. */
static bool
prune_file(struct install *in, const struct state_entry *file)
{
	const struct target *t = targets_find(in->run->stores->targets, file->target, in->diags);
	struct unit_list units;

	if (!t) {
		diag_general(in->diags, DIAG_UNKNOWN_TARGET,
			"there is no target '%s', for which '%s' was written", file->target,
			file->path);
		return false;
	}
	units = those_there(in, file);
	return units.n && strcmp(file->merge, "prefs")
		? write_anew(in, t, file, &units) : take_all(in, t, file);
}

static bool
plan(struct install *in)
{
	struct table seen = { NULL };
	const struct state_entry *e;
	bool ok = true;

	for (e = in->state; e; e = e->next)
		if (!units_have(in->units, e->account) && target_list_has(in->targets, e->target)
		    && is_first(in, &seen, e, false))
			ok &= prune_file(in, e);
	return ok;
}

static bool
usage_ok(const struct run *run)
{
	const struct options *o = run->options;
	struct diags *diags = run->stores->diags;

	if (!run->args.n)
		diag_usage(diags, "no account file", "name those of the accounts that stay");
	else if (!o->install && !o->output_dir)
		diag_usage(diags, "prune needs --install or --output-dir",
			"add --install, or --output-dir DIR");
	else if (o->install && o->output_dir)
		diag_usage(diags, "--install and --output-dir are two places",
			"give one of them");
	else if ((o->home || o->owner) && !o->install)
		diag_usage(diags, "--home and --owner go with --install", "add --install");
	else
		return true;
	return false;
}

void
command_prune(struct run *run)
{
	const struct options *o = run->options;
	struct stores *s = run->stores;
	struct target_list targets = { 0 };
	struct unit_list units = { 0 };
	struct install in;

	if (!usage_ok(run) || (o->targets.n
	    && !target_list_open(&targets, o, s, &o->targets, SHARING_NOTHING))
	    || (o->install && !install_begin(&in, run, &targets, &units)))
		return;
	units_read(&units, run, o->merge ? SHARING_FILES : SHARING_NOTHING);
	if (units.nrefused || !units.n || run->console->status != STATUS_DONE) {
		diag_general(s->diags, DIAG_ACCOUNT_LEFT,
			"nothing is removed, as not every account could be read");
		diag_fix(s->diags, "correct what is named above");
	} else if (o->output_dir) {
		prune_folder(run, &targets, &units);
	} else {
		if (install_become_owner(&in))
			install_run(&in, plan);
		install_end(&in);
	}
	units_close(&units, run);
}
