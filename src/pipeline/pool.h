#ifndef POOL_H
#define POOL_H

#include <stdbool.h>

#include "client/resolve.h"

struct arena;
struct console;
struct diags;
struct run;
struct stores;
struct unit;

/* What a command does with each account of its command line. */
struct visitor {
	void *context;
	/* What the accounts will share: decides how bad it is that two have one login. */
	enum sharing sharing;
	/* Makes what `parallel` needs of its own, once for each thread and in the arena
	 * of that thread's stores. NULL after reporting. NULL: nothing is needed. */
	void *(*thread_begin)(void *context, struct stores *);
	/* Called for each account as it was read, in order: is it known to be refused?
	 * Then it is neither judged nor worked on. NULL: no. */
	bool (*known)(void *context, struct unit *);
	/* The work that needs no order, in any thread, with what thread_begin made for it.
	 * It is not called for an account that is refused. NULL: none. */
	void (*parallel)(void *context, void *own, struct unit *);
	/* Called for each account in order, refused ones too; its findings are handed
	 * on after it. False: stop. NULL: nothing to do. */
	bool (*in_order)(void *context, struct unit *);
	/* Gets what was found in each account, as console_findings does, which prints it.
	 * NULL: nobody hears of it. */
	void (*findings)(struct console *, struct arena *, struct diags *);
};

/* Reads all accounts of the run's arguments, judges them and has them visited, in
 * several threads when there are many accounts; what comes out does not depend on how
 * many. False when in_order asked to stop, or after reporting that thread_begin failed. */
bool pool_run(struct run *, const struct visitor *);

/* The same before they are read again. */
void pool_survey(struct run *, const struct visitor *);

#endif
