#ifndef IMPORT_H
#define IMPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct buf;
struct diags;
struct home;
struct rendered;
struct run;
struct target;
struct words;

/* One value of the client's: in the user's file, and in what mailgen writes for the account
 * that was found. */
struct import_row {
	const char *key, *was, *now;
	bool same;
	bool added;                     /* this client has nothing there, and another one whose
					 * account it is, too, has */
	bool secret;                    /* neither value may be shown */
};

/* An account in a client's file. */
struct imported {
	const struct target *target;
	const char *from;               /* the first file that was read, as it may be shown */
	struct imported *joined;        /* the same account in another client's files, and so
					 * on; NULL: no more */
	bool is_joined;                 /* it is another one's `joined` */
	const char *id;                 /* what the client calls it, or NULL */
	size_t line;                    /* where it begins; 0: that is not known */
	const json_t *read;             /* its values; borrowed from the file */
	const json_t *lines, *lost;     /* numbers of the lines that are of nothing else, and
					 * of those among them that say what no account can;
					 * NULL: that is not known; borrowed */
	json_t *account;                /* the account that has them, as an account file would
					 * give it, with passwords; NULL: there is none */
	struct word_list passed;        /* names of values that the account need not give: those
					 * below */
	struct word_list guessed;       /* names of values that are made of a field that the
					 * client does not hold */
	struct word_list unexplained;   /* names of values that no account has beside others */
	const char *other;              /* a field in which another account with the same values
					 * has something else; or NULL */
	bool gave_up;                   /* the search was too long */
	bool without_server;            /* the client reads and sends by other programs: */
	json_t *person;                 /* then whose mail it is, an account but for servers;
					 * or NULL */
	const struct imported *lent_to; /* the account that has got fields of it; or NULL */
	struct word_list lent;          /* and which */
	struct word_list borrowed;      /* fields of such another one's */
	struct word_list invented;      /* fields of which the client holds nothing */
	size_t secret_line[2];          /* where the passwords stand, of the incoming server
					 * and the outgoing one; 0: that is not known */
	const char *secret_from[2];     /* and in which file */
	const char *host[2];            /* whom they are for; empty: that is not known */
	const char *kept[2];            /* where they were put, as a value of YAML; or NULL */
	bool proven;
	struct import_row *rows;        /* the proof */
	size_t n, different;
};

/* A line that a reader does not know. */
struct import_line {
	size_t line;
	const char *text;
};

/* What files of one client hold. */
struct import_file {
	const struct target *target;
	const char *from;               /* the first of them, as it may be shown */
	json_t *top;
	struct imported *accounts;
	size_t n;
	size_t nleft;                   /* accounts that are too many for one run */
	size_t lines, about;            /* all, and those about accounts; 0: not counted */
	struct import_line *unknown;
	size_t nunknown, nunsaid;       /* and so many more */
};

/* Files of a client's that were found, each list to be read at once. */
struct import_finds {
	struct word_list *groups;
	size_t n;
};

/* Finds the user's own files of the client below the home folder, but for those that are
 * taken (paths without links), to which it adds them. */
struct import_finds import_search(struct arena *, const struct home *, const struct target *,
	struct word_list *taken);

/* Reads files of the user's as the target's reader does: nothing in them is obeyed. The
 * caller releases it. False after reporting. */
bool import_read(struct arena *, struct run *, const struct target *,
	const struct word_list *files, struct import_file *, struct diags *);
void import_release(struct import_file *);

/* The same of files that were rendered, as if the first of them stood there. */
bool import_reread(struct arena *, struct run *, const struct target *,
	const struct rendered *, const char *from, struct import_file *, struct diags *);

/* Finds the account of each, with all that the client says of it. */
void import_find(struct arena *, struct run *, struct import_file *);

/* Has each login be one account: the same one in files of another client is joined to the
 * first, which gets what it lacks. Gives ids that two have another end. */
void import_join(struct arena *, struct run *, struct import_file *files, size_t n);

/* Has the account, and what is joined to it, be as a person would write it: what a rule set
 * or a default says is left out. */
void import_shorten(struct arena *, struct run *, struct imported *);

/* Has what is written for the accounts that were found read in the same way, and compares.
 * False after reporting. */
bool import_prove(struct arena *, struct run *, struct import_file *, struct diags *);

/* Puts the passwords of the account where the option says: "keyring", or a folder in which
 * each gets a file of its own. False after reporting; those that could not be put away stay
 * comments. */
bool import_keep(struct arena *, const struct words *, const char *where, struct imported *,
	struct diags *);

/* Adds the account as a YAML document. Of a password in it only the place is said. */
void import_write(struct arena *, const struct words *, const struct imported *,
	struct buf *out);

#endif
