#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct buf;

/* The name of a record in the folder it is about. */
#define RECORD_NAME ".mailgen"

/* What mailgen remembers of one thing that it wrote. */
struct entry {
	const char *hash;       /* of the bytes it wrote there, see record_hash */
	const char *merge;      /* "own", "block" or "prefs" */
	const char *account;    /* id; "-": of all accounts together */
	const char *target;
	const char *path;       /* below the folder that the record is about */
	const char *const *names;       /* prefs: those it wrote; else what record_secret says */
	size_t nnames;
	struct entry *next;
};

/* A record of mailgen's, read from its bytes; what is damaged is left out, so
 * that its files count as the user's own. */
struct entry *record_read(struct arena *, struct literal bytes);

/* Adds the text of a record: sorted, so that the same entries make the same
 * bytes; none at all without entries. */
void record_write(struct arena *, const struct entry *, struct buf *out);

/* The same with the entries of both lists: what a record has to say while files are
 * on their way from one to the other. */
void record_write_both(struct arena *, const struct entry *before,
	const struct entry *after, struct buf *out);

/* Puts entries into the list, each in place of those of the same path, account and
 * target: a run that was killed leaves two. */
void record_put(struct arena *, struct entry **list, struct entry *more);

/* The one name that an entry has whose file, or part of a file, holds passwords. */
extern const char *const record_secret[1];
bool record_is_secret(const struct entry *);

/* The SHA-1 of the bytes in hexadecimal: enough to know one's own file again. */
const char *record_hash(struct arena *, const char *bytes, size_t len);

/* Does the record say that mailgen wrote these very bytes there, as its own
 * file? */
bool record_owns(struct arena *, const struct entry *, const char *path,
	struct literal bytes);

#endif
