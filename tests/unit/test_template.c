/* Templates: what is refused before rendering, names and their contexts, which
 * names are asked for. What rendering does is in tests/spec. */
#include "template/template.h"

#include "base/buf.h"
#include "base/inifile.h"
#include "base/source.h"
#include "quote/quote.h"
#include "template/tag.h"
#include "template/value.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct styles *styles;
	const struct style *allowed[2];
};

static int
setup(void **state)
{
	static const char ini[] = "[line]\nreject = U+000A\n"
		"[quoted]\nopen = <\nclose = >\n[other]\n";
	struct fixture *f = fixture_new(state, sizeof(*f));
	struct source *source;

	f->styles = styles_new(f->arena, NULL);
	source = source_new(f->arena, "styles", ini, sizeof(ini) - 1);
	assert_true(styles_add(f->styles, f->arena,
		ini_load(f->arena, source, f->diags), f->diags));
	f->allowed[0] = style_find(f->styles, "line");
	f->allowed[1] = style_find(f->styles, "quoted");
	return 0;
}

static const struct {
	const char *path;
	enum name_kind kind;
	bool optional;
} view[] = {
	{ "name", NAME_TEXT, false },
	{ "note", NAME_TEXT, true },
	{ "key", NAME_PLAIN, false },
	{ "minimum", NAME_PLAIN, true },
	{ "first", NAME_FLAG, false },
	{ "aliases", NAME_LIST_OF_TEXT, false },
	{ "tls", NAME_MAP, false },
	{ "tls.file", NAME_TEXT, true },
	{ "tls.print", NAME_MAP, true },
	{ "tls.print.sha", NAME_TEXT, true },
	{ "in", NAME_MAP, true },
	{ "in.host", NAME_TEXT, false },
	{ "in.port", NAME_PLAIN, false },
	{ "in.note", NAME_TEXT, true },
	{ "in.is", NAME_MAP, false },
	{ "in.is.pop", NAME_FLAG, false },
	{ "all", NAME_LIST_OF_MAPS, false },
	{ "all.id", NAME_TEXT, false },
	{ "all.name", NAME_TEXT, false },
	{ "all.in", NAME_MAP, true },
	{ "all.out", NAME_MAP, true },
	{ "all.out.host", NAME_TEXT, false },
};

static struct name_info
find(void *context, const char *path)
{
	(void)context;
	for (size_t i = 0; i < countof(view); i++) {
		if (strcmp(view[i].path, path) == 0)
			return (struct name_info){
				.kind = view[i].kind, .optional = view[i].optional,
			};
	}
	return (struct name_info){ .kind = NAME_UNKNOWN };
}

static const struct names names = { .find = find };

static const struct { const char *name, *text; } parts[] = {
	{ "host", "host {{host}}" },
	{ "deep", "{{#first}}{{>deep}}{{/first}}" },
	{ "wide", "{{>w1}}{{>w1}}{{>w1}}{{>w1}}{{>w1}}{{>w1}}{{>w1}}{{>w1}}" },
	{ "w1", "{{>w2}}{{>w2}}{{>w2}}{{>w2}}{{>w2}}{{>w2}}{{>w2}}{{>w2}}" },
	{ "w2", "{{>w3}}{{>w3}}{{>w3}}{{>w3}}{{>w3}}{{>w3}}{{>w3}}{{>w3}}" },
	{ "w3", "{{>w4}}{{>w4}}{{>w4}}{{>w4}}{{>w4}}{{>w4}}{{>w4}}{{>w4}}" },
	{ "w4", "" },
};

static struct source *
load(void *context, struct arena *arena, const char *name)
{
	(void)context;
	for (size_t i = 0; i < countof(parts); i++) {
		if (strcmp(parts[i].name, name) == 0)
			return source_new(arena, name, parts[i].text,
				strlen(parts[i].text));
	}
	return NULL;
}

