#ifndef INIT_CLIENTS_H
#define INIT_CLIENTS_H

#include <stdbool.h>

struct init;
struct unit;

/* Finds out which clients get the account: those of --target, those that the person names,
 * or those of this machine that it fits. There may be none. False after reporting. */
bool init_clients(struct init *, struct unit *);

#endif
