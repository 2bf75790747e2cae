/* Reads a template's bytes into a tree of tags: their syntax, their nesting,
 * and the lines that tags have for themselves. Used by template.c. */
#include "template/tag.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "template/chain.h"
#include "template/template.h"

struct open {
	struct tag *tag;
	struct tag **tail;      /* where the tags go on after the section */
};

struct parser {
	struct parts *parts;
	struct diags *diags;
	const char *s;
	size_t len;
	size_t at;              /* the first byte not read yet */
	struct pos pos;         /* its place */
	bool lines;             /* in a partial: its lines may be indented */
	bool stop;              /* what follows cannot be read */
	struct tag **tail;
	struct open open[TAG_NEST_MAX];
	size_t depth;
};

struct mark;

/* What a tag is, by its first character. */
struct sigil {
	bool (*take)(struct parser *, struct mark *);
	enum tag_kind kind;     /* of a section */
	char c;
};

/* A tag as it is in the source. */
struct mark {
	size_t from, to;        /* with its braces */
	size_t line, rest;      /* when alone: its line's begin, the next line's */
	bool alone;
	struct pos pos;
	const struct sigil *sigil;
	char *name;             /* what is in it after the sigil */
};

static void
advance(struct parser *p, size_t to)
{
	for (; p->at < to; p->at++) {
		unsigned char c = (unsigned char)p->s[p->at];

		if (c == '\n') {
			p->pos.line++;
			p->pos.column = 1;
		} else if ((c & 0xC0) != 0x80) {
			p->pos.column++;
		}
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static bool
starts_line(const struct parser *p, size_t at)
{
	return at == 0 || p->s[at - 1] == '\n';
}

/* The two braces at this place? */
static bool
braces(const struct parser *p, size_t at, char c)
{
	return p->len - at >= 2 && p->s[at] == c && p->s[at + 1] == c;
}

static struct tag *
add_tag(struct parser *p, enum tag_kind kind, struct pos pos)
{
	struct tag *tag = arena_alloc(p->parts->arena, 1, sizeof(*tag));

	tag->kind = kind;
	tag->pos = pos;
	*p->tail = tag;
	p->tail = &tag->next;
	return tag;
}

/* A line of nothing but its end gets no indentation: it would be spaces at
 * the end of a line. */
static void
mark_line(struct parser *p, size_t end)
{
	const char *s = p->s + p->at;
	size_t len = end - p->at;

	if (!p->lines || !starts_line(p, p->at))
		return;
	if ((len >= 1 && s[0] == '\n') || (len >= 2 && s[0] == '\r' && s[1] == '\n'))
		return;
	add_tag(p, TAG_LINE, p->pos);
}

static void
take_text(struct parser *p, size_t end)
{
	while (p->at < end) {
		const char *s = p->s + p->at;
		size_t len = end - p->at;
		const char *lf = p->lines ? memchr(s, '\n', len) : NULL;

		if (lf)
			len = (size_t)(lf - s) + 1;
		mark_line(p, end);
		add_tag(p, TAG_TEXT, p->pos)->text = (struct literal){ s, len };
		advance(p, p->at + len);
	}
}

static const char *
show(struct parser *p, const char *name)
{
	return text_escaped(p->parts->arena, name, strlen(name));
}

static bool
check_no_style(struct parser *p, struct mark *m)
{
	char *colon = strchr(m->name, ':');

	if (!colon)
		return name_check(p->parts->arena, m->name, m->pos, p->diags);
	*colon = '\0';
	diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN,
		"a style on '%s', which writes no text itself",
		show(p, m->name));
	return diag_fix(p->diags, "leave out the colon and what follows it");
}

/* Is this place in a section that is quoted as a whole? */
static bool
is_within(const struct parser *p)
{
	size_t i;

	for (i = 0; i < p->depth; i++)
		if (p->open[i].tag->kind == TAG_QUOTED)
			return true;
	return false;
}

static bool
take_name(struct parser *p, struct mark *m)
{
	char *colon = strchr(m->name, ':');
	struct tag *tag;

	if (colon)
		*colon = '\0';
	if (!name_check(p->parts->arena, m->name, m->pos, p->diags))
		return false;
	p->parts->within = is_within(p);
	tag = add_tag(p, TAG_NAME, m->pos);
	tag->name = m->name;
	tag->before = m->from > 0 ? p->s[m->from - 1] : '\0';
	tag->behind = m->to < p->len ? p->s[m->to] : '\0';
	advance(p, m->to);
	tag->end = p->pos;
	if (colon)
		return chain_parse(p->parts, tag, colon + 1, p->diags);
	tag->chain = (struct chain){ p->parts->allowed, p->parts->nallowed > 0 };
	return true;
}

static bool
take_comment(struct parser *p, struct mark *m)
{
	(void)p;
	(void)m;
	return true;
}

/* Is it of a section without a name, which is written in a style? */
static bool
is_quoted(const struct mark *m)
{
	return *m->name == ':';
}

/* The styles of such a section. */
static bool
take_styles(struct parser *p, struct mark *m, struct tag *tag)
{
	struct arena *a = p->parts->arena;

	p->parts->within = is_within(p);
	if (m->sigil->kind == TAG_SECTION)
		return chain_parse(p->parts, tag, arena_printf(a, "%s", m->name + 1), p->diags);
	diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN, "an inverted section with a style");
	diag_fix(p->diags, "write '{{#%s}}', which has no condition", show(p, m->name));
	return false;
}

