#ifndef ADVICE_H
#define ADVICE_H

#include <stddef.h>

struct arena;
struct diags;
struct rule_row;
struct server;

/* Parts of a message that are joined as "a, b and c". */
struct phrase {
	const char *parts[32];
	size_t n;
};

/* Adds a part unless it is there already or there is no room for it. */
void phrase_add(struct phrase *, const char *part);

/* The parts with commas and, before the last, `last` (" and "); "" without
 * parts. */
const char *phrase_join(struct arena *, const struct phrase *, const char *last);

/* Gives the finding reported last the ways to these rows as its fix; either
 * may be NULL, and a row that is discouraged comes after one that is not. */
void advice_fix(struct arena *, const struct server *, const struct rule_row *,
	const struct rule_row *, struct diags *);

#endif
