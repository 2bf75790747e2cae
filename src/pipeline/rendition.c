/* The targets of a run, and an account as one of them sees it.
 * Used by the commands that render, and by units.c. */
#include "pipeline/rendition.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/lang.h"
#include "base/near.h"
#include "base/text.h"
#include "client/lost.h"
#include "client/render.h"
#include "client/target.h"
#include "client/targets.h"
#include "pipeline/options.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "sys/path.h"
#include "sys/process.h"

static const char installed[] = "installed";

/* The name, or what stands for several, that a word was probably meant to be; or NULL. */
static const char *
near_name(struct stores *s, const char *word)
{
	struct near near = { .key = word };
	const char *groups = TARGET_GROUPS, *name;
	size_t i;

	for (i = 0; (name = targets_name(s->targets, i)); i++)
		near_try(&near, name);
	while ((name = ini_word(s->arena, &groups)))
		near_try(&near, arena_printf(s->arena, "@%s", name));
	near_try(&near, "all");
	near_try(&near, installed);
	return near.word;
}

static bool
say_unknown(struct stores *s, const char *word, const char *text)
{
	const char *near = near_name(s, word);

	diag_general(s->diags, DIAG_UNKNOWN_TARGET, text, text_escaped(s->arena, word,
		strlen(word)));
	if (near)
		diag_fix(s->diags, "did you mean '%s'?", near);
	else if (strchr(word, '/') && *path_name(word))
		diag_fix(s->diags, "name the folder and where it is: %s --template-dir %s",
			path_name(word), path_folder(s->arena, word));
	else
		diag_fix(s->diags, "see `mailgen targets`");
	return false;
}

/* Is it a client that is left out on purpose? Then the reason was reported. */
static bool
say_left_out(struct stores *s, const char *name)
{
	const struct ini *ini = targets_left_out(s->targets, s->diags);
	const struct ini_section *section = ini ? ini_section_find(ini, name) : NULL;

	if (!section)
		return false;
	diag_general(s->diags, DIAG_UNKNOWN_TARGET, "there is no target '%s': %s", name,
		tr(ini_get(section, "text")));
	diag_fix(s->diags, "%s", tr(ini_get(section, "fix")));
	return true;
}

static void
add(struct target_list *list, const struct target *t)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (list->targets[i] == t)
			return;
	list->targets[list->n++] = t;
}

static bool
add_named(struct target_list *list, struct stores *s, const char *name)
{
	size_t before = diags_count(s->diags, SEVERITY_ERROR);
	const struct target *t = targets_find(s->targets, name, s->diags);

	if (t)
		add(list, t);
	else if (diags_count(s->diags, SEVERITY_ERROR) == before && !say_left_out(s, name))
		say_unknown(s, name, "there is no target '%s'");
	return t != NULL;
}

/* Is it one of those that the word stands for? */
static bool
is_meant(const struct target *t, const char *word)
{
	if (*word == '@')
		return t->group && !strcmp(t->group, word + 1);
	return strcmp(word, installed) != 0 || target_is_installed(t);
}

static bool
is_several(const char *word)
{
	return *word == '@' || !strcmp(word, "all") || !strcmp(word, installed);
}

/* Adds all that the word stands for, of which there must be one. */
static bool
add_several(struct target_list *list, struct stores *s, const char *word)
{
	const char *name;
	const struct target *t;
	size_t i, before = list->n;
	bool ok = true;
	unsigned n;

	if (*word == '@' && !key_word_find(TARGET_GROUPS, word + 1, &n))
		return say_unknown(s, word, "there is no group of targets '%s'");
	list->all = true;
	list->every |= !strcmp(word, "all");
	list->installed |= !strcmp(word, installed);
	for (i = 0; (name = targets_name(s->targets, i)); i++) {
		t = targets_find(s->targets, name, s->diags);
		ok &= t != NULL;
		if (t && is_meant(t, word))
			add(list, t);
	}
	if (list->n > before || !ok)
		return ok;
	diag_general(s->diags, DIAG_UNKNOWN_TARGET, "no target matches '%s' here", word);
	diag_fix(s->diags, "name one that `mailgen targets` lists");
	return false;
}

