/* What becomes of a client's own files: mailgen's part of them changes, the user's
 * stays. Used by the commands that plan changes. */
#include "install/merge.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/render.h"
#include "client/target.h"
#include "install/folders.h"
#include "install/install.h"
#include "install/profile.h"
#include "install/state.h"
#include "pipeline/units.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "sys/path.h"
#include "sys/transaction.h"
#include "template/value.h"

/* ---- a file that is mailgen's as a whole ---- */

static bool
may_replace(struct merging *m)
{
	const struct rendered *r = m->rendered;

	return m->in->run->options->force || !m->was.s
		|| state_owns(m->in->arena, m->in->state, m->place.spelling, m->was)
		|| (r && path_same(m->was, (struct literal){ r->bytes, r->len }))
		|| merge_occupied(m,
			"a file that mailgen did not write, or that was edited since");
}

static bool
merge_own(struct merging *m)
{
	if (!may_replace(m))
		return false;
	merge_bytes(m, m->rendered->bytes, m->rendered->len);
	merge_remember(m, m->rendered, NULL);
	return true;
}

static bool
take_own(struct merging *m)
{
	if (!may_replace(m))
		return false;
	if (m->was.s)
		merge_bytes(m, NULL, 0);
	return true;
}

/* Takes mailgen's part out of a file. */
static bool
take(struct merging *m)
{
	static bool (*const ways[])(struct merging *) = {
		[MERGE_OWN] = take_own, [MERGE_BLOCK] = merge_take_block,
		[MERGE_PREFS] = merge_take_prefs, [MERGE_INI] = merge_take_keyed,
		[MERGE_JSON] = merge_take_keyed,
	};

	return ways[m->file->merge](m);
}

/* ---- places ---- */

static bool
same_place(const struct place *p, const char *root, const char *path)
{
	return !strcmp(p->root, root) && !strcmp(p->path, path);
}

/* Does the run change the file already? */
static bool
is_planned(const struct merging *m, const char *root, const char *path)
{
	const struct place place = { .root = root, .path = path };
	const struct merging *other;
	size_t i;

	for (other = m->first; other < m; other++)
		if (same_place(&other->place, root, path))
			return true;
	for (i = 0; i < m->in->n; i++)
		if (same_place(&place, m->in->changes[i].root, m->in->changes[i].path))
			return true;
	return false;
}

/* Where the client's profile says that the file is; and for a client without any,
 * the index that leads it to the new one. */
static bool
find_profile(struct merging *m)
{
	struct install *in = m->in;
	struct word_list paths = profile_indexes(in->arena, m->file, in->home.dir);
	struct profile_index *indexes = arena_alloc(in->arena, paths.n + 1, sizeof(*indexes));
	const char *folder, *name;
	struct literal start;
	size_t i;

	if (!paths.n)
		return true;
	for (i = 0; i < paths.n; i++) {
		indexes[i].path = paths.items[i];
		if (!change_read(in->arena, in->home.dir, paths.items[i], &indexes[i].bytes,
		    m->diags))
			return false;
	}
	if (!profile_find(in->arena, m->file, in->home.dir, indexes, paths.n, &folder, m->diags))
		return false;
	if (folder) {
		name = strrchr(m->place.spelling, '/');
		return place_expand(in->arena, &in->home,
			arena_printf(in->arena, "~/%s%s", folder, name), &m->place);
	}
	start = profile_start(in->arena, m->target, m->file, m->diags);
	if (start.s && !indexes[0].bytes.s && !is_planned(m, in->home.dir, indexes[0].path))
		merge_change(in, (struct file_change){ .root = in->home.dir,
			.path = indexes[0].path, .bytes = start.s, .len = start.len,
			.mode = m->file->mode, .was = indexes[0].bytes });
	return true;
}

/* ---- who else is in the file ---- */

static bool
is_others(void *context, const struct state_entry *e)
{
	const struct merging *m = context;

	return merge_is_about(m, e) && !merge_means(m, e->account)
		&& !(m->all && table_find(m->all, e->account, strlen(e->account)));
}

/* Is there nothing of mailgen's in the file? */
static bool
is_without_ours(const struct merging *m)
{
	return !m->was.s || (m->file->merge == MERGE_BLOCK && !m->block.found);
}

/* An account that shares the file and that this run does not have would be lost
 * from it without a word. */
