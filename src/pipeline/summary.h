#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/transaction.h"

struct arena;
struct buf;
struct session;
struct unit;

/* What became of one file. */
struct told {
	const char *path;
	const char *target;     /* NULL: not of one target */
	enum outcome outcome;
	struct told *next;
};

/* Adds one behind the others, in the arena. */
void told_add(struct arena *, struct told **, const char *path,
	const char *target, enum outcome);

/* How an account came out. */
enum fate { FATE_WRITTEN, FATE_REFUSED, FATE_FAILED, FATE_WITHHELD };

/* What a run has done so far, and the saying of it: a line for each file (-v,
 * --dry-run), --report json as it goes along, a summary at the end. Start with
 * tally_open. */
struct tally {
	struct session *session;
	size_t accounts, fates[FATE_WITHHELD + 1];
	size_t outcomes[OUTCOME_REMOVED + 1];
	bool begun;             /* the report has its first account */
};

void tally_open(struct tally *, struct session *);

/* Prints a diff on standard output. */
void tally_show(struct tally *, struct buf *);

/* One account, or all together when subject is NULL, and its files. */
void tally_add(struct tally *, const struct unit *, enum fate,
	const struct told *);

/* Ends the report, and sums up when there is more to say than one account's
 * own findings did. */
void tally_close(struct tally *);

#endif
