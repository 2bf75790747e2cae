/* What becomes of one file in a client's own place: mailgen's part of it changes,
 * the user's stays. Used by install.c and the commands that plan changes. */
#include "cli/compose.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "cli/install.h"
#include "cli/session.h"
#include "client/render.h"
#include "client/target.h"
#include "output/block.h"
#include "output/lock.h"
#include "output/prefs.h"
#include "output/profile.h"
#include "output/record.h"
#include "quote/quote.h"
#include "template/value.h"

/* A client's lock that this run holds. */
struct held {
	const char *path;
	struct lock lock;
	struct held *next;
};

static const char *const merges[] = {
	[MERGE_OWN] = "own", [MERGE_BLOCK] = "block", [MERGE_PREFS] = "prefs",
};

/* One file of one client at work. */
struct composing {
	struct install *in;
	const struct product *product;  /* NULL: its accounts have left */
	const struct target *target;
	const struct target_file *file;
	struct place place;
	const char *shown;
	unsigned mode;
	struct literal was;
	struct block block;             /* in it, when it is merged so */
	struct diags *diags;
};

void
compose_piece(struct install *in, struct piece piece)
{
	struct piece *pieces;

	if (in->n == in->cap) {
		in->cap = in->cap ? 2 * in->cap : 16;
		pieces = arena_alloc(in->arena, in->cap, sizeof(*pieces));
		if (in->n)
			memcpy(pieces, in->pieces, in->n * sizeof(*pieces));
		in->pieces = pieces;
	}
	in->pieces[in->n++] = piece;
}

void
compose_release(struct install *in)
{
	struct held *h;

	for (h = in->held; h; h = h->next)
		lock_release(&h->lock);
	in->held = NULL;
}

/* Takes the client's lock in the folder of the place, once a run. */
static bool
hold(struct composing *c)
{
	struct arena *a = c->in->arena;
	const char *slash = strrchr(c->shown, '/');
	struct held *h, *other;

	if (!c->file->lock || !slash)
		return true;
	h = arena_alloc(a, 1, sizeof(*h));
	h->path = arena_printf(a, "%.*s/%s", (int)(slash - c->shown), c->shown,
		c->file->lock);
	for (other = c->in->held; other; other = other->next)
		if (!strcmp(other->path, h->path))
			return true;
	if (!lock_take(h->path, &h->lock, c->diags))
		return false;
	h->next = c->in->held;
	c->in->held = h;
	return true;
}

static void
add_bytes(struct composing *c, const char *bytes, size_t len,
	const struct secret_span *secrets)
{
	compose_piece(c->in, (struct piece){ .root = c->place.root,
		.path = c->place.path, .bytes = bytes, .len = len, .mode = c->mode,
		.was = c->was, .secrets = secrets, .secret = c->file->secret });
}

static void
add_buf(struct composing *c, struct buf *out, const struct secret_span *secrets)
{
	add_bytes(c, arena_copy(c->in->arena, out->s ? out->s : "", out->len),
		out->len, secrets);
	buf_free(out);
}

static const char *
account_of(const struct value *view)
{
	return value_find(view, "id", 2)->text.s;
}

static bool
has_account(const struct product *p, const char *account)
{
	size_t i;

	for (i = 0; p && i < p->n; i++)
		if (!strcmp(account_of(p->views[i]), account))
			return true;
	return false;
}

static bool
is_about(const struct entry *e, const struct composing *c)
{
	return !strcmp(e->path, c->place.spelling)
		&& !strcmp(e->target, c->target->name);
}

/* Remembers the file for each account of the product. */
static void
remember(struct composing *c, const char *hash, const struct word_list *names)
{
	struct entry *e;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		e = arena_alloc(c->in->arena, 1, sizeof(*e));
		*e = (struct entry){ .hash = hash, .merge = merges[c->file->merge],
			.account = account_of(c->product->views[i]),
			.target = c->target->name, .path = c->place.spelling };
		if (names) {
			e->hash = names[i].items[0];
			e->names = names[i].items + 1;
			e->nnames = names[i].n - 1;
		}
		record_put(&c->in->after, e);
	}
}

