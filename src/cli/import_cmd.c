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
#include "client/place.h"
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
	struct import_file *files;
	size_t n;
	struct buf out, said;
	json_t *json;                   /* with --json: the array of accounts */
	struct file_change *changes;    /* with -O: one for each account */
	size_t written;
	bool differs;
};

/* ---- what is said of the proof ---- */

static const char *
shown(struct importing_run *r, const struct import_row *row, const char *value)
{
	return row->secret && *value ? "***" : text_escaped(r->arena, value, strlen(value));
}

/* What the account is called: by its id here, in its client where that has one. */
static const char *
name_of(const struct imported *in)
{
	const char *email = json_string_value(json_object_get(in->account, "email"));

	return in->id ? in->id : email ? email : "?";
}

/* The same for what is said of it: which client's it is, where there are more. */
static const char *
title_of(struct importing_run *r, const struct imported *in)
{
	const char *name = name_of(in);

	name = text_escaped(r->arena, name, strlen(name));
	return r->n > 1 ? arena_printf(r->arena, "%s, %s", in->target->title, name) : name;
}

static void
say_proof(struct importing_run *r, const struct imported *in)
{
	const struct import_row *row;

	for (row = in->rows; row < in->rows + in->n; row++) {
		if (row->added)
			buf_printf(&r->said, tr("  added      %-20s would be '%s'\n"), row->key,
				shown(r, row, row->now));
		else if (!row->same)
			buf_printf(&r->said, tr("  DIFFERENT  %-20s was '%s', would be '%s'\n"),
				row->key, shown(r, row, row->was), shown(r, row, row->now));
		else if (r->run->options->verbose)
			buf_printf(&r->said, tr("  same       %-20s '%s'\n"), row->key,
				shown(r, row, row->was));
	}
	buf_printf(&r->said, tr("%s: %zu values, %zu different\n"), title_of(r, in), in->n,
		in->different);
	if (in->other)
		buf_printf(&r->said, tr("%s: another account has the same values, with another"
			" '%s'\n"), title_of(r, in), in->other);
}

/* Why no account was found: the client's names of what stands in the way. */
static void
say_unsolved(struct importing_run *r, const struct imported *in, struct diags *diags)
{
	const char *names = "", *id = in->id ? text_escaped(r->arena, in->id, strlen(in->id))
		: in->from;
	size_t i;

	if (in->without_server && r->n > 1) {
		buf_printf(&r->said, tr("%s: no server, as other programs fetch its mail and send"
			" it\n"), in->from);
		return;
	}
	if (in->without_server) {
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "%s names no server for '%s': other"
			" programs fetch its mail and send it", in->from, id);
		diag_fix(diags, "import their files: mailgen import -t all");
		return;
	}
	if (in->gave_up) {
		diag_general(diags, DIAG_LIMIT, "the search for an account that has all that %s"
			" says of '%s' was given up: it could take for ever", in->from, id);
		diag_fix(diags, "write this account by hand; `mailgen init` begins one");
		return;
	}
	for (i = 0; i < in->unexplained.n; i++)
		names = text_listed(r->arena, names, in->unexplained.items[i]);
	if (*names)
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "no account has all that %s says of"
			" '%s': %s cannot be had with the rest", in->from, id, names);
	else
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "no account has all that %s says of"
			" '%s'", in->from, id);
	diag_fix(diags, "write this account by hand; `mailgen init` begins one");
}

/* What a client without a server is good for. */
static void
say_lent(struct importing_run *r, const struct imported *in)
{
	const char *names = "";
	size_t i;

	for (i = 0; i < in->lent.n; i++)
		names = text_listed(r->arena, names, in->lent.items[i]);
	if (in->lent_to)
		buf_printf(&r->said, tr("%s: %s of the account '%s' is from here\n"), in->from,
			names, name_of(in->lent_to));
}

