/* Writing rendered files: whole or not at all, and never over somebody else's.
 * Used by the render command and, for its private folder, by verify. */
#include "output/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/lang.h"
#include "client/render.h"

static const char record_name[] = ".mailgen";

/* What one call works on. */
struct writing {
	struct arena *arena;
	struct diags *diags;
	const char *place;      /* the folder, for messages */
	int fd;                 /* the folder */
	enum foreign foreign;
	struct buf record;      /* lines "HASH PATH" of what mailgen wrote here */
};

/* A file on its way. */
struct piece {
	const char *path, *temporary;
	const char *bytes;
	size_t len;
	unsigned mode;
	enum outcome outcome;
};

static bool
failed(struct writing *w, const char *path, const char *what)
{
	int error = errno;

	diag_at(w->diags, (struct pos){ 0 }, DIAG_WRITE, "cannot %s '%s%s%s': %s",
		tr(what), w->place, *path ? "/" : "", path, tr(strerror(error)));
	return false;
}

bool
write_all(int fd, const char *bytes, size_t len)
{
	ssize_t n;

	for (; len; bytes += n, len -= (size_t)n) {
		n = write(fd, bytes, len);
		if (n < 0 && errno != EINTR)
			return false;
		n = n < 0 ? 0 : n;
	}
	return true;
}

/* Makes the folder and those above it. */
static bool
make_folders(char *path)
{
	char *slash;

	for (slash = path + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST && errno != EISDIR) {
			*slash = '/';
			return false;
		}
		*slash = '/';
	}
	return !mkdir(path, 0700) || errno == EEXIST;
}

static bool
open_folder(struct writing *w, const char *dir, const char *folder)
{
	int parent;

	w->place = dir;
	if (!make_folders(arena_copy(w->arena, dir, strlen(dir))))
		return failed(w, "", "make the folder");
	w->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w->fd < 0)
		return failed(w, "", "open the folder");
	if (!folder)
		return true;
	parent = w->fd;
	w->fd = -1;
	if (!mkdirat(parent, folder, 0700) || errno == EEXIST)
		w->fd = openat(parent, folder,
			O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (w->fd < 0)
		failed(w, folder, "open the folder");
	close(parent);
	w->place = arena_printf(w->arena, "%s/%s", dir, folder);
	return w->fd >= 0;
}

/* Reads an open file of at most max bytes; false when it is longer or cannot
 * be read. */
static bool
read_all(int fd, struct buf *out, size_t max)
{
	char piece[8192];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || out->len + (size_t)n > max)
			return false;
		buf_add(out, piece, (size_t)n);
	}
	return true;
}

