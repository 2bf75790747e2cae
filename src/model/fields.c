/* The field table: every field of an account file with its type and its help.
 * Used by load.c to read accounts and by schema.c to describe them. */
#include "model/fields.h"

#include <string.h>

#include "base/text.h"
#include "model/account.h"

#define AT(type, member) .offset = offsetof(struct type, member)
#define PLACE(type, member) .pos_offset = offsetof(struct type, member)
#define GIVEN(type, member) .given_offset = offsetof(struct type, member)
#define MAPPING(string, rows, sentence) \
	{ .name = string, .help = sentence, .fields = rows, .n = countof(rows) }

static const struct field password_fields[] = {
	{ "command", FIELD_COMMAND, .source = true, .offset = 0,
	  .help = "Command that prints the password on its first line: a line for"
		" the shell, or a list of the program and its arguments.",
	  .example = "[pass, show, mail/jean]" },
	{ "file", FIELD_PATH, .source = true, .guarded = true, AT(password, file),
	  .help = "File whose first line is the password.",
	  .example = "~/.mail-password" },
	{ "env", FIELD_VARIABLE, .source = true, .guarded = true, AT(password, env),
	  .help = "Environment variable that contains the password.",
	  .example = "MAIL_PASSWORD" },
	{ "keyring", FIELD_ATTRIBUTES, .source = true, AT(password, keyring),
	  .help = "Attributes that find the password in the desktop's keyring.",
	  .example = "{service: imap.example.com, user: jean}" },
};

static const struct mapping password_mapping = {
	.name = "password", .secret = true,
	.help = "Where the password comes from: exactly one source.",
	.fields = password_fields, .n = countof(password_fields),
};

static const struct field tls_fields[] = {
	{ "ca_file", FIELD_TEXT, .guarded = true, .loss = LOSS_GREAT,
	  .concern = CONCERNS_CONNECTIONS, AT(tls, ca_file),
	  .help = "File of the certification authorities to trust, in PEM.",
	  .fallback = "the system's",
	  .example = "/etc/ssl/certs/ca-certificates.crt" },
	{ "fingerprint", FIELD_FINGERPRINT, .loss = LOSS_GREAT,
	  .concern = CONCERNS_CONNECTIONS,
	  .help = "Fingerprint of the servers' certificate: SHA-256, SHA-1 or MD5"
		" in hexadecimal digits, with or without colons.",
	  .example = "\"SHA256:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
		"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\"" },
	{ "minimum", FIELD_TLS_VERSION, .loss = LOSS_GREAT, .kind = "tls-version",
	  .concern = CONCERNS_CONNECTIONS, AT(tls, minimum),
	  .help = "Oldest version of TLS to accept.",
	  .fallback = "the client's", .example = "\"1.2\"" },
	{ "cert_file", FIELD_TEXT, .guarded = true, .loss = LOSS_GREAT,
	  .concern = CONCERNS_CONNECTIONS, AT(tls, cert_file),
	  .help = "Client certificate in PEM, for auth 'external'.",
	  .example = "~/.certs/jean.pem" },
	{ "key_file", FIELD_TEXT, .guarded = true, .loss = LOSS_GREAT,
	  .concern = CONCERNS_CONNECTIONS, AT(tls, key_file),
	  .help = "Private key of the client certificate in PEM.",
	  .example = "~/.certs/jean.key" },
};

static const struct mapping tls_mapping = MAPPING("tls", tls_fields,
	"What concerns TLS: of the account for all its servers, of a server for that one.");

