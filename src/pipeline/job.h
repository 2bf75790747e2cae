#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"

struct rendered;
struct session;
struct unit;
struct tally;
struct target;
struct value;

/* The targets that --target names, and the accounts that are to be merged. */
struct job {
	const struct target **targets;
	size_t n;
	bool all;               /* "all": those that an account does not fit are skipped */
	struct unit *kept, **end;    /* in order */
	struct table ids;               /* of those that job_keep kept */
	size_t nkept, nrefused;
	size_t nunfit;          /* kept ones that a client cannot have */
};

/* What a client is configured with, or what it is only asked about: then
 * password commands that it would run print themselves instead. */
enum job_form { JOB_REAL, JOB_PROBE };

/* What was made of one account for one target. */
struct made {
	struct value *view;             /* what is meant */
	struct value *source;           /* what the files are made from */
	struct rendered *files;
};

/* Finds them. False after reporting one that is unknown or broken, or none. */
bool job_open(struct session *, struct job *);

/* One account for one target: its view and its files. Findings go into the account's.
 * False when it is refused; with "all" that is only a note. */
bool job_make(const struct job *, struct session *, struct unit *,
	const struct target *, enum job_form, struct made *);


/* Is the account of this id among the kept ones? */
bool job_has(const struct job *, const char *id);

/* Reads all accounts of the command line and keeps the good ones. */
void job_keep(struct job *, struct session *, size_t first);

/* The views of all kept accounts that the target can hold, findings into their own:
 * what is meant, and what files are made from (or the same array). Both have room for
 * nkept. Returns how many there are. */
size_t job_views(struct job *, struct session *, const struct target *,
	enum job_form, struct value **views, struct value **sources);

/* The same with their shared files; NULL without any, or after reporting into the
 * session's findings. */
size_t job_merge(struct job *, struct session *, const struct target *,
	enum job_form, struct value **views, struct rendered **files);

/* Is the client one of those that --target names? Without any, each is. */
bool job_means(const struct job *, const char *target);

/* Does an account that is refused keep all from being written? */
bool job_withheld(const struct job *, const struct session *);

/* Counts the accounts, read and refused, of a run over all together. */
void job_count(const struct job *, struct tally *);

/* Prints what is still to be said of the kept accounts and frees them. */
void job_close(struct job *, struct session *);

#endif
