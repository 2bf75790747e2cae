/* Which folder a client uses, and the lock it holds there. */
#include <fcntl.h>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "client/target.h"
#include "sys/lock.h"
#include "install/profile.h"
#include "fixture.h"

static const char *const words[] = { "~/.bird/profiles.ini", "Install*", "Default" };
static const struct target_file file = { .profile = { words, 3 }, .lock = ".lock" };

static const char *
below(struct plain_fixture *f, const char *path)
{
	return arena_printf(f->arena, "%s/%s", f->dir, path);
}

static int
set_up(void **state)
{
	struct plain_fixture *f = fixture_new(state, sizeof(*f));

	return mkdir(below(f, ".bird"), 0700) || mkdir(below(f, ".bird/a"), 0700)
		|| mkdir(below(f, ".bird/b"), 0700) || mkdir(below(f, "c"), 0700);
}

/* Makes a lock file that was last used then. */
static void
use(struct plain_fixture *f, const char *path, time_t when)
{
	const struct timespec times[2] = { { .tv_sec = when }, { .tv_sec = when } };
	int fd = open(below(f, path), O_CREAT | O_RDWR, 0600);

	assert_true(fd >= 0);
	assert_int_equal(futimens(fd, times), 0);
	close(fd);
}

/* Looks an INI file up, in which @ stands for the home folder. */
static bool
look_up(struct plain_fixture *f, const char *text, const char **folder, struct buf *said)
{
	struct diags *diags = diags_new(f->arena, NULL);
	struct buf index = { 0 };
	bool ok;

	for (; *text; text++)
		if (*text == '@')
			buf_puts(&index, f->dir);
		else
			buf_putc(&index, *text);
	ok = profile_find(f->arena, &file, f->dir, &(struct profile_index){
		".bird/profiles.ini", {
		arena_copy(f->arena, index.len ? index.s : "", index.len), index.len } }, 1,
		folder, diags);
	buf_free(&index);
	buf_clear(said);
	diags_print(diags, said, false);
	return ok;
}

#define NONE "none is in use yet"
static const struct {
	const char *index, *folder, *refused;
} rows[] = {
	{ "", NULL, NONE },
	{ "[Install1]\nDefault=a\n", ".bird/a", NULL },
	{ "\xEF\xBB\xBF; x\r\n# y\r\n[Install1]\r\n Default=a\r\n", ".bird/a", NULL },
	{ "[Profile0]\nDefault=1\nPath=b\n[Install1]\nLocked=1\nDefault=a", ".bird/a", NULL },
	{ "[Install1]\nDefault=a\n[Install2]\nDefault=a\n", ".bird/a", NULL },
	{ "[Install1]\nDefault=gone\n[Install2]\nDefault=b\n", ".bird/b", NULL },
	{ "[Install1]\nDefault=gone\n", NULL, NONE },
	{ "[Install1]\nDefault=file\n", NULL, NONE },
	{ "[Install1]\nDefault=@/c\n", "c", NULL },
	{ "[Profile0]\nDefault=a\n", NULL, NONE },
	{ "[Install1\nDefault=a\n", NULL, NONE },
	{ "Default=a\n", NULL, NONE },
	{ "[Install1]\nDefault=\nDefaults=b\nDefault a\n", NULL, NONE },
	{ "[Install1]\nx=y\nDefault=../c\n", NULL, "profiles.ini:3:9: error: the folder '../c'" },
	{ "[Install1]\nDefault=a/../../..\n", NULL, "does not lie in the home folder" },
	{ "[Install1]\nDefault=/etc\n", NULL, "'/etc' does not lie" },
	{ "[Install1]\nDefault=@/../x\n", NULL, "does not lie" },
	{ "[Install1]\nDefault=@\n", NULL, "does not lie" },
	{ "[Install1]\nDefault=a\n[Install2]\nDefault=b\n", NULL, "none was used last" },
};

