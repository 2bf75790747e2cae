/* Which rule set an account is judged by: named, found by its domain, standard.
 * Used by the session and the rules command. */
#include "rules/provider.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/account.h"
#include "rules/rules.h"

static const char standard[] = "standard";

static bool
host_fits(const struct rule_set *set, const struct server *s)
{
	return !text_given(s->host) || rules_has_host(set, s->host);
}

static bool
names_servers(const struct rule_set *set)
{
	const struct rule_row *row;

	for (row = set->rows; row; row = row->next)
		if (row->host)
			return true;
	return false;
}

/* Are the servers that the account names all of this set? People read the mail
 * of one domain in many ways, a gateway or a relay among them. */
static bool
servers_fit(const struct rule_set *set, const struct account *account)
{
	size_t i;

	if (!names_servers(set))
		return true;
	for (i = 0; i < account->outgoing.n; i++)
		if (!host_fits(set, &account->outgoing.items[i]))
			return false;
	return host_fits(set, &account->incoming);
}

static const struct rule_set *
find_by_domain(struct rules *rules, const struct account *account,
	struct diags *diags)
{
	const struct rule_set *set;

	if (!text_given(account->domain))
		return NULL;
	set = rules_of_domain(rules, account->domain.s, diags);
	if (!set || !servers_fit(set, account))
		return NULL;
	diag_at(diags, account->domain.pos, DIAG_PROVIDER_FOUND,
		"rule set '%s' is taken, as it has the mail domain '%s'", set->name,
		account->domain.s);
	diag_fix(diags, "write 'provider: %s' to say so, or 'provider: none'"
		" for the standard rules", set->name);
	if (set->note)
		diag_note_at(diags, account->domain.pos, "%s", set->note);
	return set;
}

void
provider_suggest(struct rules *rules, const char *name, struct diags *diags)
{
	size_t i, distance, best = strlen(name) < 5 ? 2 : 3;
	const char *other, *meant = NULL;

	for (i = 0; (other = rules_name(rules, i, diags)); i++) {
		distance = edit_distance(name, other);
		if (distance < best) {
			best = distance;
			meant = other;
		}
	}
	if (meant)
		diag_fix(diags, "did you mean '%s'?", meant);
	else
		diag_fix(diags, "see `mailgen rules --list`");
}

static const struct rule_set *
find_named(struct arena *a, struct rules *rules, struct text name,
	struct diags *diags)
{
	size_t before = diags_count(diags, SEVERITY_ERROR);
	const struct rule_set *set = rules_find(rules, name.s, diags);

	if (set || diags_count(diags, SEVERITY_ERROR) > before)
		return set;
	diag_at(diags, name.pos, DIAG_UNKNOWN_PROVIDER, "there is no rule set '%s'",
		text_show(a, name.s, name.len));
	provider_suggest(rules, name.s, diags);
	return NULL;
}

const struct rule_set *
provider_rules(struct arena *a, struct rules *rules,
	const struct account *account, struct diags *diags)
{
	const struct rule_set *set = NULL;

	if (text_given(account->provider)
	    && !text_is_nocase(account->provider, "none"))
		return find_named(a, rules, account->provider, diags);
	if (!text_given(account->provider))
		set = find_by_domain(rules, account, diags);
	return set ? set : rules_find(rules, standard, diags);
}
