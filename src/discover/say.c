/* What is said of a search for servers, besides what was refused.
 * Used by discover.c. */
#include "discover/search.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/stores.h"
#include "rules/rules.h"

/* Who buys such a name can publish there what he likes. */
void
say_near(const struct search *s)
{
	const struct discovery *d = s->found;
	const char *near = rules_near_domain(s->stores->rules, d->domain.s, s->diags);

	if (!near)
		return;
	diag_general(s->diags, DIAG_HOST_SIMILAR,
		"'%s' is nearly a provider's mail domain, '%s'", d->domain.s, near);
	diag_fix(s->diags, "did you mean '%s@%s'?",
		text_escaped(s->arena, d->local_part.s, d->local_part.len), near);
}

/* Has the answer this server, or none of its protocol? */
static bool
agrees(const struct discover_answer *answer, const struct discovered *with)
{
	bool other = false;
	size_t i;

	for (i = 0; i < answer->n; i++) {
		if (answer->servers[i].protocol != with->protocol)
			continue;
		if (!strcmp(answer->servers[i].host, with->host)
		    && answer->servers[i].port == with->port)
			return true;
		other = true;
	}
	return !other;
}

/* A source in words. */
static const char *
named(struct arena *a, const struct discover_answer *answer)
{
	return answer->set && answer->from == answer->set->name
		? tr_printf(a, "rule set '%s'", answer->from) : answer->from;
}

void
say_disagreement(const struct search *s, const struct discover_answer *other)
{
	const struct discover_answer *chosen = s->found->chosen;
	const char *first = named(s->arena, chosen);
	const struct discovered *server;
	size_t i;

	for (i = 0; i < other->n; i++) {
		server = &other->servers[i];
		if (agrees(chosen, server))
			continue;
		diag_graded(s->diags, (struct pos){ 0 }, DIAG_DISCOVER, SEVERITY_NOTE,
			"%s names '%s', port %u, for %s, and %s does not: %s counts, as it comes"
			" first", named(s->arena, other), server->host, server->port,
			protocol_word(server->protocol), first, first);
		return;
	}
}

/* The address as it may be in a command line. */
static const char *
for_shell(const char *address)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789._+-@";

	return address[strspn(address, plain)] ? "ADDRESS" : address;
}

void
say_untrusted(const struct search *s)
{
	const struct discover_answer *chosen = s->found->chosen;
	struct word_list hosts = { 0 };
	const char *list = "", *all = "";
	size_t i;

	for (i = 0; i < chosen->n; i++)
		if (chosen->servers[i].trust == TRUST_NONE
		    && !words_have(&hosts, chosen->servers[i].host))
			words_add(s->arena, &hosts, chosen->servers[i].host);
	for (i = 0; i < hosts.n; i++) {
		list = text_listed(s->arena, list, hosts.items[i]);
		all = arena_printf(s->arena, "%s%s%s", all, i ? "," : "", hosts.items[i]);
	}
	if (!hosts.n)
		return;
	diag_graded(s->diags, (struct pos){ 0 }, DIAG_DISCOVER, SEVERITY_WARNING,
		"nobody vouches for %s: %s is not signed, so that anybody on the way could have"
		" written it", list, chosen->exchanger ? arena_printf(s->arena, "%s (MX)",
		s->found->domain.s) : chosen->from);
	diag_fix(s->diags, "compare with the provider's pages, and if it is right run `mailgen"
		" discover %s --accept %s`", for_shell(s->query->address), all);
}

bool
say_nothing(const struct search *s)
{
	struct diags *diags = s->diags;

	if (s->failed) {
		diag_general(diags, DIAG_DISCOVER, "'%s' could not be asked, so that nothing"
			" after it in the order is believed: %s", s->failed, s->why);
		return diag_fix(diags, "try again later, or ask the provider for the names of its"
			" servers");
	}
	if (s->note) {
		diag_general(diags, DIAG_DISCOVER, "%s", tr(s->note));
		return diag_fix(diags, "use the provider's own programs, or name the servers"
			" of another provider");
	}
	if (s->query->offline) {
		diag_general(diags, DIAG_DISCOVER, "no rule set has the mail domain '%s'",
			s->found->domain.s);
		return diag_fix(diags, "leave --offline out, so that the domain itself is asked");
	}
	diag_general(diags, DIAG_DISCOVER, "'%s' does not publish its servers",
		s->found->domain.s);
	return diag_fix(diags, "ask the provider for the names of its servers, and write them as"
		" `mailgen explain missing-field` shows");
}
