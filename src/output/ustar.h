#ifndef USTAR_H
#define USTAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct buf;

/* The latest time that a header can have, in seconds since 1970. */
#define USTAR_TIME_MAX UINT64_C(077777777777)

/* An entry of a tar archive, owned by number 0 without names. */
struct ustar {
	struct literal path;    /* of a folder when it ends in '/' */
	unsigned mode;          /* the permissions alone are taken */
	size_t len;             /* of the file, in bytes */
	uint64_t time;          /* at most USTAR_TIME_MAX */
};

/* Adds what comes before the bytes of a file: a header as POSIX.1-2017, pax, "ustar
 * Interchange Format" has it. A path that it cannot have, as it is too long or is not
 * ASCII, is in an extended header before it ("pax Interchange Format"). */
void ustar_add(struct buf *, const struct ustar *);

/* Adds zeros up to the end of a block, of 512 bytes, after the bytes of a file. The
 * buffer begins with a block. */
void ustar_fill(struct buf *);

/* Adds the end, to an archive of `before` bytes before those of the buffer. */
void ustar_end(struct buf *, uint64_t before);

#endif
