/* Compares the version of an installed client with those of its manifest.
 * Used to read back, and by the verify command. */
#include "client/version.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The first number that is a word's beginning, perhaps behind a "v"; NULL
 * without any. */
static const char *
number_in(const char *said)
{
	const char *s, *word;

	for (s = said; *s; s++) {
		word = s > said && (s[-1] == 'v' || s[-1] == 'V') ? s - 1 : s;
		if (isdigit((unsigned char)*s) && (word == said
		    || (!isalnum((unsigned char)word[-1]) && word[-1] != '.')))
			return s;
	}
	return NULL;
}

/* Takes the next number of a version; 0 behind its last. */
static unsigned long
next(const char **version)
{
	unsigned long number = 0;
	char *end;

	if (isdigit((unsigned char)**version)) {
		number = strtoul(*version, &end, 10);
		*version = end + (*end == '.' && isdigit((unsigned char)end[1]));
	}
	return number;
}

static int
compare(const char *a, const char *b)
{
	unsigned long x, y;

	do {
		x = next(&a);
		y = next(&b);
		if (x != y)
			return x < y ? -1 : 1;
	} while (isdigit((unsigned char)*a) || isdigit((unsigned char)*b));
	return 0;
}

bool
version_among(const char *said, const char *versions)
{
	const char *number = number_in(said), *word = versions, *to;
	size_t len;

	for (; number && *word; word += len + strspn(word + len, " ")) {
		len = strcspn(word, " ");
		to = strstr(word, "..");
		if (!to || to >= word + len)
			to = NULL;
		if (!to && isdigit((unsigned char)*word) && !compare(number, word))
			return true;
		if (to && (to == word || compare(number, word) >= 0)
		    && (to + 2 == word + len || compare(number, to + 2) <= 0))
			return true;
	}
	return false;
}
