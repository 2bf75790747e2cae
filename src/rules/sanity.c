/* What knows mail: settings that are possible and still hardly meant.
 * Used by the pipeline after validate.c. */
#include "rules/sanity.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/near.h"
#include "base/source.h"
#include "base/table.h"
#include "model/account.h"
#include "model/address.h"
#include "model/script.h"
#include "rules/rules.h"
#include "sys/path.h"

struct sanity {
	struct arena *arena;
	const struct rule_set *home, *set;      /* the account's, the server's */
	const struct account *account;
	struct diags *diags;
	const struct server *server;
	const struct tls *tls;          /* of the account, or of the server's own */
};

/* ---- hosts ---- */

static const struct { const char *prefix; enum protocol protocol; } services[] = {
	{ "smtp", PROTOCOL_SMTP }, { "smtps", PROTOCOL_SMTP },
	{ "imap", PROTOCOL_IMAP }, { "imaps", PROTOCOL_IMAP },
	{ "pop", PROTOCOL_POP }, { "pops", PROTOCOL_POP },
};

static const char *const tasks[PROTOCOL_COUNT] = {
	[PROTOCOL_IMAP] = "reading mail (IMAP)",
	[PROTOCOL_POP] = "fetching mail (POP)",
	[PROTOCOL_SMTP] = "sending mail (SMTP)",
};

/* The service that a host is named after, as imap4.example.com is. */
static enum protocol
service_of(struct text host, size_t *len)
{
	size_t i, n = strspn(host.s, "abcdefghijklmnopqrstuvwxyz");

	*len = n + strspn(host.s + n, "0123456789");
	for (i = 0; i < countof(services); i++)
		if (strlen(services[i].prefix) == n && !memcmp(host.s, services[i].prefix, n))
			return services[i].protocol;
	return PROTOCOL_UNSET;
}

static bool
row_has(const struct sanity *s)
{
	const struct rule_row *row;

	for (row = s->set->rows; row; row = row->next)
		if (row->host && row->protocol == s->server->protocol
		    && text_is(s->server->host, row->host))
			return true;
	return false;
}

static void
check_service(const struct sanity *s, enum diag_id id)
{
	const struct server *server = s->server;
	size_t len, label = strcspn(server->host.s, ".");
	enum protocol service = service_of(server->host, &len);
	const char *own = protocol_word(server->protocol);

	if (!strncmp(server->host.s, "www.", 4)) {
		diag_at(s->diags, server->host.pos, id, "'%s' has the name of a server for web"
			" pages", server->host.s);
		diag_fix(s->diags, "look up the server's name: is it '%s%s'?", own,
			server->host.s + 3);
		return;
	}
	if (!service || service == server->protocol || row_has(s)
	    || memmem(server->host.s, label, own, strlen(own)))
		return;
	/* some servers for reading do both, whatever they are called */
	diag_graded(s->diags, server->host.pos, id, service == PROTOCOL_SMTP
		|| server->protocol == PROTOCOL_SMTP ? SEVERITY_WARNING : SEVERITY_NOTE,
		"'%s' has the name of a server for %s, and the one for %s is wanted here",
		server->host.s, tr(tasks[service]), tr(tasks[server->protocol]));
	if (server->host.s[len] == '.')
		diag_fix(s->diags, "look up the server's name: is it '%s%s'?", own,
			server->host.s + len);
	else
		diag_fix(s->diags, "look up the server's name");
}

/* A certificate for an address is possible (RFC 5280 section 4.2.1.6) and
 * hardly ever made. */
static void
check_literal(const struct sanity *s, enum diag_id id)
{
	const struct server *server = s->server;

	if (!host_is_literal(server->host) || host_is_loopback(server->host)
	    || server->security == SECURITY_NONE
	    || text_given(account_tls(s->account, server).fingerprint))
		return;
	diag_at(s->diags, server->host.pos, id, "'%s' is an IP address, and the"
		" certificates that TLS checks are made out to names", server->host.s);
	diag_fix(s->diags, "write the server's name, or give 'tls: {fingerprint: ...}'");
}

static void
report_script(const struct sanity *s, enum diag_id id, struct text host, struct pos pos)
{
	const char *problem = script_check(s->arena, host.s);

	if (!problem)
		return;
	diag_at(s->diags, pos, id, "a name that looks like another one: %s", problem);
	diag_fix(s->diags, "type the name again; it is now '%s'", host.s);
}

