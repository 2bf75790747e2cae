/* Reads a client's manifest: its abilities, files, notices and read-back.
 * Used by target.c. */
#include "client/manifest.h"

#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "client/line.h"
#include "client/option.h"
#include "client/manifest_names.h"
#include "client/target.h"
#include "client/key_types.h"
#include "quote/quote.h"

/* Of the texts of a file that names no other. */
static const char default_language[] = "en";

/* ---- values of the read-back, under names of the client's ---- */

/* A value that is expected, at the end of the list. */
static bool
expect(struct key_reader *k, struct expectation **end)
{
	struct manifest_reader *m = k->context;
	struct expectation *x = arena_alloc(k->arena, 1, sizeof(*x));
	bool ok;

	for (; *end; end = &(*end)->next)
		;
	*end = x;
	*x = (struct expectation){ .key = k->entry->key, .asked = m->target->readback
		? m->target->readback->asks : NULL };
	k->at = x;
	m->relaxed = true;
	ok = key_said_name(k);
	k->at = &x->value;
	ok &= key_said(k);
	m->relaxed = false;
	return ok;
}

/* A value that the client should name. */
static bool
read_expectation(struct key_reader *k)
{
	struct readback *b = k->at;

	b->nvalues++;
	return expect(k, &b->values);
}

/* A value that a file of the user's has. */
static bool
read_imported(struct key_reader *k)
{
	return expect(k, &((struct importing *)k->at)->values);
}

/* One that belongs to the file, and not to an account of it. */
static bool
read_of_file(struct key_reader *k)
{
	struct manifest_reader *m = k->context;
	bool ok;

	m->many = m->target->files && m->target->files->many;
	ok = expect(k, &((struct readback *)k->at)->file);
	m->many = false;
	return ok;
}

/* The value that the manifest says more of; NULL after reporting. */
static struct expectation *
expected(struct key_reader *k, struct pos pos, const char *key)
{
	const struct manifest_reader *m = k->context;
	struct expectation *x;
	const char *keys = "";

	for (x = m->target->readback->values; x; x = x->next) {
		if (!strcmp(x->key, key))
			return x;
		keys = arena_printf(k->arena, "%s%s ", keys, x->key);
	}
	diag_at(k->diags, pos, k->id, "[readback.values] has no key '%s'", key);
	key_words_fix(k, key, keys);
	return NULL;
}

/* The line in which the client prints a value. */
static bool
read_line(struct key_reader *k)
{
	struct expectation *x = expected(k, k->entry->pos, k->entry->key);

	k->at = x ? &x->line : NULL;
	return x && key_line(k);
}

/* ---- the keys of each section ---- */

#define AT(type, member) .offset = offsetof(struct type, member)
#define SEVERITIES .words = "note warning error", .first = SEVERITY_NOTE
#define COMMAND_NAMES "dir file data shared home id program"

static const struct key target_keys[] = {
	{ "title", key_text, AT(target, title), .needed = true,
	  .help = "the client's name, for messages" },
	{ "protocols", key_flags, AT(target, speaks), .words = "imap pop smtp",
	  .first = PROTOCOL_IMAP,
	  .help = "which of `imap` `pop` `smtp` it speaks; without it none, so that there are no"
		" servers for the client" },
	{ "group", key_text, AT(target, group), .words = TARGET_GROUPS,
	  .help = "what the client is for, under which `mailgen targets` lists it and `-t @GROUP`"
		" takes it: `read` (a mail reader in a terminal), `fetch`, `send`, `broker`"
		" (fetches access tokens), `desktop`, `phone`, `system` (a machine's own mail),"
		" `application` (a file for programs of any kind), `publish` (for a provider's"
		" web server or DNS)" },
	{ "needs", key_flags, AT(target, needs), .words = "incoming outgoing",
	  .help = "which of `incoming` `outgoing` an account must have" },
	{ "reference", key_text, AT(target, reference), .needed = true,
	  .help = "where the client's own manual says so" },
	{ "tested", key_text, AT(target, tested),
	  .help = "versions, as in `broken` below; `verify` tells when the installed one is none"
		" of them" },
	{ "tokens", key_flag, AT(target, fetches_tokens), .words = "own command",
	  .help = "`own` when the client fetches access tokens for auth `oauth2` itself, else"
		" `command`" },
	{ "token_command", key_command, AT(target, token_command),
	  .words = "id name email username",
	  .help = "makes the target a broker, which `oauth2` of an account can name: the shell"
		" command that prints an access token. `{name}` is the token's, as in"
		" `{{tokens.name}}`; `{id}` and `{email}` are of the account, `{username}` of the"
		" server" },
	{ "accounts_max", key_number, AT(target, accounts_max),
	  .help = "how many accounts the client can have; any number without it" },
	{ "test", key_text, AT(target, test),
	  .help = "a command that shows the client at work with the account, for people: said"
		" after `--install`, with `{{id}}` and `{{email}}` of the account" },
	{ "without_password", key_text, AT(target, without_password),
	  .formerly = "asks",
	  .help = "what the client does without a password, as the end of a note" },
	{ "program", key_text, AT(target, program),
	  .help = "the client's program, where `program` of `[readback]` is another one or none:"
		" `-t installed` takes the targets whose program is on `PATH`" },
	{ "extends", NULL,
	  .help = "a target whose sections, keys, styles, templates and data files this one has,"
		" too: its own sections add to and replace the keys of that one's" },
	{ "without", NULL,
	  .help = "with `extends`: sections of that target, or keys as SECTION:KEY, that this one"
		" does not have" },
	{ "notices", key_words, .words = "pinning-over-tls no-certificate"
		" certificate-with-key external-over-tls external-with-certificate",
	  .help = "notices that targets share, about what the client cannot do, or not so:"
		" `no-certificate`, `certificate-with-key` (neither without the other),"
		" `pinning-over-tls`, `external-over-tls`, `external-with-certificate`" },
	{ "uuids", key_text, AT(target, uuids),
	  .help = "roles, each of which gives a name `{{uuid.ROLE}}`" },
};

