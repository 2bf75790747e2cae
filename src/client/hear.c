/* What servers hear of a client that prints nothing: the account as the helper program
 * `hear` wants it, and what that heard beside what is meant.
 * Used to read back. */
#include "client/hear.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "client/asking.h"
#include "client/keystroke.h"
#include "client/readback.h"
#include "client/target.h"
#include "client/wording.h"
#include "sys/helper.h"
#include "sys/process.h"
#include "template/value.h"

struct hearing {
	struct asking *q;
	struct arena *arena;            /* that one's */
	const struct target *target;
	struct diags *diags;
	const struct value *view;       /* of the account */
	json_t *facts;                  /* all that the helper program told */
};

enum { SECONDS = 20, SECONDS_MAX = 600, GRACE_SECONDS = 5, OUTPUT_MAX_BYTES = 4 << 20 };

static const char *const directions[] = { "incoming", "outgoing" };

/* ---- what the account means ---- */

static const struct value *
value_of(const struct value *view, const char *direction, const char *name)
{
	const struct value *server = value_find(view, direction, strlen(direction));

	return server ? value_path(server, name, strlen(name)) : NULL;
}

/* A text of the view, "" without one. */
static const char *
text_of(struct hearing *h, const struct value *view, const char *direction,
	const char *name)
{
	const struct value *v = value_of(view, direction, name);

	if (!v)
		return "";
	if (v->kind == VALUE_NUMBER)
		return arena_printf(h->arena, "%lu", v->number);
	return v->kind == VALUE_LITERAL ? v->literal.s : v->text.s ? v->text.s : "";
}

/* Which of these words is true of the server, as its flag `is.` or another one. */
static const char *
which(const struct value *view, const char *direction, const char *const words[][2], size_t n)
{
	while (n--)
		if (value_true(value_of(view, direction, words[n][0])))
			return words[n][1];
	return "";
}

static const char *
protocol(const struct value *view, const char *direction)
{
	static const char *const words[][2] = {
		{ "is.imap", "imap" }, { "is.pop", "pop" }, { "is.smtp", "smtp" },
	};

	return which(view, direction, words, countof(words));
}

static const char *
security(const struct value *view, const char *direction)
{
	static const char *const words[][2] = {
		{ "is.tls", "tls" }, { "is.starttls", "starttls" }, { "is.cleartext", "none" },
	};

	return which(view, direction, words, countof(words));
}

/* What the client has to show: the password, the command that stands for it (verify has
 * one run that prints the account's), or what is typed at its question. */
static const char *
secret(struct hearing *h, const struct value *view, const char *direction)
{
	const char *command = text_of(h, view, direction, "password.command");
	const char *value = text_of(h, view, direction, "password.value");
	const char *typed = h->target->readback->keys;

	return *command ? command : *value || !typed || !strstr(typed, "{password}") ? value
		: "typed-by-mailgen";
}

static bool
is_heard(const struct hearing *h, const struct value *view, size_t direction)
{
	return h->target->readback->heard[direction]
		&& value_find(view, directions[direction], strlen(directions[direction]));
}

/* Does a login send one? */
static bool
wants_secret(const struct value *view, const char *direction)
{
	return value_true(value_of(view, direction, "has_login"))
		&& !value_true(value_of(view, direction, "is.external"));
}

/* ---- the request ---- */

/* How each word for a mechanism may go over the wire. */
static const struct { const char *word, *wire; } wires[] = {
	{ "password", "PLAIN" }, { "password", "LOGIN" }, { "password", "IMAP-LOGIN" },
	{ "password", "USER" }, { "plain", "PLAIN" }, { "login", "LOGIN" },
	{ "login", "IMAP-LOGIN" }, { "login", "USER" }, { "cram-md5", "CRAM-MD5" },
	{ "scram-sha-1", "SCRAM-SHA-1" }, { "scram-sha-256", "SCRAM-SHA-256" },
	{ "apop", "APOP" }, { "xoauth2", "XOAUTH2" }, { "oauthbearer", "OAUTHBEARER" },
	{ "external", "EXTERNAL" },
};