static void
check_script(const struct sanity *s, enum diag_id id)
{
	report_script(s, id, s->server->host, s->server->host.pos);
}

/* ---- who logs in, and with what ---- */

static void
check_username(const struct sanity *s, enum diag_id id)
{
	const struct server *server = s->server;
	const struct account *account = s->account;
	enum name_form form = rules_username(s->set, rules_row(s->set, server));
	bool address = memchr(server->username.s, '@', server->username.len);

	if (server->auth == AUTH_NONE)
		return;
	if (form == NAME_ADDRESS && !address) {
		diag_at(s->diags, server->username.pos, id,
			"%s takes the whole address as user name", s->set->title);
		diag_fix(s->diags, "write 'username: %s', or leave it out", account->email.s);
	} else if (form == NAME_LOCAL_PART
	    && text_is_nocase(server->username, account->email.s)) {
		diag_at(s->diags, server->username.pos, id,
			"%s takes the part before the '@' as user name, found '%s'",
			s->set->title, server->username.s);
		diag_fix(s->diags, "write 'username: %s', or leave it out",
			account->local_part.s);
	}
}

/* That there is no command at all is between the server and the client: some
 * get tokens by themselves. */
static void
check_token(const struct sanity *s, enum diag_id id)
{
	const struct server *server = s->server;

	if (server->auth != AUTH_OAUTH2 || !text_given(server->password.value))
		return;
	diag_at(s->diags, server->password.pos, id, "auth 'oauth2' wants an access"
		" token, which is valid for an hour or so, found a fixed text");
	diag_fix(s->diags, "give 'password: {command: ...}' with a program that fetches"
		" and renews tokens, or in its place 'oauth2: {broker: ...}' with one of"
		" `mailgen targets`");
}

/* Challenge and response need the password itself on the server (RFC 2195),
 * SCRAM does not (RFC 5802 section 3). */
static void
check_hashed(const struct sanity *s, enum diag_id id)
{
	const struct server *server = s->server;

	if (!s->set->hashed || server->auth != AUTH_ENCRYPTED
	    || (text_given(server->mechanism)
	    && !strncmp(server->mechanism.s, "scram-", 6)))
		return;
	diag_at(s->diags, server->auth_pos, id,
		"rule set '%s' says that only hashes of passwords are kept, and those"
		" cannot answer auth 'encrypted'", s->set->name);
	diag_fix(s->diags, "use auth 'password' with security 'tls', which encrypts it");
}

/* ---- files of this machine ---- */

/* A password in a file whose mode lets other users read it; written is its name as the
 * user has it. */
static void
check_readable(const struct sanity *s, enum diag_id id, struct pos pos, const char *path,
	const char *written, const char *fix)
{
	struct stat st;

	if (stat(path, &st) || !S_ISREG(st.st_mode) || !(st.st_mode & 077))
		return;
	diag_at(s->diags, pos, id, "other users can read the password in '%s' (mode %03o)",
		text_escaped(s->arena, written, strlen(written)), (unsigned)st.st_mode & 0777);
	diag_fix(s->diags, "%s", fix);
}

static void
check_password_file(const struct sanity *s, enum diag_id id)
{
	const struct text *file = &s->server->password.file;
	const struct server *before = account_reads(s->account, PROTOCOL_UNSET);

	if (text_given(*file) && (!before || s->server == before
	    || !pos_same(file->pos, before->password.file.pos)))
		check_readable(s, id, file->pos, path_of_user(s->arena, file->s), file->s,
			"run chmod 600 on the file");
}

static void
check_inline_password(const struct sanity *s, enum diag_id id)
{
	struct pos at;

	if (account_has_inline_password(s->account, &at) && at.source)
		check_readable(s, id, at, at.source->name, at.source->name,
			"use 'password: {command: ...}', or run chmod 600 on the file");
}

