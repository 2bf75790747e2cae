#ifndef UNITS_H
#define UNITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "pipeline/rendition.h"

struct run;
struct summary;

/* Accounts that are worked on together. All zeros: none. */
struct unit_list {
	struct unit *first, *last;      /* those that are good, in order */
	size_t n;
	struct table ids;
	size_t nrefused;                /* those that were not kept */
	size_t nunfit;                  /* kept ones that a client cannot have */
};

/* Reads all accounts of the run's arguments and keeps the good ones. */
void units_read(struct unit_list *, struct run *, enum sharing);

/* Adds one behind the others; its `next` is the list's from now on. */
void units_add(struct unit_list *, struct unit *);

/* Is the account of this id one that units_read kept? */
bool units_have(const struct unit_list *, const char *id);

/* The views of all accounts that the target can have, findings into their own: what is
 * meant, and what files are written from (or the same array). Both have room for all.
 * Returns how many there are. */
size_t units_views(struct unit_list *, const struct target_list *, struct stores *,
	const struct target *, enum rendition_form, struct value **meant,
	struct value **written_from);

/* The same with their shared files; NULL without any, or after reporting into the diags
 * of the stores. */
size_t units_render(struct unit_list *, const struct target_list *, struct stores *,
	const struct target *, enum rendition_form, struct value **meant,
	struct value **written_from, struct rendered **files);

/* Does an account that is refused keep all from being written? */
bool units_withheld(const struct unit_list *, const struct run *);

/* Counts the accounts, read and refused, of a run over all together. */
void units_count(const struct unit_list *, struct summary *);

/* Prints what is still to be said of the accounts and the run, and frees them. */
void units_close(struct unit_list *, struct run *);

#endif