/* All mechanisms are offered, so that a client that takes another one is found out; where
 * it was left the choice, those that are meant. */
static json_t *
mechanisms(struct hearing *h, const struct value *view, const char *direction)
{
	const char *any = target_word(h->target, protocol_find(protocol(view, direction)),
		"auth", "any");
	const char *meant = text_of(h, view, direction, "mechanism");
	bool all = !any || strcmp(any, text_of(h, view, direction, "auth"));
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < countof(wires); i++)
		if (all ? i < 2 || i > 7 : !strcmp(wires[i].word, meant))
			json_array_append_new(list, json_string(wires[i].wire));
	return list;
}

static json_t *
server(struct hearing *h, const struct value *view, const char *direction)
{
	const struct value *port = value_of(view, direction, "port");

	return json_pack("{ss ss ss ss si ss ss so}",
		"name", direction, "protocol", protocol(view, direction),
		"security", security(view, direction),
		"host", text_of(h, view, direction, "host"), "port", (int)port->number,
		"user", text_of(h, view, direction, "username"),
		"secret", secret(h, view, direction),
		"mechanisms", mechanisms(h, view, direction));
}

/* Files that accounts name: authorities, and certificates with their keys. */
struct files {
	json_t *trusted, *shown;
};

static bool
has_file(const json_t *list, const char *path)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (!strcmp(json_string_value(one), path))
			return true;
	return false;
}

/* Adds one to a list, where the client finds it, if it is told of it and it is in neither
 * list. */
static void
add_file(struct hearing *h, const struct files *files, json_t *list, const struct value *view,
	const char *direction, const char *name)
{
	const char *path = text_of(h, view, direction, name);

	if (!target_uses(h->target, name)
	    && !target_uses(h->target, arena_printf(h->arena, "%s.%s", direction, name)))
		return;
	if (!strncmp(path, "~/", 2))
		path = arena_printf(h->arena, "%s/home/%s", h->q->scratch.path, path + 2);
	if (*path && !has_file(files->trusted, path) && !has_file(files->shown, path))
		json_array_append_new(list, json_string(path));
}

static void
add_files(struct hearing *h, const struct files *files, json_t *trusted,
	const struct value *view)
{
	const char *direction;
	size_t i;

	for (i = 0; i < countof(directions); i++) {
		direction = directions[i];
		add_file(h, files, trusted, view, direction, "tls.ca_file");
		add_file(h, files, files->shown, view, direction, "tls.cert_file");
		add_file(h, files, files->shown, view, direction, "tls.key_file");
	}
}

/* Those of the account, then those of the others of the file, which are only there: a
 * client may look for them when it reads it. */
static struct files
files_of(struct hearing *h, const struct value *view)
{
	struct files files = { json_array(), json_array() };
	const struct value *other;

	add_files(h, &files, files.trusted, view);
	for (other = h->q->accounts; other; other = other->next)
		add_files(h, &files, files.shown, other);
	return files;
}

static json_t *
words(struct hearing *h, const char *command)
{
	json_t *list = json_array();
	const char *word;

	while ((word = ini_word(h->arena, &command)))
		json_array_append_new(list, json_string(
			asking_fill(h->q, word)));
	return list;
}

