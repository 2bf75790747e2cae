#ifndef FRAME_H
#define FRAME_H

#include <stdint.h>

/* How the helper programs that work on streams talk with this one: a letter, then
 * numbers, each of four bytes with the most significant first, then bytes.
 *
 * `roster` writes, for each record of a table, LETTER ROW LINE N. For a row, N
 * cells follow, each a number and so many bytes. For a flaw, N is the column that
 * it is in. The stream is whole when it ends in ROSTER_END or in a flaw that
 * ends it.
 *
 * `archive` reads, for each file, ARCHIVE_FILE MODE PATH-LENGTH PATH LENGTH BYTES,
 * and ARCHIVE_END behind the last: without it the archive is not whole. */
enum {
	FRAME_NUMBER = 4,       /* bytes */

	ROSTER_ROW = 'r',
	ROSTER_END = 'e',
	/* the row is left out, and the table goes on */
	ROSTER_LONG_CELL = 'l', ROSTER_LONG_ROW = 'L', ROSTER_WIDE = 'w',
	/* nothing more can be told of the table */
	ROSTER_QUOTE = 'q', ROSTER_OPEN = 'o', ROSTER_ENDLESS = 'n',
	ROSTER_ENCODING = 'u',

	ROSTER_MAX_CELL = 65536,        /* bytes */
	ROSTER_MAX_ROW = 1 << 20,
	ROSTER_MAX_COLUMNS = 1000,

	ARCHIVE_FILE = 'f',
	ARCHIVE_END = 'e',
	ARCHIVE_MAX_PATH = 4096,
};

static inline void
frame_put(unsigned char out[FRAME_NUMBER], uint32_t n)
{
	out[0] = (unsigned char)(n >> 24);
	out[1] = (unsigned char)(n >> 16);
	out[2] = (unsigned char)(n >> 8);
	out[3] = (unsigned char)n;
}

static inline uint32_t
frame_get(const unsigned char in[FRAME_NUMBER])
{
	return (uint32_t)in[0] << 24 | (uint32_t)in[1] << 16 | (uint32_t)in[2] << 8
		| in[3];
}

#endif
