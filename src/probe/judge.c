/* What was seen of a server compared with what the account says of it.
 * Used by the probe command. */
#include "probe/probe.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/text.h"
#include "rules/rules.h"

enum { SOON_DAYS = 14 };

/* What one judgement works on. */
struct judging {
	struct arena *arena;
	struct probe *probe;
	const struct server *server;
	const struct tls *tls;
	const json_t *facts;
};

const char *
probe_result_word(enum probe_result r)
{
	static const char *const words[] = {
		"note", "fine", "untested", "unreachable", "differs",
	};

	return words[r];
}

void
probe_add(struct probe *p, enum probe_result result, const char *code, const char *text)
{
	if (result > p->result)
		p->result = result;
	if (p->nfindings < countof(p->findings))
		p->findings[p->nfindings++] = (struct probe_finding){ result, code, tr(text) };
}

const char *
probe_told(struct arena *a, const json_t *from, const char *name)
{
	const json_t *value = json_object_get(from, name);
	const char *s = json_string_value(value);

	return s ? text_escaped(a, s, json_string_length(value)) : "";
}

bool
probe_is(const json_t *from, const char *name)
{
	return json_is_true(json_object_get(from, name));
}

static void
differs(struct judging *j, const char *code, const char *text)
{
	probe_add(j->probe, PROBE_DIFFERS, code, text);
}

/* ---- whether anybody is there who speaks the protocol ---- */

static const struct failure {
	const char *code;
	enum probe_result result;
	const char *text;
} failures[] = {
	{ "resolve", PROBE_UNREACHABLE, "the name cannot be looked up" },
	{ "connect", PROBE_UNREACHABLE, "no connection" },
	{ "silent", PROBE_UNREACHABLE, "the connection is open, but the server does not answer" },
	{ "timeout", PROBE_UNREACHABLE, "the server does not come to an end in time" },
	{ "closed", PROBE_UNREACHABLE, "the server hangs up" },
	{ "turned-away", PROBE_UNREACHABLE, "the server is not in service for us" },
	{ "garbage", PROBE_DIFFERS, "what answers is no server of this protocol" },
	{ "flood", PROBE_DIFFERS, "what answers is no server of this protocol" },
	{ "tls", PROBE_DIFFERS, "no TLS session comes about" },
};

static void
judge_failure(struct judging *j)
{
	const char *code = probe_told(j->arena, j->facts, "failed");
	const char *why = probe_told(j->arena, j->facts, "why");
	size_t i;

	for (i = 0; i < countof(failures); i++)
		if (!strcmp(failures[i].code, code)) {
			probe_add(j->probe, failures[i].result, failures[i].code,
				arena_printf(j->arena, "%s: %s", tr(failures[i].text), tr(why)));
			return;
		}
	if (*code)
		probe_add(j->probe, PROBE_UNREACHABLE, "broken",
			tr_printf(j->arena, "it could not be looked at: %s", why));
}

/* ---- encryption ---- */

static void
judge_security(struct judging *j)
{
	bool implicit = probe_is(j->facts, "implicit");
	const char *failed = probe_told(j->arena, j->facts, "starttls_failed");
	enum security s = j->server->security;

	if (s == SECURITY_TLS && !implicit)
		differs(j, "no-tls", "the server does not begin with TLS on this port, "
			"as security 'tls' has it");
	else if (s != SECURITY_TLS && implicit)
		differs(j, "tls-at-once", tr_printf(j->arena, "the server begins with "
			"TLS on this port; security '%s' does not", security_word(s)));
	else if (s == SECURITY_STARTTLS && json_is_false(json_object_get(j->facts, "starttls")))
		differs(j, "no-starttls",
			"the server does not offer STARTTLS, or it is removed on the way");
	else if (s == SECURITY_STARTTLS && *failed)
		differs(j, "starttls-failed", tr_printf(j->arena,
			"STARTTLS is offered but fails: %s", failed));
	else if (s == SECURITY_NONE && probe_is(j->facts, "starttls") && !*failed)
		probe_add(j->probe, PROBE_NOTE, "starttls",
			"the server offers STARTTLS, which security 'none' leaves unused");
}

