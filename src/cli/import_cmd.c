/* The import command: accounts out of a client's own files, and the proof that what is
 * written for them means the same. Used through the table of commands. */
#include "cli/commands.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "client/target.h"
#include "import/import.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "sys/path.h"
#include "sys/transaction.h"

/* What one run of the command works on. */
struct importing_run {
	struct run *run;
	struct arena *arena;
	const struct target *target;
	struct import_file file;
	const char *from;               /* the first file, as it was named */
	struct buf out, said;
	json_t *json;                   /* with --json: the array of accounts */
	struct file_change *files;      /* with -O: one for each account */
	size_t written;
	bool differs;
};

/* ---- what is said of the proof ---- */

static const char *
shown(struct importing_run *r, const struct import_row *row, const char *value)
{
	return row->secret && *value ? "***" : text_escaped(r->arena, value, strlen(value));
}

static const char *
name_of(const struct imported *in)
{
	const char *email = json_string_value(json_object_get(in->account, "email"));

	return in->id ? in->id : email ? email : "?";
}

static void
say_proof(struct importing_run *r, const struct imported *in)
{
	const struct import_row *row;

	for (row = in->rows; row < in->rows + in->n; row++) {
		if (!row->same)
			buf_printf(&r->said, tr("  DIFFERENT  %-20s was '%s', would be '%s'\n"),
				row->key, shown(r, row, row->was), shown(r, row, row->now));
		else if (r->run->options->verbose)
			buf_printf(&r->said, tr("  same       %-20s '%s'\n"), row->key,
				shown(r, row, row->was));
	}
	buf_printf(&r->said, tr("%s: %zu values, %zu different\n"), name_of(in), in->n,
		in->different);
	if (in->other)
		buf_printf(&r->said, tr("%s: another account has the same values, with another"
			" '%s'\n"), name_of(in), in->other);
}

/* Why no account was found: the client's names of what stands in the way. */
static void
say_unsolved(struct importing_run *r, const struct imported *in, struct diags *diags)
{
	const char *names = "", *id = in->id ? text_escaped(r->arena, in->id, strlen(in->id))
		: r->from;
	size_t i;

	if (in->gave_up) {
		diag_general(diags, DIAG_LIMIT, "the search for an account that has all that %s"
			" says of '%s' was given up: it could take for ever", r->from, id);
		diag_fix(diags, "write this account by hand; `mailgen init` begins one");
		return;
	}
	for (i = 0; i < in->unexplained.n; i++)
		names = text_listed(r->arena, names, in->unexplained.items[i]);
	if (*names)
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "no account has all that %s says of"
			" '%s': %s cannot be had with the rest", r->from, id, names);
	else
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "no account has all that %s says of"
			" '%s'", r->from, id);
	diag_fix(diags, "write this account by hand; `mailgen init` begins one");
}

static void
say_lines(struct importing_run *r)
{
	const struct import_file *f = &r->file;
	size_t i;

	if (f->lines)
		buf_printf(&r->said, tr("%s: %zu of %zu lines are about accounts\n"), r->from,
			f->about, f->lines);
	if (f->nunknown)
		buf_puts(&r->said, tr("these are not understood:\n"));
	for (i = 0; i < f->nunknown; i++)
		buf_printf(&r->said, "  %zu: %s\n", f->unknown[i].line, text_escaped(r->arena,
			f->unknown[i].text, strlen(f->unknown[i].text)));
	if (f->nunsaid)
		buf_printf(&r->said, tr("  and %zu more like these\n"), f->nunsaid);
}

/* ---- the accounts ---- */

static json_t *
json_of(struct importing_run *r, const struct imported *in, const char *yaml)
{
	json_t *rows = json_array();
	const struct import_row *row;

	for (row = in->rows; row < in->rows + in->n; row++)
		json_array_append_new(rows, json_pack("{ss ss ss sb}", "key", row->key, "was",
			shown(r, row, row->was), "now", shown(r, row, row->now), "same",
			(int)row->same));
	return json_pack("{ss? sI ss sI so}", "id", in->id, "line", (json_int_t)in->line,
		"account", yaml, "different", (json_int_t)in->different, "values", rows);
}

/* A file of the account's own, named after it. */
static void
add_file(struct importing_run *r, const struct imported *in, struct literal text)
{
	char *name = arena_printf(r->arena, "%s.yaml", name_of(in)), *c;

	for (c = name; *c; c++)
		if (*c == '/' || (unsigned char)*c < ' ')
			*c = '_';
	if (*name == '.')
		*name = '_';
	r->files = arena_grow(r->arena, r->files, r->written, sizeof(*r->files));
	r->files[r->written] = (struct file_change){
		.root = path_absolute(r->arena, r->run->options->output_dir), .path = name,
		.bytes = text.s, .len = text.len, .mode = 0600,
	};
}

