/* Keys of other programs whose values do not fit the field they come near to: switches
 * for encryption, commands for passwords, keys that need not be said, keys out of place.
 * Used by load.c when a mapping has no such field. */
#include "model/otherkey.h"

#include <string.h>

#include "base/diag.h"
#include "base/arena.h"
#include "base/lang.h"
#include "input/node.h"
#include "model/address.h"
#include "model/checks.h"
#include "model/doubt.h"
#include "model/fields.h"
#include "model/loader.h"
#include "model/mend.h"
#include "model/regroup.h"
#include "model/suggest.h"

const char *
other_security(struct loader *l, struct text *port)
{
	const struct node *node = l->map ? node_find(l->map, "port") : NULL;

	if (!node || load_is_null(node) || node->kind != NODE_SCALAR)
		return NULL;
	*port = node->text;
	return load_word(l, "security-port", node->text);
}

/* ---- switches ---- */

static bool
is_server(const struct mapping *m)
{
	return field_find(m, "security", strlen("security"));
}

/* What the switch asks for: a security, "none" for off; NULL: the value is no switch's. */
static const char *
switched(struct loader *l, const char *on, struct text value)
{
	const char *word = load_word(l, "bool", value), *meant;
	struct text port;

	if (!word)
		word = load_word(l, "bool-elsewhere", value);
	if (word && !strcmp(word, "false"))
		return "none";
	if (!word && !load_word(l, "security-choice", value))
		return NULL;
	meant = other_security(l, &port);
	return meant ? meant : on;
}

/* Another switch of the mapping, near its beginning, or NULL. */
static const struct node *
other_one(struct loader *l, const struct node *map, const struct node *but)
{
	enum { LOOK_AT = 64 };
	const struct node *e;
	size_t n;

	for (e = map->first, n = 0; e && n < LOOK_AT; e = e->next, n++)
		if (e != but && load_word(l, "security-switch", e->key->text))
			return e;
	return NULL;
}

static bool
is_on(struct loader *l, const struct node *e)
{
	const char *meant = e->kind == NODE_SCALAR ? switched(l, "tls", e->text) : NULL;

	return meant && strcmp(meant, "none") != 0;
}

/* Where the mapping says the security itself: what means the same can go. */
static void
fix_second(struct loader *l, const struct node *map, const struct node *e,
	const struct node *given, const char *meant)
{
	const char *word = NULL;

	if (given->kind == NODE_SCALAR)
		word = load_word(l, "security", given->text);
	diag_fix(l->diags, "leave it out, as 'security' is here, too");
	if (word && !strcmp(word, meant))
		mend_remove(l, map, e);
}

static void
fix_off(struct loader *l, const struct node *map, const struct node *e, const char *on)
{
	if (strcmp(on, "starttls") != 0 && !other_one(l, map, e)) {
		diag_fix(l->diags, "leave it out, or write 'security: none' if nothing is to be"
			" encrypted");
		return;
	}
	diag_fix(l->diags, "leave it out");
	mend_remove(l, map, e);
}

static bool
fix_switch(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *e)
{
	const char *on = load_word(l, "security-switch", e->key->text), *meant;
	const struct node *other;

	if (!on || e->kind != NODE_SCALAR || !(meant = switched(l, on, e->text)))
		return false;
	load_show(e->text);
	if (m ? !is_server(m) : !l->within) {
		diag_fix(l->diags, strcmp(meant, "none") ? "leave it out, or write 'security: %s'"
			" under 'incoming' and 'outgoing'" : "leave it out, or write 'security:"
			" %s' under 'incoming' and 'outgoing' where nothing is encrypted", meant);
	} else if ((other = node_find(map, "security"))) {
		fix_second(l, map, e, other, meant);
	} else if (!strcmp(meant, "none")) {
		fix_off(l, map, e, on);
	} else {
		diag_fix(l->diags, "write 'security: %s'", meant);
		/* of two that are on, the first becomes it */
		other = other_one(l, map, e);
		if (!other || !is_on(l, other) || other->text.pos.line > e->text.pos.line)
			mend_entry(l, e, "security", meant);
	}
	return true;
}

bool
other_switch(struct loader *l, const struct node *e)
{
	return e->key && fix_switch(l, NULL, l->map, e);
}

/* ---- where a password comes from ---- */

/* The same as YAML that can be anywhere. */
static const char *
as_yaml(struct loader *l, struct text t)
{
	t.s = doubt_quoted(l->arena, l->words, t);
	return t.s;
}

