/* Changing the files of a home folder: whose it is, what is remembered of it,
 * and all changes at once. Used by --install and by prune. */
#include "install/install.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "install/folders.h"
#include "install/merging.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "sys/diff.h"
#include "sys/path.h"
#include "install/state.h"

static const char state_spelling[] = "$XDG_STATE_HOME/mailgen/installed";
static const char system_state_spelling[] = "/var/lib/mailgen/installed";

static bool
find_owner(struct install *in, const struct passwd **user)
{
	const struct options *o = in->run->options;

	*user = NULL;
	if (!o->owner)
		return true;
	*user = getpwnam(o->owner);
	if (*user && !geteuid())
		return true;
	if (*user)
		diag_usage(in->diags, "only root can write as another user",
			"leave --owner out, or run mailgen as root");
	else
		diag_usage(in->diags, "--owner names a user that this machine does not have",
			"give the name of a user");
	return false;
}

bool
install_is_system(const struct options *o, const struct target_list *targets)
{
	size_t i;

	if (o->root)
		return true;
	for (i = 0; i < targets->n && targets->targets[i]->system; i++)
		;
	return targets->n && i == targets->n;
}

/* Finds the folder that /etc is in. */
static bool
find_root(struct install *in)
{
	const struct options *o = in->run->options;

	in->home = (struct home){ .system = true, .dir = o->root
		? path_absolute(in->arena, o->root) : "/" };
	in->options.shared_folders = true;
	if (o->home || o->owner)
		diag_usage(in->diags, "the files of this client are below /etc, and in no home"
			" folder", "leave out --home and --owner");
	else if (!in->home.dir)
		diag_usage(in->diags, "--root names no folder", "name one; '/' is this system");
	else if (!o->root && geteuid())
		diag_usage(in->diags, "only root can write below /etc",
			"run mailgen as root, or write DIR/etc/... with --root DIR");
	else
		return true;
	return false;
}

bool
install_begin(struct install *in, struct run *run, struct target_list *targets,
	struct unit_list *units)
{
	const struct options *o = run->options;
	const struct passwd *user;

	*in = (struct install){ .run = run, .arena = run->stores->arena,
		.diags = run->stores->diags, .targets = targets, .units = units,
		.options = { .backup = o->backup, .pretend = o->dry_run || o->diff } };
	summary_open(&in->summary, o, run->console);
	if (install_is_system(o, targets))
		return find_root(in);
	if (!find_owner(in, &user))
		return false;
	return home_find(in->arena, o->home ? o->home : user ? user->pw_dir : NULL, &in->home,
		in->diags);
}

bool
install_become_owner(struct install *in)
{
	const char *name = in->run->options->owner;
	const struct passwd *user = name ? getpwnam(name) : NULL;

	if (!name)
		return true;
	if (user && !initgroups(name, user->pw_gid)
	    && !setresgid(user->pw_gid, user->pw_gid, user->pw_gid)
	    && !setresuid(user->pw_uid, user->pw_uid, user->pw_uid))
		return true;
	return diag_general(in->diags, DIAG_WRITE,
		"cannot become the user '%s': %s", name, tr(strerror(errno)));
}

/* Reads what mailgen remembers; state_after begins with the same. */
static bool
read_state(struct install *in, struct place *place)
{
	place_expand(in->arena, &in->home, in->home.system ? system_state_spelling
		: state_spelling, place);
	if (!change_read(in->arena, place->root, place->path, &in->state_was,
	    in->diags))
		return false;
	in->state = state_read(in->arena, in->state_was);
	in->state_after = state_read(in->arena, in->state_was);
	return true;
}

static void
add_state(struct install *in, const struct place *place)
{
	struct literal text = state_text(in->arena, NULL, in->state_after);

	if (text.len || in->state_was.s)
		merge_change(in, (struct file_change){ .root = place->root, .path = place->path,
			.bytes = text.len ? text.s : NULL, .len = text.len, .mode = 0600,
			.was = in->state_was, .quiet = true,
			.interim = state_text(in->arena, in->state, in->state_after) });
}

/* The names that mailgen wrote or is to write: a value of the user's may come after a
 * name in a record. */
static void
add_names(const struct state_entry *e, struct buf *out)
{
	size_t i;

	for (; e; e = e->next)
		for (i = 0; i < e->nnames; i++) {
			buf_add(out, e->names[i], strcspn(e->names[i], "="));
			buf_putc(out, ' ');
		}
}

static bool
show(struct install *in)
{
	struct buf diff = { 0 }, names = { 0 };
	struct file_change *p;
	bool ok = true;

	add_names(in->state, &names);
	add_names(in->state_after, &names);
	for (p = in->changes; p < in->changes + in->n; p++) {
		p->open[2] = (struct literal){ names.s, names.len };
		if (!p->quiet)
			ok &= diff_add(in->arena, p, &diff, in->diags);
	}
	folders_show(in, &diff);
	summary_diff(&in->summary, &diff);
	buf_free(&names);
	return ok;
}

static void
tell(struct install *in, bool done)
{
	struct file_result *results = NULL;
	const struct file_change *p;
	size_t i;

	for (i = 0; i < in->n && done; i++) {
		p = &in->changes[i];
		if (!p->quiet)
			file_result_add(in->arena, &results,
				path_shown(in->arena, p->root, p->path), NULL, p->outcome);
	}
	if (done)
		folders_tell(in, &results);
	units_count(in->units, &in->summary);
	summary_add(&in->summary, NULL, done ? UNIT_WRITTEN : UNIT_FAILED, results);
}

static enum change_result
run_once(void *context)
{
	struct install *in = context;
	struct place place;

	in->n = 0;
	in->folders = NULL;
	if (!read_state(in, &place) || !in->plan(in))
		return CHANGE_FAILED;
	add_state(in, &place);
	return folders_change(in);
}

bool
install_run(struct install *in, bool (*plan)(struct install *))
{
	bool done;

	in->plan = plan;
	done = change_retry(in->arena, in->home.dir, ".", run_once, in, in->diags)
		&& (!in->run->options->diff || show(in));
	tell(in, done);
	return done;
}

void
install_end(struct install *in)
{
	merge_release(in);
	summary_close(&in->summary);
}
