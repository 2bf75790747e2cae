/* The types of fields that are lists, or mappings of the user's own names.
 * Used through the table in loadtype.c. */
#include "model/loadtype.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/table.h"
#include "input/node.h"
#include "model/account.h"
#include "model/doubt.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"
#include "model/mend.h"
#include "model/suggest.h"

bool
type_bool(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct text t;
	const char *word, *other;

	if (!load_scalar(l, f, node, &t))
		return false;
	word = load_word(l, f->kind, t);
	if (word)
		load_show(t);
	if (word && node->plain) {
		/* a wrong value is as good as none */
		if (f->given_offset)
			*(bool *)((char *)object + f->given_offset) = true;
		*(bool *)load_member(f, object) = !strcmp(word, "true");
		return true;
	}
	if (!word && (other = load_word(l, "bool-elsewhere", t))) {
		load_near_value(l, DIAG_WRONG_TYPE, f, t, "it takes true or false");
		diag_fix(l->diags, "write '%s: %s'", f->name, other);
		mend_value(l, t, other);
		return false;
	}
	if (!word) {
		diag_at(l->diags, t.pos, DIAG_WRONG_TYPE,
			"'%s' takes true or false, and this is neither", f->name);
		return load_as_in(l, f);
	}
	diag_at(l->diags, t.pos, DIAG_WRONG_TYPE,
		"'%s' takes true or false, found the text '%s'", f->name, load_shown(l, t));
	diag_fix(l->diags, "write '%s: %s'", f->name, word);
	mend_value(l, t, word);
	return false;
}

/* A cell of a table has a list in one text, with ',' or ';' between its items: the list of
 * them. Another node is itself. */
static const struct node *
split_cell(struct loader *l, const struct node *cell)
{
	struct node *list, *item, **end;
	struct text t = cell->text;
	struct literal one;
	size_t at = 0;
	char *s;

	if (cell->kind != NODE_SCALAR || !t.pos.source || !t.pos.source->columns
	    || !strpbrk(t.s, ",;"))
		return cell;
	list = arena_alloc(l->arena, 1, sizeof(*list));
	*list = *cell;
	list->kind = NODE_LIST;
	s = arena_copy(l->arena, t.s, t.len);
	for (t.s = s; *s; s++)
		if (*s == ';')
			*s = ',';
	for (end = &list->first; literal_next((struct literal){ t.s, t.len }, ',', &at, &one); ) {
		one = literal_trim(one);
		if (!one.len)
			continue;
		item = *end = arena_alloc(l->arena, 1, sizeof(*item));
		*item = *cell;
		item->next = NULL;
		item->text = (struct text){ arena_copy(l->arena, one.s, one.len), one.len,
			cell->text.pos, false };
		end = &item->next;
	}
	return list;
}

static void
list_start(struct loader *l, struct text_list *list, size_t n)
{
	list->items = arena_alloc(l->arena, n, sizeof(*list->items));
	list->n = 0;
}

/* In any case of letters: no provider has two mailboxes that differ in it alone. */
static bool
is_new_address(struct arena *a, struct table *known, struct text address)
{
	const char *key = text_lower(a, address.s, address.len);
	void **slot = table_at(a, known, key, address.len);
	bool is_new = !*slot;

	*slot = known;
	return is_new;
}

/* An address alone is a mapping with nothing else. */
static bool
load_alias(struct loader *l, const struct field *f, const struct node *node, struct alias *alias)
{
	struct field email = *f;
	struct text t;

	if (node->kind == NODE_MAP)
		return load_within(l, f, node, alias);
	email.offset = offsetof(struct alias, email);
	if (!load_value(l, f, node, &t) || !type_other_address(l, &email, t, alias))
		return false;
	load_show(t);
	return true;
}

bool
type_aliases(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct alias_list *list = load_member(f, object);
	size_t i, n;
	struct table known = { NULL };
	struct alias *alias;
	bool ok = true;

	node = split_cell(l, node);
	n = load_count(node);
	list->items = arena_alloc(l->arena, n, sizeof(*list->items));
	for (i = 0, node = load_first(node); i < n; i++, node = node->next) {
		alias = &list->items[list->n];
		*alias = (struct alias){ 0 };
		if (!load_alias(l, f, node, alias))
			ok = false;
		else if (is_new_address(l->arena, &known, alias->email))
			list->n++;
	}
	return ok;
}

/* The most mailboxes that the texts of the list, or the one text, can have. */
static size_t
mailboxes_most(const struct node *node)
{
	size_t i, n = load_count(node), most = n;
	const char *at;

	for (i = 0, node = load_first(node); i < n; i++, node = node->next)
		for (at = node->text.s; at && (at = strchr(at, ',')); at++)
			most++;
	return most;
}

bool
type_mailboxes(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct mailbox_list *list = load_member(f, object);
	size_t i, n = load_count(node);
	struct buf out = { 0 };
	struct pos pos = node->text.pos;
	struct text t;
	bool ok = true;

	list->items = arena_alloc(l->arena, mailboxes_most(node), sizeof(*list->items));
	for (i = 0, node = load_first(node); i < n; i++, node = node->next) {
		if (load_value(l, f, node, &t) && check_mailboxes(l, f, t, list))
			load_show(t);
		else
			ok = false;
	}
	for (i = 0; i < list->n; i++) {
		buf_puts(&out, i ? ", " : "");
		mailbox_add(&out, &list->items[i]);
	}
	list->text.pos = pos;
	if (out.len)
		text_take(l->arena, &out, &list->text);
	return ok;
}

