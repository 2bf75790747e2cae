#ifndef DEDUP_H
#define DEDUP_H

#include "client/resolve.h"

struct diags;
struct unit;

/* The accounts of one reading so far: whose ids, logins and notes a later account must not,
 * or need not, have again. */
struct dedup;

/* With SHARING_FILES a login that comes twice is an error. Failures of its memory in a
 * file are reported into the diags. */
struct dedup *dedup_new(enum sharing, struct diags *);
void dedup_free(struct dedup *);

/* Compares the account with those before it, and adds it: one after another. */
void dedup_check(struct dedup *, struct unit *);

/* Drops the notes of the account that were said of one before. For whoever says findings,
 * in their order. */
void dedup_hush(struct dedup *, struct unit *);

#endif
