#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>

struct options;
struct run;
struct stores;
struct word_list;

/* What the user keeps below $XDG_CONFIG_HOME/mailgen for runs that name no file: the
 * folder `accounts`, and `config.yaml` with the targets of this machine. */

/* Gives a command that reads accounts, and was given no file, those of the folder; where
 * it needs targets and was given none, those of config.yaml. `bare`: no command was named,
 * so with config.yaml the accounts are installed, unless another place is given. False
 * after reporting, or when there is nothing of the kind (nothing reported). */
bool settings_apply(struct run *, struct options *, bool bare);

/* Adds the targets that the settings at this path name. False after reporting. */
bool settings_targets(struct stores *, const char *path, struct word_list *);

#endif
