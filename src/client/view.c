/* The named values that templates may ask of an account.
 * Used by resolve to fill them in and by target to check templates. */
#include "client/view.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/inifile.h"
#include "client/resolve.h"
#include "client/target.h"
#include "client/tokens.h"
#include "client/view_machine.h"
#include "model/account.h"
#include "model/address.h"
#include "model/idn.h"
#include "rules/issuers.h"
#include "template/value.h"

/* 128 bits; and how many digits earlier versions had. */
enum { KEY_CHARS = 32, SHORT_KEY_CHARS = 12 };

static struct literal
literal_of(const char *s)
{
	return (struct literal){ s, strlen(s) };
}

static void
add_text(struct arena *a, struct value *map, const char *name, struct text t)
{
	if (text_given(t) && t.len)
		value_add_text(a, map, name, t);
}

/* Adds the client's word for one of ours, and what it is in the languages of its maps. */
static struct value *
add_word(struct arena *a, struct value *map, const char *name, const char *word,
	const struct target *target, enum protocol protocol, const char *ours)
{
	struct value *value = value_add_literal(a, map, name, literal_of(word)), *one;
	const struct word_list *languages = &target->languages;
	const char *said;
	size_t i;

	value->about = languages->n ? value_map(a) : NULL;
	for (i = 0; i < languages->n; i++) {
		said = target_word(target, protocol, arena_printf(a, "%s.%s", name,
			languages->items[i]), ours);
		one = value_add_literal(a, value->about, languages->items[i],
			literal_of(said ? said : word));
		one->used = value->used;
	}
	return value;
}

/* The name from which the account's identifiers are made: nothing of it
 * changes when a server, a password or the display name does. */
static const char *
identity(struct arena *a, const struct account *account, const char *role)
{
	if (!account->id_given)
		return arena_printf(a, "mailto:%s#%s", account->email.s, role);
	return arena_printf(a, "mailto:%s?id=%s#%s", account->email.s,
		account->id.s, role);
}

static void
add_identifiers(struct arena *a, struct value *view,
	const struct account *account, const char *roles)
{
	const char *name = identity(a, account, "key"), *role;
	unsigned char digest[SHA1_BYTES];
	char key[2 * SHA1_BYTES + 1], *uuid;

	sha1(name, strlen(name), digest);
	hash_hex(digest, SHA1_BYTES, key);
	value_add_literal(a, view, "key", literal_of(arena_copy(a, key, KEY_CHARS)));
	value_add_literal(a, view, "short_key",
		literal_of(arena_copy(a, key, SHORT_KEY_CHARS)));
	while (roles && (role = ini_word(a, &roles))) {
		uuid = arena_alloc(a, UUID_CHARS + 1, 1);
		uuid5_url(identity(a, account, role), uuid);
		value_add_literal(a, view, arena_printf(a, "uuid.%s", role),
			literal_of(uuid));
	}
}

static void
add_reply_to(struct arena *a, struct value *view, const struct mailbox_list *l)
{
	struct value *list = value_add_list(a, view, "reply_addresses"), *map;
	size_t i;

	for (i = 0; i < l->n; i++) {
		map = value_add_map(a, list, NULL);
		add_text(a, map, "display_name", l->items[i].name);
		value_add_text(a, map, "email", l->items[i].address);
	}
	value_number_list(a, list);
	/* one field of the account file, whichever of the two a template uses */
	list->text.pos = l->text.pos;
}

static void
add_signature(struct arena *a, struct value *map, const struct signature *s)
{
	struct value *html = value_add_flag(a, map, "signature_html",
		text_is(s->format, "html"));

	html->text.pos = s->format.pos;
	*html->used = !html->flag;
	add_text(a, map, "signature", s->text);
	add_text(a, map, "signature_file", s->file);
	add_text(a, map, "signature_command", s->command);
}

static bool
signature_given(const struct signature *s)
{
	return text_given(s->text) || text_given(s->file) || text_given(s->command);
}

