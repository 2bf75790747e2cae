/* Edits that change more of an account file than one word.
 * Used by the reading of fields in load*.c. */
#include "model/mend.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/node.h"
#include "model/fields.h"
#include "model/loader.h"

static bool
is_quoted(const struct source *s, size_t at)
{
	return at < s->len && strchr("\"'", s->bytes[at]);
}

/* Is there nothing more in the line but a comment? */
static bool
ends_line(const struct source *s, size_t at)
{
	while (at < s->len && strchr(" \t", s->bytes[at]))
		at++;
	return at == s->len || strchr("\r\n#", s->bytes[at]);
}

void
mend_value(struct loader *l, struct text old, const char *yaml)
{
	size_t from, to;

	if (source_value(old.pos, &from, &to) && !memchr(old.pos.source->bytes + from, '\n',
	    to - from))
		diag_replace(l->diags, old.pos.source, from, to, yaml);
}

void
mend_entry(struct loader *l, const struct node *e, const char *name, const char *value)
{
	const struct source *s = e->key->text.pos.source;
	size_t from, to, end;

	if (e->kind != NODE_SCALAR || !source_spelling(e->key->text, &from, &end)
	    || !source_value(e->text.pos, &to, &end) || memchr(s->bytes + from, '\n', end - from))
		return;
	if (from && is_quoted(s, from - 1))     /* JSON */
		diag_replace(l->diags, s, from - 1, end, arena_printf(l->arena,
			strchr("\"{[", *value) ? "\"%s\": %s" : "\"%s\": \"%s\"", name, value));
	else
		diag_replace(l->diags, s, from, end, arena_printf(l->arena, "%s: %s", name,
			value));
}

void
mend_inside(struct loader *l, const struct node *e, const char *name, const char *inner)
{
	const struct source *s = e->key->text.pos.source;
	unsigned column = e->key->text.pos.column;
	size_t from, to;

	if (e->kind == NODE_SCALAR && !e->in_flow && e->text.pos.line == e->key->text.pos.line
	    && source_begins_line(e->key->text.pos) && source_spelling(e->key->text, &from, &to)
	    && source_end(e->text.pos).line == e->text.pos.line && !is_quoted(s, to))
		diag_replace(l->diags, s, from, to, arena_printf(l->arena, "%s:\n%*s%s", name,
			(int)column + 1, "", inner));
}

/* Is the key in quotes? */
static bool
is_json(const struct node *e)
{
	size_t from, to;

	return source_spelling(e->key->text, &from, &to) && from
		&& is_quoted(e->key->text.pos.source, from - 1);
}

/* A value and the entries behind it, such as "port: 993", as JSON. */
static const char *
json_entries(struct loader *l, const char *value, struct word_list more)
{
	const char *all = arena_printf(l->arena, "\"%s\"", value), *item, *is;
	size_t i, name;

	for (i = 0; i < more.n; i++) {
		item = more.items[i];
		name = strcspn(item, ":");
		is = item + name + 2;
		all = arena_printf(l->arena, strspn(is, "0123456789") == strlen(is)
			? "%s, \"%.*s\": %s" : "%s, \"%.*s\": \"%s\"", all, (int)name, item, is);
	}
	return all;
}

void
mend_value_more(struct loader *l, struct text old, const char *yaml, struct word_list more)
{
	const struct node *e = l->entry;
	struct pos key = e ? e->key->text.pos : old.pos;
	const struct source *s = old.pos.source;
	const char *between = ", ";
	size_t i, from, to;

	if (!more.n) {
		mend_value(l, old, yaml);
		return;
	}
	if (!e || e->kind != NODE_SCALAR || !source_value(old.pos, &from, &to)
	    || key.line != old.pos.line)
		return;
	if (!e->in_flow) {
		if (!source_begins_line(key) || !ends_line(s, to))
			return;
		between = arena_printf(l->arena, "\n%*s", (int)key.column - 1, "");
	} else if (is_json(e)) {
		diag_replace(l->diags, s, from, to, json_entries(l, yaml, more));
		return;
	}
	for (i = 0; i < more.n; i++)
		yaml = arena_printf(l->arena, "%s%s%s", yaml, between, more.items[i]);
	diag_replace(l->diags, s, from, to, yaml);
}

/* With the comma after it, or the one before the last entry. */
static void
remove_in_flow(struct loader *l, const struct node *e)
{
	const struct source *s = e->key->text.pos.source;
	size_t from, to, end;

	if (!source_spelling(e->key->text, &from, &end) || !source_value(e->text.pos, &to, &end))
		return;
	from -= from && is_quoted(s, from - 1);
	while (end < s->len && s->bytes[end] == ' ')
		end++;
	if (end < s->len && s->bytes[end] == ',') {
		do
			end++;
		while (end < s->len && s->bytes[end] == ' ');
	} else {
		while (from && s->bytes[from - 1] == ' ')
			from--;
		if (!from || s->bytes[from - 1] != ',')
			return;
		from--;
	}
	if (!memchr(s->bytes + from, '\n', end - from))
		diag_replace(l->diags, s, from, end, "");
}

void
mend_remove(struct loader *l, const struct node *map, const struct node *e)
{
	const struct source *s = e->key->text.pos.source;
	struct pos line = e->key->text.pos;
	size_t from, to, end;

	line.column = 1;
	if (map->first->next && e->kind == NODE_SCALAR && e->in_flow)
		remove_in_flow(l, e);
	if (!map->first->next || e->kind != NODE_SCALAR || e->in_flow
	    || e->text.pos.line != line.line || !source_begins_line(e->key->text.pos)
	    || !source_spelling(e->key->text, &from, &end)
	    || !source_value(e->text.pos, &to, &end) || !ends_line(s, end))
		return;
	while (end < s->len && s->bytes[end] != '\n')
		end++;
	while (from && s->bytes[from - 1] == ' ')
		from--;
	if (from && s->bytes[from - 1] != '\n')
		return;         /* the first of a list's item */
	diag_replace(l->diags, s, from, end + (end < s->len), "");
}

void
mend_indent(struct loader *l, const struct node *e, unsigned blanks)
{
	size_t from, to;

	if (source_begins_line(e->key->text.pos) && source_spelling(e->key->text, &from, &to))
		diag_replace(l->diags, e->key->text.pos.source, from, from,
			arena_printf(l->arena, "%*s", (int)blanks, ""));
}

void
mend_unwrap(struct loader *l, const struct node *e)
{
	const struct source *s = e->key->text.pos.source;
	size_t from, to, end;

	if (e->key->in_flow || !source_begins_line(e->key->text.pos)
	    || !source_spelling(e->key->text, &from, &to)
	    || e->text.pos.line == e->key->text.pos.line)
		return;
	end = to + (to < s->len && s->bytes[to] == ':');
	if (ends_line(s, end) && end < s->len && strchr("\r\n", s->bytes[end]))
		diag_replace(l->diags, s, from, end, "");
}

void
mend_section(struct loader *l, const struct node *e, const char *name, const char *first)
{
	const struct source *s = e->key->text.pos.source;
	const struct node *inner = e->first;
	size_t from, to;

	if (!inner || inner->key->in_flow || !source_spelling(e->key->text, &from, &to)
	    || inner->key->text.pos.line == e->key->text.pos.line
	    || to >= s->len || s->bytes[to] != ':' || !ends_line(s, to + 1))
		return;
	diag_replace(l->diags, s, from, to + 1, arena_printf(l->arena, "%s:\n%*s%s", name,
		(int)inner->key->text.pos.column - 1, "", first));
}
