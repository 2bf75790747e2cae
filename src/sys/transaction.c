/* Changes files: all of them or none, each of them whole, and no files of others.
 * Used for every file that mailgen leaves on disk. */
#include "sys/transaction.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "sys/signals.h"
#include "sys/folder.h"
#include "sys/path.h"
#include "sys/step.h"

enum { FILE_MAX_BYTES = 64 << 20 };

/* ---- looking ---- */

/* Reads an open file; false with errno set. */
static bool
read_file(struct arena *a, int fd, struct literal *out)
{
	struct buf all = { 0 };
	bool ok = data_read_all(fd, FILE_MAX_BYTES, &all);

	if (ok && all.len > FILE_MAX_BYTES) {
		errno = EFBIG;
		ok = false;
	}
	if (ok)
		*out = literal_take(a, &all);
	buf_free(&all);
	return ok;
}

/* Looks at what the step's name is now. */
static bool
look(struct transaction *c, struct change_step *s)
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
		return path_occupied(c->arena, c->diags, s->change->root, s->change->path,
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
	else if (!read_file(c->arena, fd, &s->old))
		ok = step_failed(c, s, "read");
	close(fd);
	return ok;
}

static void
judge(struct transaction *c, struct change_step *s)
{
	struct file_change *p = s->change;

	step_choose_mode(c, s);
	p->mode_was = s->there ? s->seen.st_mode & 07777 : 0;
	p->mode_is = s->mode;
	if (!p->bytes)
		p->outcome = s->there ? OUTCOME_REMOVED : OUTCOME_UNCHANGED;
	else if (!s->there)
		p->outcome = OUTCOME_CREATED;
	else if (path_same(s->old, (struct literal){ p->bytes, p->len })
	    && (s->seen.st_mode & 07777) == s->mode)
		p->outcome = OUTCOME_UNCHANGED;
	else
		p->outcome = OUTCOME_CHANGED;
}

static bool
open_step(struct transaction *c, struct change_step *s, enum making making)
{
	const char *slash = strrchr(s->change->path, '/');

	s->name = slash ? slash + 1 : s->change->path;
	return folder_open(c->arena, s->change->root, s->change->path, making,
		&c->folders, &s->folder, c->diags);
}

/* Looks at all paths, and finds out what is to be done. */
static enum change_result
look_all(struct transaction *c)
{
	enum change_result result = CHANGE_DONE;
	struct change_step *s;

	for (s = c->steps; s < c->steps + c->n; s++) {
		if (!look(c, s))
			return CHANGE_FAILED;
		if (!path_same(s->old, s->change->was))
			result = CHANGE_CONFLICT;
		judge(c, s);
	}
	return result;
}

static bool
is_any_to_change(const struct transaction *c)
{
	const struct change_step *s;

	for (s = c->steps; s < c->steps + c->n; s++)
		if (s->change->outcome != OUTCOME_UNCHANGED)
			return true;
	return false;
}

/* Locks the folders, when anything is to be done in them: which is looked at before,
 * without relying on it, as a lock leaves its trace on a folder. */
static enum change_result
lock_all(struct transaction *c)
{
	enum change_result before = look_all(c);

	if (before == CHANGE_FAILED || !folder_lock_all(c->arena, &c->folders,
	    before == CHANGE_CONFLICT || is_any_to_change(c), c->diags))
		return CHANGE_FAILED;
	return folder_any_gone(c->folders) ? CHANGE_CONFLICT : CHANGE_DONE;
}

static enum making
making_of(const struct change_options *options)
{
	return options->pretend ? FOLDERS_LOOKED_FOR
		: options->shared_folders ? FOLDERS_SHARED : FOLDERS_MADE;
}

/* Opens and locks the folders, and finds out what is to be done. */
static enum change_result
open_all(struct transaction *c)
{
	enum making making = making_of(c->options);
	enum change_result result = CHANGE_DONE;
	struct change_step *s;

	for (s = c->steps; s < c->steps + c->n; s++)
		if (!open_step(c, s, s->change->bytes ? making : FOLDERS_LOOKED_FOR))
			result = CHANGE_FAILED;
	if (result == CHANGE_DONE && !c->options->pretend)
		result = lock_all(c);
	return result == CHANGE_DONE ? look_all(c) : result;
}

/* After success the temporary name holds what was replaced; after failure,
 * what was not put in place. */
static void
clear_step(struct transaction *c, struct change_step *s, bool ok)
{
	if (!ok && s->done)
		step_undo(c, s);
	if (!ok && s->backup)
		unlinkat(s->folder->fd, s->backup, 0);
	if (s->temporary)
		unlinkat(s->folder->fd, s->temporary, 0);
}

static void
clear(struct transaction *c, bool ok)
{
	struct change_step *s;

	for (s = c->steps + c->n; s-- > c->steps; )
		clear_step(c, s, ok);
	if (c->interim_step)
		clear_step(c, c->interim_step, ok);
}

/* The state file says what the files may be before the first of them changes, so that a
 * run that is killed leaves none that the next one would not know. */
