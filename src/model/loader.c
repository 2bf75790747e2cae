/* What the types of fields share: words, lists and reports about values.
 * Used by load*.c and doubt.c. */
#include "model/loader.h"

#include <string.h>

#include "base/lang.h"
#include "base/near.h"
#include "base/source.h"
#include "input/node.h"
#include "model/fields.h"
#include "model/words.h"

const char *
load_shown(struct loader *l, struct text t)
{
	return text_escaped(l->arena, t.s, t.len);
}

void
load_show(struct text t)
{
	/* a place is const for those who only report at it */
	if (t.pos.source && !text_has_password(t.s, t.len))
		source_reveal((struct source *)t.pos.source, t.pos);
}

bool
load_is_null(const struct node *node)
{
	return !node || (node_is_null(node) && !node->bad);
}

void
load_copy(struct loader *l, const struct field *f)
{
	diag_fix(l->diags, "copy the text into this file, as in '%s: %s', or in indented"
		" lines after '%s: |'", f->name, f->example, f->name);
}

bool
load_bad_value(struct loader *l, enum diag_id id, const struct field *f,
	struct text t, const char *problem)
{
	return diag_at(l->diags, t.pos, id, "%s: %s", f->name, tr(problem));
}

bool
load_near_value(struct loader *l, enum diag_id id, const struct field *f,
	struct text t, const char *problem)
{
	load_show(t);
	return diag_at(l->diags, t.pos, id, "%s '%s': %s", f->name, load_shown(l, t), tr(problem));
}

bool
load_as_in(struct loader *l, const struct field *f)
{
	bool sending = l->within && f->sending_example && !strcmp(l->within, "outgoing");

	if (f->type == FIELD_BOOL)
		diag_fix(l->diags, "write '%s: true' or '%s: false'", f->name, f->name);
	else
		diag_fix(l->diags, "write it as in '%s: %s'", f->name,
			sending ? f->sending_example : f->example);
	return false;
}

bool
load_empty(struct loader *l, const struct field *f, struct pos pos)
{
	diag_at(l->diags, pos, DIAG_BAD_VALUE, "'%s' is empty", f->name);
	return load_or_leave(l, f);
}

bool
load_or_leave(struct loader *l, const struct field *f)
{
	if (f->need == NEED_ALWAYS || f->type == FIELD_HOST)
		return load_as_in(l, f);
	return diag_fix(l->diags, "give it a value, or leave '%s' out", f->name);
}

/* The list "'a', 'b', 'c'" of the words of a kind. */
static const char *
word_list(struct loader *l, const char *kind)
{
	const char *list = "", *word;
	size_t n;

	for (n = 0; (word = words_nth(l->words, kind, n)); n++)
		list = text_listed(l->arena, list, word);
	return list;
}

/* The one word of the kind that is a single slip away, or NULL. Words with a
 * number in them are near to others that mean something else. */
static const char *
slip_of(struct loader *l, const char *kind, struct text t)
{
	struct near near = { .key = t.s };
	const char *word;
	size_t n;

	for (n = 0; (word = words_nth(l->words, kind, n)); n++)
		if (!strpbrk(word, "0123456789"))
			near_try(&near, word);
	return near.unique && near.distance == 1 ? near.word : NULL;
}

bool
load_mended(struct loader *l, const struct field *f, struct text t, const char *text)
{
	if (f->type == FIELD_ALIASES)         /* one of a list */
		diag_fix(l->diags, "write '%s'", text);
	else
		diag_fix(l->diags, "write '%s: %s'", f->name, text);
	diag_edit(l->diags, t, text);
	return false;
}

bool
load_unknown_word(struct loader *l, const struct field *f, struct text t)
{
	const char *meant = slip_of(l, f->kind, t);

	if (!meant) {
		diag_at(l->diags, t.pos, DIAG_UNKNOWN_WORD,
			"this is not one of the words for '%s'", f->name);
		return diag_fix(l->diags, "possible words are %s", word_list(l, f->kind));
	}
	load_show(t);
	diag_at(l->diags, t.pos, DIAG_UNKNOWN_WORD, "unknown %s '%s'", f->name, load_shown(l, t));
	diag_fix(l->diags, "did you mean '%s'?", meant);
	diag_edit(l->diags, t, meant);
	return false;
}

const char *
load_word(struct loader *l, const char *kind, struct text t)
{
	return words_find(l->words, kind, t.s, t.len);
}

size_t
load_count(const struct node *node)
{
	const struct node *item;
	size_t n = 0;

	if (node->kind != NODE_LIST)
		return 1;
	for (item = node->first; item; item = item->next)
		n++;
	return n;
}

const struct node *
load_first(const struct node *node)
{
	return node->kind == NODE_LIST ? node->first : node;
}
