#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "output/output.h"

/* The places that there are, for the table in output.c. */
extern const struct output output_stdout, output_lines, output_folder, output_diff,
	output_archive, output_file;

#endif