static const struct key file_keys[] = {
	{ "template", key_source, .needed = true, .help = "a file of the folder" },
	{ "path", key_path, AT(target_file, path), .needed = true,
	  .help = "name of the file, a template in style `path`" },
	{ "install", key_place, AT(target_file, install),
	  .help = "the client's own place for a new one, below `~`, `$XDG_CONFIG_HOME` or `/etc`:"
		" a template in style `path`, so that each account can have a file of its own" },
	{ "search", key_places, AT(target_file, search),
	  .formerly = "places",
	  .help = "where the client looks for it, in its order, below `~`, `$XDG_CONFIG_HOME`,"
		" `/etc` or a variable of its own: the first that is there is taken, or that the"
		" variable says; commas part several names in one folder" },
	{ "profile", key_profile, AT(target_file, profile),
	  .help = "FILE SECTION KEY: an INI file of the client's whose key names the folder it is"
		" in" },
	{ "profile_in", key_folders, AT(target_file, profile_in),
	  .help = "with `profile`: further folders where FILE may be, as packages of the client"
		" have it; `*` is any one name" },
	{ "present", key_folders, AT(target_file, present),
	  .help = "with `profile`: folders that show that such a client is there, and has no FILE"
		" yet: an error" },
	{ "bootstrap", key_own_file, AT(target_file, bootstrap),
	  .formerly = "start",
	  .help = "with `profile`: a file of the target's folder that becomes that INI file where"
		" there is none, so that the client uses a new file" },
	{ "merge", key_word, AT(target_file, merge), .words = "own block prefs ini"
		" json",
	  .help = "how it goes with what the user has there: `own` (the whole file), `block`"
		" (marked lines in it), `prefs` (preferences, one a statement), `ini` (keys in"
		" sections), `json` (members of objects); see \"Merging by key\"" },
	{ "comment", key_text, AT(target_file, comment),
	  .help = "with `block`: what makes a line a comment; with `ini`: the characters that do,"
		" `#;` without it" },
	{ "account_line", key_about, AT(target_file, account_line),
	  .formerly = "taken",
	  .help = "with `block`: expression for a line of the user's own that has an account's"
		" name, which is `{{id}}` in it" },
	{ "ahead", key_about, AT(target_file, ahead),
	  .help = "with `block`: expression for a line of an account of the user's that the"
		" client takes for this one when it comes first; `{{email}}` in it is an address,"
		" perhaps with `*`" },
	{ "twice", key_about, AT(target_file, twice),
	  .help = "with `block`: expression for a line of an account of the user's that does the"
		" same work: a warning" },
	{ "twice_at", key_about, AT(target_file, twice_at),
	  .help = "with `twice`: expression for a line with its server, which has to be there,"
		" too" },
	{ "default_account", key_expression, AT(target_file, default_account),
	  .formerly = "chooses",
	  .help = "with `block`: expression for a line that chooses a default account; the flag"
		" `has_default` is true then" },
	{ "defaults", key_expression, AT(target_file, defaults),
	  .formerly = "sways",
	  .help = "with `block`: expression for a line that sets something for what follows;"
		" after one the flag `after_defaults` is true. A template that does not ask for"
		" the flag makes such a line a warning" },
	{ "head", key_expression, AT(target_file, head),
	  .help = "with `block`: expression for the first lines of the block that go to the"
		" beginning of the file" },
	{ "nest", key_texts, AT(target_file, nest),
	  .help = "with `block`: commands whose words are commands; `*-hook` is all that end so" },
	{ "include", key_text, AT(target_file, include),
	  .help = "with `block`: the command that reads another file" },
	{ "prefix", key_texts, AT(target_file, prefix),
	  .help = "with `block`: what may come before a name in a command" },
	{ "lists", key_texts, AT(target_file, lists),
	  .help = "with `prefs`: names (`*` stands for anything) whose values are lists that"
		" others add to; with `ini`: those as SECTION.KEY; with `json`: arrays as"
		" MEMBER.MEMBER, or MEMBER.MEMBER[KEY] when they have objects with a member"
		" KEY each" },
	{ "between", key_unescaped, AT(target_file, between),
	  .help = "with `ini`: the character between the members of a list, `,` without it" },
	{ "numbered", key_numbered, AT(target_file, numbered),
	  .help = "with `ini`: SECTION[KEY], sections that have a number, for which `*` stands, and"
		" are known by the value of their KEY: a new one gets a number that is free" },
	{ "whole", key_flag, AT(target_file, whole), .words = "yes no",
	  .help = "with `ini` or `json`: `yes` when the client adds to sections or objects, so"
		" that one that mailgen made goes with all that is in it" },
	{ "first_run", key_flag, AT(target_file, first_run), .words = "yes no",
	  .help = "with `ini` or `json`: `yes` when the client makes the file as it runs for the"
		" first time, and not from one with accounts: where there is none is an error" },
	{ "same", key_texts, AT(target_file, same),
	  .help = "with `prefs`: names (`*` is a key) whose values together the client has in one"
		" account only; commas part names that say the same" },
	{ "links", key_texts, AT(target_file, links),
	  .help = "with `prefs`: names (`*` is a key) whose value is another key, or a list of"
		" them" },
	{ "account_suffix", key_pattern, AT(target_file, account_suffix),
	  .formerly = "owned",
	  .help = "with `prefs`: how a part of a name ends that belongs to the account" },
	{ "formerly", key_pattern, AT(target_file, formerly),
	  .help = "with `prefs`: how it ended in earlier versions of the target; such names get"
		" the ending of now" },
	{ "lock", key_file, AT(target_file, lock),
	  .help = "with `prefs`, `ini` or `json`: the file beside it that the client locks while"
		" it runs" },
	{ "secret", key_expression, AT(target_file, secret),
	  .help = "expression for what comes before a password, or before what else nobody should"
		" see, in lines that mailgen wrote: `--diff` does not show the rest of a line"
		" after its first group. Other people's permission to read the file is taken away"
		" when one of the user's own lines matches" },
	{ "mode", key_mode, AT(target_file, mode), .first = 0400,
	  .help = "octal; 0600 without it. A file with a password in it is for its owner alone,"
		" and for `group` where the mode lets it read" },
	{ "group", key_path, AT(target_file, group),
	  .help = "the group that a new file gets when it is installed, a template in style"
		" `path`, so that an option can name it" },
	{ "private", key_flag, AT(target_file, private), .words = "yes no",
	  .help = "`yes` when the client refuses a file that others may read" },
	{ "quoting", key_styles,
	  .help = "styles that the template may end a chain in, the default first; needless for a"
		" template without texts" },
	{ "language", key_text, AT(target_file, language),
	  .help = "that of its `{{text.KEY}}`, such as `fr`; `en` without it" },
	{ "accounts", key_flag, AT(target_file, many), .words = "many one",
	  .help = "`many`: the file can hold several, and the template loops over"
		" `{{#accounts}}`" },
	{ "when", key_when, AT(target_file, when), .words = "merged always",
	  .help = "names that must all be true of an account of the file, or it is not written;"
		" `!` negates. `merged`: it is written with `--merge` only" },
	{ "line_max", key_number, AT(target_file, line_max),
	  .help = "longest line in bytes that the client reads" },
	{ "scanned", key_flag, AT(target_file, scanned), .words = "yes no",
	  .help = "`yes` when the client scans the text of the file as a QR code, which `--qr`"
		" draws: it has at most 2953 bytes then" },
};

