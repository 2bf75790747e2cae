#ifndef SIGN_H
#define SIGN_H

#include <stdbool.h>

struct arena;
struct diags;
struct rendered;

/* Replaces each file's bytes with the same bytes signed (CMS SignedData,
 * RFC 5652, DER, not detached) by the helper program `sign`. chain may be NULL.
 * False after reporting; the files are then as they were. */
bool sign_files(struct arena *, struct rendered *, const char *cert,
	const char *key, const char *chain, struct diags *);

#endif
