/* Puts the tree of one document together and watches over its limits.
 * Used by input.c, which feeds it what the parser finds. */
#include "input/tree.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

static struct frame *
top(struct tree *t)
{
	return t->depth ? &t->frames[t->depth - 1] : NULL;
}

bool
tree_at_key(const struct tree *t)
{
	const struct frame *f;

	if (t->failed || !t->depth)
		return false;
	f = &t->frames[t->depth - 1];
	return f->node->kind == NODE_MAP && !f->key;
}

void
tree_refuse(struct tree *t, struct node *node)
{
	t->bad = true;
	if (node)
		node->bad = true;
}

void
tree_limit(struct tree *t, struct pos pos, const char *fix, const char *fmt, ...)
{
	va_list args;

	if (t->failed)
		return;
	t->failed = t->bad = true;
	t->root = NULL;
	va_start(args, fmt);
	diag_at(t->diags, pos, DIAG_LIMIT, "%s", arena_vprintf(t->arena, fmt, args));
	va_end(args);
	if (fix)
		diag_fix(t->diags, "%s", fix);
}

/* Takes n nodes from what a document may have. */
static bool
take_nodes(struct tree *t, struct pos pos, size_t n)
{
	if (!t->failed && n > INPUT_MAX_NODES - t->nodes)
		tree_limit(t, pos, "give each account a document of its own",
			"the document has more than %d keys, values, mappings "
			"and lists", INPUT_MAX_NODES);
	if (t->failed)
		return false;
	t->nodes += n;
	return true;
}

static struct node *
new_node(struct tree *t, enum node_kind kind, struct text text)
{
	struct node *node;

	if (!take_nodes(t, text.pos, 1))
		return NULL;
	node = arena_alloc(t->arena, 1, sizeof(*node));
	node->kind = kind;
	node->text = text;
	node->size = 1;
	return node;
}

static struct anchor *
set_anchor(struct tree *t, struct node *node, const char *name, bool finished)
{
	struct anchor *anchor;

	if (!name)
		return NULL;
	anchor = arena_alloc(t->arena, 1, sizeof(*anchor));
	anchor->name = arena_copy(t->arena, name, strlen(name));
	anchor->node = node;
	anchor->finished = finished;
	anchor->older = t->anchors;
	t->anchors = anchor;
	return anchor;
}

static struct node *
find_key(const struct node *map, struct text key)
{
	struct node *e;

	for (e = map->first; e; e = e->next)
		if (e->key->text.len == key.len && !memcmp(e->key->text.s, key.s, key.len))
			break;
	return e;
}

static void
append(struct frame *f, struct node *node)
{
	*f->end = node;
	f->end = &node->next;
	f->node->size += node->size + (node->key ? node->key->size : 0);
}

/* Where the line ends, and the next one begins. */
static size_t
next_line(const struct source *s, size_t at)
{
	const char *end = memchr(s->bytes + at, '\n', s->len - at);

	return end ? (size_t)(end - s->bytes) + 1 : s->len;
}

/* Does another account begin at the key, in a mapping that is all of its document: with what
 * this one began with, and then? */
static bool
begins_another(const struct node *map, const struct node *first, size_t at)
{
	enum { LINES = 64 };
	const struct source *s = first->key->text.pos.source;
	const struct text *then = first->next ? &first->next->key->text : NULL;
	size_t n;

	if (first != map->first || !then || !first->next->next)
		return false;
	for (n = 0, at = next_line(s, at); n < LINES && at + then->len < s->len;
	    n++, at = next_line(s, at))
		if (!memcmp(s->bytes + at, then->s, then->len) && s->bytes[at + then->len] == ':')
			return true;
	return false;
}

/* Has each what the other has not? */
static bool
are_halves(const struct node *first, const struct node *value)
{
	const struct node *e;

	if (first->kind != NODE_MAP || value->kind != NODE_MAP || !first->first || !value->first)
		return false;
	for (e = value->first; e; e = e->next)
		if (find_key(first, e->key->text))
			return false;
	return true;
}