static void
say_lines(struct importing_run *r, const struct import_file *f)
{
	size_t i;

	if (f->lines)
		buf_printf(&r->said, tr("%s: %zu of %zu lines are about accounts\n"), f->from,
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
json_values(struct importing_run *r, const struct imported *in)
{
	json_t *rows = json_array();
	const struct import_row *row;

	for (row = in->rows; row < in->rows + in->n; row++)
		json_array_append_new(rows, json_pack("{ss ss ss sb}", "key", row->key, "was",
			shown(r, row, row->was), "now", shown(r, row, row->now), "same",
			(int)row->same));
	return rows;
}

/* Where it was found, and its proof. */
static json_t *
json_source(struct importing_run *r, const struct imported *in)
{
	return json_pack("{ss ss ss? sI sI so}", "target", in->target->name, "file", in->from,
		"id", in->id, "line", (json_int_t)in->line, "different",
		(json_int_t)in->different, "values", json_values(r, in));
}

static json_t *
json_of(struct importing_run *r, const struct imported *in, const char *yaml)
{
	json_t *one = json_source(r, in), *joined = json_array();

	json_object_set_new(one, "account", json_string(yaml));
	for (in = in->joined; in; in = in->joined)
		json_array_append_new(joined, json_source(r, in));
	json_object_set_new(one, "joined", joined);
	return one;
}

/* A file of the account's own, named after it. */
static void
add_file(struct importing_run *r, const struct imported *in, struct literal text)
{
	const char *id = json_string_value(json_object_get(in->account, "id"));
	char *name = arena_printf(r->arena, "%s.yaml", id ? id : name_of(in)), *c;

	for (c = name; *c; c++)
		if (*c == '/' || (unsigned char)*c < ' ')
			*c = '_';
	if (*name == '.')
		*name = '_';
	r->changes = arena_grow(r->arena, r->changes, r->written, sizeof(*r->changes));
	r->changes[r->written] = (struct file_change){
		.root = path_absolute(r->arena, r->run->options->output_dir), .path = name,
		.bytes = text.s, .len = text.len, .mode = 0600,
	};
}

/* Writes all account files, or none. */
static void
write_files(struct importing_run *r, struct diags *diags)
{
	struct file_change *f, *end = r->changes + (r->changes ? r->written : 0);
	bool ok = true;

	for (f = r->changes; f < end && r->run->options->force && ok; f++)
		ok = change_read(r->arena, f->root, f->path, &f->was, diags);
	if (!ok || !r->changes)
		return;
	switch (change_all(r->arena, r->changes, r->written, &(struct change_options){ 0 },
	    diags)) {
	case CHANGE_CONFLICT:
		path_occupied(r->arena, diags, r->changes->root, r->changes->path,
			"a file that is there already", "name another folder, or add --force");
		break;
	case CHANGE_DONE:
		for (f = r->changes; f < end; f++)
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

	import_write(r->arena, r->run->stores->words, in, &yaml);
	text = literal_take(r->arena, &yaml);
	if (r->json)
		json_array_append_new(r->json, json_of(r, in, text.s));
	else if (r->run->options->output_dir)
		add_file(r, in, text);
	else
		buf_printf(&r->out, "%s%s", r->written ? "---\n" : "", text.s);
	r->written++;
}

static void
find_all(struct importing_run *r, struct import_file *f, struct diags *diags)
{
	struct imported *in;

	import_find(r->arena, r->run, f);
	for (in = f->accounts; in < f->accounts + f->n; in++)
		if (!in->account)
			say_unsolved(r, in, diags);
	if (f->nleft) {
		diag_general(diags, DIAG_LIMIT, "%s has %zu accounts more than one run takes",
			f->from, f->nleft);
		diag_fix(diags, "import parts of the file, %zu accounts at a time", f->n);
	}
}

/* Says how the proof went, in each client's files that the account is from. */
static void
say_proofs(struct importing_run *r, struct imported *in, struct diags *diags)
{
	struct imported *each;

	for (each = in; each; each = each->joined) {
		say_proof(r, each);
		r->differs |= each->different > 0;
	}
	if (r->run->options->passwords)
		import_keep(r->arena, r->run->stores->words, r->run->options->passwords, in,
			diags);
}

/* By each client whose account it is: what went wrong was said. */
static bool
is_proven(const struct imported *in)
{
	while (in && in->proven)
		in = in->joined;
	return !in;
}

/* Finds all accounts, proves them together and prints each. */
static void
import_all(struct importing_run *r, struct diags *diags)
{
	struct import_file *f, *end = r->files + r->n;
	struct imported *in;

	for (f = r->files; f < end; f++)
		find_all(r, f, diags);
	import_join(r->arena, r->run, r->files, r->n);
	for (f = r->files; f < end; f++)
		for (in = f->accounts; in < f->accounts + f->n; in++)
			if (in->account && !in->is_joined)
				import_shorten(r->arena, r->run, in);
	for (f = r->files; f < end; f++)
		import_prove(r->arena, r->run, f, diags);
	for (f = r->files; f < end; f++)
		for (in = f->accounts; in < f->accounts + f->n; in++)
			if (!in->is_joined && is_proven(in)) {
				say_proofs(r, in, diags);
				write_one(r, in);
			}
	for (f = r->files; f < end; f++)
		for (in = f->accounts; in < f->accounts + f->n; in++)
			say_lent(r, in);
	for (f = r->files; f < end; f++)
		say_lines(r, f);
}

/* ---- the files ---- */

/* Reads files at once. One in which nothing was found is of no interest unless it was
 * named. */
static void
read_files(struct importing_run *r, const struct target *t, const struct word_list *files,
	bool named, struct diags *diags)
{
	struct import_file f;

	if (!import_read(r->arena, r->run, t, files, &f, diags) || (!f.n && !named)) {
		import_release(&f);
		return;
	}
	if (!f.n)
		diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "%s has no account of %s", f.from,
			t->title);
	r->files = arena_grow(r->arena, r->files, r->n, sizeof(*r->files));
	r->files[r->n++] = f;
}

/* Reads the files of these clients that are in the home folder. */
static bool
read_home(struct importing_run *r, const struct target_list *list, struct diags *diags)
{
	struct word_list taken = { 0 };
	struct import_finds finds;
	struct home home;
	size_t i, k;

	if (!home_find(r->arena, r->run->options->home, &home, diags))
		return false;
	for (i = 0; i < list->n; i++) {
		if (!list->targets[i]->import)
			continue;
		finds = import_search(r->arena, &home, list->targets[i], &taken);
		for (k = 0; k < finds.n; k++)
			read_files(r, list->targets[i], &finds.groups[k], false, diags);
	}
	if (r->n)
		return true;
	diag_general(diags, DIAG_CLIENT_UNSUPPORTED, "no account of %s was found below %s",
		list->n == 1 ? list->targets[0]->title : tr("these clients"), home.dir);
	diag_fix(diags, "name a client and its file: mailgen import -t NAME FILE");
	return false;
}

/* One client for a file that is named; else several, from each of which something can be
 * imported unless it is not named itself, as with "all". */
static bool
check_targets(const struct run *run, const struct target_list *list)
{
	struct diags *diags = run->stores->diags;
	bool ok = true;
	size_t i;

	if (run->args.n && list->n != 1)
		return diag_usage(diags, "`import` takes one target for a file", "name the client"
			" whose file it is after -t, or leave out the file");
	for (i = 0; i < list->n; i++) {
		if (list->targets[i]->import || (list->all && !run->args.n))
			continue;
		ok = diag_general(diags, DIAG_UNKNOWN_TARGET, "nothing can be imported from %s",
			list->targets[i]->title);
		diag_fix(diags, "`mailgen targets NAME` says whether a client can be imported"
			" from");
	}
	return ok;
}

void
command_import(struct run *run)
{
	struct importing_run r = { .run = run, .arena = run->stores->arena };
	struct diags *diags = run->stores->diags;
	struct target_list list;
	size_t i;

	if (!target_list_open(&list, run->options, run->stores, &run->options->targets,
	    SHARING_NOTHING) || !check_targets(run, &list))
		return;
	r.json = run->options->json ? json_array() : NULL;
	if (run->args.n)
		read_files(&r, list.targets[0], &run->args, true, diags);
	else
		read_home(&r, &list, diags);
	import_all(&r, diags);
	write_files(&r, diags);
	for (i = 0; i < r.n; i++)
		import_release(&r.files[i]);
	if (!run->options->policy.quiet && !r.json)
		console_text(run->console, STDERR_FILENO, &r.said);
	buf_free(&r.said);
	console_result(run->console, r.json, &r.out);
	if (r.differs)
		console_raise(run->console, STATUS_DIFFERS);
}
