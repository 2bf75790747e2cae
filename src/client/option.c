/* Options of clients, which their manifests declare and accounts give.
 * Used by manifests, by the view, and for editors. */
#include "client/option.h"

#include <jansson.h>
#include <string.h>

#include "client/target.h"
#include "model/checks.h"

enum { NUMBER_MAX_DIGITS = 9 };

const char *
option_kind(const struct target_option *o)
{
	static const char *const kinds[] = {
		[OPTION_TEXT] = "text", [OPTION_WORD] = "word", [OPTION_NUMBER] = "number",
		[OPTION_FLAG] = "flag", [OPTION_DURATION] = "duration", [OPTION_PATH] = "path",
	};

	return kinds[o->kind];
}

enum option_flag
option_flag(const char *word)
{
	if (!word || (strcmp(word, "yes") && strcmp(word, "no")))
		return OPTION_NO_FLAG;
	return *word == 'y' ? OPTION_TRUE : OPTION_FALSE;
}

const char *
option_problem(const struct target_option *o, struct text value, enum option_flag flag)
{
	unsigned seconds;

	switch (o->kind) {
	case OPTION_WORD:
		return words_have(&o->words, value.s) ? NULL : "not one of its words";
	case OPTION_NUMBER:
		return value.len && value.len <= NUMBER_MAX_DIGITS
			&& strspn(value.s, "0123456789") == value.len
			? NULL : "not a whole number of at most 9 decimal digits";
	case OPTION_FLAG:
		return flag ? NULL : "neither true nor false";
	case OPTION_DURATION:
		return duration_check(value, &seconds);
	case OPTION_PATH:
		return path_check(value);
	default:
		return NULL;
	}
}

const struct target_option *
option_find(const struct target *t, struct text name)
{
	const struct target_option *o;

	for (o = t->options; o; o = o->next)
		if (text_is(name, o->name))
			return o;
	return NULL;
}

struct name_info
option_name(const struct target *t, const char *path)
{
	static const enum name_kind kinds[] = {
		[OPTION_TEXT] = NAME_TEXT, [OPTION_WORD] = NAME_PLAIN,
		[OPTION_NUMBER] = NAME_PLAIN, [OPTION_FLAG] = NAME_FLAG,
		[OPTION_DURATION] = NAME_MAP, [OPTION_PATH] = NAME_TEXT,
	};
	struct text name = { .s = path, .len = path ? strcspn(path, ".") : 0 };
	const struct target_option *o = path ? option_find(t, name) : NULL;

	if (!path)
		return (struct name_info){ .kind = NAME_MAP };
	if (o && !path[name.len])
		return (struct name_info){ .kind = kinds[o->kind],
			.optional = !o->fallback && o->kind != OPTION_FLAG };
	path += name.len;
	return (struct name_info){ .kind = o && o->kind == OPTION_DURATION
		&& (!strcmp(path, ".seconds") || !strcmp(path, ".minutes"))
		? NAME_PLAIN : NAME_UNKNOWN };
}

static json_t *
value_schema(const struct target_option *o)
{
	json_t *words;
	size_t i;

	switch (o->kind) {
	case OPTION_WORD:
		words = json_array();
		for (i = 0; i < o->words.n; i++)
			json_array_append_new(words, json_string(o->words.items[i]));
		return json_pack("{so}", "enum", words);
	case OPTION_NUMBER:
		return json_pack("{ss si}", "type", "integer", "minimum", 0);
	case OPTION_FLAG:
		return json_pack("{ss}", "type", "boolean");
	case OPTION_DURATION:
		return json_pack("{ss ss}", "type", "string", "pattern", "^[0-9]{1,6}[smhd]$");
	case OPTION_PATH:
		return json_pack("{ss ss}", "type", "string", "pattern", "^~?/");
	default:
		return json_pack("{s[sss]}", "type", "string", "number", "boolean");
	}
}

json_t *
options_schema(const struct target *t)
{
	json_t *properties = json_object(), *schema;
	const struct target_option *o;

	for (o = t->options; o; o = o->next) {
		schema = value_schema(o);
		json_object_set_new(schema, "description", json_string(o->help));
		if (o->fallback)
			json_object_set_new(schema, "default", o->kind == OPTION_FLAG
				? json_boolean(option_flag(o->fallback) == OPTION_TRUE)
				: json_string(o->fallback));
		json_object_set_new(properties, o->name, schema);
	}
	return json_pack("{ss ss sb so}", "description", t->title, "type", "object",
		"additionalProperties", 0, "properties", properties);
}
