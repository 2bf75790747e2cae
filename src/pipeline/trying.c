/* Tries a target out on sample accounts: each is written alone, then many together are
 * read back. Used by the try command. */
#include "pipeline/trying.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "client/asking.h"
#include "client/hear.h"
#include "client/readback.h"
#include "client/render.h"
#include "client/target.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "pipeline/units.h"
#include "template/value.h"

/* How many accounts the client is asked about at once; of the hostile values each field
 * gets one in so many, and fewer where each account takes a run of the client; how many
 * accounts with a difference are taken apart; and how often the client may not take a
 * file, before it has taken one and in all. */
enum { BATCH = 40, ONE_IN = 8, ONE_IN_SINGLE = 16, PARTED_MAX = 5, FAILURES_AT_FIRST = 5,
	FAILURES_MAX = 40 };

/* Samples that are in one account. */
struct pack {
	struct sample **samples;
	size_t n;
	struct unit *unit;
	bool seen;                      /* the client spoke of it */
	bool alone;                     /* it is asked about alone */
	const char *parted;             /* what differs, when its samples are asked about once
					 * more, each by itself */
	struct pack *next;
};

struct trying {
	struct arena *arena;            /* of the run */
	struct run *run;
	const struct target *target;
	struct options options;
	struct target_list list;
	struct tried *tried;
	size_t batch, one_in, failures;
	struct pack *parted[PARTED_MAX];
	size_t nparted;
};

/* ---- one account ---- */

/* Reads the account of some samples. */
static struct unit *
unit_of(struct trying *y, struct sample *const *samples, size_t n, size_t number)
{
	struct unit *u = unit_new(NULL);
	const char *json = samples_account(u->arena, y->target, samples, n, number);

	u->source.document = source_new(u->arena, "sample", json, strlen(json));
	u->index = number;
	unit_validate(u, y->run->stores);
	return u;
}

/* The first error that was found, into the sample. */
static void
take_reason(struct trying *y, struct diags *diags, struct sample *s)
{
	const struct diag *const *list;
	size_t n, i;

	list = diags_sorted(diags, &n);
	for (i = 0; i < n; i++)
		if (list[i]->severity == SEVERITY_ERROR) {
			s->id = list[i]->id;
			s->why = arena_copy(y->arena, list[i]->text, strlen(list[i]->text));
			return;
		}
	s->why = "";
}

/* Writes the sample alone: can it be? */
static void
try_alone(struct trying *y, struct sample *s)
{
	struct unit *u = unit_of(y, &s, 1, 0);
	struct asking q = { .arena = u->arena, .target = y->target, .diags = u->diags };
	struct rendition r;

	s->result = SAMPLE_WRITTEN;
	if (!u->ok || !rendition_make(&y->list, u, y->target, RENDITION_PROBE, &r)
	    || !hear_possible(&q, r.meant)) {
		take_reason(y, u->diags, s);
		s->by_all = !u->ok;
		s->result = s->id == DIAG_READBACK ? SAMPLE_UNASKED : SAMPLE_REFUSED;
	}
	unit_free(u);
}

static void
write_alone(struct trying *y, struct sample *s)
{
	y->options.embed_passwords = s->embedded;
	try_alone(y, s);
	if (s->result != SAMPLE_REFUSED || !s->certified)
		return;
	s->keyless = true;
	try_alone(y, s);
}

/* ---- which fields come to be in the files ---- */

static bool
same_files(const struct rendered *a, const struct rendered *b)
{
	for (; a && b; a = a->next, b = b->next)
		if (a->len != b->len || memcmp(a->bytes, b->bytes, a->len) != 0)
			return false;
	return !a && !b;
}

/* Do two values of the nth field give different files? */
static bool
is_reached(struct trying *y, size_t field, enum protocol p)
{
	static const char *const values[] = { "value", "sample" };
	struct unit *units[2];
	struct rendition r[2] = { { NULL, NULL, NULL }, { NULL, NULL, NULL } };
	struct sample s, *one = &s;
	bool differ;
	size_t i;

	for (i = 0; i < countof(values); i++) {
		samples_field(y->arena, field, p, values[i], &s);
		units[i] = unit_of(y, &one, 1, 0);
		if (units[i]->ok)
			rendition_make(&y->list, units[i], y->target, RENDITION_REAL, &r[i]);
	}
	/* what is refused may be in the files, too */
	differ = !r[0].files || !same_files(r[0].files, r[1].files);
	for (i = 0; i < countof(values); i++)
		unit_free(units[i]);
	return differ;
}

