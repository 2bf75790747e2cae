#ifndef TREE_H
#define TREE_H

#include <stdbool.h>

#include "base/text.h"
#include "input/node.h"

struct arena;
struct diags;

/* The tree of one document, put together from what the parser finds, in the
 * order of reading: limits, anchors and aliases, merge keys and duplicate
 * keys are dealt with here. Knows nothing of libyaml. For input.c alone. */
struct tree;
struct tree *tree_new(struct arena *);

/* Begins another tree; its nodes live in this arena. */
void tree_begin(struct tree *, struct arena *, struct diags *);

/* Each adds the next node; a NULL anchor is none. The node is returned, or
 * NULL once a limit was passed; such a tree only follows the nesting. */
struct node *tree_scalar(struct tree *, struct text, bool plain, const char *anchor);
struct node *tree_open(struct tree *, enum node_kind, struct pos, const char *anchor);
void tree_close(struct tree *);

/* Adds a copy of the anchored node, placed at the alias, or reports that there is none:
 * what was written may be a password. */
void tree_alias(struct tree *, struct pos, const char *anchor);

/* Marks the node (or NULL) as reported. */
void tree_refuse(struct tree *, struct node *);

/* Reports the first limit that is passed, with a fix or NULL; nothing is
 * built from then on. */
void tree_limit(struct tree *, struct pos, const char *fix, const char *fmt,
	...) __attribute__((format(printf, 4, 5)));

/* Is the next node to be the key of a mapping? */
bool tree_at_key(const struct tree *);

/* How many mappings and lists are open. */
size_t tree_depth(const struct tree *);

/* The finished tree; NULL when it is larger than a limit allows. */
struct node *tree_root(const struct tree *);

/* Was a limit passed? */
bool tree_failed(const struct tree *);

/* Was nothing reported? */
bool tree_good(const struct tree *);

#endif
