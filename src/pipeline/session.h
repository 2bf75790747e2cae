#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "pipeline/once.h"
#include "pipeline/options.h"
#include "pipeline/progress.h"

struct arena;
struct rule_set;
struct rules;
struct spool;
struct targets;
struct unit;
struct vault;
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
	struct arena *seen_arena;
	struct vault *vault;            /* passwords; main's */
	enum status status;             /* the largest so far */
	int findings_fd;                /* where findings go; -1: nowhere */
	struct once once;               /* notes so far */
	bool begun;                     /* the document that report_end ends */
	struct session *copies;         /* see session_copy; linked by `next` */
	struct session *next;
	bool twice;                     /* the accounts will be read again */
	struct spool *spools;           /* of reader.c */
	struct progress progress;
	void *own;                      /* what a visitor keeps for this session's thread */
};

/* Opens the stores: the user's folders below XDG_CONFIG_HOME, those of the
 * command line, the shipped data. False after reporting. */
bool session_open(struct session *);
void session_close(struct session *);

/* The nth copy, with stores of its own for another thread. It stays open as long as
 * the session: what was judged with it borrows from its rules. NULL after a
 * failure that opening the session would have reported. */
struct session *session_copy(struct session *, size_t n);

/* Compares it with the accounts so far: their ids and logins differ. */
void session_compare(struct session *, struct unit *);

/* Forgets the accounts so far: those that come are no duplicates of them. */
void session_forget(struct session *);

/* Reports a command line that cannot be carried out. */
void usage_error(struct session *, const char *what, const char *fix);

/* Prints the findings (report.h), takes note of their status and starts
 * a new list. */
struct diags *session_say(struct session *, struct arena *, struct diags *);

#endif
