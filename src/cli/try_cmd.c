/* The try command: what a target can be given, written and read back, as a table.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "client/target.h"
#include "client/unsaid.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/trying.h"

/* One line of the table. */
struct row {
	const char *what;
	size_t tried, results[SAMPLE_FAILED + 1];
};

static size_t
count(const struct tried *t, enum sample_result result)
{
	size_t i, n = 0;

	for (i = 0; i < t->samples.n; i++)
		n += t->samples.items[i].result == result;
	return n;
}

/* The samples of one kind stand beside each other. */
static struct row *
rows_of(struct arena *a, const struct tried *t, size_t *n)
{
	struct row *rows = arena_alloc(a, t->samples.n, sizeof(*rows));
	const struct sample *s;

	*n = 0;
	for (s = t->samples.items; s < t->samples.items + t->samples.n; s++) {
		if (!*n || strcmp(rows[*n - 1].what, s->what) != 0)
			rows[(*n)++].what = s->what;
		rows[*n - 1].tried++;
		rows[*n - 1].results[s->result]++;
	}
	return rows;
}

static void
print_table(struct arena *a, const struct tried *t, struct buf *out)
{
	static const char *const head[] = { "tried", "refused", "unasked", "failed", "different",
		"the same" };
	struct row *rows;
	size_t n, i;

	rows = rows_of(a, t, &n);
	buf_printf(out, "%32s", "");
	for (i = 0; i < countof(head); i++)
		buf_printf(out, " %*s%s", 10 - text_columns(tr(head[i])), "", tr(head[i]));
	buf_putc(out, '\n');
	for (i = 0; i < n; i++)
		buf_printf(out, "%-32s %10zu %10zu %10zu %10zu %10zu %10zu\n", rows[i].what,
			rows[i].tried, rows[i].results[SAMPLE_REFUSED],
			rows[i].results[SAMPLE_UNASKED] + rows[i].results[SAMPLE_WRITTEN],
			rows[i].results[SAMPLE_FAILED], rows[i].results[SAMPLE_DIFFERENT],
			rows[i].results[SAMPLE_SAME]);
}

/* A value as it may be shown, cut. */
static const char *
shown(struct arena *a, const char *value)
{
	enum { MOST = 30 };
	size_t len = value ? strlen(value) : 0;

	if (!value)
		return tr("nothing");
	return arena_printf(a, "'%s%s'", text_escaped(a, value, len < MOST ? len : MOST),
		len < MOST ? "" : "...");
}

/* Which one it is: a server, or a field with its value. */
static const char *
name_of(struct arena *a, const struct sample *s)
{
	return s->value ? arena_printf(a, "%s %s", s->shown, shown(a, s->value)) : s->shown;
}

/* Are the texts the same, but for their numbers? */
static bool
same_but_numbers(const char *a, const char *b)
{
	static const char digits[] = "0123456789";

	do {
		a += strspn(a, digits);
		b += strspn(b, digits);
		if (*a != *b)
			return false;
	} while (*a++ && *b++);
	return true;
}

/* Is there one before it that says the same to who reads it? */
static bool
is_known(const struct tried *t, const struct sample *s)
{
	const struct sample *other;

	for (other = t->samples.items; other < s; other++)
		if (other->result == s->result && !other->by_all && other->why && s->why
		    && (same_but_numbers(other->why, s->why)
		    || (s->value && other->id == s->id && !strcmp(other->what, s->what))))
			return true;
	return false;
}

/* The first of each kind and reason. */
static void
print_reasons(struct arena *a, const struct tried *t, enum sample_result result,
	const char *head, struct buf *out)
{
	const struct sample *s;
	size_t n = 0;

	for (s = t->samples.items; s < t->samples.items + t->samples.n; s++) {
		if (s->result != result || s->by_all || is_known(t, s))
			continue;
		if (!n++)
			buf_puts(out, head);
		buf_printf(out, "  %s: %s\n", name_of(a, s), s->why && *s->why ? s->why
			: tr("the client does not mention it"));
	}
}

/* How many before it differ in what the client calls the same? */
static size_t
alike(const struct tried *t, const struct sample *s)
{
	const struct sample *other;
	size_t n = 0;

	for (other = t->samples.items; other < s; other++)
		n += other->result == SAMPLE_DIFFERENT && !strcmp(other->key, s->key);
	return n;
}

