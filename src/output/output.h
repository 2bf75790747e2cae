#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct rendered;

enum outcome {
	OUTCOME_CREATED, OUTCOME_CHANGED, OUTCOME_UNCHANGED, OUTCOME_REMOVED,
};

/* What may happen to a file that mailgen did not write, or that was edited
 * since it did. */
enum foreign { FOREIGN_KEPT, FOREIGN_REPLACED };

/* Writes the files below dir/folder (folder NULL: below dir itself), which are
 * made with mode 0700 when missing. All files are ready beside their places
 * before the first is renamed; each path holds the whole old or the whole new
 * file at any moment. Symbolic links are not followed. What was written is
 * recorded in ".mailgen" beside the files, so that a file of another origin is
 * known. said(context, ...) hears of each file. False after reporting. */
bool output_write(struct arena *, const char *dir, const char *folder,
	const struct rendered *, enum foreign,
	void (*said)(void *context, enum outcome, const char *path),
	void *context, struct diags *);

/* Puts other bytes into a file that holds `was`, keeping its mode and owner;
 * the path holds the whole old or the whole new file at any moment. False after
 * reporting: it is a symbolic link or no regular file, it changed meanwhile, or
 * it cannot be written. */
bool output_replace(struct arena *, const char *path, struct literal was,
	struct literal bytes, struct diags *);

/* The paths of two rendered files of one folder must differ: false after
 * reporting that they do not. */
bool output_distinct(const struct rendered *, struct diags *);

/* Writes all bytes to an open file, whatever signals and pipes do to it. False
 * with errno set. */
bool write_all(int fd, const char *bytes, size_t len);

#endif
