#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

struct arena;

/* Whom a folder is left to. */
enum trust {
	TRUST_ALONE,            /* nobody else can add, rename or remove anything in it */
	TRUST_STICKY,           /* or others can, but for what is not theirs (sticky) */
};

/* Opens a folder, to be searched alone (O_PATH), when no other user but root can put
 * another in its place: it and each folder above it belongs to this user or to root, and
 * lets no others write, or is sticky (as sshd's StrictModes). *real, unless NULL, is its
 * path without links. -1 after setting *why, in words for a message. */
int trust_folder(struct arena *, const char *path, enum trust, const char **real,
	const char **why);

/* Is the file, and are the folders above it, such that no other user but root can change
 * it? False after setting *why. */
bool trust_file(struct arena *, const char *path, const char **why);

/* The same, quicker, for a file in a folder of which it is known. */
bool trust_member(struct arena *, const char *path, const char **why);

/* Opens the folder for temporary files, TMPDIR or /tmp, in this way (TRUST_STICKY). */
int trust_temporary(struct arena *, const char **real, const char **why);

#endif
