/* What mailgen remembers of the files it wrote.
 * Used to know its own files again, and to find those that are left over. */
#include "output/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

static const char head[] = "mailgen record 1\n";

/* The first fields of a line, in order; names follow. */
enum { FIELD_COUNT = 5 };

static const char **
field(struct entry *e, size_t i)
{
	const char **const fields[FIELD_COUNT] = {
		&e->hash, &e->merge, &e->account, &e->target, &e->path,
	};

	return fields[i];
}

/* Reads the line, or returns NULL when it is none. */
static struct entry *
read_line(struct arena *a, const char *line, size_t len)
{
	struct entry *e = arena_alloc(a, 1, sizeof(*e));
	char *text = arena_copy(a, line, len), *at, *tab;
	const char **names;
	size_t i, n = 0;

	if (strlen(text) != len)
		return NULL;
	for (at = text; (at = strchr(at, '\t')); at++)
		n++;
	names = arena_alloc(a, n + 1, sizeof(*names));
	for (i = 0, at = text; at; i++, at = tab ? tab + 1 : NULL) {
		tab = strchr(at, '\t');
		if (tab)
			*tab = '\0';
		if (!*at)
			return NULL;
		if (i < FIELD_COUNT)
			*field(e, i) = at;
		else
			names[e->nnames++] = at;
	}
	e->names = names;
	return i < FIELD_COUNT ? NULL : e;
}

struct entry *
record_read(struct arena *a, struct literal bytes)
{
	struct entry *list = NULL, **end = &list;
	const char *at, *line_end, *stop;

	if (!bytes.s || bytes.len < strlen(head)
	    || memcmp(bytes.s, head, strlen(head)))
		return NULL;
	stop = bytes.s + bytes.len;
	for (at = bytes.s + strlen(head); at < stop; at = line_end + 1) {
		line_end = memchr(at, '\n', (size_t)(stop - at));
		if (!line_end)
			break;
		*end = read_line(a, at, (size_t)(line_end - at));
		if (*end)
			end = &(*end)->next;
	}
	return list;
}

static void
add_line(const struct entry *e, struct buf *line)
{
	struct entry copy = *e;
	size_t i;

	for (i = 0; i < FIELD_COUNT; i++)
		buf_printf(line, "%s%s", i ? "\t" : "", *field(&copy, i));
	for (i = 0; i < e->nnames; i++)
		buf_printf(line, "\t%s", e->names[i]);
	buf_putc(line, '\n');
}

static int
compare(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left;
	const struct entry *b = *(const struct entry *const *)right;
	int order = strcmp(a->path, b->path);

	if (!order)
		order = strcmp(a->account, b->account);
	return order ? order : strcmp(a->target, b->target);
}

void
record_write(struct arena *a, const struct entry *list, struct buf *out)
{
	const struct entry **sorted, *e;
	size_t n = 0, i;

	for (e = list; e; e = e->next)
		n++;
	if (!n)
		return;
	sorted = arena_alloc(a, n, sizeof(*sorted));
	for (e = list, i = 0; e; e = e->next)
		sorted[i++] = e;
	qsort(sorted, n, sizeof(*sorted), compare);
	buf_puts(out, head);
	for (i = 0; i < n; i++)
		add_line(sorted[i], out);
}

void
record_put(struct entry **list, struct entry *entry)
{
	struct entry **at = list;

	while (*at)
		if (!compare(at, &entry))
			*at = (*at)->next;
		else
			at = &(*at)->next;
	entry->next = NULL;
	*at = entry;
}

const char *
record_hash(struct arena *a, const char *bytes, size_t len)
{
	unsigned char digest[SHA1_BYTES];
	char *hex = arena_alloc(a, 2 * SHA1_BYTES + 1, 1);
	size_t i;

	sha1(bytes, len, digest);
	for (i = 0; i < SHA1_BYTES; i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
	return hex;
}

bool
record_owns(struct arena *a, const struct entry *list, const char *path,
	struct literal bytes)
{
	const char *hash = record_hash(a, bytes.s, bytes.len);

	for (; list; list = list->next)
		if (!strcmp(list->path, path) && !strcmp(list->merge, "own")
		    && !strcmp(list->hash, hash))
			return true;
	return false;
}
