/* Changing files on file systems of several kinds, and against somebody who changes
 * the same files at the worst moment. The calls that a file system may refuse are
 * ours here. */
#include "sys/transaction.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "base/buf.h"
#include "fixture.h"

/* What a file system can do. */
enum kind { KIND_FULL, KIND_PLAIN, KIND_FAT, KIND_COUNT };

/* How the calls below behave. */
static struct {
	enum kind kind;
	const char *refused;            /* no file gets this name */
	bool unsaved;                   /* fsync of folders fails */
	void (*meddle)(const char *dir);        /* once, before the first renaming */
	const char *meddle_at;          /* only before this name is given; or NULL */
	bool vanish;                    /* the folder goes away as it is locked */
	const char *dir;
} shim;

static void
meddle(const char *to)
{
	void (*act)(const char *) = shim.meddle;

	if (!act || (shim.meddle_at && strcmp(shim.meddle_at, to) != 0))
		return;
	shim.meddle = NULL;
	act(shim.dir);
}

static int
refuse(int error)
{
	errno = error;
	return -1;
}

static bool
refused(const char *to)
{
	return shim.refused && !strcmp(to, shim.refused);
}

int
renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
	meddle(to);
	if (shim.kind != KIND_FULL && flags)
		return refuse(EINVAL);
	if (refused(to))
		return refuse(EIO);
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, flags);
}

int
renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	if (refused(to))
		return refuse(EIO);
	return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
}

int
linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
	if (shim.kind == KIND_FAT)
		return refuse(EPERM);
	if (refused(to))
		return refuse(EIO);
	return (int)syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
}

int
fsync(int fd)
{
	struct stat st;

	if (shim.unsaved && !fstat(fd, &st) && S_ISDIR(st.st_mode))
		return refuse(EIO);
	return (int)syscall(SYS_fsync, fd);
}

static const char *path_of(const char *dir, const char *name);

int
flock(int fd, int how)
{
	/* nothing was locked yet when the other run took the folder away */
	if (shim.vanish) {
		unlink(path_of(shim.dir, ".mailgen.lock"));
		rmdir(shim.dir);
	}
	shim.vanish = false;
	return (int)syscall(SYS_flock, fd, how);
}

/* ---- files ---- */

struct fixture {
	struct arena *arena;
	struct diags *diags;
	char dir[4096];
};

static const char *
path_of(const char *dir, const char *name)
{
	static char path[2][8192];
	static unsigned i;

	i = !i;
	snprintf(path[i], sizeof(path[i]), "%s/%s", dir, name);
	return path[i];
}

static void
put(const char *dir, const char *name, const char *text, mode_t mode)
{
	FILE *f = fopen(path_of(dir, name), "w");

	assert_non_null(f);
	assert_int_equal(fputs(text, f) >= 0, 1);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path_of(dir, name), mode), 0);
}

/* The file has this text and mode; text NULL: there is none. */
static void
assert_file(const struct fixture *f, const char *name, const char *text, mode_t mode)
{
	const char *path = path_of(f->dir, name);
	char now[256] = "";
	struct stat st;
	FILE *file = fopen(path, "r");

	if (!text) {
		assert_null(file);
		return;
	}
	assert_non_null(file);
	now[fread(now, 1, sizeof(now) - 1, file)] = '\0';
	assert_string_equal(now, text);
	assert_int_equal(fstat(fileno(file), &st), 0);
	assert_int_equal(st.st_mode & 07777, mode);
	fclose(file);
}

static unsigned
count(const char *dir)
{
	const struct dirent *e;
	unsigned n = 0;
	DIR *d = opendir(dir);

	assert_non_null(d);
	while ((e = readdir(d)))
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(d);
	return n;
}

static void
empty(const char *dir)
{
	const struct dirent *e;
	DIR *d = opendir(dir);

	while (d && (e = readdir(d)))
		unlink(path_of(dir, e->d_name));
	if (d)
		closedir(d);
}

static int
set_up(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, 1, sizeof(*f));
	const char *base = getenv("TMPDIR");

	f->arena = a;
	f->diags = diags_new(a, NULL);
	snprintf(f->dir, sizeof(f->dir), "%s/mailgen-XXXXXX", base ? base : "/tmp");
	assert_non_null(mkdtemp(f->dir));
	memset(&shim, 0, sizeof(shim));
	shim.dir = f->dir;
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	empty(f->dir);
	rmdir(f->dir);
	arena_free(f->arena);
	return 0;
}

/* ---- changes ---- */

enum { CHANGED, REMOVED, CREATED, PIECES };

