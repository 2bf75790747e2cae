/* The command line: one table of options.
 * Used by main. */
#include "pipeline/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "model/suggest.h"

/* What taking one option works on. */
struct taking {
	struct arena *arena;
	struct options *options;
	struct diags *diags;
};

struct row {
	const char *name;
	char letter;                    /* or 0 */
	const char *argument;           /* its name in the help; NULL: takes none */
	const char *help;
	bool (*take)(struct taking *, const char *value);
	size_t flag;                    /* offset of a bool to set, when take is NULL */
};

void
strings_add(struct arena *a, struct strings *list, const char *s)
{
	const char **items;

	if (list->n == list->cap) {
		list->cap = list->cap ? 2 * list->cap : 16;
		items = arena_alloc(a, list->cap, sizeof(*items));
		if (list->n)
			memcpy(items, list->items, list->n * sizeof(*items));
		list->items = items;
	}
	list->items[list->n++] = s;
}

static bool
take_target(struct taking *t, const char *value)
{
	size_t n;

	for (; *value; value += n + (value[n] == ',')) {
		n = strcspn(value, ",");
		if (n)
			strings_add(t->arena, &t->options->targets,
				arena_copy(t->arena, value, n));
	}
	return true;
}

static bool
take_output_dir(struct taking *t, const char *value)
{
	t->options->output_dir = value;
	return true;
}

static bool
take_output_file(struct taking *t, const char *value)
{
	t->options->output_file = value;
	return true;
}

static bool
take_home(struct taking *t, const char *value)
{
	t->options->home = value;
	return true;
}

static bool
take_owner(struct taking *t, const char *value)
{
	t->options->owner = value;
	return true;
}

static bool
take_roster(struct taking *t, const char *value)
{
	t->options->roster = value;
	return true;
}

static bool
take_archive(struct taking *t, const char *value)
{
	t->options->archive = value;
	return true;
}

static bool
take_template_dir(struct taking *t, const char *value)
{
	strings_add(t->arena, &t->options->template_dirs, value);
	return true;
}

static bool
take_rules(struct taking *t, const char *value)
{
	strings_add(t->arena, &t->options->rules, value);
	return true;
}

static bool
take_sign(struct taking *t, const char *value)
{
	t->options->cert = value;
	return true;
}

static bool
take_key(struct taking *t, const char *value)
{
	t->options->key = value;
	return true;
}

static bool
take_chain(struct taking *t, const char *value)
{
	t->options->chain = value;
	return true;
}

static bool
usage(struct taking *t, const char *what, const char *value, const char *fix)
{
	diag_at(t->diags, (struct pos){ 0 }, DIAG_USAGE, "%s '%s'", tr(what), value);
	diag_fix(t->diags, "%s", fix);
	return false;
}

static bool
take_colour(struct taking *t, const char *value)
{
	static const char *const words[] = { "auto", "always", "never" };
	size_t i;

	for (i = 0; i < countof(words); i++)
		if (!strcmp(value ? value : "always", words[i])) {
			t->options->colour = (enum colour)i;
			return true;
		}
	return usage(t, "--color does not know", value, "use auto, always or never");
}

static bool
take_format(struct taking *t, const char *value)
{
	static const char *const words[] = { "text", "json", "sarif" };
	size_t i;

	for (i = 0; i < countof(words); i++)
		if (!strcmp(value, words[i])) {
			t->options->format = (enum format)i;
			if (i)
				lang_english();
			return true;
		}
	return usage(t, "--format does not know", value, "use text, json or sarif");
}

/* A word that comes near to no id may be anything, a password too. */
static bool
unknown_id(struct taking *t, const char *word)
{
	bool unique;
	enum diag_id meant = suggest_id(word, &unique);

	if (meant != DIAG_COUNT)
		return usage(t, "-W does not know", word,
			tr_printf(t->arena, "did you mean '%s'?", diag_word(meant)));
	diag_at(t->diags, (struct pos){ 0 }, DIAG_USAGE, "no finding has the id given to -W");
	diag_fix(t->diags, "`mailgen explain` lists the ids");
	return false;
}

