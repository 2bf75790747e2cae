/* A block of lines in somebody else's file: what is found, what is put back. */
#include "install/block.h"

#include "base/buf.h"
#include "fixture.h"

#define BYTES(s) { s, sizeof(s) - 1 }
#define LIT(s) ((struct literal)BYTES(s))

static const struct literal body = { "mine\n", 5 };

/* Files without a block: what they are with one, '@' for the hash. */
static const struct {
	struct literal file;
	const char *with;
} rows[] = {
	{ BYTES(""), "# BEGIN mailgen @\nmine\n# END mailgen\n" },
	{ BYTES("a\n"), "a\n# BEGIN mailgen @\nmine\n# END mailgen\n" },
	{ BYTES("a"), "a\n# BEGIN mailgen @ joined\nmine\n# END mailgen\n" },
	{ BYTES("a\r\n"), "a\r\n# BEGIN mailgen @\nmine\n# END mailgen\n" },
	{ BYTES("\n\n"), "\n\n# BEGIN mailgen @\nmine\n# END mailgen\n" },
	{ BYTES("#BEGIN mailgen\n # END mailgen\n"),
		"#BEGIN mailgen\n # END mailgen\n# BEGIN mailgen @\nmine\n# END mailgen\n" },
};

/* Marks that do not make one block. */
static const struct {
	const char *file;
	unsigned line;
} broken[] = {
	{ "# END mailgen\n", 1 },
	{ "a\n# BEGIN mailgen x\nb\n", 2 },
	{ "# BEGIN mailgen x\n# BEGIN mailgen y\n# END mailgen\n", 1 },
	{ "# BEGIN mailgen x\n# END mailgen\n\n# BEGIN mailgen x\n# END mailgen\n", 4 },
	{ "# BEGIN mailgen x\n# END mailgen\n# END mailgen\n", 3 },
};

/* The text with the forty digits of a hash as '@'. */
static void
shorten(const char *text, size_t len, struct buf *out)
{
	size_t n;

	buf_clear(out);
	buf_puts(out, "");
	for (; len; text += n, len -= n) {
		n = strspn(text, "0123456789abcdef");
		if (n == 40) {
			buf_putc(out, '@');
			continue;
		}
		n = 1;
		buf_putc(out, *text);
	}
}

static void
test_put_and_take(void **state)
{
	struct arena *a = arena_new();
	struct buf with = { 0 }, shown = { 0 }, without = { 0 };
	struct block b;
	const char *why;
	unsigned line;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		buf_clear(&with);
		buf_clear(&without);
		assert_true(block_find(a, rows[i].file, "#", &b, &line, &why));
		assert_false(b.found);
		block_put(a, &b, "#", body, &with);
		shorten(with.s, with.len, &shown);
		assert_string_equal(shown.s, rows[i].with);
		assert_true(block_find(a, (struct literal){ with.s, with.len }, "#", &b,
			&line, &why));
		assert_true(b.found && !b.edited);
		assert_int_equal(b.body.len, body.len);
		buf_puts(&without, "");
		block_put(a, &b, "#", (struct literal){ "", 0 }, &without);
		assert_int_equal(without.len, rows[i].file.len);
		assert_memory_equal(without.s, rows[i].file.s, without.len);
	}
	buf_free(&with);
	buf_free(&shown);
	buf_free(&without);
	arena_free(a);
}

/* What stands around the block is kept, NULs and all; what is in it shows. */
static void
test_around(void **state)
{
	static const char around[] = "a\0b\r\n# BEGIN mailgen 0123\r\nx\n# END mailgen\r\nc\0";
	struct arena *a = arena_new();
	struct buf out = { 0 };
	struct block b;
	const char *why;
	unsigned line;

	(void)state;
	assert_true(block_find(a, LIT(around), "#", &b, &line, &why));
	assert_true(b.found && b.edited && !b.joined);
	assert_int_equal(b.before.len, 5);
	assert_int_equal(b.after.len, 2);
	block_put(a, &b, "#", (struct literal){ "", 0 }, &out);
	assert_int_equal(out.len, 7);
	assert_memory_equal(out.s, "a\0b\r\nc\0", 7);
	buf_free(&out);
	arena_free(a);
}

