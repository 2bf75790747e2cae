/* The init command: asks what an account needs, and writes its file and the settings of
 * this machine. Used through the table of commands. */

#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "cli/init.h"
#include "cli/init_clients.h"
#include "cli/init_file.h"
#include "cli/init_password.h"
#include "cli/init_servers.h"
#include "cli/settings.h"
#include "model/address.h"
#include "model/checks.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/rules.h"
#include "sys/path.h"
#include "sys/process.h"
#include "sys/transaction.h"

/* ---- the address ---- */

static const char *
check_address(void *context, const char **answer)
{
	struct init *in = context;
	struct text t = { .s = *answer, .len = strlen(*answer) };
	const char *meant = address_meant(in->arena, t), *wrong;

	if (meant)
		t = (struct text){ .s = meant, .len = strlen(meant) };
	wrong = address_check(in->arena, t, &in->email, &in->local_part, &in->domain);
	if (wrong)
		return tr_printf(in->arena, "this is no mail address: %s", tr(wrong));
	*answer = in->email.s;
	return NULL;
}

static bool
ask_address(struct init *in, const char *given)
{
	const struct question one = {
		.text = tr("Mail address"), .option = "ADDRESS", .given = given,
		.check = check_address, .context = in,
	};

	return question_ask(&in->questions, &one);
}

/* A domain that is nearly one that is known was probably meant to be that one. */
static bool
doubt_domain(struct init *in)
{
	struct stores *s = in->stores;
	const char *near, *meant;
	bool yes;

	if (in->options->incoming || rules_of_domain(s->rules, in->domain.s, s->diags)
	    || !(near = rules_near_domain(s->rules, in->domain.s, s->diags)))
		return true;
	meant = arena_printf(in->arena, "%s@%s", in->local_part.s, near);
	if (in->questions.answering == ANSWER_PERSON)
		return question_yes(&in->questions, tr_printf(in->arena, "Did you mean %s?", meant),
			true, &yes) && (!yes || ask_address(in, meant));
	diag_general(s->diags, DIAG_USAGE, "the mail domain '%s' is not known", in->domain.s);
	return diag_fix(s->diags, "did you mean '%s'? Otherwise add --incoming HOST"
		" --outgoing HOST", meant);
}

/* ---- the name ---- */

/* Can it be the name of a person, rather than that of a role? */
static const char *
if_name(struct init *in, const char *s, size_t len)
{
	struct text t = text_trimmed(in->arena, (struct text){ .s = s, .len = len });

	return t.len && strchr(t.s, ' ') && utf8_valid(t.s, t.len)
		&& !strcmp(text_escaped(in->arena, t.s, t.len), t.s) ? t.s : NULL;
}

/* As git has it for the author of commits. */
static const char *
name_of_git(struct init *in)
{
	static const char *const argv[] = { "git", "config", "--get", "user.name", NULL };
	const struct process p = { .argv = argv, .seconds = 5, .output_max = 1000 };
	struct process_result r;
	const char *name = NULL;

	if (!process_exists("git") || !process_run(&p, &r))
		return NULL;
	if (!r.status && r.out.len)
		name = if_name(in, r.out.s, strcspn(r.out.s, "\n"));
	process_free(&r);
	return name;
}

/* The name of the system's user (its record's first field), else git's, else what is before
 * the '@'. */
static const char *
usual_name(struct init *in)
{
	const struct passwd *user = getpwuid(getuid());
	const char *gecos = user && user->pw_gecos ? user->pw_gecos : "", *name;

	name = if_name(in, gecos, strcspn(gecos, ","));
	if (!name)
		name = name_of_git(in);
	return name ? name : in->local_part.s;
}

static bool
ask_name(struct init *in)
{
	const struct question one = {
		.text = tr("Your name, as others see it"), .option = "--name NAME",
		.given = in->options->name,
		.fallback = in->options->name ? NULL : usual_name(in),
	};

	in->name = question_ask(&in->questions, &one);
	return in->name;
}

/* ---- the files ---- */

/* Where the account goes; root and path as in struct file_change. */
struct place_of_file {
	const char *whole, *root, *path, *config;
	bool usual;                     /* in the folder of accounts, beside config.yaml */
};

/* A file of the folder of accounts that has the address. */
struct same_address {
	struct init *in;
	const char *file;               /* NULL: none */
};

