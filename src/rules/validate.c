/* Judges an account's servers by a rule set's rows.
 * Used by what prepares accounts for targets, after defaults.c. */
#include "rules/validate.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "model/account.h"
#include "model/address.h"
#include "rules/advice.h"
#include "rules/rules.h"

struct validation {
	struct arena *arena;
	const struct rule_set *set;     /* of the server at hand */
	struct server *server;
	bool incoming;
	const struct rule_row *row;     /* the server's, or NULL */
	enum diag_id told;              /* what its row was reported as, or DIAG_COUNT */
	struct diags *diags;
};

static const struct { const char *title, *a_title; } protocols[PROTOCOL_COUNT] = {
	[PROTOCOL_UNSET] = { "mail", "a mail" },
	[PROTOCOL_IMAP] = { "IMAP", "an IMAP" },
	[PROTOCOL_POP] = { "POP", "a POP" },
	[PROTOCOL_SMTP] = { "SMTP", "an SMTP" },
};

/* ---- places ---- */

static bool
written(const struct server *s, struct pos pos)
{
	return !pos_same(pos, s->pos);
}

/* Where a finding about the server belongs: at the key it is about when that
 * was written, else at one that was. */
static struct pos
place(const struct server *s, enum diag_id id)
{
	bool about_auth = id == DIAG_PASSWORD_CLEARTEXT
		|| id == DIAG_AUTH_DISCOURAGED || id == DIAG_PORT_AUTH;

	if (about_auth && written(s, s->auth_pos))
		return s->auth_pos;
	if ((about_auth || id == DIAG_SECURITY_NONE) && written(s, s->security_pos))
		return s->security_pos;
	return written(s, s->port_pos) ? s->port_pos : s->security_pos;
}

/* ---- fixes ---- */

/* The best row that matches the query and with the server's auth; where none
 * does, with less of it: the port and the protocol are kept. */
static const struct rule_row *
way_out(const struct validation *j, struct rule_query query, enum standing worst)
{
	const enum auth auths[] = { j->server->auth, AUTH_UNSET };
	const enum security securities[] = { query.security, SECURITY_UNSET };
	const struct rule_row *row = NULL;
	size_t i;

	for (i = 0; !row && i < 4; i++) {
		query.security = securities[i / 2];
		query.auth = auths[i % 2];
		row = rules_best(j->set, query, worst);
	}
	return row;
}

static void
fix(const struct validation *j, const struct rule_row *one, const struct rule_row *other)
{
	advice_fix(j->arena, j->server, one, other, j->diags);
}

/* The fix for a row's sake: its own, or the best rows, on the port first. */
static void
fix_row(const struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query query = { .protocol = s->protocol };
	const struct rule_row *here, *there = way_out(j, query, STANDING_ALLOWED);

	query.port = s->port;
	here = way_out(j, query, STANDING_ALLOWED);
	if (here && s->security == SECURITY_NONE && here->security == SECURITY_NONE)
		here = NULL;
	if (there && s->security == SECURITY_NONE && there->security == SECURITY_NONE)
		there = NULL;
	if (j->row && j->row->fix)
		diag_fix(j->diags, "%s", j->row->fix);
	else
		fix(j, here, there);
}

/* The ports of rows that agree; for a query with a port, their securities. */
static const char *
choices(const struct validation *j, struct rule_query query)
{
	struct phrase list = { 0 };
	const struct rule_row *row;
	size_t i;

	for (i = 0; i < j->set->nbest; i++) {
		row = j->set->best[i];
		if (rule_matches(row, query, STANDING_DISCOURAGED))
			phrase_add(&list, query.port
				? arena_printf(j->arena, "'%s'", security_word(row->security))
				: arena_printf(j->arena, "%u", row->port));
	}
	return phrase_join(j->arena, &list, " or ");
}

