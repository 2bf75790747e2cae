/* Where the password of a new account is kept. Used by the init command. */
#include "cli/init_password.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "cli/init.h"
#include "cli/init_file.h"
#include "client/target.h"
#include "client/targets.h"
#include "model/checks.h"
#include "pipeline/options.h"
#include "pipeline/stores.h"
#include "sys/path.h"
#include "sys/process.h"

/* ---- the places ---- */

static const char *
pass_entry(const struct init *in)
{
	return arena_printf(in->arena, "mail/%s", in->email.s);
}

/* Has pass, which stores nothing before `pass init`, a store? */
static bool
pass_ready(const struct init *in)
{
	const char *dir = getenv("PASSWORD_STORE_DIR");

	return process_exists("pass") && data_exists(arena_printf(in->arena, "%s/.gpg-id",
		dir && *dir ? dir : path_of_user(in->arena, "~/.password-store")));
}

static void
pass_take(const struct init *in, const char *entry, struct init_password *p)
{
	p->yaml = arena_printf(in->arena, "{command: [pass, show, %s]}", init_yaml(in, entry));
	p->store = arena_printf(in->arena, "pass insert %s", init_word(in, entry));
}

/* pass takes a name that begins with '-' for an option. */
static const char *
pass_check(void *context, const char **answer)
{
	(void)context;
	return **answer == '-' ? tr("an entry of pass does not begin with '-'") : NULL;
}

static bool
keyring_ready(const struct init *in)
{
	(void)in;
	return process_exists("secret-tool") && getenv("DBUS_SESSION_BUS_ADDRESS");
}

static void
keyring_take(const struct init *in, const char *unused, struct init_password *p)
{
	(void)unused;
	p->yaml = arena_printf(in->arena, "{keyring: {service: mailgen, user: %s}}",
		init_yaml(in, in->email.s));
	p->store = arena_printf(in->arena,
		"secret-tool store --label=%s service mailgen user %s",
		init_word(in, in->email.s), init_word(in, in->email.s));
}

static bool
keychain_ready(const struct init *in)
{
	(void)in;
	return process_exists("security");
}

static void
keychain_take(const struct init *in, const char *unused, struct init_password *p)
{
	(void)unused;
	p->yaml = arena_printf(in->arena, "{command: [security, find-generic-password, \"-s\","
		" mailgen, \"-a\", %s, \"-w\"]}", init_yaml(in, in->email.s));
	p->store = arena_printf(in->arena, "security add-generic-password -s mailgen -a %s -w",
		init_word(in, in->email.s));
}

static const char *
file_path(const struct init *in)
{
	const char *data = getenv("XDG_DATA_HOME");

	return arena_printf(in->arena, "%s/mailgen/passwords/%s",
		data && *data == '/' ? data : "~/.local/share", in->id);
}

static const char *
file_check(void *context, const char **answer)
{
	const char *wrong = path_check((struct text){ .s = *answer, .len = strlen(*answer) });

	return !wrong ? NULL : tr_printf(context, "this is no path of a file: %s", tr(wrong));
}

static bool
always_ready(const struct init *in)
{
	(void)in;
	return true;
}

/* What is typed is not seen, and only the user can read the file from its beginning. */
static void
file_take(const struct init *in, const char *path, struct init_password *p)
{
	p->yaml = arena_printf(in->arena, "{file: %s}", init_yaml(in, path));
	p->store = arena_printf(in->arena, "(umask 077; mkdir -p %s; stty -echo;"
		" head -n 1 >%s; stty echo)",
		init_word(in, path_folder(in->arena, path)), init_word(in, path));
}

static void
command_take(const struct init *in, const char *command, struct init_password *p)
{
	p->yaml = arena_printf(in->arena, "{command: %s}", init_yaml(in, command));
}

static void
nothing_take(const struct init *in, const char *unused, struct init_password *p)
{
	(void)in;
	(void)unused;
	p->yaml = NULL;
}

static const struct place_kept {
	const char *word;               /* of --password */
	const char *program;            /* offered where this is; NULL: everywhere */
	const char *text;
	const char *value;              /* what is asked beside it; NULL: nothing */
	const char *(*usual)(const struct init *);      /* its default; NULL: it has none */
	question_check *check;
	bool (*ready)(const struct init *);     /* can it keep one now? */
	void (*take)(const struct init *, const char *value, struct init_password *);
} places[] = {
	{ "pass", "pass", "in pass, the password manager", "Entry of pass", pass_entry,
		pass_check, pass_ready, pass_take },
	{ "secret-tool", "secret-tool", "in the keyring of the desktop", NULL, NULL, NULL,
		keyring_ready, keyring_take },
	{ "keychain", "security", "in the keychain of macOS", NULL, NULL, NULL,
		keychain_ready, keychain_take },
	{ "file", NULL, "in a file that only you can read", "Path of the file", file_path,
		file_check, always_ready, file_take },
	{ "command", NULL, "elsewhere: a command of your own prints it", "Command that prints it",
		NULL, NULL, always_ready, command_take },
	{ "ask", NULL, "nowhere: the programs ask for it", NULL, NULL, NULL, always_ready,
		nothing_take },
};

/* ---- which of them ---- */

static bool
is_offered(const struct place_kept *p)
{
	return !p->program || process_exists(p->program);
}

/* Asks for what belongs to the place. */
static bool
take_place(struct init *in, const struct place_kept *p, const char *given)
{
	const struct question one = {
		.text = p->value ? tr(p->value) : NULL, .given = given, .check = p->check,
		.option = arena_printf(in->arena, "--password %s:VALUE", p->word),
		.fallback = p->usual ? p->usual(in) : NULL, .context = in->arena,
	};
	const char *value = p->value ? question_ask(&in->questions, &one) : "";

	if (value)
		p->take(in, value, &in->password);
	return value;
}

