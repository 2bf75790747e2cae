#ifndef RULESET_H
#define RULESET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct ini;
struct key_table;
struct rule_set;

/* Reads a rule set from its INI file: the rows and marks of `parent` (or
 * NULL), then its own. The parent is not changed. Returns false after reporting
 * rules-broken; all that is wrong is reported. */
bool ruleset_read(struct arena *, const struct ini *,
	const struct rule_set *parent, struct rule_set *, struct diags *);

/* The keys of a rule set's sections: the nth table, NULL after the last. */
const struct key_table *ruleset_keys(size_t n);

#endif
