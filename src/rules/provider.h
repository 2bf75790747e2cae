#ifndef PROVIDER_H
#define PROVIDER_H

struct account;
struct arena;
struct diags;
struct rule_set;
struct rules;

/* The rule set of an account: the one that `provider` names, `none` being the
 * standard one; without it the set that serves the mail domain, which a note
 * says, unless the account names servers that are not that set's; else the
 * standard one. NULL after reporting that there is no such set or that it
 * cannot be used. */
const struct rule_set *provider_rules(struct arena *, struct rules *,
	const struct account *, struct diags *);

/* Says which of the sets a name may have been meant to be, as a fix. */
void provider_suggest(struct rules *, const char *name, struct diags *);

#endif
