#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct table;
struct template;

/* The data a template is run over: a tree of named values. */
enum value_kind { VALUE_TEXT, VALUE_LITERAL, VALUE_NUMBER, VALUE_FLAG, VALUE_LIST, VALUE_MAP };

struct value {
	enum value_kind kind;
	const struct derivation *derived;       /* of a text or literal: how it is worked out
						 * when it is asked for; NULL: it is there */
	const char *name;               /* in a map: its key */
	struct text text;               /* others: its place alone, or none */
	union {                         /* by its kind */
		struct literal literal;
		unsigned long number;
		bool flag;
	};
	bool *used;                     /* a template wrote it, or asked for the flag */
	struct value *first, *last;     /* entries of a list or a map */
	struct value *about;            /* of a list or text: a map of what is true of it; of a
					 * literal: what it is in languages; or NULL */
	struct value *next;
};

/* A value that a template makes of others: names are looked for in `inner` (or NULL)
 * first, then in the view. */
struct derivation {
	struct arena *arena;
	const struct template *template;
	const struct value *view, *inner;
	const char *client;             /* for messages */
	bool changes;                   /* what it is made of may change */
};

struct value *value_map(struct arena *);

/* Each adds an entry to a map (or to a list, with a NULL name) and returns it.
 * A dotted name makes the maps it passes through. */
struct value *value_add_text(struct arena *, struct value *, const char *name, struct text);
struct value *value_add_literal(struct arena *, struct value *, const char *name, struct literal);
struct value *value_add_number(struct arena *, struct value *, const char *name, unsigned long);
struct value *value_add_flag(struct arena *, struct value *, const char *name, bool);
struct value *value_add_list(struct arena *, struct value *, const char *name);
struct value *value_add_map(struct arena *, struct value *, const char *name);
struct value *value_add_derived(struct arena *, struct value *, const char *name,
	enum value_kind, const struct derivation *);

/* Adds an entry to each map of a list: `index`, `first`, `last` and `only`. */
void value_number_list(struct arena *, struct value *list);

/* The entry of a map by one name without dots, or what is true of a list or text; or
 * NULL. */
struct value *value_find(const struct value *map, const char *name, size_t len);

/* The value of a dotted name from this map, or NULL. */
struct value *value_path(const struct value *map, const char *name, size_t len);

/* The same, of a name with a NUL at its end. */
struct value *value_named(const struct value *map, const char *name);

/* As a Mustache section sees it: false flags, empty lists and texts that are
 * not given or empty count as false; numbers and maps as true. NULL is false. */
bool value_true(const struct value *);

/* Takes down that the value, or everything in it, was used. */
void value_use(const struct value *);

/* The places of the account file whose values were used; and is this one of them? */
void value_used(struct arena *, const struct value *map, struct table *);
bool value_used_at(const struct table *, struct pos);

#endif
