/* Wording of what a user can do about a server: lists and fixes.
 * Used by defaults.c and validate.c. */
#include "rules/advice.h"

#include <string.h>

#include "base/arena.h"
#include "base/lang.h"
#include "rules/rules.h"

void
phrase_add(struct phrase *p, const char *part)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (!strcmp(p->parts[i], part))
			return;
	if (p->n < countof(p->parts))
		p->parts[p->n++] = part;
}

const char *
phrase_join(struct arena *a, const struct phrase *p, const char *last)
{
	const char *joined = p->n ? p->parts[0] : "";
	size_t i;

	for (i = 1; i < p->n; i++)
		joined = arena_printf(a, "%s%s%s", joined,
			i + 1 < p->n ? ", " : tr(last), p->parts[i]);
	return joined;
}

/* The way to another port: "use port 465 with security 'tls' and auth ...". */
static const char *
way_to_port(struct arena *a, const struct server *s, const struct rule_row *row)
{
	struct phrase with = { 0 };

	if (row->security != s->security)
		phrase_add(&with, arena_printf(a, "security '%s'", security_word(row->security)));
	if (s->auth != AUTH_UNSET && !row->auth[s->auth])
		phrase_add(&with, arena_printf(a, "auth '%s'", auth_word(row->first_auth)));
	return tr_printf(a, "use port %u%s%s", row->port, with.n ? tr(" with ") : "",
		phrase_join(a, &with, " and "));
}

/* What a user has to write to get from the server to the row, as in
 * "use port 993" or "set 'security: tls'". */
static const char *
way(struct arena *a, const struct server *s, const struct rule_row *row)
{
	struct phrase keys = { 0 };

	if (row->port != s->port)
		return way_to_port(a, s, row);
	if (row->protocol != s->protocol)
		phrase_add(&keys, arena_printf(a, "'protocol: %s'",
			protocol_word(row->protocol)));
	if (row->security != s->security)
		phrase_add(&keys, arena_printf(a, "'security: %s'",
			security_word(row->security)));
	if (s->auth != AUTH_UNSET && !row->auth[s->auth])
		phrase_add(&keys, arena_printf(a, "'auth: %s'", auth_word(row->first_auth)));
	return tr_printf(a, "set %s", phrase_join(a, &keys, " and "));
}

void
advice_fix(struct arena *a, const struct server *s, const struct rule_row *one,
	const struct rule_row *other, struct diags *diags)
{
	struct phrase ways = { 0 };

	if (one && other && one->standing >= STANDING_DISCOURAGED
	    && other->standing < STANDING_DISCOURAGED) {
		const struct rule_row *better = other;

		other = one;
		one = better;
	}
	if (one)
		phrase_add(&ways, way(a, s, one));
	if (other)
		phrase_add(&ways, way(a, s, other));
	if (ways.n)
		diag_fix(diags, "%s", phrase_join(a, &ways, ", or "));
}
