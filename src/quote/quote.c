/* Applies quoting styles and undoes them, and the sink: the only writer of user
 * text. Used by the template engine, and to read what a client prints. */
#include "quote/quote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/expression.h"
#include "base/lang.h"
#include "quote/encode.h"
#include "quote/style.h"

static bool
begins(const char *s, size_t len, struct literal with)
{
	return len >= with.len && (!with.len || !memcmp(s, with.s, with.len));
}

static bool
in_set(const struct range *set, unsigned code)
{
	for (; set; set = set->next)
		if (code >= set->from && code <= set->to)
			return true;
	return false;
}

/* A character as a message names it. */
static const char *
char_name(struct arena *a, unsigned code)
{
	static const struct { unsigned code; const char *name; } names[] = {
		{ ' ', "a space" }, { '\n', "a line break" }, { '\t', "a tabulator" },
		{ '"', "a double quote" }, { '\'', "a single quote" }, { '`', "a backtick" },
	};
	char utf8[5] = { 0 };
	size_t i;

	for (i = 0; i < countof(names); i++)
		if (names[i].code == code)
			return arena_printf(a, "%s (U+%04X)", tr(names[i].name), code);
	if (code < 0x20 || (code >= 0x7F && code < 0xA0))
		return tr_printf(a, "the control character U+%04X", code);
	utf8_encode(code, utf8);
	return tr_printf(a, "the character '%s' (U+%04X)", utf8, code);
}

/* Is the whole value one of the blank-separated words? */
static bool
is_word(const char *words, const char *s, size_t len)
{
	size_t n;

	for (; words && *words; words += n + strspn(words + n, " ")) {
		n = strcspn(words, " ");
		if (n == len && !strncasecmp(words, s, n))
			return true;
	}
	return false;
}

static bool
found_one(void *found, const struct match *match)
{
	(void)match;
	*(bool *)found = true;
	return false;
}

/* Has the value the shape that the form refuses? */
static bool
is_unlike(struct arena *a, const struct form *f, const char *s, size_t len)
{
	bool found = false;

	if (f->unlike)
		expression_find(a, f->unlike, (struct literal){ s, len }, found_one, &found);
	return found;
}

/* What the form says of the value as a whole: NULL or why not. */
static const char *
check_whole(struct arena *a, const struct form *f, const char *s, size_t len)
{
	unsigned code;
	size_t i;

	if (!len)
		return f->no_empty ? "an empty value" : NULL;
	if (f->max && len > f->max)
		return tr_printf(a, "more than %zu bytes (this has %zu)", f->max, len);
	if (is_word(f->words, s, len))
		return "a word that means something else to it";
	if (is_unlike(a, f, s, len))
		return "a value of this shape, which means something else to it";
	if (utf8_decode(s, len, &code) && in_set(f->first, code))
		return tr_printf(a, "%s at the beginning", char_name(a, code));
	for (i = len; i > 0; )
		if ((s[--i] & 0xC0) != 0x80)
			break;
	if (utf8_decode(s + i, len - i, &code) && in_set(f->last, code))
		return tr_printf(a, "%s at the end", char_name(a, code));
	return NULL;
}

static const struct replacement *
replacement_at(const struct form *f, const char *s, size_t len)
{
	const struct replacement *m;

	for (m = f->replacements; m; m = m->next)
		if (begins(s, len, m->from))
			return m;
	return NULL;
}

static void
put_pattern(const struct pattern *p, const char *s, size_t n, struct buf *out)
{
	char digits[8];
	size_t i;

	for (i = 0; i < n; i++) {
		snprintf(digits, sizeof(digits), p->format, (unsigned char)s[i]);
		buf_add(out, p->before.s, p->before.len);
		buf_puts(out, digits);
		buf_add(out, p->after.s, p->after.len);
	}
}

/* Writes the character at s. Returns how many bytes of s are done, or 0 and
 * sets *why. */
static size_t
put_char(struct arena *a, const struct form *f, const char *s, size_t len,
	struct buf *out, const char **why)
{
	const struct replacement *m = replacement_at(f, s, len);
	unsigned code;
	size_t n;

