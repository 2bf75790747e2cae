/* What was found as an account file and as JSON.
 * Used by the discover command and by init. */
#include "discover/discover.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/doubt.h"
#include "rules/rules.h"

const char *
discover_source_word(enum discover_source s)
{
	static const char *const words[] = { "rules", "pacc", "autoconfig", "srv", "mx" };

	return words[s];
}

const char *
discover_trust_word(enum discover_trust t)
{
	static const char *const words[] = {
		"none", "accepted", "rules", "dnssec", "https", "digest",
	};

	return words[t];
}

const struct discovered *
discover_server(const struct discovery *d, enum protocol protocol)
{
	const struct discovered *s, *first = NULL;
	size_t i;

	for (i = 0; d->chosen && i < d->chosen->n; i++) {
		s = &d->chosen->servers[i];
		if (s->protocol != protocol)
			continue;
		if (s->security != SECURITY_NONE)
			return s;
		first = first ? first : s;
	}
	return first;
}

bool
discover_trusted(const struct discovery *d)
{
	size_t i;

	for (i = 0; i < d->chosen->n; i++)
		if (d->chosen->servers[i].trust == TRUST_NONE)
			return false;
	return true;
}

/* ---- the account file ---- */

/* What one file is written with. */
struct printing {
	struct arena *arena;
	const struct words *words;
	const struct discovery *discovery;
	struct buf *out;
	bool all;                       /* nothing is hidden */
};

static const char *
as_yaml(const struct printing *p, const char *s)
{
	return doubt_quoted(p->arena, p->words, (struct text){ .s = s, .len = strlen(s) });
}

static const char *
trust_reason(const struct printing *p, enum discover_trust trust)
{
	static const char *const reasons[] = {
		[TRUST_NONE] = "nobody vouches for it; compare it with the provider's pages",
		[TRUST_ACCEPTED] = "accepted with --accept",
		[TRUST_RULES] = "a rule set of this machine",
		[TRUST_DNSSEC] = "records signed with DNSSEC",
		[TRUST_HTTPS] = "https inside ",
		[TRUST_DIGEST] = "the digest in DNS, and https inside ",
	};

	return arena_printf(p->arena, "%s%s", reasons[trust],
		trust < TRUST_HTTPS ? "" : p->discovery->domain.s);
}

/* What begins a line about a server that is not to be trusted. */
static const char *
hidden(const struct printing *p, const struct discovered *s)
{
	return s->trust == TRUST_NONE && !p->all ? "# " : "";
}

void
discover_print_server(struct arena *a, const struct words *words, const struct discovered *s,
	const char *indent, struct buf *out)
{
	if (s->protocol && s->protocol != PROTOCOL_SMTP)
		buf_printf(out, "%sprotocol: %s\n", indent, protocol_word(s->protocol));
	if (s->host)
		buf_printf(out, "%shost: %s\n", indent, doubt_quoted(a, words,
			(struct text){ .s = s->host, .len = strlen(s->host) }));
	if (s->port)
		buf_printf(out, "%sport: %u\n", indent, s->port);
	if (s->security)
		buf_printf(out, "%ssecurity: %s\n", indent, security_word(s->security));
	if (s->auth)
		buf_printf(out, "%sauth: %s\n", indent, auth_word(s->auth));
	if (s->username)
		buf_printf(out, "%susername: %s\n", indent, doubt_quoted(a, words,
			(struct text){ .s = s->username, .len = strlen(s->username) }));
}

static void
print_server(const struct printing *p, const char *key, const struct discovered *s,
	const char *login)
{
	struct discovered shown = *s;
	const char *hide = hidden(p, s);

	shown.username = login;
	buf_printf(p->out, "%s%s:\n", hide, key);
	discover_print_server(p->arena, p->words, &shown, *hide ? "#   " : "  ", p->out);
}

/* What else is published, for the reader to choose. */
static void
print_others(const struct printing *p, const struct discovered *reads,
	const struct discovered *sends)
{
	const struct discover_answer *chosen = p->discovery->chosen;
	const struct discovered *s;
	size_t i;

	for (i = 0; i < chosen->n; i++) {
		s = &chosen->servers[i];
		if (s != reads && s != sends)
			buf_printf(p->out, "# also: %s %s, port %u, security '%s'\n",
				protocol_word(s->protocol), s->host, s->port,
				security_word(s->security));
	}
}

static void
print_servers(const struct printing *p)
{
	const struct discovered *reads = discover_server(p->discovery, PROTOCOL_IMAP);
	const struct discovered *sends = discover_server(p->discovery, PROTOCOL_SMTP);

	if (!reads)
		reads = discover_server(p->discovery, PROTOCOL_POP);
	if (reads)
		print_server(p, "incoming", reads, reads->username);
	/* without one of its own it has that of the incoming server */
	if (sends)
		print_server(p, "outgoing", sends, sends->username || !reads || !reads->username
			? sends->username : p->discovery->email.s);
	if ((reads && reads->unusual) || (sends && sends->unusual))
		buf_puts(p->out, "allow: [port-unknown]\n");
	print_others(p, reads, sends);
}

static void
print_account(const struct printing *p)
{
	const struct discovery *d = p->discovery;
	const struct discover_answer *chosen = d->chosen;

	buf_printf(p->out, "# source: %s%s", chosen->set && chosen->from == chosen->set->name
		? "rule set " : "", chosen->from);
	if (chosen->exchanger)
		buf_printf(p->out, ", of the mail exchanger %s", chosen->exchanger);
	buf_printf(p->out, "\n# trust: %s\n", trust_reason(p, chosen->servers[0].trust));
	buf_printf(p->out, "name: %s  # write the name that others are to see\nemail: %s\n",
		as_yaml(p, d->local_part.s), as_yaml(p, d->email.s));
	if (chosen->set)
		buf_printf(p->out, "%sprovider: %s\n", hidden(p, &chosen->servers[0]),
			chosen->set->name);
	else
		print_servers(p);
}

void
discover_print(struct arena *a, const struct words *words, const struct discovery *d,
	struct buf *out)
{
	const struct printing p = { a, words, d, out, false };

	print_account(&p);
}

void
discover_print_all(struct arena *a, const struct words *words, const struct discovery *d,
	struct buf *out)
{
	const struct printing p = { a, words, d, out, true };

	print_account(&p);
}

/* ---- JSON ---- */

static json_t *
json_of_server(const struct discovered *s)
{
	return json_pack("{ss ss si ss ss? ss? ss}",
		"protocol", protocol_word(s->protocol), "host", s->host, "port", (int)s->port,
		"security", security_word(s->security),
		"auth", s->auth ? auth_word(s->auth) : NULL, "username", s->username,
		"trust", discover_trust_word(s->trust));
}

json_t *
discover_json(const struct discovery *d)
{
	json_t *answers = json_array(), *servers;
	const struct discover_answer *answer;
	size_t i, k;

	for (i = 0; i < d->n; i++) {
		answer = &d->answers[i];
		servers = json_array();
		for (k = 0; k < answer->n; k++)
			json_array_append_new(servers, json_of_server(&answer->servers[k]));
		json_array_append_new(answers, json_pack("{ss ss ss? ss? sb so}",
			"source", discover_source_word(answer->source), "from", answer->from,
			"exchanger", answer->exchanger,
			"provider", answer->set ? answer->set->name : NULL,
			"chosen", answer == d->chosen, "servers", servers));
	}
	return json_pack("{ss ss so}", "email", d->email.s, "domain", d->domain.s,
		"answers", answers);
}
