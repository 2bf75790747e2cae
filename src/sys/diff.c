/* Shows what would change, without the secrets in it.
 * Used by the commands that write files, for --diff. */
#include "sys/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "sys/transaction.h"
#include "sys/redact.h"
#include "sys/process.h"

enum {
	SECONDS = 60, TEXT_MAX_BYTES = 4 << 20,
	/* a shorter secret may stand in other words, too */
	SECRET_MIN_BYTES = 4,
};

/* One of the two texts, and which of its bytes are hidden. */
struct text_side {
	struct literal bytes;
	char *hidden;           /* one for each byte: is it part of a secret */
};

static void
hide(struct text_side *t, size_t from, size_t to)
{
	if (to > from)
		memset(t->hidden + from, 1, to - from);
}

/* Hides the secret wherever it stands. */
static void
hide_bytes(struct text_side *t, struct literal secret)
{
	const char *at = t->bytes.s, *end = at + t->bytes.len;

	if (!secret.s || secret.len < SECRET_MIN_BYTES)
		return;
	while ((at = memmem(at, (size_t)(end - at), secret.s, secret.len))) {
		hide(t, (size_t)(at - t->bytes.s), (size_t)(at - t->bytes.s) + secret.len);
		at += secret.len;
	}
}

/* A line of a text; it may hold something hidden. */
struct line {
	size_t from, to;        /* offsets; the line break left out */
	struct literal shown;   /* with marks in the place of what is hidden */
};

/* The next hidden bytes of a line at or behind *at, which moves behind them. A line
 * break is never hidden, so that lines stay lines. */
static bool
next_hidden(const struct text_side *t, const struct line *l, size_t *at,
	struct literal *run)
{
	size_t from = *at;

	while (from < l->to && !t->hidden[from])
		from++;
	for (*at = from; *at < l->to && t->hidden[*at]; )
		++*at;
	*run = (struct literal){ t->bytes.s + from, *at - from };
	return run->len > 0;
}

static const char mark[] = "***";

/* Adds a line with marks. `old` is the line of the other text that looks the same,
 * or NULL: a secret that differs from the one there, or that is not in that text at
 * all, is said to have changed. */
static void
add_line(const struct text_side *t, const struct line *l,
	const struct text_side *before, const struct line *old, struct buf *out)
{
	size_t at = l->from, plain = at, old_at = old ? old->from : 0;
	struct literal run, other;

	for (; next_hidden(t, l, &at, &run); plain = at) {
		buf_add(out, t->bytes.s + plain, at - run.len - plain);
		buf_puts(out, mark);
		if (!before || !before->bytes.len)
			continue;
		if (old ? !next_hidden(before, old, &old_at, &other)
		    || other.len != run.len || memcmp(other.s, run.s, run.len) != 0
		    : !memmem(before->bytes.s, before->bytes.len, run.s, run.len))
			buf_puts(out, tr(" (changed)"));
	}
	buf_add(out, t->bytes.s + plain, l->to - plain);
}

static struct line
line_at(const struct text_side *t, size_t from)
{
	const char *end = memchr(t->bytes.s + from, '\n', t->bytes.len - from);

	return (struct line){ from, end ? (size_t)(end - t->bytes.s) : t->bytes.len,
		{ 0 } };
}

/* Looks for the line of the other text that looks the same, at or behind *next in
 * order; lines that moved far are not found, and need not be: they differ. */
static const struct line *
same_looks(const struct line *list, size_t n, size_t *next, struct literal shown)
{
	enum { FAR = 1000 };
	size_t i;

	for (i = *next; i < n && i < *next + FAR; i++)
		if (list[i].shown.len == shown.len
		    && !memcmp(list[i].shown.s, shown.s, shown.len)) {
			*next = i + 1;
			return &list[i];
		}
	return NULL;
}

