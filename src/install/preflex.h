#ifndef PREFLEX_H
#define PREFLEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "base/text.h"

struct arena;
struct buf;

enum pref_kind { PREF_STRING, PREF_NUMBER, PREF_TRUTH };

/* One statement of a preference file: user_pref("name", value); */
struct pref {
	struct literal name;            /* as it is meant, escapes resolved */
	enum pref_kind kind;
	struct literal value;           /* as it is meant: a string, digits, true or false */
	struct literal spelt;           /* the value as it stands in the file */
	bool users;                     /* user_pref; else a default value */
	bool locked;                    /* which no value of the user's replaces */
	size_t from, to;                /* offsets of the statement, its ';' included */
	size_t value_from, value_to;
	struct pref *next;
};

/* The preferences by name. */
struct table pref_index(struct arena *, struct pref *list);

/* The one of that name that counts, or NULL: a value of the user's before a default, a
 * later before an earlier one. */
struct pref *pref_find(const struct table *, struct literal name);

/* Adds a string, and a statement, as a preference file spells it: on one line, without a
 * TAB in the string. */
void pref_add_string(struct literal, struct buf *out);
void pref_add(struct literal name, struct literal spelt, const char *line_end,
	struct buf *out);

struct preflex_error {
	const char *what;               /* is wrong, in English, for tr() */
	size_t at;                      /* offset */
};

/* Reads all statements in file order. The grammar is that of the client's own
 * parser (modules/libpref/parser), but for what it skips or cuts: the first thing
 * that it would not read as it stands makes the file unreadable here. */
bool preflex_read(struct arena *, struct literal bytes, struct pref **list,
	struct preflex_error *);

#endif