/* Adds hostile values of one field, unless none would be in the files. */
static void
add_field(struct trying *y, size_t field, const struct sample *probe,
	const struct word_list *values)
{
	struct sample s;
	size_t i;

	y->options.embed_passwords = probe->embedded;
	if (!is_reached(y, field, probe->incoming)) {
		words_add(y->arena, &y->tried->unused, probe->what);
		return;
	}
	for (i = field % y->one_in; i < values->n; i += y->one_in)
		if (samples_field(y->arena, field, probe->incoming, values->items[i], &s)
		    && s.path) {
			s.embedded = probe->embedded;
			*samples_add(y->arena, &y->tried->samples) = s;
		}
}

/* Adds those of an account of this protocol, or only what is the incoming server's there. */
static void
add_fields(struct trying *y, enum protocol p, bool reading_only, const struct word_list *values)
{
	bool commands = target_runs_commands(y->target);
	struct sample s;
	size_t i;

	for (i = 0; samples_field(y->arena, i, p, "value", &s); i++) {
		s.embedded |= !commands && s.path && !strstr(s.path, ".command");
		if (s.path && (commands || !strstr(s.path, ".command"))
		    && (!reading_only || s.reading)
		    && (!s.sending || y->target->speaks[PROTOCOL_SMTP]))
			add_field(y, i, &s, values);
	}
}

/* All samples: servers, then texts, those of the incoming server for each protocol. */
static void
add_all(struct trying *y)
{
	static const enum protocol reading[] = { PROTOCOL_IMAP, PROTOCOL_POP };
	struct word_list values = { NULL, 0 };
	const char *value;
	bool further = false;
	size_t i;

	while ((value = samples_value(y->arena, values.n)))
		words_add(y->arena, &values, value);
	samples_servers(y->arena, y->target, &y->tried->samples);
	for (i = 0; i < countof(reading); i++) {
		if (!y->target->speaks[reading[i]])
			continue;
		add_fields(y, reading[i], further, &values);
		further = true;
	}
	if (!further)
		add_fields(y, PROTOCOL_UNSET, false, &values);
}

/* ---- several samples in an account ---- */

static struct pack *
pack_new(struct trying *y, struct sample *s, struct pack *next)
{
	struct pack *p = arena_alloc(y->arena, 1, sizeof(*p));

	p->samples = arena_grow(y->arena, NULL, 0, sizeof(*p->samples));
	p->samples[p->n++] = s;
	p->next = next;
	return p;
}

static bool
has_room(const struct pack *p, const struct sample *s)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (!p->samples[i]->value || samples_exclude(p->samples[i], s))
			return false;
	return s->value;
}

/* Puts what was written into as few accounts as it fits into, each with its like: with
 * embedded passwords or without. */
static struct pack *
pack_all(struct trying *y, bool embedded)
{
	struct sample_list *list = &y->tried->samples;
	struct pack *first = NULL, *p, **end = &first;
	struct sample *s;

	for (s = list->items; s < list->items + list->n; s++) {
		if (s->result != SAMPLE_WRITTEN || s->embedded != embedded)
			continue;
		for (p = first; p && !has_room(p, s); p = p->next)
			;
		if (p) {
			p->samples = arena_grow(y->arena, p->samples, p->n, sizeof(*p->samples));
			p->samples[p->n++] = s;
		} else {
			*end = pack_new(y, s, NULL);
			end = &(*end)->next;
		}
	}
	return first;
}

/* ---- asking ---- */

/* What one question works on. */
struct question {
	struct trying *y;
	struct stores stores;           /* with findings and an arena of its own */
	struct unit_list units;
	struct value **views, **from;
	struct rendered *files;
	size_t n;
};

/* Renders the accounts of the packs up to `stop`. */
static bool
prepare(struct question *q, struct pack *packs, const struct pack *stop)
{
	struct trying *y = q->y;
	struct rendition r;
	struct pack *p;
	size_t number = 0;

	for (p = packs; p != stop; p = p->next) {
		p->unit = unit_of(y, p->samples, p->n, number++);
		p->seen = false;
		if (p->unit->ok)
			units_add(&q->units, p->unit);
	}
	if (!q->units.n)
		return false;
	q->views = arena_alloc(q->stores.arena, q->units.n, sizeof(*q->views));
	q->from = arena_alloc(q->stores.arena, q->units.n, sizeof(*q->from));
	if (y->batch > 1) {
		q->n = units_render(&q->units, &y->list, &q->stores, y->target, RENDITION_PROBE,
			q->views, q->from, &q->files);
	} else if (rendition_make(&y->list, q->units.first, y->target, RENDITION_PROBE, &r)) {
		q->from[q->n] = r.written_from;
		q->views[q->n++] = r.meant;
		q->files = r.files;
	}
	return q->files != NULL;
}

