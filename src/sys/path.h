#ifndef PATH_H
#define PATH_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;

/* The path below a folder as a message names it. */
const char *path_shown(struct arena *, const char *root, const char *path);

/* A path of the user's as a shell would have it: "~/" is the home folder (HOME). */
const char *path_of_user(struct arena *, const char *path);

/* A folder as an absolute path without a '/' at its end; NULL when there is none. */
const char *path_absolute(struct arena *, const char *dir);

/* Do two paths hold the same? s NULL: nothing is there. */
bool path_same(struct literal, struct literal);

/* Reports `occupied`: at its path is what the words say; always false. */
bool path_occupied(struct arena *, struct diags *, const char *root,
	const char *path, const char *what, const char *fix);

#endif
