/* What becomes of one file in a client's own place: mailgen's part of it changes,
 * the user's stays. Used by install.c and the commands that plan changes. */
#include "install/merge.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "install/merging.h"
#include "install/install.h"
#include "pipeline/session.h"
#include "client/render.h"
#include "client/target.h"
#include "sys/lock.h"
#include "install/profile.h"
#include "install/state.h"
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

void
install_change(struct install *in, struct file_change change)
{
	in->changes = arena_grow(in->arena, in->changes, in->n, sizeof(*in->changes));
	in->changes[in->n++] = change;
}

void
merge_release(struct install *in)
{
	struct held *h;

	for (h = in->held; h; h = h->next)
		lock_release(&h->lock);
	in->held = NULL;
}

/* Takes the client's lock in the folder of the place, once a run. */
static bool
hold(struct merging *c)
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

/* What stands there as mailgen wrote it. */
static void
find_ours(const struct merging *c, struct file_change *p)
{
	if (c->file->merge == MERGE_OWN
	    && state_owns(c->in->arena, c->in->state, c->place.spelling, c->was))
		p->ours[0] = c->was;
	else if (c->file->merge == MERGE_BLOCK && !c->head.edited && !c->block.edited) {
		p->ours[0] = c->head.body;
		p->ours[1] = c->block.body;
	}
}

void
merge_bytes(struct merging *c, const char *bytes, size_t len,
	const struct rendered *r)
{
	struct file_change p = { .root = c->place.root, .path = c->place.path,
		.bytes = bytes, .len = len, .mode = c->mode, .was = c->was,
		.open = { c->file->words, merge_marks(c) },
		.secret = c->file->secret, .private = c->file->private,
		.own = c->file->merge == MERGE_OWN };

	if (r) {
		p.meant = (struct literal){ r->bytes, r->len };
		p.secrets = r->secrets;
	}
	find_ours(c, &p);
	install_change(c->in, p);
}

void
merge_buf(struct merging *c, struct buf *out, const struct rendered *r)
{
	merge_bytes(c, arena_copy(c->in->arena, out->s ? out->s : "", out->len),
		out->len, r);
	buf_free(out);
}

const char *
merge_account(const struct value *view)
{
	return value_find(view, "id", 2)->text.s;
}

void
merge_tell(struct merging *c, struct value *view, const char *flag, bool is)
{
	struct value *old = value_find(view, flag, strlen(flag));

	if (old)
		old->flag = is;
	else
		value_add_flag(c->in->arena, view, flag, is);
}

bool
merge_has(const struct merging *c, const char *account)
{
	return table_find(&c->accounts, account, strlen(account)) != NULL;
}

static void
know_accounts(struct merging *c)
{
	const char *id;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		id = merge_account(c->product->views[i]);
		*table_at(c->in->arena, &c->accounts, id, strlen(id)) = c->product->views[i];
	}
}

bool
merge_is_about(const struct state_entry *e, const struct merging *c)
{
	return !strcmp(e->path, c->place.spelling)
		&& !strcmp(e->target, c->target->name);
}

/* Remembers the file for each account of the product. */
void
merge_remember(struct merging *c, const char *hash, const struct word_list *names)
{
	struct state_entry *e, *list = NULL, **end = &list;
	size_t i;

	for (i = 0; i < c->product->n; i++) {
		e = arena_alloc(c->in->arena, 1, sizeof(*e));
		*e = (struct state_entry){ .hash = hash, .merge = merges[c->file->merge],
			.account = merge_account(c->product->views[i]),
			.target = c->target->name, .path = c->place.spelling };
		if (names) {
			e->hash = names[i].items[0];
			e->names = names[i].items + 1;
			e->nnames = names[i].n - 1;
		} else if (c->secret) {
			e->names = state_secret;
			e->nnames = countof(state_secret);
		}
		*end = e;
		end = &e->next;
	}
	state_put(c->in->arena, &c->in->state_after, list);
}