	if (m && !m->reject) {
		buf_add(out, m->to.s, m->to.len);
		return m->from.len;
	}
	n = utf8_decode(s, len, &code);
	if (m && m->from.len > n)
		*why = tr_printf(a, "the sequence '%.*s'", (int)m->from.len, m->from.s);
	else if (!n)
		*why = "bytes that are not UTF-8";
	else if (m || in_set(f->reject, code)
	    || (f->pass && !in_set(f->pass, code) && !f->other.format))
		*why = char_name(a, code);
	if (*why)
		return 0;
	if (f->pass && !in_set(f->pass, code))
		put_pattern(&f->other, s, n, out);
	else
		buf_add(out, s, n);
	return n;
}

static const char *
quote_form(struct arena *a, const struct form *f, const char *s, size_t len, struct buf *out)
{
	const char *why = check_whole(a, f, s, len);
	size_t n, start = out->len;
	struct buf encoded = { 0 };

	if (why)
		return why;
	if (f->encoder) {
		f->encoder->encode(s, len, &encoded);
		s = encoded.s ? encoded.s : "";
		len = encoded.len;
	}
	buf_add(out, f->open.s, f->open.len);
	for (; len && !why; s += n, len -= n)
		n = put_char(a, f, s, len, out, &why);
	buf_add(out, f->close.s, f->close.len);
	buf_free(&encoded);
	if (!why && f->max_written && out->len - start > f->max_written)
		why = tr_printf(a, "more than %zu bytes as they are written (this has %zu)",
			f->max_written, out->len - start);
	if (why)
		out->len = start;
	return why;
}

static const char *
quote_style(struct arena *a, const struct style *style, const char *s,
	size_t len, struct buf *out)
{
	const struct form *f;
	const char *why = NULL;

	for (f = style->forms; f; f = f->next)
		if (!(why = quote_form(a, f, s, len, out)))
			return NULL;
	return why;
}

const char *
quote_text(struct arena *a, struct text text, struct chain chain, struct buf *out)
{
	struct buf step[2] = { { 0 }, { 0 } };
	const char *why = NULL, *s = text.s ? text.s : "";
	size_t i, len = text.len;

	for (i = 0; i < chain.n && !why; i++) {
		struct buf *to = i + 1 == chain.n ? out : &step[i % 2];

		if (to != out)
			buf_clear(to);
		why = quote_style(a, chain.styles[i], s, len, to);
		s = to->s ? to->s : "";
		len = to->len;
	}
	buf_free(&step[0]);
	buf_free(&step[1]);
	if (why && text.secret == SECRECY_SECRET)
		return "one of the secret's characters, or its length";
	return why;
}

/* Reads one byte that the pattern wrote; returns the bytes used, or 0. */
static size_t
undo_pattern(const struct pattern *p, const char *s, size_t len, struct buf *out)
{
	size_t n = p->before.len + (size_t)p->width + p->after.len;
	char digits[8] = { 0 }, *end;
	unsigned long value;

	if (!p->format || len < n || !begins(s, len, p->before)
	    || !begins(s + n - p->after.len, p->after.len, p->after))
		return 0;
	memcpy(digits, s + p->before.len, (size_t)p->width);
	value = strtoul(digits, &end, p->base);
	if (*end || value > 0xFF || strspn(digits, "+- "))
		return 0;
	buf_putc(out, (char)value);
	return n;
}

static size_t
undo_char(const struct form *f, const char *s, size_t len, struct buf *out)
{
	const struct replacement *m, *best = NULL;
	size_t n;

	for (m = f->replacements; m; m = m->next)
		if (!m->reject && m->to.len && begins(s, len, m->to)
		    && (!best || m->to.len > best->to.len))
			best = m;
	if (best) {
		buf_add(out, best->from.s, best->from.len);
		return best->to.len;
	}
	if ((n = undo_pattern(&f->other, s, len, out)))
		return n;
	buf_putc(out, *s);
	return 1;
}

static bool
undo_form(const struct form *f, const char *s, size_t len, struct buf *out)
{
	struct buf plain = { 0 };
	size_t n;
	bool ok = true;

	if (len < f->open.len + f->close.len || !begins(s, len, f->open)
	    || !begins(s + len - f->close.len, f->close.len, f->close))
		return false;
	s += f->open.len;
	len -= f->open.len + f->close.len;
	for (; len; s += n, len -= n)
		n = undo_char(f, s, len, &plain);
	if (f->encoder)
		ok = f->encoder->decode(plain.s ? plain.s : "", plain.len, out);
	else if (plain.len)
		buf_add(out, plain.s, plain.len);
	buf_free(&plain);
	return ok;
}

