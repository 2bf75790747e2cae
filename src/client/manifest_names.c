/* Reads names that a manifest makes of others.
 * Used by the tables of manifest.c. */
#include "client/manifest_names.h"

#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "client/key_types.h"
#include "client/target.h"

/* Working one out may need all before it. */
enum { NAMES_MAX = 100 };

/* Is it one word, and no name that there is already? */
static bool
is_new(struct key_reader *k, const char *path, const char *word)
{
	const struct manifest_reader *m = k->context;

	if (!*word || word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_")]) {
		key_wrong(k, "'%s' cannot be the name of a text", k->entry->key);
		diag_fix(k->diags, "write it with small letters, digits and '_', and before it"
			" perhaps 'incoming.', 'outgoing.' or '*.'");
	} else if (key_account_name(m->target, path).kind != NAME_UNKNOWN) {
		key_wrong(k, "'%s' is a name already", path);
		diag_fix(k->diags, "give it another name");
	} else {
		return true;
	}
	return false;
}

static bool
add_name(struct key_reader *k, const char *inner, const char *word)
{
	struct manifest_reader *m = k->context;
	struct derived_name *name = arena_alloc(k->arena, 1, sizeof(*name)), **end;
	size_t n = 1;
	bool ok;

	name->inner = inner;
	name->path = inner ? arena_printf(k->arena, "%s.%s", inner, word) : word;
	if (!is_new(k, name->path, word))
		return false;
	for (end = &m->target->names; *end; end = &(*end)->next)
		n++;
	if (n > NAMES_MAX) {
		key_wrong(k, "'%s' is more than the %dth name", name->path, NAMES_MAX);
		diag_fix(k->diags, "use fewer names");
		return false;
	}
	m->inner = inner;
	m->deriving = true;
	k->at = &name->template;
	ok = key_said(k);
	m->inner = NULL;
	m->deriving = false;
	*end = ok ? name : NULL;
	return ok;
}

bool
manifest_name(struct key_reader *k)
{
	const char *key = k->entry->key;

	if (!strncmp(key, "*.", 2))
		return add_name(k, "incoming", key + 2) && add_name(k, "outgoing", key + 2);
	if (!strncmp(key, "incoming.", 9))
		return add_name(k, "incoming", key + 9);
	if (!strncmp(key, "outgoing.", 9))
		return add_name(k, "outgoing", key + 9);
	return add_name(k, NULL, key);
}
