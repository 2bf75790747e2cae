/* Files below the folder that --output-dir names, or the one file of --output.
 * Used by the render command. */
#include "output/outputs.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "sys/diff.h"
#include "sys/path.h"
#include "install/files.h"

/* What hears of files: whose they are, and what is to be shown of them. */
struct hearing {
	struct fileset *set;
	struct buf *shown;              /* NULL: nothing */
	bool ok;
};

static void
note(void *context, const struct file_change *change)
{
	struct hearing *h = context;
	struct fileset *set = h->set;

	file_result_add(set->arena, &set->results,
		path_shown(set->arena, change->root, change->path), NULL, change->outcome);
	if (h->shown)
		h->ok &= diff_add(set->arena, change, h->shown, set->diags);
}

static bool
put_below(struct rendering *r, struct fileset *set, const char *dir, const char *folder,
	enum extent extent)
{
	const struct options *o = r->run->options;
	const struct change_options how = { .backup = o->backup,
		.pretend = o->dry_run || o->diff };
	struct buf shown = { 0 };
	struct hearing hearing = { set, o->diff ? &shown : NULL, true };
	bool ok = output_distinct(set->files, set->diags)
		&& output_write(set->arena, dir, folder, set->files, extent,
			o->force ? FOREIGN_REPLACED : FOREIGN_KEPT, &how, note,
			&hearing, set->diags);

	summary_diff(&r->summary, &shown);
	return ok && hearing.ok;
}

static bool
put(struct rendering *r, struct fileset *set)
{
	return put_below(r, set, r->run->options->output_dir,
		set->unit ? set->unit->account.id.s : NULL, EXTENT_FOLDER);
}

static bool
put_file(struct rendering *r, struct fileset *set)
{
	const char *path = r->run->options->output_file;

	if (set->files->next)
		return diag_usage(r->run->stores->diags, "several files would go to one path",
			"use --output-dir DIR");
	set->files->path = path_name(path);
	return put_below(r, set, path_folder(set->arena, path), NULL, EXTENT_FILE);
}

const struct output output_folder = {
	.anywhere = true, .unique = true, .files = true, .put = put,
};

/* The program diff is run for one account at a time. */
const struct output output_diff = {
	.unique = true, .files = true, .put = put,
};

const struct output output_file = {
	.unique = true, .single = true, .files = true, .put = put_file,
};