static const struct key folder_keys[] = {
	{ "path", key_place, AT(target_folder, path), .needed = true,
	  .help = "a folder that the client wants to be there, as `install` of a file: it is made"
		" with `--install`, and removed with its account when nothing is in it" },
	{ "mode", key_mode, AT(target_folder, mode), .first = 0700,
	  .help = "octal; 0700 without it, 0755 below `/etc`" },
	{ "when", key_names, AT(target_folder, when),
	  .help = "names of an account that must all be true; `!` negates" },
};

static const struct key notice_keys[] = {
	{ "when", key_names, AT(notice, when),
	  .help = "names of the account that must all be true; `!` negates" },
	{ "beside", key_names, AT(notice, beside),
	  .help = "and names that must be true of another account of the file; `same.NAME`: both"
		" have the same text there, `differ.NAME`: they do not" },
	{ "server", key_text, AT(notice, server), .words = "incoming outgoing",
	  .help = "`incoming` or `outgoing`: which one the notice is about" },
	{ "host_not_in", key_hosts, AT(notice, hosts),
	  .help = "and whose host is none of these nor below them" },
	{ "severity", key_word, AT(notice, severity), SEVERITIES, .needed = true,
	  .help = "`error` refuses the account, else `warning` or `note`" },
	{ "text", key_text, AT(notice, text), .needed = true, .help = "the message" },
	{ "fix", key_text, AT(notice, fix), .help = "the fix" },
	{ "broken", key_text, AT(notice, broken),
	  .help = "versions of the client that cannot do it: with one of them `verify` finds a"
		" difference. Numbers separated by spaces; `V..W` is a range, open where an end is"
		" left out" },
};

static const struct key own_keys[] = {
	{ "command", key_texts, AT(own_command, command), .needed = true,
	  .help = "words, one of which a command of the user's own begins with, in a file with"
		" `block`; `*` is any text" },
	{ "name", key_texts, AT(own_command, name),
	  .help = "words, one of which is another word of it, alone or before a `=` or `:`; any"
		" without it" },
	{ "in", key_texts, AT(own_command, in),
	  .help = "commands, in one of which it is a word; `-` is none, and without it any" },
	{ "where", key_word, AT(own_command, where), .words = "before after", .first = OWN_BEFORE,
	  .help = "`before` or `after` the block; anywhere without it" },
	{ "when", key_names, AT(own_command, notice.when),
	  .help = "and it concerns an account of which these names are true, as for a notice" },
	{ "severity", key_word, AT(own_command, notice.severity), SEVERITIES, .needed = true,
	  .help = "`error`, `warning` or `note`" },
	{ "text", key_text, AT(own_command, notice.text), .needed = true, .help = "the message" },
	{ "fix", key_text, AT(own_command, notice.fix), .help = "what to write instead" },
};