void
install_forget(struct install *in, const struct entry *file,
	bool (*gone)(struct install *, const char *account))
{
	struct entry **at = &in->after;

	while (*at)
		if (!strcmp((*at)->path, file->path) && !strcmp((*at)->target, file->target)
		    && gone(in, (*at)->account))
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

static bool
occupied(struct composing *c, const char *what)
{
	return change_occupied(c->in->arena, c->diags, c->place.root, c->place.path,
		what, "move it away, or use --force to replace it");
}

/* ---- a file that is mailgen's as a whole ---- */

static bool
is_ours(struct composing *c)
{
	return c->in->session->options.force || !c->was.s
		|| record_owns(c->in->arena, c->in->record, c->place.spelling, c->was);
}

static bool
compose_own(struct composing *c, const struct rendered *r)
{
	if (!is_ours(c) && !(c->was.len == r->len && !memcmp(c->was.s, r->bytes, r->len)))
		return occupied(c, "a file that mailgen did not write, or that was edited since");
	add_bytes(c, r->bytes, r->len, r->secrets);
	remember(c, record_hash(c->in->arena, r->bytes, r->len), NULL);
	return true;
}

/* ---- a block of lines ---- */

/* A line of the user's file, which is nobody's to see. */
static struct pos
own_place(struct composing *c, unsigned line)
{
	return (struct pos){ source_new(c->in->arena, c->shown, "", 0), line, 1 };
}

/* Finds the block in the file; its marks may be broken. */
static bool
find(struct composing *c)
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
	const struct value *view;
	const char *expression;
	bool ok = true;
	unsigned line;
	size_t i;

	for (i = 0; c->file->taken && i < c->product->n; i++) {
		view = c->product->views[i];
		expression = render_value(c->in->arena, c->file->taken, view,
			c->target->title, c->diags);
		line = block_own_line(&c->block, expression, OWN_ANYWHERE);
		if (!line)
			continue;
		diag_at(c->diags, value_find(view, "id", 2)->text.pos, DIAG_NAME_TAKEN,
			"'%s' has an account '%s' that is not mailgen's", c->shown,
			account_of(view));
		diag_note_at(c->diags, own_place(c, line), "it stands here");
		diag_fix(c->diags, "remove it there, or give this account another 'id:'");
		ok = false;
	}
	return ok;
}

static bool
put_block(struct composing *c, struct literal body)
{
	const struct block *b = &c->block;
	struct buf out = { 0 };

	if (!block_fits(c->file->comment, body)) {
		diag_at(c->diags, (struct pos){ 0 }, DIAG_MERGE,
			"'%s' would get a line that looks like the end of mailgen's block", c->shown);
		return false;
	}
	block_put(c->in->arena, b, c->file->comment, body, &out);
	if (out.len || !b->found) {
		add_buf(c, &out, NULL);
		return true;
	}
	buf_free(&out);         /* there is nothing in it but the block */
	add_bytes(c, NULL, 0, NULL);
	return true;
}

/* Where the block's secrets stand in the whole file. */
static const struct secret_span *
shifted(struct composing *c, const struct rendered *r, const struct piece *p)
{
	const char *at = p->bytes && r->len ? memmem(p->bytes, p->len, r->bytes, r->len)
		: NULL;
	const struct secret_span *s;
	struct secret_span *list = NULL, *span;

	for (s = at ? r->secrets : NULL; s; s = s->next) {
		span = arena_alloc(c->in->arena, 1, sizeof(*span));
		*span = (struct secret_span){ (size_t)(at - p->bytes) + s->from,
			(size_t)(at - p->bytes) + s->to, list };
		list = span;
	}
	return list;
}

