#ifndef DIAG_H
#define DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct buf;

enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* The program's exit statuses (mailgen(1), "EXIT STATUS"). */
enum status {
	STATUS_DONE, STATUS_REFUSED, STATUS_USAGE, STATUS_BROKEN, STATUS_SYSTEM,
	STATUS_DIFFERS,
};

enum diag_id {
#define DIAG(name, id, severity, status, help) DIAG_##name,
#include "base/diag_ids.h"
#undef DIAG
	DIAG_COUNT
};

/* What the user said about severities: -W id=..., --strict, -q. Start from {0};
 * borrowed by every diags made with it. */
struct diag_policy {
	bool changed[DIAG_COUNT];
	enum severity severity[DIAG_COUNT];
	bool strict;            /* warnings count as errors */
	bool quiet;             /* notes are not said */
};

struct diag_note {
	struct pos pos;
	const char *text;
	const struct diag_note *next;
};

/* How to correct a finding automatically: these bytes of the source become the text. */
struct diag_edit {
	struct pos at;          /* of the first byte */
	size_t from, to;        /* offsets */
	const char *text;
};

struct diag {
	enum diag_id id;
	enum severity severity;
	struct pos pos;
	const char *text;
	const char *fix;        /* NULL when there is none */
	const struct diag_edit *edit;   /* NULL when only a person can correct it */
	bool excused;           /* `allow:` made a note of it */
	const struct diag_note *notes;  /* further places, in order */
	size_t order;           /* in which it was reported */
	struct diag *next;
};

/* The findings of one account or one command, in the order of reporting. */
struct diags;

struct diags *diags_new(struct arena *, const struct diag_policy *);

/* The same policy, and what was allowed up to now. */
struct diags *diags_like(struct arena *, const struct diags *);

/* Forgets the findings; what was allowed up to now still is. */
void diags_clear(struct diags *);

/* Reports one finding. The text begins in lower case, has no full stop, and
 * names what was found; it never quotes a secret. A severity of `off` drops
 * it. Every later diag_fix belongs to it. Like all of bool that report here, it is always
 * false: what whoever reports returns. */
bool diag_at(struct diags *, struct pos, enum diag_id, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* The same about no place. */
bool diag_general(struct diags *, enum diag_id, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The same of what cannot be read: why, in words; NULL: errno says it. */
bool diag_unread(struct diags *, const char *path, const char *why);

/* The same with a severity of the caller's (a rule set's row, a manifest),
 * which the user's policy still overrides: what it became is returned. */
enum severity diag_graded(struct diags *, struct pos, enum diag_id, enum severity,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Gives the finding of this place and id that says `old` the new text, both as they
 * are printed. Returns its severity, SEVERITY_OFF when there is none. */
enum severity diag_reword(struct diags *, struct pos, enum diag_id,
	const char *old, const char *text);

/* Adds the fix of the finding reported last, unless the account is excused from it. */
bool diag_fix(struct diags *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Says that the finding reported last is corrected by replacing a key or a value
 * by this text: only where there is one right answer. `old` is the value as
 * it was read with its place; its s is NULL for whatever value begins there.
 * Nothing is offered when it is not written plainly, or when the new text could
 * be read as something else than itself, in quotes or without. */
void diag_edit(struct diags *, struct text old, const char *text);

/* The same for these bytes of a source, quotes and all: the text is what YAML is to read
 * there, and its caller answers for it. */
void diag_replace(struct diags *, const struct source *, size_t from, size_t to,
	const char *text);

/* Says a further place that the finding reported last is about: a note line
 * below it. */
bool diag_note_at(struct diags *, struct pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Findings that come later and are placed in `in` are about a row of a table: a
 * note below each says which. */
void diags_about(struct diags *, const struct source *in, struct pos row);

/* Forgets the findings for which `is` is true. */
void diags_drop(struct diags *, bool (*is)(void *context, const struct diag *), void *context);

/* Excuses the account from an id (`allow:`): findings of it that come later
 * become notes. */
void diags_allow(struct diags *, enum diag_id);

/* Moves the findings of `more` that `diags` does not have yet to its end; both were
 * made in the same arena, or more's lives longer. */
void diags_join(struct diags *diags, struct diags *more);

/* Looks a finding's id up by its word; DIAG_COUNT when there is none. */
enum diag_id diag_find(const char *word);
const char *diag_word(enum diag_id);
const char *diag_help(enum diag_id);
enum severity diag_default_severity(enum diag_id);

/* The exit status that an error of this id asks for. */
enum status diag_exit_status(enum diag_id);

/* May `allow:` and -W lower the severity of its errors? */
bool diag_excusable(enum diag_id);
const char *severity_word(enum severity);

/* How many findings of at least this severity there are. */
size_t diags_count(const struct diags *, enum severity);

/* Reports an invalid command line, and what to write instead. */
bool diag_usage(struct diags *, const char *what, const char *fix);

/* Is there one of this id? */
bool diags_have(const struct diags *, enum diag_id);

/* The largest status that the errors ask for; STATUS_DONE without errors. */
enum status diags_status(const struct diags *);

/* The findings sorted by file, line and column; borrowed. */
const struct diag *const *diags_sorted(struct diags *, size_t *n);

/* Adds the findings as text, sorted, with excerpts and fixes. */
void diags_print(struct diags *, struct buf *, bool colour);

#endif
