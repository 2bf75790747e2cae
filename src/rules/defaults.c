/* What an account leaves open about its servers, from the rule set's rows.
 * Used by what prepares accounts for targets, before validate.c. */
#include "rules/defaults.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/account.h"
#include "rules/advice.h"
#include "rules/rules.h"

struct completion {
	struct arena *arena;
	const struct rule_set *set;     /* of the server at hand */
	struct account *account;
	const struct server *reads;     /* the first that mail is read from, as it was given */
	struct diags *diags;
	struct server_list *list;       /* endpoints so far */
};

static struct server *
append(struct completion *c, const struct server *s)
{
	struct server_list *list = c->list;

	list->items = arena_grow(c->arena, list->items, list->n, sizeof(*list->items));
	list->items[list->n] = *s;
	return &list->items[list->n++];
}

static void
fill_host(const struct completion *c, struct server *s, const struct rule_row *row,
	struct phrase *taken)
{
	const char *host;

	if (text_given(s->host) || !row->host)
		return;
	host = rule_host(c->arena, row, c->account->domain);
	s->host = (struct text){ .s = host, .len = strlen(host), .pos = s->pos };
	phrase_add(taken, arena_printf(c->arena, "host '%s'", host));
}

/* Fills in from the row what is open; adds what was taken to the phrase. */
static void
fill(const struct completion *c, struct server *s, const struct rule_row *row,
	struct phrase *taken)
{
	struct arena *a = c->arena;

	fill_host(c, s, row, taken);
	if (!s->port) {
		s->port = row->port;
		phrase_add(taken, arena_printf(a, "port %u", s->port));
	}
	if (!s->security) {
		s->security = row->security;
		phrase_add(taken, arena_printf(a, "security '%s'", security_word(s->security)));
	}
	if (!s->auth) {
		s->auth = row->first_auth;
		phrase_add(taken, arena_printf(a, "auth '%s'", auth_word(s->auth)));
	}
}

/* Is the name only that of the incoming server, which takes another form? */
static bool
borrowed(const struct completion *c, const struct server *s, struct text other)
{
	return s->protocol == PROTOCOL_SMTP && text_given(other) && c->reads
		&& s->username.s == c->reads->username.s
		&& text_is(s->username, other.s);
}

/* The name to log in with where the account gives none. */
static void
fill_username(const struct completion *c, struct server *s,
	const struct rule_row *row, struct phrase *taken)
{
	const struct account *account = c->account;
	enum name_form form = rules_username(c->set, row);
	bool local = form >= NAME_LOCAL_PART && text_given(account->local_part);
	struct text name = local ? account->local_part : account->email;
	struct text other = local ? account->email : account->local_part;

	if (text_given(s->username) && !(form && borrowed(c, s, other)))
		return;
	if (local && form == NAME_DOTTED) {
		name.s = arena_printf(c->arena, "%s.%s", name.s, account->domain.s);
		name.len = strlen(name.s);
	}
	if (local || text_given(s->username))
		phrase_add(taken, arena_printf(c->arena, "user name '%s'", name.s));
	s->username = name;
}

/* The best row of this protocol that names its server, or NULL. */
static const struct rule_row *
row_with_host(const struct completion *c, enum protocol protocol)
{
	struct rule_query query = { .protocol = protocol, .host = true };

	return rules_best(c->set, query, STANDING_DISCOURAGED);
}

/* What the server gives; where it gives no name, a row has to if one can. */
static struct rule_query
wish_for(const struct completion *c, const struct server *s)
{
	return (struct rule_query){
		.protocol = s->protocol, .port = s->port, .security = s->security,
		.auth = s->auth,
		.host = !text_given(s->host) && row_with_host(c, s->protocol),
	};
}

/* The one row of a set to complete a server from. No discouraged row is taken for the
 * sake of the auth, and no forbidden one while there is another: the server is
 * then completed to what rules_validate should speak about. */
