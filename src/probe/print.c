/* A server's report as text and as JSON.
 * Used by the probe command. */
#include "probe/probe.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "rules/rules.h"

static void
row(struct buf *out, const char *name, const char *text)
{
	if (*text)
		buf_printf(out, "  %-12s %s\n", name, text);
}

/* The strings of a list, with spaces between. */
static const char *
joined(struct arena *a, const json_t *list)
{
	const char *out = "", *s;
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		s = json_string_value(json_array_get(list, i));
		out = arena_printf(a, "%s%s%s", out, i ? " " : "",
			s ? text_escaped(a, s, json_string_length(json_array_get(list, i))) : "");
	}
	return out;
}

static const char *
offers(struct arena *a, const json_t *from)
{
	const char *list = joined(a, json_object_get(from, "mechanisms"));
	bool command = probe_is(from, "login_command");

	if (!from)
		return "";
	return command ? arena_printf(a, "%s%s(login without a mechanism)", list,
		*list ? " " : "") : *list ? list : "no login";
}

static void
print_certificate(struct arena *a, const json_t *cert, struct buf *out)
{
	const char *names = joined(a, json_object_get(cert, "names"));

	if (!cert)
		return;
	row(out, "certificate", arena_printf(a, "for %s, by '%s', valid until %s, %s",
		*names ? names : probe_told(a, cert, "subject"), probe_told(a, cert, "issuer"),
		probe_told(a, cert, "not_after"), probe_is(cert, "trusted")
		? "trusted" : "not trusted"));
	row(out, "fingerprint", arena_printf(a, "SHA256:%s", probe_told(a, cert, "sha256")));
}

static const char *
encryption(struct arena *a, const json_t *facts)
{
	const char *version = probe_told(a, facts, "tls_version");

	if (!*version)
		return json_object_get(facts, "plain") ? "none" : "";
	return arena_printf(a, "%s %s", version,
		probe_is(facts, "implicit") ? "from the first byte" : "after STARTTLS");
}

static void
print_way(struct arena *a, const struct probe_way *way, struct buf *out)
{
	row(out, "would work", arena_printf(a, "port %u, security '%s', auth '%s' (%s)",
		way->row->port, security_word(way->row->security), auth_word(way->auth),
		standing_word(way->row->standing)));
}

static const char *
label(enum probe_result r)
{
	static const char *const labels[] = {
		"note", "fine", "NOT TRIED", "UNREACHABLE", "DIFFERENT",
	};

	return labels[r];
}

void
probe_print(struct arena *a, const struct probe *p, struct buf *out)
{
	const struct server *s = p->server;
	size_t i;

	buf_printf(out, "%s %s port %u, security '%s', auth '%s': %s\n",
		protocol_word(s->protocol), s->host.s, s->port, security_word(s->security),
		auth_word(s->auth), label(p->result));
	for (i = 0; i < p->nfindings; i++)
		row(out, label(p->findings[i].result), p->findings[i].text);
	for (i = 0; i < p->nways; i++)
		print_way(a, &p->ways[i], out);
	row(out, "address", joined(a, json_object_get(p->facts, "addresses")));
	row(out, "greeting", probe_told(a, p->facts, "greeting"));
	row(out, "encryption", encryption(a, p->facts));
	print_certificate(a, json_object_get(p->facts, "certificate"), out);
	row(out, "offers", offers(a, json_object_get(p->facts, "plain")));
	row(out, "with TLS", offers(a, json_object_get(p->facts, "secure")));
	if (p->login)
		row(out, "login", arena_printf(a, "%s%s%s", p->login,
			p->mechanism ? ", " : "", p->mechanism ? p->mechanism : ""));
}

static json_t *
findings(const struct probe *p)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < p->nfindings; i++)
		json_array_append_new(list, json_pack("{ss ss ss}",
			"result", probe_result_word(p->findings[i].result),
			"code", p->findings[i].code, "text", p->findings[i].text));
	return list;
}

static json_t *
ways(const struct probe *p)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < p->nways; i++)
		json_array_append_new(list, json_pack("{si ss ss ss}",
			"port", (int)p->ways[i].row->port,
			"security", security_word(p->ways[i].row->security),
			"auth", auth_word(p->ways[i].auth),
			"stands", standing_word(p->ways[i].row->standing)));
	return list;
}

json_t *
probe_json(const struct probe *p)
{
	const struct server *s = p->server;

	return json_pack("{ss ss si ss ss ss so so ss? sO}",
		"protocol", protocol_word(s->protocol), "host", s->host.s,
		"port", (int)s->port, "security", security_word(s->security),
		"auth", auth_word(s->auth), "result", probe_result_word(p->result),
		"findings", findings(p), "would_work", ways(p), "login", p->login,
		"seen", p->facts);
}
