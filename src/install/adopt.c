/* Accounts in the user's own part of a file with a block that become mailgen's: their lines go,
 * and the block stands where they stood. What the client then reads is asked before the file
 * changes.
 * Used by merge_block.c, with --adopt. */
#include "install/adopt.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "client/render.h"
#include "client/solve.h"
#include "client/tree.h"
#include "import/draft.h"
#include "import/import.h"
#include "install/install.h"
#include "install/merging.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "template/template.h"
#include "template/value.h"

/* An account of the user's, and the one of the run that it is. */
struct adopted {
	const struct imported *theirs;
	const struct value *view;
};

struct adoption {
	struct import_file was;         /* what the client reads in the user's own part */
	struct adopted *items;
	size_t n;
	bool *gone;                     /* of each line of that part, 1 first */
	unsigned before, block;         /* how many lines stand before mailgen's, and are its */
};

/* Where a line of the user's own part is in the file. */
static struct pos
place_of_line(struct merging *c, const struct adoption *adoption, json_int_t line)
{
	return merge_line_place(c, (unsigned)line
		+ (line > adoption->before ? adoption->block : 0));
}

/* ---- which accounts ---- */

/* Reads these bytes as the user's file; false after reporting. */
static bool
read_bytes(struct merging *c, struct literal bytes, struct import_file *f)
{
	struct rendered file = { .path = c->file->name, .target = c->target, .file = c->file,
		.mode = 0600, .bytes = bytes.s, .len = bytes.len };

	return import_reread(c->in->arena, c->in->run, c->target, &file,
		arena_printf(c->in->arena, "%s/%s", c->place.root, c->place.path), f, c->diags);
}

static bool
same_text(const struct value *view, const char *name, const char *text)
{
	const struct value *value = value_path(view, name, strlen(name));

	return value && value->kind == VALUE_TEXT && text_is_nocase(value->text, text);
}

/* Is it the password of that side, or how it is got? That is what an import may change. */
static bool
is_password(const struct expectation *x, size_t side)
{
	static const char *const names[SIDES] = { "incoming.password", "outgoing.password" };

	return template_uses(x->value, names[side]);
}

static const char *
text_at(struct merging *c, const struct imported *account, const struct expectation *x)
{
	const char *text = tree_text(c->in->arena, account->read, x->path);

	return text ? text : "";
}

/* Is the value one that both have to have? How a password is got may be another. */
static bool
is_compared(const struct target *t, const struct imported *theirs, const struct expectation *x)
{
	return solve_counts(t, x) && !is_password(x, SIDE_INCOMING)
		&& !is_password(x, SIDE_OUTGOING) && !words_have(&theirs->guessed, x->key);
}

/* Would this account have the values of theirs? */
static bool
gives_same(struct merging *c, const struct value *view, const struct imported *theirs)
{
	struct diags *unsaid = diags_new(c->in->arena, NULL);
	const struct expectation *x;
	const char *meant;

	for (x = solve_values(c->target); x; x = x->next) {
		if (!is_compared(c->target, theirs, x))
			continue;
		meant = render_value(c->in->arena, x->value, view, c->target->title, unsaid);
		if (!meant || strcmp(meant, text_at(c, theirs, x)) != 0)
			return false;
	}
	return true;
}

/* Is it the same login at every server that the client holds? */
static bool
same_logins(struct arena *a, const struct value *view, const json_t *theirs)
{
	const char *host;
	size_t i, n = 0;

	for (i = 0; i < SIDES; i++) {
		host = draft_server_text(theirs, i, "host");
		if (!*host)
			continue;
		n++;
		if (!same_text(view, arena_printf(a, "%s.host", draft_sides[i]), host)
		    || !same_text(view, arena_printf(a, "%s.username", draft_sides[i]),
			draft_login(theirs, i)))
			return false;
	}
	return n;
}

/* The account of the run with its name, in any case of its letters; NULL: none. */
static const struct value *
of_its_name(const struct merging *c, const struct imported *theirs)
{
	const struct client_accounts *p = c->accounts;
	size_t i;

	for (i = 0; i < p->n && theirs->id; i++)
		if (!strcasecmp(theirs->id, merge_account(p->views[i])))
			return p->views[i];
	return NULL;
}

