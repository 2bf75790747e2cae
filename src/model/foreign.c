/* Files of other programs that were given for an account file: what they are.
 * Used by the pipeline before a document is read. */
#include "model/foreign.h"

#include <string.h>

#include "base/diag.h"
#include "base/source.h"
#include "base/text.h"
#include "model/suggest.h"
#include "model/words.h"

enum { LINES_MOST = 40, PROGRAMS_MOST = 64 };

static const char in_words[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

/* The first word of a line, after brackets and the like; its end at *end. */
static struct text
first_word(const char *s, const char *end)
{
	struct text t = { .s = s };

	while (t.s < end && !strchr(in_words, *t.s))
		t.s++;
	while (t.s + t.len < end && strchr(in_words, t.s[t.len]))
		t.len++;
	return t;
}

/* Does the line begin as an account file has it? */
static bool
is_ours(const struct words *w, const char *line, const char *end)
{
	const char *colon;

	while (end - line > 1 && line[0] == '-' && line[1] == ' ')
		line += 2;
	colon = memchr(line, ':', (size_t)(end - line));
	return colon && (colon + 1 == end || colon[1] == ' ')
		&& suggest_known(w, (struct text){ .s = line, .len = (size_t)(colon - line) });
}

enum { SURELY = 3 };            /* one word that tells is as good as so many others */

struct counts {
	unsigned of[PROGRAMS_MOST];
	unsigned lines;
	bool ours;
};

static void
count_word(const struct words *w, const char *kind, struct text word, unsigned points,
	struct counts *c)
{
	const char *name = words_find(w, kind, word.s, word.len), *other;
	size_t i;

	for (i = 0; name && i < PROGRAMS_MOST && (other = words_nth(w, "program", i)); i++)
		if (!strcmp(other, name))
			c->of[i] += points;
}

static void
count_line(const struct words *w, const char *s, const char *end, struct counts *c)
{
	struct text word;

	while (s < end && strchr(" \t\r", *s))
		s++;
	if (s == end || strchr("#;%", *s) || (end - s >= 3 && !memcmp(s, "---", 3)))
		return;
	c->ours |= is_ours(w, s, end);
	c->lines++;
	word = first_word(s, end);
	count_word(w, "line-of", word, SURELY, c);
	count_word(w, "perhaps-line-of", word, 1, c);
}

/* The program whose words the most lines begin with, or NULL. */
static const char *
program_of(const struct words *w, const char *s, const char *end)
{
	struct counts c = { { 0 }, 0, false };
	const char *next;
	size_t i, most = 0;

	for (; s < end && c.lines < LINES_MOST && !c.ours; s = next + 1) {
		next = memchr(s, '\n', (size_t)(end - s));
		next = next ? next : end;
		count_line(w, s, next, &c);
	}
	for (i = 1; i < PROGRAMS_MOST; i++)
		if (c.of[i] > c.of[most])
			most = i;
	return !c.ours && c.of[most] >= SURELY ? words_nth(w, "program", most) : NULL;
}

/* Is the first line a row of names, as a table has it? */
static bool
is_table(const struct words *w, const char *s, const char *end)
{
	struct text cell = { .s = s };
	size_t known = 0;

	for (; s < end && *s != '\n' && *s != ':' && *s != '{'; s++) {
		if (!strchr(",;\t\r", *s))
			continue;
		cell.len = (size_t)(s - cell.s);
		known += cell.len && suggest_known(w, cell);
		cell.s = s + 1;
	}
	cell.len = (size_t)(s - cell.s);
	known += cell.len && suggest_known(w, cell);
	return known > 1 && (s == end || *s == '\n');
}

bool
foreign_report(const struct words *w, struct source *source, struct diags *diags)
{
	const char *end = source->bytes + source->len;
	bool table = is_table(w, source->bytes, end);
	/* the names of people in a table may be any program's words */
	const char *program = table ? NULL : program_of(w, source->bytes, end), *target;
	struct pos pos = { source, (unsigned)source->lines_before + 1, 1 };

	if (!program && !table)
		return false;
	source->opaque = true;
	if (!program) {
		diag_at(diags, pos, DIAG_WRONG_TYPE, "this is a table, not an account");
		diag_fix(diags, "write `mailgen --roster TABLE.csv PATTERN.yaml`, where the pattern"
			" says what all accounts have, at least '{}'");
		return true;
	}
	diag_at(diags, pos, DIAG_WRONG_TYPE, "this is a file of %s, not an account of mailgen",
		words_alias(w, "program", program, 0));
	target = words_alias(w, "import-of", program, 0);
	if (target)
		diag_fix(diags, "write `mailgen import -t %s FILE`, which prints its accounts as"
			" account files", target);
	else
		diag_fix(diags, "write a file with what this one says in the words of mailgen:"
			" 'name: ...', 'email: ...', 'incoming: {host: ...}',"
			" 'outgoing: {host: ...}'");
	return true;
}