static bool
write_interim(struct transaction *c, struct change_step *s)
{
	struct literal interim = s->change->interim;
	struct file_change *p;

	if (s->change->outcome == OUTCOME_UNCHANGED || !interim.s || path_same(interim, s->old))
		return true;
	if (path_same(interim, (struct literal){ s->change->bytes, s->change->len }))
		return step_apply(c, s);
	c->interim_step = arena_alloc(c->arena, 1, sizeof(*c->interim_step));
	p = arena_alloc(c->arena, 1, sizeof(*p));
	*p = *s->change;
	p->bytes = interim.s;
	p->len = interim.len;
	p->outcome = s->there ? OUTCOME_CHANGED : OUTCOME_CREATED;
	*c->interim_step = *s;
	c->interim_step->change = p;
	c->interim_step->temporary = NULL;
	if (!step_prepare(c, c->interim_step) || !step_apply(c, c->interim_step) || !look(c, s))
		return false;
	s->change->outcome = s->change->bytes ? OUTCOME_CHANGED : OUTCOME_REMOVED;
	return true;
}

static bool
save_folders(struct transaction *c)
{
	const struct folder *f;

	for (f = c->folders; f; f = f->next)
		if (fsync(f->fd) && errno != EINVAL)
			return diag_general(c->diags, DIAG_WRITE,
				"cannot save the folder '%s': %s", f->shown, tr(strerror(errno)));
	return true;
}

static bool
write_steps(struct transaction *c)
{
	struct change_step *s, *end = c->steps + c->n;
	bool ok = true, any = false;

	for (s = c->steps; s < end && ok; s++) {
		if (s->change->outcome == OUTCOME_CREATED
		    || s->change->outcome == OUTCOME_CHANGED)
			ok = step_prepare(c, s);
		if (ok && s->there && s->change->outcome != OUTCOME_UNCHANGED
		    && c->options->backup && !s->change->quiet)
			ok = step_keep_old(c, s);
		any |= s->change->outcome != OUTCOME_UNCHANGED;
	}
	for (s = c->steps; s < end && ok; s++)
		ok = write_interim(c, s);
	for (s = c->steps; s < end && ok; s++)
		ok = s->done || step_apply(c, s);
	ok = ok && (!any || save_folders(c));
	clear(c, ok);
	return ok;
}

enum change_result
change_all(struct arena *a, struct file_change *changes, size_t n,
	const struct change_options *options, struct diags *diags)
{
	struct transaction c = { .arena = a, .options = options, .diags = diags, .n = n,
		.steps = arena_alloc(a, n, sizeof(*c.steps)) };
	enum change_result result;
	size_t i;

	for (i = 0; i < n; i++)
		c.steps[i].change = &changes[i];
	signals_defer();          /* a lock is a file that has to go */
	result = open_all(&c);
	if (result == CHANGE_DONE && !options->pretend && !write_steps(&c))
		result = CHANGE_FAILED;
	folder_close_all(c.folders);
	signals_resume();
	return result;
}

bool
change_retry(struct arena *a, const char *root, const char *path,
	enum change_result (*once)(void *context), void *context, struct diags *diags)
{
	enum { TRIES = 10 };
	enum change_result result = CHANGE_CONFLICT;
	unsigned i;

	for (i = 0; i < TRIES && result == CHANGE_CONFLICT; i++)
		result = once(context);
	if (result == CHANGE_CONFLICT)
		path_occupied(a, diags, root, path, "a folder in which files keep changing",
			NULL);
	return result == CHANGE_DONE;
}

bool
change_read(struct arena *a, const char *root, const char *path,
	struct literal *found, struct diags *diags)
{
	static const struct change_options looking = { .pretend = true };
	struct file_change change = { .root = root, .path = path };
	struct change_step step = { .change = &change };
	struct transaction c = { .arena = a, .options = &looking, .diags = diags,
		.steps = &step, .n = 1 };
	bool ok = open_step(&c, &step, FOLDERS_LOOKED_FOR) && look(&c, &step);

	*found = step.old;
	folder_close_all(c.folders);
	return ok;
}

bool
change_make_folder(struct arena *a, const char *root, const char *path, unsigned mode,
	const struct change_options *options, bool *made, struct diags *diags)
{
	const char *slash = strrchr(path, '/');
	struct folder *list = NULL, *parent;
	bool ok;

	*made = false;
	ok = folder_open(a, root, path, making_of(options), &list, &parent, diags);
	if (ok && parent)
		ok = folder_make(parent, slash ? slash + 1 : path, path_shown(a, root, path),
			options->pretend ? 0 : mode, made, diags);
	else
		*made = ok;
	folder_close_all(list);
	return ok;
}

void
change_remove_folder(struct arena *a, const char *root, const char *path)
{
	struct diags *unsaid = diags_new(a, NULL);
	struct folder *list = NULL, *parent;
	const char *slash = strrchr(path, '/');

	if (folder_open(a, root, path, FOLDERS_LOOKED_FOR, &list, &parent, unsaid) && parent)
		folder_remove(parent, slash ? slash + 1 : path);
	folder_close_all(list);
}

void
change_remove_folders(struct arena *a, const char *root, const char *path, const char *below)
{
	char *folder = arena_copy(a, path, strlen(path)), *slash;
	size_t len = below ? strlen(below) : 0;

	while ((slash = strrchr(folder, '/')) && (size_t)(slash - folder) > len) {
		*slash = '\0';
		change_remove_folder(a, root, folder);
	}
}
