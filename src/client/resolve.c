/* What of an account a client gets: the endpoint it can speak, the password in
 * a form it can use, and what it should be told. Used by render and verify. */
#include "client/resolve.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/table.h"
#include "client/secret.h"
#include "client/target.h"
#include "client/tokens.h"
#include "client/view.h"
#include "rules/issuers.h"
#include "template/value.h"

/* What one resolution works on. */
struct resolving {
	struct arena *arena;
	const struct account *account;
	const struct target *target;
	enum passwords passwords;
	struct vault *vault;
	struct diags *diags;
};

/* Our words for how the server is logged in to, the preferred one first: a SASL
 * mechanism where the account means one, else the authentication itself. */
static size_t
mechanisms(const struct server *s, const char *out[2])
{
	if (text_given(s->mechanism)) {
		out[0] = s->mechanism.s;
		return 1;
	}
	if (s->auth == AUTH_OAUTH2) {
		out[0] = "xoauth2";
		out[1] = "oauthbearer";
		return 2;
	}
	out[0] = s->auth == AUTH_ENCRYPTED ? "cram-md5" : auth_word(s->auth);
	return 1;
}

/* Does the client get tokens of the server's issuer itself? One without words for issuers
 * finds them by the server's name, or runs a command. */
static bool
knows_issuer(struct arena *a, const struct target *t, const struct server *s,
	struct endpoint *e, const char **why)
{
	const struct ini_entry *words = target_words(t, s->protocol, "issuer");
	const char *all = "";

	if (s->auth != AUTH_OAUTH2 || !words)
		return true;
	e->issuer = s->issuer ? target_word(t, s->protocol, "issuer", s->issuer->name)
		: NULL;
	if (e->issuer)
		return true;
	for (; words; words = words->next)
		all = text_listed(a, all, words->key);
	*why = s->issuer
		? tr_printf(a, "it fetches no access tokens of %s for %s itself, only those"
			" of %s", s->issuer->title, protocol_word(s->protocol), all)
		: tr_printf(a, "no issuer is known that gives tokens for '%s'", s->host.s);
	return false;
}

bool
resolve_fits(struct arena *a, const struct target *t, const struct server *s,
	struct endpoint *e, const char **why)
{
	const char *words[2];
	size_t i, n = mechanisms(s, words);

	*e = (struct endpoint){ .server = s };
	if (!t->speaks[s->protocol]) {
		*why = tr_printf(a, "it does not speak %s", protocol_word(s->protocol));
		return false;
	}
	e->security = target_word(t, s->protocol, "security", security_word(s->security));
	if (!e->security) {
		*why = tr_printf(a, "it has no security '%s' for %s",
			security_word(s->security), protocol_word(s->protocol));
		return false;
	}
	for (i = 0; i < n && !e->auth; i++) {
		e->auth = target_word(t, s->protocol, "auth", words[i]);
		e->mechanism = words[i];
	}
	if (!e->auth && (s->auth == AUTH_PASSWORD || s->auth == AUTH_ENCRYPTED))
		e->auth = target_word(t, s->protocol, "auth", "any");
	if (e->auth)
		return knows_issuer(a, t, s, e, why);
	*why = strcmp(words[0], auth_word(s->auth))
		? tr_printf(a, "it cannot do auth '%s' (%s) over %s",
			auth_word(s->auth), words[0], protocol_word(s->protocol))
		: tr_printf(a, "it cannot do auth '%s' over %s", words[0],
			protocol_word(s->protocol));
	return false;
}

static const char *
describe(struct arena *a, const struct server *s)
{
	return tr_printf(a, "%s port %u, security '%s', auth '%s'",
		protocol_word(s->protocol), s->port, security_word(s->security),
		auth_word(s->auth));
}

