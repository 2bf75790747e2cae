/* The render command: accounts in, files out.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "pipeline/pool.h"
#include "output/output.h"
#include "pipeline/job.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
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
make(struct session *s, struct unit *u)
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
work(void *context, struct session *s, struct unit *u)
{
	struct run *run = context;
	struct result *r = arena_alloc(u->arena, 1, sizeof(*r));

	r->parcel = (struct parcel){ .arena = u->arena, .unit = u,
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

/* The name of the file and the bytes of a line that is too short for an account and by
 * itself, in the arena; NULL: it is none. */
static const char *
short_line(const struct run *run, const struct unit *u, struct arena *a, size_t *len)
{
	enum { SHORT = 16 };
	const struct source *line = u->source.document;
	size_t name;
	char *key;

	if (!run->to->refused || run->session->options.all_or_nothing || !line
	    || !line->len || line->len > SHORT)
		return NULL;
	name = strlen(line->name) + 1;
	*len = name + line->len;
	key = arena_alloc(a, *len, 1);
	memcpy(key, line->name, name);
	memcpy(key + name, line->bytes, line->len);
	return key;
}

/* The same line is refused in the same words, which are put once more. */
static bool
known(void *context, struct session *s, struct unit *u)
{
	struct run *run = context;
	const struct parcel *before;
	struct result *r;
	const char *key;
	size_t len;

	(void)s;
	key = short_line(run, u, u->arena, &len);
	before = key ? table_find(&run->known, key, len) : NULL;
	if (!before)
		return false;
	u->result = r = arena_alloc(u->arena, 1, sizeof(*r));
	r->parcel = (struct parcel){ .arena = u->arena, .unit = u,
		.packed = before->packed, .packed_len = before->packed_len };
	return true;
}

