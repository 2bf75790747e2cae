#ifndef PORTS_H
#define PORTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct loader;
struct node;

enum { PORTS_MOST = 2 };

/* The numbers of a text that has nothing else but what is said of ports; 0 when it has
 * something else, or more than two. */
size_t ports_named(struct loader *, struct text, unsigned ports[PORTS_MOST]);

/* Says, after a report, how a server with two ports is written; false outside of servers. */
bool ports_fix(struct loader *, const unsigned *ports);

/* The same for two keys of the mapping that are both its port; one that says what the other
 * does is left out. False when these are no ports. */
bool ports_fix_both(struct loader *, const struct node *map, const struct node *given,
	const struct node *other);

/* The same for a list; false when that is not one of ports. */
bool ports_fix_list(struct loader *, const struct node *list);

#endif