/* The first endpoint of the list that fits; NULL after saying why none does. */
static struct endpoint *
choose(struct resolving *r, const struct server_list *list)
{
	struct endpoint *e = arena_alloc(r->arena, 1, sizeof(*e));
	const struct server *first = &list->items[0];
	const char *title = r->target->title, *why, *first_why = NULL;
	struct buf reasons = { 0 };
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (resolve_fits(r->arena, r->target, &list->items[i], e, &why))
			break;
		if (!first_why)
			first_why = why;
		if (!strstr(reasons.s ? reasons.s : "", why))
			buf_printf(&reasons, "%s%s", reasons.len ? "; " : "", why);
	}
	if (i == list->n) {
		diag_at(r->diags, first->pos, DIAG_CLIENT_UNSUPPORTED,
			"%s cannot use any of this account's %s servers: %s", title,
			first->protocol == PROTOCOL_SMTP ? tr("outgoing") : tr("incoming"),
			reasons.s);
		diag_fix(r->diags, "give a server that it can use (see `mailgen targets %s`), "
			"or use another client", r->target->name);
		e = NULL;
	} else if (i > 0) {
		diag_at(r->diags, e->server->pos, DIAG_CLIENT_CHOICE,
			"%s gets %s, for the one before it does not fit: %s", title,
			describe(r->arena, e->server), first_why);
	}
	buf_free(&reasons);
	return e;
}

/* Chooses for one direction; a direction that the client has no part in is
 * left out. */
static bool
choose_direction(struct resolving *r, const struct server_list *list,
	bool speaks, bool needs, const char *direction,
	struct endpoint **chosen)
{
	if (list->n && speaks) {
		*chosen = choose(r, list);
		return *chosen != NULL;
	}
	if (!needs)
		return true;
	diag_at(r->diags, r->account->pos, DIAG_CLIENT_UNSUPPORTED,
		"%s needs an %s server, and this account has none",
		r->target->title, tr(direction));
	return diag_fix(r->diags, "add '%s: {host: ...}'", direction);
}

static bool
needs_password(const struct server *s)
{
	return s->auth == AUTH_PASSWORD || s->auth == AUTH_ENCRYPTED
		|| s->auth == AUTH_OAUTH2 || s->auth == AUTH_NTLM;
}

static void
say_none(struct resolving *r)
{
	if (r->target->without_password)
		diag_at(r->diags, r->account->pos, DIAG_PASSWORD_OMITTED,
			"no password is given for %s; %s", r->target->title,
			tr(r->target->without_password));
}

/* A token is never written: it is worth nothing an hour later. */
static void
say_token_omitted(struct resolving *r, const struct server *s, bool could_run)
{
	const struct oauth2 *o = account_oauth2(r->account, s);

	diag_at(r->diags, s->password.pos, DIAG_PASSWORD_OMITTED,
		"the access token is not written for %s, as it is valid for an hour or so",
		r->target->title);
	if (!could_run)
		diag_fix(r->diags, "use a client that runs a command for it (see `mailgen"
			" targets`)");
	else if (o && text_given(o->broker))
		diag_fix(r->diags, "leave 'password' out, for the account names a broker");
	else
		diag_fix(r->diags, "give 'password: {command: ...}' with a program that fetches"
			" and renews tokens, or in its place 'oauth2: {broker: ...}' with one of"
			" `mailgen targets`");
}

static void
say_password_omitted(struct resolving *r, const struct server *s, bool could_embed)
{
	bool given = text_given(s->password.value);

	diag_at(r->diags, s->password.pos, DIAG_PASSWORD_OMITTED,
		"the password is not written for %s; %s", r->target->title,
		tr(r->target->without_password ? r->target->without_password
		: "it will ask for it"));
	if (could_embed)
		diag_fix(r->diags, "%s--embed-passwords writes it into the file",
			given ? tr("give 'password: {command: ...}' instead, or ") : "");
}

static bool
say_omitted(struct resolving *r, struct endpoint *e, bool could_run, bool could_embed)
{
	if (e->server->auth == AUTH_OAUTH2)
		say_token_omitted(r, e->server, could_run);
	else
		say_password_omitted(r, e->server, could_embed);
	e->told = true;
	return true;
}

