#ifndef CSV_H
#define CSV_H

#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct source;

/* A table (CSV, RFC 4180) that is read row by row, from any descriptor. Cells are
 * separated by commas, or by the semicolons or tabs of a first row without a comma;
 * rows end with LF, CR LF or CR. Blank lines count as rows, and are none. */
struct csv;

/* One row as it was read. */
struct row {
	unsigned number;        /* the first one's is 1 */
	struct text *cells;     /* their places say the row and the column */
	size_t n;               /* at least 1 */
};

enum csv_step {
	CSV_ROW,
	CSV_SKIPPED,    /* a row that cannot be used was reported */
	CSV_END,        /* of the table, or of what can be read: then reported */
};

/* Begins a table; places are in the source, which is one of source_table. It lives in
 * the arena, the descriptor stays the caller's. Close it in the end. */
struct csv *csv_open(struct arena *, const struct source *table, int fd);

/* Reads the next row into the arena, of any number of cells. */
enum csv_step csv_next(struct csv *, struct arena *, struct row *, struct diags *);

/* Wipes what is kept of the last rows, at any time; nothing more is read then. */
void csv_close(struct csv *);

#endif
