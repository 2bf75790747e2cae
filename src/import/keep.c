/* Passwords that stand in a client's file, put where only the user gets at them.
 * Used by the import command (--passwords). */
#include "import/import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "model/doubt.h"
#include "sys/path.h"
#include "sys/process.h"
#include "sys/write.h"

static const char *const sides[] = { "incoming", "outgoing" };

/* The name of the server, and who logs in there. */
static const char *
member(const json_t *account, size_t side, const char *key)
{
	return json_string_value(json_object_get(json_object_get(account, sides[side]), key));
}

static const char *
user_of(const json_t *account, size_t side)
{
	const char *user = member(account, side, "username");

	user = user ? user : member(account, 0, "username");
	return user ? user : json_string_value(json_object_get(account, "email"));
}

static const char *
yaml(struct arena *a, const struct words *words, const char *s)
{
	return doubt_quoted(a, words, (struct text){ .s = s, .len = strlen(s) });
}

static bool
write_new(const char *path, const char *password)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write_all(fd, password, strlen(password)) && write_all(fd, "\n", 1);

	if (fd >= 0 && close(fd) < 0)
		ok = false;
	return ok;
}

/* Into a file of its own in the folder, which nobody else can read. */
static const char *
into_file(struct arena *a, const struct words *words, const char *dir,
	const struct imported *in, size_t side, const char *password, struct diags *diags)
{
	const char *id = json_string_value(json_object_get(in->account, "id"));
	const char *email = json_string_value(json_object_get(in->account, "email"));
	char *name = arena_printf(a, "%s-%s", id ? id : email, sides[side]), *c;
	const char *path;

	for (c = name; *c; c++)
		if (*c == '/' || (unsigned char)*c < ' ')
			*c = '_';
	path = path_shown(a, path_absolute(a, dir), name);
	if ((mkdir(dir, 0700) == 0 || errno == EEXIST) && write_new(path, password))
		return arena_printf(a, "{file: %s}", yaml(a, words, path));
	diag_general(diags, DIAG_WRITE, "%s: %s", path, tr(strerror(errno)));
	diag_fix(diags, "name a folder that has no such file yet");
	return NULL;
}

/* Into the desktop's keyring: the password goes through a pipe. */
static const char *
into_keyring(struct arena *a, const struct words *words, const struct imported *in,
	size_t side, const char *password, struct diags *diags)
{
	const char *host = member(in->account, side, "host");
	const char *service = host ? host : "mailgen", *user = user_of(in->account, side);
	const char *const argv[] = { "secret-tool", "store",
		arena_printf(a, "--label=%s %s", service, user), "service", service, "user", user,
		NULL };
	struct process p = { .argv = argv, .input = password, .input_len = strlen(password),
		.seconds = 60, .output_max = 4096 };
	struct process_result r;
	bool ok = process_run(&p, &r);
	int status = ok ? r.status : -1;

	if (ok)
		process_free(&r);
	if (ok && !status)
		return arena_printf(a, "{keyring: {service: %s, user: %s}}",
			yaml(a, words, service), yaml(a, words, user));
	diag_general(diags, DIAG_WRITE, "secret-tool did not store the password of %s", user);
	diag_fix(diags, "install it (Debian: libsecret-tools) and unlock the keyring, or write"
		" --passwords DIR");
	return NULL;
}

bool
import_keep(struct arena *a, const struct words *words, const char *where, struct imported *in,
	struct diags *diags)
{
	const char *password;
	bool ok = true;
	size_t i;

	for (i = 0; i < countof(sides); i++) {
		password = member(in->account, i, "password");
		if (!password)
			continue;
		in->kept[i] = strcmp(where, "keyring")
			? into_file(a, words, where, in, i, password, diags)
			: into_keyring(a, words, in, i, password, diags);
		ok &= in->kept[i] != NULL;
	}
	return ok;
}
