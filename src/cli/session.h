#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "cli/options.h"
#include "model/account.h"

struct arena;
struct rule_set;
struct rules;
struct targets;
struct words;

/* One run of the program: what the command line says, and the stores of data
 * it works with. main owns it. */
struct session {
	struct arena *arena;            /* lives as long as the run */
	struct options options;
	struct diags *diags;            /* findings that belong to no account */
	struct words *words;
	struct rules *rules;
	struct targets *targets;
	struct seen *seen;              /* ids of the accounts so far */
	enum status status;             /* the largest so far */
	int findings_fd;                /* where findings go; -1: nowhere */
	struct json_t *results;         /* findings that wait for report_end */
};

/* One account that was read and judged. */
struct subject {
	struct arena *arena;            /* of its own; holds everything below */
	struct account account;
	struct server_list incoming;
	const struct rule_set *rules;   /* what it was judged by; NULL: none */
	struct diags *diags;
	bool ok;                        /* nothing forbids to render it */
	bool kept;                      /* set by a visitor: outlives the visit */
	struct subject *next;           /* free for the visitor */
};

/* Opens the stores: the user's folders below XDG_CONFIG_HOME, those of the
 * command line, the shipped data. False after reporting. */
bool session_open(struct session *);
void session_close(struct session *);

/* Reads every account of the files (words of the command line from `first`
 * on) and calls visit for each, refused ones too; findings are printed behind
 * each visit. False when visit asked to stop. */
bool session_each(struct session *, size_t first,
	bool (*visit)(void *context, struct session *, struct subject *),
	void *context);

/* Forgets the accounts so far: those that come are no duplicates of them. */
void session_forget(struct session *);

/* Prints the findings (report.h), takes note of their status and starts
 * a new list. */
struct diags *session_say(struct session *, struct arena *, struct diags *);

void subject_free(struct subject *);

#endif
