/* mailgen: one description of a mail account in, native configuration of many
 * clients out. Reads the command line and runs one command. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/keys.h"
#include "base/lang.h"
#include "base/nodump.h"
#include "cli/commands.h"
#include "cli/settings.h"
#include "pipeline/console.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "client/vault.h"
#include "model/address.h"
#include "sys/signals.h"
#include "rules/rules.h"

/* What mailgen was started with beside the standard streams is not for the programs
 * that it starts. */
static void
keep_descriptors(void)
{
	int fd, last = (int)sysconf(_SC_OPEN_MAX);

#ifdef CLOSE_RANGE_CLOEXEC
	if (!close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC))
		return;
#endif
	for (fd = STDERR_FILENO + 1; fd < last; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* Standard streams that are closed: no file that is opened must take their place.
 * What is written there fails, as it should. */
static void
occupy_streams(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static bool
is_address(struct arena *a, const char *word)
{
	struct text t = { .s = word, .len = strlen(word) }, ascii, local, domain;

	return !address_check(a, t, &ascii, &local, &domain);
}

/* A first word that is no file and looks like none may have been meant as a command;
 * an address certainly was not meant as a file. False after reporting. */
static bool
is_file(struct run *run, const char *word)
{
	struct diags *diags = run->stores->diags;

	if (!data_exists(word) && is_address(run->stores->arena, word)) {
		diag_general(diags, DIAG_USAGE, "'%s' is an address, not a file", word);
		return diag_fix(diags, "write `mailgen init %s`", word);
	}
	if (!data_exists(word) && strchr(word, '.') && stores_open(run->stores, run->options)
	    && rules_of_domain(run->stores->rules, word, diags)) {
		diag_general(diags, DIAG_USAGE, "'%s' is a mail domain, not a file", word);
		return diag_fix(diags, "write `mailgen init you@%s`, or `mailgen rules %s` for its"
			" servers", word, word);
	}
	if (!strcmp(word, "-") || strpbrk(word, "/.\\") || data_exists(word))
		return true;
	return command_unknown(run, word, "there is no command and no file '%s'");
}

static void
say_nothing_to_do(struct run *run)
{
	if (run->options->targets.n) {
		diag_usage(run->stores->diags, "no account file is named",
			"write one before the options, as in `mailgen account.yaml -t NAME`");
		return;
	}
	help_short(run);
	console_raise(run->console, STATUS_USAGE);
}

/* The command that the words ask for, or NULL after reporting, or printing what is to be
 * said where there is none. */
static const struct command *
choose(struct run *run, struct options *o)
{
	struct diags *diags = run->stores->diags;
	const struct command *c = o->words.n ? command_find(o->words.items[0]) : NULL;
	bool reads;

	if (c) {
		run->args.items++;
		run->args.n--;
	} else if (!o->list && !o->help && !o->version && o->words.n
	    && !is_file(run, o->words.items[0])) {
		return NULL;
	}
	if (o->help || o->version) {
		run->args = (struct word_list){ c ? &c->name : NULL, c && o->help };
		return command_find(o->help ? "help" : "version");
	}
	if (o->list)
		return command_find("targets");
	reads = !c || key_word_find(OPTIONS_READING, c->name, &(unsigned){ 0 });
	if (reads && !run->args.n && !o->jsonl)
		settings_apply(run, o, !c);
	if (diags_count(diags, SEVERITY_ERROR))
		return NULL;
	if (!c && !run->args.n && !o->jsonl) {
		say_nothing_to_do(run);
		return NULL;
	}
	if (!c)
		c = command_nth(0);
	if (o->fix && strcmp(c->name, "check") != 0) {
		diag_usage(diags, "--fix goes with the command 'check'",
			"write mailgen check --fix FILE");
		return NULL;
	}
	return c;
}

/* Runs the command that the words name. */
static void
run_command(struct options *o, struct stores *stores, struct console *console)
{
	struct run run = { .options = o, .stores = stores, .console = console,
		.args = o->words };
	const struct command *c = choose(&run, o);

	if (!c || !stores_open(stores, o))
		return;
	stores->vault = vault_new(o->timeout);
	command_run(c, &run);
	vault_close(stores->vault);
}

static void
start(void)
{
	signal(SIGPIPE, SIG_IGN);
	/* inherited as ignored, it would keep the statuses of children from us */
	signal(SIGCHLD, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN);       /* a file over ulimit -f is a failed write */
	signals_init();
	no_dump();
	occupy_streams();
	keep_descriptors();
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct options options = { 0 };
	struct stores stores = { .arena = a, .diags = diags_new(a, &options.policy) };
	struct console console;
	enum status status;
	bool ok;

	start();
	arena_wipe_at_end(a);
	ok = options_read(a, argc, argv, &options, stores.diags);
	console = console_new(a, &options, stores.diags);
	if (ok)
		run_command(&options, &stores, &console);
	status = console_close(&console, a);
	stores_close(&stores);
	arena_free(a);
	return (int)status;
}
