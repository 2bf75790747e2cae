/* Which account a key of a preference file belongs to, by how it ends.
 * Used by prefs.c, with as many accounts as there may be. */
#include "install/owners.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct ending {
	const char *s;
	size_t len;
	long account;
};

struct owners {
	struct ending *endings;         /* by length, then by bytes */
	size_t n;
	size_t *lengths;                /* each that occurs, once */
	size_t nlengths;
};

static int
compare(const void *a, const void *b)
{
	const struct ending *x = a, *y = b;

	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return memcmp(x->s, y->s, x->len);
}

struct owners *
owners_new(struct arena *a, struct word_list endings)
{
	struct owners *o = arena_alloc(a, 1, sizeof(*o));
	size_t i;

	o->endings = arena_alloc(a, endings.n + 1, sizeof(*o->endings));
	o->lengths = arena_alloc(a, endings.n + 1, sizeof(*o->lengths));
	for (i = 0; i < endings.n; i++)
		if (*endings.items[i])
			o->endings[o->n++] = (struct ending){ endings.items[i],
				strlen(endings.items[i]), (long)i };
	qsort(o->endings, o->n, sizeof(*o->endings), compare);
	for (i = 0; i < o->n; i++)
		if (!i || o->endings[i].len != o->endings[i - 1].len)
			o->lengths[o->nlengths++] = o->endings[i].len;
	return o;
}

bool
owners_plain(char c)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	return c && strchr(plain, c);
}

bool
owners_next(struct literal text, size_t *at, struct literal *run)
{
	size_t from = *at;

	while (*at < text.len && owners_plain(text.s[*at]) == owners_plain(text.s[from]))
		++*at;
	*run = (struct literal){ text.s + from, *at - from };
	return run->len;
}

static bool
is_plain(struct literal key)
{
	size_t i;

	for (i = 0; i < key.len; i++)
		if (!owners_plain(key.s[i]))
			return false;
	return true;
}

long
owners_find(const struct owners *o, struct literal key)
{
	const struct ending *found;
	struct ending tail;
	size_t i;

	if (!is_plain(key))
		return NO_OWNER;
	for (i = 0; i < o->nlengths && o->lengths[i] < key.len; i++) {
		tail = (struct ending){ key.s + key.len - o->lengths[i], o->lengths[i], 0 };
		found = bsearch(&tail, o->endings, o->n, sizeof(tail), compare);
		if (found)
			return found->account;
	}
	return NO_OWNER;
}
