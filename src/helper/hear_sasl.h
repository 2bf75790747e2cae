#ifndef HELPER_HEAR_SASL_H
#define HELPER_HEAR_SASL_H

#include "helper/hear_talk.h"

/* The stamp of the greetings and challenges, for APOP and CRAM-MD5. */
#define STAMP "<1896.697170952@hear.invalid>"

/* One login by a SASL mechanism, whose initial answer (base64, "=" for an empty one)
 * may be NULL. True when the user and the secret are those of the account; both are
 * written down in any case. */
bool sasl(struct talk *, const char *mechanism, const char *initial);

/* A login with the secret itself, or, where it is hidden, what it was hashed to. */
bool login(struct talk *, const char *mechanism, const char *user, size_t user_len,
	const char *secret, size_t secret_len);
bool login_digest(struct talk *, const char *mechanism, const char *user,
	size_t user_len, const char *expected, const char *hex);

/* The MD5 of a text and HMAC-MD5, in lower case hex. */
void md5_hex(const char *text, char hex[33]);

/* Is it a mechanism that the server offers? */
bool offers(const struct server *, const char *mechanism);

#endif
