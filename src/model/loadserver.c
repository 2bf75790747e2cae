/* The types of fields that are servers, and their passwords.
 * Used through the table in loadtype.c. */
#include "model/loadtype.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "input/node.h"
#include "model/account.h"
#include "model/doubt.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"
#include "model/words.h"

/* How many sources of a password or a text the mapping has. */
static size_t
count_sources(const struct mapping *m, const struct node *map)
{
	const struct field *f;
	size_t n = 0;

	for (f = m->fields; f < m->fields + m->n; f++)
		n += f->source && !load_is_null(node_find(map, f->name));
	return n;
}

/* '~' alone is YAML's null, and may have been meant for the home folder. */
static bool
load_home_file(struct loader *l, const struct node *map)
{
	const struct node *file = node_find(map, "file");

	if (!file || !text_is(file->text, "~"))
		return false;
	diag_at(l->diags, file->text.pos, DIAG_BAD_VALUE,
		"'file' names no file: '~' alone is YAML's word for nothing");
	diag_fix(l->diags, "write the whole path, as in 'file: ~/.mail-password'");
	return true;
}

bool
load_one_source(struct loader *l, const struct field *f, const struct node *node, bool ok)
{
	size_t sources = count_sources(f->mapping, node);
	const struct field *source;
	const char *all = "";

	if (sources == 1 || (!sources && !ok))
		return ok;
	if (!sources && load_home_file(l, node))
		return false;
	diag_at(l->diags, node->text.pos, DIAG_BAD_VALUE, sources
		? "'%s' names %zu sources" : "'%s' names no source", f->name, sources);
	if (!sources)
		return load_as_in(l, f);
	for (source = f->mapping->fields; source < f->mapping->fields + f->mapping->n; source++)
		if (source->source)
			all = text_listed(l->arena, all, source->name);
	return diag_fix(l->diags, "give exactly one of %s", all);
}

bool
type_password(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct password *password = load_member(f, object);
	bool ok;

	if (node->kind == NODE_LIST)
		return load_wrong_type(l, f, node);
	if (node->kind == NODE_SCALAR) {
		if (!load_value(l, f, node, &password->value))
			return false;
		doubt_password(l, f, password->value);
		return true;
	}
	ok = load_fields(l, f->mapping, node, password);
	return load_one_source(l, f, node, ok);
}

bool
type_signature(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	return node->kind == NODE_MAP ? load_one_source(l, f, node,
		load_within(l, f, node, load_member(f, object))) : load_wrong_type(l, f, node);
}

/* The mechanism that `auth` names in place of one of its own words. */
static const char *
named_mechanism(struct loader *l, const struct node *auth)
{
	if (load_is_null(auth) || auth->kind != NODE_SCALAR || load_word(l, "auth", auth->text))
		return NULL;
	return load_word(l, "mechanism", auth->text);
}

/* Makes `auth` and `mechanism` agree: each may replace the other. */
static bool
settle_auth(struct loader *l, struct server *s, const struct node *map)
{
	const struct node *given = node_find(map, "auth");
	const char *named = named_mechanism(l, given), *usual;
	enum auth auth;

	if (!text_given(s->mechanism)) {
		usual = words_alias(l->words, "mechanism-of-auth", auth_word(s->auth), 0);
		if (named && !(usual && !strcmp(named, usual)))
			s->mechanism = (struct text){ .s = named,
				.len = strlen(named), .pos = given->text.pos };
		return true;
	}
	auth = auth_of_mechanism(l, s->mechanism.s);
	if (load_is_null(given)) {
		s->auth = auth;
		s->auth_pos = s->mechanism.pos;
	}
	if (!s->auth || (s->auth == auth && (!named || text_is(s->mechanism, named))))
		return true;
	diag_at(l->diags, s->mechanism.pos, DIAG_BAD_VALUE,
		"mechanism '%s' does not belong to auth '%s'", s->mechanism.s,
		load_shown(l, given->text));
	return diag_fix(l->diags, "write 'auth: %s', or leave 'mechanism' out", auth_word(auth));
}

/* The protocol of an outgoing server is not for the account to say. */
static bool
load_one_server(struct loader *l, const struct field *f, const struct node *node,
	struct server *s)
{
	enum protocol protocol = strcmp(f->name, "outgoing") ? PROTOCOL_UNSET : PROTOCOL_SMTP;
	struct pos pos = node->text.pos;
	bool ok;

	*s = (struct server){ .protocol = protocol, .pos = pos,
		.protocol_pos = pos, .port_pos = pos, .security_pos = pos,
		.auth_pos = pos };
	if (node->kind != NODE_MAP) {
		s->bad = true;
		return load_wrong_type(l, f, node);
	}
	l->server = pos;
	ok = load_within(l, f, node, s);
	l->server = (struct pos){ 0 };
	ok = settle_auth(l, s, node) && ok;
	s->bad = !ok;
	return ok;
}

bool
type_servers(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct server_list *list = load_member(f, object);
	const struct node *item = load_first(node);
	bool ok = true;
	size_t i;

	list->n = load_count(node);
	list->items = arena_alloc(l->arena, list->n, sizeof(*list->items));
	if (!list->n)
		return load_empty(l, f, node->text.pos);
	for (i = 0; i < list->n; i++, item = item->next)
		ok = load_one_server(l, f, item, &list->items[i]) && ok;
	return ok;
}

