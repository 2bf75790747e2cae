#ifndef HASH_H
#define HASH_H

#include <stddef.h>

enum { SHA1_BYTES = 20, SHA256_BYTES = 32, UUID_CHARS = 36, HASH_KEY_BYTES = 16 };

/* Random bytes that are the same for the whole run, and known to nobody before it. */
const unsigned char *hash_key(void);

/* SHA-1 of the key and len bytes: whoever chooses the bytes cannot choose the hash. */
void hash_keyed(const void *bytes, size_t len, unsigned char out[SHA1_BYTES]);

/* SHA-1 (FIPS 180-4) of len bytes; here only for names, never for secrecy. */
void sha1(const void *bytes, size_t len, unsigned char out[SHA1_BYTES]);

/* SHA-256 (FIPS 180-4) of len bytes. */
void sha256(const void *bytes, size_t len, unsigned char out[SHA256_BYTES]);

/* Writes bytes as two digits of hexadecimal each, in small letters, and a NUL. */
void hash_hex(const unsigned char *bytes, size_t n, char *hex);

/* The name-based UUID, version 5, of a URL (RFC 4122 section 4.3 and appendix C:
 * namespace URL) in upper case, NUL terminated. */
void uuid5_url(const char *url, char out[UUID_CHARS + 1]);

#endif
