/* Changes files: all of them or none, each of them whole, nobody's else.
 * Used for every file that mailgen leaves on disk. */
#include "output/change.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "output/ending.h"
#include "output/folder.h"
#include "output/write.h"

enum { NAME_TRIES = 1000, FILE_MAX_BYTES = 64 << 20 };

/* How far one path has come. */
struct step {
	struct piece *piece;
	struct folder *folder;          /* NULL: it is not there */
	const char *name;
	struct stat seen;               /* of the file that is there */
	bool there;
	struct literal old;
	const char *temporary;          /* new bytes, or later what was taken away */
	const char *backup;
	bool done;
};

/* What one call works on. */
struct changing {
	struct arena *arena;
	const struct manner *manner;
	struct diags *diags;
	struct folder *folders;
	struct step *steps;
	struct step *announced;         /* the books' step before all others, or NULL */
	size_t n;
	unsigned names;                 /* temporary ones so far */
};

const char *
change_path(struct arena *a, const char *root, const char *path)
{
	size_t len = strlen(root);

	return arena_printf(a, "%s%s%s", root, len && root[len - 1] == '/' ? "" : "/",
		path);
}

static bool
failed(struct changing *c, const struct step *s, const char *what)
{
	int error = errno;

	diag_at(c->diags, (struct pos){ 0 }, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		change_path(c->arena, s->piece->root, s->piece->path), tr(strerror(error)));
	return false;
}

bool
change_occupied(struct arena *a, struct diags *diags, const char *root,
	const char *path, const char *what, const char *fix)
{
	diag_at(diags, (struct pos){ 0 }, DIAG_OCCUPIED, "'%s' is %s",
		change_path(a, root, path), tr(what));
	if (fix)
		diag_fix(diags, "%s", fix);
	return false;
}

static bool
occupied(struct changing *c, const struct step *s, const char *what)
{
	return change_occupied(c->arena, c->diags, s->piece->root, s->piece->path,
		what, NULL);
}

/* ---- looking ---- */

/* Reads an open file; false with errno set. */
static bool
read_all(struct arena *a, int fd, struct literal *out)
{
	struct buf all = { 0 };
	char piece[8192];
	ssize_t n;

	buf_puts(&all, "");
	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0 && all.len + (size_t)n > FILE_MAX_BYTES) {
			errno = EFBIG;
			n = -1;
		}
		if (n < 0)
			break;
		buf_add(&all, piece, (size_t)n);
	}
	wipe(piece, sizeof(piece));
	if (!n)
		*out = (struct literal){ arena_copy(a, all.s, all.len), all.len };
	buf_free(&all);
	return !n;
}

/* Looks at what stands at the step's name. */
static bool
look(struct changing *c, struct step *s)
{
	bool ok = true;
	int fd;

	s->there = false;
	s->old = (struct literal){ 0 };
	if (!s->folder)
		return true;
	fd = openat(s->folder->fd, s->name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0 && (errno == ELOOP || errno == EMLINK))
		return change_occupied(c->arena, c->diags, s->piece->root, s->piece->path,
			"a symbolic link, and none is followed", "write to the file that it "
			"leads to: name its folder with --home or --output-dir, or it with --output");
	if (fd < 0 && (errno == ENXIO || errno == ENODEV))
		return occupied(c, s, "not a regular file");
	if (fd < 0)
		return failed(c, s, "read");
	s->there = true;
	if (fstat(fd, &s->seen) || !S_ISREG(s->seen.st_mode))
		ok = occupied(c, s, "not a regular file");
	else if (!read_all(c->arena, fd, &s->old))
		ok = failed(c, s, "read");
	close(fd);
	return ok;
}

bool
change_same(struct literal a, struct literal b)
{
	if (!a.s || !b.s)
		return !a.s && !b.s;
	return a.len == b.len && !memcmp(a.s, b.s, a.len);
}

static void
judge(struct step *s)
{
	struct piece *p = s->piece;

	if (!p->bytes)
		p->outcome = s->there ? OUTCOME_REMOVED : OUTCOME_UNCHANGED;
	else if (!s->there)
		p->outcome = OUTCOME_CREATED;
	else if (change_same(s->old, (struct literal){ p->bytes, p->len })
	    && (s->seen.st_mode & 07777) == p->mode)
		p->outcome = OUTCOME_UNCHANGED;
	else
		p->outcome = OUTCOME_CHANGED;
}

