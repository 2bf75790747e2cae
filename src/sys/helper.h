#ifndef HELPER_H
#define HELPER_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;

/* The path of a helper program: in the folder that MAILGEN_LIBEXEC names, else
 * where it was built or installed next to this program. NULL after reporting `read` when
 * it is not there; libraries are those whose headers it is built with. */
const char *helper_find(struct arena *, const char *name, const char *libraries, struct diags *);

/* Has a helper program, argv[0], turn bytes into others, which are then in the arena. In
 * *said is what it says of them, its first line without its name; "" when it says nothing.
 * False when it did not, and why is in *said. */
bool helper_filter(struct arena *, const char *const *argv, struct literal in,
	struct literal *out, const char **said);

#endif
