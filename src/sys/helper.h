#ifndef HELPER_H
#define HELPER_H

struct arena;

/* The path of a helper program: in the folder that MAILGEN_LIBEXEC names, else
 * where it was built or installed beside this program. NULL when it is not
 * there. */
const char *helper_path(struct arena *, const char *name);

#endif
