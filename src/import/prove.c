/* What mailgen would write for accounts that were found, read as the user's files were.
 * Used by the import command. */
#include "import/import.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/render.h"
#include "client/solve.h"
#include "client/target.h"
#include "import/fitting.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "pipeline/units.h"
#include "template/template.h"

/* What proving the accounts of one client's files works on. */
struct proving {
	struct fitting fitting;
	struct run *run;
	const struct target *target;
	struct diags *diags;
};

static bool
is_secret(const struct expectation *x)
{
	return template_uses(x->value, "incoming.password")
		|| template_uses(x->value, "outgoing.password");
}

static void
compare(struct arena *a, struct imported *out, const json_t *now)
{
	const struct expectation *x;
	struct import_row *row;

	for (x = solve_values(out->target); x; x = x->next) {
		if (!solve_counts(out->target, x) || words_have(&out->guessed, x->key))
			continue;
		out->rows = arena_grow(a, out->rows, out->n, sizeof(*out->rows));
		row = &out->rows[out->n++];
		*row = (struct import_row){
			.key = x->key, .was = fitting_read(a, out->read, x),
			.now = fitting_read(a, now, x), .secret = is_secret(x),
		};
		row->same = !strcmp(row->was, row->now);
		row->added = !row->same && !*row->was && (out->joined || out->is_joined);
		out->different += !row->same && !row->added;
	}
}

/* What was read of the account with this id: that of its name, else the one in its place. */
static const json_t *
reread_of(const struct import_file *again, const char *id, size_t place)
{
	size_t i;

	for (i = 0; i < again->n; i++)
		if (again->accounts[i].id && !strcmp(again->accounts[i].id, id))
			return again->accounts[i].read;
	return place < again->n ? again->accounts[place].read : NULL;
}

/* Reads again what was rendered for these accounts, and compares. */
static bool
prove_files(struct proving *p, struct imported **accounts, struct unit *const *units, size_t n,
	const struct rendered *files)
{
	struct import_file again = { 0 };
	bool ok = files && import_reread(p->fitting.arena, p->run, p->target, files,
		files->path, &again, p->diags);
	size_t i;

	for (i = 0; i < n && ok; i++) {
		compare(p->fitting.arena, accounts[i],
			reread_of(&again, units[i]->account.id.s, i));
		accounts[i]->proven = true;
	}
	import_release(&again);
	return ok;
}

static bool
prove_merged(struct proving *p, struct imported **accounts, struct unit *const *units, size_t n)
{
	struct value **meant = arena_alloc(p->fitting.arena, n, sizeof(*meant));
	struct value **from = arena_alloc(p->fitting.arena, n, sizeof(*from));
	struct rendered *files = NULL;
	struct unit_list list = { 0 };
	struct stores unsaid = *p->run->stores;
	size_t i;

	/* what is said there is about a text that nobody has, which ends with the units */
	unsaid.diags = diags_new(p->fitting.arena, NULL);
	for (i = 0; i < n; i++)
		units_add(&list, units[i]);
	units_render(&list, &p->fitting.list, &unsaid, p->target, RENDITION_REAL, meant, from,
		&files);
	if (!files)
		diag_general(p->diags, DIAG_READBACK, "%s was not asked about '%s': nothing could"
			" be written for it", p->target->title, units[0]->account.id.s);
	return prove_files(p, accounts, units, n, files);
}

static bool
prove_one(struct proving *p, struct imported *account, struct unit *u)
{
	struct rendition r;

	if (!rendition_make(&p->fitting.list, u, p->target, RENDITION_REAL, &r)) {
		diag_general(p->diags, DIAG_READBACK, "%s was not asked about '%s': nothing could"
			" be written for it", p->target->title, u->account.id.s);
		return false;
	}
	return prove_files(p, &account, &u, 1, r.files);
}

bool
import_prove(struct arena *a, struct run *run, struct import_file *file, struct diags *diags)
{
	const struct target *t = file->target;
	struct imported **accounts = arena_alloc(a, file->n, sizeof(*accounts));
	struct unit **units = arena_alloc(a, file->n, sizeof(*units));
	struct proving p = { .run = run, .target = t, .diags = diags };
	size_t i, n = 0;
	bool ok = true;

	fitting_begin(&p.fitting, a, run, target_merges(t) ? SHARING_FILES : SHARING_NOTHING);
	for (i = 0; i < file->n; i++) {
		if (!file->accounts[i].account)
			continue;
		accounts[n] = &file->accounts[i];
		units[n++] = fitting_unit(&p.fitting, file->accounts[i].account, a);
	}
	if (target_merges(t) && n > 1)
		ok = prove_merged(&p, accounts, units, n);
	for (i = 0; i < n; i++)
		if (!target_merges(t) || n == 1)
			ok &= prove_one(&p, accounts[i], units[i]);
	/* what is said of one that could not be written is in its memory */
	for (i = 0; i < n && ok; i++)
		unit_free(units[i]);
	return ok;
}
