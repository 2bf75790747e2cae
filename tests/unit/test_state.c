/* The record of what mailgen wrote: read, written, changed, damaged. */
#include "install/state.h"

#include "base/buf.h"
#include "fixture.h"

#define HEAD "mailgen record 1\n"
#define HASH "da39a3ee5e6b4b0d3255bfef95601890afd80709"

static int
setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static struct state_entry *
read_text(struct arena *a, const char *text)
{
	return state_read(a, (struct literal){ text, strlen(text) });
}

static size_t
count(const struct state_entry *e)
{
	size_t n;

	for (n = 0; e; e = e->next)
		n++;
	return n;
}

static const char *
both(struct arena *a, const struct state_entry *before, const struct state_entry *after)
{
	return state_text(a, before, after).s;
}

static const char *
written(struct arena *a, const struct state_entry *list)
{
	return state_text(a, NULL, list).s;
}

static struct state_entry *
entry(struct arena *a, const char *path, const char *account, const char *hash)
{
	struct state_entry *e = arena_alloc(a, 1, sizeof(*e));

	*e = (struct state_entry){ .hash = hash, .merge = "own", .account = account,
		.target = "client", .path = path };
	return e;
}

static void
comes_back(void **state)
{
	static const char text[] = HEAD
		HASH "\town\tjo\tclient\ta file\n"
		HASH "\town\tjo\tother\ta file\n"
		"7\tprefs\tjo\tclient\tb/b\tmail.one\tmail.two\n"
		HASH "\tblock\t-\tclient\tc\n";
	const struct state_entry *e = read_text(*state, text);

	assert_int_equal(count(e), 4);
	assert_string_equal(e->path, "a file");
	assert_int_equal(e->nnames, 0);
	e = e->next->next;
	assert_string_equal(e->hash, "7");
	assert_string_equal(e->merge, "prefs");
	assert_string_equal(e->account, "jo");
	assert_string_equal(e->target, "client");
	assert_int_equal(e->nnames, 2);
	assert_string_equal(e->names[1], "mail.two");
	assert_string_equal(written(*state, read_text(*state, text)), text);
}

static void
is_nothing_without_entries(void **state)
{
	assert_string_equal(written(*state, NULL), "");
	assert_null(state_read(*state, (struct literal){ NULL, 0 }));
	assert_null(read_text(*state, ""));
	assert_null(read_text(*state, HEAD));
}

static void
leaves_out_what_is_damaged(void **state)
{
	static const char good[] = HASH "\town\tjo\tclient\tgood\n";
	static const struct { const char *line; size_t len; } bad[] = {
		{ "\n", 1 }, { "x\n", 2 }, { "\t\t\t\t\n", 5 },
		{ HASH "\town\tjo\tclient\n", sizeof(HASH) + 14 },
		{ HASH "\town\t\tclient\tfile\n", sizeof(HASH) + 17 },
		{ HASH "\town\tjo\tclient\tfile\t\n", sizeof(HASH) + 20 },
		{ HASH "\town\tjo\tcli\0nt\tfile\n", sizeof(HASH) + 19 },
	};
	struct buf text = { 0 };
	const struct state_entry *e;
	size_t i;

	for (i = 0; i < countof(bad); i++) {
		buf_clear(&text);
		buf_puts(&text, HEAD);
		buf_add(&text, bad[i].line, bad[i].len);
		buf_puts(&text, good);
		e = state_read(*state, (struct literal){ text.s, text.len });
		if (count(e) != 1 || strcmp(e->path, "good") != 0)
			fail_msg("damaged line %zu is read", i);
	}
	buf_free(&text);
}

/* Cut off anywhere, a record says less, never something else. */
static void
can_be_cut_off(void **state)
{
	static const char text[] = HEAD HASH "\town\tjo\tclient\tone\n"
		HASH "\town\tjo\tclient\ttwo\tname\n";
	size_t len, first = strlen(HEAD) + strlen(HASH "\town\tjo\tclient\tone\n");
	char *copy;

	for (len = 0; len <= strlen(text); len++) {
		/* exactly so long: what is read behind it is found */
		copy = test_malloc(len + 1);
		memcpy(copy, text, len);
		assert_int_equal(count(state_read(*state, (struct literal){ copy, len })),
			(len >= first) + (len == strlen(text)));
		test_free(copy);
	}
	assert_null(read_text(*state, "mailgen record 2\n" HASH "\town\tjo\tclient\tone\n"));
	assert_null(read_text(*state, "\xEF\xBB\xBF" HEAD HASH "\town\tjo\tclient\tone\n"));
}

