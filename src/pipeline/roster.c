/* Accounts from a table: checking its columns, filling in the pattern.
 * Used where --roster is given. */
#include "pipeline/roster.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/csv.h"
#include "input/input.h"
#include "input/node.h"
#include "input/pattern.h"
#include "model/suggest.h"
#include "pipeline/columns.h"
#include "sys/hashset.h"

enum { SAID_MAX = 4096 };

struct roster {
	struct arena *arena;
	struct csv *csv;
	struct source *table;
	struct columns columns;
	struct source *pattern;
	struct node *root;      /* of the pattern */
	struct keyed_hash *said; /* hashes of findings; each has one place */
};

/* ---- rows ---- */

static struct pos
place(const struct roster *r, unsigned row, size_t column)
{
	return (struct pos){ r->table, row, (unsigned)column };
}

enum csv_step
roster_read(struct roster *r, struct arena *a, struct row *row,
	struct diags *diags)
{
	enum csv_step step = csv_next(r->csv, a, row, diags);
	size_t n = r->columns.n;

	if (step != CSV_ROW || row->n == n)
		return step;
	diag_at(diags, place(r, row->number, (row->n < n ? row->n : n) + 1), DIAG_ROSTER,
		"the number of cells is %zu, that of the header %zu", row->n, n);
	diag_fix(diags, "put a cell that has a separator in it in quotes");
	return CSV_SKIPPED;
}

void
roster_close(struct roster *r)
{
	csv_close(r->csv);
}

/* ---- opening ---- */

/* The one document of the pattern, behind which nothing may be. */
static bool
read_pattern(struct roster *r, const struct words *words, struct diags *diags)
{
	struct input *in = input_open(r->arena, r->pattern);
	struct node *more = NULL;
	bool ok;

	input_knows(in, suggest_keys(words));
	ok = input_next(in, r->arena, &r->root, diags);
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
	input_close(in);
	return ok;
}

static bool
read_header(struct roster *r, const struct words *words, struct diags *diags)
{
	struct row row = { 0 };
	size_t before = diags_count(diags, SEVERITY_ERROR);

	if (csv_next(r->csv, r->arena, &row, diags) != CSV_ROW) {
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
	static const char *const none[] = { NULL };
	struct roster *r = arena_alloc(a, 1, sizeof(*r));

	r->arena = a;
	r->pattern = pattern;
	r->said = arena_alloc(a, SAID_MAX, sizeof(*r->said));
	r->table = source_table(a, name, none);
	if (!read_pattern(r, words, diags))
		return NULL;
	r->csv = csv_open(a, r->table, fd);
	if (read_header(r, words, diags))
		return r;
	roster_close(r);
	return NULL;
}

/* ---- accounts ---- */

/* The account's address: the cell that sets it, or what the pattern makes of cells. */
static struct text
address_of(const struct roster *r, struct arena *a, const struct row *row,
	const struct source *copy)
{
	struct pattern_row cells = { r->columns.names, row->cells, r->columns.n };
	const struct node *email = node_find(r->root, "email");
	size_t i;

	for (i = 0; i < row->n; i++)
		if (r->columns.paths[i] && !strcmp(r->columns.paths[i], "email")
		    && row->cells[i].len)
			return row->cells[i];
	if (email && email->kind == NODE_SCALAR)
		email = pattern_fill(a, email, copy, &cells, diags_new(a, NULL));
	return email ? email->text : row->cells[0];
}

/* The cells of the row, and behind them the parts of its address. */
static struct pattern_row
with_parts(const struct roster *r, struct arena *a, const struct row *row,
	const struct source *copy)
{
	size_t n = r->columns.n;
	const char **names = arena_alloc(a, n + COLUMNS_PARTS, sizeof(*names));
	struct text *cells = arena_alloc(a, n + COLUMNS_PARTS, sizeof(*cells));
	struct text address = address_of(r, a, row, copy);
	const char *at = address.len ? memrchr(address.s, '@', address.len) : NULL;
	size_t local = at ? (size_t)(at - address.s) : 0;

	memcpy(names, r->columns.names, n * sizeof(*names));
	memcpy(cells, row->cells, n * sizeof(*cells));
	memcpy(names + n, columns_parts, sizeof(columns_parts));
	/* of no address, parts that are as good as any: it is refused for itself alone */
	cells[n] = cells[n + 1] = (struct text){ "invalid", strlen("invalid"), address.pos, false };
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
	const struct source *copy = source_copy(a, r->pattern);
	struct pattern_row cells = with_parts(r, a, row, copy);
	const char *path;
	size_t i;

	diags_about(diags, copy, place(r, row->number, 1));
	*root = pattern_fill(a, r->root, copy, &cells, diags);
	for (i = 0; i < row->n && *root; i++) {
		path = r->columns.paths[i];
		if (path && row->cells[i].len)
			pattern_set(a, *root, path, row->cells[i]);
	}
	return *root != NULL;
}

/* A finding, as far as it is the same for all rows. */
static struct keyed_hash
finding_hash(const struct diag *g)
{
	struct buf b = { 0 };
	struct keyed_hash hash;

	buf_printf(&b, "%u %u %u %s", g->pos.line, g->pos.column, (unsigned)g->id,
		g->text);
	hash = keyed_hash(b.s, b.len);
	buf_free(&b);
	return hash;
}

static bool
was_said(void *context, const struct diag *g)
{
	struct roster *r = context;
	struct keyed_hash hash, *place_of;

	if (g->severity == SEVERITY_ERROR || !g->pos.source
	    || g->pos.source->bytes != r->pattern->bytes)
		return false;
	hash = finding_hash(g);
	place_of = &r->said[hash.b % SAID_MAX];
	if (keyed_hash_same(*place_of, hash))
		return true;
	*place_of = hash;
	return false;
}

void
roster_hush(struct roster *r, struct diags *diags)
{
	diags_drop(diags, was_said, r);
}
