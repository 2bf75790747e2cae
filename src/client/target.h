#ifndef TARGET_H
#define TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/keys.h"
#include "model/account.h"
#include "template/template.h"

struct arena;
struct ini;
struct ini_entry;
struct line;
struct style;
struct styles;

/* How a file that mailgen installs goes with what the user has there. */
enum merge {
	MERGE_OWN,              /* the whole file is mailgen's */
	MERGE_BLOCK,            /* a marked block in a file of the user's */
	MERGE_PREFS,            /* preferences among others, one a statement */
	MERGE_INI,              /* keys in sections, among others */
	MERGE_JSON,             /* members of objects, among others */
};

/* Which part of a file of the user's, seen from the block. */
enum own_part { OWN_ANYWHERE, OWN_BEFORE, OWN_AFTER };

/* Where a client looks for a file: "~/...", "$VARIABLE/..." or "/etc/...". */
struct target_place {
	const char *text;               /* as the manifest has it */
	const struct template *template;        /* in style `path`; NULL: the text has no names */
};

struct target_places {
	struct target_place *items;
	size_t n;
};

/* Sections of an INI file whose names have a number, and what they are known by instead. */
struct numbered {
	struct literal before, after;   /* the number */
	const char *key;                /* whose value it is; NULL: there are none */
};

/* One file that a client reads. What its keys mean is in the table of manifest.c; those
 * without a value are NULL or empty. Its regular expressions (base/expression.h) are
 * tried when the manifest is read. */
struct target_file {
	const char *name;
	const char *language;           /* of its texts; or NULL */
	const struct template *content, *path;
	struct target_place install;    /* text NULL: it has none */
	struct target_places search;
	struct word_list when;          /* written where all are true of an account of it */
	struct word_list profile, profile_in, present;
	const char *bootstrap;
	enum merge merge;
	const char *comment;            /* with MERGE_BLOCK or MERGE_INI */
	/* with MERGE_BLOCK */
	/* expressions */
	const char *account_line, *default_account, *defaults, *ahead, *twice, *twice_at, *head;
	struct word_list nest;
	const char *include;
	struct word_list prefix;
	/* with MERGE_PREFS */
	struct word_list lists;         /* also with MERGE_INI and MERGE_JSON */
	struct literal between;         /* with MERGE_INI: of members of lists; empty: ',' */
	struct numbered numbered;       /* with MERGE_INI */
	struct word_list same, links;
	const struct template *account_suffix, *formerly;
	const char *lock;
	const char *secret;             /* expression: its first group, or all of it */
	struct literal words;           /* the text of its template, and of marks around blocks */
	unsigned mode;
	const struct template *group;   /* that the mode is for, besides the owner; or NULL */
	bool private;                   /* the client refuses one that others may read */
	bool whole;                     /* what mailgen made goes with what else is in it */
	bool first_run;                 /* the client makes it, when it runs first */
	bool many;                      /* holds several accounts: loops over `accounts` */
	bool merged_only;               /* written only when accounts are merged */
	size_t line_max;                /* 0: no limit */
	bool scanned;                   /* its text is what a QR code holds */
	struct target_file *next;
};

/* A name that the manifest makes of others. */
struct derived_name {
	const char *path;               /* "from", "incoming.from", "text.en.greeting" */
	const char *inner;              /* "incoming" or "outgoing": its names need no prefix */
	const struct template *template;
	unsigned depth;                 /* 1: it is made of no other such name */
	struct derived_name *next;
};

/* A folder that the client wants to be there. */
struct target_folder {
	const char *name;
	struct target_place path;
	struct word_list when;          /* as of a file */
	unsigned mode;
	struct target_folder *next;
};

/* A condition on an account that the manifest has something to say about. */
struct notice {
	const char *name;
	struct word_list when;          /* names of the view, "!" negates */
	struct word_list beside;        /* names that must be true of another account of the
					 * file, or after "same.", have the same text in
					 * both, or after "differ." have not */
	struct word_list hosts;         /* the server's host is none of these, nor below */
	const char *server;             /* "incoming", "outgoing" or NULL */
	enum severity severity;
	const char *text, *fix;
	const char *broken;             /* the client's versions with this fault, or NULL */
	struct notice *next;
};

