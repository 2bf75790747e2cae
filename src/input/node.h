#ifndef NODE_H
#define NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* What one document may be. Each limit has a message and a test. */
enum {
	INPUT_MAX_BYTES = 1 << 20,      /* of one document */
	INPUT_MAX_DEPTH = 32,
	INPUT_MAX_NODES = 10000,        /* aliases counted as what they refer to */
	INPUT_MAX_SCALAR = 65536,       /* bytes of one value */
};

enum node_kind { NODE_SCALAR, NODE_MAP, NODE_LIST };

struct node {
	enum node_kind kind;
	bool plain;             /* a scalar without quotes; see node_is_null */
	bool bad;               /* reported already: to be skipped without a word */
	bool doubtful;          /* a key: it may be a piece of a value that went astray */
	/* a plain scalar: what YAML has taken off it that may have been meant as text */
	const char *anchor;     /* the word after '&' that no alias names, or NULL */
	bool tagged;            /* a '!' */
	bool in_flow;           /* a scalar between '{' or '[' and its end */
	bool remark, glued;     /* ' #...' after it; and nothing sets it off as a comment */
	struct text text;       /* scalar: its value; else only the position */
	struct node *key;       /* in a map: the (scalar) key of this node */
	struct node *next;      /* the next entry of the same map or list */
	struct node *first;     /* map, list: the first entry */
	size_t size;            /* nodes in it, keys and itself included */
};

/* The entry of a map by its key, or NULL. */
struct node *node_find(const struct node *map, const char *key);

/* Is it a scalar that means no value: nothing at all, `~` or `null`? */
bool node_is_null(const struct node *);

/* "a mapping", "a list", "nothing", "a value": for messages. */
const char *node_kind_name(const struct node *);

#endif
