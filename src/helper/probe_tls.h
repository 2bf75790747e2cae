#ifndef HELPER_PROBE_TLS_H
#define HELPER_PROBE_TLS_H

#include <openssl/x509.h>

#include "helper/probe_net.h"

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

#endif
