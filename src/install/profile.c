/* Looks up the folder that a client uses in the INI file where it keeps that.
 * Used where accounts are installed into a client's own file, and removed. */
#include "install/profile.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/target.h"

/* What one look-up works on. */
struct lookup {
	struct arena *arena;
	const struct target_file *file;
	const char *home;
	struct source *index;
	const char *base;               /* the INI file's folder below home, "" or with a '/' */
	struct diags *diags;
	bool chosen;                    /* does the section count? */
	const char *found;              /* the best so far */
	struct timespec used;           /* when; 0: never */
	bool doubtful, ok;
};

/* A word of the manifest, "~/" left out. */
static const char *
below_home(const char *path)
{
	return strncmp(path, "~/", 2) ? path : path + 2;
}

static void
complain(struct lookup *l, const char *at, const char *folder)
{
	size_t offset = (size_t)(at - l->index->bytes);

	diag_at(l->diags, source_pos(l->index, offset), DIAG_MERGE,
		"the folder '%s' does not lie in the home folder",
		text_escaped(l->arena, folder, strlen(folder)));
	diag_fix(l->diags, "move it there, or write to it with --output-dir");
	l->ok = false;
}

/* An absolute path as one below the home folder; NULL when it is elsewhere. */
static const char *
inside_home(struct lookup *l, const char *path)
{
	char real[PATH_MAX];
	const char *homes[] = { l->home, realpath(l->home, real) };
	size_t i, len;

	for (i = 0; i < countof(homes); i++) {
		len = homes[i] ? strlen(homes[i]) : 0;
		while (len && homes[i][len - 1] == '/')
			len--;
		if (len && !strncmp(path, homes[i], len) && path[len] == '/')
			return path + len + strspn(path + len, "/");
	}
	return NULL;
}

/* Does the path go up? */
static bool
goes_up(const char *path)
{
	size_t len;

	for (; *path; path += len + strspn(path + len, "/")) {
		len = strcspn(path, "/");
		if (len == 2 && !strncmp(path, "..", 2))
			return true;
	}
	return false;
}

