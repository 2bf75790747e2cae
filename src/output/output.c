/* Which place the options ask for.
 * Used by the render command. */
#include "output/output.h"

#include "output/outputs.h"
#include "pipeline/session.h"

const struct delivery *
delivery_of(const struct session *s)
{
	const struct options *o = &s->options;

	if (o->jsonl)
		return &deliver_lines;
	if (o->archive)
		return &deliver_archive;
	if (o->output_dir)
		return o->diff ? &deliver_diff : &deliver_folder;
	if (o->output_file)
		return &deliver_file;
	return &deliver_stdout;
}
