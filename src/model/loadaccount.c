/* One YAML document to a struct account: reading by the field table, then what
 * takes a look at the whole. Used by the pipeline. */
#include "model/loadaccount.h"

#include <string.h>

#include "base/diag.h"
#include "input/node.h"
#include "model/account.h"
#include "model/checks.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"
#include "model/loadtype.h"
#include "model/mend.h"
#include "model/suggest.h"

/* Excuses the account before anything is reported. */
static void
apply_allow(const struct node *node, struct diags *diags)
{
	enum diag_id id;
	size_t i, n = load_is_null(node) ? 0 : load_count(node);

	for (i = 0, node = n ? load_first(node) : NULL; i < n; i++, node = node->next) {
		id = node->kind == NODE_SCALAR ? diag_find(node->text.s) : DIAG_COUNT;
		if (id != DIAG_COUNT && diag_excusable(id))
			diags_allow(diags, id);
	}
}

/* The account's own address is no other one, in whatever case of letters. */
static void
strike_own(struct account *a)
{
	struct alias_list *list = &a->aliases;
	size_t i, n = 0;

	for (i = 0; i < list->n; i++)
		if (!text_given(a->email) || !text_is_nocase(list->items[i].email, a->email.s))
			list->items[n++] = list->items[i];
	list->n = n;
}

/* Fills in what has a default that is the same under every rule set. */
static void
complete(struct loader *l, struct account *a)
{
	const struct server *in = account_reads(a, PROTOCOL_UNSET);
	struct server *s;
	size_t i;

	strike_own(a);
	if (!text_given(a->id) && text_given(a->email))
		a->id = id_make(l->arena, a->email);
	if (!text_given(a->description))
		a->description = in && text_given(in->description) ? in->description
			: a->email_given;
	for (i = 0; (s = account_server(a, i)); i++)
		if (!s->auth && account_oauth2(a, s))
			s->auth = AUTH_OAUTH2;
	for (i = 0; in && (s = account_server(a, i)); i++) {
		if (!text_given(s->username))
			s->username = in->username;
		if (!s->password.given)
			s->password = in->password;
	}
}

/* How many keys of the mapping are fields of an account, or other names for one. */
static size_t
fields_in(struct loader *l, const struct node *map)
{
	const struct field *f;
	const struct node *e;
	const char *name;
	size_t n = 0;

	for (e = map->kind == NODE_MAP ? map->first : NULL; e; e = e->next) {
		name = suggest_name(l->words, e->key->text);
		f = name ? field_find(fields_account(), name, strlen(name)) : NULL;
		n += f && (e->kind == NODE_SCALAR || f->mapping);
	}
	return n;
}

/* The account below keys that say that it is one, or in a list; itself where there is none.
 * The depth of a document bounds the search. */
static struct node *
account_within(struct loader *l, struct node *node)
{
	struct node *inner = node;

	while (inner && (inner->kind == NODE_LIST || (inner->kind == NODE_MAP
	    && !fields_in(l, inner) && inner->first && !inner->first->bad)))
		inner = inner->first;
	return inner && inner != node && fields_in(l, inner) > 1 ? inner : node;
}

/* The account, and a report where it is not at the top of its document: what is in it is
 * looked at as if it were. */
static struct node *
unwrapped(struct loader *l, struct node *root, bool *wrapped)
{
	struct node *inner = account_within(l, root);
	const struct node *key = root->kind == NODE_MAP && root->first ? root->first->key : NULL;

	*wrapped = inner != root;
	if (!*wrapped)
		return root;
	if (!key) {
		diag_at(l->diags, root->text.pos, DIAG_WRONG_TYPE,
			"an account is a mapping, found %s", node_kind_name(root));
		diag_fix(l->diags, "write each account as a document of its own, with a line '---'"
			" between them and without the '-' before its fields");
		return inner;
	}
	load_show(key->text);
	diag_at(l->diags, key->text.pos, DIAG_UNKNOWN_FIELD, "the fields of the account are below"
		" '%s', and not at the top of the document", load_shown(l, key->text));
	if (inner != root->first || root->first->next) {
		diag_fix(l->diags, "write each account as a document of its own, with a line '---'"
			" between them and its fields at the top");
		return inner;
	}
	diag_fix(l->diags, "leave '%s:' out", load_shown(l, key->text));
	mend_unwrap(l, inner);
	return inner;
}

bool
account_load(struct arena *arena, const struct words *words, struct node *root,
	struct account *a, struct diags *diags)
{
	struct loader l = { .arena = arena, .words = words, .types = field_readers, .diags = diags,
		.written = &a->written };
	bool ok, wrapped = false;

	*a = (struct account){ .pos = root->text.pos, .keep = true };
	root = unwrapped(&l, root, &wrapped);
	if (root->kind != NODE_MAP) {
		diag_at(diags, root->text.pos, DIAG_WRONG_TYPE,
			"an account is a mapping, found %s", node_kind_name(root));
		diag_fix(diags, "begin with 'name:' and 'email:'");
		a->bad = true;
		return false;
	}
	apply_allow(node_find(root, "allow"), diags);
	ok = load_fields(&l, fields_account(), root, a);
	a->server_misspelt = load_misspelt(&l, fields_account(), root, "incoming")
		|| load_misspelt(&l, fields_account(), root, "outgoing");
	complete(&l, a);
	a->bad = !ok || wrapped;
	return !a->bad;
}
