#ifndef ISSUERS_H
#define ISSUERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/account.h"

struct arena;
struct issuers;
struct key_table;

/* An authorization server that gives access tokens (RFC 6749). No application's client_id
 * is part of it. */
struct issuer {
	const char *name, *title, *reference;
	const char *checked;            /* the day its facts were looked at, or NULL */
	const char *page;               /* where applications are registered, or NULL */
	struct word_list hosts;         /* mail servers: those and what is below them */
	const char *authorize, *token;  /* https URLs of its endpoints */
	const char *device;             /* the one of RFC 8628; or NULL */
	const char *redirect;           /* where the browser is sent back to */
	struct word_list parameters;    /* NAME=VALUE, of an authorization request */
	const char *always;             /* scope whatever the protocols are; or NULL */
	const char *scope[PROTOCOL_COUNT];      /* for each protocol; NULL: no tokens for it */
	struct pos pos;
	bool broken;                    /* that was reported; nobody gets it */
	struct issuer *next;
};

/* A store of issuers: those of a folder of the user's (or NULL) come first, then the
 * shipped ones. One has the name of its file without ".ini", and is read when it is first
 * asked for. The folder's name is borrowed. */
struct issuers *issuers_new(struct arena *, const char *dir);

/* The issuer of this name; NULL when there is none (nothing reported) or it is broken
 * (reported, once). */
const struct issuer *issuers_find(struct issuers *, const char *name, struct diags *);

/* The one that says most exactly that this mail server is its own; NULL when none does. */
const struct issuer *issuers_of_host(struct issuers *, struct text host, struct diags *);

/* The name of the nth issuer, sorted; NULL after the last. */
const char *issuers_name(struct issuers *, size_t n, struct diags *);

/* The keys of its file, for the manual: the nth section; NULL after the last. */
const struct key_table *issuer_keys(size_t n);

#endif
