#ifndef RENDITION_H
#define RENDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "client/render.h"
#include "client/resolve.h"

struct arena;
struct options;
struct stores;
struct word_list;
struct target;
struct unit;
struct value;
struct vault;

/* The targets of a run, and how accounts are rendered for them. */
struct target_list {
	const struct options *options;
	struct vault *vault;
	const struct target **targets;
	size_t n;
	bool every;             /* all that there are */
	bool all;               /* these, or those of a group, or the installed ones: what an
				 * account does not fit is skipped */
	bool installed;         /* "installed" was given */
	enum sharing sharing;   /* what accounts have together in their files */
	struct destination to;
	bool *apart;            /* for each target: its files are in a folder of its name */
};

/* What a client is configured with, or what it is only asked about: then
 * password commands that it would run print themselves instead. */
enum rendition_form { RENDITION_REAL, RENDITION_PROBE };

/* What rendering one account for one target gave. */
struct rendition {
	struct value *meant;            /* the view */
	struct value *written_from;     /* the view that the files are made from */
	struct rendered *files;
};

/* A list without targets, for those that are rendered by name. Everything is borrowed. */
struct target_list target_list_none(const struct options *, struct stores *, enum sharing);

/* Finds the targets of these names: "all", "installed", "@GROUP" or one's own. False after
 * reporting one that is unknown or broken, or none; the others are in the list. */
bool target_list_open(struct target_list *, const struct options *, struct stores *,
	const struct word_list *names, enum sharing);

/* Says which targets are meant, where "installed" was given. */
void target_list_say(const struct target_list *, struct stores *);

/* Where the files of a target go; account: the id of the only one in them, or NULL. */
struct destination target_list_destination(const struct target_list *, struct arena *,
	const struct target *, const char *account);

/* Is it one of those that were named? Without any name, each is. */
bool target_list_has(const struct target_list *, const char *target);

/* Renders one account for one target. Findings go into the account's. False when it is
 * refused; with "all" that is only a note. */
bool rendition_make(const struct target_list *, struct unit *, const struct target *,
	enum rendition_form, struct rendition *);

#endif