/* Who files sent mail? A provider does it where its own IMAP shows the copy. */
static bool
sent_by_server(const struct account *account, const struct choice *c)
{
	const struct folders *f = &account->folders;
	const struct server *in = c->incoming ? c->incoming->server : NULL;
	const struct server *out = c->outgoing ? c->outgoing->server : NULL;

	return f->no_copy || (!text_given(f->sent) && !text_given(account->sendmail)
		&& in && out && in->rules == out->rules && in->files_sent
		&& in->protocol == PROTOCOL_IMAP);
}

static void
add_folders(struct arena *a, struct value *view, const struct account *account,
	const struct choice *c)
{
	const struct folders *f = &account->folders;
	const struct { const char *name; struct text text; } names[] = {
		{ "drafts", f->drafts }, { "sent", f->sent }, { "trash", f->trash },
		{ "archive", f->archive }, { "junk", f->junk },
	};
	struct value *map = value_add_map(a, view, "folders"), *by_server, *path;
	bool imap = c->incoming && c->incoming->server->protocol == PROTOCOL_IMAP;
	bool unsure = false;
	char delimiter[1];
	size_t i;

	path = value_add_map(a, map, "path");
	for (i = 0; i < countof(names); i++) {
		add_text(a, map, names[i].name, imap ? folders_name(a, f, names[i].text)
			: names[i].text);
		add_text(a, path, names[i].name, imap ? folders_path(a, f, names[i].text)
			: names[i].text);
		unsure |= imap && text_given(names[i].text) && !text_given(f->delimiter)
			&& !strncasecmp(names[i].text.s, "INBOX/", 6);
	}
	value_add_flag(a, map, "unsure", unsure);
	/* no name that templates know: for servers that hear a client */
	delimiter[0] = folders_delimiter(f);
	value_add_literal(a, map, "delimiter", literal_of(arena_copy(a, delimiter, 1)));
	by_server = value_add_flag(a, map, "sent_by_server", sent_by_server(account, c));
	if (f->no_copy)
		by_server->text.pos = f->sent.pos;
}

static void
add_tls(struct arena *a, struct value *view, const struct tls *tls,
	const struct target *target)
{
	struct value *map = value_add_map(a, view, "tls");
	const char *minimum;

	add_text(a, map, "ca_file", tls->ca_file);
	add_text(a, map, "cert_file", tls->cert_file);
	add_text(a, map, "key_file", tls->key_file);
	if (tls->fingerprint_kind)
		add_text(a, value_add_map(a, map, "fingerprint"),
			tls->fingerprint_kind, tls->fingerprint);
	minimum = text_given(tls->minimum) ? target_word(target,
		PROTOCOL_UNSET, "tls.minimum", tls->minimum.s) : NULL;
	if (minimum)
		add_word(a, view, "tls.minimum", minimum, target, PROTOCOL_UNSET,
			tls->minimum.s)->text.pos = tls->minimum.pos;
}

/* The flags of a server: one for each word of the account file. */
static void
add_flags(struct arena *a, struct value *map, const struct endpoint *e)
{
	const struct server *s = e->server;
	static const struct { const char *name; int which, value; } flags[] = {
		{ "imap", 0, PROTOCOL_IMAP }, { "pop", 0, PROTOCOL_POP },
		{ "smtp", 0, PROTOCOL_SMTP }, { "tls", 1, SECURITY_TLS },
		{ "starttls", 1, SECURITY_STARTTLS }, { "cleartext", 1, SECURITY_NONE },
		{ "password", 2, AUTH_PASSWORD }, { "encrypted", 2, AUTH_ENCRYPTED },
		{ "oauth2", 2, AUTH_OAUTH2 }, { "gssapi", 2, AUTH_GSSAPI },
		{ "ntlm", 2, AUTH_NTLM }, { "external", 2, AUTH_EXTERNAL },
		{ "anonymous", 2, AUTH_NONE },
	};
	const int have[] = { (int)s->protocol, (int)s->security, (int)s->auth };
	struct value *is = value_add_map(a, map, "is");
	size_t i;

	for (i = 0; i < countof(flags); i++)
		value_add_flag(a, is, flags[i].name, have[flags[i].which] == flags[i].value);
	value_add_flag(a, is, "scram", !strncmp(e->mechanism, "scram-", 6));
}