/* May a message show it: is it the name of a file or of a variable, and no password? */
static bool
is_source(const char *name, struct text t)
{
	static const char variable[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

	if (!t.len || text_has_password(t.s, t.len))
		return false;
	if (!strcmp(name, "env"))
		return t.s[strspn(t.s, variable)] == '\0';
	return !strcmp(name, "file") && !path_check(t);
}

/* A command may have a password in it: no message shows it, and the edit does without. */
static void
mend_source(struct loader *l, const struct node *e, const char *name)
{
	if (node_find(l->map, "password"))
		return;
	if (is_source(name, e->text))
		mend_entry(l, e, "password", arena_printf(l->arena, "{%s: %s}", name,
			as_yaml(l, e->text)));
	else if (!strcmp(name, "command") && (strchr(e->text.s, ' ') || *e->text.s == '/'))
		mend_inside(l, e, "password", name);
}

static bool
fix_source(struct loader *l, const struct mapping *m, const struct node *e)
{
	const char *name = suggest_name(l->words, e->key->text), *value = "...";
	const struct field *password = field_find(m, "password", strlen("password"));
	const struct mapping *sources;
	bool given = e->kind == NODE_SCALAR && !load_is_null(e);

	if (m->secret || !name || (m != fields_account() && !password))
		return false;
	if (!password)
		password = field_find(field_find(m, "incoming", strlen("incoming"))->mapping,
			"password", strlen("password"));
	sources = password->mapping;
	if (!field_find(sources, name, strlen(name)) || field_find(m, name, strlen(name)))
		return false;
	if (given && is_source(name, e->text))
		value = as_yaml(l, e->text);
	if (m == fields_account())
		diag_fix(l->diags, "write 'password: {%s: %s}' under 'incoming'", name, value);
	else
		diag_fix(l->diags, "write 'password: {%s: %s}'", name, value);
	if (given && m != fields_account())
		mend_source(l, e, name);
	return true;
}

/* ---- what need not be said ---- */

static bool
fix_certificate(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *e)
{
	if (!load_word(l, "certificate-check", e->key->text) || m->secret)
		return false;
	diag_fix(l->diags, "leave it out, as certificates are always checked; for one that no known"
		" authority has signed, write 'tls: {ca_file: FILE}' or 'tls: {fingerprint: ...}'");
	mend_remove(l, map, e);
	return true;
}

static bool
fix_needless(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *e)
{
	static const struct { const char *mapping, *name, *word, *fix; } needless[] = {
		{ "folders", "inbox", NULL, "leave it out: the inbox has one name on all servers" },
		{ "outgoing", "protocol", "smtp", "leave it out: mail is sent with SMTP" },
		{ "outgoing", "type", "smtp", "leave it out: mail is sent with SMTP" },
		{ "outgoing", "proto", "smtp", "leave it out: mail is sent with SMTP" },
	};
	size_t i;

	for (i = 0; i < countof(needless); i++)
		if (!strcmp(m->name, needless[i].mapping)
		    && text_is_nocase(e->key->text, needless[i].name)
		    && (!needless[i].word || (e->kind == NODE_SCALAR
		    && load_word(l, "foreign-protocol", e->text))))
			break;
	if (i == countof(needless))
		return false;
	diag_fix(l->diags, "%s", needless[i].fix);
	mend_remove(l, map, e);
	return true;
}

/* ---- the wrong indentation ---- */

void
other_follow(struct loader *l, const struct mapping *m, const struct node *e)
{
	const struct field *f = field_find(m, e->key->text.s, e->key->text.len);
	const char *name;

	if (f) {
		l->open = f->mapping && load_is_null(e) ? f : NULL;
		return;
	}
	name = l->open ? suggest_name(l->words, e->key->text) : NULL;
	if (!name || !field_find(l->open->mapping, name, strlen(name)))
		l->open = NULL;
}

static bool
fix_indentation(struct loader *l, const struct node *e)
{
	enum { BLANKS = 2 };

	if (!l->open || e->key->in_flow)
		return false;
	diag_fix(l->diags, "indent it by %d more, and it is under '%s'", BLANKS, l->open->name);
	mend_indent(l, e, BLANKS);
	return true;
}

/* ---- a server ---- */

const char *
other_server(struct loader *l, struct text t)
{
	const char *protocol = load_word(l, "protocol", t);
	struct host_parts parts;

	if (protocol)
		return arena_printf(l->arena, "{protocol: %s}", protocol);
	if (!host_parts(l->arena, t, &parts) || parts.user)
		return NULL;
	return parts.port ? arena_printf(l->arena, "{host: %s, port: %u}", parts.host,
		parts.port) : arena_printf(l->arena, "{host: %s}", parts.host);
}

/* Of so many keys at the top others are looked for. */
enum { TOP_KEYS = 64 };

/* The server that the value is of, or NULL. */
static const char *
server_by_value(const struct node *e, const char *field)
{
	static const struct { const char *field, *begins, *server; } values[] = {
		{ "host", "imap", "incoming" }, { "host", "pop", "incoming" },
		{ "host", "smtp", "outgoing" }, { "port", "993", "incoming" },
		{ "port", "143", "incoming" }, { "port", "995", "incoming" },
		{ "port", "110", "incoming" }, { "port", "465", "outgoing" },
		{ "port", "587", "outgoing" }, { "port", "25", "outgoing" },
	};
	size_t i;

	for (i = 0; i < countof(values) && e->kind == NODE_SCALAR; i++)
		if (!strcmp(values[i].field, field)
		    && !strncmp(e->text.s, values[i].begins, strlen(values[i].begins)))
			return values[i].server;
	return NULL;
}

/* The server that a key at the top is of when only one can be meant: the one that the account
 * does not have, when there is a host for it, or the one that it has. NULL: any of them. */
static const char *
only_server(struct loader *l, const struct node *map)
{
	bool in = false, out = false, host = false;
	const struct node *e = map->first;
	const char *server, *name;
	size_t n;

	for (n = 0; e && n < TOP_KEYS; e = e->next, n++) {
		/* right below one of them */
		if (e->next == l->entry && e->kind == NODE_MAP && e->first && e->first->key
		    && !e->first->key->in_flow && (text_is(e->key->text, "incoming")
		    || text_is(e->key->text, "outgoing")))
			return e->key->text.s;
		name = suggest_of_server(l->arena, l->words, e->key->text, &server);
		if (!server && name)
			server = server_by_value(e, name);
		host |= name && !server && !strcmp(name, "host");
		server = server ? server : name;
		in |= server && !strcmp(server, "incoming");
		out |= server && !strcmp(server, "outgoing");
	}
	return in == out ? NULL : in == host ? "outgoing" : "incoming";
}

/* The server that an entry at the top goes under, as the field `name`, which is NULL when it
 * is no field of servers. `only`: the one that is meant when the key says none. */
static const char *
server_of(struct loader *l, const struct node *e, const char *only, const char **name)
{
	const struct mapping *top = fields_account();
	const struct mapping *in = field_find(top, "incoming", strlen("incoming"))->mapping;
	const struct mapping *out = field_find(top, "outgoing", strlen("outgoing"))->mapping;
	const char *server, *field = suggest_of_server(l->arena, l->words, e->key->text, &server);

	*name = field && !field_find(top, field, strlen(field))
		&& field_find(in, field, strlen(field)) ? field : NULL;
	if (!server && *name)
		server = server_by_value(e, field);
	if (server || !*name)
		return server;
	return !field_find(out, field, strlen(field)) || !strcmp(field, "username")
		|| !strcmp(field, "password") ? "incoming" : only;
}

/* The first entry, from this one to another, that goes under the server, too; `same`: as
 * that field. */
static const struct node *
first_for(struct loader *l, const struct node *e, const struct node *to, const char *server,
	const char *only, const char *same)
{
	const char *name, *its;
	size_t n;

	for (n = 0; e && e != to && n < TOP_KEYS; e = e->next, n++) {
		its = server_of(l, e, only, &name);
		if (name && its && !strcmp(its, server) && (!same || !strcmp(name, same)))
			return e;
	}
	return NULL;
}

/* "smtp: smtp.example.com" */
static bool
fix_server(struct loader *l, const struct mapping *m, const struct node *e)
{
	const char *name = suggest_name(l->words, e->key->text), *server;
	const char *field, *its;
	const struct field *f = name ? field_find(m, name, strlen(name)) : NULL;

	if (!f || f->type != FIELD_SERVERS || e->kind != NODE_SCALAR
	    || !(server = other_server(l, e->text)))
		return false;
	diag_fix(l->diags, "write '%s: %s'", name, server);
	if (node_find(l->map, name) || first_for(l, l->map->first, e, name, NULL, NULL))
		return true;
	field = suggest_of_server(l->arena, l->words, e->key->text, &its);
	if (its && !strcmp(field, "host") && first_for(l, e->next, NULL, name, NULL, NULL)
	    && !strstr(server, "port: "))
		regroup_under(l, e, name, field, NULL);
	else
		mend_entry(l, e, name, server);
	return true;
}

/* A field of servers at the top, which may be of any of them. */
static bool
fix_top(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *e)
{
	const char *only = m == fields_account() ? only_server(l, map) : NULL, *name;
	const char *server = server_of(l, e, only, &name);
	const struct node *given = server ? node_find(map, server) : NULL;

	if (m != fields_account() || !name)
		return false;
	if (!server)
		return diag_fix(l->diags, "put it as '%s' under 'incoming' or 'outgoing'", name)
			|| true;
	if ((given && node_find(given, name))
	    || first_for(l, map->first, e, server, only, name))
		return diag_fix(l->diags, "leave it out, as '%s' has '%s' already", server, name)
			|| true;
	if (!strcmp(server, "incoming") && (!strcmp(name, "username")
	    || !strcmp(name, "password")))
		diag_fix(l->diags, "put it as '%s' under 'incoming': 'outgoing' takes it from"
			" there", name);
	else
		diag_fix(l->diags, "put it as '%s' under '%s'", name, server);
	regroup_under(l, e, server, name, first_for(l, map->first, e, server, only, NULL));
	return true;
}

bool
other_key(struct loader *l, const struct mapping *m, const struct node *map,
	const struct node *e)
{
	return fix_indentation(l, e) || fix_needless(l, m, map, e)
		|| fix_certificate(l, m, map, e)
		|| fix_switch(l, m, map, e) || fix_source(l, m, e) || fix_server(l, m, e)
		|| fix_top(l, m, map, e);
}
