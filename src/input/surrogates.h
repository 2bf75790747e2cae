#ifndef SURROGATES_H
#define SURROGATES_H

#include <stddef.h>

#include "base/text.h"

struct arena;

/* JSON spells a character beyond U+FFFF as two escapes (RFC 8259 section 7:
 * "\ud83d\ude00"), which libyaml refuses. Each such pair is replaced before
 * parsing by stand-ins of the same length, so that no position moves, and is
 * put back into the values afterwards. For input.c alone. */
struct surrogates {
	const char *bytes;      /* what was read */
	size_t *at;             /* offset of each pair, ascending */
	size_t n;
	size_t next;            /* those before it are done */
};

/* How a scalar is written, as far as escapes are concerned. */
enum surrogates_style {
	SURROGATES_ESCAPED,          /* double quotes: escapes are characters */
	SURROGATES_VERBATIM,         /* plain, single quotes: they are just text */
	SURROGATES_BLOCK,            /* the same, below a header line */
};

/* Finds the pairs; returns the bytes to parse, which are as many. */
const char *surrogates_replace(struct surrogates *, struct arena *, const char *bytes,
	size_t len);

/* Puts back what is between the offsets from..to into the value that was
 * parsed from there; the result lives in the arena. To be called for every
 * scalar in the order of reading. */
struct text surrogates_restore(struct surrogates *, struct arena *, size_t from,
	size_t to, enum surrogates_style, struct text value);

#endif
