#ifndef GROUP_H
#define GROUP_H

#include <stdbool.h>
#include <sys/types.h>

struct arena;
struct home;

/* The number of a group: of this system, or of the one below --root, by its own
 * /etc/group. False: there is none of that name. */
bool group_find(struct arena *, const struct home *, const char *name, gid_t *);

/* May this process give its files to the group? */
bool group_is_ours(struct arena *, gid_t);

#endif
