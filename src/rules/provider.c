/* Which rule set each server of an account is judged by: the one that knows its
 * host, the one that is named, the one of the mail domain, standard.
 * Used by the pipeline and the rules command. */
#include "rules/provider.h"

#include <string.h>

#include "base/arena.h"
#include "base/source.h"
#include "base/diag.h"
#include "base/near.h"
#include "model/account.h"
#include "model/address.h"
#include "rules/rules.h"

static const char standard[] = "standard";

/* What is known before the first server is looked at; NULL: there is none. */
struct choice {
	struct rules *rules;
	struct account *account;
	const struct rule_set *named;   /* by the account's `provider` */
	const struct rule_set *domain;  /* the one that has the mail domain */
	const struct rule_set *standard;
	const struct rule_set *said;    /* the one that a note named last */
	bool none;                      /* standard rules are asked for */
	struct diags *diags;
};

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
	const struct server *s;
	size_t i;

	for (i = 0; names_servers(set) && (s = account_server(account, i)); i++)
		if (text_given(s->host) && !rules_knows_host(set, s->host))
			return false;
	return true;
}

/* The set for what the account leaves open, from its mail domain, or NULL. */
static const struct rule_set *
found_by_domain(struct choice *c)
{
	const struct account *account = c->account;

	if (!c->domain || !servers_fit(c->domain, account))
		return NULL;
	diag_at(c->diags, account->domain.pos, DIAG_PROVIDER_FOUND,
		"rule set '%s' is used because it lists the mail domain '%s'",
		c->domain->name, account->domain.s);
	diag_fix(c->diags, "write 'provider: %s' to say so, or 'provider: none'"
		" for the standard rules", c->domain->name);
	c->said = c->domain;
	return c->domain;
}

/* The domain, or the host, that somebody typed, perhaps with an address around it. */
static bool
read_domain(struct arena *a, const char *name, struct text *ascii)
{
	const char *at = strrchr(name, '@'), *s = at ? at + 1 : name;
	struct text given = { .s = s, .len = strlen(s) };

	return strchr(s, '.') && !host_check(a, given, ascii);
}

const struct rule_set *
provider_of(struct arena *a, struct rules *rules, const char *name, struct diags *diags)
{
	const struct rule_set *set;
	struct text ascii;
	const char *near;

	if ((set = rules_called(rules, name, diags)))
		return set;
	if (!read_domain(a, name, &ascii))
		return NULL;
	set = rules_of_domain(rules, ascii.s, diags);
	return set ? set : rules_of_host(rules, ascii, &near, diags);
}

/* What was probably meant by a domain, or a host, that is none's: one that is a letter
 * apart, or the set that is called as it begins. */
static const char *
near_of(struct arena *a, struct rules *rules, struct text domain, struct diags *diags)
{
	const char *near = rules_near_domain(rules, domain.s, diags);
	const struct rule_set *set = NULL;

	if (!near)
		rules_of_host(rules, domain, &near, diags);
	if (!near)
		set = rules_called(rules, arena_copy(a, domain.s, strcspn(domain.s, ".")), diags);
	return set ? set->name : near;
}

/* The set, or the domain of one, that was probably meant by a name that is none's, or NULL. */
static const char *
nearest(struct arena *a, struct rules *rules, const char *name, struct diags *diags)
{
	const struct rule_set *set = provider_of(a, rules, name, diags);
	struct near near = { .key = name };
	struct text domain;
	const char *other;
	size_t i;

	if (set)
		return set->name;
	if (read_domain(a, name, &domain) && (other = near_of(a, rules, domain, diags)))
		return other;
	for (i = 0; (other = rules_name(rules, i, diags)); i++)
		near_try(&near, other);
	return near.word;
}

bool
provider_suggest(struct arena *a, struct rules *rules, const char *name, struct diags *diags)
{
	const char *meant = nearest(a, rules, name, diags);

	if (meant)
		diag_fix(diags, "did you mean '%s'?", meant);
	return meant;
}

