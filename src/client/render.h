#ifndef RENDER_H
#define RENDER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct target;
struct target_file;
struct template;
struct value;

/* Where the files of a run go, which templates ask for by {{file.NAME}}. All zeros: that
 * is unknown, and the client's own places are said. */
struct destination {
	const char *dir;                /* the folder that they are below, absolute; or NULL */
	const char *file;               /* or the one file there is, absolute; or NULL */
	const char *folder;             /* that all are put into below it; or NULL */
	/* or where each is; account: the id, where the file is that of one */
	const char *(*place)(const void *context, const struct target_file *,
		const char *account);
	const void *context;
};

/* One file as the client will read it. */
struct rendered {
	const char *path;               /* below the account's folder */
	const struct target *target;
	const struct target_file *file; /* what the manifest says of it */
	const char *account;            /* id; NULL: the accounts of the run share it */
	const struct secret_span *secrets;      /* its passwords and their commands */
	unsigned mode;
	const char *bytes;
	size_t len;
	struct rendered *next;
};

/* All files of the target for one account: n is 1. NULL after reporting what
 * could not be written. */
struct rendered *render(struct arena *, const struct target *,
	struct value *view, const struct destination *, struct diags *);

/* The same for several accounts in shared files, where the target has them; what it keeps
 * apart is written once per account: in folders of their ids, when two would have one
 * path. */
struct rendered *render_merged(struct arena *, const struct target *,
	struct value *const *views, size_t n, const struct destination *, struct diags *);

/* Which of the n accounts the file is written for: a flag for each. */
bool *render_writes(struct arena *, const struct target_file *, struct value *const *views,
	size_t n);

/* A short template that stands in the manifest, over one account. NULL after
 * reporting. The text may hold secrets. */
const char *render_value(struct arena *, const struct template *,
	const struct value *view, const char *client, struct diags *);

#endif