/* What --password says. Whatever is wrong with it is not shown: it may be a password. */
static bool
take_option(struct init *in, const char *given)
{
	struct diags *diags = in->stores->diags;
	size_t i, len = strcspn(given, ":");
	const char *value = given[len] ? given + len + 1 : NULL;

	for (i = 0; i < countof(places); i++) {
		if (strlen(places[i].word) != len || memcmp(places[i].word, given, len))
			continue;
		if (value && !places[i].value)
			break;
		if (!value && places[i].usual)
			value = places[i].usual(in);
		return take_place(in, &places[i], value);
	}
	diag_general(diags, DIAG_USAGE, "--password takes the place where the password is kept,"
		" never the password itself");
	return diag_fix(diags, "use pass[:ENTRY], secret-tool, keychain, file[:PATH],"
		" command:COMMAND, oauth2:BROKER[:CLIENT_ID] or ask");
}

/* The places of this machine, by their numbers. */
struct offer {
	struct init *in;
	const struct place_kept *offered[countof(places)];
	size_t n, usual;
	const struct place_kept *chosen;
};

static const char *
check_place(void *context, const char **answer)
{
	struct offer *o = context;
	char *end;
	unsigned long number = strtoul(*answer, &end, 10);
	size_t i;

	for (i = 0; i < o->n; i++)
		if ((!*end && number == i + 1) || !strcmp(*answer, o->offered[i]->word)) {
			o->chosen = o->offered[i];
			return NULL;
		}
	return tr_printf(o->in->arena, "answer a number from 1 to %zu", o->n);
}

static bool
ask_place(struct init *in)
{
	struct offer o = { .in = in, .usual = countof(places) };
	struct question one = { .option = "--password KIND", .check = check_place,
		.context = &o, .text = tr("Where is it kept?") };
	struct buf out = { 0 };
	size_t i;

	buf_puts(&out, tr("The password is kept outside of the account file:\n"));
	for (i = 0; i < countof(places); i++) {
		if (!is_offered(&places[i]))
			continue;
		if (o.usual == countof(places) && places[i].ready(in))
			o.usual = o.n;
		o.offered[o.n++] = &places[i];
		buf_printf(&out, "  %zu  %s\n", o.n, tr(places[i].text));
	}
	question_say(&in->questions, &out);
	one.fallback = arena_printf(in->arena, "%zu", o.usual + 1);
	return question_ask(&in->questions, &one) && take_place(in, o.chosen, NULL);
}

/* ---- tokens ---- */

/* The names of all brokers, those that are installed first; *installed is the first of
 * these, or NULL. */
static const char *
broker_names(const struct init *in, const char **installed)
{
	struct targets *targets = in->stores->targets;
	const char *here = "", *others = "", *name;
	const struct target *t;
	size_t i;

	*installed = NULL;
	for (i = 0; (name = targets_name(targets, i)); i++) {
		t = targets_find(targets, name, in->stores->diags);
		if (!t || !t->token_command)
			continue;
		if (!process_exists(target_program(t))) {
			others = arena_printf(in->arena, "%s%s ", others, name);
			continue;
		}
		here = arena_printf(in->arena, "%s%s ", here, name);
		*installed = *installed ? *installed : name;
	}
	return arena_printf(in->arena, "%s%s", here, others);
}

static const char *
check_broker(void *context, const char **answer)
{
	struct init *in = context;
	const struct target *t;

	if (!strcmp(*answer, tr("none")) || !strcmp(*answer, "none"))
		return NULL;
	t = targets_find(in->stores->targets, *answer, in->stores->diags);
	in->broker = t && t->token_command ? t->name : NULL;
	return in->broker ? NULL : tr("answer one of them, or none");
}

static bool
ask_broker(struct init *in, const char *given)
{
	const char *installed, *names = broker_names(in, &installed);
	const struct question which = {
		.text = tr_printf(in->arena, "Broker that fetches the access tokens (%snone)",
			names),
		.option = "--password oauth2:BROKER", .given = given, .check = check_broker,
		.fallback = installed ? installed : tr("none"), .context = in,
	};
	const struct question registered = {
		.text = tr("client_id of the application that you have registered (none yet:"
			" leave it empty)"),
		.option = "--password oauth2:BROKER:CLIENT_ID", .fallback = "",
	};

	if (!question_ask(&in->questions, &which))
		return false;
	if (!in->broker || given)
		return true;
	in->client_id = question_ask(&in->questions, &registered);
	return in->client_id;
}

/* What --password says after "oauth2:". */
static bool
take_broker(struct init *in, const char *value)
{
	const char *colon = strchr(value, ':');

	in->client_id = colon ? colon + 1 : "";
	in->token = true;
	return ask_broker(in, *value ? arena_copy(in->arena, value, strcspn(value, ":")) : NULL);
}

static bool
ask_token(struct init *in)
{
	const struct question one = {
		.text = tr("Command that prints an OAuth2 access token (none yet: leave it empty)"),
		.option = "--password command:COMMAND", .fallback = "",
	};
	const char *command;

	if (!ask_broker(in, NULL))
		return false;
	if (in->broker)
		return true;
	command = question_ask(&in->questions, &one);
	if (command && *command)
		command_take(in, command, &in->password);
	return command;
}

bool
init_password(struct init *in)
{
	const char *option = in->options->password;

	if (option && !strncmp(option, "oauth2:", 7))
		return take_broker(in, option + 7);
	if (option)
		return take_option(in, option);
	return in->token ? ask_token(in) : ask_place(in);
}
