#ifndef TRANSACTION_H
#define TRANSACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/text.h"

struct arena;
struct diags;

enum outcome {
	OUTCOME_CREATED, OUTCOME_CHANGED, OUTCOME_UNCHANGED, OUTCOME_REMOVED,
};

/* A path on its way to other bytes. */
struct file_change {
	const char *root;       /* a folder; links on the way to it are followed */
	const char *path;       /* below it: no link is followed, folders are made */
	const char *bytes;      /* NULL: nothing shall be there any more */
	size_t len;
	unsigned mode;          /* of a new file; an old one's may stay, see change_all */
	bool grouped;           /* a file that gets this mode gets this group, too */
	gid_t group;
	struct literal was;     /* what the path holds while this is decided; s NULL: nothing */
	struct literal meant;   /* what mailgen rendered for it; s NULL: nothing */
	const struct secret_span *secrets;      /* in what is meant */
	struct literal ours[2]; /* parts of `was` as mailgen wrote them; s NULL: none */
	struct literal open[3]; /* texts whose words anybody may see, as those of what is meant */
	const char *secret;     /* expression for what comes before passwords (target.h), or NULL */
	bool own;               /* belongs to who runs mailgen, whoever had the old one */
	bool private;           /* the client refuses it when others may read it */
	bool quiet;             /* the state file: neither reported nor backed up */
	/* the state file: what it holds while other paths change; s NULL: what it held */
	struct literal interim;
	enum outcome outcome;   /* set by change_all, as are the modes before and after */
	unsigned mode_was, mode_is;     /* mode_was 0: nothing was there */
};

struct change_options {
	bool backup;            /* keep what is replaced or removed, as PATH.~N~ */
	bool pretend;           /* only find the outcomes */
	bool shared_folders;    /* folders are made with mode 0755, as the system's are */
};

/* How a change came out. When a path holds something else than its change says,
 * nothing is reported: another run was faster, and this one can look again. */
enum change_result { CHANGE_DONE, CHANGE_CONFLICT, CHANGE_FAILED };

/* Brings all paths to what they shall hold, or none of them: everything is ready
 * next to its place before the first path changes, and what went before is put
 * back when a later one fails. At any moment each path holds the whole old or the
 * whole new content. What already is as it should be is not touched. The mode,
 * the owner and the group that somebody gave a file stay, unless they let all
 * read a password, or anybody else write, or may be another user's trap. What a run
 * that was killed left behind is cleared away. CHANGE_FAILED after reporting a
 * link, something else than a file, a folder in use, or a failure of the system. */
enum change_result change_all(struct arena *, struct file_change *, size_t n,
	const struct change_options *, struct diags *);

/* Plans changes and carries them out with once(context), up to ten times while another
 * run is faster. False after reporting; when the last try was a conflict, too, that is
 * `occupied` at the path below the root. */
bool change_retry(struct arena *, const char *root, const char *path,
	enum change_result (*once)(void *context), void *context, struct diags *);

/* Reads the file at a path: s NULL when there is none. False after reporting
 * a link, something else than a file, or a failure of the system. */
bool change_read(struct arena *, const char *root, const char *path,
	struct literal *found, struct diags *);

/* Makes a folder of this mode, and those that it is in, where it is not there: *made. A
 * link is not followed. False after reporting. */
bool change_make_folder(struct arena *, const char *root, const char *path, unsigned mode,
	const struct change_options *, bool *made, struct diags *);

/* Takes away a folder that has become empty; one that has not is left alone. */
void change_remove_folder(struct arena *, const char *root, const char *path);

/* The same with the folders that a file was in, below the one that its path begins with
 * (NULL: the root). */
void change_remove_folders(struct arena *, const char *root, const char *path,
	const char *below);

#endif
