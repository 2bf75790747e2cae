#ifndef DIFF_H
#define DIFF_H

#include <stdbool.h>

struct arena;
struct buf;
struct diags;
struct file_change;

/* Adds the unified diff from what a change's path holds (`was`) to its bytes, as
 * diff(1) makes it; nothing when they are the same. Passwords and their commands are
 * not in it. Lines of mailgen's own are shown but for those; a line that may be the
 * user's own is shown when it changes, and only those of its words that the change says
 * are open to anybody. Another mode is a line of its own. Needs the program `diff`; not
 * for threads. False after reporting. */
bool diff_add(struct arena *, const struct file_change *, struct buf *out, struct diags *);

/* Is there a password in the change's bytes, or in a line of the user's what its
 * expression takes for one? */
bool diff_hides(struct arena *, const struct file_change *);

#endif
