/* Sample accounts for a target: all that it says it can do, and hostile texts.
 * Used to try a target out. */
#include "client/samples.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/inifile.h"
#include "base/source.h"
#include "client/target.h"

/* Where the files are that samples name; no such folder is needed. */
#define FOLDER "/etc/mailgen-sample/"

/* ---- JSON ---- */

/* The text of a value, which is released. */
static const char *
take_json(struct arena *a, json_t *value)
{
	struct buf out = { 0 };

	json_dump_callback(value, buf_append, &out, JSON_ENCODE_ANY);
	json_decref(value);
	return literal_take(a, &out).s;
}

/* Puts a value, which is taken over, where the path leads. */
static void
put(struct arena *a, json_t *object, const char *path, json_t *value)
{
	const char *dot = strchr(path, '.'), *name;
	json_t *down;

	if (!dot) {
		json_object_set_new(object, path, value);
		return;
	}
	name = arena_copy(a, path, (size_t)(dot - path));
	down = json_object_get(object, name);
	if (!down) {
		down = json_object();
		json_object_set_new(object, name, down);
	}
	put(a, down, dot + 1, value);
}

/* ---- servers ---- */

static unsigned
usual_port(enum protocol p, const char *security)
{
	static const unsigned ports[PROTOCOL_COUNT][2] = {
		[PROTOCOL_IMAP] = { 993, 143 }, [PROTOCOL_POP] = { 995, 110 },
		[PROTOCOL_SMTP] = { 465, 587 },
	};

	return ports[p][strcmp(security, "tls") != 0];
}

static json_t *
server(struct arena *a, const struct target *t, enum protocol p, const char *security,
	const char *word)
{
	const char *name = protocol_word(p);
	json_t *s = json_pack("{ss ss si ss}", "host", arena_printf(a, "%s.example.com", name),
		"security", security, "port", (int)usual_port(p, security),
		"auth", strcmp(word, "any") ? word : "password");
	const struct ini_entry *issuers = target_words(t, p, "issuer");

	if (p != PROTOCOL_SMTP)
		json_object_set_new(s, "protocol", json_string(name));
	if (!strcmp(word, "none"))
		return s;
	json_object_set_new(s, "username", json_string(arena_printf(a, "%s-user", name)));
	if (strstr(word, "oauth") && issuers)
		json_object_set_new(s, "oauth2", json_pack("{ss}", "issuer", issuers->key));
	if (strcmp(word, "gssapi") != 0 && strcmp(word, "external") != 0)
		json_object_set_new(s, "password", target_runs_commands(t) || strstr(word, "oauth")
			? json_pack("{s[sss]}", "command", "printf", "%s", "sample-secret")
			: json_string("sample-secret"));
	return s;
}

/* What an account has where nothing is tried: the first that the client can do. */
static json_t *
usual_server(struct arena *a, const struct target *t, enum protocol p)
{
	const struct ini_entry *security = target_words(t, p, "security");
	const struct ini_entry *auth = target_words(t, p, "auth");

	return server(a, t, p, security ? security->key : "tls", auth ? auth->key : "password");
}

/* The protocol that mail is read with, where nothing else is tried. */
static enum protocol
usual_incoming(const struct target *t)
{
	return t->speaks[PROTOCOL_POP] && !t->speaks[PROTOCOL_IMAP] ? PROTOCOL_POP : PROTOCOL_IMAP;
}

struct sample *
samples_add(struct arena *a, struct sample_list *list)
{
	list->items = arena_grow(a, list->items, list->n, sizeof(*list->items));
	return &list->items[list->n++];
}

static void
add_server(struct arena *a, const struct target *t, enum protocol p, const char *security,
	const char *word, struct sample_list *list)
{
	const char *name = protocol_word(p);

	*samples_add(a, list) = (struct sample){
		.what = name, .shown = arena_printf(a, "%s %s %s", name, security, word),
		.path = p == PROTOCOL_SMTP ? "outgoing" : "incoming",
		.json = take_json(a, server(a, t, p, security, word)),
		.incoming = p == PROTOCOL_SMTP ? usual_incoming(t) : p,
		.certified = !strcmp(word, "external"),
		.embedded = !target_runs_commands(t),
	};
}

/* The usual server, from which mail that was fetched is deleted. */
static void
add_emptied(struct arena *a, const struct target *t, enum protocol p, struct sample_list *list)
{
	json_t *s = usual_server(a, t, p);

	json_object_set_new(s, "keep", json_false());
	*samples_add(a, list) = (struct sample){
		.what = protocol_word(p),
		.shown = arena_printf(a, "%s keep false", protocol_word(p)),
		.path = "incoming", .json = take_json(a, s), .incoming = p,
		.embedded = !target_runs_commands(t),
	};
}