static bool
nobody_left(struct merging *m)
{
	const struct state_entry *e;
	bool ok = true;

	if (m->file->merge == MERGE_PREFS)
		return true;
	if (m->in->run->options->force || is_without_ours(m))
		state_remove(&m->in->state_after, is_others, m);
	/* those that prune takes away are not in state_after any more */
	for (e = m->in->state_after; e; e = e->next) {
		if (!is_others(m, e))
			continue;
		diag_general(m->diags, DIAG_ACCOUNT_LEFT,
			"'%s' also contains the account '%s', which is not among those of this run",
			m->shown, e->account);
		diag_fix(m->diags, "name its file as well, or remove the account with "
			"`mailgen prune --install`");
		ok = false;
	}
	return ok;
}

/* Is the entry about accounts that another target has in the file? */
static bool
is_neighbours(void *context, const struct state_entry *e)
{
	const struct merging *m = context;
	struct place place;

	return strcmp(e->target, m->target->name)
		&& place_expand(m->in->arena, &m->in->home, e->path, &place)
		&& same_place(&place, m->place.root, m->place.path);
}

/* The other target that has accounts in the file, or NULL. */
static const char *
neighbour(struct merging *m)
{
	const struct state_entry *e;

	for (e = m->in->state_after; e; e = e->next)
		if (is_neighbours(m, e))
			return e->target;
	return NULL;
}

/* Two accounts that are each to have a file of its own, and have the same one. */
static bool
is_apart(struct merging *m)
{
	const struct merging *other;

	for (other = m->first; other < m && !m->file->many; other++)
		if (other->file == m->file && !other->absent
		    && same_place(&other->place, m->place.root, m->place.path)) {
			diag_at(m->diags,
				value_named(m->accounts->views[0], "id")->text.pos,
				DIAG_DUPLICATE_ACCOUNT,
				"the accounts '%s' and '%s' would both be the file '%s'",
				merge_account(other->accounts->views[0]),
				merge_account(m->accounts->views[0]), m->shown);
			return false;
		}
	return true;
}

/* Two clients that read the same file take each other's accounts for their own. With
 * "all" the second is skipped. */
static bool
is_alone(struct merging *m)
{
	bool planned = is_planned(m, m->place.root, m->place.path);
	const char *other = neighbour(m);

	if (!planned && (!other || m->file->merge == MERGE_PREFS))
		return true;
	if (!planned && (is_without_ours(m) || m->in->run->options->force)) {
		state_remove(&m->in->state_after, is_neighbours, m);
		return true;
	}
	other = other ? other : m->target->name;
	m->skipped = m->in->targets->all;
	if (m->skipped) {
		diag_general(m->diags, DIAG_CLIENT_NOTE,
			"target '%s' is left out: '%s' contains the accounts of target '%s'",
			m->target->name, m->shown, other);
		return true;
	}
	diag_general(m->diags, DIAG_MERGE,
		"'%s' contains the accounts of target '%s', and '%s' would read them", m->shown,
		other, m->target->name);
	diag_fix(m->diags, "install one of the two, or make a file that '%s' alone reads",
		m->target->name);
	return false;
}

/* Where the file holds nothing but another client's accounts, and nothing of the
 * user's that a file of its own would hide from the client, there shall be one. */
static bool
part_from_neighbours(struct merging *m)
{
	const struct block *b = &m->block;
	struct place own;

	if (m->file->merge != MERGE_BLOCK || !b->found || b->before.len || b->after.len
	    || !neighbour(m))
		return true;
	if (!place_read(m->in->arena, &m->in->home, m->target, &m->file->install,
	    m->accounts->views[0], &own, m->diags))
		return false;
	if (same_place(&own, m->place.root, m->place.path))
		return true;
	m->place = own;
	return merge_look(m);
}

/* ---- places that the accounts had before ---- */

/* What the manifest says of a file that the state has: the one that has the name or the
 * place, else the one that is merged so. */
static const struct target_file *
file_of(const struct target *t, const struct state_entry *e)
{
	const char *name = state_file(e);
	const struct target_file *f, *found = NULL;
	bool here, best = false;
	size_t i;

	for (f = t->files; f; f = f->next) {
		if (strcmp(merge_word(f), e->merge))
			continue;
		here = name ? !strcmp(f->name, name)
			: f->install.text && !strcmp(f->install.text, e->path);
		for (i = 0; i < f->search.n && !here && !name; i++)
			here = !strcmp(f->search.items[i].text, e->path);
		if (!found || (here && !best))
			found = f;
		best |= here;
	}
	return found;
}

