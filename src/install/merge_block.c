/* A block of mailgen's lines in a client's file.
 * Used by merge.c. */
#include "install/merging.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/expression.h"
#include "base/source.h"
#include "install/install.h"
#include "pipeline/session.h"
#include "client/render.h"
#include "client/target.h"
#include "install/state.h"
#include "template/value.h"

struct pos
merge_place(struct merging *c, const char *path, unsigned line)
{
	return (struct pos){ source_new(c->in->arena, path, "", 0), line, 1 };
}

struct pos
merge_own_place(struct merging *c, unsigned line)
{
	if (c->head.found && line > block_lines(c->head.before))
		line += block_lines(c->head.body) + 2;
	return merge_place(c, c->shown, line);
}

/* The comment sign of the lines that stand first in the file. */
static const char *
head_comment(const struct merging *c)
{
	return arena_printf(c->in->arena, "%s%s", c->file->comment, c->file->comment);
}

struct literal
merge_marks(const struct merging *c)
{
	static const char both[] = "BEGIN END mailgen";
	const char *words;

	if (c->file->merge != MERGE_BLOCK)
		return (struct literal){ 0 };
	words = arena_printf(c->in->arena, "%s %s %s", c->file->comment, head_comment(c), both);
	return (struct literal){ words, strlen(words) };
}

static bool
find_marks(struct merging *c, struct literal file, const char *comment,
	struct block *block)
{
	const char *why;
	unsigned line;

	if (block_find(c->in->arena, file, comment, block, &line, &why))
		return true;
	diag_at(c->diags, merge_own_place(c, line), DIAG_MERGE, "%s", why);
	diag_fix(c->diags, "remove these lines, from '%s BEGIN mailgen' to "
		"'%s END mailgen'", comment, comment);
	return false;
}

bool
merge_find_block(struct merging *c)
{
	struct buf rest = { 0 };
	struct literal file = c->was;

	if (c->file->merge != MERGE_BLOCK)
		return true;
	c->head = (struct block){ 0 };
	if (c->file->head && !find_marks(c, c->was, head_comment(c), &c->head))
		return false;
	if (c->head.found) {
		block_put(c->in->arena, &c->head, "", LITERAL(""), &rest);
		file = (struct literal){ arena_copy(c->in->arena, rest.s ? rest.s : "",
			rest.len), rest.len };
		buf_free(&rest);
	}
	return find_marks(c, file, c->file->comment, &c->block);
}

/* Has the user an account of that name besides? */
static bool
names_free(struct merging *c)
{
	const unsigned *lines = merge_own_lines(c, c->file->taken, OWN_ANYWHERE);
	const struct value *view;
	bool ok = true;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		view = c->product->views[i];
		if (!lines[i])
			continue;
		diag_at(c->diags, value_find(view, "id", 2)->text.pos, DIAG_NAME_TAKEN,
			"'%s' has an account '%s' that is not mailgen's", c->shown,
			merge_account(view));
		diag_note_at(c->diags, merge_own_place(c, lines[i]), "it is here");
		diag_fix(c->diags, "remove it there, or give this account another 'id:'");
		ok = false;
	}
	return ok;
}

/* Has the user no account before ours that the client takes for it? */
static bool
is_first(struct merging *c)
{
	const unsigned *lines = merge_own_lines(c, c->file->ahead, OWN_BEFORE);
	struct text email;
	bool ok = true;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		if (!lines[i])
			continue;
		email = value_find(c->product->views[i], "email", 5)->text;
		diag_at(c->diags, email.pos, DIAG_NAME_TAKEN, "'%s' has an account for '%s' that"
			" is not mailgen's, and the client uses the one that comes first", c->shown,
			email.s);
		diag_note_at(c->diags, merge_own_place(c, lines[i]), "it is here");
		diag_fix(c->diags,
			"remove it there, or use --adopt to put mailgen's account first");
		ok = false;
	}
	return ok;
}

/* Has the block stand before all that is the user's, when one of its accounts has to. */
static void
put_first(struct merging *c)
{
	const unsigned *lines = merge_own_lines(c, c->file->ahead, OWN_BEFORE);
	struct block *b = &c->block;
	struct buf rest = { 0 };
	size_t i;

	for (i = 0; i < c->product->n && !lines[i]; i++)
		;
	if (i == c->product->n)
		return;
	block_put(c->in->arena, b, c->file->comment, LITERAL(""), &rest);
	b->after = (struct literal){ arena_copy(c->in->arena, rest.s, rest.len), rest.len };
	b->before = (struct literal){ "", 0 };
	b->joined = false;
	b->lines = 0;
	buf_free(&rest);
}

/* Does an account of the user's do the same work besides? */
static void
warn_of_twice(struct merging *c)
{
	const unsigned *at = merge_own_lines(c, c->file->twice_at, OWN_ANYWHERE);
	const unsigned *lines = merge_own_lines(c, c->file->twice, OWN_ANYWHERE);
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		if (!at[i] || !lines[i])
			continue;
		diag_graded(c->diags, merge_own_place(c, lines[i]), DIAG_CLIENT_NOTE,
			SEVERITY_WARNING,
			"the mailbox of '%s' is used here, too, so that the client does its work"
			" twice",
			merge_account(c->product->views[i]));
		diag_fix(c->diags, "remove it here");
	}
}

/* Notes where the first lines of the body end that are for the beginning of the file:
 * each match has to begin where the one before it has ended. */
