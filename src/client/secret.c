/* Passwords: the command that prints one, and the one itself when asked for.
 * Used by resolve. */
#include "client/secret.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "client/vault.h"
#include "quote/quote.h"
#include "sys/path.h"
#include "sys/process.h"

enum { SECRET_MAX_BYTES = 65536 };

static void
add_word(struct arena *a, struct buf *out, struct text word,
	const struct style *shell)
{
	struct chain chain = { &shell, 1 };

	if (out->len)
		buf_putc(out, ' ');
	quote_text(a, word, chain, out);
}

/* A path as the shell reads it: a leading ~/ stays outside the quotes, so that
 * it means the home folder there as it does here. */
static void
add_path(struct arena *a, struct buf *out, struct text path,
	const struct style *shell)
{
	buf_putc(out, ' ');
	if (path.len > 2 && !memcmp(path.s, "~/", 2)) {
		buf_puts(out, "~/");
		path.s += 2;
		path.len -= 2;
	}
	quote_text(a, path, (struct chain){ &shell, 1 }, out);
}

struct text
secret_command(struct arena *a, const struct password *p,
	const struct style *shell)
{
	struct text command = { .pos = p->pos };
	struct buf out = { 0 };
	size_t i;

	if (text_given(p->command)) {
		command = p->command;
	} else if (text_given(p->file)) {
		buf_puts(&out, "head -n 1 --");
		add_path(a, &out, p->file, shell);
	} else if (text_given(p->env)) {
		buf_puts(&out, "printenv");
		add_word(a, &out, p->env, shell);
	} else if (p->keyring.n) {
		buf_puts(&out, "secret-tool lookup");
		for (i = 0; i < p->keyring.n; i++)
			add_word(a, &out, p->keyring.items[i], shell);
	} else {
		for (i = 0; i < p->argv.n; i++)
			add_word(a, &out, p->argv.items[i], shell);
	}
	if (out.len)
		text_take(a, &out, &command);
	command.secret = SECRECY_COMMAND;
	return command;
}

struct text
secret_probe(struct arena *a, struct text command, const struct style *shell)
{
	struct buf out = { 0 };

	buf_puts(&out, "printf %s");
	add_word(a, &out, command, shell);
	text_take(a, &out, &command);
	return command;
}

/* What went wrong, when nothing better is known. */
static const char *const unreadable[2] = {
	"the password could not be read: the command failed, or its first line is empty or contains"
	" control characters",
	"run it by hand: it must print the password as its first line",
};

static bool
failed(const struct password *p, struct diags *diags)
{
	diag_at(diags, p->pos, DIAG_PASSWORD_SOURCE, "%s", tr(unreadable[0]));
	return diag_fix(diags, "%s", tr(unreadable[1]));
}

/* Says which bound the command was stopped at; false when none. */
static bool
was_stopped(const struct password *p, unsigned seconds, const struct process_result *r,
	struct diags *diags)
{
	if (r->timed_out)
		diag_at(diags, p->pos, DIAG_PASSWORD_SOURCE,
			"the password command did not end within %u seconds", seconds);
	else if (r->too_much)
		diag_at(diags, p->pos, DIAG_PASSWORD_SOURCE,
			"the password command printed more than %zu bytes",
			(size_t)SECRET_MAX_BYTES);
	else
		return false;
	diag_fix(diags, "run it by hand: it must print the password as its first line, "
		"little else, and end; --timeout SECONDS gives it more time");
	return true;
}

/* Runs the command; false after reporting. */
static bool
run(struct arena *a, const struct account *account, const struct password *p,
	struct text line, struct vault *vault, struct buf *out, struct diags *diags)
{
	struct process_result r = { 0 };
	bool ok = vault_run(vault, a, account, line, SECRET_MAX_BYTES, &r);

	if (ok && was_stopped(p, vault_seconds(vault), &r, diags))
		ok = false;
	else if (!ok || r.status)
		ok = failed(p, diags);
	else
		buf_add(out, r.out.s ? r.out.s : "", r.out.len);
	process_free(&r);
	return ok;
}

/* A file's beginning; false after reporting. */
static bool
read_file(struct arena *a, const struct password *p, struct buf *out,
	struct diags *diags)
{
	const char *why = NULL;
	int fd = data_open(path_of_user(a, p->file.s), 0, &why);

	if (fd >= 0 && !data_read_all(fd, SECRET_MAX_BYTES, out))
		why = tr(strerror(errno));
	fd_close(&fd);
	if (!why)
		return true;
	diag_at(diags, p->file.pos, DIAG_PASSWORD_SOURCE,
		"the file with the password cannot be read: %s", why);
	return diag_fix(diags, "give a file whose first line is the password");
}

/* What the source gives, its first line and more. False after reporting. */
static bool
fetch(struct arena *a, const struct account *account, const struct password *p,
	const struct style *shell, struct vault *vault, struct buf *out, struct diags *diags)
{
	struct text command;
	const char *value;

	if (text_given(p->file))
		return read_file(a, p, out, diags);
	if (text_given(p->env)) {
		value = getenv(p->env.s);
		buf_puts(out, value ? value : "");
		return true;
	}
	command = secret_command(a, p, shell);
	return text_given(command) ? run(a, account, p, command, vault, out, diags)
		: failed(p, diags);
}

bool
secret_read(struct arena *a, const struct account *account, const struct password *p,
	const struct style *shell, struct vault *vault, struct text *out, struct diags *diags)
{
	struct buf got = { 0 };
	size_t len, i;
	bool fetched, ok;

	if (text_given(p->value)) {
		*out = p->value;
		return true;
	}
	fetched = fetch(a, account, p, shell, vault, &got, diags);
	len = got.len ? strcspn(got.s, "\r\n") : 0;
	ok = fetched && len && len <= SECRET_MAX_BYTES && utf8_valid(got.s, len);
	for (i = 0; ok && i < len; i++)
		ok = (unsigned char)got.s[i] >= 0x20 && got.s[i] != 0x7F;
	if (ok)
		*out = (struct text){ arena_copy(a, got.s, len), len, p->pos, true };
	buf_free(&got);
	return ok || (fetched && failed(p, diags));
}
