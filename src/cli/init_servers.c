/* The servers of a new account. Used by the init command. */
#include "cli/init_servers.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "cli/init.h"
#include "model/address.h"
#include "model/words.h"
#include "pipeline/console.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "rules/rules.h"

/* ---- what a rule set has ---- */

static const struct rule_row *
row_of(const struct rule_set *set, enum protocol p, bool host)
{
	return rules_best(set, (struct rule_query){ .protocol = p, .host = host },
		STANDING_DISCOURAGED);
}

/* Does the set say which servers to use? */
static bool
names_servers(const struct rule_set *set)
{
	return row_of(set, PROTOCOL_SMTP, true)
		&& (row_of(set, PROTOCOL_IMAP, true) || row_of(set, PROTOCOL_POP, true));
}

/* Is OAuth2 all that the set takes for reading? */
static bool
wants_token(const struct rule_set *set, enum protocol p)
{
	const struct rule_row *row = row_of(set, p, false);

	return row && row->auth[AUTH_OAUTH2] && !row->auth[AUTH_PASSWORD]
		&& !row->auth[AUTH_ENCRYPTED];
}

static bool
refuse_provider(struct init *in, const struct rule_set *set)
{
	diag_general(in->stores->diags, DIAG_NOT_OFFERED, "%s", tr(set->note));
	return diag_fix(in->stores->diags, "use the provider's own programs; for another"
		" server, add --incoming HOST --outgoing HOST");
}

static void
take_set(struct init *in, const struct rule_set *set)
{
	in->set = set;
	if (!in->reads.protocol)
		in->reads.protocol = row_of(set, PROTOCOL_IMAP, true) ? PROTOCOL_IMAP
			: PROTOCOL_POP;
	in->token = wants_token(set, in->reads.protocol);
}

void
init_say_notes(const struct init *in)
{
	const struct rule_set *set = in->set;
	struct buf out = { 0 };

	if (!set || !(set->note || set->password_note))
		return;
	if (set->note)
		buf_printf(&out, "%s: %s\n", set->title, tr(set->note));
	if (set->password_note && !in->token)
		buf_printf(&out, "%s: %s\n", set->title, tr(set->password_note));
	if (set->page)
		buf_printf(&out, tr("page: %s\n"), set->page);
	question_say(&in->questions, &out);
}

/* ---- what is published ---- */

/* Is it to be trusted, or does the person say that it is right? False after reporting. */
static bool
accept(struct init *in, const struct discovery *found, const struct discovered *reads,
	const struct discovered *sends, bool *accepted)
{
	*accepted = discover_trusted(found);
	return *accepted || question_yes(&in->questions, tr_printf(in->arena,
		"According to %s, which nobody vouches for, the servers are %s and %s; are they"
		" right?", found->chosen->from, reads->host, sends->host), false, accepted);
}

/* A server for sending without a user name of its own has that of the other one. */
static void
take_found(struct init *in, const struct discovery *found, const struct discovered *reads,
	const struct discovered *sends)
{
	const char *near;

	if (found->chosen->set) {
		take_set(in, found->chosen->set);
		return;
	}
	in->reads = *reads;
	in->sends = *sends;
	if (reads->username && !sends->username)
		in->sends.username = in->email.s;
	in->set = rules_of_host(in->stores->rules, (struct text){ .s = reads->host,
		.len = strlen(reads->host) }, &near, in->stores->diags);
	in->token = reads->auth == AUTH_OAUTH2;
}

/* Asks the network, when that is allowed. Where nothing is found, or nothing to be trusted,
 * the servers stay unknown. False after reporting. */
static bool
look_up(struct init *in)
{
	const struct options *o = in->options;
	struct discover_query query = { .address = in->email.s, .seconds = o->timeout,
		.accepted = o->accepted };
	struct diags *said = diags_like(in->arena, in->stores->diags);
	const struct discovered *reads, *sends;
	struct discovery found;
	struct buf out = { 0 };
	bool accepted;

	if (o->offline)
		return true;
	buf_printf(&out, tr("Looking for the servers of %s ...\n"), in->domain.s);
	question_say(&in->questions, &out);
	if (!discover(in->arena, in->stores, &query, &found, said))
		return true;
	if (in->questions.answering != ANSWER_PERSON)
		console_findings(in->run->console, in->arena, said);
	reads = discover_server(&found, in->reads.protocol ? in->reads.protocol : PROTOCOL_IMAP);
	if (!reads && !in->reads.protocol)
		reads = discover_server(&found, PROTOCOL_POP);
	sends = discover_server(&found, PROTOCOL_SMTP);
	if (!reads || !sends)
		return true;
	if (!accept(in, &found, reads, sends, &accepted))
		return false;
	if (accepted)
		take_found(in, &found, reads, sends);
	return true;
}

