/* A block of lines in a file that is somebody else's.
 * Used where accounts are installed into a client's own file, and removed. */
#include "output/block.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "output/record.h"

/* Behind the comment sign and a blank. The hash of the body follows, and the word
 * "joined" when a line break before the mark is mailgen's, too. */
static const char begin_words[] = "BEGIN mailgen ", end_words[] = "END mailgen";
static const char joined_word[] = " joined";

/* One line of the file, its break left out. */
struct line {
	const char *s;
	size_t len;             /* a CR at the end does not count */
	size_t next;            /* where the next line begins */
};

static struct line
line_at(struct literal file, size_t at)
{
	const char *lf = memchr(file.s + at, '\n', file.len - at);
	size_t len = lf ? (size_t)(lf - file.s) - at : file.len - at;
	struct line line = { file.s + at, len, at + len + (lf != NULL) };

	if (line.len && line.s[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* What stands behind the words in a line that begins with them; or NULL. */
static const char *
behind(struct line line, const char *comment, const char *words, size_t *len)
{
	size_t n = strlen(comment), m = strlen(words);

	if (line.len < n + 1 + m || memcmp(line.s, comment, n) || line.s[n] != ' '
	    || memcmp(line.s + n + 1, words, m))
		return NULL;
	*len = line.len - n - 1 - m;
	return line.s + n + 1 + m;
}

static bool
is_begin(struct line line, const char *comment)
{
	size_t len;

	return behind(line, comment, begin_words, &len) != NULL;
}

static bool
is_end(struct line line, const char *comment)
{
	size_t len;

	return behind(line, comment, end_words, &len) && !len;
}

static struct literal
part(struct literal file, size_t from, size_t to)
{
	return (struct literal){ file.s + from, to - from };
}

/* Takes the block whose mark this line is; false when it does not end. */
static bool
take(struct arena *a, struct literal file, const char *comment, size_t at,
	struct block *b, unsigned *lines)
{
	struct line mark = line_at(file, at), line;
	size_t len, i = mark.next;
	const char *hash = behind(mark, comment, begin_words, &len);
	const char *is = "";

	for (; i < file.len; i = line.next) {
		line = line_at(file, i);
		++*lines;
		if (is_begin(line, comment))
			return false;
		if (!is_end(line, comment))
			continue;
		b->found = true;
		b->body = part(file, mark.next, i);
		b->after = part(file, line.next, file.len);
		is = record_hash(a, b->body.s, b->body.len);
		b->edited = len < strlen(is) || memcmp(hash, is, strlen(is));
		b->joined = len == strlen(is) + strlen(joined_word) && at
			&& !memcmp(hash + strlen(is), joined_word, strlen(joined_word));
		b->before = part(file, 0, at - b->joined);
		return true;
	}
	return false;
}

bool
block_find(struct arena *a, struct literal file, const char *comment,
	struct block *b, unsigned *line, const char **why)
{
	size_t at, next;
	struct line l;
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

static unsigned
count_lines(const char *s, size_t len)
{
	unsigned n = 0;

	while (len--)
		n += *s++ == '\n';
	return n;
}

/* The lines of a part up to what matches, this one too; 0: nothing does. A
 * match begins behind the white space that it may begin with. */
static unsigned
match(const regex_t *re, struct literal part)
{
	regmatch_t m = { 0, (regoff_t)part.len };
	size_t at;

	if (!part.len || regexec(re, part.s, 1, &m, REG_STARTEND))
		return 0;
	for (at = (size_t)m.rm_so; at < (size_t)m.rm_eo
	    && isspace((unsigned char)part.s[at]); )
		at++;
	return count_lines(part.s, at) + 1;
}

unsigned
block_own_line(const struct block *b, const char *expression, enum own_part which)
{
	regex_t re;
	unsigned line;

	if (!expression || regcomp(&re, expression, REG_EXTENDED | REG_NEWLINE | REG_ICASE))
		return 0;
	line = match(&re, b->before);
	if (!line && which == OWN_ANYWHERE && (line = match(&re, b->after)))
		line += b->lines;
	regfree(&re);
	return line;
}

bool
block_fits(const char *comment, struct literal body)
{
	struct line l;
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
		record_hash(a, lines.s, lines.len), joined ? joined_word : "");
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
