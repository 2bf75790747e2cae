#ifndef UNSAID_H
#define UNSAID_H

#include "base/text.h"

struct arena;
struct target;

/* What a manifest leaves open: words of ours that it has none for, keys that most have, names
 * that are written and not read back, and `unused` fields. A sentence for each. */
struct word_list unsaid_of(struct arena *, const struct target *, const struct word_list *unused);

#endif
