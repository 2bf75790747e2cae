/* Which folders no other user can change: for temporary files, and for what is run.
 * Used where files are made that hold secrets or that programs are started from. */
#include "base/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/text.h"

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* One look at a path. */
struct look {
	struct arena *arena;
	uid_t root;             /* who owns "/" can do anything: 0, or another in a container */
	enum trust trust;
	const char **why;
};

static const char *
user_name(struct arena *a, uid_t uid)
{
	struct passwd *user = NULL, entry;
	char room[4096];

	if (!getpwuid_r(uid, &entry, room, sizeof(room), &user) && user)
		return arena_printf(a, "%s", user->pw_name);
	return arena_printf(a, "%lu", (unsigned long)uid);
}

/* May others write there? A group of the owner's own name and number has no others. */
static bool
is_open(const struct stat *st)
{
	return (st->st_mode & 002) || ((st->st_mode & 020) && st->st_gid != st->st_uid);
}

static bool
complain(struct look *l, const char *path, const struct stat *st)
{
	const char *shown = text_escaped(l->arena, path, strlen(path));

	if (st->st_uid && st->st_uid != geteuid() && st->st_uid != l->root)
		*l->why = arena_printf(l->arena, tr("'%s' belongs to the user '%s'"), shown,
			user_name(l->arena, st->st_uid));
	else
		*l->why = arena_printf(l->arena, tr("other users can change '%s'"), shown);
	return false;
}

static bool
is_trusted(struct look *l, const char *path, const struct stat *st, enum trust trust)
{
	bool owned = !st->st_uid || st->st_uid == geteuid() || st->st_uid == l->root;

	if (owned && (!is_open(st) || (trust == TRUST_STICKY && (st->st_mode & S_ISVTX))))
		return true;
	return complain(l, path, st);
}

/* Goes down to a folder whose path has no links: each is looked at before the next one
 * is opened. -1 after setting *why. */
static int
descend(struct look *l, const char *real)
{
	char *path = arena_copy(l->arena, real, strlen(real)), *at = path, *name;
	int fd = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), down;
	struct stat st;
	bool last;

	if (fd >= 0 && !fstat(fd, &st))
		l->root = st.st_uid;
	while (fd >= 0) {
		last = !at[strspn(at, "/")];
		if (fstat(fd, &st) || !is_trusted(l, at == path ? "/" : real, &st,
		    last ? l->trust : TRUST_STICKY))
			break;
		if (last)
			return fd;
		name = at + strspn(at, "/");
		at = name + strcspn(name, "/");
		real = arena_copy(l->arena, path, (size_t)(at - path));
		name = arena_copy(l->arena, name, (size_t)(at - name));
		down = openat(fd, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (down < 0)
			*l->why = tr(strerror(errno));
		close(fd);
		fd = down;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static const char *
resolved(struct arena *a, const char *path, const char **why)
{
	char real[PATH_MAX];

	if (realpath(path, real))
		return arena_copy(a, real, strlen(real));
	*why = tr(strerror(errno));
	return NULL;
}

int
trust_folder(struct arena *a, const char *path, enum trust trust, const char **real,
	const char **why)
{
	struct look l = { .arena = a, .trust = trust, .why = why };
	const char *found = resolved(a, path, why);

	if (real)
		*real = found;
	return found ? descend(&l, found) : -1;
}

bool
trust_file(struct arena *a, const char *path, const char **why)
{
	struct look l = { .arena = a, .trust = TRUST_ALONE, .why = why };
	const char *real = resolved(a, path, why);
	struct stat st;
	bool ok;
	int fd;

	if (!real)
		return false;
	fd = descend(&l, path_folder(a, real));
	if (fd < 0)
		return false;
	ok = !fstatat(fd, path_name(real), &st, AT_SYMLINK_NOFOLLOW);
	if (!ok)
		*why = tr(strerror(errno));
	close(fd);
	return ok && is_trusted(&l, real, &st, TRUST_ALONE);
}

bool
trust_member(struct arena *a, const char *path, const char **why)
{
	struct look l = { .arena = a, .why = why };
	struct stat st, top;

	if (lstat(path, &st) || stat("/", &top) || S_ISLNK(st.st_mode))
		return trust_file(a, path, why);
	l.root = top.st_uid;
	return is_trusted(&l, path, &st, TRUST_ALONE);
}

int
trust_temporary(struct arena *a, const char **real, const char **why)
{
	const char *dir = getenv("TMPDIR");

	return trust_folder(a, dir && *dir ? dir : "/tmp", TRUST_STICKY, real, why);
}
