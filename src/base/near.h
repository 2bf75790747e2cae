#ifndef NEAR_H
#define NEAR_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What a word that is none of some words was probably meant to be. Start from { key }. */
struct near {
	const char *key;
	const char *word;       /* the first of the nearest so far; NULL: none is near */
	size_t distance;
	bool unique;            /* no other is as near */
};

/* Is the word so near to the key that it may be a slip of the fingers, and nearer than
 * those before? Counts single edits (insert, delete, replace, swap of neighbours),
 * without regard to ASCII case. */
bool near_try(struct near *, const char *word);

/* The word of the list (spaces between) that was probably meant, or NULL. */
const char *near_word(struct arena *, const char *word, const char *list);

#endif
