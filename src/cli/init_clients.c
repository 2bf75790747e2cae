/* The clients of a new account. Used by the init command. */
#include "cli/init_clients.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/keys.h"
#include "base/lang.h"
#include "cli/init.h"
#include "client/target.h"
#include "client/targets.h"
#include "pipeline/options.h"
#include "pipeline/rendition.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

struct choosing {
	struct init *in;
	struct unit *unit;
	struct word_list usual;         /* installed here and fit for the account */
};

/* Why the target cannot hold the account; NULL: it can. */
static const char *
why_not(const struct choosing *c, const struct target *t)
{
	struct init *in = c->in;
	struct target_list list = target_list_none(in->options, in->stores, SHARING_FILES);
	struct diags *diags = c->unit->diags;
	const struct diag *const *found;
	const char *why = NULL;
	struct rendition made;
	size_t i, n;

	diags_clear(diags);
	if (!rendition_make(&list, c->unit, t, RENDITION_REAL, &made)) {
		found = diags_sorted(diags, &n);
		for (i = 0; i < n && !why; i++)
			if (found[i]->severity == SEVERITY_ERROR)
				why = found[i]->text;
	}
	diags_clear(diags);
	return why;
}

/* Has a program one target already, or do their files have one name? */
static bool
has_twin(const struct choosing *c, const struct target *t)
{
	const struct target *other;
	size_t i;

	for (i = 0; i < c->usual.n; i++) {
		other = targets_find(c->in->stores->targets, c->usual.items[i],
			c->in->stores->diags);
		if (other && !strcmp(target_program(other), target_program(t)))
			return true;
	}
	return false;
}

/* Is it for the mail of the person who runs mailgen, on this machine? */
static bool
is_for_people(const struct target *t)
{
	return !t->system && t->group
		&& key_word_find("read fetch send desktop", t->group, &(unsigned){ 0 });
}

static void
find_usual(struct choosing *c)
{
	struct stores *s = c->in->stores;
	const struct target *t;
	const char *name;
	size_t i;

	for (i = 0; (name = targets_name(s->targets, i)); i++) {
		t = targets_find(s->targets, name, s->diags);
		if (t && is_for_people(t) && target_is_installed(t) && !has_twin(c, t)
		    && !why_not(c, t))
			words_add(c->in->arena, &c->usual, name);
	}
}

static const char *
wrong_name(const struct choosing *c, const char *name)
{
	struct stores *s = c->in->stores;
	const struct target *t = targets_find(s->targets, name, s->diags);
	const char *near = t ? NULL : targets_near(s->targets, name);
	const char *why = t ? why_not(c, t) : NULL;

	if (why)
		return tr_printf(c->in->arena, "%s does not fit the account: %s", name, why);
	if (near)
		return tr_printf(c->in->arena, "there is no target '%s'; did you mean '%s'?", name,
			near);
	return t ? NULL : tr_printf(c->in->arena,
		"there is no target '%s'; `mailgen targets` lists them", name);
}

/* Names with commas or blanks between them. */
static const char *
check_names(void *context, const char **answer)
{
	struct choosing *c = context;
	struct word_list *chosen = &c->in->targets;
	const char *at = *answer, *name, *wrong;
	size_t n;

	*chosen = (struct word_list){ NULL, 0 };
	if (!strcmp(at, tr("all")) || !strcmp(at, "all")) {
		*chosen = c->usual;
		return NULL;
	}
	if (!strcmp(at, tr("none")) || !strcmp(at, "none"))
		return NULL;
	for (; *at; at += n) {
		at += strspn(at, ", ");
		n = strcspn(at, ", ");
		name = arena_copy(c->in->arena, at, n);
		wrong = n ? wrong_name(c, name) : NULL;
		if (wrong)
			return wrong;
		if (n && !words_have(chosen, name))
			words_add(c->in->arena, chosen, name);
	}
	return NULL;
}

static bool
ask_names(struct choosing *c)
{
	struct question one = {
		.text = tr("Which get the account, with commas between them?"),
		.option = "-t NAME[,NAME]", .fallback = c->usual.n ? tr("all") : tr("none"),
		.check = check_names, .context = c,
	};
	struct buf out = { 0 };
	size_t i;

	buf_puts(&out, c->usual.n ? tr("Mail programs of this machine that fit the account:")
		: tr("No mail program that fits the account was found on this machine;"
		" `mailgen targets` lists all."));
	for (i = 0; i < c->usual.n; i++)
		buf_printf(&out, " %s", c->usual.items[i]);
	buf_putc(&out, '\n');
	question_say(&c->in->questions, &out);
	return question_ask(&c->in->questions, &one);
}

bool
init_clients(struct init *in, struct unit *unit)
{
	struct choosing c = { .in = in, .unit = unit };
	struct target_list list;
	const char *wrong = NULL;
	size_t i;

	if (!in->options->targets.n) {
		find_usual(&c);
		return ask_names(&c);
	}
	in->targets = in->options->targets;
	if (!target_list_open(&list, in->options, in->stores, &in->targets, SHARING_FILES))
		return false;
	for (i = 0; i < list.n && !list.all && !wrong; i++)
		wrong = wrong_name(&c, list.targets[i]->name);
	if (wrong)
		diag_usage(in->stores->diags, wrong, "name others with -t");
	return !wrong;
}
