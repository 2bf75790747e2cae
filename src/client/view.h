#ifndef VIEW_H
#define VIEW_H

#include <stddef.h>

struct arena;
struct account;
struct choice;
struct diags;
struct target;
struct value;

/* The values of one account as this target writes them. */
struct value *view_new(struct arena *, const struct account *,
	const struct choice *, const struct target *);

/* The value of `accounts` for a file of several accounts. */
struct value *view_of_many(struct arena *, struct value *const *views, size_t n);

#endif
