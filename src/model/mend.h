#ifndef MEND_H
#define MEND_H

#include "base/text.h"

struct field;
struct loader;
struct node;

/* Edits of more than one key or value, for the finding reported last. They are offered
 * where the file is written so plainly that they mean what they say; elsewhere nothing is. */

/* The entry becomes another one, of which the value is YAML. */
void mend_entry(struct loader *, const struct node *, const char *name, const char *value);

/* The entry becomes one of the same value in a mapping of this name; the edit does not say
 * the value, which may be secret. */
void mend_inside(struct loader *, const struct node *, const char *name, const char *inner);

/* The value at the text's place becomes this YAML. */
void mend_value(struct loader *, struct text old, const char *yaml);

/* The same for a value of the mapping that is read now; behind it come further entries,
 * as in "port: 993". */
void mend_value_more(struct loader *, struct text old, const char *yaml, struct word_list more);

/* The entry is left out, with its line. */
void mend_remove(struct loader *, const struct node *map, const struct node *entry);

/* The key of the entry, which is all of a document and a mapping, is left out. */
void mend_unwrap(struct loader *, const struct node *entry);

/* The key, of a mapping whose entries have a line each, becomes another one and gets a first
 * entry. */
void mend_section(struct loader *, const struct node *entry, const char *name, const char *first);

/* The key is indented by so many blanks more. */
void mend_indent(struct loader *, const struct node *entry, unsigned blanks);

#endif
