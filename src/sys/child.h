#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>

struct buf;

/* Where a standard stream of a child leads, instead of to a descriptor of ours. */
enum { CHILD_NOTHING = -1, CHILD_PIPE = -2 };

/* A program to run beside this one for as long as a stream lasts. */
struct child_plan {
	const char *const *argv;        /* argv[0] is looked up on PATH; ends in NULL */
	const char *const *env;         /* the whole environment; ends in NULL */
	int input, output;              /* descriptors, borrowed; one is CHILD_PIPE */
};

/* A program that was started. Nothing of it is shared, so threads may have
 * children of their own. */
struct child {
	long pid;
	int fd;         /* our end of the pipe: to be read or written; -1: closed */
	int words;      /* what it says on standard error */
};

/* Starts a program. Its descriptors are the three standard streams alone. It ends
 * when the thread that started it ends (Linux). False with errno set. */
bool child_open(struct child *, const struct child_plan *);

/* Closes the pipe and waits for the program to end by itself: only when it has
 * read its input to the end, or said all it had to say. Adds the first line that
 * it said on standard error. Returns its exit status, -1 when a signal ended it. */
int child_close(struct child *, struct buf *said);

/* Ends the program, whatever it is at. */
void child_stop(struct child *);

#endif
