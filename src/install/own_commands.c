/* Reads the commands in a file of the user's, and in those that it includes.
 * Used where a block of mailgen's stands among them. */
#include "install/own_commands.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/table.h"

enum { FILES_MAX = 64, NESTED_MAX = 8, INCLUDED_MAX_BYTES = 1 << 20,
	VALUE_MAX_BYTES = 1 << 10 };

/* Where the reading is. */
struct walk {
	const struct commands *how;
	const char *path;
	unsigned line;
	struct included { size_t files, bytes; } *included;     /* so far */
	struct table *values;           /* what "NAME=VALUE" has given a name last */
	unsigned depth;
	const char *in;                 /* the command that the commands stand in */
};

static void walk_text(const struct walk *, struct literal);
static void walk_line(const struct walk *, struct literal);

/* Keeps the value of a word NAME=VALUE. */
static void
keep_value(const struct walk *w, const char *word)
{
	char *sign = strchr(word, '=');
	size_t len = sign ? (size_t)(sign - word) : 0;

	if (len && strlen(sign) < VALUE_MAX_BYTES)
		*table_at(w->how->arena, w->values, word, len) = sign + 1;
}

/* Adds a word; joins it to the one before where a '=' between them is open. */
static void
words_take(const struct walk *w, struct word_list *words, const char *word, bool *open)
{
	struct arena *a = w->how->arena;
	const char *last = words->n ? words->items[words->n - 1] : "";

	if (words->n > 1 && (*open || (*word == '=' && !strchr(last, '=')))) {
		words->n--;
		words_add(a, words, arena_printf(a, "%s%s", last, word));
		*open = !strcmp(word, "=");
	} else {
		words_add(a, words, word);
		*open = false;
	}
	keep_value(w, words->items[words->n - 1]);
}

/* Adds what "$NAME" or "${NAME}" at s means; as it stands where that is not known, or
 * too much by now. Returns the length of what it has read. */
static size_t
add_value(const struct walk *w, struct literal line, size_t at, struct buf *out)
{
	size_t from = at + 1 + (at + 1 < line.len && line.s[at + 1] == '{'), to = from;
	const char *value;

	while (to < line.len && (isalnum((unsigned char)line.s[to]) || line.s[to] == '_'))
		to++;
	value = table_find(w->values, line.s + from, to - from);
	if (!value || w->included->bytes > INCLUDED_MAX_BYTES) {
		buf_putc(out, '$');
		return 1;
	}
	w->included->bytes += strlen(value);
	buf_puts(out, value);
	return to - at + (from > at + 1 && to < line.len && line.s[to] == '}');
}

/* Adds what a backslash and what is after it mean. Returns the length of that. */
static size_t
add_escape(struct buf *out, struct literal line, size_t at)
{
	const char *s = line.s + at;
	size_t n;

	for (n = 0; n < 3 && at + n < line.len && s[n] >= '0' && s[n] <= '7'; n++)
		;
	if (n == 3)
		buf_putc(out, (char)((s[0] - '0') * 64 + (s[1] - '0') * 8 + s[2] - '0'));
	else
		buf_putc(out, *s == 'n' || *s == 'r' || *s == 't' ? ' ' : *s);
	return n == 3 ? 3 : 1;
}

/* Adds a command between backticks, with them: nobody knows what it prints. Returns
 * its length. */
static size_t
add_output(struct buf *out, struct literal line, size_t at)
{
	const char *end = memchr(line.s + at + 1, '`', line.len - at - 1);
	size_t len = end ? (size_t)(end - line.s) - at + 1 : line.len - at, i;

	for (i = 0; i < len; i++)
		buf_putc(out, line.s[at + i] ? line.s[at + i] : '_');
	return len;
}

/* Adds what stands at a place that is neither a quote nor a blank. */
static size_t
add_part(const struct walk *w, struct literal line, size_t at, char quote, struct buf *out)
{
	char c = line.s[at];

	if (quote != '\'' && c == '\\' && at + 1 < line.len)
		return 1 + add_escape(out, line, at + 1);
	if (quote != '\'' && c == '$')
		return add_value(w, line, at, out);
	if (quote != '\'' && c == '`')
		return add_output(out, line, at);
	buf_putc(out, c ? c : '_');
	return 1;
}

/* The next word of a command; false at the command's end, which is passed. */
static bool
next_word(const struct walk *w, struct literal line, size_t *at, struct buf *out)
{
	char quote = 0, c;

	buf_clear(out);
	while (*at < line.len && isspace((unsigned char)line.s[*at]))
		++*at;
	if (*at < line.len && line.s[*at] == '#')
		*at = line.len;
	if (*at == line.len || line.s[*at] == ';')
		return false;
	while (*at < line.len) {
		c = line.s[*at];
		if (!quote && (isspace((unsigned char)c) || c == ';' || c == '#'))
			break;
		if (c == quote || (!quote && (c == '\'' || c == '"'))) {
			quote = c == quote ? 0 : c;
			++*at;
		} else {
			*at += add_part(w, line, *at, quote, out);
		}
	}
	return true;
}

