/* Writing rendered files: whole or not at all, and never over somebody else's.
 * Used by the render command and, for its private folder, by verify. */
#include "install/files.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/table.h"
#include "client/render.h"
#include "client/target.h"
#include "install/state.h"
#include "sys/path.h"

bool
output_distinct(const struct rendered *files, struct diags *diags)
{
	const struct rendered *a, *b;

	for (a = files; a; a = a->next)
		for (b = files; b != a; b = b->next)
			if (!strcmp(a->path, b->path)) {
				diag_general(diags, DIAG_USAGE,
					"two files of this account have the same name '%s'",
					a->path);
				return diag_fix(diags, "write the targets into different folders");
			}
	return true;
}

/* Where the files of one call go. */
struct writing {
	struct arena *arena;
	const char *root, *folder;      /* folder NULL: root itself */
	const struct rendered *files;
	enum extent extent;
	enum foreign foreign;
	const struct change_options *options;
	struct file_change *changes;    /* of files, and then of the record */
	size_t n;
	struct file_change state;       /* of the record */
	struct state_entry *before, *after;     /* what is in it */
	struct table paths;             /* what the record is to have no old entry of */
	struct table owners;            /* targets and accounts of the files */
	struct table others;            /* entries of other ones, by path */
	struct word_list edited;        /* paths that are no longer written, and stay */
	struct diags *diags;
};

static const char *
below(const struct writing *w, const char *path)
{
	return w->folder ? arena_printf(w->arena, "%s/%s", w->folder, path) : path;
}

static bool
may_replace(const struct writing *w, const struct file_change *p)
{
	return w->foreign == FOREIGN_REPLACED || !p->was.s
		|| (p->was.len == p->len && !memcmp(p->was.s, p->bytes, p->len));
}

/* A file of another origin, or one that was edited since, is not ours; unless another
 * run wrote it after the record was read. */
static enum change_result
not_ours(const struct writing *w, const struct file_change *p)
{
	struct literal now;

	if (!change_read(w->arena, w->root, w->state.path, &now, w->diags))
		return CHANGE_FAILED;
	if (!path_same(now, w->state.was))
		return CHANGE_CONFLICT;
	path_occupied(w->arena, w->diags, w->root, p->path,
		"a file that mailgen did not write, or that was edited since",
		"move it away, or use --force to replace it");
	return CHANGE_FAILED;
}

static const char *
account_of(const struct writing *w, const struct rendered *f)
{
	return f->account ? f->account : w->folder ? w->folder : "-";
}

static struct state_entry *
entry_of(const struct writing *w, const struct rendered *f)
{
	struct state_entry *e = arena_alloc(w->arena, 1, sizeof(*e));

	*e = (struct state_entry){
		.hash = state_hash(w->arena, f->bytes, f->len), .merge = "own",
		.account = account_of(w, f), .target = f->target->name, .path = f->path,
	};
	return e;
}

/* The place in a table for a target and an account. */
static void **
owner_at(struct writing *w, const char *target, const char *account)
{
	const char *key = arena_printf(w->arena, "%s\t%s", target, account);

	return table_at(w->arena, &w->owners, key, strlen(key));
}

static void **
path_at(struct writing *w, struct table *t, const char *path)
{
	return table_at(w->arena, t, path, strlen(path));
}

/* Finds out what this run writes, and which of that is in the place of what an earlier one
 * wrote for a target or account that this one has nothing of. */
static void
compare(struct writing *w)
{
	const struct rendered *f;
	struct state_entry *e;

	for (f = w->files; f; f = f->next) {
		*path_at(w, &w->paths, f->path) = w;
		*owner_at(w, f->target->name, account_of(w, f)) = w;
	}
	for (e = w->before; e; e = e->next)
		if (!*owner_at(w, e->target, e->account))
			*path_at(w, &w->others, e->path) = e;
}

/* Would the file take the place of another target's or account's? */
static bool
is_taken(struct writing *w, const struct rendered *f, const struct file_change *p)
{
	const struct state_entry *e = *path_at(w, &w->others, f->path);

	if (!e || !p->was.s || w->extent == EXTENT_FILE || w->foreign == FOREIGN_REPLACED)
		return false;
	diag_general(w->diags, DIAG_OCCUPIED, "'%s' is the file of account '%s' for target '%s'",
		path_shown(w->arena, w->root, p->path), e->account, e->target);
	if (strcmp(e->target, f->target->name))
		diag_fix(w->diags, "name both targets, as '-t %s,%s', which gives each a folder"
			" of its own, or use another --output-dir", e->target, f->target->name);
	else
		diag_fix(w->diags, "name the files of both accounts, or use another"
			" --output-dir");
	return true;
}

static void
add_change(struct writing *w, struct file_change p)
{
	w->changes = arena_grow(w->arena, w->changes, w->n, sizeof(*w->changes));
	w->changes[w->n++] = p;
}

