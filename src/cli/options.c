/* The command line: one table of options.
 * Used by main. */
#include "pipeline/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/lang.h"
#include "base/near.h"
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
	bool (*take)(struct taking *, const struct row *, const char *value);
	size_t member;                  /* offset in struct options */
	const char *words;              /* of an enum, in its order */
	size_t max;                     /* of a number */
	const char *help;
	const char *commands;           /* words: those it is for; NULL: all */
};

static void *
member(struct taking *t, const struct row *row)
{
	return (char *)t->options + row->member;
}

static bool
take_flag(struct taking *t, const struct row *row, const char *value)
{
	(void)value;
	*(bool *)member(t, row) = true;
	return true;
}

static bool
take_string(struct taking *t, const struct row *row, const char *value)
{
	*(const char **)member(t, row) = value;
	return true;
}

static bool
take_list(struct taking *t, const struct row *row, const char *value)
{
	words_add(t->arena, member(t, row), value);
	return true;
}

/* A list with commas. */
static bool
take_names(struct taking *t, const struct row *row, const char *value)
{
	size_t n;

	for (; *value; value += n + (value[n] == ',')) {
		n = strcspn(value, ",");
		if (n)
			take_list(t, row, arena_copy(t->arena, value, n));
	}
	return true;
}

static bool
usage(struct taking *t, const char *what, const char *value, const char *fix)
{
	diag_general(t->diags, DIAG_USAGE, "%s '%s'", tr(what), value);
	return diag_fix(t->diags, "%s", fix);
}

/* "a, b or c" */
static const char *
alternatives(struct arena *a, const char *words)
{
	const char *list = NULL, *word;

	while ((word = ini_word(a, &words)))
		list = !list ? word : *words ? arena_printf(a, "%s, %s", list, word)
			: tr_printf(a, "%s or %s", list, word);
	return list;
}

static bool
take_word(struct taking *t, const struct row *row, const char *value)
{
	if (key_word_find(row->words, value, member(t, row)))
		return true;
	diag_general(t->diags, DIAG_USAGE, "--%s does not know '%s'", row->name, value);
	return diag_fix(t->diags, "use %s", alternatives(t->arena, row->words));
}

/* What comes before is always: the word alone. */
static bool
take_colour(struct taking *t, const struct row *row, const char *value)
{
	return take_word(t, row, value ? value : "always");
}

/* Programs read English. */
static bool
take_format(struct taking *t, const struct row *row, const char *value)
{
	bool ok = take_word(t, row, value);

	if (ok && t->options->format)
		lang_english();
	return ok;
}

/* A number from 1 on, of at most three digits. */
static bool
take_number(struct taking *t, const struct row *row, const char *value)
{
	size_t digits = strspn(value, "0123456789");
	unsigned long n = strtoul(value, NULL, 10);

	if (!value[digits] && digits <= 3 && n && n <= row->max) {
		*(unsigned *)member(t, row) = (unsigned)n;
		return true;
	}
	diag_general(t->diags, DIAG_USAGE, "--%s cannot be '%s'", row->name, value);
	return diag_fix(t->diags, "use a number from 1 to %u", (unsigned)row->max);
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
	diag_general(t->diags, DIAG_USAGE, "no finding has the id given to -W");
	return diag_fix(t->diags, "`mailgen explain` lists the ids");
}

