#ifndef TREE_H
#define TREE_H

#include <jansson.h>

struct arena;

/* Paths into a tree of objects and arrays, as a manifest writes them: `a.b` is the member
 * b of the member a (or one of that whole name), `a[2]` the second entry, `a[*]` all, and
 * `a[b=c]` the only one whose member b has the text c. What is in no array counts as the
 * only entry of one. */

/* A path whose '.', '[' and ']' are marked, so that those which come from values in {{}}
 * mean themselves; NULL when brackets do not pair. */
const char *tree_marked(struct arena *, const char *path);

/* The same for people, without marks. */
const char *tree_shown(struct arena *, const char *marked);

/* What is at a marked path, or NULL; borrowed from the tree. */
const json_t *tree_at(struct arena *, const json_t *top, const char *marked);

/* The text at a marked path, or NULL; where `[*]` is in it, and of an array,
 * that of each entry, as `<text>`. */
const char *tree_text(struct arena *, const json_t *top, const char *marked);

#endif