void
samples_servers(struct arena *a, const struct target *t, struct sample_list *list)
{
	const struct ini_entry *security, *auth;
	enum protocol p;

	for (p = PROTOCOL_IMAP; p <= PROTOCOL_SMTP; p++) {
		for (security = target_words(t, p, "security"); security; security = security->next)
			for (auth = target_words(t, p, "auth"); auth; auth = auth->next)
				add_server(a, t, p, security->key, auth->key, list);
		if (p != PROTOCOL_SMTP && t->speaks[p] && target_uses(t, "keep"))
			add_emptied(a, t, p, list);
	}
}

/* ---- texts ---- */

/* How a value becomes a field. */
enum wrap {
	WRAP_NOT, WRAP_ATOMS, WRAP_QUOTED, WRAP_NAMED, WRAP_LISTED, WRAP_COMMAND, WRAP_FILE,
};

static const struct text_field {
	const char *name, *path;        /* name NULL: the path */
	enum wrap wrap;
	bool reading;                   /* of the incoming server */
	enum protocol only;             /* PROTOCOL_UNSET: with any */
	bool embedded;
} text_fields[] = {
	{ NULL, "name", .wrap = WRAP_NOT },
	{ NULL, "description", .wrap = WRAP_NOT },
	{ NULL, "organization", .wrap = WRAP_NOT },
	{ NULL, "signature", .wrap = WRAP_NOT },
	{ NULL, "email", .wrap = WRAP_ATOMS },
	{ "email in quotes", "email", .wrap = WRAP_QUOTED },
	{ NULL, "reply_to", .wrap = WRAP_NAMED },
	{ NULL, "aliases", .wrap = WRAP_LISTED },
	{ NULL, "tls.ca_file", .wrap = WRAP_FILE },
	{ NULL, "outgoing.username", .wrap = WRAP_NOT },
	{ NULL, "outgoing.description", .wrap = WRAP_NOT },
	{ NULL, "outgoing.password.command", .wrap = WRAP_COMMAND },
	{ NULL, "outgoing.password", .wrap = WRAP_NOT, .embedded = true },
	{ NULL, "incoming.username", .wrap = WRAP_NOT, .reading = true },
	{ NULL, "incoming.password.command", .wrap = WRAP_COMMAND, .reading = true },
	{ NULL, "incoming.password", .wrap = WRAP_NOT, .reading = true, .embedded = true },
	{ NULL, "folders.drafts", .wrap = WRAP_NOT, .reading = true, .only = PROTOCOL_IMAP },
	{ NULL, "folders.sent", .wrap = WRAP_NOT, .reading = true, .only = PROTOCOL_IMAP },
	{ NULL, "folders.trash", .wrap = WRAP_NOT, .reading = true, .only = PROTOCOL_IMAP },
	{ NULL, "folders.archive", .wrap = WRAP_NOT, .reading = true, .only = PROTOCOL_IMAP },
	{ NULL, "folders.junk", .wrap = WRAP_NOT, .reading = true, .only = PROTOCOL_IMAP },
};

/* The letters that can be in an address without quotes; NULL when there is none. */
static const char *
atoms(struct arena *a, const char *value)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789!#$%&'*+/=?^_`{|}~-";
	struct buf out = { 0 };

	for (; *value; value++)
		if (strchr(letters, *value))
			buf_putc(&out, *value);
	return out.len ? literal_take(a, &out).s : NULL;
}

/* With something before each of certain characters. */
static const char *
escaped(struct arena *a, const char *value, const char *which, const char *with)
{
	struct buf out = { 0 };

	for (; *value; value++) {
		if (strchr(which, *value))
			buf_puts(&out, with);
		buf_putc(&out, *value);
	}
	return literal_take(a, &out).s;
}

/* Can a file have the name? One is put in its place where a client is heard. */
static bool
is_file_name(const char *value)
{
	enum { MOST = 200 };

	return *value && strlen(value) <= MOST && !strchr(value, '/')
		&& strcmp(value, ".") != 0 && strcmp(value, "..") != 0;
}

/* The field with this value; NULL when it cannot have it. */
static json_t *
wrapped(struct arena *a, enum wrap wrap, const char *value)
{
	const char *quoted = escaped(a, value, "\"\\", "\\"), *letters = atoms(a, value);

	switch (wrap) {
	case WRAP_NOT:
		break;
	case WRAP_ATOMS:
		return letters ? json_string(arena_printf(a, "%s@example.com", letters)) : NULL;
	case WRAP_QUOTED:
		return json_string(arena_printf(a, "\"%s\"@example.com", quoted));
	case WRAP_NAMED:
		return json_string(arena_printf(a, "\"%s\" <reply@example.com>", quoted));
	case WRAP_LISTED:
		return letters ? json_pack("[s]", arena_printf(a, "x%s@example.com", letters))
			: NULL;
	case WRAP_COMMAND:
		return json_string(arena_printf(a, "printf %%s '%s'",
			escaped(a, value, "'", "'\\'")));
	case WRAP_FILE:
		return is_file_name(value) ? json_string(arena_printf(a, FOLDER "%s", value))
			: NULL;
	}
	return json_string(value);
}

