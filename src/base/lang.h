#ifndef LANG_H
#define LANG_H

#include <stdbool.h>
#include <stddef.h>

/* A catalog that the program carries: made at build time from
 * the .po files of src/lang and schemas/lang. */
struct translation {
	const char *english, *text;
};

struct catalog {
	const char *language;           /* as locales begin: "fr" */
	const struct translation *rows; /* in the order of strcmp */
	size_t n;
};

extern const struct catalog catalogs[];
extern const size_t catalogs_count;

/* The English text in the user's language, itself when there is no other one
 * for it. The environment says which, as POSIX has it: LC_ALL, LC_MESSAGES,
 * LANG, and before them LANGUAGE where they name any language at all. Nothing
 * else depends on it: numbers, files and exit statuses are the same. */
const char *tr(const char *english) __attribute__((format_arg(1)));

/* A formatted string whose format is translated. */
struct arena;
char *tr_printf(struct arena *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The user's language when a catalog has it, else NULL: English. */
const char *lang_name(void);

/* Do terminals of the user's locale show UTF-8? Its name says so, be it installed or not. */
bool lang_utf8(void);

/* From now on English, whatever the user's language: for what programs read. */
void lang_english(void);

#endif
