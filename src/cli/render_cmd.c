/* The render command: accounts in, files out.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "pipeline/pool.h"
#include "output/output.h"
#include "pipeline/job.h"
#include "pipeline/session.h"
#include "client/render.h"
#include "output/sign.h"

/* What the work on one account leaves for its visit. */
struct result {
	struct parcel parcel;
	bool put, failed;
};

static bool
prepare(void *context, struct session *s)
{
	struct job *job = arena_alloc(s->arena, 1, sizeof(*job));

	(void)context;
	s->own = job;
	return job_open(s, job);
}

static void
append(struct rendered **list, struct rendered *more)
{
	while (*list)
		list = &(*list)->next;
	*list = more;
}

/* All files of one account; NULL after reporting, or when no target fits. */
static struct rendered *
make(struct session *s, struct subject *u)
{
	const struct job *job = s->own;
	struct rendered *files = NULL;
	struct made made;
	bool ok = true;
	size_t i;

	for (i = 0; i < job->n; i++) {
		ok &= job_make(job, s, u, job->targets[i], JOB_REAL, &made) || job->all;
		append(&files, made.files);
	}
	return ok ? files : NULL;
}

static bool
put(struct run *run, struct parcel *p)
{
	const struct options *o = &run->session->options;

	return (!o->cert || !p->files
		|| sign_files(p->arena, p->files, o->cert, o->key, o->chain, p->diags))
		&& run->to->put(run, p);
}

static void
work(void *context, struct session *s, struct subject *u)
{
	struct run *run = context;
	struct result *r = arena_alloc(u->arena, 1, sizeof(*r));

	r->parcel = (struct parcel){ .arena = u->arena, .subject = u,
		.files = make(s, u), .diags = u->diags };
	u->result = r;
	if (r->parcel.files && run->to->pack && !run->surveying)
		run->to->pack(&r->parcel);
	/* signing and what stands in order is for the visit, which changes `run` in a survey */
	if (run->surveying || !r->parcel.files || !run->to->anywhere
	    || run->session->options.cert || run->withheld || u->index >= run->limit)
		return;
	r->put = true;
	r->failed = !put(run, &r->parcel);
}

static enum fate
fate_of(const struct run *run, const struct result *r)
{
	if (!r->parcel.files)
		return FATE_REFUSED;
	if (run->withheld)
		return FATE_WITHHELD;
	return r->failed ? FATE_FAILED : FATE_WRITTEN;
}

static bool
visit(void *context, struct session *s, struct subject *u)
{
	struct run *run = context;
	struct result none = { .parcel = { .arena = u->arena, .subject = u } };
	struct result *r = u->result ? u->result : &none;
	enum fate fate;

	r->parcel.diags = u->diags;
	if (!u->ok)
		r->parcel.files = NULL;
	if (!r->put && !run->withheld && (r->parcel.files || run->to->refused))
		r->failed = !put(run, &r->parcel);
	fate = fate_of(run, r);
	tally_add(&run->tally, u, fate, r->parcel.told);
	if (r->failed && run->to->stream) {
		run->failed = true;
		return false;
	}
	return !s->options.fail_fast || fate == FATE_WRITTEN || fate == FATE_WITHHELD;
}

/* Counts the files for a place that takes one. */
static void
count_files(struct run *run, const struct result *r)
{
	const struct rendered *f;

	for (f = r ? r->parcel.files : NULL; f; f = f->next)
		run->files++;
}

static bool
look_over(void *context, struct session *s, struct subject *u)
{
	struct run *run = context;
	const struct result *r = u->result;

	if (diags_have(u->diags, DIAG_DUPLICATE_ACCOUNT))
		run->withheld = true;
	count_files(run, r);
	if (u->ok && (!r || r->parcel.files))
		return true;
	run->withheld |= s->options.all_or_nothing;
	if (!s->options.fail_fast)
		return true;
	run->limit = u->index;
	return false;
}

/* Reads all accounts without a word before the first is written: two that would
 * write the same paths, or any that is refused, may keep all from being
 * written. */
static void
survey(struct run *run, size_t first)
{
	struct session *s = run->session;
	const struct options *o = &s->options;
	bool whole = o->all_or_nothing || o->fail_fast || run->to->single;
	const struct visitor visitor = { .context = run, .visit = look_over,
		.prepare = prepare, .work = whole ? work : NULL };

	/* which variables have passwords; lines of JSON may have no end */
	if (o->embed_passwords && !(run->to->stream && !whole))
		crew_ahead(s, first, &(struct visitor){ 0 });
	if (!run->to->unique && !(whole && run->to->stream))
		return;
	run->surveying = true;
	crew_ahead(s, first, &visitor);
	run->surveying = false;
	if (run->to->single && run->files > 1) {
		usage_error(s, "several files would go to one path",
			"use --output-dir DIR, or --merge for several accounts of one client");
		run->withheld = true;
	}
}

static bool
begin(struct run *run)
{
	run->failed = run->to->open && !run->withheld && !run->to->open(run);
	return !run->failed;
}