static bool
embeds(const struct resolving *r)
{
	return r->passwords == PASSWORDS_EMBEDDED
		|| r->passwords == PASSWORDS_PROBED_EMBEDDED;
}

/* Is its command replaced? */
static bool
is_probed(const struct resolving *r, const struct server *s)
{
	return r->passwords >= PASSWORDS_PROBED && (s->auth != AUTH_OAUTH2
		|| r->target->readback->runs_commands == COMMANDS_ALL);
}

/* Does the client ask for the password in this form, of the chosen server, of all or of an
 * alias's? */
static bool
uses_password(struct resolving *r, const char *direction, const char *form)
{
	const char *const servers[] = {
		direction, arena_printf(r->arena, "%s.all", direction),
		"outgoing.others", "aliases.server",
	};
	size_t i, n = *direction == 'o' ? countof(servers) : 2;

	for (i = 0; i < n; i++)
		if (target_uses(r->target, arena_printf(r->arena, "%s.password.%s", servers[i],
		    form)))
			return true;
	return false;
}

/* Gives the endpoint its password in the form that the client takes; one that
 * is the same as another's is not read twice. */
static bool
give_password(struct resolving *r, struct endpoint *e, const char *direction,
	const struct endpoint *other)
{
	const struct endpoint *inherited = other && text_given(other->secret)
		&& pos_same(other->server->password.pos, e->server->password.pos)
		? other : NULL;
	const struct server *s = e->server;
	const struct style *shell = r->target->shell;
	struct arena *a = r->arena;
	bool command, value;

	if (!needs_password(s))
		return true;
	e->told |= s->auth == AUTH_OAUTH2 && r->target->fetches_tokens;
	if (e->told)
		return true;
	if (!s->password.given) {
		if (s->auth != AUTH_OAUTH2)
			say_none(r);
		return true;
	}
	command = uses_password(r, direction, "command");
	value = s->auth != AUTH_OAUTH2 && uses_password(r, direction, "value");
	e->command = command ? secret_command(a, &s->password, shell) : (struct text){ 0 };
	if (text_given(e->command)) {
		if (is_probed(r, s))
			e->command = secret_probe(a, e->command, shell);
		return true;
	}
	if (value && embeds(r) && inherited) {
		e->secret = inherited->secret;
		return true;
	}
	if (value && embeds(r))
		return secret_read(a, r->account, &s->password, shell, r->vault, &e->secret,
			r->diags);
	return say_omitted(r, e, command, value);
}

/* Gives a direction its passwords, and makes the list of all servers that the client can
 * use when it asks for them. */
static bool
end_direction(struct resolving *r, const struct server_list *list, const char *direction,
	struct endpoint *chosen, const struct endpoint *other)
{
	struct endpoint *e, **end = chosen ? &chosen->all : NULL;
	const char *why;
	bool ok = !chosen || give_password(r, chosen, direction, other);
	size_t i;

	if (!chosen || !target_uses(r->target, arena_printf(r->arena, "%s.all", direction)))
		return ok;
	for (i = 0; i < list->n && ok; i++) {
		e = arena_alloc(r->arena, 1, sizeof(*e));
		if (&list->items[i] == chosen->server)
			*e = *chosen;
		else if (!resolve_fits(r->arena, r->target, &list->items[i], e, &why))
			continue;
		else
			ok = give_password(r, e, direction, chosen);
		e->next = NULL;
		*end = e;
		end = &e->next;
	}
	return ok;
}

/* The first outgoing server of this host that the client can use; NULL when it can use
 * none, which is said of the value that nothing is written from. */
static struct endpoint *
outgoing_of(struct resolving *r, struct text host)
{
	struct endpoint *e = arena_alloc(r->arena, 1, sizeof(*e));
	const struct server_list *list = &r->account->outgoing;
	const char *why;
	size_t i;

	for (i = 0; i < list->n; i++)
		if (text_is(host, list->items[i].host.s)
		    && resolve_fits(r->arena, r->target, &list->items[i], e, &why))
			return e;
	return NULL;
}

