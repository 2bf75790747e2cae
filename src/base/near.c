/* Which word was probably meant by one that is not known.
 * Used wherever a fix says "did you mean". */
#include "base/near.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

bool
near_enough(const char *key, const char *word, size_t *distance)
{
	size_t len = strlen(key), other = strlen(word), limit = len / 3;

	limit = len < 4 ? 1 : limit < 2 ? 2 : limit;
	if (len > other + limit || other > len + limit)
		return false;
	*distance = edit_distance(key, word);
	return *distance <= limit;
}

const char *
near_word(struct arena *a, const char *word, const char *list)
{
	const char *best = NULL, *one;
	size_t len, distance, least = 0;

	for (; *list; list += len + strspn(list + len, " ")) {
		len = strcspn(list, " ");
		one = arena_copy(a, list, len);
		if (near_enough(word, one, &distance) && (distance == 1 || len > 4)
		    && (len > 2 || strlen(word) > 2)    /* "on" is no slip for "no" */
		    && (!best || distance < least)) {
			best = one;
			least = distance;
		}
	}
	return best;
}
