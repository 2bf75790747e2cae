#ifndef DIFF_H
#define DIFF_H

#include <stdbool.h>

struct arena;
struct buf;
struct diags;
struct piece;

/* Adds the unified diff from what a piece's path holds (`was`) to its bytes, as
 * diff(1) makes it; nothing when they are the same. Passwords are not in it: neither
 * those that the piece says it has, nor what its expression finds in either text, but
 * that one is another than before is said. Another mode is a line of its own. Needs
 * the program `diff`; not for threads. False after reporting. */
bool diff_add(struct arena *, const struct piece *, struct buf *out,
	struct diags *);

/* Is there anything in the piece's bytes that diff_add would not show? */
bool diff_hides(struct arena *, const struct piece *);

#endif
