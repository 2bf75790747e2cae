/* Templates: puts together what is read from the sources, and writes it over a
 * view into a sink. Used by target.c to load, by render.c to write. */
#include "template/template.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "quote/quote.h"
#include "template/names.h"
#include "template/tag.h"
#include "template/value.h"

struct template {
	const struct style *raw;        /* or NULL: there are no styles */
	const struct tag *tags;
	const struct part *parts;
	const char *language;           /* of words that have several; or NULL */
	struct names_found found;
};

/* Of a value that is made of others. */
enum { TEXT_MAX_BYTES = 65536 };

/* The contexts that can be open at once, with the view itself. */
enum { CONTEXTS_MAX = TAG_NEST_MAX * (PART_DEPTH_MAX + 1) + 1 };

struct run {
	struct sink *sink;
	struct diags *diags;
	const struct value *contexts[CONTEXTS_MAX];
	size_t ncontexts;
	struct literal indents[PART_DEPTH_MAX];
	size_t from, to;        /* those of indents that lines get now */
	size_t depth;           /* partials, indented or not */
	bool over;              /* they went too deep */
	size_t quoting;         /* sections that are quoted as a whole */
	const struct style *raw;        /* of texts in them without a style */
	const char *language;
	bool ok;
	bool strict;            /* it ends at the first text that could not be written */
};

static void write_tags(struct run *, const struct tag *);

struct template *
template_compile(struct arena *a, struct source *source,
	const struct styles *styles, const struct style *const *allowed,
	size_t nallowed, const struct partials *partials,
	const struct names *names, struct diags *diags)
{
	struct template *template = arena_alloc(a, 1, sizeof(*template));
	const struct style **own = arena_alloc(a, nallowed + 1, sizeof(*own));
	struct parts parts = {
		.arena = a, .styles = styles, .allowed = own,
		.nallowed = nallowed, .from = partials, .language = names ? names->language : NULL,
	};
	struct part *file = parts_add(&parts, NULL, source), *part = file;
	bool ok = true;
	size_t i;

	for (i = 0; i < nallowed; i++)
		own[i] = allowed[i];
	do {
		ok = tags_parse(&parts, part, diags) && ok;
	} while ((part = part->next) != NULL);
	template->raw = styles ? style_find(styles, "raw") : NULL;
	template->tags = file->tags;
	template->parts = file;
	template->language = parts.language;
	if (!ok || !names_check(a, template->tags, names, &(struct chain){ own, nallowed },
	    &template->found, diags))
		return NULL;
	return template;
}

bool
template_uses(const struct template *template, const char *path)
{
	size_t len = strlen(path);
	const struct name_use *use;

	for (use = template->found.uses; use; use = use->next)
		if (!strncmp(use->path, path, len) && (!use->path[len] || use->path[len] == '.'))
			return true;
	return false;
}

const struct name_use *
template_names(const struct template *template)
{
	return template->found.uses;
}

bool
template_writes_text(const struct template *template)
{
	return template->found.texts;
}

const struct tag *
template_tags(const struct template *template)
{
	return template->tags;
}

static void
add_words(const struct tag *tag, struct buf *out)
{
	for (; tag; tag = tag->next) {
		if (tag->kind == TAG_TEXT)
			buf_add(out, tag->text.s, tag->text.len);
		buf_putc(out, ' ');
		add_words(tag->body, out);
	}
}

struct literal
template_words(struct arena *a, const struct template *template)
{
	const struct part *part;
	struct buf out = { 0 };

	for (part = template ? template->parts : NULL; part; part = part->next)
		add_words(part->tags, &out);
	return literal_take(a, &out);
}

/* Names in names can make it grow without end. */
static void
too_long(struct run *run, const struct value *value)
{
	diag_at(run->diags, value->text.pos, DIAG_CLIENT_VALUE,
		"%s cannot represent this value: '%s', which is made of it, would have more than"
		" %d bytes", value->derived->client, value->name, TEXT_MAX_BYTES);
	diag_fix(run->diags, "shorten the value");
	run->ok = false;
}

bool
template_fill(struct value *value, struct diags *diags)
{
	const struct derivation *d = value->derived;
	struct buf out = { 0 };
	struct run run;

	if (!d)
		return true;
	run = (struct run){
		.sink = sink_new(d->arena, &out, 0, d->client),
		.diags = diags ? diags : diags_new(d->arena, NULL),
		.contexts = { d->view, d->inner }, .ncontexts = d->inner ? 2 : 1, .ok = true,
		.strict = true, .raw = d->template->raw, .language = d->template->language,
	};
	write_tags(&run, d->template->tags);
	if (value->kind == VALUE_TEXT)
		value->text = sink_as_text(run.sink);
	value->literal = literal_take(d->arena, &out);
	if (run.ok && value->literal.len > TEXT_MAX_BYTES)
		too_long(&run, value);
	if (run.ok && !d->changes)
		value->derived = NULL;
	/* what is wrong with it is said once, and not again of what was left */
	if (!run.ok)
		value->text.s = NULL;
	return run.ok;
}

/* The first word of a name is looked for from the innermost context outwards,
 * the rest only in what was found (mustache(5), "Variables"). */
static struct value *
find_value(const struct run *run, const char *name)
{
	size_t len = strlen(name), head = strcspn(name, "."), i;

	for (i = run->ncontexts; i > 0; i--) {
		struct value *value = value_find(run->contexts[i - 1], name, head);

		if (value && head == len)
			return value;
		if (value)
			return value_path(value, name + head + 1, len - head - 1);
	}
	return NULL;
}

