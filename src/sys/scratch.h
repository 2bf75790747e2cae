#ifndef SCRATCH_H
#define SCRATCH_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;

/* A private folder for files that other programs read. */
struct scratch {
	struct arena *arena;
	int parent, fd;                 /* the folder for temporary files, and this one in it */
	const char *name;
	const char *path;               /* absolute, without links */
	bool keep;                      /* it is not removed */
};

/* Makes one in the folder for temporary files (base/trust.h), where it stays (keep) or not,
 * and removes those that this user's runs that were killed have left there. False after
 * reporting `write`. */
bool scratch_open(struct arena *, struct scratch *, bool keep, struct diags *);

/* Makes a folder, or a file with these bytes, at a path below it; folders on the way
 * are made. False after reporting. */
bool scratch_folder(struct scratch *, const char *path, struct diags *);
bool scratch_file(struct scratch *, const char *path, struct literal bytes,
	unsigned mode, struct diags *);

/* Removes it, unless it is kept, with all that programs may have put there and closed to
 * us. False after reporting what could not be removed. */
bool scratch_close(struct scratch *, struct diags *);

#endif
