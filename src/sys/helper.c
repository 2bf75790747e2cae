/* Finds the helper programs, which link what this program does without.
 * Used to sign files and to probe servers. */
#include "sys/helper.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

/* Where they are, as seen from the folder of this program: built, or
 * installed. */
static const char *const places[] = { "libexec/mailgen", "../libexec/mailgen" };

static const char *
in_folder(struct arena *a, const char *folder, const char *name)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);

	return access(path, X_OK) ? NULL : path;
}

static const char *
find(struct arena *a, const char *name)
{
	const char *given = getenv("MAILGEN_LIBEXEC"), *path = NULL;
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	size_t i;

	if (given)
		return in_folder(a, given, name);
	self[n > 0 ? n : 0] = '\0';
	if (strrchr(self, '/'))
		*strrchr(self, '/') = '\0';
	for (i = 0; i < countof(places) && !path; i++)
		path = in_folder(a, arena_printf(a, "%s/%s", self, places[i]), name);
	return path;
}

const char *
helper_find(struct arena *a, const char *name, const char *libraries, struct diags *diags)
{
	const char *path = find(a, name);

	if (path)
		return path;
	diag_general(diags, DIAG_READ, "the helper program '%s' is not installed", name);
	diag_fix(diags, "build mailgen with the headers of %s, or install libexec/mailgen/%s",
		libraries, name);
	return NULL;
}
