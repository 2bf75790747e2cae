#ifndef ASKING_H
#define ASKING_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "client/resolve.h"
#include "sys/scratch.h"

struct arena;
struct buf;
struct diags;
struct readback_report;
struct readback_row;
struct rendered;
struct target;
struct value;

/* What one read-back works on. */
struct asking {
	struct arena *arena;
	const struct target *target;
	struct diags *diags;
	bool secretive;                 /* what the client says may hold a password */
	struct word_list secrets;       /* not to be shown */
	struct scratch scratch;         /* the private folder */
	const char *file;               /* the file in it that is asked about */
	const char *from;               /* for an import: where the file stood, and the user's
					 * home; else NULL */
	const char *user_home;
	const struct value *accounts;   /* the views of the file's accounts, linked */
	const struct value *of_file;    /* the view of the file, until it was compared */
	const char *id;                 /* of the account that is asked about, or "" */
	unsigned long index;            /* of its entry that is asked about, or 0 */
	struct readback_row *rows;
	size_t n;
	unsigned seconds;               /* time limit; 0: two minutes */
	struct readback_report *report;
};

/* Is there all that asking takes, and may it be run? False after reporting. */
bool asking_possible(struct asking *);

/* Fills the private folder, which the caller opened and closes: an empty home, the
 * target's own files, and what was rendered. False after reporting. */
bool asking_prepare(struct asking *, const struct rendered *files);

/* A word of a command or a line with its {places} filled in, in the arena. */
const char *asking_fill(struct asking *, const char *word);

/* What a program that reads back finds in its environment; ends in NULL. */
const char *const *asking_environment(struct asking *);

/* Takes down, for the report, a command as a shell would have it. */
void asking_note(struct asking *, const char *const *argv, const char *const *env);

/* Takes down the client's version, where it says one. False after reporting that it
 * cannot be started, or when a signal asked mailgen to end. */
bool asking_version(struct asking *);

/* What the client says to a command of the manifest, when it has nothing to complain of, or
 * what is in the file that is read in its place; the caller frees it. False after
 * reporting, or at a signal. */
bool asking_listen(struct asking *, const char *command, struct buf *);

/* The same as a tree, by the format of the target; the caller releases it. NULL after
 * reporting, or at a signal. */
json_t *asking_tree(struct asking *, const char *command);

/* Adds a row of what is meant and what was read (NULL: nothing), about the account of the
 * view. */
struct readback_row *asking_row(struct asking *, const struct value *view, const char *key,
	const char *meant, const char *read);

#endif
