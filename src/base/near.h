#ifndef NEAR_H
#define NEAR_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Is the key so near to the word that it may be a slip of the fingers? */
bool near_enough(const char *key, const char *word, size_t *distance);

/* The word of the list (spaces between) that was probably meant, or NULL. */
const char *near_word(struct arena *, const char *word, const char *list);

#endif
