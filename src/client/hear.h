#ifndef HEAR_H
#define HEAR_H

#include <jansson.h>
#include <stdbool.h>

struct asking;
struct value;

/* Runs the client on one account, where its servers are the helper program `hear`, and
 * adds rows of what the account means and what they heard. Returns all that the helper
 * told, for the caller to release; NULL after reporting, or when a signal asked mailgen
 * to end. */
json_t *hear(struct asking *, const struct value *view);

/* Can what the account means be heard, or is the client none that is? False after
 * reporting. */
bool hear_possible(struct asking *, const struct value *view);

#endif
