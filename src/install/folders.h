#ifndef FOLDERS_H
#define FOLDERS_H

#include <stdbool.h>

#include "install/merging.h"
#include "sys/transaction.h"

struct buf;
struct file_result;

/* Adds the folders that a client wants for these accounts, whose ids are in the table, and
 * remembers them; those that it wanted before go. False after reporting. */
bool folders_plan(struct install *, const struct client_accounts *, const struct table *);

/* The folder of an entry goes, when nothing is in it and no other entry is about it. */
void folders_leave(struct install *, const struct state_entry *);

/* Makes the folders, carries out the run's changes, and removes empty folders that have to
 * go; with `pretend` nothing of that. */
enum change_result folders_change(struct install *);

/* Adds the new ones to what became of the run's files; and to a diff. */
void folders_tell(const struct install *, struct file_result **);
void folders_show(const struct install *, struct buf *);

/* How the state file names such an entry, in place of the way to merge. */
#define STATE_FOLDER "folder"

#endif
