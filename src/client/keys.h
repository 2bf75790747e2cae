#ifndef KEYS_H
#define KEYS_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct diags;
struct ini_section;

/* Has every key of a manifest's section, but of those whose keys are the client's own,
 * a value of the form that it takes? False after reporting each that has not. */
bool keys_check(struct arena *, const struct ini_section *, struct diags *);

/* Reports a word or a name that is not one of the list (blanks between). */
void keys_unknown(struct arena *, struct pos, const char *what, const char *word,
	const char *list, struct diags *);

#endif
