/* Ports that are written with more than their digits, or several at once.
 * Used by the reading of fields in load*.c. */
#include "model/ports.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "input/node.h"
#include "model/address.h"
#include "model/checks.h"
#include "model/loader.h"
#include "model/mend.h"
#include "model/regroup.h"

/* Is what is around the numbers something that is said of ports? */
static bool
is_said_of_ports(struct loader *l, const char *rest)
{
	static const char *const kinds[] = { "security", "security-choice", "port-name",
		"auth", "protocol" };
	static const char *const words[] = { "tcp", "port", "or", "and", "ou", "et", "oder",
		"und" };
	struct text t = { .s = rest, .len = strlen(rest) };
	size_t i;

	t = text_trimmed(l->arena, t);
	while (t.len && strchr("()[]/,;:.-+ ", *t.s))
		t.s++, t.len--;
	while (t.len && strchr("()[]/,;:.-+ ", t.s[t.len - 1]))
		t.len--;
	t.s = arena_copy(l->arena, t.s, t.len);
	for (i = 0; i < countof(words); i++)
		if (text_is_nocase(t, words[i]))
			return true;
	for (i = 0; i < countof(kinds); i++)
		if (load_word(l, kinds[i], t))
			return true;
	return !t.len;
}

enum { PORT_TEXT_MAX = 64 };

size_t
ports_named(struct loader *l, struct text t, unsigned ports[PORTS_MOST])
{
	char *rest = arena_alloc(l->arena, t.len + 1, 1);
	size_t at, digits, n = 0, kept = 0;
	const char *named = load_word(l, "port-name", t);

	if (named) {
		ports[0] = (unsigned)strtoul(named, NULL, 10);
		return 1;
	}
	for (at = 0; at < t.len && t.len <= PORT_TEXT_MAX; at += digits ? digits : 1) {
		digits = strspn(t.s + at, "0123456789");
		if (!digits) {
			rest[kept++] = t.s[at];
			continue;
		}
		if (at && t.s[at - 1] == '.' && strspn(t.s + at, "0") == digits)
			continue;       /* "993.0" */
		if (n == PORTS_MOST || digits > 5 || (n && t.s[at - 1] == '.'))
			return 0;
		ports[n++] = (unsigned)strtoul(t.s + at, NULL, 10);
	}
	rest[kept] = '\0';
	return t.len <= PORT_TEXT_MAX && is_said_of_ports(l, rest) ? n : 0;
}

bool
ports_fix(struct loader *l, const unsigned *ports)
{
	const struct node *host = l->map ? node_find(l->map, "host") : NULL;
	struct text ascii;
	const char *name = l->within ? l->within : "", *before = "{port";

	if (strcmp(name, "incoming") && strcmp(name, "outgoing"))
		return false;
	if (host && host->kind == NODE_SCALAR && !host_check(l->arena, host->text, &ascii))
		before = arena_printf(l->arena, "{host: %s, port", host->text.s);
	diag_fix(l->diags, "write one of them, or a list, as in '%s: [%s: %u}, %s: %u}]'",
		name, before, ports[0], before, ports[1]);
	regroup_ports(l, ports);
	return true;
}

bool
ports_fix_both(struct loader *l, const struct node *map, const struct node *given,
	const struct node *other)
{
	const struct node *first = map->first, *second;
	unsigned ports[PORTS_MOST];

	while (first != given && first != other)
		first = first->next;
	second = first == given ? other : given;
	if (first->kind != NODE_SCALAR || port_check(first->text, &ports[0])
	    || second->kind != NODE_SCALAR || port_check(second->text, &ports[1]))
		return false;
	load_show(other->text);
	if (ports[0] != ports[1])
		return ports_fix(l, ports);
	diag_fix(l->diags, "leave it out, as '%s' is here, too", "port");
	mend_remove(l, map, other);
	return true;
}

bool
ports_fix_list(struct loader *l, const struct node *list)
{
	unsigned ports[PORTS_MOST];
	const struct node *e;
	size_t n = 0;

	for (e = list->first; e && n < PORTS_MOST; e = e->next)
		if (e->kind != NODE_SCALAR || port_check(e->text, &ports[n++]))
			return false;
	return n == PORTS_MOST && !e && ports_fix(l, ports);
}
