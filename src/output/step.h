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

/* How far one path has come. */
struct step {
	struct piece *piece;
	struct folder *folder;          /* NULL: it is not there */
	const char *name;
	struct stat seen;               /* of the file that is there */
	bool there;
	struct literal old;
	const char *temporary;          /* new bytes, or later what was taken away */
	const char *backup;
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

/* For change.c alone. Bool functions are false after reporting. */

/* Writes the new bytes under a temporary name. */
bool step_prepare(struct changing *, struct step *);

/* Keeps what is there as NAME.~N~. */
bool step_keep_old(struct changing *, struct step *);

/* Brings the path to what it shall hold; what it held gets the temporary name. */
bool step_apply(struct changing *, struct step *);

/* Puts the path back to what it was. */
void step_undo(const struct step *);

/* Reports that the system did not do `what` with the path (errno), or what is in the
 * way; always false. */
bool step_failed(struct changing *, const struct step *, const char *what);
bool step_occupied(struct changing *, const struct step *, const char *what);

#endif
