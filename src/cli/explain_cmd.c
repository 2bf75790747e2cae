/* The explain command: what a finding means, from schemas/findings/.
 * Used through the table of commands. */

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/near.h"
#include "base/source.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

/* An explanation without its head, which the build has read; NULL when there is none. */
static const char *
shipped(struct arena *a, const char *folder, enum diag_id id)
{
	static const char end[] = "\n\n";
	struct source *source = data_shipped(a,
		arena_printf(a, "schemas/findings/%s%s.txt", folder, diag_word(id)));
	const char *head_end = source ? strstr(source->bytes, end) : NULL;

	return head_end ? head_end + strlen(end) : NULL;
}

/* The explanation as it is shipped. A finding without one is found by the
 * tests, not by a user. */
static const char *
explanation(struct arena *a, enum diag_id id)
{
	const char *text = shipped(a, "", id);

	return text ? text : "";
}

/* The same in the user's language: its words stand in a file of their own, in
 * schemas/findings/LANGUAGE/, and the examples are those of the English one. */
static const char *
translated(struct arena *a, enum diag_id id)
{
	static const char wrong[] = "\nWrong:\n", right[] = "\nRight:\n";
	const char *english = explanation(a, id), *bad, *good;
	const char *text = lang_name() ? shipped(a,
		arena_printf(a, "%s/", lang_name()), id) : NULL;

	bad = strstr(english, wrong);
	good = bad ? strstr(bad, right) : NULL;
	if (!text || !good)
		return english;
	bad += strlen(wrong);
	return arena_printf(a, "%s%s%.*s%s%s", text, tr("\nWrong:\n"),
		(int)(good - bad), bad, tr("\nRight:\n"), good + strlen(right));
}

static void
print_list(struct buf *out)
{
	unsigned i;

	for (i = 0; i < DIAG_COUNT; i++)
		buf_printf(out, "%-19s %-8s %s\n", diag_word((enum diag_id)i),
			severity_word(diag_default_severity((enum diag_id)i)),
			tr(diag_help((enum diag_id)i)));
}

static void
print_one(struct arena *a, enum diag_id id, const char *before, struct buf *out)
{
	buf_puts(out, before);
	buf_printf(out, tr("%s: %s\n%s by default%s\n\n%s"), diag_word(id),
		tr(diag_help(id)), tr(severity_word(diag_default_severity(id))),
		diag_excusable(id) ? tr(", which 'allow:' and -W change") : "",
		translated(a, id));
}

static json_t *
json_of(struct arena *a, enum diag_id id)
{
	return json_pack("{ss ss si ss sb ss}", "id", diag_word(id), "severity",
		severity_word(diag_default_severity(id)), "status",
		(int)diag_exit_status(id), "help", diag_help(id),
		"excusable", (int)diag_excusable(id), "text", explanation(a, id));
}

static void
report_unknown(struct stores *s, const char *word)
{
	struct near near = { .key = word };
	unsigned i;

	for (i = 0; i < DIAG_COUNT; i++)
		near_try(&near, diag_word((enum diag_id)i));
	diag_general(s->diags, DIAG_USAGE, "there is no finding '%s'",
		text_escaped(s->arena, word, strlen(word)));
	if (near.word)
		diag_fix(s->diags, "did you mean '%s'?", near.word);
	else
		diag_fix(s->diags, "`mailgen explain` lists the ids");
}

/* The ids that are named, or all; unknown ones are reported. */
static size_t
choose(struct stores *s, const struct word_list *words, enum diag_id *ids)
{
	size_t i, n = 0;

	for (i = 0; !words->n && i < DIAG_COUNT; i++)
		ids[n++] = (enum diag_id)i;
	for (i = 0; i < words->n && n < DIAG_COUNT; i++) {
		ids[n] = diag_find(words->items[i]);
		if (ids[n] == DIAG_COUNT)
			report_unknown(s, words->items[i]);
		else
			n++;
	}
	return n;
}

void
command_explain(struct run *run)
{
	struct arena *a = run->stores->arena;
	json_t *json = run->options->json ? json_array() : NULL;
	enum diag_id ids[DIAG_COUNT];
	struct buf out = { 0 };
	size_t i, n = choose(run->stores, &run->args, ids);

	if (!json && !run->args.n)
		print_list(&out);
	for (i = 0; i < n && (json || run->args.n); i++)
		if (json)
			json_array_append_new(json, json_of(a, ids[i]));
		else
			print_one(a, ids[i], i ? "\n" : "", &out);
	console_result(run->console, json, &out);
}
