/* Renders {"template", "data", "partials"} objects, one a line on standard
 * input, to {"output"} or {"error"} objects. Used by run.py, differential.py. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/source.h"
#include "quote/quote.h"
#include "template/template.h"
#include "template/value.h"

static const char styles_ini[] =
	"[raw]\n"
	"[shout]\nU+0061 = A\n"
	"[marks]\nopen = <\nclose = >\n";

static struct text
text_of(struct arena *arena, const json_t *json)
{
	size_t len = json_string_length(json);

	return (struct text){
		.s = arena_copy(arena, json_string_value(json), len),
		.len = len,
	};
}

/* A number that is not whole or not positive is written as in the input. */
static struct value *
add_number(struct arena *arena, struct value *to, const json_t *json)
{
	struct literal digits;
	char *dump;

	if (json_is_integer(json) && json_integer_value(json) >= 0)
		return value_add_number(arena, to, NULL,
			(unsigned long)json_integer_value(json));
	dump = json_dumps(json, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	digits.len = strlen(dump);
	digits.s = arena_copy(arena, dump, digits.len);
	free(dump);
	return value_add_literal(arena, to, NULL, digits);
}

/* Adds without a name: a key with a dot must not become a map. null is a text
 * that is not given. */
static struct value *
add_value(struct arena *arena, struct value *to, json_t *json)
{
	struct value *in;
	const char *key;
	json_t *item;
	size_t i;

	switch (json_typeof(json)) {
	case JSON_OBJECT:
		in = value_add_map(arena, to, NULL);
		json_object_foreach(json, key, item)
			add_value(arena, in, item)->name =
				arena_copy(arena, key, strlen(key));
		return in;
	case JSON_ARRAY:
		in = value_add_list(arena, to, NULL);
		json_array_foreach(json, i, item)
			add_value(arena, in, item);
		return in;
	case JSON_STRING:
		return value_add_text(arena, to, NULL, text_of(arena, json));
	case JSON_INTEGER:
	case JSON_REAL:
		return add_number(arena, to, json);
	case JSON_NULL:
		return value_add_text(arena, to, NULL, (struct text){ 0 });
	default:
		return value_add_flag(arena, to, NULL, json_is_true(json));
	}
}

static struct source *
load_partial(void *context, struct arena *arena, const char *name)
{
	const json_t *json = json_object_get(context, name);

	return json_is_string(json) ? source_new(arena, name,
		json_string_value(json), json_string_length(json)) : NULL;
}

static bool
render(struct arena *arena, json_t *job, struct buf *out, struct diags *diags)
{
	struct styles *styles = styles_new(arena, NULL);
	struct source *ini = source_new(arena, "styles.ini", styles_ini,
		sizeof(styles_ini) - 1);
	json_t *text = json_object_get(job, "template");
	struct partials partials = {
		load_partial, json_object_get(job, "partials"),
	};
	struct source *source = source_new(arena, "template",
		json_string_value(text), json_string_length(text));
	const struct style *allowed[2];
	struct template *template;

	if (!styles_add(styles, arena, ini_load(arena, ini, diags), diags))
		return false;
	allowed[0] = style_find(styles, "raw");
	allowed[1] = style_find(styles, "marks");
	template = template_compile(arena, source, styles, allowed, 2,
		&partials, NULL, diags);
	if (!template)
		return false;
	return template_render(template, add_value(arena, value_map(arena),
		json_object_get(job, "data")),
		sink_new(arena, out, 0, "the client"), diags);
}

/* "template:1:4: text", a line for each finding. */
static void
errors(struct diags *diags, struct buf *out)
{
	size_t n;
	const struct diag *const *list = diags_sorted(diags, &n);

	buf_clear(out);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s:%u:%u: %s", i ? "\n" : "",
			list[i]->pos.source ? list[i]->pos.source->name : "",
			list[i]->pos.line, list[i]->pos.column, list[i]->text);
}

static void
answer(json_t *job)
{
	static const struct diag_policy policy;
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, &policy);
	struct buf out = { 0 };
	const char *key = "output";
	json_t *said;

	if (!render(arena, job, &out, diags)) {
		key = "error";
		errors(diags, &out);
	}
	said = json_pack("{s:s%}", key, out.s ? out.s : "", out.len);
	json_dumpf(said, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(said);
	buf_free(&out);
	arena_free(arena);
}

int
main(void)
{
	char *line = NULL;
	size_t cap = 0;

	while (getline(&line, &cap, stdin) > 0) {
		json_error_t error;
		json_t *job = json_loads(line, JSON_ALLOW_NUL, &error);

		if (!job || !json_is_string(json_object_get(job, "template")) ||
		    !json_object_get(job, "data")) {
			fprintf(stderr, "mustache: a line that is no job\n");
			return 2;
		}
		answer(job);
		json_decref(job);
	}
	free(line);
	return 0;
}
