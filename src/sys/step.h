#ifndef STEP_H
#define STEP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/text.h"

struct arena;
struct diags;
struct folder;
struct manner;
struct piece;

/* How far one path has come. For transaction.c. */
struct step {
	struct piece *piece;
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
struct changing {
	struct arena *arena;
	const struct manner *manner;
	struct diags *diags;
	struct folder *folders;
	struct step *steps;
	struct step *announced;         /* the books' step before all others, or NULL */
	size_t n;
	unsigned names;                 /* temporary ones so far */
};

/* Report, with the step's path, and are always false. step_failed tells of errno. */
bool step_failed(struct changing *, const struct step *, const char *what);
bool step_occupied(struct changing *, const struct step *, const char *what);

/* Decides which mode the new file gets: the old one's when an administrator of
 * the place may have given it. Needs what was seen of the old file. */
void step_choose_mode(struct changing *, struct step *);

/* Writes the new bytes beside their place, safe on the disk. False after reporting. */
bool step_prepare(struct changing *, struct step *);

/* Gives the old file one more name, PATH.~N~. False after reporting. */
bool step_keep_old(struct changing *, struct step *);

/* Changes the path. What was there has the temporary name then. False after
 * reporting: then the path is as it was. */
bool step_apply(struct changing *, struct step *);

/* Puts the path of a step that is done back to what it was, unless somebody else
 * has changed it since; the temporary name is left with what can go. Reports what
 * it cannot do. */
void step_undo(struct changing *, struct step *);

#endif