static bool
take_severity(struct taking *t, const char *value)
{
	struct diag_policy *policy = &t->options->policy;
	const char *equals = strchr(value, '=');
	enum severity s = SEVERITY_OFF;
	enum diag_id id;

	if (!equals) {
		diag_at(t->diags, (struct pos){ 0 }, DIAG_USAGE, "-W without '='");
		diag_fix(t->diags, "write -W ID=error, warning, note or off");
		return false;
	}
	id = diag_find(arena_copy(t->arena, value, (size_t)(equals - value)));
	while (s <= SEVERITY_ERROR && strcmp(severity_word(s), equals + 1))
		s++;
	if (id == DIAG_COUNT)
		return unknown_id(t, arena_copy(t->arena, value, (size_t)(equals - value)));
	if (s > SEVERITY_ERROR)
		return usage(t, "-W does not know the severity given to", diag_word(id),
			"write -W ID=error, warning, note or off");
	if (s < diag_default_severity(id) && !diag_excusable(id))
		return usage(t, "this finding cannot be made less than an error:",
			diag_word(id), "mend what it names");
	policy->changed[id] = true;
	policy->severity[id] = s;
	return true;
}

static bool
take_strict(struct taking *t, const char *value)
{
	(void)value;
	t->options->policy.strict = true;
	return true;
}

/* A number from 1 to max, which has at most three digits; 0: it is none. */
static unsigned
number(const char *value, unsigned max)
{
	size_t digits = strspn(value, "0123456789");
	unsigned long n = strtoul(value, NULL, 10);

	return digits && !value[digits] && digits <= 3 && n <= max ? (unsigned)n : 0;
}

static bool
take_timeout(struct taking *t, const char *value)
{
	t->options->timeout = number(value, 600);
	return t->options->timeout || usage(t, "--timeout cannot be", value,
		"use a number of seconds from 1 to 600");
}

static bool
take_jobs(struct taking *t, const char *value)
{
	t->options->jobs = number(value, 256);
	return t->options->jobs || usage(t, "--jobs cannot be", value,
		"use a number from 1 to 256");
}

static bool
take_report(struct taking *t, const char *value)
{
	t->options->report_json = !strcmp(value, "json");
	return t->options->report_json || usage(t, "--report does not know", value,
		"use json");
}

#define FLAG(member) NULL, offsetof(struct options, member)

static const struct row table[] = {
	{ "target", 't', "NAME[,NAME]",
		"render for these clients; 'all': every one the account fits", take_target, 0 },
	{ "output-dir", 'O', "DIR", "write DIR/<account id>/<file> instead of standard output",
		take_output_dir, 0 },
	{ "output", 'o', "FILE", "write the one file to FILE instead of standard output",
		take_output_file, 0 },
	{ "install", 0, NULL, "install into the client's own files and keep the user's settings",
		FLAG(install) },
	{ "home", 0, "DIR", "with --install: the home folder, instead of your own", take_home, 0 },
	{ "owner", 0, "USER", "with --install, as root: write as this user", take_owner, 0 },
	{ "archive", 0, "FILE", "write one tar file instead of files; '-' is standard output",
		take_archive, 0 },
	{ "diff", 0, NULL, "write nothing, show what would change; exit status 5 when anything"
		" would", FLAG(diff) },
	{ "dry-run", 0, NULL, "write nothing, list what would be written", FLAG(dry_run) },
	{ "adopt", 0, NULL, "with --install: take over the accounts that the user has set up by"
		" hand", FLAG(adopt) },
	{ "backup", 0, NULL, "keep the old file beside a new one, as FILE.~1~", FLAG(backup) },
	{ "merge", 0, NULL, "put all accounts into one file, where the client keeps them so",
		FLAG(merge) },
	{ "force", 0, NULL, "replace files that mailgen did not write", FLAG(force) },
	{ "roster", 0, "FILE", "make accounts of the rows of a CSV file and one YAML pattern",
		take_roster, 0 },
	{ "jsonl", 0, NULL, "read accounts as JSON, one a line, and print each with its files as"
		" JSON", FLAG(jsonl) },
	{ "jobs", 'j', "N", "work in N threads; without it, one for each processor", take_jobs, 0 },
	{ "all-or-nothing", 0, NULL, "write nothing when any account is refused",
		FLAG(all_or_nothing) },
	{ "fail-fast", 0, NULL, "stop at the first account that is refused", FLAG(fail_fast) },
	{ "report", 0, "FORMAT", "say what became of each account and file: json", take_report, 0 },
	{ "embed-passwords", 0, NULL, "write passwords into files of clients that cannot run a"
		" command", FLAG(embed_passwords) },
	{ "sign", 0, "CERT", "sign the file with this certificate (PEM), for clients that take"
		" signed files", take_sign, 0 },
	{ "key", 0, "FILE", "the certificate's private key (PEM)", take_key, 0 },
	{ "chain", 0, "FILE", "further certificates to put into the signature (PEM)", take_chain,
		0 },
	{ "warning", 'W', "ID=SEVERITY", "change a finding's severity: error, warning, note or off",
		take_severity, 0 },
	{ "strict", 0, NULL, "treat warnings as errors", take_strict, 0 },
	{ "format", 0, "FORMAT", "say findings as text, json (one object a line) or sarif",
		take_format, 0 },
	{ "fix", 0, NULL, "with 'check': correct in the file what has one right answer",
		FLAG(fix) },
	{ "rules", 0, "FILE", "read a further rule set", take_rules, 0 },
	{ "template-dir", 0, "DIR", "look for clients here first", take_template_dir, 0 },
	{ "login", 0, NULL, "with 'probe': log in as the account says", FLAG(login) },
	{ "timeout", 0, "SECONDS", "how long a client, a server or a password command may take"
		" (120, 10, 60)", take_timeout, 0 },
	{ "json", 0, NULL, "print a list or a table as JSON", FLAG(json) },
	{ "list", 0, NULL, "with 'rules': list the rule sets", FLAG(list_rules) },
	{ "list-targets", 0, NULL, "the same as the command 'targets'", FLAG(list) },
	{ "color", 0, "[=WHEN]", "colour in messages: auto, always or never", take_colour, 0 },
	{ "quiet", 'q', NULL, "say no notes, no summary and no progress", FLAG(policy.quiet) },
	{ "verbose", 'v', NULL, "say what was written", FLAG(verbose) },
	{ "help", 'h', NULL, "print this help", FLAG(help) },
	{ "version", 'V', NULL, "print the version", FLAG(version) },
};

