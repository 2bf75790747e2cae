#ifndef VALIDATE_H
#define VALIDATE_H

#include <stdbool.h>

struct account;
struct arena;
struct diags;
struct rule_set;

/* Judges every endpoint that rules_fill_defaults left against its own rule set, or
 * the account's, and reports findings; what is still open then is missing. A
 * set's note is reported once. Returns false when one is an
 * error, now or before; that server and the account are marked bad. */
bool rules_validate(struct arena *, const struct rule_set *, struct account *,
	struct diags *);

#endif
