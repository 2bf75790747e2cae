/* What is said of an account while a client's values are read backwards: does it hold
 * together, and which account is it?
 * Used by solve.c. */
#include "client/saying.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/inifile.h"
#include "client/resolve.h"
#include "client/target.h"
#include "client/view.h"
#include "model/account.h"
#include "model/words.h"
#include "template/value.h"

static const char *const directions[] = { "incoming", "outgoing" };

/* ---- the ways to speak to a server ---- */

static struct text
text_of(const char *s)
{
	return (struct text){ .s = s, .len = strlen(s) };
}

/* The view of an account with this server, or without one (NULL). */
static const struct value *
view_with(struct arena *a, const struct target *t, unsigned direction, struct endpoint *e)
{
	struct account *account = arena_alloc(a, 1, sizeof(*account));
	struct choice choice = { 0 };

	account->email = text_of("a@example.org");
	account->domain = text_of("example.org");
	account->id = account->name = account->local_part = account->description = text_of("a");
	*(direction ? &choice.outgoing : &choice.incoming) = e;
	return view_new(a, account, &choice, t);
}

static void
add_manner(struct arena *a, const struct target *t, const struct words *words,
	struct server server, const char *word, unsigned direction, struct manners *out)
{
	struct endpoint *e = arena_alloc(a, 1, sizeof(*e));
	struct server *s = arena_alloc(a, 1, sizeof(*s));
	const char *why, *field = "auth", *of;

	server.auth = auth_find(word);
	if (!server.auth) {
		server.mechanism = text_of(word);
		of = words_alias(words, "auth-of-mechanism", word, 0);
		server.auth = of ? auth_find(of) : AUTH_UNSET;
		field = "mechanism";
	}
	*s = server;
	if (!s->auth || out->n == MANNERS_MAX || !resolve_fits(a, t, s, e, &why))
		return;
	out->items[out->n++] = (struct manner){ protocol_word(s->protocol),
		security_word(s->security), field, word,
		view_with(a, t, direction, e) };
}

static void
add_manners(struct arena *a, const struct target *t, const struct words *words,
	unsigned direction, struct manners *out)
{
	const struct ini_entry *security, *auth;
	struct server s = { .host = text_of("a.example.org"), .username = text_of("a"),
		.port = 1 };

	out->target = t;
	for (s.protocol = PROTOCOL_IMAP; s.protocol <= PROTOCOL_SMTP; s.protocol++) {
		if ((s.protocol == PROTOCOL_SMTP) != direction)
			continue;
		for (security = target_words(t, s.protocol, "security"); security;
		    security = security->next) {
			s.security = security_find(security->key);
			for (auth = target_words(t, s.protocol, "auth"); auth; auth = auth->next)
				add_manner(a, t, words, s, strcmp(auth->key, "any") ? auth->key
					: "password", direction, out);
		}
	}
	if (!t->needs[direction] && out->n < MANNERS_MAX)
		out->items[out->n++] = (struct manner){
			.view = view_with(a, t, direction, NULL),
		};
}

const struct manners *
saying_manners(struct arena *a, const struct target *t, const struct words *words)
{
	struct manners *both = arena_alloc(a, 2, sizeof(*both));

	add_manners(a, t, words, 0, &both[0]);
	add_manners(a, t, words, 1, &both[1]);
	return both;
}

/* ---- what can be said ---- */

const struct saying *
saying_nothing(struct arena *a, const struct manners manners[2])
{
	struct saying *s = arena_alloc(a, 1, sizeof(*s));
	size_t d, i;

	for (d = 0; d < 2; d++)
		for (i = 0; i < manners[d].n; i++)
			s->left[d][i / 64] |= UINT64_C(1) << i % 64;
	return s;
}

static const struct saying *
said_of(const struct saying *s, const char *place)
{
	for (; s->place; s = s->before)
		if (!strcmp(s->place, place))
			return s;
	return NULL;
}

