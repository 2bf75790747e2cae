/* Opening the data that accounts are judged and rendered with.
 * Used by main, and by pool.c for its threads. */
#include "pipeline/stores.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/trust.h"
#include "client/targets.h"
#include "model/words.h"
#include "pipeline/options.h"
#include "rules/issuers.h"
#include "rules/rules.h"

/* Nobody has named this folder: as root, say, mailgen may have found it through the HOME
 * of another user, whose data would decide what root writes. */
static const char *
if_trusted(struct stores *s, const char *dir)
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

const char *
stores_user_path(struct stores *s, const char *name)
{
	const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	/* the base directory specification ignores relative paths */
	if (base && *base == '/')
		return arena_printf(s->arena, "%s/mailgen/%s", base, name);
	return home && *home ? arena_printf(s->arena, "%s/.config/mailgen/%s", home, name) : NULL;
}

/* A folder of the user's own data, or NULL. */
static const char *
user_folder(struct stores *s, const char *name)
{
	const char *dir = stores_user_path(s, name);

	return dir ? if_trusted(s, dir) : NULL;
}

/* Are the rule sets that the command line names there? */
static bool
rules_given(const struct word_list *rules, struct diags *diags)
{
	size_t i;
	bool ok = true;

	for (i = 0; i < rules->n; i++)
		if (!data_exists(rules->items[i])) {
			diag_general(diags, DIAG_READ,
				"cannot read rule set '%s': there is no such file",
				rules->items[i]);
			ok = false;
		}
	return ok;
}

bool
stores_open(struct stores *s, const struct options *o)
{
	const struct word_list *given = &o->template_dirs;
	const char **dirs = arena_alloc(s->arena, given->n + 1, sizeof(*dirs));
	const char *user = user_folder(s, "templates");
	size_t n;

	if (s->words)
		return rules_given(&o->rules, s->diags);
	for (n = 0; n < given->n; n++)
		dirs[n] = given->items[n];
	if (user)
		dirs[n++] = user;
	s->targets = targets_new(s->arena, dirs, n);
	s->rules = rules_new(s->arena, o->rules.items, o->rules.n, user_folder(s, "rules"));
	s->issuers = issuers_new(s->arena, user_folder(s, "oauth2"));
	s->words = words_load(s->arena, s->diags);
	return rules_given(&o->rules, s->diags) && s->words != NULL;
}

struct stores *
stores_nth(struct stores *s, const struct options *o, size_t n)
{
	struct stores **at = &s->next, *more;
	struct arena *a;

	for (; *at && n; n--)
		at = &(*at)->next;
	if (*at)
		return *at;
	a = arena_new();
	arena_wipe_at_end(a);
	more = arena_alloc(a, 1, sizeof(*more));
	*more = (struct stores){ .arena = a, .diags = diags_new(a, &o->policy),
		.vault = s->vault };
	if (!stores_open(more, o)) {
		arena_free(a);
		return NULL;
	}
	return *at = more;
}

void
stores_close(struct stores *s)
{
	struct stores *more, *next;

	for (more = s->next; more; more = next) {
		next = more->next;
		arena_free(more->arena);
	}
}
