#ifndef MERGE_H
#define MERGE_H

#include <stdbool.h>

#include "install/merging.h"

/* Adds what becomes of a client's own files: each is looked at, then they are rendered
 * for the accounts, once, then merged. False after reporting. */
bool merge_client(struct install *, const struct client_accounts *);

/* Takes away from a place what accounts have left there. `left` is one entry of the
 * state about the place. False after reporting. */
bool merge_take_away(struct install *, const struct target *,
	const struct state_entry *left);

/* Removes the accounts that have left from what is remembered of a client's file. */
void merge_forget(struct install *, const struct target *, const char *path);

#endif
