/* The help command: all commands, or what one does, from schemas/commands/.
 * Used through the table of commands, and by main. */
#include "cli/commands.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "pipeline/console.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

static void
print_commands(struct buf *out)
{
	const struct command *c;
	char name[16];
	size_t i;

	for (i = 0; (c = command_nth(i)); i++) {
		snprintf(name, sizeof(name), i ? "%s" : "[%s]", c->name);
		buf_printf(out, "  mailgen %-8s %-24s %s\n", name, c->arguments, tr(c->help));
	}
}

static void
print_all(struct buf *out)
{
	buf_puts(out, tr("mailgen - checks a mail account and writes the configuration of mail"
		" clients\n\n"));
	print_commands(out);
	buf_puts(out, tr("\nA first word that names no command is a file; '-' is standard"
		" input.\n"
		"`mailgen help COMMAND` says what a command does, with its options and examples;\n"
		"`mailgen help options` lists all options, and the exit statuses.\n"));
}

static void
print_options(struct buf *out)
{
	options_help(NULL, out);
	buf_puts(out, tr("\nExit status: 0 done, 1 an account was refused, 2 wrong usage, 3 broken"
		" rules or\n"
		"templates, 4 system error, 5 with --diff, verify, try or probe:"
		" something differs.\n"));
}

/* What is shipped about a command, in the user's language. */
static const char *
page_of(struct arena *a, const char *name)
{
	const char *path = arena_printf(a, "schemas/commands/%s.txt", name);
	struct source *page = NULL;

	if (lang_name())
		page = data_shipped(a, arena_printf(a, "schemas/commands/%s/%s.txt",
			lang_name(), name));
	if (!page)
		page = data_shipped(a, path);
	return page ? page->bytes : "";
}

static void
print_command(struct arena *a, const struct command *c, struct buf *out)
{
	struct buf options = { 0 };

	buf_printf(out, "mailgen %s%s%s\n\n%s", c->name, *c->arguments ? " " : "", c->arguments,
		page_of(a, c->name));
	if (options_help(c->name, &options))
		buf_printf(out, tr("\nOptions (`mailgen help options` has those of every"
			" command):\n%s"), options.s);
	buf_free(&options);
}

/* ---- the commands ---- */

void
help_short(struct run *run)
{
	struct buf out = { 0 };

	buf_puts(&out, page_of(run->stores->arena, "mailgen"));
	console_print(run->console, STDOUT_FILENO, &out);
}

void
command_help(struct run *run)
{
	struct stores *s = run->stores;
	const char *word = run->args.n ? run->args.items[0] : NULL;
	const struct command *c = word ? command_find(word) : NULL;
	struct buf out = { 0 };

	if (run->args.n > 1) {
		diag_usage(s->diags, "'help' takes one command", "name one, or none for the list");
		return;
	}
	if (word && !c && strcmp(word, "options")) {
		command_unknown(run, word, "there is no command '%s'");
		return;
	}
	if (c)
		print_command(s->arena, c, &out);
	else if (word)
		print_options(&out);
	else
		print_all(&out);
	console_print(run->console, STDOUT_FILENO, &out);
}
