/* Shows what would change, without what nobody should see. diff(1) compares numbers that
 * lines have; their text is put in when it has answered.
 * Used by the commands that write files, for --diff. */
#include "sys/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/table.h"
#include "base/text.h"
#include "sys/transaction.h"
#include "sys/path.h"
#include "sys/process.h"
#include "sys/redact.h"

enum { SECONDS = 60, TEXT_MAX_BYTES = 4 << 20 };

struct diff_line {
	struct literal text;    /* the line break left out */
	char *hidden;           /* one for each byte */
	size_t number;          /* the same for the same text on both sides */
	bool foreign;           /* may be the user's own */
};

/* One of the texts. */
struct side {
	struct literal bytes;
	char *hidden;
	struct diff_line *lines;
	size_t n;
};

static struct side
side_of(struct arena *a, struct literal bytes)
{
	struct side s = { .bytes = bytes, .hidden = arena_alloc(a, bytes.len + 1, 1) };
	const char *at, *lf, *end = bytes.s + bytes.len;
	size_t i, most = 1;

	for (i = 0; i < bytes.len; i++)
		most += bytes.s[i] == '\n';
	s.lines = arena_alloc(a, most, sizeof(*s.lines));
	for (at = bytes.s; at < end; at = lf + 1) {
		lf = memchr(at, '\n', (size_t)(end - at));
		lf = lf ? lf : end;
		s.lines[s.n++] = (struct diff_line){ { at, (size_t)(lf - at) },
			s.hidden + (at - bytes.s), 0, false };
	}
	return s;
}

static struct literal
given(struct literal bytes)
{
	return bytes.s ? bytes : LITERAL("");
}

/* All that is to be shown of a change. */
struct showing {
	struct arena *arena;
	const struct file_change *change;
	struct side old, new, meant;
	struct table known;     /* lines of what is meant */
	struct table ours;      /* those that mailgen wrote before */
	struct table words;     /* those that anybody may see */
};

/* What is meant hides its secrets and nothing else; of two lines that are the same,
 * each hides what the other does. */
static void
know(struct showing *w)
{
	const struct secret_span *s;
	struct side ours;
	struct diff_line *l, *same;
	void **at;
	size_t i;

	for (s = w->change->secrets; s; s = s->next)
		memset(w->meant.hidden + s->from, 1, s->to - s->from);
	redact_learn(w->arena, &w->words, w->meant.bytes, w->meant.hidden);
	for (i = 0; i < countof(w->change->open); i++)
		redact_learn(w->arena, &w->words, w->change->open[i], NULL);
	for (i = 0; i < countof(w->change->ours); i++) {
		ours = side_of(w->arena, given(w->change->ours[i]));
		for (l = ours.lines; l < ours.lines + ours.n; l++)
			*table_at(w->arena, &w->ours, l->text.s, l->text.len) = l;
	}
	for (l = w->meant.lines; l < w->meant.lines + w->meant.n; l++) {
		at = table_at(w->arena, &w->known, l->text.s, l->text.len);
		same = *at ? *at : l;
		*at = same;
		for (i = 0; i < l->text.len; i++)
			same->hidden[i] |= l->hidden[i];
	}
}

/* Hides what is known of a side's lines before they are looked at one by one. */
static void
conceal(struct showing *w, struct side *s)
{
	const struct diff_line *same;
	struct diff_line *l;

	if (w->change->secret)
		redact_rests(w->arena, s->bytes, w->change->secret, s->hidden);
	for (l = s->lines; l < s->lines + s->n; l++) {
		same = table_find(&w->known, l->text.s, l->text.len);
		if (same)
			memcpy(l->hidden, same->hidden, l->text.len);
		l->foreign = !same && !table_find(&w->ours, l->text.s, l->text.len);
	}
}

static struct showing
look(struct arena *a, const struct file_change *p)
{
	struct showing w = { .arena = a, .change = p, .old = side_of(a, given(p->was)),
		.new = side_of(a, given((struct literal){ p->bytes, p->len })),
		.meant = side_of(a, given(p->meant)) };

	know(&w);
	conceal(&w, &w.old);
	conceal(&w, &w.new);
	return w;
}

/* Adds a line of diff(1)'s answer. Of the user's own lines those that change are shown
 * word by word, the others not at all. */
static void
add_line(const struct showing *w, char sign, const struct diff_line *l, struct buf *out)
{
	size_t i, from;

	buf_putc(out, sign);
	if (l->foreign && sign == ' ')
		memset(l->hidden, 1, l->text.len);
	else if (l->foreign)
		redact_words(&w->words, l->text, l->hidden);
	for (i = 0; i < l->text.len; ) {
		for (from = i; i < l->text.len && l->hidden[i] == l->hidden[from]; i++)
			;
		if (l->hidden[from])
			buf_puts(out, "***");
		else
			buf_add(out, l->text.s + from, i - from);
	}
	buf_putc(out, '\n');
}

