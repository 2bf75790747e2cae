#ifndef HELPER_H
#define HELPER_H

struct arena;
struct diags;

/* The path of a helper program: in the folder that MAILGEN_LIBEXEC names, else
 * where it was built or installed next to this program. NULL after reporting `read` when
 * it is not there; libraries are those whose headers it is built with. */
const char *helper_find(struct arena *, const char *name, const char *libraries, struct diags *);

#endif
