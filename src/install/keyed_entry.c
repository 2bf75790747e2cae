/* The entries of files of values with keys, while they are read and merged.
 * Used by keyed*.c. */
#include "install/keyed.h"

#include <string.h>

#include "base/arena.h"
#include "client/target.h"

void
keyed_name(struct keyed *k, struct keyed_entry *e, const char *key)
{
	void **at = table_at(k->arena, &e->in->entries, key, strlen(key));
	struct keyed_entry *first = *at;
	struct literal folded = literal_trim((struct literal){ key, strlen(key) });

	e->key = key;
	if (first && !first->again)
		first->again = e->line;
	else if (!first)
		*at = e;
	/* some take small letters for capitals in an INI file, or leave out blanks in a '[ x ]' */
	if (k->file->merge != MERGE_INI)
		return;
	*table_at(k->arena, &e->in->folded, text_lower(k->arena, folded.s, folded.len),
		folded.len) = e;
}

struct keyed_entry *
keyed_add(struct keyed *k, struct keyed_entry *in, const char *key, unsigned line)
{
	struct keyed_entry *e = arena_alloc(k->arena, 1, sizeof(*e));

	*e = (struct keyed_entry){ .in = in, .line = line };
	if (key)
		keyed_name(k, e, key);
	if (in->last)
		in->last->next = e;
	else
		in->first = e;
	return in->last = e;
}