/* Is something there, as far as this is true? */
static bool
is_there(enum said said, struct literal text)
{
	return said == SAID_TRUE || (said == SAID_TEXT && text.len);
}

static bool
is_true(const struct saying *s, const char *place)
{
	s = said_of(s, place);
	return s && is_there(s->said, s->text);
}

static const char *
text_at(const struct saying *s, const char *place)
{
	s = said_of(s, place);
	return s && s->said == SAID_TEXT && s->text.len ? s->text.s : NULL;
}

static bool
is_within(const char *place, const char *outer)
{
	size_t len = strlen(outer);

	return !strncmp(place, outer, len) && place[len] == '.';
}

/* Does it agree with one thing that was said? */
static bool
agrees(const struct saying *s, const char *place, enum said said, struct literal text)
{
	bool there = is_there(said, text), was = is_there(s->said, s->text);

	if (!strcmp(s->place, place))
		return there == was && (s->said != SAID_TEXT || said != SAID_TEXT
			|| literal_same(s->text, text));
	return !(there && !was && is_within(place, s->place))
		&& !(was && !there && is_within(s->place, place));
}

/* Of these at most one is there. */
static const char *const exclusive[][3] = {
	{ "signature", "signature_file", "signature_command" },
	{ "tls.fingerprint.sha256", "tls.fingerprint.sha1", "tls.fingerprint.md5" },
	{ "incoming.tls.fingerprint.sha256", "incoming.tls.fingerprint.sha1",
	  "incoming.tls.fingerprint.md5" },
	{ "outgoing.tls.fingerprint.sha256", "outgoing.tls.fingerprint.sha1",
	  "outgoing.tls.fingerprint.md5" },
	{ "incoming.password.command", "incoming.password.value", "" },
	{ "outgoing.password.command", "outgoing.password.value", "" },
};

static bool
is_excluded(const struct saying *s, const char *place)
{
	size_t i, k, other;

	for (i = 0; i < countof(exclusive); i++)
		for (k = 0; k < 3; k++)
			for (other = 0; other < 3 && !strcmp(exclusive[i][k], place); other++)
				if (other != k && is_true(s, exclusive[i][other]))
					return true;
	return false;
}

/* What a text of this name cannot be without. */
static const struct shape {
	const char *name;               /* the last word of the place, or all of it */
	const char *only, *begins;      /* its bytes; how it may begin */
	const char *has;
	const char *const words[4];     /* it is one of these */
} shapes[] = {
	{ .name = "format", .words = { "maildir", "mbox", "mh" } },
	{ .name = "port", .only = "0123456789" }, { .name = "seconds", .only = "0123456789" },
	{ .name = "minutes", .only = "0123456789" }, { .name = "index", .only = "0123456789" },
	{ .name = "ca_file", .begins = "/~" }, { .name = "cert_file", .begins = "/~" },
	{ .name = "key_file", .begins = "/~" }, { .name = "signature_file", .begins = "/~" },
	{ .name = "path", .begins = "/~" }, { .name = "email", .has = "@" },
	{ .name = "sha256", .only = "0123456789ABCDEF:" },
	{ .name = "sha1", .only = "0123456789ABCDEF:" },
	{ .name = "md5", .only = "0123456789ABCDEF:" },
	{ .name = "key_id", .only = "0123456789ABCDEFx" },
};

static bool
is_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(*words, text))
			return true;
	return false;
}

static bool
has_shape(const char *place, struct literal text)
{
	const char *name = strrchr(place, '.');
	const struct shape *s;
	size_t i;

	name = name ? name + 1 : place;
	for (i = 0; i < countof(shapes); i++) {
		s = &shapes[i];
		if (strcmp(s->name, name) != 0)
			continue;
		return (!s->only || strspn(text.s, s->only) == text.len)
			&& (!s->begins || strchr(s->begins, *text.s))
			&& (!s->has || strpbrk(text.s, s->has))
			&& (!*s->words || is_one_of(text.s, s->words));
	}
	return !memchr(text.s, '\0', text.len);
}

