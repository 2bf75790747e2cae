/* Tables (RFC 4180): which cells there are and where, what is wrong and where, and that
 * it does not depend on how the bytes arrive. */
#include "input/csv.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/source.h"
#include "input/node.h"
#include "fixture.h"

enum { BUFFER_BYTES = 65536, COLUMNS_MAX = 1000 };

/* What comes out: "ROW:CELL|CELL;" for each row, "ROW-" for one that is skipped. */
#define TABLE(s) s, sizeof(s) - 1
static const struct {
	const char *bytes;
	size_t len;
	const char *rows;
	const char *said;       /* a part of it; NULL: nothing */
} tables[] = {
	{ TABLE("a,b\n1,2\n"), "1:a|b;2:1|2;", NULL },
	{ TABLE("a,b\r\n1,2"), "1:a|b;2:1|2;", NULL },
	{ TABLE("\xEF\xBB\xBF" "a\nb\n"), "1:a;2:b;", NULL },
	{ TABLE("\xEF\xBB\xBF"), "", NULL },
	{ TABLE("\"a \"\"b\"\", c\r\nd\",e\nf,g\n"), "1:a \"b\", c\r\nd|e;2:f|g;", NULL },
	{ TABLE("\"a\"\"\""), "1:a\";", NULL },
	{ TABLE(" a ,\tb\n"), "1: a |\tb;", NULL },
	{ TABLE("a,,\"\"\n,,\n,"), "1:a||;2:||;3:|;", NULL },
	{ TABLE("\"\"\n\"\""), "1:;2:;", NULL },
	/* blank lines are rows of nothing; CR LF is one end */
	{ TABLE("a\r\n\r\n\r\nb\r\n\n\nc"), "1:a;4:b;7:c;", NULL },
	{ TABLE("\n\r\n\ra\n"), "4:a;", NULL },
	{ TABLE("a\rb\r"), "1:a;2:b;", NULL },
	{ TABLE("a\n\rb\n"), "1:a;3:b;", NULL },
	{ TABLE(""), "", NULL },
	{ TABLE("ab"), "1:ab;", NULL },
	{ TABLE("a\n\xFF\n"), "1:a;2:\xFF;", NULL },
	/* separators: of the first row, outside of quotes */
	{ TABLE("a;b\n1,2;3\n"), "1:a|b;2:1,2|3;", NULL },
	{ TABLE("a\tb\n1,2\t3\n"), "1:a|b;2:1,2|3;", NULL },
	{ TABLE("a;b,c\n1;2,3\n"), "1:a;b|c;2:1;2|3;", NULL },
	{ TABLE("a;b\tc\n1;2\t3\n"), "1:a;b\tc;2:1;2\t3;", NULL },
	{ TABLE("\"a,\nb\";c\n"), "1:a,\nb|c;", NULL },
	{ TABLE("\r\r\na;b\r;"), "3:a|b;4:|;", NULL },
	{ TABLE("a\n1;2\n"), "1:a;2:1;2;", NULL },
	/* quotes where none may be, and none where one has to be */
	{ TABLE("a,b\n1,x\"y\n2,3\n"), "1:a|b;", "t:2:2: error: this cell has a quote," },
	{ TABLE("a,b\n1, \"x\"\n"), "1:a|b;", "t:2:2: error: this cell has a quote," },
	{ TABLE("a\n\"x\" \n"), "1:a;", "t:2:1: error: this cell has a quote," },
	{ TABLE("a,b\n\"x\n\ny\",\"z\"w\n"), "1:a|b;", "t:2:2: note: it is in line 4 of" },
	{ TABLE("a,b\r\n\"x\r\n\ry\",\"z\"w\n"), "1:a|b;", "t:2:2: note: it is in line 4 of" },
	{ TABLE("a,b\n1,\"x\ny\n"), "1:a|b;", "t:2:2: error: the quotes of this cell" },
	{ TABLE("a,b\n\"1\n\n\",\"x\ny\n"), "1:a|b;", "t:2:2: note: it is in line 4 of" },
	{ TABLE("\""), "", "t:1:1: error: the quotes of this cell" },
	{ TABLE("a\n\"x\n"), "1:a;", "t:2:1: note: the rows after it are not read" },
	{ TABLE("\xFF\xFE" "a"), "", "t:1:1: error: the file is UTF-16" },
	{ TABLE("\xFE\xFF"), "", "t:1:1: error: the file is UTF-16" },
};

