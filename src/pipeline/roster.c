/* Accounts from a table: reading it through the helper program `roster`, checking
 * its columns, filling in the pattern. Used where --roster is given. */
#include "pipeline/roster.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/frame.h"
#include "base/lang.h"
#include "sys/hashset.h"
#include "base/source.h"
#include "pipeline/columns.h"
#include "input/input.h"
#include "input/pattern.h"
#include "sys/child.h"
#include "sys/helper.h"

enum { BUFFER_BYTES = 65536, SAID_MAX = 4096 };

struct roster {
	struct arena *arena;
	const char *name;
	struct child child;
	bool running;
	char *buffer;           /* what came from the child: at..end is not used yet */
	size_t at, end;
	struct source *table;
	struct columns columns;
	struct source *pattern;
	struct node *root;      /* of the pattern */
	struct seen_hash *said; /* hashes of findings; each has one place */
};

/* ---- the helper program ---- */

static bool
start(struct roster *r, int fd, struct diags *diags)
{
	static const char *const environment[] = { "LC_ALL=C", NULL };
	const char *argv[] = { helper_path(r->arena, "roster"), NULL };
	struct child_plan plan = { argv, environment, fd, CHILD_PIPE };
	const char *why;

	if (!argv[0]) {
		diag_at(diags, (struct pos){ 0 }, DIAG_READ,
			"--roster needs the helper program 'roster', which is not installed");
		diag_fix(diags, "build mailgen with libcsv's header, or install libexec/mailgen/roster");
		return false;
	}
	r->running = child_open(&r->child, &plan);
	if (!r->running) {
		why = tr(strerror(errno));
		diag_at(diags, (struct pos){ 0 }, DIAG_READ, "cannot start '%s': %s",
			argv[0], why);
	}
	return r->running;
}

void
roster_close(struct roster *r)
{
	if (r->running)
		child_stop(&r->child);
	r->running = false;
	wipe(r->buffer, BUFFER_BYTES);
}

/* Says why the stream broke off: in the program's words, when it has some. */
static void
broken(struct roster *r, struct diags *diags)
{
	static const char prefix[] = "mailgen: roster: cannot read standard input: ";
	struct buf said = { 0 };
	const char *why = tr("the helper program failed");

	child_close(&r->child, &said);
	r->running = false;
	if (said.len) {
		why = text_show(r->arena, said.s, said.len);
		if (!strncmp(why, prefix, strlen(prefix)))
			why = tr(why + strlen(prefix));
	}
	diag_at(diags, (struct pos){ 0 }, DIAG_READ, "cannot read '%s': %s",
		text_show(r->arena, r->name, strlen(r->name)), why);
	buf_free(&said);
}

/* Takes len bytes from the child; false at its end. */
static bool
take(struct roster *r, void *out, size_t len)
{
	char *to = out;
	size_t n;
	ssize_t got;

	while (len) {
		if (r->at == r->end) {
			do
				got = read(r->child.fd, r->buffer, BUFFER_BYTES);
			while (got < 0 && errno == EINTR);
			if (got <= 0)
				return false;
			r->at = 0;
			r->end = (size_t)got;
		}
		n = r->end - r->at < len ? r->end - r->at : len;
		memcpy(to, r->buffer + r->at, n);
		r->at += n;
		to += n;
		len -= n;
	}
	return true;
}

static bool
take_number(struct roster *r, uint32_t *n)
{
	unsigned char bytes[FRAME_NUMBER];

	if (!take(r, bytes, sizeof(bytes)))
		return false;
	*n = frame_get(bytes);
	return true;
}

/* ---- rows ---- */

struct record {
	unsigned char letter;
	uint32_t row, line, n;
};

static const struct flaw {
	const char *text, *fix;
	enum diag_id id;
	unsigned char letter;
	bool final;             /* nothing behind it can be read */
} flaws[] = {
	{ "a cell that is too long", "shorten it",
	  DIAG_LIMIT, ROSTER_LONG_CELL, false },
	{ "a row that is too long", "shorten it",
	  DIAG_LIMIT, ROSTER_LONG_ROW, false },
	{ "a row of too many cells", "leave out the columns that are not needed",
	  DIAG_LIMIT, ROSTER_WIDE, false },
	{ "a quote that stands where none may", "put the whole cell in quotes, and write each quote in it twice",
	  DIAG_ROSTER, ROSTER_QUOTE, true },
	{ "a cell whose quotes are not closed", "put the whole cell in quotes, and write each quote in it twice",
	  DIAG_ROSTER, ROSTER_OPEN, true },
	{ "a cell that does not end", "put the whole cell in quotes, and write each quote in it twice",
	  DIAG_LIMIT, ROSTER_ENDLESS, true },
	{ "the file is UTF-16 or UTF-32", "save it as UTF-8",
	  DIAG_ENCODING, ROSTER_ENCODING, true },
};

