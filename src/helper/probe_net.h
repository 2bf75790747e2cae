#ifndef HELPER_PROBE_NET_H
#define HELPER_PROBE_NET_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/ssl.h>

#include "base/clock.h"
#include "helper/probe_facts.h"

/* A connection: plain when ssl is NULL. It ends at its own deadline. */
struct conn {
	int fd;
	SSL *ssl;
	long deadline;
	char in[4096];                  /* came, not yet taken */
	size_t at, have;
	size_t total;                   /* all that came */
	const char *code;               /* what ended it, as stopped() takes it */
	char why[SHOWN_MAX];
};

/* One line without its end. It may hold any byte; a NUL is after it. */
struct line {
	char s[LINE_MAX_BYTES + 1];
	size_t len;
};

/* Connects to one address after the other. False with code and why. Writes
 * what it learns about the name into the facts. */
bool conn_open(struct conn *, const struct request *, long deadline, json_t *facts);
void conn_close(struct conn *);

/* Waits until the descriptor is ready; false when the time is over. */
bool conn_wait(struct conn *, bool for_writing);
bool conn_write(struct conn *, const char *string);

/* The next line. False with code and why: silent, timeout, closed, flood. */
bool conn_line(struct conn *, struct line *);

/* Remembers why the connection is of no more use. Always false. */
bool conn_failed(struct conn *, const char *code, const char *why);

#endif
