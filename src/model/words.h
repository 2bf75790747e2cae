#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;

/* The words of the account file that have other spellings: protocols,
 * securities, authentications, mechanisms, names of fields. Read from
 * schemas/words.ini: a section is a kind of word (what follows a space in its
 * name is a remark), a key the word itself, its value the other spellings,
 * separated by commas. */
struct words;

/* Reads the shipped words; NULL after reporting that they are broken. */
struct words *words_load(struct arena *, struct diags *);

/* The word that a user's spelling means, or NULL. Case, accents, spaces and
 * punctuation do not matter, but for a point before a digit. */
const char *words_find(const struct words *, const char *kind, const char *spelling, size_t len);

/* Do two spellings differ only in what does not matter? */
bool words_alike(const char *a, size_t a_len, const char *b, size_t b_len);

/* The nth word of a kind, NULL after the last. */
const char *words_nth(const struct words *, const char *kind, size_t n);

/* The nth other spelling of a word as written in the data, NULL after the
 * last. */
const char *words_alias(const struct words *, const char *kind, const char *word, size_t n);

#endif
