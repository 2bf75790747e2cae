/* Cuts a stream into documents without holding more than one of them.
 * Used by the reading of accounts from files. */
#include "input/documents.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/node.h"

enum {
	PIECE_BYTES = 65536,
	/* what is passed over after a document that is too large */
	SKIP_MAX_BYTES = 64 << 20,
};

struct documents {
	const char *name;
	int fd;
	enum cut cut;
	struct buf buf;         /* what was read */
	size_t from;            /* where the document begins in it */
	size_t scanned;         /* the lines before this are looked at */
	size_t lines, bytes;    /* of the file, before the document */
	bool open;              /* the document has begun */
	bool filled;            /* there is something in it */
	bool given;             /* a document was handed out */
	bool whole;             /* and its end is at `scanned` */
	bool eof, ended;
};

struct documents *
documents_new(struct arena *a, const char *name, int fd, enum cut cut)
{
	struct documents *d = arena_alloc(a, 1, sizeof(*d));

	*d = (struct documents){ .name = name, .fd = fd, .cut = cut };
	return d;
}

void
documents_close(struct documents *d)
{
	buf_free(&d->buf);
}

/* Reads some more; false after reporting. */
static bool
read_more(struct documents *d, struct diags *diags)
{
	char piece[PIECE_BYTES];
	ssize_t n;

	if (d->from) {
		memmove(d->buf.s, d->buf.s + d->from, d->buf.len - d->from);
		d->buf.len -= d->from;
		d->scanned -= d->from;
		d->from = 0;
	}
	do
		n = read(d->fd, piece, sizeof(piece));
	while (n < 0 && errno == EINTR);
	if (n > 0)
		buf_add(&d->buf, piece, (size_t)n);
	d->eof = n <= 0;
	wipe(piece, sizeof(piece));
	return n >= 0 || diag_unread(diags, d->name, NULL);
}

/* The length of the line at s with its break; 0 when its end is not there yet. */
static size_t
line_len(const struct documents *d, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] == '\n')
			return i + 1;
		if (s[i] != '\r' || (i + 1 == len && !d->eof))
			continue;
		return i + 1 < len && s[i + 1] == '\n' ? i + 2 : i + 1;
	}
	return d->eof ? len : 0;
}

static bool
is_marker(const char *s, size_t len, const char *marker)
{
	return len >= 3 && !memcmp(s, marker, 3)
		&& (len == 3 || (s[3] && strchr(" \t\r\n", s[3])));
}

/* Is there nothing of a document in the line? */
static bool
is_blank(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && s[i] && strchr(" \t\r\n", s[i]))
		i++;
	return i == len || s[i] == '#';
}

enum line { LINE_GOES_ON, LINE_BEGINS, LINE_ENDS };

/* What a line is to the document before it: a part of it, the beginning of the
 * next one, or its last line. */
static enum line
look(struct documents *d, const char *s, size_t len)
{
	if (d->cut == CUT_LINES)
		return LINE_ENDS;
	if (is_marker(s, len, "..."))
		return LINE_ENDS;
	if (d->open && is_marker(s, len, "---"))
		return LINE_BEGINS;
	d->filled |= !is_blank(s, len)
		&& (!is_marker(s, len, "---") || !is_blank(s + 3, len - 3));
	d->open |= !is_blank(s, len) && *s != '%';
	return LINE_GOES_ON;
}

/* Looks on, line by line; true when the document ends at d->scanned. */
static bool
find_end(struct documents *d)
{
	const char *s;
	enum line line;
	size_t n;

	while (!d->whole && d->scanned < d->buf.len) {
		s = d->buf.s + d->scanned;
		n = line_len(d, s, d->buf.len - d->scanned);
		if (!n)
			return false;
		line = look(d, s, n);
		d->whole = line != LINE_GOES_ON;
		d->scanned += line == LINE_BEGINS ? 0 : n;
	}
	return d->whole || d->eof;
}

/* Passes over what was looked at, counting its lines. */
static void
drop(struct documents *d)
{
	const char *s = d->buf.s + d->from;
	size_t left = d->scanned - d->from, n;
	bool eof = d->eof;

	d->bytes += left;
	d->eof = true;          /* nothing is to come for line_len */
	for (; left; s += n, left -= n) {
		n = line_len(d, s, left);
		d->lines += s[n - 1] == '\n' || s[n - 1] == '\r';
	}
	d->eof = eof;
	d->from = d->scanned;
	d->open = d->whole = d->filled = false;
}

/* Behind a document that is too large: to where the next one begins. */
static void
skip(struct documents *d, struct diags *diags)
{
	size_t passed = 0;
	bool found;

	do {
		found = find_end(d);
		if (d->scanned == d->from && !found)
			d->scanned = d->buf.len;        /* one long line */
		passed += d->scanned - d->from;
		drop(d);
		d->open = true;
		if (!found && (d->eof || !read_more(d, diags) || passed > SKIP_MAX_BYTES))
			d->ended = true;
	} while (!found && !d->ended);
	d->open = false;
}

/* The name for a source, which outlives the stream. */
static const char *
name_in(const struct documents *d, struct arena *a)
{
	return arena_copy(a, d->name, strlen(d->name));
}

/* Reports it; the source in its place is empty. */
static struct source *
refuse(struct documents *d, bool found, struct arena *a, struct diags *diags)
{
	struct source *large = source_part(a, name_in(d, a), "", 0, d->lines, d->bytes);

	diag_at(diags, (struct pos){ large, (unsigned)d->lines + 1, 1 }, DIAG_LIMIT,
		"the document that begins here is larger than %d bytes", INPUT_MAX_BYTES);
	diag_fix(diags, "give each account a document of its own");
	if (found)
		drop(d);
	else
		skip(d, diags);
	return large;
}

static struct source *
take(struct documents *d, struct arena *a)
{
	const char *s = d->buf.s + d->from;
	size_t len = d->scanned - d->from;
	struct source *source = source_part(a, name_in(d, a),
		arena_copy(a, s, len), len, d->lines, d->bytes);

	d->lines += source->nline - 1;
	d->bytes += len;
	d->from = d->scanned;
	d->open = d->whole = d->filled = false;
	d->given = true;
	return source;
}

bool
documents_whole(struct documents *d)
{
	return d->ended || find_end(d);
}

bool
documents_ready(struct documents *d)
{
	struct pollfd poll_for = { .fd = d->fd, .events = POLLIN };

	return documents_whole(d) || poll(&poll_for, 1, 0) != 0;
}

struct source *
documents_next(struct documents *d, struct arena *a, struct diags *diags)
{
	bool found;

	while (!d->ended) {
		found = find_end(d);
		if (d->scanned - d->from > INPUT_MAX_BYTES
		    || (!found && d->buf.len - d->from > INPUT_MAX_BYTES))
			return refuse(d, found, a, diags);
		if (!found) {
			d->ended = !read_more(d, diags);
			continue;
		}
		d->ended = d->eof && d->scanned == d->buf.len;
		if (d->scanned == d->from)
			continue;
		/* that a file is empty is for who reads it to say */
		if (d->cut == CUT_DOCUMENTS ? d->filled || (d->ended && !d->given)
		    : !is_blank(d->buf.s + d->from, d->scanned - d->from))
			return take(d, a);
		drop(d);
	}
	return NULL;
}
