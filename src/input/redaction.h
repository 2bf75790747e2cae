#ifndef REDACTION_H
#define REDACTION_H

#include <stddef.h>

struct arena;
struct source;
struct known_keys;

/* What must not be seen of a file that is being read: its values at once; when
 * the reading breaks off, everything that was not understood, too. Offsets
 * count bytes after a byte order mark. For input.c alone. */
struct redaction {
	struct arena *arena;    /* lives as long as the source */
	struct source *source;
	const char *bytes;
	size_t skipped;         /* length of the byte order mark */
	size_t len, valid;      /* all of them; those that are read as UTF-8 */
	size_t index, offset;   /* one place in code points and in bytes */
	size_t seen;            /* the bytes before it have been understood */
};

struct redaction redaction_begin(struct arena *, struct source *);

/* The byte offset of the code point of this number, at most `valid`; quick
 * when it is near the one asked for before. */
size_t redaction_offset(struct redaction *, size_t index);

/* Says that what ends here was understood. */
void redaction_seen(struct redaction *, size_t to);

/* Hides a value. */
void redaction_value(struct redaction *, size_t from, size_t to);

/* Hides what was not understood, but for keys that are known in the first lines of it. */
void redaction_rest(struct redaction *, const struct known_keys *);

#endif
