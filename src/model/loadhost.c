/* The types of fields that are a host or a port.
 * Used through the table in loadtype.c. */
#include "model/loadtype.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "input/node.h"
#include "model/address.h"
#include "model/checks.h"
#include "model/doubt.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"
#include "model/mend.h"
#include "model/ports.h"

/* ---- hosts ---- */

static bool
lacks(struct loader *l, const char *name)
{
	return l->map && load_is_null(node_find(l->map, name));
}

/* What the text has besides a host, as entries that the mapping lacks. */
static struct word_list
other_entries(struct loader *l, const struct host_parts *parts)
{
	struct word_list more = { NULL, 0 };
	const char *security = parts->scheme ? load_word(l, "security", (struct text){
		.s = parts->scheme, .len = strlen(parts->scheme) }) : NULL;
	bool server = l->within && strcmp(l->within, "proxy") != 0;

	if (parts->port && lacks(l, "port"))
		words_add(l->arena, &more, arena_printf(l->arena, "port: %u", parts->port));
	if (server && security && lacks(l, "security"))
		words_add(l->arena, &more, arena_printf(l->arena, "security: %s", security));
	if (server && parts->user && lacks(l, "username"))
		words_add(l->arena, &more, arena_printf(l->arena, "username: %s", parts->user));
	return more;
}

/* A port, or the security of a URL, that does not go with the port that is given; only a
 * person can tell which is right. */
static bool
contradicts(struct loader *l, const struct host_parts *parts)
{
	const struct node *given = l->map ? node_find(l->map, "port") : NULL;
	const char *usual, *security = NULL;
	unsigned port;

	if (!given || given->kind != NODE_SCALAR || port_check(given->text, &port))
		return false;
	if (parts->port && parts->port != port)
		return diag_fix(l->diags, "write 'host: %s', and the right one of the two ports,"
			" %u and %u, as 'port'", parts->host, parts->port, port), true;
	usual = load_word(l, "security-port", given->text);
	if (parts->scheme)
		security = load_word(l, "security", (struct text){ .s = parts->scheme,
			.len = strlen(parts->scheme) });
	if (!usual || !security || !strcmp(usual, security))
		return false;
	return diag_fix(l->diags, "write 'host: %s'; '%s' is not for port %u: write another"
		" 'port' if it is meant", parts->host, parts->scheme, port), true;
}

static bool
mended_host(struct loader *l, const struct field *f, struct text t,
	const struct host_parts *parts)
{
	struct word_list more = other_entries(l, parts);
	const char *all = arena_printf(l->arena, "'%s: %s'", f->name, parts->host);
	size_t i;

	for (i = 0; i < more.n; i++)
		all = arena_printf(l->arena, "%s, '%s'", all, more.items[i]);
	diag_fix(l->diags, more.n ? "write these in its place: %s" : "write %s", all);
	if (more.n)
		mend_value_more(l, t, parts->host, more);
	else
		diag_edit(l->diags, t, parts->host);
	return false;
}

/* Is the whole text surely no password, so that a message may show it? */
static bool
is_seen(struct loader *l, struct text t, const struct host_parts *parts)
{
	return !parts->user && (parts->host || host_is_seen(l->arena, t));
}

/* A port's name behind the host becomes its number. */
static struct text
numbered(struct loader *l, struct text t)
{
	const char *colon = strrchr(t.s, ':'), *number, *s;

	if (!colon || !colon[1])
		return t;
	number = load_word(l, "port-name", (struct text){ .s = colon + 1,
		.len = t.len - (size_t)(colon + 1 - t.s) });
	if (!number)
		return t;
	s = arena_printf(l->arena, "%.*s%s", (int)(colon + 1 - t.s), t.s, number);
	return (struct text){ s, strlen(s), t.pos, t.secret };
}

bool
type_host(struct loader *l, const struct field *f, struct text t, void *object)
{
	struct text *host = load_member(f, object), bare = t;
	struct host_parts parts;
	const char *problem = host_check(l->arena, t, host), *around;

	if (!problem) {
		host->pos = t.pos;
		return true;
	}
	around = doubt_trim(&bare);
	if (!host_parts(l->arena, numbered(l, bare), &parts))
		parts.host = NULL;
	if (around && parts.host && !host_check(l->arena, bare, host))
		problem = around;
	(is_seen(l, t, &parts) ? load_near_value : load_bad_value)(l, DIAG_BAD_HOST, f, t,
		problem);
	if (!parts.host)
		return load_as_in(l, f);
	return !contradicts(l, &parts) && mended_host(l, f, t, &parts);
}

/* ---- ports ---- */

/* "port: SSL" of a server: says, after a report, where that belongs. */
static bool
says_security(struct loader *l, struct text t)
{
	const char *security = load_word(l, "security", t);

	if (!security || !strcmp(security, "none") || !l->entry || !l->map || !l->within
	    || !strcmp(l->within, "proxy"))
		return false;
	if (!lacks(l, "security")) {
		mend_remove(l, l->map, l->entry);
		diag_fix(l->diags, "leave '%s' out, and the rule set says it", "port");
		return true;
	}
	mend_entry(l, l->entry, "security", security);
	diag_fix(l->diags, "write 'security: %s' in its place, and the rule set says the port",
		security);
	return true;
}

bool
type_port(struct loader *l, const struct field *f, struct text t, void *object)
{
	enum { PORT_MAX_DIGITS = 5 };
	const char *problem = port_check(t, load_member(f, object)), *port;
	unsigned ports[PORTS_MOST] = { 0 };
	struct text bare = t;
	size_t n;

	if (!problem)
		return true;
	doubt_trim(&bare);
	bare.s = arena_copy(l->arena, bare.s, bare.len);
	n = ports_named(l, bare, ports);
	(n || (t.len <= PORT_MAX_DIGITS && strspn(t.s, "0123456789") == t.len)
		? load_near_value : load_bad_value)(l, DIAG_BAD_PORT, f, t, problem);
	if (n == PORTS_MOST && ports_fix(l, ports))
		return false;
	if (!n && says_security(l, bare))
		return false;
	if (n == 1 && *t.s == '-' && ports[0] == 1)
		ports[0] = 0;           /* "the usual one", elsewhere */
	if (n == 1 && !ports[0] && l->entry && l->map) {
		mend_remove(l, l->map, l->entry);
		return diag_fix(l->diags, "leave '%s' out, and the rule set says it", f->name);
	}
	if (n != 1 || ports[0] > 65535)
		return load_as_in(l, f);
	port = arena_printf(l->arena, "%u", ports[0]);
	diag_fix(l->diags, "write '%s: %s'", f->name, port);
	diag_edit(l->diags, t, port);
	return false;
}