/* Writes all account files, or none. */
static void
write_files(struct importing_run *r, struct diags *diags)
{
	struct file_change *f, *end = r->files + (r->files ? r->written : 0);
	bool ok = true;

	for (f = r->files; f < end && r->run->options->force && ok; f++)
		ok = change_read(r->arena, f->root, f->path, &f->was, diags);
	if (!ok || !r->files)
		return;
	switch (change_all(r->arena, r->files, r->written, &(struct change_options){ 0 }, diags)) {
	case CHANGE_CONFLICT:
		path_occupied(r->arena, diags, r->files->root, r->files->path,
			"a file that is there already", "name another folder, or add --force");
		break;
	case CHANGE_DONE:
		for (f = r->files; f < end; f++)
			buf_printf(&r->said, tr("created %s\n"), path_shown(r->arena,
				r->run->options->output_dir, f->path));
		break;
	case CHANGE_FAILED:
		break;
	}
}

static void
write_one(struct importing_run *r, const struct imported *in)
{
	struct buf yaml = { 0 };
	struct literal text;

	import_write(r->arena, r->run->stores->words, r->target, in, r->from, &yaml);
	text = literal_take(r->arena, &yaml);
	if (r->json)
		json_array_append_new(r->json, json_of(r, in, text.s));
	else if (r->run->options->output_dir)
		add_file(r, in, text);
	else
		buf_printf(&r->out, "%s%s", r->written ? "---\n" : "", text.s);
	r->written++;
}

/* Finds all accounts, proves them together and prints each. */
static void
import_all(struct importing_run *r, struct diags *diags)
{
	struct imported *in, *end = r->file.accounts + r->file.n;

	if (!r->file.n)
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "%s has no account of %s", r->from,
			r->target->title);
	for (in = r->file.accounts; in < end; in++) {
		import_solve(r->arena, r->run, r->target, in);
		if (!in->account)
			say_unsolved(r, in, diags);
	}
	if (r->file.nleft) {
		diag_general(diags, DIAG_LIMIT, "%s has %zu accounts more than one run takes",
			r->from, r->file.nleft);
		diag_fix(diags, "import parts of the file, %zu accounts at a time", r->file.n);
	}
	import_prove(r->arena, r->run, r->target, &r->file, diags);
	for (in = r->file.accounts; in < end; in++) {
		if (!in->proven)
			continue;
		say_proof(r, in);
		r->differs |= in->different > 0;
		if (r->run->options->passwords)
			import_keep(r->arena, r->run->stores->words, r->run->options->passwords,
				in, diags);
		write_one(r, in);
	}
	say_lines(r);
}

static const struct target *
the_target(struct run *run)
{
	struct stores *s = run->stores;
	struct target_list list;

	if (!run->args.n) {
		diag_usage(s->diags, "no file to import", "name the client's own file");
		return NULL;
	}
	if (!target_list_open(&list, run->options, s, &run->options->targets, SHARING_NOTHING))
		return NULL;
	if (list.n != 1) {
		diag_usage(s->diags, "`import` takes one target", "name the client whose file it"
			" is after -t");
		return NULL;
	}
	if (list.targets[0]->import)
		return list.targets[0];
	diag_general(s->diags, DIAG_UNKNOWN_TARGET, "nothing can be imported from %s",
		list.targets[0]->title);
	diag_fix(s->diags, "`mailgen targets NAME` says whether a client can be imported from");
	return NULL;
}

void
command_import(struct run *run)
{
	struct importing_run r = { .run = run, .arena = run->stores->arena };
	struct diags *diags = run->stores->diags;

	r.target = the_target(run);
	if (!r.target)
		return;
	r.from = run->args.items[0];
	r.json = run->options->json ? json_array() : NULL;
	if (import_read(r.arena, run, r.target, &run->args, &r.file, diags))
		import_all(&r, diags);
	write_files(&r, diags);
	import_release(&r.file);
	if (!run->options->policy.quiet && !r.json)
		console_text(run->console, STDERR_FILENO, &r.said);
	buf_free(&r.said);
	console_result(run->console, r.json, &r.out);
	if (r.differs)
		console_raise(run->console, STATUS_DIFFERS);
}
