#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct node;
struct source;

/* A pattern is a tree whose scalars may hold ${name}, to be replaced by the cell of
 * a table's column of that name; $${ means ${ itself. Keys are left as
 * they are. */

/* Calls visit with each name in the tree and the place of its scalar. False when it
 * was false, or after reporting a `${` without its `}`; goes on all the same. */
bool pattern_names(const struct node *root,
	bool (*visit)(void *context, struct text name), void *context,
	struct diags *);

/* One row: the names of the columns, and their cells with their places. */
struct pattern_row {
	const char *const *names;
	const struct text *cells;
	size_t n;
};

/* A copy of the tree in the arena, filled in; its places are in `copy`, the same source.
 * A scalar of cells has the place of its first one, and is a text even when it
 * is empty. NULL after reporting `limit`. Every name in the tree is one of the row. */
struct node *pattern_fill(struct arena *, const struct node *root,
	const struct source *copy, const struct pattern_row *, struct diags *);

/* Sets the field at a path as "incoming.username"; makes the mappings on the way
 * that are not there. */
void pattern_set(struct arena *, struct node *root, const char *path, struct text value);

#endif
