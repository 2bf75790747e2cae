/* The render command: accounts in, files out.
 * Used through the table of commands. */

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "pipeline/pool.h"
#include "install/install_accounts.h"
#include "output/output.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "pipeline/units.h"
#include "client/render.h"
#include "client/target.h"
#include "output/qr.h"
#include "output/sign.h"

/* What the work on one account leaves for its visit. */
struct result {
	struct fileset set;
	bool put, failed;
};

static void *
thread_begin(void *context, struct stores *stores)
{
	const struct rendering *r = context;
	const struct options *o = r->run->options;
	struct target_list *list = arena_alloc(stores->arena, 1, sizeof(*list));

	return target_list_open(list, o, stores, &o->targets, SHARING_NOTHING) ? list : NULL;
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
make(const struct target_list *list, struct unit *u)
{
	struct rendered *files = NULL;
	struct rendition each;
	bool ok = true;
	size_t i;

	for (i = 0; i < list->n; i++) {
		ok &= rendition_make(list, u, list->targets[i], RENDITION_REAL, &each)
			|| list->all;
		append(&files, each.files);
	}
	return ok ? files : NULL;
}

static bool
put(struct rendering *r, struct fileset *set)
{
	const struct options *o = r->run->options;

	return (!o->cert || !set->files
		|| sign_files(set->arena, set->files, o->cert, o->key, o->chain, set->diags))
		&& (!o->qr || !set->files || qr_draw(set->arena, set->files, o, set->diags))
		&& r->to->put(r, set);
}

static void
work(void *context, void *own, struct unit *u)
{
	struct rendering *r = context;
	struct result *result = arena_alloc(u->arena, 1, sizeof(*result));

	result->set = (struct fileset){ .arena = u->arena, .unit = u,
		.files = make(own, u), .diags = u->diags };
	u->result = result;
	if (result->set.files && r->to->pack && !r->surveying)
		r->to->pack(&result->set);
	/* signing, drawing and what needs an order is for visit; a survey changes r */
	if (r->surveying || !result->set.files || !r->to->anywhere || r->run->options->cert
	    || r->run->options->qr || r->withheld || u->index >= r->limit)
		return;
	result->put = true;
	result->failed = !put(r, &result->set);
}

/* The name of the file and the bytes of a line that is too short for an account and by
 * itself, in the arena; NULL: it is none. */
static const char *
short_line(const struct rendering *r, const struct unit *u, struct arena *a, size_t *len)
{
	enum { SHORT = 16 };
	const struct source *line = u->source.document;
	size_t name;
	char *key;

	if (!r->to->refused || r->run->options->all_or_nothing || !line
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
known(void *context, struct unit *u)
{
	const struct rendering *r = context;
	const struct fileset *before;
	struct result *result;
	const char *key;
	size_t len;

	key = short_line(r, u, u->arena, &len);
	before = key ? table_find(&r->known, key, len) : NULL;
	if (!before)
		return false;
	u->result = result = arena_alloc(u->arena, 1, sizeof(*result));
	result->set = (struct fileset){ .arena = u->arena, .unit = u,
		.packed = before->packed, .packed_len = before->packed_len };
	return true;
}

static void
remember(struct rendering *r, const struct unit *u, const struct fileset *set)
{
	enum { MOST = 1000 };
	struct arena *a = r->run->stores->arena;
	struct fileset *kept;
	const char *key;
	size_t len;

	if (u->known || set->files || r->nknown == MOST)
		return;
	key = short_line(r, u, a, &len);
	if (!key)
		return;
	kept = arena_alloc(a, 1, sizeof(*kept));
	kept->packed = arena_copy(a, set->packed, set->packed_len);
	kept->packed_len = set->packed_len;
	*table_at(a, &r->known, key, len) = kept;
	r->nknown++;
}

static enum unit_result
result_of(const struct rendering *r, const struct result *result)
{
	if (!result->set.files)
		return UNIT_REFUSED;
	if (r->withheld)
		return UNIT_WITHHELD;
	return result->failed ? UNIT_FAILED : UNIT_WRITTEN;
}

static bool
visit(void *context, struct unit *u)
{
	struct rendering *r = context;
	struct result none = { .set = { .arena = u->arena, .unit = u } };
	struct result *result = u->result ? u->result : &none;
	struct fileset *set = &result->set;
	enum unit_result how;

	set->diags = u->diags;
	if (!u->ok)
		set->files = NULL;
	/* what is said of a refused account may still change until its turn */
	if (!set->files && !u->known)
		set->packed = NULL;
	if (!result->put && !r->withheld && (set->files || r->to->refused))
		result->failed = !put(r, set);
	if (!result->failed)
		remember(r, u, set);
	how = result_of(r, result);
	summary_add(&r->summary, u, how, set->results);
	if (result->failed && r->to->stream) {
		r->failed = true;
		return false;
	}
	return !r->run->options->fail_fast || how == UNIT_WRITTEN || how == UNIT_WITHHELD;
}

/* Counts the files for a place that takes one. */
static void
count_files(struct rendering *r, const struct result *result)
{
	const struct rendered *f;

	for (f = result ? result->set.files : NULL; f; f = f->next)
		r->files++;
}

static bool
look_over(void *context, struct unit *u)
{
	struct rendering *r = context;
	const struct options *o = r->run->options;
	const struct result *result = u->result;

	count_files(r, result);
	if (u->ok && (!result || result->set.files))
		return true;
	r->withheld |= o->all_or_nothing;
	if (!o->fail_fast)
		return true;
	r->limit = u->index;
	return false;
}

/* Reads all accounts without a word before the first is written, where one that is refused
 * keeps all from being written. */
static void
survey(struct rendering *r)
{
	const struct options *o = r->run->options;
	bool whole = o->all_or_nothing || o->fail_fast || r->to->single;
	const struct visitor visitor = { .context = r, .in_order = look_over,
		.thread_begin = thread_begin, .parallel = whole ? work : NULL };

	/* which variables have passwords; lines of JSON may have no end */
	if (o->embed_passwords && !(r->to->stream && !whole))
		pool_survey(r->run, &(struct visitor){ 0 });
	if (!whole || !(r->to->unique || r->to->stream))
		return;
	r->surveying = true;
	pool_survey(r->run, &visitor);
	r->surveying = false;
	if (r->to->single && r->files > 1) {
		diag_usage(r->run->stores->diags, "several files would go to one path",
			"use --output-dir DIR, or --merge for several accounts of one client");
		r->withheld = true;
	}
}

static bool
begin(struct rendering *r)
{
	r->failed = r->to->open && !r->withheld && !r->to->open(r);
	return !r->failed;
}

/* All kept accounts in shared files. */
static void
merge(struct rendering *r, struct target_list *targets)
{
	struct stores *s = r->run->stores;
	struct unit_list units = { 0 };
	struct fileset set = { .arena = s->arena, .diags = s->diags };
	struct value **views;
	struct rendered *more;
	bool ok = true;
	size_t i, n;

	units_read(&units, r->run, SHARING_FILES);
	views = arena_alloc(s->arena, units.n, sizeof(*views));
	for (i = 0; i < targets->n; i++) {
		n = units_render(&units, targets, s, targets->targets[i], RENDITION_REAL, views,
			views, &more);
		ok &= more || !n;
		append(&set.files, more);
	}
	r->withheld = units_withheld(&units, r->run);
	if (ok && set.files && !r->withheld)
		ok = begin(r) && put(r, &set);
	r->failed = !ok;
	units_count(&units, &r->summary);
	summary_add(&r->summary, NULL, !ok ? UNIT_FAILED : r->withheld
		? UNIT_WITHHELD : UNIT_WRITTEN, set.results);
	units_close(&units, r->run);
}

enum {
	ALWAYS = 1, ACCOUNTS = 1 << 1, INSTALL = 1 << 2, ADOPT = 1 << 3, HOME = 1 << 4,
	OUTPUT = 1 << 5, NO_OUTPUT = 1 << 6, DIR = 1 << 7, NO_DIR = 1 << 8, JSONL = 1 << 9,
	EMBED = 1 << 10, TERMINAL = 1 << 11, FILES = 1 << 12, CHANGES = 1 << 13,
	DIFF = 1 << 14, ARCHIVE = 1 << 15, TO_STDOUT = 1 << 16, REPORT = 1 << 17,
	CERT = 1 << 18, KEY = 1 << 19, ROOT = 1 << 20, QR = 1 << 21,
};

/* Options that cannot be carried out: one of `any`, with one of `with` where that is not
 * 0, and none of `without`. */
static const struct { unsigned any, with, without; const char *what, *fix; } wrong[] = {
	{ ALWAYS, 0, ACCOUNTS | JSONL, "no account file", "name one, or '-' for standard input" },
	{ INSTALL, OUTPUT | DIR | ARCHIVE | JSONL, 0, "--install cannot be combined with"
		" --output, --output-dir, --archive or --jsonl", "give one of them" },
	{ ADOPT, 0, INSTALL, "--adopt goes with --install", "add --install" },
	{ HOME, 0, INSTALL, "--home and --owner go with --install", "add --install" },
	{ ROOT, 0, INSTALL, "--root goes with --install", "add --install" },
	{ ROOT, HOME, 0, "--root is about /etc, --home and --owner about a home folder",
		"give one of them" },
	{ OUTPUT, DIR, 0, "--output cannot be combined with --output-dir", "give one of them" },
	{ NO_OUTPUT, 0, 0, "--output names no file", "name one, or use --output-dir DIR" },
	{ NO_DIR, 0, 0, "--output-dir names no folder", "name one; '.' is this one" },
	{ JSONL, OUTPUT | DIR, 0, "--jsonl prints the files, and writes none",
		"leave out --jsonl, or --output and --output-dir" },
	{ EMBED, TERMINAL, FILES | QR, "passwords would be written to the terminal",
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
	{ QR, INSTALL | JSONL | CERT, 0, "--qr cannot be combined with --install, --jsonl or"
		" --sign", "leave out --qr, or the others" },
	{ CERT, 0, KEY, "--sign needs --key", "add --key FILE, with the certificate's key" },
	{ KEY, 0, CERT, "--key needs --sign", "add --sign FILE, with the key's certificate" },
};

/* What the command line has, of that. */
static unsigned
options_given(const struct run *run)
{
	const struct options *o = run->options;
	const char *out = o->output_file;
	const struct { unsigned flag; bool given; } flags[] = {
		{ ALWAYS, true }, { ACCOUNTS, run->args.n }, { INSTALL, o->install },
		{ ADOPT, o->adopt }, { HOME, o->home || o->owner }, { ROOT, o->root },
		{ OUTPUT, out },
		{ NO_OUTPUT, out && (!*out || out[strlen(out) - 1] == '/') },
		{ DIR, o->output_dir }, { NO_DIR, o->output_dir && !*o->output_dir },
		{ JSONL, o->jsonl }, { EMBED, o->embed_passwords },
		{ TERMINAL, isatty(STDOUT_FILENO) },
		{ FILES, o->install || output_of(o)->files },
		{ CHANGES, o->diff || o->dry_run || o->backup }, { DIFF, o->diff },
		{ ARCHIVE, o->archive }, { TO_STDOUT, o->archive && !strcmp(o->archive, "-") },
		{ REPORT, o->report }, { CERT, o->cert }, { KEY, o->key },
		{ QR, o->qr },
	};
	unsigned given = 0;
	size_t i;

	for (i = 0; i < countof(flags); i++)
		given |= flags[i].given ? flags[i].flag : 0;
	return given;
}

/* Is the command line one that can be carried out? */
static bool
usage_ok(const struct run *run)
{
	unsigned given = options_given(run);
	size_t i;

	for (i = 0; i < countof(wrong); i++)
		if (given & wrong[i].any && !(given & wrong[i].without)
		    && (!wrong[i].with || given & wrong[i].with))
			return diag_usage(run->stores->diags, wrong[i].what, wrong[i].fix);
	return true;
}

static void
each(struct rendering *r)
{
	struct visitor visitor = { .context = r, .thread_begin = thread_begin,
		.known = known, .parallel = work, .in_order = visit,
		.findings = console_findings };

	survey(r);
	if (!begin(r))
		return;
	if (r->to->refused && !r->withheld)
		visitor.findings = console_count;       /* they are printed with the account */
	pool_run(r->run, &visitor);
}

/* A signature would change a file after its SHA-256 was written into another one. */
static bool
may_sign(const struct run *run, const struct target_list *list)
{
	size_t i;

	for (i = 0; run->options->cert && i < list->n; i++)
		if (list->targets[i]->names_digests) {
			diag_general(run->stores->diags, DIAG_USAGE, "files of target '%s' have the"
				" SHA-256 of others, which a signature would change",
				list->targets[i]->name);
			diag_fix(run->stores->diags, "leave out --sign");
			return false;
		}
	return true;
}

void
command_render(struct run *run)
{
	const struct options *o = run->options;
	struct rendering r = { .run = run, .limit = (size_t)-1 };
	struct target_list targets;
	bool complete;

	if (!usage_ok(run) || !target_list_open(&targets, o, run->stores, &o->targets,
	    o->merge ? SHARING_FILES : SHARING_NOTHING) || !may_sign(run, &targets)
	    || (o->qr && !qr_usage_ok(o, &targets, run->stores)))
		return;
	target_list_say(&targets, run->stores);
	if (o->install) {
		install_accounts(run, &targets);
		return;
	}
	r.to = output_of(o);
	summary_open(&r.summary, o, run->console);
	if (o->merge)
		merge(&r, &targets);
	else
		each(&r);
	complete = !r.withheld && !r.failed && !(o->all_or_nothing
		&& run->console->status >= STATUS_REFUSED);
	if (r.to->close)
		r.to->close(&r, complete);
	if (r.to->files)
		summary_close(&r.summary);
	buf_free(&r.first);
}
