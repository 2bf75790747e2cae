/* Where a client's own files are, below a home folder.
 * Used by the import command when no file is named. */
#include "import/import.h"

#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "client/target.h"
#include "client/place.h"

enum { FOUND_MAX = 200 };

struct search {
	struct arena *arena;
	const struct home *home;
	const struct target *target;
	struct word_list *taken;        /* paths of files that were found before */
	struct import_finds *out;
};

static bool
is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
}

/* A file is found once, whatever leads to it, for one client. */
static void
add_find(struct search *s, const char *path)
{
	struct import_finds *out = s->out;
	struct word_list *group;
	char real[PATH_MAX];

	if (!is_file(path) || !realpath(path, real) || words_have(s->taken, real))
		return;
	words_add(s->arena, s->taken, arena_printf(s->arena, "%s", real));
	if (!s->target->import->together || !out->n) {
		out->groups = arena_grow(s->arena, out->groups, out->n, sizeof(*out->groups));
		out->groups[out->n++] = (struct word_list){ 0 };
	}
	group = &out->groups[out->n - 1];
	words_add(s->arena, group, arena_printf(s->arena, "%s", path));
}

/* A folder's name as a pattern that means itself. */
static const char *
literally(struct arena *a, const char *path)
{
	struct buf out = { 0 };

	for (; *path; path++) {
		if (strchr("*?[]\\", *path))
			buf_putc(&out, '\\');
		buf_putc(&out, *path);
	}
	return literal_take(a, &out).s;
}

/* Files at a place, in which '*' is any name. */
static void
look_at(struct search *s, const char *spelling)
{
	struct place place;
	glob_t found;
	size_t i;

	if (strchr(spelling, '{') || !place_expand(s->arena, s->home, spelling, &place))
		return;
	if (!glob(arena_printf(s->arena, "%s/%s", literally(s->arena, place.root), place.path),
	    0, NULL, &found))
		for (i = 0; i < found.gl_pathc && i < FOUND_MAX; i++)
			add_find(s, found.gl_pathv[i]);
	globfree(&found);
}

struct import_finds
import_search(struct arena *a, const struct home *home, const struct target *t,
	struct word_list *taken)
{
	struct import_finds finds = { 0 };
	struct search s = { a, home, t, taken, &finds };
	const struct target_file *first = t->files;
	size_t i;

	for (i = 0; i < t->import->search.n; i++)
		look_at(&s, t->import->search.items[i]);
	if (t->import->search.n)
		return finds;
	for (i = 0; i < first->search.n; i++)
		look_at(&s, first->search.items[i].text);
	if (first->install.text)
		look_at(&s, first->install.text);
	return finds;
}