static bool
take_severity(struct taking *t, const struct row *row, const char *value)
{
	struct diag_policy *policy = &t->options->policy;
	const char *equals = strchr(value, '=');
	enum severity s = SEVERITY_OFF;
	enum diag_id id;

	(void)row;
	if (!equals) {
		diag_general(t->diags, DIAG_USAGE, "-W without '='");
		return diag_fix(t->diags, "write -W ID=error, warning, note or off");
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
		return usage(t, "this finding is always an error:",
			diag_word(id), "correct what it names");
	policy->changed[id] = true;
	policy->severity[id] = s;
	return true;
}

#define AT(member) offsetof(struct options, member)
#define FLAG(member) take_flag, AT(member), NULL, 0
#define STRING(member) take_string, AT(member), NULL, 0
#define LIST(member) take_list, AT(member), NULL, 0
#define WORD(member, words) take_word, AT(member), words, 0
#define NUMBER(member, max) take_number, AT(member), NULL, max

static const struct row table[] = {
	{ "target", 't', "NAME[,NAME]", take_names, AT(targets), NULL, 0,
		"render for these clients; 'all', 'installed' or '@GROUP': those the account"
		" fits", "render verify prune init schema import" },
	{ "output-dir", 'O', "DIR", STRING(output_dir),
		"write DIR/<account id>/<file> instead of standard output",
		"render prune targets import" },
	{ "output", 'o', "FILE", STRING(output_file),
		"write the one file to FILE instead of standard output, or of the usual place",
		"render init" },
	{ "install", 0, NULL, FLAG(install),
		"install into the client's own files and keep the user's settings",
		"render prune" },
	{ "home", 0, "DIR", STRING(home), "with --install: the home folder, instead of your own",
		"render prune import" },
	{ "owner", 0, "USER", STRING(owner), "with --install, as root: write as this user",
		"render prune" },
	{ "root", 0, "DIR", STRING(root),
		"with --install: write DIR/etc/..., for clients whose files are below /etc",
		"render prune" },
	{ "archive", 0, "FILE", STRING(archive),
		"write one tar file instead of files; '-' is standard output", "render" },
	{ "diff", 0, NULL, FLAG(diff),
		"write nothing, show what would change; exit status 5 when anything would",
		"render prune" },
	{ "dry-run", 0, NULL, FLAG(dry_run), "write nothing, list what would be written",
		"render prune" },
	{ "adopt", 0, NULL, FLAG(adopt),
		"with --install: take over the accounts that the user has set up by hand",
		"render" },
	{ "backup", 0, NULL, FLAG(backup), "keep the old file beside a new one, as FILE.~1~",
		"render prune" },
	{ "merge", 0, NULL, FLAG(merge),
		"combine all accounts in one file, for clients that support it",
		"render verify prune" },
	{ "force", 0, NULL, FLAG(force), "replace files that mailgen did not write",
		"render init import" },
	{ "roster", 0, "FILE", STRING(roster),
		"make accounts of the rows of a CSV file and one YAML pattern", OPTIONS_READING },
	{ "jsonl", 0, NULL, FLAG(jsonl),
		"read accounts as JSON, one a line, and print each with its files as JSON",
		"render" },
	{ "only", 0, "ID[,ID]", take_names, AT(only), NULL, 0,
		"of the accounts, take these, named by id or address, and no others",
		OPTIONS_READING },
	{ "jobs", 'j', "N", NUMBER(jobs, 256),
		"work in N threads; without it, one for each processor", "render check" },
	{ "all-or-nothing", 0, NULL, FLAG(all_or_nothing),
		"write nothing when any account is refused", "render" },
	{ "fail-fast", 0, NULL, FLAG(fail_fast), "stop at the first account that is refused",
		"render check" },
	{ "report", 0, "FORMAT", WORD(report, "text json"),
		"report the result of every account and file: text or json", "render" },
	{ "embed-passwords", 0, NULL, FLAG(embed_passwords),
		"write passwords into files of clients that cannot run a command",
		"render verify" },
	{ "qr", 0, NULL, FLAG(qr),
		"draw the QR code of a file that is scanned: in the terminal, as FILE.png or"
		" FILE.svg, or beside it in DIR", "render" },
	{ "sign", 0, "CERT", STRING(cert),
		"sign the file with this certificate (PEM), for clients that take signed files",
		"render" },
	{ "key", 0, "FILE", STRING(key), "the certificate's private key (PEM)", "render" },
	{ "chain", 0, "FILE", STRING(chain),
		"further certificates to put into the signature (PEM)", "render" },
	{ "warning", 'W', "ID=SEVERITY", take_severity, 0, NULL, 0,
		"change a finding's severity: error, warning, note or off", NULL },
	{ "strict", 0, NULL, FLAG(policy.strict), "treat warnings as errors", NULL },
	{ "format", 0, "FORMAT", take_format, AT(format), "text json sarif", 0,
		"print findings as text, json (one object a line) or sarif", NULL },
	{ "fix", 0, NULL, FLAG(fix),
		"with 'check': correct in the file what has one right answer", "check" },
	{ "rules", 0, "FILE", LIST(rules), "read a further rule set", NULL },
	{ "template-dir", 0, "DIR", LIST(template_dirs), "look for clients here first", NULL },
	{ "login", 0, NULL, FLAG(login), "with 'probe': log in as the account says", "probe" },
	{ "accept", 0, "HOST[,HOST]", take_names, AT(accepted), NULL, 0,
		"with 'discover' or 'init': trust these servers, which nobody vouches for",
		"discover init" },
	{ "check", 0, NULL, FLAG(compare),
		"with 'discover': compare account files with what their domains publish",
		"discover" },
	{ "probe", 0, NULL, FLAG(probe), "with 'discover': ask the servers that were found",
		"discover" },
	{ "offline", 0, NULL, FLAG(offline),
		"with 'discover' or 'init': look into the rule sets alone", "discover init" },
	{ "keep", 0, NULL, FLAG(keep),
		"with 'verify': leave the folder that the client read in, and print its commands",
		"verify" },
	{ "full", 0, NULL, FLAG(full),
		"with 'try': put every hostile value into each field, not just some", "try" },
	{ "timeout", 0, "SECONDS", NUMBER(timeout, 600),
		"how long a client, a server or a password command may take (120, 10, 60)",
		"verify probe discover init token try import" },
	{ "print", 0, NULL, FLAG(print),
		"with 'token': print the token itself, which a terminal does not get", "token" },
	{ "json", 0, NULL, FLAG(json), "print a list or a table as JSON",
		"verify probe discover targets rules explain import" },
	{ "list", 0, NULL, FLAG(list_rules), "with 'rules': list the rule sets", "rules" },
	{ "protocol", 0, "NAME[,NAME]", take_names, AT(protocols), NULL, 0,
		"imap, pop or smtp: with 'targets' list the clients that speak it, with 'init'"
		" read mail with it", "targets init" },
	{ "name", 0, "NAME", STRING(name), "with 'init': the name that others see", "init" },
	{ "incoming", 0, "HOST", STRING(incoming), "with 'init': the server for reading", "init" },
	{ "outgoing", 0, "HOST", STRING(outgoing), "with 'init': the server for sending", "init" },
	{ "password", 0, "KIND[:VALUE]", STRING(password),
		"with 'init': where the password is kept, pass[:ENTRY], secret-tool, keychain,"
		" file[:PATH], command:COMMAND or ask", "init" },
	{ "passwords", 0, "keyring|DIR", STRING(passwords),
		"with 'import': move passwords into the desktop's keyring, or each into a file in"
		" DIR", "import" },
	{ "yes", 'y', NULL, FLAG(yes), "with 'init': ask nothing, take what it would propose",
		"init" },
	{ "like", 0, "NAME", STRING(like), "with 'targets new DIR': the client to start from",
		"targets" },
	{ "names", 0, NULL, FLAG(names), "with 'targets': list the names that templates use",
		"targets" },
	{ "keys", 0, NULL, FLAG(keys), "with 'targets' or 'rules': list the keys of their files",
		"targets rules" },
	{ "list-targets", 0, NULL, FLAG(list), "the same as the command 'targets'", "targets" },
	{ "color", 0, "[=WHEN]", take_colour, AT(colour), "auto always never", 0,
		"colour in messages: auto, always or never", NULL },
	{ "quiet", 'q', NULL,
		FLAG(policy.quiet), "print no notes, no summary and no progress", NULL },
	{ "verbose", 'v', NULL, FLAG(verbose), "list what was written", NULL },
	{ "help", 'h', NULL, FLAG(help), "print this help", NULL },
	{ "version", 'V', NULL, FLAG(version), "print the version", NULL },
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

/* An option that is none, with what follows it after a '='. */
static bool
unknown_option(struct taking *t, const char *given)
{
	struct near near = { 0 };
	size_t i, len = strcspn(given, "=");

	if (!strncmp(given, "--", 2))
		near.key = arena_copy(t->arena, given + 2, len - (len > 2 ? 2 : len));
	for (i = 0; near.key && i < countof(table); i++)
		near_try(&near, table[i].name);
	return usage(t, "there is no option", given, near.word
		? tr_printf(t->arena, "did you mean '--%s'?", near.word)
		: tr("`mailgen help options` lists the options"));
}

static bool
take(struct taking *t, int value, char **argv)
{
	const struct row *row = row_of(value);

	if (value == '?')
		return unknown_option(t, argv[optind - 1]);
	if (value == ':')
		return usage(t, "an argument is missing after", argv[optind - 1],
			"`mailgen help options` lists the options with their arguments");
	return row->take(t, row, optarg);
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
		words_add(a, &options->words, argv[optind]);
	return ok;
}

bool
options_help(const char *command, struct buf *out)
{
	char name[64];
	size_t i, n = 0;

	for (i = 0; i < countof(table); i++) {
		if (command && (!table[i].commands
		    || !key_word_find(table[i].commands, command, &(unsigned){ 0 })))
			continue;
		n++;
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
	return n;
}
