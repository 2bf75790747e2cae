#ifndef PRUNE_HOME_H
#define PRUNE_HOME_H

struct install;

/* Takes what accounts that are not among the run's have left out of the clients' own files,
 * and sums up. */
void prune_home(struct install *);

#endif