/* A command of the user's own that goes against mailgen's block: lists without words
 * hold for any (install/own_commands.h). */
struct own_command {
	struct notice notice;           /* of the first account that it is about */
	struct word_list command;       /* its first word */
	struct word_list name;          /* one of the others, up to a '=' or ':', or all of it */
	struct word_list in;            /* the command that it stands in; "-": in none */
	enum own_part where;
	struct own_command *next;
};

enum option_kind {
	OPTION_TEXT, OPTION_WORD, OPTION_NUMBER, OPTION_FLAG, OPTION_DURATION, OPTION_PATH,
};

/* An option of the client's own, which an account gives under `clients`. */
struct target_option {
	const char *name;
	enum option_kind kind;
	struct word_list words;         /* of OPTION_WORD */
	const char *fallback;           /* NULL: none */
	const char *help;
	struct target_option *next;
};

/* What is asked for some values, in format lines. */
struct readback_ask {
	const char *command;
	struct word_list keys;          /* of which values; of the first one's no list */
	const char *from, *to;          /* about a copy, whose lines begin with `to` in place
					 * of `from`; */
	size_t copy;                    /* its number. NULL: about the file itself */
	const char *each;               /* once for each entry of this list, or where the flag is
					 * true; or NULL */
	struct readback_ask *next;
};

/* One thing that the client should say it read. */
struct expectation {
	const char *key;                /* as it is in the manifest */
	const struct template *name;    /* the same for an account; NULL: it has no names, and is */
	const char *path;               /* where it is found: a path (client/tree.h), or in format
					 * lines the key */
	const struct template *value;
	const struct line *line;        /* how the client prints it, in format lines; NULL: after
					 * its key and the separator */
	const struct readback_ask *asked;
	struct expectation *next;
};

/* The form of what is read. */
enum readback_format {
	READ_LINES, READ_JSON, READ_INI, READ_KEYFILE, READ_TOML, READ_XML,
};

/* Which commands a client runs as it reads. One that is heard connects, and runs all. */
enum commands_run { COMMANDS_NONE, COMMANDS_FOR_PASSWORDS, COMMANDS_ALL };

/* How the installed client is asked what it read. */
struct readback {
	const char *program, *version, *command;
	const char *read;               /* the file that is read in place of a command, or NULL */
	const char *stand_in;           /* what is asked in the client's place, or NULL */
	enum commands_run runs_commands;
	bool heard[2];                  /* what servers hear of the client, not what it prints:
					 * the incoming one, the outgoing one */
	bool unchecked;                 /* it does not check certificates */
	const char *keys;               /* typed at its terminal, as client/keystroke.h reads
					 * them; NULL: it has none */
	struct word_list mounts;        /* PLACE=WHERE */
	size_t seconds;                 /* time limit of one that is heard; 0: the usual one */
	enum readback_format format;    /* JSON of what is heard */
	struct literal separator;       /* of a key and its value in a line */
	const struct line *begins;      /* what is said of an account begins with it; or NULL */
	const char *absent;             /* what the client prints for no value, or NULL */
	const struct line *harmless;    /* on standard error, or NULL */
	const struct style *unquote;    /* or NULL */
	const struct template *account; /* path of what is said of the account, or NULL */
	struct expectation *values, *file;      /* of an account; of the file itself */
	size_t nvalues;
	struct readback_ask *asks;      /* the first one is for values without one of their own */
};

/* How a file of the user's becomes an account again. */
struct importing {
	const char *command;            /* prints what is in it, as JSON; NULL: that which reads
					 * back, or the file that it reads, does */
	const char *accounts;           /* path (client/tree.h) of the accounts in what reads
					 * back, "*": all that is in it; NULL: it is one */
	struct word_list without;       /* values that say nothing of the account */
	struct word_list search;        /* places of files below a home folder, with '*'; empty:
					 * those of the client's first file */
	bool together;                  /* all that are found are read at once */
	struct expectation *values;     /* that a file has; NULL: those that are read back */
};

