/* A block of mailgen's lines in a client's file.
 * Used by merge.c. */
#include "install/merging.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/expression.h"
#include "install/adopt.h"
#include "install/install.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "client/render.h"
#include "client/target.h"
#include "template/value.h"

/* Has the user an account of that name besides? */
static bool
names_free(struct merging *c)
{
	const unsigned *lines = merge_own_lines(c, c->file->account_line, OWN_ANYWHERE);
	const struct value *view;
	bool ok = true;
	size_t i;

	for (i = 0; i < c->accounts->n; i++) {
		view = c->accounts->views[i];
		if (!lines[i])
			continue;
		diag_at(c->diags, value_named(view, "id")->text.pos, DIAG_NAME_TAKEN,
			"'%s' has an account '%s' that is not mailgen's", c->shown,
			merge_account(view));
		diag_note_at(c->diags, merge_own_place(c, lines[i]), "it is here");
		diag_fix(c->diags, c->target->import && !c->in->run->options->adopt
			? "use --adopt to make it mailgen's, or give this account another 'id:'"
			: "remove it there, or give this account another 'id:'");
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

	for (i = 0; i < c->accounts->n; i++) {
		if (!lines[i])
			continue;
		email = value_named(c->accounts->views[i], "email")->text;
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

	for (i = 0; i < c->accounts->n && !lines[i]; i++)
		;
	if (i == c->accounts->n)
		return;
	block_put(c->in->arena, b, c->file->comment, LITERAL(""), &rest);
	b->after = literal_take(c->in->arena, &rest);
	b->before = (struct literal){ "", 0 };
	b->joined = false;
	b->lines = 0;
}

/* Does an account of the user's do the same work besides? */
static void
warn_of_twice(struct merging *c)
{
	const unsigned *at = merge_own_lines(c, c->file->twice_at, OWN_ANYWHERE);
	const unsigned *lines = merge_own_lines(c, c->file->twice, OWN_ANYWHERE);
	size_t i;

	for (i = 0; i < c->accounts->n; i++) {
		if (!at[i] || !lines[i])
			continue;
		diag_graded(c->diags, merge_own_place(c, lines[i]), DIAG_CLIENT_NOTE,
			SEVERITY_WARNING,
			"the mailbox of '%s' is used here, too, so that the client does its work"
			" twice",
			merge_account(c->accounts->views[i]));
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
	block_put(c->in->arena, &b, c->head_comment, head, &whole);
	buf_free(out);
	*out = whole;
}

/* Puts in what was rendered; takes the block away where nothing was. */
static bool
put_block(struct merging *c)
{
	const struct block *b = &c->block;
	const struct rendered *r = c->rendered;
	struct literal body = { r ? r->bytes : "", r ? r->len : 0 };
	struct literal head = head_of(c, body);
	struct buf out = { 0 };

	if (!block_fits(c->file->comment, body))
		return diag_general(c->diags, DIAG_MERGE,
			"'%s' would get a line that looks like the end of mailgen's block",
			c->shown);
	block_put(c->in->arena, b, c->file->comment,
		(struct literal){ body.s + head.len, body.len - head.len }, &out);
	put_head(c, head, &out);
	if (!adopt_prove(c, (struct literal){ out.s ? out.s : "", out.len })) {
		buf_free(&out);
		return false;
	}
	if (out.len || !b->found) {
		merge_buf(c, &out);
		return true;
	}
	buf_free(&out);         /* there is nothing in it but the block */
	merge_bytes(c, NULL, 0);
	return true;
}

/* Is the body what the file has already? */
static bool
is_same(struct merging *c, struct literal body)
{
	const struct block *b = &c->block, *h = &c->head;

	return h->body.len + b->body.len == body.len
		&& (!h->body.len || !memcmp(h->body.s, body.s, h->body.len))
		&& !memcmp(b->body.s, body.s + h->body.len, b->body.len);
}

static bool
is_edited(struct merging *c)
{
	return (c->block.edited || c->head.edited) && !c->in->run->options->force;
}

static bool
edited(struct merging *c)
{
	return merge_occupied(c, "a file in which mailgen's block was edited by hand");
}

/* May the block in the file be replaced? One that nothing is remembered of may
 * hold accounts that this run does not have. */
static bool
may_replace(struct merging *c)
{
	if (!c->block.found || c->in->run->options->force
	    || is_same(c, (struct literal){ c->rendered->bytes, c->rendered->len }))
		return true;
	if (is_edited(c))
		return edited(c);
	return merge_entry(c, c->in->state) || merge_occupied(c,
		"a file with a block of mailgen's that its record does not have");
}

bool
merge_block(struct merging *c)
{
	warn_of_twice(c);
	if (!names_free(c) || !may_replace(c) || !is_first(c) || !put_block(c))
		return false;
	merge_remember(c, c->rendered, NULL);
	return true;
}

/* Settings of the user's that the client takes for mailgen's accounts, too: the
 * template undoes them, or they are worth a warning. */
static bool
is_after_defaults(struct merging *c)
{
	unsigned line = block_own_line(c->in->arena, &c->block, c->file->defaults, OWN_BEFORE);

	if (line && !target_uses(c->target, "after_defaults")) {
		diag_graded(c->diags, merge_own_place(c, line), DIAG_CLIENT_NOTE,
			SEVERITY_WARNING,
			"this setting applies to mailgen's accounts, too");
		diag_fix(c->diags, "set it in the accounts that it is meant for");
	}
	return line;
}

bool
merge_look_beside(struct merging *c)
{
	size_t errors = diags_count(c->diags, SEVERITY_ERROR);

	if (c->in->run->options->adopt && !adopt_find(c))
		return false;
	if (c->in->run->options->adopt)
		put_first(c);
	c->has_default = block_own_line(c->in->arena, &c->block, c->file->default_account,
		OWN_ANYWHERE);
	c->after_defaults = is_after_defaults(c);
	merge_commands(c);
	/* the user may have made a finding an error */
	return diags_count(c->diags, SEVERITY_ERROR) == errors;
}

bool
merge_take_block(struct merging *c)
{
	if (!c->block.found && !c->head.found)
		return true;
	return is_edited(c) ? edited(c) : put_block(c);
}
