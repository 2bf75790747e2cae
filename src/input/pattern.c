/* Trees with ${column} in their scalars, filled in with the rows of a table.
 * Used for many accounts that one YAML document describes. */
#include "input/pattern.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/node.h"

/* A piece of a scalar. */
enum kind { KIND_BYTES, KIND_NAME, KIND_OPEN };

struct piece {
	enum kind kind;
	const char *s;          /* the bytes, or the name without its marks */
	size_t len;
};

/* Does a `${` begin here, or one that means itself? */
static bool
begins(const char *s, size_t len, const char *mark)
{
	return len >= strlen(mark) && !memcmp(s, mark, strlen(mark));
}

/* The piece at *s, of which len bytes are left (at least one), and moves on. */
static struct piece
next_piece(const char **s, size_t *len)
{
	struct piece p = { KIND_BYTES, *s, 1 };
	const char *end;
	size_t skip;

	if (begins(*s, *len, "$${")) {
		p = (struct piece){ KIND_BYTES, *s + 1, 2 };
		skip = 3;
	} else if (begins(*s, *len, "${")) {
		end = memchr(*s, '}', *len);
		p = (struct piece){ end ? KIND_NAME : KIND_OPEN, *s + 2,
			(end ? (size_t)(end - *s) : *len) - 2 };
		skip = end ? p.len + 3 : *len;
	} else {
		end = *len > 1 ? memchr(*s + 1, '$', *len - 1) : NULL;
		p.len = skip = end ? (size_t)(end - *s) : *len;
	}
	*s += skip;
	*len -= skip;
	return p;
}

static bool
has_marks(struct text t)
{
	return t.len && memmem(t.s, t.len, "${", 2);
}

/* The names in one scalar. */
static bool
names_in(const struct node *node, bool (*visit)(void *, struct text),
	void *context, struct diags *diags)
{
	const char *s = node->text.s;
	size_t len = node->text.len;
	struct piece p;
	bool ok = true;

	while (len) {
		p = next_piece(&s, &len);
		if (p.kind == KIND_NAME)
			ok &= visit(context, (struct text){ p.s, p.len,
				node->text.pos, false });
		if (p.kind != KIND_OPEN)
			continue;
		diag_at(diags, node->text.pos, DIAG_BAD_VALUE, "a '${' without its '}'");
		diag_fix(diags, "write '$${' for the characters '${'");
		ok = false;
	}
	return ok;
}

bool
pattern_names(const struct node *root,
	bool (*visit)(void *context, struct text name), void *context,
	struct diags *diags)
{
	const struct node *e;
	bool ok = true;

	if (root->kind == NODE_SCALAR)
		return !has_marks(root->text) || names_in(root, visit, context, diags);
	for (e = root->first; e; e = e->next)
		ok &= pattern_names(e, visit, context, diags);
	return ok;
}

/* What filling in works on. */
struct filling {
	struct arena *arena;
	const struct source *copy;
	const struct pattern_row *row;
	struct diags *diags;
	size_t total;           /* bytes so far */
};

static const struct text *
find_cell(const struct pattern_row *row, const struct piece *name)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if (strlen(row->names[i]) == name->len
		    && !memcmp(row->names[i], name->s, name->len))
			return &row->cells[i];
	return NULL;
}

/* Puts the pieces of a scalar together; false when they are too many bytes. */
static bool
compose(struct filling *f, struct node *node, struct buf *out)
{
	const char *s = node->text.s;
	size_t len = node->text.len;
	const struct text *cell;
	struct piece p;
	bool placed = false;

	while (len && out->len <= INPUT_MAX_SCALAR) {
		p = next_piece(&s, &len);
		cell = p.kind == KIND_NAME ? find_cell(f->row, &p) : NULL;
		if (!cell) {
			buf_add(out, p.s, p.len);
			continue;
		}
		if (!placed)
			node->text.pos = cell->pos;
		placed = true;
		buf_add(out, cell->s, cell->len);
	}
	return out->len <= INPUT_MAX_SCALAR;
}

static bool
fill_scalar(struct filling *f, struct node *node)
{
	struct buf out = { 0 };
	bool ok = compose(f, node, &out);

	f->total += out.len;
	if (!ok) {
		diag_at(f->diags, node->text.pos, DIAG_LIMIT,
			"a value of more than %d bytes", INPUT_MAX_SCALAR);
		diag_fix(f->diags, "shorten it");
	} else if (f->total > INPUT_MAX_BYTES) {
		diag_at(f->diags, node->text.pos, DIAG_LIMIT,
			"the account is larger than %d bytes here", INPUT_MAX_BYTES);
		ok = false;
	}
	text_take(f->arena, &out, &node->text);
	node->plain = false;
	return ok;
}

/* A copy of the node alone. */
static struct node *
copy_node(struct filling *f, const struct node *from)
{
	struct node *copy = arena_alloc(f->arena, 1, sizeof(*copy));

	*copy = *from;
	copy->next = copy->first = NULL;
	copy->text.pos.source = f->copy;
	return copy;
}

/* The depth of the pattern bounds the recursion. */
static struct node *
fill(struct filling *f, const struct node *from)
{
	struct node *copy = copy_node(f, from), **end = &copy->first;
	const struct node *e;

	if (from->key)
		copy->key = copy_node(f, from->key);
	if (from->kind == NODE_SCALAR)
		return !has_marks(from->text) || fill_scalar(f, copy) ? copy : NULL;
	for (e = from->first; e; e = e->next) {
		*end = fill(f, e);
		if (!*end)
			return NULL;
		end = &(*end)->next;
	}
	return copy;
}

struct node *
pattern_fill(struct arena *a, const struct node *root, const struct source *copy,
	const struct pattern_row *row, struct diags *diags)
{
	struct filling f = { a, copy, row, diags, 0 };

	return fill(&f, root);
}

/* The entry of a map; a new one, with nothing in it, when there is none. */
static struct node *
entry(struct arena *a, struct node *map, const char *key, struct pos pos)
{
	struct node *e = node_find(map, key), **end = &map->first;

	if (e)
		return e;
	while (*end)
		end = &(*end)->next;
	e = *end = arena_alloc(a, 1, sizeof(*e));
	e->size = 1;
	e->plain = true;
	e->text = (struct text){ .s = "", .pos = pos };
	e->key = arena_alloc(a, 1, sizeof(*e));
	e->key->size = 1;
	e->key->plain = true;
	e->key->text = (struct text){ key, strlen(key), pos, false };
	return e;
}

void
pattern_set(struct arena *a, struct node *root, const char *path, struct text value)
{
	struct node *node = root;
	size_t len;

	for (;; path += len + 1) {
		len = strcspn(path, ".");
		node = entry(a, node, arena_copy(a, path, len), value.pos);
		if (!path[len])
			break;
		if (node->kind != NODE_MAP) {
			node->kind = NODE_MAP;
			node->first = NULL;
			node->text = (struct text){ .pos = value.pos };
		}
	}
	node->kind = NODE_SCALAR;
	node->plain = false;
	node->text = value;
	node->first = NULL;
}
