/* Any bytes as a table: what is read of it and written as a table again, with every cell
 * in quotes, is read as the same cells. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
write_row(struct buf *out, const struct row *row)
{
	size_t i, k;

	for (i = 0; i < row->n; i++) {
		buf_puts(out, i ? ",\"" : "\"");
		for (k = 0; k < row->cells[i].len; k++) {
			if (row->cells[i].s[k] == '"')
				buf_putc(out, '"');
			buf_putc(out, row->cells[i].s[k]);
		}
		buf_putc(out, '"');
	}
	buf_puts(out, "\r\n");
}

/* Writes the rows of the table that can be read; false when there is more. */
static bool
rewrite(int fd, const char *bytes, size_t len, struct buf *out)
{
	static const char *const none[] = { NULL };
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct csv *t;
	struct row row;
	enum csv_step step;
	bool fine;

	if (ftruncate(fd, 0) || pwrite(fd, bytes, len, 0) != (ssize_t)len || lseek(fd, 0, SEEK_SET))
		abort();
	t = csv_open(a, source_table(a, "fuzz", none), fd);
	while ((step = csv_next(t, a, &row, diags)) != CSV_END)
		if (step == CSV_ROW)
			write_row(out, &row);
	fine = !diags_count(diags, SEVERITY_NOTE);
	csv_close(t);
	arena_free(a);
	return fine;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf once = { 0 }, twice = { 0 };
	int fd = memfd_create("table", MFD_CLOEXEC);

	if (fd < 0)
		abort();
	rewrite(fd, (const char *)bytes, len, &once);
	if (once.len && (!rewrite(fd, once.s, once.len, &twice) || twice.len != once.len
	    || memcmp(once.s, twice.s, once.len)))
		abort();
	buf_free(&once);
	buf_free(&twice);
	close(fd);
	return 0;
}
