#ifndef MERGE_H
#define MERGE_H

struct install;
struct file_change;

/* Adds a change to the run. */
void install_change(struct install *, struct file_change);

/* Lets go of the clients' locks. */
void merge_release(struct install *);

#endif
