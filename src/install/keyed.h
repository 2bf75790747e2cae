#ifndef KEYED_H
#define KEYED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/keys.h"
#include "base/table.h"
#include "base/text.h"

struct arena;
struct buf;
struct target_file;

/* Files of values with keys: sections of an INI file, objects of JSON, and lists that the
 * manifest names (target.h, `lists`). Merging leaves all else in them as it is. */

/* What becomes of an entry. */
enum keyed_fate { KEYED_STAYS, KEYED_SET, KEYED_GOES, KEYED_NEW };

/* A section, an object, a list, or a value. */
struct keyed_entry {
	const char *key;                /* in what it is in; NULL: it has none, and stays */
	struct keyed_entry *in;         /* NULL: it is the whole file */
	bool holds;                     /* other entries */
	bool is_list;
	bool is_bare;                   /* a key of an INI file without a '=' or ':' */
	unsigned line;                  /* 1 first */
	unsigned again;                 /* where the key is a second time; 0: nowhere */
	struct literal label, value;    /* as they are written */
	size_t from, to;                /* in the file: all of it, */
	size_t value_from, value_to;    /* the value, */
	size_t end;                     /* and in JSON the ',' or bracket after it */
	enum keyed_fate fate;
	bool touched;                   /* something in it does not stay */
	struct literal set;             /* the value to be, as it is written */
	const struct keyed_entry *like; /* of a new one: how it is written */
	struct table entries, folded;   /* those in it by key, and by key in small letters */
	struct keyed_entry *first, *last, *next;
};

struct keyed {
	struct arena *arena;
	const struct target_file *file; /* which form it has */
	struct literal bytes;
	struct keyed_entry all;
	unsigned line;                  /* where the first error is, */
	const char *why;                /* and what, in English, for tr() */
};

/* Reads a file (s NULL: there is none). False when it cannot be understood in whole: see
 * line and why. The bytes are borrowed. */
bool keyed_read(struct keyed *, struct arena *, const struct target_file *, struct literal);

enum keyed_problem {
	KEYED_DIFFERS,                  /* the user has set it to something else */
	KEYED_EDITED,                   /* it is not as mailgen wrote it */
	KEYED_TWICE,                    /* it is there twice */
	KEYED_OTHERWISE,                /* it is no value where ours is, or has other letters */
};

/* How the user's file and mailgen's go together. */
struct keyed_merging {
	struct keyed *theirs;
	const struct keyed *ours;       /* NULL: nothing any more */
	struct word_list known;         /* names of what earlier runs wrote */
	bool adopts;                    /* what the user has set may be replaced */
	bool forced;                    /* and what was edited since mailgen wrote it */
	void (*problem)(void *context, enum keyed_problem, const struct keyed_entry *);
	void *context;
	struct word_list names;         /* for later runs: filled in */
};

/* Decides what becomes of each entry of theirs. False after telling of problems. A value
 * of ours that is theirs already stays theirs. */
bool keyed_merge(struct keyed_merging *);

/* Adds what theirs has become; false when nothing but what mailgen put there was in it. */
bool keyed_write(const struct keyed_merging *, struct buf *out);

/* ---- for the forms ---- */

/* Adds an entry; one whose key is there already is only noted. */
struct keyed_entry *keyed_add(struct keyed *, struct keyed_entry *in, const char *key,
	unsigned line);

/* Gives an entry that has no key one. */
void keyed_name(struct keyed *, struct keyed_entry *, const char *key);

bool keyed_ini_read(struct keyed *);
void keyed_ini_write(const struct keyed *, struct buf *);
bool keyed_json_read(struct keyed *);
void keyed_json_write(const struct keyed *, struct buf *);

/* Do two values of JSON mean the same? */
bool keyed_json_same(struct literal, struct literal);

#endif