/* A file that the client will read: is it one here? */
static void
check_file(const struct sanity *s, enum diag_id id, struct text file, const char *folder)
{
	const char *path = text_given(file) ? path_of_user(s->arena, file.s) : NULL;
	struct stat st;

	if (!path)
		return;
	if (stat(path, &st)) {
		/* the account may be meant for another machine */
		diag_graded(s->diags, file.pos, id, SEVERITY_NOTE, strchr(file.s, '/')
			? "this machine has no file '%s'" : "this machine has no such file",
			file.s);
	} else if (S_ISDIR(st.st_mode) || access(path, R_OK)) {
		diag_at(s->diags, file.pos, id, S_ISDIR(st.st_mode) ? folder
			: "you may not read '%s'", file.s);
		diag_fix(s->diags, "name a file that you can read");
	}
}

static void
check_tls_files(const struct sanity *s, enum diag_id id)
{
	const struct text files[] = { s->tls->ca_file, s->tls->cert_file, s->tls->key_file };
	size_t i;

	for (i = 0; i < countof(files); i++)
		check_file(s, id, files[i], "'%s' is a folder, not a file in PEM");
}

static void
check_signature_file(const struct sanity *s, enum diag_id id)
{
	check_file(s, id, s->account->signature.file, "'%s' is a folder, not a file");
}

/* ---- the account ---- */

static void
check_domain(const struct sanity *s, enum diag_id id)
{
	if (text_given(s->account->domain))
		report_script(s, id, s->account->domain, s->account->email.pos);
}

static void
check_minimum(const struct sanity *s, enum diag_id id)
{
	struct text minimum = s->tls->minimum;

	if (!text_is(minimum, "1.0") && !text_is(minimum, "1.1"))
		return;
	diag_at(s->diags, minimum.pos, id, "TLS %s was withdrawn in 2021, as its hashes"
		" are broken (RFC 8996)", minimum.s);
	diag_fix(s->diags, "write 'minimum: \"1.2\"'");
}

static void
check_pop(const struct sanity *s, enum diag_id id)
{
	const struct server_list *in = &s->account->incoming;
	struct pos at;
	size_t i;

	for (i = 0; i < in->n && account_keeps(s->account, &in->items[i], &at); i++)
		;
	if (i == in->n)
		return;
	diag_at(s->diags, at, id, "clients that fetch mail delete it from the server"
		" then, and no other device will see it");
	diag_fix(s->diags, "write 'keep: true', or 'allow: [%s]' if that is meant",
		diag_word(id));
}

static void
check_pop_only(const struct sanity *s, enum diag_id id)
{
	const struct account *account = s->account;
	const struct server *pop = account_reads(account, PROTOCOL_POP);
	const struct server *in = pop ? pop : account_reads(account, PROTOCOL_UNSET);

	if (account->keep_given && in && in->keep_given && account->keep != in->keep) {
		diag_at(s->diags, account->keep_pos, id, "'pop.keep' has no effect here: 'keep'"
			" under 'incoming' comes first");
		diag_fix(s->diags, "leave 'pop' out");
		return;
	}
	if (!in || in->protocol != PROTOCOL_IMAP || in->keep_given || account->keep)
		return;
	diag_at(s->diags, account->keep_pos, id, "'pop.keep' has no effect here: mail is"
		" read with IMAP");
	diag_fix(s->diags, "leave it out; for a client that fetches mail and deletes it,"
		" write 'keep: false' under 'incoming'");
}

/* ---- folders ---- */

static const struct { const char *use, *usual; size_t offset; } folder_uses[] = {
	{ "drafts", "Drafts", offsetof(struct folders, drafts) },
	{ "sent", "Sent", offsetof(struct folders, sent) },
	{ "trash", "Trash", offsetof(struct folders, trash) },
	{ "archive", "Archive", offsetof(struct folders, archive) },
	{ "junk", "Junk", offsetof(struct folders, junk) },
};

static struct text
folder_of(const struct folders *f, size_t use)
{
	return *(const struct text *)((const char *)f + folder_uses[use].offset);
}

/* The name without what is no part of one: levels without a name. "" for a URL, which
 * may have a password: without its "//" nothing would say that it is one. */
static const char *
named_levels(const struct sanity *s, const char *name)
{
	const char separators[] = { folders_delimiter(&s->account->folders), '/', '\0' };
	char *out = arena_alloc(s->arena, strlen(name) + 1, 1), *end = out;

	if (strstr(name, "://"))
		return "";
	for (; *name; name++)
		if (!strchr(separators, *name)
		    || (end > out && name[1] && !strchr(separators, name[1])))
			*end++ = *name;
	*end = '\0';
	return out;
}

