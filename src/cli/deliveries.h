#ifndef DELIVERIES_H
#define DELIVERIES_H

#include "cli/delivery.h"

/* The places that there are, for the table in delivery.c. */
extern const struct delivery deliver_stdout, deliver_lines, deliver_folder, deliver_diff, deliver_archive,
	deliver_file;

#endif
