#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A program to run, and the bounds it runs in. */
struct process {
	const char *const *argv;        /* argv[0] is looked up on PATH; ends in NULL */
	const char *const *env;         /* the whole environment; ends in NULL. NULL: this one's */
	int folder;                     /* descriptor of its working folder; 0: this one */
	const char *input;              /* for standard input, NULL: nothing */
	size_t input_len;
	const char *second;             /* for /dev/fd/3, NULL: not open */
	size_t second_len;
	int from, to;                   /* files for both instead, descriptors; 0: none */
	unsigned seconds;               /* time limit; then its process group is killed */
	size_t output_max;              /* bytes of each stream */
	bool offline;                   /* take the network away, where we may */
	bool heard;                     /* its standard error is this one's */
};

struct process_result {
	struct buf out, err;            /* the caller frees them with process_free */
	int status;                     /* exit status, or -1 when it was killed */
	bool timed_out, too_much;
	int signal;                     /* that asked this program to end, or 0 */
	bool isolated;                  /* did it run without a network? */
};

/* Runs a program; offline means in a network of its own that has only a loopback
 * interface (Linux network namespaces; isolated tells whether it worked). A signal
 * that would end this program ends the other one first; then this one ends here, unless
 * the caller holds its end back (sys/signals.h) to put things away. The other one is in a
 * process group of its own: whatever it left running there is ended with it. When it
 * asks something at the terminal, that is lent to it. False with errno set when it could
 * not be started. */
bool process_run(const struct process *, struct process_result *);
void process_free(struct process_result *);

/* Is there a program of this name on PATH? */
bool process_exists(const char *name);

#endif