static void
add_row(struct buf *out, const struct row *row)
{
	size_t i;

	buf_printf(out, "%u:", row->number);
	for (i = 0; i < row->n; i++) {
		assert_int_equal(row->cells[i].pos.line, row->number);
		assert_int_equal(row->cells[i].pos.column, i + 1);
		assert_int_equal(row->cells[i].s[row->cells[i].len], '\0');
		buf_add(out, row->cells[i].s, row->cells[i].len);
		buf_putc(out, i + 1 < row->n ? '|' : ';');
	}
}

/* Reads the whole table: its rows, and what was said. */
static void
read_table(int fd, struct buf *rows, struct buf *said)
{
	static const char *const none[] = { NULL };
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct csv *t = csv_open(a, source_table(a, "t", none), fd);
	struct row row;
	enum csv_step step;

	buf_clear(rows);
	buf_clear(said);
	buf_puts(rows, "");
	buf_puts(said, "");
	while ((step = csv_next(t, a, &row, diags)) != CSV_END)
		if (step == CSV_ROW)
			add_row(rows, &row);
		else
			buf_puts(rows, "-");
	assert_int_equal(csv_next(t, a, &row, diags), CSV_END);
	diags_print(diags, said, false);
	csv_close(t);
	arena_free(a);
}

static void
test_tables(void **state)
{
	struct buf rows = { 0 }, said = { 0 };
	size_t i;
	int fd;

	(void)state;
	for (i = 0; i < countof(tables); i++) {
		fd = fixture_fd(tables[i].bytes, tables[i].len);
		read_table(fd, &rows, &said);
		close(fd);
		assert_string_equal(rows.s, tables[i].rows);
		if (tables[i].said)
			assert_non_null(strstr(said.s, tables[i].said));
		else
			assert_string_equal(said.s, "");
	}
	buf_free(&rows);
	buf_free(&said);
}

/* Byte by byte through a pipe, from another process. */
static void
test_slowly(void **state)
{
	struct buf rows = { 0 }, said = { 0 };
	size_t i, at;
	int fds[2];

	(void)state;
	for (i = 0; i < countof(tables); i++) {
		assert_int_equal(pipe(fds), 0);
		if (!fork()) {
			for (at = 0; at < tables[i].len; at++)
				if (write(fds[1], tables[i].bytes + at, 1) != 1)
					_exit(1);
			_exit(0);
		}
		close(fds[1]);
		read_table(fds[0], &rows, &said);
		close(fds[0]);
		wait(NULL);
		assert_string_equal(rows.s, tables[i].rows);
		assert_int_equal(said.len > 0, tables[i].said != NULL);
	}
	buf_free(&rows);
	buf_free(&said);
}

/* A row is there when its end is, whatever is to come. */
static void
test_at_once(void **state)
{
	static const char *const ends[] = { "\n", "\r\n", "\r" };
	static const char *const none[] = { NULL };
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct csv *t;
	struct row row;
	size_t i, n;
	int fds[2];

	(void)state;
	for (i = 0; i < countof(ends); i++) {
		assert_int_equal(pipe(fds), 0);
		assert_int_equal(fcntl(fds[0], F_SETFL, O_NONBLOCK), 0);
		for (n = 1; n <= 3; n++) {
			assert_int_equal(write(fds[1], "\"a\"", 3), 3);
			assert_int_equal(write(fds[1], ends[i], strlen(ends[i])), strlen(ends[i]));
			/* what would wait is an error on this pipe */
			if (n == 1)
				t = csv_open(a, source_table(a, "t", none), fds[0]);
			assert_int_equal(csv_next(t, a, &row, diags), CSV_ROW);
			assert_int_equal(row.number, n);
		}
		assert_int_equal(csv_next(t, a, &row, diags), CSV_END);
		assert_true(diags_have(diags, DIAG_READ));
		csv_close(t);
		close(fds[0]);
		close(fds[1]);
	}
	arena_free(a);
}

static void
repeat(struct buf *out, const char *text, size_t n)
{
	while (n--)
		buf_puts(out, text);
}

/* Reads what is in the buffer, and empties it. */
static void
read_buf(struct buf *table, struct buf *rows, struct buf *said)
{
	int fd = fixture_fd(table->s, table->len);

	buf_clear(table);
	read_table(fd, rows, said);
	close(fd);
}