static const struct key option_keys[] = {
	{ "kind", key_word, AT(target_option, kind), .words = OPTION_KINDS, .needed = true,
	  .help = "what its value is: `text`, `word` (one of `words`), `number`, `flag` (true or"
		" false), `duration` (`10m`; `{{option.NAME.seconds}}` and `.minutes`), `path` (of"
		" a file, absolute or below `~/`)" },
	{ "words", key_texts, AT(target_option, words),
	  .help = "the client's words, one of which a `word` is" },
	{ "default", key_text, AT(target_option, fallback),
	  .help = "the value that holds when an account gives none, of a flag `yes` or `no`;"
		" without it the name is absent then" },
	{ "help", key_text, AT(target_option, help), .needed = true,
	  .help = "one sentence, for `mailgen targets` and editors" },
};

static const struct key readback_keys[] = {
	{ "reader", NULL,
	  .help = "a target whose [readback], [readback.lines], [readback.ask.NAME] and data files"
		" serve for this one, too, whose client reads the same form: its own keys replace"
		" those" },
	{ "program", key_text, AT(readback, program),
	  .help = "looked for on `PATH`; needless with `read`" },
	{ "version", key_command, AT(readback, version), .words = COMMAND_NAMES,
	  .help = "command whose first line names the version" },
	{ "stand_in", key_text, AT(readback, stand_in),
	  .help = "what is asked, where the client itself cannot be: `verify` says so" },
	{ "command", key_command, AT(readback, command), .words = COMMAND_NAMES " message to",
	  .help = "makes the client print what it read, or with `heard` connect; split at"
		" blanks, no shell" },
	{ "read", key_command, AT(readback, read), .words = "dir file",
	  .help = "in place of `command`: the file that is read itself, such as `{file}`; a"
		" library for its format is asked in place of the client" },
	{ "format", key_word, AT(readback, format), .words = "lines json ini keyfile toml xml",
	  .help = "of what is read: `lines`, `json`, `ini` (as Python reads it), `keyfile` (as"
		" GLib does), `toml`, or `xml`, also a property list (plist); needed without"
		" `heard`" },
	{ "heard", key_flags, AT(readback, heard), .words = "incoming outgoing",
	  .help = "for a client that prints nothing: which of `incoming` `outgoing` it connects"
		" to; see \"Proof by hearing\"" },
	{ "keys", key_keys, AT(readback, keys), .words = COMMAND_NAMES " password to",
	  .help = "`heard`: the client is run on a terminal; texts in double quotes are waited"
		" for there, other words are typed then" },
	{ "mounts", key_mounts, AT(readback, mounts), .words = COMMAND_NAMES,
	  .help = "`heard`: PLACE=WHERE, for places that are built into the client: WHERE is"
		" seen at PLACE" },
	{ "seconds", key_number, AT(readback, seconds), .most = 600,
	  .help = "`heard`: time limit of one run, 20 without it" },
	{ "certificates", key_flag, AT(readback, unchecked), .words = "unchecked checked",
	  .help = "`heard`: `unchecked` when the client checks no server's certificate, so that"
		" a stranger's is not tried" },
	{ "runs_commands", key_word, AT(readback, runs_commands), .words = "no passwords yes",
	  .help = "`yes`: the client runs the commands for passwords, access tokens and"
		" signatures as it reads, so `verify` gives it harmless ones; `passwords`: but"
		" not those for tokens" },
	{ "separator", key_unescaped, AT(readback, separator),
	  .help = "`lines`: between a value's name and the value, `=` without it" },
	{ "begins", key_line, AT(readback, begins), .words = "id value",
	  .help = "`lines`: what the client says of an account begins with this line, once for each"
		" account of the file, such as `Account {id}, {value}:`" },
	{ "absent", key_text, AT(readback, absent),
	  .help = "`lines`: what the client prints for a value that it does not have" },
	{ "harmless", key_line, AT(readback, harmless), .words = "value",
	  .help = "a line on standard error that is no complaint, such as `toy: warning:"
		" {value}`; `{value}`: any, its exit status alone counts" },
	{ "unquote", key_style, AT(readback, unquote), .help = "style to undo on each value" },
	{ "account", key_place_in, AT(readback, account),
	  .help = "not with `lines`: path of what is said of the account, from where the paths of"
		" values begin, such as `accounts[name={{id}}]`" },
};

static const struct key import_keys[] = {
	{ "command", key_command, AT(importing, command), .words = COMMAND_NAMES " from user_home",
	  .help = "reads a file of the user's, which it never obeys, and prints JSON: `accounts`, a"
		" list, each with `values` by the names of `[readback.values]` and perhaps `id` and"
		" `line`; `lines`, how many there are, `about`, how many are about accounts, and"
		" `unknown`, a list of `[LINE, TEXT]`. `{file}` is a copy, `{from}` where it stood."
		" Without it the command of `[readback]` is asked" },
	{ "accounts", key_text, AT(importing, accounts),
	  .help = "path of the accounts in what `[readback]` reads, `*` for all that is in it;"
		" without it all is one account" },
	{ "without", key_texts, AT(importing, without),
	  .help = "names of values that say nothing of the account, such as identifiers" },
	{ "search", key_folders, AT(importing, search),
	  .help = "where the user's files are, for `import` without a FILE: below `~` or"
		" `$XDG_CONFIG_HOME`, and `*` is any name; without it the places of the first"
		" file, unless they have names in them" },
	{ "together", key_flag, AT(importing, together), .words = "yes no",
	  .help = "`yes`: the files that are found are read as one, such as two that belong"
		" together" },
};

