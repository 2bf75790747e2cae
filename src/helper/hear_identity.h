#ifndef HELPER_HEAR_IDENTITY_H
#define HELPER_HEAR_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/ssl.h>

struct arena;

enum { HASH_NAME_MAX = 16 };

/* A throw-away authority, what it has signed, and where the files are that show it. */
struct identity {
	SSL_CTX *server;                /* for the servers */
	char hash[HASH_NAME_MAX];       /* the authority's name in a folder of OpenSSL's */
};

/* Makes an authority and a certificate for these hosts, names or addresses; writes the
 * authority to the file `authority`, and a certificate of its own with its key for the
 * client to `client`. With stranger the servers have a certificate of another authority,
 * which is written nowhere. False when OpenSSL or a file fails. */
bool identity_make(struct arena *, struct identity *, const char *const *hosts, size_t n,
	bool stranger, const char *authority, const char *client);

#endif
