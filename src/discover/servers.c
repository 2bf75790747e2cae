/* The servers in what a domain publishes. Everything here comes from strangers.
 * Used by discover.c. */
#include "discover/published.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "model/address.h"

/* A word of a document, and what it is here. */
struct meaning {
	const char *word;
	unsigned is;
};

static unsigned
meant(const struct meaning *m, size_t n, const char *word)
{
	for (; n && word; n--, m++)
		if (!strcasecmp(m->word, word))
			return m->is;
	return 0;
}

static const char *
told(const json_t *from, const char *name)
{
	return json_string_value(json_object_get(from, name));
}

/* Reports a server that is left out; always false. */
static bool
left_out(struct arena *a, const char *place, const char *host, const char *why,
	struct diags *diags)
{
	diag_graded(diags, (struct pos){ 0 }, DIAG_DISCOVER, SEVERITY_WARNING,
		"the server '%s' of %s was refused: %s", text_escaped(a, host, strlen(host)), place,
		why);
	return false;
}

/* A name that anybody can look up: A-labels with a dot, no address, not this machine. */
static bool
take_host(struct arena *a, const char *host, const char *place, struct discovered *s,
	struct diags *diags)
{
	struct text given = { .s = host, .len = strlen(host) }, ascii;
	const char *wrong = host_check(a, given, &ascii);

	if (!wrong && (host_is_literal(ascii) || host_is_loopback(ascii)
	    || !strchr(ascii.s, '.')))
		wrong = "it is not the name of a public server";
	if (wrong)
		return left_out(a, place, host, tr(wrong), diags);
	s->host = ascii.s;
	return true;
}

static void
add(struct arena *a, struct discover_answer *answer, const struct discovered *s)
{
	answer->servers = arena_grow(a, answer->servers, answer->n, sizeof(*answer->servers));
	answer->servers[answer->n++] = *s;
}

/* ---- documents ---- */

static const struct meaning protocols[] = {
	{ "imap", PROTOCOL_IMAP }, { "pop3", PROTOCOL_POP }, { "smtp", PROTOCOL_SMTP },
};
static const struct meaning securities[] = {
	{ "SSL", SECURITY_TLS }, { "STARTTLS", SECURITY_STARTTLS }, { "plain", SECURITY_NONE },
};
/* the last two are what early documents have */
static const struct meaning auths[] = {
	{ "password-cleartext", AUTH_PASSWORD }, { "password-encrypted", AUTH_ENCRYPTED },
	{ "OAuth2", AUTH_OAUTH2 }, { "GSSAPI", AUTH_GSSAPI }, { "NTLM", AUTH_NTLM },
	{ "TLS-client-cert", AUTH_EXTERNAL }, { "none", AUTH_NONE },
	{ "client-IP-address", AUTH_NONE }, { "plain", AUTH_PASSWORD },
	{ "secure", AUTH_ENCRYPTED },
};

/* The text with its placeholders filled in. */
static const char *
filled(struct arena *a, const struct discovery *d, const char *s)
{
	const struct { const char *name, *is; } holes[] = {
		{ "%EMAILADDRESS%", d->email.s }, { "%EMAILLOCALPART%", d->local_part.s },
		{ "%EMAILDOMAIN%", d->domain.s },
	};
	struct buf out = { 0 };
	size_t i;

	while (*s) {
		for (i = 0; i < countof(holes); i++)
			if (!strncmp(s, holes[i].name, strlen(holes[i].name)))
				break;
		if (i < countof(holes)) {
			buf_puts(&out, holes[i].is);
			s += strlen(holes[i].name);
		} else {
			buf_putc(&out, *s++);
		}
	}
	return literal_take(a, &out).s;
}

/* What users log in with, NULL for their address. False where it holds what no login can. */
static bool
take_login(struct arena *a, const struct discovery *d, const char *s, struct discovered *server)
{
	const char *login = s && *s ? filled(a, d, s) : NULL;
	unsigned code;
	size_t n;

	if (!login || !strcmp(login, d->email.s))
		return true;
	server->username = login;
	for (; *login; login += n) {
		n = utf8_decode(login, strlen(login), &code);
		if (!n || !text_is_harmless(code))
			return false;
	}
	return true;
}

static unsigned
port_of(const char *s)
{
	unsigned port = 0;
	char more;

	return s && is_digit(*s) && strlen(s) < 6 && sscanf(s, "%5u%c", &port, &more) == 1
		&& port < 65536 ? port : 0;
}

/* The first authentication that is known here; AUTH_UNSET where there is none. */
static enum auth
auth_of(const json_t *list)
{
	enum auth auth = AUTH_UNSET;
	size_t i;

	for (i = 0; i < json_array_size(list) && !auth; i++)
		auth = (enum auth)meant(auths, countof(auths),
			json_string_value(json_array_get(list, i)));
	return auth;
}

/* One server of a document; those of other kinds are passed over. */
static void
take_server(struct arena *a, const struct discovery *d, const struct published *p,
	const json_t *from, struct discovered *s, struct discover_answer *answer,
	struct diags *diags)
{
	const char *host = told(from, "hostname");
	const char *why = NULL;