void
install_forget(struct install *in, const struct state_entry *file,
	bool (*gone)(struct install *, const char *account))
{
	struct state_entry **at = &in->state_after;

	while (*at)
		if (!strcmp((*at)->path, file->path) && !strcmp((*at)->target, file->target)
		    && gone(in, (*at)->account))
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

bool
merge_occupied(struct merging *c, const char *what)
{
	return change_occupied(c->in->arena, c->diags, c->place.root, c->place.path,
		what, "move it away, or use --force to replace it");
}

/* ---- a file that is mailgen's as a whole ---- */

static bool
is_ours(struct merging *c)
{
	return c->in->session->options.force || !c->was.s
		|| state_owns(c->in->arena, c->in->state, c->place.spelling, c->was);
}

static bool
merge_own(struct merging *c, const struct rendered *r)
{
	if (!is_ours(c) && !(c->was.len == r->len && !memcmp(c->was.s, r->bytes, r->len)))
		return merge_occupied(c,
			"a file that mailgen did not write, or that was edited since");
	merge_bytes(c, r->bytes, r->len, r);
	merge_remember(c, state_hash(c->in->arena, r->bytes, r->len), NULL);
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
		if (same_place(place, in->changes[i].root, in->changes[i].path))
			return true;
	return false;
}

/* Where the client's profile says that the file is; and for a client without any,
 * the index that leads it to the new one. */
static bool
find_profile(struct merging *c)
{
	struct install *in = c->in;
	struct word_list paths = profile_indexes(in->arena, c->file, in->home.dir);
	struct profile_index *indexes = arena_alloc(in->arena, paths.n + 1, sizeof(*indexes));
	const char *folder, *name;
	struct literal start;
	size_t i;

	if (!paths.n)
		return true;
	for (i = 0; i < paths.n; i++) {
		indexes[i].path = paths.items[i];
		if (!change_read(in->arena, in->home.dir, paths.items[i], &indexes[i].bytes,
		    c->diags))
			return false;
	}
	if (!profile_find(in->arena, c->file, in->home.dir, indexes, paths.n, &folder, c->diags))
		return false;
	if (folder) {
		name = strrchr(c->file->install, '/');
		return place_expand(in->arena, &in->home,
			arena_printf(in->arena, "~/%s%s", folder, name), &c->place);
	}
	start = profile_start(in->arena, c->target, c->file, c->diags);
	if (start.s && !indexes[0].bytes.s && !is_planned(in, &(struct place){
	    .root = in->home.dir, .path = indexes[0].path }))
		install_change(in, (struct file_change){ .root = in->home.dir,
			.path = indexes[0].path, .bytes = start.s, .len = start.len,
			.mode = c->file->mode, .was = indexes[0].bytes });
	return true;
}

static bool
begin(struct merging *c)
{
	c->mode = c->mode ? c->mode : c->file->mode;
	c->shown = change_path(c->in->arena, c->place.root, c->place.path);
	return hold(c) && change_read(c->in->arena, c->place.root, c->place.path,
		&c->was, c->diags) && merge_find_block(c);
}

/* Forgets whoever else was in the file. */
static void
strike(struct merging *c)
{
	struct state_entry **at = &c->in->state_after;

	while (*at)
		if (merge_is_about(*at, c) && !merge_has(c, (*at)->account))
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

/* An account that shares the file and that this run does not have would be lost
 * from it without a word. */
static bool
nobody_left(struct merging *c)
{
	const struct state_entry *e;
	bool ok = true;

	if (c->file->merge == MERGE_PREFS)
		return true;
	if (c->in->session->options.force || !c->was.s
	    || (c->file->merge == MERGE_BLOCK && !c->block.found)) {
		strike(c);
		return true;
	}
	/* `after`, from which prune has struck those that it takes away */
	for (e = c->in->state_after; e; e = e->next) {
		if (!merge_is_about(e, c) || merge_has(c, e->account))
			continue;
		diag_at(c->diags, (struct pos){ 0 }, DIAG_ACCOUNT_LEFT,
			"'%s' also contains the account '%s', which is not among those of this run",
			c->shown, e->account);
		diag_fix(c->diags, "name its file as well, or remove the account with "
			"`mailgen prune --install`");
		ok = false;
	}
	return ok;
}

static bool
take_own(struct merging *c)
{
	if (!c->was.s)
		return true;
	if (!is_ours(c))
		return merge_occupied(c,
			"a file that mailgen did not write, or that was edited since");
	merge_bytes(c, NULL, 0, NULL);
	return true;
}

/* What the manifest says of a file that the record has: the one that has the
 * place, else the one that is merged so. */
static const struct target_file *
file_of(const struct target *t, const struct state_entry *e)
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
is_neighbours(struct merging *c, const struct state_entry *e)
{
	struct place place;

	return strcmp(e->target, c->target->name)
		&& place_expand(c->in->arena, &c->in->home, e->path, &place)
		&& same_place(&place, c->place.root, c->place.path);
}

static const char *
neighbour(struct merging *c)
{
	const struct state_entry *e;

	for (e = c->in->state_after; e; e = e->next)
		if (is_neighbours(c, e))
			return e->target;
	return NULL;
}

static void
strike_neighbours(struct merging *c)
{
	struct state_entry **at = &c->in->state_after;

	while (*at)
		if (is_neighbours(c, *at))
			*at = (*at)->next;
		else
			at = &(*at)->next;
}

/* Two clients that read the same file take each other's accounts for their own. */
static bool
is_alone(struct merging *c, bool *skip)
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
			"target '%s' is left out: '%s' contains the accounts of target '%s'",
			c->target->name, c->shown, other ? other : c->target->name);
		return true;
	}
	diag_at(c->diags, (struct pos){ 0 }, DIAG_MERGE,
		"'%s' contains the accounts of target '%s', and '%s' would read them", c->shown,
		other ? other : c->target->name, c->target->name);
	diag_fix(c->diags, "install one of the two, or make a file that '%s' alone reads",
		c->target->name);
	return false;
}

