/* Edits that put together what an account file says of one server.
 * Used by the reading of fields in load*.c. */
#include "model/regroup.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/node.h"
#include "model/loader.h"
#include "model/suggest.h"

enum { BLANKS = 2 };

static size_t
line_start(const struct source *s, size_t at)
{
	while (at && s->bytes[at - 1] != '\n')
		at--;
	return at;
}

static size_t
line_end(const struct source *s, size_t at)
{
	while (at < s->len && !strchr("\r\n", s->bytes[at]))
		at++;
	return at;
}

/* Where the key begins with its quotes; false when it is not spelt as it is. */
static bool
key_span(const struct node *e, size_t *from, size_t *to)
{
	return e->key && source_spelling(e->key->text, from, to)
		&& !(*from && strchr("\"'", e->key->text.pos.source->bytes[*from - 1]));
}

/* ---- two ports ---- */

/* The entry as it is written, and where it ends; a list of ports, too. */
static bool
entry_span(const struct node *e, size_t *from, size_t *to)
{
	const struct source *s = e->key->text.pos.source;
	size_t at;

	if (!key_span(e, from, &at) || e->text.pos.line != e->key->text.pos.line)
		return false;
	if (e->kind == NODE_SCALAR)
		return source_value(e->text.pos, &at, to);
	at += strspn(s->bytes + at, ": ");
	*to = at + strcspn(s->bytes + at, "]\n") + 1;
	return s->bytes[at] == '[' && *to <= s->len && s->bytes[*to - 1] == ']';
}

/* May it be written once more: is it surely nothing secret? */
static bool
can_repeat(const struct node *e)
{
	static const char *const names[] = { "host", "protocol", "security", "auth", "username" };
	const struct word_list known = { names, countof(names) };

	return e->kind == NODE_SCALAR && words_have(&known, e->key->text.s);
}

/* Are there only blanks, line ends and, in braces, a comma? */
static bool
is_between(const struct source *s, size_t from, size_t to, bool flow)
{
	for (; from < to; from++)
		if (!strchr(flow ? " ," : " \r\n", s->bytes[from]))
			return false;
	return true;
}

/* The security goes with the ports that are for it. */
static bool
goes_with(struct loader *l, const struct node *e, unsigned port)
{
	const char *number = arena_printf(l->arena, "%u", port);
	const char *usual = load_word(l, "security-port",
		(struct text){ .s = number, .len = strlen(number) });
	const char *meant = load_word(l, "security", e->text);

	return !usual || (meant && !strcmp(usual, meant));
}

/* One server of the list; false when what it says cannot be put there. */
static bool
put_server(struct loader *l, unsigned port, const char *between, struct buf *out)
{
	const struct source *s = l->entry->key->text.pos.source;
	const struct node *e;
	const char *sep = "";
	size_t from = 0, to = 0;

	for (e = l->map->first; e; e = e->next) {
		if (e != l->entry && text_is(e->key->text, "port"))
			continue;       /* which is the other one */
		if (e != l->entry && (!can_repeat(e) || !entry_span(e, &from, &to)))
			return false;
		if (!strcmp(e->key->text.s, "security") && !goes_with(l, e, port))
			continue;
		buf_puts(out, sep);
		if (e == l->entry)
			buf_printf(out, "port: %u", port);
		else
			buf_add(out, s->bytes + from, to - from);
		sep = between;
	}
	return true;
}

/* Where the entries of the map are, when nothing else is between them. */
static bool
map_span(const struct loader *l, size_t *first, size_t *end)
{
	const struct source *s = l->entry->key->text.pos.source;
	bool flow = l->entry->key->in_flow;
	const struct node *e;
	size_t from, to;

	for (e = l->map->first; e; e = e->next) {
		if (!entry_span(e, &from, &to)
		    || (e != l->map->first && !is_between(s, *end, from, flow)))
			return false;
		if (e == l->map->first)
			*first = from;
		*end = to;
	}
	return flow || is_between(s, *end, line_end(s, *end), false);
}

