#ifndef PROFILE_H
#define PROFILE_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;
struct target;
struct target_file;

/* The INI file that says which folder a client uses (target.h, `profile`: FILE
 * SECTION KEY), as a path below the home folder; NULL when the manifest names none. */
const char *profile_index(struct arena *, const struct target_file *);

/* The folder that the INI file's bytes (s NULL: there is none) name, as a path
 * below the home folder; *folder is NULL when they name none that exists. Of
 * several, the one whose lock file (target.h, `lock`) is the youngest was used last.
 * False after reporting `merge`: it lies outside of the home folder, or
 * several exist and none was used. */
bool profile_find(struct arena *, const struct target_file *, const char *home,
	struct literal index, const char **folder, struct diags *);

/* The INI file that makes a client without one use the new file (target.h,
 * `start`): its bytes go to profile_index. s NULL when the client needs none. */
struct literal profile_start(struct arena *, const struct target *,
	const struct target_file *, struct diags *);

#endif
