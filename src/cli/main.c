/* mailgen: one description of a mail account in, native configuration of many
 * clients out. Reads the command line and runs one command. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/near.h"
#include "base/nodump.h"
#include "cli/commands.h"
#include "pipeline/console.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "client/vault.h"
#include "sys/signals.h"

#ifndef MAILGEN_VERSION
#define MAILGEN_VERSION "0.1"
#endif

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

static void
print_help(struct console *console)
{
	const struct command *c;
	struct buf out = { 0 };
	char name[16];
	size_t i;

	buf_puts(&out, tr("mailgen - checks a mail account and writes the configuration of mail"
		" clients\n\n"));
	for (i = 0; (c = command_nth(i)); i++) {
		snprintf(name, sizeof(name), i ? "%s" : "[%s]", c->name);
		buf_printf(&out, "  mailgen %-8s %-24s %s\n", name, c->arguments, tr(c->help));
	}
	buf_puts(&out, tr("\nA first word that names no command is a file; '-' is standard"
		" input.\n\n"));
	options_help(&out);
	buf_puts(&out, tr("\nExit status: 0 done, 1 an account was refused, 2 wrong usage, 3 broken"
		" rules or\n"
		"templates, 4 system error, 5 with --diff, verify, try or probe:"
		" something differs.\n"));
	console_print(console, STDOUT_FILENO, &out);
}

/* Is the first word no file, and nearly a command? True after reporting. */
static bool
is_slip(const struct run *run, const struct command *chosen)
{
	const char *word = run->args.n && run->args.n == run->options->words.n
		? run->args.items[0] : NULL;
	const struct command *c;
	struct near near = { word, NULL, 0, false };
	size_t i;

	if (chosen != command_nth(0) || !word || strpbrk(word, "./-") || !access(word, F_OK))
		return false;
	for (i = 0; (c = command_nth(i)); i++)
		near_try(&near, c->name);
	if (!near.word)
		return false;
	diag_general(run->stores->diags, DIAG_USAGE, "'%s' is no command and no file",
		text_escaped(run->stores->arena, word, strlen(word)));
	diag_fix(run->stores->diags, "did you mean '%s'?", near.word);
	return true;
}

/* Runs the command that the words name. */
static void
run_command(const struct options *o, struct stores *stores, struct console *console)
{
	struct run run = { .options = o, .stores = stores, .console = console,
		.args = o->words };
	const struct command *c = o->words.n ? command_find(o->words.items[0]) : NULL;

	if (c) {
		run.args.items++;
		run.args.n--;
	}
	if (o->list)
		c = command_find("targets");
	else if (!c && (o->words.n || o->jsonl))
		c = command_nth(0);
	if (!c)
		diag_usage(stores->diags, "nothing to do", "see mailgen --help");
	else if (is_slip(&run, c))
		return;
	else if (o->fix && c->run != command_check)
		diag_usage(stores->diags, "--fix goes with the command 'check'",
			"write mailgen check --fix FILE");
	else if (stores_open(stores, o)) {
		stores->vault = vault_new(o->timeout);
		c->run(&run);
		vault_close(stores->vault);
	}
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
	static const char version[] = "mailgen " MAILGEN_VERSION "\n";
	bool ok;

	start();
	arena_wipe_at_end(a);
	ok = options_read(a, argc, argv, &options, stores.diags);
	console = console_new(a, &options, stores.diags);
	/* a file of that name is './help' */
	if (ok && (options.help || (options.words.n && !strcmp(options.words.items[0], "help"))))
		print_help(&console);
	else if (ok && options.version)
		console_write(&console, version, strlen(version));
	else if (ok)
		run_command(&options, &stores, &console);
	status = console_close(&console, a);
	stores_close(&stores);
	arena_free(a);
	return (int)status;
}
