/* What carries out each command, and the commands that take a few lines.
 * Used by main. */
#include "cli/commands.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "pipeline/pool.h"
#include "cli/fix.h"
#include "client/option.h"
#include "client/target.h"
#include "model/schema.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "pipeline/version_number.h"

void
command_run(const struct command *c, struct run *run)
{
	static void (*const table[])(struct run *) = {
#define COMMAND(name, arguments, help) command_##name,
		COMMANDS(COMMAND)
#undef COMMAND
	};

	table[c - command_nth(0)](run);
}

void
command_version(struct run *run)
{
	static const char version[] = "mailgen " MAILGEN_VERSION "\n";

	console_write(run->console, version, strlen(version));
}

static bool
look_only(void *context, struct unit *u)
{
	const struct run *run = context;

	return u->ok || !run->options->fail_fast;
}

/* Standard input and what is no file of its own cannot be mended. */
static bool
fixable(const struct word_list *paths, struct diags *diags)
{
	return !words_have(paths, "-") || diag_usage(diags, "--fix cannot change standard input",
		"name a file");
}

void
command_check(struct run *run)
{
	const struct options *o = run->options;

	if (o->format != FORMAT_TEXT)
		run->console->findings_fd = STDOUT_FILENO;      /* they are the result */
	if (!run->args.n) {
		diag_usage(run->stores->diags, "no file to check",
			"name an account file, or '-'");
		return;
	}
	if (o->fix && !fixable(&run->args, run->stores->diags))
		return;
	if (o->fix)
		fix_files(run);
	pool_run(run, &(struct visitor){ .context = run, .in_order = look_only,
		.findings = console_findings });
}

void
command_schema(struct run *run)
{
	struct stores *s = run->stores;
	json_t *clients = json_object();
	struct target_list list = { .n = 0 };
	const char *text;
	size_t i;

	if (run->options->targets.n && !target_list_open(&list, run->options, s,
	    &run->options->targets, SHARING_NOTHING))
		return;
	for (i = 0; i < list.n; i++)
		json_object_set_new(clients, list.targets[i]->name,
			options_schema(list.targets[i]));
	text = schema_text(s->arena, s->words, clients);
	console_write(run->console, text, strlen(text));
}
