/* The types of fields that are lists, or mappings of the user's own names.
 * Used by load.c through the table there. */
#include "model/loadtype.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "input/input.h"
#include "model/account.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/suggest.h"

bool
type_bool(struct loader *l, const struct field *f, const struct node *node,
	void *object)
{
	struct text t;
	const char *word;

	if (!load_scalar(l, f, node, &t))
		return false;
	word = load_word(l, f->kind, t);
	if (word && node->plain) {
		*(bool *)load_member(f, object) = !strcmp(word, "true");
		return true;
	}
	diag_at(l->diags, t.pos, DIAG_WRONG_TYPE, "'%s' takes true or false, found %s'%s'",
		f->name, node->plain ? "" : tr("the text "),
		load_shown(l, t));
	if (word)
		diag_fix(l->diags, "write it without quotes");
	return false;
}

static void
list_start(struct loader *l, struct text_list *list, size_t n)
{
	list->items = arena_alloc(l->arena, n, sizeof(*list->items));
	list->n = 0;
}

bool
type_addresses(struct loader *l, const struct field *f, const struct node *node,
	void *object)
{
	struct text_list *list = load_member(f, object);
	size_t i, n = load_count(node);
	struct text t, ascii;
	bool ok = true;

	list_start(l, list, n);
	for (i = 0, node = load_first(node); i < n; i++, node = node->next) {
		if (load_value(l, f, node, &t) && check_address(l, f, t, &ascii))
			list->items[list->n++] = ascii;
		else
			ok = false;
	}
	return ok;
}

/* Says which findings come near the word, or else all that can be excused. */
static void
suggest_finding(struct loader *l, struct text word)
{
	bool unique = true;
	const char *best = NULL, *all = "", *id;
	size_t i, distance, least = 0;

	for (i = 0; i < DIAG_COUNT; i++) {
		if (!diag_excusable((enum diag_id)i))
			continue;
		id = diag_word((enum diag_id)i);
		all = arena_printf(l->arena, "%s%s'%s'", all, *all ? ", " : "", id);
		if (!suggest_near(word.s, id, &distance) || (best && distance > least))
			continue;
		unique = !best || distance < least;
		best = unique ? id : best;
		least = distance;
	}
	if (best) {
		diag_fix(l->diags, "did you mean '%s'?", best);
		if (unique)
			diag_edit(l->diags, word, best);
	} else
		diag_fix(l->diags, "possible words are %s", all);
}

static bool
check_finding(struct loader *l, const struct field *f, struct text t)
{
	enum diag_id id = diag_find(t.s);

	if (id != DIAG_COUNT && diag_excusable(id))
		return true;
	if (id == DIAG_COUNT) {
		diag_at(l->diags, t.pos, DIAG_UNKNOWN_WORD, "unknown finding '%s'",
			load_shown(l, t));
		suggest_finding(l, t);
	} else {
		diag_at(l->diags, t.pos, DIAG_BAD_VALUE,
			"'%s' cannot excuse from '%s'", f->name, t.s);
		diag_fix(l->diags, "mend what is found, and remove the word here");
	}
	return false;
}

bool
type_allow(struct loader *l, const struct field *f, const struct node *node,
	void *object)
{
	struct text_list *list = load_member(f, object);
	size_t i, n = load_count(node);
	struct text t;
	bool ok = true;

	list_start(l, list, n);
	for (i = 0, node = load_first(node); i < n; i++, node = node->next) {
		if (load_value(l, f, node, &t) && check_finding(l, f, t))
			list->items[list->n++] = t;
		else
			ok = false;
	}
	return ok;
}

/* A program and its arguments, of which only the program must not be empty. */
static bool
load_argv(struct loader *l, const struct field *f, const struct node *node,
	struct text_list *list)
{
	const struct node *item;
	bool ok = true;
	struct text t;

	if (!node->first)
		return load_empty(l, f, node->text.pos);
	list_start(l, list, load_count(node));
	for (item = node->first; item; item = item->next) {
		if (item == node->first ? load_value(l, f, item, &t)
		    : load_scalar(l, f, item, &t))
			list->items[list->n++] = t;
		else
			ok = false;
	}
	return ok;
}

bool
type_command(struct loader *l, const struct field *f, const struct node *node,
	void *object)
{
	struct password *password = object;

	if (node->kind == NODE_LIST)
		return load_argv(l, f, node, &password->argv);
	return load_value(l, f, node, &password->command);
}

bool
type_attributes(struct loader *l, const struct field *f,
	const struct node *node, void *object)
{
	struct text_list *list = load_member(f, object);
	struct text key, value;
	bool ok = true;

	if (node->kind != NODE_MAP)
		return load_wrong_type(l, f, node);
	if (!node->first)
		return load_empty(l, f, node->text.pos);
	list_start(l, list, node->size + 1);
	for (node = node->first; node; node = node->next) {
		if (!load_value(l, f, node->key, &key)
		    || !load_value(l, f, node, &value)) {
			ok = false;
			continue;
		}
		list->items[list->n++] = key;
		list->items[list->n++] = value;
	}
	return ok;
}