/* The pack of the account that a row is about. */
static struct pack *
pack_of(struct pack *packs, const struct pack *stop, const char *account)
{
	struct pack *p;

	for (p = packs; p != stop; p = p->next)
		if (text_is(p->unit->account.id, account))
			break;
	return p != stop ? p : NULL;
}

/* Does the client say nothing of single accounts? Then what it says is of each. */
static bool
is_of_file(const struct target *t)
{
	return !t->readback->values && !target_is_heard(t);
}

/* A value differs: it is taken for that of the sample that it contains. */
static void
blame(struct trying *y, struct pack *p, const struct readback_row *row)
{
	const char *meant = arena_copy(y->arena, row->meant, strlen(row->meant));
	struct sample *s = p->samples[0];
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->samples[i]->value && *p->samples[i]->value
		    && strstr(meant, p->samples[i]->value))
			s = p->samples[i];
	if (s->result == SAMPLE_DIFFERENT)
		return;         /* what came first tells most */
	s->result = SAMPLE_DIFFERENT;
	s->key = arena_copy(y->arena, row->key, strlen(row->key));
	s->meant = meant;
	s->read = row->read ? arena_copy(y->arena, row->read, strlen(row->read)) : NULL;
}

/* Takes down what is the fault of no sample, once. */
static void
add_apart(struct trying *y, const char *what)
{
	if (!words_have(&y->tried->apart, what))
		words_add(y->arena, &y->tried->apart, what);
}

static const char *
told(struct trying *y, const struct readback_row *row)
{
	return arena_printf(y->arena, "%s: %s, %s", row->key, row->meant,
		row->read ? row->read : "-");
}

/* Is the account one to be taken apart, as any of its values may be the cause? */
static bool
parts(struct trying *y, struct pack *p, const struct readback_row *row)
{
	if (p->parted || p->n == 1 || y->nparted == PARTED_MAX)
		return p->parted;
	p->parted = told(y, row);
	y->parted[y->nparted++] = p;
	return true;
}

static void
take_row(struct trying *y, struct pack *packs, const struct pack *stop,
	const struct readback_row *row)
{
	struct pack *p = row->account ? pack_of(packs, stop, row->account)
		: packs->next == stop ? packs : NULL;

	y->tried->values++;
	if (p)
		p->seen = true;
	if (row->same)
		return;
	if (!p)
		add_apart(y, told(y, row));
	else if (!parts(y, p, row))
		blame(y, p, row);
}

/* What was read back is as it was meant, unless something else was said of it. */
static void
settle(struct trying *y, struct pack *packs, const struct pack *stop)
{
	struct pack *p;
	size_t i;

	for (p = packs; p != stop; p = p->next) {
		p->seen |= is_of_file(y->target);
		y->tried->accounts += p->seen;
		progress_step(&y->run->console->progress);
		for (i = 0; i < p->n && p->seen && !p->parted; i++)
			if (p->samples[i]->result == SAMPLE_WRITTEN)
				p->samples[i]->result = SAMPLE_SAME;
	}
}

/* Asks about the accounts of the packs up to `stop`. False when nobody answered; why is in
 * the sample, if it is given. */
static bool
ask(struct trying *y, struct pack *packs, struct pack *stop, struct sample *why)
{
	struct arena *a = arena_new();
	struct question q = { .y = y, .stores = *y->run->stores };
	struct readback_report report;
	struct pack *p;
	bool ok;
	size_t i;

	q.stores.arena = a;
	q.stores.diags = diags_new(a, NULL);
	ok = prepare(&q, packs, stop) && readback_run(a, y->target, &(struct readback_accounts){
		q.views, q.from, q.n, target_merges(y->target), q.files, true },
		y->options.embed_passwords ? PASSWORDS_EMBEDDED : PASSWORDS_BY_COMMAND,
		y->options.timeout, false, &report, q.stores.diags);
	for (i = 0; ok && i < report.n; i++)
		take_row(y, packs, stop, &report.rows[i]);
	if (ok && report.different && report.said && *report.said && !y->tried->said)
		y->tried->said = arena_printf(y->arena, "%s", report.said);
	if (ok && !y->tried->asked)
		y->tried->asked = arena_printf(y->arena, "%s", readback_asked(a, y->target,
			&report));
	if (ok)
		settle(y, packs, stop);
	else if (why)
		take_reason(y, diags_count(q.stores.diags, SEVERITY_ERROR) ? q.stores.diags
			: packs->unit->diags, why);
	for (p = packs; p != stop; p = p->next)
		unit_free(p->unit);
	arena_free(a);
	return ok;
}

