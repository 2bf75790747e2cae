#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* A bar on the terminal that standard error is, for runs over many accounts;
 * nothing anywhere else. */
struct progress {
	size_t done, total;     /* accounts; total 0: not known */
	bool wanted;            /* where standard error is a terminal */
	bool shown;             /* it stands in the last line of the terminal */
	long drawn;             /* when, or when there was no terminal, in milliseconds */
};

/* One account more. */
void progress_step(struct progress *);

/* Takes the bar away, before anything else is printed and at the end. */
void progress_clear(struct progress *);

/* The end of a reading; again: the same accounts will be read once more. */
void progress_end(struct progress *, bool again);

#endif