/* Our word for the client's word of a TLS version, or NULL. */
static const char *
minimum_of(const struct target *t, struct literal word)
{
	const struct ini_entry *e = target_words(t, PROTOCOL_UNSET, "tls.minimum");

	while (e && !literal_same((struct literal){ e->value, strlen(e->value) }, word))
		e = e->next;
	return e ? e->key : NULL;
}

/* The names of a server that its words alone decide. */
static bool
is_word(const char *name)
{
	static const char *const names[] = {
		"", ".protocol", ".security", ".auth", ".mechanism", ".has_login",
	};
	size_t i;

	for (i = 0; i < countof(names); i++)
		if (!strcmp(names[i], name))
			return true;
	return !strncmp(name, ".is.", 4) && strcmp(name, ".is.usual_port") != 0;
}

static bool
manner_says(const struct manner *m, const char *place, enum said said, struct literal text)
{
	const struct value *v = value_named(m->view, place);

	if (said != SAID_TEXT)
		return value_true(v) == (said == SAID_TRUE);
	return v && v->kind == VALUE_LITERAL ? literal_same(v->literal, text) : !v && !text.len;
}

/* Leaves those manners that agree; false when none do. */
static bool
leave(const struct manners manners[2], struct saying *s)
{
	enum said said = s->said;
	const char *place = s->place;
	bool any = false;
	size_t d, i;

	for (d = 0; d < 2 && strncmp(place, directions[d], 8) != 0; d++)
		;
	if (d == 2 || (place[8] && place[8] != '.'))
		return true;
	if (!is_word(place + 8)) {
		if (!is_there(said, s->text))
			return true;
		place = directions[d];
		said = SAID_TRUE;
	}
	for (i = 0; i < manners[d].n; i++) {
		if (!(s->left[d][i / 64] >> i % 64 & 1))
			continue;
		if (manner_says(&manners[d].items[i], place, said, s->text))
			any = true;
		else
			s->left[d][i / 64] &= ~(UINT64_C(1) << i % 64);
	}
	return any;
}

static bool
is_minimum(const char *place)
{
	const char *tls = strstr(place, "tls.minimum");

	return tls && !tls[strlen("tls.minimum")];
}

/* A text that is empty only where it is absent, but a word of the client's. */
static bool
may_be_empty(const char *place)
{
	return (!strncmp(place, directions[0], 8) || !strncmp(place, directions[1], 8))
		&& place[8] && is_word(place + 8);
}

const struct saying *
saying_with(struct arena *a, const struct manners manners[2], const struct saying *before,
	const char *place, enum said said, struct literal text)
{
	const struct saying *s;
	struct saying *out;

	if (said == SAID_TEXT && (text.len ? !has_shape(place, text) : !may_be_empty(place)))
		return NULL;
	if (said == SAID_TEXT && is_minimum(place) && !minimum_of(manners->target, text))
		return NULL;
	for (s = before; s->place; s = s->before)
		if (!agrees(s, place, said, text))
			return NULL;
	if (is_there(said, text) && is_excluded(before, place))
		return NULL;
	if (said != SAID_TEXT && said_of(before, place))
		return before;
	out = arena_alloc(a, 1, sizeof(*out));
	*out = *before;
	out->before = before;
	out->place = place;
	out->said = said;
	out->text = (struct literal){ arena_copy(a, text.s, text.len), text.len };
	return leave(manners, out) ? out : NULL;
}

/* ---- the account ---- */

/* What one field of an account file is made of. */
enum make {
	MAKE_TEXT, MAKE_NUMBER, MAKE_TRUE, MAKE_FALSE, MAKE_SECONDS, MAKE_MINUTES, MAKE_MINIMUM,
};