/* A side as diff(1) gets it: each line a number of as many digits. */
static void
add_numbers(struct arena *a, struct side *s, struct table *first, size_t *last, struct buf *out)
{
	enum { DIGITS = 4, BASE = 94 };
	struct diff_line *l, *same;
	size_t digit, rest;
	void **at;

	buf_puts(out, "");
	for (l = s->lines; l < s->lines + s->n; l++) {
		at = table_at(a, first, l->text.s, l->text.len);
		same = *at = *at ? *at : l;
		rest = l->number = same == l ? ++*last : same->number;
		for (digit = 0; digit < DIGITS; digit++, rest /= BASE)
			buf_putc(out, (char)('!' + rest % BASE));
		if (l->text.s + l->text.len < s->bytes.s + s->bytes.len)
			buf_putc(out, '\n');
	}
}

/* Puts the lines into the answer of diff(1), after its two lines of names. */
static void
add_lines(const struct showing *w, const char *answer, struct buf *out)
{
	const char *at = strchr(answer, '\n'), *lf;
	size_t old = 0, new = 0;

	at = at ? strchr(at + 1, '\n') : NULL;
	for (; at && (lf = strchr(++at, '\n')); at = lf) {
		if (*at == '@') {
			old = strtoul(at + strlen("@@ -"), NULL, 10) - 1;
			new = strtoul(strchr(at, '+'), NULL, 10) - 1;
		}
		if (strchr(" -", *at) && old < w->old.n)
			add_line(w, *at, &w->old.lines[old++], out);
		else if (*at == '+' && new < w->new.n)
			add_line(w, *at, &w->new.lines[new], out);
		else
			buf_add(out, at, (size_t)(lf + 1 - at));
		new += *at == ' ' || *at == '+';
	}
}

static void
add_diff(const struct showing *w, const char *path, const char *answer, struct buf *out)
{
	const struct file_change *p = w->change;
	struct buf lines = { 0 };

	buf_printf(out, "--- %s%s\n+++ %s%s\n", p->was.s ? "a/" : "",
		p->was.s ? path : "/dev/null", p->bytes ? "b/" : "",
		p->bytes ? path : "/dev/null");
	add_lines(w, answer, &lines);
	text_add_lines(out, lines.s, lines.len);
	buf_free(&lines);
}

static bool
run_diff(struct showing *w, const char *path, struct buf *out, struct diags *diags)
{
	static const char *const argv[] = { "diff", "-u", "-", "/dev/fd/3", NULL };
	static const char *const env[] = { "LC_ALL=C", NULL };
	struct table first = { NULL };
	struct buf old = { 0 }, new = { 0 };
	size_t last = 0;
	struct process process = {
		.argv = argv, .env = env, .seconds = SECONDS, .output_max = 8 * TEXT_MAX_BYTES };
	struct process_result r = { 0 };
	bool ok;

	if (!process_exists(argv[0])) {
		diag_general(diags, DIAG_WRITE,
			"what would change cannot be shown: the program '%s' is not there",
			argv[0]);
		return diag_fix(diags, "install it (diffutils), or use --dry-run");
	}
	add_numbers(w->arena, &w->old, &first, &last, &old);
	add_numbers(w->arena, &w->new, &first, &last, &new);
	process.input = old.s, process.input_len = old.len;
	process.second = new.s, process.second_len = new.len;
	ok = process_run(&process, &r) && (r.status == 0 || r.status == 1) && !r.too_much;
	if (!ok)
		diag_general(diags, DIAG_WRITE,
			"what would change in '%s' cannot be shown: the program diff failed", path);
	else if (r.out.len)
		add_diff(w, path, r.out.s, out);
	process_free(&r);
	buf_free(&old);
	buf_free(&new);
	return ok;
}

static bool
is_text(struct literal t)
{
	return t.len <= TEXT_MAX_BYTES && (!t.len || !memchr(t.s, '\0', t.len));
}

bool
diff_hides(struct arena *a, const struct file_change *p)
{
	struct showing w;
	size_t i;

	if (span_embeds(p->secrets) || !is_text((struct literal){ p->bytes, p->len }))
		return true;
	w = look(a, p);
	for (i = 0; i < w.new.n; i++)
		if (w.new.lines[i].foreign
		    && memchr(w.new.lines[i].hidden, 1, w.new.lines[i].text.len))
			return true;
	return false;
}

bool
diff_add(struct arena *a, const struct file_change *p, struct buf *out, struct diags *diags)
{
	const struct literal bytes = { p->bytes, p->len };
	const char *path = path_shown(a, p->root, p->path);
	struct showing w;

	path = text_escaped(a, path + strspn(path, "/"), strlen(path + strspn(path, "/")));
	if (p->bytes && p->mode_was && p->mode_was != p->mode_is)
		buf_printf(out, "old mode %04o, new mode %04o: %s\n", p->mode_was, p->mode_is,
			path);
	if (path_same(p->was, bytes))
		return true;
	if (!is_text(p->was) || !is_text(bytes)) {
		buf_printf(out, "Binary files a/%s and b/%s differ\n", path, path);
		return true;
	}
	w = look(a, p);
	return run_diff(&w, path, out, diags);
}
