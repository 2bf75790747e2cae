#ifndef ADOPT_H
#define ADOPT_H

#include <stdbool.h>

#include "base/text.h"

struct merging;

/* Finds the accounts of the run that the user's own part of the file has already: the same id,
 * or the same logins at the same servers. Takes their lines out of the block's surroundings,
 * and has the block be there; nothing of the file changes. False after reporting. */
bool adopt_find(struct merging *);

/* Would the client read the same in these bytes, but for how it gets passwords: of the adopted
 * accounts and of the user's others? False after reporting. */
bool adopt_prove(struct merging *, struct literal bytes);

#endif
