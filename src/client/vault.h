#ifndef VAULT_H
#define VAULT_H

#include <stdbool.h>
#include <stddef.h>

struct account;
struct arena;
struct process_result;
struct text;

/* What a run knows of passwords: the variables that have one, and what commands have
 * printed. Threads may share it. */
struct vault;

/* A password command may take so many seconds (0: 60). vault_close wipes everything. */
struct vault *vault_new(unsigned seconds);
void vault_close(struct vault *);

unsigned vault_seconds(const struct vault *);

/* Takes note of the variables that the account names. */
void vault_hide(struct vault *, const struct account *);


/* Runs a command that belongs to an account, the first time that it is asked for; after
 * that, copies what came out then. The caller frees it with process_free. False with
 * errno set when it could not be started. */
bool vault_run(struct vault *, struct arena *, const struct account *, struct text command,
	size_t output_max, struct process_result *);

#endif
