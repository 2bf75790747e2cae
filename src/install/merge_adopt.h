#ifndef MERGE_ADOPT_H
#define MERGE_ADOPT_H

#include "install/merging.h"

struct owners;
struct pref;

/* Accounts of the user's in a preference file that are to become mailgen's. */
struct adoption {
	const struct rendered *rendered;
	struct literal ours;            /* what was rendered, with the user's keys */
	const struct owners *owners;
	struct table twins;             /* see twins.h */
	struct pref *standing;          /* NULL: none of the user's is taken over */
	struct word_list *known;        /* names in the state, for each account */
};

/* Finds them. The endings are those of the accounts of the run, then others that they
 * had. Only what was rendered shows what is the same to the client: where there are
 * some, it is rendered once more without what they keep of their own. False after
 * reporting those that may not be taken over. */
bool merge_adopt(struct merging *, struct word_list endings, struct adoption *);

#endif
