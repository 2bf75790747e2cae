/* The words of the commands.
 * Used by main and the help command. */
#include "cli/commands.h"

#include <string.h>

#include "base/diag.h"
#include "base/near.h"
#include "base/lang.h"
#include "client/targets.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

static const struct command table[] = {
#define COMMAND(name, arguments, help) { #name, arguments, help },
	COMMANDS(COMMAND)
#undef COMMAND
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
command_near(const char *word)
{
	static const struct { const char *word, *command; } synonyms[] = {
		{ "validate", "check" }, { "lint", "check" }, { "generate", "render" },
		{ "write", "render" }, { "test", "verify" }, { "clients", "targets" },
		{ "list", "targets" }, { "providers", "rules" }, { "remove", "prune" },
		{ "man", "help" }, { "setup", "init" }, { "new", "init" }, { "wizard", "init" },
		{ "configure", "init" }, { "add", "init" }, { "account", "init" },
	};
	struct near near = { .key = word };
	size_t i;

	for (i = 0; i < countof(synonyms); i++)
		if (!strcmp(synonyms[i].word, word))
			return command_find(synonyms[i].command);
	for (i = 0; i < countof(table); i++)
		near_try(&near, table[i].name);
	return near.word ? command_find(near.word) : NULL;
}

const struct command *
command_nth(size_t n)
{
	return n < countof(table) ? &table[n] : NULL;
}

/* Is it the name of a target? */
static bool
is_target(struct stores *s, const char *word)
{
	const char *name;
	size_t i;

	for (i = 0; (name = targets_name(s->targets, i)); i++)
		if (!strcmp(name, word))
			return true;
	return false;
}

bool
command_unknown(struct run *run, const char *word, const char *text)
{
	struct stores *s = run->stores;
	const struct command *meant = command_near(word);

	diag_general(s->diags, DIAG_USAGE, text, text_escaped(s->arena, word, strlen(word)));
	if (stores_open(s, run->options) && is_target(s, word))
		return diag_fix(s->diags, "it is a target: write `mailgen targets %s`, or its name"
			" after -t", word);
	return diag_fix(s->diags, meant ? tr("did you mean '%s'?")
		: tr("`mailgen help` lists the commands"), meant ? meant->name : "");
}
