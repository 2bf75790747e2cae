/* Private folders that do not stay: made and removed by descriptor.
 * Used to have a client read files in a place of its own. */
#include "sys/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/trust.h"
#include "sys/write.h"

enum { NAME_TRIES = 100, DEPTH_MAX = 64, ROUNDS = 100000 };
enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

static const char prefix[] = "mailgen-private-", kept[] = "mailgen-kept-";

/* ---- removing ---- */

/* Opens a folder in another, also one whose owner has closed it. */
static int
open_in(int parent, const char *name)
{
	int fd = openat(parent, name, FOLDER_FLAGS);
	struct stat st;

	if (fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISDIR(st.st_mode))
		return fd;
	if ((st.st_mode & 0700) == 0700 || fchmodat(parent, name, 0700, AT_SYMLINK_NOFOLLOW))
		return fd;
	fd_close(&fd);
	return openat(parent, name, FOLDER_FLAGS);
}

/* How far removing has come. */
struct removing {
	int top;
	unsigned long done;             /* removed or moved in this round */
	unsigned long moved;            /* in all */
};

static void empty(struct removing *, int fd, unsigned depth);

/* Removes one name. What is too deep goes to the top, for another round. */
static void
remove_one(struct removing *r, int fd, const char *name, unsigned depth)
{
	char up[32];
	int down;

	if (!unlinkat(fd, name, 0)) {
		r->done++;
		return;
	}
	down = open_in(fd, name);
	if (down < 0)
		return;
	if (depth == DEPTH_MAX) {
		snprintf(up, sizeof(up), "deep-%lu", r->moved++);
		r->done += !renameat(fd, name, r->top, up);
		close(down);
		return;
	}
	empty(r, down, depth + 1);
	r->done += !unlinkat(fd, name, AT_REMOVEDIR);
}

/* Removes what is in a folder, and closes it. */
static void
empty(struct removing *r, int fd, unsigned depth)
{
	DIR *dir = fdopendir(fd);
	const struct dirent *e;

	if (!dir) {
		close(fd);
		return;
	}
	while ((e = readdir(dir)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			remove_one(r, dirfd(dir), e->d_name, depth);
	closedir(dir);
}

/* Removes a folder with all that is in it; false with errno set. */
static bool
remove_all(int parent, const char *name)
{
	struct removing r = { .top = open_in(parent, name) };
	unsigned round = 0;
	bool gone = false;
	int fd;

	if (r.top < 0)
		return false;
	do {
		r.done = 0;
		fd = open_in(r.top, ".");
		if (fd >= 0)
			empty(&r, fd, 0);
		gone = !unlinkat(parent, name, AT_REMOVEDIR);
	} while (!gone && r.done && ++round < ROUNDS);
	close(r.top);
	return gone;
}

/* What a run that was killed has left: a folder of this user's that nobody has locked. */
static void
clear_one(int parent, const char *name)
{
	struct stat st;
	int fd;

	if (fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) || st.st_uid != geteuid()
	    || !S_ISDIR(st.st_mode))
		return;
	fd = open_in(parent, name);
	if (fd < 0)
		return;
	if (!flock(fd, LOCK_EX | LOCK_NB))
		remove_all(parent, name);
	close(fd);
}

static void
clear_left(int parent)
{
	int fd = openat(parent, ".", FOLDER_FLAGS);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;

	if (!dir) {
		fd_close(&fd);
		return;
	}
	while ((e = readdir(dir)))
		if (!strncmp(e->d_name, prefix, strlen(prefix)))
			clear_one(parent, e->d_name);
	closedir(dir);
}

/* ---- making ---- */

static bool
is_ours(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && st.st_uid == geteuid() && st.st_nlink;
}

/* Makes the folder and locks it; -1 with errno set. One that another run has found
 * before it was locked, and taken for left over, is given up. */
static int
make(struct scratch *s)
{
	unsigned i;
	int fd = -1;

	for (i = 0; i < NAME_TRIES; i++) {
		s->name = arena_printf(s->arena, "%s%ld-%lx-%x",
			s->keep ? kept : prefix, (long)getpid(),
			(unsigned long)clock_ms(), i);
		if (mkdirat(s->parent, s->name, 0700)) {
			if (errno == EEXIST)
				continue;
			return -1;
		}
		fd = openat(s->parent, s->name, FOLDER_FLAGS);
		if (fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB) && is_ours(fd))
			return fd;
		fd_close(&fd);
	}
	errno = EEXIST;
	return -1;
}

bool
scratch_open(struct arena *a, struct scratch *s, bool keep, struct diags *diags)
{
	const char *folder = getenv("TMPDIR"), *why = NULL;

	*s = (struct scratch){ .arena = a, .fd = -1, .keep = keep };
	s->parent = trust_temporary(a, &s->path, &why);
	if (s->parent >= 0) {
		clear_left(s->parent);
		s->fd = make(s);
		why = tr(strerror(errno));
	}
	if (s->fd >= 0) {
		s->path = arena_printf(a, "%s/%s", s->path, s->name);
		return true;
	}
	folder = folder && *folder ? folder : "/tmp";
	diag_general(diags, DIAG_WRITE, "cannot make a private folder in '%s': %s",
		text_escaped(a, folder, strlen(folder)), why);
	diag_fix(diags, "set TMPDIR to a folder that is yours, below folders that only you or "
		"root can change, or to /tmp");
	fd_close(&s->parent);
	return false;
}

static bool
failed(const struct scratch *s, const char *path, struct diags *diags)
{
	const char *why = tr(strerror(errno));

	return diag_general(diags, DIAG_WRITE, "cannot write '%s': %s",
		arena_printf(s->arena, "%s/%s", s->path, path), why);
}

/* Makes the folders on the way and opens the last one; -1 with errno set. */
static int
open_way(const struct scratch *s, const char *path, const char **name)
{
	int fd = fcntl(s->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1), down;
	const char *slash, *folder;

	for (*name = path; fd >= 0 && (slash = strchr(*name, '/')); *name = slash + 1) {
		folder = arena_copy(s->arena, *name, (size_t)(slash - *name));
		down = mkdirat(fd, folder, 0700) && errno != EEXIST ? -1
			: openat(fd, folder, FOLDER_FLAGS);
		close(fd);
		fd = down;
	}
	return fd;
}

bool
scratch_folder(struct scratch *s, const char *path, struct diags *diags)
{
	const char *name;
	int fd = open_way(s, path, &name);
	bool ok = fd >= 0 && !mkdirat(fd, name, 0700);

	fd_close(&fd);
	return ok || failed(s, path, diags);
}

bool
scratch_file(struct scratch *s, const char *path, struct literal bytes, unsigned mode,
	struct diags *diags)
{
	const char *name;
	int way = open_way(s, path, &name);
	int fd = way < 0 ? -1 : openat(way, name,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write_all(fd, bytes.s, bytes.len) && !fchmod(fd, mode);

	if (fd >= 0)
		ok &= !close(fd);
	fd_close(&way);
	return ok || failed(s, path, diags);
}

bool
scratch_close(struct scratch *s, struct diags *diags)
{
	bool ok = s->keep || remove_all(s->parent, s->name);
	const char *why = tr(strerror(errno));

	close(s->fd);
	close(s->parent);
	if (ok)
		return true;
	diag_general(diags, DIAG_WRITE, "the private folder '%s' cannot be removed: %s",
		s->path, why);
	return diag_fix(diags, "remove it by hand: there may be passwords in it");
}
