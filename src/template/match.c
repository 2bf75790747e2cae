/* Templates read backwards: from what was written to what it was written from.
 * Used by client/solve.c on the values that a client says it read. */
#include "template/match.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "quote/quote.h"
#include "template/tag.h"

/* A longer text, or one of more entries, is not what anybody has in an account. */
enum { TEXT_MAX = 16384, ENTRIES_MAX = 256 };

/* A section that the walk is in: of the view itself both names are "". */
struct scope {
	const struct scope *up;
	const char *path, *place;
};

/* Where the walk is, and what it has still to do after the tags. */
struct walk {
	const struct tag *tag;
	const struct scope *scope;
	const char *at, *end;
	bool quoting;                   /* in a section that is quoted as a whole */
	const struct rest *rest;
};

struct rest {
	struct walk next;               /* but for where it is */
	const struct tag *list;         /* it may begin with another entry; or NULL */
	const char *from;               /* of the entry that ends here */
	struct scope entries;           /* of the list: its names, and whose it is */
	size_t n;                       /* entries there were */
	bool whole;                     /* the text ended here, and goes on as it did before */
};

/* A name as written. */
struct named {
	const char *path, *place;
	struct name_info info;
};

static bool walk(struct match *, struct walk, const void *said);

static const char *
below(struct match *m, const char *outer, const char *name, size_t len)
{
	return arena_printf(m->arena, "%s%s%.*s", outer, *outer ? "." : "", (int)len, name);
}

/* As rendering does it: the innermost section that has the first word has the name. */
static bool
find_name(struct match *m, const struct scope *scope, const char *name, struct named *out)
{
	size_t head = strcspn(name, "."), len = strlen(name);

	if (!strcmp(name, "."))
		name = "", head = len = 0;
	for (; scope; scope = scope->up) {
		out->path = head ? below(m, scope->path, name, head) : scope->path;
		if (m->find(m->context, out->path).kind == NAME_UNKNOWN)
			continue;
		out->path = head ? below(m, scope->path, name, len) : scope->path;
		out->place = head ? below(m, scope->place, name, len) : scope->place;
		out->info = m->find(m->context, out->path);
		return out->info.kind != NAME_UNKNOWN;
	}
	return false;
}

static bool
go_on(struct match *m, struct walk w, const void *said)
{
	w.tag = w.tag->next;
	return walk(m, w, said);
}

/* Says it, where it can be, and goes on. */
static bool
go_with(struct match *m, struct walk w, const void *said, const char *place, enum said what,
	struct literal text)
{
	said = m->with(m->context, said, place, what, text);
	return said && walk(m, w, said);
}

static bool
walk_text(struct match *m, struct walk w, const void *said)
{
	if (w.tag->text.len > (size_t)(w.end - w.at)
	    || memcmp(w.at, w.tag->text.s, w.tag->text.len) != 0)
		return false;
	w.at += w.tag->text.len;
	return go_on(m, w, said);
}

/* Nothing is there: what of the name may be absent is, the last part of it first. */
static bool
walk_absent(struct match *m, struct walk w, const void *said, const struct named *n)
{
	size_t path = strlen(n->path), place = strlen(n->place);
	struct walk next = w;
	const char *outer;

	next.tag = w.tag->next;
	if (go_with(m, next, said, n->place, SAID_TEXT, LITERAL("")))
		return true;
	while (path) {
		outer = arena_copy(m->arena, n->path, path);
		if (m->find(m->context, outer).optional && go_with(m, next, said,
		    arena_copy(m->arena, n->place, place), SAID_FALSE, LITERAL("")))
			return true;
		while (path && n->path[--path] != '.')
			;
		while (place && n->place[--place] != '.')
			;
	}
	return false;
}

/* Is it what the styles write? *plain is what they wrote it from. */
static bool
undo(struct match *m, struct chain chain, struct literal written, struct literal *plain)
{
	struct buf out = { 0 };
	bool ok = true;
	size_t i;

	*plain = written;
	for (i = chain.n; i > 0 && ok; i--) {
		if (!strcmp(style_name(chain.styles[i - 1]), "raw"))
			continue;
		out = (struct buf){ 0 };
		ok = quote_undo(chain.styles[i - 1], plain->s, plain->len, &out);
		*plain = literal_take(m->arena, &out);
	}
	return ok;
}

