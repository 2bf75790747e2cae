#ifndef STATE_H
#define STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

/* The name of a record in the folder it is about. */
#define STATE_NAME ".mailgen"

/* What mailgen remembers of one thing that it wrote. */
struct state_entry {
	const char *hash;       /* of the bytes it wrote there, see state_hash */
	const char *merge;      /* "own", "block" or "prefs" */
	const char *account;    /* id; "-": of all accounts together */
	const char *target;
	const char *path;       /* below the folder that the record is about */
	const char *const *names;       /* prefs: those it wrote; else STATE_SECRET, STATE_FILE */
	size_t nnames;
	struct state_entry *next;
};

/* A record of mailgen's, read from its bytes; what is damaged is left out, so
 * that its files count as the user's own. */
struct state_entry *state_read(struct arena *, struct literal bytes);

/* The text of a record with the entries of both lists, which it has to have while files
 * are on their way from one to the other; NULL: none. It is sorted, so that the same
 * entries make the same bytes; empty without entries. */
struct literal state_text(struct arena *, const struct state_entry *before,
	const struct state_entry *after);

/* Puts entries into the list, each in place of those of the same path, account and
 * target: a run that was killed leaves two. */
void state_put(struct arena *, struct state_entry **list, struct state_entry *more);

/* Removes the entries for which is() says so. */
void state_remove(struct state_entry **list,
	bool (*is)(void *context, const struct state_entry *), void *context);

/* What an entry has among its names whose file, or part of a file, holds passwords; and
 * before the name of the file in the manifest, when its path alone does not tell that. */
#define STATE_SECRET "passwords"
#define STATE_FILE "file="

/* Has it passwords? And that name of its file, or NULL. */
bool state_is_secret(const struct state_entry *);
const char *state_file(const struct state_entry *);

/* The SHA-1 of the bytes in hexadecimal: enough to know one's own file again. */
const char *state_hash(struct arena *, const char *bytes, size_t len);

/* Does the record say that mailgen wrote these very bytes there, as its own
 * file? */
bool state_owns(struct arena *, const struct state_entry *, const char *path,
	struct literal bytes);

#endif
