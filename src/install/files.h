#ifndef FILES_H
#define FILES_H

#include <stdbool.h>

#include "base/text.h"
#include "sys/transaction.h"

struct arena;
struct diags;
struct rendered;

/* What may happen to a file that mailgen did not write, or that was edited
 * since it did. */
enum foreign { FOREIGN_KEPT, FOREIGN_REPLACED };

/* What is written: all that targets have in a folder, so that what an earlier run wrote
 * there for the same targets and accounts goes, and what it wrote for others stays; or the
 * file that the user named, whatever mailgen wrote there. */
enum extent { EXTENT_FOLDER, EXTENT_FILE };

/* Writes the files below dir/folder (folder NULL: below dir itself): all of them
 * or none, see transaction.h. Each of them is mailgen's as a whole: what is there from
 * elsewhere, or was edited, is kept or replaced as `foreign` says. What was
 * written is recorded beside the files, see state.h. said(context, ...) hears of
 * each file. False after reporting. */
bool output_write(struct arena *, const char *dir, const char *folder,
	const struct rendered *, enum extent, enum foreign, const struct change_options *,
	void (*said)(void *context, const struct file_change *), void *context,
	struct diags *);

/* Puts other bytes into a file that holds `was`, keeping its mode and owner;
 * the path holds the whole old or the whole new file at any moment. False after
 * reporting: it is a symbolic link or no regular file, it changed meanwhile, or
 * it cannot be written. */
bool output_replace(struct arena *, const char *path, struct literal was,
	struct literal bytes, struct diags *);

/* The paths of two rendered files of one folder must differ: false after
 * reporting that they do not. */
bool output_distinct(const struct rendered *, struct diags *);

#endif
