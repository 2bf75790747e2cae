/* Values of INI files: characters by their number, and no byte behind the end. */
#include "base/inifile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"

static const struct {
	const char *value, *read;
	size_t len;
} rows[] = {
	{ "", "", 0 }, { "x", "x", 1 }, { "U", "U", 1 }, { "U+", "U+", 2 },
	{ "U+3B", "U+3B", 4 }, { "U+003B", ";", 1 }, { "aU+0020", "a ", 2 },
	{ "U+1F600", "\xF0\x9F\x98\x80", 4 }, { "U+00411", "\xD0\x91", 2 },
	{ "U+0000", "\0", 1 }, { "U+110000", "U+110000", 8 }, { "U+D800", "U+D800", 6 },
	{ "U+12345678", "U+12345678", 10 }, { "u+003B", "u+003B", 6 },
	{ "U+003b", "U+003b", 6 },
};

/* Each value ends where the memory does. */
static void
test_unescape(void **state)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), i, len;
	char *map = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		-1, 0);
	struct arena *a = arena_new();
	const char *read;
	char *value;

	(void)state;
	assert_true(map != MAP_FAILED);
	assert_int_equal(mprotect(map + page, page, PROT_NONE), 0);
	for (i = 0; i < countof(rows); i++) {
		value = map + page - strlen(rows[i].value) - 1;
		strcpy(value, rows[i].value);
		read = ini_unescape(a, value, &len);
		assert_int_equal(len, rows[i].len);
		assert_memory_equal(read, rows[i].read, len);
	}
	munmap(map, 2 * page);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_unescape) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
