/* What became of accounts and files: lines, report and summary.
 * Used by the commands that write files. */
#include "pipeline/summary.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "pipeline/console.h"
#include "pipeline/report.h"
#include "pipeline/unit.h"

static const char *const outcome_words[] = {
	[OUTCOME_CREATED] = "created", [OUTCOME_CHANGED] = "changed",
	[OUTCOME_UNCHANGED] = "unchanged", [OUTCOME_REMOVED] = "removed",
};
static const char *const would_words[] = {
	[OUTCOME_CREATED] = "would create", [OUTCOME_CHANGED] = "would change",
	[OUTCOME_UNCHANGED] = "unchanged", [OUTCOME_REMOVED] = "would remove",
};
static const char *const result_words[] = {
	[UNIT_WRITTEN] = "written", [UNIT_REFUSED] = "refused",
	[UNIT_FAILED] = "failed", [UNIT_WITHHELD] = "withheld",
};

void
file_result_add(struct arena *a, struct file_result **list, const char *path,
	const char *target, enum outcome outcome)
{
	struct file_result *t = arena_alloc(a, 1, sizeof(*t));

	t->path = path;
	t->target = target;
	t->outcome = outcome;
	while (*list)
		list = &(*list)->next;
	*list = t;
}

void
summary_open(struct summary *s, const struct options *o, struct console *console)
{
	*s = (struct summary){ .options = o, .console = console };
}

void
summary_diff(struct summary *s, struct buf *diff)
{
	console_text(s->console, STDOUT_FILENO, diff);
}

/* What is put into a user's own files is said; into a folder that he names, only when it
 * is asked for. */
static bool
says_changes(const struct options *o)
{
	return o->install && !o->diff && !o->policy.quiet && o->format == FORMAT_TEXT;
}

static void
say_files(struct summary *s, const struct file_result *files)
{
	const struct options *o = s->options;
	const char *const *words = o->dry_run ? would_words : outcome_words;
	struct buf lines = { 0 };
	size_t from;

	bool all = o->verbose || o->dry_run;

	if (o->report || !(all || says_changes(o)))
		return;
	for (; files; files = files->next) {
		if (!all && files->outcome == OUTCOME_UNCHANGED)
			continue;
		from = lines.len;
		buf_printf(&lines, "%s %s", tr(words[files->outcome]), files->path);
		text_sanitize(lines.s + from);
		buf_putc(&lines, '\n');
	}
	console_text(s->console, o->dry_run ? STDOUT_FILENO : STDERR_FILENO, &lines);
}

static void
add_files(struct buf *out, const struct file_result *files)
{
	const char *before = "{\"path\":";

	for (; files; files = files->next) {
		report_member(out, before, files->path);
		report_member(out, ",\"outcome\":", outcome_words[files->outcome]);
		if (files->target)
			report_member(out, ",\"target\":", files->target);
		buf_putc(out, '}');
		before = ",{\"path\":";
	}
}

static void
add_account(struct buf *out, const struct unit *u, enum unit_result result,
	const struct file_result *files)
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
	report_member(out, "\"result\":", result_words[result]);
	buf_puts(out, ",\"files\":[");
	add_files(out, files);
	buf_puts(out, "]}");
}

static void
report(struct summary *s, const struct unit *u, enum unit_result result,
	const struct file_result *files)
{
	struct buf out = { 0 };

	if (!s->options->report)
		return;
	buf_puts(&out, s->begun ? ",\n" : "{\"accounts\":[\n");
	add_account(&out, u, result, files);
	s->begun = true;
	console_print(s->console, STDOUT_FILENO, &out);
}

void
summary_add(struct summary *s, const struct unit *u, enum unit_result result,
	const struct file_result *files)
{
	const struct file_result *each;

	s->accounts += u != NULL;
	s->results[result]++;
	for (each = files; each; each = each->next) {
		s->outcomes[each->outcome]++;
		if (s->options->diff && each->outcome != OUTCOME_UNCHANGED)
			console_raise(s->console, STATUS_DIFFERS);
	}
	say_files(s, files);
	report(s, u, result, files);
}

static void
end_report(struct summary *s)
{
	struct buf out = { 0 };
	size_t i;

	buf_puts(&out, s->begun ? "\n],\n" : "{\"accounts\":[],\n");
	buf_printf(&out, "\"summary\":{\"accounts\":%zu", s->accounts);
	for (i = 0; i < countof(result_words); i++)
		buf_printf(&out, ",\"%s\":%zu", result_words[i], s->results[i]);
	for (i = 0; i < countof(outcome_words); i++)
		buf_printf(&out, ",\"%s\":%zu", outcome_words[i], s->outcomes[i]);
	buf_puts(&out, "}}\n");
	console_print(s->console, STDOUT_FILENO, &out);
}

static void
sum_up(struct summary *s)
{
	bool would = s->options->dry_run || s->options->diff;
	struct buf out = { 0 };

	buf_printf(&out, tr(would ? "%zu accounts, %zu refused; files: %zu would be created, "
		"%zu changed, %zu removed, %zu are unchanged\n"
		: "%zu accounts, %zu refused; files: %zu created, %zu changed, %zu removed, "
		"%zu unchanged\n"), s->accounts, s->results[UNIT_REFUSED],
		s->outcomes[OUTCOME_CREATED], s->outcomes[OUTCOME_CHANGED],
		s->outcomes[OUTCOME_REMOVED], s->outcomes[OUTCOME_UNCHANGED]);
	if (s->results[UNIT_WITHHELD])
		buf_puts(&out, tr("nothing was written\n"));
	console_text(s->console, STDERR_FILENO, &out);
}

void
summary_close(struct summary *s)
{
	if (s->options->report)
		end_report(s);
	if (s->accounts > 1 && s->options->format == FORMAT_TEXT
	    && !s->options->policy.quiet)
		sum_up(s);
}
