#ifndef INSTALL_H
#define INSTALL_H

#include <stdbool.h>
#include <stddef.h>

#include "pipeline/units.h"
#include "pipeline/summary.h"
#include "sys/transaction.h"
#include "client/place.h"

struct client_accounts;
struct held;
struct install_folder;
struct options;
struct run;
struct state_entry;

/* One run that changes the clients' own files: all of them or none. */
struct install {
	struct run *run;
	struct arena *arena;            /* of the run */
	struct diags *diags;            /* of the run */
	struct target_list *targets;
	struct unit_list *units;
	struct home home;
	struct change_options options;
	bool (*plan)(struct install *);
	struct client_accounts *clients;
	size_t nclients;
	struct state_entry *state, *state_after;/* what mailgen remembers, before and after */
	struct state_entry *remembered; /* of this client, for state_after */
	struct literal state_was;       /* its bytes, as they were read */
	struct install_folder *folders; /* that clients need, or do not any more */
	struct file_change *changes;
	size_t n;
	struct held *held;              /* clients' locks */
	bool told_group;                /* that a file does not get its group */
	struct summary summary;
};

/* Is the run about files below /etc? With --root, or when no other target is named. */
bool install_is_system(const struct options *, const struct target_list *);

/* Whose home it is, from --home, --owner and the environment, or where /etc is. False
 * after reporting. */
bool install_begin(struct install *, struct run *, struct target_list *,
	struct unit_list *);

/* Gives up root's rights for those of --owner, for good: what a user has planted
 * in the home folder cannot make use of them. False after reporting. */
bool install_become_owner(struct install *);

/* Plans the changes and carries them out, again when another run was faster. plan adds
 * changes and entries of `after`; false after reporting. */
bool install_run(struct install *, bool (*plan)(struct install *));

/* Releases locks, and sums up. */
void install_end(struct install *);

#endif