static bool
compose_block(struct composing *c, const struct rendered *r)
{
	struct literal body = { r->bytes, r->len };
	const struct block *b = &c->block;
	struct piece *p;

	if (!names_free(c))
		return false;
	if (b->edited && !c->in->session->options.force
	    && !(b->body.len == r->len && !memcmp(b->body.s, r->bytes, r->len)))
		return occupied(c, "a file in which mailgen's block was edited by hand");
	if (!put_block(c, body))
		return false;
	p = &c->in->pieces[c->in->n - 1];
	p->secrets = shifted(c, r, p);
	remember(c, record_hash(c->in->arena, r->bytes, r->len), NULL);
	return true;
}

/* ---- preferences ---- */

/* The endings of the product's accounts. */
static struct word_list
endings(struct composing *c)
{
	struct arena *a = c->in->arena;
	const char **list = arena_alloc(a, c->product->n, sizeof(*list));
	size_t i;

	for (i = 0; i < c->product->n; i++)
		list[i] = render_value(a, c->file->owned, c->product->views[i],
			c->target->title, c->diags);
	return (struct word_list){ list, c->product->n };
}

/* Which accounts of the record are meant. */
struct wanted {
	bool (*is)(const struct composing *, const struct wanted *, const char *account);
	bool (*gone)(struct install *, const char *account);
};

/* Does an account that is not meant need the preference, too? */
static bool
is_needed(const struct composing *c, const struct wanted *wanted, const char *name)
{
	const struct entry *e;
	size_t i;

	for (e = c->in->record; e; e = e->next) {
		if (!is_about(e, c) || wanted->is(c, wanted, e->account))
			continue;
		for (i = 0; i < e->nnames; i++)
			if (!strcmp(e->names[i], name))
				return true;
	}
	return false;
}

/* Names that earlier runs wrote for these accounts alone; and their endings. */
static struct word_list
names_before(struct composing *c, const struct wanted *wanted,
	struct word_list *ends)
{
	struct arena *a = c->in->arena;
	const struct entry *e;
	const char **names, **suffixes;
	struct word_list list = { 0 };
	size_t n = 0, entries = 0;

	for (e = c->in->record; e; e = e->next, entries++)
		n += e->nnames;
	names = arena_alloc(a, n, sizeof(*names));
	suffixes = arena_alloc(a, entries, sizeof(*suffixes));
	*ends = (struct word_list){ suffixes, 0 };
	for (e = c->in->record; e; e = e->next) {
		if (!is_about(e, c) || !wanted->is(c, wanted, e->account))
			continue;
		suffixes[ends->n++] = e->hash;
		for (n = 0; n < e->nnames; n++)
			if (!is_needed(c, wanted, e->names[n]))
				names[list.n++] = e->names[n];
	}
	list.items = names;
	return list;
}

static bool
is_present(const struct composing *c, const struct wanted *wanted,
	const char *account)
{
	(void)wanted;
	return has_account(c->product, account);
}

/* For each account what the record is to know: its ending, then its names. */
static struct word_list *
names_now(struct composing *c, const struct prefs_rule *rule,
	const struct rendered *r)
{
	struct arena *a = c->in->arena;
	struct word_list *all = arena_alloc(a, c->product->n, sizeof(*all));
	const char **words;
	size_t i;

	prefs_names(a, rule, (struct literal){ r->bytes, r->len }, all);
	for (i = 0; i < c->product->n; i++) {
		words = arena_alloc(a, all[i].n + 1, sizeof(*words));
		words[0] = rule->owned.items[i];
		if (all[i].n)
			memcpy(words + 1, all[i].items, all[i].n * sizeof(*words));
		all[i] = (struct word_list){ words, all[i].n + 1 };
	}
	return all;
}

static bool
compose_prefs(struct composing *c, const struct rendered *r)
{
	struct prefs_rule rule = { c->shown, c->file->lists, endings(c) };
	static const struct wanted present = { .is = is_present };
	struct word_list formerly, unused;
	struct buf out = { 0 };

	formerly = names_before(c, &present, &unused);
	if (!prefs_merge(c->in->arena, &rule, c->was,
	    (struct literal){ r->bytes, r->len }, formerly, &out, c->diags)) {
		buf_free(&out);
		return false;
	}
	add_buf(c, &out, NULL);
	remember(c, NULL, names_now(c, &rule, r));
	return true;
}

