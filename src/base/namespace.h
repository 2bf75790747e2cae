#ifndef NAMESPACE_H
#define NAMESPACE_H

#include <stdbool.h>

/* Leaves what the flags of unshare(2) name: with the right to, else in a user namespace
 * where this user stays this user (user_namespaces(7)). False with errno set. */
bool namespace_leave(int what);

/* Brings up the loopback interface of a new network namespace; false with errno set. */
bool namespace_loopback(void);

#endif
