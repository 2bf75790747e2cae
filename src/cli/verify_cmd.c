/* The verify command: what was meant beside what the client read.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/job.h"
#include "pipeline/report.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "client/render.h"
#include "client/target.h"
#include "client/version.h"
#include "client/readback.h"
#include "template/value.h"

/* What one run of the command works on. */
struct run {
	struct job job;
	struct session *session;
	struct buf out;
	json_t *json;                   /* with --json: the array of reports */
	bool *untested;                 /* for each target: its version was remarked on */
	bool differs;
};

static const char *
shown(struct arena *a, const struct readback_row *row, const char *value)
{
	if (!value)
		return "nothing";
	if ((row->secret && *value) || text_has_password(value, strlen(value)))
		return "***";
	return arena_printf(a, "'%s'", text_show(a, value, strlen(value)));
}

static void
print_row(struct arena *a, const struct readback_row *row, struct buf *out)
{
	if (row->same)
		buf_printf(out, tr("  same       %-20s %s\n"), row->key, shown(a, row, row->meant));
	else
		buf_printf(out, tr("  DIFFERENT  %-20s meant %s, read %s\n"), row->key,
			shown(a, row, row->meant), shown(a, row, row->read));
}

/* Who was asked: the client, as it calls itself, or what stands in for it. */
static const char *
whom(struct arena *a, const struct target *t, const struct readback_report *r)
{
	const char *stand_in = t->readback->stand_in;

	if (stand_in)
		return tr_printf(a, "%s, in place of %s", tr(stand_in), t->title);
	return r->version && *r->version ? r->version : t->title;
}

static void
print_report(struct run *run, struct arena *a, const struct target *t,
	const struct readback_report *r)
{
	const char *account = NULL;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (account != r->rows[i].account)
			buf_printf(&run->out, tr("%s, account %s:\n"), t->title,
				r->rows[i].account);
		account = r->rows[i].account;
		print_row(a, &r->rows[i], &run->out);
	}
	buf_printf(&run->out, tr("%zu values, %zu different; asked: %s%s\n"), r->n,
		r->different, whom(a, t, r),
		r->isolated ? "" : tr(" (with the network in reach)"));
}

static json_t *
json_value(struct arena *a, const struct readback_row *row, const char *value)
{
	if (!value)
		return json_null();
	return json_string((row->secret && *value)
		|| text_has_password(value, strlen(value)) ? "***"
		: utf8_valid(value, strlen(value)) ? value
		: text_show(a, value, strlen(value)));
}

static void
add_json(struct run *run, struct arena *a, const struct target *t,
	const struct readback_report *r)
{
	json_t *rows = json_array();
	size_t i;

	for (i = 0; i < r->n; i++)
		json_array_append_new(rows, json_pack("{ss ss so so sb}",
			"account", r->rows[i].account, "key", r->rows[i].key,
			"meant", json_value(a, &r->rows[i], r->rows[i].meant),
			"read", json_value(a, &r->rows[i], r->rows[i].read),
			"same", (int)r->rows[i].same));
	json_array_append_new(run->json, json_pack("{ss ss? ss? sb sI so}",
		"target", t->name, "version", r->version,
		"stand_in", t->readback->stand_in, "isolated", (int)r->isolated,
		"different", (json_int_t)r->different, "values", rows));
}

/* Says, once a run, that the installed client is another than those that were
 * tested. */
static void
remark_version(struct run *run, size_t target, const char *version, struct diags *diags)
{
	const struct target *t = run->job.targets[target];

	if (!t->tested || !version || run->untested[target]
	    || version_among(version, t->tested))
		return;
	run->untested[target] = true;
	diag_at(diags, (struct pos){ 0 }, DIAG_CLIENT_NOTE,
		"the installed version of %s is none of those that were tested: %s",
		t->title, t->tested);
}

/* Asks one client about files of n accounts. */
static void
ask(struct run *run, struct arena *a, size_t target, struct value *const *views,
	size_t n, const struct rendered *files, struct diags *diags)
{
	const struct target *t = run->job.targets[target];
	struct readback_report report;

	if (!readback_run(a, t, views, n, files, run->session->options.embed_passwords
	    ? PASSWORDS_EMBEDDED : PASSWORDS_BY_COMMAND,
	    run->session->options.timeout, &report, diags))
		return;
	if (run->json)
		add_json(run, a, t, &report);
	else
		print_report(run, a, t, &report);
	run->differs |= report.different > 0;
	remark_version(run, target, report.version, diags);
}

static bool
verify_one(void *context, struct session *s, struct unit *u)
{
	struct run *run = context;
	const struct target *t;
	struct made made;
	size_t i;

	for (i = 0; i < run->job.n && u->ok; i++) {
		t = run->job.targets[i];
		if (job_make(&run->job, s, u, t, JOB_PROBE, &made))
			ask(run, u->arena, i, &made.view, 1, made.files, u->diags);
	}
	return true;
}

static void
verify_merged(struct run *run)
{
	struct session *s = run->session;
	struct value **views = arena_alloc(s->arena, run->job.nkept, sizeof(*views));
	struct rendered *files;
	const struct target *t;
	size_t i, n;

	for (i = 0; i < run->job.n; i++) {
		t = run->job.targets[i];
		n = job_merge(&run->job, s, t, JOB_PROBE, views, &files);
		if (files)
			ask(run, s->arena, i, views, n, files, s->diags);
	}
}

static void
print(struct run *run)
{
	if (!run->json) {
		console_text(run->session, STDOUT_FILENO, &run->out);
		return;
	}
	report_dump(run->json, JSON_INDENT(2), &run->out);
	buf_putc(&run->out, '\n');
	console_print(run->session, STDOUT_FILENO, &run->out);
}

void
command_verify(struct session *s, size_t first)
{
	struct run run = { .session = s };

	if (first == s->options.words.n) {
		usage_error(s, "no account file", "name one, or '-' for standard input");
		return;
	}
	if (!job_open(s, &run.job))
		return;
	run.untested = arena_alloc(s->arena, run.job.n, sizeof(*run.untested));
	run.json = s->options.json ? json_array() : NULL;
	if (s->options.merge) {
		job_keep(&run.job, s, first);
		verify_merged(&run);
	} else {
		crew_each(s, first, verify_one, &run);
	}
	print(&run);
	job_close(&run.job, s);
	if (run.differs && s->status < STATUS_DIFFERS)
		s->status = STATUS_DIFFERS;
}
