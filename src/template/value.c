/* The tree of named values that a template is run over.
 * Used by view.c, which builds it, and template.c, which reads it. */
#include "template/value.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/table.h"

/* A value, its own mark of use, and a copy of its name (NULL: it has none). */
static struct value *
new_value(struct arena *a, enum value_kind kind, const char *name, size_t len)
{
	struct whole { struct value value; bool used; char name[]; };
	struct whole *w = arena_alloc(a, 1, sizeof(*w) + len + 1);

	w->value.kind = kind;
	w->value.used = &w->used;
	if (name) {
		memcpy(w->name, name, len);
		w->value.name = w->name;
	}
	return &w->value;
}

struct value *
value_map(struct arena *a)
{
	return new_value(a, VALUE_MAP, NULL, 0);
}

static struct value *
append(struct arena *a, struct value *to, const char *name, size_t len, enum value_kind kind)
{
	struct value *value = new_value(a, kind, name, len);

	if (to->last)
		to->last->next = value;
	else
		to->first = value;
	to->last = value;
	return value;
}

static struct value *
add(struct arena *a, struct value *to, const char *name, enum value_kind kind)
{
	const char *dot;

	if (!name)
		return append(a, to, NULL, 0, kind);
	while ((dot = strchr(name, '.')) != NULL) {
		size_t len = (size_t)(dot - name);
		struct value *map = value_find(to, name, len);

		if (!map || map->kind != VALUE_MAP)
			map = append(a, to, name, len, VALUE_MAP);
		to = map;
		name = dot + 1;
	}
	return append(a, to, name, strlen(name), kind);
}

struct value *
value_add_text(struct arena *a, struct value *to, const char *name, struct text text)
{
	struct value *value = add(a, to, name, VALUE_TEXT);

	value->text = text;
	return value;
}

struct value *
value_add_literal(struct arena *a, struct value *to, const char *name, struct literal literal)
{
	struct value *value = add(a, to, name, VALUE_LITERAL);

	value->literal = literal;
	return value;
}

struct value *
value_add_number(struct arena *a, struct value *to, const char *name, unsigned long number)
{
	struct value *value = add(a, to, name, VALUE_NUMBER);

	value->number = number;
	return value;
}

struct value *
value_add_flag(struct arena *a, struct value *to, const char *name, bool flag)
{
	struct value *value = add(a, to, name, VALUE_FLAG);

	value->flag = flag;
	return value;
}

struct value *
value_add_list(struct arena *a, struct value *to, const char *name)
{
	return add(a, to, name, VALUE_LIST);
}

struct value *
value_add_map(struct arena *a, struct value *to, const char *name)
{
	return add(a, to, name, VALUE_MAP);
}

struct value *
value_add_derived(struct arena *a, struct value *to, const char *name, enum value_kind kind,
	const struct derivation *derived)
{
	struct value *value = add(a, to, name, kind);

	value->derived = derived;
	return value;
}

struct value *
value_find(const struct value *map, const char *name, size_t len)
{
	struct value *entry;

	if (map->about)
		map = map->about;
	if (map->kind != VALUE_MAP)
		return NULL;
	for (entry = map->first; entry; entry = entry->next)
		if (!strncmp(entry->name, name, len) && !entry->name[len])
			return entry;
	return NULL;
}

struct value *
value_path(const struct value *map, const char *name, size_t len)
{
	struct value *value = NULL;

	for (;;) {
		const char *dot = memchr(name, '.', len);
		size_t head = dot ? (size_t)(dot - name) : len;

		value = value_find(map, name, head);
		if (!value || !dot)
			return value;
		map = value;
		name += head + 1;
		len -= head + 1;
	}
}

struct value *
value_named(const struct value *map, const char *name)
{
	return value_path(map, name, strlen(name));
}

void
value_number_list(struct arena *a, struct value *list)
{
	struct value *item;
	unsigned long n = 0;

	for (item = list->first; item; item = item->next) {
		value_add_number(a, item, "index", ++n);
		value_add_flag(a, item, "first", item == list->first);
		value_add_flag(a, item, "last", item == list->last);
		value_add_flag(a, item, "only", list->first == list->last);
	}
}

bool
value_true(const struct value *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case VALUE_TEXT:
		return text_given(value->text) && value->text.len > 0;
	case VALUE_LITERAL:
		return value->literal.len > 0;
	case VALUE_FLAG:
		return value->flag;
	case VALUE_LIST:
		return value->first != NULL;
	default:
		return true;
	}
}

void
value_use(const struct value *value)
{
	*value->used = true;
	for (value = value->first; value; value = value->next)
		value_use(value);
}

/* A place as a text. */
struct pos_text {
	char text[64];
	size_t len;
};

static struct pos_text
text_of(struct pos pos)
{
	struct pos_text p;

	p.len = (size_t)snprintf(p.text, sizeof(p.text), "%p %u %u",
		(const void *)pos.source, pos.line, pos.column);
	return p;
}

void
value_used(struct arena *a, const struct value *value, struct table *used)
{
	const struct value *entry;
	struct pos_text p = text_of(value->text.pos);

	if (*value->used)
		*table_at(a, used, arena_copy(a, p.text, p.len), p.len) = used;
	for (entry = value->first; entry; entry = entry->next)
		value_used(a, entry, used);
}

bool
value_used_at(const struct table *used, struct pos pos)
{
	struct pos_text p = text_of(pos);

	return table_find(used, p.text, p.len) != NULL;
}
