/* Rendered files as one tar archive: its place, and what happens to what was there.
 * Used by the render command. */
#include "output/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "client/render.h"
#include "client/target.h"
#include "output/ustar.h"
#include "sys/write.h"

enum { PIECE_BYTES = 65536 };

struct archive {
	struct arena *arena;
	const char *path, *name;        /* as given; in its folder. name NULL: "-" */
	const char *temporary;          /* in the folder; NULL: there is none */
	int dir, fd;                    /* the folder; the archive; -1: none */
	uint64_t time, written;         /* of all files, since 1970; bytes so far */
	struct buf out;                 /* not written yet */
	struct buf file, before;        /* paths: of the last file, and of the one before */
	bool failed;
};

/* ---- its place ---- */

static bool
failed(struct archive *r, const char *what, struct diags *diags)
{
	const char *why = tr(strerror(errno));

	diag_general(diags, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		text_escaped(r->arena, r->path, strlen(r->path)), why);
	r->failed = true;
	return false;
}

static bool
occupied(struct archive *r, const char *what, bool mendable, struct diags *diags)
{
	diag_general(diags, DIAG_OCCUPIED, "'%s' is %s",
		text_escaped(r->arena, r->path, strlen(r->path)), tr(what));
	if (mendable)
		diag_fix(diags, "move it away, or use --force to replace it");
	return false;
}

/* Does the file begin as mailgen's archives do? POSIX's ustar, owned by number 0
 * without names. Other programs' archives have names, or are GNU's. */
static bool
looks_like_ours(int fd)
{
	/* offsets of POSIX, pax, "ustar Interchange Format" */
	static const struct { size_t at, len; const char *bytes; } marks[] = {
		{ 108, 6, "000000" }, { 116, 6, "000000" },
		{ 257, 8, "ustar\00000" }, { 265, 1, "" }, { 297, 1, "" },
	};
	char head[512];
	size_t i;

	if (pread(fd, head, sizeof(head), 0) != (ssize_t)sizeof(head))
		return false;
	for (i = 0; i < countof(marks); i++)
		if (memcmp(head + marks[i].at, marks[i].bytes, marks[i].len))
			return false;
	return true;
}

/* Looks at what is in the archive's place. */
static bool
look(struct archive *r, enum archive_over over, struct diags *diags)
{
	struct stat st;
	bool ok = false;
	int fd = openat(r->dir, r->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0 && (errno == ELOOP || errno == EMLINK))
		return occupied(r, "a symbolic link", false, diags);
	if (fd < 0)
		return failed(r, "read", diags);
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		occupied(r, "not a regular file", false, diags);
	else if (over == ARCHIVE_KEEPS && !looks_like_ours(fd))
		occupied(r, "a file that mailgen did not write", true, diags);
	else
		ok = true;
	close(fd);
	return ok;
}

/* Clears away what a run that was killed left there: nobody holds its lock. False
 * when another run is at work, or when it is not ours. */
static bool
clear_rest(struct archive *r, const char *name)
{
	int fd = openat(r->dir, name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool ok = fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB)
		&& !unlinkat(r->dir, name, 0);

	fd_close(&fd);
	return ok;
}

/* Makes the file next to the archive's place, and locks it for as long as it is
 * written. Its name is never one of folder_temporary's. */
static bool
make_temporary(struct archive *r, struct diags *diags)
{
	const char *name = arena_printf(r->arena, ".mailgen.%s.tmp", r->name);
	static const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

	r->fd = openat(r->dir, name, flags, 0600);
	if (r->fd < 0 && errno == EEXIST && clear_rest(r, name))
		r->fd = openat(r->dir, name, flags, 0600);
	else if (r->fd < 0 && errno != EEXIST && errno != EWOULDBLOCK)
		return failed(r, "write beside", diags);
	if (r->fd < 0 || flock(r->fd, LOCK_EX | LOCK_NB))
		return diag_general(diags, DIAG_LOCKED, "another program is writing '%s'", r->path);
	r->temporary = name;
	return true;
}