static const struct field oauth2_fields[] = {
	{ "broker", FIELD_TEXT, .loss = LOSS_NONE, AT(oauth2, broker),
	  .help = "Target that is a broker, which fetches and renews the access tokens: its"
		" command is the password of each server with auth 'oauth2' that has none of its"
		" own.",
	  .example = "NAME" },
	{ "issuer", FIELD_TEXT, .loss = LOSS_NONE, AT(oauth2, issuer),
	  .help = "Name of the authorization server's file.",
	  .fallback = "the one that knows the server's host", .example = "microsoft" },
	{ "client_id", FIELD_TEXT, .loss = LOSS_NONE, AT(oauth2, client_id),
	  .help = "Identifier of the application that is registered with the issuer"
		" (RFC 6749, 2.2).",
	  .example = "0123abcd-example" },
	{ "client_secret", FIELD_PASSWORD, .secret = true, .loss = LOSS_NONE,
	  .mapping = &password_mapping, AT(oauth2, client_secret),
	  PLACE(oauth2, client_secret.pos), GIVEN(oauth2, client_secret.given),
	  .help = "Where that application's secret comes from, when it has one.",
	  .example = "{command: [pass, show, mail/app]}" },
	{ "scope", FIELD_TEXT, .loss = LOSS_NONE, AT(oauth2, scope),
	  .help = "What the token is for (RFC 6749, 3.3): words with blanks between them.",
	  .fallback = "what the issuer's file says for the protocols of the servers",
	  .example = "https://mail.google.com/" },
};

static const struct mapping oauth2_mapping = MAPPING("oauth2", oauth2_fields,
	"Who gives the access tokens for auth 'oauth2': a broker, an issuer, or both.");

static const struct field server_fields[] = {
	/* the incoming server alone has these two: keep them first */
	{ "keep", FIELD_BOOL, .loss = LOSS_GREAT, .kind = "bool",
	  AT(server, keep), PLACE(server, keep_pos), GIVEN(server, keep_given),
	  .help = "Leave mail on the server after fetching it: for a client that"
		" fetches mail, with IMAP too.",
	  .fallback = "for POP what 'pop' says, else true" },
	{ "protocol", FIELD_PROTOCOL, .loss = LOSS_NONE, .kind = "protocol",
	  AT(server, protocol), PLACE(server, protocol_pos),
	  .help = "How mail is fetched.",
	  .fallback = "the rule set's recommended one", .example = "imap" },
	{ "host", FIELD_HOST, .guarded = true, .loss = LOSS_NONE, AT(server, host),
	  .help = "Name or IP address of the server.",
	  .fallback = "the one the provider's rule set names",
	  .example = "mail.example.com" },
	{ "provider", FIELD_TEXT, .guarded = true, .loss = LOSS_NONE, AT(server, provider),
	  .help = "Rule set of this server, when it is another provider's than"
		" the account's; 'none' for the standard one.",
	  .fallback = "the one that knows the host, else the account's",
	  .example = "orange" },
	{ "port", FIELD_PORT, .loss = LOSS_NONE,
	  AT(server, port), PLACE(server, port_pos),
	  .help = "Port number, in decimal digits.",
	  .fallback = "the rule set's recommended one", .example = "993",
	  .sending_example = "465" },
	{ "security", FIELD_SECURITY, .loss = LOSS_NONE, .kind = "security",
	  AT(server, security), PLACE(server, security_pos),
	  .help = "How the connection is encrypted: from its first byte (tls),"
		" after a command (starttls), or not at all (none).",
	  .fallback = "the rule set's recommended one", .example = "tls" },
	{ "auth", FIELD_AUTH, .loss = LOSS_NONE, .kind = "auth",
	  AT(server, auth), PLACE(server, auth_pos),
	  .help = "How the client proves who it is; 'encrypted' is a"
		" challenge-response password. Names of SASL mechanisms are"
		" understood too.",
	  .fallback = "the rule set's recommended one", .example = "password" },
	{ "mechanism", FIELD_WORD, .loss = LOSS_NONE, .kind = "mechanism",
	  AT(server, mechanism),
	  .help = "SASL mechanism, when it must be a certain one of those that"
		" 'auth' stands for.",
	  .fallback = "cram-md5 for auth 'encrypted', else left to the client",
	  .example = "scram-sha-256" },
	{ "username", FIELD_TEXT, .guarded = true, AT(server, username),
	  .help = "Name to log in with.",
	  .fallback = "for 'outgoing' the one of 'incoming', else what the rule set"
		" says, mostly the address",
	  .example = "jean.dupont@example.com" },
	{ "password", FIELD_PASSWORD, .secret = true, .mapping = &password_mapping,
	  AT(server, password), PLACE(server, password.pos),
	  GIVEN(server, password.given),
	  .help = "Where the password comes from, or the password itself.",
	  .fallback = "for 'outgoing' the one of 'incoming', unless that is"
		" another provider's",
	  .example = "{command: [pass, show, mail/jean]}" },
	{ "oauth2", FIELD_MAPPING, .mapping = &oauth2_mapping, .loss = LOSS_NONE,
	  AT(server, oauth2), PLACE(server, oauth2.pos), GIVEN(server, oauth2.given),
	  .help = "Who gives the access tokens for this server, in place of what the account"
		" says.",
	  .example = "{broker: NAME, client_id: 0123abcd-example}" },
	{ "tls", FIELD_MAPPING, .mapping = &tls_mapping, AT(server, tls),
	  .help = "What concerns TLS on this server, where it is another than for"
		" the whole account.",
	  .example = "{ca_file: /etc/ssl/certs/imap.pem}" },
	{ "tunnel", FIELD_TEXT, .guarded = true, .loss = LOSS_GREAT, AT(server, tunnel),
	  .help = "Shell command whose standard input and output are the connection to"
		" the server.",
	  .fallback = "the client connects to the host itself",
	  .example = "ssh mail.example.com /usr/lib/dovecot/imap",
	  .sending_example = "ssh mail.example.com nc localhost 25" },
	{ "description", FIELD_TEXT, .may_be_empty = true, AT(server, description),
	  .help = "Label of this server in the client.",
	  .example = "Work" },
};

