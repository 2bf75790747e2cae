/* The field table as JSON Schema, for completion and help in editors.
 * Used by `mailgen schema`. */
#include "model/schema.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/input.h"
#include "input/node.h"
#include "model/fields.h"
#include "model/words.h"

/* Tokens of C as the JSON that they are. */
#define JSON(...) #__VA_ARGS__
#define EITHER(a, b) "{\"oneOf\": [" a ", " b "]}"
#define LIST(item) "{\"type\": \"array\", \"items\": " item "}"

/* Any scalar is a text to mailgen. */
#define ARGUMENT JSON({"type": ["string", "number", "boolean"], \
	"pattern": "^[^\\u0000-\\u001F\\u007F]*$"})
#define TEXT JSON({"type": ["string", "number", "boolean"], \
	"pattern": "^[^\\u0000-\\u001F\\u007F]+$"})
#define ADDRESS JSON({"type": "string", "format": "idn-email", "pattern": "^.+@.+$"})
#define MAILBOX JSON({"type": "string", "pattern": "^.+@.+$"})
#define REFERENCE(name) "{\"$ref\": \"#/$defs/" name "\"}"

#define ALIAS EITHER(ADDRESS, REFERENCE("aliases"))
#define LINES(times) "{\"type\": [\"string\", \"number\", \"boolean\"], \"pattern\":" \
	" \"^[^\\\\u0000-\\\\u0008\\\\u000B-\\\\u001F\\\\u007F]" times "$\"}"

/* What each type of field takes; those that the table of fields or of words decides
 * are in `makers`. "true" is a host like any other; no number is one. */