void
regroup_ports(struct loader *l, const unsigned ports[2])
{
	const struct source *s = l->entry->key->text.pos.source;
	const char *between = ", ", *begin = "[{", *middle = "}, {", *finish = "}]";
	bool flow = l->entry->key->in_flow;
	struct buf out = { 0 };
	size_t from = 0, to = 0, line;
	int blanks;

	if (!s || !map_span(l, &from, &to))
		return;
	line = line_start(s, from);
	blanks = (int)(from - line);
	if (flow) {
		while (from && s->bytes[from - 1] == ' ')
			from--;
		to += strspn(s->bytes + to, " ");
		if (from < 3 || s->bytes[from - 1] != '{' || strncmp(s->bytes + from - 3, ": {", 3)
		    || to == s->len || s->bytes[to] != '}')
			return;
		from--;
		to++;
	} else if (is_between(s, line, from, false)) {
		between = arena_printf(l->arena, "\n%*s", blanks + BLANKS, "");
		begin = "- ";
		middle = arena_printf(l->arena, "\n%*s- ", blanks, "");
		finish = "";
	} else {
		return;         /* the item of a list */
	}
	buf_puts(&out, begin);
	if (put_server(l, ports[0], between, &out)) {
		buf_puts(&out, middle);
		if (put_server(l, ports[1], between, &out)) {
			buf_puts(&out, finish);
			diag_replace(l->diags, s, from, to, out.s);
		}
	}
	buf_free(&out);
}

/* ---- what is at the top ---- */

/* Is all in it surely no password? The depth of a document bounds the recursion. */
static bool
is_open(struct loader *l, const struct node *node)
{
	static const char *const names[] = {
		"host", "port", "protocol", "security", "auth", "username", "name", "email",
		"provider", "id", "description", "organization", "incoming", "outgoing",
	};
	const struct word_list known = { names, countof(names) };
	const struct node *e;
	const char *name, *server;

	for (e = node->first; e; e = e->next) {
		name = e->key ? suggest_of_server(l->arena, l->words, e->key->text, &server)
			: "id";
		if (!name || !words_have(&known, name) || !is_open(l, e))
			return false;
	}
	return true;
}

/* The line that the entry is, and its value there; false when it is more, or less. */
static bool
line_span(const struct node *e, size_t *from, size_t *to)
{
	const struct source *s = e->key->text.pos.source;
	size_t end;

	if (e->kind != NODE_SCALAR || e->key->in_flow || !key_span(e, from, &end)
	    || e->text.pos.line != e->key->text.pos.line || line_start(s, *from) != *from
	    || !source_value(e->text.pos, &end, to))
		return false;
	return is_between(s, *to, line_end(s, *to), false);
}

/* The entries from this one up to another are surely no passwords. */
static bool
are_open(struct loader *l, const struct node *from, const struct node *to)
{
	enum { LOOK_AT = 64 };
	struct node around = { .kind = NODE_MAP };
	struct node one;
	size_t n;

	for (n = 0; from && from != to && n < LOOK_AT; from = from->next, n++) {
		one = *from;
		one.next = NULL;
		around.first = &one;
		if (!is_open(l, &around))
			return false;
	}
	return from == to;
}

/* An entry on its way into a server that the account has. */
struct move {
	const struct source *s;
	size_t line, value, end, next;  /* of the entry: its line, its value, the next line */
	const char *said;               /* "port: 993" */
};

