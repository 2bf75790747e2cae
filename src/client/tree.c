/* Finds values in what a client, or a reader of its format, says of a file.
 * Used by readback.c; paths are read by key_types.c. */
#include "client/tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum { NEXT = '\x1F', OPEN = '\x1E', CLOSE = '\x1D' };

static const char opens[] = { OPEN, '\0' }, closes[] = { CLOSE, '\0' };
static const char all_entries[] = { OPEN, '*', CLOSE, '\0' };

const char *
tree_marked(struct arena *a, const char *path)
{
	char *out = arena_copy(a, path, strlen(path)), *c;
	bool in_tag = false, in_brackets = false;

	for (c = out; *c; c++) {
		if (!strncmp(c, in_tag ? "}}" : "{{", 2)) {
			in_tag = !in_tag;
			c++;
		} else if (!in_tag && (*c == '[' || *c == ']')) {
			if (in_brackets == (*c == '['))
				return NULL;
			*c = *c == '[' ? OPEN : CLOSE;
			in_brackets = !in_brackets;
		} else if (!in_tag && !in_brackets && *c == '.') {
			*c = NEXT;
		}
	}
	return in_brackets ? NULL : out;
}

const char *
tree_shown(struct arena *a, const char *marked)
{
	char *out = arena_copy(a, marked, strlen(marked)), *c;

	for (c = out; *c; c++)
		*c = *c == NEXT ? '.' : *c == OPEN ? '[' : *c == CLOSE ? ']' : *c;
	return out;
}

/* An element of XML with attributes has its text in a member. */
static const char *
text_of(struct arena *a, const json_t *value)
{
	if (json_is_object(value))
		value = json_object_get(value, "#text");
	if (json_is_string(value))
		return arena_copy(a, json_string_value(value), json_string_length(value));
	if (json_is_integer(value))
		return arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (json_is_boolean(value))
		return json_is_true(value) ? "true" : "false";
	return NULL;
}

static size_t
entries(const json_t *at)
{
	return json_is_array(at) ? json_array_size(at) : at != NULL;
}

static const json_t *
entry(const json_t *at, size_t i)
{
	return json_is_array(at) ? json_array_get(at, i) : i ? NULL : at;
}

/* The only entry whose member has this text, or NULL. */
static const json_t *
entry_with(struct arena *a, const json_t *at, const char *condition)
{
	size_t len = strcspn(condition, "="), i;
	const char *name = arena_copy(a, condition, len), *text;
	const json_t *found = NULL;

	for (i = 0; i < entries(at); i++) {
		text = text_of(a, json_object_get(entry(at, i), name));
		if (!text || strcmp(text, condition + len + 1))
			continue;
		if (found)
			return NULL;
		found = entry(at, i);
	}
	return found;
}

/* Goes into brackets that choose one entry; *path moves to what comes after them. A value
 * could have brought a mark along, and then there may be no end. */
static const json_t *
choose(struct arena *a, const json_t *at, const char **path)
{
	size_t len = strcspn(*path + 1, closes);
	const char *chosen = arena_copy(a, *path + 1, len);
	unsigned long n = strtoul(chosen, NULL, 10);

	*path += len + 1;
	*path += **path == CLOSE;
	return strchr(chosen, '=') ? entry_with(a, at, chosen) : n ? entry(at, n - 1) : NULL;
}

/* Goes into a member: the one of the longest name that is there. */
static const json_t *
member(struct arena *a, const json_t *at, const char **path)
{
	const json_t *found;
	size_t len = strcspn(*path, opens);

	for (;;) {
		found = json_object_get(at, tree_shown(a, arena_copy(a, *path, len)));
		if (found)
			break;
		while (len && (*path)[--len] != NEXT)
			;
		if (!len)
			return NULL;
	}
	*path += len;
	return found;
}

/* Follows the path to its end, or to brackets that choose all entries. */
static const json_t *
follow(struct arena *a, const json_t *at, const char **path)
{
	while (at && **path && strncmp(*path, all_entries, strlen(all_entries))) {
		*path += **path == NEXT;
		at = **path == OPEN ? choose(a, at, path) : member(a, at, path);
	}
	return at;
}

const json_t *
tree_at(struct arena *a, const json_t *top, const char *marked)
{
	const json_t *at = follow(a, top, &marked);

	return *marked ? NULL : at;
}

const char *
tree_text(struct arena *a, const json_t *top, const char *marked)
{
	const json_t *at = follow(a, top, &marked);
	struct buf all = { 0 };
	const char *text;
	size_t i;

	if (!at || (!*marked && !json_is_array(at)))
		return text_of(a, at);
	marked += *marked ? strlen(all_entries) : 0;
	for (i = 0; i < entries(at); i++) {
		text = tree_text(a, entry(at, i), marked);
		buf_printf(&all, "<%s>", text ? text : "");
	}
	return literal_take(a, &all).s;
}
