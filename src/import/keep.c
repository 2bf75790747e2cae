/* Passwords that stand in a client's file, put where only the user gets at them.
 * Used by the import command (--passwords). */
#include "import/import.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "import/draft.h"
#include "model/doubt.h"
#include "sys/path.h"
#include "sys/process.h"
#include "sys/transaction.h"

static const char *
yaml(struct arena *a, const struct words *words, const char *s)
{
	return doubt_quoted(a, words, (struct text){ .s = s, .len = strlen(s) });
}

/* Into a file of its own in the folder, which nobody else can read. */
static const char *
into_file(struct arena *a, const struct words *words, const char *dir,
	const struct imported *in, size_t side, const char *password, struct diags *diags)
{
	const char *id = draft_text(in->account, "id");
	const char *root = path_absolute(a, dir);
	char *name = arena_printf(a, "%s-%s", *id ? id
		: draft_text(in->account, "email"), draft_sides[side]), *c;
	const char *line = arena_printf(a, "%s\n", password);
	struct file_change change = { .root = root, .bytes = line, .len = strlen(line),
		.mode = 0600 };

	for (c = name; *c; c++)
		if (*c == '/' || (unsigned char)*c < ' ')
			*c = '_';
	change.path = name;
	switch (change_all(a, &change, 1, &(struct change_options){ 0 }, diags)) {
	case CHANGE_DONE:
		return arena_printf(a, "{file: %s}", yaml(a, words, path_shown(a, root, name)));
	case CHANGE_CONFLICT:
		path_occupied(a, diags, root, name, "a file that is there already",
			"name another folder, or remove it");
		return NULL;
	default:
		return NULL;
	}
}

/* Into the desktop's keyring: the password goes through a pipe. */
static const char *
into_keyring(struct arena *a, const struct words *words, const struct imported *in,
	size_t side, const char *password, struct diags *diags)
{
	const char *service = *in->host[side] ? in->host[side]
		: arena_printf(a, "%s %s", draft_text(in->account, "id"), draft_sides[side]);
	const char *user = draft_login(in->account, side);
	const char *const argv[] = { "secret-tool", "store",
		arena_printf(a, "--label=%s %s", service, user), "--", "service", service, "user",
		user, NULL };
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

	for (i = 0; i < SIDES; i++) {
		password = draft_server_text(in->account, i, "password");
		if (!*password)
			continue;
		if (strpbrk(password, "\r\n")) {
			/* a file's first line is the password */
			ok = diag_general(diags, DIAG_WRITE, "the password of %s has a line break"
				" and stays where it is", draft_login(in->account, i));
			diag_fix(diags, "change it at the provider to one without");
			continue;
		}
		in->kept[i] = strcmp(where, "keyring")
			? into_file(a, words, where, in, i, password, diags)
			: into_keyring(a, words, in, i, password, diags);
		ok &= in->kept[i] != NULL;
	}
	return ok;
}
