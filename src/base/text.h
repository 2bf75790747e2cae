#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct source;

/* A place in something that was read: 1-based line, and 1-based column counted
 * in code points. source NULL means that there is no place. */
struct pos {
	const struct source *source;
	unsigned line, column;
};

/* No part of a secret may be in a message; a diff shows no command that prints one. */
enum secrecy { SECRECY_NONE, SECRECY_SECRET, SECRECY_COMMAND };

/* Bytes that came from a user, with the place they came from. They leave the
 * program only through a quoting style (quote.h). s is NUL terminated, but
 * the value may hold NULs itself: len counts. s NULL means "not given". */
struct text {
	const char *s;
	size_t len;
	struct pos pos;
	enum secrecy secret;
};

/* Trusted bytes: from a template, a manifest, a rule set, or a number. */
struct literal {
	const char *s;
	size_t len;
};

#define LITERAL(string) ((struct literal){ "" string, sizeof(string) - 1 })

#define countof(array) (sizeof(array) / sizeof((array)[0]))

/* Are the bytes the same? Else their order; a beginning is before what is longer. */
bool literal_same(struct literal, struct literal);
int literal_order(struct literal, struct literal);

/* A digit of ASCII, whatever the locale? */
bool is_digit(int c);

/* Without the spaces and TABs around it. */
struct literal literal_trim(struct literal);

/* The same for a text; and the bytes with the letters of ASCII in lower case, or in upper
 * case. All are copies. */
struct text text_trimmed(struct arena *, struct text);
char *text_lower(struct arena *, const char *s, size_t len);
char *text_upper(struct arena *, const char *s, size_t len);

/* A list in words, "'a', 'b'", with one more; it begins as "". */
const char *text_listed(struct arena *, const char *list, const char *word);

/* The next piece of the text up to a separator or the end; *at (0 first) moves behind
 * it. False when there was an end already. */
bool literal_next(struct literal text, char separator, size_t *at, struct literal *piece);

/* The text with other words in the place of some, the first of these that fits. */
struct substitute { const char *word, *with; };
const char *text_filled(struct arena *, const char *text, const struct substitute *, size_t n);

/* The bytes of a buffer, which is freed, in the arena; s is never NULL. */
struct literal literal_take(struct arena *, struct buf *);

/* They become what the text is; its place and its secrecy stay. */
void text_take(struct arena *, struct buf *, struct text *);

/* Is there a value at all (an empty one counts)? */
bool text_given(struct text);

bool pos_same(struct pos, struct pos);

/* Exact comparison, and one that ignores the case of ASCII letters. */
bool text_is(struct text, const char *string);
bool text_is_nocase(struct text, const char *string);

/* May it have a URL with a password in it, as "imaps://jo:secret@host" does? */
bool text_has_password(const char *s, size_t len);

/* Puts a '*' in the place of each byte of such a password. */
void text_hide_passwords(char *s);

/* Does the text fit the pattern, in which '*' is any run of bytes? */
bool text_fits(const char *pattern, struct literal);

/* The letter below the accent for U+00C0..U+00FF, in lower case; 0 for all others. */
char text_unaccented(unsigned code);

/* Decodes the code point at s (len bytes left, at least one): returns how many
 * bytes it takes and stores it, or returns 0 when the bytes are not UTF-8
 * (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
size_t utf8_decode(const char *s, size_t len, unsigned *code);

/* Writes the code point to out (4 bytes at most) and returns its length. */
size_t utf8_encode(unsigned code, char *out);

/* Is the whole text UTF-8? */
bool utf8_valid(const char *s, size_t len);

/* Bytes of a rendered file, from..to, that hold a secret or a command that prints one. */
struct secret_span {
	size_t from, to;
	bool command;
	const struct secret_span *next;
};

/* Is one of them a secret itself? */
bool span_embeds(const struct secret_span *);

/* What anybody wrote is printed through one of these: nothing that a terminal
 * could obey passes, nothing that changes the direction of writing, nothing that is
 * not seen. */

/* Is the character harmless? */
bool text_is_harmless(unsigned code);

/* As a part of a message: such characters and bytes that are no UTF-8 become \xHH,
 * and long ones end in "...". */
const char *text_escaped(struct arena *, const char *s, size_t len);

/* One line, in place: a question mark for each of their bytes, line breaks and tabs
 * too. */
void text_sanitize(char *);

/* How many columns a text takes on a terminal, when each character takes one. */
int text_columns(const char *);

/* Lines: a question mark for each of them but line breaks and tabs. */
void text_add_lines(struct buf *, const char *s, size_t len);

/* JSON, which stays the same JSON: each becomes an escape. */
void text_add_json(struct buf *, const char *s, size_t len);

/* A string of JSON, in its quotes: each becomes an escape, and bytes that are no UTF-8
 * become U+FFFD. */
void text_add_string(struct buf *, const char *s, size_t len);

/* Does a relative path lead nowhere but down? It has no "." and "..", and no '/' at an
 * end or twice; an empty one leads nowhere at all. */
bool path_goes_down(const char *);

/* The last part of a path, and the folder that it is in: "." where the path has no '/'. */
const char *path_name(const char *);
const char *path_folder(struct arena *, const char *);

/* Strings, which are borrowed. */
struct word_list {
	const char *const *items;
	size_t n;
};

/* Adds one to a list that began as all zeros. */
void words_add(struct arena *, struct word_list *, const char *);

/* Adds one at its place in a sorted list, unless it is there. */
void words_insert(struct arena *, struct word_list *, const char *);

bool words_have(const struct word_list *, const char *);

/* Sorts strings by their bytes; the order is for bsearch and lower_bound, too: each argument
 * points to a const char *. */
void text_sort(const char **, size_t n);
int text_order(const void *, const void *);

/* As bsearch(3), but for the number of the first that is not before the key. */
size_t lower_bound(const void *key, const void *base, size_t n, size_t size,
	int (*order)(const void *, const void *));

#endif
