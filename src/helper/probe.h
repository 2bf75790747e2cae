#ifndef HELPER_PROBE_H
#define HELPER_PROBE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>
#include <openssl/ssl.h>

/* Bounds of what a server may say, and of what is told of it. */
enum { LINE_MAX_BYTES = 8192, TOTAL_MAX_BYTES = 256 << 10, SHOWN_MAX = 200 };

/* What is wanted of one server. */
struct request {
	const char *protocol;           /* imap, pop, smtp */
	const char *security;           /* tls, starttls, none: what to try first */
	const char *ca_file;            /* or NULL: the system's authorities */
	char host[256];                 /* without the brackets of an IPv6 address */
	int port;
	long deadline;                  /* of everything, as now_ms counts */
	json_t *json;                   /* the request as it came */
};

/* Text of at most SHOWN_MAX printable ASCII characters: everything else becomes
 * \xHH, so that no server can write to a terminal. */
json_t *shown(const char *bytes, size_t len);

/* Remembers what stopped the look; the first time counts. Always false. */
bool stopped(json_t *facts, const char *code, const char *why);

/* ---- probe_net.c ---- */

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

/* One line without its end. It may hold any byte; a NUL stands behind it. */
struct line {
	char s[LINE_MAX_BYTES + 1];
	size_t len;
};

long now_ms(void);

/* Connects to one address after the other. False with code and why. Writes
 * what it learns about the name into the facts. */
bool conn_open(struct conn *, const struct request *, long deadline,
	json_t *facts);
void conn_close(struct conn *);

/* Waits until the descriptor is ready; false when the time is over. */
bool conn_wait(struct conn *, bool for_writing);
bool conn_write(struct conn *, const char *string);

/* The next line. False with code and why: silent, timeout, closed, flood. */
bool conn_line(struct conn *, struct line *);

/* Remembers why the connection is of no more use. Always false. */
bool conn_failed(struct conn *, const char *code, const char *why);

/* ---- probe_tls.c ---- */

/* What came of asking for TLS. */
enum handshake {
	HANDSHAKE_DONE,
	HANDSHAKE_FAILED,               /* the other side speaks TLS */
	HANDSHAKE_NO_TLS,               /* it says something else, or nothing */
};

/* Makes the connection one with TLS, whatever its certificate is, and writes
 * TLS version and certificate into the facts. Else code and why are set. */
enum handshake tls_start(struct conn *, const struct request *, json_t *facts);

/* Room for a fingerprint: 64 bytes are the longest. */
enum { FINGERPRINT_MAX = 3 * 64 + 1 };

/* The certificate's fingerprint of a kind ("sha256", "sha1", "md5") as account
 * files have it: upper case hex pairs with colons. False when there is none. */
bool tls_fingerprint(const X509 *, const char *kind, char text[FINGERPRINT_MAX]);

/* ---- probe_talk.c ---- */

/* Reads the greeting; false with code and why in the connection. */
bool talk_greet(struct conn *, const struct request *, json_t *facts);

/* Asks what is offered, without and with TLS when there is STARTTLS, and says
 * goodbye. */
void talk(struct conn *, const struct request *, json_t *facts);

/* ---- probe_login.c ---- */

/* Logs in and out again; "login" of the facts is what came of it. */
void login(const struct request *, json_t *facts);

#endif
