/* Shipped files, whole files, folders. */
#include "base/data.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/source.h"
#include "fixture.h"

/* Was exactly this reported, and nothing else? */
static void
assert_reported(struct plain_fixture *f, enum diag_id id, const char *text)
{
	size_t n;
	const struct diag *const *found = diags_sorted(f->diags, &n);

	assert_int_equal(n, 1);
	assert_int_equal(found[0]->id, id);
	assert_string_equal(found[0]->text, text);
}

static void
shipped_are_sorted_and_found(void **state)
{
	struct plain_fixture *f = *state;
	const char *path, *before = "";
	size_t n;

	for (n = 0; (path = data_shipped_nth(n)); n++) {
		struct source *s = data_shipped(f->arena, path);

		assert_true(strcmp(before, path) < 0);
		assert_non_null(s);
		assert_int_equal(s->bytes[s->len], 0);
		before = path;
	}
	assert_true(n > 0);
	assert_null(data_shipped_nth(n + 1));
	assert_null(data_shipped_nth(SIZE_MAX));
}

static void
shipped_is_the_file(void **state)
{
	struct plain_fixture *f = *state;
	struct source *s = data_shipped(f->arena, "schemas/words.ini");
	struct source *read = data_read(f->arena, "schemas/words.ini", 1 << 20,
		f->diags);

	assert_non_null(s);
	assert_string_equal(s->name, "<mailgen>/schemas/words.ini");
	assert_non_null(read);
	assert_int_equal(s->len, read->len);
	assert_memory_equal(s->bytes, read->bytes, s->len);
}

static void
shipped_is_not_everything(void **state)
{
	static const char *const absent[] = {
		"", "schemas", "schemas/", "words.ini", "schemas/account.schema.json",
		"schemas/words.in", "schemas/words.ini2", "zzz",
	};
	struct plain_fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(absent); i++)
		assert_null(data_shipped(f->arena, absent[i]));
}

static void
read_gives_all_bytes(void **state)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 300000 };
	struct plain_fixture *f = *state;
	size_t i, at;

	for (i = 0; i < countof(sizes); i++) {
		char *bytes = arena_alloc(f->arena, sizes[i] + 1, 1);
		const char *path;
		struct source *s;

		for (at = 0; at < sizes[i]; at++)
			bytes[at] = (char)(at * 7);
		path = fixture_file(f, "f", bytes, sizes[i]);
		s = data_read(f->arena, path, sizes[i], f->diags);
		assert_non_null(s);
		assert_string_equal(s->name, path);
		assert_int_equal(s->len, sizes[i]);
		assert_memory_equal(s->bytes, bytes, sizes[i]);
		assert_int_equal(s->bytes[s->len], 0);
	}
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
}

static void
read_is_bounded(void **state)
{
	struct plain_fixture *f = *state;

	fixture_file(f, "f", "123456", 6);
	assert_int_equal(chdir(f->dir), 0);
	assert_null(data_read(f->arena, "f", 5, f->diags));
	assert_reported(f, DIAG_LIMIT, "'f' has more than 5 bytes");
}

static void
read_of_an_endless_stream_ends(void **state)
{
	struct plain_fixture *f = *state;

	char name[32];
	int fd = open("/dev/zero", O_RDONLY);

	snprintf(name, sizeof(name), "/dev/fd/%d", fd);
	assert_null(data_read(f->arena, name, 100000, f->diags));
	assert_reported(f, DIAG_LIMIT, arena_printf(f->arena, "'%s' has more than 100000 bytes",
		name));
	close(fd);
}

static void
no_device_is_read(void **state)
{
	struct plain_fixture *f = *state;

	assert_null(data_read(f->arena, "/dev/zero", 100000, f->diags));
	assert_reported(f, DIAG_READ, "cannot read '/dev/zero': it is not a regular file");
}

static void
read_of_a_pipe(void **state)
{
	struct plain_fixture *f = *state;
	struct source *s;
	int ends[2], in = dup(STDIN_FILENO);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "abc", 3), 3);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	s = data_read(f->arena, "-", 3, f->diags);
	dup2(in, STDIN_FILENO);
	close(in);
	assert_non_null(s);
	assert_string_equal(s->name, "<stdin>");
	assert_string_equal(s->bytes, "abc");
}

static void
read_reports_why(void **state)
{
	struct plain_fixture *f = *state;

	assert_null(data_read(f->arena, "/nowhere/a\nb", 9, f->diags));
	assert_reported(f, DIAG_READ,
		"cannot read '/nowhere/a\\x0Ab': No such file or directory");
}

static void
read_reports_a_folder(void **state)
{
	struct plain_fixture *f = *state;

	assert_null(data_read(f->arena, "/", 9, f->diags));
	assert_reported(f, DIAG_READ, "cannot read '/': Is a directory");
}

static void
exists(void **state)
{
	struct plain_fixture *f = *state;

	assert_true(data_exists(f->dir));
	assert_true(data_exists(fixture_file(f, "f", "", 0)));
	assert_false(data_exists(arena_printf(f->arena, "%s/no", f->dir)));
	assert_false(data_exists(""));
}

struct visits {
	struct buf names;
	size_t left;
};

static bool
visit(void *context, const char *name)
{
	struct visits *v = context;

	buf_printf(&v->names, "%s ", name);
	return --v->left > 0;
}

static void
folder_is_sorted(void **state)
{
	static const char *const names[] = {
		"b", "a", ".hidden", "B", "a.ini", "\xc3\xa9", "10", "9",
	};
	struct plain_fixture *f = *state;
	struct visits all = { { 0 }, 99 }, some = { { 0 }, 2 };
	size_t i;

	for (i = 0; i < countof(names); i++)
		fixture_file(f, names[i], "", 0);
	assert_true(data_folder(f->arena, f->dir, visit, &all, f->diags));
	assert_string_equal(all.names.s, "10 9 B a a.ini b \xc3\xa9 ");
	assert_false(data_folder(f->arena, f->dir, visit, &some, f->diags));
	assert_string_equal(some.names.s, "10 9 ");
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
	buf_free(&all.names);
	buf_free(&some.names);
}

static void
folder_may_be_empty(void **state)
{
	struct plain_fixture *f = *state;
	struct visits none = { { 0 }, 99 };

	assert_true(data_folder(f->arena, f->dir, visit, &none, f->diags));
	assert_int_equal(none.names.len, 0);
}

static void
folder_reports_why(void **state)
{
	struct plain_fixture *f = *state;

	assert_false(data_folder(f->arena, "/nowhere", visit, NULL, f->diags));
	assert_reported(f, DIAG_READ,
		"cannot read '/nowhere': No such file or directory");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(shipped_are_sorted_and_found),
		TEST(shipped_is_the_file),
		TEST(shipped_is_not_everything),
		TEST(read_gives_all_bytes),
		TEST(read_of_an_endless_stream_ends),
		TEST(no_device_is_read),
		TEST(read_of_a_pipe),
		TEST(read_reports_why),
		TEST(read_reports_a_folder),
		TEST(exists),
		TEST(folder_is_sorted),
		TEST(folder_may_be_empty),
		TEST(folder_reports_why),
		TEST(read_is_bounded),  /* changes the folder: last */
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