static const struct rule_row *
choose_of(const struct rule_set *set, struct rule_query wish)
{
	static const struct { bool auth; enum standing worst; } tries[] = {
		{ true, STANDING_ALLOWED }, { false, STANDING_ALLOWED },
		{ true, STANDING_DISCOURAGED }, { false, STANDING_DISCOURAGED },
		{ true, STANDING_FORBIDDEN }, { false, STANDING_FORBIDDEN },
	};
	const struct rule_row *row = NULL;
	size_t i;

	for (i = 0; !row && i < 2 * countof(tries); i++) {
		struct rule_query query = wish;

		query.host = query.host && i % 2 == 0;
		if (!tries[i / 2].auth)
			query.auth = AUTH_UNSET;
		row = rules_best(set, query, tries[i / 2].worst);
	}
	return row;
}

/* The one row to complete a server from, of a set that has rows which this one may lack
 * where it has none itself. */
static const struct rule_row *
choose(const struct completion *c, const struct server *s)
{
	struct rule_query wish = wish_for(c, s);
	const struct rule_row *row = choose_of(c->set, wish);

	return row || !c->set->others ? row : choose_of(c->set->others, wish);
}

/* IMAP, unless only POP has the port or a row that names a host. */
static enum protocol
choose_protocol(const struct completion *c, const struct server *s)
{
	struct rule_query imap = { PROTOCOL_IMAP, .port = s->port,
		.host = !text_given(s->host) && !s->port };
	struct rule_query pop = imap;

	pop.protocol = PROTOCOL_POP;
	return !rules_best(c->set, imap, STANDING_FORBIDDEN)
		&& rules_best(c->set, pop, STANDING_FORBIDDEN)
		? PROTOCOL_POP : PROTOCOL_IMAP;
}

/* The rows that become endpoints of the server: all recommended ones when
 * neither port nor security is given, else the best; none when nothing is open. */
static size_t
choose_all(const struct completion *c, const struct server *s, const struct rule_row **rows)
{
	struct rule_query query = wish_for(c, s);
	size_t i, n = 0;

	for (i = 0; !s->port && !s->security && i < c->set->nbest; i++)
		if (rule_matches(c->set->best[i], query, STANDING_RECOMMENDED))
			rows[n++] = c->set->best[i];
	if (n || (text_given(s->host) && s->port && s->security && s->auth))
		return n;
	rows[0] = choose(c, s);
	return rows[0] ? 1 : 0;
}

static void
complete_server(struct completion *c, const struct server *given)
{
	const struct rule_row **rows = arena_alloc(c->arena, c->set->nbest + 1, sizeof(*rows));
	struct phrase taken = { 0 }, endpoints = { 0 };
	struct server s = *given;
	const struct rule_row *named;
	size_t i, n;

	if (s.rules)
		c->set = s.rules;
	s.rules = c->set;
	s.files_sent = c->set->files_sent;
	if (!s.bad && !s.protocol) {
		s.protocol = choose_protocol(c, &s);
		phrase_add(&taken, arena_printf(c->arena, "protocol '%s'",
			protocol_word(s.protocol)));
	}
	n = s.bad ? 0 : choose_all(c, &s, rows);
	if (!n && !s.bad && (named = row_with_host(c, s.protocol)))
		fill_host(c, &s, named, &taken);
	for (i = 0; i < n; i++) {
		struct server *endpoint = append(c, &s);

		fill(c, endpoint, rows[i], &taken);
		fill_username(c, endpoint, rows[i], &taken);
		phrase_add(&endpoints, phrase_join(c->arena, &taken, " and "));
		taken.n = 0;
	}
	if (!n) {
		fill_username(c, &s, rules_row(c->set, &s), &taken);
		append(c, &s);
		phrase_add(&endpoints, phrase_join(c->arena, &taken, " and "));
	}
	if (*endpoints.parts[0])
		diag_at(c->diags, s.pos, DIAG_PORT_DEFAULTED,
			"%s taken from rule set '%s'",
			phrase_join(c->arena, &endpoints, ", or "), c->set->name);
}

/* A server that the account does not mention. */
static struct server
unmentioned(const struct account *account, enum protocol protocol)
{
	struct pos pos = account->pos;

	return (struct server){
		.pos = pos, .protocol_pos = pos, .port_pos = pos,
		.security_pos = pos, .auth_pos = pos,
		.protocol = protocol, .auth = account->oauth2.given ? AUTH_OAUTH2 : AUTH_UNSET,
	};
}

/* Is the server the set's: by its host, by its own `provider`, or as its host
 * comes from the set? */
