/* Patterns: names in them, filling in, setting fields. */
#include "input/pattern.h"

#include "base/buf.h"
#include "base/source.h"
#include "input/input.h"
#include "input/node.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct source *source;
};

static int
setup(void **state)
{
	fixture_new(state, sizeof(struct fixture));
	return 0;
}

static struct node *
parse(struct fixture *f, const char *yaml)
{
	struct input *in;
	struct node *root;

	f->source = source_new(f->arena, "pattern.yaml", yaml, strlen(yaml));
	in = input_open(f->arena, f->source);
	assert_true(input_next(in, f->arena, &root, f->diags));
	input_close(in);
	return root;
}

/* The tree in one line; texts in quotes unless they are plain. */
static void
show(const struct node *node, struct buf *out)
{
	const struct node *e;

	if (node->key)
		buf_printf(out, "%s=", node->key->text.s);
	if (node->kind == NODE_SCALAR) {
		buf_printf(out, node->plain ? "%s" : "'%s'", node->text.s);
		return;
	}
	buf_puts(out, node->kind == NODE_MAP ? "{" : "[");
	for (e = node->first; e; e = e->next) {
		show(e, out);
		buf_puts(out, e->next ? " " : "");
	}
	buf_puts(out, node->kind == NODE_MAP ? "}" : "]");
}

static void
is(const struct node *root, const char *want)
{
	struct buf out = { 0 };

	assert_non_null(root);
	show(root, &out);
	assert_string_equal(out.s, want);
	buf_free(&out);
}

static const char *const names[] = { "a", "b", "empty", "x.y" };
static const struct text cells[] = {
	{ .s = "one", .len = 3, .pos = { .line = 7, .column = 1 } },
	{ .s = "${a}", .len = 4, .pos = { .line = 7, .column = 2 } },
	{ .s = "", .len = 0, .pos = { .line = 7, .column = 3 } },
	{ .s = "~", .len = 1, .pos = { .line = 7, .column = 4 } },
};
static const struct pattern_row row = { names, cells, countof(names) };

static void
fills_in(void **state)
{
	static const struct { const char *yaml, *want; } rows[] = {
		{ "k: ${a}", "{k='one'}" },
		{ "k: x${a}y${a}", "{k='xoneyone'}" },
		{ "k: plain", "{k=plain}" },
		{ "k: $a {a} $", "{k=$a {a} $}" },
		{ "k: '$${a}'", "{k='${a}'}" },
		{ "k: '$$${a}'", "{k='$${a}'}" },
		{ "k: $$${empty}${a}$", "{k='$${empty}one$'}" },
		/* a cell is no pattern */
		{ "k: ${b}", "{k='${a}'}" },
		/* an empty cell is an empty text, and "~" a text */
		{ "k: ${empty}", "{k=''}" },
		{ "k: ${x.y}", "{k='~'}" },
		{ "k: ~", "{k=~}" },
		{ "a: [\"${a}\", {b: \"${a}\"}]", "{a=['one' {b='one'}]}" },
		{ "${a}: c", "{${a}=c}" },
		{ "x: &n {k: '${a}'}\ny: *n\nz: {<<: *n, l: m}",
		  "{x={k='one'} y={k='one'} z={l=m k='one'}}" },
	};
	struct fixture *f = *state;
	struct node *root;
	size_t i;

	for (i = 0; i < countof(rows); i++) {
		root = parse(f, rows[i].yaml);
		is(pattern_fill(f->arena, root, f->source, &row, f->diags), rows[i].want);
	}
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
}

