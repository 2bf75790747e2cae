/* Signing rendered files with the helper program `sign`, which links OpenSSL so
 * that this program need not. Used by the render command. */
#include "output/sign.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/data.h"
#include "base/diag.h"
#include "base/text.h"
#include "client/render.h"
#include "sys/helper.h"

static bool
sign_one(struct arena *a, const char *const *argv, struct rendered *f, struct diags *diags)
{
	struct literal bytes = { f->bytes, f->len };
	const char *said;

	if (!helper_filter(a, argv, bytes, &bytes, &said))
		return diag_general(diags, DIAG_WRITE, "'%s' could not be signed: %s", f->path,
			said);
	if (*said)
		diag_general(diags, DIAG_CLIENT_LIMITATION, "'%s' was signed: %s", f->path, said);
	f->bytes = bytes.s;
	f->len = bytes.len;
	return true;
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
	struct rendered *f;

	if (!argv[0] || !check_files(argv + 1, diags))
		return false;
	for (f = files; f; f = f->next)
		if (!sign_one(a, argv, f, diags))
			return false;
	return true;
}
