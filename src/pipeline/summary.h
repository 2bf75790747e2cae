#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "sys/transaction.h"

struct arena;
struct buf;
struct console;
struct options;
struct unit;

/* What became of one file. */
struct file_result {
	const char *path;
	const char *target;     /* NULL: not of one target */
	enum outcome outcome;
	struct file_result *next;
};

/* Adds one behind the others, in the arena. */
void file_result_add(struct arena *, struct file_result **, const char *path,
	const char *target, enum outcome);

/* How an account came out. */
enum unit_result { UNIT_WRITTEN, UNIT_REFUSED, UNIT_FAILED, UNIT_WITHHELD };

/* What a run has done so far, and the saying of it: a line for each file (-v,
 * --dry-run), --report json as it goes along, a summary at the end. Start with
 * summary_open. */
struct summary {
	const struct options *options;
	struct console *console;
	size_t accounts, results[UNIT_WITHHELD + 1];
	size_t outcomes[OUTCOME_REMOVED + 1];
	bool begun;             /* the report has its first account */
};

void summary_open(struct summary *, const struct options *, struct console *);

/* Prints a diff on standard output. */
void summary_diff(struct summary *, struct buf *);

/* One account, or all together when the unit is NULL, and its files. */
void summary_add(struct summary *, const struct unit *, enum unit_result,
	const struct file_result *);

/* Ends the report, and sums up when there is more to say than one account's
 * own findings did. */
void summary_close(struct summary *);

#endif
