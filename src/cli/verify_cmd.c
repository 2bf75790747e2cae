/* The verify command: what was meant beside what the client read.
 * Used through the table of commands. */

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "pipeline/units.h"
#include "client/render.h"
#include "client/target.h"
#include "client/version.h"
#include "client/readback.h"
#include "template/value.h"

/* What one run of the command works on. */
struct verifying {
	const struct options *options;
	struct target_list targets;
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
	return arena_printf(a, "'%s'", text_escaped(a, value, strlen(value)));
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

static void
print_report(struct verifying *v, struct arena *a, const struct target *t,
	const struct readback_report *r)
{
	const char *account = NULL;
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (!r->rows[i].account && (!i || account))
			buf_printf(&v->out, tr("%s, the file itself:\n"), t->title);
		else if (account != r->rows[i].account)
			buf_printf(&v->out, tr("%s, account %s:\n"), t->title,
				r->rows[i].account);
		account = r->rows[i].account;
		print_row(a, &r->rows[i], &v->out);
	}
	if (r->different && r->said && *r->said)
		buf_printf(&v->out, tr("%s said: %s\n"), t->title, r->said);
	buf_printf(&v->out, tr("%zu values, %zu different; asked: %s%s\n"), r->n,
		r->different, readback_asked(a, t, r),
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
		: text_escaped(a, value, strlen(value)));
}

static void
add_json(struct verifying *v, struct arena *a, const struct target *t,
	const struct readback_report *r)
{
	json_t *rows = json_array();
	size_t i;

	for (i = 0; i < r->n; i++)
		json_array_append_new(rows, json_pack("{ss? ss so so sb}",
			"account", r->rows[i].account, "key", r->rows[i].key,
			"meant", json_value(a, &r->rows[i], r->rows[i].meant),
			"read", json_value(a, &r->rows[i], r->rows[i].read),
			"same", (int)r->rows[i].same));
	json_array_append_new(v->json, json_pack("{ss ss? ss? sb sI ss? so}",
		"target", t->name, "version", r->version,
		"stand_in", t->readback->stand_in, "isolated", (int)r->isolated,
		"different", (json_int_t)r->different, "said", r->said, "values", rows));
}

/* Says, once a run, that the installed client is another than those that were
 * tested. */
static void
remark_version(struct verifying *v, size_t target, const char *version, struct diags *diags)
{
	const struct target *t = v->targets.targets[target];

	if (!t->tested || !version || v->untested[target]
	    || version_among(version, t->tested))
		return;
	v->untested[target] = true;
	diag_general(diags, DIAG_CLIENT_NOTE,
		"the installed version of %s is none of those that were tested: %s",
		t->title, t->tested);
}

/* Where all is that the client read, and what was run there; with --json that is an
 * object of its own. */
static void
add_kept(struct verifying *v, const struct readback_report *r)
{
	size_t i;

	if (v->json) {
		json_array_append_new(v->json, json_pack("{ss so}", "kept", r->kept,
			"commands", report_words(&r->commands)));
		return;
	}
	buf_printf(&v->out, tr("kept: %s\n"), r->kept);
	for (i = 0; i < r->commands.n; i++)
		buf_printf(&v->out, "  %s\n", r->commands.items[i]);
}

/* Asks one client about accounts. */
static void
ask(struct verifying *v, struct arena *a, size_t target,
	const struct readback_accounts *accounts, struct diags *diags)
{
	const struct target *t = v->targets.targets[target];
	struct readback_report report;

	bool ok = readback_run(a, t, accounts, v->options->embed_passwords
		? PASSWORDS_EMBEDDED : PASSWORDS_BY_COMMAND, v->options->timeout,
		v->options->keep, &report, diags);

	if (report.kept)
		add_kept(v, &report);
	remark_version(v, target, report.version, diags);
	if (!ok)
		return;
	if (v->json)
		add_json(v, a, t, &report);
	else
		print_report(v, a, t, &report);
	v->differs |= report.different > 0;
}

static bool
verify_one(void *context, struct unit *u)
{
	struct verifying *v = context;
	const struct target *t;
	struct rendition r;
	size_t i;

	for (i = 0; i < v->targets.n && u->ok; i++) {
		t = v->targets.targets[i];
		if (rendition_make(&v->targets, u, t, RENDITION_PROBE, &r))
			ask(v, u->arena, i, &(struct readback_accounts){ &r.meant, &r.written_from,
				1, false, r.files, false }, u->diags);
	}
	return true;
}

static void
verify_merged(struct verifying *v, struct unit_list *units, struct stores *s)
{
	struct value **meant = arena_alloc(s->arena, units->n, sizeof(*meant));
	struct value **from = arena_alloc(s->arena, units->n, sizeof(*from));
	struct rendered *files;
	size_t i, n;

	for (i = 0; i < v->targets.n; i++) {
		n = units_render(units, &v->targets, s, v->targets.targets[i], RENDITION_PROBE,
			meant, from, &files);
		if (files)
			ask(v, s->arena, i, &(struct readback_accounts){ meant, from, n, true,
				files, false }, s->diags);
	}
}

void
command_verify(struct run *run)
{
	const struct options *o = run->options;
	enum sharing sharing = o->merge ? SHARING_FILES : SHARING_NOTHING;
	struct verifying v = { .options = o };
	struct unit_list units = { 0 };

	if (!run->args.n) {
		diag_usage(run->stores->diags, "no account file",
			"name one, or '-' for standard input");
		return;
	}
	if (!target_list_open(&v.targets, o, run->stores, &o->targets, sharing))
		return;
	target_list_say(&v.targets, run->stores);
	v.untested = arena_alloc(run->stores->arena, v.targets.n, sizeof(*v.untested));
	v.json = o->json ? json_array() : NULL;
	if (o->merge) {
		units_read(&units, run, sharing);
		verify_merged(&v, &units, run->stores);
	} else {
		pool_run(run, &(struct visitor){ .context = &v, .in_order = verify_one,
			.findings = console_findings });
	}
	console_result(run->console, v.json, &v.out);
	units_close(&units, run);
	if (v.differs)
		console_raise(run->console, STATUS_DIFFERS);
}
