#ifndef LOST_H
#define LOST_H

#include <stdbool.h>

struct arena;
struct account;
struct diags;
struct target;
struct value;

/* Says which values of the account file this client does without: those of the
 * account itself and of the servers that the client got, from which no template
 * that was rendered over the view wrote anything. Where an earlier client does
 * without a value as well and `said` has the finding, that one names both. Returns
 * false when one of the findings is an error. */
bool lost_say(struct arena *, struct account *, const struct target *,
	const struct value *view, struct diags *said, struct diags *);

#endif