/* Pairs: what to wait for, and all that is typed then. */
static json_t *
keys(struct hearing *h, const struct value *view)
{
	const char *at = h->target->readback->keys, *wait = "", *wrong;
	size_t d = is_heard(h, view, 0) ? 0 : 1;
	struct keystroke k;
	struct buf typed = { 0 };
	json_t *list = json_array();

	while (at && keystroke_next(h->arena, &at, &k, &wrong)) {
		if (k.type)
			buf_puts(&typed, strcmp(k.type, "{password}") ? asking_fill(h->q, k.type)
				: secret(h, view, directions[d]));
		if (k.wait && typed.len)
			json_array_append_new(list, json_pack("[ss]", wait, typed.s));
		if (k.wait)
			buf_clear(&typed);
		wait = k.wait ? k.wait : wait;
	}
	if (typed.len)
		json_array_append_new(list, json_pack("[ss]", wait, typed.s));
	buf_free(&typed);
	return list;
}

static json_t *
mounts(struct hearing *h)
{
	const struct word_list *given = &h->target->readback->mounts;
	json_t *list = json_array();
	const char *equals;
	size_t i;

	for (i = 0; i < given->n; i++) {
		equals = strchr(given->items[i], '=');
		json_array_append_new(list, json_pack("[s%s]", given->items[i],
			(size_t)(equals - given->items[i]),
			asking_fill(h->q, equals + 1)));
	}
	return list;
}

/* The account's folders, by the names that the server has for them (RFC 6154). */
static json_t *
folders(const struct value *view)
{
	static const char *const uses[][2] = {
		{ "folders.drafts", "\\Drafts" }, { "folders.sent", "\\Sent" },
		{ "folders.trash", "\\Trash" }, { "folders.archive", "\\Archive" },
		{ "folders.junk", "\\Junk" },
	};
	json_t *list = json_array();
	const struct value *v;
	size_t i;

	for (i = 0; i < countof(uses); i++) {
		v = value_path(view, uses[i][0], strlen(uses[i][0]));
		if (value_true(v))
			json_array_append_new(list, json_pack("[ss]", v->text.s, uses[i][1]));
	}
	return list;
}

/* The passes: what is meant, a server without STARTTLS, one with a stranger's
 * certificate. */
enum pass { MEANT, DOWNGRADE, STRANGER };

static json_t *
request(struct hearing *h, const struct value *view, enum pass pass)
{
	const struct readback *b = h->target->readback;
	const struct value *delimiter = value_path(view, "folders.delimiter", 17);
	const struct files files = files_of(h, view);
	json_t *servers = json_array();
	int seconds = b->seconds ? (int)b->seconds : SECONDS, most = (int)h->q->seconds;
	size_t i;

	for (i = 0; i < countof(directions); i++)
		if (is_heard(h, view, i))
			json_array_append_new(servers, server(h, view, directions[i]));
	return json_pack("{so so so so so so so ss ss ss si sb sb}",
		"servers", servers, "trusted", files.trusted, "certificates", files.shown,
		"command", words(h, b->command), "keys", keys(h, view), "mounts", mounts(h),
		"folders", folders(view), "delimiter", delimiter->literal.s,
		"folder", h->q->scratch.path, "input", asking_fill(h->q, "{message}"),
		"seconds", most && most < seconds ? most : seconds,
		"downgrade", pass == DOWNGRADE, "stranger", pass == STRANGER);
}

/* ---- the helper program ---- */

/* Jansson has copies of passwords. */
static void
release(json_t *request)
{
	json_t *servers = json_object_get(request, "servers"), *one;
	const json_t *value;
	size_t i;

	json_array_foreach(servers, i, one) {
		value = json_object_get(one, "secret");
		wipe((char *)json_string_value(value), json_string_length(value));
	}
	json_decref(request);
}

/* What the helper program could not do, by the word it has for it. */
static void
say_failed(struct hearing *h, const json_t *answer)
{
	const char *what = json_string_value(json_object_get(answer, "failed"));
	const char *why = json_string_value(json_object_get(answer, "why"));

	if (!what) {
		diag_general(h->diags, DIAG_READBACK,
			"the helper program 'hear' did not answer");
	} else if (!strcmp(what, "namespaces")) {
		diag_general(h->diags, DIAG_READBACK, "%s was not heard: this system lets this "
			"user have no network of their own: %s", h->target->title, tr(why));
		diag_fix(h->diags, "run it as root, or allow user namespaces: "
			"sysctl kernel.unprivileged_userns_clone=1 "
			"kernel.apparmor_restrict_unprivileged_userns=0");
	} else {
		diag_general(h->diags, DIAG_READBACK, "%s was not heard: '%s' cannot be "
			"put in place: %s", h->target->title,
			text_escaped(h->arena, what, strlen(what)), tr(why));
	}
}