/* Is it the port that the protocol has without one being said? (IANA's registry of
 * service names; RFC 8314, 7) */
static bool
is_usual_port(const struct server *s)
{
	static const unsigned ports[][2] = {
		[PROTOCOL_IMAP] = { 143, 993 }, [PROTOCOL_POP] = { 110, 995 },
		[PROTOCOL_SMTP] = { 25, 465 },
	};

	return s->port == ports[s->protocol][s->security == SECURITY_TLS];
}

/* Has the user name nothing but what needs no quotes in a URL, and the @? */
static bool
is_simple_login(struct text name)
{
	return name.len && strspn(name.s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklm"
		"nopqrstuvwxyz0123456789-._+@") == name.len;
}

static bool
same_text(struct text a, struct text b)
{
	return a.len == b.len && (!a.len || !memcmp(a.s, b.s, a.len));
}

/* A text with a domain at its end, as people read it. */
static struct text
unicode(struct arena *a, struct text text, const char *domain)
{
	const char *read = idn_to_unicode(a, domain);

	if (!read)
		return text;
	text.s = arena_printf(a, "%.*s%s", (int)(domain - text.s), text.s, read);
	text.len = strlen(text.s);
	return text;
}

static struct text
email_unicode(struct arena *a, const struct account *account)
{
	const char *at = strrchr(account->email.s, '@');

	return at ? unicode(a, account->email, at + 1) : account->email;
}

/* What the login name and the host are. */
static void
add_host_flags(struct arena *a, struct value *map, const struct account *account,
	const struct server *s)
{
	value_add_flag(a, map, "is.usual_port", is_usual_port(s));
	value_add_flag(a, map, "login.is.address", same_text(s->username, account->email));
	value_add_flag(a, map, "login.is.local_part", same_text(s->username, account->local_part));
	value_add_flag(a, map, "host_is.address", host_is_literal(s->host));
	value_add_flag(a, map, "host_is.loopback", host_is_loopback(s->host));
}

/* The client's words for how the server is spoken to. */
static void
add_words(struct arena *a, struct value *map, const struct endpoint *e,
	const struct target *target)
{
	enum protocol p = e->server->protocol;
	const char *protocol = protocol_word(p);
	const char *word = target_word(target, PROTOCOL_UNSET, "protocol", protocol);

	add_word(a, map, "protocol", word ? word : protocol, target, PROTOCOL_UNSET, protocol);
	add_word(a, map, "security", e->security, target, p, security_word(e->server->security));
	add_word(a, map, "auth", e->auth, target, p,
		target_word(target, p, "auth", e->mechanism) ? e->mechanism : "any");
	value_add_literal(a, map, "mechanism", literal_of(e->mechanism));
}

static void
fill_server(struct arena *a, struct value *map, const struct endpoint *e,
	const struct account *account, const struct target *target)
{
	const struct server *s = e->server;
	struct tls tls = account_tls(account, s);
	struct value *password;

	map->text.pos = s->pos;
	value_add_text(a, map, "host", s->host);
	value_add_text(a, map, "host_unicode", unicode(a, s->host, s->host.s));
	value_add_text(a, map, "username", s->username);
	add_text(a, map, "tunnel", s->tunnel);
	if (!pos_same(s->description.pos, account->description.pos))
		add_text(a, map, "description", s->description);
	password = value_add_map(a, map, "password");
	password->text.pos = s->password.pos;
	*password->used = e->told;
	add_text(a, password, "command", e->command);
	add_text(a, password, "value", e->secret);
	/* no name that templates know: for verify, which never shows it */
	add_text(a, password, "hidden", s->password.value);
	value_add_number(a, map, "port", s->port);
	add_words(a, map, e, target);
	if (e->issuer)
		value_add_literal(a, map, "issuer", literal_of(e->issuer));
	value_add_flag(a, map, "has_login", s->auth != AUTH_NONE);
	value_add_flag(a, map, "simple_login", is_simple_login(s->username));
	add_flags(a, map, e);
	add_host_flags(a, map, account, s);
	add_tls(a, map, &tls, target);
}

