#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>

struct arena;
struct target_file;

/* Whose files are meant. */
struct home {
	const char *dir;                /* absolute */
	const char *config, *state;     /* XDG_CONFIG_HOME, XDG_STATE_HOME; NULL: below dir */
};

/* A path below a folder (change.h). */
struct place {
	const char *root, *path;
	const char *spelling;           /* "~/..." or "$XDG_CONFIG_HOME/...": the same for any home */
};

/* A path as manifests and records spell it. False: it is neither below the home
 * folder nor below a folder of XDG's. */
bool place_expand(struct arena *, const struct home *, const char *spelling,
	struct place *);

/* Where a client's file is: the first of its places that there is, else where a
 * new one goes. The file has an `install`. False as above. */
bool place_of(struct arena *, const struct home *, const struct target_file *,
	struct place *);

#endif
