#ifndef QUOTE_H
#define QUOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct buf;
struct diags;
struct ini;
struct key_table;

/* A quoting style: what becomes of every character of a user's text in one
 * place of one client's file. Styles are data; see templates/quoting.ini for
 * the keys. */
struct style;
struct styles;

/* A set of styles; `parent` (or NULL) is asked for names that the set itself
 * does not have. */
struct styles *styles_new(struct arena *, const struct styles *parent);

/* Adds the styles of an INI file. Returns false after reporting style-broken. */
bool styles_add(struct styles *, struct arena *, const struct ini *, struct diags *);
const struct style *style_find(const struct styles *, const char *name);

/* All styles, the one named "raw" (or NULL) first. */
const struct style **styles_list(struct arena *, const struct styles *, size_t *n);

/* The names of all, with spaces between them. */
const char *styles_names(struct arena *, const struct styles *);
const char *style_name(const struct style *);

/* The keys of a style's section: the nth table, NULL after the last. */
const struct key_table *style_keys(size_t n);

/* Styles to apply left to right; the last one is what the client undoes. */
struct chain {
	const struct style *const *styles;
	size_t n;
};

/* Appends the text to out as the chain writes it. Returns NULL, or why the
 * value cannot be written ("a line break", "a leading blank", ...), fit to
 * follow "cannot hold "; out is then as it was. */
const char *quote_text(struct arena *, struct text, struct chain, struct buf *out);

/* Undoes one style: what the client reads where `bytes` are. False when the
 * bytes are nothing that the style writes. */
bool quote_undo(const struct style *, const char *bytes, size_t len, struct buf *out);

/* Where rendered bytes go. Its fields are known to quote.c alone, so that a
 * user's text has no way in but a style. */
struct sink;

/* A sink that appends to out. line_max (bytes without the line break; 0: no
 * limit) is what the client can read in one line. */
struct sink *sink_new(struct arena *, struct buf *out, size_t line_max, const char *client);
/* One for a part of what goes into another one, as a text (sink_as_text). */
struct sink *sink_within(const struct sink *, struct buf *out);
void sink_literal(struct sink *, struct literal);
void sink_number(struct sink *, unsigned long);

/* Writes a user's text. False after reporting client-value at its place: no
 * form of the style holds the value, or its line became too long. */
bool sink_text(struct sink *, struct text, struct chain, struct diags *);

/* What was written as a text in the arena: its place is that of its longest part, and it is
 * secret when a part is. */
struct text sink_as_text(const struct sink *);

/* Where secrets, and commands that print them, were written, the last one first; NULL:
 * nowhere. */
const struct secret_span *sink_secrets(const struct sink *);

/* Ends the last line; false after reporting that it became too long. */
bool sink_end(struct sink *, struct diags *);

#endif
