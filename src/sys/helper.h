#ifndef HELPER_H
#define HELPER_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;
struct json_t;

/* The path of a helper program: in the folder that MAILGEN_LIBEXEC names, else
 * where it was built or installed next to this program. NULL when it is not there, after
 * reporting `read` (diags NULL: without); libraries are those whose headers it is built
 * with. */
const char *helper_find(struct arena *, const char *name, const char *libraries, struct diags *);

/* Has a helper program, argv[0], turn bytes into others, which are then in the arena. In
 * *said is what it says of them, its first line without its name; "" when it says nothing.
 * False when it did not, and why is in *said. */
bool helper_filter(struct arena *, const char *const *argv, struct literal in,
	struct literal *out, const char **said);

/* Has a helper program (see helper_find) carry out requests, a JSON array of objects, each
 * within so many seconds; it takes HELPER_REQUESTS at once. Returns the answers, an array
 * of as many objects that is the caller's, or NULL after reporting `read`. */
enum { HELPER_REQUESTS = 64 };
struct json_t *helper_ask(struct arena *, const char *name, const char *libraries,
	const struct json_t *requests, unsigned seconds, struct diags *);

#endif