static void
judge_version(struct judging *j)
{
	static const char *const names[][2] = {
		{ "1.0", "TLSv1" }, { "1.1", "TLSv1.1" }, { "1.2", "TLSv1.2" },
		{ "1.3", "TLSv1.3" },
	};
	const char *seen = probe_told(j->arena, j->facts, "tls_version");
	size_t i, minimum = 0, is_at = 0;

	for (i = 0; i < countof(names); i++) {
		if (text_given(j->tls->minimum) && text_is(j->tls->minimum, names[i][0]))
			minimum = i;
		if (!strcmp(seen, names[i][1]))
			is_at = i;
	}
	if (is_at < minimum)
		differs(j, "tls-version", tr_printf(j->arena, "the server speaks %s, "
			"and 'tls.minimum' is %s", seen, j->tls->minimum.s));
	else if (is_at < 2)
		probe_add(j->probe, PROBE_NOTE, "tls-version", tr_printf(j->arena,
			"the server speaks %s, which many clients refuse (RFC 8996)", seen));
}

/* Does the account know this server by its certificate alone? */
static bool
by_fingerprint(const struct judging *j)
{
	return text_given(j->tls->fingerprint) && !text_given(j->tls->ca_file);
}

static void
judge_dates(struct judging *j, const json_t *cert)
{
	const char *until = probe_told(j->arena, cert, "not_after");
	json_int_t days = json_integer_value(json_object_get(cert, "days_left"));

	if (probe_is(cert, "over"))
		differs(j, "expired", tr_printf(j->arena,
			"the certificate expired on %s", until));
	else if (!probe_is(cert, "begun"))
		differs(j, "not-yet-valid", tr_printf(j->arena,
			"the certificate is not valid before %s",
			probe_told(j->arena, cert, "not_before")));
	else if (days < SOON_DAYS)
		probe_add(j->probe, PROBE_NOTE, "expires-soon", tr_printf(j->arena,
			"the certificate is valid until %s only", until));
}

static void
judge_fingerprint(struct judging *j, const json_t *cert)
{
	const char *kind = j->tls->fingerprint_kind;
	const char *seen = probe_told(j->arena, cert, kind ? kind : "sha256");

	if (strcasecmp(seen, j->tls->fingerprint.s))
		differs(j, "fingerprint", tr_printf(j->arena, "the certificate's "
			"fingerprint is %s, and 'tls.fingerprint' another", seen));
}

static void
judge_certificate(struct judging *j)
{
	const json_t *cert = json_object_get(j->facts, "certificate");
	enum probe_result bad = by_fingerprint(j) ? PROBE_NOTE : PROBE_DIFFERS;
	const char *why = probe_told(j->arena, j->facts, "ca_file_failed");

	if (*why)
		differs(j, "ca-file", tr_printf(j->arena, "'tls.ca_file': %s", why));
	if (!cert) {
		differs(j, "untrusted", "the server shows no certificate");
		return;
	}
	if (text_given(j->tls->fingerprint))
		judge_fingerprint(j, cert);
	judge_dates(j, cert);
	if (!probe_is(cert, "trusted"))
		probe_add(j->probe, bad, "untrusted", tr_printf(j->arena,
			"the certificate is not trusted by %s: %s",
			text_given(j->tls->ca_file) ? "'tls.ca_file'" : tr("this system"),
			probe_told(j->arena, cert, "why_not")));
	if (!probe_is(cert, "name_matches"))
		probe_add(j->probe, bad, "wrong-name", tr_printf(j->arena,
			"the certificate is not for '%s'", j->server->host.s));
}

/* ---- authentication ---- */

/* Mechanisms that each authentication may use, the first choice first; LOGIN
 * and USER commands, where there are any, are "+LOGIN". */
static const char *const mechanisms[AUTH_COUNT][4] = {
	[AUTH_PASSWORD] = { "PLAIN", "LOGIN", "+LOGIN" },
	[AUTH_ENCRYPTED] = { "CRAM-MD5" },
	[AUTH_OAUTH2] = { "XOAUTH2", "OAUTHBEARER" },
	[AUTH_GSSAPI] = { "GSSAPI" },
	[AUTH_NTLM] = { "NTLM" },
	[AUTH_EXTERNAL] = { "EXTERNAL" },
};

static bool
offered(const json_t *offers, const char *mechanism)
{
	const json_t *all = json_object_get(offers, "mechanisms");
	size_t i;

	if (*mechanism == '+')
		return probe_is(offers, "login_command");
	for (i = 0; i < json_array_size(all); i++)
		if (!strcasecmp(json_string_value(json_array_get(all, i)), mechanism))
			return true;
	return false;
}