/* ---- what is asked ---- */

static const char *
check_protocol(void *context, const char **answer)
{
	struct init *in = context;
	const char *word = words_find(in->stores->words, "protocol", *answer, strlen(*answer));
	enum protocol p = word ? protocol_find(word) : PROTOCOL_UNSET;

	in->reads.protocol = p == PROTOCOL_IMAP || p == PROTOCOL_POP ? p : PROTOCOL_UNSET;
	return in->reads.protocol ? NULL : tr("answer imap or pop");
}

static const char *
check_host(void *context, const char **answer)
{
	struct arena *a = context;
	struct text t = { .s = *answer, .len = strlen(*answer) }, ascii;
	const char *wrong = host_check(a, t, &ascii);
	struct host_parts parts;

	*answer = !wrong ? ascii.s : host_parts(a, t, &parts) ? parts.host : NULL;
	return *answer ? NULL : tr_printf(a, "this is no name of a server: %s", tr(wrong));
}

/* With --protocol that is what it says; else IMAP is usual. */
static bool
ask_protocol(struct init *in)
{
	const struct word_list *given = &in->options->protocols;
	const struct question one = {
		.text = tr("Protocol for reading, imap or pop"), .option = "--protocol NAME",
		.given = given->n ? given->items[0] : NULL, .fallback = "imap",
		.check = check_protocol, .context = in,
	};

	return in->reads.protocol || question_ask(&in->questions, &one);
}

static bool
ask_host(struct init *in, const char *text, const char *option, const char *given,
	const char *guess, const char **host)
{
	const char *name = guess;
	const struct question one = {
		.text = text, .option = option, .given = given, .guessed = true,
		.fallback = check_host(in->arena, &name) ? NULL : name,
		.check = check_host, .context = in->arena,
	};

	*host = question_ask(&in->questions, &one);
	return *host;
}

/* The server for sending is mostly beside the one for reading: the set's, the same one, or
 * that of the same name with "smtp" before it. */
static const char *
guess_sending(struct init *in)
{
	const struct rule_row *row = in->set ? row_of(in->set, PROTOCOL_SMTP, true) : NULL;
	const char *host = in->reads.host, *dot = strchr(host, '.');

	if (row)
		return rule_host(in->arena, row, in->domain);
	return dot && (!strncmp(host, "imap.", 5) || !strncmp(host, "pop.", 4)
		|| !strncmp(host, "pop3.", 5)) ? arena_printf(in->arena, "smtp%s", dot) : host;
}

static bool
ask_hosts(struct init *in)
{
	const struct options *o = in->options;
	struct text host;
	const char *near;

	if (!ask_host(in, tr("Server for reading mail (the name is a guess)"), "--incoming HOST",
	    o->incoming, arena_printf(in->arena, "%s.%s", protocol_word(in->reads.protocol),
	    in->domain.s), &in->reads.host))
		return false;
	host = (struct text){ .s = in->reads.host, .len = strlen(in->reads.host) };
	in->set = rules_of_host(in->stores->rules, host, &near, in->stores->diags);
	in->token = in->set && wants_token(in->set, in->reads.protocol);
	return ask_host(in, tr("Server for sending mail (the name is a guess)"),
		"--outgoing HOST", o->outgoing, guess_sending(in), &in->sends.host);
}

bool
init_servers(struct init *in)
{
	const struct options *o = in->options;
	const struct rule_set *set;
	struct buf out = { 0 };
	bool given = o->incoming || o->outgoing;

	if (o->protocols.n && !ask_protocol(in))
		return false;
	set = rules_of_domain(in->stores->rules, in->domain.s, in->stores->diags);
	if (set && set->no_access && !given)
		return refuse_provider(in, set);
	if (set && !given && names_servers(set))
		take_set(in, set);
	else if (!set && !given && !look_up(in))
		return false;
	if (in->set || in->reads.host)
		return true;
	if (!given) {
		buf_printf(&out, tr("The servers of %s are not known; the provider's pages name"
			" them.\n"), in->domain.s);
		question_say(&in->questions, &out);
	}
	return ask_protocol(in) && ask_hosts(in);
}
