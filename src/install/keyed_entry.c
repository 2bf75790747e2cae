/* The entries of files of values with keys, while they are read and merged.
 * Used by keyed*.c. */
#include "install/keyed.h"

#include <string.h>

#include "base/arena.h"
#include "client/target.h"

struct keyed_entry *
keyed_add(struct keyed *k, struct keyed_entry *in, const char *key, unsigned line)
{
	struct keyed_entry *e = arena_alloc(k->arena, 1, sizeof(*e)), *first;
	void **at = key ? table_at(k->arena, &in->entries, key, strlen(key)) : NULL;
	const char *folded;

	*e = (struct keyed_entry){ .key = key, .in = in, .line = line };
	first = at ? *at : NULL;
	if (first && !first->again)
		first->again = line;
	else if (at && !first)
		*at = e;
	/* some take small letters for capitals in an INI file */
	if (key && k->file->merge == MERGE_INI) {
		folded = text_lower(k->arena, key, strlen(key));
		*table_at(k->arena, &in->folded, folded, strlen(folded)) = e;
	}
	if (in->last)
		in->last->next = e;
	else
		in->first = e;
	return in->last = e;
}
