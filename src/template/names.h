#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

struct arena;
struct chain;
struct diags;
struct name_use;
struct names;
struct tag;

/* What the walk over a template finds. */
struct names_found {
	struct name_use *uses;
	bool texts;             /* it writes one of the user's */
};

/* Walks a template as rendering will, partials included, and checks every name
 * against what there is: that it exists, that what may be absent is in its
 * own section, that a text has a style and is not between quote marks on its line, which
 * one of the allowed styles is to write. names NULL checks none of that, but the bounds of
 * partials. The uses that are found are the
 * full names asked for (names NULL: the names as written), and those that derived names
 * are made of. Returns false after reporting template-broken. */
bool names_check(struct arena *, const struct tag *, const struct names *,
	const struct chain *allowed, struct names_found *, struct diags *);

#endif
