#ifndef PROFILE_H
#define PROFILE_H

#include <stdbool.h>

#include "base/text.h"
#include "client/target.h"

struct arena;
struct diags;

/* An INI file that says which folder a client uses (target.h, `profile`: FILE SECTION
 * KEY), as a path below the home folder. */
struct profile_index {
	const char *path;
	struct literal bytes;           /* s NULL: there is none */
};

/* The paths of all that may be there: first that of a client without any, none when the
 * manifest names none; then those that are in other
 * places (target.h, `profile_in`), as packages of the client have them. */
struct word_list profile_indexes(struct arena *, const struct target_file *,
	const char *home);

/* The folder that the INI files name, as a path below the home folder; *folder is NULL
 * when they name none that exists. Of several, the one whose lock file (target.h,
 * `lock`) is the youngest was used last. False after reporting `merge`: it lies outside
 * of the home folder, several exist and none was used, or there is a client that has
 * no folder yet and would not use a new one. */
bool profile_find(struct arena *, const struct target_file *, const char *home,
	const struct profile_index *, size_t n, const char **folder, struct diags *);

/* The INI file that makes a client without one use the new file (target.h,
 * `start`): its bytes go to profile_index. s NULL when the client needs none. */
struct literal profile_start(struct arena *, const struct target *,
	const struct target_file *, struct diags *);

#endif
