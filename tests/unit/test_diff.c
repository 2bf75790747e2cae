/* Diffs: what they show, and that no secret is in them. */
#include "sys/diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "sys/transaction.h"
#include "quote/quote.h"

#define NAMES "--- a/d/f\n+++ b/d/f\n"

/* Secrets are what follows "password ", and the new text's bytes from..to. */
struct row {
	const char *name;
	const char *old, *new;          /* NULL: no file */
	size_t from, to;
	const char *diff;
};

static const struct row rows[] = {
	{ "nothing", "a\n", "a\n", 0, 0, "" },
	{ "a new file", NULL, "a\n", 0, 0, "--- /dev/null\n+++ b/d/f\n@@ -0,0 +1 @@\n+a\n" },
	{ "a removed file", "a\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n" },
	{ "a line without an end", "a", "b\n", 0, 0, NAMES
		"@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n" },
	{ "another secret", "password one\n", "password two\n", 0, 0, NAMES
		"@@ -1 +1 @@\n-password ***\n+password *** (changed)\n" },
	{ "a part of the old one", "password ones\n", "password one\n", 0, 0, NAMES
		"@@ -1 +1 @@\n-password ***\n+password *** (changed)\n" },
	{ "the old one and more", "password once\n", "password once more\n", 0, 0, NAMES
		"@@ -1 +1 @@\n-password ***\n+password *** (changed)\n" },
	{ "two that change places", "password one\npassword two\n",
		"password two\npassword one\n", 0, 0, NAMES
		"@@ -1,2 +1,2 @@\n-password ***\n-password ***\n"
		"+password *** (changed)\n+password *** (changed)\n" },
	{ "the second of two", "password one\npassword one two\n",
		"password one\npassword one\n", 0, 0, NAMES
		"@@ -1,2 +1,2 @@\n password ***\n-password ***\n+password *** (changed)\n" },
	{ "the same secret", "a\npassword one\n", "b\npassword one\n", 0, 0, NAMES
		"@@ -1,2 +1,2 @@\n-a\n+b\n password ***\n" },
	{ "a known secret elsewhere", "x hush y\n", "hush\n", 0, 4, NAMES
		"@@ -1 +1 @@\n-x *** y\n+***\n" },
	{ "a word in pieces", "set my_\"to\\ken\" = a\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-set my_\"to\\ken***\n" },
	{ "a line that goes on", "x pw=a \\\n b\nc\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-x pw=***\n-***\n-c\n" },
	{ "a value in a later line", "token:\n\n a\nb\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-token:\n-\n-***\n-b\n" },
	{ "quotes over lines", "pwd \"a\nb\" c\nd\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-pwd ***\n-***\n-d\n" },
	{ "a comment", "a # b is my token c\nupward\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a # ***\n-upward\n" },
	{ "a variable", "x=a y\nz=b\npw=$x\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-x=***\n-z=b\n-pw=***\n" },
	{ "URLs", "a://b:c@d a://b:1/c a://b:c/d@e a://b@c\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a://b:***@d a://b:1/c a://b:***@e a://b@c\n" },
	{ "tags", "<a><b>pw</b>\n<c>d\ne</c><f>g</f>\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-<a><b>pw</b>\n-<c>***\n-***</c><f>g</f>\n" },
	{ "tags further on", "x\n<b>pw</b>\n<c>d\ne</c>\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-x\n-<b>pw***\n-***\n-***</c>\n" },
	{ "signs in a section", "<pwd><![CDATA[</b>]]>c</pwd>\nd\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-<pwd>***</pwd>\n-d\n" },
	{ "a sign that ends no tag", "pw > a\nb\n", NULL, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-pw ***\n-b\n" },
	{ "what a terminal obeys", "a\n", "\033[2Jb\xC2\x9B\xFF\r\n", 0, 0, NAMES
		"@@ -1 +1 @@\n-a\n+?[2Jb???\n" },
};

static struct piece
piece_of(const struct row *r, struct secret_span *span)
{
	*span = (struct secret_span){ r->from, r->to, NULL };
	return (struct piece){ .root = "/d", .path = "f", .bytes = r->new,
		.len = r->new ? strlen(r->new) : 0,
		.was = { r->old, r->old ? strlen(r->old) : 0 },
		.meant = { r->to ? r->new : NULL, r->to ? strlen(r->new) : 0 },
		.secrets = r->to ? span : NULL, .secret = "^(password ).*" };
}

static void
test_rows(void **state)
{
	struct secret_span span;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		struct arena *a = arena_new();
		struct piece p = piece_of(&rows[i], &span);
		struct buf out = { 0 };

		buf_puts(&out, "");
		print_message("# %s\n", rows[i].name);
		assert_true(diff_add(a, &p, &out, diags_new(a, NULL)));
		assert_string_equal(out.s, rows[i].diff);
		buf_free(&out);
		arena_free(a);
	}
}

static void
test_binary(void **state)
{
	static const char bytes[] = "a\0b\n";
	struct arena *a = arena_new();
	struct piece p = { .root = "/d", .path = "f", .bytes = bytes,
		.len = sizeof(bytes) - 1, .was = LITERAL("a\n") };
	struct buf out = { 0 };

	(void)state;
	assert_true(diff_add(a, &p, &out, diags_new(a, NULL)));
	assert_string_equal(out.s, "Binary files a/d/f and b/d/f differ\n");
	buf_free(&out);
	arena_free(a);
}

static void
test_no_program(void **state)
{
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct secret_span span;
	struct piece p = piece_of(&rows[1], &span);
	struct buf out = { 0 };

	(void)state;
	setenv("PATH", "/dev", 1);
	assert_false(diff_add(a, &p, &out, diags));
	assert_int_equal(diags_status(diags), STATUS_SYSTEM);
	assert_int_equal(out.len, 0);
	buf_free(&out);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows), cmocka_unit_test(test_binary),
		cmocka_unit_test(test_no_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
