/* Files as the entries of one tar archive.
 * Used by the render command for --archive. */
#include "output/outputs.h"

#include "base/arena.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "client/target.h"
#include "output/archive.h"
#include "install/files.h"

static bool
open_archive(struct rendering *r)
{
	const struct options *o = r->run->options;

	r->archive = archive_open(r->run->stores->arena, o->archive, o->force
		? ARCHIVE_REPLACES : ARCHIVE_KEEPS, r->run->stores->diags);
	return r->archive != NULL;
}

static bool
put(struct rendering *r, struct fileset *set)
{
	const char *folder = set->unit ? set->unit->account.id.s : NULL;
	const struct rendered *f;

	if (!output_distinct(set->files, set->diags)
	    || !archive_add(r->archive, folder, set->files, r->run->stores->diags))
		return false;
	for (f = set->files; f; f = f->next)
		file_result_add(set->arena, &set->results, folder
			? arena_printf(set->arena, "%s/%s", folder, f->path) : f->path,
			f->target->name, OUTCOME_CREATED);
	return true;
}

static bool
close_archive(struct rendering *r, bool complete)
{
	if (!r->archive)
		return true;
	if (complete)
		return archive_close(r->archive, r->run->stores->diags);
	archive_drop(r->archive);
	return true;
}

const struct output output_archive = {
	.unique = true, .stream = true, .files = true,
	.open = open_archive, .put = put, .close = close_archive,
};
