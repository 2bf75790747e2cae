/* Shows what would change, without the secrets in it.
 * Used by the commands that write files, for --diff. */
#include "output/diff.h"

#include <errno.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/text.h"
#include "output/change.h"
#include "output/process.h"
#include "quote/quote.h"

enum {
	SECONDS = 60, TEXT_MAX_BYTES = 4 << 20,
	/* a shorter secret may stand in other words, too */
	SECRET_MIN_BYTES = 4,
};

/* A password in an URL (RFC 3986, 3.2.1), which any client may have. */
static const char in_url[] = "(://[^/@:[:space:]]*:)[^/@[:space:]]+@";

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

/* Hides what follows the first group of the expression, wherever it matches. */
static void
hide_matches(struct text_side *t, const char *expression)
{
	regmatch_t m[2];
	regex_t re;
	size_t at = 0;

	if (!expression || !t->bytes.len
	    || regcomp(&re, expression, REG_EXTENDED | REG_NEWLINE | REG_ICASE))
		return;
	while (at < t->bytes.len && !regexec(&re, t->bytes.s + at, 2, m,
	    at && t->bytes.s[at - 1] != '\n' ? REG_NOTBOL : 0)) {
		if (m[1].rm_so >= 0)
			hide(t, at + (size_t)m[1].rm_eo, at + (size_t)m[0].rm_eo);
		at += m[0].rm_eo ? (size_t)m[0].rm_eo : 1;
	}
	regfree(&re);
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

/* Puts marks in the place of what is hidden. A line break is never hidden, so
 * that lines stay lines. */
static struct literal
masked(struct arena *a, const struct text_side *t, const struct text_side *before)
{
	struct buf out = { 0 };
	struct literal result;
	size_t i, n;

	buf_puts(&out, "");
	for (i = 0; i < t->bytes.len; i += n) {
		for (n = 0; i + n < t->bytes.len && t->hidden[i + n]
		    && t->bytes.s[i + n] != '\n'; )
			n++;
		if (!n) {
			n = 1;
			buf_putc(&out, t->bytes.s[i]);
			continue;
		}
		buf_puts(&out, "***");
		if (before && before->bytes.len && !memmem(before->bytes.s,
		    before->bytes.len, t->bytes.s + i, n))
			buf_puts(&out, tr(" (changed)"));
	}
	result = (struct literal){ arena_copy(a, out.s, out.len), out.len };
	buf_free(&out);
	return result;
}

/* What a terminal could obey becomes a question mark. */
static void
add_shown(const char *s, size_t len, struct buf *out)
{
	unsigned code;
	size_t n;

	for (; len; s += n, len -= n) {
		n = utf8_decode(s, len, &code);
		if (!n || (code < 0x20 && code != '\n' && code != '\t')
		    || (code >= 0x7F && code < 0xA0))
			buf_putc(out, '?');
		else
			buf_add(out, s, n);
		n = n ? n : 1;
	}
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
	bool ok = process_run(&process, &r) && (r.status == 0 || r.status == 1)
		&& !r.too_much;

	if (!ok)
		diag_at(diags, (struct pos){ 0 }, DIAG_WRITE,
			"what would change in '%s' cannot be shown: the program diff failed", path);
	else if (r.out.len) {
		lines = behind_names(r.out.s);
		path = text_show(a, path, strlen(path));
		buf_printf(out, "--- %s%s\n+++ %s%s\n", p->was.s ? "a/" : "",
			p->was.s ? path : "/dev/null", p->bytes ? "b/" : "",
			p->bytes ? path : "/dev/null");
		add_shown(lines, r.out.len - (size_t)(lines - r.out.s), out);
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

bool
diff_add(struct arena *a, const struct piece *p, struct buf *out,
	struct diags *diags)
{
	struct text_side old = side(a, p->was);
	struct text_side new = side(a, (struct literal){ p->bytes, p->len });
	const char *path = change_path(a, p->root, p->path);
	const struct secret_span *s;
	struct literal secret;

	if (old.bytes.len == new.bytes.len && !p->was.s == !p->bytes
	    && (!p->len || !memcmp(old.bytes.s, new.bytes.s, p->len)))
		return true;
	while (*path == '/')
		path++;
	if (!is_text(old.bytes) || !is_text(new.bytes)) {
		buf_printf(out, "Binary files a/%s and b/%s differ\n", path, path);
		return true;
	}
	for (s = p->secrets; s; s = s->next) {
		secret = (struct literal){ p->bytes + s->from, s->to - s->from };
		hide(&new, s->from, s->to);
		hide_bytes(&old, secret);
		hide_bytes(&new, secret);
	}
	hide_matches(&old, p->secret);
	hide_matches(&new, p->secret);
	hide_matches(&old, in_url);
	hide_matches(&new, in_url);
	return run(a, masked(a, &old, NULL), masked(a, &new, &old), path, p, out,
		diags);
}
