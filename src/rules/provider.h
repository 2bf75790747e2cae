#ifndef PROVIDER_H
#define PROVIDER_H

#include <stdbool.h>

struct account;
struct arena;
struct diags;
struct rule_set;
struct rules;

/* Chooses the rule set of each server of an account that names one (`rules`):
 * the set that knows its host; else what `provider` under that server names;
 * else what the account's names, or the set that has the mail domain where no
 * other host is given; else the standard one, which `provider: none` asks for.
 * Returns the set for what the account leaves open. A host that is another
 * provider's than the one named, and one that is nearly a provider's, are
 * reported. NULL after reporting that there is no such set or that it
 * cannot be used. */
const struct rule_set *provider_rules(struct arena *, struct rules *,
	struct account *, struct diags *);

/* The set that has this title, name, mail domain (perhaps in an address) or host, as
 * somebody typed it; NULL when there is none. */
const struct rule_set *provider_of(struct arena *, struct rules *,
	const char *name, struct diags *);

/* Says which of the sets may have been meant by a name, as a fix; false where none is
 * near. */
bool provider_suggest(struct arena *, struct rules *, const char *name, struct diags *);

#endif