static bool
open_step(struct changing *c, struct step *s, enum making making)
{
	const char *slash = strrchr(s->piece->path, '/');

	s->name = slash ? slash + 1 : s->piece->path;
	return folder_open(c->arena, s->piece->root, s->piece->path, making,
		&c->folders, &s->folder, c->diags);
}

/* Opens and locks the folders, and finds out what is to be done. */
static enum change
open_all(struct changing *c)
{
	enum making making = c->manner->pretend ? FOLDERS_LOOKED_FOR : FOLDERS_MADE;
	enum change result = CHANGE_DONE;
	struct step *s;

	for (s = c->steps; s < c->steps + c->n; s++)
		if (!open_step(c, s, s->piece->bytes ? making : FOLDERS_LOOKED_FOR))
			result = CHANGE_FAILED;
	if (result == CHANGE_DONE && !c->manner->pretend
	    && !folder_lock_all(c->arena, &c->folders, c->diags))
		result = CHANGE_FAILED;
	for (s = c->steps; s < c->steps + c->n && result != CHANGE_FAILED; s++) {
		if (!look(c, s))
			result = CHANGE_FAILED;
		else if (!change_same(s->old, s->piece->was))
			result = CHANGE_OVERTAKEN;
		judge(s);
	}
	return result;
}

/* ---- writing beside ---- */

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

static bool
prepare(struct changing *c, struct step *s)
{
	const struct piece *p = s->piece;
	int fd = make_file(c, s, &s->temporary);

	if (fd < 0)
		return failed(c, s, "write beside");
	/* only root can give a file away; for others the owner is right */
	if (s->there && fchown(fd, s->seen.st_uid, s->seen.st_gid) && errno != EPERM) {
		failed(c, s, "write");
		close(fd);
		return false;
	}
	return fill(fd, (struct literal){ p->bytes, p->len }, p->mode)
		|| failed(c, s, "write");
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

static bool
keep_old(struct changing *c, struct step *s)
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
	return failed(c, s, "keep the old file of");
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
	return errno == EEXIST ? occupied(c, s, changed_meanwhile)
		: failed(c, s, "write");
}

/* Keeps the old file under a temporary name, for file systems that cannot
 * exchange two. */