static const struct value *
look_up(struct run *run, const char *name)
{
	struct value *value;

	if (!strcmp(name, "."))
		return run->contexts[run->ncontexts - 1];
	value = find_value(run, name);
	if (value && value->derived)
		run->ok &= template_fill(value, run->diags);
	return value;
}

static void
write_text(struct run *run, const struct tag *tag)
{
	sink_literal(run->sink, tag->text);
}

static void
write_line(struct run *run, const struct tag *tag)
{
	size_t i;

	(void)tag;
	for (i = run->from; i < run->to; i++)
		sink_literal(run->sink, run->indents[i]);
}

/* Can happen only where the names were not checked. */
static void
no_text(struct run *run, const struct tag *tag, const char *what)
{
	diag_at(run->diags, tag->pos, DIAG_TEMPLATE_BROKEN, "'%s' is %s", tag->name, tr(what));
	run->ok = false;
}

/* A word as it is in the template's language. */
static const struct value *
in_language(const struct run *run, const struct value *value)
{
	const struct value *word = run->language && value->about && value->kind == VALUE_LITERAL
		? value_find(value, run->language, strlen(run->language)) : NULL;

	return word ? word : value;
}

static void
write_name(struct run *run, const struct tag *tag)
{
	const struct chain chain = !tag->styled && run->quoting
		? (struct chain){ &run->raw, run->raw != NULL } : tag->chain;
	const struct value *value = look_up(run, tag->name);

	if (!value)
		return;
	*value->used = true;
	value = in_language(run, value);
	if (value->kind == VALUE_LITERAL)
		sink_literal(run->sink, value->literal);
	else if (value->kind == VALUE_NUMBER)
		sink_number(run->sink, value->number);
	else if (value->kind != VALUE_TEXT)
		no_text(run, tag, "a flag, a list or a group, not a text");
	else if (text_given(value->text) && chain.n == 0)
		no_text(run, tag, "a text, and the file has no quoting style");
	else if (text_given(value->text))
		run->ok &= sink_text(run->sink, value->text, chain, run->diags);
}

/* What is in it is one text, in the section's style. */
static void
write_quoted(struct run *run, const struct tag *tag)
{
	struct sink *around = run->sink;
	bool before = run->ok;
	struct buf out = { 0 };
	struct text text;

	run->ok = true;
	run->quoting++;
	run->sink = sink_within(around, &out);
	write_tags(run, tag->body);
	text = sink_as_text(run->sink);
	buf_free(&out);
	run->sink = around;
	run->quoting--;
	/* a list of what mailgen itself names, such as accounts, is as long as it is */
	if (run->ok && text.len > TEXT_MAX_BYTES && text.pos.source) {
		diag_at(run->diags, text.pos, DIAG_CLIENT_VALUE, "this value is part of a text of"
			" more than %d bytes", TEXT_MAX_BYTES);
		diag_fix(run->diags, "shorten the value");
		run->ok = false;
	}
	if (run->ok)
		run->ok = sink_text(around, text, tag->chain, run->diags);
	run->ok &= before;
}

/* A flag is used by those who ask for it; a text, when it is written. */
static bool
is_true(const struct value *value)
{
	if (value && value->kind == VALUE_FLAG)
		*value->used = true;
	return value_true(value);
}

static void
write_body(struct run *run, const struct tag *tag, const struct value *context)
{
	run->contexts[run->ncontexts++] = context;
	write_tags(run, tag->body);
	run->ncontexts--;
}

static void
write_section(struct run *run, const struct tag *tag)
{
	const struct value *value = look_up(run, tag->name), *item;

	if (!is_true(value))
		return;
	if (value->kind != VALUE_LIST) {
		write_body(run, tag, value);
		return;
	}
	for (item = value->first; item; item = item->next)
		write_body(run, tag, item);
}

static void
write_inverted(struct run *run, const struct tag *tag)
{
	if (!is_true(look_up(run, tag->name)))
		write_tags(run, tag->body);
}

static void
too_deep(struct run *run, const struct tag *tag)
{
	diag_at(run->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"partial '%s' is nested more than %d deep", tag->name,
		PART_DEPTH_MAX);
	diag_fix(run->diags, "end it with a section that becomes empty");
	run->over = true;
	run->ok = false;
}

/* A partial within a line is not indented, whatever is around it. */
static void
write_partial(struct run *run, const struct tag *tag)
{
	size_t from = run->from, to = run->to;

	if (run->over)
		return;
	if (run->depth == PART_DEPTH_MAX) {
		too_deep(run, tag);
		return;
	}
	if (tag->alone)
		run->indents[run->to++] = tag->text;
	else
		run->from = run->to;
	run->depth++;
	write_tags(run, tag->part->tags);
	run->depth--;
	run->from = from;
	run->to = to;
}

static void
write_tags(struct run *run, const struct tag *tag)
{
	static void (*const writers[TAG_KINDS])(struct run *,
		const struct tag *) = {
		[TAG_TEXT] = write_text, [TAG_LINE] = write_line,
		[TAG_NAME] = write_name, [TAG_SECTION] = write_section,
		[TAG_INVERTED] = write_inverted, [TAG_PARTIAL] = write_partial,
		[TAG_QUOTED] = write_quoted,
	};

	for (; tag && (run->ok || !run->strict); tag = tag->next)
		writers[tag->kind](run, tag);
}

bool
template_render(const struct template *template, const struct value *view,
	struct sink *sink, struct diags *diags)
{
	struct run run = {
		.sink = sink, .diags = diags, .contexts = { view },
		.ncontexts = 1, .ok = true, .raw = template->raw, .language = template->language,
	};

	write_tags(&run, template->tags);
	return run.ok;
}
