#ifndef HEAR_H
#define HEAR_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

struct asking;
struct value;

/* One value that is meant, and what a server heard; read NULL: nothing. */
struct hear_row {
	const char *key, *meant, *read;
	bool secret;                    /* the password: never to be shown */
};

struct heard {
	struct hear_row *rows;
	size_t n;
	json_t *facts;                  /* all that the helper program told; the caller's */
};

/* Runs the client on one account, where its servers are the helper program `hear`, and
 * makes rows of what the account means and what they heard. False after reporting, or
 * when a signal asked mailgen to end. */
bool hear(struct asking *, const struct value *view, struct heard *);

#endif