static const struct key imported_keys[] = {
	{ "", read_imported, .may_be_empty = true,
	  .help = "as in `[readback.values]`: these and those of other names there are what a file"
		" has" },
};

static const struct key ask_keys[] = {
	{ "command", key_command, AT(readback_ask, command), .words = COMMAND_NAMES " index",
	  .needed = true,
	  .help = "another command, whose lines have the value NAME" },
	{ "for", key_texts, AT(readback_ask, keys), .help = "or these values" },
	{ "change", key_change,
	  .help = "WORD OTHER: asks about a copy of the file, in which lines that begin with WORD"
		" begin with OTHER" },
	{ "each", key_text, AT(readback_ask, each), .words = "aliases catch_all",
	  .help = "`aliases`: asks once for each, by its `{index}` (1 first); `catch_all`: asks"
		" where that is true; all answers are one value, each as `<answer>`" },
};

/* Names of the target's own. */
static const struct key name_keys[] = {
	{ "", manifest_name, .may_be_empty = true },
};

/* Texts in a language. */
static const struct key text_keys[] = {
	{ "", manifest_text, .may_be_empty = true },
};

/* Names of the client's own. */
static const struct key value_keys[] = {
	{ "", read_expectation, .may_be_empty = true },
};

static const struct key of_file_keys[] = {
	{ "", read_of_file, .may_be_empty = true },
};

static const struct key line_keys[] = {
	{ "", read_line, .words = "id value lower" },
};

/* Our words, which a map gives the client's for. */
static const struct key security_keys[] = {
	{ "without", key_words, .words = "tls starttls none" },
	{ "", key_map, .words = "tls starttls none", .may_be_empty = true },
};

#define AUTHS "password plain login cram-md5 scram-sha-1 scram-sha-256 digest-md5 apop" \
	" xoauth2 oauthbearer gssapi ntlm external none"

static const struct key auth_keys[] = {
	{ "without", key_words, .words = AUTHS " any" },
	{ "", key_map, .may_be_empty = true, .words = AUTHS " any" },
};

static const struct key protocol_keys[] = {
	{ "", key_map, .words = "imap pop smtp", .may_be_empty = true },
};

/* Names of issuers are files' names. */
static bool
read_issuer(struct key_reader *k)
{
	return !k->entry->key[strspn(k->entry->key, "abcdefghijklmnopqrstuvwxyz0123456789._-")]
		|| key_wrong(k, "there is no issuer '%s'", k->entry->key);
}

static const struct key issuer_keys[] = {
	{ "", read_issuer, .may_be_empty = true },
};

static const struct key tls_keys[] = {
	{ "", key_map, .words = "1.0 1.1 1.2 1.3", .may_be_empty = true },
};

/* ---- sections: where what they say goes, and what is checked after their keys ---- */

static void *
the_target(struct key_reader *k, const char *name)
{
	(void)name;
	return ((struct manifest_reader *)k->context)->target;
}

/* Takes down the languages of the target's files, for words that have several. */
static void
add_languages(struct key_reader *k, struct target *t)
{
	const struct ini_section *s;
	const char *language;

	for (s = t->manifest->sections; s; s = s->next) {
		if (strncmp(s->name, "file.", 5))
			continue;
		language = ini_get(s, "language");
		language = language ? language : default_language;
		if (!words_have(&t->languages, language))
			words_add(k->arena, &t->languages, language);
	}
}

/* Of what the section says in a language. */
static void *
begin_language(struct key_reader *k, const char *name)
{
	((struct manifest_reader *)k->context)->language = name;
	return the_target(k, name);
}

static bool
end_language(struct key_reader *k, void *target)
{
	(void)target;
	((struct manifest_reader *)k->context)->language = default_language;
	return true;
}

/* The words of a map in a language, which some file is in. */
static bool
end_words(struct key_reader *k, void *target)
{
	const char *language = ((struct manifest_reader *)k->context)->language;
	struct target *t = target;
	const char *list = "";
	size_t i;

	end_language(k, target);
	add_languages(k, t);
	if (words_have(&t->languages, language))
		return true;
	for (i = 0; i < t->languages.n; i++)
		list = arena_printf(k->arena, "%s%s ", list, t->languages.items[i]);
	diag_at(k->diags, k->section->pos, k->id,
		"no file of the target has the language '%s' of [%s]", language,
		k->section->name);
	key_words_fix(k, language, list);
	return false;
}

static bool
option_error(struct key_reader *k, const char *text, const char *fix)
{
	diag_at(k->diags, k->section->pos, k->id, "%s", tr(text));
	diag_fix(k->diags, "%s", tr(fix));
	return false;
}

