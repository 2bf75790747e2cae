#ifndef DATA_H
#define DATA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct diags;
struct source;

/* A file that the program carries: made at build time from templates/ and
 * schemas/, sorted bytewise by path. bytes has a NUL after its len bytes. */
struct data_file {
	const char *path;
	const unsigned char *bytes;
	size_t len;
};

extern const struct data_file data_files[];
extern const size_t data_files_count;

/* A shipped file such as "schemas/words.ini", or NULL. It is named
 * "<mailgen>/schemas/words.ini" in messages. */
struct source *data_shipped(struct arena *, const char *path);

/* The path of the nth shipped file, sorted bytewise; NULL after the last. */
const char *data_shipped_nth(size_t n);

/* Opens what is to be read at a path: a regular file, a folder, what this program was
 * given as an open descriptor (/dev/fd/N, /dev/stdin), or /dev/null. Any other device is
 * refused, and so is a FIFO that nobody writes to within so many milliseconds. -1 after
 * setting *why, in words for a message. */
int data_open(const char *path, int wait_ms, const char **why);

/* The same for a name in a folder, where a link that leads out of it is refused. */
int data_open_in(const char *dir, const char *name, const char **why);

/* Closes a descriptor, unless it is -1, as it is from then on; errno stays. */
void fd_close(int *fd);

/* Reads a whole file, or a stream to its end ("-" is standard input), of at
 * most max bytes. Returns NULL after reporting `read` or, for more bytes,
 * `limit`. */
struct source *data_read(struct arena *, const char *path, size_t max, struct diags *);

/* Reads an open file to its end, or until there are more than max bytes. False with
 * errno set. */
bool data_read_all(int fd, size_t max, struct buf *);

/* A new file without a name, in TMPDIR (trust.h), that this user alone can read; -1 after
 * setting *why, in words for a message. */
int data_nameless(struct arena *, const char **why);

/* Is there something at this path? */
bool data_exists(const char *path);

/* Calls visit for each name in a folder, sorted bytewise, without those that
 * begin with a dot. Ends early when visit returns false. Returns false then,
 * and after reporting `read` (diags NULL: without). */
bool data_folder(struct arena *, const char *dir,
	bool (*visit)(void *context, const char *name), void *context,
	struct diags *);

#endif