static bool
lengthen(void *context, const struct match *m)
{
	struct literal *head = context;
	const char *lf;

	if (m->from != head->len)
		return m->from < head->len;
	lf = strchr(head->s + m->to, '\n');
	head->len = lf ? (size_t)(lf + 1 - head->s) : strlen(head->s);
	return true;
}

static struct literal
head_of(struct merging *c, struct literal body)
{
	struct literal head = { arena_copy(c->in->arena, body.s, body.len), 0 };
	const char *why;

	if (c->file->head && body.len)
		expression_find(c->in->arena, expression_new(c->in->arena, c->file->head, &why),
			body, lengthen, &head);
	return head;
}

/* Puts the lines that stand first before all else. */
static void
put_head(struct merging *c, struct literal head, struct buf *out)
{
	struct block b = { .before = LITERAL(""), .after = { out->s ? out->s : "", out->len } };
	struct buf whole = { 0 };

	if (!head.len)
		return;
	block_put(c->in->arena, &b, head_comment(c), head, &whole);
	buf_free(out);
	*out = whole;
}

/* r NULL: takes the block away. */
static bool
put_block(struct merging *c, const struct rendered *r)
{
	const struct block *b = &c->block;
	struct literal body = { r ? r->bytes : "", r ? r->len : 0 };
	struct literal head = head_of(c, body);
	struct buf out = { 0 };

	if (!block_fits(c->file->comment, body)) {
		diag_at(c->diags, (struct pos){ 0 }, DIAG_MERGE,
			"'%s' would get a line that looks like the end of mailgen's block",
			c->shown);
		return false;
	}
	block_put(c->in->arena, b, c->file->comment,
		(struct literal){ body.s + head.len, body.len - head.len }, &out);
	put_head(c, head, &out);
	if (out.len || !b->found) {
		merge_buf(c, &out, r);
		return true;
	}
	buf_free(&out);         /* there is nothing in it but the block */
	merge_bytes(c, NULL, 0, NULL);
	return true;
}

/* Is the body what stands there? */
static bool
is_same(struct merging *c, struct literal body)
{
	const struct block *b = &c->block, *h = &c->head;

	return h->body.len + b->body.len == body.len
		&& (!h->body.len || !memcmp(h->body.s, body.s, h->body.len))
		&& !memcmp(b->body.s, body.s + h->body.len, b->body.len);
}

/* May the block that stands there be replaced? One that nothing is remembered of may
 * hold accounts that this run does not have. */
static bool
may_replace(struct merging *c, struct literal body)
{
	const struct block *b = &c->block;
	const struct state_entry *e = c->in->state;

	if (!b->found || c->in->session->options.force || is_same(c, body))
		return true;
	if (b->edited || c->head.edited)
		return merge_occupied(c, "a file in which mailgen's block was edited by hand");
	while (e && !merge_is_about(e, c))
		e = e->next;
	return e || merge_occupied(c, "a file with a block of mailgen's that its record "
		"does not have");
}

bool
merge_block(struct merging *c, const struct rendered *r)
{
	warn_of_twice(c);
	if (!names_free(c) || !may_replace(c, (struct literal){ r->bytes, r->len })
	    || !is_first(c) || !put_block(c, r))
		return false;
	merge_remember(c, state_hash(c->in->arena, r->bytes, r->len), NULL);
	return true;
}

/* Tells the views of a finding about the user's own part; true when there is one. */
static bool
tell_views(struct merging *c, const char *flag, unsigned line)
{
	size_t i;

	for (i = 0; i < c->product->n; i++)
		merge_tell(c, c->product->views[i], flag, line > 0);
	return line > 0;
}

/* Settings of the user's that the client takes for mailgen's accounts, too: the
 * template undoes them, or they are worth a warning. */
static bool
is_swayed(struct merging *c)
{
	unsigned line = block_own_line(c->in->arena, &c->block, c->file->sways, OWN_BEFORE);

	if (line && !target_uses(c->target, "swayed")) {
		diag_graded(c->diags, merge_own_place(c, line), DIAG_CLIENT_NOTE,
			SEVERITY_WARNING,
			"this setting applies to mailgen's accounts, too");
		diag_fix(c->diags, "set it in the accounts that it is meant for");
	}
	return tell_views(c, "swayed", line);
}

const struct rendered *
merge_beside(struct merging *c, const struct rendered *r)
{
	const struct client_accounts *p = c->product;
	size_t errors = diags_count(c->diags, SEVERITY_ERROR);
	struct rendered *again;
	bool another;

	if (c->file->merge != MERGE_BLOCK)
		return r;
	if (c->in->session->options.adopt)
		put_first(c);
	another = tell_views(c, "default_elsewhere",
		block_own_line(c->in->arena, &c->block, c->file->chooses, OWN_ANYWHERE));
	another |= is_swayed(c);
	merge_commands(c);
	if (diags_count(c->diags, SEVERITY_ERROR) > errors)
		return NULL;    /* the user has made it one */
	if (!another)
		return r;
	again = render_merged(c->in->arena, c->target, p->views, p->n, c->diags);
	while (again && again->file != r->file)
		again = again->next;
	return again;
}

bool
merge_take_block(struct merging *c)
{
	if (!c->block.found && !c->head.found)
		return true;
	if ((c->block.edited || c->head.edited) && !c->in->session->options.force)
		return merge_occupied(c, "a file in which mailgen's block was edited by hand");
	return put_block(c, NULL);
}