static const char *const types[FIELD_TYPE_COUNT] = {
	[FIELD_TEXT] = TEXT,
	[FIELD_LINES] = LINES("+"),
	[FIELD_SIGNATURE] = EITHER(LINES("*"), REFERENCE("signature")),
	[FIELD_ID] = JSON({"type": ["string", "number", "boolean"],
		"pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$", "minimum": 0}),
	[FIELD_ADDRESS] = ADDRESS,
	[FIELD_MAILBOXES] = EITHER(MAILBOX, LIST(MAILBOX)),
	[FIELD_PATH] = JSON({"type": "string",
		"pattern": "^~?/[^\\u0000-\\u001F\\u007F]*[^\\u0000-\\u001F\\u007F/]$"}),
	[FIELD_FOLDER_PATH] = JSON({"type": "string",
		"pattern": "^~?/[^\\u0000-\\u001F\\u007F]*[^\\u0000-\\u001F\\u007F/]/*$"}),
	[FIELD_DURATION] = JSON({"type": "string", "pattern": "^[0-9]{0,5}[1-9][0-9]{0,5}[smhd]$"}),
	[FIELD_KEY] = JSON({"type": ["string", "number"],
		"pattern": "^(0[Xx])? *(([0-9A-Fa-f] *){16}(([0-9A-Fa-f] *){24}){0,2})$"}),
	[FIELD_VARIABLE] = JSON({"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}),
	[FIELD_FOLDER] = JSON({"type": "string", "pattern": "^[^\\u0000-\\u001F\\u007F]+$"}),
	[FIELD_DELIMITER] = JSON({"type": "string", "pattern": "^[!-/:-@\\[-`{-~]$"}),
	[FIELD_HOST] = JSON({"type": ["string", "boolean"],
		"pattern": "^(?![0-9]+$)[^\\u0000- \\u007F/\\\\@<>\"'`,;]+$"}),
	[FIELD_PORT] = EITHER(JSON({"type": "integer", "minimum": 1, "maximum": 65535}),
		"{\"type\": \"string\", \"pattern\": \"^([1-9][0-9]{0,3}|[1-5][0-9]{4}"
		"|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$\"}"),
	[FIELD_FINGERPRINT] = "{\"type\": \"string\", \"pattern\":"
		" \"^([A-Za-z0-9-]+( [Ff]ingerprint)?[:= ])?[: ]*(([0-9A-Fa-f][: ]*){32}"
		"|([0-9A-Fa-f][: ]*){40}|([0-9A-Fa-f][: ]*){64})$\"}",
	[FIELD_OTHER_ADDRESS] = ADDRESS,
	[FIELD_ALIASES] = EITHER(ALIAS, LIST(ALIAS)),
	[FIELD_COMMAND] = EITHER(TEXT, "{\"type\": \"array\", \"items\": " ARGUMENT ","
		" \"minItems\": 1, \"prefixItems\": [" TEXT "]}"),
	[FIELD_ATTRIBUTES] = "{\"type\": \"object\", \"minProperties\": 1,"
		" \"propertyNames\": " TEXT ", \"additionalProperties\": " TEXT "}",
	[FIELD_CLIENTS] = "{\"type\": \"object\", \"additionalProperties\":"
		" {\"type\": [\"object\", \"null\"], \"additionalProperties\":"
		" {\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}}}",
	[FIELD_PASSWORD] = EITHER(TEXT, REFERENCE("password")),
};

static json_t *
parsed(const char *json)
{
	return json_loads(json, JSON_DECODE_ANY, NULL);
}

static json_t *
either(json_t *a, json_t *b)
{
	return json_pack("{s:[oo]}", "oneOf", a, b);
}

/* Adds a value that is not there yet. */
static void
add_value(json_t *list, json_t *value)
{
	size_t i;

	for (i = 0; i < json_array_size(list); i++)
		if (json_equal(json_array_get(list, i), value)) {
			json_decref(value);
			return;
		}
	json_array_append_new(list, value);
}

/* The words of a kind, and after all of them their other spellings. */
static void
add_words(json_t *list, const struct words *w, const char *kind)
{
	const char *word, *other;
	size_t n, i;

	for (n = 0; (word = words_nth(w, kind, n)); n++)
		add_value(list, json_string(word));
	for (n = 0; (word = words_nth(w, kind, n)); n++)
		for (i = 0; (other = words_alias(w, kind, word, i)); i++)
			add_value(list, json_string(other));
}

/* The spelling as a regular expression that takes either case. */
static void
add_pattern(struct buf *out, const char *spelling)
{
	buf_puts(out, out->len ? "|" : "^(");
	for (; *spelling; spelling++)
		if ((*spelling | 32) >= 'a' && (*spelling | 32) <= 'z')
			buf_printf(out, "[%c%c]", *spelling & ~32, *spelling | 32);
		else if (strchr(".()", *spelling))
			buf_printf(out, "[%c]", *spelling);
		else
			buf_putc(out, *spelling);
}

/* One of the list, which an editor offers, or the same in another case. */
static json_t *
one_of(json_t *list)
{
	struct buf pattern = { 0 };
	json_t *schema;
	size_t i;

	for (i = 0; i < json_array_size(list); i++)
		add_pattern(&pattern, json_string_value(json_array_get(list, i)));
	buf_puts(&pattern, ")$");
	schema = json_pack("{s:[{s:o}, {s:s, s:s}]}", "anyOf", "enum", list,
		"type", "string", "pattern", pattern.s);
	buf_free(&pattern);
	return schema;
}

static json_t *
word_type(const struct words *w, const struct field *f)
{
	json_t *list = json_array();

	add_words(list, w, f->kind);
	return one_of(list);
}

/* Mechanisms are understood as authentications too. */
static json_t *
auth_type(const struct words *w, const struct field *f)
{
	json_t *list = json_array();

	add_words(list, w, f->kind);
	add_words(list, w, "mechanism");
	return one_of(list);
}

/* An editor takes a version without quotes for a number. */
static json_t *
version_type(const struct words *w, const struct field *f)
{
	json_t *list = json_array();
	const char *word;
	size_t n;

	add_words(list, w, f->kind);
	for (n = 0; (word = words_nth(w, f->kind, n)); n++)
		add_value(list, parsed(word));
	return json_pack("{s:o}", "enum", list);
}

static json_t *
bool_type(const struct words *w, const struct field *f)
{
	return either(json_pack("{s:s}", "type", "boolean"), word_type(w, f));
}

static json_t *
allow_type(const struct words *w, const struct field *f)
{
	json_t *list = json_array(), *id = json_pack("{s:o}", "enum", list);
	size_t i;

	(void)w;
	(void)f;
	for (i = 0; i < DIAG_COUNT; i++)
		if (diag_excusable((enum diag_id)i))
			add_value(list, json_string(diag_word((enum diag_id)i)));
	return either(id, json_pack("{s:s, s:O}", "type", "array", "items", id));
}

static json_t *
mapping_type(const struct words *w, const struct field *f)
{
	(void)w;
	return json_pack("{s:s+}", "$ref", "#/$defs/", f->mapping->name);
}

static json_t *
servers_type(const struct words *w, const struct field *f)
{
	return json_pack("{s:[o,{s:s,s:o,s:i}]}", "anyOf", mapping_type(w, f), "type", "array",
		"items", mapping_type(w, f), "minItems", 1);
}

static json_t *(*const makers[FIELD_TYPE_COUNT])(const struct words *,
	const struct field *) = {
	[FIELD_PROTOCOL] = word_type, [FIELD_SECURITY] = word_type, [FIELD_AUTH] = auth_type,
	[FIELD_WORD] = word_type, [FIELD_TLS_VERSION] = version_type,
	[FIELD_BOOL] = bool_type, [FIELD_ALLOW] = allow_type, [FIELD_MAPPING] = mapping_type,
	[FIELD_SERVERS] = servers_type,
};

static json_t *
type_schema(const struct words *w, const struct field *f)
{
	if (makers[f->type])
		return makers[f->type](w, f);
	return parsed(f->type == FIELD_TEXT && f->may_be_empty ? ARGUMENT : types[f->type]);
}

/* A tree of YAML in JSON; plain numbers and booleans keep their type. */
static json_t *
json_of_node(const struct node *node)
{
	json_t *value;

	if (node->kind == NODE_SCALAR) {
		value = node->plain ? json_loadb(node->text.s, node->text.len,
			JSON_DECODE_ANY, NULL) : NULL;
		return value ? value : json_stringn(node->text.s, node->text.len);
	}
	value = node->kind == NODE_MAP ? json_object() : json_array();
	for (node = node->first; node; node = node->next)
		if (json_is_object(value))
			json_object_set_new(value, node->key->text.s, json_of_node(node));
		else
			json_array_append_new(value, json_of_node(node));
	return value;
}

static json_t *
example(struct arena *a, const struct field *f)
{
	struct source *source = source_new(a, f->name, f->example, strlen(f->example));
	struct input *in = input_open(a, source);
	struct node *root;

	input_next(in, a, &root, diags_new(a, NULL));
	input_close(in);
	return root ? json_of_node(root) : NULL;
}

static const char *
description(struct arena *a, const struct field *f)
{
	const char *words = f->kind && f->type != FIELD_BOOL
		? " Case, accents, spaces and punctuation do not matter." : "";

	if (f->fallback)
		return arena_printf(a, "%s%s Default: %s.", f->help, words, f->fallback);
	return arena_printf(a, "%s%s", f->help, words);
}

static json_t *
null_type(void)
{
	return json_pack("{s:s}", "type", "null");
}

/* Takes YAML's null too: a key without a value is not given. */
static json_t *
nullable(json_t *schema)
{
	json_t *list = json_object_get(schema, "oneOf");

	list = list ? list : json_object_get(schema, "anyOf");
	if (list) {
		json_array_append_new(list, null_type());
	} else if ((list = json_object_get(schema, "enum"))) {
		json_array_append_new(list, json_null());
	} else if ((list = json_object_get(schema, "type"))) {
		list = json_is_array(list) ? json_deep_copy(list)
			: json_pack("[O]", list);
		json_array_append_new(list, json_string("null"));
		json_object_set_new(schema, "type", list);
	} else {
		schema = json_pack("{s:[oo]}", "anyOf", schema, null_type());
	}
	return schema;
}

static json_t *
field_schema(struct arena *a, const struct words *w, const struct field *f)
{
	json_t *schema = json_pack("{s:s}", "description", description(a, f));
	json_t *type = type_schema(w, f);

	json_object_update_new(schema, f->need == NEED_ALWAYS ? type : nullable(type));
	if (f->type == FIELD_BOOL && f->fallback)
		json_object_set_new(schema, "default",
			json_boolean(!strcmp(f->fallback, "true")));
	if (f->example)
		json_object_set_new(schema, "examples", json_pack("[o]", example(a, f)));
	return schema;
}

/* The names of the fields that must be there. */
static json_t *
needed(const struct mapping *m)
{
	json_t *names = json_array();
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->fields[i].need == NEED_ALWAYS)
			json_array_append_new(names, json_string(m->fields[i].name));
	return names;
}

/* Puts the schema of a mapping's content into an object that may hold more. */
static void
fill_mapping(struct arena *a, const struct words *w, const struct mapping *m, json_t *schema)
{
	json_t *properties = json_object(), *required = needed(m);
	size_t i;

	for (i = 0; i < m->n; i++)
		json_object_set_new(properties, m->fields[i].name,
			field_schema(a, w, &m->fields[i]));
	json_object_set_new(schema, "description", json_string(m->help));
	json_object_set_new(schema, "type", json_string("object"));
	json_object_set_new(schema, "additionalProperties", json_false());
	if (json_array_size(required))
		json_object_set(schema, "required", required);
	json_decref(required);
	json_object_set_new(schema, "properties", properties);
}

/* These fields are there, and with a value. */
static json_t *
given(json_t *names)
{
	json_t *properties = json_object(), *name;
	size_t i;

	json_array_foreach(names, i, name)
		json_object_set_new(properties, json_string_value(name),
			json_pack("{s:o}", "not", null_type()));
	return json_pack("{s:o, s:o}", "required", names, "properties", properties);
}

static json_t *
one_source(const struct mapping *m)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->fields[i].source)
			json_array_append_new(list, given(json_pack("[s]", m->fields[i].name)));
	return list;
}