/* Most words differ from most items at once. */
static bool
differs(const char *item, const char *word)
{
	return tolower((unsigned char)*item) != tolower((unsigned char)*word)
		&& !strchr("*?[", *item);
}

bool
words_match(const struct word_list *list, const char *word)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!differs(list->items[i], word) && !fnmatch(list->items[i], word, FNM_CASEFOLD))
			return true;
	return false;
}

static void
walk_included(const struct walk *w, const char *path)
{
	struct walk in = *w;
	struct literal text;

	if (w->included->files >= FILES_MAX || w->included->bytes > INCLUDED_MAX_BYTES
	    || !w->how->open(w->how->context, path, w->path, &text, &in.path))
		return;
	w->included->files++;
	w->included->bytes += text.len;
	in.line = 1;
	in.depth++;
	walk_text(&in, text);
}

/* A word that has commands in it: names of keys and ends of lines are between them. */
static void
walk_nested(const struct walk *w, const char *word)
{
	char *text = arena_copy(w->how->arena, word, strlen(word)), *end, *at;

	for (at = text; (at = strchr(at, '<')) && (end = strchr(at, '>')); at = end + 1)
		if (strcspn(at, " ") > (size_t)(end - at))
			memset(at, ';', (size_t)(end + 1 - at));
	for (at = text; (at = strchr(at, '\\')) && at[1]; at += 2)
		if (strchr("nr", at[1]))
			memset(at, ';', 2);
	walk_line(w, (struct literal){ text + (*text == ':'), strlen(text) - (*text == ':') });
}

static void
walk_command(const struct walk *w, const struct word_list *words)
{
	struct command command = { w->in, words->items, words->n, w->path, w->line };
	struct walk in = *w;
	size_t i;

	w->how->found(w->how->context, &command);
	in.depth++;
	if (w->depth >= NESTED_MAX)
		return;
	if (w->how->include && words->n > 1 && !strcmp(words->items[0], w->how->include))
		walk_included(w, words->items[1]);
	if (!words_match(&w->how->nest, words->items[0]))
		return;
	in.in = words->items[0];
	for (i = 1; i < words->n; i++)
		if (strpbrk(words->items[i], " \t<"))
			walk_nested(&in, words->items[i]);
	/* a hook's command needs no quotes */
	if (words->n > 2)
		walk_command(&in, &(struct word_list){ words->items + 2, words->n - 2 });
}

static void
walk_line(const struct walk *w, struct literal line)
{
	struct word_list words = { 0 };
	struct buf word = { 0 };
	bool open, joined;
	size_t at;

	for (at = 0; at < line.len; at++) {
		words.n = 0;
		for (joined = false; next_word(w, line, &at, &word); joined |= open) {
			open = at && line.s[at - 1] == '=';
			words_take(w, &words, arena_copy(w->how->arena,
				word.s ? word.s : "", word.len), &joined);
		}
		if (words.n)
			walk_command(w, &words);
	}
	buf_free(&word);
}

/* Adds a line of the file, its end left out, to one that a backslash has not ended;
 * returns whether it goes on. */
static bool
add_line(struct buf *out, const char *s, size_t len)
{
	bool more;

	if (len && s[len - 1] == '\r')
		len--;
	more = len && s[len - 1] == '\\';
	buf_add(out, s, len - more);
	return more;
}

static void
walk_text(const struct walk *w, struct literal text)
{
	struct walk here = *w;
	struct buf line = { 0 };
	unsigned lines = w->line;
	const char *lf;
	size_t at, len;
	bool more = false;

	for (at = 0; at < text.len; at += len + 1) {
		lf = memchr(text.s + at, '\n', text.len - at);
		len = lf ? (size_t)(lf - text.s) - at : text.len - at;
		if (!more) {
			buf_clear(&line);
			here.line = lines;
		}
		lines++;
		more = add_line(&line, text.s + at, len);
		if (!more && line.len)
			walk_line(&here, (struct literal){ line.s, line.len });
	}
	if (more && line.len)
		walk_line(&here, (struct literal){ line.s, line.len });
	buf_free(&line);
}

void
commands_each(const struct commands *how, struct literal text, const char *path,
	unsigned line)
{
	struct included none = { 0, 0 };
	struct table values = { NULL };

	walk_text(&(struct walk){ how, path, line, &none, &values, 0, "-" }, text);
}
