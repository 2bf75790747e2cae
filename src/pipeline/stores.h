#ifndef STORES_H
#define STORES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct issuers;
struct options;
struct rules;
struct targets;
struct vault;
struct words;

/* The data that one thread works with. */
struct stores {
	struct arena *arena;            /* lives as long as the stores */
	struct diags *diags;            /* findings that belong to no account */
	struct words *words;
	struct rules *rules;
	struct issuers *issuers;
	struct targets *targets;
	struct vault *vault;            /* passwords; all threads have the same */
	struct stores *next;            /* of the next thread, see stores_nth */
};

/* A path in $XDG_CONFIG_HOME/mailgen, whether there is anything or not; NULL without HOME. */
const char *stores_user_path(struct stores *, const char *name);

/* Opens what is to be found of them: the user's folders below XDG_CONFIG_HOME, those of
 * the command line, the shipped data. The caller has set arena, diags and vault;
 * what is open stays so. False after reporting. */
bool stores_open(struct stores *, const struct options *);

/* Closes those of the other threads. */
void stores_close(struct stores *);

/* Stores for the nth other thread, with the same vault. They stay open as long as the
 * first: what was judged with them borrows from their rules. NULL after a failure that
 * opening the first would have reported. */
struct stores *stores_nth(struct stores *, const struct options *, size_t n);

#endif
