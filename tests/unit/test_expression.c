/* Regular expressions of manifests: what they find, and what is none. */
#include "base/expression.h"

#include "fixture.h"




#define BYTES(s) { s, sizeof(s) - 1 }

/* What is found in a text: the bytes of the first that ends and of its group. */
static const struct {
	const char *pattern;
	struct literal text;
	const char *match, *group;      /* NULL: nothing is found */
} rows[] = {
	{ "b", BYTES("abc"), "b", "" },
	{ "B", BYTES("abc"), "b", "" },
	{ "b", BYTES("a\0b"), "b", "" },
	{ "x", BYTES("abc"), NULL, NULL },
	{ "^b", BYTES("ab"), NULL, NULL },
	{ "^b$", BYTES("a\nb\nc"), "b", "" },
	{ "a.c", BYTES("a\nc"), NULL, NULL },
	{ "a[^b]c", BYTES("a\nc"), NULL, NULL },
	{ "a[[:space:]]c", BYTES("a\nc"), "a\nc", "" },
	{ "[]x]", BYTES("a]"), "]", "" },
	{ "[^]x]", BYTES("]xa"), "a", "" },
	{ "[b-d]+$", BYTES("abcd"), "bcd", "" },
	{ "[A-C]$", BYTES("b"), "b", "" },
	{ "[a-]$", BYTES("-"), "-", "" },
	{ "\\.\\*", BYTES("a.*"), ".*", "" },
	{ "(b+)c", BYTES("abbc"), "bbc", "bb" },
	{ "x(a)?b", BYTES("xb"), "xb", "" },
	{ "(a|bc|d)e", BYTES("abce"), "bce", "bc" },
	{ "^(|a)b", BYTES("b"), "b", "" },
	{ "ab{2}c", BYTES("abc abbc"), "abbc", "" },
	{ "ab{1,2}c", BYTES("abbbc ac abc"), "abc", "" },
	{ "ab{2,}c", BYTES("abc abbbbc"), "abbbbc", "" },
	{ "ab{0}c", BYTES("abc ac"), "ac", "" },
	{ "a(b|c){2}d", BYTES("abcd"), "abcd", "c" },
	{ "(a*)*b", BYTES("aab"), "aab", "aa" },
	{ "\xC3\xA9+x", BYTES("\xC3\xA9\xC3\xA9x"), "\xC3\xA9\xC3\xA9x", "" },
	{ "account {{id}}$", BYTES("account a.b-c_1"), "account a.b-c_1", "a.b-c_1" },
	{ "(poll|skip) {{id}}( |$)", BYTES("poll a"), "poll a", "a" },
	{ "account {{id}}$", BYTES("account \"a\""), NULL, NULL },
	{ "^\"?{{id}}\"?$", BYTES("\"a\""), "\"a\"", "a" },
};

static const char *const broken[] = {
	"(", ")", "a)b", "(a", "[", "[a", "[[:nope:]]", "[[:alpha]]", "[[.a.]]", "[b-a]",
	"[\xC3\xA9]", "*a", "a|*", "(+)", "a{", "a{x}", "a{1", "a{1,2", "a{,2}", "a{2,1}",
	"a{101}", "a{99999999999999999999}", "{1}", "\\", "(a)\\1", "\\w", "{id}",
	"((((a|b|c)*){1,100}){1,100})", "(((((((a{2}){2}){2}){2}){2}){2}){2}){2}",
	"(((a+)+)+){100}",
};

struct found {
	bool any;
	struct match first;
};

static bool
keep_first(void *context, const struct match *m)
{
	*(struct found *)context = (struct found){ true, *m };
	return false;
}

static void
assert_bytes(struct literal text, size_t from, size_t to, const char *expected)
{
	assert_int_equal(to - from, strlen(expected));
	assert_memory_equal(text.s + from, expected, to - from);
}

static void
test_rows(void **state)
{
	struct arena *a = arena_new();
	const struct expression *e;
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		struct found found = { 0 };

		print_message("# %s\n", rows[i].pattern);
		e = expression_new(a, rows[i].pattern, &why);
		assert_non_null(e);
		expression_find(a, e, rows[i].text, keep_first, &found);
		assert_int_equal(found.any, rows[i].match != NULL);
		if (!found.any)
			continue;
		assert_bytes(rows[i].text, found.first.from, found.first.to, rows[i].match);
		assert_bytes(rows[i].text, found.first.group_from, found.first.group_to,
			rows[i].group);
	}
	arena_free(a);
}

static void
test_broken(void **state)
{
	struct arena *a = arena_new();
	char long_one[2000] = { 0 };
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < countof(broken); i++) {
		print_message("# %s\n", broken[i]);
		assert_null(expression_new(a, broken[i], &why));
		assert_non_null(why);
	}
	memset(long_one, '(', sizeof(long_one) - 1);
	assert_null(expression_new(a, long_one, &why));
	arena_free(a);
}

static bool
count_one(void *context, const struct match *m)
{
	(void)m;
	++*(size_t *)context;
	return true;
}

/* One for each end, also where the same text matches in many ways. */
static void
test_ends(void **state)
{
	struct arena *a = arena_new();
	const char *why;
	size_t n = 0;

	(void)state;
	expression_find(a, expression_new(a, "(a|aa|a*)*", &why), LITERAL("aaaa"),
		count_one, &n);
	assert_int_equal(n, 5);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
