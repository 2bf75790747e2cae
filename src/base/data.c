/* Files as a whole: those the program carries, and those of the user.
 * Used by everything that reads rule sets, targets, account files. */
#include "base/data.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef SYS_openat2
#include <linux/openat2.h>
#endif

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "base/trust.h"

enum { CHUNK_BYTES = 65536 };

static int
compare_path(const void *path, const void *file)
{
	return strcmp(path, ((const struct data_file *)file)->path);
}

struct source *
data_shipped(struct arena *arena, const char *path)
{
	const struct data_file *f = bsearch(path, data_files, data_files_count,
		sizeof(*f), compare_path);

	if (!f)
		return NULL;
	return source_new(arena, arena_printf(arena, "<mailgen>/%s", path),
		(const char *)f->bytes, f->len);
}

const char *
data_shipped_nth(size_t n)
{
	return n < data_files_count ? data_files[n].path : NULL;
}

/* Is it a name for a descriptor that is open already? */
static bool
is_descriptor(const char *path)
{
	static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };
	size_t i;

	for (i = 0; i < countof(folders); i++)
		if (!strncmp(path, folders[i], strlen(folders[i])))
			return true;
	return !strcmp(path, "/dev/stdin") || !strcmp(path, "/dev/null");
}

void
fd_close(int *fd)
{
	int error = errno;

	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	errno = error;
}

enum { OPEN_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

/* Is somebody there who writes to the pipe, or has something been written? */
static bool
has_writer(int fd, int wait_ms)
{
	struct pollfd pipe = { fd, POLLIN, 0 };

	return wait_ms && poll(&pipe, 1, wait_ms) > 0;
}

/* What was opened, when it may be read; else closes it. */
static int
readable(int fd, bool anything, int wait_ms, const char **why)
{
	struct stat st;

	*why = NULL;
	if (fd < 0 || fstat(fd, &st))
		*why = errno == ENXIO ? tr("it is not a regular file") : tr(strerror(errno));
	else if (!anything && S_ISFIFO(st.st_mode) && wait_ms)
		*why = has_writer(fd, wait_ms) ? NULL : tr("no program writes to this pipe");
	else if (!anything && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		*why = tr("it is not a regular file");
	if (!*why && fcntl(fd, F_SETFL, 0))
		*why = tr(strerror(errno));
	if (!*why)
		return fd;
	fd_close(&fd);
	return -1;
}

int
data_open(const char *path, int wait_ms, const char **why)
{
	return readable(open(path, OPEN_FLAGS), is_descriptor(path), wait_ms, why);
}

/* openat(2) that does not leave the folder; where the system does not know how
 * (openat2(2)), one that follows no link. EXDEV: it would. */
static int
open_beneath(int folder, const char *name)
{
	int fd;
#ifdef SYS_openat2
	struct open_how how = { .flags = OPEN_FLAGS, .resolve = RESOLVE_BENEATH };

	fd = (int)syscall(SYS_openat2, folder, name, &how, sizeof(how));
	if (fd >= 0 || (errno != ENOSYS && errno != EPERM))
		return fd;
#endif
	fd = openat(folder, name, OPEN_FLAGS | O_NOFOLLOW);
	if (fd < 0 && errno == ELOOP)
		errno = EXDEV;
	return fd;
}

int
data_open_in(const char *dir, const char *name, const char **why)
{
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = folder < 0 ? -1 : open_beneath(folder, name);

	fd_close(&folder);
	if (fd < 0 && errno == EXDEV) {
		*why = tr("it is a link that leads out of the folder");
		return -1;
	}
	return readable(fd, false, 0, why);
}

bool
data_read_all(int fd, size_t max, struct buf *out)
{
	char chunk[CHUNK_BYTES];
	ssize_t got;

	do {
		got = read(fd, chunk, sizeof(chunk));
		if (got > 0)
			buf_add(out, chunk, (size_t)got);
	} while ((got > 0 && out->len <= max) || (got < 0 && errno == EINTR));
	explicit_bzero(chunk, sizeof(chunk));   /* there may be passwords in it */
	return got >= 0;
}

struct source *
data_read(struct arena *arena, const char *path, size_t max, struct diags *diags)
{
	bool in = !strcmp(path, "-");
	const char *name = in ? "<stdin>" : path;
	const char *why = NULL;
	int fd = in ? STDIN_FILENO : data_open(path, 0, &why);
	struct source *source = NULL;
	struct buf buf = { 0 };

	if (fd < 0 || !data_read_all(fd, max, &buf))
		diag_unread(diags, name, why);
	else if (buf.len > max)
		diag_general(diags, DIAG_LIMIT, "'%s' has more than %zu bytes",
			text_escaped(arena, name, strlen(name)), max);
	else
		source = source_new(arena, arena_copy(arena, name, strlen(name)),
			arena_copy(arena, buf.s, buf.len), buf.len);
	buf_free(&buf);
	if (fd > STDIN_FILENO)
		close(fd);
	return source;
}

/* A file that has lost its name, where it cannot be made without. */
static int
unnamed(struct arena *arena, int folder)
{
	const char *name = arena_printf(arena, "mailgen-%ld-%lx", (long)getpid(),
		(unsigned long)clock_ms());
	int fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd >= 0)
		unlinkat(folder, name, 0);
	return fd;
}

int
data_nameless(struct arena *arena, const char **why)
{
	int folder = trust_temporary(arena, NULL, why), fd = -1;

	if (folder < 0)
		return -1;
#ifdef O_TMPFILE
	fd = openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
	if (fd < 0)
		fd = unnamed(arena, folder);
	if (fd < 0)
		*why = tr(strerror(errno));
	close(folder);
	return fd;
}

bool
data_exists(const char *path)
{
	struct stat st;

	return !stat(path, &st);
}

/* The names in an open folder; false, with errno, when it cannot be read. */
static bool
read_names(struct arena *arena, DIR *dir, struct word_list *names)
{
	const struct dirent *e;

	while (errno = 0, e = readdir(dir))
		if (e->d_name[0] != '.')
			words_add(arena, names, arena_copy(arena, e->d_name, strlen(e->d_name)));
	return !errno;
}

bool
data_folder(struct arena *arena, const char *dir,
	bool (*visit)(void *context, const char *name), void *context,
	struct diags *diags)
{
	DIR *d = opendir(dir);
	struct word_list names = { 0 };
	bool ok = d && read_names(arena, d, &names);
	size_t i;

	if (!ok && diags)
		diag_unread(diags, dir, NULL);
	if (d)
		closedir(d);
	text_sort((const char **)names.items, names.n);
	for (i = 0; i < names.n && ok; i++)
		ok = visit(context, names.items[i]);
	return ok;
}