static const struct mapping incoming_mapping = MAPPING("incoming", server_fields,
	"The server that mail is read from.");

static const struct mapping outgoing_mapping = {
	.name = "outgoing", .help = "A server that mail is sent through, with SMTP.",
	.fields = server_fields + 2, .n = countof(server_fields) - 2,
};

#define FOLDER(string, member, use) \
	{ string, FIELD_FOLDER, .concern = CONCERNS_READING, \
	  AT(account, folders.member), \
	  .help = "Folder for " use " (RFC 6154).", .example = "Mail/" string }

static const struct field folder_fields[] = {
	FOLDER("drafts", drafts, "unfinished mail"),
	{ "sent", FIELD_FOLDER, .concern = CONCERNS_READING, .kind = "no-copy",
	  AT(account, folders.sent),
	  .help = "Folder for copies of sent mail (RFC 6154); 'none' where the server"
		" files them itself, so that the client makes none.",
	  .fallback = "none where the provider's rule set says so, else left to the"
		" client",
	  .example = "Mail/sent" },
	FOLDER("trash", trash, "deleted mail"),
	FOLDER("archive", archive, "mail put aside"),
	FOLDER("junk", junk, "unwanted mail"),
	{ "delimiter", FIELD_DELIMITER, .loss = LOSS_NONE, AT(account, folders.delimiter),
	  .help = "What the server puts between the levels of a folder's name;"
		" where it is given, '/' may be written in its place.",
	  .fallback = "'.' when a name begins with 'INBOX.', else '/'",
	  .example = "\".\"" },
};

static const struct mapping folders_mapping = MAPPING("folders", folder_fields,
	"Names of the folders with a special use, as the server has them.");

static const struct field pop_fields[] = {
	{ "keep", FIELD_BOOL, .loss = LOSS_GREAT, .concern = CONCERNS_POP, .kind = "bool",
	  AT(account, keep), PLACE(account, keep_pos), GIVEN(account, keep_given),
	  .help = "Leave mail on the server after fetching it.",
	  .fallback = "true" },
};