static const struct rule_set *
find_named(struct arena *a, struct rules *rules, struct text name, struct diags *diags)
{
	size_t before = diags_count(diags, SEVERITY_ERROR);
	const struct rule_set *set = rules_find(rules, name.s, diags);
	bool broken = diags_count(diags, SEVERITY_ERROR) > before, near;

	if (!set && !broken)
		set = provider_of(a, rules, name.s, diags);
	near = set || broken || nearest(a, rules, name.s, diags);
	if (name.pos.source && near)
		source_reveal((struct source *)name.pos.source, name.pos);
	if (set || broken)
		return set;
	/* what comes near to none may be a password */
	if (near)
		diag_at(diags, name.pos, DIAG_UNKNOWN_PROVIDER, "there is no rule set '%s'",
			text_escaped(a, name.s, name.len));
	else
		diag_at(diags, name.pos, DIAG_UNKNOWN_PROVIDER,
			"there is no rule set of this name");
	if (!provider_suggest(a, rules, name.s, diags))
		diag_fix(diags, "write 'provider: none' for a provider without a rule set, or"
			" one of the names that `mailgen rules` lists");
	return NULL;
}

/* Does the name ask for the standard rules, whatever the host is? */
static bool
is_none(struct text provider)
{
	return text_is_nocase(provider, "none") || text_is(provider, standard);
}

/* ---- one server ---- */

/* The set that knows the host: one that the account is about already, else
 * the one whose host it is. */
static const struct rule_set *
owner_of(const struct choice *c, const struct rule_set *own,
	const struct server *s, const char **near)
{
	const struct rule_set *near_by[] = { own, c->named, c->domain };
	size_t i;

	*near = NULL;
	if (!text_given(s->host))
		return NULL;
	for (i = 0; i < countof(near_by); i++)
		if (near_by[i] && rules_knows_host(near_by[i], s->host))
			return near_by[i];
	return rules_of_host(c->rules, s->host, near, c->diags);
}

/* Says that the host is another provider's than the one that was named: hardly
 * meant where mail is read or where the server itself names it, and usual where
 * mail is sent through a network's own server. */
static void
say_other(struct arena *a, const struct choice *c, const struct server *s,
	const struct rule_set *named, const struct rule_set *owner)
{
	bool reads = s->protocol != PROTOCOL_SMTP;
	bool hardly = text_given(s->provider) || reads;
	struct rule_query query = { .protocol = reads && !s->protocol ? PROTOCOL_IMAP
		: s->protocol, .host = true };
	const struct rule_row *row = rules_best(named, query, STANDING_ALLOWED);

	diag_graded(c->diags, s->host.pos, DIAG_PROVIDER_OTHER,
		hardly ? SEVERITY_WARNING : SEVERITY_NOTE,
		"'%s' is a server of %s, not of %s: rule set '%s' is used for it",
		s->host.s, owner->title, named->title, owner->name);
	if (row && hardly)
		diag_fix(c->diags, "write 'host: %s', which is a server of %s, or"
			" 'provider: %s' under this server if it is meant",
			rule_host(a, row, c->account->domain), named->title, owner->name);
	else
		diag_fix(c->diags, "write 'provider: %s' under this server if it is meant",
			owner->name);
}

static void
say_found(struct choice *c, const struct server *s, const struct rule_set *owner)
{
	if (owner == c->said || owner == c->domain)
		return;
	diag_at(c->diags, s->host.pos, DIAG_PROVIDER_FOUND,
		"rule set '%s' is used for '%s', as it knows that host", owner->name,
		s->host.s);
	diag_fix(c->diags, "write 'provider: %s' to say so, or 'provider: none'"
		" for the standard rules", owner->name);
	c->said = owner;
}