static bool
belongs(const struct server *s, const struct rule_set *set)
{
	return strcmp(set->name, "standard") && (!text_given(s->host)
		|| text_given(s->provider) || rules_knows_host(set, s->host));
}

/* Has it the password of the server that mail is read from, because the account gives no
 * other one? */
static bool
inherits(const struct completion *c, const struct server *s)
{
	const struct server *in = c->reads;

	return in && !s->bad && !in->bad && s->auth != AUTH_NONE && s->password.given
		&& in->password.given && pos_same(s->password.pos, in->password.pos);
}

/* The password of one provider is not shown to another. Sets that know each other's servers
 * are of one house. */
static void
keep_apart(const struct completion *c, struct server *s)
{
	const struct server *in = c->reads;
	const struct rule_set *set = s->rules ? s->rules : c->set;

	if (!inherits(c, s) || !in->rules || set == in->rules || !belongs(s, set)
	    || (!strcmp(in->rules->name, "standard") && !text_given(in->provider))
	    || rules_knows_host(set, in->host) || rules_knows_host(in->rules, s->host))
		return;
	diag_graded(c->diags, text_given(s->host) ? s->host.pos : s->pos,
		DIAG_PASSWORD_OMITTED, SEVERITY_WARNING, "a server of %s does not get the"
		" password of 'incoming', which is not one of them", set->title);
	diag_fix(c->diags, "write a 'username' and a 'password' for it under '%s'",
		s->protocol == PROTOCOL_SMTP ? "outgoing" : "incoming");
	s->password = (struct password){ 0 };
}

/* Another server that an alias sends through may be anybody's. */
static void
keep_from_alias(const struct completion *c, struct server *s, const struct server *first)
{
	const struct alias_list *aliases = &c->account->aliases;
	size_t i;

	for (i = 0; i < aliases->n; i++) {
		if (!inherits(c, s) || !text_given(s->host) || !text_given(first->host)
		    || text_is(s->host, first->host.s)
		    || !text_is(aliases->items[i].outgoing, s->host.s))
			continue;
		diag_graded(c->diags, s->host.pos, DIAG_PASSWORD_OMITTED, SEVERITY_WARNING,
			"a server that an alias alone sends through does not get the password"
			" of 'incoming'");
		diag_fix(c->diags, "write a 'username' and a 'password' for it under '%s'",
			"outgoing");
		s->password = (struct password){ 0 };
	}
}

static void
complete_incoming(struct completion *c, const struct server_list *given)
{
	struct server s = unmentioned(c->account, PROTOCOL_UNSET);
	const struct rule_set *set = c->set;
	size_t i;

	for (i = 0; i < given->n; i++, c->set = set) {
		s = given->items[i];
		if (i)
			keep_apart(c, &s);
		complete_server(c, &s);
	}
	if (!given->n && (row_with_host(c, PROTOCOL_IMAP) || row_with_host(c, PROTOCOL_POP)))
		complete_server(c, &s);
}

static void
complete_outgoing(struct completion *c, const struct server_list *given)
{
	struct account *account = c->account;
	struct server s;
	size_t i;

	for (i = 0; i < given->n; i++) {
		s = given->items[i];
		s.protocol = PROTOCOL_SMTP;
		keep_apart(c, &s);
		keep_from_alias(c, &s, &given->items[0]);
		complete_server(c, &s);
	}
	if (given->n || text_given(account->sendmail) || !row_with_host(c, PROTOCOL_SMTP))
		return;
	s = unmentioned(account, PROTOCOL_SMTP);
	if (c->reads) {
		s.username = c->reads->username;
		s.password = c->reads->password;
		keep_apart(c, &s);
	}
	complete_server(c, &s);
}

void
rules_fill_defaults(struct arena *a, const struct rule_set *set, struct account *account,
	struct diags *diags)
{
	struct server_list incoming = account->incoming, outgoing = account->outgoing;
	struct completion c = { .arena = a, .account = account, .diags = diags,
		.reads = incoming.n ? &incoming.items[0] : NULL };

	account->incoming = account->outgoing = (struct server_list){ 0 };
	c.set = set;
	c.list = &account->incoming;
	complete_incoming(&c, &incoming);
	c.set = set;
	c.list = &account->outgoing;
	complete_outgoing(&c, &outgoing);
}
