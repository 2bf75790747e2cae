#ifndef ARCHIVE_H
#define ARCHIVE_H

#include <stdbool.h>

struct arena;
struct diags;
struct rendered;

/* One tar archive on its way. */
struct archive;

/* What may happen to a file that is where the archive will go and does not look
 * like one of mailgen's. */
enum archive_over { ARCHIVE_KEEPS, ARCHIVE_REPLACES };

/* Begins an archive: at the path, or on standard output for "-". The file is written
 * next to its place with mode 0600; a link, or something else than a file,
 * in its place is refused. The date of its entries is SOURCE_DATE_EPOCH's, or that of
 * 1970. NULL after reporting. */
struct archive *archive_open(struct arena *, const char *path, enum archive_over, struct diags *);

/* Adds files below a folder (NULL: none), in their order; what one folder holds is
 * added together. False after reporting, once; nothing more is added then. */
bool archive_add(struct archive *, const char *folder, const struct rendered *, struct diags *);

/* Ends it: it is whole and safe on the disk, and takes its place. False after
 * reporting; the path is then as it was. */
bool archive_close(struct archive *, struct diags *);

/* Leaves nothing there; on standard output, nothing that passes for an archive. */
void archive_drop(struct archive *);

#endif
