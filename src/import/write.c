/* Accounts that were found in a client's files, as YAML.
 * Used by the import command. */
#include "import/import.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "client/target.h"
#include "import/draft.h"
#include "model/doubt.h"

struct writing {
	struct arena *arena;
	const struct words *words;
	const struct imported *in;
	size_t side;                    /* whose server is written */
	struct buf *out;
};

static void
write_indent(struct writing *w, size_t depth)
{
	buf_printf(w->out, "%*s", (int)(2 * depth), "");
}

/* A comment ends with its line, whatever is in the text. */
static void
write_comment(struct writing *w, size_t depth, const char *text)
{
	size_t from = w->out->len;

	write_indent(w, depth);
	buf_printf(w->out, "# %s", text);
	text_sanitize(w->out->s + from);
	buf_putc(w->out, '\n');
}

/* A text with line breaks, or anything that a terminal may obey, has the form of JSON. */
static const char *
scalar(struct writing *w, const json_t *value)
{
	const char *s = json_string_value(value);
	size_t len = json_string_length(value), i;
	struct buf out = { 0 };

	if (!json_is_string(value))
		return json_is_true(value) ? "true" : "false";
	for (i = 0; i < len && (unsigned char)s[i] >= ' ' && s[i] != '\x7F'; i++)
		;
	if (i == len && len)
		return doubt_quoted(w->arena, w->words, (struct text){ .s = s, .len = len });
	text_add_string(&out, s, len);
	return literal_take(w->arena, &out).s;
}

/* Digits are a number for a person. */
static bool
is_number(const char *key, const json_t *value)
{
	return !strcmp(key, "port") && json_is_string(value);
}

static void write_map(struct writing *, const json_t *, size_t depth);

static void
write_list(struct writing *w, const char *key, const json_t *list)
{
	size_t i;

	buf_printf(w->out, "%s: [", key);
	for (i = 0; i < json_array_size(list); i++)
		buf_printf(w->out, "%s%s", i ? ", " : "", scalar(w, json_array_get(list, i)));
	buf_puts(w->out, "]\n");
}

/* One entry to a line, or for a mapping to several. */
static void
write_entries(struct writing *w, const char *key, const json_t *list, size_t depth)
{
	const json_t *entry;
	size_t i, from;

	buf_printf(w->out, "%s:\n", key);
	for (i = 0; i < json_array_size(list); i++) {
		entry = json_array_get(list, i);
		from = w->out->len;
		if (json_is_object(entry)) {
			write_map(w, entry, depth + 2);
			w->out->s[from + 2 * (depth + 1)] = '-';
		} else {
			write_indent(w, depth + 1);
			buf_printf(w->out, "- %s\n", scalar(w, entry));
		}
	}
}

static bool
has_mappings(const json_t *list)
{
	size_t i = 0;

	while (i < json_array_size(list) && !json_is_object(json_array_get(list, i)))
		i++;
	return i < json_array_size(list);
}

static bool
is_password(const char *key, const json_t *value)
{
	return !strcmp(key, "password") && json_is_string(value);
}

/* Is nothing in it but what is not written? */
static bool
is_hidden(const char *key, const json_t *value)
{
	return is_password(key, value) || (json_is_object(value) && json_object_size(value) == 1
		&& is_password("password", json_object_get(value, "password")));
}

/* Would the server be given the password of the other one, if it had none of its own? */
static bool
would_inherit(struct writing *w)
{
	const json_t *incoming = draft_server(w->in->account, SIDE_INCOMING);
	const json_t *password = json_object_get(incoming, "password");

	return w->side == SIDE_OUTGOING && password
		&& (!json_is_string(password) || w->in->kept[SIDE_INCOMING]);
}

/* A variable of the environment that nobody sets by chance. */
static const char *
variable_of(struct writing *w)
{
	const char *id = draft_text(w->in->account, "id");
	char *name = arena_printf(w->arena, "PASSWORD_OUTGOING_%s", *id ? id
		: draft_text(w->in->account, "email")), *c;

	for (c = name; *c; c++)
		*c = isalnum((unsigned char)*c) && isascii((unsigned char)*c)
			? (char)toupper((unsigned char)*c) : '_';
	return name;
}

