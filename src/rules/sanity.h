#ifndef SANITY_H
#define SANITY_H

struct account;
struct arena;
struct diags;
struct rule_set;

/* Looks at a judged account for what is possible and still hardly meant: hosts,
 * user names, passwords, TLS, folders. Reports findings; servers that were
 * reported as bad are left out. Looks at files of this machine, never into
 * them. */
void rules_sanity(struct arena *, const struct rule_set *, const struct account *,
	struct diags *);

#endif
