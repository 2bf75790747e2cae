/* Opens and locks the folders in which files change.
 * Used by transaction.c. */
#include "sys/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "sys/signals.h"
#include "sys/write.h"

enum { LOCK_TRIES = 3000, ID_BYTES = 32 };
static const struct timespec lock_pause = { 0, 10000000 };      /* 10 ms */

static const char prefix[] = ".mailgen-", suffix[] = ".tmp";
static const char lock_name[] = ".mailgen.lock";

const char *
folder_temporary(struct arena *a, unsigned n)
{
	return arena_printf(a, "%s%ld-%u%s", prefix, (long)getpid(), n, suffix);
}

/* Behind digits; NULL when there are none. */
static const char *
behind_digits(const char *s)
{
	size_t n = s ? strspn(s, "0123456789") : 0;

	return n ? s + n : NULL;
}

/* Is it a name of folder_temporary's? */
static bool
is_temporary(const char *name)
{
	const char *at;

	if (strncmp(name, prefix, strlen(prefix)))
		return false;
	at = behind_digits(name + strlen(prefix));
	at = at && *at == '-' ? behind_digits(at + 1) : NULL;
	return at && !strcmp(at, suffix);
}

static bool
failed(struct diags *diags, const char *what, const char *shown)
{
	int error = errno;

	return diag_general(diags, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		shown, tr(strerror(error)));
}

/* Makes the folder and those above it, through links. */
static bool
make_root(struct arena *a, const char *root)
{
	char *path = arena_copy(a, root, strlen(root)), *slash;

	for (slash = path + 1; *path && (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST && errno != EISDIR)
			return false;
		*slash = '/';
	}
	return !mkdir(path, 0700) || errno == EEXIST;
}