/* Adds the schemas of the mappings below m to $defs, those that have sources with their
 * one source. */
static void
add_definitions(struct arena *a, const struct words *w, const struct mapping *m, json_t *defs)
{
	const struct field *f;
	json_t *schema;
	size_t i;

	for (i = 0; i < m->n; i++) {
		f = &m->fields[i];
		if (!f->mapping || json_object_get(defs, f->mapping->name))
			continue;
		schema = json_object();
		fill_mapping(a, w, f->mapping, schema);
		if (f->mapping->fields->source)
			json_object_set_new(schema, "oneOf", one_source(f->mapping));
		json_object_set_new(defs, f->mapping->name, schema);
		add_definitions(a, w, f->mapping, defs);
	}
}

const char *
schema_text(struct arena *a, const struct words *w, json_t *clients)
{
	const struct mapping *account = fields_account();
	json_t *root = json_object(), *defs = json_object();
	struct buf out = { 0 };

	json_object_set_new(root, "$schema",
		json_string("https://json-schema.org/draft/2020-12/schema"));
	json_object_set_new(root, "title", json_string("mailgen account"));
	fill_mapping(a, w, account, root);
	add_definitions(a, w, account, defs);
	if (json_object_size(clients))
		json_object_set(json_object_get(json_object_get(root, "properties"), "clients"),
			"properties", clients);
	json_decref(clients);
	json_object_set_new(root, "$defs", defs);
	json_dump_callback(root, buf_append, &out, JSON_INDENT(2) | JSON_REAL_PRECISION(3));
	json_decref(root);
	buf_putc(&out, '\n');
	return literal_take(a, &out).s;
}
