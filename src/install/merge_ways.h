#ifndef MERGE_WAYS_H
#define MERGE_WAYS_H

#include "install/merging.h"

/* The ways to merge, for merge.c: each puts in what was rendered, and takes out what
 * mailgen put there. False after reporting. */
bool merge_block(struct merging *);
bool merge_take_block(struct merging *);
bool merge_prefs(struct merging *);
bool merge_take_prefs(struct merging *);

/* Looks at the user's own part of a file with a block: tells the accounts' views what
 * their template has to know, and reports what the client would take for theirs. */
bool merge_look_beside(struct merging *);

/* Reports commands of the user's, in the file and in those it includes, that go
 * against the block. */
void merge_commands(struct merging *);

/* For each account of the run the line of the user's own part that the expression
 * (NULL: none) finds for what the account is called in it; 0: there is none. */
unsigned *merge_own_lines(struct merging *, const char *expression, enum own_part);

#endif
