#ifndef MERGE_H
#define MERGE_H

struct install;
struct piece;

/* Adds a piece of the run. */
void compose_piece(struct install *, struct piece);

/* Lets go of the clients' locks. */
void compose_release(struct install *);

#endif
