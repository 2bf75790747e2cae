#ifndef MERGING_H
#define MERGING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "base/text.h"
#include "client/render.h"
#include "client/target.h"
#include "install/block.h"
#include "client/place.h"

struct adoption;
struct buf;
struct diags;
struct file_change;
struct install;
struct state_entry;
struct value;

/* The accounts of the run for one client. */
struct client_accounts {
	const struct target *target;
	struct value **views;
	size_t n;
};

/* One file of one client that mailgen's part is put into, or taken out of. */
struct merging {
	struct install *in;
	struct diags *diags;
	const struct client_accounts *accounts; /* those in the file; NULL: they have left */
	struct table ids;               /* of the accounts: where in `views` each is */
	const struct table *all;        /* ids of the client's accounts, of other files, too */
	const struct target *target;
	const struct target_file *file;
	struct place place;
	const char *shown;
	struct literal was;             /* what the file holds */
	const char *head_comment;       /* begins the marks around the head; NULL: has none */
	struct block head, block;       /* in it, when it is merged so; block: without the head */
	const struct rendered *rendered;        /* NULL: nothing, or not yet */
	const struct merging *first, *end;      /* the client's; those up to this one are known */
	bool skipped;                   /* another client has its accounts there */
	bool absent;                    /* it is not written for these accounts, and has no place */
	struct adoption *adoption;      /* see adopt.h; NULL: nothing is adopted */
	unsigned *gone;                 /* lines of the user's that go, in the order of the file */
	size_t ngone;
	bool after_defaults, has_default; /* what the views are told of the user's own part */
};

/* What the ways to merge share. Bool functions are false after reporting. */

/* Adds a change to the run. */
void merge_change(struct install *, struct file_change);

/* Lets go of the clients' locks. */
void merge_release(struct install *);

/* Where the client's files are, for its templates. */
struct destination merge_destination(const struct merging *);

/* Makes these the file's new bytes (NULL: it is removed); a buffer is freed. */
void merge_bytes(struct merging *, const char *bytes, size_t len);
void merge_buf(struct merging *, struct buf *);

/* Takes the client's lock, reads the file and finds mailgen's block in it. */
bool merge_look(struct merging *);

/* Tells the view that something is so in the user's own part. */
void merge_flag(struct merging *, struct value *view, const char *flag, bool);

/* The account's id. */
const char *merge_account(const struct value *view);

/* Is the account one of the run; or one that has left, where such are taken away? */
bool merge_means(const struct merging *, const char *account);

/* Is the entry about this file? And the first such entry from this one on; NULL: there is
 * none. */
bool merge_is_about(const struct merging *, const struct state_entry *);
const struct state_entry *merge_entry(const struct merging *, const struct state_entry *);

/* Remembers what was rendered for each account of the run; names (or NULL) has for each
 * what to put in the hash's place, then the names. */
void merge_remember(struct merging *, const struct rendered *,
	const struct word_list *names);

/* What a record has of a file besides names: that passwords are in it, and which of the
 * manifest's it is. */
struct word_list merge_words(struct merging *, const struct rendered *);

/* The word by which the state file names the way to merge the file. */
const char *merge_word(const struct target_file *);

/* Reports what is in the way; always false. */
bool merge_occupied(struct merging *, const char *what);

/* Where a line of a file of the user's is, which nobody is shown; and of the file being
 * merged, counted without the block's head; or without the lines that go, too. */
struct pos merge_place(struct merging *, const char *path, unsigned line);
struct pos merge_line_place(struct merging *, unsigned line);
struct pos merge_own_place(struct merging *, unsigned line);

/* The ways to merge: each puts in what was rendered, and takes out what
 * mailgen put there. False after reporting. */
bool merge_block(struct merging *);
bool merge_take_block(struct merging *);
bool merge_prefs(struct merging *);
bool merge_take_prefs(struct merging *);
bool merge_keyed(struct merging *);
bool merge_take_keyed(struct merging *);

/* Looks at the user's own part of a file with a block: tells the accounts' views what
 * their template has to know, and reports what the client would take for theirs. */
bool merge_look_beside(struct merging *);

/* Reports commands of the user's, in the file and in those it includes, that go
 * against the block. */
void merge_commands(struct merging *);

/* For each account of the run the line of the user's own part that the expression
 * (NULL: none) finds for what the account is called in it; 0: there is none. */
unsigned *merge_own_lines(struct merging *, const char *expression, enum own_part);

#endif
