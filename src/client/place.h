#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>

struct arena;
struct diags;
struct target;
struct target_file;
struct target_place;
struct value;

/* Whose files are meant. */
struct home {
	const char *dir;                /* absolute */
	bool system;                    /* it is the folder that /etc is in, and nobody's home */
	const char *config, *state;     /* XDG_CONFIG_HOME, XDG_STATE_HOME; NULL: below dir */
	bool own;                       /* the environment is that of its user */
};

/* The user's own home folder and surroundings, or with dir the folder alone. False after
 * reporting that there is none. */
bool home_find(struct arena *, const char *dir, struct home *, struct diags *);

/* A path below a folder. */
struct place {
	const char *root, *path;
	const char *spelling;           /* "~/...", "$VARIABLE/..." or "/etc/...": the same for
					 * any home */
};

/* A path as manifests and records spell it. False: it is below nothing that there is:
 * the home folder, a folder of XDG's, or the existing folder that a variable names; of
 * the system /etc and /var. */
bool place_expand(struct arena *, const struct home *, const char *spelling,
	struct place *);

/* The place that a manifest has, of the account of this view (or NULL, when it has no
 * names). False after reporting. */
bool place_read(struct arena *, const struct home *, const struct target *,
	const struct target_place *, const struct value *view, struct place *, struct diags *);

/* Where a client's file is: the first of its places that there is or that a variable
 * of the environment says, else where a new one goes. The file has an `install`. False
 * after reporting. */
bool place_of(struct arena *, const struct home *, const struct target *,
	const struct target_file *, const struct value *view, struct place *, struct diags *);

#endif
