#ifndef MANIFEST_H
#define MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct ini;
struct key_table;
struct partials;
struct target;

/* Reads a manifest into *target, whose name, folder and styles are known: every
 * section and key is checked, every template compiled. False after reporting. */
bool manifest_read(struct arena *, struct target *, const struct ini *,
	const struct partials *, struct diags *);

/* The keys of a manifest's sections: the nth table, NULL after the last. */
const struct key_table *manifest_keys(size_t n);

#endif