static bool
optional_argument_row(const struct row *row)
{
	return row->argument && *row->argument == '[';
}

/* The table in the form that getopt_long wants. */
static void
to_getopt(struct option *longs, char *shorts)
{
	size_t i;

	*shorts++ = ':';
	for (i = 0; i < countof(table); i++) {
		longs[i] = (struct option){
			.name = table[i].name,
			.has_arg = optional_argument_row(&table[i]) ? optional_argument
				: table[i].argument ? required_argument : no_argument,
			.val = 256 + (int)i,
		};
		if (table[i].letter) {
			*shorts++ = table[i].letter;
			if (table[i].argument)
				*shorts++ = ':';
		}
	}
	longs[i] = (struct option){ 0 };
	*shorts = '\0';
}

static const struct row *
row_of(int value)
{
	size_t i;

	if (value >= 256)
		return &table[value - 256];
	for (i = 0; i < countof(table); i++)
		if (table[i].letter == value)
			break;
	return i < countof(table) ? &table[i] : NULL;
}

static bool
take(struct taking *t, int value, char **argv)
{
	const struct row *row = row_of(value);

	if (value == '?')
		return usage(t, "there is no option", argv[optind - 1], "see mailgen --help");
	if (value == ':')
		return usage(t, "an argument is missing after", argv[optind - 1],
			"see mailgen --help");
	if (row->take)
		return row->take(t, optarg);
	*(bool *)((char *)t->options + row->flag) = true;
	return true;
}

bool
options_read(struct arena *a, int argc, char **argv, struct options *options,
	struct diags *diags)
{
	struct taking t = { a, options, diags };
	struct option longs[countof(table) + 1];
	char shorts[2 * countof(table) + 2];
	bool ok = true;
	int value;

	to_getopt(longs, shorts);
	opterr = 0;
	while ((value = getopt_long(argc, argv, shorts, longs, NULL)) != -1)
		ok &= take(&t, value, argv);
	for (; optind < argc; optind++)
		strings_add(a, &options->words, argv[optind]);
	return ok;
}

void
options_help(struct buf *out)
{
	char name[64];
	size_t i;

	for (i = 0; i < countof(table); i++) {
		name[0] = '\0';
		if (table[i].letter)
			strcat(strcat(strcat(name, "-"), (char[]){ table[i].letter, 0 }), ", ");
		else
			strcat(name, "    ");
		strcat(strcat(name, "--"), table[i].name);
		if (table[i].argument && !optional_argument_row(&table[i]))
			strcat(name, " ");
		if (table[i].argument)
			strcat(name, table[i].argument);
		buf_printf(out, "  %-28s %s%s\n", name,
			strlen(name) > 28 ? "\n                               " : "",
			tr(table[i].help));
	}
}
