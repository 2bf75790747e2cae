/* Archives: their place, what stands in it, what becomes of half of one. */
#include "output/archive.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "client/render.h"
#include "output/ustar.h"
#include "fixture.h"

static struct rendered second = { .path = "b", .mode = 0600, .bytes = "two", .len = 3 };
static struct rendered files = { .path = "a", .mode = 0600, .bytes = "one", .len = 3,
	.next = &second };

struct fixture {
	FIXTURE;
	const char *path;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->path = arena_printf(f->arena, "%s/all.tar", f->dir);
	return 0;
}

static void
put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static bool
holds(const char *path, const char *text)
{
	char piece[512] = "";
	FILE *file = fopen(path, "r");
	size_t n = file ? fread(piece, 1, sizeof(piece) - 1, file) : 0;

	if (file)
		fclose(file);
	return n && !strcmp(piece, text);
}

static size_t
names_in(const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n - 2;
}

/* Writes a whole archive. */
static bool
pack(struct fixture *f, const char *folder, enum archive_over over)
{
	struct archive *r = archive_open(f->arena, f->path, over, f->diags);

	return r && archive_add(r, folder, &files, f->diags) && archive_close(r, f->diags);
}

static void
takes_its_place(void **state)
{
	static const char *const folders[] = { "jean", NULL, "h\xC3\xA9l\xC3\xA8ne" };
	struct fixture *f = *state;
	struct stat st;
	size_t i;

	/* each may replace the one before it */
	for (i = 0; i < countof(folders); i++) {
		assert_true(pack(f, folders[i], ARCHIVE_KEEPS));
		assert_int_equal(stat(f->path, &st), 0);
		assert_int_equal(st.st_mode & 07777, 0600);
		assert_int_equal(names_in(f->dir), 1);
	}
	assert_true(pack(f, NULL, ARCHIVE_KEEPS));
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
}

static void
keeps_what_is_not_ours(void **state)
{
	struct fixture *f = *state;

	put(f->path, "a letter");
	assert_false(pack(f, "jean", ARCHIVE_KEEPS));
	assert_true(holds(f->path, "a letter"));
	assert_int_equal(names_in(f->dir), 1);
	assert_true(pack(f, "jean", ARCHIVE_REPLACES));
	assert_false(holds(f->path, "a letter"));
}

static void
keeps_the_archives_of_others(void **state)
{
	struct fixture *f = *state;
	const char *line = arena_printf(f->arena, "tar -cf %s --format=ustar /etc/passwd"
		" 2>/dev/null", f->path);

	assert_int_equal(system(line), 0);      /* NOLINT */
	assert_false(pack(f, "jean", ARCHIVE_KEEPS));
}

static void
follows_no_link(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(symlink("/etc/passwd", f->path), 0);
	assert_false(pack(f, "jean", ARCHIVE_REPLACES));
	assert_int_equal(unlink(f->path), 0);
	assert_int_equal(mkdir(f->path, 0700), 0);
	assert_false(pack(f, "jean", ARCHIVE_REPLACES));
	assert_int_equal(rmdir(f->path), 0);
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 2);
	assert_int_equal(names_in(f->dir), 0);
}

static void
leaves_nothing_when_dropped(void **state)
{
	struct fixture *f = *state;
	struct archive *r = archive_open(f->arena, f->path, ARCHIVE_KEEPS, f->diags);

	assert_non_null(r);
	assert_int_equal(names_in(f->dir), 1);
	assert_true(archive_add(r, "jean", &files, f->diags));
	archive_drop(r);
	assert_int_equal(names_in(f->dir), 0);
}

/* Two blocks of zeros, and then up to a whole record. */
static void
has_an_end(void **state)
{
	struct buf out = { 0 };
	size_t blocks;

	(void)state;
	for (blocks = 0; blocks < 45; blocks++) {
		buf_clear(&out);
		ustar_end(&out, blocks * 512);
		assert_in_range(out.len, 1024, 10240 + 512);
		assert_int_equal((blocks * 512 + out.len) % 10240, 0);
	}
	buf_free(&out);
}

/* Two runs at once, and one that was killed before. */
static void
knows_other_runs(void **state)
{
	struct fixture *f = *state;
	const char *rest = arena_printf(f->arena, "%s/.mailgen.all.tar.tmp", f->dir);
	struct archive *r = archive_open(f->arena, f->path, ARCHIVE_KEEPS, f->diags);

	assert_non_null(r);
	assert_null(archive_open(f->arena, f->path, ARCHIVE_KEEPS, f->diags));
	assert_int_equal(diags_status(f->diags), STATUS_SYSTEM);
	assert_true(archive_add(r, "jean", &files, f->diags));
	assert_true(archive_close(r, f->diags));
	assert_int_equal(names_in(f->dir), 1);
	put(rest, "half an archive");
	assert_true(pack(f, "jean", ARCHIVE_KEEPS));
	assert_int_equal(names_in(f->dir), 1);
}

/* The disk is full in the middle: the old archive stays. */
static void
stays_when_there_is_no_room(void **state)
{
	struct fixture *f = *state;
	struct rlimit before, small;
	struct rendered large = { .path = "c", .mode = 0600, .len = 1 << 20 };
	struct archive *r;
	struct stat was, is;
	bool ok;

	large.bytes = arena_alloc(f->arena, large.len, 1);
	assert_true(pack(f, "jean", ARCHIVE_KEEPS));
	assert_int_equal(stat(f->path, &was), 0);
	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = 100000;
	setrlimit(RLIMIT_FSIZE, &small);
	r = archive_open(f->arena, f->path, ARCHIVE_KEEPS, f->diags);
	assert_non_null(r);
	ok = archive_add(r, "jean", &large, f->diags);
	ok = archive_close(r, f->diags) && ok;
	setrlimit(RLIMIT_FSIZE, &before);
	assert_false(ok);
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
	assert_int_equal(diags_status(f->diags), STATUS_SYSTEM);
	assert_int_equal(stat(f->path, &is), 0);
	assert_int_equal(was.st_ino, is.st_ino);
	assert_int_equal(names_in(f->dir), 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(takes_its_place, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(keeps_what_is_not_ours, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(keeps_the_archives_of_others, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(follows_no_link, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(leaves_nothing_when_dropped, setup, fixture_teardown),
		cmocka_unit_test(has_an_end),
		cmocka_unit_test_setup_teardown(knows_other_runs, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(stays_when_there_is_no_room, setup, fixture_teardown),
	};

	signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