static const struct field store_fields[] = {
	{ "path", FIELD_FOLDER_PATH, NEED_ALWAYS, .concern = CONCERNS_READING, .guarded = true,
	  AT(account, store.path),
	  .help = "Folder of this machine.", .example = "~/Mail/jean" },
	{ "format", FIELD_WORD, .concern = CONCERNS_READING, .kind = "store-format",
	  AT(account, store.format),
	  .help = "How mail is stored in it.", .fallback = "maildir", .example = "maildir" },
};

static const struct mapping store_mapping = MAPPING("store", store_fields,
	"Where clients that copy mail to this machine put it.");

static const struct field proxy_fields[] = {
	{ "host", FIELD_HOST, NEED_ALWAYS, LOSS_GREAT, CONCERNS_CONNECTIONS, .guarded = true,
	  AT(account, proxy.host),
	  .help = "Name or IP address of the proxy.", .example = "localhost" },
	{ "port", FIELD_PORT, .loss = LOSS_GREAT, .concern = CONCERNS_CONNECTIONS,
	  AT(account, proxy.port), PLACE(account, proxy.port_pos),
	  .help = "Port number, in decimal digits.", .fallback = "1080", .example = "9050" },
};

static const struct mapping proxy_mapping = MAPPING("proxy", proxy_fields,
	"The SOCKS proxy that all servers are reached through.");

static const struct field pgp_fields[] = {
	{ "key", FIELD_KEY, .concern = CONCERNS_SENDING, AT(account, pgp.key),
	  .help = "Fingerprint of one's own key, or the 16 digits of its key ID.",
	  .example = "\"0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567\"" },
	{ "sign", FIELD_BOOL, .loss = LOSS_GREAT, .concern = CONCERNS_SENDING, .kind = "bool",
	  AT(account, pgp.sign), PLACE(account, pgp.sign_pos),
	  .help = "Sign every message.", .fallback = "false", .example = "true" },
	{ "encrypt", FIELD_BOOL, .loss = LOSS_GREAT, .concern = CONCERNS_SENDING,
	  .kind = "bool", AT(account, pgp.encrypt), PLACE(account, pgp.encrypt_pos),
	  .help = "Encrypt every message; the client asks where a recipient's key is"
		" missing.",
	  .fallback = "false", .example = "true" },
};

static const struct mapping pgp_mapping = MAPPING("pgp", pgp_fields, "What concerns OpenPGP.");

static const struct mapping pop_mapping = MAPPING("pop", pop_fields, "What concerns POP alone.");

static const struct field signature_fields[] = {
	{ "text", FIELD_LINES, .source = true, .concern = CONCERNS_SENDING, AT(signature, text),
	  .help = "The text itself, which may have several lines.", .example = "Jean Dupont" },
	{ "file", FIELD_PATH, .source = true, .concern = CONCERNS_SENDING, .guarded = true,
	  AT(signature, file),
	  .help = "File that holds the text, which the client reads.",
	  .example = "~/.signature" },
	{ "command", FIELD_TEXT, .source = true, .concern = CONCERNS_SENDING, .guarded = true,
	  AT(signature, command),
	  .help = "Shell command that prints the text for each message.",
	  .example = "fortune -s" },
	{ "format", FIELD_WORD, .concern = CONCERNS_SENDING, .kind = "signature-format",
	  AT(signature, format),
	  .help = "What the text is written in.", .fallback = "plain", .example = "html" },
};

static const struct mapping signature_mapping = MAPPING("signature", signature_fields,
	"Where the text below each message comes from: exactly one source.");