/* The pattern is as it was, and so is every place in it but that of a cell. */
static void
keeps_places(void **state)
{
	struct fixture *f = *state;
	struct node *root = parse(f, "k: v\nl: \"-${b}${a}\"\n"), *made;
	struct source *copy = source_copy(f->arena, f->source);

	made = pattern_fill(f->arena, root, copy, &row, f->diags);
	is(root, "{k=v l='-${b}${a}'}");
	assert_ptr_equal(made->first->text.pos.source, copy);
	assert_ptr_equal(made->first->key->text.pos.source, copy);
	assert_ptr_equal(root->first->text.pos.source, f->source);
	assert_int_equal(made->first->next->text.pos.line, 7);
	assert_int_equal(made->first->next->text.pos.column, 2);
	assert_int_equal(made->first->next->key->text.pos.line, 2);
}

/* What one copy shows the other still hides. */
static void
twins_are_apart(void **state)
{
	struct fixture *f = *state;
	struct node *root = parse(f, "k: value\n");
	struct source *one = source_copy(f->arena, f->source);
	struct source *two = source_copy(f->arena, f->source);
	struct pos pos = root->first->text.pos;
	struct buf out = { 0 };

	pos.source = one;
	source_reveal(one, pos);
	source_excerpt(pos, &out);
	assert_non_null(strstr(out.s, "value"));
	buf_clear(&out);
	pos.source = two;
	source_excerpt(pos, &out);
	assert_null(strstr(out.s, "value"));
	buf_free(&out);
}

static bool
collect(void *context, struct text name)
{
	buf_printf(context, "%.*s;", (int)name.len, name.s);
	return name.len != 3;
}

static void
finds_names(void **state)
{
	struct fixture *f = *state;
	struct node *root = parse(f, "k: ${a}${ b }$${c}\nl: ['${d.e}', '${f']\n${g}: 1\n");
	struct buf out = { 0 };

	assert_false(pattern_names(root, collect, &out, f->diags));
	assert_string_equal(out.s, "a; b ;d.e;");
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
	buf_clear(&out);
	assert_true(pattern_names(parse(f, "k: ${a}"), collect, &out, f->diags));
	buf_free(&out);
}

static void
sets_fields(void **state)
{
	static const struct { const char *yaml, *path, *want; } rows[] = {
		{ "{}", "k", "{k='v'}" },
		{ "k: old", "k", "{k='v'}" },
		{ "{k: old, l: m}", "k", "{k='v' l=m}" },
		{ "k: [1, 2]", "k", "{k='v'}" },
		{ "{}", "a.b.c", "{a={b={c='v'}}}" },
		{ "a: {b: {d: 1}}", "a.b.c", "{a={b={d=1 c='v'}}}" },
		{ "a: ~", "a.b", "{a={b='v'}}" },
		{ "a: [1]", "a.b", "{a={b='v'}}" },
	};
	static const struct text value = { .s = "v", .len = 1,
		.pos = { .line = 3, .column = 4 } };
	struct fixture *f = *state;
	struct node *root;
	size_t i;

	for (i = 0; i < countof(rows); i++) {
		root = parse(f, rows[i].yaml);
		pattern_set(f->arena, root, rows[i].path, value);
		is(root, rows[i].want);
	}
}

/* Few bytes of a pattern ask for very many. */
static void
is_bounded(void **state)
{
	static char large[INPUT_MAX_SCALAR];
	const char *const name[] = { "a" };
	struct text cell = { .s = memset(large, 'x', sizeof(large)), .len = sizeof(large) };
	struct pattern_row one = { name, &cell, 1 };
	struct fixture *f = *state;
	struct buf many = { 0 };
	int i;

	assert_non_null(pattern_fill(f->arena, parse(f, "k: ${a}"), f->source, &one,
		f->diags));
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 0);
	assert_null(pattern_fill(f->arena, parse(f, "k: ${a}x"), f->source, &one,
		f->diags));
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
	for (i = 0; i < 17; i++)
		buf_printf(&many, "k%d: ${a}\n", i);
	assert_null(pattern_fill(f->arena, parse(f, many.s), f->source, &one, f->diags));
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 2);
	buf_free(&many);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(fills_in, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(keeps_places, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(twins_are_apart, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(finds_names, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(sets_fields, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(is_bounded, setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
