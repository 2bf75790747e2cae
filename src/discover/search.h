#ifndef DISCOVER_SEARCH_H
#define DISCOVER_SEARCH_H

#include <stdbool.h>

#include "discover/discover.h"

/* One search, and why it stops before its end. */
struct search {
	struct arena *arena;
	struct stores *stores;
	const struct discover_query *query;
	struct discovery *found;
	struct diags *diags;
	const char *failed, *why;       /* the place that ended the search, or NULL; and why */
	const char *note;               /* why mail of the domain has no servers here, or NULL */
};

/* Reports that the domain is one slip of the fingers away from a provider's. */
void say_near(const struct search *);

/* Reports where a source does not agree with the one that was chosen. */
void say_disagreement(const struct search *, const struct discover_answer *other);

/* Reports the servers that nobody vouches for. */
void say_untrusted(const struct search *);

/* Reports why nothing was found; always false. */
bool say_nothing(const struct search *);

#endif
