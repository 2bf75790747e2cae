/* What becomes of a client's own files: mailgen's part of them changes, the user's
 * stays. Used by the commands that plan changes. */
#include "install/merge.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/render.h"
#include "client/target.h"
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
		name = strrchr(m->file->install, '/');
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

	return merge_is_about(m, e) && !merge_means(m, e->account);
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

/* Two clients that read the same file take each other's accounts for their own. With
 * "all" the second is skipped. */
static bool
is_alone(struct merging *m)
{
	bool planned = (m->accounts->n > 1 && !m->file->many)
		|| is_planned(m, m->place.root, m->place.path);
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
	    || !neighbour(m)
	    || !place_expand(m->in->arena, &m->in->home, m->file->install, &own)
	    || same_place(&own, m->place.root, m->place.path))
		return true;
	m->place = own;
	return merge_look(m);
}

/* ---- places that the accounts had before ---- */

/* What the manifest says of a file that the state has: the one that has the
 * place, else the one that is merged so. */
static const struct target_file *
file_of(const struct target *t, const struct state_entry *e)
{
	const struct target_file *f, *found = NULL;
	bool here, best = false;
	size_t i;

	for (f = t->files; f; f = f->next) {
		if (strcmp(merge_word(f), e->merge))
			continue;
		here = f->install && !strcmp(f->install, e->path);
		for (i = 0; i < f->search.n && !here; i++)
			here = !strcmp(f->search.items[i], e->path);
		if (!found || (here && !best))
			found = f;
		best |= here;
	}
	return found;
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
	if (!merge_look(&old) || !nobody_left(&old)
	    || !(m->file->merge == MERGE_BLOCK ? merge_take_block(&old) : take_own(&old)))
		return false;
	old.ids = (struct table){ NULL };
	state_remove(&m->in->state_after, is_others, &old);
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

/* Looks at the place of a file, and at what it holds. */
static bool
look(struct merging *m)
{
	if (!place_of(m->in->arena, &m->in->home, m->file, &m->place)) {
		diag_general(m->diags, DIAG_MANIFEST_BROKEN,
			"the place '%s' of target '%s' is not below '~' or '$XDG_CONFIG_HOME'",
			m->file->install, m->target->name);
		return false;
	}
	if (!find_profile(m) || !merge_look(m) || !part_from_neighbours(m) || !is_alone(m))
		return false;
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

/* Renders the accounts with what their templates have to know of the user's own part;
 * false after reporting. */
static bool
render_beside(struct merging *files, struct merging *end)
{
	const struct client_accounts *accounts = files->accounts;
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
	r = render_merged(files->in->arena, files->target, accounts->views, accounts->n,
		files->diags);
	for (m = files; m < end && r; m++)
		for (m->rendered = r; m->rendered->file != m->file; )
			m->rendered = m->rendered->next;
	return r;
}

bool
merge_client(struct install *in, const struct client_accounts *accounts)
{
	static bool (*const merge[])(struct merging *) = {
		[MERGE_OWN] = merge_own, [MERGE_BLOCK] = merge_block,
		[MERGE_PREFS] = merge_prefs,
	};
	struct table ids = ids_of(in->arena, accounts);
	const struct target_file *f;
	struct merging *files, *m;
	size_t n = 0;
	bool ok = true;

	for (f = accounts->target->files; f; f = f->next)
		n++;
	files = m = arena_alloc(in->arena, n, sizeof(*files));
	for (f = accounts->target->files; f; f = f->next, m++) {
		*m = (struct merging){ .in = in, .diags = in->diags,
			.accounts = accounts, .ids = ids, .target = accounts->target, .file = f,
			.first = files };
		ok &= look(m);
	}
	ok = ok && render_beside(files, files + n);
	for (m = files; m < files + n && ok; m++)
		ok = m->skipped || (merge[m->file->merge](m) && leave_old_places(m));
	return ok;
}

/* ---- taking away ---- */

static bool
has_left(void *context, const struct state_entry *e)
{
	const struct merging *m = context;

	return merge_is_about(m, e) && merge_means(m, e->account);
}

void
merge_forget(struct install *in, const struct target *target, const char *path)
{
	state_remove(&in->state_after, has_left, &(struct merging){ .in = in, .target = target,
		.place.spelling = path });
}

bool
merge_take_away(struct install *in, const struct target *target,
	const struct state_entry *left)
{
	struct merging m = { .in = in, .target = target, .file = file_of(target, left),
		.diags = in->diags };
	bool ok;

	if (!m.file || !place_expand(in->arena, &in->home, left->path, &m.place)) {
		diag_general(m.diags, DIAG_MERGE,
			"target '%s' knows nothing of '%s' any more", target->name, left->path);
		return false;
	}
	if (!merge_look(&m))
		return false;
	ok = m.file->merge == MERGE_PREFS ? merge_take_prefs(&m)
		: m.file->merge == MERGE_BLOCK ? merge_take_block(&m) : take_own(&m);
	if (ok)
		state_remove(&in->state_after, has_left, &m);
	return ok;
}
