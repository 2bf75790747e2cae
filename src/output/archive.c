/* Rendered files as one tar archive, through the helper program `archive`, which
 * links libarchive so that this program need not. Used by the render command. */
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
#include "base/diag.h"
#include "base/frame.h"
#include "base/lang.h"
#include "client/render.h"
#include "sys/child.h"
#include "sys/helper.h"
#include "sys/write.h"

struct archive {
	struct arena *arena;
	const char *path, *name;        /* as given; in its folder. name NULL: "-" */
	const char *temporary;          /* in the folder; NULL: there is none */
	int dir, fd;                    /* the folder; the archive; -1: none */
	struct child child;
	bool running, failed;
};

/* ---- its place ---- */

static bool
cannot(struct archive *r, const char *what, const char *why, struct diags *diags)
{
	diag_at(diags, (struct pos){ 0 }, DIAG_WRITE, "cannot %s '%s': %s", tr(what),
		text_show(r->arena, r->path, strlen(r->path)), why);
	r->failed = true;
	return false;
}

static bool
failed(struct archive *r, const char *what, struct diags *diags)
{
	const char *why = tr(strerror(errno));

	return cannot(r, what, why, diags);
}

static bool
occupied(struct archive *r, const char *what, bool mendable, struct diags *diags)
{
	diag_at(diags, (struct pos){ 0 }, DIAG_OCCUPIED, "'%s' is %s",
		text_show(r->arena, r->path, strlen(r->path)), tr(what));
	if (mendable)
		diag_fix(diags, "move it away, or use --force to replace it");
	return false;
}

/* Does the file begin as the archives of the helper program do? POSIX's ustar, owned
 * by number 0 without names. Other programs' archives have names, or are GNU's. */
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

/* Looks at what stands in the archive's place. */
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

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Makes the file beside the archive's place, and locks it for as long as it is
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
	if (r->fd < 0 || flock(r->fd, LOCK_EX | LOCK_NB)) {
		diag_at(diags, (struct pos){ 0 }, DIAG_LOCKED,
			"another program is writing '%s'", r->path);
		return false;
	}
	r->temporary = name;
	return true;
}

static bool
make_place(struct archive *r, enum archive_over over, struct diags *diags)
{
	const char *slash = strrchr(r->path, '/'), *dir = ".";

	r->name = slash ? slash + 1 : r->path;
	if (slash)
		dir = slash == r->path ? "/"
			: arena_copy(r->arena, r->path, (size_t)(slash - r->path));
	r->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->dir < 0)
		return failed(r, "write", diags);
	return look(r, over, diags) && make_temporary(r, diags);
}

/* ---- the helper program ---- */

/* The helper needs nothing from the environment but the date. */
static const char *const *
environment(struct arena *a)
{
	const char **env = arena_alloc(a, 3, sizeof(*env));
	const char *date = getenv("SOURCE_DATE_EPOCH");

	env[0] = "LC_ALL=C";
	if (date)
		env[1] = arena_printf(a, "SOURCE_DATE_EPOCH=%s", date);
	return env;
}

static bool
start(struct archive *r, const char *helper, struct diags *diags)
{
	const char *const argv[] = { helper, NULL };
	struct child_plan plan = { argv, environment(r->arena), CHILD_PIPE,
		r->name ? r->fd : STDOUT_FILENO };

	r->running = child_open(&r->child, &plan);
	return r->running || failed(r, "start the helper program for", diags);
}

/* The program is done, or has given up: waits for it. */
static bool
ends_well(struct archive *r, struct diags *diags)
{
	static const char prefix[] = "mailgen: archive: ";
	struct buf said = { 0 };
	int status = child_close(&r->child, &said);
	const char *why = said.len ? text_show(r->arena, said.s, said.len)
		: tr("the helper program failed");

	r->running = false;
	if (status) {
		if (!strncmp(why, prefix, strlen(prefix)))
			why += strlen(prefix);
		cannot(r, "write", why, diags);
	}
	buf_free(&said);
	return !status;
}

struct archive *
archive_open(struct arena *a, const char *path, enum archive_over over,
	struct diags *diags)
{
	const char *helper = helper_path(a, "archive");
	struct archive *r = arena_alloc(a, 1, sizeof(*r));

	*r = (struct archive){ .arena = a, .path = path, .dir = -1, .fd = -1 };
	if (!helper) {
		diag_at(diags, (struct pos){ 0 }, DIAG_WRITE,
			"--archive needs the helper program 'archive', which is not installed");
		diag_fix(diags, "build mailgen with libarchive's headers, or install libexec/mailgen/archive");
		return NULL;
	}
	if ((!strcmp(path, "-") || make_place(r, over, diags)) && start(r, helper, diags))
		return r;
	archive_drop(r);
	return NULL;
}

/* ---- files ---- */

static void
add_number(struct buf *out, size_t n)
{
	unsigned char bytes[FRAME_NUMBER];

	frame_put(bytes, (uint32_t)n);
	buf_add(out, (const char *)bytes, sizeof(bytes));
}

static bool
add_file(struct archive *r, const char *folder, const struct rendered *f,
	struct diags *diags)
{
	struct buf head = { 0 };
	bool ok;

	buf_putc(&head, ARCHIVE_FILE);
	add_number(&head, f->mode);
	add_number(&head, (folder ? strlen(folder) + 1 : 0) + strlen(f->path));
	if (folder) {
		buf_puts(&head, folder);
		buf_putc(&head, '/');
	}
	buf_puts(&head, f->path);
	add_number(&head, f->len);
	ok = write_all(r->child.fd, head.s, head.len)
		&& write_all(r->child.fd, f->bytes, f->len);
	buf_free(&head);
	if (ok)
		return true;
	/* it gave up: what it says is why, and it cannot have ended well */
	if (ends_well(r, diags))
		cannot(r, "write", tr("the helper program failed"), diags);
	return false;
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
	static const char end = ARCHIVE_END;
	bool ok = !r->failed;

	if (ok) {
		/* when this fails, the program says why */
		write_all(r->child.fd, &end, 1);
		ok = ends_well(r, diags) && (!r->name || put_in_place(r, diags));
	}
	archive_drop(r);
	return ok;
}

void
archive_drop(struct archive *r)
{
	if (r->running)
		child_stop(&r->child);
	r->running = false;
	if (r->temporary)
		unlinkat(r->dir, r->temporary, 0);
	r->temporary = NULL;
	if (r->fd >= 0)
		close(r->fd);
	if (r->dir >= 0)
		close(r->dir);
	r->fd = r->dir = -1;
}
