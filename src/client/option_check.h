#ifndef OPTION_CHECK_H
#define OPTION_CHECK_H

#include <stdbool.h>

struct account;
struct arena;
struct diags;
struct targets;

/* Has every option of the account a client, and a value that the client takes? False
 * after reporting. */
bool options_check(struct arena *, const struct account *, struct targets *, struct diags *);

#endif
