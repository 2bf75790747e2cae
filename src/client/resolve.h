#ifndef RESOLVE_H
#define RESOLVE_H

#include <stdbool.h>

#include "model/account.h"

struct arena;
struct diags;
struct notice;
struct table;
struct target;
struct token;
struct value;
struct vault;

/* One server as a client will use it. */
struct endpoint {
	const struct server *server;
	const char *security, *auth;    /* the client's words */
	const char *mechanism;          /* our word for what `auth` stands for */
	const char *issuer;             /* the client's word for who gives the tokens, if it has
					 * one for each that it knows */
	struct text command, secret;    /* the password: a shell command, or itself */
	bool told;                      /* that the client gets neither was reported */
	struct endpoint *all;           /* of the one that is chosen: all of its direction that
					 * the client can use, when it asks for them; itself too */
	struct endpoint *next;
};

/* What of an account a client gets. */
struct choice {
	struct endpoint *incoming, *outgoing;   /* NULL: not for this client */
	struct endpoint *others;        /* what aliases send through besides, each host once, when
					 * the client asks for them */
	struct token *tokens;           /* for a broker to fetch */
};

enum passwords {
	PASSWORDS_BY_COMMAND,
	PASSWORDS_EMBEDDED,
	/* each command replaced by one that prints it, for clients that run commands, those
	 * of signatures as well, while they read their file */
	PASSWORDS_PROBED,
	PASSWORDS_PROBED_EMBEDDED,      /* both of these */
};

enum sharing { SHARING_NOTHING, SHARING_FILES };

/* Chooses for the target the first endpoint of each list that it can speak and
 * makes the view; sharing says whether other accounts will stand in the same
 * files. What the client cannot do, will not honour or should be told
 * is reported. Password commands run once for a vault. NULL after an error. */
struct value *resolve(struct arena *, const struct account *, const struct target *,
	enum passwords, enum sharing, struct vault *, struct diags *);

/* Can the client speak to this server? Fills in the words of the endpoint, or says why
 * not, fit to follow "cannot: ". */
bool resolve_fits(struct arena *, const struct target *, const struct server *,
	struct endpoint *, const char **why);

/* Can the account stand in one file with those that were asked about before? False
 * after reporting. The table keeps what there was, with keys of the arena's. */
bool resolve_beside(struct arena *, const struct target *, struct table *before,
	const struct value *view, struct diags *);

/* Does the account of this view meet what the notice is about? */
bool notice_applies(const struct notice *, const struct value *view);

#endif