static bool
make_place(struct archive *r, enum archive_over over, struct diags *diags)
{
	r->name = path_name(r->path);
	r->dir = open(path_folder(r->arena, r->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->dir < 0)
		return failed(r, "write", diags);
	return look(r, over, diags) && make_temporary(r, diags);
}

/* The date of all entries, as reproducible-builds.org has it. */
static bool
read_time(struct archive *r, struct diags *diags)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	size_t len = given ? strlen(given) : 0;

	r->time = len ? strtoull(given, NULL, 10) : 0;
	if (!len || (len < 12 && strspn(given, "0123456789") == len && r->time <= USTAR_TIME_MAX))
		return true;
	diag_general(diags, DIAG_USAGE,
		"the environment variable SOURCE_DATE_EPOCH is not a number of seconds that an "
		"archive can have");
	return diag_fix(diags, "set it to a number, as in SOURCE_DATE_EPOCH=1700000000,"
		" or unset it");
}

struct archive *
archive_open(struct arena *a, const char *path, enum archive_over over, struct diags *diags)
{
	struct archive *r = arena_alloc(a, 1, sizeof(*r));

	*r = (struct archive){ .arena = a, .path = path, .dir = -1, .fd = -1 };
	if (read_time(r, diags) && (!strcmp(path, "-") || make_place(r, over, diags)))
		return r;
	archive_drop(r);
	return NULL;
}

/* ---- files ---- */

/* Writes what was put together. */
static bool
flush(struct archive *r, struct diags *diags)
{
	if (!write_all(r->name ? r->fd : STDOUT_FILENO, r->out.s, r->out.len))
		return failed(r, "write", diags);
	r->written += r->out.len;
	buf_clear(&r->out);
	return true;
}

static void
add_entry(struct archive *r, size_t path_len, unsigned mode, size_t len)
{
	struct ustar entry = { { r->file.s, path_len }, mode, len, r->time };

	ustar_add(&r->out, &entry);
}

/* The folders of the path that the file before it was not in: files of one folder
 * come together, so each folder comes once. */
static void
add_folders(struct archive *r)
{
	const char *slash = strchr(r->file.s, '/');
	size_t len;

	for (; slash; slash = strchr(slash + 1, '/')) {
		len = (size_t)(slash - r->file.s) + 1;
		if (r->before.len < len || memcmp(r->file.s, r->before.s, len) != 0)
			add_entry(r, len, 0700, 0);
	}
}

static bool
odd_path(struct archive *r, const struct rendered *f, struct diags *diags)
{
	diag_general(diags, DIAG_WRITE,
		"the path '%s' has an empty part, '.' or '..', which an archive cannot have",
		text_escaped(r->arena, r->file.s, r->file.len));
	diag_fix(diags, "change 'path' in the manifest of the target '%s'", f->target->name);
	r->failed = true;
	return false;
}

static bool
add_file(struct archive *r, const char *folder, const struct rendered *f, struct diags *diags)
{
	struct buf before = r->before;

	r->before = r->file;
	r->file = before;
	buf_clear(&r->file);
	buf_printf(&r->file, "%s%s%s", folder ? folder : "", folder ? "/" : "", f->path);
	if (!path_goes_down(r->file.s))
		return odd_path(r, f, diags);
	add_folders(r);
	add_entry(r, r->file.len, f->mode, f->len);
	buf_add(&r->out, f->bytes, f->len);
	ustar_fill(&r->out);
	return r->out.len < PIECE_BYTES || flush(r, diags);
}

bool
archive_add(struct archive *r, const char *folder, const struct rendered *files,
	struct diags *diags)
{
	const struct rendered *f;

	for (f = files; f && !r->failed; f = f->next)
		add_file(r, folder, f, diags);
	return !r->failed;
}

static bool
put_in_place(struct archive *r, struct diags *diags)
{
	if (fsync(r->fd))
		return failed(r, "write", diags);
	if (renameat(r->dir, r->temporary, r->dir, r->name))
		return failed(r, "replace", diags);
	r->temporary = NULL;
	if (fsync(r->dir) && errno != EINVAL)
		return failed(r, "write", diags);
	return true;
}

bool
archive_close(struct archive *r, struct diags *diags)
{
	bool ok = !r->failed;

	if (ok) {
		ustar_end(&r->out, r->written);
		ok = flush(r, diags) && (!r->name || put_in_place(r, diags));
	}
	archive_drop(r);
	return ok;
}

void
archive_drop(struct archive *r)
{
	if (r->temporary)
		unlinkat(r->dir, r->temporary, 0);
	r->temporary = NULL;
	fd_close(&r->fd);
	fd_close(&r->dir);
	buf_free(&r->out);
	buf_free(&r->file);
	buf_free(&r->before);
}
