#ifndef HOSTS_H
#define HOSTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct claims;

/* What the files of rule sets say of hosts and mail domains, taken from their
 * lines without reading the sets: an index that says which sets to read. */
struct hosts;

/* An empty index; what is put into it lives as long as the arena. */
struct hosts *hosts_new(struct arena *);

/* Adds what one file says; `set`, borrowed, is the set's name. The file may be
 * anything at all: lines that make no sense are passed over. */
void hosts_add(struct hosts *, const char *set, const char *bytes, size_t len);

/* The file after this one (NULL: the first) that has the host (A-labels, lower
 * case) in a row or below one of its `hosts`; NULL after the last. *set is the
 * set's name, and the higher *rank is, the more exact it is about the host. */
const struct claims *hosts_next(const struct hosts *, const struct claims *after,
	const char *host, const char **set, size_t *rank);

/* A row's host, an entry of `hosts`, a mail domain. */
enum claim_kind { CLAIM_ROW, CLAIM_BELOW, CLAIM_DOMAIN };

/* The nth set with this very name among its claims of the kind, or NULL. */
const char *hosts_claimant(const struct hosts *, enum claim_kind, const char *name, size_t n);

enum { HOST_MAX_BYTES = 253 };

/* Finds the host that this one differs from by one slip of the fingers. False
 * when there is none: a name that is some provider's itself is no slip. */
bool hosts_near(const struct hosts *, const char *host, char near[HOST_MAX_BYTES + 1]);

/* The same for a mail domain, borrowed, or NULL. */
const char *hosts_near_domain(const struct hosts *, const char *domain);

#endif
