/* Which word was meant: how many slips of the fingers a word of some length may have. */
#include "base/near.h"

#include "fixture.h"

#define FORTY "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"

static void
finds_the_word(void **state)
{
	static const struct {
		const char *word, *list, *found;
	} rows[] = {
		{ "no", "on", NULL }, { "pp", "pop", "pop" }, { "imap", "", NULL },
		/* an insertion, a deletion, a replacement, a swap, and the case */
		{ "imp", "imap", "imap" }, { "imaap", "imap", "imap" },
		{ "imax", "imap", "imap" }, { "iamp", "imap", "imap" }, { "IMPA", "imap", "imap" },
		/* one slip below 5 letters of the shorter, two below 9, then a third of them */
		{ "imxx", "imap", NULL }, { "imapxx", "imap", NULL },
		{ "namxx", "names", "names" }, { "naxxx", "names", NULL },
		{ "pasxxord", "password", "password" }, { "paxxxord", "password", NULL },
		{ "xxxrypted", "encrypted", "encrypted" }, { "xxxxypted", "encrypted", NULL },
		{ "xxxyptedfile", "encryptedfile", "encryptedfile" },
		{ "xxxxptedfile", "encryptedfile", NULL },
		{ "xxxryptionkey", "encryptionkeys", "encryptionkeys" },
		/* the nearest, of several the first, in any order */
		{ "imapp", "imapss imaps imap", "imaps" }, { "imaps", "imapss pop imaps", "imaps" },
		/* what is longer than 40 bytes is compared with nothing */
		{ FORTY, FORTY, FORTY }, { "x" FORTY, FORTY, NULL }, { FORTY, "x" FORTY, NULL },
	};
	struct plain_fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *found = near_word(f->arena, rows[i].word, rows[i].list);

		if (!found || !rows[i].found ? found != rows[i].found
			: strcmp(found, rows[i].found) != 0)
			fail_msg("'%s' of '%s' is '%s'", rows[i].word, rows[i].list,
				found ? found : "none");
	}
}

static void
tells_whether_another_is_as_near(void **state)
{
	struct near near = { .key = "imapp" };

	(void)state;
	assert_false(near_try(&near, "smtp"));
	assert_true(near_try(&near, "imaps"));
	assert_true(near.unique);
	assert_false(near_try(&near, "imap"));
	assert_false(near.unique);
	assert_string_equal(near.word, "imaps");
	assert_true(near_try(&near, "IMAPP"));
	assert_true(near.unique);
	assert_int_equal(near.distance, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_the_word, fixture_setup, fixture_teardown),
		cmocka_unit_test(tells_whether_another_is_as_near),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