static void
finds_the_folder(void **state)
{
	struct plain_fixture *f = *state;
	struct buf said = { 0 };
	const char *folder;
	size_t i;

	use(f, ".bird/file", 1000);
	for (i = 0; i < countof(rows); i++) {
		bool ok = look_up(f, rows[i].index, &folder, &said);

		if (ok != !rows[i].refused)
			print_message("# %s\n", rows[i].index);
		assert_int_equal(ok, !rows[i].refused);
		if (rows[i].refused)
			assert_non_null(strstr(said.s, rows[i].refused));
		if (rows[i].folder)
			assert_string_equal(folder, rows[i].folder);
		else
			assert_null(folder);
	}
	buf_free(&said);
}

static void
takes_the_one_used_last(void **state)
{
	static const char both[] = "[Install1]\nDefault=a\n[Install2]\nDefault=b\n";
	struct plain_fixture *f = *state;
	struct buf said = { 0 };
	const char *folder;

	use(f, ".bird/b/.lock", 1000);
	assert_true(look_up(f, both, &folder, &said));
	assert_string_equal(folder, ".bird/b");
	use(f, ".bird/a/.lock", 2000);
	assert_true(look_up(f, both, &folder, &said));
	assert_string_equal(folder, ".bird/a");
	use(f, ".bird/b/.lock", 2000);
	assert_false(look_up(f, both, &folder, &said));
	buf_free(&said);
}

/* Tries to lock in another process: 0 when it may. */
static int
try_elsewhere(const char *path)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int status, fd;
	pid_t child = fork();

	if (!child) {
		fd = open(path, O_RDWR);
		_exit(fd < 0 || fcntl(fd, F_SETLK, &whole));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void
locks(void **state)
{
	struct plain_fixture *f = *state;
	const char *path = below(f, ".bird/a/.lock");
	struct diags *diags = diags_new(f->arena, NULL);
	struct lock lock;

	assert_true(lock_take(path, &lock, diags));
	lock_release(&lock);
	assert_int_not_equal(access(path, F_OK), 0);
	use(f, ".bird/a/.lock", 1000);
	assert_true(lock_take(path, &lock, diags));
	assert_int_not_equal(try_elsewhere(path), 0);
	lock_release(&lock);
	lock_release(&lock);
	assert_int_equal(try_elsewhere(path), 0);
	assert_int_equal(diags_status(diags), STATUS_DONE);
}

static void
is_locked_out(void **state)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	struct plain_fixture *f = *state;
	const char *path = below(f, ".bird/a/.lock");
	struct diags *diags = diags_new(f->arena, NULL);
	struct buf said = { 0 };
	struct lock lock;
	int ready[2], held;
	pid_t child;
	char byte;

	use(f, ".bird/a/.lock", 1000);
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (!child) {
		held = open(path, O_RDWR);
		if (held < 0 || fcntl(held, F_SETLK, &whole) || write(ready[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_false(lock_take(path, &lock, diags));
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	diags_print(diags, &said, false);
	assert_non_null(strstr(said.s, arena_printf(f->arena, "process %ld has", (long)child)));
	assert_int_equal(diags_status(diags), STATUS_SYSTEM);
	assert_true(lock_take(path, &lock, diags));
	lock_release(&lock);
	close(ready[0]);
	close(ready[1]);
	buf_free(&said);
}

static void
follows_no_link_and_no_folder(void **state)
{
	struct plain_fixture *f = *state;
	const char *path = below(f, ".bird/a/.lock");
	struct diags *diags = diags_new(f->arena, NULL);
	struct lock lock;

	use(f, ".bird/file", 1000);
	assert_int_equal(symlink(below(f, ".bird/file"), path), 0);
	assert_false(lock_take(path, &lock, diags));
	assert_false(lock_take(below(f, ".bird/b"), &lock, diags));
	assert_int_equal(diags_status(diags), STATUS_SYSTEM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_the_folder, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(takes_the_one_used_last, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(locks, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(is_locked_out, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(follows_no_link_and_no_folder, set_up, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
