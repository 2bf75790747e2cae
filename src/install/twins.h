#ifndef TWINS_H
#define TWINS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "base/text.h"
#include "client/target.h"

struct arena;
struct buf;
struct pref;

/* A key of ours and one of the user's that stand for the same account, server, ... */
struct twin {
	struct literal ours, theirs;
};

/* An account of the user's that the client takes for one of ours. */
struct rival {
	struct twin twin;               /* the keys that `same` finds them by */
	size_t account;                 /* its number among the endings */
	size_t at;                      /* offset in the user's file */
	bool known;                     /* mailgen took it over before */
};

/* Finds the accounts in use in a preference file that the client takes for ours
 * (target.h, `same`, `links`, `lists`), at most one for each of ours.
 * endings.items[i] is how the keys of account i end, known[i] names that earlier runs
 * wrote for it: one with a key of the user's makes the user's account ours, whatever
 * it has become by now. */
size_t twins_find(struct arena *, const struct target_file *,
	const struct pref *standing, const struct pref *ours, struct word_list endings,
	const struct word_list *known, struct rival **);

/* All keys that become one when the accounts do: for those of ours the user's, a struct
 * literal, which the user's account has for itself. */
struct table twins_spread(struct arena *, const struct target_file *,
	const struct pref *standing, const struct pref *ours, const struct rival *,
	size_t n);

/* Makes names of ours (names[i] are those of account i) what the record is to know of
 * what was taken over: the name with the user's key, and for a value that the user had
 * there before, '=' and its spelling. known[i] are the names that the record has. */
void twins_remember(struct arena *, const struct table *twins, struct pref *standing,
	const struct word_list *known, struct word_list *names, size_t accounts);

/* Adds the statements of ours with the user's keys in names, links and lists. */
void twins_write(struct arena *, const struct target_file *, const struct table *twins,
	const struct pref *ours, struct buf *out);

#endif