	s->protocol = (enum protocol)meant(protocols, countof(protocols), told(from, "type"));
	s->port = port_of(told(from, "port"));
	s->security = (enum security)meant(securities, countof(securities),
		told(from, "socketType"));
	s->auth = auth_of(json_object_get(from, "authentication"));
	if (!s->protocol)
		return;
	host = filled(a, d, host ? host : "");
	if (!s->port)
		why = "its port is not a number from 1 to 65535";
	else if (!s->security)
		why = "its socketType is not SSL, STARTTLS or plain";
	else if (!take_login(a, d, told(from, "username"), s))
		why = "its user name has characters that no login can have";
	if (why)
		left_out(a, p->place, host, tr(why), diags);
	else if (take_host(a, host, p->place, s, diags))
		add(a, answer, s);
}

void
published_servers(struct arena *a, const struct discovery *d, const struct published *p,
	enum discover_trust trust, struct discover_answer *answer, struct diags *diags)
{
	const json_t *servers = json_object_get(p->facts, "servers");
	struct discovered s;
	size_t i;

	answer->from = p->place;
	for (i = 0; i < json_array_size(servers); i++) {
		s = (struct discovered){ .trust = trust };
		take_server(a, d, p, json_array_get(servers, i), &s, answer, diags);
	}
}

bool
published_digest(const struct published *document, const struct published *digest)
{
	const json_t *texts = json_object_get(json_array_get(json_object_get(digest->facts,
		"answers"), 0), "records");
	const char *wanted = told(document->facts, "sha256"), *text, *at;
	size_t i;

	for (i = 0; wanted && i < json_array_size(texts); i++) {
		text = json_string_value(json_array_get(texts, i));
		if (!text || strncmp(text, "v=UAAC1;", 8) != 0 || !strstr(text, "a=sha256"))
			continue;
		at = strstr(text, "d=");
		if (at && !strncmp(at + 2, wanted, strlen(wanted)))
			return true;
	}
	return false;
}

/* ---- records ---- */

/* What the services of published_ask are, in its order. */
static const struct {
	enum protocol protocol;
	enum security security;
} services[] = {
	{ PROTOCOL_IMAP, SECURITY_TLS }, { PROTOCOL_IMAP, SECURITY_STARTTLS },
	{ PROTOCOL_POP, SECURITY_TLS }, { PROTOCOL_POP, SECURITY_STARTTLS },
	{ PROTOCOL_SMTP, SECURITY_TLS }, { PROTOCOL_SMTP, SECURITY_STARTTLS },
};

static long long
number(const json_t *from, const char *name)
{
	return json_integer_value(json_object_get(from, name));
}

/* Which of the records not yet taken counts next (RFC 2782): the least priority, the most
 * weight. */
static const json_t *
next_record(const json_t *records, bool *taken)
{
	const json_t *best = NULL, *r;
	size_t i, at = 0;

	for (i = 0; i < json_array_size(records) && i < 16; i++) {
		r = json_array_get(records, i);
		if (taken[i] || (best && (number(r, "priority") > number(best, "priority")
		    || (number(r, "priority") == number(best, "priority")
		    && number(r, "weight") <= number(best, "weight")))))
			continue;
		best = r;
		at = i;
	}
	if (best)
		taken[at] = true;
	return best;
}

void
published_srv(struct arena *a, const struct published *p, struct discover_answer *answer,
	struct diags *diags)
{
	const json_t *answers = json_object_get(p->facts, "answers"), *records, *r;
	struct discovered s;
	const char *target;
	bool taken[16];
	size_t i;

	answer->from = p->place;
	for (i = 0; i < countof(services); i++) {
		records = json_object_get(json_array_get(answers, i), "records");
		memset(taken, 0, sizeof(taken));
		while ((r = next_record(records, taken))) {
			target = told(r, "target");
			s = (struct discovered){ .protocol = services[i].protocol,
				.security = services[i].security,
				.port = (unsigned)number(r, "port"),
				.trust = p->secure ? TRUST_DNSSEC : TRUST_NONE };
			/* "." is for a service that is not offered */
			if (target && strcmp(target, ".") != 0 && s.port
			    && take_host(a, target, p->place, &s, diags))
				add(a, answer, &s);
		}
	}
}

const char *
published_exchanger(struct arena *a, const struct published *mx)
{
	const json_t *records = json_object_get(json_array_get(json_object_get(mx->facts,
		"answers"), 0), "records"), *best = NULL, *r;
	struct text given, ascii;
	size_t i;

	for (i = 0; i < json_array_size(records); i++) {
		r = json_array_get(records, i);
		if (!best || number(r, "preference") < number(best, "preference"))
			best = r;
	}
	given = (struct text){ .s = best ? told(best, "target") : NULL };
	given.len = given.s ? strlen(given.s) : 0;
	return given.s && !host_check(a, given, &ascii) && !host_is_literal(ascii)
		&& strchr(ascii.s, '.') ? ascii.s : NULL;
}