/* Adds the servers that aliases alone send through. */
static bool
choose_others(struct resolving *r, struct choice *choice)
{
	const struct alias_list *aliases = &r->account->aliases;
	struct endpoint *e, **end = &choice->others;
	struct text host;
	bool ok = true;
	size_t i;

	if (!choice->outgoing || !(target_uses(r->target, "outgoing.others")
	    || target_uses(r->target, "aliases.server")))
		return true;
	for (i = 0; i < aliases->n; i++) {
		host = aliases->items[i].outgoing;
		e = text_given(host) && !choice_sends(choice, host) ? outgoing_of(r, host) : NULL;
		if (!e)
			continue;
		ok &= give_password(r, e, "outgoing", choice->incoming);
		*end = e;
		end = &e->next;
	}
	return ok;
}

/* ---- what a broker gets ---- */

/* The application's secret, in the form that the broker takes. */
static bool
give_secret(struct resolving *r, struct token *t)
{
	const struct password *p = &t->oauth2->client_secret;
	const struct style *shell = r->target->shell;

	if (!p->given)
		return true;
	if (target_uses(r->target, "tokens.client_secret.command"))
		t->command = secret_command(r->arena, p, shell);
	if (text_given(t->command))
		return true;
	if (embeds(r))
		return secret_read(r->arena, r->account, p, shell, r->vault, &t->secret,
			r->diags);
	diag_at(r->diags, p->pos, DIAG_PASSWORD_OMITTED,
		"the client_secret is not written for %s", r->target->title);
	diag_fix(r->diags, "--embed-passwords writes it into the file");
	return true;
}

/* Has the token all that it takes to fetch it? */
static bool
is_complete(struct resolving *r, const struct token *t)
{
	const struct issuer *issuer = t->issuer;
	enum protocol missing;

	if (!issuer) {
		diag_at(r->diags, t->oauth2->pos, DIAG_CLIENT_UNSUPPORTED,
			"no issuer is known that gives tokens for '%s'", t->server->host.s);
		return diag_fix(r->diags, "add 'issuer: NAME' to 'oauth2', and describe it in the"
			" file oauth2/NAME.ini of mailgen's own folder");
	}
	if (!text_given(t->oauth2->client_id)) {
		diag_at(r->diags, t->oauth2->pos, DIAG_CLIENT_UNSUPPORTED,
			"%s needs the client_id of an application that is registered with %s",
			r->target->title, issuer->title);
		return issuer->page ? diag_fix(r->diags, "add 'client_id: ...' to 'oauth2';"
			" applications are registered at %s", issuer->page)
			: diag_fix(r->diags, "add 'client_id: ...' to 'oauth2'");
	}
	token_scope(r->arena, t, &missing);
	if (!missing)
		return true;
	diag_at(r->diags, t->oauth2->pos, DIAG_CLIENT_UNSUPPORTED, "%s gives no tokens for %s",
		issuer->title, protocol_word(missing));
	return diag_fix(r->diags, "use another protocol, or add 'scope: ...' to 'oauth2'");
}

static bool
choose_tokens(struct resolving *r, struct choice *choice)
{
	struct token *t;
	bool ok = true;

	if (!r->target->token_command)
		return true;
	choice->tokens = tokens_of(r->arena, r->account, r->target);
	if (!choice->tokens) {
		diag_at(r->diags, r->account->pos, DIAG_CLIENT_UNSUPPORTED,
			"no server of this account gets its tokens from %s", r->target->title);
		return text_given(r->account->oauth2.broker)
			? diag_fix(r->diags, "write 'broker: %s' in 'oauth2', or use the target"
				" that it names", r->target->name)
			: diag_fix(r->diags, "add 'oauth2: {broker: %s, client_id: ...}'",
				r->target->name);
	}
	for (t = choice->tokens; t; t = t->next)
		ok &= is_complete(r, t) && give_secret(r, t);
	return ok;
}

