#ifndef OWNERS_H
#define OWNERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

/* The accounts at hand, by how the keys that belong to them end. */
struct owners;

enum { NO_OWNER = -1 };

/* The endings are borrowed. */
struct owners *owners_new(struct arena *, struct word_list endings);

/* Can the character be one of a key's? */
bool owners_plain(char);

/* The next key in the text, or what stands before the next one; *at (0 first) moves behind
 * it. False at the end. */
bool owners_next(struct literal text, size_t *at, struct literal *run);

/* The number of the account (0 the first) that a key belongs to: letters, digits,
 * '_' and '-' and then the account's ending; NO_OWNER when it is nobody's. */
long owners_find(const struct owners *, struct literal key);

#endif