static void
plan(const struct fixture *f, struct file_change p[PIECES])
{
	put(f->dir, "changed", "old", 0640);
	put(f->dir, "removed", "gone", 0604);
	p[CHANGED] = (struct file_change){ .root = f->dir, .path = "changed", .bytes = "new",
		.len = 3, .mode = 0600, .was = LITERAL("old") };
	p[REMOVED] = (struct file_change){ .root = f->dir, .path = "removed",
		.was = LITERAL("gone") };
	p[CREATED] = (struct file_change){ .root = f->dir, .path = "created", .bytes = "born",
		.len = 4, .mode = 0600 };
}

static enum change_result
change(const struct fixture *f, struct file_change *p, size_t n, bool backup)
{
	const struct change_options manner = { .backup = backup };

	return change_all(f->arena, p, n, &manner, f->diags);
}

static void
assert_said(struct fixture *f, enum diag_id id)
{
	size_t n;
	const struct diag *const *all = diags_sorted(f->diags, &n);

	assert_int_equal(n, 1);
	assert_int_equal(all[0]->id, id);
	f->diags = diags_new(f->arena, NULL);
}

static void
assert_untouched(struct fixture *f)
{
	assert_file(f, "changed", "old", 0640);
	assert_file(f, "removed", "gone", 0604);
	assert_file(f, "created", NULL, 0);
	assert_int_equal(count(f->dir), 2);
}

static void
test_success(void **state)
{
	struct fixture *f = *state;
	struct file_change p[PIECES];
	enum kind kind;

	for (kind = KIND_FULL; kind < KIND_COUNT; kind++) {
		empty(f->dir);
		shim.kind = kind;
		plan(f, p);
		put(f->dir, "changed.~1~", "older", 0600);
		assert_int_equal(change(f, p, PIECES, true), CHANGE_DONE);
		assert_file(f, "changed", "new", 0640);
		assert_file(f, "removed", NULL, 0);
		assert_file(f, "created", "born", 0600);
		assert_file(f, "changed.~1~", "older", 0600);
		/* a link is the old file itself, a copy is private */
		assert_file(f, "changed.~2~", "old", 0600);
		assert_file(f, "removed.~1~", "gone", 0600);
		assert_int_equal(count(f->dir), 5);
	}
}

/* The last path cannot be changed, or nothing reaches the disk. */
static void
test_put_back(void **state)
{
	struct fixture *f = *state;
	struct file_change p[PIECES];
	enum kind kind;
	int unsaved;

	for (kind = KIND_FULL; kind < KIND_COUNT; kind++)
		for (unsaved = 0; unsaved < 2; unsaved++) {
			empty(f->dir);
			shim.kind = kind;
			shim.unsaved = unsaved;
			shim.refused = unsaved ? NULL : "created";
			plan(f, p);
			assert_int_equal(change(f, p, PIECES, true), CHANGE_FAILED);
			assert_said(f, DIAG_WRITE);
			assert_untouched(f);
		}
}

static void
edit_changed(const char *dir)
{
	put(dir, "changed", "edited", 0640);
}

static void
replace_changed(const char *dir)
{
	put(dir, "other", "edited", 0640);
	rename(path_of(dir, "other"), path_of(dir, "changed"));
}

static void
edit_removed(const char *dir)
{
	put(dir, "removed", "edited", 0604);
}

static void
create(const char *dir)
{
	put(dir, "created", "edited", 0644);
}

/* Somebody changes a file after it was looked at: it stays as he wants it, and
 * nothing else changes. */
static void
test_meanwhile(void **state)
{
	static const struct { void (*act)(const char *); const char *at, *path; mode_t mode; }
	rows[] = {
		{ edit_changed, NULL, "changed", 0640 },
		{ replace_changed, NULL, "changed", 0640 },
		{ edit_removed, NULL, "removed", 0604 },
		{ create, NULL, "created", 0644 },
		{ create, "created", "created", 0644 },
	};
	struct fixture *f = *state;
	struct file_change p[PIECES];
	enum kind kind;
	size_t i;

	for (kind = KIND_FULL; kind < KIND_COUNT; kind++)
		for (i = 0; i < countof(rows); i++) {
			empty(f->dir);
			shim.kind = kind;
			plan(f, p);
			shim.meddle = rows[i].act;
			shim.meddle_at = rows[i].at;
			assert_int_equal(change(f, p, PIECES, true), CHANGE_FAILED);
			assert_said(f, DIAG_OCCUPIED);
			assert_file(f, rows[i].path, "edited", rows[i].mode);
			assert_int_equal(count(f->dir), 2 + (rows[i].act == create));
		}
}