/* What follows a text that ends at `end` cannot begin with these bytes. */
static bool
ends_wrong(struct walk w, const char *end)
{
	const struct tag *next = w.tag->next;

	return next && next->kind == TAG_TEXT && next->text.len
		&& (end == w.end || *end != *next->text.s);
}

/* The tags of a name that others make, then what is after it. */
static bool
walk_made(struct match *m, struct walk w, const void *said, const struct template *t,
	const char *inner)
{
	struct scope top = { NULL, "", "" }, in = { &top, inner, inner };
	struct rest rest = { .next = w };

	rest.next.tag = w.tag->next;
	return walk(m, (struct walk){ template_tags(t), inner ? &in : &top, w.at, w.end, false,
		&rest }, said);
}

/* A text that a style wrote, and which others make: all of it is theirs. */
static bool
walk_made_whole(struct match *m, struct walk w, const void *said, const struct template *t,
	const char *inner, struct literal plain, const char *behind)
{
	struct scope top = { NULL, "", "" }, in = { &top, inner, inner };
	struct rest rest = { .next = w, .whole = true };

	rest.next.tag = w.tag->next;
	rest.next.at = behind;
	return walk(m, (struct walk){ template_tags(t), inner ? &in : &top, plain.s,
		plain.s + plain.len, false, &rest }, said);
}

static bool
walk_name(struct match *m, struct walk w, const void *said)
{
	struct chain chain = w.quoting && !w.tag->styled ? (struct chain){ NULL, 0 }
		: w.tag->chain;
	const struct template *made;
	const char *inner = NULL, *end;
	struct walk next = w;
	struct literal plain;
	struct named n;

	if (!find_name(m, w.scope, w.tag->name, &n))
		return false;
	made = m->made(m->context, n.path, &inner);
	if (made && !w.tag->styled)
		return walk_made(m, w, said, made, inner);
	if (!made && walk_absent(m, w, said, &n))
		return true;
	next.tag = w.tag->next;
	for (end = w.at; end <= w.end && *m->steps; end++) {
		(*m->steps)--;
		if ((end == w.at && !made) || ends_wrong(w, end)
		    || !undo(m, chain, (struct literal){ w.at, (size_t)(end - w.at) }, &plain))
			continue;
		next.at = end;
		if (made ? walk_made_whole(m, w, said, made, inner, plain, end)
		    : go_with(m, next, said, n.place, SAID_TEXT, plain))
			return true;
	}
	return false;
}

static const char *
entry_place(struct match *m, const char *list, size_t n)
{
	return arena_printf(m->arena, "%s[%zu]", list, n);
}

/* The list has ended, or has one more entry. */
static bool
walk_list(struct match *m, const struct rest *r, const char *at, const char *end,
	const void *said)
{
	const char *place = entry_place(m, r->entries.place, r->n + 1);
	struct scope entry = { r->next.scope, r->entries.path, place };
	struct rest next = *r;
	struct walk w = r->next;

	w.at = at;
	w.end = end;
	if (go_with(m, w, said, place, SAID_FALSE, LITERAL("")))
		return true;
	if (r->n == ENTRIES_MAX)
		return false;
	next.n++;
	next.from = at;
	return go_with(m, (struct walk){ r->list->body, &entry, at, end, r->next.quoting, &next },
		said, place, SAID_TRUE, LITERAL(""));
}

/* May it be both, as a section sees it? What is always there is true. */
static bool
may_be(const struct named *n, bool yes)
{
	return yes || n->info.optional || n->info.kind == NAME_FLAG;
}

