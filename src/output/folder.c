/* Opens and locks the folders in which files change.
 * Used by change.c. */
#include "output/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"

enum { LOCK_TRIES = 3000 };
static const struct timespec lock_pause = { 0, 10000000 };      /* 10 ms */

static const char prefix[] = ".mailgen-", suffix[] = ".tmp";

const char *
folder_temporary(struct arena *a, unsigned n)
{
	return arena_printf(a, "%s%ld-%u%s", prefix, (long)getpid(), n, suffix);
}

static bool
is_temporary(const char *name)
{
	size_t len = strlen(name);

	return len > strlen(prefix) + strlen(suffix)
		&& !strncmp(name, prefix, strlen(prefix))
		&& !strcmp(name + len - strlen(suffix), suffix);
}

static bool
failed(struct diags *diags, const char *what, const char *shown)
{
	int error = errno;

	diag_at(diags, (struct pos){ 0 }, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		shown, tr(strerror(error)));
	return false;
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

	if (!fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISLNK(st.st_mode)) {
		diag_at(diags, (struct pos){ 0 }, DIAG_OCCUPIED,
			"'%s' is a symbolic link, and none is followed", shown);
		return false;
	}
	errno = error;
	return failed(diags, "open the folder", shown);
}

/* Goes down one folder; *fd becomes -1 when it is not there and not to be made. */
static bool
descend(int *fd, const char *name, const char *shown, enum making making,
	struct diags *diags)
{
	int down = open_dir(*fd, name);
	bool ok = true;

	if (down < 0 && errno == ENOENT && making == FOLDERS_MADE
	    && (!mkdirat(*fd, name, 0700) || errno == EEXIST))
		down = open_dir(*fd, name);
	if (down < 0 && !(errno == ENOENT && making == FOLDERS_LOOKED_FOR))
		ok = no_folder(*fd, name, shown, diags);
	close(*fd);
	*fd = down;
	return ok;
}

static int
open_root(struct arena *a, const char *root, enum making making, bool *ok,
	struct diags *diags)
{
	int fd;

	*ok = true;
	if (making == FOLDERS_MADE && !make_root(a, root)) {
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
	*f = (struct folder){ .fd = fd, .dev = st.st_dev, .ino = st.st_ino,
		.shown = shown, .next = *list };
	*list = f;
	return f;
}

bool
folder_open(struct arena *a, const char *root, const char *path,
	enum making making, struct folder **list, struct folder **found,
	struct diags *diags)
{
	const char *slash, *name, *shown = root;
	bool ok;
	int fd = open_root(a, root, making, &ok, diags);

	*found = NULL;
	for (; ok && fd >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		if (slash == path)
			continue;
		name = arena_copy(a, path, (size_t)(slash - path));
		shown = arena_printf(a, "%s/%s", shown, name);
		ok = descend(&fd, name, shown, making, diags);
	}
	if (ok && fd >= 0)
		*found = enlist(a, fd, shown, list);
	else if (fd >= 0)
		close(fd);
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

/* False when it is held too long; a file system may have no locks. */
static bool
lock(struct folder *f)
{
	unsigned i;

	for (i = 0; i < LOCK_TRIES; i++) {
		if (!flock(f->fd, LOCK_EX | LOCK_NB)) {
			f->locked = true;
			return true;
		}
		if (errno != EWOULDBLOCK && errno != EINTR)
			return true;
		nanosleep(&lock_pause, NULL);
	}
	return false;
}

/* What a run that was killed has left. No other run is at work here. */
static void
clear_away(const struct folder *f)
{
	int fd = open_dir(f->fd, ".");
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;
	struct stat st;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((e = readdir(dir)))
		if (is_temporary(e->d_name)
		    && !fstatat(f->fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW)
		    && S_ISREG(st.st_mode))
			unlinkat(f->fd, e->d_name, 0);
	closedir(dir);
}

bool
folder_lock_all(struct arena *a, struct folder **list, struct diags *diags)
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
		if (!lock(all[i])) {
			diag_at(diags, (struct pos){ 0 }, DIAG_LOCKED,
				"another run of mailgen works in the folder '%s'", all[i]->shown);
			diag_fix(diags, "wait until it has ended");
			return false;
		}
		if (all[i]->locked)
			clear_away(all[i]);
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

void
folder_remove(const struct folder *parent, const char *name)
{
	int fd = open_dir(parent->fd, name);

	if (fd < 0)
		return;
	if (!flock(fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK)
		unlinkat(parent->fd, name, AT_REMOVEDIR);
	close(fd);
}

void
folder_close_all(struct folder *list)
{
	for (; list; list = list->next)
		close(list->fd);
}
