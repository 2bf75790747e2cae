#ifndef KEYS_H
#define KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/text.h"

struct arena;
struct ini_entry;
struct ini_section;

struct key_reader;

/* A key that a section of an INI file may have: reader, messages and manual come from
 * its row, as from model/fields.h for accounts. */
struct key {
	const char *name;       /* "": any key; "U+XXXX": any that begins with "U+" */
	bool (*read)(struct key_reader *);      /* its type: reads the value into r->at, or
						 * returns false after reporting; NULL: any */
	size_t offset;          /* of what it sets, in the struct of the section */
	const char *words;      /* that the value may have, with spaces between them */
	unsigned long most;     /* numbers: the largest; 0: of eight digits */
	const char *formerly;   /* its name in earlier versions, which is an error */
	const char *help;       /* for the manual, in Markdown; not translated */
	unsigned first;         /* words: the number of the first; modes: what they must have */
	bool needed, may_be_empty;
};

/* The keys of the sections of one name: after a '.' at its end a name of the section's
 * own follows, which the manual writes as `own`. */
struct key_table {
	const char *section, *own;      /* NULL: of any name */
	const struct key *rows;
	size_t n;
};

/* What a value is read with. */
struct key_reader {
	struct arena *arena;
	struct diags *diags;
	enum diag_id id;        /* what all that is wrong is reported as */
	void *context;          /* the caller's, for types of its own */
	/* set by keys_read */
	const struct ini_section *section;
	const struct ini_entry *entry;
	const struct key *key;
	void *at;
};

/* The rows of a table as two arguments. */
#define KEYS(rows) (rows), countof(rows)

/* Reads the keys of a section into the struct that the rows are about, and reports
 * unknown keys, empty and wrong values, and needed keys that are missing. False after
 * reporting. */
bool keys_read(struct key_reader *, const struct key *rows, size_t n,
	const struct ini_section *, void *into);

/* Reports that a section lacks a key. */
void key_missing(struct key_reader *, const struct ini_section *, const char *key);

/* Reports what is wrong with the value that is being read; returns false. */
bool key_wrong(struct key_reader *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Is the word one of the list (spaces between)? *n is its number, from 0. */
bool key_word_find(const char *list, const char *word, unsigned *n);

/* Is it one of the words of the key that is being read? False after reporting. */
bool key_is_word(struct key_reader *, const char *word, unsigned *n);

/* The fix of a word that is none of the list: the one that was probably meant, or all. */
void key_words_fix(struct key_reader *, const char *word, const char *list);

/* ---- types of values, and what they set ---- */

bool key_text(struct key_reader *);     /* const char *; with `words` one of them */
bool key_texts(struct key_reader *);    /* struct word_list */
bool key_unescaped(struct key_reader *);        /* struct literal: U+XXXX is that character */
bool key_number(struct key_reader *);   /* size_t, not 0 */
bool key_word(struct key_reader *);     /* an enum, of which `first` is the first word */
bool key_flag(struct key_reader *);     /* bool: is it the first word? */
bool key_flags(struct key_reader *);    /* bool[]: for each word that is there, from `first` */

#endif
