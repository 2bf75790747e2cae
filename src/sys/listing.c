/* The account files of a folder in order, however many there are.
 * Used where a word of the command line is a folder. */
#include "sys/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "base/trust.h"
#include "sys/child.h"
#include "sys/write.h"

enum { MEMORY_MAX = 10000 };    /* names that are sorted in memory */

struct listing {
	struct arena *arena;
	const char *dir;
	const char **names;     /* in memory: n of them, at is the next */
	size_t n, at;
	struct child sort;
	bool sorting;           /* the child is there */
	int fd;                 /* what it wrote; -1: the names are in memory */
	char *buffer;           /* of the file: from..to is not used yet */
	size_t from, to;
	struct buf name;        /* the one that was asked for last */
	bool ended;
	const char *why;        /* there is no temporary file, in words; or NULL */
};

enum { BUFFER_BYTES = 65536 };

static void
cannot_read(struct listing *l, const char *why, struct diags *diags)
{
	diag_at(diags, (struct pos){ 0 }, DIAG_READ, "cannot read '%s': %s",
		text_show(l->arena, l->dir, strlen(l->dir)), why);
}

static bool
is_account_file(const char *name)
{
	static const char *const endings[] = { ".yaml", ".yml", ".json" };
	const char *dot = strrchr(name, '.');
	size_t i;

	for (i = 0; i < countof(endings) && *name != '.'; i++)
		if (dot && !strcmp(dot, endings[i]))
			return true;
	return false;
}

/* ---- more names than memory takes ---- */

/* The environment of `sort`: bytewise, and where its temporary files go. */
static const char *const *
environment(struct arena *a)
{
	const char **env = arena_alloc(a, 3, sizeof(*env));
	const char *tmp = NULL, *why;
	int folder = trust_temporary(a, &tmp, &why);

	if (folder >= 0)
		close(folder);
	env[0] = "LC_ALL=C";
	env[1] = arena_printf(a, "TMPDIR=%s", tmp);
	return env;
}

/* Hands the name, with its NUL, to the child. */
static bool
hand_over(struct listing *l, const char *name)
{
	buf_add(&l->name, name, strlen(name) + 1);
	if (l->name.len < BUFFER_BYTES / 2)
		return true;
	if (!write_all(l->sort.fd, l->name.s, l->name.len))
		return false;
	buf_clear(&l->name);
	return true;
}

static bool
start_sorting(struct listing *l)
{
	static const char *const argv[] = { "sort", "-z", NULL };
	struct child_plan plan = { argv, NULL, CHILD_PIPE, -1 };
	size_t i;

	l->fd = plan.output = data_nameless(l->arena, &l->why);
	plan.env = l->fd >= 0 ? environment(l->arena) : NULL;
	l->sorting = l->fd >= 0 && child_open(&l->sort, &plan);
	if (!l->sorting)
		return false;
	for (i = 0; i < l->n; i++)
		if (!hand_over(l, l->names[i]))
			return false;
	return true;
}

static bool
finish_sorting(struct listing *l, struct diags *diags)
{
	struct buf said = { 0 };
	bool ok = write_all(l->sort.fd, l->name.s, l->name.len);
	int status = child_close(&l->sort, &said);

	l->sorting = false;
	buf_clear(&l->name);
	ok = ok && !status && !lseek(l->fd, 0, SEEK_SET);
	if (!ok)
		cannot_read(l, said.len ? text_show(l->arena, said.s, said.len)
			: tr("its names could not be sorted"), diags);
	buf_free(&said);
	l->buffer = arena_alloc(l->arena, BUFFER_BYTES, 1);
	return ok;
}

/* ---- all of them ---- */

static bool
add_name(struct listing *l, const char *name)
{
	if (l->sorting)
		return hand_over(l, name);
	if (l->n == MEMORY_MAX)
		return start_sorting(l) && hand_over(l, name);
	l->names[l->n++] = arena_copy(l->arena, name, strlen(name));
	return true;
}

/* Reads the names of the open folder; false with errno set. */
static bool
read_names(struct listing *l, DIR *d)
{
	const struct dirent *e;

	for (;;) {
		errno = 0;
		e = readdir(d);
		if (!e)
			return !errno;
		if (is_account_file(e->d_name) && !add_name(l, e->d_name))
			return false;
	}
}

struct listing *
listing_open(struct arena *a, const char *dir, struct diags *diags)
{
	struct listing *l = arena_alloc(a, 1, sizeof(*l));
	DIR *d = opendir(dir);
	bool ok;

	*l = (struct listing){ .arena = a, .dir = dir, .fd = -1 };
	l->names = arena_alloc(a, MEMORY_MAX, sizeof(*l->names));
	ok = d && read_names(l, d);
	if (!ok)
		cannot_read(l, l->why ? l->why : tr(strerror(errno)), diags);
	if (d)
		closedir(d);
	if (ok && l->sorting)
		ok = finish_sorting(l, diags);
	if (!ok) {
		listing_close(l);
		return NULL;
	}
	qsort(l->names, l->n, sizeof(*l->names), text_order);
	return l;
}

/* Takes what there is of the next name from the file; false at its end. */
static bool
take(struct listing *l, bool *whole)
{
	ssize_t n;
	char *end;

	if (l->from == l->to) {
		do
			n = read(l->fd, l->buffer, BUFFER_BYTES);
		while (n < 0 && errno == EINTR);
		if (n <= 0)
			return false;
		l->from = 0;
		l->to = (size_t)n;
	}
	end = memchr(l->buffer + l->from, '\0', l->to - l->from);
	*whole = end != NULL;
	n = (end ? end : l->buffer + l->to) - (l->buffer + l->from);
	buf_add(&l->name, l->buffer + l->from, (size_t)n);
	l->from += (size_t)n + *whole;
	return true;
}

const char *
listing_next(struct listing *l, struct diags *diags)
{
	bool whole = false;

	if (l->fd < 0)
		return l->at < l->n ? l->names[l->at++] : NULL;
	buf_clear(&l->name);
	while (!whole && !l->ended) {
		errno = 0;
		if (take(l, &whole))
			continue;
		l->ended = true;
		if (errno)
			cannot_read(l, tr(strerror(errno)), diags);
	}
	return whole ? l->name.s : NULL;
}

void
listing_close(struct listing *l)
{
	if (l->sorting)
		child_stop(&l->sort);
	l->sorting = false;
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
	l->n = l->at = 0;
	buf_free(&l->name);
}