/* Where the password is now. */
static const char *
place_of(struct writing *w)
{
	size_t line = w->in->secret_line[w->side];
	const char *from = w->in->secret_from[w->side];

	return line ? tr_printf(w->arena, "the password stands in %s, line %zu", from, line)
		: tr_printf(w->arena, "the password stands in %s", from);
}

/* A password that is written as where it was put; else as a comment that says where it is,
 * and in its place nothing, or a variable so that it is not another server's. */
static void
write_hidden(struct writing *w, const char *key, const json_t *value, size_t depth)
{
	const char *kept = w->in->kept[w->side], *is = kept ? kept : would_inherit(w)
		? arena_printf(w->arena, "{env: %s}", variable_of(w)) : NULL;
	const char *field = arena_printf(w->arena, "%s%s: %s%s", key, json_is_object(value)
		? ": {password" : "", is ? is : "{command: ...}", json_is_object(value)
		? "}" : "");

	if (!is) {
		write_comment(w, depth, arena_printf(w->arena, "%s  # %s", field, place_of(w)));
		return;
	}
	write_indent(w, depth);
	buf_puts(w->out, field);
	if (kept)
		buf_putc(w->out, '\n');
	else
		write_comment(w, 1, place_of(w));
}

static void
write_field(struct writing *w, const char *key, const json_t *value, size_t depth)
{
	if (!depth)
		w->side = !strcmp(key, draft_sides[SIDE_OUTGOING]);
	if (is_hidden(key, value)) {
		write_hidden(w, key, value, depth);
		return;
	}
	write_indent(w, depth);
	if (json_is_object(value)) {
		buf_printf(w->out, "%s:\n", key);
		write_map(w, value, depth + 1);
	} else if (has_mappings(value)) {
		write_entries(w, key, value, depth);
	} else if (json_is_array(value)) {
		write_list(w, key, value);
	} else if (is_number(key, value)) {
		buf_printf(w->out, "%s: %s\n", key, json_string_value(value));
	} else {
		buf_printf(w->out, "%s: %s\n", key, scalar(w, value));
	}
}

static void
write_map(struct writing *w, const json_t *map, size_t depth)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)map, key, value)
		write_field(w, key, value, depth);
}

/* The order in which a person writes an account. */
static const char *const order[] = {
	"id", "name", "email", "description", "provider", "organization", "reply_to", "aliases",
	"signature", "incoming", "outgoing",
};

static void
write_all(struct writing *w)
{
	const struct imported *in = w->in;
	const struct word_list first = { order, countof(order) };
	const char *key;
	json_t *value;
	size_t i;

	for (i = 0; i < countof(order); i++) {
		value = json_object_get(in->account, order[i]);
		if (value && words_have(&in->invented, order[i]))
			write_comment(w, 0, tr_printf(w->arena, "%s does not hold '%s': this is a"
				" guess", in->target->title, order[i]));
		if (value)
			write_field(w, order[i], value, 0);
	}
	json_object_foreach(in->account, key, value)
		if (!words_have(&first, key))
			write_field(w, key, value, 0);
}

void
import_write(struct arena *a, const struct words *words, const struct imported *in,
	struct buf *out)
{
	struct writing w = { a, words, in, SIDE_INCOMING, out };
	const struct imported *each;
	size_t i;

	for (each = in; each; each = each->joined) {
		write_comment(&w, 0, each->id ? tr_printf(a, "from %s, where it is '%s'",
			each->from, each->id) : tr_printf(a, "from %s", each->from));
		for (i = 0; i < each->unexplained.n; i++)
			write_comment(&w, 0, tr_printf(a, "%s: '%s' is not in this account",
				each->target->title, each->unexplained.items[i]));
	}
	write_all(&w);
}
