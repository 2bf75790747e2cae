/* Accounts of the run that the user's own part of a file has, too.
 * Used by merge_block.c. */
#include "install/merging.h"

#include <string.h>

#include "base/arena.h"
#include "base/expression.h"
#include "install/install.h"
#include "template/value.h"

/* What an account is called, in lower case. */
struct own_name {
	const char *value;
	size_t account;
	unsigned *line;         /* where the user has it first, for all of the value; 0: nowhere */
};

struct own_names {
	struct arena *arena;
	struct own_name *items;
	size_t n;
	struct table lines;     /* by value */
};

static void
add_name(struct own_names *names, const struct value *value, size_t account)
{
	struct own_name own = { .account = account };
	void **line;

	if (!value_true(value) || value->kind != VALUE_TEXT)
		return;
	own.value = text_lower(names->arena, value->text.s, value->text.len);
	line = table_at(names->arena, &names->lines, own.value, strlen(own.value));
	if (!*line)
		*line = arena_alloc(names->arena, 1, sizeof(*own.line));
	own.line = *line;
	names->items = arena_grow(names->arena, names->items, names->n, sizeof(own));
	names->items[names->n++] = own;
}

/* The accounts of the run by that name of theirs; an address is any of an account's. */
static void
collect(struct merging *c, const char *name, struct own_names *names)
{
	const struct client_accounts *p = c->accounts;
	const struct value *aliases, *alias;
	size_t i;

	for (i = 0; i < p->n; i++) {
		add_name(names, value_path(p->views[i], name, strlen(name)), i);
		aliases = strcmp(name, "email") ? NULL : value_named(p->views[i], "aliases");
		for (alias = aliases ? aliases->first : NULL; alias; alias = alias->next)
			add_name(names, alias->kind == VALUE_MAP
				? value_named(alias, "email") : alias, i);
	}
}

/* One that the user has, perhaps for all that fits a '*'. */
static bool
note_name(void *context, unsigned line, struct literal name)
{
	struct own_names *names = context;
	const char *value = text_lower(names->arena, name.s, name.len);
	unsigned *at = table_find(&names->lines, value, strlen(value));
	struct own_name *own, *end = names->items + names->n;

	if (at && !*at)
		*at = line;
	for (own = names->items; own < end && strchr(value, '*'); own++)
		if (!*own->line
		    && text_fits(value, (struct literal){ own->value, strlen(own->value) }))
			*own->line = line;
	return true;
}

unsigned *
merge_own_lines(struct merging *c, const char *expression, enum own_part part)
{
	unsigned *lines = arena_alloc(c->in->arena, c->accounts->n, sizeof(*lines)), *line;
	struct own_names names = { .arena = arena_new() };
	const struct expression *e;
	const struct own_name *own;
	const char *why;

	e = expression ? expression_new(names.arena, expression, &why) : NULL;
	if (e) {
		collect(c, expression_name(e), &names);
		block_own_lines(names.arena, &c->block, expression, part, note_name, &names);
	}
	for (own = names.items; own < names.items + names.n; own++) {
		line = &lines[own->account];
		if (*own->line && (!*line || *own->line < *line))
			*line = *own->line;
	}
	arena_free(names.arena);
	return lines;
}
