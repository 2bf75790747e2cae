/* The set of hashes: in memory, in its file, and when the file fails. */
#include "sys/hashset.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>

#include "fixture.h"



struct fixture {
	FIXTURE;
	struct hashset *seen;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->seen = hashset_new(f->arena);
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	hashset_close(f->seen);
	return fixture_teardown(state);
}

/* Different numbers for different n (the finalizer of MurmurHash3 is a bijection). */
static struct keyed_hash
number(uint64_t n)
{
	n ^= n >> 33;
	n *= 0xff51afd7ed558ccdU;
	n ^= n >> 33;
	n *= 0xc4ceb9fe1a85ec53U;
	return (struct keyed_hash){ 0, n ^ n >> 33 };
}

static void
finds_what_comes_twice(void **state)
{
	/* around the numbers that memory takes, and one growth of the file */
	static const size_t steps[] = { 0, 1, 31, 32, 33, 32767, 32768, 32769, 65535, 65536, 65537, 65600,
		524287, 524289, 600000 };
	struct fixture *f = *state;
	size_t i, n = 0, again;

	for (i = 0; i < countof(steps); i++) {
		for (; n < steps[i]; n++)
			if (!hashset_add(f->seen, number(n), NULL, f->diags))
				fail_msg("number %zu is new", n);
		for (again = i ? steps[i - 1] : 0; again < n; again++)
			if (hashset_add(f->seen, number(again), NULL, f->diags))
				fail_msg("number %zu was there", again);
		assert_false(n && hashset_add(f->seen, number(0), NULL, f->diags));
	}
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
}

/* In memory, and when all has moved into the file and grown there. */
static void
keeps_the_first_mark(void **state)
{
	struct fixture *f = *state;
	struct hashset_mark mark, other = { 9, 9, 9 };
	uint32_t n;

	for (n = 0; n < 600000; n++) {
		mark = (struct hashset_mark){ n, (uint16_t)n, 7 };
		assert_false(n % 1000 == 0 && hashset_has(f->seen, number(n)));
		assert_true(hashset_add(f->seen, number(n), &mark, f->diags));
	}
	for (n = 0; n < 600000; n += 100) {
		mark = other;
		assert_true(hashset_has(f->seen, number(n)));
		assert_false(hashset_add(f->seen, number(n), &mark, f->diags));
		assert_true(mark.line == n && mark.file == (uint16_t)n && mark.column == 7);
	}
}

/* 0 is a hash as any other; neighbours share their slots, round the end too. */
static void
takes_awkward_numbers(void **state)
{
	static const struct keyed_hash numbers[] = { { 0, 0 }, { 0, UINT64_MAX },
		{ 0, UINT64_MAX - (1 << 20) }, { 0, 63 }, { 0, 127 }, { 0, 191 }, { 0, 2 },
		{ 0, 3 }, { 0, 1ULL << 63 }, { 0, 1ULL << 20 }, { 0, 1ULL << 21 },
		{ 0, 1ULL << 22 }, { 2, 0 }, { UINT64_MAX, 0 }, { 2, 63 } };
	struct fixture *f = *state;
	size_t i, n;

	for (i = 0; i < countof(numbers); i++)
		assert_true(hashset_add(f->seen, numbers[i], NULL, f->diags));
	for (i = 0; i < countof(numbers); i++)
		assert_false(hashset_add(f->seen, numbers[i], NULL, f->diags));
	for (n = 0; n < 70000; n++)
		hashset_add(f->seen, number(n), NULL, f->diags);
	for (i = 0; i < countof(numbers); i++)
		assert_false(hashset_add(f->seen, numbers[i], NULL, f->diags));
}

static size_t
names_in(const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void
leaves_no_name(void **state)
{
	struct fixture *f = *state;
	char dir[] = "/tmp/seenXXXXXX";
	size_t n;

	assert_non_null(mkdtemp(dir));
	setenv("TMPDIR", dir, 1);
	for (n = 0; n < 70000; n++)
		hashset_add(f->seen, number(n), NULL, f->diags);
	assert_int_equal(names_in(dir), 2);
	unsetenv("TMPDIR");
	assert_int_equal(remove(dir), 0);
}

static void
says_once_that_there_is_no_folder(void **state)
{
	struct fixture *f = *state;
	size_t n;

	setenv("TMPDIR", "/nonexistent", 1);
	for (n = 0; n < 70000; n++)
		assert_true(hashset_add(f->seen, number(n), NULL, f->diags));
	unsetenv("TMPDIR");
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
	assert_int_equal(diags_status(f->diags), STATUS_SYSTEM);
}

static void
says_once_that_the_file_is_full(void **state)
{
	struct rlimit before, small;
	struct fixture *f = *state;
	size_t n;

	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = 1 << 20;
	setrlimit(RLIMIT_FSIZE, &small);
	for (n = 0; n < 70000; n++)
		assert_true(hashset_add(f->seen, number(n), NULL, f->diags));
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
}

static void
hashes(void **state)
{
	/* two texts whose SHA-1 begins with the same 64 bits */
	static const char *const twins[] = { "4425188365b5f6d5", "45be85c7f3de1cad" };

	(void)state;
	assert_true(keyed_hash(twins[0], 16).a != keyed_hash(twins[1], 16).a);
	assert_false(keyed_hash_same(keyed_hash("a", 1), keyed_hash("b", 1)));
	assert_true(keyed_hash_same(keyed_hash("a", 1), keyed_hash("ab", 1)));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_what_comes_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_the_first_mark, setup, teardown),
		cmocka_unit_test_setup_teardown(takes_awkward_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(leaves_no_name, setup, teardown),
		cmocka_unit_test_setup_teardown(says_once_that_there_is_no_folder,
			setup, teardown),
		cmocka_unit_test_setup_teardown(says_once_that_the_file_is_full,
			setup, teardown),
		cmocka_unit_test(hashes),
	};

	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
