#ifndef VOCABULARY_H
#define VOCABULARY_H

#include <stddef.h>

#include "template/template.h"

/* What a template may ask of an account: the name's kind, and whether it may be
 * absent. A leading '!' is passed over. `roles` are the blank-separated words
 * of the manifest's `uuids`, or NULL. */
struct name_info vocabulary_find(const char *path, const char *roles);

/* The nth name of the table with its one-line help, for documents; those of a
 * server come last, without their "incoming." or "outgoing.". NULL after the
 * last. */
const char *vocabulary_nth(size_t n, const char **help);

#endif
