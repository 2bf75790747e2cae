#ifndef FOLDER_H
#define FOLDER_H

#include <stdbool.h>
#include <sys/types.h>

struct arena;
struct diags;

/* A folder that is open, and perhaps locked. */
struct folder {
	int fd;
	dev_t dev;
	ino_t ino;
	int lock;                       /* the lock file, open and locked; -1: none */
	const char *shown;              /* its path, for messages */
	struct folder *next;
};

enum making { FOLDERS_MADE, FOLDERS_SHARED, FOLDERS_LOOKED_FOR };

/* Opens the folder that the path's last component is in, into the list (which holds
 * a folder once). Links on the way to root are followed, none below it; folders that
 * are missing are made with mode 0700, or 0755 when shared, or *found is NULL. Below root
 * each belongs to this user, to root, or to who has the folder `root`: another could change
 * what is written there. False after reporting. */
bool folder_open(struct arena *, const char *root, const char *path, enum making,
	struct folder **list, struct folder **found, struct diags *);

/* Locks all of them against other runs of mailgen, in an order in which two runs
 * cannot wait for each other, and clears away what a run that was killed has
 * left there. What is locked is a file in the folder that only its owner can open, and
 * that is gone when it is closed. A folder in which nothing changes and nothing is left
 * is not locked; a file system without locks goes without. False after reporting
 * `locked`. */
bool folder_lock_all(struct arena *, struct folder **list, bool changing, struct diags *);

/* Has any of them been removed since it was opened? */
bool folder_any_gone(const struct folder *list);

/* Makes a folder in this one, where it is not there: *made; mode 0: only tells whether it
 * would. False after reporting something else of that name. */
bool folder_make(const struct folder *, const char *name, const char *shown, unsigned mode,
	bool *made, struct diags *);

/* Removes an empty folder in this one; it has a lock file while a run works in it. */
void folder_remove(const struct folder *, const char *name);

/* Closes all of them, which unlocks them. */
void folder_close_all(struct folder *list);

/* The name of the nth temporary file to try, which folder_lock_all knows. */
const char *folder_temporary(struct arena *, unsigned n);

#endif