static const char shortcuts[] = "+=!><^~@/";

static void
fix_folder(const struct sanity *s, size_t use, const char *name)
{
	if (*name)
		diag_fix(s->diags, "write '%s: %s' if that is the name that the server has",
			folder_uses[use].use, name);
	else
		diag_fix(s->diags, "write the name that the server has, as in '%s: %s'",
			folder_uses[use].use, folder_uses[use].usual);
}

/* No server has a folder whose name ends with what separates levels, or has two in a
 * row. */
static void
check_folders(const struct sanity *s, enum diag_id id)
{
	const char *named;
	struct text name;
	size_t i;

	for (i = 0; i < countof(folder_uses); i++) {
		name = folder_of(&s->account->folders, i);
		if (!text_given(name))
			continue;
		named = named_levels(s, name.s + strspn(name.s, shortcuts));
		if (!strcmp(named, name.s))
			continue;
		if (strchr(shortcuts, *name.s))
			diag_at(s->diags, name.pos, id, "'%s' begins with '%c', which some"
				" clients read as a shortcut and servers as part of the name",
				name.s, *name.s);
		else
			diag_at(s->diags, name.pos, DIAG_BAD_VALUE, "'%s' has a level without a"
				" name, before or after the character that separates levels",
				name.s);
		fix_folder(s, i, named);
	}
}

static bool
reads_pop_alone(const struct account *account)
{
	return account_reads(account, PROTOCOL_POP) && !account_reads(account, PROTOCOL_IMAP);
}

/* Whether a dot parts folders is for the server to say; a name that begins with
 * "INBOX." shows that it does. */
static void
check_delimiter(const struct sanity *s, enum diag_id id)
{
	const struct folders *f = &s->account->folders;
	struct folders dotted = *f;
	struct text name, path;
	bool told = false;
	size_t i;

	if (reads_pop_alone(s->account) || text_given(f->delimiter))
		return;
	dotted.delimiter = (struct text){ .s = ".", .len = 1 };
	for (i = 0; i < countof(folder_uses); i++) {
		name = folder_of(f, i);
		if (!text_given(name) || !strchr(name.s, '.')
		    || (folders_delimiter(f) == '/' && strchr(name.s, '/')))
			continue;
		path = folders_path(s->arena, &dotted, name);
		if (told) {             /* one fix is for all of them */
			diag_note_at(s->diags, name.pos, "'%s' is read in the same way", name.s);
			continue;
		}
		told = true;
		if (folders_delimiter(f) == '.')
			diag_at(s->diags, name.pos, id, "'%s' is read as '%s', the folder's name on"
				" a server that separates folders with '.'", name.s, path.s);
		else
			diag_at(s->diags, name.pos, id,
				"'%s' is read as one folder with a dot in its name", name.s);
		diag_fix(s->diags,
			"write 'delimiter: \".\"' under 'folders' if the server separates"
			" folders with '.', or 'delimiter: \"/\"' if the dot belongs to the name");
	}
}

/* The provider's copy of a sent mail and the client's would both be there. */
static void
check_sent(const struct sanity *s, enum diag_id id)
{
	const struct account *account = s->account;
	const struct server *in = account_reads(account, PROTOCOL_IMAP);
	struct text sent = account->folders.sent;

	if (!text_given(sent) || !in || !account->outgoing.n || !in->files_sent
	    || in->rules != account->outgoing.items[0].rules)
		return;
	diag_at(s->diags, sent.pos, id, "the provider files a copy of each mail that is sent"
		" through its server, and the client would add another one in '%s'", sent.s);
	diag_fix(s->diags, "write 'sent: none'");
	diag_edit(s->diags, sent, "none");
}

/* The host of a server that was probably meant; NULL: none is near. */
static const char *
near_sender(const struct server_list *servers, struct text host)
{
	struct near near = { .key = host.s };
	size_t i;

	for (i = 0; i < servers->n; i++)
		if (text_given(servers->items[i].host))
			near_try(&near, servers->items[i].host.s);
	return near.word;
}

/* The host of the first server that has one. */
static const char *
any_sender(const struct server_list *servers)
{
	size_t i = 0;

	while (!text_given(servers->items[i].host))
		i++;
	return servers->items[i].host.s;
}

