#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct diags;
struct node;
struct source;
struct words;

/* The columns of a roster, by their number. */
struct columns {
	const char *const *names;
	const char *const *paths;       /* of the field that it sets; NULL: none */
	size_t n;
};

/* What a pattern can use beside the columns: the parts of the account's address. A
 * column of such a name comes first. */
enum { COLUMNS_PARTS = 2 };
extern const char *const columns_parts[COLUMNS_PARTS];

/* Reads the header and compares it with the pattern: each column sets a field or stands
 * in the pattern, and each ${column} there is a column. Makes the names known to the
 * table for messages. False after reporting. */
bool columns_read(struct arena *, const struct words *, struct source *table,
	const struct text *header, size_t n, const struct node *pattern,
	struct columns *, struct diags *);

#endif
