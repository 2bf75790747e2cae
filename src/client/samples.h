#ifndef SAMPLES_H
#define SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/account.h"

struct arena;
struct target;

/* How a sample came out. */
enum sample_result {
	SAMPLE_UNTRIED,
	SAMPLE_WRITTEN,                 /* and not asked about yet */
	SAMPLE_REFUSED,
	SAMPLE_SAME,                    /* all that was meant with it was read */
	SAMPLE_DIFFERENT,
	SAMPLE_UNASKED,                 /* it is known that nobody can tell */
	SAMPLE_FAILED,                  /* the client did not take the file */
};

/* A part of an account: a server, or a value in a text field. */
struct sample {
	const char *what;               /* what it is one of: "smtp", "folders.sent" */
	const char *shown;              /* which one, for people */
	const char *path;               /* of the field in an account, dots between names */
	const char *json;               /* the field */
	const char *value;              /* hostile text in it; NULL: a server */
	enum protocol incoming;         /* of the account that it is in */
	bool reading, sending;          /* it is of the incoming server, of the outgoing one */
	bool certified;                 /* a certificate logs in to it */
	bool keyless;                   /* the certificate's key is in the same file */
	bool embedded;                  /* passwords are written into files */
	enum sample_result result;
	/* with the last of these results */
	enum diag_id id;
	bool by_all;                    /* refused for any client */
	const char *why;                /* refused, unasked, failed */
	const char *key, *meant, *read; /* different */
};

struct sample_list {
	struct sample *items;
	size_t n;
};

/* Adds a sample, which is to be filled in. */
struct sample *samples_add(struct arena *, struct sample_list *);

/* Adds a server for each protocol, security and login that the target says it can do. */
void samples_servers(struct arena *, const struct target *, struct sample_list *);

/* The nth text field of accounts of this protocol (or of none, for a client that only sends),
 * as a sample with this value; path NULL: it has no such field, or the value cannot be in
 * it. False after the last. */
bool samples_field(struct arena *, size_t n, enum protocol, const char *value,
	struct sample *);

/* The hostile values that the program carries (templates/hostile.txt): the nth, in the
 * arena. NULL after the last. */
const char *samples_value(struct arena *, size_t n);

/* An account with these samples in it, as JSON, which is YAML: `number` makes its names
 * different from others'. */
const char *samples_account(struct arena *, const struct target *,
	struct sample *const *, size_t n, size_t number);

/* Can they not be in one account? */
bool samples_exclude(const struct sample *, const struct sample *);

#endif
