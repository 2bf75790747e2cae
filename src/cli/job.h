#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>

struct diags;
struct session;
struct subject;
struct target;
struct value;

/* The targets that --target names, and the accounts that are to be merged. */
struct job {
	const struct target **targets;
	size_t n;
	bool all;               /* "all": those that an account does not fit are skipped */
	struct subject *kept, **end;    /* in order */
	size_t nkept;
};

/* Finds them. False after reporting one that is unknown or broken, or none. */
bool job_open(struct session *, struct job *);

/* The account as this target sees it; findings go into diags. NULL when it is
 * refused; with "all" that is only a note. */
struct value *job_view(const struct job *, struct session *, struct subject *,
	const struct target *, struct diags *);

/* The same view as what the target's client is asked about: its own, or one
 * whose password commands only print themselves. */
struct value *job_probe(struct session *, struct subject *,
	const struct target *, struct value *view);

/* Reads all accounts of the command line and keeps the good ones. */
void job_keep(struct job *, struct session *, size_t first);

/* The views of all kept accounts that the target can hold, findings into the
 * accounts' own; views and, unless it is NULL, probes have room for nkept.
 * Returns how many there are. */
size_t job_views(const struct job *, struct session *, const struct target *,
	struct value **views, struct value **probes);

/* Prints what is still to be said of the kept accounts and frees them. */
void job_close(struct job *, struct session *);

#endif
