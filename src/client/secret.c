/* Passwords: the command that prints one, and the one itself when asked for.
 * Used by resolve. */
#include "client/secret.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "quote/quote.h"

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
		struct buf rest = { 0 };

		path.s += 2;
		path.len -= 2;
		add_word(a, &rest, path, shell);
		buf_printf(out, "~/%s", rest.s);
		buf_free(&rest);
	} else {
		quote_text(a, path, (struct chain){ &shell, 1 }, out);
	}
}

struct text
secret_command(struct arena *a, const struct password *p,
	const struct style *shell)
{
	struct text command = { .pos = p->pos };
	struct buf out = { 0 };
	size_t i;

	if (text_given(p->command))
		return p->command;
	if (text_given(p->file)) {
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
	if (out.len) {
		command.s = arena_copy(a, out.s, out.len);
		command.len = out.len;
	}
	buf_free(&out);
	return command;
}

struct text
secret_probe(struct arena *a, struct text command, const struct style *shell)
{
	struct buf out = { 0 };

	buf_puts(&out, "printf %s");
	add_word(a, &out, command, shell);
	command.s = arena_copy(a, out.s, out.len);
	command.len = out.len;
	buf_free(&out);
	return command;
}

/* Reads what the command prints; false when it could not be run or failed. */
static bool
run(const char *command, struct buf *out)
{
	char piece[4096];
	size_t n;
	int status;
	FILE *pipe;

	fflush(NULL);
	pipe = popen(command, "r");
	if (!pipe)
		return false;
	setvbuf(pipe, NULL, _IONBF, 0);
	while ((n = fread(piece, 1, sizeof(piece), pipe)) > 0)
		if (out->len < SECRET_MAX_BYTES)
			buf_add(out, piece, n);
	wipe(piece, sizeof(piece));
	status = pclose(pipe);
	return status != -1 && WIFEXITED(status) && !WEXITSTATUS(status);
}

bool
secret_read(struct arena *a, const struct password *p,
	const struct style *shell, struct text *out, struct diags *diags)
{
	struct text command;
	struct buf got = { 0 };
	size_t len;
	bool ok;

	if (text_given(p->value)) {
		*out = p->value;
		return true;
	}
	command = secret_command(a, p, shell);
	ok = text_given(command) && run(command.s, &got) && got.len;
	if (ok) {
		len = strcspn(got.s, "\r\n");
		for (size_t i = 0; i < len; i++)
			ok &= (unsigned char)got.s[i] >= 0x20 && got.s[i] != 0x7F;
		ok &= len && len <= SECRET_MAX_BYTES && utf8_valid(got.s, len);
		*out = (struct text){ arena_copy(a, got.s, len), len, p->pos, true };
	}
	buf_free(&got);
	if (!ok) {
		diag_at(diags, p->pos, DIAG_PASSWORD_SOURCE,
			"the password could not be read: the command failed, or its first "
			"line is empty or holds control characters");
		diag_fix(diags, "run it by hand: it must print the password as its first line");
	}
	return ok;
}
