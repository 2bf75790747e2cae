#ifndef ARENA_H
#define ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new empty arena; the caller owns it. Out of memory ends the program
 * with status 4, here and in every other function that allocates. */
struct arena *arena_new(void);

/* Frees the arena and everything that was allocated in it. NULL is allowed. */
void arena_free(struct arena *);

/* Forgets everything allocated so far and keeps one chunk for reuse. */
void arena_reset(struct arena *);

/* Zeroed memory for n objects of size bytes, aligned for any type, which lives
 * as long as the arena. */
void *arena_alloc(struct arena *, size_t n, size_t size);

/* Room for one more after the n objects of size bytes in an array that grew here from
 * NULL: returns where they are now. */
void *arena_grow(struct arena *, void *items, size_t n, size_t size);

/* A copy of len bytes with a NUL after them (bytes may hold NULs). */
char *arena_copy(struct arena *, const char *bytes, size_t len);

/* A formatted string. */
char *arena_printf(struct arena *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *, const char *fmt, va_list)
	__attribute__((format(printf, 2, 0)));

/* Overwrites with zeros, on arena_reset and arena_free, what the arena holds:
 * for arenas that carry passwords. */
void arena_wipe_at_end(struct arena *);

#endif
