#ifndef TREE_H
#define TREE_H

#include <stdbool.h>

#include "base/text.h"
#include "input/node.h"

struct arena;
struct diags;

struct anchor {
	const char *name;
	struct node *node;
	bool finished;
	struct anchor *older;
};

/* A mapping or list that is still open. */
struct frame {
	struct node *node;
	struct node **end;      /* where its next entry goes */
	struct node *key;       /* of a mapping: waits for its value */
	struct node *merge;     /* of a mapping: the value of `<<` */
	struct anchor *anchor;
};

/* The tree of one document, put together from what the parser finds, in the order of
 * reading: limits, anchors and aliases, merge keys and duplicate keys are dealt with
 * here. Knows nothing of libyaml. For input.c alone, which begins one with its arena and
 * where to report. */
struct tree {
	struct arena *arena;
	struct diags *diags;
	struct node *root;      /* NULL when the tree is larger than a limit allows */
	struct anchor *anchors; /* the newest first: it wins */
	struct frame frames[INPUT_MAX_DEPTH];
	size_t depth;           /* how many mappings and lists are open */
	size_t nodes;
	bool failed;            /* a limit was passed */
	bool bad;               /* something was reported */
	bool another;           /* that a second account begins in the document, too */
};

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

#endif