/* Where the file holds nothing but another client's accounts, and nothing of the
 * user's that a file of its own would hide from the client, there shall be one. */
static bool
part_from_neighbours(struct merging *c)
{
	const struct block *b = &c->block;
	struct place own;

	if (c->file->merge != MERGE_BLOCK || !b->found || b->before.len || b->after.len
	    || !neighbour(c)
	    || !place_expand(c->in->arena, &c->in->home, c->file->install, &own)
	    || same_place(&own, c->place.root, c->place.path))
		return true;
	c->place = own;
	return begin(c);
}

/* Takes the accounts away from where the client does not look for them any more. */
static bool
leave_place(struct merging *c, const struct state_entry *e)
{
	struct merging old = { .in = c->in, .product = c->product, .accounts = c->accounts,
		.target = c->target, .file = c->file, .diags = c->diags };

	if (!place_expand(c->in->arena, &c->in->home, e->path, &old.place)
	    || same_place(&old.place, c->place.root, c->place.path))
		return true;
	if (!begin(&old) || !nobody_left(&old)
	    || !(c->file->merge == MERGE_BLOCK ? merge_take_block(&old) : take_own(&old)))
		return false;
	old.product = NULL;
	old.accounts = (struct table){ NULL };
	strike(&old);
	return true;
}

static bool
leave_old_places(struct merging *c)
{
	enum { PLACES_MAX = 100 };      /* a client has a few; each costs a look at all */
	const struct state_entry *e;
	struct table seen = { NULL };
	size_t places = 0;
	void **at;
	bool ok = true;

	for (e = c->in->state; e && c->file->merge != MERGE_PREFS && places < PLACES_MAX;
	    e = e->next) {
		if (strcmp(e->target, c->target->name) || !strcmp(e->path, c->place.spelling)
		    || file_of(c->target, e) != c->file)
			continue;
		at = table_at(c->in->arena, &seen, e->path, strlen(e->path));
		places += !*at;
		ok &= *at || leave_place(c, e);
		*at = c;
	}
	return ok;
}

bool
install_add(struct install *in, const struct client_accounts *p, const struct rendered *r)
{
	static bool (*const compose[])(struct merging *, const struct rendered *) = {
		[MERGE_OWN] = merge_own, [MERGE_BLOCK] = merge_block,
		[MERGE_PREFS] = merge_prefs,
	};
	struct merging c = { .in = in, .product = p, .target = p->target,
		.file = r->file, .mode = r->mode, .diags = in->session->diags };
	bool skip;

	know_accounts(&c);
	if (!place_of(in->arena, &in->home, c.file, &c.place)) {
		diag_at(c.diags, (struct pos){ 0 }, DIAG_MANIFEST_BROKEN,
			"the place '%s' of target '%s' is not below '~' or '$XDG_CONFIG_HOME'",
			c.file->install, c.target->name);
		return false;
	}
	if (!find_profile(&c) || !begin(&c) || !part_from_neighbours(&c)
	    || !is_alone(&c, &skip))
		return false;
	if (skip)
		return true;
	if (!nobody_left(&c))
		return false;
	r = merge_beside(&c, r);
	c.secret = r && span_embeds(r->secrets);
	return r && compose[c.file->merge](&c, r) && leave_old_places(&c);
}

/* ---- taking away ---- */

bool
install_take_away(struct install *in, const struct target *target,
	const struct state_entry *left, bool (*gone)(struct install *, const char *account))
{
	struct merging c = { .in = in, .target = target,
		.file = file_of(target, left), .diags = in->session->diags };
	bool ok;

	if (!c.file || !place_expand(in->arena, &in->home, left->path, &c.place)) {
		diag_at(c.diags, (struct pos){ 0 }, DIAG_MERGE,
			"target '%s' knows nothing of '%s' any more", target->name, left->path);
		return false;
	}
	if (!begin(&c))
		return false;
	ok = c.file->merge == MERGE_PREFS ? merge_take_prefs(&c, gone)
		: c.file->merge == MERGE_BLOCK ? merge_take_block(&c) : take_own(&c);
	if (ok)
		install_forget(in, left, gone);
	return ok;
}
