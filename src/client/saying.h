#ifndef SAYING_H
#define SAYING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "template/match.h"

struct arena;
struct target;
struct value;
struct words;

/* A server as far as it is words: how it can be spoken to and logged in to. */
struct manner {
	const char *protocol, *security;        /* of the account file */
	const char *field, *word;       /* "auth" or "mechanism", and what is in it */
	const struct value *view;       /* of an account with such a server; without one where
					 * protocol is NULL */
};

enum { MANNERS_MAX = 128 };

/* All that the client can do in one direction, in the order of its maps. */
struct manners {
	const struct target *target;
	struct manner items[MANNERS_MAX];
	size_t n;
};

/* What was said of an account, the last thing first. It is never changed: more makes
 * another one of it. */
struct saying {
	const struct saying *before;
	const char *place;              /* as in template/match.h; NULL: nothing was said */
	enum said said;
	struct literal text;
	uint64_t left[2][MANNERS_MAX / 64];     /* the manners that agree with all of it */
};

/* The manners of both directions: incoming, outgoing. */
const struct manners *saying_manners(struct arena *, const struct target *,
	const struct words *);

/* Nothing, as yet. */
const struct saying *saying_nothing(struct arena *, const struct manners manners[2]);

/* This besides; NULL where it cannot be. */
const struct saying *saying_with(struct arena *, const struct manners manners[2],
	const struct saying *, const char *place, enum said, struct literal text);

/* The account that it is, as JSON of an account file with the passwords in it; the
 * caller's. It may be without a server. */
json_t *saying_account(struct arena *, const struct target *, const struct manners manners[2],
	const struct saying *);

#endif