/* A body without an end of line gets one, and is no edit. */
static void
test_open_body(void **state)
{
	struct arena *a = arena_new();
	struct buf out = { 0 };
	struct block b;
	const char *why;
	unsigned line;

	(void)state;
	assert_true(block_find(a, LIT(""), "!", &b, &line, &why));
	block_put(a, &b, "!", LIT("x"), &out);
	assert_true(block_find(a, (struct literal){ out.s, out.len }, "!", &b, &line, &why));
	assert_true(b.found && !b.edited);
	buf_free(&out);
	arena_free(a);
}

static void
test_broken(void **state)
{
	struct arena *a = arena_new();
	struct block b;
	const char *why;
	unsigned line;
	size_t i;

	(void)state;
	for (i = 0; i < countof(broken); i++) {
		assert_false(block_find(a, (struct literal){ broken[i].file,
			strlen(broken[i].file) }, "#", &b, &line, &why));
		assert_int_equal(line, broken[i].line);
	}
	arena_free(a);
}

static void
test_fits(void **state)
{
	(void)state;
	assert_true(block_fits("#", LIT("a\n## END mailgen\n# END mailgen.\n")));
	assert_false(block_fits("#", LIT("a\n# END mailgen\n")));
	assert_false(block_fits("#", LIT("# BEGIN mailgen x")));
	assert_false(block_fits("#", LIT("a\n# END mailgen\r\n")));
}

/* Where the user's own part matches: the line of the whole file, 0 for none. */
static const struct {
	struct literal file;
	const char *expression;
	enum own_part part;
	unsigned line;
} own[] = {
	{ BYTES("a\nb\nc\n"), "^b$", OWN_ANYWHERE, 2 },
	{ BYTES("a\nb\nc\n"), "^B$", OWN_BEFORE, 2 },
	{ BYTES("a\nb\nc"), "^c$", OWN_BEFORE, 3 },
	{ BYTES("a\nb\nc\n"), "^d$", OWN_ANYWHERE, 0 },
	{ BYTES("a\0b\nc\n"), "^c$", OWN_ANYWHERE, 2 },
	{ BYTES("\0\0\n\nc\n"), "^c$", OWN_ANYWHERE, 3 },
	{ BYTES("a b\n"), "(^|[[:space:]])b", OWN_ANYWHERE, 1 },
	{ BYTES("a\nb\n"), "(^|[[:space:]])b", OWN_ANYWHERE, 2 },
	{ BYTES(""), "^", OWN_ANYWHERE, 0 },
	{ BYTES("a\n"), NULL, OWN_ANYWHERE, 0 },
	{ BYTES("a\n"), "(", OWN_ANYWHERE, 0 },
	{ BYTES("a\n# BEGIN mailgen x\nb\nb\n# END mailgen\nc\nd\n"), "^d$", OWN_ANYWHERE, 7 },
	{ BYTES("a\n# BEGIN mailgen x\nb\nb\n# END mailgen\nc\nd\n"), "^d$", OWN_BEFORE, 0 },
	{ BYTES("a\n# BEGIN mailgen x\nb\nb\n# END mailgen\nc\nd\n"), "^b$", OWN_ANYWHERE, 0 },
	{ BYTES("# BEGIN mailgen x\n# END mailgen\nd\n"), "^d$", OWN_ANYWHERE, 3 },
};

static void
test_own_lines(void **state)
{
	struct arena *a = arena_new();
	struct buf out = { 0 };
	struct block b;
	const char *why;
	unsigned line;
	size_t i;

	(void)state;
	for (i = 0; i < countof(own); i++) {
		assert_true(block_find(a, own[i].file, "#", &b, &line, &why));
		assert_int_equal(block_own_line(a, &b, own[i].expression, own[i].part),
			own[i].line);
	}
	assert_true(block_find(a, LIT("a"), "#", &b, &line, &why));
	block_put(a, &b, "#", body, &out);
	buf_puts(&out, "z\n");
	assert_true(block_find(a, (struct literal){ out.s, out.len }, "#", &b, &line, &why));
	assert_true(b.joined);
	assert_int_equal(block_own_line(a, &b, "^z$", OWN_ANYWHERE), 5);
	buf_free(&out);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_and_take),
		cmocka_unit_test(test_around),
		cmocka_unit_test(test_open_body),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_fits),
		cmocka_unit_test(test_own_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
