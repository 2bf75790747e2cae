/* Diffs: what they show, and that no secret is in them. */
#include "sys/diff.h"

#include <stdbool.h>

#include "base/buf.h"
#include "sys/transaction.h"
#include "quote/quote.h"
#include "fixture.h"

#define NAMES "--- a/d/f\n+++ b/d/f\n"

/* Secrets are what follows "password ", and the new text's bytes from..to. Anybody may
 * see the words "password", "set" and "=\"". */
struct row {
	const char *name;
	const char *old, *new;          /* NULL: no file */
	bool ours, meant;               /* mailgen wrote the old one, writes the new one */
	size_t from, to;
	const char *diff;
};

static const struct row rows[] = {
	{ "nothing", "a\n", "a\n", false, false, 0, 0, "" },
	{ "a new file", NULL, "a\n", false, true, 0, 0,
		"--- /dev/null\n+++ b/d/f\n@@ -0,0 +1 @@\n+a\n" },
	{ "a removed file", "a\n", NULL, true, false, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n" },
	{ "a line without an end", "a", "b\n", true, true, 0, 0, NAMES
		"@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n" },
	{ "another secret", "password one\n", "password two\n", true, true, 9, 12, NAMES
		"@@ -1 +1 @@\n-password ***\n+password ***\n" },
	{ "two that change places", "password one\npassword two\n",
		"password two\npassword one\n", true, false, 0, 0, NAMES
		"@@ -1,2 +1,2 @@\n-password ***\n password ***\n+password ***\n" },
	{ "the same secret", "a\npassword one\n", "b\npassword one\n", true, true, 11, 14, NAMES
		"@@ -1,2 +1,2 @@\n-a\n+b\n password ***\n" },
	{ "a secret of one line in another", "a\nhush\n", "hush\nhush\nb\n", false, true, 0, 4,
		NAMES "@@ -1,2 +1,3 @@\n-***\n ***\n+***\n+b\n" },
	{ "the user's own lines around others", "one\n \t\n\nb\n", "one\n \t\n\na\n", false, true,
		0, 3, NAMES "@@ -1,4 +1,4 @@\n ***\n  \t\n \n-***\n+a\n" },
	{ "a file of the user's", "x hush y\n\tset imap=\"b c\" d\n", "y set\n", false, true, 0, 0,
		NAMES "@@ -1,2 +1 @@\n-*** y\n-\tset ***\n+y set\n" },
	{ "words between others", "set a set \"b\" = set;set\n", NULL, false, false, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-set *** set *** set***set\n" },
	{ "a word that is a part of another", "settle reset set-up set:x password=y\xC2\xA0set\n", NULL,
		false, false, 0, 0, "--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-*** password***\n" },
	{ "a public word as a password", "set password set\n", NULL, false, false, 0, 0,
		"--- a/d/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-set password ***\n" },
	{ "a line between others that is known", "a\nhush\nb\n", "a\nb\n", false, true, 0, 0, NAMES
		"@@ -1,3 +1,2 @@\n a\n-***\n b\n" },
	{ "what a terminal obeys", "a\n", "\033[2Jb\xC2\x9B\xFF\r\n", true, true, 0, 0, NAMES
		"@@ -1 +1 @@\n-a\n+?[2Jb???\n" },
};

static struct file_change
piece_of(const struct row *r, struct secret_span *span)
{
	const struct literal old = { r->old, r->old ? strlen(r->old) : 0 };
	const struct literal new = { r->new, r->new ? strlen(r->new) : 0 };

	*span = (struct secret_span){ r->from, r->to, false, NULL };
	return (struct file_change){ .root = "/d", .path = "f", .bytes = new.s, .len = new.len,
		.was = old, .ours = { r->ours ? old : (struct literal){ 0 } },
		.meant = r->meant ? new : (struct literal){ 0 },
		.open = { LITERAL("set password =\"") },
		.secrets = r->to ? span : NULL, .secret = "(password )" };
}

static void
test_rows(void **state)
{
	struct secret_span span;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		struct arena *a = arena_new();
		struct file_change p = piece_of(&rows[i], &span);
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
	struct file_change p = { .root = "/d", .path = "f", .bytes = bytes,
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
	struct file_change p = piece_of(&rows[1], &span);
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
