#ifndef TOKENS_H
#define TOKENS_H

#include <stdbool.h>

#include "model/account.h"

struct arena;
struct diags;
struct issuer;
struct issuers;
struct target;
struct targets;

/* An access token of an account, as a broker keeps it. */
struct token {
	struct text name;               /* the account's id, or that, "/" and the protocol */
	const struct oauth2 *oauth2;
	const struct issuer *issuer;    /* NULL: none is known */
	const struct server *server;    /* the first that it is for */
	bool speaks[PROTOCOL_COUNT];    /* which protocols it is for */
	struct text command, secret;    /* of the client_secret: a shell command, or itself */
	struct token *next;
};

/* Finds the issuer of each server with auth 'oauth2', and names its token. A server that
 * has a broker and no password of its own gets the broker's command for one; one that has
 * neither is told which brokers are installed. The targets and issuers are borrowed. False
 * after reporting. */
bool tokens_settle(struct arena *, struct account *, struct targets *, struct issuers *,
	struct diags *);

/* The tokens that the broker is to fetch: those that are left to it, or to nobody. */
struct token *tokens_of(struct arena *, const struct account *, const struct target *broker);

/* What is asked for: the account's own scope, else the issuer's for the protocols. *missing
 * becomes a protocol that the issuer gives no token for, or PROTOCOL_UNSET. */
struct text token_scope(struct arena *, const struct token *, enum protocol *missing);

#endif