/* ---- places ---- */

static bool
same_place(const struct place *p, const char *root, const char *path)
{
	return !strcmp(p->root, root) && !strcmp(p->path, path);
}

/* Has this run changed the file already? */
static bool
is_planned(const struct install *in, const struct place *place)
{
	size_t i;

	for (i = 0; i < in->n; i++)
		if (same_place(place, in->pieces[i].root, in->pieces[i].path))
			return true;
	return false;
}

/* Where the client's profile says that the file is; and for a client without any,
 * the index that leads it to the new one. */
static bool
find_profile(struct composing *c)
{
	struct install *in = c->in;
	const char *index = profile_index(in->arena, c->file), *folder, *name;
	struct literal was, start;

	if (!index)
		return true;
	if (!change_read(in->arena, in->home.dir, index, &was, c->diags)
	    || !profile_find(in->arena, c->file, in->home.dir, was, &folder, c->diags))
		return false;
	if (folder) {
		name = strrchr(c->file->install, '/');
		return place_expand(in->arena, &in->home,
			arena_printf(in->arena, "~/%s%s", folder, name), &c->place);
	}
	start = profile_start(in->arena, c->target, c->file, c->diags);
	if (start.s && !was.s
	    && !is_planned(in, &(struct place){ .root = in->home.dir, .path = index }))
		compose_piece(in, (struct piece){ .root = in->home.dir, .path = index,
			.bytes = start.s, .len = start.len, .mode = c->file->mode, .was = was });
	return true;
}

static bool
begin(struct composing *c)
{
	c->mode = c->mode ? c->mode : c->file->mode;
	c->shown = change_path(c->in->arena, c->place.root, c->place.path);
	return hold(c) && change_read(c->in->arena, c->place.root, c->place.path,
		&c->was, c->diags) && find(c);
}

