/* Finds the helper programs, which link what this program does without, and runs them.
 * Used to sign files, to draw them and to ask servers. */
#include "sys/helper.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "sys/process.h"

enum { SECONDS = 30, FILTERED_MAX_BYTES = 64 << 20 };
enum { GRACE_SECONDS = 5, OUTPUT_MAX_BYTES = 8 << 20 };

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

	if (path || !diags)
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
		.output_max = FILTERED_MAX_BYTES, .input = in.s, .input_len = in.len,
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

/* What a helper may see of our surroundings: where authorities and tickets are. */
static const char *const *
environment(struct arena *a)
{
	static const char *const names[] = {
		"HOME", "SSL_CERT_FILE", "SSL_CERT_DIR", "KRB5CCNAME", "KRB5_CONFIG",
	};
	const char **env = arena_alloc(a, countof(names) + 2, sizeof(*env));
	size_t i, n = 0;

	env[n++] = "LC_ALL=C";
	for (i = 0; i < countof(names); i++)
		if (getenv(names[i]))
			env[n++] = arena_printf(a, "%s=%s", names[i], getenv(names[i]));
	return env;
}

/* One line of the output is the answer to one request; NULL where one is none. */
static json_t *
take_answers(const char *at, size_t n)
{
	json_t *answers = json_array(), *answer = NULL;
	const char *end;

	for (; n; n--) {
		end = at ? strchr(at, '\n') : NULL;
		answer = end ? json_loadb(at, (size_t)(end - at), 0, NULL) : NULL;
		if (!json_is_object(answer))
			break;
		json_array_append_new(answers, answer);
		at = end + 1;
	}
	if (!n)
		return answers;
	json_decref(answer);
	json_decref(answers);
	return NULL;
}

json_t *
helper_ask(struct arena *a, const char *name, const char *libraries, const json_t *requests,
	unsigned seconds, struct diags *diags)
{
	const char *argv[] = { helper_find(a, name, libraries, diags), NULL };
	struct process process = { .argv = argv, .env = environment(a),
		.seconds = seconds + GRACE_SECONDS, .output_max = OUTPUT_MAX_BYTES };
	json_t *answers = NULL;
	struct process_result r;
	struct buf input = { 0 };

	if (!*argv)
		return NULL;
	json_dump_callback(requests, buf_append, &input, JSON_COMPACT);
	process.input = input.s;
	process.input_len = input.len;
	if (process_run(&process, &r)) {
		answers = take_answers(r.out.s, json_array_size(requests));
		process_free(&r);
	}
	buf_free(&input);
	if (!answers)
		diag_general(diags, DIAG_READ, "the helper program '%s' did not answer", name);
	return answers;
}
