#ifndef FITTING_H
#define FITTING_H

#include <jansson.h>
#include <stdbool.h>

#include "pipeline/options.h"
#include "pipeline/rendition.h"

struct arena;
struct expectation;
struct imported;
struct run;
struct stores;
struct unit;

/* What asking whether accounts fit works with. */
struct fitting {
	struct arena *arena;
	struct stores *stores;
	struct options options;         /* the run's, with passwords in the files */
	struct target_list list;        /* points at the options: it stays where it is */
};

void fitting_begin(struct fitting *, struct arena *, struct run *, enum sharing);

/* An account of the JSON of an account file, which findings about it may quote for as long
 * as the arena is there; NULL: the unit's own. The caller frees it. */
struct unit *fitting_unit(struct fitting *, const json_t *account, struct arena *);

/* The same, made with excuses where it needs them; *ids are those, the caller's, or NULL. */
struct unit *fitting_excused(struct fitting *, const json_t *account, json_t **ids);

/* What the client has of a value; empty: nothing. */
const char *fitting_read(struct arena *, const json_t *read, const struct expectation *);

/* Which values of the client's, but for those that are passed over, would be others? The
 * first of them, or with `all` each of them is added there. False where the client cannot
 * be given the account. */
bool fitting_differs(struct fitting *, struct unit *, const struct imported *,
	const struct word_list *passed, const char **first, struct word_list *all);

/* Has the account all that the clients hold whose account it is, but for what they pass
 * over? */
bool fitting_all(struct fitting *, const json_t *account, const struct imported *);

#endif