static const struct field alias_fields[] = {
	{ "email", FIELD_OTHER_ADDRESS, NEED_ALWAYS, LOSS_NONE, AT(alias, email),
	  .help = "Mail address.", .example = "jean@example.com" },
	{ "name", FIELD_TEXT, .concern = CONCERNS_SENDING, AT(alias, name),
	  .help = "Display name with this address.", .fallback = "the account's",
	  .example = "Jean" },
	{ "reply_to", FIELD_MAILBOXES, .concern = CONCERNS_SENDING, AT(alias, reply_to),
	  .help = "Address that answers go to, or several; each may have a display name.",
	  .fallback = "the account's", .example = "Team <team@example.com>" },
	{ "signature", FIELD_SIGNATURE, .concern = CONCERNS_SENDING,
	  .mapping = &signature_mapping, AT(alias, signature),
	  .help = "Text below each message from this address, or where it comes from.",
	  .fallback = "the account's", .example = "Jean" },
	{ "outgoing", FIELD_HOST, .loss = LOSS_GREAT, .concern = CONCERNS_SENDING,
	  AT(alias, outgoing),
	  .help = "Host of the account's outgoing server that mail from this address is sent"
		" through.",
	  .fallback = "the one that the account's mail goes through",
	  .example = "smtp.example.com" },
};

static const struct mapping alias_mapping = MAPPING("aliases", alias_fields,
	"Another address of the same person.");