const struct endpoint *
choice_sends(const struct choice *choice, struct text host)
{
	const struct endpoint *e = choice->outgoing;

	if (e && !text_is(host, e->server->host.s))
		for (e = choice->others; e && !text_is(host, e->server->host.s); e = e->next)
			;
	return e;
}

/* What the alias says of the server that its mail goes through. One that is not the account's
 * is a group. */
static void
add_sending(struct arena *a, struct value *map, const struct alias *alias,
	const struct account *account, const struct choice *c, const struct target *target)
{
	const struct endpoint *e = choice_sends(c, alias->outgoing), *other = c->others;
	struct endpoint own;
	struct server server;
	unsigned long i = 1;

	if (!e)
		return;
	if (e == c->outgoing) {
		/* no name that templates know: whoever writes the alias does it */
		value_add_text(a, map, "sends", alias->outgoing)->used
			= value_named(map, "email")->used;
		return;
	}
	for (; other != e; other = other->next)
		i++;
	own = *e;
	server = *e->server;
	own.server = &server;
	server.host.pos = alias->outgoing.pos;
	map = value_add_map(a, map, "server");
	fill_server(a, map, &own, account, target);
	value_add_number(a, map, "number", i)->text.pos = alias->outgoing.pos;
}

static void
add_aliases(struct arena *a, struct value *view, const struct account *account,
	const struct choice *choice, const struct target *target)
{
	struct value *list = value_add_list(a, view, "aliases"), *map, *identity;
	const struct mailbox_list *reply_to;
	const struct alias *alias;
	size_t i;

	for (i = 0; i < account->aliases.n; i++) {
		alias = &account->aliases.items[i];
		reply_to = alias->reply_to.n ? &alias->reply_to : &account->reply_to;
		map = value_add_map(a, list, NULL);
		value_add_text(a, map, "email", alias->email);
		value_add_text(a, map, "name", text_given(alias->name) ? alias->name
			: account->name);
		add_reply_to(a, map, reply_to);
		identity = value_add_map(a, map, "identity");
		add_text(a, identity, "reply_to", reply_to->text);
		add_signature(a, identity, signature_given(&alias->signature) ? &alias->signature
			: &account->signature);
		add_sending(a, map, alias, account, choice, target);
	}
	value_number_list(a, list);
	list->about = value_map(a);
	value_add_flag(a, list->about, "any", account->aliases.n > 0);
}

static void
add_server(struct arena *a, struct value *view, const char *name,
	const struct endpoint *e, const struct account *account, const struct target *target)
{
	struct value *map, *list;

	if (!e)
		return;
	map = value_add_map(a, view, name);
	fill_server(a, map, e, account, target);
	list = value_add_list(a, map, "all");
	for (e = e->all; e; e = e->next)
		fill_server(a, value_add_map(a, list, NULL), e, account, target);
	value_number_list(a, list);
}

/* The servers that aliases alone send through. */
static void
add_others(struct arena *a, struct value *view, const struct choice *choice,
	const struct account *account, const struct target *target)
{
	const struct endpoint *e;
	struct value *list, *map;
	unsigned long i = 1;

	if (!choice->outgoing)
		return;
	list = value_add_list(a, value_named(view, "outgoing"), "others");
	for (e = choice->others; e; e = e->next, i++) {
		map = value_add_map(a, list, NULL);
		fill_server(a, map, e, account, target);
		value_add_number(a, map, "number", i);
	}
	value_number_list(a, list);
}

static void
add_keep(struct arena *a, struct value *view, const struct account *account,
	const struct endpoint *incoming)
{
	struct value *keep = value_add_flag(a, view, "keep", true);

	if (!incoming)
		return;
	keep->flag = account_keeps(account, incoming->server, &keep->text.pos);
	/* IMAP leaves mail where it is: nobody needs to be told */
	*keep->used = keep->flag && incoming->server->protocol == PROTOCOL_IMAP;
}

static bool
same_login(const struct endpoint *in, const struct endpoint *e)
{
	return in && (in == e || (e->server->auth != AUTH_NONE
		&& same_text(in->server->username, e->server->username)
		&& same_text(in->command, e->command) && same_text(in->secret, e->secret)));
}

