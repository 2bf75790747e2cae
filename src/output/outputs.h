#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "output/output.h"

/* The places that there are, for the table in output.c. */
extern const struct delivery deliver_stdout, deliver_lines, deliver_folder, deliver_diff,
	deliver_archive,
	deliver_file;

#endif
