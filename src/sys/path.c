/* Paths: how messages name them, and what exists already.
 * Used where files change, and for paths that users write. */
#include "sys/path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"

const char *
path_shown(struct arena *a, const char *root, const char *path)
{
	size_t len = strlen(root);

	return arena_printf(a, "%s%s%s", root, len && root[len - 1] == '/' ? "" : "/", path);
}

const char *
path_of_user(struct arena *a, const char *path)
{
	const char *home = getenv("HOME");

	return home && !strncmp(path, "~/", 2) ? arena_printf(a, "%s%s", home, path + 1) : path;
}

const char *
path_absolute(struct arena *a, const char *dir)
{
	char here[PATH_MAX];
	size_t len;

	if (!dir || !*dir)
		return NULL;
	if (*dir != '/') {
		if (!getcwd(here, sizeof(here)))
			return NULL;
		while (!strncmp(dir, "./", 2))
			dir += 2 + strspn(dir + 2, "/");
		dir = strcmp(dir, ".") && *dir ? arena_printf(a, "%s/%s", here, dir)
			: arena_printf(a, "%s", here);
	}
	for (len = strlen(dir); len > 1 && dir[len - 1] == '/'; )
		len--;
	return arena_copy(a, dir, len);
}

bool
path_same(struct literal a, struct literal b)
{
	return !a.s == !b.s && literal_same(a, b);
}

bool
path_occupied(struct arena *a, struct diags *diags, const char *root,
	const char *path, const char *what, const char *fix)
{
	diag_general(diags, DIAG_OCCUPIED, "'%s' is %s", path_shown(a, root, path), tr(what));
	if (fix)
		diag_fix(diags, "%s", fix);
	return false;
}