static const enum diag_id by_severity[] = {
	[SEVERITY_NOTE] = DIAG_CLIENT_NOTE,
	[SEVERITY_WARNING] = DIAG_CLIENT_LIMITATION,
	[SEVERITY_ERROR] = DIAG_CLIENT_UNSUPPORTED,
};

/* Is the host one of the names, or below one of them? */
static bool
host_in(const struct notice *n, struct text host)
{
	size_t i, len;

	for (i = 0; i < n->hosts.n; i++) {
		len = strlen(n->hosts.items[i]);
		if (host.len >= len && !strncasecmp(host.s + host.len - len, n->hosts.items[i], len)
		    && (host.len == len || host.s[host.len - len - 1] == '.'))
			return true;
	}
	return false;
}

/* Reports what a notice says: {title} is the client's in it. */
static void
say_notice(struct arena *a, const struct target *t, const struct notice *n, struct pos pos,
	struct diags *diags)
{
	const struct substitute title = { "{title}", t->title };

	diag_at(diags, pos, by_severity[n->severity], "%s",
		text_filled(a, tr(n->text), &title, 1));
	if (n->fix)
		diag_fix(diags, "%s", n->fix);
}

bool
notice_applies(const struct notice *n, const struct value *view)
{
	const struct value *host;

	if (!view_holds(view, &n->when))
		return false;
	if (!n->hosts.n)
		return true;
	host = n->server ? value_named(view, *n->server == 'i' ? "incoming.host" : "outgoing.host")
		: NULL;
	return host && !host_in(n, host->text);
}

/* What a notice is about has been spoken of. */
static void
use_named(const struct notice *n, const struct value *view)
{
	const struct value *value;
	size_t i;

	for (i = 0; i < n->when.n; i++) {
		value = value_named(view, n->when.items[i]);
		if (value)
			value_use(value);
	}
}

/* What two accounts have in common when the notice is about one beside the other, as a
 * key; '<' is before those that it is about, '>' before the others. NULL: one of the
 * texts is not there. */
static const char *
key_beside(struct arena *a, const struct notice *n, const struct value *view, char role)
{
	const char *key = arena_printf(a, "%c%s", role, n->text);
	const struct value *same;
	size_t i;

	for (i = 0; i < n->beside.n; i++) {
		if (strncmp(n->beside.items[i], "same.", 5))
			continue;
		same = view_value(view, n->beside.items[i] + 5);
		if (!same)
			return NULL;
		key = arena_printf(a, "%s\n%s", key, same->text.s);
	}
	return key;
}

/* What the two must not have in common, perhaps a password: its hash. NULL: the notice says
 * nothing of that. */
static const unsigned char *
hash_apart(struct arena *a, const struct notice *n, const struct value *view)
{
	unsigned char *hash = NULL;
	const struct value *v;
	size_t i;

	for (i = 0; i < n->beside.n; i++) {
		if (strncmp(n->beside.items[i], "differ.", 7))
			continue;
		v = view_value(view, n->beside.items[i] + 7);
		if (!hash)
			hash = arena_alloc(a, SHA1_BYTES, 1);
		if (v && v->kind == VALUE_LITERAL)
			hash_keyed(v->literal.s, v->literal.len, hash);
		else
			hash_keyed(v ? v->text.s : "", v ? v->text.len : 0, hash);
	}
	return hash;
}

/* Is all true of the account that has to be of the other one? */
static bool
is_other(const struct notice *n, const struct value *view)
{
	const char *const *names = n->beside.items;
	size_t i;

	for (i = 0; i < n->beside.n; i++)
		if (strncmp(names[i], "same.", 5) && strncmp(names[i], "differ.", 7)
		    && !view_holds(view, &(struct word_list){ &names[i], 1 }))
			return false;
	return true;
}

/* Is there one of that role among those before? All of them have what must differ alike, or
 * it would have been an error. */
static bool
meets(struct arena *a, const struct table *before, const struct notice *n,
	const struct value *view, char role)
{
	const char *key = key_beside(a, n, view, role);
	const unsigned char *found = key ? table_find(before, key, strlen(key)) : NULL;
	const unsigned char *hash = hash_apart(a, n, view);

	return found && (!hash || memcmp(found, hash, SHA1_BYTES));
}