/* Makes one of two halves when the second comes right after the first. */
static void
join(struct tree *t, const struct node *first, const struct node *key, const struct node *value,
	size_t at)
{
	const struct source *s = key->text.pos.source;
	size_t from, to, end = at;

	if (first->next || !source_spelling(value->first->key->text, &from, &to))
		return;
	if (!value->first->key->in_flow) {
		if (!first->first->key->in_flow && from - at > key->text.len
		    && first->first->key->text.pos.column == value->first->key->text.pos.column
		    && value->first->key->text.pos.line == key->text.pos.line + 1
		    && at + key->text.len + 1 + strspn(s->bytes + at + key->text.len + 1, " \r")
		    == next_line(s, at) - 1)
			diag_replace(t->diags, s, at, from - (value->first->key->text.pos.column
				- 1), "");
		return;
	}
	while (end && strchr(" \r\n", s->bytes[end - 1]))
		end--;
	while (from && s->bytes[from - 1] == ' ')
		from--;
	if (end && from && s->bytes[end - 1] == '}' && s->bytes[from - 1] == '{'
	    && first->first->key->in_flow)
		diag_replace(t->diags, s, end - 1, from, ", ");
}

/* Removes the second of two lines that say the same. */
static void
remove_again(struct tree *t, const struct node *first, const struct node *key,
	const struct node *value, size_t at)
{
	const struct source *s = key->text.pos.source;
	size_t from, end, next = next_line(s, at), rest;

	if (first->kind == NODE_SCALAR && value->kind == NODE_SCALAR
	    && first->text.len == value->text.len
	    && !memcmp(first->text.s, value->text.s, value->text.len)
	    && source_value(value->text.pos, &from, &end) && from > at && end <= next) {
		rest = end + strspn(s->bytes + end, " \r");
		if (rest == s->len || s->bytes[rest] == '\n')
			diag_replace(t->diags, s, at - (key->text.pos.column - 1), next, "");
	}
}

static void
fix_duplicate(struct tree *t, const struct node *map, const struct node *first,
	const struct node *key, const struct node *value)
{
	bool plain = !key->doubtful && !key->in_flow && key->text.pos.source
		&& source_begins_line(key->text.pos);
	size_t at = 0, to = 0;

	plain = plain && source_spelling(key->text, &at, &to);
	if (plain && t->depth == 1 && begins_another(map, first, at)) {
		t->another = true;
		diag_fix(t->diags, "write '---' in a line before it, as another account begins"
			" there");
		diag_replace(t->diags, key->text.pos.source, at, at, "---\n");
	} else if (plain && are_halves(first, value)) {
		diag_fix(t->diags, "put what is under both of them under one");
		join(t, first, key, value, at);
	} else {
		diag_fix(t->diags, "remove one of them");
		if (plain)
			remove_again(t, first, key, value, at);
	}
}

static void
duplicate(struct tree *t, const struct node *map, const struct node *first_entry,
	const struct node *key, const struct node *value)
{
	const struct node *first = first_entry->key;

	t->bad = true;
	if (t->another && t->depth == 1)
		return;
	if (!key->doubtful && key->text.pos.source)
		source_reveal((struct source *)key->text.pos.source, key->text.pos);
	if (key->doubtful || first->doubtful)
		diag_at(t->diags, key->text.pos, DIAG_DUPLICATE_FIELD,
			"a key is written twice in one mapping");
	else
		diag_at(t->diags, key->text.pos, DIAG_DUPLICATE_FIELD,
			"'%s' is written twice in one mapping",
			text_escaped(t->arena, key->text.s, key->text.len));
	diag_note_at(t->diags, first->text.pos, "it is here first");
	fix_duplicate(t, map, first_entry, key, value);
}

/* A `<<` in quotes is a key like any other. */
static bool
is_merge(const struct node *key)
{
	return key->plain && text_is(key->text, "<<");
}

/* Adds a key and its value to the open mapping. */
static void
add_entry(struct tree *t, struct frame *f, struct node *value)
{
	struct node *key = f->key, *first;

	f->key = NULL;
	if (key->bad)
		return;
	if (key->kind != NODE_SCALAR) {
		t->bad = true;
		diag_at(t->diags, key->text.pos, DIAG_WRONG_TYPE,
			"%s as the key of a mapping", node_kind_name(key));
		diag_fix(t->diags, "a key is one word, as in 'host: ...'; "
			"put a value that begins with '{' or '[' in quotes");
		return;
	}
	first = is_merge(key) ? f->merge : find_key(f->node, key->text);
	if (first) {
		duplicate(t, f->node, first, key, value);
		return;
	}
	value->key = key;
	if (is_merge(key))
		f->merge = value;
	else
		append(f, value);
}