bool
samples_field(struct arena *a, size_t n, enum protocol p, const char *value, struct sample *s)
{
	const struct text_field *f = &text_fields[n];
	json_t *json;

	if (n >= countof(text_fields))
		return false;
	*s = (struct sample){ .incoming = p };
	json = (!f->only || f->only == p) && (!f->reading || p) ? wrapped(a, f->wrap, value)
		: NULL;
	if (!json)
		return true;
	s->what = f->name ? f->name : f->path;
	if (f->reading)
		s->what = arena_printf(a, "%s %s", protocol_word(p), s->what);
	s->shown = s->what;
	s->path = f->path;
	s->value = value;
	s->embedded = f->embedded;
	s->reading = f->reading;
	s->sending = !strncmp(f->path, "outgoing.", 9);
	s->json = take_json(a, json);
	return true;
}

/* One line of the file: a text of JSON, perhaps "* N" for as often. */
static const char *
value_of_line(struct arena *a, const char *line, size_t len)
{
	json_error_t error;
	json_t *json = json_loadb(line, len, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &error);
	const char *text = json_string_value(json);
	size_t times = 0, at = json ? (size_t)error.position : len, i;
	struct buf out = { 0 };

	for (i = at; i < len; i++)
		if (line[i] >= '0' && line[i] <= '9')
			times = 10 * times + (size_t)(line[i] - '0');
	for (i = 0; text && i < (times ? times : 1); i++)
		buf_puts(&out, text);
	json_decref(json);
	return text ? literal_take(a, &out).s : NULL;
}

const char *
samples_value(struct arena *a, size_t n)
{
	const struct source *file = data_shipped(a, "templates/hostile.txt");
	const char *line = file->bytes, *end;

	for (; *line; line = *end ? end + 1 : end) {
		end = line + strcspn(line, "\n");
		if (*line == '"' && !n--)
			return value_of_line(a, line, (size_t)(end - line));
	}
	return NULL;
}

/* ---- accounts ---- */

/* One with nothing that is tried. */
static json_t *
plain(struct arena *a, const struct target *t, enum protocol incoming, size_t number)
{
	return json_pack("{ss ss ss ss so so s{ss}}", "id", arena_printf(a, "a%zu", number),
		"name", "Plain Name", "email", arena_printf(a, "plain%zu@example.com", number),
		"description", arena_printf(a, "Plain %zu", number),
		"incoming", usual_server(a, t, incoming),
		"outgoing", usual_server(a, t, PROTOCOL_SMTP), "folders", "delimiter", "/");
}

const char *
samples_account(struct arena *a, const struct target *t, struct sample *const *samples,
	size_t n, size_t number)
{
	json_t *account = plain(a, t, n && samples[0]->incoming ? samples[0]->incoming
		: usual_incoming(t), number);
	json_t *server;
	size_t i;

	/* the certificate is what logs in */
	if (n && samples[0]->certified)
		json_object_set_new(account, "tls", json_pack("{ss ss*}", "cert_file",
			FOLDER "cert.pem", "key_file",
			samples[0]->keyless ? NULL : FOLDER "key.pem"));
	for (i = 0; i < n; i++) {
		if (!strcmp(samples[i]->path, "outgoing.password.command")
		    || !strcmp(samples[i]->path, "incoming.password.command"))
			json_object_del(json_object_get(account,
				*samples[i]->path == 'i' ? "incoming" : "outgoing"), "password");
		put(a, account, samples[i]->path, json_loads(samples[i]->json, JSON_DECODE_ANY,
			NULL));
	}
	/* each has a login of its own */
	server = json_object_get(account, "incoming");
	json_object_set_new(server, "host", json_string(arena_printf(a, "in%zu.example.com",
		number)));
	server = json_object_get(account, "outgoing");
	json_object_set_new(server, "host", json_string(arena_printf(a, "out%zu.example.com",
		number)));
	return take_json(a, account);
}

bool
samples_exclude(const struct sample *one, const struct sample *other)
{
	size_t a = strlen(one->path), b = strlen(other->path), n = a < b ? a : b;

	return one->incoming != other->incoming || one->embedded != other->embedded
		|| (!strncmp(one->path, other->path, n)
		&& (a == b || (a > b ? one : other)->path[n] == '.'));
}
