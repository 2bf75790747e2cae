/* Values of INI files: characters by their number, and no byte behind the end. */
#include "base/inifile.h"

#include <sys/mman.h>

#include "base/buf.h"
#include "base/source.h"
#include "fixture.h"

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

/* A section of one line: `spaces` spaces before the '=', a value of len bytes that has
 * `gap` at byte `at`. */
static const char *
one_line(struct arena *a, size_t spaces, size_t len, size_t at, const char *gap, char **value)
{
	*value = arena_alloc(a, len + 1, 1);
	memset(*value, 'x', len);
	if (at + strlen(gap) < len)
		memcpy(*value + at, gap, strlen(gap));
	return arena_printf(a, "[s]\nkey%*s= %s\nnext = 1\n", (int)spaces, "", *value);
}

/* A value is read as it is written, wherever the part that inih reads ends. */
static void
test_long_lines(void **state)
{
	static const char *const gaps[] = { "", " ", "  \t", "=", ";", " # ", "[a]", "\xC3\xA9", "\v" };
	struct arena *a = arena_new();
	struct ini *ini;
	const char *text;
	char *value;
	size_t g, at, len;

	(void)state;
	for (g = 0; g < countof(gaps); g++)
		for (at = 180; at < 204; at++)
			for (len = 190; len < 450; len += 51) {
				text = one_line(a, at % 3, len, at, gaps[g], &value);
				ini = ini_load(a, source_new(a, "t", text, strlen(text)),
					diags_new(a, NULL));
				assert_non_null(ini);
				assert_string_equal(ini_get(ini->sections, "key"), value);
				assert_string_equal(ini_get(ini->sections, "next"), "1");
			}
	arena_free(a);
}

static void
test_limits(void **state)
{
	static const struct { size_t spaces, len, at; const char *gap, *said; } limits[] = {
		{ 0, 4091, 0, "", NULL },
		{ 0, 4092, 0, "", "t:2:1: error: a line over 4096 bytes" },
		{ 0, 400, 300, " ;", "t:2:1: error: ' ;' would begin a comment" },
		{ 194, 10, 0, "", NULL },
		{ 195, 10, 0, "", "t:2:1: error: a key over 198 bytes" },
		{ 193, 300, 0, "", NULL },
	};
	struct arena *a = arena_new();
	struct buf out = { 0 };
	struct diags *diags;
	const char *text;
	struct ini *ini;
	char *value;
	size_t i;

	(void)state;
	for (i = 0; i < countof(limits); i++) {
		text = one_line(a, limits[i].spaces, limits[i].len, limits[i].at, limits[i].gap,
			&value);
		diags = diags_new(a, NULL);
		ini = ini_load(a, source_new(a, "t", text, strlen(text)), diags);
		assert_int_equal(!ini, limits[i].said != NULL);
		if (ini)
			assert_string_equal(ini_get(ini->sections, "key"), value);
		buf_clear(&out);
		diags_print(diags, &out, false);
		if (limits[i].said)
			assert_non_null(strstr(out.s, limits[i].said));
	}
	buf_free(&out);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unescape), cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
