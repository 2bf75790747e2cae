/* The user's own folder of accounts, and the targets of this machine.
 * Used by main and the init command. */
#include "cli/settings.h"

#include "base/data.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/trust.h"
#include "input/input.h"
#include "input/node.h"
#include "pipeline/options.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"

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

bool
settings_targets(struct stores *s, const char *path, struct word_list *targets)
{
	struct source *source = data_read(s->arena, path, CONFIG_MAX_BYTES, s->diags);
	struct input *input;
	struct node *root = NULL;
	const char *why;
	bool ok;

	if (!source)
		return false;
	if (!trust_file(s->arena, path, &why)) {
		diag_general(s->diags, DIAG_READ, "'%s' is not read: %s", path, why);
		return diag_fix(s->diags, "make it yours alone (chown, chmod go-w)");
	}
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
	const char *accounts = stores_user_path(s, "accounts"), *why;
	const char *config = stores_user_path(s, "config.yaml");
	bool configured = config && data_exists(config);

	if (!accounts || !data_exists(accounts) || (bare && !configured && !o->targets.n))
		return false;
	if (!trust_file(s->arena, accounts, &why)) {
		diag_general(s->diags, DIAG_READ, "'%s' is not read: %s", accounts, why);
		return diag_fix(s->diags, "make it yours alone (chown, chmod go-w)");
	}
	if (configured && !o->targets.n && !settings_targets(s, config, &o->targets))
		return false;
	words_add(s->arena, &run->args, accounts);
	o->install |= bare && configured && !goes_elsewhere(o);
	return true;
}