static void
is_sorted(void **state)
{
	struct arena *a = *state;
	struct state_entry *list = NULL;
	const char *text;

	state_put(a, &list, entry(a, "b", "jo", "3"));
	state_put(a, &list, entry(a, "a", "zoe", "2"));
	state_put(a, &list, entry(a, "a", "jo", "1"));
	text = written(a, list);
	assert_string_equal(text, HEAD "1\town\tjo\tclient\ta\n"
		"2\town\tzoe\tclient\ta\n3\town\tjo\tclient\tb\n");
	list = NULL;
	state_put(a, &list, entry(a, "a", "jo", "1"));
	state_put(a, &list, entry(a, "b", "jo", "3"));
	state_put(a, &list, entry(a, "a", "zoe", "2"));
	assert_string_equal(written(a, list), text);
}

static void
puts_in_place_of_the_same(void **state)
{
	struct arena *a = *state;
	struct state_entry *list = read_text(a, HEAD "1\town\tjo\tclient\ta\n"
		"2\town\tjo\tclient\ta\n3\town\tjo\tother\ta\n4\town\tzoe\tclient\ta\n");

	state_put(a, &list, entry(a, "a", "jo", "9"));
	assert_string_equal(written(a, list), HEAD "9\town\tjo\tclient\ta\n"
		"3\town\tjo\tother\ta\n4\town\tzoe\tclient\ta\n");
}

/* What a run that is killed leaves: both hashes of a file, in an order that
 * does not depend on the lists'. */
static void
says_both(void **state)
{
	struct arena *a = *state;
	struct state_entry *before = NULL, *after = NULL;
	const char *text;

	state_put(a, &before, entry(a, "same", "jo", "1"));
	state_put(a, &before, entry(a, "changed", "jo", "9"));
	state_put(a, &before, entry(a, "gone", "jo", "3"));
	state_put(a, &after, entry(a, "new", "jo", "4"));
	state_put(a, &after, entry(a, "changed", "jo", "2"));
	state_put(a, &after, entry(a, "same", "jo", "1"));
	text = both(a, before, after);
	assert_string_equal(text, HEAD "2\town\tjo\tclient\tchanged\n"
		"9\town\tjo\tclient\tchanged\n3\town\tjo\tclient\tgone\n"
		"4\town\tjo\tclient\tnew\n1\town\tjo\tclient\tsame\n");
	assert_string_equal(both(a, after, before), text);
	assert_string_equal(written(a, read_text(a, text)), text);
	assert_string_equal(both(a, NULL, NULL), "");
}

static void
knows_its_own(void **state)
{
	struct arena *a = *state;
	const struct literal empty = { "", 0 }, x = { "x", 1 };
	const struct state_entry *list = read_text(a, HEAD
		HASH "\tblock\tjo\tclient\tblock\n" HASH "\town\tjo\tclient\tfile\n"
		"11f6ad8ec52a2984abaafd7c3b516503785c2072\town\tjo\tclient\tfile\n");

	assert_string_equal(state_hash(a, "", 0), HASH);
	assert_true(state_owns(a, list, "file", empty));
	assert_true(state_owns(a, list, "file", x));
	assert_false(state_owns(a, list, "file", (struct literal){ "y", 1 }));
	assert_false(state_owns(a, list, "block", empty));
	assert_false(state_owns(a, list, "other", empty));
	assert_false(state_owns(a, NULL, "file", empty));
}

/* A path from the command line may hold anything. */
static void
leaves_out_what_is_no_line(void **state)
{
	static const char *const paths[] = { "a\tb", "a\n" HASH "\town\tjo\tclient\tb", "" };
	struct arena *a = *state;
	struct state_entry *list;
	size_t i;

	for (i = 0; i < countof(paths); i++) {
		list = NULL;
		state_put(a, &list, entry(a, paths[i], "jo", "1"));
		state_put(a, &list, entry(a, "good", "jo", "2"));
		assert_string_equal(written(a, list), HEAD "2\town\tjo\tclient\tgood\n");
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(comes_back, setup, teardown),
		cmocka_unit_test_setup_teardown(is_nothing_without_entries, setup, teardown),
		cmocka_unit_test_setup_teardown(leaves_out_what_is_damaged, setup, teardown),
		cmocka_unit_test_setup_teardown(can_be_cut_off, setup, teardown),
		cmocka_unit_test_setup_teardown(is_sorted, setup, teardown),
		cmocka_unit_test_setup_teardown(puts_in_place_of_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(says_both, setup, teardown),
		cmocka_unit_test_setup_teardown(leaves_out_what_is_no_line, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_its_own, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
