/* What became of accounts and files: lines, report and summary.
 * Used by the commands that write files. */
#include "pipeline/summary.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "pipeline/console.h"
#include "pipeline/report.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"

static const char *const outcome_words[] = {
	[OUTCOME_CREATED] = "created", [OUTCOME_CHANGED] = "changed",
	[OUTCOME_UNCHANGED] = "unchanged", [OUTCOME_REMOVED] = "removed",
};
static const char *const would_words[] = {
	[OUTCOME_CREATED] = "would create", [OUTCOME_CHANGED] = "would change",
	[OUTCOME_UNCHANGED] = "unchanged", [OUTCOME_REMOVED] = "would remove",
};
static const char *const fate_words[] = {
	[FATE_WRITTEN] = "written", [FATE_REFUSED] = "refused",
	[FATE_FAILED] = "failed", [FATE_WITHHELD] = "withheld",
};

void
told_add(struct arena *a, struct told **list, const char *path,
	const char *target, enum outcome outcome)
{
	struct told *t = arena_alloc(a, 1, sizeof(*t));

	t->path = path;
	t->target = target;
	t->outcome = outcome;
	while (*list)
		list = &(*list)->next;
	*list = t;
}

void
tally_open(struct tally *t, struct session *s)
{
	*t = (struct tally){ .session = s };
}

void
tally_show(struct tally *t, struct buf *diff)
{
	console_text(t->session, STDOUT_FILENO, diff);
}

static void
say_files(struct tally *t, const struct told *told)
{
	const struct options *o = &t->session->options;
	const char *const *words = o->dry_run ? would_words : outcome_words;
	struct buf lines = { 0 };
	size_t from;

	if (o->report || !(o->verbose || o->dry_run))
		return;
	for (; told; told = told->next) {
		from = lines.len;
		buf_printf(&lines, "%s %s", tr(words[told->outcome]), told->path);
		text_tame(lines.s + from);
		buf_putc(&lines, '\n');
	}
	console_text(t->session, o->dry_run ? STDOUT_FILENO : STDERR_FILENO, &lines);
}

static void
add_files(struct buf *out, const struct told *told)
{
	const char *before = "{\"path\":";

	for (; told; told = told->next) {
		report_member(out, before, told->path);
		report_member(out, ",\"outcome\":", outcome_words[told->outcome]);
		if (told->target)
			report_member(out, ",\"target\":", told->target);
		buf_putc(out, '}');
		before = ",{\"path\":";
	}
}

static void
add_account(struct buf *out, const struct unit *u, enum fate fate,
	const struct told *told)
{
	struct pos pos = u ? unit_pos(u) : (struct pos){ 0 };

	buf_putc(out, '{');
	if (u && text_given(u->account.id)) {
		report_member(out, "\"id\":", u->account.id.s);
		buf_putc(out, ',');
	}
	if (pos.source) {
		report_member(out, "\"file\":", pos.source->name);
		buf_printf(out, ",\"%s\":%u,", pos.source->columns ? "row" : "line", pos.line);
	}
	report_member(out, "\"result\":", fate_words[fate]);
	buf_puts(out, ",\"files\":[");
	add_files(out, told);
	buf_puts(out, "]}");
}

static void
report(struct tally *t, const struct unit *u, enum fate fate,
	const struct told *told)
{
	struct buf out = { 0 };

	if (!t->session->options.report)
		return;
	buf_puts(&out, t->begun ? ",\n" : "{\"accounts\":[\n");
	add_account(&out, u, fate, told);
	t->begun = true;
	console_print(t->session, STDOUT_FILENO, &out);
}

void
tally_add(struct tally *t, const struct unit *u, enum fate fate,
	const struct told *told)
{
	const struct told *each;

	t->accounts += u != NULL;
	t->fates[fate]++;
	for (each = told; each; each = each->next) {
		t->outcomes[each->outcome]++;
		if (t->session->options.diff && each->outcome != OUTCOME_UNCHANGED
		    && t->session->status != STATUS_SYSTEM)
			t->session->status = STATUS_DIFFERS;
	}
	say_files(t, told);
	report(t, u, fate, told);
}

static void
end_report(struct tally *t)
{
	struct buf out = { 0 };
	size_t i;

	buf_puts(&out, t->begun ? "\n],\n" : "{\"accounts\":[],\n");
	buf_printf(&out, "\"summary\":{\"accounts\":%zu", t->accounts);
	for (i = 0; i < countof(fate_words); i++)
		buf_printf(&out, ",\"%s\":%zu", fate_words[i], t->fates[i]);
	for (i = 0; i < countof(outcome_words); i++)
		buf_printf(&out, ",\"%s\":%zu", outcome_words[i], t->outcomes[i]);
	buf_puts(&out, "}}\n");
	console_print(t->session, STDOUT_FILENO, &out);
}

static void
sum_up(struct tally *t)
{
	bool would = t->session->options.dry_run || t->session->options.diff;
	struct buf out = { 0 };

	buf_printf(&out, tr(would ? "%zu accounts, %zu refused; files: %zu would be created, "
		"%zu changed, %zu removed, %zu are unchanged\n"
		: "%zu accounts, %zu refused; files: %zu created, %zu changed, %zu removed, "
		"%zu unchanged\n"), t->accounts, t->fates[FATE_REFUSED],
		t->outcomes[OUTCOME_CREATED], t->outcomes[OUTCOME_CHANGED],
		t->outcomes[OUTCOME_REMOVED], t->outcomes[OUTCOME_UNCHANGED]);
	if (t->fates[FATE_WITHHELD])
		buf_puts(&out, tr("nothing was written\n"));
	console_text(t->session, STDERR_FILENO, &out);
}

void
tally_close(struct tally *t)
{
	if (t->session->options.report)
		end_report(t);
	if (t->accounts > 1 && t->session->options.format == FORMAT_TEXT
	    && !t->session->options.policy.quiet)
		sum_up(t);
}