/* What the login has of that for incoming mail. */
static void
add_login_flags(struct arena *a, struct value *map, const struct endpoint *in,
	const struct endpoint *e)
{
	value_add_flag(a, map, "same_login", same_login(in, e));
	value_add_flag(a, map, "login.is.incoming", in && same_text(in->server->host,
		e->server->host) && same_text(in->server->username, e->server->username));
}

/* Adds names of the target's own: of a server, or of the account (inner NULL). */
static void
add_own_names(struct arena *a, struct value *map, const char *inner, const struct value *view,
	const struct target *target)
{
	struct derivation *d;
	const struct derived_name *name;
	const char *word;

	for (name = target->names; name; name = name->next) {
		if (name->inner != inner && !(inner && name->inner && !strcmp(name->inner, inner)))
			continue;
		d = arena_alloc(a, 1, sizeof(*d));
		*d = (struct derivation){
			a, name->template, view, inner ? map : NULL, target->title,
			template_uses(name->template, "file"),
		};
		word = inner ? name->path + strlen(inner) + 1 : name->path;
		value_add_derived(a, map, word,
			template_writes_text(name->template) ? VALUE_TEXT : VALUE_LITERAL, d);
	}
}

/* What a file's group is made of is not written anywhere. */
static void
use_groups(const struct value *view, const struct target *target)
{
	const struct target_file *f;
	const struct name_use *name;
	const struct value *value;

	for (f = target->files; f; f = f->next) {
		for (name = f->group ? template_names(f->group) : NULL; name; name = name->next) {
			value = value_named(view, name->path);
			if (value)
				value_use(value);
		}
	}
}

static void
add_parameters(struct arena *a, struct value *map, const struct word_list *words)
{
	struct value *list = value_add_list(a, map, "parameters"), *one;
	const char *word, *equals;
	size_t i;

	for (i = 0; i < words->n; i++) {
		word = words->items[i];
		equals = strchr(word, '=');
		one = value_add_map(a, list, NULL);
		value_add_literal(a, one, "name",
			(struct literal){ word, (size_t)(equals - word) });
		value_add_literal(a, one, "value", literal_of(equals + 1));
	}
	value_number_list(a, list);
}

/* What a broker needs for each token. */
static void
add_tokens(struct arena *a, struct value *view, const struct token *t)
{
	struct value *list = value_add_list(a, view, "tokens"), *map, *scopes, *secret;
	enum protocol missing;
	struct text scope, one;
	const char *at;

	for (; t; t = t->next) {
		map = value_add_map(a, list, NULL);
		scope = one = token_scope(a, t, &missing);
		value_add_text(a, map, "name", t->name);
		value_add_text(a, map, "client_id", t->oauth2->client_id);
		value_add_text(a, map, "username", t->server->username);
		secret = value_add_map(a, map, "client_secret");
		add_text(a, secret, "command", t->command);
		add_text(a, secret, "value", t->secret);
		value_add_literal(a, map, "issuer", literal_of(t->issuer->name));
		value_add_literal(a, map, "authorize", literal_of(t->issuer->authorize));
		value_add_literal(a, map, "token", literal_of(t->issuer->token));
		if (t->issuer->device)
			value_add_literal(a, map, "device", literal_of(t->issuer->device));
		value_add_literal(a, map, "redirect", literal_of(t->issuer->redirect));
		add_parameters(a, map, &t->issuer->parameters);
		value_add_text(a, map, "scope", scope);
		scopes = value_add_list(a, map, "scopes");
		for (at = scope.s; (one.s = ini_word(a, &at)); ) {
			one.len = strlen(one.s);
			value_add_text(a, value_add_map(a, scopes, NULL), "scope", one);
		}
		value_number_list(a, scopes);
	}
	value_number_list(a, list);
}

/* What is in messages, and how they are sent. */
static void
add_writing(struct arena *a, struct value *view, const struct account *account,
	const struct choice *choice, const struct target *target)
{
	add_text(a, view, "organization", account->organization);
	add_text(a, view, "reply_to", account->reply_to.text);
	add_reply_to(a, view, &account->reply_to);
	add_signature(a, view, &account->signature);
	add_text(a, view, "sendmail", account->sendmail);
	add_aliases(a, view, account, choice, target);
	view_add_wish(a, view, "catch_all", account->catch_all, account->catch_all_pos);
}

