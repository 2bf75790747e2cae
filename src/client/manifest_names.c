/* Reads names that a manifest makes of others.
 * Used by the tables of manifest.c. */
#include "client/manifest_names.h"

#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "client/key_types.h"
#include "client/target.h"

/* Each is made of the one before. */
enum { NAMES_IN_NAMES = 16 };

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

/* Is it made of names that are not made of names in names? */
static bool
is_flat(struct key_reader *k, struct derived_name *name)
{
	const struct manifest_reader *m = k->context;
	const struct name_use *use = template_names(name->template);
	const struct derived_name *other;

	for (name->depth = 1; use; use = use->next) {
		other = target_name(m->target, use->path);
		if (other && other->depth >= name->depth)
			name->depth = other->depth + 1;
	}
	if (name->depth <= NAMES_IN_NAMES)
		return true;
	key_wrong(k, "'%s' is made of names in names, more than %d deep", name->path,
		NAMES_IN_NAMES);
	return diag_fix(k->diags, "write some of them out");
}

/* A name, or one of a group; names of `inner` need no prefix in it. */
static bool
add_name(struct key_reader *k, const char *inner, const char *group, const char *word)
{
	struct manifest_reader *m = k->context;
	struct derived_name *name = arena_alloc(k->arena, 1, sizeof(*name)), **end;
	bool ok;

	name->inner = inner;
	name->path = group ? arena_printf(k->arena, "%s.%s", group, word) : word;
	if (!is_new(k, name->path, word))
		return false;
	m->inner = inner;
	m->deriving = true;
	k->at = &name->template;
	ok = key_said(k) && is_flat(k, name);
	m->inner = NULL;
	m->deriving = false;
	for (end = &m->target->names; *end; end = &(*end)->next)
		;
	*end = ok ? name : NULL;
	return ok;
}

static bool
add_server_name(struct key_reader *k, const char *server, const char *word)
{
	return add_name(k, server, server, word);
}

bool
manifest_name(struct key_reader *k)
{
	const char *key = k->entry->key;

	if (!strncmp(key, "*.", 2))
		return add_server_name(k, "incoming", key + 2)
			&& add_server_name(k, "outgoing", key + 2);
	if (!strncmp(key, "incoming.", 9))
		return add_server_name(k, "incoming", key + 9);
	if (!strncmp(key, "outgoing.", 9))
		return add_server_name(k, "outgoing", key + 9);
	return add_name(k, NULL, NULL, key);
}

bool
manifest_text(struct key_reader *k)
{
	return add_name(k, NULL, k->section->name, k->entry->key);
}
