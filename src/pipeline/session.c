/* One run: opening the data it works with, and reading accounts from files.
 * Used by the commands. */
#include "pipeline/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "sys/hashset.h"
#include "base/source.h"
#include "base/trust.h"
#include "pipeline/once.h"
#include "pipeline/report.h"
#include "pipeline/unit.h"
#include "client/target.h"
#include "model/words.h"
#include "rules/rules.h"

static void
forget(struct session *s)
{
	if (s->seen)
		seen_close(s->seen);
	arena_free(s->seen_arena);
}

void
session_forget(struct session *s)
{
	forget(s);
	s->seen_arena = arena_new();
	s->seen = seen_new(s->seen_arena);
}

/* Nobody has named this folder: as root, say, mailgen may have found it through the HOME
 * of another user, whose data would decide what root writes. */
static const char *
if_trusted(struct session *s, const char *dir)
{
	const char *why;
	int fd;

	if (!data_exists(dir))
		return NULL;
	fd = trust_folder(s->arena, dir, TRUST_ALONE, NULL, &why);
	if (fd >= 0) {
		close(fd);
		return dir;
	}
	diag_graded(s->diags, (struct pos){ 0 }, DIAG_READ, SEVERITY_WARNING,
		"the folder '%s' is left out: %s", dir, why);
	diag_fix(s->diags, "make it yours alone (chown, chmod go-w), set HOME to your own home "
		"folder, or name it with --template-dir or --rules");
	return NULL;
}

/* A folder of the user's own data, or NULL. */
static const char *
user_folder(struct session *s, const char *name)
{
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME"), *dir;

	/* the base directory specification ignores relative paths */
	if (base && *base == '/')
		dir = arena_printf(s->arena, "%s/mailgen/%s", base, name);
	else if (home && *home)
		dir = arena_printf(s->arena, "%s/.config/mailgen/%s", home, name);
	else
		return NULL;
	return if_trusted(s, dir);
}

/* Are the rule sets that the command line names there? */
static bool
rules_given(struct session *s)
{
	size_t i;
	bool ok = true;

	for (i = 0; i < s->options.rules.n; i++)
		if (!data_exists(s->options.rules.items[i])) {
			diag_at(s->diags, (struct pos){ 0 }, DIAG_READ,
				"cannot read rule set '%s': there is no such file",
				s->options.rules.items[i]);
			ok = false;
		}
	return ok;
}

bool
session_open(struct session *s)
{
	const struct strings *given = &s->options.template_dirs;
	const char **dirs = arena_alloc(s->arena, given->n + 1, sizeof(*dirs));
	const char *user = user_folder(s, "templates");
	size_t n;

	for (n = 0; n < given->n; n++)
		dirs[n] = given->items[n];
	if (user)
		dirs[n++] = user;
	s->targets = targets_new(s->arena, dirs, n);
	s->rules = rules_new(s->arena, s->options.rules.items, s->options.rules.n,
		user_folder(s, "rules"));
	session_forget(s);
	s->words = words_load(s->arena, s->diags);
	return rules_given(s) && s->words != NULL;
}

struct session *
session_copy(struct session *s, size_t n)
{
	struct session **at = &s->copies, *copy;

	for (; *at && n; n--)
		at = &(*at)->next;
	if (*at)
		return *at;
	copy = arena_alloc(s->arena, 1, sizeof(*copy));
	*copy = (struct session){ .arena = arena_new(), .options = s->options,
		.vault = s->vault, .findings_fd = -1 };
	arena_wipe_at_end(copy->arena);
	copy->diags = diags_new(copy->arena, &copy->options.policy);
	if (!session_open(copy)) {
		session_close(copy);
		return NULL;
	}
	*at = copy;
	return copy;
}

void
session_close(struct session *s)
{
	struct session *copy;

	for (copy = s->copies; copy; copy = copy->next)
		session_close(copy);
	forget(s);
	arena_free(s->arena);
}

void
usage_error(struct session *s, const char *what, const char *fix)
{
	diag_at(s->diags, (struct pos){ 0 }, DIAG_USAGE, "%s", what);
	diag_fix(s->diags, "%s", fix);
}

struct diags *
session_say(struct session *s, struct arena *a, struct diags *diags)
{
	enum status status = diags_status(diags);

	once_drop(s, a, diags);
	report_findings(s, diags);
	/* a difference was looked for; that the system failed was not */
	if (status > s->status || status == STATUS_SYSTEM)
		s->status = status;
	return diags_like(a, diags);    /* what the account allows still holds */
}

static bool
is_new(struct session *s, struct unit *u, const char *text)
{
	return seen_add(s->seen, seen_hash(text, strlen(text)), u->diags);
}

/* diags_drop's question: was the same said for an account before? */
static bool
said_before(void *context, const struct diag *diag)
{
	struct session *s = context;

	return diag->id == DIAG_PROVIDER_NOTE
		&& !seen_add(s->seen, seen_hash(diag->text, strlen(diag->text)), s->diags);
}

/* Ids name files, so they differ. One login in two accounts is a mailbox that is
 * read twice; in one file, clients take the second for the first. */
void
session_compare(struct session *s, struct unit *u)
{
	const struct account *account = &u->account;
	const struct server *in = u->incoming.n ? &u->incoming.items[0] : NULL;

	if (s->options.jsonl)
		return;         /* each line is by itself, wherever it is worked on */
	if (diags_have(u->diags, DIAG_PROVIDER_NOTE))
		diags_drop(u->diags, said_before, s);
	if (text_given(account->id) && !is_new(s, u, account->id.s)) {
		diag_at(u->diags, account->id.pos, DIAG_DUPLICATE_ACCOUNT,
			"an account before this one has the id '%s' too", account->id.s);
		diag_fix(u->diags, "give one of them another 'id:'");
	}
	if (in && !in->bad && text_given(in->host) && text_given(in->username)
	    && !is_new(s, u, arena_printf(u->arena, "%s %s %u %s",
	    protocol_word(in->protocol), in->host.s, in->port, in->username.s))) {
		diag_graded(u->diags, in->username.pos, DIAG_DUPLICATE_LOGIN, s->options.merge
			? SEVERITY_ERROR : SEVERITY_WARNING,
			"an account before this one logs in to the same mailbox");
		diag_fix(u->diags, "leave one of them out, or give it its own user name");
	}
	u->ok &= !diags_count(u->diags, SEVERITY_ERROR);
}