static enum change_result
plan_file(struct writing *w, const struct rendered *f)
{
	struct file_change p = { .root = w->root, .path = below(w, f->path),
		.bytes = f->bytes, .len = f->len, .mode = f->mode, .own = true,
		.meant = { f->bytes, f->len }, .secrets = f->secrets,
		.secret = f->file->secret,
		.open = { f->file->words }, .private = f->file->private };
	enum change_result result = CHANGE_DONE;

	if (!change_read(w->arena, w->root, p.path, &p.was, w->diags) || is_taken(w, f, &p))
		result = CHANGE_FAILED;
	else if (state_owns(w->arena, w->before, f->path, p.was))
		p.ours[0] = p.was;
	else if (!may_replace(w, &p))
		result = not_ours(w, &p);
	add_change(w, p);
	return result;
}

/* What an earlier run wrote at another path for the same target and account goes; if
 * somebody has edited it, with --force. */
static bool
plan_left(struct writing *w, const struct state_entry *e)
{
	struct file_change p = { .root = w->root, .path = below(w, e->path) };

	if (*path_at(w, &w->paths, e->path) || !*owner_at(w, e->target, e->account)
	    || !path_goes_down(e->path))
		return true;
	if (!change_read(w->arena, w->root, p.path, &p.was, w->diags))
		return false;
	if (p.was.s && w->foreign == FOREIGN_KEPT
	    && !state_owns(w->arena, w->before, e->path, p.was)) {
		words_insert(w->arena, &w->edited, p.path);
		return true;
	}
	*path_at(w, &w->paths, e->path) = w;
	p.ours[0] = p.was;
	if (p.was.s)
		add_change(w, p);
	return true;
}

static bool
is_known(void *context, const struct state_entry *e)
{
	const struct writing *w = context;

	return table_find(&w->paths, e->path, strlen(e->path));
}

/* What the record is to be. */
static void
plan_state(struct writing *w)
{
	const struct rendered *f;
	struct literal text;

	w->after = state_read(w->arena, w->state.was);
	state_remove(&w->after, is_known, w);
	for (f = w->files; f; f = f->next)
		state_put(w->arena, &w->after, entry_of(w, f));
	text = state_text(w->arena, NULL, w->after);
	w->state.bytes = text.s;
	w->state.len = text.len;
	w->state.interim = state_text(w->arena, w->before, w->after);
}

static void
say_edited(const struct writing *w)
{
	size_t i;

	for (i = 0; i < w->edited.n; i++) {
		diag_graded(w->diags, (struct pos){ 0 }, DIAG_OCCUPIED, SEVERITY_WARNING,
			"'%s' is no longer written, and stays, as it was edited since",
			path_shown(w->arena, w->root, w->edited.items[i]));
		diag_fix(w->diags, "remove it by hand, or use --force");
	}
}

/* Reads what there is and makes the changes; the record's is the last one. */
static enum change_result
plan(struct writing *w)
{
	enum change_result result = CHANGE_DONE, one;
	const struct rendered *f;
	const struct state_entry *e;

	w->n = w->edited.n = 0;
	w->paths = w->owners = w->others = (struct table){ NULL };
	w->state = (struct file_change){ .root = w->root, .path = below(w, STATE_NAME),
		.mode = 0600, .own = true, .quiet = true };
	if (!change_read(w->arena, w->root, w->state.path, &w->state.was, w->diags))
		return CHANGE_FAILED;
	w->before = state_read(w->arena, w->state.was);
	compare(w);
	for (f = w->files; f; f = f->next) {
		one = plan_file(w, f);
		if (one == CHANGE_CONFLICT)
			return one;
		result = one == CHANGE_DONE ? result : one;
	}
	for (e = w->extent == EXTENT_FOLDER ? w->before : NULL; e; e = e->next)
		if (!plan_left(w, e))
			result = CHANGE_FAILED;
	plan_state(w);
	add_change(w, w->state);
	return result;
}

static enum change_result
write_once(void *context)
{
	struct writing *w = context;
	enum change_result result = plan(w);

	return result == CHANGE_DONE
		? change_all(w->arena, w->changes, w->n, w->options, w->diags) : result;
}

bool
output_write(struct arena *a, const char *dir, const char *folder,
	const struct rendered *files, enum extent extent, enum foreign foreign,
	const struct change_options *options,
	void (*said)(void *context, const struct file_change *), void *context,
	struct diags *diags)
{
	struct writing w = { .arena = a, .root = dir, .folder = folder,
		.files = files, .extent = extent, .foreign = foreign, .options = options,
		.diags = diags };
	bool done;
	size_t i;

	done = change_retry(a, dir, folder ? folder : ".", write_once, &w, diags);
	for (i = 0; i + 1 < w.n && done; i++) {
		said(context, &w.changes[i]);
		if (w.changes[i].outcome == OUTCOME_REMOVED && !options->pretend)
			change_remove_folders(a, dir, w.changes[i].path, folder);
	}
	say_edited(&w);
	return done;
}

bool
output_replace(struct arena *a, const char *path, struct literal was,
	struct literal bytes, struct diags *diags)
{
	struct file_change p = { .root = path_folder(a, path), .path = path_name(path),
		.bytes = bytes.s, .len = bytes.len, .was = was, .mode = 0600 };
	static const struct change_options plain;
	struct stat st;
	enum change_result result;

	if (!lstat(path, &st))
		p.mode = st.st_mode & 07777;
	result = change_all(a, &p, 1, &plain, diags);
	if (result == CHANGE_CONFLICT)
		path_occupied(a, diags, p.root, p.path,
			"a file that changed while it was checked", NULL);
	return result == CHANGE_DONE;
}
