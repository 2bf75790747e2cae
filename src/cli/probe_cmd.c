/* The probe command: asks an account's servers whether they are as it says.
 * Used through the table of commands and by discover. */
#include "cli/probe_cmd.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "probe/probe.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "client/secret.h"
#include "client/targets.h"
#include "sys/helper.h"
#include "sys/path.h"
#include "rules/rules.h"

/* One thing to ask the helper program, and its answer. */
struct question {
	const struct server *server;    /* whom */
	unsigned port;                  /* perhaps another than the endpoint's */
	struct probe *login;            /* whose login it is; NULL: only to look */
	json_t *request, *answer;
	struct question *next;
};

/* The probing of one account. */
struct probing {
	const struct options *options;
	struct stores *stores;
	struct unit *unit;
	struct probe *probes;
	size_t n;
	struct question *questions, **end;
	struct text secret;             /* read last, of secret_of */
	const struct password *secret_of;
};

/* What one run of the command works on. */
struct probe_run {
	struct run *run;
	struct buf out;
	json_t *json;                   /* with --json: the array of accounts */
	enum probe_result worst;
};

/* ---- questions ---- */

static struct question *
find_look(struct probing *p, const struct server *s, unsigned port)
{
	struct question *q;

	for (q = p->questions; q; q = q->next)
		if (!q->login && q->port == port && q->server->protocol == s->protocol
		    && text_is_nocase(s->host, q->server->host.s))
			break;
	return q;
}

/* A path of the account file as a shell would have it. */
static const char *
path(struct arena *a, struct text given)
{
	return text_given(given) ? path_of_user(a, given.s) : NULL;
}

/* How long one server may take. */
static unsigned
seconds(const struct options *o)
{
	return o->timeout ? o->timeout : 10;
}

static struct question *
add_question(struct probing *p, const struct server *s, unsigned port,
	enum security security)
{
	struct arena *a = p->unit->arena;
	struct question *q = arena_alloc(a, 1, sizeof(*q));

	q->server = s;
	q->port = port;
	q->request = json_pack("{ss ss ss si si ss*}",
		"protocol", protocol_word(s->protocol), "security", security_word(security),
		"host", s->host.s, "port", (int)port,
		"seconds", (int)seconds(p->options),
		"ca_file", path(a, account_tls(&p->unit->account, s).ca_file));
	*p->end = q;
	p->end = &q->next;
	return q;
}

static void
want_look(struct probing *p, const struct server *s, unsigned port,
	enum security security)
{
	if (!find_look(p, s, port))
		add_question(p, s, port, security);
}

/* ---- the helper program ---- */

static bool
ask_batch(struct probing *p, struct question *q, size_t n)
{
	json_t *requests = json_array(), *answers;
	struct question *next;
	size_t i;

	for (next = q, i = 0; i < n; i++, next = next->next)
		json_array_append(requests, next->request);
	answers = helper_ask(p->unit->arena, "probe", "libcurl, OpenSSL", requests,
		seconds(p->options), p->unit->diags);
	for (next = q, i = 0; answers && i < n; i++, next = next->next)
		next->answer = json_incref(json_array_get(answers, i));
	json_decref(requests);
	json_decref(answers);
	return answers;
}

/* Asks everything that has no answer yet, all at once. */
static bool
ask(struct probing *p)
{
	struct question *q = p->questions, *last;
	size_t n;

	while (q && q->answer)
		q = q->next;
	while (q) {
		for (last = q, n = 0; last && n < HELPER_REQUESTS; n++)
			last = last->next;
		if (!ask_batch(p, q, n))
			return false;
		q = last;
	}
	return true;
}

/* ---- logging in ---- */

/* Reads the password, once for all servers that share it. */
static bool
read_secret(struct probing *p, const struct server *s)
{
	const struct style *shell;

	if (s->auth == AUTH_EXTERNAL || s->auth == AUTH_GSSAPI) {
		p->secret = (struct text){ 0 };
		p->secret_of = NULL;
		return true;
	}
	if (!s->password.given || (p->secret_of
	    && pos_same(p->secret_of->pos, s->password.pos)))
		return s->password.given;
	shell = targets_shell(p->stores->targets, p->unit->diags);
	if (!shell || !secret_read(p->unit->arena, &p->unit->account, &s->password,
	    shell, p->stores->vault, &p->secret, p->unit->diags))
		return false;
	p->secret_of = &s->password;
	return true;
}

