#ifndef INSTALL_ACCOUNTS_H
#define INSTALL_ACCOUNTS_H

struct run;
struct target_list;

/* Puts the accounts of the run's arguments into the targets' own files, and sums up. */
void install_accounts(struct run *, struct target_list *);

#endif
