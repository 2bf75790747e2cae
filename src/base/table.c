/* A table of texts: a tree that goes by the bits of a hash.
 * Used where a file may name as many things as it likes. */
#include "base/table.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

struct table_node {
	struct table_node *next[4];
	const char *text;
	size_t len;
	void *value;
};

/* A polynomial in a number that nobody knows before the run, so that texts cannot be
 * chosen to meet in one branch. */
static uint64_t
hash(const char *text, size_t len)
{
	uint64_t sum = len, number;

	memcpy(&number, hash_key(), sizeof(number));
	number |= 1;

	for (; len; len--)
		sum = (sum ^ (unsigned char)*text++) * number;
	return sum ^ sum >> 32;
}

static struct table_node **
find(struct table_node **at, const char *text, size_t len)
{
	uint64_t bits;

	for (bits = hash(text, len); *at; bits = bits << 2 | bits >> 62) {
		if ((*at)->len == len && !memcmp((*at)->text, text, len))
			break;
		at = &(*at)->next[bits >> 62];
	}
	return at;
}

void **
table_at(struct arena *a, struct table *t, const char *text, size_t len)
{
	struct table_node **at = find(&t->root, text, len);

	if (!*at) {
		*at = arena_alloc(a, 1, sizeof(**at));
		(*at)->text = text;
		(*at)->len = len;
	}
	return &(*at)->value;
}

void *
table_find(const struct table *t, const char *text, size_t len)
{
	struct table_node *root = t->root, **at = find(&root, text, len);

	return *at ? (*at)->value : NULL;
}
