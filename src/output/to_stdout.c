/* One file for standard output, or for the path that --output names.
 * Used by the render command. */
#include "output/outputs.h"

#include "base/diag.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "client/render.h"

/* Keeps the first file, and counts. */
static bool
put(struct rendering *r, struct fileset *set)
{
	const struct rendered *f;

	for (f = set->files; f; f = f->next)
		if (!r->files++)
			buf_add(&r->first, f->bytes, f->len);
	return true;
}

static bool
close_stdout(struct rendering *r, bool complete)
{
	if (r->files > 1)
		return diag_usage(r->run->stores->diags,
			"several files would go to standard output",
			"use --output-dir DIR, or --merge for several accounts of one client");
	return !complete || console_write(r->run->console, r->first.s, r->first.len);
}

const struct output output_stdout = { .put = put, .close = close_stdout };