static const struct partials partials = { load, NULL };

static struct template *
compile(struct fixture *f, const char *text)
{
	f->diags = diags_new(f->arena, NULL);
	return template_compile(f->arena,
		source_new(f->arena, "t", text, strlen(text)), f->styles,
		f->allowed, 2, &partials, &names, f->diags);
}

static const char *
report(struct arena *a, const struct diag *d)
{
	assert_int_equal(d->id, DIAG_TEMPLATE_BROKEN);
	return arena_printf(a, "%s:%u:%u: %s%s%s%s", d->pos.source->name, d->pos.line,
		d->pos.column, d->text, d->fix ? " (" : "", d->fix ? d->fix : "", d->fix ? ")" : "");
}

/* All that was reported: "place: text (fix)", joined by " | ". */
static const char *
reported(struct fixture *f)
{
	return fixture_findings(f->arena, f->diags, " | ", report);
}

static const struct { const char *text, *report; } refused[] = {
	{ "{{nmae}}", "t:1:1: unknown name 'nmae' (did you mean 'name'?)" },
	{ "{{nam}}", "t:1:1: unknown name 'nam' (did you mean 'name'?)" },
	{ "{{names}}", "t:1:1: unknown name 'names' (did you mean 'name'?)" },
	{ "{{#in}}\né {{hist}}{{/in}}",
		"t:2:3: unknown name 'hist' (did you mean 'host'?)" },
	{ "{{#in}}{{in.hots}}{{/in}}",
		"t:1:8: unknown name 'in.hots' (did you mean 'in.host'?)" },
	{ "{{host}}", "t:1:1: unknown name 'host'" },
	{ "{{all.id}}{{name.x}}{{key.x}}",
		"t:1:11: unknown name 'name.x' | t:1:21: unknown name 'key.x'" },
	{ "{{#nix}}{{nothing}}{{/nix}}", "t:1:1: unknown name 'nix'" },
	{ "{{^nix}}{{nothing}}{{/nix}}", "t:1:1: unknown name 'nix'" },
	{ "{{#in}}{{is.host}}{{/in}}", "t:1:8: unknown name 'is.host' "
		"(did you mean 'in.host'?)" },
	{ "{{first}}", "t:1:1: 'first' is a flag and has no text to write "
		"(use it as a section: '{{#first}}' and '{{/first}}')" },
	{ "{{tls}}", "t:1:1: 'tls' is a group of names and has no text to "
		"write (use it as a section: '{{#tls}}' and '{{/tls}}')" },
	{ "{{aliases}}", "t:1:1: 'aliases' is a list and has no text to write "
		"(use it as a section: '{{#aliases}}' and '{{/aliases}}')" },
	{ "{{all}}", "t:1:1: 'all' is a list and has no text to write "
		"(use it as a section: '{{#all}}' and '{{/all}}')" },
	{ "{{.}}", "t:1:1: '.' is a group of names and has no text to write "
		"(use it as a section: '{{#.}}' and '{{/.}}')" },
	{ "{{#all}}{{.}}{{/all}}", "t:1:9: '.' is a group of names and has no "
		"text to write (use it as a section: '{{#.}}' and '{{/.}}')" },
	{ "{{key:line}}", "t:1:1: a style on 'key', which is no user's text "
		"(write '{{key}}')" },
	{ "{{name:lime}}", "t:1:1: unknown style 'lime' "
		"(did you mean 'line'?)" },
	{ "{{name:nothing}}", "t:1:1: unknown style 'nothing' "
		"(use 'line', 'quoted')" },
	{ "{{name:line:other}}", "t:1:1: 'name' ends in style 'other', which "
		"is not made for this file (end in 'line', 'quoted')" },
	{ "{{note}}", "t:1:1: 'note' may be absent here "
		"(put the tag between '{{#note}}' and '{{/note}}')" },
	{ "{{^note}}{{note}}{{/note}}", "t:1:10: 'note' may be absent here "
		"(put the tag between '{{#note}}' and '{{/note}}')" },
	{ "{{#note}}{{/note}}{{note}}", "t:1:19: 'note' may be absent here "
		"(put the tag between '{{#note}}' and '{{/note}}')" },
	{ "{{minimum}}", "t:1:1: 'minimum' may be absent here "
		"(put the tag between '{{#minimum}}' and '{{/minimum}}')" },
	{ "{{tls.file}}", "t:1:1: 'tls.file' may be absent here "
		"(put the tag between '{{#tls.file}}' and '{{/tls.file}}')" },
	{ "{{#tls}}{{file}}{{/tls}}", "t:1:9: 'file' may be absent here "
		"(put the tag between '{{#file}}' and '{{/file}}')" },
	{ "{{#tls.print}}{{sha}}{{/tls.print}}",
		"t:1:15: 'sha' may be absent here "
		"(put the tag between '{{#sha}}' and '{{/sha}}')" },
	{ "{{in.host}}", "t:1:1: 'in' may be absent here "
		"(put the tag between '{{#in}}' and '{{/in}}')" },
	{ "{{^in}}{{in.host}}{{/in}}", "t:1:8: 'in' may be absent here "
		"(put the tag between '{{#in}}' and '{{/in}}')" },
	/* the section is about the item around it, not about each of the loop */
	{ "{{#all}}{{#out}}{{#all}}{{out.host}}{{/all}}{{/out}}{{/all}}",
		"t:1:25: 'out' may be absent here "
		"(put the tag between '{{#out}}' and '{{/out}}')" },
	{ "{{#all}}{{#in}}{{/in}}{{/all}}",
		"t:1:9: 'in' means 'all.in', or, when that is absent, 'in'" },
	{ "{{#note}}{{#in}}{{note}}{{/in}}{{/note}}",
		"t:1:17: 'note' means 'in.note', or, when that is absent, "
		"'note' (write 'in.note')" },
	{ "{{#in}}{{#note}}{{/note}}{{/in}}",
		"t:1:8: 'note' means 'in.note', or, when that is absent, "
		"'note' (write 'in.note')" },
	{ "\"{{name}}", "t:1:1: a quote mark \" next to the text 'name' "
		"(remove it: the style writes the marks that the value needs)" },
	{ "é\n 'x'{{name}}", "t:2:4: a quote mark ' next to the text 'name' "
		"(remove it: the style writes the marks that the value needs)" },
	{ "{{name:quoted}}`", "t:1:16: a quote mark ` next to the text 'name' "
		"(remove it: the style writes the marks that the value needs)" },
	{ "'{{ name\n }}\"", "t:1:1: a quote mark ' next to the text 'name' "
		"(remove it: the style writes the marks that the value needs) | "
		"t:2:4: a quote mark \" next to the text 'name' "
		"(remove it: the style writes the marks that the value needs)" },
	{ "' {{name}} '", "t:1:3: the text 'name' is between quote marks ' of the template (write "
		"'{{#:STYLE}}' and '{{/:STYLE}}' in place of the two marks, with a style of the "
		"file's 'quoting' that writes them)" },
	{ "\"{{#aliases}}x{{.}}{{/aliases}}\"", "t:1:15: the text '.' is between quote marks "
		"\" of the template (write '{{#:STYLE}}' and '{{/:STYLE}}' in place of the two "
		"marks, with a style of the file's 'quoting' that writes them)" },
	{ "x\n{{>host}}\n", "host:1:6: unknown name 'host'" },
	{ "{{>deep}}", "deep:1:11: partial 'deep' is nested more than 16 deep (a partial cannot use itself)" },
	{ "{{>wide}}", "w3:1:8: partial 'w4' is more than the 1000th of the "
		"template (use fewer partials in partials)" },
	{ "{{>nix}}", "t:1:1: no partial 'nix' "
		"(add it, or correct the name)" },
};

