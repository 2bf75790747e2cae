#ifndef EXPRESSION_H
#define EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

/* An extended regular expression (XBD 9.4), without regard to the case of ASCII
 * letters; '^' and '$' are the ends of each line, and neither '.' nor [^...] is a
 * line break. Left out are back-references, collating elements, and letters of
 * other scripts in brackets. `{{id}}` in it, once, is any id of an account, and any
 * other such name a word without spaces, quotes and ",:;". Searching takes time that
 * grows with the text alone, and memory that does not grow. */
struct expression;

/* Bytes from..to match; group_from..group_to is what has a name in the expression, else
 * its first group, and empty when that matched nothing. */
struct match {
	size_t from, to, group_from, group_to;
};

/* Reads an expression; NULL when it is none, or one too large to be tried on every
 * byte of a file: *why is the end of a message (not translated). */
const struct expression *expression_new(struct arena *, const char *pattern, const char **why);

/* The name in "{{...}}", or NULL. */
const char *expression_name(const struct expression *);

/* Calls found for matches, by where they end, until it returns false: one for each
 * end, the one that begins first. A NUL ends nothing. */
void expression_find(struct arena *, const struct expression *, struct literal,
	bool (*found)(void *context, const struct match *), void *context);

#endif