static const struct field_row {
	const char *place, *path;
	enum make make;
} account_rows[] = {
	{ "name", "name", MAKE_TEXT }, { "email", "email", MAKE_TEXT },
	{ "description", "description", MAKE_TEXT },
	{ "organization", "organization", MAKE_TEXT },
	{ "reply_to", "reply_to", MAKE_TEXT },
	{ "signature_file", "signature.file", MAKE_TEXT },
	{ "signature_command", "signature.command", MAKE_TEXT },
	{ "sendmail", "sendmail", MAKE_TEXT },
	{ "catch_all", "catch_all", MAKE_TRUE },
	{ "check_interval.seconds", "check_interval", MAKE_SECONDS },
	{ "check_interval.minutes", "check_interval", MAKE_MINUTES },
	{ "watch.on", "watch", MAKE_TRUE }, { "watch.on", "watch", MAKE_FALSE },
	{ "store.path", "store.path", MAKE_TEXT }, { "store.format", "store.format", MAKE_TEXT },
	{ "proxy.host", "proxy.host", MAKE_TEXT }, { "proxy.port", "proxy.port", MAKE_NUMBER },
	{ "pgp.key_id", "pgp.key", MAKE_TEXT }, { "pgp.key", "pgp.key", MAKE_TEXT },
	{ "pgp.sign", "pgp.sign", MAKE_TRUE }, { "pgp.encrypt", "pgp.encrypt", MAKE_TRUE },
	{ "tls.ca_file", "tls.ca_file", MAKE_TEXT },
	{ "tls.minimum", "tls.minimum", MAKE_MINIMUM },
}, server_rows[] = {
	{ "host", "host", MAKE_TEXT }, { "port", "port", MAKE_NUMBER },
	{ "username", "username", MAKE_TEXT },
	{ "password.command", "password.command", MAKE_TEXT },
	{ "password.value", "password", MAKE_TEXT },
	{ "description", "description", MAKE_TEXT }, { "tunnel", "tunnel", MAKE_TEXT },
	{ "tls.ca_file", "tls.ca_file", MAKE_TEXT },
	{ "tls.fingerprint.sha256", "tls.fingerprint", MAKE_TEXT },
	{ "tls.fingerprint.sha1", "tls.fingerprint", MAKE_TEXT },
	{ "tls.fingerprint.md5", "tls.fingerprint", MAKE_TEXT },
	{ "tls.cert_file", "tls.cert_file", MAKE_TEXT },
	{ "tls.key_file", "tls.key_file", MAKE_TEXT },
	{ "tls.minimum", "tls.minimum", MAKE_MINIMUM },
};

/* What an account is made with. */
struct making {
	struct arena *arena;
	const struct target *target;
	const struct manners *manners;
	const struct saying *said;
	json_t *account;
};

/* Puts a value, which is taken over, where the path leads. */
static void
put(struct making *m, json_t *object, const char *path, json_t *value)
{
	size_t len = strcspn(path, ".");
	const char *name = arena_copy(m->arena, path, len);
	json_t *down;

	if (!path[len]) {
		json_object_set_new(object, name, value);
		return;
	}
	down = json_object_get(object, name);
	if (!down) {
		down = json_object();
		json_object_set_new(object, name, down);
	}
	put(m, down, path + len + 1, value);
}

static json_t *
made_of(struct making *m, const struct field_row *row, const char *place)
{
	const struct saying *s = said_of(m->said, place);
	const char *text = text_at(m->said, place);

	if (row->make == MAKE_TRUE || row->make == MAKE_FALSE)
		return s && s->said == (row->make == MAKE_TRUE ? SAID_TRUE : SAID_FALSE)
			? json_boolean(row->make == MAKE_TRUE) : NULL;
	if (!text)
		return NULL;
	switch (row->make) {
	case MAKE_NUMBER:
		return json_string(text);
	case MAKE_SECONDS:
		return json_string(arena_printf(m->arena, "%ss", text));
	case MAKE_MINUTES:
		return json_string(arena_printf(m->arena, "%sm", text));
	case MAKE_MINIMUM:
		text = minimum_of(m->target, s->text);
		return text ? json_string(text) : NULL;
	default:
		return json_stringn(s->text.s, s->text.len);
	}
}