static void
test_refused(void **state)
{
	for (size_t i = 0; i < countof(refused); i++) {
		assert_null(compile(*state, refused[i].text));
		assert_string_equal(reported(*state), refused[i].report);
	}
}

static const char *const accepted[] = {
	"", "{{name}} {{key}} {{name:quoted}} {{name:other:line}}",
	"{{#note}}{{note}}{{.}}{{/note}}{{^note}}{{name}}{{/note}}",
	"{{#minimum}}{{minimum}}{{.}}{{/minimum}}",
	"{{#first}}{{name}}{{/first}}{{^first}}{{name}}{{/first}}",
	"{{#aliases}}{{.}}{{.:quoted}}{{name}}{{/aliases}}",
	"{{#aliases}}{{#.}}{{.}}{{/.}}{{/aliases}}",
	"{{#in}}{{host}}{{in.host}}{{port}}{{#is.pop}}{{name}}{{/is.pop}}{{/in}}",
	"{{#in.is.pop}}{{in.host}}{{/in.is.pop}}",
	"{{#in}}{{#in.note}}{{note}}{{in.note}}{{/in.note}}{{/in}}",
	"{{#tls.print.sha}}{{tls.print.sha}}{{/tls.print.sha}}",
	"{{#tls}}{{#file}}{{file}}{{tls.file}}{{/file}}{{/tls}}",
	"{{#note}}{{^first}}{{note}}{{/first}}{{/note}}",
	"{{#all}}{{id}}{{name}}{{all.id}}{{/all}}",
	"{{#in}}{{>host}}{{/in}}",
	"'{{key}}' '{{#first}}x{{/first}}' {{name}}", "{{name}}{{key}}'", "'{{key}}{{name}}",
	"' {{name}}\n'", "don't {{name}} isn't", "\\' {{name}} \\'", "'a' {{name}} 'b'",
	"{{#:quoted}}x {{name}}{{#in}}{{host:quoted}}{{/in}}{{/:quoted}}",
};

