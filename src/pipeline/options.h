#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

#include "base/diag.h"

struct arena;
struct buf;

/* How findings are said. */
enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF };

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* What the command line says. */
struct options {
	struct word_list words;           /* what is no option: command and files */
	struct word_list targets;         /* names, commas split */
	struct word_list template_dirs, rules;
	struct word_list protocols;     /* commas split */
	struct word_list only;          /* ids or addresses of accounts; none: all */
	const char *name, *password, *incoming, *outgoing;      /* for init: answers */
	const char *passwords;          /* for import: "keyring" or a folder */
	bool yes;                       /* for init: nobody is asked */
	const char *like;               /* the target that a new one starts from */
	const char *output_dir;
	const char *output_file;
	const char *home, *owner;       /* with install; NULL: those of who runs it */
	const char *root;               /* with install: the folder that /etc is in, or NULL */
	const char *roster;             /* a table of accounts; the words name the pattern */
	const char *archive;            /* a tar file instead of files */
	unsigned jobs;                  /* threads; 0: one for each processor */
	bool install, adopt, diff, dry_run, backup, jsonl, all_or_nothing, fail_fast;
	enum format report;             /* text: the summary */
	const char *cert, *key, *chain; /* to sign with */
	bool qr;                        /* files that are scanned are drawn */
	enum format format;
	bool fix;
	unsigned timeout;               /* seconds for a client or a server; 0: the command's own */
	struct word_list accepted;      /* with discover and init: hosts, commas split */
	bool compare, probe, offline;   /* with discover */
	bool login, keep, full;
	bool merge, embed_passwords, force, json, print, list, list_rules, names, keys;
	bool verbose, help, version;
	enum colour colour;
	struct diag_policy policy;
};

/* The commands that read accounts. */
#define OPTIONS_READING "render check verify prune probe token"

/* Reads the command line. Options stand before or after words; `--` ends them.
 * False after reporting `usage`. */
bool options_read(struct arena *, int argc, char **argv, struct options *,
	struct diags *);

/* Adds the options with their help: all, or those that are of one command and not of every
 * other. False where there is none. */
bool options_help(const char *command, struct buf *);

#endif
