#ifndef LOCK_H
#define LOCK_H

#include <stdbool.h>

struct diags;

/* The right to change a client's file while the client does not run. */
struct lock {
	int fd;                 /* of the file that is locked, or -1 */
};

/* Takes the lock on the file that a client holds locked (fcntl, F_WRLCK) while it
 * runs; where that file is missing there is nothing to wait for. It is held until
 * lock_release. False after reporting `locked`: another process has it, or the
 * file cannot be locked. */
bool lock_take(const char *path, struct lock *, struct diags *);
void lock_release(struct lock *);

#endif
