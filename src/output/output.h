#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/table.h"
#include "pipeline/summary.h"

struct arena;
struct diags;
struct rendered;
struct run;
struct unit;

/* One run of the render command. */
struct rendering {
	struct run *run;
	const struct output *to;
	struct summary summary;
	bool failed;            /* what was put is not whole */
	bool surveying;         /* accounts are looked over, nothing is put yet */
	bool withheld;          /* nothing may be written, findings alone are wanted */
	size_t limit;           /* number of the first account that is not wanted */
	struct buf first;       /* the first file, for standard output */
	size_t files;           /* how many there were */
	struct archive *archive;
	struct table known;     /* short lines that were refused, to their filesets */
	size_t nknown;
};

/* Files of one account, or of all when they share them, on their way. */
struct fileset {
	struct arena *arena;
	const struct unit *unit;        /* NULL: all accounts together */
	struct rendered *files;         /* NULL: the account is refused */
	struct diags *diags;
	const char *packed;             /* of use to the place alone */
	size_t packed_len;
	struct file_result *results;    /* what became of the files */
};

/* A place for rendered files. Bool functions are false after reporting. */
struct output {
	bool anywhere;          /* put may be called in any thread, in any order */
	bool unique;            /* two accounts may not have the same paths */
	bool single;            /* it takes one file of all accounts together */
	bool stream;            /* what was put cannot be taken back, and has an order */
	bool files;             /* what becomes of each file is worth saying */
	bool refused;           /* put is called for refused accounts, too */
	bool (*open)(struct rendering *);       /* before the first put; or NULL */
	void (*pack)(struct fileset *); /* work before put, in any thread; or NULL */
	bool (*put)(struct rendering *, struct fileset *);
	/* complete: everything was put that should be */
	bool (*close)(struct rendering *, bool complete);
};

/* The one that the options ask for. */
const struct output *output_of(const struct options *);

#endif
