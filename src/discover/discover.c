/* The servers of a mail address: what each source says of them, and which of the
 * sources counts. Used by the discover command and by init. */
#include "discover/discover.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/lang.h"
#include "discover/judge.h"
#include "discover/published.h"
#include "discover/search.h"
#include "model/address.h"
#include "pipeline/stores.h"
#include "rules/rules.h"
#include "sys/helper.h"

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

/* ---- what counts ---- */

/* Names that are nobody's, or that no name server is to be asked for (RFC 6761, RFC 6762,
 * RFC 7686). */
static bool
is_special(const char *domain)
{
	static const char *const names[] = { "invalid", "local", "localhost", "onion" };
	const char *last = strrchr(domain, '.');
	size_t i;

	for (i = 0; last && i < countof(names); i++)
		if (!strcmp(last + 1, names[i]))
			return true;
	return !last;
}

/* A place for what the next source says. */
static struct discover_answer *
begin(struct search *s, enum discover_source source)
{
	struct discover_answer *answer = &s->found->answers[s->found->n];

	*answer = (struct discover_answer){ .source = source };
	return answer;
}

/* It counts when there is a server left that an account can have. */
static void
end(struct search *s, struct discover_answer *answer)
{
	size_t i;

	discover_judge(s->arena, s->stores, s->found, answer, s->diags);
	for (i = 0; i < answer->n; i++)
		if (answer->servers[i].trust == TRUST_NONE
		    && words_have(&s->query->accepted, answer->servers[i].host))
			answer->servers[i].trust = TRUST_ACCEPTED;
	s->found->n += answer->n > 0;
}

/* Says of a place what is wrong with it. True where it has something. */
static bool
usable(struct search *s, const struct published *p)
{
	if (p->state == PUBLISHED_REFUSED)
		diag_graded(s->diags, (struct pos){ 0 }, DIAG_DISCOVER, SEVERITY_WARNING,
			"'%s' was refused: %s", p->place, p->why);
	if (p->state == PUBLISHED_FAILED && !s->failed) {
		s->failed = p->place;
		s->why = p->why;
	}
	return p->state == PUBLISHED_FOUND;
}

static void
take_pacc(struct search *s, struct published_all *all)
{
	struct discover_answer *answer;

	if (!usable(s, &all->pacc))
		return;
	if (all->digest.state == PUBLISHED_FAILED || all->digest.state == PUBLISHED_REFUSED) {
		usable(s, &all->digest);
		return;
	}
	if (!published_digest(&all->pacc, &all->digest)) {
		all->pacc.why = all->digest.state == PUBLISHED_ABSENT
			? tr("DNS has no digest of it") : tr("its digest is not the one in DNS");
		all->pacc.state = all->digest.state == PUBLISHED_ABSENT ? PUBLISHED_REFUSED
			: PUBLISHED_FAILED;
		usable(s, &all->pacc);
		return;
	}
	answer = begin(s, DISCOVER_PACC);
	published_servers(s->arena, s->found, &all->pacc, TRUST_DIGEST, answer, s->diags);
	end(s, answer);
}

/* The first of the two documents that is there. */
static void
take_pages(struct search *s, const struct published *pages, const char *exchanger,
	enum discover_trust trust)
{
	struct discover_answer *answer = begin(s, exchanger ? DISCOVER_MX : DISCOVER_AUTOCONFIG);
	size_t i;

	answer->exchanger = exchanger;
	for (i = 0; i < 2 && !s->failed && !answer->n; i++)
		if (usable(s, &pages[i]))
			published_servers(s->arena, s->found, &pages[i], trust, answer, s->diags);
	end(s, answer);
}

static void
take_srv(struct search *s, const struct published *srv)
{
	struct discover_answer *answer;

	if (!usable(s, srv))
		return;
	answer = begin(s, DISCOVER_SRV);
	published_srv(s->arena, srv, answer, s->diags);
	end(s, answer);
}

/* ---- the mail exchanger's domain ---- */

/* The set that has a mail exchanger among its hosts, or a domain above it. */
static const struct rule_set *
set_of(struct search *s, const char *exchanger)
{
	struct text host = { .s = exchanger, .len = strlen(exchanger) };
	struct rules *rules = s->stores->rules;
	const char *near, *at;
	const struct rule_set *set = rules_of_host(rules, host, &near, s->diags);

	for (at = strchr(exchanger, '.'); !set && at && strchr(at + 1, '.');
	    at = strchr(at + 1, '.'))
		set = rules_of_domain(rules, at + 1, s->diags);
	return set;
}

