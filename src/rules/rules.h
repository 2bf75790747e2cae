#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/account.h"

/* How a row of a rule set stands, best first. */
enum standing {
	STANDING_RECOMMENDED, STANDING_ALLOWED, STANDING_DISCOURAGED,
	STANDING_FORBIDDEN,
	STANDING_ABSENT,        /* takes an inherited row away: no row of a set */
};

/* What users log in with. */
enum name_form { NAME_UNSAID, NAME_ADDRESS, NAME_LOCAL_PART, NAME_DOTTED };

/* Stands in a row's host for the mail domain of an account. */
#define RULE_DOMAIN "{{domain}}"

struct rule_row {
	struct pos pos;
	enum protocol protocol;
	unsigned port;
	enum security security;
	enum auth only;                 /* the one its section names, or AUTH_UNSET */
	const char *auths;              /* as written: words, or "any" */
	bool auth[AUTH_COUNT];          /* which authentications the row is for */
	enum auth first_auth;           /* the one to take when none was given */
	enum standing standing;
	size_t order;                   /* among rows that stand alike, 1 first; 0: last */
	enum diag_id id;                /* what its use is reported as, or DIAG_COUNT */
	const char *text, *fix, *source;/* NULL when not given */
	const char *host;               /* server of this row, with `{{domain}}` where the mail
					 * domain stands in it; NULL: the account's */
	enum name_form username;        /* NAME_UNSAID: the set's */
	struct rule_row *next;
};

/* What a set says of hosts in `hosts`: this one, and those below it. */
struct rule_host {
	const char *name;               /* A-labels, lower case */
	struct pos pos;
};

struct rule_set {
	const char *name, *title, *reference;
	const char *checked;            /* the day its facts were looked at, or NULL */
	const char *page;               /* the address of a page about the notes, or NULL */
	const char *note;               /* what users have to know, or NULL */
	const char *password_note;      /* what those who log in with a password have to know */
	struct word_list names;         /* other names of the provider, as people write them */
	struct word_list neighbours;    /* mail domains of others, near its own */
	struct word_list domains;       /* mail domains it serves, A-labels */
	struct rule_host *hosts;        /* its servers besides those of the rows */
	size_t nhosts;
	bool no_access;                 /* no server that mail clients can use; note says why */
	enum name_form username;
	bool hashed;                    /* the provider keeps hashes of passwords */
	bool files_sent;                /* it files a copy of what is sent through it */
	struct rule_row *rows;          /* in file order, inherited ones replaced or first */
	struct pos pos;
	struct rule_row *marks;         /* [auth NAME]: rows without a port, auths is NAME */
	const struct rule_row **best;   /* the rows in the order of choice */
	size_t nbest;
	const struct rule_set *others;  /* has the rows that this set may lack, or NULL */
};

struct rules;

/* A store of rule sets: files and a folder named by the user come first, then
 * the shipped ones. Sets are read when they are first asked for. `extra` are
 * paths of INI files (--rules), `dir` is a folder of them or NULL; a set has
 * the name of its file without ".ini". Both are borrowed. */
struct rules *rules_new(struct arena *, const char *const *extra, size_t nextra, const char *dir);

/* The set of this name, read and checked, its `extends` followed (one that
 * extends its own name means the next place that has it); NULL when there is
 * none (nothing reported) or it cannot be used (reported each time). A name
 * that is not [a-z0-9][a-z0-9._-]* never reaches the file system. */
const struct rule_set *rules_find(struct rules *, const char *name, struct diags *);

/* The set that serves a mail domain (A-labels), a user's before a shipped one;
 * NULL when there is none. Sets that do not have the domain are not read. */
const struct rule_set *rules_of_domain(struct rules *, const char *domain, struct diags *);

/* The set that has such a title, or such a name in `names`, however it is spelt: "Yahoo!
 * Mail" is "yahoomail"; NULL when there is none. */
const struct rule_set *rules_called(struct rules *, const char *name, struct diags *);

/* The set whose server this is: of those that name it in a row or have it below
 * one of their `hosts`, the one that is most exact about it. NULL when it is
 * no set's, as every name and address of this machine is; *near is then the
 * known server that it differs from by a slip of the fingers, borrowed until
 * the next call, or NULL. */
const struct rule_set *rules_of_host(struct rules *, struct text host,
	const char **near, struct diags *);

/* The mail domain of some set that this one differs from by such a slip; NULL
 * when there is none. */
const char *rules_near_domain(struct rules *, const char *domain, struct diags *);

/* The name of the nth set, shipped or the user's, sorted; NULL after the last.
 * A folder that cannot be read is reported. */
const char *rules_name(struct rules *, size_t n, struct diags *);

/* The word of a rule set: "address", "local_part", "dotted" (LOCAL.DOMAIN); "" for
 * NAME_UNSAID. */
const char *name_form_word(enum name_form);

const char *standing_word(enum standing);

/* What a row is looked for by; what is left zero agrees with every row. */
struct rule_query {
	enum protocol protocol;
	unsigned port;
	enum security security;
	enum auth auth;
	bool host;                      /* only rows that name a server */
};

/* Does the row agree with the query and is its standing no worse than `worst`? */
bool rule_matches(const struct rule_row *, struct rule_query, enum standing worst);

/* The best row that does, or NULL: by standing, order, place in the file. */
const struct rule_row *rules_best(const struct rule_set *, struct rule_query,
	enum standing worst);

/* The server of a row that names one, for an account of this mail domain (A-labels). */
const char *rule_host(struct arena *, const struct rule_row *, struct text domain);

/* What users log in with on a server of this row, which may be NULL. */
enum name_form rules_username(const struct rule_set *, const struct rule_row *);

/* Does the set know this server: is it in a row, or below one of its `hosts`? */
bool rules_knows_host(const struct rule_set *, struct text host);

/* The row of the set for this server as it is written, or NULL. */
const struct rule_row *rules_row(const struct rule_set *, const struct server *);

#endif