/* The one with its login, which would do its work twice. Where ours can be put before it,
 * it may stay when it has other values. */
static const struct value *
of_its_login(struct merging *c, const struct imported *theirs)
{
	const struct client_accounts *p = c->accounts;
	size_t i;

	for (i = 0; i < p->n && theirs->account; i++)
		if (same_logins(c->in->arena, p->views[i], theirs->account)
		    && (!c->file->ahead || gives_same(c, p->views[i], theirs)))
			return p->views[i];
	return NULL;
}

/* Finds what account one of theirs is. */
static void
find_one(struct merging *c, struct imported *theirs)
{
	struct import_file one = { .target = c->target, .accounts = theirs, .n = 1 };

	import_find(c->in->arena, c->in->run, &one);
}

static bool
has_lines(const struct imported *theirs, size_t lines)
{
	const json_t *line;
	size_t i;

	json_array_foreach((json_t *)theirs->lines, i, line)
		if (json_integer_value(line) < 1 || (size_t)json_integer_value(line) > lines)
			return false;
	return json_array_size(theirs->lines);
}

static void
take(struct merging *c, struct adoption *adoption, const struct imported *theirs,
	const struct value *view)
{
	const json_t *line;
	size_t i;

	adoption->items = arena_grow(c->in->arena, adoption->items, adoption->n,
		sizeof(*adoption->items));
	adoption->items[adoption->n++] = (struct adopted){ theirs, view };
	json_array_foreach((json_t *)theirs->lines, i, line)
		adoption->gone[json_integer_value(line)] = true;
}

/* An account may have another name than mailgen's: the first of those that are left are
 * looked at, each of which takes a search. */
static void
take_accounts(struct merging *c, struct adoption *adoption, size_t lines)
{
	enum { LOOKED_AT_MAX = 100 };
	struct imported *theirs = adoption->was.accounts, *end = theirs + adoption->was.n;
	const struct value *view;
	size_t looked = 0;

	for (; theirs < end; theirs++) {
		if (!has_lines(theirs, lines))
			continue;
		view = of_its_name(c, theirs);
		if (!view && looked++ >= LOOKED_AT_MAX)
			continue;
		find_one(c, theirs);
		view = view ? view : of_its_login(c, theirs);
		if (view)
			take(c, adoption, theirs, view);
	}
}

/* ---- their lines ---- */

/* Parts the text, of which `split` bytes stand before the block, without the lines that go.
 * Without a block its place is where the first of them stood. */
static void
part(struct merging *c, struct literal text, size_t split, unsigned block, const bool *gone)
{
	struct buf halves[2] = { { 0 } };
	size_t at, next, line = 0;
	unsigned taken = 0;
	const char *lf;
	bool after = false;

	for (at = 0; at < text.len; at = next) {
		lf = memchr(text.s + at, '\n', text.len - at);
		next = lf ? (size_t)(lf - text.s) + 1 : text.len;
		line++;
		after |= c->block.found ? at >= split : gone[line];
		if (!gone[line]) {
			buf_add(&halves[after], text.s + at, next - at);
			continue;
		}
		taken += !after;
		c->gone = arena_grow(c->in->arena, c->gone, c->ngone, sizeof(*c->gone));
		c->gone[c->ngone++] = (unsigned)line + (at >= split ? block : 0);
	}
	c->block.lines = c->block.found ? c->block.lines - taken
		: block_lines((struct literal){ halves[0].s, halves[0].len });
	c->block.before = literal_take(c->in->arena, &halves[0]);
	c->block.after = literal_take(c->in->arena, &halves[1]);
	c->block.joined = false;
}

bool
adopt_find(struct merging *c)
{
	struct arena *a = c->in->arena;
	struct adoption *adoption;
	struct literal text;
	struct buf own = { 0 };
	size_t lines;

	if (!c->target->import || !c->target->import->command || c->file != c->target->files)
		return true;
	block_put(a, &c->block, c->file->comment, LITERAL(""), &own);
	text = literal_take(a, &own);
	lines = block_lines(text) + 1;
	adoption = arena_alloc(a, 1, sizeof(*adoption));
	adoption->gone = arena_alloc(a, lines + 1, sizeof(*adoption->gone));
	if (!text.len)
		return true;
	if (!read_bytes(c, text, &adoption->was))
		return false;
	take_accounts(c, adoption, lines);
	if (adoption->n) {
		adoption->before = block_lines(c->block.before);
		adoption->block = c->block.found ? c->block.lines - adoption->before : 0;
		part(c, text, c->block.before.len, adoption->block, adoption->gone);
		c->adoption = adoption;
	} else {
		import_release(&adoption->was);
	}
	return true;
}