static const char *
hash_line(struct arena *a, const char *bytes, size_t len, const char *path)
{
	unsigned char digest[SHA1_BYTES];
	char hex[2 * SHA1_BYTES + 1];
	size_t i;

	sha1(bytes, len, digest);
	for (i = 0; i < SHA1_BYTES; i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
	return arena_printf(a, "%s %s\n", hex, path);
}

/* Does the record say that mailgen wrote this file as it now is? */
static bool
is_ours(struct writing *w, const char *path, const struct buf *now)
{
	const char *line = hash_line(w->arena, now->s ? now->s : "", now->len, path);
	const char *at = w->record.s ? strstr(w->record.s, line) : NULL;

	return at && (at == w->record.s || at[-1] == '\n');
}

static void
read_record(struct writing *w)
{
	int fd = openat(w->fd, record_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return;
	if (!read_all(fd, &w->record, 1 << 20))
		buf_clear(&w->record);
	close(fd);
}

static bool
occupied(struct writing *w, const char *path, const char *what, bool mendable)
{
	diag_at(w->diags, (struct pos){ 0 }, DIAG_OCCUPIED,
		"'%s/%s' is %s", w->place, path, tr(what));
	if (mendable)
		diag_fix(w->diags, "move it away, or use --force to replace it");
	return false;
}

static bool
same_bytes(const struct buf *now, const struct piece *p)
{
	return now->len == p->len && (!p->len || !memcmp(now->s, p->bytes, p->len));
}

/* Looks at what stands where the file will go, and sets its outcome. */
static bool
look(struct writing *w, struct piece *p)
{
	struct buf now = { 0 };
	struct stat st;
	bool ok = true;
	int fd = openat(w->fd, p->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	p->outcome = OUTCOME_CREATED;
	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd < 0 && (errno == ELOOP || errno == EMLINK))
		return occupied(w, p->path, "a symbolic link", false);
	if (fd < 0)
		return failed(w, p->path, "read");
	p->outcome = OUTCOME_CHANGED;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		ok = occupied(w, p->path, "not a regular file", false);
	else if (!read_all(fd, &now, 64u << 20))
		ok = failed(w, p->path, "read");
	else if (same_bytes(&now, p) && (st.st_mode & 07777) == p->mode)
		p->outcome = OUTCOME_UNCHANGED;
	else if (w->foreign == FOREIGN_KEPT && !is_ours(w, p->path, &now)
	    && !same_bytes(&now, p))
		ok = occupied(w, p->path, "a file that mailgen did not write, or that "
			"was edited since", true);
	buf_free(&now);
	close(fd);
	return ok;
}

/* Writes the bytes beside their place. */
static bool
prepare(struct writing *w, struct piece *p)
{
	static const char name[] = ".mailgen-%ld-%u.tmp";
	static const unsigned tries = 100;
	unsigned i;
	int fd = -1;
	bool ok;

	for (i = 0; i < tries && fd < 0; i++) {
		p->temporary = arena_printf(w->arena, name, (long)getpid(), i);
		fd = openat(w->fd, p->temporary,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0) {
		p->temporary = NULL;
		return failed(w, p->path, "write beside");
	}
	ok = write_all(fd, p->bytes, p->len) && !fchmod(fd, p->mode) && !fsync(fd);
	if (!ok)
		failed(w, p->path, "write");
	return !close(fd) && ok;
}

static bool
put_in_place(struct writing *w, struct piece *p)
{
	if (renameat(w->fd, p->temporary, w->fd, p->path))
		return failed(w, p->path, "replace");
	p->temporary = NULL;
	return true;
}

/* The record after this run: other files' lines, and one for each piece. */
static void
make_record(struct writing *w, const struct piece *pieces, size_t n,
	struct buf *out)
{
	const char *line, *end, *path;
	size_t i;

	for (line = w->record.s; line && *line; line = end) {
		end = strchr(line, '\n') ? strchr(line, '\n') + 1 : line + strlen(line);
		path = strchr(line, ' ') ? strchr(line, ' ') + 1 : line;
		for (i = 0; i < n; i++)
			if (strlen(pieces[i].path) + 1 == (size_t)(end - path)
			    && !strncmp(path, pieces[i].path, strlen(pieces[i].path)))
				break;
		if (i == n)
			buf_add(out, line, (size_t)(end - line));
	}
	for (i = 0; i < n; i++)
		buf_puts(out, hash_line(w->arena, pieces[i].bytes, pieces[i].len,
			pieces[i].path));
}

/* Prepares and renames all that changed, the record last. */
static bool
write_pieces(struct writing *w, struct piece *pieces, size_t n)
{
	struct buf record = { 0 };
	size_t i;
	bool ok = true, changed = false;

	make_record(w, pieces, n, &record);
	pieces[n] = (struct piece){ .path = record_name, .bytes = record.s,
		.len = record.len, .mode = 0600, .outcome = OUTCOME_CHANGED };
	for (i = 0; i < n; i++)
		changed |= pieces[i].outcome != OUTCOME_UNCHANGED;
	if (!changed && same_bytes(&w->record, &pieces[n]))
		pieces[n].outcome = OUTCOME_UNCHANGED;
	for (i = 0; i <= n && ok; i++)
		if (pieces[i].outcome != OUTCOME_UNCHANGED)
			ok = prepare(w, &pieces[i]);
	for (i = 0; i <= n && ok; i++)
		if (pieces[i].temporary)
			ok = put_in_place(w, &pieces[i]);
	for (i = 0; i <= n; i++)
		if (pieces[i].temporary)
			unlinkat(w->fd, pieces[i].temporary, 0);
	if (ok && (changed || pieces[n].outcome != OUTCOME_UNCHANGED) && fsync(w->fd)
	    && errno != EINVAL)
		ok = failed(w, "", "save the folder");
	buf_free(&record);
	return ok;
}

bool
output_distinct(const struct rendered *files, struct diags *diags)
{
	const struct rendered *a, *b;

	for (a = files; a; a = a->next)
		for (b = files; b != a; b = b->next)
			if (!strcmp(a->path, b->path)) {
				diag_at(diags, (struct pos){ 0 }, DIAG_USAGE,
					"two files of this account have the same name '%s'", a->path);
				diag_fix(diags, "write the targets into different folders");
				return false;
			}
	return true;
}

bool
output_write(struct arena *a, const char *dir, const char *folder,
	const struct rendered *files, enum foreign foreign,
	void (*said)(void *context, enum outcome, const char *path),
	void *context, struct diags *diags)
{
	struct writing w = { .arena = a, .diags = diags, .fd = -1, .foreign = foreign };
	const struct rendered *f;
	struct piece *pieces;
	size_t n = 0, i;
	bool ok;

	for (f = files; f; f = f->next)
		n++;
	pieces = arena_alloc(a, n + 1, sizeof(*pieces));
	for (i = 0, f = files; f; f = f->next, i++)
		pieces[i] = (struct piece){ .path = f->path, .bytes = f->bytes,
			.len = f->len, .mode = f->mode };
	ok = open_folder(&w, dir, folder);
	if (ok)
		read_record(&w);
	for (i = 0; i < n && w.fd >= 0; i++)
		ok &= look(&w, &pieces[i]);
	ok = ok && write_pieces(&w, pieces, n);
	for (i = 0; i < n && ok; i++)
		said(context, pieces[i].outcome, arena_printf(a, "%s/%s", w.place,
			pieces[i].path));
	buf_free(&w.record);
	if (w.fd >= 0)
		close(w.fd);
	return ok;
}

/* Is the file still what was read, and one that can be replaced? */
static bool
unchanged(struct writing *w, struct piece *p, struct literal was, struct stat *st)
{
	struct piece old = { .bytes = was.s, .len = was.len };
	struct buf now = { 0 };
	bool ok = false;
	int fd = openat(w->fd, p->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 && (errno == ELOOP || errno == EMLINK))
		return occupied(w, p->path, "a symbolic link", false);
	if (fd < 0)
		return failed(w, p->path, "read");
	if (fstat(fd, st) || !S_ISREG(st->st_mode))
		occupied(w, p->path, "not a regular file", false);
	else if (!read_all(fd, &now, was.len) || !same_bytes(&now, &old))
		occupied(w, p->path, "a file that changed while it was checked", false);
	else
		ok = true;
	buf_free(&now);
	close(fd);
	return ok;
}

bool
output_replace(struct arena *a, const char *path, struct literal was,
	struct literal bytes, struct diags *diags)
{
	const char *slash = strrchr(path, '/');
	struct writing w = { .arena = a, .diags = diags, .place = ".", .fd = -1 };
	struct piece p = { .path = slash ? slash + 1 : path, .bytes = bytes.s,
		.len = bytes.len };
	struct stat st;
	bool ok;

	if (slash)
		w.place = slash == path ? "/" : arena_copy(a, path, (size_t)(slash - path));
	w.fd = open(w.place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w.fd < 0)
		return failed(&w, "", "open the folder");
	ok = unchanged(&w, &p, was, &st);
	if (ok) {
		p.mode = st.st_mode & 07777;
		ok = prepare(&w, &p);
	}
	/* only root can give a file away; for others the owner is right */
	if (ok && fchownat(w.fd, p.temporary, st.st_uid, st.st_gid, AT_SYMLINK_NOFOLLOW)
	    && errno != EPERM)
		ok = failed(&w, p.path, "write");
	ok = ok && put_in_place(&w, &p);
	if (p.temporary)
		unlinkat(w.fd, p.temporary, 0);
	if (ok && fsync(w.fd) && errno != EINVAL)
		ok = failed(&w, "", "save the folder");
	close(w.fd);
	return ok;
}
