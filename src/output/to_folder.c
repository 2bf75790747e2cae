/* Files below the folder that --output-dir names, or the one file of --output.
 * Used by the render command. */
#include "output/outputs.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "sys/diff.h"
#include "install/files.h"

/* What hears of files: whose they are, and what is to be shown of them. */
struct hearing {
	struct parcel *parcel;
	struct buf *shown;              /* NULL: nothing */
	bool ok;
};

static void
note(void *context, const struct file_change *change)
{
	struct hearing *h = context;
	struct parcel *p = h->parcel;

	told_add(p->arena, &p->told, change_path(p->arena, change->root, change->path),
		NULL, change->outcome);
	if (h->shown)
		h->ok &= diff_add(p->arena, change, h->shown, p->diags);
}

static bool
put_below(struct run *run, struct parcel *p, const char *dir, const char *folder)
{
	const struct options *o = &run->session->options;
	const struct change_options how = { .backup = o->backup,
		.pretend = o->dry_run || o->diff };
	struct buf shown = { 0 };
	struct hearing hearing = { p, o->diff ? &shown : NULL, true };
	bool ok = output_distinct(p->files, p->diags)
		&& output_write(p->arena, dir, folder, p->files,
			o->force ? FOREIGN_REPLACED : FOREIGN_KEPT, &how, note,
			&hearing, p->diags);

	tally_show(&run->tally, &shown);
	return ok && hearing.ok;
}

static bool
put(struct run *run, struct parcel *p)
{
	return put_below(run, p, run->session->options.output_dir,
		p->unit ? p->unit->account.id.s : NULL);
}

static bool
put_file(struct run *run, struct parcel *p)
{
	const char *path = run->session->options.output_file;
	const char *slash = strrchr(path, '/'), *dir = ".";

	if (p->files->next) {
		usage_error(run->session, "several files would go to one path",
			"use --output-dir DIR");
		return false;
	}
	if (slash)
		dir = slash == path ? "/" : arena_copy(p->arena, path, (size_t)(slash - path));
	p->files->path = slash ? slash + 1 : path;
	return put_below(run, p, dir, NULL);
}

const struct delivery deliver_folder = {
	.anywhere = true, .unique = true, .files = true, .put = put,
};

/* The program diff is run for one account at a time. */
const struct delivery deliver_diff = {
	.unique = true, .files = true, .put = put,
};

const struct delivery deliver_file = {
	.unique = true, .single = true, .files = true, .put = put_file,
};
