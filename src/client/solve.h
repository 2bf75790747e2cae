#ifndef SOLVE_H
#define SOLVE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct expectation;
struct manners;
struct target;

/* What is asked of the solver: an account so that the client's values are just these. */
struct problem {
	const struct target *target;
	const struct manners *manners;  /* what saying_manners says of the target, once for
					 * all of its accounts */
	const json_t *read;             /* what a reader says of one account: its members are
					 * found by the paths of [readback.values] */
	struct word_list unasked;       /* the client's names of values that are passed over
					 * from the beginning */
	/* Does the account, as JSON of an account file, give the same values when it is
	 * written, but for those that are passed over? Else *differs is the client's name of
	 * one that it does not give, or NULL where it cannot be written. It has its passwords
	 * in it. All is borrowed. */
	bool (*fits)(void *context, const json_t *account, const struct word_list *passed,
		const char **differs);
	void *context;
};

/* The values that a file of the user's has: those of [import.values], else of
 * [readback.values]; the first of a list. And does this one say something of the
 * account? */
const struct expectation *solve_values(const struct target *);
bool solve_counts(const struct target *, const struct expectation *);

struct solved {
	json_t *account;                /* the caller's; NULL: there is none */
	json_t *second;                 /* another one that gives the same values; NULL */
	struct word_list unexplained;   /* the client's names of values that had to be passed
					 * over, so that the others agree */
	bool gave_up;                   /* there may be more: the search was too long */
};

/* Finds the account that a client's values stand for: the read-back table of its manifest
 * solved backwards. Words (protocol, security, authentication, flags) are a finite search,
 * pruned by the maps; texts follow from the templates of the values (template/match.h).
 * Of several accounts the first by the order of the maps is taken, with as little in it as
 * can be. second: another one is looked for too. Nothing is run and nothing read. */
struct solved solve(struct arena *, const struct problem *, bool second);

#endif
