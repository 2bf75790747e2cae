/* The account files of a folder in order, however many there are.
 * Used where a word of the command line is a folder. */
#include "sys/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "base/trust.h"
#include "sys/process.h"
#include "sys/write.h"

enum {
	MEMORY_MAX = 10000,     /* names that are sorted in memory */
	SECONDS = 3600,         /* that sorting more may take */
};

struct listing {
	struct arena *arena;
	const char *dir;
	const char **names;     /* in memory: n of them, at is the next */
	size_t n, at;
	int fd;                 /* a file of more; -1: there is none */
	char *buffer;           /* of the file: from..to is not used yet */
	size_t from, to;
	struct buf name;        /* the one that was asked for last; before that, several */
	bool ended;
	const char *why;        /* a file or sorting failed, in words; or NULL */
};

enum { BUFFER_BYTES = 65536 };

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

	fd_close(&folder);
	env[0] = "LC_ALL=C";
	env[1] = arena_printf(a, "TMPDIR=%s", tmp);
	return env;
}

/* Writes what was handed over. */
static bool
flush(struct listing *l)
{
	bool ok = write_all(l->fd, l->name.s, l->name.len);

	buf_clear(&l->name);
	return ok;
}

/* Hands the name, with its NUL, to the file. */
static bool
hand_over(struct listing *l, const char *name)
{
	buf_add(&l->name, name, strlen(name) + 1);
	return l->name.len < BUFFER_BYTES / 2 || flush(l);
}

static bool
start_file(struct listing *l)
{
	size_t i;

	l->fd = data_nameless(l->arena, &l->why);
	for (i = 0; i < l->n && l->fd >= 0; i++)
		if (!hand_over(l, l->names[i]))
			return false;
	return l->fd >= 0;
}

/* Has the names sorted into another file. */
static bool
sort_file(struct listing *l, struct diags *diags)
{
	static const char *const argv[] = { "sort", "-z", NULL };
	struct process p = { .argv = argv, .env = environment(l->arena), .from = l->fd,
		.to = data_nameless(l->arena, &l->why), .seconds = SECONDS,
		.output_max = BUFFER_BYTES };
	struct process_result r = { 0 };
	bool ok = p.to >= 0 && flush(l) && !lseek(l->fd, 0, SEEK_SET) && process_run(&p, &r)
		&& !r.status && !lseek(p.to, 0, SEEK_SET);

	if (!l->why && r.err.len)
		l->why = text_escaped(l->arena, r.err.s, strcspn(r.err.s, "\n"));
	if (!ok)
		diag_unread(diags, l->dir, l->why ? l->why : tr("its names could not be sorted"));
	process_free(&r);
	close(l->fd);
	l->fd = p.to;
	l->buffer = arena_alloc(l->arena, BUFFER_BYTES, 1);
	return ok;
}

/* ---- all of them ---- */

static bool
add_name(struct listing *l, const char *name)
{
	if (l->n == MEMORY_MAX)
		return (l->fd >= 0 || start_file(l)) && hand_over(l, name);
	l->names[l->n++] = arena_copy(l->arena, name, strlen(name));
	return true;
}

/* Reads the names of the open folder; false with errno set. */
static bool
read_names(struct listing *l, DIR *d)
{
	const struct dirent *e;

	while (errno = 0, e = readdir(d))
		if (is_account_file(e->d_name) && !add_name(l, e->d_name))
			return false;
	return !errno;
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
		diag_unread(diags, l->dir, l->why);
	if (d)
		closedir(d);
	if (ok && l->fd >= 0)
		ok = sort_file(l, diags);
	if (!ok) {
		listing_close(l);
		return NULL;
	}
	text_sort(l->names, l->n);
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
			diag_unread(diags, l->dir, NULL);
	}
	return whole ? l->name.s : NULL;
}

void
listing_close(struct listing *l)
{
	fd_close(&l->fd);
	l->n = l->at = 0;
	buf_free(&l->name);
}
