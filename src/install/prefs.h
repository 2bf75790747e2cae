#ifndef PREFS_H
#define PREFS_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct buf;
struct diags;

/* How a preference file is shared. A name or a list's member belongs to an account
 * when it, or a part of it between dots, ends in one of `owned`. */
struct prefs_rule {
	const char *path;               /* for findings */
	struct word_list lists;         /* names, '*' any run of characters: values are lists */
	struct word_list owned;         /* endings, one for each account at hand */
	struct word_list outgrown;      /* "", or the ending that each had before; or none */
};

/* Adds to `out` the preference file `old` (s NULL: there is none) with the
 * preferences of `ours`, another such file that mailgen rendered: a name that
 * stands gets our value in its place, others follow at the end. In a list
 * what others put there stays, in its order. What the accounts at hand own
 * (rule->owned) goes when `ours` no longer has its key, and so do lists' members
 * and preferences that point to it. Of `formerly`, names that earlier runs wrote for these
 * accounts and that no other account needs, those go that `ours` does not have; one
 * with '=' and a value behind it, which the user had there before, gets that again.
 * A key that ends in an outgrown ending gets the one of now wherever it stands, with
 * all that others set there.
 * All other bytes stay. Merging the result again gives the same bytes. False after
 * reporting `merge`: the old file cannot be understood in whole. */
bool prefs_merge(struct arena *, const struct prefs_rule *, struct literal old,
	struct literal ours, struct word_list formerly, struct buf *out,
	struct diags *);

/* The names that a later run is to pass as `formerly`, for each account at hand:
 * names[i] are those of the one whose ending is rule->owned.items[i], and those that are
 * no account's and no lists, which it shares with the others; sorted. */
void prefs_names(struct arena *, const struct prefs_rule *, struct literal ours,
	struct word_list *names);

#endif
