/* One path's way to other bytes: written next to it, put in place, put back.
 * Used by transaction.c. */
#include "sys/step.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "sys/transaction.h"
#include "sys/diff.h"
#include "sys/folder.h"
#include "sys/path.h"
#include "sys/write.h"

enum { NAME_TRIES = 1000 };

static const char changed_meanwhile[] = "a file that changed while it was looked at";

bool
step_failed(struct transaction *c, const struct change_step *s, const char *what)
{
	int error = errno;

	return diag_general(c->diags, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		path_shown(c->arena, s->change->root, s->change->path), tr(strerror(error)));
}

bool
step_occupied(struct transaction *c, const struct change_step *s, const char *what)
{
	return path_occupied(c->arena, c->diags, s->change->root, s->change->path, what, NULL);
}

/* ---- writing next to it ---- */

/* Makes a file of the first free name; -1 with errno set. */
static int
make_file(struct transaction *c, const struct change_step *s, const char **name)
{
	unsigned tries;
	int fd = -1;

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

/* Can only an administrator have given the old file its owner and its mode? Where
 * others may put files, theirs may be a trap for passwords. */
static bool
is_kept(const struct change_step *s)
{
	uid_t we = geteuid();
	struct stat st;

	if (!s->there || s->change->quiet)
		return false;
	if (!s->change->own || s->seen.st_uid == we || !s->seen.st_uid)
		return true;
	return !fstat(s->folder->fd, &st) && (st.st_uid == we || !st.st_uid)
		&& !(st.st_mode & 022);
}

void
step_choose_mode(struct transaction *c, struct change_step *s)
{
	const struct file_change *p = s->change;
	unsigned mode = s->there ? s->seen.st_mode & 07777 : 0;

	s->mode = p->mode;
	if (!p->bytes || !is_kept(s) || (mode & 07002) || !(mode & 0400)
	    || (p->private && (mode & 077)))
		return;
	if (!(mode & 04) || !diff_hides(c->arena, p))
		s->mode = mode;
}

/* The new file belongs to whom the old one did, or to its group where its mode is a new
 * one. Only root can give away what is another's; a group that cannot be kept gets no
 * share in its mode. */
static bool
give_away(struct change_step *s, int fd)
{
	bool kept = is_kept(s);

	if (s->change->grouped && (!kept || s->mode != (s->seen.st_mode & 07777)))
		return !fchown(fd, kept ? s->seen.st_uid : (uid_t)-1, s->change->group);
	if (!kept || !fchown(fd, s->seen.st_uid, s->seen.st_gid))
		return true;
	if (errno == EPERM && fchown(fd, (uid_t)-1, s->seen.st_gid))
		s->mode &= ~070U;
	return errno == EPERM;
}

bool
step_prepare(struct transaction *c, struct change_step *s)
{
	const struct file_change *p = s->change;
	int fd = make_file(c, s, &s->temporary);

	if (fd < 0)
		return step_failed(c, s, "write beside");
	if (fstat(fd, &s->made) || !give_away(s, fd)) {
		step_failed(c, s, "write");
		close(fd);
		return false;
	}
	return fill(fd, (struct literal){ p->bytes, p->len }, s->mode)
		|| step_failed(c, s, "write");
}

/* A copy, where there are no links or one would have the old file's mode; false with
 * errno set. */
static bool
copy_old(const struct change_step *s, const char *name, unsigned mode)
{
	int error, fd = openat(s->folder->fd, name,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return false;
	if (fchown(fd, s->seen.st_uid, s->seen.st_gid)) {
		/* who is not root can give nothing away */
	}
	if (fill(fd, s->old, mode))
		return true;
	error = errno;
	unlinkat(s->folder->fd, name, 0);
	errno = error;
	return false;
}

/* A second name for the old file, or a copy of it; false with errno set. */
static bool
link_old(const struct change_step *s, const char *name, unsigned mode)
{
	int fd = s->folder->fd;

	return !linkat(fd, s->name, fd, name, 0)
		|| (errno != EEXIST && errno != ENOSPC && copy_old(s, name, mode));
}

bool
step_keep_old(struct transaction *c, struct change_step *s)
{
	/* it may hold a password, and others could read it */
	bool shared = s->seen.st_mode & 077;
	mode_t mode = s->seen.st_mode & 0700;
	const char *name;
	unsigned n;

	for (n = 1; n <= NAME_TRIES; n++) {
		name = arena_printf(c->arena, "%s.~%u~", s->name, n);
		if (shared ? copy_old(s, name, mode) : link_old(s, name, mode)) {
			s->backup = name;
			return true;
		}
		if (errno != EEXIST)
			break;
	}
	return step_failed(c, s, "keep the old file of");
}

/* ---- changing paths ---- */

enum way { WAY_NO_REPLACE, WAY_EXCHANGE };

/* renameat2(2), which systems and file systems may not know. */
static int
rename_by(enum way way, int fd, const char *from, const char *to)
{
#ifdef RENAME_EXCHANGE
	return renameat2(fd, from, fd, to,
		way == WAY_EXCHANGE ? RENAME_EXCHANGE : RENAME_NOREPLACE);
#else
	(void)way;
	(void)fd;
	(void)from;
	(void)to;
	errno = ENOSYS;
	return -1;
#endif
}

static bool
unknown_way(void)
{
	return errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
}

/* Renames a file to a name that is free; false with errno set: EEXIST when it is
 * not. */
static bool
move(int fd, const char *from, const char *to)
{
	struct stat st;

	if (!rename_by(WAY_NO_REPLACE, fd, from, to))
		return true;
	if (!unknown_way())
		return false;
	if (!linkat(fd, from, fd, to, 0)) {
		unlinkat(fd, from, 0);
		return true;
	}
	if (errno == EEXIST)
		return false;
	if (!fstatat(fd, to, &st, AT_SYMLINK_NOFOLLOW)) {
		errno = EEXIST;
		return false;
	}
	return errno == ENOENT && !renameat(fd, from, fd, to);
}

static bool
is_file(const struct change_step *s, const char *name, const struct stat *file, struct stat *now)
{
	return !fstatat(s->folder->fd, name, now, AT_SYMLINK_NOFOLLOW)
		&& now->st_dev == file->st_dev && now->st_ino == file->st_ino;
}

/* Is the file of this name the one that was looked at, unchanged? */
static bool
is_seen(const struct change_step *s, const char *name)
{
	struct stat now;

	return is_file(s, name, &s->seen, &now) && now.st_size == s->seen.st_size
		&& now.st_mtim.tv_sec == s->seen.st_mtim.tv_sec
		&& now.st_mtim.tv_nsec == s->seen.st_mtim.tv_nsec;
}

/* Puts a new file where there was none. */
static bool
put_new(struct transaction *c, struct change_step *s)
{
	if (!move(s->folder->fd, s->temporary, s->name))
		return errno == EEXIST ? step_occupied(c, s, changed_meanwhile)
			: step_failed(c, s, "write");
	s->temporary = NULL;
	return true;
}

/* Keeps the old file under a temporary name, for file systems that cannot
 * exchange two. */
static bool
replace_plainly(struct transaction *c, struct change_step *s)
{
	int fd = s->folder->fd;
	const char *aside = folder_temporary(c->arena, c->names++);

	if (!is_seen(s, s->name))
		return step_occupied(c, s, changed_meanwhile);
	if (!link_old(s, aside, s->seen.st_mode & 07777))
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
replace(struct transaction *c, struct change_step *s)
{
	int fd = s->folder->fd;

	if (rename_by(WAY_EXCHANGE, fd, s->temporary, s->name)) {
		if (unknown_way())
			return replace_plainly(c, s);
		return errno == ENOENT && !is_seen(s, s->name)
			? step_occupied(c, s, changed_meanwhile)
			: step_failed(c, s, "replace");
	}
	if (is_seen(s, s->temporary))
		return true;
	if (rename_by(WAY_EXCHANGE, fd, s->temporary, s->name))
		s->temporary = NULL;    /* never remove what is not ours */
	return step_occupied(c, s, changed_meanwhile);
}

static bool
take_away(struct transaction *c, struct change_step *s)
{
	int fd = s->folder->fd;
	const char *aside = folder_temporary(c->arena, c->names++);

	if (!is_seen(s, s->name))
		return step_occupied(c, s, changed_meanwhile);
	if (!move(fd, s->name, aside))
		return step_failed(c, s, "remove");
	if (!is_seen(s, aside)) {
		move(fd, aside, s->name);
		return step_occupied(c, s, changed_meanwhile);
	}
	s->temporary = aside;
	return true;
}

bool
step_apply(struct transaction *c, struct change_step *s)
{
	static bool (*const how[])(struct transaction *, struct change_step *) = {
		[OUTCOME_CREATED] = put_new, [OUTCOME_CHANGED] = replace,
		[OUTCOME_REMOVED] = take_away,
	};

	if (s->change->outcome == OUTCOME_UNCHANGED)
		return true;
	s->done = how[s->change->outcome](c, s);
	return s->done;
}

/* The old file comes back in the place of the new one. */
static bool
put_back(struct change_step *s)
{
	int fd = s->folder->fd;

	if (!rename_by(WAY_EXCHANGE, fd, s->temporary, s->name))
		return true;
	if (renameat(fd, s->temporary, fd, s->name))
		return false;
	s->temporary = NULL;
	return true;
}

void
step_undo(struct transaction *c, struct change_step *s)
{
	int fd = s->folder->fd;
	struct stat now;
	bool ok = true;

	if (s->change->outcome == OUTCOME_REMOVED) {
		ok = move(fd, s->temporary, s->name);
		s->temporary = NULL;
	} else if (is_file(s, s->name, &s->made, &now)) {
		ok = s->change->outcome == OUTCOME_CREATED ? !unlinkat(fd, s->name, 0)
			: put_back(s);
	}
	if (ok)
		return;
	step_failed(c, s, "put back");
	s->temporary = NULL;            /* the only place of the old bytes */
}
