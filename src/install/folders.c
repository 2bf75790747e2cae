/* Folders that clients want to be there, such as one for mail.
 * Used by merge.c and install.c. */
#include "install/folders.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "client/target.h"
#include "client/view.h"
#include "install/install.h"
#include "install/state.h"
#include "pipeline/summary.h"
#include "sys/path.h"

struct install_folder {
	struct place place;
	unsigned mode;                  /* 0: it goes */
	bool made;
	struct install_folder *next;
};

/* Adds a folder, once: those that go after those in them. */
static void
add(struct install *in, const struct place *place, unsigned mode)
{
	struct install_folder **at = &in->folders, *f;

	for (; *at; at = &(*at)->next)
		if (!strcmp((*at)->place.root, place->root)
		    && !strcmp((*at)->place.path, place->path)) {
			(*at)->mode |= mode;
			return;
		}
	f = arena_alloc(in->arena, 1, sizeof(*f));
	*f = (struct install_folder){ .place = *place, .mode = mode };
	*at = f;
}

static void
remember(struct install *in, const struct target *t, const char *account,
	const struct place *place)
{
	struct state_entry *e = arena_alloc(in->arena, 1, sizeof(*e));

	*e = (struct state_entry){ .hash = "-", .merge = STATE_FOLDER, .account = account,
		.target = t->name, .path = place->spelling, .next = in->remembered };
	in->remembered = e;
}

void
folders_leave(struct install *in, const struct state_entry *left)
{
	struct place place;

	if (place_expand(in->arena, &in->home, left->path, &place))
		add(in, &place, 0);
}

/* The accounts of one client, whose folders may have changed. */
struct wanting {
	struct install *in;
	const struct client_accounts *accounts;
	const struct table *ids;
};

static bool
leaves(void *context, const struct state_entry *e)
{
	const struct wanting *w = context;
	bool leaves = !strcmp(e->merge, STATE_FOLDER)
		&& !strcmp(e->target, w->accounts->target->name)
		&& table_find(w->ids, e->account, strlen(e->account));

	if (leaves)
		folders_leave(w->in, e);
	return leaves;
}

bool
folders_plan(struct install *in, const struct client_accounts *accounts,
	const struct table *ids)
{
	struct wanting wanting = { in, accounts, ids };
	const struct target_folder *f;
	struct place place;
	size_t i;

	state_remove(&in->state_after, leaves, &wanting);
	for (i = 0; i < accounts->n; i++)
		for (f = accounts->target->folders; f; f = f->next) {
			if (!view_holds(accounts->views[i], &f->when))
				continue;
			if (!place_read(in->arena, &in->home, accounts->target, &f->path,
			    accounts->views[i], &place, in->diags))
				return false;
			add(in, &place, f->mode);
			remember(in, accounts->target, merge_account(accounts->views[i]), &place);
		}
	return true;
}

static bool
make(struct install *in)
{
	struct install_folder *f;

	for (f = in->folders; f; f = f->next)
		if (f->mode && !change_make_folder(in->arena, f->place.root, f->place.path,
		    f->mode, &in->options, &f->made, in->diags))
			return false;
	return true;
}

/* Does any entry still speak of it? */
static bool
is_wanted(const struct install *in, const struct install_folder *f)
{
	const struct state_entry *e = in->state_after;

	while (e && (strcmp(e->merge, STATE_FOLDER) || strcmp(e->path, f->place.spelling)))
		e = e->next;
	return e;
}

/* Removes those that a failed run has made, or those that go: the last one first, for
 * the next may be in it. */
static void
remove_some(struct install *in, bool made)
{
	struct word_list paths = { 0 };
	const struct install_folder *f;
	size_t i;

	for (f = in->folders; f; f = f->next)
		if (made ? f->made : !f->mode && !is_wanted(in, f))
			words_add(in->arena, &paths, f->place.path);
	text_sort((const char **)paths.items, paths.n);
	for (i = paths.n; i-- > 0; )
		for (f = in->folders; f; f = f->next)
			if (f->place.path == paths.items[i])
				change_remove_folder(in->arena, f->place.root, f->place.path);
}

enum change_result
folders_change(struct install *in)
{
	enum change_result result = make(in) ? change_all(in->arena, in->changes, in->n,
		&in->options, in->diags) : CHANGE_FAILED;

	if (!in->options.pretend)
		remove_some(in, result != CHANGE_DONE);
	return result;
}

void
folders_tell(const struct install *in, struct file_result **results)
{
	const struct install_folder *f;

	for (f = in->folders; f; f = f->next)
		if (f->made)
			file_result_add(in->arena, results,
				path_shown(in->arena, f->place.root, f->place.path), NULL,
				OUTCOME_CREATED);
}

void
folders_show(const struct install *in, struct buf *out)
{
	const struct install_folder *f;
	const char *path;

	for (f = in->folders; f; f = f->next) {
		path = path_shown(in->arena, f->place.root, f->place.path);
		if (f->made)
			buf_printf(out, tr("new folder mode %04o: %s\n"), f->mode,
				text_escaped(in->arena, path + 1, strlen(path + 1)));
	}
}
