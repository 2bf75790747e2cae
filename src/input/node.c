/* Questions about the nodes of a tree that was read.
 * Used by whoever walks one. */
#include "input/node.h"

#include "base/lang.h"

struct node *
node_find(const struct node *map, const char *key)
{
	struct node *e;

	if (map->kind != NODE_MAP)
		return NULL;
	for (e = map->first; e && !text_is(e->key->text, key); e = e->next)
		;
	return e;
}

bool
node_is_null(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->plain
		&& (!node->text.len || text_is(node->text, "~") || text_is(node->text, "null"));
}

const char *
node_kind_name(const struct node *node)
{
	if (node->kind == NODE_MAP)
		return tr("a mapping");
	if (node->kind == NODE_LIST)
		return tr("a list");
	return node_is_null(node) ? tr("nothing") : tr("a value");
}
