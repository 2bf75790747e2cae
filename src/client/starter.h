#ifndef STARTER_H
#define STARTER_H

#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct target;

/* A file of a new target's folder. */
struct starter_file {
	const char *name;
	struct literal bytes;
};

/* The files of a new target, n of them, in the arena: one that writes and reads back what
 * `like` does, with comments that guide to another client. What is true of that client only
 * is left out: its versions, its notices, and how it goes with files of the user's. NULL
 * after reporting. */
struct starter_file *starter_files(struct arena *, const struct target *like, const char *name,
	size_t *n, struct diags *);

#endif
