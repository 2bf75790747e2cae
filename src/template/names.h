#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

struct arena;
struct diags;
struct names;
struct tag;

/* A full name that a template asks for. */
struct name_use {
	const char *path;
	struct name_use *next;
};

/* Walks a template as rendering will, partials included, and checks every name
 * against what there is: that it exists, that what may be absent is in its
 * own section, that a text has a style and no quote marks around it. names
 * NULL checks none of that, but the bounds of partials. *uses become the full
 * names asked for (names NULL: the names as written). Returns false after
 * reporting template-broken. */
bool names_check(struct arena *, const struct tag *, const struct names *,
	struct name_use **uses, struct diags *);

#endif