static bool
end_option(struct key_reader *k, void *option)
{
	const struct target_option *o = option;
	struct text fallback = { .s = o->fallback };

	if (o->name[strspn(o->name, "abcdefghijklmnopqrstuvwxyz0123456789_")])
		return option_error(k, "the name of an option has small letters, digits and '_'"
			" alone", "write it as in '[option.check_interval]'");
	if ((o->kind == OPTION_WORD) != (o->words.n > 0))
		return option_error(k, "'words' belongs to 'kind = word', and this to 'words'",
			"write both, or neither");
	fallback.len = o->fallback ? strlen(o->fallback) : 0;
	return !o->fallback || !option_problem(o, fallback, option_flag(o->fallback))
		|| option_error(k, "the default is not a value that the option can have",
		"write another 'default', or leave it out");
}

static void *
the_readback(struct key_reader *k, const char *name)
{
	struct target *t = the_target(k, name);

	/* what is expected is of the file that is read */
	if (t->files && t->files->language)
		((struct manifest_reader *)k->context)->language = t->files->language;
	if (t->readback)
		return t->readback;
	t->readback = arena_alloc(k->arena, 1, sizeof(*t->readback));
	t->readback->separator = LITERAL("=");
	t->readback->asks = arena_alloc(k->arena, 1, sizeof(*t->readback->asks));
	return t->readback;
}

static void *
the_import(struct key_reader *k, const char *name)
{
	struct target *t = the_target(k, name);

	if (!t->import)
		t->import = arena_alloc(k->arena, 1, sizeof(*t->import));
	return t->import;
}

/* What is read back, but for what was said of it here, and this besides. */
static bool
end_imported(struct key_reader *k, void *importing)
{
	const struct readback *b = the_readback(k, "");
	struct expectation **end = &((struct importing *)importing)->values, *own;
	const struct expectation *first = *end, *x, *same;

	while (*end)
		end = &(*end)->next;
	for (x = b->values; x; x = x->next) {
		for (same = first; same && strcmp(same->key, x->key) != 0; same = same->next)
			;
		if (same)
			continue;
		*end = own = arena_alloc(k->arena, 1, sizeof(*own));
		*own = *x;
		own->next = NULL;
		end = &own->next;
	}
	return true;
}

static void *
new_ask(struct key_reader *k, const char *name)
{
	struct readback *b = the_readback(k, name);
	struct readback_ask *ask = arena_alloc(k->arena, 1, sizeof(*ask)), **end;
	const char **keys = arena_alloc(k->arena, 1, sizeof(*keys));

	*keys = name;
	ask->keys = (struct word_list){ keys, 1 };
	for (end = &b->asks; *end; end = &(*end)->next)
		;
	return *end = ask;
}

/* Does the content of a file have a password in it? */
static bool
writes_password(const struct target_file *f)
{
	static const char *const names[] = {
		"incoming.password.value", "outgoing.password.value",
		"accounts.incoming.password.value", "accounts.outgoing.password.value",
	};
	size_t i;

	for (i = 0; f->content && i < countof(names); i++)
		if (template_uses(f->content, names[i]))
			return true;
	return false;
}

static bool
is_below_etc(const char *place)
{
	return !strncmp(place, "/etc/", 5);
}

static bool
is_elsewhere(struct key_reader *k)
{
	diag_at(k->diags, k->section->pos, k->id,
		"the places of a target are all below /etc, or none is");
	diag_fix(k->diags, "make a target of its own of the files below /etc");
	return false;
}

/* The folder is where the files are. */
static bool
end_folder(struct key_reader *k, void *folder)
{
	const struct target *t = the_target(k, "");
	struct target_folder *f = folder;

	if (!f->path.text)
		return false;
	if (!f->mode)
		f->mode = t->system ? 0755 : 0700;
	if (is_below_etc(f->path.text) == t->system)
		return true;
	return is_elsewhere(k);
}

/* Are the places of the file all in the home folder, or all below /etc, as those of the
 * target's first file are? */
static bool
is_in_one(struct key_reader *k, const struct target_file *f)
{
	const struct target_file *first = ((const struct manifest_reader *)k->context)
		->target->files;
	bool etc = is_below_etc(f->install.text), one;
	size_t i;

	while (!first->install.text)
		first = first->next;
	one = etc == is_below_etc(first->install.text);
	for (i = 0; i < f->search.n; i++)
		one &= etc == is_below_etc(f->search.items[i].text);
	if (one)
		return true;
	return is_elsewhere(k);
}

/* The first of the file's places that an account's names make; or NULL. */
static const char *
named_place(const struct target_file *f)
{
	size_t i;

	for (i = 0; i < f->search.n; i++)
		if (f->search.items[i].template)
			return f->search.items[i].text;
	return f->install.template ? f->install.text : NULL;
}

/* Can the file be where it is said to be? */
static bool
has_place(struct key_reader *k, const struct target_file *f)
{
	const char *named = named_place(f);

	if (f->many && named) {
		diag_at(k->diags, k->section->pos, k->id,
			"a file of several accounts has one place, but '%s' has names of an"
			" account", named);
		diag_fix(k->diags, "write the path without braces, or 'accounts = one'");
		return false;
	}
	if (f->search.n && !f->install.text) {
		key_missing(k, k->section, "install");
		return false;
	}
	return !f->install.text || is_in_one(k, f);
}