static const char *
auth_choices(const struct validation *j, struct rule_query query)
{
	struct phrase list = { 0 };
	unsigned auth;

	for (auth = AUTH_UNSET + 1; auth < AUTH_COUNT; auth++) {
		query.auth = (enum auth)auth;
		if (rules_best(j->set, query, STANDING_DISCOURAGED))
			phrase_add(&list, arena_printf(j->arena, "'%s'", auth_word(query.auth)));
	}
	return phrase_join(j->arena, &list, " or ");
}

/* ---- no row ---- */

static void
report_protocol(const struct validation *j, enum protocol other)
{
	const struct server *s = j->server;
	struct rule_query here = { .protocol = s->protocol, .security = s->security };
	struct rule_query there = { .protocol = other, .port = s->port,
		.security = s->security };
	const char *found = j->incoming ? "incoming" : "outgoing";

	if (written(s, s->protocol_pos))
		found = arena_printf(j->arena, "protocol: %s", protocol_word(s->protocol));
	diag_at(j->diags, place(s, DIAG_PORT_PROTOCOL), DIAG_PORT_PROTOCOL,
		"port %u is %s port, found under '%s'", s->port,
		tr(protocols[other].a_title), found);
	fix(j, way_out(j, here, STANDING_DISCOURAGED),
		j->incoming && other != PROTOCOL_SMTP
		? way_out(j, there, STANDING_DISCOURAGED) : NULL);
}

/* A host that no set knows is judged by the set that was named: for some other
 * provider's server that may be wrong. */
static void
note_guess(const struct validation *j)
{
	const struct server *s = j->server;

	if (text_given(s->host) && strcmp(j->set->name, "standard")
	    && !rules_knows_host(j->set, s->host))
		diag_note_at(j->diags, s->host.pos, "'%s' is treated as a server of %s; for another"
			" provider's, write 'provider: none' under it",
			s->host.s, j->set->title);
}

static void
report_unknown(const struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query query = { .protocol = s->protocol };
	const char *ports = choices(j, query), *title = protocols[s->protocol].title;

	if (s->port)
		diag_at(j->diags, place(s, DIAG_PORT_UNKNOWN), DIAG_PORT_UNKNOWN,
			"port %u is not a port for %s that rule set '%s' knows", s->port,
			title, j->set->name);
	else
		diag_at(j->diags, place(s, DIAG_PORT_UNKNOWN), DIAG_PORT_UNKNOWN,
			"rule set '%s' knows no %s port", j->set->name, title);
	diag_fix(j->diags, "%s%s%sset 'allow: [port-unknown]' if the server does "
		"listen there", *ports ? tr("use port ") : "", ports, *ports ? tr(", or ") : "");
	note_guess(j);
}

/* A port that the rule set recommends has one security: that is what the
 * account means. Any other port may be what is wrong. */
static void
offer_security(const struct validation *j, struct rule_query here)
{
	const struct rule_row *row = rules_best(j->set, here, STANDING_RECOMMENDED);
	const struct server *s = j->server;

	if (row && row->security != SECURITY_NONE && written(s, s->security_pos)
	    && written(s, s->port_pos))
		diag_edit(j->diags, (struct text){ .pos = s->security_pos },
			security_word(row->security));
}

static void
report_security(const struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query there = { .protocol = s->protocol, .security = s->security };
	struct rule_query here = { .protocol = s->protocol, .port = s->port };
	const char *known = choices(j, here);
	const char *word = security_word(s->security);
	struct pos pos = place(s, DIAG_PORT_SECURITY);

	if (!s->port)
		diag_at(j->diags, pos, DIAG_PORT_SECURITY,
			"rule set '%s' has no %s server with security '%s'",
			j->set->name, protocols[s->protocol].title, word);
	else if (*known)
		diag_at(j->diags, pos, DIAG_PORT_SECURITY,
			"port %u goes with security %s, found '%s'", s->port, known, word);
	else
		diag_at(j->diags, pos, DIAG_PORT_SECURITY,
			"port %u does not go with security '%s'", s->port, word);
	fix(j, way_out(j, there, STANDING_DISCOURAGED), way_out(j, here, STANDING_DISCOURAGED));
	offer_security(j, here);
}

