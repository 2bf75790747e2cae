/* Streams cut into documents: where each begins and ends, which line it is on,
 * and that the cuts do not depend on how the bytes arrive. */
#include "input/documents.h"


#include "base/buf.h"
#include "base/source.h"
#include "input/node.h"
#include "fixture.h"

/* What comes out: "LINE+BYTES:TEXT|" for each document, '!' for a finding. */
static const struct row {
	const char *stream;
	enum cut cut;
	const char *documents;
} rows[] = {
	{ "", CUT_DOCUMENTS, "" },
	{ "a: 1\n", CUT_DOCUMENTS, "0+0:a: 1\n|" },
	{ "a: 1", CUT_DOCUMENTS, "0+0:a: 1|" },
	{ "a: 1\n---\nb: 2\n", CUT_DOCUMENTS, "0+0:a: 1\n|1+5:---\nb: 2\n|" },
	{ "---\na\n--- b\n---", CUT_DOCUMENTS, "0+0:---\na\n|2+6:--- b\n|" },
	/* one that is empty is passed over, but for one that is alone */
	{ "---\n---\n...\n# c\n...\na\n---\n", CUT_DOCUMENTS, "5+20:a\n|" },
	{ "---\n---\n", CUT_DOCUMENTS, "1+4:---\n|" },
	/* comments and directives belong to what follows them */
	{ "# c\n---\na\n", CUT_DOCUMENTS, "0+0:# c\n---\na\n|" },
	{ "a\n...\n%YAML 1.1\n---\nb\n", CUT_DOCUMENTS,
		"0+0:a\n...\n|2+6:%YAML 1.1\n---\nb\n|" },
	{ "a\n...\nb\n", CUT_DOCUMENTS, "0+0:a\n...\n|2+6:b\n|" },
	/* no marks: longer words, and those that stand further right */
	{ "----\n---a\n ---\n....\n", CUT_DOCUMENTS, "0+0:----\n---a\n ---\n....\n|" },
	/* in a text that goes over lines a mark is one all the same */
	{ "a: \"x\n---\ny\"\n", CUT_DOCUMENTS, "0+0:a: \"x\n|1+6:---\ny\"\n|" },
	{ "a\r\n---\r\nb\r\n", CUT_DOCUMENTS, "0+0:a\r\n|1+3:---\r\nb\r\n|" },
	{ "a\r---\rb\r", CUT_DOCUMENTS, "0+0:a\r|1+2:---\rb\r|" },
	{ "{}\n\n  \n{}", CUT_LINES, "0+0:{}\n|3+7:{}|" },
	{ "{}\r\n[]\r\n", CUT_LINES, "0+0:{}\r\n|1+4:[]\r\n|" },
	{ "---\n...\n", CUT_LINES, "0+0:---\n|1+4:...\n|" },
};

static void
read_stream(int fd, enum cut cut, struct buf *out)
{
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct documents *d = documents_new(a, "stream", fd, cut);
	const struct source *s;

	buf_puts(out, "");
	while (documents_ready(d), (s = documents_next(d, a, diags))) {
		buf_printf(out, "%zu+%zu:", s->lines_before, s->bytes_before);
		buf_add(out, s->bytes, s->len);
		buf_puts(out, diags_count(diags, SEVERITY_NOTE) ? "!" : "|");
		diags = diags_new(a, NULL);
	}
	if (diags_count(diags, SEVERITY_NOTE))
		buf_puts(out, "!");
	documents_close(d);
	arena_free(a);
}

static void
test_cuts(void **state)
{
	struct buf out = { 0 };
	size_t i;
	int fd;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		fd = fixture_fd(rows[i].stream, strlen(rows[i].stream));
		buf_clear(&out);
		read_stream(fd, rows[i].cut, &out);
		assert_string_equal(out.s, rows[i].documents);
		close(fd);
	}
	buf_free(&out);
}

/* Byte by byte through a pipe, from another process. */
static void
test_slowly(void **state)
{
	struct buf out = { 0 };
	const char *at;
	int fds[2];
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		assert_int_equal(pipe(fds), 0);
		if (!fork()) {
			for (at = rows[i].stream; *at; at++)
				if (write(fds[1], at, 1) != 1)
					_exit(1);
			_exit(0);
		}
		close(fds[1]);
		buf_clear(&out);
		read_stream(fds[0], rows[i].cut, &out);
		assert_string_equal(out.s, rows[i].documents);
		close(fds[0]);
	}
	buf_free(&out);
}

/* A document that is too large is refused, in lines or in one; the next is not. */
static void
test_large(void **state)
{
	static const char *const bodies[] = { "x", "x\n" };
	struct buf stream = { 0 }, out = { 0 };
	char expected[64];
	size_t i, k, lines;
	int fd;

	(void)state;
	for (i = 0; i < countof(bodies); i++) {
		buf_clear(&stream);
		buf_clear(&out);
		buf_puts(&stream, "a\n---\n");
		for (k = 0; k < 2 * INPUT_MAX_BYTES; k++)
			buf_puts(&stream, bodies[i]);
		buf_puts(&stream, "\n---\nb\n");
		lines = i ? 2 * INPUT_MAX_BYTES + 3 : 3;
		fd = fixture_fd(stream.s, stream.len);
		read_stream(fd, CUT_DOCUMENTS, &out);
		snprintf(expected, sizeof(expected), "0+0:a\n|1+2:!%zu+%zu:---\nb\n|",
			lines, stream.len - 6);
		assert_string_equal(out.s, expected);
		close(fd);
	}
	buf_free(&stream);
	buf_free(&out);
}

/* An endless one ends the reading. */
static void
test_endless(void **state)
{
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	FILE *zero = fopen("/dev/zero", "r");
	struct documents *d;

	(void)state;
	assert_non_null(zero);
	d = documents_new(a, "/dev/zero", fileno(zero), CUT_DOCUMENTS);
	assert_non_null(documents_next(d, a, diags));
	assert_true(diags_have(diags, DIAG_LIMIT));
	assert_null(documents_next(d, a, diags));
	documents_close(d);
	fclose(zero);
	arena_free(a);
}

/* What cannot be read is said, and ends the reading. */
static void
test_unreadable(void **state)
{
	struct buf out = { 0 };
	int fd = fixture_fd("a", 1);

	(void)state;
	close(fd);
	read_stream(fd, CUT_DOCUMENTS, &out);
	assert_string_equal(out.s, "!");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_slowly),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_endless),
		cmocka_unit_test(test_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