/* A section with a bad name is opened all the same, for its end to close. */
static bool
take_section(struct parser *p, struct mark *m)
{
	bool quoted = is_quoted(m), ok = quoted || check_no_style(p, m);
	struct tag *tag;

	if (p->depth == TAG_NEST_MAX) {
		diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN,
			"section '%s' is nested more than %d deep",
			show(p, m->name), TAG_NEST_MAX);
		diag_fix(p->diags, "close sections before opening more");
		p->stop = true;
		return false;
	}
	tag = add_tag(p, quoted ? TAG_QUOTED : m->sigil->kind, m->pos);
	tag->name = m->name;
	if (quoted)
		ok = take_styles(p, m, tag);
	p->open[p->depth++] = (struct open){ tag, p->tail };
	p->tail = &tag->body;
	return ok;
}

/* Goes on after the innermost section of this name; when there is none, the
 * name was misspelt and the innermost one was meant. */
static void
close_to(struct parser *p, const char *name)
{
	size_t i = p->depth;

	while (i > 0 && strcmp(p->open[i - 1].tag->name, name))
		i--;
	p->depth = i ? i - 1 : p->depth - 1;
	p->tail = p->open[p->depth].tail;
}

static bool
take_end(struct parser *p, struct mark *m)
{
	const struct tag *tag;

	if (p->depth == 0) {
		diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN,
			"'{{/%s}}' closes no section", show(p, m->name));
		return diag_fix(p->diags, "remove it, or write '{{#%s}}' before it",
			show(p, m->name));
	}
	tag = p->open[p->depth - 1].tag;
	close_to(p, m->name);
	if (!strcmp(tag->name, m->name))
		return true;
	diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN,
		"found '{{/%s}}' where section '%s' ends", show(p, m->name),
		show(p, tag->name));
	diag_fix(p->diags, "write '{{/%s}}'", show(p, tag->name));
	return diag_note_at(p->diags, tag->pos, "the section begins here");
}

static struct part *
find_part(struct parser *p, const char *name)
{
	const struct partials *from = p->parts->from;
	struct source *source;
	struct part *part;

	for (part = p->parts->first; part; part = part->next)
		if (part->name && !strcmp(part->name, name))
			return part;
	source = from ? from->load(from->context, p->parts->arena, name) : NULL;
	return source ? parts_add(p->parts, name, source) : NULL;
}

static bool
take_partial(struct parser *p, struct mark *m)
{
	struct part *part;
	struct tag *tag;

	if (!check_no_style(p, m))
		return false;
	part = find_part(p, m->name);
	if (!part) {
		diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN, "no partial '%s'", m->name);
		return diag_fix(p->diags, "add it, or correct the name");
	}
	tag = add_tag(p, TAG_PARTIAL, m->pos);
	tag->name = m->name;
	tag->part = part;
	tag->alone = m->alone;
	if (m->alone)
		tag->text = (struct literal){ p->s + m->line,
			m->from - m->line };
	return true;
}

static bool
refuse_unquoted(struct parser *p, struct mark *m)
{
	diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN,
		"a tag that would write a text without a quoting style");
	return diag_fix(p->diags, "write '{{name}}' or '{{name:style}}', and keep a "
		"brace of the file apart from the tag's");
}

static bool
refuse_delimiters(struct parser *p, struct mark *m)
{
	diag_at(p->diags, m->pos, DIAG_TEMPLATE_BROKEN, "a change of the delimiters");
	return diag_fix(p->diags, "remove it: tags are always '{{' and '}}'");
}

/* Any other character begins a name. */
static const struct sigil sigils[] = {
	{ .c = '\0', .take = take_name },
	{ .c = '!', .take = take_comment },
	{ .c = '#', .take = take_section, .kind = TAG_SECTION },
	{ .c = '^', .take = take_section, .kind = TAG_INVERTED },
	{ .c = '/', .take = take_end },
	{ .c = '>', .take = take_partial },
	{ .c = '{', .take = refuse_unquoted },
	{ .c = '&', .take = refuse_unquoted },
	{ .c = '=', .take = refuse_delimiters },
};

