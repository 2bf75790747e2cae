/* What unit tests have in common: cmocka, and a fixture with an arena, findings and a
 * folder. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"

/* A fixture begins with these. */
#define FIXTURE \
	struct arena *arena; \
	struct diags *diags;    /* none yet */ \
	char dir[256]           /* empty, and removed with what is in it at the end */

struct plain_fixture {
	FIXTURE;
};

/* Makes a fixture of so many bytes, the others 0. */
static inline void *
fixture_new(void **state, size_t size)
{
	struct plain_fixture *u = test_calloc(1, size);
	const char *tmp = getenv("TMPDIR");

	u->arena = arena_new();
	u->diags = diags_new(u->arena, NULL);
	snprintf(u->dir, sizeof(u->dir), "%s/unitXXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(u->dir));
	return *state = u;
}

static inline int
fixture_remove(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

/* For tests whose fixture is a struct plain_fixture. */
static inline int
fixture_setup(void **state)
{
	fixture_new(state, sizeof(struct plain_fixture));
	return 0;
}

static inline int
fixture_teardown(void **state)
{
	struct plain_fixture *u = *state;

	assert_int_equal(nftw(u->dir, fixture_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
	arena_free(u->arena);
	test_free(u);
	return 0;
}

/* A file of the fixture's folder; returns its path. */
static inline const char *
fixture_file(void *fixture, const char *name, const char *bytes, size_t len)
{
	struct plain_fixture *u = fixture;
	const char *path = arena_printf(u->arena, "%s/%s", u->dir, name);
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
	return path;
}

/* An open file of these bytes, without a name in any folder. */
static inline int
fixture_fd(const char *bytes, size_t len)
{
	int fd = memfd_create("unit", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* The findings in order, each as `one` has it, or NULL for none, with `between` them. */
static inline const char *
fixture_findings(struct arena *a, struct diags *diags, const char *between,
	const char *(*one)(struct arena *, const struct diag *))
{
	const struct diag *const *list;
	const char *all = "", *text;
	size_t i, n;

	list = diags_sorted(diags, &n);
	for (i = 0; i < n; i++)
		if ((text = one(a, list[i])))
			all = arena_printf(a, "%s%s%s", all, *all ? between : "", text);
	return all;
}

#endif