/* The documents of the domain that the exchanger is in, unless they were asked for. */
static void
take_exchanger_pages(struct search *s, const char *exchanger, unsigned seconds, bool secure)
{
	const char *domain = strchr(exchanger, '.') + 1;
	enum discover_trust trust = host_is_below(domain, s->found->domain.s) ? TRUST_HTTPS
		: secure ? TRUST_DNSSEC : TRUST_NONE;
	struct published_all all;

	if (!strchr(domain, '.') || !strcmp(domain, s->found->domain.s))
		return;
	if (published_ask(s->arena, domain, seconds, true, &all, s->diags))
		take_pages(s, all.pages, exchanger, trust);
	published_release(&all);
}

static void
take_exchanger(struct search *s, const struct published *mx, unsigned seconds)
{
	const char *exchanger = usable(s, mx) ? published_exchanger(s->arena, mx) : NULL;
	const struct rule_set *set = exchanger ? set_of(s, exchanger) : NULL;
	struct discover_answer *answer = begin(s, DISCOVER_MX);

	if (set && set->no_access)
		s->note = set->note;
	else if (set)
		take_rows(s->arena, s->found, set, mx->secure ? TRUST_DNSSEC : TRUST_NONE, answer);
	answer->exchanger = exchanger;
	if (answer->n)
		end(s, answer);
	else if (exchanger && !s->note)
		take_exchanger_pages(s, exchanger, seconds, mx->secure);
}

/* ---- the search ---- */

static void
ask_rules(struct search *s)
{
	const struct rule_set *set = rules_of_domain(s->stores->rules, s->found->domain.s,
		s->diags);
	struct discover_answer *answer = begin(s, DISCOVER_RULES);

	if (set && set->no_access)
		s->note = set->note;
	else if (set)
		take_rows(s->arena, s->found, set, TRUST_RULES, answer);
	else
		say_near(s);
	s->found->n += answer->n > 0;
}

/* A rule set is enough where there is no program that asks for more. */
static bool
can_ask(struct search *s)
{
	if (!s->found->n || helper_find(s->arena, "discover", "", NULL))
		return true;
	diag_graded(s->diags, (struct pos){ 0 }, DIAG_DISCOVER, SEVERITY_NOTE,
		"what '%s' publishes is not compared, as the helper program 'discover' is not"
		" installed", s->found->domain.s);
	return false;
}

/* Everything that the domain says, in its order, to the first place that is there and
 * could not be asked. False after reporting that nothing can be asked. */
static bool
ask_domain(struct search *s)
{
	unsigned seconds = s->query->seconds ? s->query->seconds : 10;
	long end_ms = clock_ms() + 1000L * seconds, left;
	struct published_all all;

	if (!published_ask(s->arena, s->found->domain.s, seconds, false, &all, s->diags))
		return false;
	take_pacc(s, &all);
	if (!s->failed)
		take_pages(s, all.pages, NULL, TRUST_HTTPS);
	if (!s->failed)
		take_srv(s, &all.srv);
	left = (end_ms - clock_ms()) / 1000;
	if (!s->failed && !s->found->n)
		take_exchanger(s, &all.mx, left > 0 ? (unsigned)left : 1);
	published_release(&all);
	return true;
}

bool
discover(struct arena *a, struct stores *stores, const struct discover_query *q,
	struct discovery *d, struct diags *diags)
{
	struct search s = { .arena = a, .stores = stores, .query = q, .found = d,
		.diags = diags };
	bool asked = true;
	size_t i;

	*d = (struct discovery){ .n = 0 };
	if (!read_address(a, q->address, d, diags))
		return false;
	ask_rules(&s);
	if (!q->offline && !is_special(d->domain.s) && can_ask(&s))
		asked = ask_domain(&s);
	d->failed = s.failed;
	if (!d->n)
		return asked && say_nothing(&s);
	d->chosen = &d->answers[0];
	for (i = 1; i < d->n; i++)
		say_disagreement(&s, &d->answers[i]);
	say_untrusted(&s);
	return true;
}