/* Has another file of the run the place now? */
static bool
is_used_again(const struct merging *m, const struct place *place)
{
	const struct merging *other;

	for (other = m->first; other < m->end; other++)
		if (!other->absent && !other->skipped
		    && same_place(&other->place, place->root, place->path))
			return true;
	return false;
}

static bool
is_meant(void *context, const struct state_entry *e)
{
	const struct merging *m = context;

	return merge_is_about(m, e) && merge_means(m, e->account);
}

/* Takes the accounts away from where the client does not look for them any more. */
static bool
leave_place(struct merging *m, const struct state_entry *e)
{
	struct merging old = { .in = m->in, .accounts = m->accounts, .ids = m->ids,
		.target = m->target, .file = m->file, .diags = m->diags };

	if (!place_expand(m->in->arena, &m->in->home, e->path, &old.place)
	    || same_place(&old.place, m->place.root, m->place.path))
		return true;
	if (!is_used_again(m, &old.place) && (!merge_look(&old) || !nobody_left(&old)
	    || !take(&old)))
		return false;
	state_remove(&m->in->state_after, is_meant, &old);
	return true;
}

static bool
leave_old_places(struct merging *m)
{
	enum { PLACES_MAX = 100 };      /* a client has a few; each costs a look at all */
	const struct state_entry *e;
	struct table seen = { NULL };
	size_t places = 0;
	void **at;
	bool ok = true;

	for (e = m->in->state; e && m->file->merge != MERGE_PREFS && places < PLACES_MAX;
	    e = e->next) {
		if (strcmp(e->target, m->target->name) || !strcmp(e->path, m->place.spelling)
		    || (m->file->install.template && !merge_means(m, e->account))
		    || file_of(m->target, e) != m->file)
			continue;
		at = table_at(m->in->arena, &seen, e->path, strlen(e->path));
		places += !*at;
		ok &= *at || leave_place(m, e);
		*at = m;
	}
	return ok;
}

/* ---- one client ---- */

/* With "all" a client that is to make its file first is skipped, with its other files. */
static void
skip_unbegun(struct merging *m)
{
	const struct merging *other;

	if (m->skipped || !m->in->targets->all || !m->accounts)
		return;
	for (other = m->first; other < m; other++)
		m->skipped |= other->skipped && other->file->first_run;
	if (m->skipped || !m->file->first_run || m->was.s)
		return;
	m->skipped = true;
	diag_general(m->diags, DIAG_CLIENT_NOTE, "target '%s' is left out: %s has not made its file"
		" '%s' yet", m->target->name, m->target->title, m->shown);
}

/* Looks at the place of a file, and at what it holds. */
static bool
look(struct merging *m)
{
	if (!place_of(m->in->arena, &m->in->home, m->target, m->file, m->accounts->views[0],
	    &m->place, m->diags) || !find_profile(m) || !merge_look(m)
	    || !part_from_neighbours(m) || !is_apart(m) || !is_alone(m))
		return false;
	skip_unbegun(m);
	return m->skipped || (nobody_left(m)
		&& (m->file->merge != MERGE_BLOCK || merge_look_beside(m)));
}

static struct table
ids_of(struct arena *a, const struct client_accounts *accounts)
{
	struct table ids = { NULL };
	const char *id;
	size_t i;

	for (i = 0; i < accounts->n; i++) {
		id = merge_account(accounts->views[i]);
		*table_at(a, &ids, id, strlen(id)) = &accounts->views[i];
	}
	return ids;
}

/* What was rendered for the file; NULL: nothing. */
static const struct rendered *
rendered_for(const struct merging *m, const struct rendered *r)
{
	while (r && (r->file != m->file
	    || (r->account && strcmp(r->account, merge_account(m->accounts->views[0])))))
		r = r->next;
	return r;
}

/* Renders the accounts with what their templates have to know of the user's own part;
 * false after reporting. */
