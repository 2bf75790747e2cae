/* What keeps the files of several accounts from being written. */
#include "client/render.h"

#include "base/buf.h"
#include "client/target.h"
#include "template/value.h"
#include "fixture.h"

static struct value *
view(struct arena *a, const char *id, const char *key)
{
	struct value *map = value_map(a);

	value_add_text(a, map, "id", (struct text){ id, strlen(id), { 0 }, false });
	value_add_literal(a, map, "key", (struct literal){ key, strlen(key) });
	return map;
}

/* No two accounts that can be found have one: a key is 128 bits of a hash. */
static void
refuses_equal_keys(void **state)
{
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	const struct target target = { .name = "x", .title = "X" };
	struct value *const views[] = {
		view(a, "one", "11"), view(a, "two", "22"), view(a, "three", "11"),
	};
	struct buf said = { 0 };

	(void)state;
	render_merged(a, &target, views, 2, &(struct destination){ 0 }, diags);
	assert_int_equal(diags_count(diags, SEVERITY_NOTE), 0);
	assert_null(render_merged(a, &target, views, 3, &(struct destination){ 0 }, diags));
	assert_int_equal(diags_status(diags), STATUS_REFUSED);
	diags_print(diags, &said, false);
	assert_non_null(strstr(said.s, "would have the same key in the files of X"));
	assert_non_null(strstr(said.s, "give one of them another 'id:'"));
	assert_null(strstr(said.s, "two"));
	buf_free(&said);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(refuses_equal_keys) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
