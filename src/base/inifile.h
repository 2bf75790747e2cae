#ifndef INIFILE_H
#define INIFILE_H

#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct source;

struct ini_entry {
	const char *key, *value;
	struct pos pos;
	struct ini_entry *next;
};

struct ini_section {
	const char *name;
	struct pos pos;
	struct ini_entry *entries;      /* in file order; a key appears once */
	struct ini_section *next;
};

struct ini {
	const char *name;
	struct ini_section *sections;   /* in file order; a name appears once */
};

/* Reads an INI file with inih. What inih would silently misread (a section cut at
 * 49 characters, an inline " ;" comment, an indented line, an entry before the first
 * section, a key or section that is there twice) is reported as ini-syntax at its
 * line, and so is a line over 4096 bytes. Returns NULL when
 * anything was reported. The result borrows nothing from the source. */
struct ini *ini_load(struct arena *, struct source *, struct diags *);

struct ini_section *ini_section_find(const struct ini *, const char *name);
struct ini_entry *ini_entry_find(const struct ini_section *, const char *key);

/* The section with what another one has besides: that one's keys first, each with the
 * section's own value where there is one. NULL is a section without keys. It borrows the
 * names and values of both. */
struct ini_section *ini_section_over(struct arena *, const struct ini_section *,
	const struct ini_section *base);

/* The value of a key, or NULL. */
const char *ini_get(const struct ini_section *, const char *key);

/* The next blank-separated word of a value, or NULL at its end; *at is the
 * value at first and moves on. */
const char *ini_word(struct arena *, const char **at);

/* A value with every U+XXXX (four or more hexadecimal digits, upper case)
 * replaced by that character; blanks stay as they are. *len may exceed the
 * string's length when U+0000 is in it. */
const char *ini_unescape(struct arena *, const char *value, size_t *len);

#endif
