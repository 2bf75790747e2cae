#ifndef LAYOUT_H
#define LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Says whether these bytes are surely a key of the files that are read: then they may be
 * shown. NULL: none is. */
struct known_keys {
	bool (*is)(const void *context, const char *s, size_t len);
	const void *context;
};

/* What is wrong with how a file is laid out, in words for who wrote it. Offsets are of
 * its bytes. No text repeats more than a known key. */
struct layout {
	const char *text, *fix;
	size_t at;
	const char *note;       /* about the line at note_at; NULL: none */
	size_t note_at;
	const char *edit;       /* becomes from..to; NULL: only a person can tell */
	size_t from, to;
};

/* What broke the YAML: a ':' where none can be; a key or an item of a list that was expected
 * at the level of others, or the document's end; something else. */
enum layout_error {
	LAYOUT_NONE, LAYOUT_OTHER, LAYOUT_COLON, LAYOUT_KEY, LAYOUT_ITEM, LAYOUT_END,
};

/* Finds what a broken file has in the lines around the place; the last key or value that was
 * read begins at `last`. False when the parser's own words say more. */
bool layout_find(struct arena *, const char *bytes, size_t len, const struct known_keys *,
	enum layout_error, size_t at, size_t last, struct layout *);

/* Finds blanks that are none to YAML at the beginning of the key from..to, or at the end of
 * one that is known without them. */
bool layout_stray(struct arena *, const char *bytes, size_t from, size_t to,
	const struct known_keys *, struct layout *);

/* Where what may be shown of the line that begins here ends: after its key and its ':',
 * or where it begins. */
size_t layout_key_end(const char *bytes, size_t len, const struct known_keys *, size_t line);

#endif
