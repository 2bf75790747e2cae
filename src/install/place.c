/* Where a client keeps its own files (XDG Base Directory Specification).
 * Used where accounts are installed there, and removed. */
#include "install/place.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/text.h"
#include "client/target.h"
#include "sys/path.h"

/* The folder that a spelling begins with; below the home folder `path` leads
 * there, else `root` does. */
static struct place
folder_of(struct arena *a, const struct home *home, const char *given,
	const char *usual)
{
	size_t len = strlen(home->dir);

	if (!given)
		return (struct place){ .root = home->dir, .path = usual };
	if (!strncmp(given, home->dir, len) && given[len] == '/')
		return (struct place){ .root = home->dir,
			.path = arena_printf(a, "%s/", given + len + strspn(given + len, "/")) };
	return (struct place){ .root = given, .path = "" };
}

/* "$VARIABLE/..." where the variable names a folder; false else. */
static bool
expand_variable(struct arena *a, const struct home *home, const char *spelling,
	struct place *place)
{
	const char *slash = strchr(spelling, '/'), *dir = NULL;
	struct stat st;

	if (*spelling == '$' && slash && slash[1] && home->own)
		dir = getenv(arena_printf(a, "%.*s", (int)(slash - spelling) - 1, spelling + 1));
	if (!dir || *dir != '/' || stat(dir, &st) || !S_ISDIR(st.st_mode))
		return false;
	*place = folder_of(a, home, dir, "");
	place->path = arena_printf(a, "%s%s", place->path, slash + 1);
	place->spelling = arena_copy(a, spelling, strlen(spelling));
	return true;
}

bool
place_expand(struct arena *a, const struct home *home, const char *spelling,
	struct place *place)
{
	const struct { const char *prefix, *given, *usual; } folders[] = {
		{ "~/", NULL, "" },
		{ "$XDG_CONFIG_HOME/", home->config, ".config/" },
		{ "$XDG_STATE_HOME/", home->state, ".local/state/" },
	};
	size_t i, len;

	for (i = 0; i < countof(folders); i++) {
		len = strlen(folders[i].prefix);
		if (strncmp(spelling, folders[i].prefix, len) || !spelling[len])
			continue;
		*place = folder_of(a, home, folders[i].given, folders[i].usual);
		place->path = arena_printf(a, "%s%s", place->path, spelling + len);
		place->spelling = arena_copy(a, spelling, strlen(spelling));
		return true;
	}
	return expand_variable(a, home, spelling, place);
}

bool
place_of(struct arena *a, const struct home *home, const struct target_file *f,
	struct place *place)
{
	struct stat st;
	size_t i;

	for (i = 0; i < f->search.n; i++)
		if (place_expand(a, home, f->search.items[i], place)
		    && (!lstat(path_shown(a, place->root, place->path), &st)
		    || (*place->spelling == '$' && strncmp(place->spelling, "$XDG_", 5))))
			return true;
	return place_expand(a, home, f->install, place);
}
