/* Files as the entries of one tar archive.
 * Used by the render command for --archive. */
#include "output/outputs.h"

#include <string.h>

#include "base/arena.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "client/target.h"
#include "output/archive.h"
#include "install/files.h"

static bool
open_archive(struct run *run)
{
	const struct options *o = &run->session->options;

	run->archive = archive_open(run->session->arena, o->archive, o->force
		? ARCHIVE_REPLACES : ARCHIVE_KEEPS, run->session->diags);
	return run->archive != NULL;
}

static bool
put(struct run *run, struct parcel *p)
{
	const char *folder = p->unit ? p->unit->account.id.s : NULL;
	const struct rendered *f;

	if (!output_distinct(p->files, p->diags)
	    || !archive_add(run->archive, folder, p->files, run->session->diags))
		return false;
	for (f = p->files; f; f = f->next)
		told_add(p->arena, &p->told, folder
			? arena_printf(p->arena, "%s/%s", folder, f->path) : f->path,
			f->target->name, OUTCOME_CREATED);
	return true;
}

static bool
close_archive(struct run *run, bool complete)
{
	if (!run->archive)
		return true;
	if (complete)
		return archive_close(run->archive, run->session->diags);
	archive_drop(run->archive);
	return true;
}

const struct delivery deliver_archive = {
	.unique = true, .stream = true, .files = true,
	.open = open_archive, .put = put, .close = close_archive,
};
