/* Listings: which names, their order, few and many of them. */
#include "sys/listing.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "fixture.h"



struct fixture {
	FIXTURE;
	int fd;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->fd = open(f->dir, O_RDONLY | O_DIRECTORY);
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	close(f->fd);
	return fixture_teardown(state);
}

static void
make(struct fixture *f, const char *name)
{
	int fd = openat(f->fd, name, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	close(fd);
}

static const char *const some[] = {
	"Z.yaml", "a b.yml", "a.json", "a.yaml", "a\nb.yaml", "x.y.yaml", "\xC3\xA9.yaml",
};
static const char *const none[] = {
	".hidden.yaml", "yaml", "a.yaml~", "b.txt", "c", ".yaml",
};

static void
chooses_and_sorts(void **state)
{
	/* bytewise */
	static const char *const want[] = { "Z.yaml", "a\nb.yaml", "a b.yml", "a.json",
		"a.yaml", "x.y.yaml", "\xC3\xA9.yaml" };
	struct fixture *f = *state;
	struct listing *l;
	size_t i;

	for (i = 0; i < countof(some); i++)
		make(f, some[i]);
	for (i = 0; i < countof(none); i++)
		make(f, none[i]);
	l = listing_open(f->arena, f->dir, f->diags);
	assert_non_null(l);
	for (i = 0; i < countof(want); i++) {
		assert_string_equal(listing_next(l, f->diags), want[i]);
		unlinkat(f->fd, want[i], 0);
	}
	assert_null(listing_next(l, f->diags));
	assert_null(listing_next(l, f->diags));
	listing_close(l);
	for (i = 0; i < countof(none); i++)
		unlinkat(f->fd, none[i], 0);
}

/* The nth of many names: of several lengths, made in another order than sorted. */
static void
name_of(size_t n, char name[64])
{
	snprintf(name, 64, "%zu-%.*s.yaml", n * 7919 % 100003, (int)(n % 40),
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
}

/* Around the number that is sorted in memory. */
static void
sorts_many(void **state)
{
	static const size_t steps[] = { 9999, 10000, 10001, 25000 };
	struct fixture *f = *state;
	char name[64], before[64];
	const char *got;
	struct listing *l;
	size_t i, n = 0, count;

	for (i = 0; i < countof(steps); i++) {
		for (; n < steps[i]; n++) {
			name_of(n, name);
			make(f, name);
		}
		l = listing_open(f->arena, f->dir, f->diags);
		assert_non_null(l);
		*before = '\0';
		for (count = 0; (got = listing_next(l, f->diags)); count++) {
			if (strcmp(before, got) >= 0)
				fail_msg("'%s' before '%s'", before, got);
			strcpy(before, got);
		}
		assert_int_equal(count, n);
		listing_close(l);
	}
	/* one that is closed in the middle, and no `sort` at all */
	l = listing_open(f->arena, f->dir, f->diags);
	assert_non_null(listing_next(l, f->diags));
	listing_close(l);
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
	setenv("PATH", "/nonexistent", 1);
	assert_null(listing_open(f->arena, f->dir, f->diags));
	assert_int_equal(diags_status(f->diags), STATUS_SYSTEM);
	while (n--) {
		name_of(n, name);
		unlinkat(f->fd, name, 0);
	}
}

static void
says_that_it_is_no_folder(void **state)
{
	struct fixture *f = *state;

	assert_null(listing_open(f->arena, "/nonexistent", f->diags));
	assert_null(listing_open(f->arena, "/etc/passwd", f->diags));
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 2);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(chooses_and_sorts, setup, teardown),
		cmocka_unit_test_setup_teardown(sorts_many, setup, teardown),
		cmocka_unit_test_setup_teardown(says_that_it_is_no_folder, setup, teardown),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