struct target_list
target_list_none(const struct options *o, struct stores *s, enum sharing sharing)
{
	return (struct target_list){ .options = o, .vault = s->vault, .sharing = sharing,
		.to = {
			.dir = o->install ? NULL : path_absolute(s->arena, o->output_dir),
			.file = path_absolute(s->arena, o->output_file),
		},
	};
}

/* Finds the targets whose files have names in common, where files of several go to one
 * place. */
static void
part(struct target_list *list, struct arena *a)
{
	size_t i, k;

	if (!list->options->output_dir && !list->options->archive && !list->options->jsonl)
		return;
	list->apart = arena_alloc(a, list->n, sizeof(*list->apart));
	for (i = 0; i < list->n; i++)
		for (k = 0; k < list->n && !list->apart[i]; k++)
			list->apart[i] = k != i
				&& target_collides(list->targets[i], list->targets[k]);
}

bool
target_list_open(struct target_list *list, const struct options *o, struct stores *s,
	const struct word_list *names, enum sharing sharing)
{
	size_t i, known = 0;
	bool ok = true;

	while (targets_name(s->targets, known))
		known++;
	*list = target_list_none(o, s, sharing);
	list->targets = arena_alloc(s->arena, names->n + known, sizeof(*list->targets));
	for (i = 0; i < names->n; i++)
		ok &= is_several(names->items[i]) ? add_several(list, s, names->items[i])
			: add_named(list, s, names->items[i]);
	part(list, s->arena);
	if (names->n)
		return ok;
	return diag_usage(s->diags, "no target given",
		"add --target NAME; `mailgen targets` lists them");
}

void
target_list_say(const struct target_list *list, struct stores *s)
{
	const char *names = "";
	size_t i;

	for (i = 0; i < list->n; i++)
		names = text_listed(s->arena, names, list->targets[i]->name);
	if (list->installed)
		diag_general(s->diags, DIAG_CLIENT_NOTE, "the targets are %s", names);
}

struct destination
target_list_destination(const struct target_list *list, struct arena *a, const struct target *t,
	const char *account)
{
	struct destination to = list->to;
	size_t i;

	if (to.dir && account)
		to.dir = path_shown(a, to.dir, account);
	for (i = 0; list->apart && i < list->n; i++)
		if (list->apart[i] && list->targets[i] == t)
			to.folder = t->name;
	return to;
}

bool
target_list_has(const struct target_list *list, const char *target)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!strcmp(list->targets[i]->name, target))
			return true;
	return !list->n || list->every;
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
	return resolve(u->arena, &u->account, t, list->options->embed_passwords
		? PASSWORDS_PROBED_EMBEDDED : PASSWORDS_PROBED, list->sharing, list->vault,
		diags_new(u->arena, NULL));
}

/* A command that prints itself is longer than the command. */
static struct rendered *
render_probe(const struct target_list *list, struct unit *u, const struct target *t,
	struct value *from, struct diags *trial)
{
	struct diags *unsaid = diags_new(u->arena, &list->options->policy);
	const struct destination to = target_list_destination(list, u->arena, t,
		list->sharing == SHARING_NOTHING ? u->account.id.s : NULL);
	struct rendered *files = from ? render(u->arena, t, from, &to, unsaid) : NULL;

	if (!files)
		diag_at(trial, u->account.pos, DIAG_READBACK, "the password command is too "
			"long to be verified in %s without running it", t->title);
	return files;
}

static void
make(const struct target_list *list, struct unit *u, const struct target *t,
	enum rendition_form form, struct diags *trial, struct rendition *r)
{
	const struct destination to = target_list_destination(list, u->arena, t,
		list->sharing == SHARING_NOTHING ? u->account.id.s : NULL);

	*r = (struct rendition){ 0 };
	r->meant = resolve(u->arena, &u->account, t, list->options->embed_passwords
		? PASSWORDS_EMBEDDED : PASSWORDS_BY_COMMAND, list->sharing, list->vault, trial);
	if (!r->meant)
		return;
	r->written_from = written_from(list, u, t, form, r->meant);
	r->files = render(u->arena, t, r->meant, &to, trial);
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