static void
put_rows(struct making *m, const struct field_row *rows, size_t n, const char *outer,
	json_t *object)
{
	json_t *value;
	size_t i;

	for (i = 0; i < n; i++) {
		value = made_of(m, &rows[i], arena_printf(m->arena, "%s%s", outer,
			rows[i].place));
		if (value)
			put(m, object, rows[i].path, value);
	}
}

/* An address with its display name, as in a field of a message. */
static const char *
mailbox_at(struct making *m, const char *place)
{
	const char *name = text_at(m->said, arena_printf(m->arena, "%s.display_name", place));
	const char *email = text_at(m->said, arena_printf(m->arena, "%s.email", place));
	struct buf out = { 0 };

	if (!email || !name)
		return email;
	buf_putc(&out, '"');
	for (; *name; name++) {
		if (strchr("\"\\", *name))
			buf_putc(&out, '\\');
		buf_putc(&out, *name);
	}
	buf_printf(&out, "\" <%s>", email);
	return literal_take(m->arena, &out).s;
}

static void
put_replies(struct making *m, const char *place, json_t *object)
{
	struct buf out = { 0 };
	const char *one;
	size_t i;

	for (i = 1; (one = mailbox_at(m, arena_printf(m->arena, "%s[%zu]", place, i))); i++)
		buf_printf(&out, "%s%s", i > 1 ? ", " : "", one);
	if (out.len)
		json_object_set_new(object, "reply_to", json_stringn(out.s, out.len));
	buf_free(&out);
}

/* The text of a signature, and where it comes from; "" before the names: the account's. */
static void
put_signature(struct making *m, const char *outer, json_t *object)
{
	const char *text = text_at(m->said, arena_printf(m->arena, "%ssignature", outer));
	const char *html = arena_printf(m->arena, "%ssignature_html", outer);

	if (text && is_true(m->said, html))
		json_object_set_new(object, "signature", json_pack("{ssss}", "text", text,
			"format", "html"));
	else if (text)
		json_object_set_new(object, "signature", json_string(text));
}

/* What the account has is an alias's, too. */
static void
drop_inherited(struct making *m, json_t *alias, const char *key)
{
	if (json_equal(json_object_get(alias, key), json_object_get(m->account, key)))
		json_object_del(alias, key);
}

static const char *
signature_text(const json_t *object)
{
	const json_t *signature = json_object_get(object, "signature");

	return json_string_value(json_is_object(signature)
		? json_object_get(signature, "text") : signature);
}

/* The same text is the same signature where the client does not say whether it is HTML. */
static void
drop_signature(struct making *m, json_t *alias, const char *place)
{
	const char *own = signature_text(alias), *whole = signature_text(m->account);

	if (own && whole && !strcmp(own, whole)
	    && !said_of(m->said, arena_printf(m->arena, "%s.identity.signature_html", place)))
		json_object_del(alias, "signature");
	drop_inherited(m, alias, "signature");
}

