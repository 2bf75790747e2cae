#ifndef VIEW_NAMES_H
#define VIEW_NAMES_H

#include <stddef.h>

#include "template/template.h"

/* What a template may ask of an account: the name's kind, and whether it may be
 * absent. A leading '!' is passed over. `roles` are the blank-separated words
 * of the manifest's `uuids`, or NULL. */
struct name_info view_name_find(const char *path, const char *roles);

/* What a name of an earlier version is called today, or NULL. */
const char *view_name_renamed(const char *path);

struct name_row {
	const char *name;
	enum name_kind kind;
	bool optional;
	const char *help;
};

/* The nth row of the table, for documents; of_server: its name is below `incoming` and
 * `outgoing`. NULL after the last. */
const struct name_row *view_name_nth(size_t n, bool *of_server);

#endif