static bool
walk_section(struct match *m, struct walk w, const void *said)
{
	struct rest rest = { .next = w };
	struct scope in = { w.scope, NULL, NULL };
	struct walk next = w;
	struct named n;

	if (!find_name(m, w.scope, w.tag->name, &n))
		return false;
	rest.next.tag = next.tag = w.tag->next;
	if (n.info.kind == NAME_LIST_OF_MAPS || n.info.kind == NAME_LIST_OF_TEXT) {
		rest.list = w.tag;
		rest.entries = (struct scope){ NULL, n.path, n.place };
		return walk_list(m, &rest, w.at, w.end, said);
	}
	if (may_be(&n, false) && go_with(m, next, said, n.place, SAID_FALSE, LITERAL("")))
		return true;
	in.path = n.path;
	in.place = n.place;
	return go_with(m, (struct walk){ w.tag->body, &in, w.at, w.end, w.quoting, &rest }, said,
		n.place, SAID_TRUE, LITERAL(""));
}

static bool
walk_inverted(struct match *m, struct walk w, const void *said)
{
	struct rest rest = { .next = w };
	struct walk next = w;
	struct named n;
	const char *place;

	if (!find_name(m, w.scope, w.tag->name, &n))
		return false;
	rest.next.tag = next.tag = w.tag->next;
	place = n.info.kind == NAME_LIST_OF_MAPS ? entry_place(m, n.place, 1) : n.place;
	if ((place != n.place || may_be(&n, false)) && go_with(m,
	    (struct walk){ w.tag->body, w.scope, w.at, w.end, w.quoting, &rest }, said, place,
	    SAID_FALSE, LITERAL("")))
		return true;
	return go_with(m, next, said, place, SAID_TRUE, LITERAL(""));
}

static bool
walk_partial(struct match *m, struct walk w, const void *said)
{
	struct rest rest = { .next = w };

	rest.next.tag = w.tag->next;
	return walk(m, (struct walk){ w.tag->part->tags, w.scope, w.at, w.end, w.quoting, &rest },
		said);
}

/* What is in it is one text, in the section's style. */
static bool
walk_quoted(struct match *m, struct walk w, const void *said)
{
	struct rest rest = { .next = w, .whole = true };
	struct literal plain;
	const char *end;

	rest.next.tag = w.tag->next;
	for (end = w.at; end <= w.end && *m->steps; end++) {
		(*m->steps)--;
		if (ends_wrong(w, end) || !undo(m, w.tag->chain,
		    (struct literal){ w.at, (size_t)(end - w.at) }, &plain))
			continue;
		rest.next.at = end;
		if (walk(m, (struct walk){ w.tag->body, w.scope, plain.s, plain.s + plain.len,
		    true, &rest }, said))
			return true;
	}
	return false;
}

/* The tags are all done: what is around them goes on. */
static bool
walk_rest(struct match *m, const struct walk *w, const void *said)
{
	const struct rest *r = w->rest;
	struct walk next;

	if (!r)
		return w->at == w->end && m->found(m->context, said);
	if (r->whole)
		return w->at == w->end && walk(m, r->next, said);
	if (r->list)    /* one that writes nothing could go on for ever */
		return w->at != r->from && walk_list(m, r, w->at, w->end, said);
	next = r->next;
	next.at = w->at;
	next.end = w->end;
	return walk(m, next, said);
}

static bool
walk(struct match *m, struct walk w, const void *said)
{
	static bool (*const walkers[TAG_KINDS])(struct match *, struct walk, const void *) = {
		[TAG_TEXT] = walk_text, [TAG_LINE] = go_on, [TAG_NAME] = walk_name,
		[TAG_SECTION] = walk_section, [TAG_INVERTED] = walk_inverted,
		[TAG_PARTIAL] = walk_partial, [TAG_QUOTED] = walk_quoted,
	};

	if (!*m->steps)
		return false;
	(*m->steps)--;
	return w.tag ? walkers[w.tag->kind](m, w, said) : walk_rest(m, &w, said);
}

bool
match_text(struct match *m, const struct template *t, struct literal text, const void *said)
{
	const struct scope top = { NULL, "", "" };

	return text.len <= TEXT_MAX && walk(m, (struct walk){ template_tags(t), &top, text.s,
		text.s + text.len, false, NULL }, said);
}
