/* The discover command: what the mail domain of an address publishes, as an account, or
 * beside one. Used through the table of commands. */

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "cli/probe_cmd.h"
#include "discover/discover.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

/* What one run of the command works on. */
struct discover_run {
	struct run *run;
	struct buf out;
	json_t *json;                   /* with --check and --json: the array of accounts */
	bool differs;
};

static bool
find(struct run *run, struct arena *a, const char *address, struct discovery *found,
	struct diags *diags)
{
	const struct options *o = run->options;
	struct discover_query query = { .address = address, .seconds = o->timeout,
		.offline = o->offline, .accepted = o->accepted };
	bool ok = discover(a, run->stores, &query, found, diags);

	if (!ok && found->failed)
		console_raise(run->console, STATUS_SYSTEM);
	return ok;
}

/* ---- an account that is there ---- */

/* The server of what was found that this one is, or the first of its protocol. */
static const struct discovered *
counterpart(const struct discovery *found, const struct server *s, bool *same)
{
	const struct discover_answer *chosen = found->chosen;
	const struct discovered *first = NULL, *d;
	size_t i;

	for (i = 0; i < chosen->n; i++) {
		d = &chosen->servers[i];
		if (d->protocol != s->protocol)
			continue;
		*same = text_is_nocase(s->host, d->host) && s->port == d->port
			&& s->security == d->security;
		if (*same)
			return d;
		first = first ? first : d;
	}
	*same = false;
	return first;
}

static void
compare_server(struct discover_run *r, const struct discovery *found, const struct server *s,
	json_t *json)
{
	bool same;
	const struct discovered *d = counterpart(found, s, &same);
	const char *result = same ? "same" : d ? "differs" : "unpublished";

	r->differs |= d && !same;
	buf_printf(&r->out, tr("%s %s port %u, security '%s': %s\n"), protocol_word(s->protocol),
		s->host.s, s->port, security_word(s->security), same ? tr("as published")
		: d ? tr("DIFFERENT") : tr("NOT PUBLISHED"));
	if (d && !same)
		buf_printf(&r->out, tr("  published: %s port %u, security '%s'\n"), d->host,
			d->port, security_word(d->security));
	if (json)
		json_array_append_new(json, json_pack("{ss ss si ss ss ss? si ss? ss?}",
			"protocol", protocol_word(s->protocol), "host", s->host.s,
			"port", (int)s->port, "security", security_word(s->security),
			"result", result, "published_host", d ? d->host : NULL,
			"published_port", d ? (int)d->port : 0,
			"published_security", d ? security_word(d->security) : NULL,
			"trust", d ? discover_trust_word(d->trust) : NULL));
}

/* Are both ways to one server of the account file, that leaves its port open? */
static bool
is_choice(const struct server *a, const struct server *b)
{
	return a->protocol == b->protocol && pos_same(a->pos, b->pos);
}

/* Of the choices that begin with the nth server the one that is published, or the first;
 * NULL for those that follow the first. */
static const struct server *
choice(const struct account *account, const struct discovery *found, size_t n)
{
	const struct server *first = account_server(account, n), *s = first;
	bool same;

	if (n && is_choice(account_server(account, n - 1), first))
		return NULL;
	for (; s && is_choice(first, s); s = account_server(account, ++n)) {
		counterpart(found, s, &same);
		if (same)
			return s;
	}
	return first;
}

static bool
compare_one(void *context, struct unit *u)
{
	struct discover_run *r = context;
	json_t *servers = r->json ? json_array() : NULL;
	const struct server *s;
	struct discovery found;
	size_t i;

	if (!u->ok || !find(r->run, u->arena, u->account.email_given.s, &found, u->diags)) {
		json_decref(servers);
		return true;
	}
	buf_printf(&r->out, tr("account %s, and %s:\n"), u->account.id.s, found.chosen->from);
	for (i = 0; account_server(&u->account, i); i++)
		if ((s = choice(&u->account, &found, i)))
			compare_server(r, &found, s, servers);
	if (r->json)
		json_array_append_new(r->json, json_pack("{ss ss ss so}", "account",
			u->account.id.s, "source", discover_source_word(found.chosen->source),
			"from", found.chosen->from, "servers", servers));
	return true;
}

static void
compare(struct discover_run *r)
{
	if (r->run->options->json)
		r->json = json_array();
	pool_run(r->run, &(struct visitor){ .context = r, .in_order = compare_one,
		.findings = console_findings });
	if (r->json)
		buf_free(&r->out);
	console_result(r->run->console, r->json, &r->out);
	if (r->differs)
		console_raise(r->run->console, STATUS_DIFFERS);
}

/* ---- an address ---- */

/* Asks the servers that were found; those that nobody vouches for could be anywhere, in
 * this network, too. */
static void
probe_found(struct discover_run *r, const struct discovery *found, json_t *json)
{
	struct stores *stores = r->run->stores;
	struct unit *u = unit_new(&r->run->options->policy);
	struct buf text = { 0 }, out = { 0 };

	discover_print(u->arena, stores->words, found, &text);
	u->source.document = source_new(u->arena, "", text.s, text.len);
	unit_validate(u, stores);
	buf_free(&text);
	if (u->ok && account_server(&u->account, 0))
		probe_unit(r->run, u, &out, json);
	console_text(r->run->console, STDERR_FILENO, &out);
	unit_free(u);
}

static void
print_found(struct discover_run *r, const char *address)
{
	struct stores *s = r->run->stores;
	json_t *json = NULL, *probed = NULL;
	struct discovery found;

	if (!find(r->run, s->arena, address, &found, s->diags))
		return;
	if (!discover_trusted(&found))
		console_raise(r->run->console, STATUS_DIFFERS);
	if (r->run->options->json) {
		json = discover_json(&found);
		probed = json_array();
	} else {
		discover_print(s->arena, s->words, &found, &r->out);
	}
	if (r->run->options->probe) {
		probe_found(r, &found, probed);
		json_object_set(json, "probe", json_object_get(json_array_get(probed, 0),
			"servers"));
	}
	json_decref(probed);
	console_result(r->run->console, json, &r->out);
}

void
command_discover(struct run *run)
{
	const struct options *o = run->options;
	struct discover_run r = { .run = run };

	if (o->json)
		lang_english();
	if (o->compare && !run->args.n)
		diag_usage(run->stores->diags, "'discover --check' without an account file",
			"name one, or '-' for standard input");
	else if (!o->compare && run->args.n != 1)
		diag_usage(run->stores->diags, "'discover' takes one address",
			"write `mailgen discover jo@example.com`");
	else if (o->compare)
		compare(&r);
	else
		print_found(&r, run->args.items[0]);
}
