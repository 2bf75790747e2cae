/* Questions at a terminal, each with its default, and options that answer them.
 * Used by the init command. */
#include "cli/question.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "model/doubt.h"
#include "pipeline/console.h"

/* A line of a terminal is shorter (4,096 bytes on Linux); and so many wrong answers are
 * nobody's who reads the questions. */
enum { LINE_MAX_BYTES = 65536, TRIES = 20 };

enum answering
question_answering(bool yes)
{
	return yes ? ANSWER_DEFAULTS
		: isatty(STDIN_FILENO) && isatty(STDERR_FILENO) ? ANSWER_PERSON : ANSWER_OPTIONS;
}

void
question_say(const struct questions *q, struct buf *out)
{
	if (q->answering == ANSWER_PERSON)
		console_text(q->console, STDERR_FILENO, out);
	else
		buf_free(out);
}

/* Reads one line, without its end; what is too much is left out. False at the
 * end of the input. */
static bool
read_line(struct buf *line)
{
	char bytes[512];
	ssize_t n;

	while ((n = read(STDIN_FILENO, bytes, sizeof(bytes))) > 0) {
		if (line->len <= LINE_MAX_BYTES)
			buf_add(line, bytes, (size_t)n);
		if (bytes[n - 1] == '\n')
			break;
	}
	if (!line->len)
		return false;
	if (line->s[line->len - 1] == '\n')
		line->len--;
	return true;
}

/* NULL when it is a line that can be taken; *answer is it without what is around it. */
static const char *
check(struct arena *a, const struct question *one, struct literal line, const char **answer)
{
	struct text t = { .len = line.len };
	unsigned code;
	size_t at;

	t.s = arena_copy(a, line.s ? line.s : "", line.len);
	t = text_trimmed(a, t);
	if (t.len > LINE_MAX_BYTES)
		return tr("the answer is too long");
	if (!utf8_valid(t.s, t.len))
		return tr("the answer is not UTF-8");
	doubt_trim(&t);
	t.s = arena_copy(a, t.s, t.len);
	for (at = 0; at < t.len; at += utf8_decode(t.s + at, t.len - at, &code))
		if (utf8_decode(t.s + at, t.len - at, &code) && !text_is_harmless(code))
			return tr("the answer has a control character, or one that is not seen");
	*answer = t.len || !one->fallback ? t.s : one->fallback;
	if (!**answer && !one->fallback)
		return tr("this has no default: an answer is needed");
	return one->check ? one->check(one->context, answer) : NULL;
}

/* ---- a person ---- */

static const char *
ended(const struct questions *q)
{
	diag_usage(q->diags, "the questions were not answered to the end, so nothing was written",
		"run it again; `mailgen help init` has the options that answer the questions");
	return NULL;
}

static const char *
ask_person(const struct questions *q, const struct question *one)
{
	struct buf out = { 0 }, line = { 0 };
	const char *answer, *wrong;
	unsigned tries;

	for (tries = 0; tries < TRIES; tries++) {
		if (one->fallback && *one->fallback)
			buf_printf(&out, "%s [%s]: ", one->text, one->fallback);
		else
			buf_printf(&out, "%s: ", one->text);
		question_say(q, &out);
		buf_clear(&line);
		if (!read_line(&line)) {
			buf_putc(&out, '\n');
			question_say(q, &out);
			break;
		}
		wrong = check(q->arena, one, (struct literal){ line.s, line.len }, &answer);
		if (!wrong) {
			buf_free(&line);
			return answer;
		}
		buf_printf(&out, "  %s\n", wrong);
		question_say(q, &out);
	}
	buf_free(&line);
	return ended(q);
}

/* ---- nobody ---- */

static const char *
take_given(const struct questions *q, const struct question *one)
{
	const char *answer, *wrong;

	wrong = check(q->arena, one, (struct literal){ one->given, strlen(one->given) }, &answer);
	if (!wrong)
		return answer;
	diag_general(q->diags, DIAG_USAGE, "%s: %s", one->option, wrong);
	diag_fix(q->diags, "`mailgen help init` has examples");
	return NULL;
}

static const char *
missing(const struct questions *q, const struct question *one)
{
	diag_general(q->diags, DIAG_USAGE, "'%s' is not answered", one->text);
	if (!one->fallback || one->guessed)
		diag_fix(q->diags, "add %s", one->option);
	else
		diag_fix(q->diags, "add %s, or --yes for what init would propose", one->option);
	return NULL;
}

const char *
question_ask(const struct questions *q, const struct question *one)
{
	const char *answer;

	if (one->given)
		return take_given(q, one);
	if (q->answering == ANSWER_PERSON)
		return ask_person(q, one);
	if (q->answering == ANSWER_OPTIONS || !one->fallback || one->guessed
	    || check(q->arena, one, (struct literal){ one->fallback, strlen(one->fallback) },
	    &answer))
		return missing(q, one);
	return answer;
}

/* The letter that the words for yes and no begin with, in English and in the user's
 * language. */
static const char *
check_yes(void *context, const char **answer)
{
	const char letter[] = { **answer, '\0' };

	(void)context;
	if (!strpbrk(letter, tr("yYnN")) && !strpbrk(letter, "yYnN"))
		return tr("answer yes or no");
	*answer = strpbrk(letter, "nN") ? "" : "yes";
	return NULL;
}

bool
question_yes(const struct questions *q, const char *text, bool fallback, bool *yes)
{
	const struct question one = { .text = text, .fallback = fallback ? tr("yes") : tr("no"),
		.check = check_yes };
	const char *answer;

	*yes = fallback;
	if (q->answering != ANSWER_PERSON)
		return true;
	answer = ask_person(q, &one);
	*yes = answer && *answer;
	return answer != NULL;
}
