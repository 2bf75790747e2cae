/* The servers of a mail address: what each source says of them, and which of the
 * sources counts. Used by the discover command and by init. */
#include "discover/discover.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "model/address.h"
#include "pipeline/stores.h"
#include "rules/rules.h"

/* ---- the address ---- */

static bool
read_address(struct arena *a, const char *address, struct discovery *d, struct diags *diags)
{
	struct text given = { .s = address, .len = strlen(address) };
	const char *shown = text_escaped(a, address, given.len);
	const char *wrong = address_check(a, given, &d->email, &d->local_part, &d->domain);

	if (!wrong && *d->domain.s != '[' && !host_is_literal(d->domain))
		return true;
	if (wrong)
		diag_general(diags, DIAG_BAD_ADDRESS, "'%s' is not a mail address: %s", shown,
			tr(wrong));
	else
		diag_general(diags, DIAG_BAD_ADDRESS,
			"'%s' has a number where its mail domain should be", shown);
	return diag_fix(diags, "write an address as 'jo@example.com'");
}

/* ---- rule sets ---- */

/* What users log in with there; NULL: their address. */
static const char *
login_of(struct arena *a, const struct discovery *d, enum name_form form)
{
	if (form == NAME_LOCAL_PART)
		return d->local_part.s;
	return form == NAME_DOTTED ? arena_printf(a, "%s.%s", d->local_part.s, d->domain.s) : NULL;
}

/* The servers that a set names, the best first. */
static void
take_rows(struct arena *a, const struct discovery *d, const struct rule_set *set,
	enum discover_trust trust, struct discover_answer *answer)
{
	const struct rule_row *row;
	size_t i;

	answer->set = set;
	answer->from = set->name;
	for (i = 0; i < set->nbest; i++) {
		row = set->best[i];
		if (!row->host || row->standing > STANDING_ALLOWED)
			continue;
		answer->servers = arena_grow(a, answer->servers, answer->n,
			sizeof(*answer->servers));
		answer->servers[answer->n++] = (struct discovered){
			.protocol = row->protocol, .host = rule_host(a, row, d->domain),
			.port = row->port, .security = row->security, .auth = row->first_auth,
			.username = login_of(a, d, rules_username(set, row)), .trust = trust,
		};
	}
}

static void
ask_rules(struct arena *a, struct rules *rules, struct discovery *d, struct diags *diags)
{
	const struct rule_set *set = rules_of_domain(rules, d->domain.s, diags);
	struct discover_answer *answer = &d->answers[d->n];

	if (!set)
		return;
	*answer = (struct discover_answer){ .source = DISCOVER_RULES };
	take_rows(a, d, set, TRUST_RULES, answer);
	d->n += answer->n > 0;
}

bool
discover(struct arena *a, struct stores *stores, const struct discover_query *q,
	struct discovery *d, struct diags *diags)
{
	*d = (struct discovery){ .n = 0 };
	if (!read_address(a, q->address, d, diags))
		return false;
	ask_rules(a, stores->rules, d, diags);
	d->chosen = d->n ? &d->answers[0] : NULL;
	if (d->chosen)
		return true;
	diag_general(diags, DIAG_DISCOVER, "the servers of '%s' are not known", d->domain.s);
	return diag_fix(diags, "ask the provider for their names, and write them as `mailgen"
		" explain missing-field` shows");
}
