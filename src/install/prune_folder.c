/* Taking away the folders of accounts that have left.
 * Used by the prune command. */
#include "install/prune_folder.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/summary.h"
#include "pipeline/units.h"
#include "client/target.h"
#include "client/targets.h"
#include "sys/path.h"
#include "sys/transaction.h"
#include "sys/diff.h"
#include "install/state.h"

/* What one run works on. */
struct pruning {
	struct run *run;
	const struct target_list *targets;
	const struct unit_list *units;
	struct change_options options;
	struct summary summary;
};

/* One folder with a record in it: below the output folder, or itself. */
struct subfolder {
	struct pruning *pruning;
	struct arena *arena;
	struct diags *diags;
	const char *name;               /* "": the output folder itself */
	struct state_entry *state;
	struct file_change *changes;
	size_t n;
	bool any;                       /* does anything have to go? */
};

/* Has what the entry speaks of to go? */
static bool
goes(void *context, const struct state_entry *e)
{
	const struct subfolder *f = context;

	return strcmp(e->account, "-") && !units_have(f->pruning->units, e->account)
		&& target_list_has(f->pruning->targets, e->target);
}

static const char *
below(const struct subfolder *f, const char *path)
{
	return *f->name ? arena_printf(f->arena, "%s/%s", f->name, path) : path;
}

/* Tells the diff what of a file is mailgen's own: nothing, when it cannot be said any
 * more which of its target's files that was, or whether it is the picture of one. */
static void
know(struct subfolder *f, const struct state_entry *e, struct file_change *p)
{
	const struct target *t = targets_find(f->pruning->run->stores->targets, e->target,
		f->diags);

	if (!t || !t->files || t->files->next || t->files->scanned)
		return;
	p->secret = t->files->secret;
	p->open[0] = t->files->words;
	if (state_owns(f->arena, f->state, e->path, p->was))
		p->ours[0] = p->was;
}

static void
add_change(struct subfolder *f, struct file_change change)
{
	f->changes = arena_grow(f->arena, f->changes, f->n, sizeof(*f->changes));
	f->changes[f->n++] = change;
}

/* One file of an account that has left. */
static bool
add_file(struct subfolder *f, const struct state_entry *e)
{
	const struct options *o = f->pruning->run->options;
	struct file_change p = { .root = o->output_dir, .path = below(f, e->path) };
	size_t i;

	for (i = 0; i < f->n; i++)
		if (!strcmp(f->changes[i].path, p.path))
			return true;    /* a run that was killed left two entries */
	if (!change_read(f->arena, p.root, p.path, &p.was, f->diags))
		return false;
	if (!p.was.s)
		return true;
	if (!o->force && !state_owns(f->arena, f->state, e->path, p.was))
		return path_occupied(f->arena, f->diags, p.root, p.path,
			"a file that mailgen did not write, or that was edited since",
			"remove it by hand, or use --force");
	if (o->diff)
		know(f, e, &p);
	add_change(f, p);
	return true;
}

static void
tell(struct subfolder *f, bool done)
{
	struct file_result *results = NULL;
	struct buf diff = { 0 };
	const struct file_change *p;

	for (p = f->changes; p < f->changes + f->n && done; p++) {
		if (p->quiet)
			continue;
		file_result_add(f->arena, &results, path_shown(f->arena, p->root, p->path), NULL,
			p->outcome);
		if (f->pruning->run->options->diff)
			diff_add(f->arena, p, &diff, f->diags);
	}
	summary_diff(&f->pruning->summary, &diff);
	summary_add(&f->pruning->summary, NULL, done ? UNIT_WRITTEN : UNIT_FAILED, results);
}

static enum change_result
prune_once(void *context)
{
	struct subfolder *f = context;
	struct file_change record = { .root = f->pruning->run->options->output_dir,
		.path = below(f, STATE_NAME), .mode = 0600, .quiet = true };
	struct state_entry *e, *stays;
	struct literal text;
	bool ok = true;

	f->n = 0;
	f->any = false;
	if (!change_read(f->arena, record.root, record.path, &record.was, f->diags))
		return CHANGE_FAILED;
	f->state = state_read(f->arena, record.was);
	stays = state_read(f->arena, record.was);
	for (e = f->state; e; e = e->next) {
		if (!goes(f, e))
			continue;
		f->any = true;
		ok &= add_file(f, e);
	}
	if (!f->any || !ok)
		return ok ? CHANGE_DONE : CHANGE_FAILED;
	state_remove(&stays, goes, f);
	text = state_text(f->arena, NULL, stays);
	record.bytes = text.len ? text.s : NULL;
	record.len = text.len;
	add_change(f, record);
	return change_all(f->arena, f->changes, f->n, &f->pruning->options, f->diags);
}

static void
prune(struct subfolder *f)
{
	const struct pruning *p = f->pruning;
	const char *root = p->run->options->output_dir;
	bool done = change_retry(f->arena, root, f->name, prune_once, f, f->diags);
	size_t i;

	if (!f->any)
		return;
	tell(f, done);
	for (i = 0; i < f->n && done && !p->options.pretend; i++)
		change_remove_folders(f->arena, root, f->changes[i].path, NULL);
}

static bool
visit(void *context, const char *name)
{
	struct pruning *p = context;
	const struct options *o = p->run->options;
	struct arena *a = arena_new();
	struct subfolder f = { .pruning = p, .arena = a, .name = name,
		.diags = diags_new(a, &o->policy) };

	arena_wipe_at_end(a);
	if (!*name || data_exists(arena_printf(a, "%s/%s/%s", o->output_dir, name, STATE_NAME)))
		prune(&f);
	console_findings(p->run->console, a, f.diags);
	arena_free(a);
	return true;
}

void
prune_folder(struct run *run, const struct target_list *targets, const struct unit_list *units)
{
	const struct options *o = run->options;
	struct pruning p = { .run = run, .targets = targets, .units = units,
		.options = { .backup = o->backup, .pretend = o->dry_run || o->diff } };

	summary_open(&p.summary, o, run->console);
	visit(&p, "");
	data_folder(run->stores->arena, o->output_dir, visit, &p, run->stores->diags);
	summary_close(&p.summary);
}
