/* Takes the lock that a client holds while it runs.
 * Used where accounts are installed into a client's own file, and removed. */
#include "sys/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"

/* Says who has the file, when the system tells. */
static void
complain(int fd, const char *path, struct diags *diags)
{
	struct flock who = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (!fcntl(fd, F_GETLK, &who) && who.l_type != F_UNLCK && who.l_pid > 0)
		diag_general(diags, DIAG_LOCKED, "process %ld has '%s' locked", (long)who.l_pid,
			path);
	else
		diag_general(diags, DIAG_LOCKED, "another program has '%s' locked", path);
	diag_fix(diags, "end the program that uses this folder, then try again");
}

bool
lock_take(const char *path, struct lock *lock, struct diags *diags)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct stat st;

	lock->fd = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (lock->fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (lock->fd >= 0 && !fstat(lock->fd, &st) && S_ISREG(st.st_mode)) {
		if (!fcntl(lock->fd, F_SETLK, &whole))
			return true;
		if (errno == EACCES || errno == EAGAIN) {
			complain(lock->fd, path, diags);
			lock_release(lock);
			return false;
		}
	} else if (lock->fd >= 0) {
		errno = EINVAL;
	}
	diag_general(diags, DIAG_LOCKED, "cannot lock '%s': %s", path, tr(strerror(errno)));
	lock_release(lock);
	return false;
}

void
lock_release(struct lock *lock)
{
	fd_close(&lock->fd);
}
