#ifndef PRUNE_FOLDER_H
#define PRUNE_FOLDER_H

struct target_list;
struct unit_list;
struct run;

/* Removes below --output-dir what the record of a folder there says that mailgen
 * wrote for an account that is not among these, and for a client that is
 * among these. */
void prune_folder(struct run *, const struct target_list *, const struct unit_list *);

#endif