static void
note_beside(struct arena *a, struct table *before, const struct notice *n,
	const struct value *view, char role)
{
	const char *key = key_beside(a, n, view, role);
	const unsigned char *hash = hash_apart(a, n, view);

	if (key)
		*table_at(a, before, key, strlen(key)) = hash ? (void *)hash : before;
}

bool
resolve_beside(struct arena *a, const struct target *t, struct table *before,
	const struct value *view, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	const struct notice *n;

	for (n = t->notices; n; n = n->next) {
		if (!n->beside.n || !((notice_applies(n, view) && meets(a, before, n, view, '>'))
		    || (is_other(n, view) && meets(a, before, n, view, '<'))))
			continue;
		say_notice(a, t, n, value_named(view, "id")->text.pos, diags);
	}
	if (diags_count(diags, SEVERITY_ERROR) > errors)
		return false;
	for (n = t->notices; n; n = n->next) {
		if (n->beside.n && notice_applies(n, view))
			note_beside(a, before, n, view, '<');
		if (n->beside.n && is_other(n, view))
			note_beside(a, before, n, view, '>');
	}
	return true;
}

static void
say_if_met(struct resolving *r, const struct notice *n, const struct value *view,
	const struct endpoint *e)
{
	if (n->beside.n || !notice_applies(n, view))
		return;
	say_notice(r->arena, r->target, n, e ? e->server->pos : r->account->pos, r->diags);
	use_named(n, view);
}

/* The view with an alias's server in the place of the account's. */
static struct value *
view_beside(struct arena *a, const struct value *view, const struct value *other)
{
	struct value *beside = value_map(a), *outgoing = value_add_map(a, beside, "outgoing");

	outgoing->first = other->first;
	outgoing->last = other->last;
	outgoing->next = view->first;
	beside->last = view->last;
	return beside;
}

static void
say_notices(struct resolving *r, const struct value *view, const struct choice *choice)
{
	const struct value *list = value_named(view, "outgoing.others");
	const struct value *other = list ? list->first : NULL;
	const struct notice *n;
	const struct endpoint *e;

	for (n = r->target->notices; n; n = n->next) {
		e = !n->server ? NULL : *n->server == 'i' ? choice->incoming : choice->outgoing;
		say_if_met(r, n, view, e);
	}
	for (e = choice->others; e && other; e = e->next, other = other->next)
		for (n = r->target->notices; n; n = n->next)
			if (n->server && *n->server == 'o')
				say_if_met(r, n, view_beside(r->arena, view, other), e);
}

/* Does the client check a fingerprint of this kind? The name is that of a server, or
 * NULL for the account. */
static bool
pins(struct resolving *r, const char *name, const char *kind)
{
	return target_uses(r->target, name
		? arena_printf(r->arena, "%s.tls.fingerprint.%s", name, kind)
		: arena_printf(r->arena, "tls.fingerprint.%s", kind));
}

static void
say_token(struct resolving *r, const struct endpoint *e)
{
	const struct server *s = e ? e->server : NULL;

	if (!s || s->auth != AUTH_OAUTH2 || s->password.given || r->target->fetches_tokens)
		return;
	diag_at(r->diags, s->auth_pos, DIAG_TOKEN_MISSING,
		"%s does not fetch access tokens for auth 'oauth2' itself, and no command"
		" prints one", r->target->title);
	if (s->brokers && *s->brokers)
		diag_fix(r->diags, "add 'oauth2: {broker: %s, client_id: ...}' to the account,"
			" for that broker is installed, and `-t %s` for its file",
			ini_word(r->arena, &(const char *){ s->brokers }),
			ini_word(r->arena, &(const char *){ s->brokers }));
	else
		diag_fix(r->diags, "add 'password: {command: ...}' with a program that fetches"
			" and renews tokens, or 'oauth2: {broker: ...}' with one of"
			" `mailgen targets`");
}

