#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct buf;

/* One thing that was read, kept for positions and for excerpts in messages.
 * Values in it are hidden from every excerpt unless source_reveal allows them:
 * a password under a misspelt key must not reach a log. */
struct source {
	const char *name;       /* as the user gave it; "<stdin>" for "-" */
	const char *bytes;
	size_t len;
	size_t *lines;          /* offset of each line's first byte */
	size_t nline;
	size_t lines_before, bytes_before;      /* when it is a part of a file */
	struct source_span *spans;      /* values, by offset */
	size_t nspan;
	bool redacts_comments;         /* comments are hidden too, for one may be an old password */
	struct source_cursor *cursor;   /* where the last look-up ended */
	struct pos at;          /* where it is in another file; findings go there */
	bool opaque;            /* no excerpts: nothing is known of its values */
	const char *const *columns;     /* of a table, NULL at the end; else NULL */
};

struct source *source_new(struct arena *, const char *name, const char *bytes, size_t len);

/* A part of a file that begins after these many lines and bytes of it. Places in it
 * count lines from the file's first; offsets count from the part's. */
struct source *source_part(struct arena *, const char *name, const char *bytes,
	size_t len, size_t lines_before, size_t bytes_before);

/* A table, whose bytes are not kept: the line of a place in it is the number of a
 * row, its column that of a column. Nothing changes in it, so threads share it. */
struct source *source_table(struct arena *, const char *name, const char *const *columns);

/* The name of the column that a place of a table is in; NULL when it has none that
 * can be shown. */
const char *source_column(struct pos);

/* The same source to be worked on by another thread: what changes is its own, the
 * bytes are borrowed. */
struct source *source_copy(struct arena *, const struct source *);

/* The place of a byte offset. Lines end as YAML 1.1 has it: LF, CR, CR LF, NEL, LS, PS. */
struct pos source_pos(const struct source *, size_t offset);

/* Says that the bytes from..to (offsets) are a value, hidden from now on. */
void source_redact(struct source *, struct arena *, size_t from, size_t to);

/* Says that the bytes from..to are none after all, whatever hid them. */
void source_expose(struct source *, struct arena *, size_t from, size_t to);

/* Allows the hidden value that begins at this place to be shown, when it is nothing
 * but a value in one line. */
void source_reveal(struct source *, struct pos);

/* Where the value or word that begins at this place ends; the place itself when
 * there is none. */
struct pos source_end(struct pos);

/* Finds the bytes from..to that spell this text at its place, quotes around
 * them left out; a text whose s is NULL is the value that begins there. False
 * when it is not spelt as it is: with escapes, over several lines, through an
 * alias, after a tag. */
bool source_spelling(struct text, size_t *from, size_t *to);

/* Finds the bytes from..to of the whole value that begins at this place, with its
 * quotes; false when no value is known to. */
bool source_value(struct pos, size_t *from, size_t *to);

/* Is there nothing but a blank, or a list's '- ', before this place in its line? Its
 * column is where the text begins. */
bool source_begins_line(struct pos);

/* Adds the line of this place and, below it, a caret, in the form of product
 * diagnostics; adds nothing when there is no such line. Hidden values are
 * shown as "***", control characters as '?', a comment after the last value
 * is left out, long lines are cut around the caret. */
void source_excerpt(struct pos, struct buf *);

/* The bytes from..to, which are within one line and its break, without what an excerpt
 * hides. */
struct literal source_visible(struct arena *, const struct source *, size_t from, size_t to);

#endif
