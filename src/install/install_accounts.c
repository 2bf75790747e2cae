/* --install: accounts into the clients' own places.
 * Used by the render command. */
#include "install/install_accounts.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/console.h"
#include "pipeline/unit.h"
#include "install/install.h"
#include "client/target.h"
#include "install/merge.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

/* Has every file of the client a place of its own there? */
static bool
is_installed(const struct target *t)
{
	const struct target_file *f;

	for (f = t->files; f; f = f->next)
		if (!f->install.text)
			return false;
	return true;
}

/* Reports a target that cannot be installed; with "all" it is only left out. */
static bool
left_out(const struct target_list *list, const struct target *t, bool system,
	struct diags *diags)
{
	if (list->all && is_installed(t) && t->system != system)
		return true;
	if (list->all)
		diag_general(diags, DIAG_CLIENT_NOTE,
			"target '%s' is left out: it has no place of its own on this machine",
			t->name);
	else if (!is_installed(t))
		diag_general(diags, DIAG_USAGE,
			"target '%s' has no place of its own on this machine", t->name);
	else if (t->system)
		diag_general(diags, DIAG_USAGE,
			"the files of target '%s' are below /etc, those of the others are not",
			t->name);
	else
		diag_general(diags, DIAG_USAGE,
			"the files of target '%s' are in a home folder, and not below /etc",
			t->name);
	if (!list->all)
		diag_fix(diags, is_installed(t) ? "install it in a run of its own, or leave out"
			" --root" : "write its file into a folder with --output-dir");
	return list->all;
}

/* Leaves out, with "all", the targets that cannot be installed. */
static bool
choose(const struct options *o, struct target_list *list, struct diags *diags)
{
	bool ok = true, system = install_is_system(o, list);
	const struct target *t;
	size_t i, n = 0;

	for (i = 0; i < list->n; i++) {
		t = list->targets[i];
		if (is_installed(t) && t->system == system)
			list->targets[n++] = t;
		else
			ok &= left_out(list, t, system, diags);
	}
	list->n = n;
	return ok;
}

/* How many accounts there can be: a file of one account has no room for a second one,
 * unless each has its own. */
static size_t
most_accounts(const struct target *t)
{
	const struct target_file *f = t->files;

	while (f && (f->many || f->install.template))
		f = f->next;
	return f ? 1 : t->accounts_max ? t->accounts_max : (size_t)-1;
}

/* With "all" a client that has no room for the accounts is left out. */
static bool
fits(struct install *in, const struct client_accounts *c)
{
	size_t most = most_accounts(c->target);

	if (c->n <= most)
		return true;
	if (!in->targets->all) {
		diag_general(in->diags, DIAG_USAGE,
			"%s can use only %zu of the %zu accounts that were given",
			c->target->title, most, c->n);
		return diag_fix(in->diags,
			"give %zu of them, or write them all with --output-dir DIR", most);
	}
	diag_general(in->diags, DIAG_CLIENT_NOTE,
		"target '%s' is left out: its file can have only %zu of the %zu accounts",
		c->target->name, most, c->n);
	in->nclients--;
	return true;
}

static bool
plan(struct install *in)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < in->nclients; i++)
		ok &= merge_client(in, &in->clients[i]);
	return ok;
}

/* Finds what each target is to have: all kept accounts that it can hold. */
static bool
gather(struct install *in)
{
	struct target_list *list = in->targets;
	struct client_accounts *c;
	bool ok = true;
	size_t i;

	list->sharing = in->units->n > 1 ? SHARING_FILES : SHARING_NOTHING;
	in->clients = arena_alloc(in->arena, list->n, sizeof(*in->clients));
	for (i = 0; i < list->n; i++) {
		c = &in->clients[in->nclients];
		c->target = list->targets[i];
		c->views = arena_alloc(in->arena, in->units->n, sizeof(*c->views));
		c->n = units_views(in->units, list, in->run->stores, c->target, RENDITION_REAL,
			c->views, c->views);
		in->nclients += c->n > 0;
		ok &= !c->n || fits(in, c);
	}
	return ok;
}

/* ---- how to see it work ---- */

/* May the text stand in a shell's command as it is? */
static bool
is_plain(struct text text)
{
	return text_given(text) && text.len == strspn(text.s, "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._+-");
}

/* The target's own command for an account, or NULL where it has none for it. */
static const char *
test_of(struct arena *a, const struct target *t, const struct account *account)
{
	const char *command = t->test, *hole;
	struct text with;

	if (!command || !is_plain(account->id) || !is_plain(account->email))
		return NULL;
	while ((hole = strstr(command, "{{"))) {
		with = strncmp(hole, "{{id}}", 6) ? account->email : account->id;
		command = arena_printf(a, "%.*s%s%s", (int)(hole - command), command, with.s,
			strstr(hole, "}}") + 2);
	}
	return command;
}

/* Says how each client that got something can be tried out, by the first account. */
static void
say_tests(const struct install *in)
{
	const struct options *o = in->run->options;
	const struct account *account = &in->units->first->account;
	struct buf lines = { 0 };
	const char *command;
	size_t i;

	if (o->policy.quiet || o->report || o->format != FORMAT_TEXT || o->diff || o->dry_run
	    || !(in->summary.outcomes[OUTCOME_CREATED] || in->summary.outcomes[OUTCOME_CHANGED]))
		return;
	for (i = 0; i < in->nclients; i++)
		if ((command = test_of(in->arena, in->clients[i].target, account)))
			buf_printf(&lines, tr("to test %s: %s\n"), in->clients[i].target->title,
				command);
	console_text(in->run->console, STDERR_FILENO, &lines);
}

void
install_accounts(struct run *run, struct target_list *targets)
{
	struct unit_list units = { 0 };
	struct install in;
	bool ok;

	if (!choose(run->options, targets, run->stores->diags)
	    || !install_begin(&in, run, targets, &units))
		return;
	units_read(&units, run, SHARING_FILES);
	ok = gather(&in);
	if (!ok || !units.n || units_withheld(&units, run)) {
		units_count(&units, &in.summary);
		if (units.n)
			summary_add(&in.summary, NULL, ok ? UNIT_WITHHELD : UNIT_FAILED, NULL);
	} else if (install_become_owner(&in) && install_run(&in, plan)) {
		say_tests(&in);
	}
	install_end(&in);
	units_close(&units, run);
}
