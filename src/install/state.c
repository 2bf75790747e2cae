/* What mailgen remembers of the files it wrote.
 * Used to know its own files again, and to find those that are left over. */
#include "install/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/table.h"

static const char head[] = "mailgen record 1\n";

/* The first fields of a line, in order; names follow. */
enum { FIELD_COUNT = 5 };

static const char **
field(struct state_entry *e, size_t i)
{
	const char **const fields[FIELD_COUNT] = {
		&e->hash, &e->merge, &e->account, &e->target, &e->path,
	};

	return fields[i];
}

/* Reads the line, or returns NULL when it is none. */
static struct state_entry *
read_line(struct arena *a, const char *line, size_t len)
{
	struct state_entry *e = arena_alloc(a, 1, sizeof(*e));
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

struct state_entry *
state_read(struct arena *a, struct literal bytes)
{
	struct state_entry *list = NULL, **end = &list;
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

/* A path from the command line may be one that no line can hold. */
static bool
is_line(const struct state_entry *e)
{
	struct state_entry copy = *e;
	size_t i;

	for (i = 0; i < FIELD_COUNT; i++)
		if (!**field(&copy, i) || strpbrk(*field(&copy, i), "\t\n"))
			return false;
	return true;
}

/* An entry as its line: empty for what could not be read again. */
struct entry_line {
	const struct state_entry *e;
	const char *text;
};

static const char *
line_of(struct arena *a, const struct state_entry *e)
{
	struct state_entry copy = *e;
	struct buf line = { 0 };
	size_t i;

	if (!is_line(e))
		return "";
	for (i = 0; i < FIELD_COUNT; i++)
		buf_printf(&line, "%s%s", i ? "\t" : "", *field(&copy, i));
	for (i = 0; i < e->nnames; i++)
		buf_printf(&line, "\t%s", e->names[i]);
	buf_putc(&line, '\n');
	return literal_take(a, &line).s;
}

static int
compare(const void *left, const void *right)
{
	const struct entry_line *a = left, *b = right;
	int order = strcmp(a->e->path, b->e->path);

	order = order ? order : strcmp(a->e->account, b->e->account);
	order = order ? order : strcmp(a->e->target, b->e->target);
	return order ? order : strcmp(a->text, b->text);
}

struct literal
state_text(struct arena *a, const struct state_entry *before,
	const struct state_entry *after)
{
	const struct state_entry *const lists[] = { before, after }, *e;
	struct entry_line *lines = NULL;
	struct buf out = { 0 };
	size_t n = 0, i;

	for (i = 0; i < countof(lists); i++)
		for (e = lists[i]; e; e = e->next) {
			lines = arena_grow(a, lines, n, sizeof(*lines));
			lines[n++] = (struct entry_line){ e, line_of(a, e) };
		}
	if (n) {
		qsort(lines, n, sizeof(*lines), compare);
		buf_puts(&out, head);
	}
	for (i = 0; i < n; i++)
		if (!i || strcmp(lines[i].text, lines[i - 1].text))
			buf_puts(&out, lines[i].text);
	return literal_take(a, &out);
}

/* The place in the table for what is about the same path, account and target. */
static void **
slot(struct arena *a, struct table *t, const struct state_entry *e)
{
	const char *key = arena_printf(a, "%s\t%s\t%s", e->path, e->account, e->target);

	return table_at(a, t, key, strlen(key));
}

void
state_put(struct arena *a, struct state_entry **list, struct state_entry *more)
{
	struct table new = { NULL };
	struct state_entry **at, *e, *next;

	for (e = more; e; e = e->next)
		*slot(a, &new, e) = e;
	for (at = list; *at; )
		if (*slot(a, &new, *at))
			*at = (*at)->next;
		else
			at = &(*at)->next;
	for (e = more; e; e = next) {
		next = e->next;
		e->next = NULL;
		if (*slot(a, &new, e) != e)
			continue;
		*at = e;
		at = &e->next;
	}
}

void
state_remove(struct state_entry **list, bool (*is)(void *, const struct state_entry *),
	void *context)
{
	while (*list)
		if (is(context, *list))
			*list = (*list)->next;
		else
			list = &(*list)->next;
}

/* The first of its names that begins so; NULL: it has none. */
static const char *
name_with(const struct state_entry *e, const char *beginning)
{
	size_t i;

	for (i = 0; i < e->nnames && strcmp(e->merge, "prefs"); i++)
		if (!strncmp(e->names[i], beginning, strlen(beginning)))
			return e->names[i];
	return NULL;
}

bool
state_is_secret(const struct state_entry *e)
{
	return name_with(e, STATE_SECRET) != NULL;
}

const char *
state_file(const struct state_entry *e)
{
	const char *name = name_with(e, STATE_FILE);

	return name ? name + strlen(STATE_FILE) : NULL;
}

const char *
state_hash(struct arena *a, const char *bytes, size_t len)
{
	unsigned char digest[SHA1_BYTES];
	char *hex = arena_alloc(a, 2 * SHA1_BYTES + 1, 1);

	sha1(bytes, len, digest);
	hash_hex(digest, SHA1_BYTES, hex);
	return hex;
}

bool
state_owns(struct arena *a, const struct state_entry *list, const char *path,
	struct literal bytes)
{
	const char *hash = state_hash(a, bytes.s, bytes.len);

	for (; list; list = list->next)
		if (!strcmp(list->path, path) && !strcmp(list->merge, "own")
		    && !strcmp(list->hash, hash))
			return true;
	return false;
}
