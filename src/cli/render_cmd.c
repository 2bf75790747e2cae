/* The render command: accounts in, files out.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "cli/crew.h"
#include "cli/job.h"
#include "cli/session.h"
#include "client/render.h"
#include "client/target.h"
#include "output/output.h"
#include "output/sign.h"

/* What one run of the command works on. */
struct run {
	struct job job;
	struct session *session;
	struct buf out;                 /* what goes to standard output */
	size_t files;                   /* how many that would be */
};

static void
say_outcome(void *context, enum outcome outcome, const char *path)
{
	static const char *const words[] = { "created", "changed", "unchanged" };
	const struct session *s = context;
	struct buf line = { 0 };

	if (!s->options.verbose)
		return;
	buf_printf(&line, "%s %s\n", tr(words[outcome]), path);
	write_all(2, line.s, line.len);
	buf_free(&line);
}

/* Takes the rendered files of one account, or of all when merged. */
static void
deliver(struct run *run, struct arena *a, const char *folder,
	struct rendered *files, struct diags *diags)
{
	const struct options *o = &run->session->options;
	struct rendered *f;

	if (o->cert && !sign_files(a, files, o->cert, o->key, o->chain, diags))
		return;
	if (o->output_dir) {
		if (output_distinct(files, diags))
			output_write(a, o->output_dir, folder, files,
				o->force ? FOREIGN_REPLACED : FOREIGN_KEPT,
				say_outcome, run->session, diags);
		return;
	}
	for (f = files; f; f = f->next)
		if (!run->files++)
			buf_add(&run->out, f->bytes, f->len);
}

static void
append(struct rendered **list, struct rendered *more)
{
	while (*list)
		list = &(*list)->next;
	*list = more;
}

static bool
render_one(void *context, struct session *s, struct subject *u)
{
	struct run *run = context;
	struct rendered *files = NULL;
	struct made made;
	bool ok = true;
	size_t i;

	if (!u->ok)
		return true;
	for (i = 0; i < run->job.n; i++) {
		ok &= job_make(&run->job, s, u, run->job.targets[i], JOB_REAL, &made)
			|| run->job.all;
		append(&files, made.files);
	}
	if (ok && files)
		deliver(run, u->arena, u->account.id.s, files, u->diags);
	return true;
}

/* All kept accounts in shared files. */
static void
merge(struct run *run)
{
	struct session *s = run->session;
	struct value **views = arena_alloc(s->arena, run->job.nkept, sizeof(*views));
	struct rendered *files = NULL, *more;
	bool ok = true;
	size_t i, n;

	for (i = 0; i < run->job.n; i++) {
		n = job_merge(&run->job, s, run->job.targets[i], JOB_REAL, views, &more);
		ok &= more || !n;
		append(&files, more);
	}
	if (ok && files)
		deliver(run, s->arena, NULL, files, s->diags);
}

/* Is the command line one that can be carried out? */
static bool
usage_ok(struct session *s, size_t first)
{
	const struct options *o = &s->options;

	if (first == o->words.n)
		command_usage(s, "no account file", "name one, or '-' for standard input");
	else if (o->embed_passwords && !o->output_dir && isatty(1))
		command_usage(s, "passwords would be written to the terminal",
			"write into a folder with --output-dir");
	else if (!o->cert != !o->key)
		command_usage(s, "--sign and --key go together",
			"give the certificate and its private key");
	else
		return true;
	return false;
}

static void
print(struct run *run)
{
	struct session *s = run->session;

	if (run->files > 1)
		command_usage(s, "several files would go to standard output",
			"use --output-dir DIR, or --merge for several accounts of one client");
	else if (run->out.len && !write_all(1, run->out.s, run->out.len))
		diag_at(s->diags, (struct pos){ 0 }, DIAG_WRITE,
			"cannot write to standard output: %s", tr(strerror(errno)));
}

void
command_render(struct session *s, size_t first)
{
	struct run run = { .session = s };

	if (!usage_ok(s, first) || !job_open(s, &run.job))
		return;
	if (s->options.merge) {
		job_keep(&run.job, s, first);
		merge(&run);
	} else {
		crew_each(s, first, render_one, &run);
	}
	print(&run);
	job_close(&run.job, s);
	buf_free(&run.out);
}