/* The ids of findings that can be excused, as a list. */
static const char *
all_findings(struct loader *l)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < DIAG_COUNT; i++)
		if (diag_excusable((enum diag_id)i))
			all = text_listed(l->arena, all, diag_word((enum diag_id)i));
	return all;
}

static bool
unknown_finding(struct loader *l, struct text t)
{
	bool unique;
	enum diag_id meant = suggest_id(t.s, &unique);

	if (meant == DIAG_COUNT) {
		diag_at(l->diags, t.pos, DIAG_UNKNOWN_WORD, "no finding has this id");
		return diag_fix(l->diags, "possible words are %s", all_findings(l));
	}
	load_show(t);
	diag_at(l->diags, t.pos, DIAG_UNKNOWN_WORD, "unknown finding '%s'", load_shown(l, t));
	diag_fix(l->diags, "did you mean '%s'?", diag_word(meant));
	if (unique)
		diag_edit(l->diags, t, diag_word(meant));
	return false;
}

static bool
check_finding(struct loader *l, const struct field *f, struct text t)
{
	enum diag_id id = diag_find(t.s);

	if (id == DIAG_COUNT)
		return unknown_finding(l, t);
	load_show(t);
	if (diag_excusable(id))
		return true;
	diag_at(l->diags, t.pos, DIAG_BAD_VALUE, "'%s' cannot excuse from '%s'", f->name, t.s);
	return diag_fix(l->diags, "correct what is found, and remove the word here");
}

bool
type_allow(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	size_t i, n;
	struct text t;
	bool ok = true;

	(void)object;   /* loadaccount.c has excused the account already */
	node = split_cell(l, node);
	n = load_count(node);
	for (i = 0, node = load_first(node); i < n; i++, node = node->next)
		ok = load_value(l, f, node, &t) && check_finding(l, f, t) && ok;
	return ok;
}

/* Is it a program's name and more, rather than the path of a program? */
static bool
is_line(struct text t)
{
	size_t n = t.s ? strcspn(t.s, " ") : 0;

	return n && t.s[n] && t.s[n + strspn(t.s + n, " ")] && !memchr(t.s, '/', n);
}

static bool
one_word(struct loader *l, const struct field *f, struct pos pos)
{
	diag_at(l->diags, pos, DIAG_BAD_VALUE,
		"'%s' is a list of one word, which is a whole line", f->name);
	return diag_fix(l->diags, "write each word by itself, as in '%s: %s', or leave the brackets"
		" out", f->name, f->example);
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
	if (!node->first->next && is_line(node->first->text))
		return one_word(l, f, node->first->text.pos);
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

/* The shell would run what the command prints. */
static bool
check_command(struct loader *l, const struct field *f, struct text t)
{
	size_t len = t.len, blanks = strspn(t.s, " \t");
	bool dollar = len > 3 && !strncmp(t.s, "$(", 2) && t.s[len - 1] == ')'
		&& !memchr(t.s + 2, '(', len - 3) && !memchr(t.s + 2, ')', len - 3);
	struct text inner = t;

	if (blanks == len)
		return load_empty(l, f, t.pos);
	if (t.s[len - 1] == '|') {
		diag_at(l->diags, t.pos, DIAG_BAD_VALUE, "'%s' ends with '|', where the shell"
			" waits for another command", f->name);
		return diag_fix(l->diags, "leave out the '|' at the end");
	}
	if (!dollar && !(len > 2 && *t.s == '`' && t.s[len - 1] == '`'
	    && !memchr(t.s + 1, '`', len - 2)))
		return true;
	inner.s = arena_copy(l->arena, t.s + 1 + dollar, len - 2 - dollar);
	inner.len = len - 2 - dollar;
	diag_at(l->diags, t.pos, DIAG_BAD_VALUE,
		"'%s' would run the password as a command: it has a command within a command",
		f->name);
	if (text_has_password(inner.s, inner.len))
		diag_fix(l->diags, "write the inner command alone");
	else
		diag_fix(l->diags, "write '%s: %s'", f->name,
			doubt_quoted(l->arena, l->words, inner));
	return false;
}

bool
type_command(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct password *password = object;

	if (node->kind == NODE_LIST)
		return load_argv(l, f, node, &password->argv);
	return load_value(l, f, node, &password->command)
		&& check_command(l, f, password->command);
}

bool
type_attributes(struct loader *l, const struct field *f, const struct node *node, void *object)
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
		if (node->kind == NODE_SCALAR && *node->key->text.s == '-') {
			load_bad_value(l, DIAG_BAD_VALUE, f, node->key->text,
				"a name that begins with '-', which is an option there");
			ok = load_as_in(l, f);
			continue;
		}
		if (!node->bad && (node->kind != NODE_SCALAR || load_is_null(node))) {
			diag_at(l->diags, node->text.pos, DIAG_WRONG_TYPE,
				"each attribute of '%s' has a text, found %s", f->name,
				node_kind_name(node));
			ok = load_as_in(l, f);
			continue;
		}
		if (!load_value(l, f, node->key, &key) || !load_value(l, f, node, &value)) {
			ok = false;
			continue;
		}
		list->items[list->n++] = key;
		list->items[list->n++] = value;
	}
	return ok;
}