/* Puts a finished node where it belongs. */
static void
attach(struct tree *t, struct node *node)
{
	struct frame *f = top(t);

	if (!f)
		t->root = node;
	else if (f->node->kind == NODE_LIST)
		append(f, node);
	else if (!f->key)
		f->key = node;
	else
		add_entry(t, f, node);
}

struct node *
tree_scalar(struct tree *t, struct text text, bool plain, const char *anchor)
{
	struct node *node = new_node(t, NODE_SCALAR, text);

	if (!node)
		return NULL;
	node->plain = plain;
	set_anchor(t, node, anchor, true);
	attach(t, node);
	return node;
}

struct node *
tree_open(struct tree *t, enum node_kind kind, struct pos pos, const char *anchor)
{
	struct node *node;
	struct frame *f;

	if (t->depth == INPUT_MAX_DEPTH)
		tree_limit(t, pos, NULL, "nested more than %d deep", INPUT_MAX_DEPTH);
	node = new_node(t, kind, (struct text){ .pos = pos });
	t->depth++;
	if (!node)
		return NULL;
	f = top(t);
	*f = (struct frame){ .node = node, .end = &node->first };
	f->anchor = set_anchor(t, node, anchor, false);
	return node;
}

/* Entries of one merged mapping that the open one does not have yet. */
static void
merge_map(struct tree *t, struct frame *f, const struct node *from)
{
	const struct node *e;
	struct node *copy;

	if (from->bad)
		return;
	if (from->kind != NODE_MAP) {
		t->bad = true;
		diag_at(t->diags, from->text.pos, DIAG_BAD_ALIAS,
			"'<<' merges mappings, found %s", node_kind_name(from));
		diag_fix(t->diags, "give it an alias of a mapping, as in "
			"'<<: *name', or a list of them");
		return;
	}
	for (e = from->first; e; e = e->next) {
		if (find_key(f->node, e->key->text))
			continue;
		copy = arena_alloc(t->arena, 1, sizeof(*copy));
		*copy = *e;
		copy->next = NULL;
		append(f, copy);
	}
}

static void
merge(struct tree *t, struct frame *f)
{
	const struct node *e;

	if (f->merge->kind != NODE_LIST || f->merge->bad) {
		merge_map(t, f, f->merge);
		return;
	}
	for (e = f->merge->first; e; e = e->next)
		merge_map(t, f, e);
}

void
tree_close(struct tree *t)
{
	struct frame *f;

	t->depth--;
	if (t->failed)
		return;
	f = &t->frames[t->depth];
	if (f->merge)
		merge(t, f);
	if (f->anchor)
		f->anchor->finished = true;
	attach(t, f->node);
}

/* A copy of the node that would be below `depth` open ones; the limit
 * bounds the recursion. */
static struct node *
copy_node(struct tree *t, const struct node *from, struct pos pos, size_t depth)
{
	struct node *copy, **end;
	const struct node *e;

	if (from->kind != NODE_SCALAR && depth == INPUT_MAX_DEPTH)
		tree_limit(t, pos, NULL, "nested more than %d deep by an alias", INPUT_MAX_DEPTH);
	if (t->failed)
		return NULL;
	copy = arena_alloc(t->arena, 1, sizeof(*copy));
	*copy = *from;
	copy->next = copy->first = NULL;
	end = &copy->first;
	for (e = from->first; e; e = e->next) {
		*end = copy_node(t, e, pos, depth + 1);
		if (!*end)
			return NULL;
		end = &(*end)->next;
	}
	return copy;
}

void
tree_alias(struct tree *t, struct pos pos, const char *name)
{
	const struct anchor *anchor = t->anchors;
	struct text nothing = { .s = "", .pos = pos };
	struct node *copy;

	if (t->failed)
		return;
	while (anchor && strcmp(anchor->name, name))
		anchor = anchor->older;
	if (!anchor || !anchor->finished) {
		diag_at(t->diags, pos, DIAG_BAD_ALIAS, anchor
			? "an alias inside its own anchor"
			: "this alias has no anchor before it");
		diag_fix(t->diags, "a value that begins with '*' is put in quotes");
		tree_refuse(t, tree_scalar(t, nothing, true, NULL));
		return;
	}
	anchor->node->anchor = NULL;
	if (!take_nodes(t, pos, anchor->node->size))
		return;
	copy = copy_node(t, anchor->node, pos, t->depth);
	if (!copy)
		return;
	copy->key = NULL;
	copy->text.pos = pos;
	attach(t, copy);
}