/* Forgets whoever else was in the file. */
static void
strike(struct composing *c)
{
	struct entry **at = &c->in->after;

	while (*at)
		if (is_about(*at, c) && !has_account(c->product, (*at)->account))
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

/* An account that shares the file and that this run does not have would be lost
 * from it without a word. */
static bool
nobody_left(struct composing *c)
{
	const struct entry *e;
	bool ok = true;

	if (c->file->merge == MERGE_PREFS)
		return true;
	if (c->in->session->options.force || !c->was.s
	    || (c->file->merge == MERGE_BLOCK && !c->block.found)) {
		strike(c);
		return true;
	}
	/* `after`, from which prune has struck those that it takes away */
	for (e = c->in->after; e; e = e->next) {
		if (!is_about(e, c) || has_account(c->product, e->account))
			continue;
		diag_at(c->diags, (struct pos){ 0 }, DIAG_ACCOUNT_LEFT,
			"'%s' holds the account '%s', too, which is not among those of this run",
			c->shown, e->account);
		diag_fix(c->diags, "name its file as well, or remove the account with "
			"`mailgen prune --install`");
		ok = false;
	}
	return ok;
}

/* Tells the views of a finding about the user's own part; true when there is one. */
static bool
tell_views(struct composing *c, const char *flag, unsigned line)
{
	const struct product *p = c->product;
	struct value *old;
	size_t i;

	for (i = 0; i < p->n; i++) {
		old = value_find(p->views[i], flag, strlen(flag));
		if (old)
			old->flag = line > 0;
		else
			value_add_flag(c->in->arena, p->views[i], flag, line > 0);
	}
	return line > 0;
}

/* Settings of the user's that the client takes for mailgen's accounts, too: the
 * template undoes them, or they are worth a warning. */
static bool
is_swayed(struct composing *c)
{
	unsigned line = block_own_line(&c->block, c->file->sways, OWN_BEFORE);

	if (line && !target_uses(c->target, "swayed")) {
		diag_graded(c->diags, own_place(c, line), DIAG_CLIENT_NOTE, SEVERITY_WARNING,
			"what is set here holds for mailgen's accounts, too");
		diag_fix(c->diags, "set it in the accounts that it is meant for");
	}
	return tell_views(c, "swayed", line);
}

/* Renders again with what the user's own part has to do with it. */
static const struct rendered *
beside_own_part(struct composing *c, const struct rendered *r)
{
	const struct product *p = c->product;
	struct rendered *again;
	bool another;

	if (c->file->merge != MERGE_BLOCK)
		return r;
	another = tell_views(c, "default_elsewhere",
		block_own_line(&c->block, c->file->chooses, OWN_ANYWHERE));
	another |= is_swayed(c);
	if (!another)
		return r;
	again = render_merged(c->in->arena, c->target, p->views, p->n, c->diags);
	while (again && again->file != r->file)
		again = again->next;
	return again;
}

static bool
take_block(struct composing *c)
{
	if (!c->block.found)
		return true;
	if (c->block.edited && !c->in->session->options.force)
		return occupied(c, "a file in which mailgen's block was edited by hand");
	return put_block(c, (struct literal){ "", 0 });
}

static bool
take_own(struct composing *c)
{
	if (!c->was.s)
		return true;
	if (!is_ours(c))
		return occupied(c, "a file that mailgen did not write, or that was edited since");
	add_bytes(c, NULL, 0, NULL);
	return true;
}

/* What the manifest says of a file that the record has: the one that has the
 * place, else the one that is merged so. */
static const struct target_file *
file_of(const struct target *t, const struct entry *e)
{
	const struct target_file *f, *found = NULL;
	bool here, best = false;
	size_t i;

	for (f = t->files; f; f = f->next) {
		if (strcmp(merges[f->merge], e->merge))
			continue;
		here = f->install && !strcmp(f->install, e->path);
		for (i = 0; i < f->places.n && !here; i++)
			here = !strcmp(f->places.items[i], e->path);
		if (!found || (here && !best))
			found = f;
		best |= here;
	}
	return found;
}

/* ---- one file, one client ---- */

/* Is the entry about accounts that another target has in the file? */
static bool
is_neighbours(struct composing *c, const struct entry *e)
{
	struct place place;

	return strcmp(e->target, c->target->name)
		&& place_expand(c->in->arena, &c->in->home, e->path, &place)
		&& same_place(&place, c->place.root, c->place.path);
}

static const char *
neighbour(struct composing *c)
{
	const struct entry *e;

	for (e = c->in->after; e; e = e->next)
		if (is_neighbours(c, e))
			return e->target;
	return NULL;
}

static void
strike_neighbours(struct composing *c)
{
	struct entry **at = &c->in->after;

	while (*at)
		if (is_neighbours(c, *at))
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

/* Two clients that read the same file take each other's accounts for their own. */
static bool
is_alone(struct composing *c, bool *skip)
{
	bool planned = is_planned(c->in, &c->place), gone = !c->was.s
		|| (c->file->merge == MERGE_BLOCK && !c->block.found);
	const char *other = neighbour(c);

	*skip = false;
	if (!planned && (!other || c->file->merge == MERGE_PREFS))
		return true;
	if (!planned && (gone || c->in->session->options.force)) {
		strike_neighbours(c);
		return true;
	}
	*skip = c->in->job->all;
	if (*skip) {
		diag_at(c->diags, (struct pos){ 0 }, DIAG_CLIENT_NOTE,
			"target '%s' is left out: '%s' holds the accounts of target '%s'",
			c->target->name, c->shown, other ? other : c->target->name);
		return true;
	}
	diag_at(c->diags, (struct pos){ 0 }, DIAG_MERGE,
		"'%s' holds the accounts of target '%s', and '%s' would read them", c->shown,
		other ? other : c->target->name, c->target->name);
	diag_fix(c->diags, "install one of the two, or make a file that '%s' alone reads",
		c->target->name);
	return false;
}

/* Takes the accounts away from where the client does not look for them any more. */
static bool
leave_place(struct composing *c, const struct entry *e)
{
	struct composing old = { .in = c->in, .product = c->product,
		.target = c->target, .file = c->file, .diags = c->diags };

	if (!place_expand(c->in->arena, &c->in->home, e->path, &old.place)
	    || same_place(&old.place, c->place.root, c->place.path))
		return true;
	if (!begin(&old) || !nobody_left(&old)
	    || !(c->file->merge == MERGE_BLOCK ? take_block(&old) : take_own(&old)))
		return false;
	old.product = NULL;
	strike(&old);
	return true;
}

static bool
leave_old_places(struct composing *c)
{
	const struct entry *e, *seen;
	bool ok = true;

	for (e = c->in->record; e && c->file->merge != MERGE_PREFS; e = e->next) {
		if (strcmp(e->target, c->target->name) || !strcmp(e->path, c->place.spelling)
		    || file_of(c->target, e) != c->file)
			continue;
		for (seen = c->in->record; seen != e; seen = seen->next)
			if (!strcmp(seen->target, e->target) && !strcmp(seen->path, e->path))
				break;
		if (seen == e)
			ok &= leave_place(c, e);
	}
	return ok;
}

bool
install_add(struct install *in, const struct product *p, const struct rendered *r)
{
	static bool (*const compose[])(struct composing *, const struct rendered *) = {
		[MERGE_OWN] = compose_own, [MERGE_BLOCK] = compose_block,
		[MERGE_PREFS] = compose_prefs,
	};
	struct composing c = { .in = in, .product = p, .target = p->target,
		.file = r->file, .mode = r->mode, .diags = in->session->diags };
	bool skip;

	if (!place_of(in->arena, &in->home, c.file, &c.place)) {
		diag_at(c.diags, (struct pos){ 0 }, DIAG_MANIFEST_BROKEN,
			"the place '%s' of target '%s' is not below '~' or '$XDG_CONFIG_HOME'",
			c.file->install, c.target->name);
		return false;
	}
	if (!find_profile(&c) || !begin(&c) || !is_alone(&c, &skip))
		return false;
	if (skip)
		return true;
	if (!nobody_left(&c))
		return false;
	r = beside_own_part(&c, r);
	return r && compose[c.file->merge](&c, r) && leave_old_places(&c);
}

/* ---- taking away ---- */

static bool
has_left(const struct composing *c, const struct wanted *wanted,
	const char *account)
{
	return wanted->gone(c->in, account);
}

static bool
take_prefs(struct composing *c, bool (*gone)(struct install *, const char *))
{
	const struct wanted leaving = { has_left, gone };
	struct prefs_rule rule = { .path = c->shown, .lists = c->file->lists };
	struct word_list formerly = names_before(c, &leaving, &rule.owned);
	struct buf out = { 0 };

	if (!c->was.s)
		return true;
	if (!prefs_remove(c->in->arena, &rule, c->was, formerly, &out, c->diags)) {
		buf_free(&out);
		return false;
	}
	add_buf(c, &out, NULL);
	return true;
}

bool
install_take_away(struct install *in, const struct target *target,
	const struct entry *left, bool (*gone)(struct install *, const char *account))
{
	struct composing c = { .in = in, .target = target,
		.file = file_of(target, left), .diags = in->session->diags };
	bool ok;

	if (!c.file || !place_expand(in->arena, &in->home, left->path, &c.place)) {
		diag_at(c.diags, (struct pos){ 0 }, DIAG_MERGE,
			"target '%s' knows nothing of '%s' any more", target->name, left->path);
		return false;
	}
	if (!begin(&c))
		return false;
	ok = c.file->merge == MERGE_PREFS ? take_prefs(&c, gone)
		: c.file->merge == MERGE_BLOCK ? take_block(&c) : take_own(&c);
	if (ok)
		install_forget(in, left, gone);
	return ok;
}
