#ifndef ONCE_H
#define ONCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

struct arena;
struct diags;

/* Notes that were said of an account. Begins as all zeros but the arena. */
struct once {
	struct arena *arena;            /* as long as the run */
	struct table texts;
	struct once_text *first, *last;
	bool all;                       /* however many there are of a kind, each is said */
	size_t n, now;
};

/* Forgets the findings of one account that were said of another one in the same words:
 * notes, and client-limitation as a warning. Only in text, for people; a program
 * hears of each place. Of many notes of one kind about one place, which many targets
 * have, only a few are left, and the number of the others. */
void once_drop(struct once *, struct arena *, struct diags *);

/* Reports of how many other accounts each was true. For the end of the run. */
void once_end(const struct once *, struct diags *);

#endif