static bool
is_later(struct timespec a, struct timespec b)
{
	return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

/* Takes a folder, when there is one and none that was used later. */
static void
consider(struct lookup *l, const char *folder)
{
	const char *path = arena_printf(l->arena, "%s/%s", l->home, folder);
	struct timespec used = { 0 };
	struct stat st;

	if (stat(path, &st) || !S_ISDIR(st.st_mode)
	    || (l->found && !strcmp(l->found, folder)))
		return;
	if (l->file->lock
	    && !lstat(arena_printf(l->arena, "%s/%s", path, l->file->lock), &st))
		used = st.st_mtim;
	if (l->found && !is_later(used, l->used)) {
		l->doubtful |= !is_later(l->used, used);
		return;
	}
	l->found = folder;
	l->used = used;
	l->doubtful = false;
}

/* A value that names a folder. */
static void
take_value(struct lookup *l, const char *value, size_t len)
{
	const char *folder = arena_copy(l->arena, value, len);

	if (strlen(folder) != len || !len)
		return;
	if (*folder != '/')
		folder = arena_printf(l->arena, "%s%s", l->base, folder);
	else if (!(folder = inside_home(l, folder)) || !*folder)
		folder = "..";
	if (goes_up(folder))
		complain(l, value, arena_copy(l->arena, value, len));
	else
		consider(l, folder);
}

/* A line without its break: a section, a key, or anything else. */
static void
take_line(struct lookup *l, const char *line, size_t len)
{
	const char *key = l->file->profile.items[2];
	size_t key_len = strlen(key);
	const char *end;

	while (len && strchr(" \t", *line))
		line++, len--;
	if (len && *line == '[') {
		end = memchr(line, ']', len);
		l->chosen = end && text_fits(l->file->profile.items[1],
			(struct literal){ line + 1, (size_t)(end - line) - 1 });
	} else if (l->chosen && len > key_len && !memcmp(line, key, key_len)
	    && line[key_len] == '=') {
		take_value(l, line + key_len + 1, len - key_len - 1);
	}
}

static void
take_lines(struct lookup *l)
{
	const char *at = l->index->bytes, *end = at + l->index->len;
	size_t len;

	for (; at < end; at += len + 1) {
		for (len = 0; at + len < end && at[len] != '\n' && at[len] != '\r'; len++)
			;
		take_line(l, at, len);
	}
}

/* ---- places ---- */

/* The path that leads there without a link, below the home folder; NULL: none does. */
static const char *
without_links(struct arena *a, const char *home, const char *path)
{
	char real[PATH_MAX], real_home[PATH_MAX];
	size_t len;

	if (!realpath(home, real_home)
	    || !realpath(arena_printf(a, "%s/%s", home, path), real))
		return NULL;
	len = strcmp(real_home, "/") ? strlen(real_home) : 0;
	return !strncmp(real, real_home, len) && real[len] == '/'
		? arena_printf(a, "%s", real + len + 1) : NULL;
}

enum { PLACES_MAX = 64 };

struct places {
	struct arena *arena;
	const char *home, *name;        /* the INI file's */
	const char *pattern;
	struct word_list paths;
};

static void
add_place(struct places *p, const char *folder)
{
	const char *path = without_links(p->arena, p->home,
		arena_printf(p->arena, "%s/%s", folder, p->name));

	if (path && p->paths.n < PLACES_MAX && !words_have(&p->paths, path))
		words_add(p->arena, &p->paths, path);
}

/* Adds the place that a name makes of the pattern. */
static bool
add_named(void *context, const char *name)
{
	struct places *p = context;
	const char *star = strchr(p->pattern, '*');

	add_place(p, arena_printf(p->arena, "%.*s%s%s", (int)(star - p->pattern), p->pattern,
		name, star + 1));
	return p->paths.n < PLACES_MAX;
}

/* Adds the places that fit the pattern, in which a '*' is one name. */
static void
add_places(struct places *p, const char *pattern)
{
	const char *star = strchr(pattern, '*');

	p->pattern = pattern;
	if (star)
		data_folder(p->arena, arena_printf(p->arena, "%s/%.*s", p->home,
			(int)(star - pattern), pattern), add_named, p, diags_new(p->arena, NULL));
	else
		add_place(p, pattern);
}

struct word_list
profile_indexes(struct arena *a, const struct target_file *file, const char *home)
{
	struct places p = { .arena = a, .home = home };
	const char *first;
	size_t i;

	if (file->profile.n != 3)
		return p.paths;
	first = below_home(file->profile.items[0]);
	p.name = path_name(first);
	words_add(a, &p.paths, first);
	for (i = 0; i < file->profile_in.n; i++)
		add_places(&p, below_home(file->profile_in.items[i]));
	return p.paths;
}

/* Reports a client that would take no notice of a new folder; always false. */
static bool
not_started(struct lookup *l, const char *where)
{
	diag_general(l->diags, DIAG_MERGE,
		"the program has its profiles at '%s', where none is in use yet",
		text_escaped(l->arena, where, strlen(where)));
	return diag_fix(l->diags, "start the program once, and end it");
}

/* Would a client that has no folder yet use a new one? */
static bool
is_first(struct lookup *l, const struct profile_index *indexes, size_t n)
{
	struct stat st;
	const char *path;
	size_t i;

	for (i = 0; i < n; i++)
		if (indexes[i].bytes.s)
			return not_started(l, arena_printf(l->arena, "%s/%s", l->home,
				indexes[i].path));
	for (i = 0; i < l->file->present.n; i++) {
		path = arena_printf(l->arena, "%s/%s", l->home,
			below_home(l->file->present.items[i]));
		if (!stat(path, &st) && S_ISDIR(st.st_mode))
			return not_started(l, path);
	}
	return true;
}

static void
look_into(struct lookup *l, const struct profile_index *index)
{
	if (!index->bytes.s)
		return;
	l->base = arena_copy(l->arena, index->path,
		(size_t)(path_name(index->path) - index->path));
	l->index = source_new(l->arena, arena_printf(l->arena, "%s/%s", l->home,
		index->path), index->bytes.s, index->bytes.len);
	l->index->opaque = true;
	l->chosen = false;
	take_lines(l);
}

bool
profile_find(struct arena *a, const struct target_file *file, const char *home,
	const struct profile_index *indexes, size_t n, const char **folder,
	struct diags *diags)
{
	struct lookup l = { .arena = a, .file = file, .home = home,
		.diags = diags, .ok = true };
	size_t i;

	*folder = NULL;
	for (i = 0; i < n; i++)
		look_into(&l, &indexes[i]);
	if (l.ok && l.doubtful) {
		diag_at(diags, (struct pos){ l.index, 0, 0 }, DIAG_MERGE,
			"several profiles are named, and none was used last");
		diag_fix(diags, "start the program once, and end it");
		l.ok = false;
	}
	if (l.ok && n && !l.found)
		l.ok = is_first(&l, indexes, n);
	if (l.ok)
		*folder = l.found;
	return l.ok;
}

struct literal
profile_start(struct arena *a, const struct target *target,
	const struct target_file *file, struct diags *diags)
{
	struct source *data = file->bootstrap
		? target_data(a, target, file->bootstrap, diags) : NULL;

	return data ? (struct literal){ data->bytes, data->len }
		: (struct literal){ NULL, 0 };
}
