/* Files below the folder that --output-dir names.
 * Used by the render command. */
#include "cli/deliveries.h"

#include "base/arena.h"
#include "base/diag.h"
#include "cli/session.h"
#include "client/render.h"
#include "output/output.h"

static void
note(void *context, enum outcome outcome, const char *path)
{
	struct parcel *p = context;

	told_add(p->arena, &p->told, path, NULL, outcome);
}

static bool
put(struct run *run, struct parcel *p)
{
	const struct options *o = &run->session->options;

	return output_distinct(p->files, p->diags)
		&& output_write(p->arena, o->output_dir,
			p->subject ? p->subject->account.id.s : NULL, p->files,
			o->force ? FOREIGN_REPLACED : FOREIGN_KEPT, note, p, p->diags);
}

const struct delivery deliver_folder = {
	.anywhere = true, .unique = true, .files = true, .put = put,
};
