/* The options of single clients in an account file. What a client has is for its manifest
 * to say, which client/option.c asks later. Used through the table in loadtype.c. */
#include "model/loadtype.h"

#include <string.h>

#include "base/arena.h"
#include "input/node.h"
#include "model/fields.h"
#include "model/load.h"
#include "model/loader.h"

/* A field for messages about what is at the user's own key. */
static const struct field *
field_at(struct loader *l, const struct node *node, enum field_type type, const char *example)
{
	struct field *f = arena_alloc(l->arena, 1, sizeof(*f));

	load_show(node->key->text);
	f->name = load_shown(l, node->key->text);
	f->type = type;
	f->example = example;
	return f;
}

/* Reads the option to the end of the list; returns its new end. */
static struct option_value **
load_option(struct loader *l, const struct node *client, const struct node *node,
	struct option_value **end, bool *ok)
{
	const struct field *f = field_at(l, node, FIELD_OPTION, "VALUE");
	struct option_value *o;
	struct text value;
	const char *word;

	if (load_is_null(node))
		return end;
	if (!load_value(l, f, node, &value)) {
		*ok = false;
		return end;
	}
	o = arena_alloc(l->arena, 1, sizeof(*o));
	*o = (struct option_value){ client->key->text, node->key->text, value,
		OPTION_NO_FLAG, NULL };
	word = node->plain ? load_word(l, "bool", value) : NULL;
	if (word)
		o->flag = strcmp(word, "true") ? OPTION_FALSE : OPTION_TRUE;
	load_written(l, f, arena_printf(l->arena, "clients.%s.%s",
		load_shown(l, client->key->text), f->name), node)->client = client->key->text.s;
	*end = o;
	return &o->next;
}

bool
type_clients(struct loader *l, const struct field *f, const struct node *node, void *object)
{
	struct option_value **end = load_member(f, object);
	const struct node *client, *option;
	bool ok = true;

	if (node->kind != NODE_MAP)
		return load_wrong_type(l, f, node);
	for (client = node->first; client; client = client->next) {
		f = field_at(l, client, FIELD_MAPPING, "{OPTION: VALUE}");
		if (load_is_null(client))
			continue;
		if (client->kind != NODE_MAP) {
			ok = load_wrong_type(l, f, client);
			continue;
		}
		for (option = client->first; option; option = option->next)
			end = load_option(l, client, option, end, &ok);
	}
	return ok;
}
