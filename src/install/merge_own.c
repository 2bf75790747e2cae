/* Accounts of the run that the user's own part of a file has, too.
 * Used by merge_block.c. */
#include "install/merge_ways.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/expression.h"
#include "install/install.h"
#include "template/value.h"

/* What one account is called, and where the user has it. */
struct own_name {
	const char *value;      /* in lower case */
	size_t account;
	unsigned line;          /* 0: nowhere */
};

struct own_names {
	struct arena *arena;
	struct own_name *items; /* by value */
	size_t n;
};

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct own_name *)a)->value, ((const struct own_name *)b)->value);
}

static const char *
lower_case(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_copy(a, s, len), *at;

	for (at = copy; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at += 'a' - 'A';
	return copy;
}

static void
add_name(struct own_names *names, const struct value *value, size_t account)
{
	if (value_true(value) && value->kind == VALUE_TEXT)
		names->items[names->n++] = (struct own_name){
			lower_case(names->arena, value->text.s, value->text.len), account, 0 };
}

static const struct value *
first_alias(const struct value *view)
{
	const struct value *list = value_find(view, "aliases", 7);

	return list ? list->first : NULL;
}

/* The accounts of the run by that name of theirs; an address is any of an account's. */
static void
collect(struct merging *c, const char *name, struct own_names *names)
{
	const struct client_accounts *p = c->accounts;
	const struct value *alias;
	bool addresses = !strcmp(name, "email");
	size_t i, n = p->n;

	for (i = 0; i < p->n && addresses; i++)
		for (alias = first_alias(p->views[i]); alias; alias = alias->next)
			n++;
	names->items = arena_alloc(names->arena, n, sizeof(*names->items));
	for (i = 0; i < p->n; i++) {
		add_name(names, value_path(p->views[i], name, strlen(name)), i);
		alias = addresses ? first_alias(p->views[i]) : NULL;
		for (; alias; alias = alias->next)
			add_name(names, alias->kind == VALUE_MAP
				? value_find(alias, "email", 5) : alias, i);
	}
	qsort(names->items, names->n, sizeof(*names->items), compare);
}

/* One that the user has, perhaps for all that fits a '*'. */
static bool
note_name(void *context, unsigned line, struct literal name)
{
	struct own_names *names = context;
	const char *value = lower_case(names->arena, name.s, name.len);
	bool pattern = strchr(value, '*') != NULL;
	struct own_name wanted = { value, 0, 0 }, *own;
	size_t i = pattern ? 0 : lower_bound(&wanted, names->items, names->n,
		sizeof(wanted), compare);

	for (; i < names->n; i++) {
		own = &names->items[i];
		if (text_fits(value, (struct literal){ own->value, strlen(own->value) })
		    && !own->line)
			own->line = line;
		else if (!pattern)
			break;  /* what has the same value has its line already */
	}
	return true;
}

unsigned *
merge_own_lines(struct merging *c, const char *expression, enum own_part part)
{
	unsigned *lines = arena_alloc(c->in->arena, c->accounts->n, sizeof(*lines));
	struct own_names names = { .arena = arena_new() };
	const struct expression *e;
	const struct own_name *own;
	const char *why;
	size_t i;

	e = expression ? expression_new(names.arena, expression, &why) : NULL;
	if (e) {
		collect(c, expression_name(e), &names);
		block_own_lines(names.arena, &c->block, expression, part, note_name, &names);
	}
	for (i = 0; i < names.n; i++) {
		own = &names.items[i];
		if (own->line && (!lines[own->account] || own->line < lines[own->account]))
			lines[own->account] = own->line;
	}
	arena_free(names.arena);
	return lines;
}
