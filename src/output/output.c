/* Which place the options ask for.
 * Used by the render command. */
#include "output/output.h"

#include "output/outputs.h"
#include "pipeline/options.h"

const struct output *
output_of(const struct options *o)
{
	if (o->jsonl)
		return &output_lines;
	if (o->archive)
		return &output_archive;
	if (o->output_dir)
		return o->diff ? &output_diff : &output_folder;
	if (o->output_file)
		return &output_file;
	return &output_stdout;
}
