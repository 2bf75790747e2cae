/* A block of mailgen's lines in a client's file.
 * Used by compose.c. */
#include "cli/composing.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "cli/install.h"
#include "cli/session.h"
#include "client/render.h"
#include "client/target.h"
#include "output/record.h"
#include "template/value.h"

/* A line of the user's file, which is nobody's to see. */
static struct pos
own_place(struct composing *c, unsigned line)
{
	return (struct pos){ source_new(c->in->arena, c->shown, "", 0), line, 1 };
}

bool
compose_find_block(struct composing *c)
{
	const char *why;
	unsigned line;

	if (c->file->merge != MERGE_BLOCK || block_find(c->in->arena, c->was,
	    c->file->comment, &c->block, &line, &why))
		return true;
	diag_at(c->diags, own_place(c, line), DIAG_MERGE, "%s", why);
	diag_fix(c->diags, "remove these lines, from '%s BEGIN mailgen' to "
		"'%s END mailgen'", c->file->comment, c->file->comment);
	return false;
}

/* Has the user an account of that name besides? */
static bool
names_free(struct composing *c)
{
	const unsigned *lines = compose_own_lines(c, c->file->taken, OWN_ANYWHERE);
	const struct value *view;
	bool ok = true;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		view = c->product->views[i];
		if (!lines[i])
			continue;
		diag_at(c->diags, value_find(view, "id", 2)->text.pos, DIAG_NAME_TAKEN,
			"'%s' has an account '%s' that is not mailgen's", c->shown,
			compose_account(view));
		diag_note_at(c->diags, own_place(c, lines[i]), "it stands here");
		diag_fix(c->diags, "remove it there, or give this account another 'id:'");
		ok = false;
	}
	return ok;
}

/* Has the user no account before ours that the client takes for it? */
static bool
is_first(struct composing *c)
{
	const unsigned *lines = compose_own_lines(c, c->file->ahead, OWN_BEFORE);
	struct text email;
	bool ok = true;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		if (!lines[i])
			continue;
		email = value_find(c->product->views[i], "email", 5)->text;
		diag_at(c->diags, email.pos, DIAG_NAME_TAKEN, "'%s' has an account for '%s' that"
			" is not mailgen's, and the client takes the one that stands first", c->shown,
			email.s);
		diag_note_at(c->diags, own_place(c, lines[i]), "it stands here");
		diag_fix(c->diags, "remove it there, or use --adopt to put mailgen's account first");
		ok = false;
	}
	return ok;
}

/* Has the block stand before all that is the user's, when one of its accounts has to. */
static void
put_first(struct composing *c)
{
	const unsigned *lines = compose_own_lines(c, c->file->ahead, OWN_BEFORE);
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
warn_of_twice(struct composing *c)
{
	const unsigned *at = compose_own_lines(c, c->file->twice_at, OWN_ANYWHERE);
	const unsigned *lines = compose_own_lines(c, c->file->twice, OWN_ANYWHERE);
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		if (!at[i] || !lines[i])
			continue;
		diag_graded(c->diags, own_place(c, lines[i]), DIAG_CLIENT_NOTE, SEVERITY_WARNING,
			"the mailbox of '%s' is used here, too, so that the client does its work twice",
			compose_account(c->product->views[i]));
		diag_fix(c->diags, "remove it here");
	}
}

/* r NULL: takes the block away. */
static bool
put_block(struct composing *c, const struct rendered *r)
{
	const struct block *b = &c->block;
	struct literal body = { r ? r->bytes : "", r ? r->len : 0 };
	struct buf out = { 0 };

	if (!block_fits(c->file->comment, body)) {
		diag_at(c->diags, (struct pos){ 0 }, DIAG_MERGE,
			"'%s' would get a line that looks like the end of mailgen's block", c->shown);
		return false;
	}
	block_put(c->in->arena, b, c->file->comment, body, &out);
	if (out.len || !b->found) {
		compose_buf(c, &out, r);
		return true;
	}
	buf_free(&out);         /* there is nothing in it but the block */
	compose_bytes(c, NULL, 0, NULL);
	return true;
}

/* May the block that stands there be replaced? One that nothing is remembered of may
 * hold accounts that this run does not have. */
static bool
may_replace(struct composing *c, struct literal body)
{
	const struct block *b = &c->block;
	const struct entry *e = c->in->record;

	if (!b->found || c->in->session->options.force
	    || (b->body.len == body.len && !memcmp(b->body.s, body.s, body.len)))
		return true;
	if (b->edited)
		return compose_occupied(c, "a file in which mailgen's block was edited by hand");
	while (e && !compose_is_about(e, c))
		e = e->next;
	return e || compose_occupied(c, "a file with a block of mailgen's that its record "
		"does not have");
}

bool
compose_block(struct composing *c, const struct rendered *r)
{
	warn_of_twice(c);
	if (!names_free(c) || !may_replace(c, (struct literal){ r->bytes, r->len })
	    || !is_first(c) || !put_block(c, r))
		return false;
	compose_remember(c, record_hash(c->in->arena, r->bytes, r->len), NULL);
	return true;
}

/* Tells the views of a finding about the user's own part; true when there is one. */
static bool
tell_views(struct composing *c, const char *flag, unsigned line)
{
	size_t i;

	for (i = 0; i < c->product->n; i++)
		compose_tell(c, c->product->views[i], flag, line > 0);
	return line > 0;
}

/* Settings of the user's that the client takes for mailgen's accounts, too: the
 * template undoes them, or they are worth a warning. */
static bool
is_swayed(struct composing *c)
{
	unsigned line = block_own_line(c->in->arena, &c->block, c->file->sways, OWN_BEFORE);

	if (line && !target_uses(c->target, "swayed")) {
		diag_graded(c->diags, own_place(c, line), DIAG_CLIENT_NOTE, SEVERITY_WARNING,
			"what is set here holds for mailgen's accounts, too");
		diag_fix(c->diags, "set it in the accounts that it is meant for");
	}
	return tell_views(c, "swayed", line);
}

const struct rendered *
compose_beside(struct composing *c, const struct rendered *r)
{
	const struct product *p = c->product;
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
compose_take_block(struct composing *c)
{
	if (!c->block.found)
		return true;
	if (c->block.edited && !c->in->session->options.force)
		return compose_occupied(c, "a file in which mailgen's block was edited by hand");
	return put_block(c, NULL);
}
