#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>

struct arena;
struct target_file;

/* Whose files are meant. */
struct home {
	const char *dir;                /* absolute */
	const char *config, *state;     /* XDG_CONFIG_HOME, XDG_STATE_HOME; NULL: below dir */
	bool own;                       /* the environment is that of its user */
};

/* A path below a folder. */
struct place {
	const char *root, *path;
	const char *spelling;           /* "~/..." or "$VARIABLE/...": the same for any home */
};

/* A path as manifests and records spell it. False: it is below nothing that there is:
 * the home folder, a folder of XDG's, or the existing folder that a variable names. */
bool place_expand(struct arena *, const struct home *, const char *spelling,
	struct place *);

/* Where a client's file is: the first of its places that there is or that a variable
 * of the environment says, else where a new one goes. The file has an `install`. False as above. */
bool place_of(struct arena *, const struct home *, const struct target_file *,
	struct place *);

#endif