static struct pos
place(const struct roster *r, unsigned row, size_t column)
{
	return (struct pos){ r->table, row, (unsigned)column };
}

/* Reports a flaw; what becomes of the table. */
static enum roster_step
report_flaw(struct roster *r, const struct record *record, struct diags *diags)
{
	struct pos pos = place(r, record->row, record->n);
	const struct flaw *f = NULL;
	size_t i;

	for (i = 0; i < countof(flaws); i++)
		if (record->letter == flaws[i].letter)
			f = &flaws[i];
	if (!f) {
		broken(r, diags);
		return ROSTER_STEP_END;
	}
	diag_at(diags, pos, f->id, "%s", f->text);
	if (record->line != record->row)
		diag_note_at(diags, pos, "it is in line %u of the file", record->line);
	if (f->final)
		diag_note_at(diags, pos, "the rows behind it are not read");
	diag_fix(diags, "%s", f->fix);
	if (!f->final)
		return ROSTER_STEP_SKIPPED;
	roster_close(r);
	return ROSTER_STEP_END;
}

static bool
take_cells(struct roster *r, struct arena *a, const struct record *record,
	struct text *cells)
{
	uint32_t i, len;
	char *bytes;

	for (i = 0; i < record->n; i++) {
		if (!take_number(r, &len) || len > ROSTER_MAX_CELL)
			return false;
		bytes = arena_alloc(a, len + 1, 1);
		if (!take(r, bytes, len))
			return false;
		cells[i] = (struct text){ bytes, len, place(r, record->row, i + 1), false };
	}
	return true;
}

/* Reads a row, of any number of cells. */
static enum roster_step
next_row(struct roster *r, struct arena *a, struct row *row, struct diags *diags)
{
	struct record record = { 0 };
	struct buf said = { 0 };

	if (!r->running)
		return ROSTER_STEP_END;
	if (!take(r, &record.letter, 1) || !take_number(r, &record.row)
	    || !take_number(r, &record.line) || !take_number(r, &record.n)) {
		broken(r, diags);
		return ROSTER_STEP_END;
	}
	if (record.letter == ROSTER_END) {
		child_close(&r->child, &said);
		r->running = false;
		buf_free(&said);
		return ROSTER_STEP_END;
	}
	if (record.letter != ROSTER_ROW)
		return report_flaw(r, &record, diags);
	*row = (struct row){ .number = record.row, .n = record.n };
	if (record.n <= ROSTER_MAX_COLUMNS) {
		row->cells = arena_alloc(a, record.n, sizeof(*row->cells));
		if (take_cells(r, a, &record, row->cells))
			return ROSTER_STEP_ROW;
	}
	broken(r, diags);
	return ROSTER_STEP_END;
}

enum roster_step
roster_read(struct roster *r, struct arena *a, struct row *row,
	struct diags *diags)
{
	enum roster_step step = next_row(r, a, row, diags);
	size_t n = r->columns.n;

	if (step != ROSTER_STEP_ROW || row->n == n)
		return step;
	diag_at(diags, place(r, row->number, (row->n < n ? row->n : n) + 1), DIAG_ROSTER,
		"the number of cells is %zu, that of the header %zu", row->n, n);
	diag_fix(diags, "put a cell that has a separator in it in quotes");
	return ROSTER_STEP_SKIPPED;
}

/* ---- opening ---- */

/* The one document of the pattern. */
static bool
read_pattern(struct roster *r, struct diags *diags)
{
	struct input *in = input_open(r->arena, r->pattern);
	bool ok = input_next(in, r->arena, &r->root, diags);
	struct node *more = NULL;

	if (ok && !r->root) {
		diag_at(diags, (struct pos){ r->pattern, 1, 1 }, DIAG_MISSING_FIELD,
			"no account in this file");
		diag_fix(diags, "where the columns are all there is, write '{}'");
		ok = false;
	} else if (ok && r->root->kind != NODE_MAP) {
		diag_at(diags, r->root->text.pos, DIAG_WRONG_TYPE,
			"the pattern has to be a mapping, found %s", node_kind_name(r->root));
		ok = false;
	}
	ok = ok && input_next(in, r->arena, &more, diags);
	if (ok && more) {
		diag_at(diags, more->text.pos, DIAG_USAGE,
			"a second account in the pattern of a roster");
		diag_fix(diags, "give the pattern one document; its accounts are the rows");
		ok = false;
	}
	input_close(in);
	return ok;
}

