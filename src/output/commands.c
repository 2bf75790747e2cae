/* Reads the commands in a file of the user's, and in those that it includes.
 * Used where a block of mailgen's stands among them. */
#include "output/commands.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { FILES_MAX = 64, NESTED_MAX = 8, INCLUDED_MAX_BYTES = 1 << 20 };

/* Where the reading is. */
struct walk {
	const struct commands *how;
	const char *path;
	unsigned line;
	struct included { size_t files, bytes; } *included;     /* so far */
	unsigned depth;
	const char *in;                 /* the command that the commands stand in */
};

/* The words of one command. */
struct words {
	const char **items;
	size_t n, cap;
};

static void walk_text(const struct walk *, struct literal);
static void walk_line(const struct walk *, struct literal);

static void
words_add(struct arena *a, struct words *words, const char *word)
{
	const char **items;

	if (words->n == words->cap) {
		words->cap = words->cap ? 2 * words->cap : 8;
		items = arena_alloc(a, words->cap, sizeof(*items));
		if (words->n)
			memcpy(items, words->items, words->n * sizeof(*items));
		words->items = items;
	}
	words->items[words->n++] = word;
}

/* Adds a word; joins it to the one before where a '=' between them is open. */
static void
words_take(struct arena *a, struct words *words, const char *word, bool *open)
{
	const char *last = words->n ? words->items[words->n - 1] : "";

	if (words->n > 1 && (*open || (*word == '=' && !strchr(last, '=')))) {
		words->items[words->n - 1] = arena_printf(a, "%s%s", last, word);
		*open = !strcmp(word, "=");
	} else {
		words_add(a, words, word);
		*open = false;
	}
}

/* Adds what a backslash and the character after it mean. */
static void
add_escape(struct buf *out, char c)
{
	buf_putc(out, c == 'n' || c == 'r' || c == 't' ? ' ' : c);
}

/* The next word of a command; false at the command's end, which is passed. */
static bool
next_word(struct literal line, size_t *at, struct buf *out)
{
	char quote = 0, c;

	buf_clear(out);
	while (*at < line.len && isspace((unsigned char)line.s[*at]))
		++*at;
	if (*at < line.len && line.s[*at] == '#')
		*at = line.len;
	if (*at == line.len || line.s[*at] == ';')
		return false;
	for (; *at < line.len; ++*at) {
		c = line.s[*at];
		if (!quote && (isspace((unsigned char)c) || c == ';' || c == '#'))
			break;
		if (c == quote)
			quote = 0;
		else if (!quote && (c == '\'' || c == '"' || c == '`'))
			quote = c;
		else if (c == '\\' && quote != '\'' && *at + 1 < line.len)
			add_escape(out, line.s[++*at]);
		else
			buf_putc(out, c ? c : '_');
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

/* A word that holds commands: the names of keys in it are between them. */
static void
walk_nested(const struct walk *w, const char *word)
{
	char *text = arena_copy(w->how->arena, word, strlen(word)), *end, *at;

	for (at = text; (at = strchr(at, '<')) && (end = strchr(at, '>')); at = end + 1)
		if (strcspn(at, " ") > (size_t)(end - at))
			memset(at, ';', (size_t)(end + 1 - at));
	walk_line(w, (struct literal){ text + (*text == ':'), strlen(text) - (*text == ':') });
}

static void
walk_command(const struct walk *w, const struct words *words)
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
		walk_command(&in, &(struct words){ words->items + 2, words->n - 2, 0 });
}

static void
walk_line(const struct walk *w, struct literal line)
{
	struct words words = { 0 };
	struct buf word = { 0 };
	bool open, joined;
	size_t at;

	for (at = 0; at < line.len; at++) {
		words.n = 0;
		for (joined = false; next_word(line, &at, &word); joined |= open) {
			open = at && line.s[at - 1] == '=';
			words_take(w->how->arena, &words,
				arena_copy(w->how->arena, word.s ? word.s : "", word.len), &joined);
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

	walk_text(&(struct walk){ how, path, line, &none, 0, "-" }, text);
}
