/* The names that templates may ask of an account: one table.
 * Used by manifests to check templates; view.c fills the names in. */
#include "client/view_names.h"

#include <string.h>

#include "base/keys.h"

static const struct name_row rows[] = {
	{ "id", NAME_TEXT, false, "short name of the account" },
	{ "name", NAME_TEXT, false, "display name" },
	{ "email", NAME_TEXT, false, "address, its domain in A-labels" },
	{ "email_unicode", NAME_TEXT, false, "address as people read it, without A-labels" },
	{ "local_part", NAME_TEXT, false, "address up to the @" },
	{ "domain", NAME_TEXT, false, "address after the @" },
	{ "description", NAME_TEXT, false, "label in lists of accounts" },
	{ "labelled", NAME_FLAG, false, "was a label given, other than the address" },
	{ "organization", NAME_TEXT, true, "organization" },
	{ "reply_to", NAME_TEXT, true, "addresses for replies, as in a message's field" },
	{ "reply_addresses", NAME_LIST_OF_MAPS, false, "the same, one by one" },
	{ "reply_addresses.display_name", NAME_TEXT, true, "display name of one of them" },
	{ "reply_addresses.email", NAME_TEXT, false, "its address" },
	{ "reply_addresses.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "reply_addresses.first", NAME_FLAG, false, "is it the first one" },
	{ "reply_addresses.last", NAME_FLAG, false, "is it the last one" },
	{ "reply_addresses.only", NAME_FLAG, false, "is it the only one" },
	{ "signature", NAME_TEXT, true, "signature, may have lines" },
	{ "signature_file", NAME_TEXT, true, "file that holds the signature, in its place" },
	{ "signature_command", NAME_TEXT, true, "shell command that prints it, in its place" },
	{ "signature_html", NAME_FLAG, false, "is the signature in HTML" },
	{ "aliases", NAME_LIST_OF_MAPS, false, "other addresses of the account" },
	{ "aliases.email", NAME_TEXT, false, "one of them" },
	{ "aliases.name", NAME_TEXT, false, "display name with it, its own or the account's" },
	{ "aliases.reply_addresses", NAME_LIST_OF_MAPS, false, "addresses for replies with it" },
	{ "aliases.reply_addresses.display_name", NAME_TEXT, true, "display name of one of them" },
	{ "aliases.reply_addresses.email", NAME_TEXT, false, "its address" },
	{ "aliases.reply_addresses.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "aliases.reply_addresses.first", NAME_FLAG, false, "is it the first one" },
	{ "aliases.reply_addresses.last", NAME_FLAG, false, "is it the last one" },
	{ "aliases.reply_addresses.only", NAME_FLAG, false, "is it the only one" },
	{ "aliases.identity", NAME_MAP, false,
		"what is written with it: its own, or the account's" },
	{ "aliases.identity.reply_to", NAME_TEXT, true, "addresses for replies" },
	{ "aliases.identity.signature", NAME_TEXT, true, "signature, may have lines" },
	{ "aliases.identity.signature_file", NAME_TEXT, true, "file that holds it" },
	{ "aliases.identity.signature_command", NAME_TEXT, true, "shell command that prints it" },
	{ "aliases.identity.signature_html", NAME_FLAG, false, "is it in HTML" },
	{ "aliases.server", NAME_MAP, true,
		"the server that its mail is sent through, when that is not the account's: inside,"
		" the names of a server" },
	{ "aliases.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "aliases.first", NAME_FLAG, false, "is it the first one" },
	{ "aliases.last", NAME_FLAG, false, "is it the last one" },
	{ "aliases.only", NAME_FLAG, false, "is it the only one" },
	{ "aliases.any", NAME_FLAG, false, "are there any" },
	{ "catch_all", NAME_FLAG, false, "are all addresses of the domain the account's" },
	{ "sendmail", NAME_TEXT, true, "program that takes outgoing mail" },
	{ "primary", NAME_FLAG, false,
		"is it the user's default account, and the first one of the file" },
	{ "check_interval", NAME_MAP, true, "time between two looks for new mail" },
	{ "check_interval.seconds", NAME_PLAIN, false, "in seconds" },
	{ "check_interval.minutes", NAME_PLAIN, false, "in minutes, rounded up" },
	{ "watch", NAME_MAP, true, "does the account say whether the server tells of new mail" },
	{ "watch.on", NAME_FLAG, false, "does it (IMAP IDLE)" },
	{ "store", NAME_MAP, true, "where mail is stored on this machine" },
	{ "store.path", NAME_TEXT, false, "its folder, absolute or below `~/`" },
	{ "store.format", NAME_PLAIN, false, "maildir, mbox or mh" },
	{ "store.is", NAME_MAP, false, "one flag for each format" },
	{ "store.is.maildir", NAME_FLAG, false, "format maildir" },
	{ "store.is.mbox", NAME_FLAG, false, "format mbox" },
	{ "store.is.mh", NAME_FLAG, false, "format mh" },
	{ "proxy", NAME_MAP, true, "SOCKS proxy that the servers are reached through" },
	{ "proxy.host", NAME_TEXT, false, "its host, in A-labels" },
	{ "proxy.port", NAME_PLAIN, false, "its port" },
	{ "pgp", NAME_MAP, false, "OpenPGP" },
	{ "pgp.key", NAME_TEXT, true, "fingerprint or key ID of one's own key, hex digits" },
	{ "pgp.key_id", NAME_TEXT, true, "its key ID, 16 hex digits" },
	{ "pgp.sign", NAME_FLAG, false, "sign every message" },
	{ "pgp.encrypt", NAME_FLAG, false, "encrypt every message" },
	{ "key", NAME_PLAIN, false, "32 hex digits, the same for the account in every run" },
	{ "short_key", NAME_PLAIN, false,
		"its first 12, which was the whole key in earlier versions" },
	{ "first", NAME_FLAG, false, "is it the first account of the file" },
	{ "last", NAME_FLAG, false, "is it the last account of the file" },
	{ "only", NAME_FLAG, false, "is it the only account of the file" },
	{ "index", NAME_PLAIN, false, "the number of the account in the file, 1 first" },
	{ "has_default", NAME_FLAG, false,
		"has the user's own part of the file chosen a default account" },
	{ "after_defaults", NAME_FLAG, false,
		"are there settings of the user's before the account in the file" },
	{ "adopted", NAME_FLAG, false,
		"is it an account that the user had set up before, and mailgen took over" },
	{ "keep", NAME_FLAG, false, "leave mail on the server once it was fetched" },
	{ "option", NAME_MAP, false, "the client's own options: of each `[option.NAME]` a name" },
	{ "file", NAME_MAP, false, "the target's own files: of each `[file.NAME]` a name, the"
		" text of its place" },
	{ "folders", NAME_MAP, false,
		"folders by special use (RFC 6154), as the server names them" },
	{ "folders.drafts", NAME_TEXT, true, "drafts" },
	{ "folders.sent", NAME_TEXT, true, "sent mail" },
	{ "folders.trash", NAME_TEXT, true, "deleted mail" },
	{ "folders.archive", NAME_TEXT, true, "archive" },
	{ "folders.junk", NAME_TEXT, true, "junk" },
	{ "folders.path", NAME_MAP, false, "folders, with '/' between their levels" },
	{ "folders.path.drafts", NAME_TEXT, true, "the same, with '/' between its levels" },
	{ "folders.path.sent", NAME_TEXT, true, "the same, with '/' between its levels" },
	{ "folders.path.trash", NAME_TEXT, true, "the same, with '/' between its levels" },
	{ "folders.path.archive", NAME_TEXT, true, "the same, with '/' between its levels" },
	{ "folders.path.junk", NAME_TEXT, true, "the same, with '/' between its levels" },
	{ "folders.unsure", NAME_FLAG, false,
		"is a folder below INBOX/, and the server's delimiter not given" },
	{ "folders.sent_by_server", NAME_FLAG, false,
		"does the server file copies of sent mail, so that the client makes none" },
	{ "tokens", NAME_LIST_OF_MAPS, false, "access tokens that the broker is to fetch" },
	{ "tokens.name", NAME_TEXT, false, "the account's id, or that and a protocol" },
	{ "tokens.client_id", NAME_TEXT, false, "the registered application" },
	{ "tokens.client_secret", NAME_MAP, false, "its secret, as far as the broker gets it" },
	{ "tokens.client_secret.command", NAME_TEXT, true, "shell command that prints it" },
	{ "tokens.client_secret.value", NAME_TEXT, true, "itself (--embed-passwords)" },
	{ "tokens.username", NAME_TEXT, false, "login name that the token is for" },
	{ "tokens.issuer", NAME_PLAIN, false, "name of the issuer" },
	{ "tokens.authorize", NAME_PLAIN, false, "URL of its authorization endpoint" },
	{ "tokens.token", NAME_PLAIN, false, "URL of its token endpoint" },
	{ "tokens.device", NAME_PLAIN, true, "URL of its device authorization endpoint" },
	{ "tokens.redirect", NAME_PLAIN, false, "where it sends the browser afterwards" },
	{ "tokens.parameters", NAME_LIST_OF_MAPS, false,
		"what its authorization endpoint has to be told besides" },
	{ "tokens.parameters.name", NAME_PLAIN, false, "name of one of them" },
	{ "tokens.parameters.value", NAME_PLAIN, false, "its value" },
	{ "tokens.parameters.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "tokens.parameters.first", NAME_FLAG, false, "is it the first one" },
	{ "tokens.parameters.last", NAME_FLAG, false, "is it the last one" },
	{ "tokens.parameters.only", NAME_FLAG, false, "is it the only one" },
	{ "tokens.scope", NAME_TEXT, false, "what the token is for, with blanks between" },
	{ "tokens.scopes", NAME_LIST_OF_MAPS, false, "the same, one by one" },
	{ "tokens.scopes.scope", NAME_TEXT, false, "one of them" },
	{ "tokens.scopes.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "tokens.scopes.first", NAME_FLAG, false, "is it the first one" },
	{ "tokens.scopes.last", NAME_FLAG, false, "is it the last one" },
	{ "tokens.scopes.only", NAME_FLAG, false, "is it the only one" },
	{ "tokens.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "tokens.first", NAME_FLAG, false, "is it the first one" },
	{ "tokens.last", NAME_FLAG, false, "is it the last one" },
	{ "tokens.only", NAME_FLAG, false, "is it the only one" },
	{ "incoming", NAME_MAP, true, "the server mail is read from" },
	{ "outgoing", NAME_MAP, true, "the server mail is sent through" },
	{ "outgoing.others", NAME_LIST_OF_MAPS, false,
		"the servers that aliases alone send through, each once: inside, the names of a"
		" server" },
	{ "outgoing.others.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "outgoing.others.first", NAME_FLAG, false, "is it the first one" },
	{ "outgoing.others.last", NAME_FLAG, false, "is it the last one" },
	{ "outgoing.others.only", NAME_FLAG, false, "is it the only one" },
};

/* Of the account, and below `incoming` and `outgoing`. */
static const struct name_row tls_rows[] = {
	{ "tls", NAME_MAP, false,
		"certificates and versions; below a server, those for that server" },
	{ "tls.ca_file", NAME_TEXT, true, "file of trusted certificates" },
	{ "tls.cert_file", NAME_TEXT, true, "client certificate" },
	{ "tls.key_file", NAME_TEXT, true, "its key" },
	{ "tls.minimum", NAME_PLAIN, true, "lowest TLS version, the client's word" },
	{ "tls.fingerprint", NAME_MAP, true, "fingerprint of the server's certificate" },
	{ "tls.fingerprint.sha256", NAME_TEXT, true, "as SHA-256, AA:BB:..." },
	{ "tls.fingerprint.sha1", NAME_TEXT, true, "as SHA-1" },
	{ "tls.fingerprint.md5", NAME_TEXT, true, "as MD5" },
};

/* Below `incoming` and `outgoing`. */
static const struct name_row server_rows[] = {
	{ "host", NAME_TEXT, false, "host, in A-labels" },
	{ "host_unicode", NAME_TEXT, false, "host as people read it" },
	{ "host_is", NAME_MAP, false, "what the host is" },
	{ "host_is.address", NAME_FLAG, false, "an IPv4 or IPv6 address" },
	{ "host_is.loopback", NAME_FLAG, false, "this machine" },
	{ "username", NAME_TEXT, false, "login name" },
	{ "tunnel", NAME_TEXT, true,
		"shell command whose standard input and output are the connection" },
	{ "login", NAME_MAP, false, "what the login name is" },
	{ "login.is", NAME_MAP, false, "one flag for each word" },
	{ "login.is.address", NAME_FLAG, false, "the address of the account" },
	{ "login.is.local_part", NAME_FLAG, false, "the address up to the @" },
	{ "login.is.incoming", NAME_FLAG, false, "that for incoming mail, at the same host" },
	{ "description", NAME_TEXT, true, "label of the server, when the account has another" },
	{ "password", NAME_MAP, false, "the password, as far as the client gets it" },
	{ "password.command", NAME_TEXT, true, "shell command that prints it" },
	{ "password.value", NAME_TEXT, true, "the password itself (--embed-passwords)" },
	{ "port", NAME_PLAIN, false, "port" },
	{ "protocol", NAME_PLAIN, false, "the client's word for imap, pop, smtp" },
	{ "security", NAME_PLAIN, false, "the client's word for tls, starttls, none" },
	{ "auth", NAME_PLAIN, false, "the client's word for the authentication" },
	{ "mechanism", NAME_PLAIN, false, "mailgen's word for it" },
	{ "issuer", NAME_PLAIN, true, "the client's word for who gives the access tokens, of"
		" [map.issuer]" },
	{ "number", NAME_PLAIN, true, "its number in `outgoing.others`, when it is one of them" },
	{ "has_login", NAME_FLAG, false, "is there an authentication" },
	{ "simple_login", NAME_FLAG, false,
		"has the user name only letters of ASCII, digits and @ - . _ +" },
	{ "same_login", NAME_FLAG, false, "user name and password as for incoming" },
	{ "is", NAME_MAP, false, "one flag for each word" },
	{ "is.imap", NAME_FLAG, false, "protocol imap" },
	{ "is.pop", NAME_FLAG, false, "protocol pop" },
	{ "is.smtp", NAME_FLAG, false, "protocol smtp" },
	{ "is.tls", NAME_FLAG, false, "security tls" },
	{ "is.starttls", NAME_FLAG, false, "security starttls" },
	{ "is.cleartext", NAME_FLAG, false, "security none" },
	{ "is.password", NAME_FLAG, false, "auth password" },
	{ "is.encrypted", NAME_FLAG, false, "auth encrypted" },
	{ "is.scram", NAME_FLAG, false, "a mechanism of SCRAM" },
	{ "is.oauth2", NAME_FLAG, false, "auth oauth2" },
	{ "is.gssapi", NAME_FLAG, false, "auth gssapi" },
	{ "is.ntlm", NAME_FLAG, false, "auth ntlm" },
	{ "is.external", NAME_FLAG, false, "auth external" },
	{ "is.anonymous", NAME_FLAG, false, "auth none" },
	{ "is.usual_port", NAME_FLAG, false, "the port of the protocol and security" },
	{ "all", NAME_LIST_OF_MAPS, false,
		"all servers of that direction that the client can use, in order: inside, the"
		" names of a server" },
	{ "all.index", NAME_PLAIN, false, "its number, 1 first" },
	{ "all.first", NAME_FLAG, false, "is it the first one" },
	{ "all.last", NAME_FLAG, false, "is it the last one" },
	{ "all.only", NAME_FLAG, false, "is it the only one" },
};

static const struct name_row *
find_row(const struct name_row *table, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(table[i].name, name))
			return &table[i];
	return NULL;
}

struct name_info
view_name_find(const char *path, const char *roles)
{
	static const char *const servers[] = {
		"outgoing.others.", "aliases.server.", "incoming.", "outgoing.",
	};
	const struct name_row *row;
	size_t i, len = 0;
	unsigned n;

	if (*path == '!')
		path++;
	if (!strcmp(path, "uuid") && roles)
		return (struct name_info){ .kind = NAME_MAP };
	if (!strncmp(path, "uuid.", 5))
		return (struct name_info){
			.kind = roles && key_word_find(roles, path + 5, &n) ? NAME_PLAIN
				: NAME_UNKNOWN,
		};
	row = find_row(rows, countof(rows), path);
	for (i = 0; !row && !len && i < countof(servers); i++)
		if (!strncmp(path, servers[i], strlen(servers[i])))
			len = strlen(servers[i]);
	path += len;
	if (len && !strncmp(path, "all.", 4) && strncmp(path + 4, "all", 3)
	    && !find_row(server_rows, countof(server_rows), path))
		path += 4;
	if (!row && len)
		row = find_row(server_rows, countof(server_rows), path);
	if (!row)
		row = find_row(tls_rows, countof(tls_rows), path);
	if (!row)
		return (struct name_info){ .kind = NAME_UNKNOWN };
	return (struct name_info){ .kind = row->kind, .optional = row->optional };
}

const char *
view_name_renamed(const char *path)
{
	static const char *const names[][2] = {
		{ "swayed", "after_defaults" }, { "default_elsewhere", "has_default" },
		{ "default_port", "is.usual_port" },
		{ "incoming.default_port", "incoming.is.usual_port" },
		{ "outgoing.default_port", "outgoing.is.usual_port" },
	};
	size_t i;

	for (i = 0; i < countof(names); i++)
		if (!strcmp(names[i][0], path))
			return names[i][1];
	return NULL;
}

const struct name_row *
view_name_nth(size_t n, bool *of_server)
{
	static const struct { const struct name_row *rows; size_t n; bool of_server; } tables[] = {
		{ rows, countof(rows), false }, { tls_rows, countof(tls_rows), false },
		{ server_rows, countof(server_rows), true },
		{ tls_rows, countof(tls_rows), true },
	};
	size_t i;

	for (i = 0; i < countof(tables) && n >= tables[i].n; i++)
		n -= tables[i].n;
	if (i == countof(tables))
		return NULL;
	*of_server = tables[i].of_server;
	return &tables[i].rows[n];
}
