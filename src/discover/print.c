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
	size_t i;

	for (i = 0; d->chosen && i < d->chosen->n; i++)
		if (d->chosen->servers[i].protocol == protocol)
			return &d->chosen->servers[i];
	return NULL;
}

/* ---- the account file ---- */

/* What one file is written with. */
struct printing {
	struct arena *arena;
	const struct words *words;
	const struct discovery *discovery;
	struct buf *out;
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
		[TRUST_NONE] = "nobody vouches for it: compare it with the provider's pages",
		[TRUST_ACCEPTED] = "accepted by --accept",
		[TRUST_RULES] = "a rule set of this machine",
		[TRUST_DNSSEC] = "DNSSEC",
		[TRUST_HTTPS] = "https inside %s",
		[TRUST_DIGEST] = "https inside %s, and the digest in DNS",
	};

	return trust == TRUST_HTTPS || trust == TRUST_DIGEST
		? arena_printf(p->arena, trust == TRUST_HTTPS ? "https inside %s"
			: "https inside %s, and the digest in DNS", p->discovery->domain.s)
		: reasons[trust];
}

static void
print_server(const struct printing *p, const char *key, const struct discovered *s)
{
	const char *hide = s->trust == TRUST_NONE ? "# " : "";

	buf_printf(p->out, "%s%s:\n", hide, key);
	if (s->protocol != PROTOCOL_SMTP)
		buf_printf(p->out, "%s  protocol: %s\n", hide, protocol_word(s->protocol));
	buf_printf(p->out, "%s  host: %s\n%s  port: %u\n%s  security: %s\n", hide, s->host,
		hide, s->port, hide, security_word(s->security));
	if (s->auth)
		buf_printf(p->out, "%s  auth: %s\n", hide, auth_word(s->auth));
	if (s->username)
		buf_printf(p->out, "%s  username: %s\n", hide, as_yaml(p, s->username));
}

static void
print_servers(const struct printing *p)
{
	const struct discovered *reads = discover_server(p->discovery, PROTOCOL_IMAP);
	const struct discovered *sends = discover_server(p->discovery, PROTOCOL_SMTP);

	if (!reads)
		reads = discover_server(p->discovery, PROTOCOL_POP);
	if (reads)
		print_server(p, "incoming", reads);
	if (sends)
		print_server(p, "outgoing", sends);
}

void
discover_print(struct arena *a, const struct words *words, const struct discovery *d,
	struct buf *out)
{
	const struct printing p = { a, words, d, out };
	const struct discover_answer *chosen = d->chosen;

	buf_printf(out, "# source: %s%s\n# trust: %s\n",
		chosen->source == DISCOVER_RULES ? "rule set " : "", chosen->from,
		trust_reason(&p, chosen->servers[0].trust));
	buf_printf(out, "name: %s  # write the name that others are to see\nemail: %s\n",
		as_yaml(&p, d->local_part.s), as_yaml(&p, d->email.s));
	if (chosen->set)
		buf_printf(out, "provider: %s\n", chosen->set->name);
	else
		print_servers(&p);
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
		json_array_append_new(answers, json_pack("{ss ss ss? sb so}",
			"source", discover_source_word(answer->source), "from", answer->from,
			"provider", answer->set ? answer->set->name : NULL,
			"chosen", answer == d->chosen, "servers", servers));
	}
	return json_pack("{ss ss so}", "email", d->email.s, "domain", d->domain.s,
		"answers", answers);
}
