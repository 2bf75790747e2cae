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

static void
duplicate(struct tree *t, const struct node *key, const struct node *first)
{
	t->bad = true;
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
	diag_fix(t->diags, "remove one of them");
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
		duplicate(t, key, first->key);
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