static const struct field account_fields[] = {
	{ "name", FIELD_TEXT, NEED_ALWAYS, LOSS_NONE, AT(account, name),
	  .help = "Display name, as in the From field of a message.",
	  .example = "Jean Dupont" },
	{ "email", FIELD_ADDRESS, NEED_ALWAYS, LOSS_NONE, AT(account, email),
	  .help = "Mail address.", .example = "jean.dupont@example.com" },
	{ "id", FIELD_ID, .loss = LOSS_NONE, AT(account, id), GIVEN(account, id_given),
	  .help = "Short name for account blocks and file names: letters, digits,"
		" '.', '_' and '-'.",
	  .fallback = "made from the address", .example = "work" },
	{ "description", FIELD_TEXT, .may_be_empty = true, AT(account, description),
	  .help = "Label in the client's list of accounts.",
	  .fallback = "the address", .example = "Work" },
	{ "primary", FIELD_BOOL, .kind = "bool", AT(account, primary), PLACE(account, primary_pos),
	  .help = "The account that the client uses where none is chosen.",
	  .fallback = "the first one is", .example = "true" },
	{ "provider", FIELD_TEXT, .guarded = true, .loss = LOSS_NONE, AT(account, provider),
	  .help = "Rule set that the servers are checked against, and that fills"
		" in what they leave open; 'none' for the standard one.",
	  .fallback = "the one that has the mail domain, else standard",
	  .example = "safebrands" },
	{ "organization", FIELD_TEXT, .concern = CONCERNS_SENDING, .may_be_empty = true,
	  AT(account, organization),
	  .help = "Organization, as in the field of that name of a message.",
	  .example = "SafeBrands" },
	{ "reply_to", FIELD_MAILBOXES, .concern = CONCERNS_SENDING, AT(account, reply_to),
	  .help = "Address that answers go to, or several; each may have a display name.",
	  .example = "Team <team@example.com>" },
	{ "signature", FIELD_SIGNATURE, .concern = CONCERNS_SENDING, .may_be_empty = true,
	  .mapping = &signature_mapping, AT(account, signature),
	  .help = "Text below each message, which may have several lines, or where it comes"
		" from.",
	  .example = "Jean Dupont" },
	{ "aliases", FIELD_ALIASES, .concern = CONCERNS_SENDING, .mapping = &alias_mapping,
	  AT(account, aliases),
	  .help = "Other addresses of the same person, each as it is or with what is different"
		" there.",
	  .example = "[jean@example.com]" },
	{ "catch_all", FIELD_BOOL, .concern = CONCERNS_SENDING, .kind = "bool",
	  AT(account, catch_all), PLACE(account, catch_all_pos),
	  .help = "All addresses of the mail domain are the same person's.",
	  .fallback = "false", .example = "true" },
	{ "sendmail", FIELD_TEXT, .guarded = true, .concern = CONCERNS_SENDING,
	  AT(account, sendmail),
	  .help = "Program that takes outgoing mail on standard input, with its"
		" arguments, for clients that can hand mail over instead of"
		" speaking SMTP.",
	  .example = "/usr/sbin/sendmail -oi -t" },
	{ "incoming", FIELD_SERVERS, .mapping = &incoming_mapping,
	  AT(account, incoming),
	  .help = "The server that mail is read from, or a list of ways to read it,"
		" with IMAP and with POP, in order of preference.",
	  .example = "{protocol: imap, host: imap.example.com}" },
	{ "outgoing", FIELD_SERVERS, .mapping = &outgoing_mapping,
	  AT(account, outgoing),
	  .help = "The server that mail is sent through, or a list of ways to"
		" reach it in order of preference.",
	  .example = "{host: smtp.example.com}" },
	{ "folders", FIELD_MAPPING, .mapping = &folders_mapping,
	  .help = "Names of the folders with a special use, as the server has"
		" them.",
	  .example = "{sent: Sent, trash: Trash}" },
	{ "check_interval", FIELD_DURATION, .concern = CONCERNS_READING,
	  AT(account, check_interval), PLACE(account, check_interval_pos),
	  .help = "Time between two looks for new mail: a number and 's', 'm', 'h' or 'd'.",
	  .fallback = "the client's", .example = "10m" },
	{ "watch", FIELD_BOOL, .concern = CONCERNS_READING, .kind = "bool",
	  AT(account, watch), PLACE(account, watch_pos), GIVEN(account, watch_given),
	  .help = "Have the server tell of new mail as it arrives (IMAP IDLE, RFC 2177).",
	  .fallback = "the client's", .example = "true" },
	{ "store", FIELD_MAPPING, .mapping = &store_mapping,
	  .help = "Where clients that copy mail to this machine put it.",
	  .example = "{path: ~/Mail/jean}" },
	{ "proxy", FIELD_MAPPING, .mapping = &proxy_mapping,
	  .help = "The SOCKS proxy that all servers are reached through.",
	  .example = "{host: localhost, port: 9050}" },
	{ "pgp", FIELD_MAPPING, .mapping = &pgp_mapping,
	  .help = "What concerns OpenPGP.",
	  .example = "{key: 0123456789ABCDEF, sign: true}" },
	{ "pop", FIELD_MAPPING, .mapping = &pop_mapping,
	  .help = "What concerns POP alone.", .example = "{keep: true}" },
	{ "oauth2", FIELD_MAPPING, .mapping = &oauth2_mapping, .loss = LOSS_NONE,
	  AT(account, oauth2), PLACE(account, oauth2.pos), GIVEN(account, oauth2.given),
	  .help = "Who gives the access tokens for servers with auth 'oauth2', which is then that"
		" of servers without 'auth'.",
	  .example = "{broker: NAME, client_id: 0123abcd-example}" },
	{ "tls", FIELD_MAPPING, .mapping = &tls_mapping, AT(account, tls),
	  .help = "What concerns TLS on all servers of the account.",
	  .example = "{minimum: \"1.2\"}" },
	{ "clients", FIELD_CLIENTS, .loss = LOSS_NONE, AT(account, options),
	  .help = "Options of single clients: for each client a mapping, whose keys"
		" `mailgen targets CLIENT` lists.",
	  .example = "{toy: {colour: blue}}" },
	{ "allow", FIELD_ALLOW, .loss = LOSS_NONE,
	  .help = "Findings that this account is excused from, each becoming a"
		" note.",
	  .example = "[security-none]" },
};

static const struct mapping account_mapping = MAPPING("account", account_fields,
	"A mail account: who, and through which servers.");

const struct mapping *
fields_account(void)
{
	return &account_mapping;
}

const struct field *
field_find(const struct mapping *m, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (*m->fields[i].name == *name && strlen(m->fields[i].name) == len
		    && !memcmp(m->fields[i].name, name, len))
			return &m->fields[i];
	return NULL;
}
