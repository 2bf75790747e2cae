/* probe <REQUESTS: looks at mail servers, a program of its own. Run by mailgen,
 * which does without OpenSSL and libcurl itself. */

#include <stdio.h>
#include <string.h>

#include "helper/each_request.h"
#include "helper/probe_login.h"
#include "helper/probe_talk.h"
#include "helper/probe_tls.h"

static bool
is_one_of(const char *word, const char *const *words, size_t n)
{
	while (word && n--)
		if (!strcmp(word, words[n]))
			return true;
	return false;
}

static bool
read_request(json_t *json, struct request *r)
{
	static const char *const protocols[] = { "imap", "pop", "smtp" };
	static const char *const securities[] = { "tls", "starttls", "none" };
	const char *host = NULL;
	size_t len;
	int seconds = 0;

	*r = (struct request){ .json = json };
	if (json_unpack(json, "{ss ss ss si si s?s}", "protocol", &r->protocol,
	    "security", &r->security, "host", &host, "port", &r->port, "seconds",
	    &seconds, "ca_file", &r->ca_file)
	    || !is_one_of(r->protocol, protocols, 3)
	    || !is_one_of(r->security, securities, 3)
	    || r->port < 1 || r->port > 65535)
		return false;
	len = strlen(host);
	if (*host == '[' && len > 2)
		snprintf(r->host, sizeof(r->host), "%.*s", (int)len - 2, host + 1);
	else
		snprintf(r->host, sizeof(r->host), "%s", host);
	r->deadline = clock_ms() + 1000L * seconds;
	return true;
}

/* Until when the first attempt may take: a server of the other kind stays
 * silent, and then the other attempt needs its time too. */
static long
first_share(const struct request *r)
{
	long now = clock_ms();

	return now + (r->deadline - now) * 7 / 10;
}

/* TLS first. True when that settled what is there. */
static bool
look_with_tls(struct conn *c, const struct request *r, long deadline, json_t *facts)
{
	enum handshake came;

	if (!conn_open(c, r, deadline, facts))
		return !stopped(facts, c->code, c->why);
	came = tls_start(c, r, facts);
	if (came != HANDSHAKE_DONE) {
		json_object_set_new(facts, "tls_failed", shown(c->why, strlen(c->why)));
		return came == HANDSHAKE_FAILED && !stopped(facts, c->code, c->why);
	}
	json_object_set_new(facts, "implicit", json_true());
	c->deadline = r->deadline;
	if (talk_greet(c, r, facts))
		talk(c, r, facts);
	else
		stopped(facts, c->code, c->why);
	return true;
}

/* Waits for a greeting first. False when the server just stays silent. */
static bool
look_plain(struct conn *c, const struct request *r, long deadline, json_t *facts)
{
	if (!conn_open(c, r, deadline, facts))
		return !stopped(facts, c->code, c->why);
	if (talk_greet(c, r, facts)) {
		json_object_set_new(facts, "implicit", json_false());
		c->deadline = r->deadline;
		talk(c, r, facts);
		return true;
	}
	return strcmp(c->code, "silent") && !stopped(facts, c->code, c->why);
}

static void
look(const struct request *r, json_t *facts)
{
	bool tls = !strcmp(r->security, "tls");
	struct conn c = { 0 };
	bool settled = (tls ? look_with_tls : look_plain)(&c, r, first_share(r), facts);

	conn_close(&c);
	if (settled)
		return;
	settled = (tls ? look_plain : look_with_tls)(&c, r, r->deadline, facts);
	if (!settled)
		stopped(facts, "silent", "neither a greeting nor TLS in time");
	conn_close(&c);
}

static void
serve(json_t *json, json_t *facts)
{
	struct request r;

	if (!read_request(json, &r))
		stopped(facts, "broken", "a request that makes no sense");
	else if (json_object_get(json, "mechanism"))
		login(&r, facts);
	else
		look(&r, facts);
}

int
main(void)
{
	return each_request("probe", serve);
}