static bool
read_header(struct roster *r, const struct words *words, struct diags *diags)
{
	static const char *const none[] = { NULL };
	struct row row = { 0 };
	size_t before = diags_count(diags, SEVERITY_ERROR);

	r->table = source_table(r->arena, r->name, none);
	if (next_row(r, r->arena, &row, diags) != ROSTER_STEP_ROW) {
		if (diags_count(diags, SEVERITY_ERROR) == before) {
			diag_at(diags, place(r, 1, 1), DIAG_ROSTER, "the table is empty");
			diag_fix(diags, "the first row names the columns, as in 'name,email'");
		}
		return false;
	}
	return columns_read(r->arena, words, r->table, row.cells, row.n, r->root,
		&r->columns, diags);
}

struct roster *
roster_open(struct arena *a, const struct words *words, const char *name, int fd,
	struct source *pattern, struct diags *diags)
{
	struct roster *r = arena_alloc(a, 1, sizeof(*r));

	r->arena = a;
	r->name = name;
	r->pattern = pattern;
	r->buffer = arena_alloc(a, BUFFER_BYTES, 1);
	r->said = arena_alloc(a, SAID_MAX, sizeof(*r->said));
	if (read_pattern(r, diags) && start(r, fd, diags)
	    && read_header(r, words, diags))
		return r;
	roster_close(r);
	return NULL;
}

/* ---- accounts ---- */

/* The account's address: the cell that sets it, or what the pattern makes of cells. */
static struct text
address_of(const struct roster *r, struct arena *a, const struct row *row,
	const struct source *twin)
{
	struct pattern_row cells = { r->columns.names, row->cells, r->columns.n };
	const struct node *email = node_find(r->root, "email");
	size_t i;

	for (i = 0; i < row->n; i++)
		if (r->columns.paths[i] && !strcmp(r->columns.paths[i], "email")
		    && row->cells[i].len)
			return row->cells[i];
	if (email && email->kind == NODE_SCALAR)
		email = pattern_fill(a, email, twin, &cells, diags_new(a, NULL));
	return email ? email->text : row->cells[0];
}

/* The cells of the row, and behind them the parts of its address. */
static struct pattern_row
with_parts(const struct roster *r, struct arena *a, const struct row *row,
	const struct source *twin)
{
	size_t n = r->columns.n;
	const char **names = arena_alloc(a, n + COLUMNS_PARTS, sizeof(*names));
	struct text *cells = arena_alloc(a, n + COLUMNS_PARTS, sizeof(*cells));
	struct text address = address_of(r, a, row, twin);
	const char *at = address.len ? memrchr(address.s, '@', address.len) : NULL;
	size_t local = at ? (size_t)(at - address.s) : 0;

	memcpy(names, r->columns.names, n * sizeof(*names));
	memcpy(cells, row->cells, n * sizeof(*cells));
	memcpy(names + n, columns_parts, sizeof(columns_parts));
	cells[n] = cells[n + 1] = (struct text){ .s = "", .pos = address.pos };
	if (at) {
		cells[n] = (struct text){ address.s, local, address.pos, false };
		cells[n + 1] = (struct text){ at + 1, address.len - local - 1,
			address.pos, false };
	}
	return (struct pattern_row){ names, cells, n + COLUMNS_PARTS };
}

bool
roster_apply(const struct roster *r, struct arena *a, const struct row *row,
	struct node **root, struct diags *diags)
{
	const struct source *twin = source_twin(a, r->pattern);
	struct pattern_row cells = with_parts(r, a, row, twin);
	const char *path;
	size_t i;

	diags_about(diags, twin, place(r, row->number, 1));
	*root = pattern_fill(a, r->root, twin, &cells, diags);
	for (i = 0; i < row->n && *root; i++) {
		path = r->columns.paths[i];
		if (path && row->cells[i].len)
			pattern_set(a, *root, path, row->cells[i]);
	}
	return *root != NULL;
}

/* A finding, as far as it is the same for all rows. */
static struct seen_hash
finding_hash(const struct diag *g)
{
	struct buf b = { 0 };
	struct seen_hash hash;

	buf_printf(&b, "%u %u %u %s", g->pos.line, g->pos.column, (unsigned)g->id,
		g->text);
	hash = seen_hash(b.s, b.len);
	buf_free(&b);
	return hash;
}

static bool
was_said(void *context, const struct diag *g)
{
	struct roster *r = context;
	struct seen_hash hash, *place_of;

	if (g->severity == SEVERITY_ERROR || !g->pos.source
	    || g->pos.source->bytes != r->pattern->bytes)
		return false;
	hash = finding_hash(g);
	place_of = &r->said[hash.b % SAID_MAX];
	if (seen_same(*place_of, hash))
		return true;
	*place_of = hash;
	return false;
}

void
roster_hush(struct roster *r, struct diags *diags)
{
	diags_drop(diags, was_said, r);
}
