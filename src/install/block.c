/* A block of lines in a file that is somebody else's.
 * Used where accounts are installed into a client's own file, and removed. */
#include "install/block.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/expression.h"
#include "install/state.h"

/* Behind the comment sign and a blank. The hash of the body follows, and the word
 * "joined" when a line break before the mark is mailgen's, too. */
static const char begin_words[] = "BEGIN mailgen ", end_words[] = "END mailgen";
static const char joined_word[] = " joined";

/* One line of the file, its break left out. */
struct file_line {
	const char *s;
	size_t len;             /* a CR at the end does not count */
	size_t next;            /* where the next line begins */
};

static struct file_line
line_at(struct literal file, size_t at)
{
	const char *lf = memchr(file.s + at, '\n', file.len - at);
	size_t len = lf ? (size_t)(lf - file.s) - at : file.len - at;
	struct file_line line = { file.s + at, len, at + len + (lf != NULL) };

	if (line.len && line.s[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* What stands behind the words in a line that begins with them; or NULL. */
static const char *
behind(struct file_line line, const char *comment, const char *words, size_t *len)
{
	size_t n = strlen(comment), m = strlen(words);

	if (line.len < n + 1 + m || memcmp(line.s, comment, n) || line.s[n] != ' '
	    || memcmp(line.s + n + 1, words, m))
		return NULL;
	*len = line.len - n - 1 - m;
	return line.s + n + 1 + m;
}

static bool
is_begin(struct file_line line, const char *comment)
{
	size_t len;

	return behind(line, comment, begin_words, &len) != NULL;
}

static bool
is_end(struct file_line line, const char *comment)
{
	size_t len;

	return behind(line, comment, end_words, &len) && !len;
}

static struct literal
slice(struct literal file, size_t from, size_t to)
{
	return (struct literal){ file.s + from, to - from };
}

/* Takes the block whose mark this line is; false when it does not end. */
static bool
take(struct arena *a, struct literal file, const char *comment, size_t at,
	struct block *b, unsigned *lines)
{
	struct file_line mark = line_at(file, at), line;
	size_t len = 0, i = mark.next;
	const char *hash = behind(mark, comment, begin_words, &len);
	const char *is;

	for (; i < file.len; i = line.next) {
		line = line_at(file, i);
		++*lines;
		if (is_begin(line, comment))
			return false;
		if (!is_end(line, comment))
			continue;
		b->found = true;
		b->body = slice(file, mark.next, i);
		b->after = slice(file, line.next, file.len);
		is = state_hash(a, b->body.s, b->body.len);
		b->edited = len < strlen(is) || memcmp(hash, is, strlen(is));
		b->joined = len == strlen(is) + strlen(joined_word) && at
			&& !memcmp(hash + strlen(is), joined_word, strlen(joined_word));
		b->before = slice(file, 0, at - b->joined);
		return true;
	}
	return false;
}

bool
block_find(struct arena *a, struct literal file, const char *comment,
	struct block *b, unsigned *line, const char **why)
{
	size_t at, next;
	struct file_line l;
	unsigned lines;

	if (!file.s)
		file.s = "";
	*b = (struct block){ .before = file, .after = { "", 0 }, .body = { "", 0 } };
	*line = 0;
	for (at = 0; at < file.len; at = next) {
		l = line_at(file, at);
		next = l.next;
		++*line;
		lines = 0;
		if (is_end(l, comment)) {
			*why = "the end of a block of mailgen's that has no beginning";
			return false;
		}
		if (!is_begin(l, comment))
			continue;
		if (b->found) {
			*why = "a second block of mailgen's";
			return false;
		}
		if (!take(a, file, comment, at, b, &lines)) {
			*why = "a block of mailgen's that has no end";
			return false;
		}
		*line += lines;
		b->lines = *line;
		next = file.len - b->after.len;
	}
	return true;
}

unsigned
block_lines(struct literal text)
{
	unsigned n = 0;

	while (text.len--)
		n += *text.s++ == '\n';
	return n;
}

/* A search in the user's part. */
struct own_search {
	struct literal part;
	size_t *breaks;         /* offsets of its line breaks */
	size_t n;
	unsigned before;        /* lines before it */
	bool names;             /* are accounts looked for */
	bool (*found)(void *context, unsigned line, struct literal name);
	void *context;
	bool over;
};

static void
find_breaks(struct arena *a, struct own_search *s)
{
	size_t i;

	s->breaks = arena_alloc(a, block_lines(s->part), sizeof(*s->breaks));
	for (s->n = 0, i = 0; i < s->part.len; i++)
		if (s->part.s[i] == '\n')
			s->breaks[s->n++] = i;
}

static int
by_offset(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

static unsigned
line_of(const struct own_search *s, size_t at)
{
	return s->before + 1
		+ (unsigned)lower_bound(&at, s->breaks, s->n, sizeof(at), by_offset);
}

/* A match is where its name is, or behind the white space that it may begin with. */
static bool
tell_line(void *context, const struct match *m)
{
	struct own_search *s = context;
	size_t from = s->names ? m->group_from : m->from;

	while (from < m->to && isspace((unsigned char)s->part.s[from]))
		from++;
	s->over = !s->found(s->context, line_of(s, from), (struct literal){
		s->part.s + m->group_from, m->group_to - m->group_from });
	return !s->over;
}

static void
search_part(struct arena *a, const struct expression *e, struct own_search *s,
	struct literal part, unsigned before)
{
	s->part = part;
	s->before = before;
	if (!part.len || s->over)
		return;
	find_breaks(a, s);
	expression_find(a, e, part, tell_line, s);
}

void
block_own_lines(struct arena *a, const struct block *b, const char *expression,
	enum own_part which, bool (*found)(void *, unsigned, struct literal), void *context)
{
	struct own_search s = { .found = found, .context = context };
	const struct expression *e;
	const char *why;

	e = expression ? expression_new(a, expression, &why) : NULL;
	if (!e)
		return;
	s.names = expression_name(e) != NULL;
	search_part(a, e, &s, b->before, 0);
	if (which == OWN_ANYWHERE)
		search_part(a, e, &s, b->after, b->lines);
}

static bool
keep_line(void *context, unsigned line, struct literal name)
{
	(void)name;
	*(unsigned *)context = line;
	return false;
}

unsigned
block_own_line(struct arena *a, const struct block *b, const char *expression,
	enum own_part which)
{
	unsigned line = 0;

	block_own_lines(a, b, expression, which, keep_line, &line);
	return line;
}

bool
block_fits(const char *comment, struct literal body)
{
	struct file_line l;
	size_t at;

	for (at = 0; at < body.len; at = l.next) {
		l = line_at(body, at);
		if (is_begin(l, comment) || is_end(l, comment))
			return false;
	}
	return true;
}

/* The block itself, marks and all. */
static void
put_marked(struct arena *a, const char *comment, struct literal body, bool joined,
	struct buf *out)
{
	struct buf lines = { 0 };

	buf_add(&lines, body.s, body.len);
	if (body.s[body.len - 1] != '\n')
		buf_putc(&lines, '\n');
	buf_printf(out, "%s%s %s%s%s\n", joined ? "\n" : "", comment, begin_words,
		state_hash(a, lines.s, lines.len), joined ? joined_word : "");
	buf_add(out, lines.s, lines.len);
	buf_printf(out, "%s %s\n", comment, end_words);
	buf_free(&lines);
}

void
block_put(struct arena *a, const struct block *b, const char *comment,
	struct literal body, struct buf *out)
{
	bool open = b->before.len && b->before.s[b->before.len - 1] != '\n';

	buf_add(out, b->before.s, b->before.len);
	if (body.len)
		put_marked(a, comment, body, open, out);
	else if (open && b->after.len)
		buf_putc(out, '\n');
	buf_add(out, b->after.s, b->after.len);
}