/* Ends of rows at the edges of what is read at once. */
static void
test_edges(void **state)
{
	struct buf table = { 0 }, rows = { 0 }, said = { 0 }, want = { 0 };
	size_t at;

	(void)state;
	for (at = BUFFER_BYTES - 12; at < BUFFER_BYTES + 3; at++) {
		buf_clear(&want);
		repeat(&table, "x", at - 100);
		repeat(&table, "\r\n\"a\r\n", 1);
		repeat(&table, "y", 96);
		repeat(&table, "\",\"\"\"\"\r\nz\r\n", 1);
		repeat(&want, "1:", 1);
		repeat(&want, "x", at - 100);
		repeat(&want, ";2:a\r\n", 1);
		repeat(&want, "y", 96);
		repeat(&want, "|\";3:z;", 1);
		/* no comma in the first row */
		memcpy(table.s, "x,x", 3);
		memcpy(want.s + 2, "x|x", 3);
		read_buf(&table, &rows, &said);
		assert_string_equal(rows.s, want.s);
		assert_string_equal(said.s, "");
	}
	buf_free(&table);
	buf_free(&rows);
	buf_free(&said);
	buf_free(&want);
}

/* What is as large as it may be, and what is larger. */
static void
test_limits(void **state)
{
	struct buf table = { 0 }, rows = { 0 }, said = { 0 };

	(void)state;
	repeat(&table, "a\n", 1);
	repeat(&table, "x", INPUT_MAX_SCALAR);
	repeat(&table, "\n\"x", 1);
	repeat(&table, "x", INPUT_MAX_SCALAR);
	repeat(&table, "\",y\nb\n", 1);
	read_buf(&table, &rows, &said);
	assert_int_equal(rows.len, strlen("1:a;2:;-4:b;") + INPUT_MAX_SCALAR);
	assert_string_equal(rows.s + rows.len - 6, ";-4:b;");
	assert_non_null(strstr(said.s, "t:3:1: error: this cell has more than 65536 bytes"));

	repeat(&table, ",", COLUMNS_MAX - 1);
	repeat(&table, "\n", 1);
	repeat(&table, ",", COLUMNS_MAX);
	repeat(&table, "\nb\n", 1);
	read_buf(&table, &rows, &said);
	assert_string_equal(rows.s + strlen("1:") + COLUMNS_MAX - 1, ";-3:b;");
	assert_non_null(strstr(said.s, "t:2:1001: error: this row has more than 1000 cells"));

	repeat(&table, "x,", INPUT_MAX_SCALAR);
	read_buf(&table, &rows, &said);
	assert_string_equal(rows.s, "-");
	buf_free(&table);
	buf_free(&rows);
	buf_free(&said);
}

static void
test_large_rows(void **state)
{
	struct buf table = { 0 }, rows = { 0 }, said = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < INPUT_MAX_BYTES / INPUT_MAX_SCALAR; i++) {
		repeat(&table, "x", INPUT_MAX_SCALAR - 1);
		repeat(&table, ",", 1);
	}
	repeat(&table, "\nb\n", 1);
	read_buf(&table, &rows, &said);
	assert_string_equal(rows.s, "-2:b;");
	assert_non_null(strstr(said.s, "t:1:17: error: this row has more than 1048576 bytes"));

	repeat(&table, "a\n\"", 1);
	repeat(&table, "x\n", 4 * INPUT_MAX_SCALAR);
	read_buf(&table, &rows, &said);
	assert_string_equal(rows.s, "1:a;");
	assert_non_null(strstr(said.s, "t:2:1: error: this cell does not end"));
	buf_free(&table);
	buf_free(&rows);
	buf_free(&said);
}

/* What cannot be read is said, and ends the reading: the row before it is not whole. */
static void
test_unreadable(void **state)
{
	struct buf rows = { 0 }, said = { 0 };
	int fd = open("/", O_RDONLY);

	(void)state;
	read_table(fd, &rows, &said);
	assert_string_equal(rows.s, "");
	assert_string_equal(said.s, "mailgen: error: cannot read 't': Is a directory [read]\n");
	close(fd);
	buf_free(&rows);
	buf_free(&said);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_slowly),
		cmocka_unit_test(test_at_once),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_large_rows),
		cmocka_unit_test(test_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