/* Into one with a '{' and a '}', which is before it or after it. */
static void
move_into_braces(struct loader *l, const struct move *m, bool before, size_t from, size_t first)
{
	const struct source *s = m->s;
	size_t at = from;

	if (strcspn(s->bytes + m->value, ",[]{}\n") < m->end - m->value)
		return;
	if (!before) {
		diag_replace(l->diags, s, m->line, first, arena_printf(l->arena, "%.*s%s, ",
			(int)(first - m->next), s->bytes + m->next, m->said));
		return;
	}
	while (at && strchr(" \r\n", s->bytes[at - 1]))
		at--;
	if (at && s->bytes[at - 1] == '}')
		diag_replace(l->diags, s, at - 1, m->next, arena_printf(l->arena, ", %s%.*s",
			m->said, (int)(m->line - at + 1), s->bytes + at - 1));
}

static void
move(struct loader *l, const struct node *e, const struct node *to, const char *name)
{
	const struct node *after = to->next, *x = to;
	struct move m = { .s = e->key->text.pos.source };
	size_t first, from, end;
	bool before = false;

	while (x && x != e)
		x = x->next;
	before = x == e;
	if (!line_span(e, &m.line, &m.end) || !source_value(e->text.pos, &m.value, &end)
	    || !key_span(to->first, &first, &end)
	    || !(before ? are_open(l, after, e) && key_span(after, &from, &end)
	    : are_open(l, e->next, to)) || !are_open(l, e, e->next))
		return;
	m.next = line_end(m.s, m.end);
	m.next += m.next < m.s->len && m.s->bytes[m.next] == '\r';
	m.next += m.next < m.s->len;
	m.said = arena_printf(l->arena, "%s: %.*s", name, (int)(m.end - m.value),
		m.s->bytes + m.value);
	from = before ? line_start(m.s, from) : 0;
	if (to->first->key->in_flow)
		move_into_braces(l, &m, before, from, first);
	else if (before)
		diag_replace(l->diags, m.s, from, m.next, arena_printf(l->arena, "%*s%s\n%.*s",
			(int)to->first->key->text.pos.column - 1, "", m.said, (int)(m.line - from),
			m.s->bytes + from));
	else
		diag_replace(l->diags, m.s, m.line, first, arena_printf(l->arena, "%.*s%s\n%*s",
			(int)(first - m.next), m.s->bytes + m.next, m.said,
			(int)to->first->key->text.pos.column - 1, ""));
}

/* The entry before this one. */
static const struct node *
entry_before(const struct node *map, const struct node *e)
{
	const struct node *x = map->first;

	while (x && x->next != e)
		x = x->next;
	return x;
}

void
regroup_under(struct loader *l, const struct node *e, const char *server, const char *name,
	const struct node *first)
{
	const struct node *to = node_find(l->map, server), *before = entry_before(l->map, e);
	const struct source *s = e->key->text.pos.source;
	size_t from, end, value;

	if (e->key->in_flow || !source_begins_line(e->key->text.pos)
	    || !key_span(e, &from, &end) || line_start(s, from) != from)
		return;
	if (to && (to->kind != NODE_MAP || !to->first || to->first->key->text.pos.source != s))
		return;
	if (to && !(before == to && !to->first->key->in_flow
	    && to->first->key->text.pos.line > to->key->text.pos.line)) {
		move(l, e, to, name);
		return;
	}
	/* only the key changes: what is in the line may be a password */
	if (e->text.pos.line != e->key->text.pos.line || (e->kind == NODE_SCALAR
	    ? !source_value(e->text.pos, &value, &value) : !e->first || !e->first->key
	    || !e->first->key->in_flow))
		return;
	if (to)
		diag_replace(l->diags, s, from, end, arena_printf(l->arena, "%*s%s",
			(int)to->first->key->text.pos.column - 1, "", name));
	else if (!first)
		diag_replace(l->diags, s, from, end, strncasecmp(e->key->text.s, "pop", 3)
			? arena_printf(l->arena, "%s:\n%*s%s", server, BLANKS, "", name)
			: arena_printf(l->arena, "%s:\n%*s%s: %s\n%*s%s", server, BLANKS, "",
			"protocol", "pop", BLANKS, "", name));
}