/* Makes a table of the hosts that mail is sent through. */
static void
note_senders(const struct sanity *s, struct table *hosts)
{
	const struct server_list *servers = &s->account->outgoing;
	struct text host;
	size_t i;

	for (i = 0; i < servers->n; i++) {
		host = servers->items[i].host;
		if (text_given(host))
			*table_at(s->arena, hosts, host.s, host.len) = (void *)host.s;
	}
}

/* An alias sends through a server that the account has. */
static void
check_senders(const struct sanity *s, enum diag_id id)
{
	enum { SUGGESTED = 20 };        /* each is looked for among all servers */
	const struct alias_list *aliases = &s->account->aliases;
	struct table hosts = { 0 };
	const char *near;
	struct text host;
	size_t i, n = 0;

	for (i = 0; i < aliases->n; i++) {
		host = aliases->items[i].outgoing;
		if (!text_given(host))
			continue;
		if (!n++)
			note_senders(s, &hosts);
		if (table_find(&hosts, host.s, host.len))
			continue;
		near = n < SUGGESTED ? near_sender(&s->account->outgoing, host) : NULL;
		diag_at(s->diags, host.pos, id, "the account has no outgoing server '%s' that"
			" this alias could send through", host.s);
		if (near) {
			diag_fix(s->diags, "did you mean '%s'?", near);
			diag_edit(s->diags, host, near);
		} else if (hosts.root) {
			diag_fix(s->diags, "write 'outgoing: %s', or add '- {host: %s}' to the list"
				" 'outgoing' of the account", any_sender(&s->account->outgoing),
				host.s);
		} else {
			diag_fix(s->diags, "leave 'outgoing' out");
		}
	}
}

/* ---- all of them ---- */

struct check {
	enum diag_id id;
	void (*look)(const struct sanity *, enum diag_id);
};

static const struct check server_checks[] = {
	{ DIAG_HOST_SERVICE, check_service },
	{ DIAG_HOST_LITERAL, check_literal },
	{ DIAG_HOST_SCRIPT, check_script },
	{ DIAG_USERNAME_FORM, check_username },
	{ DIAG_TOKEN_MISSING, check_token },
	{ DIAG_PASSWORD_HASHED, check_hashed },
	{ DIAG_PASSWORD_READABLE, check_password_file },
	{ DIAG_TLS_OLD, check_minimum },
	{ DIAG_TLS_FILE, check_tls_files },
};

static const struct check account_checks[] = {
	{ DIAG_INLINE_PASSWORD, check_inline_password },
	{ DIAG_HOST_SCRIPT, check_domain },
	{ DIAG_TLS_OLD, check_minimum },
	{ DIAG_TLS_FILE, check_tls_files },
	{ DIAG_SIGNATURE_FILE, check_signature_file },
	{ DIAG_POP_DELETE, check_pop },
	{ DIAG_POP_ONLY, check_pop_only },
	{ DIAG_FOLDER_PREFIX, check_folders },
	{ DIAG_FOLDER_DELIMITER, check_delimiter },
	{ DIAG_SENT_TWICE, check_sent },
	{ DIAG_BAD_VALUE, check_senders },
};

/* One server that was written may be several endpoints by now; the first of
 * them speaks for all. */
static void
check_servers(struct sanity *s)
{
	const struct server *server, *before = NULL;
	size_t i, k;

	for (i = 0; (server = account_server(s->account, i)); i++, before = server) {
		s->server = server;
		s->tls = &server->tls;
		s->set = server->rules ? server->rules : s->home;
		if (server->bad || !text_given(server->host) || !text_given(server->username)
		    || (before && server->protocol == before->protocol
		    && pos_same(server->pos, before->pos)))
			continue;
		for (k = 0; k < countof(server_checks); k++)
			server_checks[k].look(s, server_checks[k].id);
	}
}

void
rules_sanity(struct arena *a, const struct rule_set *set,
	const struct account *account, struct diags *diags)
{
	struct sanity s = { .arena = a, .home = set, .account = account,
		.diags = diags };
	size_t i;

	s.tls = &account->tls;
	for (i = 0; i < countof(account_checks); i++)
		account_checks[i].look(&s, account_checks[i].id);
	check_servers(&s);
}
