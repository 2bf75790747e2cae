/* mailgen: one description of a mail account in, native configuration of many
 * clients out. Reads the command line and runs one command. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/nodump.h"
#include "cli/commands.h"
#include "pipeline/options.h"
#include "pipeline/report.h"
#include "pipeline/session.h"
#include "client/vault.h"
#include "sys/signals.h"
#include "sys/write.h"

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
print(struct session *s, const char *text, size_t len)
{
	if (!write_all(STDOUT_FILENO, text, len))
		diag_at(s->diags, (struct pos){ 0 }, DIAG_WRITE,
			"cannot write to standard output: %s", tr(strerror(errno)));
}

static void
print_help(struct session *s)
{
	const struct command *c;
	struct buf out = { 0 };
	size_t i;

	buf_puts(&out, tr("mailgen - checks a mail account and writes the configuration of mail"
		" clients\n\n"));
	for (i = 0; (c = command_nth(i)); i++)
		buf_printf(&out, "  mailgen %-8s %-24s %s\n", i ? c->name : "", c->arguments,
			tr(c->help));
	buf_puts(&out, tr("\nA first word that names no command is a file; '-' is standard"
		" input.\n\n"));
	options_help(&out);
	buf_puts(&out, tr("\nExit status: 0 done, 1 an account was refused, 2 wrong usage, 3 broken"
		" rules or\n"
		"templates, 4 system error, 5 with --diff, verify or probe: something differs.\n"));
	print(s, out.s, out.len);
	buf_free(&out);
}

static void
run(struct session *s)
{
	const struct strings *words = &s->options.words;
	const struct command *c = words->n ? command_find(words->items[0]) : NULL;
	size_t first = c != NULL;

	if (s->options.list)
		c = command_find("targets");
	else if (!c && (words->n || s->options.jsonl))
		c = command_nth(0);
	if (!c)
		usage_error(s, "nothing to do", "see mailgen --help");
	else if (s->options.fix && c->run != command_check)
		usage_error(s, "--fix goes with the command 'check'",
			"write mailgen check --fix FILE");
	else if (session_open(s)) {
		s->vault = vault_new(s->options.timeout);
		c->run(s, first);
		vault_close(s->vault);
	}
}

int
main(int argc, char **argv)
{
	struct session s = { .arena = arena_new(), .findings_fd = 2 };
	static const char version[] = "mailgen " MAILGEN_VERSION "\n";
	int status;

	signal(SIGPIPE, SIG_IGN);
	/* inherited as ignored, it would keep the statuses of children from us */
	signal(SIGCHLD, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN);       /* a file over ulimit -f is a failed write */
	signals_init();
	no_dump();
	occupy_streams();
	keep_descriptors();
	arena_wipe_at_end(s.arena);
	s.diags = diags_new(s.arena, &s.options.policy);
	if (!options_read(s.arena, argc, argv, &s.options, s.diags))
		;
	else if (s.options.help)
		print_help(&s);
	else if (s.options.version)
		print(&s, version, strlen(version));
	else
		run(&s);
	once_end(&s);
	session_say(&s, s.arena, s.diags);
	report_end(&s);
	status = (int)s.status;
	session_close(&s);
	return status;
}
