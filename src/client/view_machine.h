#ifndef VIEW_MACHINE_H
#define VIEW_MACHINE_H

#include <stdbool.h>

#include "base/text.h"

struct account;
struct arena;
struct target;
struct value;

/* Adds a flag that is false where the account file does not give it. */
void view_add_wish(struct arena *, struct value *map, const char *name, bool, struct pos);

/* Adds what concerns the machine that the client is on. */
void view_add_machine(struct arena *, struct value *view, const struct account *);

/* Adds the client's own options, as the account has them or by default. */
void view_add_options(struct arena *, struct value *view, const struct account *,
	const struct target *);

#endif
