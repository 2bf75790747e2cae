/* The table of commands, and those that take a few lines.
 * Used by main. */
#include "cli/commands.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pipeline/pool.h"
#include "cli/fix.h"
#include "model/schema.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "sys/write.h"

static const struct command table[] = {
	{ "render", "ACCOUNT.yaml... -t NAME",
		"write the client's configuration (the default command)", command_render },
	{ "check", "ACCOUNT.yaml...", "only validate", command_check },
	{ "verify", "ACCOUNT.yaml... -t NAME", "let the installed client read the output back,"
		" compare every value", command_verify },
	{ "prune", "ACCOUNT.yaml...", "remove what accounts that are no longer there have left",
		command_prune },
	{ "probe", "ACCOUNT.yaml...", "ask the account's servers whether they are as it says",
		command_probe },
	{ "targets", "[NAME]", "list the clients, or one client's abilities and files",
		command_targets },
	{ "rules", "[SET|DOMAIN]", "list the rule sets, or one set's servers as a table",
		command_rules },
	{ "explain", "[ID]...", "list the findings, or say what one means and how to correct it",
		command_explain },
	{ "schema", "", "print the JSON Schema of the account file", command_schema },
};

const struct command *
command_find(const char *name)
{
	size_t i;

	for (i = 0; i < countof(table); i++)
		if (!strcmp(table[i].name, name))
			return &table[i];
	return NULL;
}

const struct command *
command_nth(size_t n)
{
	return n < countof(table) ? &table[n] : NULL;
}

static bool
look_only(void *context, struct session *s, struct unit *unit)
{
	(void)context;
	return unit->ok || !s->options.fail_fast;
}

/* Standard input and what is no file of its own cannot be mended. */
static bool
fixable(struct session *s, size_t first)
{
	size_t i;

	for (i = first; i < s->options.words.n; i++)
		if (!strcmp(s->options.words.items[i], "-")) {
			usage_error(s, "--fix cannot change standard input",
				"name a file");
			return false;
		}
	return true;
}

void
command_check(struct session *s, size_t first)
{
	if (s->options.format != FORMAT_TEXT)
		s->findings_fd = 1;     /* they are the result */
	if (first == s->options.words.n) {
		usage_error(s, "no file to check", "name an account file, or '-'");
		return;
	}
	if (s->options.fix && !fixable(s, first))
		return;
	if (s->options.fix)
		fix_files(s, first);
	crew_each(s, first, look_only, NULL);
}

void
command_schema(struct session *s, size_t first)
{
	const char *text = schema_text(s->arena, s->words);

	(void)first;
	if (!write_all(1, text, strlen(text)))
		diag_at(s->diags, (struct pos){ 0 }, DIAG_WRITE,
			"cannot write to standard output");
}