static void
test_accepted(void **state)
{
	for (size_t i = 0; i < countof(accepted); i++) {
		struct template *t = compile(*state, accepted[i]);

		assert_string_equal(reported(*state), "");
		assert_non_null(t);
	}
}

/* The two notes say where the partial with the wrong name was used. */
static void
test_partial_place(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 };

	assert_null(compile(f, "x\n {{>host}}"));
	diags_print(f->diags, &out, false);
	assert_non_null(strstr(out.s, "host:1:6: error: unknown name 'host'"));
	assert_non_null(strstr(out.s,
		"t:2:2: note: partial 'host' is used here"));
	buf_free(&out);
}

static void
test_no_style(void **state)
{
	struct fixture *f = *state;

	assert_null(template_compile(f->arena,
		source_new(f->arena, "t", "{{key}}{{name}}", 15), f->styles,
		NULL, 0, NULL, &names, f->diags));
	assert_string_equal(reported(f), "t:1:8: text 'name' in a file without "
		"a quoting style (give the file a 'quoting' in its manifest)");
	f->diags = diags_new(f->arena, NULL);
	assert_null(template_compile(f->arena,
		source_new(f->arena, "t", "{{name:line}}", 13), f->styles,
		NULL, 0, NULL, &names, f->diags));
	assert_string_equal(reported(f), "t:1:1: 'name' ends in style 'line', "
		"which is not made for this file "
		"(list 'line' as the file's quoting)");
}

static const char *
nested(struct arena *arena, size_t n)
{
	struct buf out = { 0 };
	const char *text;

	for (size_t i = 0; i < n; i++)
		buf_puts(&out, "{{#first}}");
	for (size_t i = 0; i < n; i++)
		buf_puts(&out, "{{/first}}");
	text = arena_copy(arena, out.s, out.len);
	buf_free(&out);
	return text;
}

