#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct buf;
struct literal;

/* What mailgen remembers of one thing that it wrote. */
struct entry {
	const char *hash;       /* of the bytes it wrote there (hash.h), in hexadecimal */
	const char *target;
	const char *account;    /* id; one entry for each that a shared file holds */
	const char *merge;      /* "own", "block" or "prefs" */
	const char *path;       /* below the folder that the record is about */
	const char *const *names;       /* prefs: those it wrote; else none */
	size_t nnames;
	struct entry *next;
};

/* A record of mailgen's, read from its bytes; what is damaged is left out, so
 * that its files count as the user's own. */
struct entry *record_read(struct arena *, struct literal bytes);

/* Adds the text of a record: sorted, so that the same entries make the same bytes. */
void record_write(struct arena *, const struct entry *, struct buf *out);

#endif