static void
report_auth(const struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query there = { .protocol = s->protocol, .auth = s->auth };
	struct rule_query here = { .protocol = s->protocol, .port = s->port,
		.security = s->security };
	const char *known = auth_choices(j, here), *word = auth_word(s->auth);
	const struct rule_row *set_auth = way_out(j, here, STANDING_DISCOURAGED);
	const struct rule_row *use_port = rules_best(j->set, there, STANDING_ALLOWED);
	struct pos pos = place(s, DIAG_PORT_AUTH);

	there.auth = AUTH_UNSET;
	if (!set_auth && !use_port)
		use_port = way_out(j, there, STANDING_DISCOURAGED);
	if (*known)
		diag_at(j->diags, pos, DIAG_PORT_AUTH,
			"port %u with security '%s' goes with auth %s, found '%s'",
			s->port, security_word(s->security), known, word);
	else
		diag_at(j->diags, pos, DIAG_PORT_AUTH,
			"port %u with security '%s' does not go with auth '%s'",
			s->port, security_word(s->security), word);
	fix(j, set_auth, use_port);
}

static void
report_forbidden(const struct validation *j, const struct rule_row *row)
{
	const struct server *s = j->server;
	enum diag_id id = row->id == DIAG_COUNT ? DIAG_PORT_FORBIDDEN : row->id;

	if (row->text)
		diag_graded(j->diags, place(s, id), id, SEVERITY_ERROR, "%s", row->text);
	else
		diag_graded(j->diags, place(s, id), id, SEVERITY_ERROR,
			"rule set '%s' forbids port %u with security '%s' and auth '%s'",
			j->set->name, s->port, security_word(s->security),
			auth_word(s->auth));
	note_guess(j);
}

/* The row for which a port is forbidden whatever else is set, or NULL. */
static const struct rule_row *
forbidden_port(const struct validation *j)
{
	struct rule_query query = { .protocol = j->server->protocol,
		.port = j->server->port };
	const struct rule_row *row = rules_best(j->set, query, STANDING_FORBIDDEN);

	return row && row->standing == STANDING_FORBIDDEN && !row->only ? row : NULL;
}

/* What the set may lack, and another one has: rarely wrong, so no error. True when the
 * server is one of those. */
static bool
judge_by_others(struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query query = { .protocol = s->protocol };
	const struct rule_row *row = j->set->others ? rules_row(j->set->others, s) : NULL;

	if (!row || row->standing == STANDING_FORBIDDEN)
		return false;
	diag_graded(j->diags, place(s, DIAG_PORT_UNKNOWN), DIAG_PORT_UNKNOWN, SEVERITY_WARNING,
		"what is known of %s has no %s server on port %u with security '%s' and auth '%s'",
		j->set->title, protocols[s->protocol].title, s->port, security_word(s->security),
		auth_word(s->auth));
	fix(j, way_out(j, query, STANDING_ALLOWED), NULL);
	note_guess(j);
	j->row = row;
	return true;
}

static void
judge_no_row(struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query query = { .port = s->port };
	const struct rule_row *any = rules_best(j->set, query, STANDING_FORBIDDEN);

	query.protocol = s->protocol;
	if (!rules_best(j->set, query, STANDING_FORBIDDEN)) {
		if (s->port && any)
			report_protocol(j, any->protocol);
		else
			report_unknown(j);
		return;
	}
	query.security = s->security;
	if (rules_best(j->set, query, STANDING_FORBIDDEN) && s->port) {
		report_auth(j);
	} else if (s->port && (j->row = forbidden_port(j))) {
		report_forbidden(j, j->row);
		fix_row(j);
	} else {
		report_security(j);
	}
}

/* ---- a row ---- */

static bool
harmless(const struct server *s)
{
	return s->security != SECURITY_NONE || host_is_loopback(s->host);
}

