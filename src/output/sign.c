/* Signing rendered files with the helper program `sign`, which links OpenSSL so
 * that this program need not. Used by the render command. */
#include "output/sign.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "client/render.h"
#include "sys/helper.h"
#include "sys/process.h"

enum { SECONDS = 30, OUTPUT_MAX_BYTES = 64 << 20 };

/* The environment of the helper: it needs none but where to find OpenSSL's
 * own files, which it has built in. */
static const char *const environment[] = { "LC_ALL=C", NULL };

/* The first line that the helper said, without its own name. */
static const char *
words(struct arena *a, const struct process_result *r)
{
	static const char prefix[] = "mailgen: sign: ";
	const char *said = r->err.s ? r->err.s : "";

	if (!strncmp(said, prefix, strlen(prefix)))
		said += strlen(prefix);
	return text_escaped(a, said, strcspn(said, "\n"));
}

static bool
sign_one(struct arena *a, const struct process *p, struct rendered *f, struct diags *diags)
{
	struct process_result r;
	bool ok;

	if (!process_run(p, &r))
		return diag_general(diags, DIAG_WRITE, "cannot start '%s': %s",
			p->argv[0], tr(strerror(errno)));
	ok = !r.status && r.out.len;
	if (ok) {
		f->bytes = arena_copy(a, r.out.s, r.out.len);
		f->len = r.out.len;
		if (r.err.len)
			diag_general(diags, DIAG_CLIENT_LIMITATION,
				"'%s' was signed: %s", f->path, words(a, &r));
	} else {
		diag_general(diags, DIAG_WRITE, "'%s' could not be signed: %s",
			f->path, r.err.len ? words(a, &r) : tr("the helper program failed"));
	}
	process_free(&r);
	return ok;
}

/* Can they be read each time that the helper is run? A pipe can be read once, and might
 * keep the helper waiting. */
static bool
check_files(const char *const *paths, struct diags *diags)
{
	static const char *const options[] = { "--sign", "--key", "--chain" };
	const char *why = NULL;
	struct stat st;
	size_t i;
	int fd;

	for (i = 0; i < countof(options) && paths[i]; i++) {
		if (!stat(paths[i], &st) && S_ISFIFO(st.st_mode)) {
			diag_general(diags, DIAG_READ, "'%s' is a pipe, and %s takes a"
				" file: it is read again for each file that is signed", paths[i],
				options[i]);
			return diag_fix(diags, "write it to a file of mode 600, and give '%s FILE'",
				options[i]);
		}
		fd = data_open(paths[i], 0, &why);
		if (fd < 0)
			return diag_unread(diags, paths[i], why);
		close(fd);
	}
	return true;
}

bool
sign_files(struct arena *a, struct rendered *files, const char *cert,
	const char *key, const char *chain, struct diags *diags)
{
	const char *argv[] = { helper_find(a, "sign", "OpenSSL", diags), cert, key, chain, NULL };
	struct process p = {
		.argv = argv, .env = environment, .seconds = SECONDS,
		.output_max = OUTPUT_MAX_BYTES,
	};
	struct rendered *f;

	if (!argv[0] || !check_files(argv + 1, diags))
		return false;
	for (f = files; f; f = f->next) {
		p.input = f->bytes;
		p.input_len = f->len;
		if (!sign_one(a, &p, f, diags))
			return false;
	}
	return true;
}
