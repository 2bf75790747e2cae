/* The list of findings: reporting, severities, sorting, printing as text.
 * Used by every module that can find something wrong. */
#include "base/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/source.h"
#include "base/table.h"

/* The words of diag_ids.h. */
enum {
	CAN_EXCUSE = 1 << 8,
	REFUSED = STATUS_REFUSED, EXCUSABLE = STATUS_REFUSED | CAN_EXCUSE,
	USAGE = STATUS_USAGE, BROKEN = STATUS_BROKEN, SYSTEM = STATUS_SYSTEM,
};

static const struct {
	const char *word, *help;
	enum severity severity;
	int status;
} ids[DIAG_COUNT] = {
#define DIAG(name, id, severity, status, help) \
	[DIAG_##name] = { id, help, SEVERITY_##severity, status },
#include "base/diag_ids.h"
#undef DIAG
};

struct diags {
	struct arena *arena;
	const struct diag_policy *policy;
	struct diag *first, *last;
	struct diag *current;   /* what diag_fix and diag_note_at belong to, or NULL */
	bool allowed[DIAG_COUNT];
	const struct source *about_in;  /* see diags_about */
	struct pos about;
	size_t n;
	size_t counts[SEVERITY_ERROR + 1];
	struct table said;
};

static const struct diag_policy no_policy;

struct diags *
diags_new(struct arena *a, const struct diag_policy *policy)
{
	struct diags *d = arena_alloc(a, 1, sizeof(*d));

	d->arena = a;
	d->policy = policy ? policy : &no_policy;
	return d;
}

struct diags *
diags_like(struct arena *a, const struct diags *other)
{
	struct diags *d = diags_new(a, other->policy);

	memcpy(d->allowed, other->allowed, sizeof(d->allowed));
	return d;
}

void
diags_clear(struct diags *d)
{
	*d = *diags_like(d->arena, d);
}

bool
diag_usage(struct diags *d, const char *what, const char *fix)
{
	diag_general(d, DIAG_USAGE, "%s", what);
	return diag_fix(d, "%s", fix);
}

/* Is the same said already? If not, it is from now on. */
static bool
already_said(struct diags *d, struct pos pos, enum diag_id id, const char *text)
{
	struct { struct pos pos; enum diag_id id; } place;
	size_t len = strlen(text);
	char *key = arena_alloc(d->arena, sizeof(place) + len, 1);
	void **at;
	bool said;

	memset(&place, 0, sizeof(place));       /* what is between its members, too */
	place.pos = pos;
	place.id = id;
	memcpy(key, &place, sizeof(place));
	memcpy(key + sizeof(place), text, len);
	at = table_at(d->arena, &d->said, key, sizeof(place) + len);
	said = *at != NULL;
	*at = d;
	return said;
}

/* Adds a finding after the others. */
static void
append(struct diags *d, struct diag *g)
{
	g->order = d->n++;
	d->counts[g->severity]++;
	g->next = NULL;
	if (d->last)
		d->last->next = g;
	else
		d->first = g;
	d->last = g;
}

/* The message in the user's language. A format of "%s" alone carries a whole
 * message, perhaps from a table or from shipped data. */
static const char *
worded(struct arena *a, const char *fmt, va_list args)
{
	bool whole = !strcmp(fmt, "%s");
	char *text = arena_vprintf(a, whole ? fmt : tr(fmt), args);

	text_sanitize(text);
	text_hide_passwords(text);
	return whole ? tr(text) : text;
}

static enum severity
add(struct diags *d, struct pos pos, enum diag_id id, enum severity severity,
	const char *fmt, va_list args)
{
	struct diag *g;
	const char *text;
	bool excused;

	d->current = NULL;
	if (pos.source && pos.source->at.source)
		pos = pos.source->at;
	if (d->policy->changed[id])
		severity = d->policy->severity[id];
	if (severity == SEVERITY_WARNING && d->policy->strict)
		severity = SEVERITY_ERROR;
	if (severity == SEVERITY_OFF)
		return severity;
	excused = d->allowed[id] && severity > SEVERITY_NOTE;
	if (d->policy->quiet && (excused || severity == SEVERITY_NOTE))
		return SEVERITY_NOTE;
	text = worded(d->arena, fmt, args);
	if (already_said(d, pos, id, text))
		return severity;
	g = arena_alloc(d->arena, 1, sizeof(*g));
	g->id = id;
	g->pos = pos;
	g->text = text;
	g->excused = excused;
	g->severity = excused ? SEVERITY_NOTE : severity;
	append(d, g);
	d->current = g;
	if (pos.source && pos.source == d->about_in)
		diag_note_at(d, d->about, "for row %u of this table", d->about.line);
	return g->severity;
}

bool
diag_at(struct diags *d, struct pos pos, enum diag_id id, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(d, pos, id, ids[id].severity, fmt, args);
	va_end(args);
	return false;
}

bool
diag_general(struct diags *d, enum diag_id id, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(d, (struct pos){ 0 }, id, ids[id].severity, fmt, args);
	va_end(args);
	return false;
}

bool
diag_unread(struct diags *d, const char *path, const char *why)
{
	why = why ? why : tr(strerror(errno));
	return diag_general(d, DIAG_READ, "cannot read '%s': %s",
		text_escaped(d->arena, path, strlen(path)), why);
}

enum severity
diag_graded(struct diags *d, struct pos pos, enum diag_id id,
	enum severity severity, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	severity = add(d, pos, id, severity, fmt, args);
	va_end(args);
	return severity;
}

enum severity
diag_reword(struct diags *d, struct pos pos, enum diag_id id, const char *old, const char *text)
{
	struct diag *g;

	if (pos.source && pos.source->at.source)
		pos = pos.source->at;
	for (g = d->first; g; g = g->next)
		if (g->id == id && pos_same(g->pos, pos) && !strcmp(g->text, old))
			break;
	if (!g)
		return SEVERITY_OFF;
	g->text = text;
	return g->severity;
}

bool
diag_fix(struct diags *d, const char *fmt, ...)
{
	va_list args;

	if (!d->current || d->current->excused)
		return false;
	va_start(args, fmt);
	d->current->fix = worded(d->arena, fmt, args);
	va_end(args);
	return false;
}

/* Is the text read as itself wherever YAML or JSON have a scalar? */
static bool
needs_no_quotes(const char *s)
{
	const char *at;

	for (at = s; *at; at++)
		if (*at > 0 && !strchr("abcdefghijklmnopqrstuvwxyz0123456789_"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", *at)
		    && (at == s || !strchr(".+@-", *at)))
			return false;
	return *s && strcmp(s, "null");
}

void
diag_replace(struct diags *d, const struct source *source, size_t from, size_t to,
	const char *text)
{
	struct diag_edit *edit;

	if (!d->current || d->current->excused)
		return;
	edit = arena_alloc(d->arena, 1, sizeof(*edit));
	edit->at = source_pos(source, from);
	edit->from = from;
	edit->to = to;
	edit->text = arena_copy(d->arena, text, strlen(text));
	d->current->edit = edit;
}

void
diag_edit(struct diags *d, struct text old, const char *text)
{
	size_t from, to;

	if (needs_no_quotes(text) && source_spelling(old, &from, &to))
		diag_replace(d, old.pos.source, from, to, text);
}

bool
diag_note_at(struct diags *d, struct pos pos, const char *fmt, ...)
{
	struct diag_note *note;
	const struct diag_note **end;
	va_list args;

	if (!d->current)
		return false;
	note = arena_alloc(d->arena, 1, sizeof(*note));
	note->pos = pos;
	va_start(args, fmt);
	note->text = worded(d->arena, fmt, args);
	va_end(args);
	for (end = &d->current->notes; *end; end = (const struct diag_note **)&(*end)->next)
		;
	*end = note;
	return false;
}

void
diags_about(struct diags *d, const struct source *in, struct pos row)
{
	d->about_in = in;
	d->about = row;
}

void
diags_drop(struct diags *d, bool (*is)(void *context, const struct diag *), void *context)
{
	struct diag *g, *next;

	g = d->first;
	d->first = d->last = d->current = NULL;
	memset(d->counts, 0, sizeof(d->counts));
	d->said = (struct table){ NULL };
	for (d->n = 0; g; g = next) {
		next = g->next;
		if (is(context, g))
			continue;
		already_said(d, g->pos, g->id, g->text);
		append(d, g);
	}
}

void
diags_allow(struct diags *d, enum diag_id id)
{
	d->allowed[id] = true;
}

void
diags_join(struct diags *d, struct diags *more)
{
	struct diag *g, *next;

	for (g = more->first; g; g = next) {
		next = g->next;
		if (!already_said(d, g->pos, g->id, g->text))
			append(d, g);
	}
	d->current = NULL;
	more->first = more->last = more->current = NULL;
	more->n = 0;
	memset(more->counts, 0, sizeof(more->counts));
	more->said = (struct table){ NULL };
}

enum diag_id
diag_find(const char *word)
{
	size_t i;

	for (i = 0; i < DIAG_COUNT; i++)
		if (!strcmp(ids[i].word, word))
			break;
	return (enum diag_id)i;
}

const char *
diag_word(enum diag_id id)
{
	return ids[id].word;
}

const char *
diag_help(enum diag_id id)
{
	return ids[id].help;
}

enum severity
diag_default_severity(enum diag_id id)
{
	return ids[id].severity;
}

enum status
diag_exit_status(enum diag_id id)
{
	return (enum status)(ids[id].status & ~CAN_EXCUSE);
}

bool
diag_excusable(enum diag_id id)
{
	return ids[id].status & CAN_EXCUSE;
}

const char *
severity_word(enum severity severity)
{
	static const char *const words[] = { "off", "note", "warning", "error" };

	return words[severity];
}

size_t
diags_count(const struct diags *d, enum severity least)
{
	size_t n = 0, severity;

	for (severity = least; severity <= SEVERITY_ERROR; severity++)
		n += d->counts[severity];
	return n;
}

bool
diags_have(const struct diags *d, enum diag_id id)
{
	const struct diag *g;

	for (g = d->first; g && g->id != id; g = g->next)
		;
	return g != NULL;
}

enum status
diags_status(const struct diags *d)
{
	const struct diag *g;
	enum status worst = STATUS_DONE;

	for (g = d->first; g; g = g->next)
		if (g->severity == SEVERITY_ERROR && diag_exit_status(g->id) > worst)
			worst = diag_exit_status(g->id);
	return worst;
}

static int
compare(const void *left, const void *right)
{
	const struct diag *a = *(const struct diag *const *)left;
	const struct diag *b = *(const struct diag *const *)right;
	int by_name;

	if (!a->pos.source != !b->pos.source)
		return a->pos.source ? -1 : 1;
	if (a->pos.source && (by_name = strcmp(a->pos.source->name, b->pos.source->name)))
		return by_name;
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line ? -1 : 1;
	if (a->pos.column != b->pos.column)
		return a->pos.column < b->pos.column ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

const struct diag *const *
diags_sorted(struct diags *d, size_t *n)
{
	const struct diag **list = arena_alloc(d->arena, d->n + 1, sizeof(*list));
	const struct diag *g;
	size_t i = 0;

	for (g = d->first; g; g = g->next)
		list[i++] = g;
	qsort(list, d->n, sizeof(*list), compare);
	*n = d->n;
	return list;
}

static void
print_place(struct pos pos, struct buf *out)
{
	size_t from = out->len;

	buf_puts(out, pos.source ? pos.source->name : "mailgen");
	if (pos.source && pos.line) {
		buf_putc(out, ':');
		buf_number(out, pos.line);
		buf_putc(out, ':');
		buf_number(out, pos.column);
	}
	buf_puts(out, ": ");
	text_sanitize(out->s + from);
}

/* The place once more, for a table: its numbers are no line and no column. */
static void
print_row(struct pos pos, struct buf *out)
{
	const char *name = source_column(pos);
	size_t from;

	if (!pos.source || !pos.source->columns || !pos.line)
		return;
	print_place(pos, out);
	buf_printf(out, "%s: ", tr("note"));
	from = out->len;
	if (name)
		buf_printf(out, tr("row %u, column '%s'"), pos.line, name);
	else
		buf_printf(out, tr("row %u, column %u"), pos.line, pos.column);
	text_sanitize(out->s + from);
	buf_putc(out, '\n');
}

static void
print_one(const struct diag *g, struct buf *out, bool colour)
{
	static const char *const paint[] = { "", "\033[36m", "\033[35m", "\033[31m" };
	const char *off = colour ? "\033[0m" : "";
	const struct diag_note *note;

	print_place(g->pos, out);
	buf_printf(out, "%s%s:%s %s [%s]%s\n", colour ? paint[g->severity] : "",
		tr(severity_word(g->severity)), off, g->text, ids[g->id].word,
		g->excused ? tr(" (allowed by the account)") : "");
	source_excerpt(g->pos, out);
	print_row(g->pos, out);
	for (note = g->notes; note; note = note->next) {
		print_place(note->pos, out);
		buf_printf(out, "%s: %s\n", tr("note"), note->text);
		if (g->id == DIAG_SYNTAX && note->pos.line != g->pos.line)
			source_excerpt(note->pos, out);
	}
	if (g->fix) {
		print_place(g->pos, out);
		buf_printf(out, "%s%s:%s %s\n", colour ? "\033[32m" : "", tr("fix"), off, g->fix);
	}
}

void
diags_print(struct diags *d, struct buf *out, bool colour)
{
	const struct diag *const *list;
	size_t i, n;

	list = diags_sorted(d, &n);
	for (i = 0; i < n; i++)
		print_one(list[i], out, colour);
}
