/* roster: reads a table (RFC 4180) from standard input and writes its rows in a form
 * that is easily read (base/frame.h). Run by mailgen, which does without libcsv. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <csv.h>

#include "base/frame.h"
#include "base/nodump.h"

enum { DONE = 0, USAGE = 2, SYSTEM = 4 };
enum { PIECE_BYTES = 65536 };

/* What is known of the table so far. */
struct table {
	struct csv_parser parser;
	uint32_t row;           /* the number of the one that is being read, 1 first */
	uint32_t line, begun;   /* of the file: where we are, where the row began */
	uint32_t cells;         /* of the row */
	int flaw;               /* of the row, or 0 */
	uint32_t flaw_cell;
	bool ended;             /* a row ended with the last byte */
	int terminator;         /* the last byte that ended a row or a blank line */
	unsigned char *bytes;   /* the row as it will be written; ROSTER_MAX_ROW */
	size_t len;
};

static int
complain(const char *what, const char *why)
{
	fprintf(stderr, "mailgen: roster: %s: %s\n", what, why);
	return SYSTEM;
}

static void
say(const struct table *t, int letter, uint32_t n)
{
	unsigned char head[1 + 3 * FRAME_NUMBER];

	head[0] = (unsigned char)letter;
	frame_put(head + 1, t->row);
	frame_put(head + 1 + FRAME_NUMBER, t->begun);
	frame_put(head + 1 + 2 * FRAME_NUMBER, n);
	fwrite(head, 1, sizeof(head), stdout);
}

static void
find_fault(struct table *t, int flaw)
{
	if (t->flaw)
		return;
	t->flaw = flaw;
	t->flaw_cell = t->cells;
}

static void
on_cell(void *bytes, size_t len, void *context)
{
	struct table *t = context;

	t->cells++;
	t->terminator = 0;
	if (len > ROSTER_MAX_CELL)
		find_fault(t, ROSTER_LONG_CELL);
	else if (t->cells > ROSTER_MAX_COLUMNS)
		find_fault(t, ROSTER_WIDE);
	else if (t->len + FRAME_NUMBER + len > ROSTER_MAX_ROW)
		find_fault(t, ROSTER_LONG_ROW);
	if (t->flaw)
		return;
	frame_put(t->bytes + t->len, (uint32_t)len);
	t->len += FRAME_NUMBER;
	if (len)
		memcpy(t->bytes + t->len, bytes, len);
	t->len += len;
}

/* Called for each byte that ends a row, and for each that ends a blank line; -1 at
 * the end of a last row without one. A blank line is counted and is no row. */
static void
on_row(int terminator, void *context)
{
	struct table *t = context;
	bool second = !t->cells && terminator == '\n' && t->terminator == '\r';

	t->terminator = second ? 0 : terminator;
	t->ended = true;
	if (second)
		return;
	if (t->flaw)
		say(t, t->flaw, t->flaw_cell);
	else if (t->cells) {
		say(t, ROSTER_ROW, t->cells);
		fwrite(t->bytes, 1, t->len, stdout);
	}
	t->row++;
	t->cells = 0;
	t->len = 0;
	t->flaw = 0;
}

/* RFC 4180 has blanks as a part of the cell. */
static int
no_blank(unsigned char byte)
{
	(void)byte;
	return 0;
}

/* Up to the end of the first line in the bytes; a CR LF is two ends. */
static size_t
line_len(const char *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (bytes[i] == '\n' || bytes[i] == '\r')
			return i + 1;
	return len;
}

/* Reads the bytes of at most one line. False after saying what ends the table. */
static bool
take(struct table *t, const char *bytes, size_t len, char before)
{
	char last = bytes[len - 1];

	t->ended = false;
	if (csv_parse(&t->parser, bytes, len, on_cell, on_row, t) != len) {
		t->begun = t->line;
		say(t, ROSTER_QUOTE, t->cells + 1);
		return false;
	}
	if (csv_get_buffer_size(&t->parser) > 4 * ROSTER_MAX_CELL) {
		say(t, ROSTER_ENDLESS, t->cells + 1);
		return false;
	}
	if (last == '\r' || (last == '\n' && (len > 1 || before != '\r')))
		t->line++;
	if (t->ended)
		t->begun = t->line;
	return true;
}

static bool
take_all(struct table *t, const char *bytes, size_t len, char *before)
{
	size_t n;

	for (; len; bytes += n, len -= n) {
		n = line_len(bytes, len);
		if (!take(t, bytes, n, *before))
			return false;
		*before = bytes[n - 1];
	}
	return true;
}

/* Reads until there are a whole line, max bytes, or the end; -1 with errno set. */
static ssize_t
fill_line(char *bytes, size_t max)
{
	size_t have = 0;
	ssize_t n;

	while (have < max && !memchr(bytes, '\n', have)) {
		n = read(STDIN_FILENO, bytes + have, max - have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		have += (size_t)n;
	}
	return (ssize_t)have;
}

/* What stands between the cells of the first line. Programs write a ';' where the
 * comma is in numbers, or tabs. */
static unsigned char
separator(const char *bytes, size_t len)
{
	bool quoted = false, semicolon = false, tab = false;

	for (; len && *bytes != '\n' && (quoted || *bytes != ','); bytes++, len--) {
		quoted ^= *bytes == '"';
		semicolon |= !quoted && *bytes == ';';
		tab |= !quoted && *bytes == '\t';
	}
	if ((len && *bytes == ',') || semicolon == tab)
		return ',';
	return semicolon ? ';' : '\t';
}

/* What stands before the first row. False after saying that it is not UTF-8. */
static bool
take_begin(struct table *t, const char *bytes, size_t len, char *before)
{
	size_t bom = len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;

	if (len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2))) {
		say(t, ROSTER_ENCODING, 1);
		return false;
	}
	csv_set_delim(&t->parser, separator(bytes + bom, len - bom));
	return take_all(t, bytes + bom, len - bom, before);
}

static int
finish(struct table *t)
{
	if (csv_fini(&t->parser, on_cell, on_row, t))
		say(t, ROSTER_OPEN, t->cells + 1);
	else
		say(t, ROSTER_END, 0);
	return DONE;
}

static int
run(struct table *t)
{
	static char piece[PIECE_BYTES];
	char before = 0;
	ssize_t n = fill_line(piece, sizeof(piece));
	bool going = n < 0 || take_begin(t, piece, (size_t)n, &before);

	while (going && n > 0) {
		/* who waits for rows gets those that are there */
		fflush(stdout);
		do
			n = read(STDIN_FILENO, piece, sizeof(piece));
		while (n < 0 && errno == EINTR);
		going = n <= 0 || take_all(t, piece, (size_t)n, &before);
	}
	if (n < 0)
		return complain("cannot read standard input", strerror(errno));
	if (going)
		finish(t);
	if (fflush(stdout) || ferror(stdout))
		return complain("cannot write", strerror(errno));
	return DONE;
}

int
main(int argc, char **argv)
{
	static unsigned char row[ROSTER_MAX_ROW];
	struct table t = { .row = 1, .line = 1, .begun = 1, .bytes = row };
	int status;

	(void)argv;
	no_dump();
	if (argc != 1) {
		fprintf(stderr, "mailgen: roster: usage: roster <TABLE\n");
		return USAGE;
	}
	if (csv_init(&t.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
		return complain("cannot begin", "no memory");
	csv_set_space_func(&t.parser, no_blank);
	csv_set_blk_size(&t.parser, 4096);
	status = run(&t);
	csv_free(&t.parser);
	return status;
}