/* Has the file the keys that its others ask for? */
static bool
is_whole(struct key_reader *k, const struct target_file *f)
{
	const char *lacks = f->bootstrap && !f->profile.n ? "profile"
		: f->merge == MERGE_BLOCK && !f->comment ? "comment"
		: f->merge == MERGE_PREFS && !f->account_suffix ? "account_suffix" : NULL;

	if (lacks && !ini_entry_find(k->section, lacks)) {
		key_missing(k, k->section, lacks);
	} else if (f->merged_only && !f->many) {
		diag_at(k->diags, k->section->pos, k->id,
			"only a file with 'accounts = many' can have 'when = merged'");
		diag_fix(k->diags, "add 'accounts = many', or remove 'when = merged'");
	} else if (writes_password(f) && !f->secret) {
		diag_at(k->diags, k->section->pos, k->id,
			"a file that can contain a password needs the key 'secret'");
		diag_fix(k->diags,
			"add 'secret =' and an expression for what comes before the password");
	} else {
		return true;
	}
	return false;
}

static bool
end_file(struct key_reader *k, void *file)
{
	struct manifest_reader *m = k->context;
	struct target_file *f = file;

	if (!f->mode)
		f->mode = 0600;
	f->merged_only = f->when.n && !strcmp(f->when.items[0], "merged");
	if (f->merged_only || (f->when.n && !strcmp(f->when.items[0], "always")))
		f->when.n = 0;
	m->target->system |= f->install.text && is_below_etc(f->install.text);
	m->many = f->many;
	m->filling = true;
	m->language = f->language ? f->language : default_language;
	if (m->source && (m->nallowed || !ini_entry_find(k->section, "quoting")))
		f->content = key_compile(k, m->source, m->allowed, m->nallowed);
	m->many = m->filling = false;
	m->language = default_language;
	m->source = NULL;
	m->nallowed = 0;
	f->words = template_words(k->arena, f->content);
	return is_whole(k, f) && has_place(k, f) && f->content;
}

/* Reports that the section has both keys, or none of them. */
static bool
needs_one(struct key_reader *k, const char *key, const char *other, bool both)
{
	diag_at(k->diags, k->section->pos, k->id, both ? "[%s] has '%s' and '%s'"
		: "[%s] has neither '%s' nor '%s'", k->section->name, key, other);
	diag_fix(k->diags, both ? "remove one of them" : "add one of them");
	return false;
}

static bool
end_readback(struct key_reader *k, void *readback)
{
	static const char *const readers[] = {
		[READ_LINES] = "mailgen's own reader of lines", [READ_JSON] = "Jansson",
		[READ_INI] = "python3's configparser", [READ_KEYFILE] = "GLib",
		[READ_TOML] = "python3's tomllib", [READ_XML] = "python3's expat",
	};
	struct readback *b = readback;
	bool heard = b->heard[0] || b->heard[1];
	const char *lacks;

	b->asks->command = b->command;
	if (heard) {
		b->runs_commands = COMMANDS_ALL;
		b->format = READ_JSON;
	}
	if (b->read && !b->stand_in)
		b->stand_in = readers[b->format];
	if (!b->program)
		b->program = b->stand_in;
	if (!b->command == !b->read)
		return needs_one(k, "command", "read", b->read != NULL);
	lacks = !b->program ? "program" : !heard && !ini_entry_find(k->section, "format")
		? "format" : NULL;
	if (lacks)
		key_missing(k, k->section, lacks);
	return !lacks;
}

/* The other formats have one answer, in their own form. */
static bool
end_lines(struct key_reader *k, void *readback)
{
	struct readback *b = readback;

	if (b->format == READ_LINES)
		return true;
	diag_at(k->diags, k->section->pos, k->id, "the section '%s' is for 'format = lines' only",
		k->section->name);
	diag_fix(k->diags, "remove it, or write 'format = lines' in [readback]");
	return false;
}

static bool
end_ask(struct key_reader *k, void *asked)
{
	struct readback_ask *ask = asked;
	struct expectation *x;
	bool ok = end_lines(k, the_readback(k, ""));
	size_t i;

	for (i = 0; i < ask->keys.n; i++) {
		x = expected(k, k->section->pos, ask->keys.items[i]);
		if (x)
			x->asked = ask;
		ok &= x != NULL;
	}
	return ok;
}

#define MAP(name, keys) { { "map." name, "", KEYS(keys) }, the_target, NULL, { 0 } }, \
	{ { "map." name ".", "LANGUAGE", KEYS(keys) }, begin_language, end_words, { 0 } }
#define LIST(type, name, list) sizeof(struct type), offsetof(struct type, name), \
	offsetof(struct type, next), offsetof(struct target, list)