/* Takes down the client's command, which the helper program runs. */
static void
note(struct hearing *h)
{
	const char *command = h->target->readback->command;
	const char **argv = arena_alloc(h->arena, strlen(command) / 2 + 2, sizeof(*argv));
	const char *word;
	size_t n = 0;

	while ((word = ini_word(h->arena, &command)))
		argv[n++] = asking_fill(h->q, word);
	asking_note(h->q, argv, asking_environment(h->q));
}

/* Runs the helper program once; NULL after reporting. */
static json_t *
run(struct hearing *h, json_t *request)
{
	const char *helper = helper_find(h->arena, "hear", "OpenSSL", h->diags);
	const char *argv[] = { helper, NULL };
	struct buf input = { 0 };
	struct process p = {
		.argv = argv, .env = asking_environment(h->q), .folder = h->q->scratch.fd,
		.seconds = SECONDS_MAX + GRACE_SECONDS, .output_max = OUTPUT_MAX_BYTES,
	};
	struct process_result r = { 0 };
	json_t *answer = NULL;

	json_dump_callback(request, buf_append, &input, JSON_COMPACT);
	release(request);
	p.input = input.s;
	p.input_len = input.len;
	if (helper && process_run(&p, &r)) {
		answer = json_loadb(r.out.s ? r.out.s : "", r.out.len, 0, NULL);
		process_free(&r);
	}
	buf_free(&input);
	if (helper && !r.signal
	    && (!json_is_object(answer) || json_object_get(answer, "failed"))) {
		say_failed(h, answer);
		json_decref(answer);
		answer = NULL;
	}
	return answer;
}

/* ---- rows ---- */

static struct readback_row *
add_row(struct hearing *h, const char *direction, const char *name, const char *meant,
	const char *read)
{
	return asking_row(h->q, h->view, arena_printf(h->arena, "%s%s%s", direction,
		*direction ? "." : "", name), meant,
		read ? arena_copy(h->arena, read, strlen(read)) : NULL);
}

static const char *
said(const json_t *facts, const char *name)
{
	return json_string_value(json_object_get(facts, name));
}

/* Where the client went in place of the server, when that heard nothing. */
static const char *
went(struct hearing *h, const json_t *facts, const char *name)
{
	const json_t *first = json_array_get(json_object_get(h->facts, "elsewhere"), 0);
	json_int_t port = json_integer_value(json_object_get(first, "port"));

	if (said(facts, name) || !first)
		return said(facts, name);
	return strcmp(name, "port") ? said(first, name)
		: arena_printf(h->arena, "%" JSON_INTEGER_FORMAT, port);
}

/* As it was at the login, or where there was none at the end of a connection. */
static const char *
secured(const json_t *facts)
{
	const char *at_login = said(facts, "security");

	return at_login ? at_login
		: json_string_value(json_array_get(json_object_get(facts, "securities"), 0));
}

/* The mechanism as the account has it, when it is one of those that it means. */
static const char *
mechanism(struct hearing *h, const char *meant, const char *wire)
{
	size_t i;

	for (i = 0; wire && i < countof(wires); i++)
		if (!strcmp(wires[i].word, meant) && !strcmp(wires[i].wire, wire))
			return meant;
	return wire ? text_lower(h->arena, wire, strlen(wire)) : NULL;
}