static void
judge_row(struct validation *j)
{
	const struct rule_row *row = j->row;
	struct server *s = j->server;
	bool none = s->security == SECURITY_NONE;

	if (row->standing == STANDING_FORBIDDEN) {
		report_forbidden(j, row);
		j->told = row->id;
		fix_row(j);
	}
	if (row->standing != STANDING_DISCOURAGED)
		return;
	j->told = row->id != DIAG_COUNT ? row->id
		: none ? DIAG_SECURITY_NONE : DIAG_AUTH_DISCOURAGED;
	if (none && harmless(s) && (j->told == DIAG_SECURITY_NONE
	    || j->told == DIAG_PASSWORD_CLEARTEXT))
		return;
	diag_graded(j->diags, place(s, j->told), j->told, SEVERITY_WARNING, "%s",
		row->text ? row->text : diag_help(j->told));
	fix_row(j);
}

/* Is the row about a program of this machine, so that it says nothing of another one? */
static bool
is_local(const struct rule_row *row)
{
	struct text host = { 0 };

	if (row && row->host)
		host = (struct text){ .s = row->host, .len = strlen(row->host) };
	return text_given(host) && host_is_loopback(host);
}

static void
fix_cleartext(const struct validation *j)
{
	if (is_local(j->row))
		diag_fix(j->diags, "write 'host: %s', as %s runs on the same machine",
			j->row->host, j->set->title);
	else
		fix_row(j);
}

/* What holds for every server, whether a row agrees with it or not. */
static void
judge_cleartext(struct validation *j)
{
	const struct server *s = j->server;
	bool row_decides = j->row && j->row->standing != STANDING_FORBIDDEN && !is_local(j->row);

	if (harmless(s))
		return;
	if (!row_decides && j->told != DIAG_SECURITY_NONE) {
		diag_at(j->diags, place(s, DIAG_SECURITY_NONE), DIAG_SECURITY_NONE,
			"security 'none': everybody on the way can read the mail");
		fix_cleartext(j);
	}
	if (s->auth == AUTH_PASSWORD && j->told != DIAG_PASSWORD_CLEARTEXT) {
		diag_at(j->diags, place(s, DIAG_PASSWORD_CLEARTEXT),
			DIAG_PASSWORD_CLEARTEXT,
			"auth 'password' with security 'none': everybody on the way "
			"can read the password");
		fix_cleartext(j);
	}
}

/* Is the mark about the server's authentication or the mechanism of it? */
static bool
mark_fits(const struct rule_row *mark, const struct server *s)
{
	if (!strcmp(mark->auths, auth_word(s->auth)))
		return true;
	if (text_given(s->mechanism))
		return text_is(s->mechanism, mark->auths);
	return s->auth == AUTH_ENCRYPTED && !strcmp(mark->auths, "cram-md5");
}

static void
judge_marks(const struct validation *j)
{
	const struct rule_row *mark;
	enum severity severity;

	for (mark = j->set->marks; mark; mark = mark->next) {
		if (mark->standing < STANDING_DISCOURAGED || !mark_fits(mark, j->server))
			continue;
		severity = mark->standing == STANDING_FORBIDDEN
			? SEVERITY_ERROR : SEVERITY_WARNING;
		diag_graded(j->diags, place(j->server, DIAG_AUTH_DISCOURAGED),
			DIAG_AUTH_DISCOURAGED, severity, "%s",
			mark->text ? mark->text : diag_help(DIAG_AUTH_DISCOURAGED));
		if (mark->fix)
			diag_fix(j->diags, "%s", mark->fix);
	}
}

/* ---- servers ---- */

static void
report_missing(const struct validation *j, const char *field, const char *what)
{
	diag_at(j->diags, j->server->pos, DIAG_MISSING_FIELD,
		"the %s server has no '%s'", j->incoming ? tr("incoming") : tr("outgoing"), field);
	diag_fix(j->diags, "add '%s:' with %s", field, tr(what));
}

