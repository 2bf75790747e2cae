#ifndef SEEN_H
#define SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diags;

/* A set of hashes that finds what comes twice. Its memory does not grow: what
 * is more than a certain number goes into a file without a name in TMPDIR. */
struct seen;

struct seen *seen_new(struct arena *);
void seen_close(struct seen *);

/* Adds a hash: true when it was not there. When the file fails, that is reported
 * as `write`, once, and from then on everything counts as new. */
bool seen_add(struct seen *, uint64_t hash, struct diags *);

/* The hash of some bytes: 64 bits of SHA-1. */
uint64_t seen_hash(const void *bytes, size_t len);

#endif
