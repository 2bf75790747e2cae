#ifndef CHAIN_H
#define CHAIN_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;
struct parts;
struct tag;

/* Is it a name as tags have them, or "."? Reports template-broken otherwise. */
bool name_check(struct arena *, const char *name, struct pos, struct diags *);

/* Gives a tag the styles of "style:style", looked up and checked: the last one
 * must be allowed for the file, but within a section that is quoted. The words are cut
 * up. Returns false after reporting template-broken. */
bool chain_parse(const struct parts *, struct tag *, char *words, struct diags *);

#endif
