#ifndef REDACT_H
#define REDACT_H

#include "base/text.h"

struct arena;
struct table;

/* Adds the words of a text that anybody may see to the table: what is between spaces
 * and signs, and the signs between words. The text is borrowed; `hidden` (or NULL) has
 * a byte for each of its own, and what is marked there is left out. */
void redact_learn(struct arena *, struct table *, struct literal text, const char *hidden);

/* Marks (with 1, in hidden, which has a byte for each of the line's) all of a line but
 * the words that are in the table. What is between two that are not is marked, too. */
void redact_words(const struct table *, struct literal line, char *hidden);

/* Marks the rest of each line in which the expression (expression.h) matches: after its
 * first group, or after the match when it has none. */
void redact_rests(struct arena *, struct literal text, const char *expression, char *hidden);

#endif