/* All kept accounts in shared files. */
static void
merge(struct run *run, size_t first)
{
	struct session *s = run->session;
	struct job *job = s->own;
	struct parcel p = { .arena = s->arena, .diags = s->diags };
	struct value **views;
	struct rendered *more;
	bool ok = true;
	size_t i, n;

	job_keep(job, s, first);
	views = arena_alloc(s->arena, job->nkept, sizeof(*views));
	for (i = 0; i < job->n; i++) {
		n = job_merge(job, s, job->targets[i], JOB_REAL, views, &more);
		ok &= more || !n;
		append(&p.files, more);
	}
	run->withheld = job_withheld(job, s);
	if (ok && p.files && !run->withheld)
		ok = begin(run) && put(run, &p);
	run->failed = !ok;
	job_count(job, &run->tally);
	tally_add(&run->tally, NULL, !ok ? FATE_FAILED : run->withheld
		? FATE_WITHHELD : FATE_WRITTEN, p.told);
	job_close(job, s);
}

static bool
writes_files(const struct session *s)
{
	return s->options.install || delivery_of(s)->files;
}

/* Is the command line one that can be carried out? */
static bool
usage_ok(struct session *s, size_t first)
{
	const struct options *o = &s->options;

	if (first == o->words.n && !o->jsonl)
		usage_error(s, "no account file", "name one, or '-' for standard input");
	else if (o->install && (o->output_file || o->output_dir || o->archive || o->jsonl))
		usage_error(s, "--install is a place of its own", "give one place");
	else if (o->adopt && !o->install)
		usage_error(s, "--adopt goes with --install", "add --install");
	else if ((o->home || o->owner) && !o->install)
		usage_error(s, "--home and --owner go with --install", "add --install");
	else if (o->output_file && o->output_dir)
		usage_error(s, "--output and --output-dir are two places", "give one of them");
	else if (o->output_file && (!*o->output_file
	    || o->output_file[strlen(o->output_file) - 1] == '/'))
		usage_error(s, "--output names no file", "name one, or use --output-dir DIR");
	else if (o->output_dir && !*o->output_dir)
		usage_error(s, "--output-dir names no folder", "name one; '.' is this one");
	else if (o->jsonl && (o->output_file || o->output_dir))
		usage_error(s, "--jsonl prints the files, and writes none",
			"leave out --jsonl, or --output and --output-dir");
	else if (o->embed_passwords && !writes_files(s) && isatty(1))
		usage_error(s, "passwords would be written to the terminal",
			"write into a folder with --output-dir");
	else if ((o->diff || o->dry_run || o->backup) && !writes_files(s))
		usage_error(s, "--diff, --dry-run and --backup are about files, and none are written",
			"add --output-dir DIR");
	else if (o->archive && (o->diff || o->dry_run || o->backup || o->output_dir
	    || o->output_file))
		usage_error(s, "--archive is a place of its own, written anew each time",
			"leave out --output-dir, --output, --diff, --dry-run and --backup");
	else if (o->report_json && o->archive && !strcmp(o->archive, "-"))
		usage_error(s, "--report and --archive both print to standard output",
			"give --archive a FILE");
	else if (o->report_json && o->diff)
		usage_error(s, "--report and --diff both print to standard output",
			"give one of them");
	else if (o->report_json && !writes_files(s))
		usage_error(s, "--report is about files, and none are written",
			"add --output-dir DIR");
	else if (o->install && o->cert)
		usage_error(s, "a client changes its own files, and no signature outlasts that",
			"leave out --sign, or write into a folder with --output-dir");
	else if (o->jsonl && o->cert)
		usage_error(s, "a signed file is no text, which JSON has to be",
			"leave out --jsonl or --sign");
	else if (!o->cert != !o->key)
		usage_error(s, "--sign and --key go together",
			"give the certificate and its private key");
	else
		return true;
	return false;
}

static void
each(struct run *run, size_t first)
{
	struct session *s = run->session;
	const struct visitor visitor = { .context = run, .prepare = prepare,
		.work = work, .visit = visit };
	int fd = s->findings_fd;

	survey(run, first);
	if (!begin(run))
		return;
	if (run->to->refused && !run->withheld)
		s->findings_fd = -1;    /* they stand beside the account */
	crew_run(s, first, &visitor);
	s->findings_fd = fd;
}

void
command_render(struct session *s, size_t first)
{
	struct run run = { .session = s, .limit = (size_t)-1 };
	bool complete;

	if (!usage_ok(s, first) || !prepare(NULL, s))
		return;
	if (s->options.install) {
		command_install(s, first, s->own);
		return;
	}
	run.to = delivery_of(s);
	tally_open(&run.tally, s);
	if (s->options.merge)
		merge(&run, first);
	else
		each(&run, first);
	complete = !run.withheld && !run.failed && !(s->options.all_or_nothing
		&& s->status >= STATUS_REFUSED);
	if (run.to->close)
		run.to->close(&run, complete);
	if (run.to->files)
		tally_close(&run.tally);
	buf_free(&run.first);
}
