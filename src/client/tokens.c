/* The access tokens of an account: who gives them, what a broker calls them, and the
 * command that prints them. Used by unit.c and resolve.c. */
#include "client/tokens.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/near.h"
#include "client/target.h"
#include "client/targets.h"
#include "quote/quote.h"
#include "rules/issuers.h"
#include "sys/process.h"

struct settling {
	struct arena *arena;
	struct account *account;
	struct targets *targets;
	struct issuers *issuers;
	struct diags *diags;
};

/* ---- brokers ---- */

/* The names of all brokers, or of those that are installed, with blanks between. */
static const char *
broker_names(struct settling *t, bool installed)
{
	const char *list = "", *name;
	const struct target *target;
	size_t i;

	for (i = 0; (name = targets_name(t->targets, i)); i++) {
		target = targets_find(t->targets, name, t->diags);
		if (target && target->token_command
		    && (!installed || process_exists(target_program(target))))
			list = arena_printf(t->arena, "%s%s%s", list, *list ? " " : "", name);
	}
	return list;
}

/* Says which words there are, or the one that was probably meant. */
static bool
offer(struct settling *t, struct text given, const char *names)
{
	const char *meant = near_word(t->arena, given.s, names), *all = "", *name;

	if (meant) {
		diag_fix(t->diags, "did you mean '%s'?", meant);
		diag_edit(t->diags, given, meant);
		return false;
	}
	while ((name = ini_word(t->arena, &names)))
		all = text_listed(t->arena, all, name);
	return diag_fix(t->diags, "possible words are %s", all);
}

/* The broker that the server's tokens come from; NULL after reporting. */
static const struct target *
find_broker(struct settling *t, struct text name)
{
	size_t before = diags_count(t->diags, SEVERITY_ERROR);
	const struct target *target = targets_find(t->targets, name.s, t->diags);

	if (target && target->token_command)
		return target;
	if (diags_count(t->diags, SEVERITY_ERROR) > before)
		return NULL;
	diag_at(t->diags, name.pos, DIAG_UNKNOWN_TARGET, target
		? "'%s' is a client, and no broker that prints access tokens"
		: "there is no broker '%s'", text_escaped(t->arena, name.s, name.len));
	offer(t, name, broker_names(t, false));
	return NULL;
}

/* A word of the broker's command, with each of {id}, {name}, {email} and {username}
 * replaced by what it stands for, in quotes of the shell where that needs them. */
static void
add_word(struct settling *t, const struct server *s, const char *word,
	const struct style *shell, struct buf *out)
{
	const struct { const char *hole; struct text text; } holes[] = {
		{ "{id}", t->account->id }, { "{name}", s->token },
		{ "{email}", t->account->email }, { "{username}", s->username },
	};
	size_t i, len;

	for (; *word; word += len) {
		for (i = 0; i < countof(holes); i++)
			if (!strncmp(word, holes[i].hole, strlen(holes[i].hole)))
				break;
		len = i < countof(holes) ? strlen(holes[i].hole) : 1;
		if (i < countof(holes))
			quote_text(t->arena, holes[i].text, (struct chain){ &shell, 1 }, out);
		else
			buf_putc(out, *word);
	}
}

/* One that calls tokens by the login name holds one for each: no other server before has
 * another token that is called the same. */
static bool
is_sole(struct settling *t, const struct target *broker, const struct server *s,
	struct text command)
{
	const struct server *other;
	size_t i;

	for (i = 0; (other = account_server(t->account, i)) && other != s; i++)
		if (text_given(other->token) && !text_is(other->token, s->token.s)
		    && text_is(command, other->password.command.s
		    ? other->password.command.s : ""))
			break;
	if (!other || other == s)
		return true;
	diag_at(t->diags, command.pos, DIAG_BAD_VALUE, "%s keeps one token for '%s', and '%s'"
		" and '%s' take different ones", broker->title, s->username.s, other->host.s,
		s->host.s);
	return diag_fix(t->diags, "name another broker (see `mailgen targets`), or leave the"
		" 'oauth2' of one server out where one token is for both");
}

static bool
give_command(struct settling *t, struct server *s, const struct oauth2 *o)
{
	const struct target *broker = find_broker(t, o->broker);
	struct text command = { .pos = o->broker.pos };
	struct buf out = { 0 };

	if (!broker)
		return false;
	add_word(t, s, broker->token_command, broker->shell, &out);
	text_take(t->arena, &out, &command);
	if (!is_sole(t, broker, s, command))
		return false;
	s->password = (struct password){ .pos = o->broker.pos, .given = true,
		.command = command };
	return true;
}

/* ---- issuers ---- */