/* What the client has not spoken of goes to the front once more: a sample each, and in
 * the end alone in its file. One that was alone is given up. */
static struct pack *
once_more(struct trying *y, struct pack *packs, struct pack *stop)
{
	struct pack *left = stop, *p;
	size_t i;

	for (p = packs; p != stop; p = p->next)
		for (i = 0; i < p->n; i++) {
			if (p->samples[i]->result != SAMPLE_WRITTEN)
				continue;
			if (p->alone) {
				p->samples[i]->result = SAMPLE_FAILED;
				y->failures++;
				continue;
			}
			left = pack_new(y, p->samples[i], left);
			left->alone = p->n == 1;
		}
	return left;
}

/* The pack behind n of them, or fewer before one that has to be alone. */
static struct pack *
behind(struct pack *p, size_t n)
{
	if (p->alone)
		return p->next;
	while (p && n-- && !p->alone)
		p = p->next;
	return p;
}

/* Asks about all packs, many at once; about fewer when that spoils it. */
static void
ask_all(struct trying *y, struct pack *packs)
{
	size_t n = y->batch;
	struct pack *stop;

	while (packs && y->failures < (y->tried->accounts ? FAILURES_MAX : FAILURES_AT_FIRST)) {
		stop = behind(packs, n);
		packs->alone |= packs->next == stop && packs->n == 1;
		if (ask(y, packs, stop, packs->alone ? packs->samples[0] : NULL)) {
			packs = once_more(y, packs, stop);
			n = n * 2 < y->batch ? n * 2 : y->batch;
		} else if (packs->next != stop) {
			n = (n + 1) / 2;
		} else {
			packs = once_more(y, packs, stop);
		}
	}
	for (; packs; packs = packs->next)
		for (n = 0; n < packs->n; n++) {
			packs->samples[n]->result = SAMPLE_UNASKED;
			packs->samples[n]->why =
				tr("it was not asked, as too many before it failed");
		}
}

/* An account that differed, whose samples by themselves do not. */
static void
take_parted(struct trying *y)
{
	struct pack *p;
	size_t i, k;

	for (i = 0; i < y->nparted; i++) {
		p = y->parted[i];
		for (k = 0; k < p->n && p->samples[k]->result == SAMPLE_SAME; k++)
			;
		if (k == p->n)
			add_apart(y, p->parted);
	}
}

/* Can the client be asked at all? False after reporting. */
static bool
can_ask(struct trying *y)
{
	struct sample_list *list = &y->tried->samples;
	struct asking q = { .arena = y->arena, .target = y->target,
		.diags = y->run->stores->diags };

	return list->n && asking_possible(&q);
}

static void
begin(struct trying *y)
{
	const struct target *t = y->target;
	/* of other accounts no file would be in its place */
	bool many = target_merges(t) && !target_is_heard(t);

	y->options = *y->run->options;
	y->options.policy = (struct diag_policy){ .strict = false };
	y->list = target_list_none(&y->options, y->run->stores, many ? SHARING_FILES
		: SHARING_NOTHING);
	y->batch = !many ? 1 : t->accounts_max && t->accounts_max < BATCH ? t->accounts_max
		: BATCH;
	y->one_in = y->options.full ? 1 : many && !readback_is_single(t) ? ONE_IN : ONE_IN_SINGLE;
}

bool
try_target(struct run *run, const struct target *t, struct tried *tried)
{
	struct trying y = { .arena = run->stores->arena, .run = run, .target = t,
		.tried = tried };
	static const bool passwords[] = { false, true };
	struct sample *s;
	bool ok;
	size_t i;

	*tried = (struct tried){ .asked = NULL };
	begin(&y);
	add_all(&y);
	for (s = tried->samples.items; s < tried->samples.items + tried->samples.n; s++)
		write_alone(&y, s);
	ok = can_ask(&y);
	for (i = 0; i < countof(passwords) && ok; i++) {
		y.options.embed_passwords = passwords[i];
		ask_all(&y, pack_all(&y, passwords[i]));
	}
	take_parted(&y);
	progress_end(&run->console->progress, false);
	return ok;
}
