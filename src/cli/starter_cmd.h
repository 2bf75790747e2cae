#ifndef STARTER_CMD_H
#define STARTER_CMD_H

struct run;

/* Carries out `targets new DIR --like NAME`: a folder to start a new target from. */
void starter_new(struct run *);

#endif
