#ifndef REGROUP_H
#define REGROUP_H

struct loader;
struct node;

/* Edits that put what is said of servers together, for the finding reported last: as those
 * of model/mend.h. None has a password in its text. */

/* The server that is read becomes a list of two, each with one of the ports. */
void regroup_ports(struct loader *, const unsigned ports[2]);

/* The entry at the top of the account goes under `server`, as its field `name`. `first` is
 * the entry before it that goes there, too, or NULL. */
void regroup_under(struct loader *, const struct node *entry, const char *server,
	const char *name, const struct node *first);

#endif
