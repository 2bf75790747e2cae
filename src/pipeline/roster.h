#ifndef ROSTER_H
#define ROSTER_H

#include <stdbool.h>

#include "input/csv.h"

struct arena;
struct diags;
struct node;
struct source;
struct words;

/* A table of accounts (RFC 4180) and the pattern that its rows fill in. The header's
 * columns are fields by their path ("email", "incoming.username") or stand in
 * the pattern as ${column}. */
struct roster;

/* Opens the table that fd gives, and reads its header; the descriptor stays the
 * caller's, name is for messages. The pattern is a file's bytes. NULL after reporting.
 * The roster lives in the arena; names and bytes are borrowed. */
struct roster *roster_open(struct arena *, const struct words *,
	const char *name, int fd, struct source *pattern, struct diags *);

/* Ends reading, at any time. The rest of the roster can still be used. */
void roster_close(struct roster *);

/* Reads the next row, which has as many cells as the header, into the arena. Rows come
 * one after another, in one thread. */
enum csv_step roster_read(struct roster *, struct arena *, struct row *,
	struct diags *);

/* Makes the account of a row, in any thread: its tree, in the arena. Findings in the
 * pattern that these diags get from now on say the row. False after reporting. */
bool roster_apply(const struct roster *, struct arena *, const struct row *,
	struct node **root, struct diags *);

/* Drops the notes and warnings about the pattern that were said of another row, word
 * for word; errors stay. For whoever says findings, in their order. */
void roster_hush(struct roster *, struct diags *);

#endif
