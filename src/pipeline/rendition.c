/* The targets of a run, and an account as one of them sees it.
 * Used by the commands that render, and by units.c. */
#include "pipeline/rendition.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "client/lost.h"
#include "client/render.h"
#include "client/target.h"
#include "client/targets.h"
#include "pipeline/options.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

static bool
add(struct target_list *list, struct stores *s, const char *name)
{
	size_t before = diags_count(s->diags, SEVERITY_ERROR), i;
	const struct target *t = targets_find(s->targets, name, s->diags);
	const char *near;

	for (i = 0; i < list->n; i++)
		if (list->targets[i] == t)
			return true;
	if (t) {
		list->targets[list->n++] = t;
		return true;
	}
	if (diags_count(s->diags, SEVERITY_ERROR) > before)
		return false;
	near = targets_near(s->targets, name);
	diag_general(s->diags, DIAG_UNKNOWN_TARGET, "there is no target '%s'",
		text_escaped(s->arena, name, strlen(name)));
	if (near)
		diag_fix(s->diags, "did you mean '%s'?", near);
	else
		diag_fix(s->diags, "see `mailgen targets`");
	return false;
}

struct target_list
target_list_none(const struct options *o, struct stores *s, enum sharing sharing)
{
	return (struct target_list){ .options = o, .vault = s->vault, .sharing = sharing };
}

bool
target_list_open(struct target_list *list, const struct options *o, struct stores *s,
	const struct word_list *names, enum sharing sharing)
{
	const char *name;
	size_t i, known = 0;
	bool ok = true;

	while (targets_name(s->targets, known))
		known++;
	*list = target_list_none(o, s, sharing);
	list->targets = arena_alloc(s->arena, names->n + known, sizeof(*list->targets));
	for (i = 0; i < names->n; i++)
		list->all |= !strcmp(names->items[i], "all");
	for (i = 0; list->all && (name = targets_name(s->targets, i)); i++)
		ok &= add(list, s, name);
	for (i = 0; i < names->n; i++)
		if (strcmp(names->items[i], "all"))
			ok &= add(list, s, names->items[i]);
	if (names->n)
		return ok;
	return diag_usage(s->diags, "no target given",
		"add --target NAME; `mailgen targets` lists them");
}

bool
target_list_has(const struct target_list *list, const char *target)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!strcmp(list->targets[i]->name, target))
			return true;
	return !list->n || list->all;
}

/* With "all", why an account does not fit becomes one note. */
static void
say_skipped(const struct target *t, const struct unit *u, struct diags *trial)
{
	const struct diag *const *list;
	size_t i, n;

	list = diags_sorted(trial, &n);
	for (i = 0; i < n; i++)
		if (list[i]->severity == SEVERITY_ERROR)
			break;
	diag_at(u->diags, u->account.pos, DIAG_CLIENT_NOTE, "target '%s' is left out: %s",
		t->name, list[i]->text);
}

/* The view that files are made from; its findings were reported with `meant`. */
static struct value *
written_from(const struct target_list *list, struct unit *u, const struct target *t,
	enum rendition_form form, struct value *meant)
{
	if (form == RENDITION_REAL || !t->readback || !t->readback->runs_commands)
		return meant;
	return resolve(u->arena, &u->account, &u->incoming, t, list->options->embed_passwords
		? PASSWORDS_PROBED_EMBEDDED : PASSWORDS_PROBED, list->sharing, list->vault,
		diags_new(u->arena, NULL));
}

/* A command that prints itself is longer than the command. */
static struct rendered *
render_probe(const struct target_list *list, struct unit *u, const struct target *t,
	struct value *from, struct diags *trial)
{
	struct diags *unsaid = diags_new(u->arena, &list->options->policy);
	struct rendered *files = from ? render(u->arena, t, from, unsaid) : NULL;

	if (!files)
		diag_at(trial, u->account.pos, DIAG_READBACK, "the password command is too "
			"long to be verified in %s without running it", t->title);
	return files;
}

static void
make(const struct target_list *list, struct unit *u, const struct target *t,
	enum rendition_form form, struct diags *trial, struct rendition *r)
{
	*r = (struct rendition){ 0 };
	r->meant = resolve(u->arena, &u->account, &u->incoming, t, list->options->embed_passwords
		? PASSWORDS_EMBEDDED : PASSWORDS_BY_COMMAND, list->sharing, list->vault, trial);
	if (!r->meant)
		return;
	r->written_from = written_from(list, u, t, form, r->meant);
	r->files = render(u->arena, t, r->meant, trial);
	if (r->files && r->written_from != r->meant)
		r->files = render_probe(list, u, t, r->written_from, trial);
	if (r->files && !lost_say(u->arena, &u->account, t, r->meant, u->diags, trial))
		r->files = NULL;
}

bool
rendition_make(const struct target_list *list, struct unit *u, const struct target *t,
	enum rendition_form form, struct rendition *r)
{
	struct diags *trial = list->all ? diags_like(u->arena, u->diags) : u->diags;

	make(list, u, t, form, trial, r);
	if (list->all && r->files)
		diags_join(u->diags, trial);
	else if (list->all)
		say_skipped(t, u, trial);
	return r->files != NULL;
}