/* The lines that hide something. */
static struct line *
hiding_lines(struct arena *a, const struct text_side *t, size_t *n)
{
	struct line *list = NULL, l;
	struct buf shown = { 0 };
	size_t from, lines = 1;

	for (from = 0; from < t->bytes.len; from++)
		lines += t->bytes.s[from] == '\n';
	list = arena_alloc(a, lines, sizeof(*list));
	*n = 0;
	for (from = 0; from < t->bytes.len; from = l.to + 1) {
		l = line_at(t, from);
		if (!memchr(t->hidden + l.from, 1, l.to - l.from))
			continue;
		buf_clear(&shown);
		add_line(t, &l, NULL, NULL, &shown);
		l.shown = (struct literal){ arena_copy(a, shown.s, shown.len), shown.len };
		list[(*n)++] = l;
	}
	buf_free(&shown);
	return list;
}

/* The text with marks in the place of what is hidden. */
static struct literal
masked(struct arena *a, const struct text_side *t, const struct text_side *before)
{
	size_t n = 0, m = 0, i = 0, next = 0, from = 0;
	const struct line *own = hiding_lines(a, t, &n), *old = NULL, *peer;
	struct buf out = { 0 };
	struct literal result;

	if (before)
		old = hiding_lines(a, before, &m);
	buf_puts(&out, "");
	for (; i < n; from = own[i++].to) {
		buf_add(&out, t->bytes.s + from, own[i].from - from);
		peer = same_looks(old, m, &next, own[i].shown);
		add_line(t, &own[i], before, peer, &out);
	}
	if (t->bytes.len)
		buf_add(&out, t->bytes.s + from, t->bytes.len - from);
	result = (struct literal){ arena_copy(a, out.s, out.len), out.len };
	buf_free(&out);
	return result;
}

/* The lines of diff(1) behind its two of names. */
static const char *
behind_names(const char *lines)
{
	unsigned i;

	for (i = 0; i < 2 && lines; i++)
		if ((lines = strchr(lines, '\n')))
			lines++;
	return lines ? lines : "";
}

static bool
run(struct arena *a, struct literal old, struct literal new, const char *path,
	const struct piece *p, struct buf *out, struct diags *diags)
{
	static const char *const argv[] = { "diff", "-u", "-", "/dev/fd/3", NULL };
	static const char *const env[] = { "LC_ALL=C", NULL };
	const struct process process = {
		.argv = argv, .env = env, .input = old.s, .input_len = old.len,
		.second = new.s, .second_len = new.len,
		.seconds = SECONDS, .output_max = 8 * TEXT_MAX_BYTES,
	};
	struct process_result r = { 0 };
	const char *lines;
	bool ok;

	if (!process_exists(argv[0])) {
		diag_at(diags, (struct pos){ 0 }, DIAG_WRITE,
			"what would change cannot be shown: the program '%s' is not there", argv[0]);
		diag_fix(diags, "install it (diffutils), or use --dry-run");
		return false;
	}
	ok = process_run(&process, &r) && (r.status == 0 || r.status == 1) && !r.too_much;
	if (!ok)
		diag_at(diags, (struct pos){ 0 }, DIAG_WRITE,
			"what would change in '%s' cannot be shown: the program diff failed", path);
	else if (r.out.len) {
		lines = behind_names(r.out.s);
		path = text_show(a, path, strlen(path));
		buf_printf(out, "--- %s%s\n+++ %s%s\n", p->was.s ? "a/" : "",
			p->was.s ? path : "/dev/null", p->bytes ? "b/" : "",
			p->bytes ? path : "/dev/null");
		text_add_lines(out, lines, r.out.len - (size_t)(lines - r.out.s));
	}
	process_free(&r);
	return ok;
}

static struct text_side
side(struct arena *a, struct literal bytes)
{
	if (!bytes.s)
		bytes.s = "";
	return (struct text_side){ bytes, arena_alloc(a, bytes.len + 1, 1) };
}

static bool
is_text(struct literal t)
{
	return t.len <= TEXT_MAX_BYTES && (!t.len || !memchr(t.s, '\0', t.len));
}

/* Lines of what was rendered, in order. */
struct known {
	const struct text_side *of;
	struct line *lines;
	size_t n;
};

static int
compare(const struct line *a, const struct line *b)
{
	size_t least = a->shown.len < b->shown.len ? a->shown.len : b->shown.len;
	int order = memcmp(a->shown.s, b->shown.s, least);

	return order ? order : (a->shown.len > b->shown.len) - (a->shown.len < b->shown.len);
}