static bool
replace_plainly(struct changing *c, struct step *s)
{
	int fd = s->folder->fd;
	const char *aside = folder_temporary(c->arena, c->names++);

	if (!is_seen(s, s->name))
		return occupied(c, s, changed_meanwhile);
	if (linkat(fd, s->name, fd, aside, 0) && !copy_old(s, aside))
		return failed(c, s, "replace");
	if (renameat(fd, s->temporary, fd, s->name)) {
		failed(c, s, "replace");
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
		return unknown_flag() ? replace_plainly(c, s) : failed(c, s, "replace");
	if (is_seen(s, s->temporary))
		return true;
	if (rename_with(fd, s->temporary, s->name, RENAME_EXCHANGE))
		s->temporary = NULL;    /* never remove what is not ours */
	return occupied(c, s, changed_meanwhile);
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
		return failed(c, s, "remove");
	if (!is_seen(s, aside)) {
		rename_with(fd, aside, s->name, RENAME_NOREPLACE);
		return occupied(c, s, changed_meanwhile);
	}
	s->temporary = aside;
	return true;
}

static bool
apply(struct changing *c, struct step *s)
{
	static bool (*const how[])(struct changing *, struct step *) = {
		[OUTCOME_CREATED] = put_new, [OUTCOME_CHANGED] = replace,
		[OUTCOME_REMOVED] = take_away,
	};

	if (s->piece->outcome != OUTCOME_UNCHANGED)
		s->done = how[s->piece->outcome](c, s);
	return s->done || s->piece->outcome == OUTCOME_UNCHANGED;
}

/* Puts one path back to what it was. */
static void
undo(const struct step *s)
{
	int fd = s->folder->fd;

	if (s->piece->outcome == OUTCOME_CREATED)
		unlinkat(fd, s->name, 0);
	else if (s->piece->outcome == OUTCOME_REMOVED)
		rename_with(fd, s->temporary, s->name, RENAME_NOREPLACE);
	else if (rename_with(fd, s->temporary, s->name, RENAME_EXCHANGE))
		renameat(fd, s->temporary, fd, s->name);
}

/* After success the temporary name holds what was replaced; after failure,
 * what was not put in place. */
static void
clear_step(const struct step *s, bool ok)
{
	if (!ok && s->done)
		undo(s);
	if (!ok && s->backup)
		unlinkat(s->folder->fd, s->backup, 0);
	if (s->temporary)
		unlinkat(s->folder->fd, s->temporary, 0);
}

static void
clear(struct changing *c, bool ok)
{
	struct step *s;

	for (s = c->steps + c->n; s-- > c->steps; )
		clear_step(s, ok);
	if (c->announced)
		clear_step(c->announced, ok);
}

/* The books say what the files may be before the first of them changes, so that a
 * run that is killed leaves none that the next one would not know. */
static bool
announce(struct changing *c, struct step *s)
{
	struct literal meanwhile = s->piece->meanwhile;
	struct piece *p;

	if (s->piece->outcome == OUTCOME_UNCHANGED || !meanwhile.s
	    || change_same(meanwhile, s->old))
		return true;
	if (change_same(meanwhile, (struct literal){ s->piece->bytes, s->piece->len }))
		return apply(c, s);
	c->announced = arena_alloc(c->arena, 1, sizeof(*c->announced));
	p = arena_alloc(c->arena, 1, sizeof(*p));
	*p = *s->piece;
	p->bytes = meanwhile.s;
	p->len = meanwhile.len;
	p->outcome = s->there ? OUTCOME_CHANGED : OUTCOME_CREATED;
	*c->announced = *s;
	c->announced->piece = p;
	c->announced->temporary = NULL;
	if (!prepare(c, c->announced) || !apply(c, c->announced) || !look(c, s))
		return false;
	s->piece->outcome = s->piece->bytes ? OUTCOME_CHANGED : OUTCOME_REMOVED;
	return true;
}

static bool
save_folders(struct changing *c)
{
	const struct folder *f;

	for (f = c->folders; f; f = f->next)
		if (fsync(f->fd) && errno != EINVAL) {
			diag_at(c->diags, (struct pos){ 0 }, DIAG_WRITE,
				"cannot save the folder '%s': %s", f->shown, tr(strerror(errno)));
			return false;
		}
	return true;
}

static bool
write_steps(struct changing *c)
{
	struct step *s, *end = c->steps + c->n;
	bool ok = true, any = false;

	for (s = c->steps; s < end && ok; s++) {
		if (s->piece->outcome == OUTCOME_CREATED
		    || s->piece->outcome == OUTCOME_CHANGED)
			ok = prepare(c, s);
		if (ok && s->there && s->piece->outcome != OUTCOME_UNCHANGED
		    && c->manner->backup && !s->piece->quiet)
			ok = keep_old(c, s);
		any |= s->piece->outcome != OUTCOME_UNCHANGED;
	}
	for (s = c->steps; s < end && ok; s++)
		ok = announce(c, s);
	for (s = c->steps; s < end && ok; s++)
		ok = s->done || apply(c, s);
	ok = ok && (!any || save_folders(c));
	clear(c, ok);
	return ok;
}

enum change
change_all(struct arena *a, struct piece *pieces, size_t n,
	const struct manner *manner, struct diags *diags)
{
	struct changing c = { .arena = a, .manner = manner, .diags = diags, .n = n,
		.steps = arena_alloc(a, n, sizeof(*c.steps)) };
	enum change result;
	size_t i;

	for (i = 0; i < n; i++)
		c.steps[i].piece = &pieces[i];
	result = open_all(&c);
	if (result == CHANGE_DONE && !manner->pretend) {
		ending_hold();
		if (!write_steps(&c))
			result = CHANGE_FAILED;
		ending_release();
	}
	folder_close_all(c.folders);
	return result;
}

bool
change_read(struct arena *a, const char *root, const char *path,
	struct literal *found, struct diags *diags)
{
	static const struct manner looking = { .pretend = true };
	struct piece piece = { .root = root, .path = path };
	struct step step = { .piece = &piece };
	struct changing c = { .arena = a, .manner = &looking, .diags = diags,
		.steps = &step, .n = 1 };
	bool ok = open_step(&c, &step, FOLDERS_LOOKED_FOR) && look(&c, &step);

	*found = step.old;
	folder_close_all(c.folders);
	return ok;
}

void
change_remove_folder(struct arena *a, const char *root, const char *path)
{
	struct diags *unsaid = diags_new(a, NULL);
	struct folder *list = NULL, *parent;
	const char *slash = strrchr(path, '/');

	if (folder_open(a, root, path, FOLDERS_LOOKED_FOR, &list, &parent, unsaid)
	    && parent)
		unlinkat(parent->fd, slash ? slash + 1 : path, AT_REMOVEDIR);
	folder_close_all(list);
}