/* What rules_fill_defaults could not fill in, once nothing is wrong with the rest. */
static void
judge_open(const struct validation *j)
{
	struct server *s = j->server;

	if (!s->port)
		report_missing(j, "port", "the number of the server's port");
	if (!s->security)
		report_missing(j, "security", "'tls', 'starttls' or 'none'");
	if (s->auth)
		return;
	s->auth = AUTH_PASSWORD;
	diag_at(j->diags, s->pos, DIAG_PORT_DEFAULTED,
		"auth 'password' is assumed, as rule set '%s' has no row for port %u",
		j->set->name, s->port);
}

/* One server is enough: there are clients that only send. */
static void
report_no_server(const struct validation *j, const struct account *account)
{
	/* a key that was meant to be one, or the address, comes first */
	if (account->server_misspelt || !text_given(account->email))
		return;
	if (j->set->no_access) {
		diag_at(j->diags, text_given(account->provider) ? account->provider.pos
			: account->email.pos, DIAG_NOT_OFFERED, "%s", j->set->note);
		diag_fix(j->diags, "use the provider's own programs, or name the servers"
			" of another provider");
		return;
	}
	diag_at(j->diags, account->pos, DIAG_MISSING_FIELD,
		"the account has no server, and rule set '%s' does not name one",
		j->set->name);
	diag_fix(j->diags, "add 'incoming: {host: ...}' and 'outgoing: {host: ...}',"
		" or a 'provider' whose servers are known");
}

/* Does the provider have no server of this protocol? A set without hosts is
 * about ports alone and can tell. */
static bool
not_offered(const struct validation *j)
{
	struct rule_query any = { .host = true };
	struct rule_query this = { .protocol = j->server->protocol };

	return j->set->no_access || (rules_best(j->set, any, STANDING_DISCOURAGED)
		&& !rules_best(j->set, this, STANDING_FORBIDDEN));
}

static void
report_not_offered(const struct validation *j)
{
	const struct server *s = j->server;
	struct rule_query any = { .protocol = PROTOCOL_IMAP };
	struct rule_query as_is = { PROTOCOL_IMAP, s->port, s->security, s->auth, false };
	const struct rule_row *imap = j->incoming && written(s, s->protocol_pos)
		? rules_best(j->set, any, STANDING_ALLOWED) : NULL;
	struct pos pos = written(s, s->protocol_pos) ? s->protocol_pos
		: text_given(s->host) ? s->host.pos : s->pos;

	if (j->set->no_access) {
		diag_at(j->diags, pos, DIAG_NOT_OFFERED, "%s", j->set->note);
		diag_fix(j->diags, "use the provider's own programs, or write 'provider: none'"
			" under this server if it is not a server of %s", j->set->title);
		return;
	}
	diag_at(j->diags, pos, DIAG_NOT_OFFERED, "%s does not offer %s", j->set->title,
		protocols[s->protocol].title);
	if (imap && rules_best(j->set, as_is, STANDING_ALLOWED)) {
		diag_fix(j->diags, "write 'protocol: imap'");
		diag_edit(j->diags, (struct text){ .pos = s->protocol_pos }, "imap");
	} else if (imap) {
		diag_fix(j->diags, "write 'protocol: imap', 'port: %u', 'security: %s' and"
			" 'auth: %s'", imap->port, security_word(imap->security),
			auth_word(imap->first_auth));
	} else {
		diag_fix(j->diags, "write 'provider: none' under this server if it is not"
			" a server of %s", j->set->title);
	}
}

static bool
judge_server(struct validation *j)
{
	struct server *s = j->server;
	size_t before = diags_count(j->diags, SEVERITY_ERROR);
	size_t errors;

	if (s->bad)
		return false;
	if (not_offered(j)) {
		report_not_offered(j);
		s->bad = true;
		return false;
	}
	if (!text_given(s->host))
		report_missing(j, "host", "the server's name");
	errors = diags_count(j->diags, SEVERITY_ERROR);
	j->row = rules_row(j->set, s);
	j->told = DIAG_COUNT;
	if (j->row || judge_by_others(j))
		judge_row(j);
	else
		judge_no_row(j);
	if (diags_count(j->diags, SEVERITY_ERROR) == errors
	    || (j->row && j->row->standing != STANDING_FORBIDDEN)) {
		judge_open(j);
		judge_cleartext(j);
	}
	judge_marks(j);
	s->bad = diags_count(j->diags, SEVERITY_ERROR) > before;
	return !s->bad;
}