static bool
render_beside(struct merging *files, struct merging *end,
	const struct client_accounts *accounts)
{
	const struct destination to = merge_destination(files);
	bool after_defaults = false, has_default = false;
	const struct rendered *r;
	struct merging *m;
	size_t i;

	for (m = files; m < end; m++) {
		after_defaults |= m->after_defaults;
		has_default |= m->has_default;
	}
	for (i = 0; i < accounts->n; i++) {
		merge_flag(files, accounts->views[i], "after_defaults", after_defaults);
		merge_flag(files, accounts->views[i], "has_default", has_default);
	}
	r = render_merged(files->in->arena, files->target, accounts->views, accounts->n, &to,
		files->diags);
	for (m = files; m < end && r; m++)
		m->rendered = rendered_for(m, r);
	return r;
}

/* A file of several accounts, or that of one of them. */
static void
begin_file(struct merging *m, const struct client_accounts *all, size_t account, bool written)
{
	struct client_accounts *one = arena_alloc(m->in->arena, 1, sizeof(*one));

	m->accounts = all;
	m->ids = *m->all;
	m->absent = !written;
	m->place = (struct place){ "", "", "" };
	if (m->file->many || all->n == 1)
		return;
	*one = (struct client_accounts){ all->target, all->views + account, 1 };
	m->accounts = one;
	m->ids = ids_of(m->in->arena, one);
}

/* All files of the client, of each account those that are its own. */
static struct merging *
begin_files(struct install *in, const struct client_accounts *accounts,
	const struct table *ids, struct merging **end)
{
	const struct target_file *f;
	struct merging *files = NULL;
	bool *writes, any;
	size_t n = 0, i, k;

	for (f = accounts->target->files; f; f = f->next) {
		writes = render_writes(in->arena, f, accounts->views, accounts->n);
		for (i = 0, any = false; i < accounts->n; i++)
			any |= writes[i];
		for (i = 0; i < (f->many ? 1 : accounts->n); i++) {
			files = arena_grow(in->arena, files, n, sizeof(*files));
			files[n] = (struct merging){ .in = in, .diags = in->diags, .all = ids,
				.target = accounts->target, .file = f };
			begin_file(&files[n++], accounts, i, f->many ? any : writes[i]);
		}
	}
	*end = files ? files + n : NULL;
	for (k = 0; k < n; k++) {
		files[k].first = files;
		files[k].end = *end;
	}
	return files;
}

bool
merge_client(struct install *in, const struct client_accounts *accounts)
{
	static bool (*const merge[])(struct merging *) = {
		[MERGE_OWN] = merge_own, [MERGE_BLOCK] = merge_block,
		[MERGE_PREFS] = merge_prefs,
		[MERGE_INI] = merge_keyed, [MERGE_JSON] = merge_keyed,
	};
	struct table ids = ids_of(in->arena, accounts);
	struct merging *end, *files = begin_files(in, accounts, &ids, &end), *m;
	bool ok = true;

	for (m = files; m < end; m++)
		ok &= m->absent || look(m);
	ok = ok && render_beside(files, end, accounts);
	for (m = files; m < end && ok; m++)
		ok = m->skipped || ((m->absent || merge[m->file->merge](m))
			&& leave_old_places(m));
	ok = ok && folders_plan(in, accounts, &ids);
	state_put(in->arena, &in->state_after, in->remembered);
	in->remembered = NULL;
	return ok;
}

/* ---- taking away ---- */

void
merge_forget(struct install *in, const struct target *target, const char *path)
{
	state_remove(&in->state_after, is_meant, &(struct merging){ .in = in, .target = target,
		.place.spelling = path });
}

bool
merge_take_away(struct install *in, const struct target *target,
	const struct state_entry *left)
{
	struct merging m = { .in = in, .target = target, .file = file_of(target, left),
		.diags = in->diags };
	bool ok;

	if (!strcmp(left->merge, STATE_FOLDER)) {
		m.place.spelling = left->path;
		state_remove(&in->state_after, is_meant, &m);
		folders_leave(in, left);
		return true;
	}
	if (!m.file || !place_expand(in->arena, &in->home, left->path, &m.place)) {
		diag_general(m.diags, DIAG_MERGE,
			"target '%s' knows nothing of '%s' any more", target->name, left->path);
		return false;
	}
	if (!merge_look(&m))
		return false;
	ok = take(&m);
	if (ok)
		state_remove(&in->state_after, is_meant, &m);
	return ok;
}
