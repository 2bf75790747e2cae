#ifndef HELPER_HEAR_TALK_H
#define HELPER_HEAR_TALK_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>
#include <openssl/ssl.h>

#include "base/arena.h"

/* Bounds of what a client may send. */
enum { COMMAND_MAX = 1 << 18, TOTAL_MAX = 16 << 20, FACTS_MAX = 64, TALK_SECONDS = 60 };

/* What all connections of one run have in common. */
struct hall {
	pthread_mutex_t lock;           /* of the facts of its servers and what follows */
	long active;                    /* when a client was last heard (clock_ms) */
	unsigned open;                  /* connections */
	SSL_CTX *tls;
	const char *delimiter;          /* of the levels of folders */
	const json_t *folders;          /* pairs of a name and a special use or "" */
	bool starttls;                  /* is it offered where it is meant? */
};

/* A server that the account means. */
struct server {
	const char *name, *protocol, *security, *host, *user, *secret;
	const json_t *mechanisms;       /* that it offers */
	int port;
	bool certificate;               /* the client shall show one */
	const char *address;            /* of the host in this run */
	struct hall *hall;
	json_t *facts;                  /* what was heard, all connections together */
	bool whole;                     /* all that is meant was heard */
};

struct dialect;                         /* hear_dialects.h */

/* One connection. */
struct talk {
	struct arena *arena;            /* gone with it, overwritten */
	struct server *server;
	int fd;
	SSL *ssl;
	const char *security;           /* as it is now: none, starttls, tls */
	const struct dialect *dialect;
	const char *tag, *name;         /* of the command; the tag is "" without one */
	char *rest;                     /* what came after its name */
	bool logged_in, certified, deleted;
	char in[4096];                  /* came, not yet taken */
	size_t at, have, total;
	char line[COMMAND_MAX + 1];     /* what came last; a NUL is after it */
	size_t len;
};

/* Sends text; false when the connection has ended. */
bool say(struct talk *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The next line, without its end, goes after the bytes that t->line has already. False
 * when the connection has ended, or more came than any dialogue needs. */
bool hear_more(struct talk *);

/* The same, in place of what was there. */
bool hear_line(struct talk *);

/* Appends n bytes as they are, or with keep false passes over them. */
bool hear_bytes(struct talk *, size_t n, bool keep);

/* Makes it a connection with TLS; how is "tls" or "starttls". False when none comes
 * about. */
bool talk_encrypt(struct talk *, const char *how);

/* Writes down that it begins with TLS, or does not: true when the first byte that the
 * client sends within so many milliseconds is one of TLS. */
bool talk_begins_tls(struct talk *, int milliseconds);

/* Writes down what was heard, for the server: what is said first counts, and another
 * text later is one of `also`. */
void note(struct talk *, const char *key, const char *bytes, size_t len);

/* The same for what there may be many of. */
void note_each(struct talk *, const char *key, const char *bytes, size_t len);

/* Text of any bytes as JSON: what is no UTF-8 becomes \xHH. */
json_t *text_json(struct arena *, const char *bytes, size_t len);

/* All that this server is there for was heard. */
void talk_whole(struct talk *);

#endif
