#ifndef DISCOVER_H
#define DISCOVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/account.h"

struct arena;
struct buf;
struct diags;
struct json_t;
struct rule_set;
struct stores;
struct words;

/* What says which servers an address has, in the order in which it counts. */
enum discover_source {
	DISCOVER_RULES,                 /* the rule set that has the mail domain */
	DISCOVER_PACC,                  /* the domain's JSON document, its digest in DNS */
	DISCOVER_AUTOCONFIG,            /* the domain's XML document */
	DISCOVER_SRV,                   /* the domain's SRV records (RFC 6186, RFC 8314) */
	DISCOVER_MX,                    /* the same of the mail exchanger's domain */
	DISCOVER_SOURCES,               /* how many there are */
};

/* Why a value is believed. Only the first of these is a reason not to write it down
 * before a person has looked. */
enum discover_trust {
	TRUST_NONE,                     /* anybody on the way could have said it */
	TRUST_ACCEPTED,                 /* the user has accepted the host */
	TRUST_RULES,                    /* a rule set of this machine */
	TRUST_DNSSEC,                   /* signed records, validated here */
	TRUST_HTTPS,                    /* https from a host of the mail domain */
	TRUST_DIGEST,                   /* the same, with the digest that DNS has of it */
};

/* One server that was found; what is not said is zero or NULL. */
struct discovered {
	enum protocol protocol;
	const char *host;               /* A-labels, checked as in an account */
	unsigned port;
	enum security security;
	enum auth auth;                 /* the first choice */
	const char *username;           /* placeholders filled in; NULL: not said */
	enum discover_trust trust;
	bool unusual;                   /* its port needs 'allow: [port-unknown]' */
};

/* What one source says. */
struct discover_answer {
	enum discover_source source;
	const char *from;               /* a URL, the records' names, the name of a rule set */
	const char *exchanger;          /* whose rule set or document it is, or NULL */
	const struct rule_set *set;     /* the servers are those of this set; or NULL */
	struct discovered *servers;     /* in its order of preference */
	size_t n;
};

/* What is looked for, and how. */
struct discover_query {
	const char *address;            /* the mail domain alone leaves this machine */
	unsigned seconds;               /* for all of it; 0: 10 */
	bool offline;                   /* the first source alone */
	struct word_list accepted;      /* hosts that the user trusts */
};

struct discovery {
	struct text email, local_part, domain;  /* as address_check gives them */
	struct discover_answer answers[DISCOVER_SOURCES];       /* those that say something */
	size_t n;
	const struct discover_answer *chosen;   /* the first of them; NULL: nothing was found */
	bool failed;                    /* a name that exists could not be asked */
};

/* Asks all sources at once for the servers of an address; the first in their order that
 * says something is chosen. What was refused, what does not agree with it, what is not to be
 * trusted, and why nothing was found is reported as `discover`. Everything in the
 * discovery lives in the arena or in the rules of the stores. False, after reporting an
 * error, where nothing was found. */
bool discover(struct arena *, struct stores *, const struct discover_query *,
	struct discovery *, struct diags *);

/* The first server of this protocol that was chosen, one with encryption if there is such
 * a one; or NULL. */
const struct discovered *discover_server(const struct discovery *, enum protocol);

/* Is there no server among the chosen that nobody vouches for? */
bool discover_trusted(const struct discovery *);

/* Adds an account file, with comments that say where the servers are from; those that are not
 * to be trusted are comments themselves. */
void discover_print(struct arena *, const struct words *, const struct discovery *,
	struct buf *);

/* The same without comments in the place of servers: only for looking at them. */
void discover_print_all(struct arena *, const struct words *, const struct discovery *,
	struct buf *);

/* Adds the lines of one server as an account file has them, after this indent; what is not
 * said is left out. */
void discover_print_server(struct arena *, const struct words *, const struct discovered *,
	const char *indent, struct buf *);

/* The words of JSON: "autoconfig", "https". */
const char *discover_source_word(enum discover_source);
const char *discover_trust_word(enum discover_trust);

/* All that was found, in the words of the account file. */
struct json_t *discover_json(const struct discovery *);

#endif