/* Adds what needs the whole view: to a server, and to each of its direction. */
static void
end_server(struct arena *a, struct value *view, const char *name, const struct endpoint *e,
	const struct choice *choice, const struct target *target)
{
	struct value *server = e ? value_named(view, name) : NULL, *item;

	if (!server)
		return;
	add_login_flags(a, server, choice->incoming, e);
	add_own_names(a, server, name, view, target);
	item = value_named(server, "all")->first;
	for (e = e->all; e; e = e->next, item = item->next) {
		add_login_flags(a, item, choice->incoming, e);
		add_own_names(a, item, name, view, target);
	}
}

struct value *
view_new(struct arena *a, const struct account *account,
	const struct choice *choice, const struct target *target)
{
	struct value *view = value_map(a);

	value_add_text(a, view, "id", account->id);
	value_add_text(a, view, "name", account->name);
	value_add_text(a, view, "email", account->email);
	value_add_text(a, view, "email_unicode", email_unicode(a, account));
	value_add_text(a, view, "local_part", account->local_part);
	value_add_text(a, view, "domain", account->domain);
	value_add_text(a, view, "description", account->description);
	value_add_flag(a, view, "labelled",
		!pos_same(account->description.pos, account->email.pos));
	add_writing(a, view, account, choice, target);
	view_add_wish(a, view, "primary", account->primary, account->primary_pos);
	/* in a file of several it is the first one */
	*value_named(view, "primary")->used |= target_merges(target);
	view_add_machine(a, view, account);
	view_add_options(a, view, account, target);
	use_groups(view, target);
	add_identifiers(a, view, account, target->uuids);
	add_folders(a, view, account, choice);
	add_tls(a, view, &account->tls, target);
	add_keep(a, view, account, choice->incoming);
	add_server(a, view, "incoming", choice->incoming, account, target);
	add_server(a, view, "outgoing", choice->outgoing, account, target);
	add_others(a, view, choice, account, target);
	add_tokens(a, view, choice->tokens);
	end_server(a, view, "incoming", choice->incoming, choice, target);
	end_server(a, view, "outgoing", choice->outgoing, choice, target);
	add_own_names(a, view, NULL, view, target);
	value_add_map(a, view, "file");         /* for render.c to fill */
	return view;
}

const struct value *
view_value(const struct value *view, const char *name)
{
	struct value *value = value_named(view, name);

	if (value && value->derived)
		template_fill(value, NULL);
	return value;
}

bool
view_holds(const struct value *view, const struct word_list *names)
{
	const char *name;
	bool negated;
	size_t i;

	for (i = 0; i < names->n; i++) {
		name = names->items[i];
		negated = *name == '!';
		if (value_true(view_value(view, name + negated)) == negated)
			return false;
	}
	return true;
}

/* A map that holds the flags of a place and then all of the view. */
static struct value *
placed(struct arena *a, struct value *list, struct value *view, size_t i,
	size_t n)
{
	struct value *map = value_add_map(a, list, NULL);

	value_add_flag(a, map, "first", i == 0);
	value_add_flag(a, map, "last", i + 1 == n);
	value_add_flag(a, map, "only", n == 1);     /* before the view's own */
	value_add_number(a, map, "index", i + 1);
	map->last->next = view->first;
	map->last = view->last;
	return map;
}

struct value *
view_of_many(struct arena *a, struct value *const *views, size_t n)
{
	struct value *top = value_map(a), *list = value_add_list(a, top, "accounts");
	size_t i, first = 0;

	if (n)
		value_add_map(a, top, "file")->about = value_named(views[0], "file");
	for (i = 0; i < n; i++)
		if (value_true(value_named(views[i], "primary")))
			first = i;
	if (n)
		placed(a, list, views[first], 0, n);
	for (i = 0; i < n; i++)
		if (i != first)
			placed(a, list, views[i], i < first ? i + 1 : i, n);
	return top;
}