bool
quote_undo(const struct style *style, const char *bytes, size_t len, struct buf *out)
{
	const struct form *f, *bare = NULL;
	size_t start = out->len;

	/* a form without marks would take any bytes: it is tried last */
	for (f = style->forms; f; f = f->next) {
		if (!f->open.len && !f->close.len)
			bare = f;
		else if (undo_form(f, bytes, len, out))
			return true;
		out->len = start;
	}
	return bare && undo_form(bare, bytes, len, out);
}

/* A text that is in a line that may be too long. */
struct long_line {
	struct text text;
	size_t bytes;
	struct long_line *next;
};

struct sink {
	struct arena *arena;
	struct buf *out;
	size_t line_max, line_start;
	struct text widest;     /* of the current line */
	struct text longest;    /* of all */
	struct long_line *bad;
	struct secret_span *secrets;
	const char *client;
};

struct sink *
sink_new(struct arena *a, struct buf *out, size_t line_max, const char *client)
{
	struct sink *sink = arena_alloc(a, 1, sizeof(*sink));

	*sink = (struct sink){
		.arena = a, .out = out, .line_max = line_max,
		.line_start = out->len, .client = client,
	};
	return sink;
}

/* Notes the line that ends at this offset when it is too long. */
static void
end_line(struct sink *sink, size_t end)
{
	struct long_line *bad;

	if (sink->line_max && end - sink->line_start > sink->line_max) {
		bad = arena_alloc(sink->arena, 1, sizeof(*bad));
		bad->text = sink->widest;
		bad->bytes = end - sink->line_start;
		bad->next = sink->bad;
		sink->bad = bad;
	}
	sink->line_start = end + 1;
	sink->widest = (struct text){ 0 };
}

static void
end_lines(struct sink *sink, size_t from)
{
	size_t i;

	for (i = from; i < sink->out->len; i++)
		if (sink->out->s[i] == '\n')
			end_line(sink, i);
}

struct sink *
sink_within(const struct sink *sink, struct buf *out)
{
	return sink_new(sink->arena, out, 0, sink->client);
}

void
sink_literal(struct sink *sink, struct literal literal)
{
	size_t from = sink->out->len;

	buf_add(sink->out, literal.s, literal.len);
	end_lines(sink, from);
}

void
sink_number(struct sink *sink, unsigned long number)
{
	buf_printf(sink->out, "%lu", number);
}

static void
note_secret(struct sink *sink, size_t from, bool command)
{
	struct secret_span *span = arena_alloc(sink->arena, 1, sizeof(*span));

	*span = (struct secret_span){ from, sink->out->len, command, sink->secrets };
	sink->secrets = span;
}

const struct secret_span *
sink_secrets(const struct sink *sink)
{
	return sink->secrets;
}

struct text
sink_as_text(const struct sink *sink)
{
	const struct secret_span *span = sink->secrets;

	return (struct text){
		.s = arena_copy(sink->arena, sink->out->len ? sink->out->s : "", sink->out->len),
		.len = sink->out->len, .pos = sink->longest.pos,
		.secret = span_embeds(span) ? SECRECY_SECRET
			: span ? SECRECY_COMMAND : SECRECY_NONE,
	};
}

bool
sink_text(struct sink *sink, struct text text, struct chain chain, struct diags *diags)
{
	size_t from = sink->out->len;
	const char *why = quote_text(sink->arena, text, chain, sink->out);

	if (why) {
		diag_at(diags, text.pos, DIAG_CLIENT_VALUE, "%s cannot represent %s here",
			sink->client, tr(why));
		return diag_fix(diags, "change the value, or leave %s out for this account",
			sink->client);
	}
	if (text.secret)
		note_secret(sink, from, text.secret == SECRECY_COMMAND);
	if (text.len >= sink->widest.len)
		sink->widest = text;
	if (text.len >= sink->longest.len)
		sink->longest = text;
	end_lines(sink, from);
	return true;
}

bool
sink_end(struct sink *sink, struct diags *diags)
{
	const struct long_line *bad;

	end_line(sink, sink->out->len);
	for (bad = sink->bad; bad; bad = bad->next) {
		diag_at(diags, bad->text.pos, DIAG_CLIENT_VALUE,
			"%s cannot represent this value: its line would have %zu bytes, "
			"the client reads %zu", sink->client, bad->bytes, sink->line_max);
		diag_fix(diags, "shorten the value");
	}
	return !sink->bad;
}
