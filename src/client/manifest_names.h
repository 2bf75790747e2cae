#ifndef MANIFEST_NAMES_H
#define MANIFEST_NAMES_H

#include <stdbool.h>

struct key_reader;

/* Reads a key of [names] and its template into the target that is being read: a name of
 * the account, or of one server or both. False after reporting. */
bool manifest_name(struct key_reader *);

/* Reads a key of [text.LANGUAGE] and its template: the name "text.LANGUAGE.KEY". False
 * after reporting. */
bool manifest_text(struct key_reader *);

#endif