/* ---- the proof ---- */

/* Lines that say what no account can would be lost. */
static bool
loses_nothing(struct merging *c, const struct adopted *p)
{
	const json_t *line;
	size_t i;

	if (!json_array_size(p->theirs->lost))
		return true;
	diag_at(c->diags, value_named(p->view, "id")->text.pos, DIAG_NAME_TAKEN,
		"the account '%s' in '%s' has lines that mailgen has no field for, and they would"
		" be lost", merge_account(p->view), c->shown);
	json_array_foreach((json_t *)p->theirs->lost, i, line)
		diag_note_at(c->diags, place_of_line(c, c->adoption, json_integer_value(line)),
			"this is one of them");
	return diag_fix(c->diags, "remove them there, or add --force to lose them");
}

/* The keys of what the client would read otherwise. */
static struct word_list
different(struct merging *c, const struct imported *was, const struct imported *is)
{
	struct word_list keys = { 0 };
	const struct expectation *x;

	for (x = solve_values(c->target); x; x = x->next)
		if (is_compared(c->target, was, x)
		    && strcmp(text_at(c, was, x), text_at(c, is, x)) != 0)
			words_add(c->in->arena, &keys, x->key);
	return keys;
}

static bool
has_password(struct merging *c, const struct imported *account, size_t side)
{
	const struct expectation *x;

	for (x = solve_values(c->target); x; x = x->next)
		if (is_password(x, side) && *text_at(c, account, x))
			return true;
	return false;
}

/* A password that stands in the user's file would be nowhere any more. */
static bool
keeps_passwords(struct merging *c, const struct adopted *p, const struct imported *is)
{
	json_int_t line;
	size_t i;

	for (i = 0; i < SIDES; i++) {
		if (!has_password(c, p->theirs, i) || has_password(c, is, i))
			continue;
		line = (json_int_t)(p->theirs->secret_line[i] ? p->theirs->secret_line[i]
			: p->theirs->line);
		diag_at(c->diags, value_named(p->view, "id")->text.pos, DIAG_NAME_TAKEN,
			"the account '%s' in '%s' has a password, which would be lost",
			merge_account(p->view), c->shown);
		diag_note_at(c->diags, place_of_line(c, c->adoption, line), "it is here");
		return diag_fix(c->diags, "install what `mailgen import -t %s --passwords DIR`"
			" prints, which moves it; add --embed-passwords to have it here again",
			c->target->name);
	}
	return true;
}

static const struct imported *
named_as(const struct import_file *f, const char *id)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->accounts[i].id && !strcmp(f->accounts[i].id, id))
			return &f->accounts[i];
	return NULL;
}

/* Reports the keys that have other values; with those that no account has, importing the file
 * would change nothing. Always false. */
static bool
tell_different(struct merging *c, const struct adopted *p, const struct word_list *keys)
{
	const char *names = "";
	bool imports = false;
	size_t i;

	for (i = 0; i < keys->n; i++) {
		names = text_listed(c->in->arena, names, keys->items[i]);
		imports |= !words_have(&p->theirs->unexplained, keys->items[i]);
	}
	diag_at(c->diags, value_named(p->view, "id")->text.pos, DIAG_NAME_TAKEN,
		"the account '%s' in '%s' has other values than this one: %s",
		merge_account(p->view), c->shown, names);
	diag_note_at(c->diags, place_of_line(c, c->adoption, (json_int_t)p->theirs->line),
		"it is here");
	return imports ? diag_fix(c->diags,
		"install what `mailgen import -t %s` prints, or add --force to replace them",
		c->target->name) : diag_fix(c->diags,
		"no account file can say them: add --force to replace them");
}

