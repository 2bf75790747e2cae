#ifndef LINE_H
#define LINE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A line that a client prints, as a manifest describes it: pieces of text, a value
 * between two of them and anything between the others. */
struct line {
	const char *pieces[3];
	size_t n;
	size_t value;           /* the number of the piece behind the value */
	bool lower;             /* the value counts in small letters */
};

/* Reads a description: "{value}" or "{lower}" where the value is, and at most one '*'.
 * NULL when it is none. */
const struct line *line_new(struct arena *, const char *text);

/* Does a line of so many bytes fit? Blanks before it do not count, and a '*' takes as
 * little as it can. Sets where the value begins and ends. */
bool line_fits(const struct line *, const char *line, size_t len,
	const char **value, const char **end);

#endif
