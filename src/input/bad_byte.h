#ifndef BAD_BYTE_H
#define BAD_BYTE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A place from which on bytes cannot be an account file. */
struct bad_byte {
	size_t at;              /* its offset; how many bytes there are without one */
	const char *text;       /* NULL without one */
	const char *fix;
};

/* Finds the first thing that libyaml would refuse to read or would take for
 * something else than an editor shows. For input.c alone. */
struct bad_byte bad_byte_find(struct arena *, const char *bytes, size_t len);

/* Are these, by how they begin (YAML 1.2, 5.2), UTF-16 or UTF-32? */
bool bad_byte_is_wide(const char *bytes, size_t len);

#endif
