/* Writing rendered files: whole or not at all, and never over somebody else's.
 * Used by the render command and, for its private folder, by verify. */
#include "install/files.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
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
	enum foreign foreign;
	const struct change_options *options;
	struct file_change *changes;           /* of the files; then of the state file */
	size_t n;
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
not_ours(const struct writing *w, const struct file_change *p, const struct file_change *state)
{
	struct literal now;

	if (!change_read(w->arena, w->root, state->path, &now, w->diags))
		return CHANGE_FAILED;
	if (!path_same(now, state->was))
		return CHANGE_CONFLICT;
	path_occupied(w->arena, w->diags, w->root, p->path,
		"a file that mailgen did not write, or that was edited since",
		"move it away, or use --force to replace it");
	return CHANGE_FAILED;
}

static struct state_entry *
entry_of(const struct writing *w, const struct rendered *f)
{
	struct state_entry *e = arena_alloc(w->arena, 1, sizeof(*e));

	*e = (struct state_entry){
		.hash = state_hash(w->arena, f->bytes, f->len), .merge = "own",
		.account = f->account ? f->account : w->folder ? w->folder : "-",
		.target = f->target->name, .path = f->path,
	};
	return e;
}

/* Reads what there is and makes the changes. */
static enum change_result
plan(struct writing *w)
{
	struct arena *a = w->arena;
	struct file_change *p = w->changes, *state = &w->changes[w->n];
	const struct rendered *f;
	struct state_entry *after, *before;
	enum change_result result = CHANGE_DONE;
	struct literal text;

	*state = (struct file_change){ .root = w->root, .path = below(w, STATE_NAME),
		.mode = 0600, .own = true, .quiet = true };
	if (!change_read(a, w->root, state->path, &state->was, w->diags))
		return CHANGE_FAILED;
	after = state_read(a, state->was);
	before = state_read(a, state->was);
	for (f = w->files; f; f = f->next, p++) {
		*p = (struct file_change){ .root = w->root, .path = below(w, f->path),
			.bytes = f->bytes, .len = f->len, .mode = f->mode, .own = true,
			.meant = { f->bytes, f->len }, .secrets = f->secrets,
			.secret = f->file->secret,
			.open = { f->file->words }, .private = f->file->private };
		if (!change_read(a, w->root, p->path, &p->was, w->diags))
			result = CHANGE_FAILED;
		else if (state_owns(a, before, f->path, p->was))
			p->ours[0] = p->was;
		else if (!may_replace(w, p))
			result = not_ours(w, p, state);
		if (result == CHANGE_CONFLICT)
			return result;
		state_put(a, &after, entry_of(w, f));
	}
	text = state_text(a, NULL, after);
	state->bytes = text.s;
	state->len = text.len;
	state->interim = state_text(a, before, after);
	return result;
}

static enum change_result
write_once(void *context)
{
	struct writing *w = context;
	enum change_result result = plan(w);

	return result == CHANGE_DONE
		? change_all(w->arena, w->changes, w->n + 1, w->options, w->diags) : result;
}

bool
output_write(struct arena *a, const char *dir, const char *folder,
	const struct rendered *files, enum foreign foreign,
	const struct change_options *options,
	void (*said)(void *context, const struct file_change *), void *context,
	struct diags *diags)
{
	struct writing w = { .arena = a, .root = dir, .folder = folder,
		.files = files, .foreign = foreign, .options = options, .diags = diags };
	const struct rendered *f;
	bool done;
	size_t i;

	for (f = files; f; f = f->next)
		w.n++;
	w.changes = arena_alloc(a, w.n + 1, sizeof(*w.changes));
	done = change_retry(a, dir, folder ? folder : ".", write_once, &w, diags);
	for (i = 0; i < w.n && done; i++)
		said(context, &w.changes[i]);
	return done;
}

bool
output_replace(struct arena *a, const char *path, struct literal was,
	struct literal bytes, struct diags *diags)
{
	const char *slash = strrchr(path, '/');
	struct file_change p = { .root = ".", .path = slash ? slash + 1 : path,
		.bytes = bytes.s, .len = bytes.len, .was = was, .mode = 0600 };
	static const struct change_options plain;
	struct stat st;
	enum change_result result;

	if (slash)
		p.root = slash == path ? "/" : arena_copy(a, path, (size_t)(slash - path));
	if (!lstat(path, &st))
		p.mode = st.st_mode & 07777;
	result = change_all(a, &p, 1, &plain, diags);
	if (result == CHANGE_CONFLICT)
		path_occupied(a, diags, p.root, p.path,
			"a file that changed while it was checked", NULL);
	return result == CHANGE_DONE;
}