static bool
compare_address(void *context, struct unit *u)
{
	struct same_address *same = context;
	const struct source *source = unit_pos(u).source;
	struct arena *a = same->in->arena;

	if (source && text_given(u->account.email)
	    && text_is_nocase(u->account.email, same->in->email.s))
		same->file = arena_copy(a, source->name, strlen(source->name));
	return !same->file;
}

static const char *
file_of_address(struct init *in, const char *folder)
{
	struct same_address same = { .in = in, .file = NULL };
	struct run others = *in->run;

	others.args = (struct word_list){ &folder, 1 };
	if (data_exists(folder))
		pool_run(&others, &(struct visitor){ .context = &same,
			.in_order = compare_address });
	return same.file;
}

/* Is nothing in the way there, or may it be replaced? False after reporting. */
static bool
is_free(struct init *in, const struct place_of_file *p)
{
	struct diags *diags = in->stores->diags;
	const char *other;

	if (in->options->force || !strcmp(p->whole, "-"))
		return true;
	if (data_exists(p->whole)) {
		diag_general(diags, DIAG_OCCUPIED, "'%s' is there already", p->whole);
		return diag_fix(diags, "edit that file, add --force to replace it, or -o FILE for"
			" another one");
	}
	other = p->usual ? file_of_address(in, path_folder(in->arena, p->whole)) : NULL;
	if (!other)
		return true;
	diag_general(diags, DIAG_OCCUPIED, "'%s' has this address already", other);
	return diag_fix(diags, "edit that file, or add --force for one more account");
}

static bool
choose_place(struct init *in, struct place_of_file *p)
{
	struct arena *a = in->arena;
	struct diags *diags = in->stores->diags;
	const char *own = stores_user_path(in->stores, ""), *file = in->options->output_file;

	*p = (struct place_of_file){ .whole = file, .usual = !file };
	if (!file && !own) {
		diag_usage(diags, "there is no home folder to write to", "add -o FILE");
		return false;
	}
	if (!file)
		p->whole = arena_printf(a, "%saccounts/%s.yaml", own, in->id);
	p->root = file ? path_folder(a, file) : arena_copy(a, own, strlen(own) - 1);
	p->path = file ? path_name(file) : p->whole + strlen(p->root) + 1;
	p->config = file ? NULL : arena_printf(a, "%sconfig.yaml", own);
	return is_free(in, p);
}

/* Writes the account, and the settings where there are none: both or nothing. */
static bool
write_files(const struct init *in, const struct place_of_file *p, const struct buf *account,
	const struct buf *settings)
{
	const struct change_options how = { .backup = false };
	struct file_change *changes = arena_alloc(in->arena, 2, sizeof(*changes));
	struct diags *diags = in->stores->diags;
	enum change_result result;

	changes[0] = (struct file_change){ .root = p->root, .path = p->path,
		.bytes = account->s, .len = account->len, .mode = 0600 };
	changes[1] = (struct file_change){ .root = p->root, .path = "config.yaml",
		.bytes = settings->s, .len = settings->len, .mode = 0600 };
	if (in->options->force
	    && !change_read(in->arena, p->root, p->path, &changes[0].was, diags))
		return false;
	result = change_all(in->arena, changes, settings->len ? 2 : 1, &how, diags);
	if (result == CHANGE_CONFLICT)
		path_occupied(in->arena, diags, p->root, p->path,
			"a file that changed meanwhile", "run it again");
	return result == CHANGE_DONE;
}

/* ---- what to do now ---- */

/* Those of the chosen clients that the settings do not have, as a list; "" without any.
 * False after reporting. */
static bool
find_missing(const struct init *in, const char *config, const char **missing)
{
	struct word_list known = { NULL, 0 };
	size_t i;

	*missing = "";
	if (!settings_targets(in->stores, config, &known))
		return false;
	for (i = 0; i < in->targets.n; i++)
		if (!words_have(&known, in->targets.items[i]) && !words_have(&known, "installed")
		    && !words_have(&known, "all"))
			*missing = arena_printf(in->arena, "%s%s%s", *missing,
				**missing ? ", " : "", in->targets.items[i]);
	return true;
}

/* Were the clients named by anybody, or are they all that are installed? */
static bool
are_chosen(const struct init *in)
{
	return in->options->targets.n || in->questions.answering != ANSWER_DEFAULTS;
}