/* What was heard besides: a row for each, as nothing of it is meant. */
static void
add_others(struct hearing *h, const json_t *facts, const char *direction)
{
	const json_t *one, *tried = json_object_get(facts, "tried");
	size_t i;

	json_array_foreach(json_object_get(facts, "also"), i, one)
		add_row(h, direction, "also", "", json_string_value(one));
	for (i = 1; i < json_array_size(tried); i++)
		add_row(h, direction, "also", "", arena_printf(h->arena, "%s",
			json_string_value(json_array_get(tried, i))));
}

static void
compare_login(struct hearing *h, const struct value *view, const char *direction,
	const json_t *facts)
{
	const char *meant = text_of(h, view, direction, "mechanism");
	const char *verdict = said(facts, "secret"), *own = secret(h, view, direction);

	add_row(h, direction, "auth", meant, mechanism(h, meant, said(facts, "mechanism")));
	if (!value_true(value_of(view, direction, "has_login")))
		return;
	add_row(h, direction, "username", text_of(h, view, direction, "username"),
		said(facts, "user"));
	if (wants_secret(view, direction))
		add_row(h, direction, "password", own, !verdict ? NULL
			: !strcmp(verdict, "same") ? own : "other")->secret = true;
	if (*text_of(h, view, direction, "tls.cert_file"))
		add_row(h, direction, "certificate", "same", said(facts, "certificate"));
}

/* Senders that leave the message as it is write no name into it. */
static void
compare_message(struct hearing *h, const struct value *view, const json_t *facts)
{
	const char *email = value_find(view, "email", 5)->text.s;

	add_row(h, "", "sender", email, said(facts, "sender"));
	if (target_uses(h->target, "name"))
		add_row(h, "", "from.name", value_find(view, "name", 4)->text.s,
			said(facts, "from_name"));
	if (target_uses(h->target, "email"))
		add_row(h, "", "from.address", email, said(facts, "from_address"));
}

static void
compare(struct hearing *h, const struct value *view, size_t direction)
{
	const char *name = directions[direction];
	const json_t *facts = json_object_get(h->facts, name);

	add_row(h, name, "host", text_of(h, view, name, "host"), went(h, facts, "host"));
	add_row(h, name, "port", text_of(h, view, name, "port"), went(h, facts, "port"));
	add_row(h, name, "security", security(view, name), secured(facts));
	compare_login(h, view, name, facts);
	if (!strcmp(name, "outgoing"))
		compare_message(h, view, facts);
	add_others(h, facts, name);
}

static void
add_elsewhere(struct hearing *h)
{
	const json_t *one = NULL;
	size_t i;

	json_array_foreach(json_object_get(h->facts, "elsewhere"), i, one)
		add_row(h, "", "elsewhere", "", arena_printf(h->arena,
			"%s:%" JSON_INTEGER_FORMAT, said(one, "host"),
			json_integer_value(json_object_get(one, "port"))));
}

/* ---- what has to be refused ---- */

/* Is the pass one for this server? */
static bool
concerns(const struct value *view, const char *direction, enum pass pass)
{
	const char *meant = security(view, direction);

	return pass == DOWNGRADE ? !strcmp(meant, "starttls") : strcmp(meant, "none") != 0;
}

/* Runs the client once more where it must not log in. */
static bool
hear_refusal(struct hearing *h, const struct value *view, enum pass pass)
{
	const json_t *facts;
	json_t *answer;
	size_t i;
	bool any = false;

	for (i = 0; i < countof(directions); i++)
		any |= is_heard(h, view, i) && concerns(view, directions[i], pass);
	if (!any)
		return true;
	answer = run(h, request(h, view, pass));
	for (i = 0; answer && i < countof(directions); i++) {
		facts = json_object_get(answer, directions[i]);
		if (facts && concerns(view, directions[i], pass))
			add_row(h, directions[i], pass == DOWNGRADE ? "downgrade" : "stranger",
				"refused", said(facts, "mechanism") ? "login"
				: said(facts, "host") ? "refused" : NULL);
	}
	json_decref(answer);
	return answer != NULL;
}

