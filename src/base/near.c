/* Which word was probably meant by one that is not known.
 * Used wherever a fix says "did you mean". */
#include "base/near.h"

#include <string.h>

#include "base/inifile.h"

static unsigned
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : (unsigned char)c;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
edit_distance(const char *a, const char *b)
{
	enum { MOST = 40 };
	size_t row[3][MOST + 1], la = strlen(a), lb = strlen(b), i, j;

	if (la > MOST || lb > MOST)
		return MOST;
	for (j = 0; j <= lb; j++)
		row[0][j] = j;
	for (i = 1; i <= la; i++) {
		size_t *now = row[i % 3], *up = row[(i + 2) % 3];
		const size_t *up2 = row[(i + 1) % 3];

		now[0] = i;
		for (j = 1; j <= lb; j++) {
			size_t change = lower(a[i - 1]) != lower(b[j - 1]);

			now[j] = least(up[j - 1] + change, 1 + least(up[j], now[j - 1]));
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2])
			    && lower(a[i - 2]) == lower(b[j - 1]))
				now[j] = least(now[j], up2[j - 2] + 1);
		}
	}
	return row[la % 3][lb];
}

/* A bit for each letter that is in the word, the others sharing some. */
static unsigned
letters(const char *word)
{
	unsigned all = 0;

	for (; *word; word++)
		all |= 1u << lower(*word) % 32;
	return all;
}

/* Are there more letters in one that are not in the other than edits can bring? */
static bool
differ(const char *a, const char *b, size_t edits)
{
	unsigned in_a = letters(a), in_b = letters(b);

	return (size_t)__builtin_popcount(in_a & ~in_b) > edits
		|| (size_t)__builtin_popcount(in_b & ~in_a) > edits;
}

bool
near_try(struct near *near, const char *word)
{
	size_t key = strlen(near->key), other = strlen(word), len = least(key, other);
	size_t most = len < 5 ? 1 : len < 9 ? 2 : len / 3, distance;

	if (near->word)
		most = least(most, near->distance);
	/* "on" is no slip for "no" */
	if (key + other < 5 || key > other + most || other > key + most
	    || differ(near->key, word, most))
		return false;
	distance = edit_distance(near->key, word);
	if (distance > most)
		return false;
	near->unique = !near->word || distance < near->distance;
	if (near->unique) {
		near->word = word;
		near->distance = distance;
	}
	return near->unique;
}

const char *
near_word(struct arena *a, const char *word, const char *list)
{
	struct near near = { .key = word };

	while ((word = ini_word(a, &list)))
		near_try(&near, word);
	return near.word;
}