static void
set_text(json_t *request, const char *name, struct text t)
{
	if (text_given(t))
		json_object_set_new(request, name, json_stringn(t.s, t.len));
}

/* Only where the server is all that the account says does the password go. */
static void
want_login(struct probing *p, struct probe *probe)
{
	const struct server *s = probe->server;
	const struct tls tls = account_tls(&p->unit->account, s);
	struct arena *a = p->unit->arena;
	struct question *q;

	if (!probe->mechanism)
		return;
	if (!read_secret(p, s)) {
		probe_add(probe, PROBE_UNTESTED, "login",
			"no login was tried: there is no password");
		return;
	}
	q = add_question(p, s, s->port, s->security);
	q->login = probe;
	set_text(q->request, "user", s->username);
	set_text(q->request, "secret", p->secret);
	set_text(q->request, "minimum", tls.minimum);
	json_object_set_new(q->request, "mechanism", json_string(probe->mechanism));
	if (text_given(tls.fingerprint)) {
		set_text(q->request, "fingerprint", tls.fingerprint);
		json_object_set_new(q->request, "fingerprint_kind",
			json_string(tls.fingerprint_kind ? tls.fingerprint_kind : "sha256"));
	}
	if (s->auth == AUTH_EXTERNAL) {
		json_object_set_new(q->request, "cert_file", json_string(path(a, tls.cert_file)));
		json_object_set_new(q->request, "key_file", json_string(path(a, tls.key_file)));
	}
}

static void
judge_login(struct arena *a, const struct question *q)
{
	const char *word = json_string_value(json_object_get(q->answer, "login"));
	const char *why = json_string_value(json_object_get(q->answer, "login_why"));
	struct probe *probe = q->login;

	probe->login = word ? arena_copy(a, word, strlen(word)) : "failed";
	if (!strcmp(probe->login, "done"))
		return;
	if (!strcmp(probe->login, "unable"))
		probe_add(probe, PROBE_UNTESTED, "login", tr_printf(a, "no login was "
			"tried: libcurl here cannot do %s with it", probe->mechanism));
	else if (!strcmp(probe->login, "unbound"))
		probe_add(probe, PROBE_UNTESTED, "login", "no login was tried: libcurl"
			" here cannot compare a certificate with 'tls.fingerprint'");
	else if (!strcmp(probe->login, "other"))
		probe_add(probe, PROBE_DIFFERS, "login", "no password was sent: at the login"
			" the server showed a certificate with another fingerprint");
	else if (!strcmp(probe->login, "refused"))
		probe_add(probe, PROBE_DIFFERS, "login", "the server refuses the login");
	else
		probe_add(probe, PROBE_DIFFERS, "login", tr_printf(a,
			"the login did not come about: %s",
			why ? text_escaped(a, why, strlen(why)) : tr("no answer in time")));
}

/* ---- one account ---- */

static void
take_endpoints(struct probing *p)
{
	const struct account *account = &p->unit->account;
	const struct server *s;

	p->probes = arena_alloc(p->unit->arena, account->incoming.n + account->outgoing.n,
		sizeof(*p->probes));
	while ((s = account_server(account, p->n))) {
		p->probes[p->n++].server = s;
		want_look(p, s, s->port, s->security);
	}
}

static void
judge_all(struct probing *p)
{
	struct probe *probe;
	struct tls tls;
	size_t i;

	for (i = 0; i < p->n; i++) {
		probe = &p->probes[i];
		tls = account_tls(&p->unit->account, probe->server);
		probe->facts = find_look(p, probe->server, probe->server->port)->answer;
		probe_judge(p->unit->arena, probe, &tls);
	}
}

