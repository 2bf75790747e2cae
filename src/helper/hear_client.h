#ifndef HELPER_HEAR_CLIENT_H
#define HELPER_HEAR_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include <jansson.h>

enum { SAID_MAX = 4096, SCREEN_MAX = 1 << 16 };

/* The client that is run, and what it says. */
struct client {
	pid_t pid;
	int fd;                         /* its output, or its terminal; -1: closed */
	const json_t *keys;             /* lists of what to wait for and what to type */
	size_t typed;                   /* so many of them were */
	bool ended;
	int status;                     /* exit status, or -1 */
	char screen[SCREEN_MAX + 1];    /* since keys were typed, without what moves the cursor */
	size_t len;
	bool escape;                    /* in the middle of such a sequence */
	char said[SAID_MAX + 1];        /* the last it said */
	size_t said_len;
};

/* Starts the command with the file as its standard input, on a terminal where keys
 * shall be typed. False with errno set. */
bool client_start(struct client *, const json_t *command, const json_t *keys,
	const char *input);

/* Takes what it has said, and types what that asks for. */
void client_take(struct client *);

/* Are there keys that it was not given yet? */
bool client_has_keys(const struct client *);

/* Has it ended, with all that it has started? */
bool client_is_over(struct client *);

#endif