/* The kinds of sections in the order in which they are read. */
static const struct kind {
	struct key_table keys;
	void *(*begin)(struct key_reader *, const char *name);
	bool (*end)(struct key_reader *, void *);
	/* without `begin`: of what is new in a list of the target's, and where that begins */
	struct { size_t size, name, next, list; } item;
} kinds[] = {
	{ { "target", "", KEYS(target_keys) }, the_target, NULL, { 0 } },
	MAP("security", security_keys), MAP("auth", auth_keys),
	MAP("imap.security", security_keys), MAP("imap.auth", auth_keys),
	MAP("pop.security", security_keys), MAP("pop.auth", auth_keys),
	MAP("smtp.security", security_keys), MAP("smtp.auth", auth_keys),
	MAP("issuer", issuer_keys), MAP("imap.issuer", issuer_keys),
	MAP("pop.issuer", issuer_keys), MAP("smtp.issuer", issuer_keys),
	MAP("protocol", protocol_keys), MAP("tls.minimum", tls_keys),
	{ { "option.", "NAME", KEYS(option_keys) }, NULL, end_option,
	  { LIST(target_option, name, options) } },
	{ { "names", "", KEYS(name_keys) }, the_target, NULL, { 0 } },
	{ { "text.", "LANGUAGE", KEYS(text_keys) }, begin_language, end_language,
	  { 0 } },
	{ { "file.", "NAME", KEYS(file_keys) }, NULL, end_file,
	  { LIST(target_file, name, files) } },
	{ { "folder.", "NAME", KEYS(folder_keys) }, NULL, end_folder,
	  { LIST(target_folder, name, folders) } },
	{ { "notice.", "NAME", KEYS(notice_keys) }, NULL, NULL,
	  { LIST(notice, name, notices) } },
	{ { "own.", "NAME", KEYS(own_keys) }, NULL, NULL,
	  { LIST(own_command, notice.name, own) } },
	{ { "readback", "", KEYS(readback_keys) }, the_readback, end_readback, { 0 } },
	{ { "readback.values", "", KEYS(value_keys) }, the_readback, NULL, { 0 } },
	{ { "readback.file", "", KEYS(of_file_keys) }, the_readback, NULL, { 0 } },
	{ { "readback.lines", "", KEYS(line_keys) }, the_readback, end_lines, { 0 } },
	{ { "readback.ask.", "NAME", KEYS(ask_keys) }, new_ask, end_ask, { 0 } },
	{ { "import", "", KEYS(import_keys) }, the_import, NULL, { 0 } },
	{ { "import.values", "", KEYS(imported_keys) }, the_import, end_imported, { 0 } },
};

static bool
is_kind(const struct kind *kind, const char *section)
{
	size_t len = strlen(kind->keys.section);

	return *kind->keys.own ? !strncmp(section, kind->keys.section, len) && section[len]
		: !strcmp(section, kind->keys.section);
}

static bool
is_known(struct key_reader *k, const struct ini_section *s)
{
	const char *names = "";
	size_t i;

	for (i = 0; i < countof(kinds); i++)
		if (is_kind(&kinds[i], s->name))
			return true;
	for (i = 0; i < countof(kinds); i++)
		names = arena_printf(k->arena, "%s%s%s ", names, kinds[i].keys.section,
			kinds[i].keys.own);
	diag_at(k->diags, s->pos, k->id, "a manifest has no section '%s'", s->name);
	key_words_fix(k, s->name, names);
	return false;
}

/* A new item at the end of its list, whose pointers are of any type. */
static void *
new_item(struct key_reader *k, const struct kind *kind, const char *name)
{
	char *item = arena_alloc(k->arena, 1, kind->item.size);
	char *at = (char *)the_target(k, name) + kind->item.list, *next;

	for (;; at = next + kind->item.next) {
		memcpy(&next, at, sizeof(next));
		if (!next)
			break;
	}
	memcpy(at, &item, sizeof(item));
	memcpy(item + kind->item.name, &name, sizeof(name));
	return item;
}

static bool
read_kind(struct key_reader *k, const struct kind *kind, const struct ini *ini)
{
	const struct ini_section *s;
	const char *name;
	bool ok = true;
	void *into;

	for (s = ini->sections; s; s = s->next) {
		if (!is_kind(kind, s->name))
			continue;
		name = s->name + strlen(kind->keys.section);
		into = kind->begin ? kind->begin(k, name) : new_item(k, kind, name);
		ok &= keys_read(k, kind->keys.rows, kind->keys.n, s, into);
		ok &= !kind->end || kind->end(k, into);
	}
	return ok;
}

static bool
lacks(struct key_reader *k, const struct ini *ini, const char *section)
{
	struct pos nowhere = { 0 };

	diag_at(k->diags, ini->sections ? ini->sections->pos : nowhere, k->id,
		"a manifest lacks the section '%s'", section);
	diag_fix(k->diags, "add a line '[%s]' and the keys of this section", section);
	return false;
}

bool
manifest_read(struct arena *a, struct target *target, const struct ini *ini,
	const struct partials *partials, struct diags *diags)
{
	struct manifest_reader m = {
		.target = target, .partials = partials, .language = default_language,
	};
	struct key_reader k = {
		.arena = a, .diags = diags, .id = DIAG_MANIFEST_BROKEN, .context = &m,
	};
	const struct ini_section *s;
	bool ok = true;
	size_t i;

	m.styles = styles_list(a, target->styles, &m.nstyles);
	for (s = ini->sections; s; s = s->next)
		ok &= is_known(&k, s);
	for (i = 0; i < countof(kinds); i++)
		ok &= read_kind(&k, &kinds[i], ini);
	if (!ini_section_find(ini, "target"))
		return lacks(&k, ini, "target");
	if (ok && !target->files)
		return lacks(&k, ini, "file.NAME");
	if (target->readback && !ini_section_find(ini, "readback"))
		return lacks(&k, ini, "readback");
	return ok;
}

const struct key_table *
manifest_keys(size_t n)
{
	return n < countof(kinds) ? &kinds[n].keys : NULL;
}
