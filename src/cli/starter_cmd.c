/* The folder that a new target starts from.
 * Used by the targets command. */
#include "cli/starter_cmd.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "client/starter.h"
#include "client/target.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "quote/quote.h"
#include "sys/transaction.h"

/* What the new folder is to be. */
struct starting {
	const char *dir, *parent, *name;        /* name: the last part of dir */
	const struct target *like;
};

/* Takes the path of the folder apart. False after reporting that it is no folder's. */
static bool
read_dir(struct run *run, struct starting *s)
{
	struct stores *stores = run->stores;
	const char *dir = run->args.items[1];
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	s->dir = arena_copy(stores->arena, dir, len);
	s->name = path_name(s->dir);
	s->parent = path_folder(stores->arena, s->dir);
	if (target_name_ok(s->name) && strcmp(s->name, "..") != 0)
		return true;
	diag_general(stores->diags, DIAG_USAGE, "a target cannot have the name '%s'",
		text_escaped(stores->arena, s->name, strlen(s->name)));
	diag_fix(stores->diags, "use letters of ASCII, digits, '.', '_' and '-' in the last part of"
		" DIR");
	return false;
}

/* Is nothing there? False after reporting. */
static bool
is_free(struct run *run, const struct starting *s)
{
	struct stat st;

	if (lstat(s->dir, &st))
		return true;    /* or writing says why it cannot be there */
	diag_general(run->stores->diags, DIAG_OCCUPIED, "'%s' already exists",
		text_escaped(run->stores->arena, s->dir, strlen(s->dir)));
	diag_fix(run->stores->diags, "name a folder that does not exist yet");
	return false;
}

/* The one target of --like. False after reporting. */
static bool
find_like(struct run *run, struct starting *s)
{
	const struct options *o = run->options;
	struct word_list names = { &o->like, 1 };
	struct target_list list;

	if (!target_list_open(&list, o, run->stores, &names, SHARING_NOTHING))
		return false;
	s->like = list.n == 1 ? list.targets[0] : NULL;
	if (!s->like)
		diag_usage(run->stores->diags, "--like takes one target", "name one that"
			" `mailgen targets` lists");
	return s->like;
}

static bool
usage_ok(struct run *run)
{
	struct diags *diags = run->stores->diags;

	if (run->args.n != 2)
		diag_usage(diags, "`targets new` takes one folder", "write `mailgen targets new"
			" DIR --like NAME`");
	else if (!run->options->like)
		diag_usage(diags, "`targets new` starts from another target", "add --like NAME;"
			" `mailgen targets` lists them");
	return run->args.n == 2 && run->options->like;
}

/* Writes all files, or none. */
static bool
write_files(struct run *run, const struct starting *s, const struct starter_file *files,
	size_t n)
{
	struct arena *a = run->stores->arena;
	struct file_change *changes = arena_alloc(a, n, sizeof(*changes));
	const struct change_options how = { .shared_folders = true };
	size_t i;

	for (i = 0; i < n; i++)
		changes[i] = (struct file_change){ .root = s->dir, .path = files[i].name,
			.bytes = files[i].bytes.s, .len = files[i].bytes.len, .mode = 0644,
			.meant = files[i].bytes };
	return change_all(a, changes, n, &how, run->stores->diags) == CHANGE_DONE;
}

/* The folder as a shell would have it. */
static const char *
shell_word(struct run *run, const struct starting *s, const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
		"/._-";
	struct text word = { .s = path, .len = strlen(path) };
	struct buf out = { 0 };

	if (strspn(path, plain) == word.len)
		return path;
	quote_text(run->stores->arena, word, (struct chain){ &s->like->shell, 1 }, &out);
	return literal_take(run->stores->arena, &out).s;
}

void
starter_new(struct run *run)
{
	struct stores *stores = run->stores;
	struct starting s = { .dir = NULL };
	struct starter_file *files;
	struct buf out = { 0 };
	size_t i, n;

	if (!usage_ok(run) || !read_dir(run, &s) || !find_like(run, &s) || !is_free(run, &s))
		return;
	files = starter_files(stores->arena, s.like, s.name, &n, stores->diags);
	if (!files || !write_files(run, &s, files, n))
		return;
	for (i = 0; i < n; i++)
		buf_printf(&out, "%s/%s\n", s.dir, files[i].name);
	buf_printf(&out, tr("next: mailgen try %s --template-dir %s\n"), s.name,
		shell_word(run, &s, s.parent));
	console_result(run->console, NULL, &out);
}
