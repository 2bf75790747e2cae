#ifndef INIT_SERVERS_H
#define INIT_SERVERS_H

#include <stdbool.h>

struct init;

/* Finds the servers of the address: those that the options name, those of the rule set of
 * its domain, those that are published; else asks for them. False after reporting, as for
 * a provider without any server for mail clients. */
bool init_servers(struct init *);

/* Says what the provider wants its users to know, to the person. */
void init_say_notes(const struct init *);

#endif
