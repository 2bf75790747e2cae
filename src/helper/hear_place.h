#ifndef HELPER_HEAR_PLACE_H
#define HELPER_HEAR_PLACE_H

#include <stdbool.h>
#include <stddef.h>

/* Leaves the machine: a network, mounts and processes of its own, for what is forked
 * from now on. Without root's rights, in a user namespace where this user stays this
 * user. False with errno set. */
bool place_leave(void);

/* Brings up the loopback interface of the new network and leads every address there
 * is to it. False with errno set. */
bool place_network(void);

/* Processes that were forked since have a /proc of their own, where the system lets us. */
void place_proc(void);

/* Makes a file or folder where there is none, as `like` is one, in this run's mounts
 * alone; `room` is a folder for what that takes. What is put in place before is hidden
 * by it. False with errno set. */
bool place_make(const char *where, const char *like, const char *room);

/* Puts a file or folder in front of another one. False with errno set. */
bool place_put(const char *what, const char *where);

/* Makes a file of the text below the folder and puts it in the place of another, which
 * is there. */
bool place_text(const char *folder, const char *name, const char *text, const char *where);

/* A descriptor that sees all packets of the loopback interface; -1 with errno set. */
int place_watch(void);

/* Takes one packet from it: true when it begins a TCP connection; its address and port
 * are written down. */
bool place_attempt(int watch, char *address, size_t size, int *port);

#endif