/* What clients are for, in the order in which they are listed. */
#define TARGET_GROUPS "read fetch send broker desktop phone system application publish"

/* A client: a folder of data. */
struct target {
	const char *name, *title, *reference, *tested;
	const char *group;              /* one of TARGET_GROUPS, or NULL */
	const char *program;            /* the client's own, where another one is asked; or NULL */
	const char *without_password;   /* what it does without a password, or NULL */
	const char *uuids;              /* roles that have one, or NULL */
	const char *token_command;      /* of a broker: prints an access token; or NULL */
	bool fetches_tokens;            /* for auth 'oauth2', from issuers that it knows */
	const struct target *base;      /* that it extends; or NULL */
	const struct target *reader;    /* whose way to read back, and data for that, it has */
	const struct ini *manifest;     /* with what it has from there */
	const struct ini *maps;         /* the manifest, with all words of each protocol */
	bool speaks[PROTOCOL_COUNT];
	bool needs[2];                  /* the incoming server, the outgoing one */
	size_t accounts_max;            /* 0: as many as there are */
	const char *test;               /* a command for people who want to see it work, or NULL */
	bool system;                    /* its places are below /etc */
	struct word_list languages;             /* of its files, when a map has words in one */
	struct derived_name *names;         /* each uses those before it only */
	struct target_file *files;
	struct target_folder *folders;
	bool names_files;               /* templates ask where its files are, */
	bool names_digests;             /* and for their SHA-256 */
	struct notice *notices;
	struct own_command *own;
	struct target_option *options;
	struct readback *readback;      /* NULL: cannot be asked */
	struct importing *import;       /* NULL: nothing is taken from its files */
	const struct styles *styles;
	const struct style *shell;      /* the shared style for words of sh */
	const char *folder;             /* on disk; NULL: shipped with mailgen */
};

/* May a target, or a file of its folder, have this name? */
bool target_name_ok(const char *);

/* Of one file of a target's folder. */
enum { TARGET_MAX_BYTES = 1 << 20 };

/* The client's word for one of ours, from the maps of a protocol or of all, or (protocol
 * PROTOCOL_UNSET) from [map.FIELD]; NULL when the client does not have it. */
const char *target_word(const struct target *, enum protocol,
	const char *field, const char *word);

/* The words of ours that it has one for, in its own order; NULL for a protocol that it
 * does not speak. */
const struct ini_entry *target_words(const struct target *, enum protocol, const char *field);

/* Does the client run a command for the password? */
bool target_runs_commands(const struct target *);

/* The target's own name of this path, or NULL. */
const struct derived_name *target_name(const struct target *, const char *path);

/* Is it "text", or "text.LANGUAGE" of one that the target has texts in? */
bool target_has_texts(const struct target *, const char *path);

/* Does any file of the target ask for this name of an account? */
bool target_uses(const struct target *, const char *name);

/* Is the client asked by what servers hear of it? */
bool target_is_heard(const struct target *);

/* Has a file of one target a path that one of the other has, too? */
bool target_collides(const struct target *, const struct target *);

/* Can a file of the target hold several accounts? */
bool target_merges(const struct target *);

/* The program that is the client itself; NULL: none of this machine's is. */
const char *target_program(const struct target *);

/* Is that program on PATH? */
bool target_is_installed(const struct target *);

/* The program that reads back, which its command begins with; NULL: mailgen does it. */
const char *target_interpreter(struct arena *, const struct target *);

/* The programs that have to be on PATH for the client to be used and to be asked: its own
 * first. What every system has is left out. */
struct word_list target_needs(struct arena *, const struct target *);

/* A file of the target's folder, or else of one that it extends, as it is; NULL when there
 * is none. */
struct source *target_data(struct arena *, const struct target *,
	const char *name, struct diags *);

/* The same without those of targets that it extends. */
struct source *target_own_data(struct arena *, const struct target *,
	const char *name, struct diags *);

/* The name of the nth file of target_data; NULL after the last. */
const char *target_data_name(struct arena *, const struct target *, size_t n);

#endif
