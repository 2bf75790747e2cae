/* Servers that were found, judged as those of an account file are.
 * Used by discover.c. */
#include "discover/judge.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "discover/discover.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/rules.h"

/* The first error of an account with this server alone, but for its port; NULL: none. The
 * unit is the caller's. */
static const struct diag *
first_error(struct unit *u, struct stores *stores, const struct discovery *d,
	struct discovered *server)
{
	struct discovered copy = *server;
	struct discover_answer answer = { .servers = &copy, .n = 1, .from = "" };
	struct discovery one = *d;
	const struct diag *const *all;
	struct buf text = { 0 };
	size_t i, n;

	one.chosen = &answer;
	discover_print_all(u->arena, stores->words, &one, &text);
	u->source.document = source_new(u->arena, "", text.s, text.len);
	unit_validate(u, stores);
	buf_free(&text);
	all = diags_sorted(u->diags, &n);
	for (i = 0; i < n; i++) {
		if (all[i]->id == DIAG_PORT_UNKNOWN)
			server->unusual = true;
		else if (all[i]->severity == SEVERITY_ERROR)
			return all[i];
	}
	return NULL;
}

static bool
can_be_used(struct arena *a, struct stores *stores, const struct discovery *d,
	const struct discover_answer *answer, struct discovered *server, struct diags *diags)
{
	struct unit *u = unit_new(NULL);
	const struct diag *error = first_error(u, stores, d, server);
	const char *why = error ? arena_copy(a, error->text, strlen(error->text)) : NULL;

	unit_free(u);
	if (why)
		diag_graded(diags, (struct pos){ 0 }, DIAG_DISCOVER, SEVERITY_WARNING,
			"the server '%s' of %s was refused: %s", server->host, answer->from, why);
	return !why;
}

/* ---- a rule set that says the same ---- */

/* Is the first server of this protocol, if there is one, as a row of the set has it? */
static bool
is_as_set(struct arena *a, const struct rule_set *set, const struct discovery *d,
	const struct discover_answer *answer, enum protocol protocol)
{
	const struct rule_row *row = rules_best(set, (struct rule_query){ .protocol = protocol,
		.host = true }, STANDING_ALLOWED);
	const struct discovered *s = answer->servers, *last = s + answer->n;

	while (s < last && s->protocol != protocol)
		s++;
	if (s == last || !row)
		return s == last;
	return !strcmp(rule_host(a, row, d->domain), s->host) && row->port == s->port
		&& row->security == s->security && !s->username
		&& (!s->auth || row->auth[s->auth])
		&& rules_username(set, row) <= NAME_ADDRESS;
}

static bool
has_protocol(const struct discover_answer *answer, enum protocol protocol)
{
	size_t i;

	for (i = 0; i < answer->n; i++)
		if (answer->servers[i].protocol == protocol)
			return true;
	return false;
}

static void
find_set(struct arena *a, struct stores *stores, const struct discovery *d,
	struct discover_answer *answer, struct diags *diags)
{
	struct text host = { .s = answer->servers[0].host };
	const struct rule_set *set;
	const char *near;

	host.len = strlen(host.s);
	set = rules_of_host(stores->rules, host, &near, diags);
	if (set && has_protocol(answer, PROTOCOL_IMAP) && has_protocol(answer, PROTOCOL_SMTP)
	    && is_as_set(a, set, d, answer, PROTOCOL_IMAP)
	    && is_as_set(a, set, d, answer, PROTOCOL_SMTP))
		answer->set = set;
}

void
discover_judge(struct arena *a, struct stores *stores, const struct discovery *d,
	struct discover_answer *answer, struct diags *diags)
{
	size_t i, n = 0;

	if (answer->set)
		return;
	for (i = 0; i < answer->n; i++)
		if (can_be_used(a, stores, d, answer, &answer->servers[i], diags))
			answer->servers[n++] = answer->servers[i];
	answer->n = n;
	if (n)
		find_set(a, stores, d, answer, diags);
}
