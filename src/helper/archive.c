/* archive: reads files (base/frame.h) from standard input and writes them as one tar
 * archive, always the same for the same files. Run by mailgen, which does without libarchive. */
#include <errno.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/frame.h"
#include "base/nodump.h"

enum { DONE = 0, USAGE = 2, SYSTEM = 4 };
enum { PIECE_BYTES = 65536, BLOCK_BYTES = 10240 };

struct packing {
	struct archive *tar;
	struct archive_entry *entry;
	time_t time;            /* of all entries */
	char path[ARCHIVE_MAX_PATH + 1];
	char before[ARCHIVE_MAX_PATH + 1];      /* the path of the file before it */
};

static int
complain(const char *what, const char *why)
{
	fprintf(stderr, "mailgen: archive: %s%s%s\n", what, why ? ": " : "",
		why ? why : "");
	return SYSTEM;
}

static int
complain_of_tar(struct packing *p)
{
	int error = archive_errno(p->tar);

	return complain("cannot write", error > 0 ? strerror(error)
		: archive_error_string(p->tar));
}

static bool
take(void *out, size_t len)
{
	return !len || fread(out, len, 1, stdin) == 1;
}

static bool
take_number(uint32_t *n)
{
	unsigned char bytes[FRAME_NUMBER];

	if (!take(bytes, sizeof(bytes)))
		return false;
	*n = frame_get(bytes);
	return true;
}

static int
cut_off(void)
{
	return complain("the files end in the middle", NULL);
}

/* Nothing that leaves the folder it is unpacked in. */
static bool
is_safe(const char *path, size_t len)
{
	const char *part = path;
	size_t n;

	if (strlen(path) != len)
		return false;
	for (;; part += n + 1) {
		n = strcspn(part, "/");
		if (!n || (n == 1 && *part == '.') || (n == 2 && !memcmp(part, "..", 2)))
			return false;
		if (!part[n])
			return true;
	}
}

static bool
put_header(struct packing *p, const char *path, unsigned type, unsigned mode,
	uint32_t len)
{
	archive_entry_clear(p->entry);
	archive_entry_set_pathname(p->entry, path);
	archive_entry_set_filetype(p->entry, type);
	archive_entry_set_perm(p->entry, (__LA_MODE_T)(mode & 0777));
	archive_entry_set_size(p->entry, len);
	archive_entry_set_mtime(p->entry, p->time, 0);
	return archive_write_header(p->tar, p->entry) == ARCHIVE_OK;
}

/* The folders of the path that the file before it was not in: files of one folder
 * come together, so each folder comes once. */
static bool
put_folders(struct packing *p)
{
	char *slash, folder[ARCHIVE_MAX_PATH + 2];
	size_t len;

	for (slash = strchr(p->path, '/'); slash; slash = strchr(slash + 1, '/')) {
		len = (size_t)(slash - p->path) + 1;
		if (!strncmp(p->path, p->before, len))
			continue;
		memcpy(folder, p->path, len);
		folder[len] = '\0';
		if (!put_header(p, folder, AE_IFDIR, 0700, 0))
			return false;
	}
	memcpy(p->before, p->path, sizeof(p->before));
	return true;
}

static int
put_bytes(struct packing *p, uint32_t len)
{
	static char piece[PIECE_BYTES];
	size_t n;

	for (; len; len -= (uint32_t)n) {
		n = len < sizeof(piece) ? len : sizeof(piece);
		if (!take(piece, n))
			return cut_off();
		if (archive_write_data(p->tar, piece, n) != (la_ssize_t)n)
			return complain_of_tar(p);
	}
	return DONE;
}

static int
put_file(struct packing *p)
{
	uint32_t mode, path_len, len;

	if (!take_number(&mode) || !take_number(&path_len))
		return cut_off();
	if (path_len > ARCHIVE_MAX_PATH)
		return complain("a path that is too long", NULL);
	memset(p->path, 0, sizeof(p->path));
	if (!take(p->path, path_len) || !take_number(&len))
		return cut_off();
	if (!is_safe(p->path, path_len))
		return complain("a path that leads elsewhere", NULL);
	if (!put_folders(p) || !put_header(p, p->path, AE_IFREG, mode, len))
		return complain_of_tar(p);
	return put_bytes(p, len);
}

/* All files; what is no end marker is no end. */
static int
put_all(struct packing *p)
{
	unsigned char letter;
	int status = DONE;

	while (status == DONE) {
		if (!take(&letter, 1))
			return cut_off();
		if (letter == ARCHIVE_END)
			return archive_write_close(p->tar) == ARCHIVE_OK
				? DONE : complain_of_tar(p);
		status = letter == ARCHIVE_FILE ? put_file(p)
			: complain("no file where one should be", NULL);
	}
	return status;
}

/* Seconds since 1970, as reproducible-builds.org has it. False for anything else. */
static bool
read_time(time_t *time)
{
	const char *given = getenv("SOURCE_DATE_EPOCH");
	char *end;
	long long n;

	*time = 0;
	if (!given || !*given)
		return true;
	errno = 0;
	n = strtoll(given, &end, 10);
	*time = (time_t)n;
	return !errno && !*end && n >= 0;
}

static int
run(struct packing *p)
{
	int status;

	if (archive_write_set_format_pax_restricted(p->tar) != ARCHIVE_OK
	    || archive_write_set_bytes_per_block(p->tar, BLOCK_BYTES) != ARCHIVE_OK
	    || archive_write_set_bytes_in_last_block(p->tar, BLOCK_BYTES) != ARCHIVE_OK
	    || archive_write_open_fd(p->tar, 1) != ARCHIVE_OK)
		return complain_of_tar(p);
	status = put_all(p);
	/* an archive that is not whole gets no end, so that nobody takes it for one */
	if (status != DONE)
		archive_write_fail(p->tar);
	return status;
}

int
main(int argc, char **argv)
{
	static struct packing p;
	int status;

	(void)argv;
	no_dump();
	if (argc != 1) {
		fprintf(stderr, "mailgen: archive: usage: archive <FILES >TAR\n");
		return USAGE;
	}
	/* libarchive asks the locale what the bytes of a path mean */
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "en_US.UTF-8");
	if (!read_time(&p.time)) {
		complain("SOURCE_DATE_EPOCH is no number of seconds", NULL);
		return USAGE;
	}
	p.tar = archive_write_new();
	p.entry = archive_entry_new();
	status = run(&p);
	archive_entry_free(p.entry);
	archive_write_free(p.tar);
	return status;
}