/* Is the adopted account what it was, whatever the client calls it now? */
static bool
stays(struct merging *c, const struct adopted *p, const struct import_file *now)
{
	const struct imported *is = named_as(now, merge_account(p->view));
	const struct imported *end = is ? is + 1 : now->accounts + now->n;
	struct word_list keys, least = { 0 };

	for (is = is ? is : now->accounts; is < end; is++) {
		keys = different(c, p->theirs, is);
		if (!keys.n)
			return keeps_passwords(c, p, is);
		if (!least.n || keys.n < least.n)
			least = keys;
	}
	return tell_different(c, p, &least);
}

static bool
is_adopted(const struct adoption *adoption, const struct imported *theirs)
{
	size_t i;

	for (i = 0; i < adoption->n; i++)
		if (adoption->items[i].theirs == theirs)
			return true;
	return false;
}

static bool
is_same_in_all(struct merging *c, const struct imported *was, const struct imported *is)
{
	const struct expectation *x;

	if (strcmp(was->id ? was->id : "", is->id ? is->id : "") != 0)
		return false;
	for (x = solve_values(c->target); x; x = x->next)
		if (strcmp(text_at(c, was, x), text_at(c, is, x)) != 0)
			return false;
	return true;
}

/* Is it still there, as it was? */
static bool
is_left(struct merging *c, const struct imported *theirs, const struct import_file *now)
{
	size_t i;

	for (i = 0; i < now->n; i++)
		if (is_same_in_all(c, theirs, &now->accounts[i]))
			return true;
	return false;
}

/* What other lines need of an adopted account may be its name: was that the fix? */
static bool
fix_name(struct merging *c)
{
	const struct adopted *p = c->adoption->items, *end = p + c->adoption->n;
	const char *id;

	for (; p < end; p++) {
		id = p->theirs->id;
		if (!id || !strcmp(id, merge_account(p->view)))
			continue;
		diag_fix(c->diags, "give the account '%s' the id '%s'", merge_account(p->view),
			text_escaped(c->in->arena, id, strlen(id)));
		return true;
	}
	return false;
}

/* Do the user's other accounts need the lines that go? */
static bool
others_stay(struct merging *c, const struct import_file *now)
{
	const struct adoption *adoption = c->adoption;
	const struct import_file *was = &adoption->was;
	const struct imported *theirs;
	size_t i;

	for (i = 0; i < was->n; i++) {
		theirs = &was->accounts[i];
		if (is_adopted(adoption, theirs) || is_left(c, theirs, now))
			continue;
		diag_at(c->diags, place_of_line(c, adoption, (json_int_t)theirs->line),
			DIAG_NAME_TAKEN,
			"this account needs lines of one that --adopt would replace");
		return !fix_name(c) && diag_fix(c->diags, "write what it needs into it, or remove"
			" the other account's lines by hand and leave out --adopt");
	}
	if (now->nunknown + now->nunsaid <= was->nunknown + was->nunsaid)
		return true;
	for (i = 0; i < now->nunknown && i < was->nunknown
	    && !strcmp(now->unknown[i].text, was->unknown[i].text); i++)
		;
	diag_general(c->diags, DIAG_NAME_TAKEN,
		"%s would not understand '%s' without the lines of the account: '%s'",
		c->target->title, c->shown, i < now->nunknown ? now->unknown[i].text : "...");
	return !fix_name(c)
		&& diag_fix(c->diags, "remove the account by hand, and leave out --adopt");
}

/* Are the accounts that were adopted, and the user's other ones, what they were? */
static bool
is_same(struct merging *c, const struct import_file *now)
{
	const struct adoption *adoption = c->adoption;
	bool ok = others_stay(c, now), forced = c->in->run->options->force;
	size_t i;

	for (i = 0; i < adoption->n && !forced; i++)
		ok &= loses_nothing(c, &adoption->items[i])
			&& stays(c, &adoption->items[i], now);
	return ok;
}

bool
adopt_prove(struct merging *c, struct literal bytes)
{
	struct import_file now = { 0 };
	bool ok;

	if (!c->adoption)
		return true;
	ok = read_bytes(c, bytes, &now) && is_same(c, &now);
	import_release(&now);
	import_release(&c->adoption->was);
	c->adoption = NULL;
	return ok;
}
