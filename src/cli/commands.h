#ifndef COMMANDS_H
#define COMMANDS_H

#include <stdbool.h>

#include <stddef.h>

struct run;

/* Every command: COMMAND(word, arguments, help), carried out by command_WORD, which
 * has a file of its own. The first is the default. */
#define COMMANDS(COMMAND) \
	COMMAND(render, "ACCOUNT.yaml... -t NAME", \
		"write the client's configuration (the default command)") \
	COMMAND(check, "ACCOUNT.yaml...", "only validate") \
	COMMAND(verify, "ACCOUNT.yaml... -t NAME", \
		"have the installed client read the output and compare every value") \
	COMMAND(try, "NAME", \
		"write all that a client can be given, hostile values too, and have it read" \
		" back") \
	COMMAND(prune, "ACCOUNT.yaml...", \
		"remove the configuration of accounts that are no longer listed") \
	COMMAND(probe, "ACCOUNT.yaml...", "check the account's servers against the account") \
	COMMAND(init, "[ADDRESS]", "ask what is needed for an account, and write its file") \
	COMMAND(discover, "ADDRESS", \
		"print the servers that the address's domain publishes, as an account file") \
	COMMAND(import, "-t NAME [FILE]...", \
		"print the accounts of a client's own files as account files, and prove it") \
	COMMAND(token, "ACCOUNT.yaml...", \
		"say whether the account's commands print usable OAuth2 access tokens") \
	COMMAND(targets, "[NAME]...", "list the clients, or one client's abilities and files;" \
		" 'new DIR --like NAME' begins another one") \
	COMMAND(rules, "[SET|DOMAIN]", "list the rule sets, or one set's servers as a table") \
	COMMAND(explain, "[ID]...", \
		"list the findings, or say what one means and how to correct it") \
	COMMAND(schema, "", "print the JSON Schema of the account file") \
	COMMAND(help, "[COMMAND]", "say what a command does, with its options and examples") \
	COMMAND(version, "", "print the version")

/* One command: its word, and its help. */
struct command {
	const char *name, *arguments, *help;
};

/* Carries out one command. Each reports what goes wrong; how it ends is in the console's
 * status. */
void command_run(const struct command *, struct run *);
#define COMMAND(name, arguments, help) void command_##name(struct run *);
COMMANDS(COMMAND)
#undef COMMAND

/* The command of this name, or NULL. */
const struct command *command_find(const char *name);

/* The command that was probably meant by a word, a synonym of it or a slip; or NULL. */
const struct command *command_near(const char *word);

/* Reports that the word is no command, with the format `text` (translated) around it, and
 * what was probably meant; always false. */
bool command_unknown(struct run *, const char *word, const char *text);

/* Prints the few lines of `mailgen` alone. */
void help_short(struct run *);

/* The nth command; NULL after the last. */
const struct command *command_nth(size_t n);

#endif
