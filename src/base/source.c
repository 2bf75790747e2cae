/* Files kept for positions and excerpts; values in them are hidden by default.
 * Used by every reader and by the printer of diagnostics. */
#include "base/source.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* What the last look-ups found: a place whose offset is known, as they mostly go
 * forward; and where the comment of a line begins, among a number of spans. */
struct source_cursor {
	unsigned line, column;
	size_t offset;
	size_t commented, spans, comment;
};

struct source_span {
	size_t from, to;
	bool shown;
};

/* The length of the line break at s, 0 when there is none (YAML 1.1, 4.2). */
static size_t
break_len(const char *s, size_t len)
{
	static const char *const wide[] = { "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9" };
	size_t i, n;

	if (*s == '\n')
		return 1;
	if (*s == '\r')
		return len > 1 && s[1] == '\n' ? 2 : 1;
	for (i = 0; i < countof(wide); i++) {
		n = strlen(wide[i]);
		if (len >= n && !memcmp(s, wide[i], n))
			return n;
	}
	return 0;
}

struct source *
source_new(struct arena *a, const char *name, const char *bytes, size_t len)
{
	struct source *src = arena_alloc(a, 1, sizeof(*src));
	size_t i, n, count = 1;

	*src = (struct source){ .name = name, .bytes = bytes, .len = len };
	for (i = 0; i < len; i += n ? n : 1)
		count += (n = break_len(bytes + i, len - i)) > 0;
	src->cursor = arena_alloc(a, 1, sizeof(*src->cursor));
	src->lines = arena_alloc(a, count, sizeof(*src->lines));
	src->nline = 1;
	for (i = 0; i < len; i += n ? n : 1) {
		n = break_len(bytes + i, len - i);
		if (n)
			src->lines[src->nline++] = i + n;
	}
	return src;
}

struct source *
source_part(struct arena *a, const char *name, const char *bytes, size_t len,
	size_t lines_before, size_t bytes_before)
{
	struct source *src = source_new(a, name, bytes, len);

	src->lines_before = lines_before;
	src->bytes_before = bytes_before;
	return src;
}

/* Which of the source's own lines the place is in, 1 first; 0: none of them. */
static size_t
own_line(struct pos pos)
{
	const struct source *src = pos.source;

	if (!src || pos.line <= src->lines_before || pos.line - src->lines_before > src->nline)
		return 0;
	return pos.line - src->lines_before;
}

struct source *
source_table(struct arena *a, const char *name, const char *const *columns)
{
	struct source *src = arena_alloc(a, 1, sizeof(*src));

	/* no lines: every place is after the last one */
	*src = (struct source){ .name = name, .bytes = "", .opaque = true,
		.columns = columns };
	return src;
}

const char *
source_column(struct pos pos)
{
	const char *const *name = pos.source ? pos.source->columns : NULL;
	unsigned i;

	for (i = 1; name && *name && i < pos.column; i++)
		name++;
	return name && pos.column && *name && **name ? *name : NULL;
}

struct source *
source_copy(struct arena *a, const struct source *src)
{
	struct source *copy = arena_alloc(a, 1, sizeof(*copy));
	size_t i;

	*copy = *src;
	copy->cursor = arena_alloc(a, 1, sizeof(*copy->cursor));
	copy->spans = NULL;
	for (i = 0; i < src->nspan; i++) {
		copy->spans = arena_grow(a, copy->spans, i, sizeof(*copy->spans));
		copy->spans[i] = src->spans[i];
	}
	return copy;
}

/* The end of a line's text, its break left out. */
static size_t
line_end(const struct source *src, size_t line)
{
	size_t start = src->lines[line - 1], end, n;

	if (line == src->nline)
		return src->len;
	end = src->lines[line];
	for (n = 3; n > 0; n--)
		if (end - start >= n && break_len(src->bytes + end - n, n) == n)
			return end - n;
	return end;
}

