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

/* What one run of the command works on. */
struct importing_run {
	struct run *run;
	struct arena *arena;
	const struct target *target;
	struct import_file file;
	const char *from;               /* the first file, as it was named */
	struct buf out, said;
	json_t *json;                   /* with --json: the array of accounts */
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
}

/* Why no account was found: the client's names of what stands in the way. */
static void
say_unsolved(struct importing_run *r, const struct imported *in, struct diags *diags)
{
	const char *names = "";
	size_t i;

	for (i = 0; i < in->unexplained.n; i++)
		names = text_listed(r->arena, names, in->unexplained.items[i]);
	diag_general(diags, DIAG_CLIENT_UNSUPPORTED, *names ? "no account that mailgen knows has"
		" all that %s says of '%s'; in the way are %s" : "no account that mailgen knows"
		" has all that %s says of '%s'%s", r->from, in->id ? text_escaped(r->arena,
		in->id, strlen(in->id)) : "?", names);
	diag_fix(diags, "write the account by hand, or take these out of a copy of the file");
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

static void
write_one(struct importing_run *r, const struct imported *in)
{
	struct buf yaml = { 0 };

	import_write(r->arena, r->run->stores->words, r->target, in, r->from, &yaml);
	if (r->json)
		json_array_append_new(r->json, json_of(r, in, yaml.s));
	else
		buf_printf(&r->out, "%s%s", r->written ? "---\n" : "", yaml.s);
	buf_free(&yaml);
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
			" is, as in '-t msmtp'");
		return NULL;
	}
	if (list.targets[0]->import)
		return list.targets[0];
	diag_general(s->diags, DIAG_UNKNOWN_TARGET, "nothing can be imported from %s",
		list.targets[0]->title);
	diag_fix(s->diags, "`mailgen targets` marks the clients that can be imported from");
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
	import_release(&r.file);
	if (!run->options->policy.quiet && !r.json)
		console_text(run->console, STDERR_FILENO, &r.said);
	buf_free(&r.said);
	console_result(run->console, r.json, &r.out);
	if (r.differs)
		console_raise(run->console, STATUS_DIFFERS);
}
