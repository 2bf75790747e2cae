#ifndef POOL_H
#define POOL_H

#include <stdbool.h>
#include <stddef.h>

struct session;
struct unit;

/* What a command does with each account of its command line. */
struct visitor {
	void *context;
	/* Makes what `work` needs of its own in the session's `own`, once for each
	 * thread; false after reporting. NULL: nothing. */
	bool (*prepare)(void *context, struct session *);
	/* Called for each account as it was read, in order: is it known to be refused?
	 * Then it is neither judged nor worked on. NULL: no. */
	bool (*known)(void *context, struct session *, struct unit *);
	/* The work that needs no order, in any thread, with that thread's session. It is
	 * not called for an account that is refused. NULL: none. */
	void (*work)(void *context, struct session *, struct unit *);
	/* Called for each account in order, refused ones too; its findings are said
	 * behind it. False: stop. NULL: nothing to do. */
	bool (*visit)(void *context, struct session *, struct unit *);
};

/* Reads all accounts of the command line (its words from `first` on), judges them and
 * has them visited, in several threads when there are many accounts; what comes
 * out does not depend on how many. False when a visit asked to stop, or after
 * reporting that prepare failed. */
bool crew_run(struct session *, size_t first, const struct visitor *);

/* The same before the accounts are read again: nothing is said, and everything but what
 * the visitor finds out is forgotten. */
void crew_ahead(struct session *, size_t first, const struct visitor *);

/* The same for a command that does all its work in visits. */
bool crew_each(struct session *, size_t first,
	bool (*visit)(void *context, struct session *, struct unit *),
	void *context);

#endif