/* Two servers that cannot be one: the wrong one is that whose port no row knows. */
static void
report_duplicate(const struct validation *j, struct server *first)
{
	struct validation at = *j;
	struct rule_query there = { 0 };
	const struct rule_row *row;

	if (rules_row(j->set, j->server) && first->rules)
		at = (struct validation){ .arena = j->arena, .set = first->rules, .server = first,
			.diags = j->diags, .told = DIAG_COUNT };
	there.protocol = at.server->protocol;
	there.security = at.server->security;
	row = way_out(&at, there, STANDING_ALLOWED);
	diag_at(j->diags, place(at.server, DIAG_DUPLICATE_PORT), DIAG_DUPLICATE_PORT,
		"port %u of '%s' cannot be for %s and for %s", first->port, first->host.s,
		protocols[first->protocol].title, protocols[j->server->protocol].title);
	if (row && row->port != first->port)
		fix(&at, row, NULL);
	else
		diag_fix(j->diags, "set the port that the server has for %s",
			protocols[there.protocol].title);
}

/* A server speaks one protocol on a port. Does none before this one have it for another? */
static bool
judge_port(const struct validation *j, const struct account *account, size_t n)
{
	size_t errors = diags_count(j->diags, SEVERITY_ERROR), i;
	const struct server *s = j->server;
	struct server *first;

	for (i = 0; i < n && !s->bad; i++) {
		first = account_server(account, i);
		if (first->bad || first->protocol == s->protocol || first->port != s->port
		    || strcmp(first->host.s, s->host.s) != 0)
			continue;
		report_duplicate(j, first);
		break;
	}
	return diags_count(j->diags, SEVERITY_ERROR) == errors;
}

static void
say_note(const struct validation *j, const char *note)
{
	const struct server *s = j->server;

	if (!note || j->set->no_access)
		return;
	diag_at(j->diags, text_given(s->host) ? s->host.pos : s->pos,
		DIAG_PROVIDER_NOTE, "%s: %s", j->set->title, tr(note));
	if (j->set->page)
		diag_fix(j->diags, "see %s", j->set->page);
}

static bool
takes_password(const struct server *s)
{
	return s->auth == AUTH_PASSWORD || s->auth == AUTH_ENCRYPTED || s->auth == AUTH_NTLM;
}

/* Is this the first endpoint of its set, or the first that takes a password? */
static bool
is_first(const struct account *account, size_t n, bool password)
{
	const struct rule_set *set = account_server(account, n)->rules;
	const struct server *s;

	while (n--) {
		s = account_server(account, n);
		if (s->rules == set && (!password || takes_password(s)))
			return false;
	}
	return true;
}

/* What the provider wants its users to know. */
static void
say_notes(const struct validation *j, const struct account *account, size_t n)
{
	if (is_first(account, n, false))
		say_note(j, j->set->note);
	if (takes_password(j->server) && is_first(account, n, true))
		say_note(j, j->set->password_note);
}

bool
rules_validate(struct arena *a, const struct rule_set *set,
	struct account *account, struct diags *diags)
{
	struct validation j = { .arena = a, .set = set, .diags = diags };
	bool good = account->incoming.n || account->outgoing.n
		|| text_given(account->sendmail);
	size_t i;

	if (!good)
		report_no_server(&j, account);
	for (i = 0; (j.server = account_server(account, i)); i++) {
		j.incoming = i < account->incoming.n;
		j.set = j.server->rules ? j.server->rules : set;
		good = judge_server(&j) && good;
		good = judge_port(&j, account, i) && good;
		say_notes(&j, account, i);
	}
	account->bad = account->bad || !good;
	return good;
}
