#ifndef HASHSET_H
#define HASHSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diags;

/* A set of hashes that finds what comes twice. Its memory does not grow: what
 * is more than a certain number goes into a file without a name in TMPDIR. */
struct hashset;

/* So long that no two texts have the same by chance, and nobody can look for two that
 * do: it differs from run to run. */
struct keyed_hash {
	uint64_t a, b;
};

/* What is kept with a hash: where it was met first, in the caller's own numbers. */
struct hashset_mark {
	uint32_t line;
	uint16_t file, column;
};

struct hashset *hashset_new(struct arena *);
void hashset_close(struct hashset *);

/* Adds a hash and its mark: true when it was not there; else the mark becomes the one that
 * was kept. NULL: no mark. When the file fails, that is reported
 * as `write`, once, and from then on everything counts as new. */
bool hashset_add(struct hashset *, struct keyed_hash, struct hashset_mark *,
	struct diags *);

/* Is it there? False, too, when the file fails. */
bool hashset_has(const struct hashset *, struct keyed_hash);

/* The hash of some bytes: 127 bits of a keyed SHA-1 (hash.h). */
struct keyed_hash keyed_hash(const void *bytes, size_t len);

bool keyed_hash_same(struct keyed_hash, struct keyed_hash);

#endif