/* Where a line begins: a byte order mark takes no column. */
static size_t
line_start(const struct source *src, size_t line)
{
	return line == 1 && src->len >= 3 && !memcmp(src->bytes, "\xEF\xBB\xBF", 3)
		? 3 : src->lines[line - 1];
}

static size_t
char_len(const struct source *src, size_t at)
{
	unsigned code;
	size_t n = utf8_decode(src->bytes + at, src->len - at, &code);

	return n ? n : 1;
}

static void
set_cursor(const struct source *src, struct pos pos, size_t at)
{
	src->cursor->line = pos.line;
	src->cursor->column = pos.column;
	src->cursor->offset = at;
}

/* The byte offset of a place; len when it is after the end. */
static size_t
offset_of(const struct source *src, struct pos pos)
{
	size_t at, end, column, line = own_line((struct pos){ src, pos.line, 1 });

	if (!line)
		return src->len;
	at = line_start(src, line);
	end = line_end(src, line);
	column = 1;
	if (src->cursor->line == pos.line && src->cursor->column <= pos.column) {
		column = src->cursor->column;
		at = src->cursor->offset;
	}
	for (; column < pos.column && at < end; column++)
		at += char_len(src, at);
	pos.column = (unsigned)column;
	set_cursor(src, pos, at);
	return at;
}

static int
begins_by(const void *line, const void *offset)
{
	return *(const size_t *)line <= *(const size_t *)offset ? -1 : 1;
}

struct pos
source_pos(const struct source *src, size_t offset)
{
	size_t line = lower_bound(&offset, src->lines, src->nline, sizeof(*src->lines),
		begins_by), at = line_start(src, line);
	struct pos pos = { src, (unsigned)(src->lines_before + line), 1 };

	if (src->cursor->line == pos.line && src->cursor->offset <= offset) {
		pos.column = src->cursor->column;
		at = src->cursor->offset;
	}
	for (; at < offset && at < src->len; at += char_len(src, at))
		pos.column++;
	set_cursor(src, pos, at);
	return pos;
}

static int
ends_by(const void *span, const void *offset)
{
	return ((const struct source_span *)span)->to <= *(const size_t *)offset ? -1 : 1;
}

/* The index of the first span that ends after the offset. */
static size_t
span_at(const struct source *src, size_t offset)
{
	return lower_bound(&offset, src->spans, src->nspan, sizeof(*src->spans), ends_by);
}

void
source_redact(struct source *src, struct arena *a, size_t from, size_t to)
{
	size_t i;

	if (to <= from)
		return;
	src->spans = arena_grow(a, src->spans, src->nspan, sizeof(*src->spans));
	for (i = src->nspan++; i > 0 && src->spans[i - 1].from > from; i--)
		src->spans[i] = src->spans[i - 1];
	src->spans[i] = (struct source_span){ from, to, false };
}

static void
add_span(struct source *src, struct arena *a, struct source_span span)
{
	if (span.from >= span.to)
		return;
	src->spans = arena_grow(a, src->spans, src->nspan, sizeof(*src->spans));
	src->spans[src->nspan++] = span;
}

void
source_expose(struct source *src, struct arena *a, size_t from, size_t to)
{
	const struct source_span *old = src->spans;
	size_t i, n = src->nspan;

	src->spans = NULL;
	for (src->nspan = 0, i = 0; i < n; i++) {
		if (old[i].to <= from || old[i].from >= to) {
			add_span(src, a, old[i]);
			continue;
		}
		/* spans do not overlap, so one alone goes on at both sides */
		add_span(src, a, (struct source_span){ old[i].from, from, old[i].shown });
		add_span(src, a, (struct source_span){ to, old[i].to, old[i].shown });
	}
}

void
source_reveal(struct source *src, struct pos pos)
{
	struct source_span *span;
	size_t offset, i;

	if (pos.source != src)
		return;
	offset = offset_of(src, pos);
	i = span_at(src, offset);
	if (i == src->nspan || src->spans[i].from != offset)
		return;
	span = &src->spans[i];
	/* an anchor, an alias, a tag or a second line may be a password gone astray */
	span->shown = !strchr("&*!", src->bytes[offset])
		&& !memchr(src->bytes + offset, '\n', span->to - offset);
}

