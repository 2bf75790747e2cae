#ifndef SECRET_H
#define SECRET_H

#include <stdbool.h>

#include "model/account.h"

struct arena;
struct diags;
struct style;
struct vault;

/* The shell command that prints the password: the account's own command, or one
 * that reads the file, variable or keyring it names, its words quoted by the
 * style. s NULL when the account gives the password itself or none. */
struct text secret_command(struct arena *, const struct password *,
	const struct style *shell);

/* A command that prints the command given, and runs nothing else. */
struct text secret_probe(struct arena *, struct text command,
	const struct style *shell);

/* One of the account's passwords itself, from wherever it says: runs the command (once
 * for a vault), reads the file or the variable; the first line counts, without its line
 * break.
 * False after reporting password-source; nothing of it is ever in a message. */
bool secret_read(struct arena *, const struct account *, const struct password *,
	const struct style *shell, struct vault *, struct text *out, struct diags *);

#endif
