/* Where a client keeps its own files (XDG Base Directory Specification).
 * Used where accounts are installed there, and removed. */
#include "client/place.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "client/render.h"
#include "client/target.h"
#include "sys/path.h"

static const char *
absolute(const char *variable)
{
	const char *value = getenv(variable);

	/* the base directory specification ignores relative paths */
	return value && *value == '/' ? value : NULL;
}

bool
home_find(struct arena *a, const char *dir, struct home *home, struct diags *diags)
{
	*home = (struct home){ .dir = path_absolute(a, dir ? dir : getenv("HOME")),
		.own = !dir, .config = dir ? NULL : absolute("XDG_CONFIG_HOME"),
		.state = dir ? NULL : absolute("XDG_STATE_HOME") };
	return home->dir || diag_usage(diags, "there is no home folder",
		"set HOME, or give --home DIR");
}

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

	if (*spelling == '$' && slash && slash[1] && home->own && !home->system)
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
	const struct { bool system; const char *prefix, *given, *usual; } folders[] = {
		{ false, "~/", NULL, "" },
		{ false, "$XDG_CONFIG_HOME/", home->config, ".config/" },
		{ false, "$XDG_STATE_HOME/", home->state, ".local/state/" },
		{ true, "/etc/", NULL, "etc/" },
		{ true, "/var/", NULL, "var/" },
	};
	size_t i, len;

	for (i = 0; i < countof(folders); i++) {
		len = strlen(folders[i].prefix);
		if (strncmp(spelling, folders[i].prefix, len) || !spelling[len]
		    || folders[i].system != home->system)
			continue;
		*place = folder_of(a, home, folders[i].given, folders[i].usual);
		place->path = arena_printf(a, "%s%s", place->path, spelling + len);
		place->spelling = arena_copy(a, spelling, strlen(spelling));
		return true;
	}
	return expand_variable(a, home, spelling, place);
}

/* What the account's names make of the place; NULL after reporting. */
static const char *
spelling_of(struct arena *a, const struct target *t, const struct target_place *p,
	const struct value *view, struct diags *diags)
{
	const char *spelling = p->text;

	if (!p->template)
		return spelling;
	spelling = render_value(a, p->template, view, t->title, diags);
	/* a path has one '/' at its beginning, at most */
	if (!spelling || path_goes_down(spelling + (*spelling == '/')))
		return spelling;
	diag_general(diags, DIAG_MANIFEST_BROKEN,
		"the place '%s' of target '%s' becomes '%s', which has an empty part, '.' or '..'",
		p->text, t->name, text_escaped(a, spelling, strlen(spelling)));
	return NULL;
}

bool
place_read(struct arena *a, const struct home *home, const struct target *t,
	const struct target_place *p, const struct value *view, struct place *place,
	struct diags *diags)
{
	const char *spelling = spelling_of(a, t, p, view, diags);

	if (!spelling || place_expand(a, home, spelling, place))
		return spelling;
	return diag_general(diags, DIAG_MANIFEST_BROKEN,
		"the place '%s' of target '%s' is not below '~', '$XDG_CONFIG_HOME' or '/etc'",
		p->text, t->name);
}

bool
place_of(struct arena *a, const struct home *home, const struct target *t,
	const struct target_file *f, const struct value *view, struct place *place,
	struct diags *diags)
{
	const char *spelling;
	struct stat st;
	size_t i;

	for (i = 0; i < f->search.n; i++) {
		spelling = spelling_of(a, t, &f->search.items[i], view, diags);
		if (!spelling)
			return false;
		if (place_expand(a, home, spelling, place)
		    && (!lstat(path_shown(a, place->root, place->path), &st)
		    || (*place->spelling == '$' && strncmp(place->spelling, "$XDG_", 5))))
			return true;
	}
	return place_read(a, home, t, &f->install, view, place, diags);
}
