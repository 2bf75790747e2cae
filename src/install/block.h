#ifndef BLOCK_H
#define BLOCK_H

#include <stdbool.h>

#include "base/text.h"
#include "client/target.h"

struct arena;
struct buf;

/* A file of the user's, and the marked lines in it that are mailgen's. */
struct block {
	struct literal before, body, after;     /* the marks left out */
	bool found;
	bool edited;            /* the body is not what mailgen wrote there */
	bool joined;            /* mailgen ended the user's last line */
	unsigned lines;         /* of the file that stand before `after` */
};

/* Finds the block in a file (s NULL: there is no file; else a NUL stands behind
 * it). A mark is a line that
 * begins with the comment sign. False when the marks do not make one block: *line
 * is where, 1 first, and *why what is wrong, fit to stand behind a place. */
bool block_find(struct arena *, struct literal file, const char *comment,
	struct block *, unsigned *line, const char **why);

/* Adds the file with another body: in the block's place, or at the end where
 * there was none. An empty body takes the block away, and leaves what is outside of
 * it as it was before mailgen came. */
void block_put(struct arena *, const struct block *, const char *comment,
	struct literal body, struct buf *out);

/* Calls found for each place where the user's own part matches the expression (NULL:
 * none does), with its line (1 first, in the whole file) and the account that is
 * named there, until it returns false. */
void block_own_lines(struct arena *, const struct block *, const char *expression,
	enum own_part, bool (*found)(void *context, unsigned line, struct literal name),
	void *context);

/* The first such line; 0: there is none. */
unsigned block_own_line(struct arena *, const struct block *, const char *expression,
	enum own_part);

/* How many lines end in the text. */
unsigned block_lines(struct literal);

/* Has the body a line that would be taken for a mark? */
bool block_fits(const char *comment, struct literal body);

#endif