static bool
find_issuer(struct settling *t, struct server *s, const struct oauth2 *o)
{
	size_t before = diags_count(t->diags, SEVERITY_ERROR), i;
	const char *names = "", *name;

	s->issuer = o && text_given(o->issuer)
		? issuers_find(t->issuers, o->issuer.s, t->diags)
		: text_given(s->host) ? issuers_of_host(t->issuers, s->host, t->diags) : NULL;
	if (s->issuer || !o || !text_given(o->issuer))
		return true;
	if (diags_count(t->diags, SEVERITY_ERROR) > before)
		return false;
	diag_at(t->diags, o->issuer.pos, DIAG_UNKNOWN_WORD, "there is no issuer '%s'",
		text_escaped(t->arena, o->issuer.s, o->issuer.len));
	for (i = 0; (name = issuers_name(t->issuers, i, t->diags)); i++)
		names = arena_printf(t->arena, "%s%s ", names, name);
	return offer(t, o->issuer, names);
}

/* One registration is of one issuer. */
static bool
is_one_issuer(struct settling *t, const struct server *first, const struct server *s,
	const struct oauth2 *o)
{
	if (first->issuer == s->issuer || !first->issuer || !s->issuer
	    || !text_given(o->client_id))
		return true;
	diag_at(t->diags, s->host.pos.source ? s->host.pos : s->pos, DIAG_BAD_VALUE,
		"'%s' takes tokens of %s, and 'client_id' is registered with %s", s->host.s,
		s->issuer->title, first->issuer->title);
	return diag_fix(t->diags, "write 'oauth2: {issuer: %s, client_id: ...}' under that server,"
		" with a 'broker' if the account has one", s->issuer->name);
}

/* Names the token as that of an earlier server that has the same, else by the account, or
 * by the protocol when that is taken. */
static bool
name_token(struct settling *t, struct server *s, size_t n, const struct oauth2 *o)
{
	const struct server *other;
	struct text name = t->account->id;
	size_t i;

	for (i = 0; i < n; i++) {
		other = account_server(t->account, i);
		if (!text_given(other->token))
			continue;
		if (account_oauth2(t->account, other) == o) {
			s->token = other->token;
			return is_one_issuer(t, other, s, o);
		}
		name.s = arena_printf(t->arena, "%s/%s", t->account->id.s,
			protocol_word(s->protocol));
		name.len = strlen(name.s);
	}
	s->token = name;
	return true;
}

/* Is the password only that of the incoming server, which is no token? */
static bool
is_borrowed(const struct account *a, const struct server *s)
{
	const struct server *in = account_reads(a, PROTOCOL_UNSET);

	return in && in != s && in->auth != AUTH_OAUTH2
		&& pos_same(in->password.pos, s->password.pos);
}

bool
tokens_settle(struct arena *a, struct account *account, struct targets *targets,
	struct issuers *issuers, struct diags *diags)
{
	struct settling t = { a, account, targets, issuers, diags };
	const char *installed = NULL;
	const struct oauth2 *o;
	struct server *s;
	bool ok = true, own;
	size_t i;

	for (i = 0; (s = account_server(account, i)); i++) {
		if (s->auth != AUTH_OAUTH2 || s->bad)
			continue;
		o = account_oauth2(account, s);
		ok &= find_issuer(&t, s, o) && (!o || name_token(&t, s, i, o));
		own = s->password.given && !(o && is_borrowed(account, s));
		if (o && text_given(o->broker) && !own)
			ok &= give_command(&t, s, o);
		else if (!own)
			s->brokers = installed ? installed
				: (installed = broker_names(&t, true));
	}
	return ok;
}

/* ---- for brokers ---- */

struct token *
tokens_of(struct arena *a, const struct account *account, const struct target *broker)
{
	struct token *first = NULL, **end = &first, *token;
	const struct oauth2 *o;
	const struct server *s;
	size_t i;

	for (i = 0; (s = account_server(account, i)); i++) {
		o = text_given(s->token) ? account_oauth2(account, s) : NULL;
		if (!o || (text_given(o->broker) && !text_is(o->broker, broker->name)))
			continue;
		for (token = first; token && token->oauth2 != o; token = token->next)
			;
		if (!token) {
			token = *end = arena_alloc(a, 1, sizeof(*token));
			*token = (struct token){ .name = s->token, .oauth2 = o,
				.issuer = s->issuer, .server = s };
			end = &token->next;
		}
		token->speaks[s->protocol] = true;
		if (!token->issuer)
			token->issuer = s->issuer;
	}
	return first;
}

/* Adds the words that are not there yet. */
static const char *
add_scope(struct arena *a, const char *scope, const char *more)
{
	const char *word;
	unsigned n;

	while (more && (word = ini_word(a, &more)))
		if (!key_word_find(scope, word, &n))
			scope = arena_printf(a, "%s%s%s", scope, *scope ? " " : "", word);
	return scope;
}

struct text
token_scope(struct arena *a, const struct token *t, enum protocol *missing)
{
	struct text text = t->oauth2->scope;
	unsigned p;

	*missing = PROTOCOL_UNSET;
	if (text_given(text))
		return text;
	text.s = "";
	for (p = PROTOCOL_IMAP; p < PROTOCOL_COUNT; p++) {
		if (t->speaks[p] && !t->issuer->scope[p])
			*missing = (enum protocol)p;
		if (t->speaks[p])
			text.s = add_scope(a, text.s, t->issuer->scope[p]);
	}
	text.s = add_scope(a, text.s, t->issuer->always);
	text.len = strlen(text.s);
	return text;
}