static const struct sigil *
find_sigil(char c)
{
	size_t i = countof(sigils) - 1;

	while (i > 0 && sigils[i].c != c)
		i--;
	return &sigils[i];
}

/* Is there nothing but spaces around the tag on its line? The line then goes
 * with the tag. Variables are never alone. */
static bool
is_alone(const struct parser *p, struct mark *m)
{
	size_t from = m->from, to = m->to;

	if (m->sigil->take == take_name || ((m->sigil->take == take_section
	    || m->sigil->take == take_end) && is_quoted(m)))
		return false;
	while (from > 0 && is_blank(p->s[from - 1]))
		from--;
	if (!starts_line(p, from))
		return false;
	while (to < p->len && is_blank(p->s[to]))
		to++;
	if (p->len - to >= 2 && p->s[to] == '\r' && p->s[to + 1] == '\n')
		to++;
	if (to < p->len && p->s[to] != '\n')
		return false;
	m->line = from;
	m->rest = to < p->len ? to + 1 : to;
	return true;
}

/* The end of the tag, or 0. Only a comment may hold "{{"; elsewhere it says
 * that the closing braces were forgotten. */
static size_t
find_end(const struct parser *p, size_t at, bool comment)
{
	for (; at < p->len; at++) {
		if (braces(p, at, '}'))
			return at;
		if (!comment && braces(p, at, '{'))
			return 0;
	}
	return 0;
}

/* Finds out what the tag is and where it ends, and takes what is in it. */
static bool
read_mark(struct parser *p, size_t from, struct mark *m)
{
	size_t at = from + 2, end;

	while (at < p->len && is_space(p->s[at]))
		at++;
	m->from = from;
	m->sigil = find_sigil(at < p->len ? p->s[at] : '\0');
	at += m->sigil->take != take_name;
	end = find_end(p, at, m->sigil->take == take_comment);
	if (end == 0)
		return false;
	m->to = end + 2;
	while (at < end && is_space(p->s[at]))
		at++;
	while (at < end && is_space(p->s[end - 1]))
		end--;
	m->name = arena_copy(p->parts->arena, p->s + at, end - at);
	if (strlen(m->name) != end - at)        /* a NUL would cut it */
		memset(m->name, '?', end - at);
	if (p->parts->language && m->sigil->take != take_partial && !strncmp(m->name, "text.", 5))
		m->name = arena_printf(p->parts->arena, "text.%s.%s", p->parts->language,
			m->name + 5);
	m->alone = is_alone(p, m);
	return true;
}

static bool
unclosed_tag(struct parser *p, size_t from)
{
	take_text(p, from);
	diag_at(p->diags, p->pos, DIAG_TEMPLATE_BROKEN, "a tag that is never closed");
	diag_fix(p->diags, "write '}}' after the name");
	p->stop = true;
	return false;
}

static bool
take_mark(struct parser *p, size_t from)
{
	struct mark m = { 0 };
	bool ok;

	if (!read_mark(p, from, &m))
		return unclosed_tag(p, from);
	if (m.alone) {
		take_text(p, m.line);
	} else {
		take_text(p, from);
		mark_line(p, m.to);
	}
	advance(p, from);
	m.pos = p->pos;
	ok = m.sigil->take(p, &m);
	advance(p, m.alone ? m.rest : m.to);
	return ok;
}

static bool
check_closed(struct parser *p)
{
	size_t i;

	for (i = 0; i < p->depth; i++) {
		const struct tag *tag = p->open[i].tag;

		diag_at(p->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
			"section '%s' is never closed", show(p, tag->name));
		diag_fix(p->diags, "write '{{/%s}}' where it ends", show(p, tag->name));
	}
	return p->depth == 0;
}

struct part *
parts_add(struct parts *parts, const char *name, struct source *source)
{
	struct part *part = arena_alloc(parts->arena, 1, sizeof(*part));

	part->name = name;
	part->source = source;
	if (parts->last)
		parts->last->next = part;
	else
		parts->first = part;
	parts->last = part;
	return part;
}

bool
tags_parse(struct parts *parts, struct part *part, struct diags *diags)
{
	struct parser p = {
		.parts = parts, .diags = diags,
		.s = part->source->bytes, .len = part->source->len,
		.pos = { part->source, 1, 1 },
		.lines = part->name != NULL, .tail = &part->tags,
	};
	bool ok = true;
	size_t at;

	for (at = 0; at < p.len && !p.stop; at++) {
		if (!braces(&p, at, '{'))
			continue;
		ok = take_mark(&p, at) && ok;
		at = p.at - 1;
	}
	if (p.stop)
		return false;
	take_text(&p, p.len);
	return check_closed(&p) && ok;
}
