/* One file for standard output, or for the path that --output names.
 * Used by the render command. */
#include "output/outputs.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/session.h"
#include "client/render.h"
#include "sys/write.h"

/* Keeps the first file, and counts. */
static bool
put(struct run *run, struct parcel *p)
{
	const struct rendered *f;

	for (f = p->files; f; f = f->next)
		if (!run->files++)
			buf_add(&run->first, f->bytes, f->len);
	return true;
}

static bool
close_stdout(struct run *run, bool complete)
{
	struct session *s = run->session;

	if (run->files > 1)
		usage_error(s, "several files would go to standard output",
			"use --output-dir DIR, or --merge for several accounts of one client");
	else if (complete && run->first.len
	    && !write_all(1, run->first.s, run->first.len))
		diag_at(s->diags, (struct pos){ 0 }, DIAG_WRITE,
			"cannot write to standard output: %s", tr(strerror(errno)));
	else
		return true;
	return false;
}

const struct delivery deliver_stdout = { .put = put, .close = close_stdout };
