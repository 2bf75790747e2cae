#ifndef HELPER_HEAR_DIALECTS_H
#define HELPER_HEAR_DIALECTS_H

#include "helper/hear_talk.h"

/* A command; false ends the connection. The last row has no name. */
struct command {
	const char *name;
	bool (*run)(struct talk *);     /* finds its arguments at t->rest */
	const char *answer;             /* in place of a function */
	bool after_login, ends;
};

/* How one protocol goes. Its answers have the tag of the command before them. */
struct dialect {
	const char *protocol, *prompt;  /* in front of a challenge */
	bool (*greet)(struct talk *);
	bool (*take)(struct talk *);    /* parts t->line; false ends the connection */
	const struct command *commands;
	const char *refused, *begin_tls, *welcome, *denied;
	bool reads;                     /* a login is all that is meant to be heard */
};

extern const struct dialect dialect_imap, dialect_pop, dialect_smtp;

/* Speaks the server's protocol, from the greeting to the end of the connection, and
 * writes down what it hears. */
void speak(struct talk *);

/* The command that t->name is; and the commands that all protocols have. */
bool obey(struct talk *);
bool starttls(struct talk *);
bool auth(struct talk *);               /* AUTH MECHANISM [INITIAL] */

/* Answers a command, or a login that came to this. */
bool answer(struct talk *, const char *text);
bool logged_in(struct talk *, bool);

/* The one message that an IMAP or POP mailbox has, in lines that end in CR LF. */
extern const char letter_header[], letter_body[];

/* Writes down who a message is from, as clients show it (RFC 2047 undone). */
void note_message(struct talk *, const char *message);

/* Text of one charset in another; NULL when it has no such form. */
char *convert(struct arena *, const char *text, size_t len, const char *from, const char *to);

/* Is the connection one on which STARTTLS is offered now? */
bool offers_starttls(const struct talk *);

/* The mechanisms that can be offered in AUTH, each with the text in front. */
const char *list_mechanisms(const struct talk *, const char *before);

/* ---- logins ---- */

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

/* The bytes of base64, and how many; -1 when it is none. out has room for len bytes. */
int base64_decode(const char *base64, size_t len, char *out);

/* Is it a mechanism that the server offers? */
bool offers(const struct server *, const char *mechanism);

#endif
