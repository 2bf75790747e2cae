/* Changes files: all of them or none, each of them whole, nobody's else.
 * Used for every file that mailgen leaves on disk. */
#include "sys/transaction.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "sys/signals.h"
#include "sys/folder.h"
#include "sys/step.h"
#include "sys/write.h"

enum { FILE_MAX_BYTES = 64 << 20 };

const char *
change_path(struct arena *a, const char *root, const char *path)
{
	size_t len = strlen(root);

	return arena_printf(a, "%s%s%s", root, len && root[len - 1] == '/' ? "" : "/",
		path);
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
			"leads to: name its folder with --home or --output-dir, or it with"
			" --output");
	if (fd < 0 && (errno == ENXIO || errno == ENODEV))
		return step_occupied(c, s, "not a regular file");
	if (fd < 0)
		return step_failed(c, s, "read");
	s->there = true;
	if (fstat(fd, &s->seen) || !S_ISREG(s->seen.st_mode))
		ok = step_occupied(c, s, "not a regular file");
	else if (!read_all(c->arena, fd, &s->old))
		ok = step_failed(c, s, "read");
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
judge(struct changing *c, struct step *s)
{
	struct piece *p = s->piece;

	step_choose_mode(c, s);
	p->mode_was = s->there ? s->seen.st_mode & 07777 : 0;
	p->mode_is = s->mode;
	if (!p->bytes)
		p->outcome = s->there ? OUTCOME_REMOVED : OUTCOME_UNCHANGED;
	else if (!s->there)
		p->outcome = OUTCOME_CREATED;
	else if (change_same(s->old, (struct literal){ p->bytes, p->len })
	    && (s->seen.st_mode & 07777) == s->mode)
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

/* Looks at all paths, and finds out what is to be done. */
static enum change
look_all(struct changing *c)
{
	enum change result = CHANGE_DONE;
	struct step *s;

	for (s = c->steps; s < c->steps + c->n; s++) {
		if (!look(c, s))
			return CHANGE_FAILED;
		if (!change_same(s->old, s->piece->was))
			result = CHANGE_OVERTAKEN;
		judge(c, s);
	}
	return result;
}

static bool
is_any_to_change(const struct changing *c)
{
	const struct step *s;

	for (s = c->steps; s < c->steps + c->n; s++)
		if (s->piece->outcome != OUTCOME_UNCHANGED)
			return true;
	return false;
}

/* Locks the folders, when anything is to be done in them: which is looked at before,
 * without relying on it, as a lock leaves its trace on a folder. */
static enum change
lock_all(struct changing *c)
{
	enum change before = look_all(c);

	if (before == CHANGE_FAILED || !folder_lock_all(c->arena, &c->folders,
	    before == CHANGE_OVERTAKEN || is_any_to_change(c), c->diags))
		return CHANGE_FAILED;
	return folder_any_gone(c->folders) ? CHANGE_OVERTAKEN : CHANGE_DONE;
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
	if (result == CHANGE_DONE && !c->manner->pretend)
		result = lock_all(c);
	return result == CHANGE_DONE ? look_all(c) : result;
}

/* After success the temporary name holds what was replaced; after failure,
 * what was not put in place. */
static void
clear_step(struct changing *c, struct step *s, bool ok)
{
	if (!ok && s->done)
		step_undo(c, s);
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
		clear_step(c, s, ok);
	if (c->announced)
		clear_step(c, c->announced, ok);
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
		return step_apply(c, s);
	c->announced = arena_alloc(c->arena, 1, sizeof(*c->announced));
	p = arena_alloc(c->arena, 1, sizeof(*p));
	*p = *s->piece;
	p->bytes = meanwhile.s;
	p->len = meanwhile.len;
	p->outcome = s->there ? OUTCOME_CHANGED : OUTCOME_CREATED;
	*c->announced = *s;
	c->announced->piece = p;
	c->announced->temporary = NULL;
	if (!step_prepare(c, c->announced) || !step_apply(c, c->announced) || !look(c, s))
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
			ok = step_prepare(c, s);
		if (ok && s->there && s->piece->outcome != OUTCOME_UNCHANGED
		    && c->manner->backup && !s->piece->quiet)
			ok = step_keep_old(c, s);
		any |= s->piece->outcome != OUTCOME_UNCHANGED;
	}
	for (s = c->steps; s < end && ok; s++)
		ok = announce(c, s);
	for (s = c->steps; s < end && ok; s++)
		ok = s->done || step_apply(c, s);
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
	ending_hold();          /* a lock is a file that has to go */
	result = open_all(&c);
	if (result == CHANGE_DONE && !manner->pretend && !write_steps(&c))
		result = CHANGE_FAILED;
	folder_close_all(c.folders);
	ending_release();
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
		folder_remove(parent, slash ? slash + 1 : path);
	folder_close_all(list);
}
