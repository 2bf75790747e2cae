/* An account as a person would write it: what a rule set or a default says is left out.
 * Used by the import command. */
#include "import/import.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "import/draft.h"
#include "import/fitting.h"
#include "model/idn.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/rules.h"

/* What shortening one account works on. */
struct shortening {
	struct fitting fitting;
	struct imported *in;
};

/* Leaves the account changed so, where it has all that it needs then. */
static bool
keep_change(struct shortening *s, json_t *changed)
{
	if (!fitting_all(&s->fitting, changed, s->in)) {
		json_decref(changed);
		return false;
	}
	json_decref(s->in->account);
	s->in->account = changed;
	return true;
}

/* Leaves out members of the account, or of a mapping in it, which goes too when it is empty:
 * all of them, or none. */
static bool
try_without(struct shortening *s, const char *outer, const struct word_list *keys)
{
	json_t *changed = json_deep_copy(s->in->account), *in;
	size_t i, n = 0;

	in = outer ? json_object_get(changed, outer) : changed;
	for (i = 0; i < keys->n; i++)
		n += !json_object_del(in, keys->items[i]);
	if (!n) {
		json_decref(changed);
		return true;
	}
	if (outer && !json_object_size(in))
		json_object_del(changed, outer);
	return keep_change(s, changed);
}

/* The same, or each by itself. */
static void
try_all(struct shortening *s, const char *outer, const struct word_list *keys)
{
	size_t i;

	if (!try_without(s, outer, keys))
		for (i = 0; i < keys->n; i++)
			try_without(s, outer, &(struct word_list){ &keys->items[i], 1 });
}

/* Has the domain at the end of a text as people read it, rather than in A-labels. */
static void
try_unicode(struct shortening *s, const char *outer, const char *key)
{
	json_t *changed = json_deep_copy(s->in->account);
	json_t *in = outer ? json_object_get(changed, outer) : changed;
	const char *text = json_string_value(json_object_get(in, key));
	const char *at = text ? strrchr(text, '@') : NULL, *domain = at ? at + 1 : text;
	const char *read = domain ? idn_to_unicode(s->fitting.arena, domain) : NULL;

	if (!read) {
		json_decref(changed);
		return;
	}
	json_object_set_new(in, key, json_string(arena_printf(s->fitting.arena, "%.*s%s",
		(int)(domain - text), text, read)));
	keep_change(s, changed);
}

/* The rule set whose servers these are, or NULL. */
static const struct rule_set *
provider_of(struct shortening *s)
{
	const struct json_t *account = s->in->account;
	struct rules *rules = s->fitting.stores->rules;
	struct diags *unsaid = diags_new(s->fitting.arena, NULL);
	const char *at = strrchr(draft_text(account, "email"), '@'), *host, *near;
	const struct rule_set *set = at ? rules_of_domain(rules, at + 1, unsaid) : NULL;
	size_t i;

	for (i = 0; i < SIDES && !set; i++) {
		host = draft_server_text(account, i, "host");
		if (*host)
			set = rules_of_host(rules, (struct text){ .s = host,
				.len = strlen(host) }, &near, unsaid);
	}
	return set;
}

/* Names the provider in the place of its hosts, where all of them are its. */
static void
try_provider(struct shortening *s)
{
	const struct rule_set *set = provider_of(s);
	json_t *changed;
	size_t i;

	if (!set)
		return;
	changed = json_deep_copy(s->in->account);
	json_object_set_new(changed, "provider", json_string(set->name));
	for (i = 0; i < SIDES; i++)
		json_object_del(draft_server(changed, i), "host");
	keep_change(s, changed);
}

/* Leaves out all that follows from what stays. */
static void
shorten(struct shortening *s)
{
	static const char *const needed[] = { "name", "email", "provider", "id", "allow" };
	static const char *const mostly[] = {
		"port", "security", "auth", "protocol", "username", "description", "keep",
	};
	static const char *const seldom[] = { "mechanism", "password", "tls" };
	const struct word_list stays = { needed, countof(needed) };
	struct word_list keys = { 0 };
	const char *key;
	json_t *value;
	size_t i, k;

	try_unicode(s, NULL, "email");
	for (i = 0; i < SIDES; i++)
		try_unicode(s, draft_sides[i], "host");
	try_provider(s);
	for (i = SIDES; i-- > 0; ) {
		try_all(s, draft_sides[i], &(struct word_list){ mostly, countof(mostly) });
		for (k = 0; k < countof(seldom); k++)
			try_without(s, draft_sides[i], &(struct word_list){ &seldom[k], 1 });
	}
	json_object_foreach(s->in->account, key, value)
		if (!words_have(&stays, key) && !words_have(&s->in->borrowed, key))
			words_add(s->fitting.arena, &keys,
			    arena_copy(s->fitting.arena, key, strlen(key)));
	for (i = 0; i < keys.n; i++)
		try_without(s, NULL, &(struct word_list){ &keys.items[i], 1 });
}

/* Says in the account what it has to be excused from. */
static void
say_excuses(struct shortening *s)
{
	json_t *ids;

	unit_free(fitting_excused(&s->fitting, s->in->account, &ids));
	if (ids)
		json_object_set_new(s->in->account, "allow", ids);
}

/* What a password is for, which a rule set's name may say in the account. */
static void
keep_hosts(struct shortening *s)
{
	size_t i;

	for (i = 0; i < SIDES; i++)
		s->in->host[i] = arena_printf(s->fitting.arena, "%s",
			draft_server_text(s->in->account, i, "host"));
}

void
import_shorten(struct arena *a, struct run *run, struct imported *in)
{
	struct shortening s = { .in = in };
	struct imported *other;

	fitting_begin(&s.fitting, a, run, SHARING_NOTHING);
	keep_hosts(&s);
	shorten(&s);
	say_excuses(&s);
	/* each client is proven with it */
	for (other = in->joined; other; other = other->joined) {
		json_decref(other->account);
		other->account = json_incref(in->account);
	}
}
