#ifndef INSTALL_H
#define INSTALL_H

#include <stdbool.h>
#include <stddef.h>

#include "pipeline/job.h"
#include "pipeline/summary.h"
#include "sys/transaction.h"
#include "install/place.h"

struct state_entry;
struct held;
struct rendered;
struct session;
struct target;
struct target_file;
struct value;

/* The accounts of the run for one client, and what was made of them. */
struct client_accounts {
	const struct target *target;
	struct value **views;
	size_t n;
	struct rendered *files;         /* NULL: nothing is left of them */
};

/* One run that changes the clients' own files: all of them or none. */
struct install {
	struct session *session;
	struct arena *arena;
	struct job *job;
	struct home home;
	struct change_options options;
	struct client_accounts *products;
	size_t nproducts;
	struct state_entry *state, *state_after;/* what mailgen remembers, before and after */
	struct literal state_was;       /* its bytes, as they were read */
	struct file_change *changes;
	size_t n;
	struct held *held;              /* clients' locks */
	struct tally tally;
};

/* Whose home it is, from --home, --owner and the environment. False after
 * reporting. */
bool install_begin(struct install *, struct session *, struct job *);

/* Gives up root's rights for those of --owner, for good: what a user has planted
 * in the home folder cannot make use of them. False after reporting. */
bool install_become_owner(struct install *);

/* Plans the changes and carries them out, again when another run was faster. plan adds
 * changes and entries of `after`; false after reporting. */
bool install_run(struct install *, bool (*plan)(struct install *));

/* Releases locks, and sums up. */
void install_end(struct install *);

/* Adds what becomes of one rendered file of a client in its own place. */
bool install_add(struct install *, const struct client_accounts *, const struct rendered *);

/* Takes away from a place what accounts have left there. `left` is one entry of the
 * record about the place; gone(account) tells which accounts have left. */
bool install_take_away(struct install *, const struct target *,
	const struct state_entry *left, bool (*gone)(struct install *, const char *account));

/* Strikes the accounts that have left from what is remembered of a file. */
void install_forget(struct install *, const struct state_entry *file,
	bool (*gone)(struct install *, const char *account));

#endif
