#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct account;
struct choice;
struct target;
struct value;
struct endpoint;
struct word_list;

/* The values of one account as this target writes them. */
struct value *view_new(struct arena *, const struct account *,
	const struct choice *, const struct target *);

/* What mail to be sent through the account's server of this host goes through; NULL: the
 * client cannot do that. */
const struct endpoint *choice_sends(const struct choice *, struct text host);

/* The value of a name, or NULL; what is wrong with one that is derived is reported where it
 * is written. */
const struct value *view_value(const struct value *view, const char *name);

/* Are these names, or of those with a '!' their opposites, true of the account? */
bool view_holds(const struct value *view, const struct word_list *names);

/* The values for a file of several accounts: the list `accounts` is the first one. */
struct value *view_of_many(struct arena *, struct value *const *views, size_t n);

#endif
