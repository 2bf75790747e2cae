/* The JSON Schema: it has every field of the table, and is always the same. */
#include "model/schema.h"

#include <jansson.h>

#include "base/text.h"
#include "model/fields.h"
#include "model/words.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct words *words;
	json_t *root;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->words = words_load(f->arena, f->diags);
	f->root = json_loads(schema_text(f->arena, f->words, json_object()),
		JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(f->root);
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	json_decref(f->root);
	return fixture_teardown(state);
}

static void
check_field(const struct field *row, const json_t *schema)
{
	const char *text = json_string_value(json_object_get(schema, "description"));

	if (!text || strncmp(text, row->help, strlen(row->help)))
		fail_msg("'%s' is described as %s", row->name, text ? text : "nothing");
	if (row->fallback && !strstr(text, row->fallback))
		fail_msg("'%s' does not tell its default", row->name);
	if (row->example && !json_array_size(json_object_get(schema, "examples")))
		fail_msg("'%s' has no example", row->name);
}

/* Each mapping closes itself and has the fields of the table, in order. */
static void
check_mapping(struct fixture *f, const struct mapping *m, const json_t *schema)
{
	json_t *properties = json_object_get(schema, "properties"), *value;
	const json_t *defs = json_object_get(f->root, "$defs");
	const char *name;
	size_t i = 0;

	assert_true(json_is_false(json_object_get(schema, "additionalProperties")));
	assert_int_equal(json_object_size(properties), m->n);
	json_object_foreach(properties, name, value) {
		assert_string_equal(name, m->fields[i].name);
		check_field(&m->fields[i], value);
		if (m->fields[i].mapping)
			check_mapping(f, m->fields[i].mapping,
				json_object_get(defs, m->fields[i].mapping->name));
		i++;
	}
}

static void
has_every_field(void **state)
{
	struct fixture *f = *state;

	check_mapping(f, fields_account(), f->root);
}

static void
is_always_the_same(void **state)
{
	struct fixture *f = *state;
	struct words *again = words_load(f->arena, diags_new(f->arena, NULL));
	const char *text = schema_text(f->arena, f->words, json_object());

	assert_string_equal(text, schema_text(f->arena, again, json_object()));
	assert_int_equal(strncmp(text, "{\n  \"$schema\"", 12), 0);
	assert_string_equal(text + strlen(text) - 3, "\n}\n");
}

/* What stands at a path like "/$defs/incoming/properties/auth". */
static json_t *
at(struct fixture *f, const char *path)
{
	char *copy = arena_copy(f->arena, path, strlen(path)), *step, *rest = copy;
	json_t *json = f->root;

	while ((step = strsep(&rest, "/")))
		if (*step)
			json = json_is_array(json)
				? json_array_get(json, (size_t)atoi(step))
				: json_object_get(json, step);
	assert_non_null(json);
	return json;
}

static void
details(void **state)
{
	static const struct { const char *path, *json; } cases[] = {
		{ "/required", "[\"name\", \"email\"]" },
		{ "/$defs/incoming/properties/port/examples", "[993]" },
		{ "/$defs/incoming/properties/port/oneOf/0",
		  "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535}" },
		{ "/$defs/incoming/properties/security/anyOf/0/enum/0", "\"tls\"" },
		{ "/$defs/incoming/properties/password/examples",
		  "[{\"command\": [\"pass\", \"show\", \"mail/jean\"]}]" },
		{ "/$defs/password/oneOf/2/required", "[\"env\"]" },
		{ "/$defs/pop/properties/keep/default", "true" },
		{ "/$defs/tls/properties/minimum/examples", "[\"1.2\"]" },
	};
	struct fixture *f = *state;
	json_t *expected;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		expected = json_loads(cases[i].json, JSON_DECODE_ANY, NULL);
		assert_non_null(expected);
		if (!json_equal(at(f, cases[i].path), expected))
			fail_msg("%s is not %s", cases[i].path, cases[i].json);
		json_decref(expected);
	}
}

/* The words and spellings of a kind are offered; versions as numbers too. */
static void
has_every_word(void **state)
{
	struct fixture *f = *state;
	const json_t *list = at(f, "/$defs/incoming/properties/auth/anyOf/0/enum");
	const char *word;
	json_t *value;
	size_t i, n, found = 0;

	for (n = 0; (word = words_nth(f->words, "mechanism", n)); n++)
		json_array_foreach(list, i, value)
			found += !strcmp(json_string_value(value), word);
	assert_int_equal(found, n);
	assert_string_equal(json_string_value(json_array_get(list, 0)), "password");
	list = at(f, "/$defs/tls/properties/minimum/enum");
	assert_true(json_real_value(json_array_get(list,
		json_array_size(list) - 2)) > 1.29);
	assert_true(json_is_null(json_array_get(list, json_array_size(list) - 1)));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(has_every_field, setup, teardown),
		cmocka_unit_test_setup_teardown(is_always_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(details, setup, teardown),
		cmocka_unit_test_setup_teardown(has_every_word, setup, teardown),
	};

	return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
