/* The user's own folder of accounts, and the targets of this machine.
 * Used by main and the init command. */
#include "cli/settings.h"

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/trust.h"
#include "input/input.h"
#include "input/node.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "sys/listing.h"

enum { CONFIG_MAX_BYTES = 65536 };

/* ---- config.yaml ---- */

static bool
wrong(struct stores *s, const struct node *node, const char *what, const char *fix)
{
	diag_at(s->diags, node->text.pos, DIAG_USAGE, "%s", what);
	return diag_fix(s->diags, "%s", fix);
}

static bool
read_targets(struct stores *s, const struct node *list, struct word_list *targets)
{
	static const char fix[] = "write 'targets: [...]' with the names that `mailgen targets`"
		" lists";
	const struct node *one;

	if (list->kind != NODE_LIST || !list->first)
		return wrong(s, list, "'targets' is a list of clients", fix);
	for (one = list->first; one; one = one->next) {
		if (one->kind != NODE_SCALAR || !one->text.len)
			return wrong(s, one, "a target is a name", fix);
		words_add(s->arena, targets, one->text.s);
	}
	return true;
}

static bool
read_config(struct stores *s, const struct node *root, struct word_list *targets)
{
	const struct node *entry;
	bool ok = true;

	if (root->kind != NODE_MAP)
		return wrong(s, root, "the settings are a mapping", "write 'targets: [...]'");
	for (entry = root->first; entry; entry = entry->next)
		if (!text_is(entry->key->text, "targets"))
			ok = wrong(s, entry->key, "config.yaml knows no other key than 'targets'",
				"remove this line, or write 'targets: [...]'");
	entry = node_find(root, "targets");
	return ok && (!entry || read_targets(s, entry, targets));
}

/* An account can have commands run: nobody else may write one. */
static bool
is_own(struct stores *s, const char *path,
	bool (*trusted)(struct arena *, const char *path, const char **why))
{
	struct arena *a = arena_new();
	const char *why;
	bool own = trusted(a, path, &why);

	if (!own) {
		diag_general(s->diags, DIAG_READ, "'%s' is not read: %s", path, why);
		diag_fix(s->diags, "make it yours alone (chown, chmod go-w)");
	}
	arena_free(a);
	return own;
}

/* The same for a folder and the account files in it. */
static bool
are_own(struct stores *s, const char *folder)
{
	struct listing *list = is_own(s, folder, trust_file)
		? listing_open(s->arena, folder, s->diags) : NULL;
	struct arena *a = arena_new();
	const char *name;
	bool own = list != NULL;

	while (own && (name = listing_next(list, s->diags))) {
		arena_reset(a);
		own = is_own(s, arena_printf(a, "%s/%s", folder, name), trust_member);
	}
	if (list)
		listing_close(list);
	arena_free(a);
	return own;
}

bool
settings_targets(struct stores *s, const char *path, struct word_list *targets)
{
	struct source *source = data_read(s->arena, path, CONFIG_MAX_BYTES, s->diags);
	struct input *input;
	struct node *root = NULL;
	bool ok;

	if (!source || !is_own(s, path, trust_file))
		return false;
	input = input_open(s->arena, source);
	ok = input_next(input, s->arena, &root, s->diags);
	input_close(input);
	return ok && (!root || read_config(s, root, targets));
}

/* ---- what is to be done ---- */

static bool
goes_elsewhere(const struct options *o)
{
	return o->output_dir || o->output_file || o->archive;
}

bool
settings_apply(struct run *run, struct options *o, bool bare)
{
	struct stores *s = run->stores;
	const char *accounts = stores_user_path(s, "accounts");
	const char *config = stores_user_path(s, "config.yaml");
	bool configured = config && data_exists(config);

	if (!accounts || !data_exists(accounts) || (bare && !configured && !o->targets.n))
		return false;
	if (!are_own(s, accounts))
		return false;
	if (configured && !o->targets.n && !settings_targets(s, config, &o->targets))
		return false;
	words_add(s->arena, &run->args, accounts);
	o->install |= bare && configured && !goes_elsewhere(o);
	return true;
}