static void
say_near(const struct choice *c, const struct server *s, const char *near)
{
	diag_at(c->diags, s->host.pos, DIAG_HOST_SIMILAR,
		"'%s' is nearly the name of a provider's server, '%s'", s->host.s, near);
	diag_fix(c->diags, "did you mean '%s'?", near);
	diag_edit(c->diags, s->host, near);
}

static bool
has_row(const struct rule_set *set, struct text host)
{
	const struct rule_row *row;

	for (row = set->rows; row; row = row->next)
		if (row->host && text_is(host, row->host))
			break;
	return row;
}

/* A mail domain in the place of a server: the rows of its set say what the server is called. */
static void
say_domain(struct arena *a, const struct choice *c, const struct server *s)
{
	const struct rule_set *set = rules_of_domain(c->rules, s->host.s, c->diags);
	struct rule_query query = { .protocol = s->protocol ? s->protocol : PROTOCOL_IMAP,
		.host = true };
	const struct rule_row *row = set ? rules_best(set, query, STANDING_ALLOWED) : NULL;
	const char *host = row ? rule_host(a, row, s->host) : NULL;

	if (!host || has_row(set, s->host))
		return;
	diag_at(c->diags, s->host.pos, DIAG_HOST_SIMILAR,
		"'%s' is the mail domain of %s, whose server is '%s'", s->host.s, set->title, host);
	diag_fix(c->diags, "write 'host: %s'", host);
	diag_edit(c->diags, s->host, host);
}

static void
choose(struct arena *a, struct choice *c, struct server *s)
{
	bool none = text_given(s->provider) ? is_none(s->provider) : c->none;
	const struct rule_set *own = NULL, *named, *owner;
	const char *near = NULL;

	if (text_given(s->provider) && !none
	    && !(own = find_named(a, c->rules, s->provider, c->diags))) {
		s->bad = true;
		return;
	}
	owner = none ? NULL : owner_of(c, own, s, &near);
	named = own ? own : c->named;
	if (near)
		say_near(c, s, near);
	else if (!s->bad && text_given(s->host))
		say_domain(a, c, s);
	if (owner && named && owner != named)
		say_other(a, c, s, named, owner);
	else if (owner && !named)
		say_found(c, s, owner);
	s->rules = none ? c->standard : owner ? owner : named ? named
		: c->domain && (!text_given(s->host) || !names_servers(c->domain))
		? c->domain : c->standard;
}

/* An address alone, whose domain no set has. */
static void
say_near_domain(const struct choice *c)
{
	const struct account *account = c->account;
	const struct server *s;
	const char *near;
	size_t i;

	for (i = 0; (s = account_server(account, i)); i++)
		if (text_given(s->host))
			return;
	near = rules_near_domain(c->rules, account->domain.s, c->diags);
	if (!near)
		return;
	diag_at(c->diags, account->domain.pos, DIAG_HOST_SIMILAR,
		"'%s' is nearly a provider's mail domain, '%s'", account->domain.s, near);
	diag_fix(c->diags, "did you mean '%s@%s'?", account->local_part.s, near);
}

const struct rule_set *
provider_rules(struct arena *a, struct rules *rules, struct account *account, struct diags *diags)
{
	struct choice c = { .rules = rules, .account = account, .diags = diags,
		.standard = rules_find(rules, standard, diags) };
	const struct rule_set *set = NULL;
	struct server *s;
	size_t i;

	if (!c.standard)
		return NULL;
	if (text_given(account->provider)) {
		c.none = is_none(account->provider);
		set = c.named = c.none ? NULL
			: find_named(a, rules, account->provider, diags);
		if (!c.none && !set)
			return NULL;
	} else if (text_given(account->domain)) {
		c.domain = rules_of_domain(rules, account->domain.s, diags);
		if (!c.domain)
			say_near_domain(&c);
		set = found_by_domain(&c);
	}
	for (i = 0; (s = account_server(account, i)); i++)
		choose(a, &c, s);
	return set ? set : c.standard;
}