static void
remember(struct run *run, const struct unit *u, const struct parcel *p)
{
	enum { MOST = 1000 };
	struct arena *a = run->session->arena;
	struct parcel *kept;
	const char *key;
	size_t len;

	if (u->known || p->files || run->nknown == MOST)
		return;
	key = short_line(run, u, a, &len);
	if (!key)
		return;
	kept = arena_alloc(a, 1, sizeof(*kept));
	kept->packed = arena_copy(a, p->packed, p->packed_len);
	kept->packed_len = p->packed_len;
	*table_at(a, &run->known, key, len) = kept;
	run->nknown++;
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
visit(void *context, struct session *s, struct unit *u)
{
	struct run *run = context;
	struct result none = { .parcel = { .arena = u->arena, .unit = u } };
	struct result *r = u->result ? u->result : &none;
	enum fate fate;

	r->parcel.diags = u->diags;
	if (!u->ok)
		r->parcel.files = NULL;
	/* what is said of a refused account may still change until its turn */
	if (!r->parcel.files && !u->known)
		r->parcel.packed = NULL;
	if (!r->put && !run->withheld && (r->parcel.files || run->to->refused))
		r->failed = !put(run, &r->parcel);
	if (!r->failed)
		remember(run, u, &r->parcel);
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
look_over(void *context, struct session *s, struct unit *u)
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

enum {
	ALWAYS = 1, ACCOUNTS = 1 << 1, INSTALL = 1 << 2, ADOPT = 1 << 3, HOME = 1 << 4,
	OUTPUT = 1 << 5, NO_OUTPUT = 1 << 6, DIR = 1 << 7, NO_DIR = 1 << 8, JSONL = 1 << 9,
	EMBED = 1 << 10, TERMINAL = 1 << 11, FILES = 1 << 12, CHANGES = 1 << 13,
	DIFF = 1 << 14, ARCHIVE = 1 << 15, TO_STDOUT = 1 << 16, REPORT = 1 << 17,
	CERT = 1 << 18, KEY = 1 << 19,
};

/* Options that cannot be carried out: one of `any`, with one of `with` where that is not
 * 0, and none of `without`. */
static const struct { unsigned any, with, without; const char *what, *fix; } wrong[] = {
	{ ALWAYS, 0, ACCOUNTS | JSONL, "no account file", "name one, or '-' for standard input" },
	{ INSTALL, OUTPUT | DIR | ARCHIVE | JSONL, 0, "--install cannot be combined with"
		" --output, --output-dir, --archive or --jsonl", "give one of them" },
	{ ADOPT, 0, INSTALL, "--adopt goes with --install", "add --install" },
	{ HOME, 0, INSTALL, "--home and --owner go with --install", "add --install" },
	{ OUTPUT, DIR, 0, "--output cannot be combined with --output-dir", "give one of them" },
	{ NO_OUTPUT, 0, 0, "--output names no file", "name one, or use --output-dir DIR" },
	{ NO_DIR, 0, 0, "--output-dir names no folder", "name one; '.' is this one" },
	{ JSONL, OUTPUT | DIR, 0, "--jsonl prints the files, and writes none",
		"leave out --jsonl, or --output and --output-dir" },
	{ EMBED, TERMINAL, FILES, "passwords would be written to the terminal",
		"write into a folder with --output-dir" },
	{ CHANGES, 0, FILES, "--diff, --dry-run and --backup are about files, and none are"
		" written", "add --output-dir DIR" },
	{ ARCHIVE, CHANGES | DIR | OUTPUT, 0, "--archive cannot be combined with --output-dir,"
		" --output, --diff, --dry-run or --backup", "leave out --archive, or the others" },
	{ REPORT, TO_STDOUT, 0, "--report and --archive both print to standard output",
		"give --archive a FILE" },
	{ REPORT, DIFF, 0, "--report and --diff both print to standard output",
		"give one of them" },
	{ REPORT, 0, FILES, "--report is about files, and none are written",
		"add --output-dir DIR" },
	{ INSTALL, CERT, 0, "a client changes its own files, and no signature outlasts that",
		"leave out --sign, or write into a folder with --output-dir" },
	{ JSONL, CERT, 0, "a signed file is binary and cannot be put into JSON",
		"leave out --jsonl or --sign" },
	{ CERT, 0, KEY, "--sign needs --key", "add --key FILE, with the certificate's key" },
	{ KEY, 0, CERT, "--key needs --sign", "add --sign FILE, with the key's certificate" },
};

/* What the command line has, of that. */
static unsigned
options_given(const struct session *s, size_t first)
{
	const struct options *o = &s->options;
	const char *out = o->output_file;
	const struct { unsigned flag; bool given; } flags[] = {
		{ ALWAYS, true }, { ACCOUNTS, first < o->words.n }, { INSTALL, o->install },
		{ ADOPT, o->adopt }, { HOME, o->home || o->owner }, { OUTPUT, out },
		{ NO_OUTPUT, out && (!*out || out[strlen(out) - 1] == '/') },
		{ DIR, o->output_dir }, { NO_DIR, o->output_dir && !*o->output_dir },
		{ JSONL, o->jsonl }, { EMBED, o->embed_passwords },
		{ TERMINAL, isatty(STDOUT_FILENO) },
		{ FILES, o->install || delivery_of(s)->files },
		{ CHANGES, o->diff || o->dry_run || o->backup }, { DIFF, o->diff },
		{ ARCHIVE, o->archive }, { TO_STDOUT, o->archive && !strcmp(o->archive, "-") },
		{ REPORT, o->report }, { CERT, o->cert }, { KEY, o->key },
	};
	unsigned given = 0;
	size_t i;

	for (i = 0; i < countof(flags); i++)
		given |= flags[i].given ? flags[i].flag : 0;
	return given;
}

/* Is the command line one that can be carried out? */
static bool
usage_ok(struct session *s, size_t first)
{
	unsigned given = options_given(s, first);
	size_t i;

	for (i = 0; i < countof(wrong); i++)
		if (given & wrong[i].any && !(given & wrong[i].without)
		    && (!wrong[i].with || given & wrong[i].with)) {
			usage_error(s, wrong[i].what, wrong[i].fix);
			return false;
		}
	return true;
}

static void
each(struct run *run, size_t first)
{
	struct session *s = run->session;
	const struct visitor visitor = { .context = run, .prepare = prepare,
		.known = known, .work = work, .visit = visit };
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
