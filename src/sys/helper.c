/* Finds the helper programs, which link what this program does without, and runs those
 * that turn bytes into others. Used to sign files, to draw them and to probe servers. */
#include "sys/helper.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "sys/process.h"

enum { SECONDS = 30, OUTPUT_MAX_BYTES = 64 << 20 };

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

/* The first line that the helper said, without its own name. */
static const char *
words(struct arena *a, const char *name, const struct process_result *r)
{
	const char *prefix = arena_printf(a, "mailgen: %s: ", name);
	const char *said = r->err.s ? r->err.s : "";

	if (!strncmp(said, prefix, strlen(prefix)))
		said += strlen(prefix);
	return text_escaped(a, said, strcspn(said, "\n"));
}

bool
helper_filter(struct arena *a, const char *const *argv, struct literal in, struct literal *out,
	const char **said)
{
	/* it needs none but where its libraries find their own files, which is built in */
	static const char *const environment[] = { "LC_ALL=C", NULL };
	const struct process p = {
		.argv = argv, .env = environment, .seconds = SECONDS,
		.output_max = OUTPUT_MAX_BYTES, .input = in.s, .input_len = in.len,
	};
	struct process_result r;
	bool ok;

	if (!process_run(&p, &r)) {
		*said = tr_printf(a, "cannot start '%s': %s", argv[0], tr(strerror(errno)));
		return false;
	}
	ok = !r.status && r.out.len;
	if (ok)
		*out = (struct literal){ arena_copy(a, r.out.s, r.out.len), r.out.len };
	*said = ok || r.err.len ? words(a, path_name(argv[0]), &r)
		: tr("the helper program failed");
	process_free(&r);
	return ok;
}
