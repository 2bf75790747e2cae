/* What is done to one path: a file beside it, an exchange, the way back.
 * Used by change.c. */
#include "output/step.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "output/change.h"
#include "output/folder.h"
#include "output/write.h"

enum { NAME_TRIES = 1000 };

bool
step_failed(struct changing *c, const struct step *s, const char *what)
{
	int error = errno;

	diag_at(c->diags, (struct pos){ 0 }, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		change_path(c->arena, s->piece->root, s->piece->path), tr(strerror(error)));
	return false;
}

bool
step_occupied(struct changing *c, const struct step *s, const char *what)
{
	return change_occupied(c->arena, c->diags, s->piece->root, s->piece->path,
		what, NULL);
}

/* Makes a file of the first free name; -1 with errno set. */
static int
make_file(struct changing *c, const struct step *s, const char **name)
{
	unsigned tries;
	int fd;

	for (tries = 0; tries < NAME_TRIES; tries++) {
		*name = folder_temporary(c->arena, c->names++);
		fd = openat(s->folder->fd, *name,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	if (fd < 0)
		*name = NULL;
	return fd;
}

/* Fills and closes a new file; false with errno set. */
static bool
fill(int fd, struct literal bytes, unsigned mode)
{
	bool ok = write_all(fd, bytes.s, bytes.len) && !fchmod(fd, mode) && !fsync(fd);
	int error = errno;

	if (close(fd) && ok)
		return false;
	errno = error;
	return ok;
}

bool
step_prepare(struct changing *c, struct step *s)
{
	const struct piece *p = s->piece;
	int fd = make_file(c, s, &s->temporary);

	if (fd < 0)
		return step_failed(c, s, "write beside");
	/* only root can give a file away; for others the owner is right */
	if (s->there && fchown(fd, s->seen.st_uid, s->seen.st_gid) && errno != EPERM) {
		step_failed(c, s, "write");
		close(fd);
		return false;
	}
	return fill(fd, (struct literal){ p->bytes, p->len }, p->mode)
		|| step_failed(c, s, "write");
}

/* A copy for file systems without links; false with errno set. */
static bool
copy_old(const struct step *s, const char *name)
{
	int fd = openat(s->folder->fd, name,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return false;
	if (fill(fd, s->old, s->seen.st_mode & 0700))
		return true;
	unlinkat(s->folder->fd, name, 0);
	errno = EIO;
	return false;
}

bool
step_keep_old(struct changing *c, struct step *s)
{
	int fd = s->folder->fd;
	const char *name;
	unsigned n;

	for (n = 1; n <= NAME_TRIES; n++) {
		name = arena_printf(c->arena, "%s.~%u~", s->name, n);
		if (!linkat(fd, s->name, fd, name, 0)
		    || (errno != EEXIST && copy_old(s, name))) {
			s->backup = name;
			return true;
		}
		if (errno != EEXIST)
			break;
	}
	return step_failed(c, s, "keep the old file of");
}

/* ---- changing paths ---- */

/* renameat2(2), which file systems may not know. */
static int
rename_with(int fd, const char *from, const char *to, unsigned flags)
{
	return renameat2(fd, from, fd, to, flags);
}

static bool
unknown_flag(void)
{
	return errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
}

/* Is the file of this name the one that was looked at, unchanged? */
static bool
is_seen(const struct step *s, const char *name)
{
	struct stat st;

	return !fstatat(s->folder->fd, name, &st, AT_SYMLINK_NOFOLLOW)
		&& st.st_dev == s->seen.st_dev && st.st_ino == s->seen.st_ino
		&& st.st_size == s->seen.st_size
		&& st.st_mtim.tv_sec == s->seen.st_mtim.tv_sec
		&& st.st_mtim.tv_nsec == s->seen.st_mtim.tv_nsec;
}

static const char changed_meanwhile[] = "a file that changed while it was looked at";

/* Puts a new file where there was none. */
static bool
put_new(struct changing *c, struct step *s)
{
	int fd = s->folder->fd, error;

	error = rename_with(fd, s->temporary, s->name, RENAME_NOREPLACE);
	if (error && unknown_flag() && !linkat(fd, s->temporary, fd, s->name, 0))
		error = unlinkat(fd, s->temporary, 0);
	else if (error && errno == EPERM)
		error = renameat(fd, s->temporary, fd, s->name);
	if (!error) {
		s->temporary = NULL;
		return true;
	}
	return errno == EEXIST ? step_occupied(c, s, changed_meanwhile)
		: step_failed(c, s, "write");
}

/* Keeps the old file under a temporary name, for file systems that cannot
 * exchange two. */
static bool
replace_plainly(struct changing *c, struct step *s)
{
	int fd = s->folder->fd;
	const char *aside = folder_temporary(c->arena, c->names++);

	if (!is_seen(s, s->name))
		return step_occupied(c, s, changed_meanwhile);
	if (linkat(fd, s->name, fd, aside, 0) && !copy_old(s, aside))
		return step_failed(c, s, "replace");
	if (renameat(fd, s->temporary, fd, s->name)) {
		step_failed(c, s, "replace");
		unlinkat(fd, aside, 0);
		return false;
	}
	s->temporary = aside;
	return true;
}

/* Puts the new file in the place of the old one, which gets the temporary
 * name: had it changed meanwhile, it goes back. */
static bool
replace(struct changing *c, struct step *s)
{
	int fd = s->folder->fd;

	if (rename_with(fd, s->temporary, s->name, RENAME_EXCHANGE))
		return unknown_flag() ? replace_plainly(c, s) : step_failed(c, s, "replace");
	if (is_seen(s, s->temporary))
		return true;
	if (rename_with(fd, s->temporary, s->name, RENAME_EXCHANGE))
		s->temporary = NULL;    /* never remove what is not ours */
	return step_occupied(c, s, changed_meanwhile);
}

static bool
take_away(struct changing *c, struct step *s)
{
	int fd = s->folder->fd;
	const char *aside = folder_temporary(c->arena, c->names++);
	int error = rename_with(fd, s->name, aside, RENAME_NOREPLACE);

	if (error && unknown_flag())
		error = renameat(fd, s->name, fd, aside);
	if (error)
		return step_failed(c, s, "remove");
	if (!is_seen(s, aside)) {
		rename_with(fd, aside, s->name, RENAME_NOREPLACE);
		return step_occupied(c, s, changed_meanwhile);
	}
	s->temporary = aside;
	return true;
}

bool
step_apply(struct changing *c, struct step *s)
{
	static bool (*const how[])(struct changing *, struct step *) = {
		[OUTCOME_CREATED] = put_new, [OUTCOME_CHANGED] = replace,
		[OUTCOME_REMOVED] = take_away,
	};

	if (s->piece->outcome != OUTCOME_UNCHANGED)
		s->done = how[s->piece->outcome](c, s);
	return s->done || s->piece->outcome == OUTCOME_UNCHANGED;
}

void
step_undo(const struct step *s)
{
	int fd = s->folder->fd;

	if (s->piece->outcome == OUTCOME_CREATED)
		unlinkat(fd, s->name, 0);
	else if (s->piece->outcome == OUTCOME_REMOVED)
		rename_with(fd, s->temporary, s->name, RENAME_NOREPLACE);
	else if (rename_with(fd, s->temporary, s->name, RENAME_EXCHANGE))
		renameat(fd, s->temporary, fd, s->name);
}
