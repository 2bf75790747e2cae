#ifndef HOSTS_H
#define HOSTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct hosts;

enum { HOST_MAX_BYTES = 253 };

/* A row's host, an entry of `hosts`, a mail domain, a name of the provider's, another's mail
 * domain that is near one of its own. */
enum claim_kind { CLAIM_ROW, CLAIM_BELOW, CLAIM_DOMAIN, CLAIM_CALLED, CLAIM_NEIGHBOUR };

/* What a provider is called, made comparable: its letters, the ASCII ones in lower case, its
 * digits and '&'. False where that is nothing, or longer than HOSTS_CALLED_MAX. */
enum { HOSTS_CALLED_MAX = 55 };
bool hosts_called_key(const char *name, size_t len, char key[HOSTS_CALLED_MAX + 1]);

/* What a shipped set says, made at build time (tools/claims.awk) and sorted bytewise by
 * name: one page or two are looked at where the sets' texts would be a hundred. */
struct shipped_claim {
	char name[56];
	char set[23];
	unsigned char kind;
};

extern const struct shipped_claim shipped_claims[];
extern const size_t shipped_claims_count;

/* How many bytes of a mail domain of a rule set come before the one whose subdomains it
 * means, as in "*.onmicrosoft.com"; 0 when it means itself. */
size_t domain_wild(const char *domain);

/* An index that says which sets to read for a host or a mail domain: what the shipped
 * sets say, and what is added to it, which lives as long as the arena. */
struct hosts *hosts_new(struct arena *);

/* Adds what the lines of a user's file say; `set`, borrowed, is the set's name. The file
 * may be anything at all: lines that make no sense are passed over. */
void hosts_add(struct hosts *, const char *set, const char *bytes, size_t len);

/* Calls visit with each set that has the host (A-labels, lower case) in a row or below one
 * of its `hosts`, the user's first, perhaps twice. The higher the rank is, the more exact
 * the set is about the host. */
void hosts_visit(const struct hosts *, const char *host,
	void (*visit)(void *context, const char *set, size_t rank), void *context);

/* The set of the nth file, or shipped one, with this very name among its claims of the
 * kind, the user's first; or NULL. */
const char *hosts_claimant(const struct hosts *, enum claim_kind kind, const char *name, size_t n);

/* Finds the host that this one differs from by one slip of the fingers. False
 * when there is none: a name that is some provider's itself is no slip. */
bool hosts_near(const struct hosts *, const char *host, char near[HOST_MAX_BYTES + 1]);

/* The same for a mail domain, borrowed, or NULL: one that begins with what its provider is
 * called. */
const char *hosts_near_domain(const struct hosts *, const char *domain);

#endif