/* Where the value or word at an offset ends, at the latest at `to`. */
static size_t
word_end(const struct source *src, size_t at, size_t to)
{
	size_t i = span_at(src, at);

	if (i < src->nspan && src->spans[i].from <= at)
		return src->spans[i].to;
	while (at < to && !strchr(" \t:,=", src->bytes[at]))
		at++;
	return at;
}

struct pos
source_end(struct pos pos)
{
	const struct source *src = pos.source;
	size_t line = own_line(pos);

	if (!line)
		return pos;
	return source_pos(src, word_end(src, offset_of(src, pos), line_end(src, line)));
}

/* A value as it is written, from..to: takes off its quotes. */
static bool
plainly_written(const struct source *src, size_t *from, size_t *to)
{
	char quote = src->bytes[*from];
	size_t at;

	if (strchr("&!*|>[{", quote))
		return false;
	if (!strchr("'\"", quote))
		quote = '\0';
	else if (*to - *from < 2 || src->bytes[*to - 1] != quote)
		return false;
	else
		++*from, --*to;
	for (at = *from; at < *to; at++)
		if (strchr("\r\n", src->bytes[at]) || (quote && strchr("\\'\"", src->bytes[at])))
			return false;
	return true;
}

bool
source_value(struct pos pos, size_t *from, size_t *to)
{
	const struct source *src = pos.source;
	size_t i;

	if (!own_line(pos))
		return false;
	*from = offset_of(src, pos);
	i = span_at(src, *from);
	if (i == src->nspan || src->spans[i].from != *from)
		return false;
	*to = src->spans[i].to;
	return true;
}

bool
source_spelling(struct text t, size_t *from, size_t *to)
{
	const struct source *src = t.pos.source;
	const char *at;
	size_t left;

	if (!own_line(t.pos))
		return false;
	*from = offset_of(src, t.pos);
	if (!t.s)
		return source_value(t.pos, from, to) && plainly_written(src, from, to);
	at = src->bytes + *from;
	left = src->len - *from;
	if (t.len + 2 <= left && strchr("'\"", *at) && at[t.len + 1] == *at
	    && !memcmp(at + 1, t.s, t.len))
		++*from;
	else if (!t.len || t.len > left || memcmp(at, t.s, t.len))
		return false;
	*to = *from + t.len;
	return true;
}

bool
source_begins_line(struct pos pos)
{
	const struct source *src = pos.source;
	size_t line = own_line(pos), at, to;

	if (!line)
		return false;
	to = offset_of(src, pos);
	for (at = line_start(src, line); at < to && strchr(" -", src->bytes[at]); at++)
		;
	return at == to;
}

/* Where a comment begins after the last value of the bytes from..to, or `to`: the
 * comment may hold an old password. */
static size_t
find_comment(const struct source *src, size_t from, size_t to)
{
	size_t i, at = from;

	i = span_at(src, to ? to - 1 : 0);
	if (i < src->nspan && src->spans[i].from < to)
		at = src->spans[i].to;
	else if (i && src->spans[i - 1].to > from)
		at = src->spans[i - 1].to;
	for (; at < to; at++)
		if (src->bytes[at] == '#' && (at == from || strchr(" \t", src->bytes[at - 1])))
			return at;
	return to;
}

/* The same for a line, once for all findings in it. */
static size_t
comment_start(const struct source *src, size_t line, size_t from, size_t to)
{
	struct source_cursor *c = src->cursor;

	if (!src->redacts_comments)
		return to;
	if (c->commented != line || c->spans != src->nspan) {
		c->comment = find_comment(src, from, to);
		c->commented = line;
		c->spans = src->nspan;
	}
	return c->comment;
}

