#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "model/account.h"

struct arena;
struct roster;
struct row;
struct source;
struct stores;

/* Where an account comes from, not yet understood: a document, or a row of a roster. */
struct unit_source {
	struct source *document;        /* NULL: a row, or nothing could be read */
	struct row *row;                /* of the roster; or NULL */
	struct roster *roster;
	size_t file;                    /* the number of the file it is in, 1 first */
};

/* One account on its way from its document to files. */
struct unit {
	struct arena *arena;            /* of its own; has everything below */
	struct unit_source source;
	size_t index;                   /* its number among all that was read, 0 first */
	struct account account;
	struct diags *diags;
	bool there;                     /* it is one, perhaps one that cannot be read */
	bool ok;                        /* nothing forbids to render it */
	bool known;                     /* set by pool.c: a visitor knew that it is refused */
	bool passed_over;               /* pool.c: --only names others */
	bool kept;                      /* set by a visitor: outlives it */
	bool finished;                  /* pool.c: judged and worked on */
	void *result;                   /* from a visitor's `parallel` to its `in_order` */
	struct unit *next;              /* free for the visitor */
};

/* A unit without an account, in an arena of its own that is wiped at the end. The policy
 * is borrowed; NULL: none. */
struct unit *unit_new(const struct diag_policy *);
void unit_free(struct unit *);

/* Makes an account of the unit's source: reads the document or row, takes the fields,
 * completes them from rule sets and judges every endpoint. Findings go into the unit's
 * own, passwords' variables into the vault; `there` and `ok` say how it came out.
 * Nothing in it depends on other accounts. The rules and words are borrowed as long as
 * the unit lives. */
void unit_validate(struct unit *, struct stores *);

/* Where the account is: in its file, or its row of a roster; no source: nowhere. */
struct pos unit_pos(const struct unit *);

#endif