static const char *
targets_argument(const struct init *in)
{
	const char *list = "";
	size_t i;

	if (!are_chosen(in) && in->targets.n)
		return "installed";
	for (i = 0; i < in->targets.n; i++)
		list = arena_printf(in->arena, "%s%s%s", list, i ? "," : "", in->targets.items[i]);
	return *list ? list : "NAME";
}

/* A path as a line can have it. */
static const char *
shown_path(const struct init *in, const char *path)
{
	char *copy = arena_copy(in->arena, path, strlen(path));

	text_sanitize(copy);
	return copy;
}

static void
say_next(const struct init *in, const struct place_of_file *p, bool configured,
	const char *missing, struct buf *out)
{
	const char *file = init_word(in, p->whole);

	if (in->password.store)
		buf_printf(out, tr("to store the password, run this and type it: %s\n"),
			in->password.store);
	if (*missing)
		buf_printf(out, tr("to have them brought up to date, add to the targets in %s:"
			" %s\n"), shown_path(in, p->config), missing);
	if (p->usual && configured)
		buf_puts(out, tr("next: mailgen\n"));
	else
		buf_printf(out, tr("next: mailgen %s -t %s --install\n"), file,
			targets_argument(in));
	buf_puts(out, tr("It configures the mail programs, and says how to test them.\n"));
	buf_printf(out, tr("to ask the servers: mailgen probe %s --login\n"), file);
}

/* ---- the command ---- */

/* Reads what will be written as `check` does, and says what is doubtful in it. False when
 * it is refused. */
static bool
is_note(void *context, const struct diag *d)
{
	(void)context;
	return d->severity < SEVERITY_WARNING;
}

static bool
validate(struct init *in, struct unit *u, const char *path, const struct buf *bytes)
{
	u->source.document = source_new(u->arena, path, bytes->s, bytes->len);
	unit_validate(u, in->stores);
	diags_drop(u->diags, is_note, NULL);
	console_findings(in->run->console, u->arena, u->diags);
	return u->ok;
}

static void
finish(struct init *in, const struct place_of_file *p, struct buf *account)
{
	bool there = p->usual && data_exists(p->config);
	struct buf settings = { 0 }, out = { 0 };
	const char *missing = "";

	if (there && are_chosen(in) && !find_missing(in, p->config, &missing))
		return;
	if (p->usual && !there && in->targets.n)
		init_print_settings(in, &settings);
	if (write_files(in, p, account, &settings)) {
		buf_printf(&out, tr("created %s\n"), shown_path(in, p->whole));
		if (settings.len)
			buf_printf(&out, tr("created %s\n"), shown_path(in, p->config));
		say_next(in, p, there || settings.len, missing, &out);
		console_text(in->run->console, STDOUT_FILENO, &out);
	}
	buf_free(&settings);
}

static bool
ask(struct init *in, struct place_of_file *p)
{
	const struct word_list *args = &in->run->args;

	if (args->n > 1) {
		diag_usage(in->stores->diags, "'init' takes one address",
			"write `mailgen init jo@example.com`");
		return false;
	}
	if (!args->n && in->questions.answering != ANSWER_PERSON) {
		diag_usage(in->stores->diags, "init needs the mail address where it does not ask"
			" on a terminal",
			"write `mailgen init jo@example.com --yes`, with your address");
		return false;
	}
	if (!ask_address(in, args->n ? args->items[0] : NULL) || !doubt_domain(in))
		return false;
	in->id = id_make(in->arena, in->email).s;
	if (!choose_place(in, p) || !ask_name(in) || !init_servers(in))
		return false;
	init_say_notes(in);
	return init_password(in);
}

void
command_init(struct run *run)
{
	struct stores *s = run->stores;
	struct init in = {
		.run = run, .options = run->options, .stores = s, .arena = s->arena,
		.questions = { s->arena, run->console, s->diags,
			question_answering(run->options->yes) },
	};
	struct place_of_file place;
	struct buf account = { 0 };
	struct unit *unit;

	if (!ask(&in, &place))
		return;
	init_print(&in, &account);
	unit = unit_new(&run->options->policy);
	if (validate(&in, unit, place.whole, &account)) {
		if (!strcmp(place.whole, "-"))
			console_write(run->console, account.s, account.len);
		else if (init_clients(&in, unit))
			finish(&in, &place, &account);
	}
	unit_free(unit);
	buf_free(&account);
}
