#ifndef LOADER_H
#define LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct field;
struct field_reader;
struct mapping;
struct node;
struct words;

/* A mapping whose fields are listed already. */
struct listed {
	const struct mapping *mapping;
	struct listed *next;
};

/* What reading an account needs at hand. For account.c and the types of fields
 * (loadtype.h). Each bool function returns false after reporting. */
struct loader {
	struct arena *arena;
	const struct words *words;
	const struct field_reader *types; /* field_readers, which call back */
	struct diags *diags;
	struct written **written;       /* the end of the account's list */
	const char *within;             /* name of the mapping that is read, or NULL */
	struct pos server;              /* of the server that is read, or none */
	const struct node *map, *entry; /* that are read, or NULL */
	const struct field *open;       /* other_follow: the mapping that keys may belong to */
	struct listed *listed;          /* mappings whose fields a fix has listed */
	const struct node *counted;     /* the map that the next two are about, or NULL */
	unsigned *given, *meant;        /* for each field: keys that name it; that mean it */
};

/* Is there no value: no node, or YAML's null? */
bool load_is_null(const struct node *);

/* How many values a list has, and its first one; anything else is one value. */
size_t load_count(const struct node *);
const struct node *load_first(const struct node *);

/* The word of a kind that the text means, or NULL. */
const char *load_word(struct loader *, const char *kind, struct text);

/* The text as it may be in a message; only for one that is surely not a password. */
const char *load_shown(struct loader *, struct text);

/* Lets the value be seen in excerpts: it is surely no password. */
void load_show(struct text);

/* Reports a value; always false. */
bool load_bad_value(struct loader *, enum diag_id, const struct field *,
	struct text, const char *problem);
/* Says, after a report, how the field is written; always false. */
void load_copy(struct loader *, const struct field *);      /* of a text of lines */
bool load_as_in(struct loader *, const struct field *);
bool load_or_leave(struct loader *, const struct field *);  /* where it is empty */
/* The same as load_bad_value, where the value is near enough to a good one to be shown. */
bool load_near_value(struct loader *, enum diag_id, const struct field *,
	struct text, const char *problem);
/* Says, after a report, what the value has to be; always false. */
bool load_mended(struct loader *, const struct field *, struct text, const char *text);
bool load_unknown_word(struct loader *, const struct field *, struct text);
bool load_empty(struct loader *, const struct field *, struct pos);

#endif
