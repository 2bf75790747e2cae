/* Reads tables in CSV (RFC 4180) with the places of all cells.
 * Used for rosters. */
#include "input/csv.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "input/node.h"

enum {
	BUFFER_BYTES = 65536,
	COLUMNS_MAX = 1000,
	/* of a cell whose end is not looked for any longer */
	ENDLESS_BYTES = 4 * INPUT_MAX_SCALAR,
};

enum row_error {
	FINE, LONG_CELL, LONG_ROW, WIDE, STRAY_QUOTE, OPEN_QUOTE, ENDLESS, ENCODING,
};

static const char quote_it[] =
	"put the whole cell in quotes, and write each quote in it twice";

static const struct {
	const char *text, *fix;
	enum diag_id id;
	bool final;             /* nothing after it can be read */
} row_errors[] = {
	[LONG_CELL] = { "this cell has more than 65536 bytes", "shorten it", DIAG_LIMIT, false },
	[LONG_ROW] = { "this row has more than 1048576 bytes", "shorten it", DIAG_LIMIT, false },
	[WIDE] = { "this row has more than 1000 cells", "remove the columns that are not needed",
		DIAG_LIMIT, false },
	[STRAY_QUOTE] = { "this cell has a quote, but is not in quotes as a whole", quote_it,
		DIAG_ROSTER, true },
	[OPEN_QUOTE] = { "the quotes of this cell are not closed", quote_it, DIAG_ROSTER, true },
	[ENDLESS] = { "this cell does not end: it has more than 262144 bytes", quote_it,
		DIAG_LIMIT, true },
	[ENCODING] = { "the file is UTF-16 or UTF-32",
		"save it as UTF-8, or convert it with `iconv -f UTF-16 -t UTF-8`",
		DIAG_ENCODING, true },
};

struct csv {
	const struct source *table;
	int fd;
	char *buffer;           /* from..to is not used yet */
	size_t from, to;
	bool eof, ended;
	int error;              /* of reading; 0: none */
	char separator;
	int before;             /* the byte that was taken last */
	unsigned row, line;     /* rows before this one; where we are */
	size_t n;               /* cells of this row */
	size_t len;             /* of the last one */
	size_t lens[COLUMNS_MAX];
	struct buf bytes;       /* of all of them, each with a NUL after it */
	enum row_error row_error;         /* of this row */
	size_t error_cell;
	unsigned error_line;
};

/* ---- bytes ---- */

/* Reads some more, after what is in the buffer. */
static void
fill(struct csv *t)
{
	ssize_t n;

	memmove(t->buffer, t->buffer + t->from, t->to - t->from);
	t->to -= t->from;
	t->from = 0;
	do
		n = read(t->fd, t->buffer + t->to, BUFFER_BYTES - t->to);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		t->error = errno;
	t->eof = n <= 0;
	t->to += n > 0 ? (size_t)n : 0;
}

/* The byte that is `ahead` bytes after the next one; -1 at the end, and beyond what
 * there is room for. */
static int
look(struct csv *t, size_t ahead)
{
	while (t->to - t->from <= ahead && ahead < BUFFER_BYTES && !t->eof)
		fill(t);
	return t->to - t->from > ahead ? (unsigned char)t->buffer[t->from + ahead] : -1;
}

/* The next byte; -1 at the end. */
static int
peek(struct csv *t)
{
	return look(t, 0);
}

/* Takes the next byte, too. */
static int
take(struct csv *t)
{
	int c = peek(t);

	t->line += c == '\r' || (c == '\n' && t->before != '\r');
	t->before = c;
	t->from += c >= 0;
	return c;
}

static bool
ends_line(int c)
{
	return c == '\n' || c == '\r' || c < 0;
}

/* ---- cells ---- */

/* The first one of a row stays, unless nothing can be read after this one. */
static void
find_error(struct csv *t, enum row_error row_error, unsigned line)
{
	if (t->row_error && !row_errors[row_error].final)
		return;
	t->row_error = row_error;
	t->error_cell = t->n;
	t->error_line = line;
}

/* Adds a byte to the cell; false when there are too many. */
static bool
add(struct csv *t, int c)
{
	if (t->len < INPUT_MAX_SCALAR && !t->row_error)
		buf_putc(&t->bytes, (char)c);
	return ++t->len <= ENDLESS_BYTES;
}

static enum row_error
read_plain(struct csv *t)
{
	int c;

	for (c = peek(t); !ends_line(c) && c != t->separator; c = peek(t))
		if (c == '"')
			return STRAY_QUOTE;
		else if (!add(t, take(t)))
			return ENDLESS;
	return FINE;
}

static enum row_error
read_quoted(struct csv *t)
{
	int c;

	take(t);
	for (c = take(t); c >= 0; c = take(t)) {
		if (c == '"' && peek(t) != '"')
			return ends_line(peek(t)) || peek(t) == t->separator
				? FINE : STRAY_QUOTE;
		if (c == '"')
			take(t);
		if (!add(t, c))
			return ENDLESS;
	}
	return OPEN_QUOTE;
}

