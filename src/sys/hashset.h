#ifndef HASHSET_H
#define HASHSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diags;

/* A set of hashes that finds what comes twice. Its memory does not grow: what
 * is more than a certain number goes into a file without a name in TMPDIR. */
struct seen;

/* So long that no two texts have the same by chance, and nobody can look for two that
 * do: it differs from run to run. */
struct seen_hash {
	uint64_t a, b;
};

struct seen *seen_new(struct arena *);
void seen_close(struct seen *);

/* Adds a hash: true when it was not there. When the file fails, that is reported
 * as `write`, once, and from then on everything counts as new. */
bool seen_add(struct seen *, struct seen_hash, struct diags *);

/* The hash of some bytes: 127 bits of a keyed SHA-1 (hash.h). */
struct seen_hash seen_hash(const void *bytes, size_t len);

bool seen_same(struct seen_hash, struct seen_hash);

#endif