static void
put_aliases(struct making *m)
{
	const char *name = json_string_value(json_object_get(m->account, "name")), *own, *email;
	json_t *list = json_array(), *alias;
	const char *place;
	size_t i;

	for (i = 1; is_true(m->said, place = arena_printf(m->arena, "aliases[%zu]", i)); i++) {
		email = text_at(m->said, arena_printf(m->arena, "%s.email", place));
		own = text_at(m->said, arena_printf(m->arena, "%s.name", place));
		if (!email)
			continue;
		alias = json_pack("{ss}", "email", email);
		if (own && !(name && !strcmp(own, name)))
			json_object_set_new(alias, "name", json_string(own));
		put_replies(m, arena_printf(m->arena, "%s.reply_addresses", place), alias);
		put_signature(m, arena_printf(m->arena, "%s.identity.", place), alias);
		drop_inherited(m, alias, "reply_to");
		drop_signature(m, alias, place);
		json_array_append_new(list, json_object_size(alias) > 1 ? alias
			: json_string(email));
		if (json_object_size(alias) == 1)
			json_decref(alias);
	}
	if (json_array_size(list))
		json_object_set(m->account, "aliases", list);
	json_decref(list);
}

static void
put_folders(struct making *m)
{
	static const char *const names[] = { "drafts", "sent", "trash", "archive", "junk" };
	const char *text;
	size_t i;

	for (i = 0; i < countof(names); i++) {
		text = text_at(m->said, arena_printf(m->arena, "folders.path.%s", names[i]));
		if (!text)
			text = text_at(m->said, arena_printf(m->arena, "folders.%s", names[i]));
		if (text)
			put(m, m->account, arena_printf(m->arena, "folders.%s", names[i]),
				json_string(text));
	}
	if (is_true(m->said, "folders.sent_by_server"))
		put(m, m->account, "folders.sent", json_string("none"));
}

/* The first manner that agrees with all that was said. */
static const struct manner *
manner_of(const struct making *m, unsigned direction)
{
	const uint64_t *left = m->said->left[direction];
	size_t i = 0;

	while (!(left[i / 64] >> i % 64 & 1))
		i++;
	return &m->manners[direction].items[i];
}

static void
put_server(struct making *m, unsigned direction)
{
	const struct manner *way = manner_of(m, direction);
	const struct saying *keep = said_of(m->said, "keep");
	const char *outer = arena_printf(m->arena, "%s.", directions[direction]);
	json_t *s;

	if (!way->protocol || !text_at(m->said, arena_printf(m->arena, "%shost", outer)))
		return;
	s = json_object();
	if (!direction)
		json_object_set_new(s, "protocol", json_string(way->protocol));
	put_rows(m, server_rows, 2, outer, s);
	json_object_set_new(s, "security", json_string(way->security));
	json_object_set_new(s, way->field, json_string(way->word));
	put_rows(m, server_rows + 2, countof(server_rows) - 2, outer, s);
	if (!direction && keep)
		json_object_set_new(s, "keep", json_boolean(keep->said == SAID_TRUE));
	json_object_set_new(m->account, directions[direction], s);
}

/* What the file says of one of the client's own options; NULL: nothing. */
static json_t *
option_of(struct making *m, const struct target_option *o)
{
	const char *place = arena_printf(m->arena, "option.%s", o->name);
	const struct saying *s = said_of(m->said, place);
	const char *text = text_at(m->said, place);

	if (text)
		return json_string(text);
	if (o->kind != OPTION_FLAG || !s)
		return NULL;
	/* what is false needs saying only where it would be true */
	return is_there(s->said, s->text) ? json_true() : o->fallback ? json_false() : NULL;
}

static void
put_options(struct making *m)
{
	const struct target_option *o;
	json_t *value;

	for (o = m->target->options; o; o = o->next) {
		value = option_of(m, o);
		if (value)
			put(m, m->account, arena_printf(m->arena, "clients.%s.%s",
				m->target->name, o->name), value);
	}
}

json_t *
saying_account(struct arena *a, const struct target *t, const struct manners manners[2],
	const struct saying *said)
{
	struct making m = { a, t, manners, said, json_object() };

	put_rows(&m, account_rows, countof(account_rows), "", m.account);
	put_replies(&m, "reply_addresses", m.account);
	put_signature(&m, "", m.account);
	put_aliases(&m);
	put_server(&m, 0);
	put_server(&m, 1);
	put_folders(&m);
	put_options(&m);
	return m.account;
}