/* One line as it is shown: code points, and what is in place of which. */
struct shown {
	struct buf text;
	size_t column, caret, tail;
};

static void
show_piece(struct shown *out, const char *s, size_t len, size_t columns)
{
	buf_add(&out->text, s, len);
	out->column += columns;
}

/* Shows the line from..to with the caret at the offset `mark`. */
static void
show_line(const struct source *src, size_t from, size_t to, size_t mark, struct shown *out)
{
	enum { COLUMNS = 200 };         /* more than are shown after the caret */
	size_t at, n, i, tail_end = word_end(src, mark, to);
	unsigned code;

	for (at = from; at < to && (at <= mark || out->column < out->caret + COLUMNS); at += n) {
		i = span_at(src, at);
		if (at <= mark)
			out->caret = out->column;
		if (i < src->nspan && src->spans[i].from <= at && !src->spans[i].shown) {
			n = (src->spans[i].to < to ? src->spans[i].to : to) - at;
			show_piece(out, "***", 3, 3);
		} else {
			n = utf8_decode(src->bytes + at, to - at, &code);
			if (!n || !text_is_harmless(code))
				show_piece(out, n && code == '\t' ? " " : "?", 1, 1);
			else
				show_piece(out, src->bytes + at, n, 1);
			n = n ? n : 1;
		}
		if (at + n <= tail_end)
			out->tail = out->column;
	}
	if (mark >= to)
		out->caret = out->column;
}

/* Skips n code points of valid UTF-8. */
static const char *
skip_chars(const char *s, size_t n)
{
	for (; n && *s; n--)
		for (s++; (*s & 0xC0) == 0x80; s++)
			;
	return s;
}

/* Narrows a very long line to some bytes around the mark, so that an excerpt
 * costs the same in any line. */
static void
near(const struct source *src, size_t mark, size_t *from, size_t *to)
{
	enum { BYTES = 1000 };

	if (mark > *from + BYTES) {
		*from = mark - BYTES;
		while (*from < mark && (src->bytes[*from] & 0xC0) == 0x80)
			++*from;
	}
	if (*to > mark + BYTES)
		*to = mark + BYTES;
}

void
source_excerpt(struct pos pos, struct buf *out)
{
	enum { WIDTH = 96, BEFORE = 60 };
	const struct source *src = pos.source;
	struct shown line = { 0 };
	size_t from, to, mark, skip = 0, i, own = own_line(pos);
	const char *start, *end;

	if (!own || src->opaque)
		return;
	from = line_start(src, own);
	to = comment_start(src, own, from, line_end(src, own));
	mark = offset_of(src, pos);
	near(src, mark, &from, &to);
	show_line(src, from, to, mark, &line);
	if (line.text.len) {
		if (line.caret > WIDTH - 10)
			skip = line.caret - BEFORE;
		start = skip_chars(line.text.s, skip);
		end = skip_chars(start, WIDTH);
		buf_printf(out, "%5u | %s%.*s%s\n", pos.line, skip ? "..." : "",
			(int)(end - start), start, *end ? "..." : "");
		buf_printf(out, "      | %*s^", (int)(line.caret - skip + (skip ? 3 : 0)), "");
		for (i = line.caret + 1; i < line.tail && i - skip < WIDTH; i++)
			buf_putc(out, '~');
		buf_putc(out, '\n');
	}
	buf_free(&line.text);
}

struct literal
source_visible(struct arena *a, const struct source *src, size_t from, size_t to)
{
	struct buf out = { 0 };
	size_t i;

	if (src->redacts_comments)
		to = find_comment(src, from, to);
	while (from < to) {
		i = span_at(src, from);
		if (!src->opaque && (i == src->nspan || src->spans[i].from > from
		    || src->spans[i].shown)) {
			buf_putc(&out, src->bytes[from++]);
			continue;
		}
		buf_puts(&out, "***");
		from = src->opaque ? to : src->spans[i].to;
	}
	return literal_take(a, &out);
}