/* ---- one account ---- */

/* Is it an account of which a server can hear all that it means? */
static bool
can_hear(struct hearing *h, const struct value *view)
{
	const char *title = h->target->title, *d;
	size_t i, k;

	for (i = 0; i < countof(directions); i++) {
		d = directions[i];
		if (!is_heard(h, view, i))
			continue;
		for (k = 0; k < countof(wires); k++)
			if (!strcmp(wires[k].word, text_of(h, view, d, "mechanism")))
				break;
		if (k == countof(wires) && value_true(value_of(view, d, "has_login")))
			return diag_general(h->diags, DIAG_READBACK, "%s cannot be heard: its"
				" login by %s needs a server of its own", title,
				text_of(h, view, d, "mechanism"));
		if (value_of(view, d, "tunnel")
		    && target_uses(h->target, arena_printf(h->arena, "%s.tunnel", d)))
			return diag_general(h->diags, DIAG_READBACK, "%s cannot be heard: its"
				" connection is made by the command in 'tunnel', which is not run",
				title);
		if (value_of(view, d, "tls.fingerprint"))
			return diag_general(h->diags, DIAG_READBACK, "%s cannot be heard: no other "
				"server has the certificate of tls.fingerprint", title);
		if (wants_secret(view, d) && !*secret(h, view, d)) {
			diag_general(h->diags, DIAG_READBACK,
				"%s cannot be heard: it is given no password", title);
			return diag_fix(h->diags, "give 'password: {command: ...}', and "
				"add --embed-passwords where the client cannot run it");
		}
	}
	return true;
}

/* The last that the client said, where it may be shown. On a terminal it is a picture. */
static const char *
last_words(struct hearing *h)
{
	const char *text = said(h->facts, "said");

	if (!text || h->q->secretive || h->target->readback->keys)
		return "";
	return wording_last(h->arena, text, &h->q->secrets);
}

/* A client that goes nowhere says perhaps why. */
static bool
went_out(struct hearing *h)
{
	json_int_t status = json_integer_value(json_object_get(h->facts, "status"));
	const char *words = last_words(h);
	size_t i;

	for (i = 0; i < countof(directions); i++)
		if (said(json_object_get(h->facts, directions[i]), "host"))
			return true;
	if (json_array_size(json_object_get(h->facts, "elsewhere")))
		return true;
	return diag_general(h->diags, DIAG_READBACK, "%s connected to no server (exit status %d)%s",
		h->target->title, (int)status, h->q->secretive
		? tr("; its words are not shown, as they may contain a password")
		: *words ? arena_printf(h->arena, ": %s", words) : "");
}

bool
hear_possible(struct asking *q, const struct value *view)
{
	struct hearing h = { q, q->arena, q->target, q->diags, view, NULL };

	return !target_is_heard(q->target) || can_hear(&h, view);
}

json_t *
hear(struct asking *q, const struct value *view)
{
	struct hearing h = { q, q->arena, q->target, q->diags, view, NULL };
	size_t before = q->report->different, i;
	bool ok;

	if (!can_hear(&h, view))
		return NULL;
	note(&h);
	h.facts = run(&h, request(&h, view, MEANT));
	ok = h.facts && went_out(&h);
	for (i = 0; i < countof(directions) && ok; i++)
		if (is_heard(&h, view, i))
			compare(&h, view, i);
	if (ok)
		add_elsewhere(&h);
	if (ok)
		q->report->said = last_words(&h);
	/* one that does not log in where it should proves nothing where it should not */
	if (ok && q->report->different == before)
		ok = hear_refusal(&h, view, DOWNGRADE)
			&& (q->target->readback->unchecked || hear_refusal(&h, view, STRANGER));
	if (ok)
		return h.facts;
	json_decref(h.facts);
	return NULL;
}