/* Another certificate than the one that is pinned would pass. */
static void
say_unpinned(struct resolving *r, const struct endpoint *e, const char *name)
{
	static const char *const kinds[] = { "sha256", "sha1", "md5" };
	struct tls tls;
	size_t i;

	if (!e)
		return;
	tls = account_tls(r->account, e->server);
	if (!tls.fingerprint_kind || pins(r, name, tls.fingerprint_kind)
	    || (!e->server->tls.fingerprint_kind && pins(r, NULL, tls.fingerprint_kind)))
		return;
	diag_at(r->diags, tls.fingerprint.pos, DIAG_CLIENT_UNSUPPORTED,
		"%s cannot check a fingerprint made with %s", r->target->title,
		tls.fingerprint_kind);
	for (i = 0; i < countof(kinds) && !pins(r, name, kinds[i]) && !pins(r, NULL, kinds[i]); i++)
		;
	if (i < countof(kinds))
		diag_fix(r->diags, "give the certificate's %s fingerprint, or leave 'fingerprint'"
			" out for this client", kinds[i]);
	else
		diag_fix(r->diags, "leave 'fingerprint' out for this client");
}

/* A signature's command prints itself, as a password's. */
static void
probe_signature(struct resolving *r, struct signature *s)
{
	if (text_given(s->command))
		s->command = secret_probe(r->arena, s->command, r->target->shell);
}

/* The account without commands of its signatures that the client would run. */
static const struct account *
without_commands(struct resolving *r)
{
	struct account *copy;
	struct alias_list *aliases;
	size_t i;

	if (r->passwords < PASSWORDS_PROBED)
		return r->account;
	copy = arena_alloc(r->arena, 1, sizeof(*copy));
	*copy = *r->account;
	aliases = &copy->aliases;
	aliases->items = arena_alloc(r->arena, aliases->n + 1, sizeof(*aliases->items));
	probe_signature(r, &copy->signature);
	for (i = 0; i < aliases->n; i++) {
		aliases->items[i] = r->account->aliases.items[i];
		probe_signature(r, &aliases->items[i].signature);
	}
	return copy;
}

struct value *
resolve(struct arena *a, const struct account *account, const struct target *target,
	enum passwords passwords, enum sharing sharing, struct vault *vault,
	struct diags *diags)
{
	struct resolving r = { a, account, target, passwords, vault, diags };
	struct choice choice = { 0 };
	const struct endpoint *e;
	size_t before = diags_count(diags, SEVERITY_ERROR);
	struct value *view;
	bool ok;

	ok = choose_direction(&r, &account->incoming,
		target->speaks[PROTOCOL_IMAP] || target->speaks[PROTOCOL_POP],
		target->needs[0], "incoming", &choice.incoming);
	ok &= choose_direction(&r, &account->outgoing, target->speaks[PROTOCOL_SMTP],
		target->needs[1], "outgoing", &choice.outgoing);
	ok &= end_direction(&r, &account->incoming, "incoming", choice.incoming, NULL);
	ok &= end_direction(&r, &account->outgoing, "outgoing", choice.outgoing, choice.incoming);
	ok &= choose_others(&r, &choice);
	ok &= choose_tokens(&r, &choice);
	if (!ok)
		return NULL;
	view = view_new(a, without_commands(&r), &choice, target);
	value_add_flag(a, view, "only", sharing == SHARING_NOTHING);
	say_notices(&r, view, &choice);
	if (diags_count(diags, SEVERITY_ERROR) == before) {
		say_token(&r, choice.incoming);
		say_token(&r, choice.outgoing);
		for (e = choice.others; e; e = e->next)
			say_token(&r, e);
	}
	say_unpinned(&r, choice.incoming, "incoming");
	say_unpinned(&r, choice.outgoing, "outgoing");
	for (e = choice.others; e; e = e->next)
		say_unpinned(&r, e, "outgoing");
	return diags_count(diags, SEVERITY_ERROR) > before ? NULL : view;
}