static void
replace_created(const char *dir)
{
	put(dir, "other", "edited", 0644);
	rename(path_of(dir, "other"), path_of(dir, "created"));
}

/* What somebody puts into the place of a new file is not taken back with it. */
static void
test_taken_over(void **state)
{
	struct fixture *f = *state;
	struct file_change p[PIECES], first;
	enum kind kind;

	for (kind = KIND_FULL; kind < KIND_COUNT; kind++) {
		empty(f->dir);
		shim.kind = kind;
		plan(f, p);
		first = p[CREATED];
		p[CREATED] = p[CHANGED];
		p[CHANGED] = first;
		shim.meddle = replace_created;
		shim.meddle_at = "changed";
		shim.refused = "changed";
		assert_int_equal(change(f, p, PIECES, false), CHANGE_FAILED);
		assert_said(f, DIAG_WRITE);
		assert_file(f, "created", "edited", 0644);
		assert_file(f, "changed", "old", 0640);
		assert_file(f, "removed", "gone", 0604);
		assert_int_equal(count(f->dir), 3);
	}
}

/* The old owner of a file that is mailgen's as a whole may have laid it there to
 * read the new one where others may write; else an administrator gave it away. That
 * of a file of the user's keeps it. */
static void
test_owner(void **state)
{
	struct fixture *f = *state;
	struct file_change p[PIECES];
	struct stat st;
	int own, open;

	if (geteuid()) {
		print_message("# SKIP: only root can give a folder to another user\n");
		skip();
	}
	for (own = 0; own < 2; own++)
		for (open = 0; open < 2; open++) {
			plan(f, p);
			p[CHANGED].own = own;
			assert_int_equal(chmod(f->dir, open ? 0777 : 0755), 0);
			assert_int_equal(chown(path_of(f->dir, "changed"), 65534, 65534), 0);
			assert_int_equal(change(f, p, 1, false), CHANGE_DONE);
			assert_int_equal(stat(path_of(f->dir, "changed"), &st), 0);
			assert_int_equal(st.st_uid, own && open ? 0 : 65534);
			assert_int_equal(st.st_gid, own && open ? getegid() : 65534);
			assert_int_equal(st.st_mode & 07777, own && open ? 0600 : 0640);
		}
}

/* Another run takes the folder away while this one waits for it. */
static void
test_folder_gone(void **state)
{
	struct fixture *f = *state;
	struct file_change p = { .root = f->dir, .path = "created", .bytes = "born", .len = 4,
		.mode = 0600 };

	shim.vanish = true;
	assert_int_equal(change(f, &p, 1, false), CHANGE_CONFLICT);
	assert_int_equal(change(f, &p, 1, false), CHANGE_DONE);
	assert_file(f, "created", "born", 0600);
}

/* What a run of conflicts does: how many are still to come, and tries so far. */
struct conflicts {
	unsigned left, tries;
};

static enum change_result
conflict(void *context)
{
	struct conflicts *c = context;

	c->tries++;
	return c->left-- ? CHANGE_CONFLICT : CHANGE_DONE;
}

/* A conflict is tried again, ten times in all; then it is reported. */
static void
test_retry(void **state)
{
	struct fixture *f = *state;
	struct conflicts few = { 9, 0 }, many = { 10, 0 };

	assert_true(change_retry(f->arena, f->dir, ".", conflict, &few, f->diags));
	assert_int_equal(few.tries, 10);
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 0);
	assert_false(change_retry(f->arena, f->dir, ".", conflict, &many, f->diags));
	assert_int_equal(many.tries, 10);
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
}

/* A folder goes away when it is empty and nobody works in it. */
static void
test_remove_folder(void **state)
{
	struct fixture *f = *state;
	const char *inner = arena_printf(f->arena, "%s/inner", f->dir);

	assert_int_equal(mkdir(inner, 0700), 0);
	put(inner, "file", "", 0600);
	change_remove_folder(f->arena, f->dir, "inner");
	assert_int_equal(access(inner, F_OK), 0);
	unlink(path_of(inner, "file"));
	put(inner, ".mailgen.lock", "", 0600);
	change_remove_folder(f->arena, f->dir, "inner");
	assert_int_equal(access(inner, F_OK), 0);
	unlink(path_of(inner, ".mailgen.lock"));
	change_remove_folder(f->arena, f->dir, "inner");
	assert_int_equal(access(inner, F_OK), -1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_success), TEST(test_put_back), TEST(test_meanwhile),
		TEST(test_taken_over), TEST(test_owner), TEST(test_folder_gone),
		TEST(test_retry), TEST(test_remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