static void
test_nesting(void **state)
{
	struct fixture *f = *state;

	assert_non_null(compile(f, nested(f->arena, TAG_NEST_MAX)));
	assert_null(compile(f, nested(f->arena, TAG_NEST_MAX + 1)));
	assert_string_equal(reported(f), "t:1:641: section 'first' is nested more than 64 deep (close sections before opening more)");
}

static const struct { const char *text, *path; bool uses; } uses[] = {
	{ "{{name}}", "name", true },
	{ "{{name}}", "nam", false },
	{ "{{name}}", "note", false },
	{ "{{#in}}{{host}}{{/in}}", "in.host", true },
	{ "{{#in}}{{host}}{{/in}}", "in", true },
	{ "{{#in}}{{host}}{{/in}}", "in.port", false },
	{ "{{#in}}{{host}}{{/in}}", "host", false },
	{ "{{#in}}{{in.host}}{{/in}}", "in.host", true },
	{ "{{#tls.file}}x{{/tls.file}}", "tls.file", true },
	{ "{{^tls.file}}x{{/tls.file}}", "tls.file", true },
	{ "{{^tls.file}}x{{/tls.file}}", "tls", true },
	{ "{{#tls.print.sha}}{{/tls.print.sha}}", "tls.print", true },
	{ "{{#all}}{{id}}{{/all}}", "all.id", true },
	{ "{{#all}}{{id}}{{/all}}", "id", false },
	{ "{{#all}}{{key}}{{/all}}", "key", true },
	{ "{{#in}}{{>host}}{{/in}}", "in.host", true },
};

static void
test_uses(void **state)
{
	for (size_t i = 0; i < countof(uses); i++) {
		struct template *t = compile(*state, uses[i].text);

		assert_non_null(t);
		assert_int_equal(template_uses(t, uses[i].path), uses[i].uses);
	}
}

/* A text that the style refuses is reported, and so is the next one. */
static void
test_render_goes_on(void **state)
{
	static const char *const texts[] = { "a\nb", "\n", "c" };
	struct fixture *f = *state;
	struct source *source = source_new(f->arena, "account", "", 0);
	struct template *t = compile(f, "{{#aliases}}{{.}},{{/aliases}}");
	struct value *map = value_map(f->arena);
	struct value *list = value_add_list(f->arena, map, "aliases");
	struct buf out = { 0 };

	for (size_t i = 0; i < countof(texts); i++)
		value_add_text(f->arena, list, NULL, (struct text){
			.s = texts[i], .len = strlen(texts[i]),
			.pos = { source, 1, (unsigned)i + 1 } });
	assert_false(template_render(t, map,
		sink_new(f->arena, &out, 0, "the client"), f->diags));
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 2);
	assert_string_equal(out.s, ",,c,");
	buf_free(&out);
}

/* A dotted name makes the maps on its way, each once. */
static void
test_values(void **state)
{
	struct fixture *f = *state;
	struct value *map = value_map(f->arena);
	struct value *tls;

	value_add_number(f->arena, map, "tls.print.n", 7);
	value_add_flag(f->arena, map, "tls.on", true);
	value_add_literal(f->arena, map, "tls.empty", LITERAL(""));
	tls = value_find(map, "tls.x", 3);
	assert_ptr_equal(tls, map->first);
	assert_ptr_equal(tls, map->last);
	assert_int_equal(value_path(map, "tls.print.n", 11)->number, 7);
	assert_null(value_path(map, "tls.print.n.m", 13));
	assert_null(value_path(map, "tls.prin", 8));
	assert_null(value_find(map, "t", 1));
	assert_true(value_true(tls));
	assert_true(value_true(value_find(tls, "on", 2)));
	assert_false(value_true(value_find(tls, "empty", 5)));
	assert_false(value_true(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refused, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_accepted, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_partial_place, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_no_style, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_nesting, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_uses, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_render_goes_on, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_values, setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
