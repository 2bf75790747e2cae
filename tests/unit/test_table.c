/* A table of texts: each keeps its value, and no other has it. */
#include "base/table.h"

#include "fixture.h"




enum { N = 5000 };

static void
test_values(void **state)
{
	static int values[N];
	struct arena *a = arena_new();
	struct table t = { NULL };
	char *text;
	size_t i;

	(void)state;
	assert_null(table_find(&t, "", 0));
	for (i = 0; i < N; i++) {
		text = arena_printf(a, "%zu", i);
		assert_null(*table_at(a, &t, text, strlen(text)));
		*table_at(a, &t, text, strlen(text)) = &values[i];
	}
	for (i = 0; i < N; i++) {
		text = arena_printf(a, "%zu", i);
		assert_ptr_equal(table_find(&t, text, strlen(text)), &values[i]);
	}
	assert_null(table_find(&t, "1", 0));
	assert_null(table_find(&t, "x", 1));
	assert_null(table_find(&t, "1\0", 2));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_values) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
