#ifndef PUBLISHED_H
#define PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "discover/discover.h"

/* What came of asking one place. */
enum published_state {
	PUBLISHED_ABSENT,               /* it has nothing, or there is no such name */
	PUBLISHED_FOUND,
	PUBLISHED_REFUSED,              /* what it has is not taken */
	PUBLISHED_FAILED,               /* the name is there, and could not be asked */
};

struct published {
	enum published_state state;
	const char *place;              /* a URL, or the name of records */
	const char *why;                /* refused or failed, in words */
	bool secure;                    /* of records: signed */
	const json_t *facts;            /* what the helper program saw; borrowed */
};

/* Everything that a domain publishes. */
struct published_all {
	struct published pacc, digest, pages[2], srv, mx;
	json_t *answers;                /* what the facts are borrowed from */
};

/* Asks for all of it at once, or for the pages alone; what came is the caller's, to be
 * released. False after reporting that it cannot be done. */
bool published_ask(struct arena *, const char *domain, unsigned seconds, bool pages_alone,
	struct published_all *, struct diags *);
void published_release(struct published_all *);

/* Adds the servers of a document, and those of the SRV records, to an answer, in order.
 * What is no public server is reported and left out. */
void published_servers(struct arena *, const struct discovery *, const struct published *,
	enum discover_trust, struct discover_answer *, struct diags *);
void published_srv(struct arena *, const struct published *, struct discover_answer *,
	struct diags *);

/* Does DNS have the digest of the document? */
bool published_digest(const struct published *document, const struct published *digest);

/* The mail exchanger that mail is sent to first, or NULL. */
const char *published_exchanger(struct arena *, const struct published *mx);

#endif