static const char *
list(struct judging *j, const json_t *offers)
{
	const json_t *all = json_object_get(offers, "mechanisms");
	const char *out = "";
	size_t i;

	for (i = 0; i < json_array_size(all); i++)
		out = arena_printf(j->arena, "%s %s", out,
			json_string_value(json_array_get(all, i)));
	if (probe_is(offers, "login_command"))
		out = tr_printf(j->arena, "%s (and login without a mechanism)", out);
	return *out ? out : tr(" nothing");
}

static void
judge_auth(struct judging *j)
{
	const struct server *s = j->server;
	const json_t *offers = json_object_get(j->facts,
		s->security == SECURITY_NONE ? "plain" : "secure");
	const char *named = text_given(s->mechanism)
		? text_upper(j->arena, s->mechanism.s, s->mechanism.len) : NULL;
	const char *m = NULL;
	size_t i;

	for (i = 0; i < 4 && !m && mechanisms[s->auth][i]; i++) {
		m = named ? named : mechanisms[s->auth][i];
		/* a server without LOGIN as a mechanism may have the command */
		if (!offered(offers, m))
			m = NULL;
	}
	if (named && !m && !strcmp(named, "LOGIN") && offered(offers, "+LOGIN"))
		m = "+LOGIN";
	j->probe->mechanism = m && !strcmp(m, "APOP") ? "+APOP" : m;
	if (m || s->auth == AUTH_NONE)
		return;
	differs(j, "auth", tr_printf(j->arena,
		"the server does not offer auth '%s'%s%s here; it offers%s",
		auth_word(s->auth), named || s->auth == AUTH_ENCRYPTED ? ", " : "",
		named ? named : s->auth == AUTH_ENCRYPTED ? "CRAM-MD5" : "",
		list(j, offers)));
}

void
probe_judge(struct arena *a, struct probe *p, const struct tls *tls)
{
	struct judging j = { a, p, p->server, tls, p->facts };
	bool encrypted = p->server->security != SECURITY_NONE;

	p->result = PROBE_FINE;
	judge_failure(&j);
	if (!json_object_get(p->facts, "implicit"))
		return;
	judge_security(&j);
	if (encrypted && json_object_get(p->facts, "tls_version")) {
		judge_version(&j);
		judge_certificate(&j);
	}
	if (json_object_get(p->facts, encrypted ? "secure" : "plain"))
		judge_auth(&j);
}

/* ---- rows that would do ---- */

bool
probe_row_fits(const struct rule_row *row, const struct server *s)
{
	return row->protocol == s->protocol && row->standing != STANDING_FORBIDDEN
		&& (row->security != SECURITY_NONE || s->security == SECURITY_NONE)
		&& (!row->host || text_is_nocase(s->host, row->host));
}

/* Would the account's own password do there, with this authentication? */
static bool
works(struct arena *a, const struct probe *p, const struct rule_row *row,
	enum auth auth, const json_t *facts, const struct tls *tls)
{
	struct server other = *p->server;
	struct probe trial = { .server = &other, .facts = facts };

	if (!row->auth[auth])
		return false;
	if (auth != other.auth)
		other.mechanism = (struct text){ 0 };
	other.port = row->port;
	other.security = row->security;
	other.auth = auth;
	probe_judge(a, &trial, tls);
	return trial.result == PROBE_FINE;
}

static bool
is_known(const struct probe *p, const struct rule_row *row, enum auth auth)
{
	size_t i;

	for (i = 0; i < p->nways; i++)
		if (p->ways[i].row->port == row->port && p->ways[i].auth == auth
		    && p->ways[i].row->security == row->security)
			return true;
	return false;
}

void
probe_try_row(struct arena *a, struct probe *p, const struct rule_row *row,
	const json_t *facts, const struct tls *tls)
{
	enum auth own = p->server->auth;
	const enum auth tries[] = { own, AUTH_ENCRYPTED, AUTH_PASSWORD };
	/* what is not a password cannot become one, nor one go out in the clear */
	size_t n = own != AUTH_PASSWORD && own != AUTH_ENCRYPTED ? 1
		: row->security == SECURITY_NONE ? 2 : 3, i;

	for (i = 0; i < n; i++)
		if (works(a, p, row, tries[i], facts, tls))
			break;
	if (i < n && p->nways < countof(p->ways) && !is_known(p, row, tries[i]))
		p->ways[p->nways++] = (struct probe_way){ row, tries[i] };
}