/* The first of each value of the client's, and how many more there are. */
static void
print_differences(struct arena *a, const char *title, const struct tried *t, struct buf *out)
{
	enum { MOST = 5 };
	const struct sample *s, *last = t->samples.items + t->samples.n;
	size_t i, more = 0;

	if (count(t, SAMPLE_DIFFERENT) || t->apart.n)
		buf_puts(out, tr("different:\n"));
	for (s = t->samples.items; s < last; s++) {
		if (s->result != SAMPLE_DIFFERENT)
			continue;
		if (alike(t, s) < MOST)
			buf_printf(out, tr("  %s: %s meant %s, read %s\n"), name_of(a, s), s->key,
				shown(a, s->meant), shown(a, s->read));
		else
			more++;
	}
	for (i = 0; i < t->apart.n; i++)
		buf_printf(out, "  %s\n", text_escaped(a, t->apart.items[i],
			strlen(t->apart.items[i])));
	if (more)
		buf_printf(out, tr("  and %zu more like these\n"), more);
	if (t->said)
		buf_printf(out, tr("%s said, at the first of them: %s\n"), title, t->said);
}

static void
print_unsaid(const struct word_list *unsaid, struct buf *out)
{
	size_t i;

	if (unsaid->n)
		buf_puts(out, tr("the manifest does not say:\n"));
	for (i = 0; i < unsaid->n; i++)
		buf_printf(out, "  %s\n", unsaid->items[i]);
}

static json_t *
json_of(struct arena *a, const struct target *target, const struct tried *t,
	const struct word_list *unsaid)
{
	static const char *const results[] = { "untried", "unasked", "refused", "same",
		"different", "unasked", "failed" };
	json_t *samples = json_array();
	const struct sample *s;

	for (s = t->samples.items; s < t->samples.items + t->samples.n; s++)
		json_array_append_new(samples, json_pack("{ss ss ss? ss ss? ss? ss? ss?}",
			"what", s->what, "shown", s->shown, "value", s->value,
			"result", results[s->result], "why", s->why, "key", s->key,
			"meant", s->meant, "read", s->read && !utf8_valid(s->read, strlen(s->read))
			? text_escaped(a, s->read, strlen(s->read)) : s->read));
	return json_pack("{ss ss? ss? sI sI so so so so}", "target", target->name,
		"asked", t->asked, "said", t->said, "accounts", (json_int_t)t->accounts,
		"values", (json_int_t)t->values, "samples", samples,
		"unused", report_words(&t->unused), "apart", report_words(&t->apart),
		"unsaid", report_words(unsaid));
}

static void
print_all(struct arena *a, const struct target *target, const struct tried *t,
	const struct word_list *unsaid, struct buf *out)
{
	size_t different = count(t, SAMPLE_DIFFERENT) + t->apart.n;

	print_table(a, t, out);
	print_differences(a, target->title, t, out);
	print_reasons(a, t, SAMPLE_FAILED, tr("failed:\n"), out);
	print_reasons(a, t, SAMPLE_REFUSED, tr("refused for this client, the first of each"
		" kind:\n"), out);
	print_reasons(a, t, SAMPLE_UNASKED, tr("unasked:\n"), out);
	print_unsaid(unsaid, out);
	if (t->asked)
		buf_printf(out, tr("%s: %zu accounts, %zu values, %zu different; asked: %s\n"),
			target->title, t->accounts, t->values, different, t->asked);
}

void
command_try(struct run *run)
{
	struct stores *s = run->stores;
	struct target_list list;
	struct word_list unsaid;
	struct tried tried;
	struct buf out = { 0 };
	json_t *json = NULL;

	if (run->args.n != 1) {
		diag_usage(s->diags, "`try` takes one target", "name one; `mailgen targets` lists"
			" them");
		return;
	}
	if (!target_list_open(&list, run->options, s, &run->args, SHARING_NOTHING) || list.n != 1)
		return;
	try_target(run, list.targets[0], &tried);
	unsaid = unsaid_of(s->arena, list.targets[0], &tried.unused);
	if (run->options->json)
		json = json_of(s->arena, list.targets[0], &tried, &unsaid);
	else
		print_all(s->arena, list.targets[0], &tried, &unsaid, &out);
	console_result(run->console, json, &out);
	if (count(&tried, SAMPLE_DIFFERENT) || tried.apart.n)
		console_raise(run->console, STATUS_DIFFERS);
	else if (count(&tried, SAMPLE_FAILED))
		console_raise(run->console, STATUS_SYSTEM);
}