static int
open_dir(int at, const char *name)
{
	if (!strcmp(name, "..")) {
		errno = EXDEV;  /* no path below a folder leads out of it */
		return -1;
	}
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Says why a folder below the root could not be opened. */
static bool
no_folder(int at, const char *name, const char *shown, struct diags *diags)
{
	int error = errno;
	struct stat st;

	if (!fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISLNK(st.st_mode))
		return diag_general(diags, DIAG_OCCUPIED,
			"'%s' is a symbolic link, and none is followed", shown);
	errno = error;
	return failed(diags, "open the folder", shown);
}

/* Makes a folder, whatever the umask says, and opens it; -1 with errno set. One that
 * another run has just made is opened as it is. */
static int
make_dir(int at, const char *name, mode_t mode, bool *made)
{
	int fd;

	*made = !mkdirat(at, name, 0700);
	if (!*made && errno != EEXIST)
		return -1;
	fd = open_dir(at, name);
	if (fd >= 0 && *made && mode != 0700 && fchmod(fd, mode)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Goes down one folder; *fd becomes -1 when it is not there and not to be made. */
static bool
descend(int *fd, const char *name, const char *shown, enum making making, struct diags *diags)
{
	int down = open_dir(*fd, name);
	bool ok = true, made;

	if (down < 0 && errno == ENOENT && making != FOLDERS_LOOKED_FOR)
		down = make_dir(*fd, name, making == FOLDERS_SHARED ? 0755 : 0700, &made);
	if (down < 0 && !(errno == ENOENT && making == FOLDERS_LOOKED_FOR))
		ok = no_folder(*fd, name, shown, diags);
	close(*fd);
	*fd = down;
	return ok;
}

static int
open_root(struct arena *a, const char *root, enum making making, bool *ok, struct diags *diags)
{
	int fd;

	*ok = true;
	if (making != FOLDERS_LOOKED_FOR && !make_root(a, root)) {
		*ok = failed(diags, "make the folder", root);
		return -1;
	}
	fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 && !(errno == ENOENT && making == FOLDERS_LOOKED_FOR))
		*ok = failed(diags, "open the folder", root);
	return fd;
}

/* Puts the open folder into the list, unless it is there. */
static struct folder *
enlist(struct arena *a, int fd, const char *shown, struct folder **list)
{
	struct folder *f;
	struct stat st = { 0 };

	fstat(fd, &st);
	for (f = *list; f; f = f->next)
		if (f->dev == st.st_dev && f->ino == st.st_ino) {
			close(fd);
			return f;
		}
	f = arena_alloc(a, 1, sizeof(*f));
	*f = (struct folder){ .fd = fd, .lock = -1, .dev = st.st_dev, .ino = st.st_ino,
		.shown = shown, .next = *list };
	*list = f;
	return f;
}

/* Is the folder left to nobody else? False after reporting. */
static bool
is_ours(int fd, uid_t owner, const char *shown, struct diags *diags)
{
	struct stat st;

	if (fd < 0 || fstat(fd, &st) || !st.st_uid || st.st_uid == geteuid()
	    || st.st_uid == owner)
		return true;
	diag_general(diags, DIAG_OCCUPIED,
		"the folder '%s' belongs to another user, who could change what is in it", shown);
	return diag_fix(diags, "write to a folder of your own; root installs for a user with "
		"--install --owner USER");
}

bool
folder_open(struct arena *a, const char *root, const char *path,
	enum making making, struct folder **list, struct folder **found,
	struct diags *diags)
{
	const char *slash, *name, *shown = root;
	struct stat top;
	bool ok;
	int fd = open_root(a, root, making, &ok, diags);

	*found = NULL;
	if (fd >= 0 && fstat(fd, &top))
		ok = failed(diags, "open the folder", root);
	for (; ok && fd >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		if (slash == path)
			continue;
		name = arena_copy(a, path, (size_t)(slash - path));
		shown = arena_printf(a, "%s/%s", shown, name);
		ok = descend(&fd, name, shown, making, diags)
			&& is_ours(fd, top.st_uid, shown, diags);
	}
	if (ok && fd >= 0)
		*found = enlist(a, fd, shown, list);
	else
		fd_close(&fd);
	return ok;
}

static int
compare(const void *left, const void *right)
{
	const struct folder *a = *(struct folder *const *)left;
	const struct folder *b = *(struct folder *const *)right;

	if (a->dev != b->dev)
		return a->dev < b->dev ? -1 : 1;
	return a->ino < b->ino ? -1 : a->ino > b->ino;
}

/* ---- locks ---- */

enum locking { LOCK_TAKEN, LOCK_BUSY, LOCK_NONE };

/* Is it a lock file, of this user's or of who has the folder? Another user could keep
 * its own locked for ever; and a file that has more names or more in it than the number
 * of a process is not to be written to. */
static bool
may_lock(const struct folder *f, const struct stat *file)
{
	struct stat st;

	return S_ISREG(file->st_mode) && file->st_nlink <= 1 && file->st_size < ID_BYTES
		&& (file->st_uid == geteuid()
		|| (!fstat(f->fd, &st) && file->st_uid == st.st_uid));
}

/* Is the file that was locked still the one of that name? Who had it has removed it. */
static bool
is_current(const struct folder *f, int fd)
{
	struct stat locked, there;

	return !fstat(fd, &locked) && !fstatat(f->fd, lock_name, &there, AT_SYMLINK_NOFOLLOW)
		&& locked.st_dev == there.st_dev && locked.st_ino == there.st_ino;
}

/* Why there is no open lock file: another's is in the way, or there can be none. */
static enum locking
cannot_open(const struct folder *f)
{
	struct stat st;

	return fstatat(f->fd, lock_name, &st, AT_SYMLINK_NOFOLLOW) ? LOCK_NONE : LOCK_BUSY;
}

static enum locking
try_lock(struct folder *f)
{
	int fd = openat(f->fd, lock_name,
		O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	enum locking result = LOCK_BUSY;
	struct stat st;
	char id[ID_BYTES];

	if (fd < 0)
		return cannot_open(f);
	if (!fstat(fd, &st) && may_lock(f, &st)) {
		if (!flock(fd, LOCK_EX | LOCK_NB))
			result = is_current(f, fd) ? LOCK_TAKEN : LOCK_BUSY;
		else if (errno != EWOULDBLOCK && errno != EINTR)
			result = LOCK_NONE;
	}
	if (result == LOCK_NONE)
		unlinkat(f->fd, lock_name, 0);
	if (result != LOCK_TAKEN) {
		close(fd);
		return result;
	}
	f->lock = fd;
	snprintf(id, sizeof(id), "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) || !write_all(fd, id, strlen(id))) {
		/* nobody will be told who it is */
	}
	return LOCK_TAKEN;
}

/* False when another has it too long, or when the end was asked for. */
static bool
wait_for_lock(struct folder *f)
{
	unsigned i;

	for (i = 0; i < LOCK_TRIES && !signals_received(); i++) {
		if (try_lock(f) != LOCK_BUSY)
			return true;
		nanosleep(&lock_pause, NULL);
	}
	return false;
}

static void
unlock(struct folder *f)
{
	if (f->lock < 0)
		return;
	unlinkat(f->fd, lock_name, 0);
	close(f->lock);
	f->lock = -1;
}

/* Says who has it, when that is known. */
static bool
complain(struct arena *a, const struct folder *f, struct diags *diags)
{
	int fd = openat(f->fd, lock_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char id[ID_BYTES] = "";
	ssize_t n = fd < 0 ? -1 : read(fd, id, sizeof(id) - 1);
	long pid = n > 0 ? strtol(id, NULL, 10) : 0;

	fd_close(&fd);
	if (pid > 0 && (!kill((pid_t)pid, 0) || errno == EPERM))
		diag_general(diags, DIAG_LOCKED,
			"another run of mailgen, process %ld, works in the folder '%s'", pid,
			f->shown);
	else
		diag_general(diags, DIAG_LOCKED,
			"another run of mailgen works in the folder '%s'", f->shown);
	return diag_fix(diags, "wait until it has ended; when there is none, remove '%s'",
		arena_printf(a, "%s/%s", f->shown, lock_name));
}

/* Removes a file, unless a program has locked it. */
static void
clear_one(int folder, const char *name)
{
	struct stat st;
	int fd = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode)
	    && (!flock(fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK))
		unlinkat(folder, name, 0);
	close(fd);
}

/* Goes through what a run that was killed has left: to find out, or to remove it, which
 * is for who has the lock. True when there is something. */
static bool
rest(const struct folder *f, bool clear)
{
	int fd = open_dir(f->fd, ".");
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;
	bool any = false;

	if (!dir)
		fd_close(&fd);
	while (dir && (e = readdir(dir)))
		if (is_temporary(e->d_name)) {
			any = true;
			if (clear)
				clear_one(f->fd, e->d_name);
		} else {
			any |= !strcmp(e->d_name, lock_name);
		}
	if (dir)
		closedir(dir);
	return any;
}

bool
folder_lock_all(struct arena *a, struct folder **list, bool changing, struct diags *diags)
{
	struct folder **all, *f;
	size_t n = 0, i;

	for (f = *list; f; f = f->next)
		n++;
	all = arena_alloc(a, n, sizeof(*all));
	for (f = *list, i = 0; f; f = f->next)
		all[i++] = f;
	qsort(all, n, sizeof(*all), compare);
	for (i = 0; i < n; i++) {
		if (!changing && !rest(all[i], false))
			continue;
		if (!wait_for_lock(all[i]))
			return signals_received() ? false : complain(a, all[i], diags);
		if (all[i]->lock >= 0)
			rest(all[i], true);
	}
	return true;
}

bool
folder_any_gone(const struct folder *list)
{
	struct stat st;

	for (; list; list = list->next)
		if (!fstat(list->fd, &st) && !st.st_nlink)
			return true;
	return false;
}

bool
folder_make(const struct folder *parent, const char *name, const char *shown, unsigned mode,
	bool *made, struct diags *diags)
{
	int fd = open_dir(parent->fd, name);

	*made = fd < 0 && errno == ENOENT;
	if (*made && !mode)
		return true;
	if (*made)
		fd = make_dir(parent->fd, name, mode, made);
	if (fd < 0)
		return no_folder(parent->fd, name, shown, diags);
	close(fd);
	return true;
}

void
folder_remove(const struct folder *parent, const char *name)
{
	unlinkat(parent->fd, name, AT_REMOVEDIR);
}

void
folder_close_all(struct folder *list)
{
	for (; list; list = list->next) {
		unlock(list);
		close(list->fd);
	}
}
