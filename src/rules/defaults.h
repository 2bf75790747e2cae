#ifndef DEFAULTS_H
#define DEFAULTS_H

struct account;
struct arena;
struct diags;
struct rule_set;

/* Fills in what the account leaves open (protocol, port, security, auth, host,
 * user name) from the best row that agrees with what it gives, noting it as
 * port-defaulted. A server that gives neither port nor security becomes all
 * recommended rows that have its auth, in order; one that is missing altogether
 * comes from rows that name a host. account->incoming and account->outgoing hold
 * the lists of endpoints afterwards. What no row agrees with stays open for
 * rules_validate to report. A server of another provider than the first incoming one's
 * does not get its password unless it is written there, which is reported. */
void rules_fill_defaults(struct arena *, const struct rule_set *, struct account *,
	struct diags *);

#endif