/* Does it help to look at the server's other ports? */
static bool
has_other_ports(const struct probe *probe)
{
	return probe->result > PROBE_UNTESTED && json_object_get(probe->facts, "addresses");
}

static void
want_more(struct probing *p)
{
	const struct rule_row *row;
	struct probe *probe;
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		probe = &p->probes[i];
		for (k = 0; k < probe->server->rules->nbest && has_other_ports(probe); k++) {
			row = probe->server->rules->best[k];
			if (probe_row_fits(row, probe->server))
				want_look(p, probe->server, row->port, row->security);
		}
		if (p->options->login && probe->result == PROBE_FINE)
			want_login(p, probe);
	}
}

static void
take_more(struct probing *p)
{
	const struct rule_row *row;
	struct question *q;
	struct probe *probe;
	struct tls tls;
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		probe = &p->probes[i];
		tls = account_tls(&p->unit->account, probe->server);
		for (k = 0; k < probe->server->rules->nbest && has_other_ports(probe); k++) {
			row = probe->server->rules->best[k];
			q = probe_row_fits(row, probe->server)
				? find_look(p, probe->server, row->port) : NULL;
			if (q)
				probe_try_row(p->unit->arena, probe, row, q->answer, &tls);
		}
	}
	for (q = p->questions; q; q = q->next)
		if (q->login)
			judge_login(p->unit->arena, q);
}

static void
report(struct probe_run *r, struct probing *p)
{
	json_t *servers = r->json ? json_array() : NULL;
	size_t i;

	if (!r->json)
		buf_printf(&r->out, tr("account %s:\n"), p->unit->account.id.s);
	for (i = 0; i < p->n; i++) {
		if (p->probes[i].result > r->worst)
			r->worst = p->probes[i].result;
		if (r->json)
			json_array_append_new(servers, probe_json(&p->probes[i]));
		else
			probe_print(p->unit->arena, &p->probes[i], &r->out);
	}
	if (r->json)
		json_array_append_new(r->json, json_pack("{ss so}",
			"account", p->unit->account.id.s, "servers", servers));
}

/* Jansson has copies of passwords. */
static void
release(struct probing *p)
{
	struct question *q;
	const json_t *secret;

	for (q = p->questions; q; q = q->next) {
		secret = json_object_get(q->request, "secret");
		if (secret)
			wipe((char *)json_string_value(secret), json_string_length(secret));
		json_decref(q->request);
		json_decref(q->answer);
	}
}

static void
probe_with(struct probe_run *r, struct unit *u)
{
	struct probing p = { .options = r->run->options, .stores = r->run->stores, .unit = u };

	p.end = &p.questions;
	take_endpoints(&p);
	if (ask(&p)) {
		judge_all(&p);
		want_more(&p);
		if (ask(&p)) {
			take_more(&p);
			report(r, &p);
		}
	}
	release(&p);
}

static bool
probe_one(void *context, struct unit *u)
{
	struct probe_run *r = context;

	if (!u->ok)
		return true;
	probe_with(r, u);
	console_text(r->run->console, STDOUT_FILENO, &r->out);
	return true;
}

static void
raise_status(const struct probe_run *r)
{
	if (r->worst > PROBE_FINE)
		console_raise(r->run->console, r->worst == PROBE_DIFFERS ? STATUS_DIFFERS
			: STATUS_SYSTEM);
}

void
probe_unit(struct run *run, struct unit *u, struct buf *out, json_t *json)
{
	struct probe_run r = { .run = run, .out = *out, .json = json };

	probe_with(&r, u);
	*out = r.out;
	raise_status(&r);
}

void
command_probe(struct run *run)
{
	struct probe_run r = { .run = run };

	if (!run->args.n) {
		diag_usage(run->stores->diags, "no account file",
			"name one, or '-' for standard input");
		return;
	}
	if (run->options->json) {
		r.json = json_array();
		lang_english();
	}
	if (run->options->login)
		pool_survey(run, &(struct visitor){ 0 });
	pool_run(run, &(struct visitor){ .context = &r, .in_order = probe_one,
		.findings = console_findings });
	console_result(run->console, r.json, &r.out);
	raise_status(&r);
}
