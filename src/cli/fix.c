/* Mending account files in place: the edits that findings carry.
 * Used by the check command for --fix. */
#include "cli/fix.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "install/files.h"

/* One file on its way; edits and what they need outlive the reading. */
struct fixing {
	struct arena *arena;
	const char *path;
	const char *bytes;      /* of the file, as it was read */
	size_t len;
	struct diag_edit *edits;
	size_t n;
	bool broken;            /* its YAML cannot be read */
};

static void
keep_edit(struct fixing *f, const struct diag_edit *edit)
{
	size_t before = edit->at.source->bytes_before;

	f->edits = arena_grow(f->arena, f->edits, f->n, sizeof(*f->edits));
	f->edits[f->n] = *edit;
	f->edits[f->n].from += before;
	f->edits[f->n].to += before;
	f->edits[f->n].text = arena_copy(f->arena, edit->text, strlen(edit->text));
	f->n++;
}

static bool
collect(void *context, struct unit *u)
{
	struct fixing *f = context;
	const struct diag *const *list;
	const struct diag_edit *edit;
	size_t i, n;

	list = diags_sorted(u->diags, &n);
	for (i = 0; i < n; i++) {
		edit = list[i]->edit;
		f->broken |= (list[i]->id == DIAG_SYNTAX && !edit) || list[i]->id == DIAG_LIMIT
			|| list[i]->id == DIAG_ENCODING;
		/* that of a rule set or a manifest is for another file */
		if (edit && list[i]->severity >= SEVERITY_WARNING
		    && !strcmp(edit->at.source->name, f->path))
			keep_edit(f, edit);
	}
	return true;
}

static int
compare(const void *left, const void *right)
{
	const struct diag_edit *a = left, *b = right;

	return a->from < b->from ? -1 : a->from > b->from;
}

/* Puts the edits in order; of those that overlap the first one stays. */
static void
settle(struct fixing *f)
{
	size_t i, n = 0;

	qsort(f->edits, f->n, sizeof(*f->edits), compare);
	for (i = 0; i < f->n; i++)
		if (!n || f->edits[i].from >= f->edits[n - 1].to)
			f->edits[n++] = f->edits[i];
	f->n = n;
}

/* What is before an edit in its line, where that is a key or the sign of a list; else as
 * many blanks, for it may be a password. */
static const char *
before(const struct fixing *f, const struct diag_edit *e)
{
	static const char KEY[] = " -_abcdefghijklmnopqrstuvwxyz0123456789";
	size_t from = e->from, key;
	char *lead;

	while (from && f->bytes[from - 1] != '\n')
		from--;
	lead = arena_copy(f->arena, f->bytes + from, e->from - from);
	key = strspn(lead, KEY);
	key += strspn(lead + key, ":");
	key += strspn(lead + key, " ");
	if (lead[key])
		memset(lead, ' ', strlen(lead));
	return lead;
}

/* The lines of what an edit took away or put there. */
static void
add_lines(struct buf *out, struct arena *a, const char *sign, const char *lead, const char *s)
{
	enum { MOST = 12 };
	size_t shown, len, end;

	for (shown = 0; *s && shown < MOST; shown++) {
		len = strcspn(s, "\n");
		end = len && s[len - 1] == '\r' ? len - 1 : len;
		buf_printf(out, "  %s %s%s\n", sign, shown ? "" : lead, text_escaped(a, s, end));
		s += s[len] ? len + 1 : len;
	}
	if (*s)
		buf_printf(out, "  %s ...\n", sign);
}

/* What an edit did, in one line if it is of one or of blanks. */
static void
say_edit(const struct fixing *f, const struct diag_edit *e, struct buf *said)
{
	const char *old = arena_copy(f->arena, f->bytes + e->from, e->to - e->from);
	const char *lead = before(f, e);
	bool blank = !old[strspn(old, " \t\r\n")] && !e->text[strspn(e->text, " \t\r\n")];

	if (blank || (!strchr(old, '\n') && !strchr(e->text, '\n'))) {
		buf_printf(said, tr("fixed: '%s' is now '%s'\n"),
			text_escaped(f->arena, old, strlen(old)),
			text_escaped(f->arena, e->text, strlen(e->text)));
		return;
	}
	buf_puts(said, *e->text ? tr("fixed, from the lines with - to those with +:\n")
		: tr("fixed, the lines with - are gone:\n"));
	add_lines(said, f->arena, "-", lead, old);
	add_lines(said, f->arena, "+", lead, e->text);
}

/* The file with its edits; adds what was done to `said`. */
static void
apply(const struct fixing *f, const char *path, struct buf *out, struct buf *said)
{
	const struct diag_edit *e;
	size_t i, at = 0, from;

	for (i = 0; i < f->n; i++) {
		e = &f->edits[i];
		buf_add(out, f->bytes + at, e->from - at);
		buf_puts(out, e->text);
		at = e->to;
		from = said->len;
		buf_printf(said, "%s:%u:%u: ", path, e->at.line, e->at.column);
		text_sanitize(said->s + from);
		say_edit(f, e, said);
	}
	buf_add(out, f->bytes + at, f->len - at);
}

/* Mends what can be seen now; false when there is nothing left, or it failed. */
static bool
fix_once(const struct run *run, const char *path)
{
	enum { FILE_MAX_BYTES = 1 << 28 };
	struct arena *a = run->stores->arena;
	struct source *whole = data_read(a, path, FILE_MAX_BYTES, diags_new(a, NULL));
	struct fixing f = { .arena = a, .path = path };
	struct run alone = *run;
	struct buf out = { 0 }, said = { 0 };
	bool done;

	if (!whole)
		return false;   /* the check itself will say why */
	f.bytes = whole->bytes;
	f.len = whole->len;
	alone.args = (struct word_list){ &path, 1 };
	pool_run(&alone, &(struct visitor){ .context = &f, .in_order = collect });
	if (f.broken || !f.n)
		return false;
	settle(&f);
	apply(&f, path, &out, &said);
	done = output_replace(a, path, (struct literal){ f.bytes, f.len },
		(struct literal){ out.s, out.len }, run->stores->diags);
	if (done)
		console_text(run->console, STDERR_FILENO, &said);
	buf_free(&out);
	buf_free(&said);
	return done;
}

void
fix_files(struct run *run)
{
	/* a key that was mended shows what is wrong with its value, a line the next one */
	enum { ROUNDS = 40 };
	size_t i, round;

	for (i = 0; i < run->args.n; i++)
		for (round = 0; round < ROUNDS; round++)
			if (!fix_once(run, run->args.items[i]))
				break;
}
