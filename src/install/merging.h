#ifndef MERGING_H
#define MERGING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "base/text.h"
#include "client/target.h"
#include "install/block.h"
#include "install/place.h"

struct buf;
struct diags;
struct state_entry;
struct install;
struct owners;
struct pref;
struct client_accounts;
struct rendered;
struct target;
struct target_file;
struct twin;
struct value;

/* One file of one client at work. */
struct merging {
	struct install *in;
	const struct client_accounts *product;  /* NULL: its accounts have left */
	struct table accounts;          /* their ids */
	const struct target *target;
	const struct target_file *file;
	struct place place;
	const char *shown;
	unsigned mode;
	bool secret;                    /* what is written there holds passwords */
	struct literal was;
	struct block head, block;       /* in it, when it is merged so; block: without the head */
	struct diags *diags;
};

/* For merge.c and the ways to merge alone. Bool functions are false after
 * reporting. */

/* Adds the file's new bytes (NULL: it goes), and what was rendered for them (NULL:
 * nothing); a buffer is freed. */
void merge_bytes(struct merging *, const char *bytes, size_t len,
	const struct rendered *);
void merge_buf(struct merging *, struct buf *, const struct rendered *);

/* Tells a view of something about the user's own part. */
void merge_tell(struct merging *, struct value *view, const char *flag, bool);

/* The account's id; and is it one of the product's (NULL: none)? */
const char *merge_account(const struct value *view);
bool merge_has(const struct merging *, const char *account);

/* Is the entry about this file? */
bool merge_is_about(const struct state_entry *, const struct merging *);

/* Remembers the file for each account of the product; names (or NULL) has for each
 * what to put in the hash's place, then the names. */
void merge_remember(struct merging *, const char *hash,
	const struct word_list *names);

/* Reports what is in the way; always false. */
bool merge_occupied(struct merging *, const char *what);

/* For each account of the product the line of the user's own part that the expression
 * (NULL: none) finds for what the account is called in it; 0: there is none. */
unsigned *merge_own_lines(struct merging *, const char *expression, enum own_part);

/* Where a line is in a file of the user's, which is nobody's to see; and in the file
 * at work, counted without the block's head. */
struct pos merge_place(struct merging *, const char *path, unsigned line);
struct pos merge_own_place(struct merging *, unsigned line);

/* Reports commands of the user's, in the file and in those it includes, that go
 * against the block. */
void merge_commands(struct merging *);

/* The words of the marks around a block; none where the file has no block. */
struct literal merge_marks(const struct merging *);

/* A block of lines: finds it in the file; renders again when the user's own part
 * has to do with it; puts it there; takes it away. */
bool merge_find_block(struct merging *);
const struct rendered *merge_beside(struct merging *, const struct rendered *);
bool merge_block(struct merging *, const struct rendered *);
bool merge_take_block(struct merging *);

/* Accounts of the user's in a preference file that are to become mailgen's. */
struct adoption {
	const struct rendered *rendered;
	struct literal ours;            /* what was rendered, with the user's keys */
	const struct owners *owners;
	struct twin *twins;
	size_t n;
	const struct pref *standing;    /* NULL: nothing of the user's */
	struct word_list *known;        /* names in the record, for each account */
};

/* Finds them. The endings are those of the product's accounts, then others that they
 * had. False after reporting those that may not be taken over. */
bool merge_adopt(struct merging *, const struct rendered *,
	struct word_list endings, struct adoption *);

/* Preferences: adds them; takes those of accounts away. */
bool merge_prefs(struct merging *, const struct rendered *);
bool merge_take_prefs(struct merging *,
	bool (*gone)(struct install *, const char *account));

#endif
