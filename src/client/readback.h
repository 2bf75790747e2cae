#ifndef READBACK_H
#define READBACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/keys.h"
#include "client/resolve.h"

struct arena;
struct diags;
struct rendered;
struct target;
struct value;

/* One value that was meant, and what the client read. */
struct readback_row {
	const char *account;            /* id; NULL: of the file itself */
	const char *key;                /* the client's name for the value */
	const char *meant, *read;       /* read NULL: the client did not name it */
	bool same, secret;              /* secret: neither may be shown */
};

struct readback_report {
	const char *version;            /* what the client says of itself, or NULL */
	bool isolated;                  /* it ran without a network */
	const struct readback_row *rows;
	size_t n, different;
	const char *kept;               /* the private folder, or NULL: it is gone */
	struct word_list commands;      /* that were run in it, as a shell would have them */
	const char *said;               /* its last lines, without passwords, where it was heard;
	                                 * "" or NULL: nothing */
};

/* What a client is asked about: n accounts. */
struct readback_accounts {
	struct value *const *meant, *const *written_from;       /* their views */
	size_t n;
	bool merged;                    /* in one file, where the target has them so */
	const struct rendered *files;
	bool invented;                  /* their passwords are nobody's, and may be shown */
};

/* Writes the files into a private folder, lets the installed client read them
 * with an empty home, no network (where the system lets us) and a time limit (seconds;
 * 0: two minutes), and compares what it read with what was meant, account by account.
 * keep: the folder stays. False after reporting `readback`: the client is not installed,
 * failed, or said nothing that can be understood. */
bool readback_run(struct arena *, const struct target *, const struct readback_accounts *,
	enum passwords, unsigned seconds, bool keep, struct readback_report *,
	struct diags *);

/* Is the client asked about each account by itself? */
bool readback_is_single(const struct target *);

/* Who was asked: the client, as it calls itself, or what stands in for it. */
const char *readback_asked(struct arena *, const struct target *,
	const struct readback_report *);

#endif
