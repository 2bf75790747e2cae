#ifndef STEP_H
#define STEP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/text.h"

struct arena;
struct diags;
struct folder;
struct change_options;
struct file_change;

/* How far one path has come. For transaction.c. */
struct change_step {
	struct file_change *change;
	struct folder *folder;          /* NULL: it is not there */
	const char *name;               /* in the folder */
	struct stat seen;               /* of the file that is there */
	struct stat made;               /* of the new one */
	bool there;
	struct literal old;
	const char *temporary;          /* new bytes, or later what was taken away */
	const char *backup;
	unsigned mode;                  /* of the new file */
	bool done;
};

/* What one call works on. */
struct transaction {
	struct arena *arena;
	const struct change_options *options;
	struct diags *diags;
	struct folder *folders;
	struct change_step *steps;
	struct change_step *interim_step;        /* writes the interim state, or NULL */
	size_t n;
	unsigned names;                 /* temporary ones so far */
};

/* Report, with the step's path, and are always false. step_failed tells of errno. */
bool step_failed(struct transaction *, const struct change_step *, const char *what);
bool step_occupied(struct transaction *, const struct change_step *, const char *what);

/* Decides which mode the new file gets: the old one's when an administrator of
 * the place may have given it. Needs what was seen of the old file. */
void step_choose_mode(struct transaction *, struct change_step *);

/* Writes the new bytes next to their place, safe on the disk. False after reporting. */
bool step_prepare(struct transaction *, struct change_step *);

/* Gives the old file one more name, PATH.~N~. False after reporting. */
bool step_keep_old(struct transaction *, struct change_step *);

/* Changes the path. What was there has the temporary name then. False after
 * reporting: then the path is as it was. */
bool step_apply(struct transaction *, struct change_step *);

/* Puts the path of a step that is done back to what it was, unless somebody else
 * has changed it since; the temporary name is left with what can go. Reports what
 * it cannot do. */
void step_undo(struct transaction *, struct change_step *);

#endif