/* Reads a cell, up to what ends it. */
static void
read_cell(struct csv *t)
{
	unsigned line = t->line;
	enum row_error row_error;

	t->n++;
	t->len = 0;
	row_error = peek(t) == '"' ? read_quoted(t) : read_plain(t);
	if (!row_error && t->len > INPUT_MAX_SCALAR)
		row_error = LONG_CELL;
	else if (!row_error && t->n > COLUMNS_MAX)
		row_error = WIDE;
	else if (!row_error && t->bytes.len >= INPUT_MAX_BYTES)
		row_error = LONG_ROW;
	if (row_error)
		find_error(t, row_error, row_error == STRAY_QUOTE ? t->line : line);
	if (t->row_error)
		return;
	t->lens[t->n - 1] = t->len;
	buf_putc(&t->bytes, '\0');
}

/* ---- rows ---- */

/* Goes over blank lines, and over the LF of a CR LF that ended a row. */
static void
skip_blank(struct csv *t)
{
	int c;

	for (c = peek(t); c >= 0 && ends_line(c); c = peek(t)) {
		t->row += c == '\r' || t->before != '\r';
		take(t);
	}
}

/* Reads a row with its end, or up to what ends the table. */
static void
read_row(struct csv *t)
{
	t->n = 0;
	buf_clear(&t->bytes);
	t->row++;
	for (read_cell(t); !row_errors[t->row_error].final && peek(t) == t->separator; read_cell(t))
		take(t);
	if (!row_errors[t->row_error].final)
		take(t);
}

/* ---- the table ---- */

/* What separates the cells of the row that begins here. Programs write a ';' where the
 * comma is in numbers, or tabs. */
static char
find_separator(struct csv *t)
{
	bool quoted = false, semicolon = false, tab = false;
	size_t i = 0;
	int c;

	for (c = look(t, 0); quoted ? c >= 0 : c != ',' && !ends_line(c); c = look(t, ++i)) {
		quoted ^= c == '"';
		semicolon |= !quoted && c == ';';
		tab |= !quoted && c == '\t';
	}
	if (c == ',' || semicolon == tab)
		return ',';
	return semicolon ? ';' : '\t';
}

/* A first line that says what separates cells, as in "sep=;". */
static bool
take_sep(struct csv *t)
{
	static const char word[] = "sep=";
	size_t i;

	for (i = 0; word[i] && look(t, i) == word[i]; i++)
		;
	if (word[i] || ends_line(look(t, i)) || !ends_line(look(t, i + 1)))
		return false;
	t->separator = (char)look(t, i);
	while (!ends_line(peek(t)))
		take(t);
	skip_blank(t);
	return true;
}

/* Looks at what is before the first row. */
static void
begin(struct csv *t)
{
	look(t, 2);
	if (t->to >= 2 && (!memcmp(t->buffer, "\xFF\xFE", 2)
	    || !memcmp(t->buffer, "\xFE\xFF", 2) || !t->buffer[0] || !t->buffer[1])) {
		t->row = t->n = 1;
		find_error(t, ENCODING, 1);
		return;
	}
	if (t->to >= 3 && !memcmp(t->buffer, "\xEF\xBB\xBF", 3))
		t->from = 3;
	skip_blank(t);
	if (!take_sep(t))
		t->separator = find_separator(t);
}

struct csv *
csv_open(struct arena *a, const struct source *table, int fd)
{
	struct csv *t = arena_alloc(a, 1, sizeof(*t));

	t->table = table;
	t->fd = fd;
	t->line = 1;
	t->buffer = arena_alloc(a, BUFFER_BYTES, 1);
	begin(t);
	return t;
}

static struct pos
place(const struct csv *t, size_t column)
{
	return (struct pos){ t->table, t->row, (unsigned)column };
}

static enum csv_step
report(struct csv *t, struct diags *diags)
{
	struct pos pos = place(t, t->error_cell);
	enum row_error row_error = t->row_error;

	t->row_error = FINE;
	t->ended = row_errors[row_error].final;
	diag_at(diags, pos, row_errors[row_error].id, "%s", row_errors[row_error].text);
	if (t->error_line != t->row)
		diag_note_at(diags, pos, "it is in line %u of the file", t->error_line);
	if (t->ended)
		diag_note_at(diags, pos, "the rows after it are not read");
	diag_fix(diags, "%s", row_errors[row_error].fix);
	return t->ended ? CSV_END : CSV_SKIPPED;
}

static enum csv_step
cannot_read(struct csv *t, struct diags *diags)
{
	diag_unread(diags, t->table->name, tr(strerror(t->error)));
	t->error = 0;
	t->ended = true;
	return CSV_END;
}

static void
hand_out(const struct csv *t, struct arena *a, struct row *row)
{
	const char *bytes = arena_copy(a, t->bytes.s, t->bytes.len);
	size_t i;

	*row = (struct row){ t->row, arena_alloc(a, t->n, sizeof(*row->cells)), t->n };
	for (i = 0; i < t->n; i++) {
		row->cells[i] = (struct text){ bytes, t->lens[i], place(t, i + 1), false };
		bytes += t->lens[i] + 1;
	}
}

enum csv_step
csv_next(struct csv *t, struct arena *a, struct row *row, struct diags *diags)
{
	if (!t->ended && !t->row_error) {
		skip_blank(t);
		t->ended = peek(t) < 0;
	}
	if (!t->ended && !t->row_error)
		read_row(t);
	if (t->error)
		return cannot_read(t, diags);
	if (t->ended)
		return CSV_END;
	if (t->row_error)
		return report(t, diags);
	hand_out(t, a, row);
	return CSV_ROW;
}

void
csv_close(struct csv *t)
{
	t->ended = true;
	wipe(t->buffer, BUFFER_BYTES);
	buf_free(&t->bytes);
}