static int
compare_lines(const void *a, const void *b)
{
	return compare(a, b);
}

/* The lines of the rendered text, each once: what any of the same has hidden is
 * hidden in it. */
static struct known
know(struct arena *a, const struct text_side *t)
{
	struct known k = { .of = t };
	size_t from, i, j, n = 0, lines = 1;

	for (from = 0; from < t->bytes.len; from++)
		lines += t->bytes.s[from] == '\n';
	k.lines = arena_alloc(a, lines, sizeof(*k.lines));
	for (from = 0; from < t->bytes.len; from = k.lines[n++].to + 1) {
		k.lines[n] = line_at(t, from);
		k.lines[n].shown = (struct literal){ t->bytes.s + from, k.lines[n].to - from };
	}
	if (n)
		qsort(k.lines, n, sizeof(*k.lines), compare_lines);
	for (i = 0; i < n; i++) {
		if (!k.n || compare(&k.lines[k.n - 1], &k.lines[i])) {
			k.lines[k.n++] = k.lines[i];
			continue;
		}
		for (j = 0; j < k.lines[i].shown.len; j++)
			t->hidden[k.lines[k.n - 1].from + j] |= t->hidden[k.lines[i].from + j];
	}
	return k;
}

/* What mailgen itself writes now is known: a line of it, wherever it stands, hides
 * its secrets and nothing else. */
static void
show_known(struct text_side *t, const struct known *k)
{
	struct line l;
	const struct line *same;
	size_t from;

	for (from = 0; from < t->bytes.len; from = l.to + 1) {
		l = line_at(t, from);
		l.shown = (struct literal){ t->bytes.s + from, l.to - from };
		same = k->n ? bsearch(&l, k->lines, k->n, sizeof(l), compare_lines) : NULL;
		if (same)
			memcpy(t->hidden + from, k->of->hidden + same->from, l.shown.len);
	}
}

static void
conceal(struct arena *a, const struct piece *p, const struct known *known,
	struct text_side *t)
{
	const struct secret_span *s;

	redact(a, t->bytes, p->secret, t->hidden);
	show_known(t, known);
	for (s = p->secrets; s; s = s->next)
		hide_bytes(t, (struct literal){ p->meant.s + s->from, s->to - s->from });
}

bool
diff_hides(struct arena *a, const struct piece *p)
{
	struct text_side new = side(a, (struct literal){ p->bytes, p->len });
	struct text_side meant = side(a, p->meant);
	struct known known;

	if (p->secrets || !is_text(new.bytes))
		return true;
	known = know(a, &meant);
	conceal(a, p, &known, &new);
	return memchr(new.hidden, 1, new.bytes.len);
}

bool
diff_add(struct arena *a, const struct piece *p, struct buf *out,
	struct diags *diags)
{
	struct text_side old = side(a, p->was), meant = side(a, p->meant);
	struct text_side new = side(a, (struct literal){ p->bytes, p->len });
	const char *path = change_path(a, p->root, p->path);
	const struct secret_span *s;
	struct known known;

	while (*path == '/')
		path++;
	if (p->bytes && p->mode_was && p->mode_was != p->mode_is)
		buf_printf(out, "old mode %04o, new mode %04o: %s\n", p->mode_was, p->mode_is,
			text_show(a, path, strlen(path)));
	if (old.bytes.len == new.bytes.len && !p->was.s == !p->bytes
	    && (!p->len || !memcmp(old.bytes.s, new.bytes.s, p->len)))
		return true;
	if (!is_text(old.bytes) || !is_text(new.bytes)) {
		path = text_show(a, path, strlen(path));
		buf_printf(out, "Binary files a/%s and b/%s differ\n", path, path);
		return true;
	}
	for (s = p->secrets; s; s = s->next)
		hide(&meant, s->from, s->to);
	known = know(a, &meant);
	conceal(a, p, &known, &old);
	conceal(a, p, &known, &new);
	return run(a, masked(a, &old, NULL), masked(a, &new, &old), path, p, out,
		diags);
}
