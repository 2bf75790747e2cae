/* Every finding mailgen can report: DIAG(NAME, "id", SEVERITY, STATUS, help).
 * STATUS is the exit status an error of this id asks for; EXCUSABLE is REFUSED
 * for findings that `allow:` and -W may lower. No include guard: included once
 * per use with another DIAG. */

/* the account file */
DIAG(SYNTAX, "syntax", ERROR, REFUSED, "the file is not YAML that can be read")
DIAG(LIMIT, "limit", ERROR, REFUSED, "a file, a document or a value is larger than mailgen reads")
DIAG(ENCODING, "encoding", ERROR, REFUSED, "a value is not UTF-8")
DIAG(CONTROL_CHARACTER, "control-character", ERROR, REFUSED,
	"a value contains a control character, which clients cut off or obey")
DIAG(UNKNOWN_FIELD, "unknown-field", ERROR, REFUSED,
	"a key that this part of an account does not have")
DIAG(DUPLICATE_FIELD, "duplicate-field", ERROR, REFUSED,
	"a key that is written twice in one mapping")
DIAG(MISSING_FIELD, "missing-field", ERROR, REFUSED, "a key that every account must have")
DIAG(WRONG_TYPE, "wrong-type", ERROR, REFUSED, "a value of another kind than the field takes")
DIAG(UNKNOWN_WORD, "unknown-word", ERROR, REFUSED, "a word that the field does not know")
DIAG(BAD_VALUE, "bad-value", ERROR, REFUSED, "a value that the field cannot take")
DIAG(BAD_ADDRESS, "bad-address", ERROR, REFUSED, "not a mail address (RFC 5321, RFC 5322)")
DIAG(BAD_HOST, "bad-host", ERROR, REFUSED, "not a host name or an address")
DIAG(BAD_PORT, "bad-port", ERROR, REFUSED, "not a port number from 1 to 65535")
DIAG(BAD_ALIAS, "bad-alias", ERROR, REFUSED,
	"a YAML alias, anchor or merge key that cannot be used")
DIAG(YAML_QUOTES, "yaml-quotes", WARNING, EXCUSABLE,
	"a value without quotes of which YAML reads something else")
DIAG(STRAY_CHARACTER, "stray-character", WARNING, EXCUSABLE,
	"spaces, invisible characters or typographic quotes around a value")
DIAG(PASSWORD_LITERAL, "password-literal", WARNING, EXCUSABLE,
	"a password that looks like the way to get one")
DIAG(DUPLICATE_ACCOUNT, "duplicate-account", ERROR, REFUSED,
	"two accounts of one run have the same id or the same key")
DIAG(DUPLICATE_LOGIN, "duplicate-login", WARNING, EXCUSABLE,
	"two accounts of one run log in to the same mailbox")
DIAG(INLINE_PASSWORD, "inline-password", WARNING, EXCUSABLE,
	"a file that other users can read contains a password")
DIAG(ROSTER, "roster", ERROR, REFUSED, "a table of accounts that cannot be read as CSV (RFC 4180)")
DIAG(UNKNOWN_COLUMN, "unknown-column", ERROR, REFUSED,
	"a column that is not a field and that the pattern does not name, or the reverse")

/* the rules */
DIAG(PORT_SECURITY, "port-security", ERROR, EXCUSABLE, "the port is used with another security")
DIAG(PORT_PROTOCOL, "port-protocol", ERROR, EXCUSABLE, "the port belongs to another protocol")
DIAG(PORT_UNKNOWN, "port-unknown", ERROR, EXCUSABLE, "the rule set does not know the port")
DIAG(PORT_AUTH, "port-auth", ERROR, EXCUSABLE,
	"the rule set does not have this authentication on this port")
DIAG(PORT_FORBIDDEN, "port-forbidden", ERROR, EXCUSABLE,
	"the rule set forbids the port with these settings")
DIAG(SECURITY_NONE, "security-none", WARNING, EXCUSABLE, "the connection is not encrypted")
DIAG(PASSWORD_CLEARTEXT, "password-cleartext", WARNING, EXCUSABLE,
	"a plain password over an unencrypted connection")
DIAG(AUTH_DISCOURAGED, "auth-discouraged", WARNING, EXCUSABLE,
	"the rule set advises against this authentication")
DIAG(PORT_DEFAULTED, "port-defaulted", NOTE, EXCUSABLE,
	"a port, security or authentication was taken from the rule set")
DIAG(UNKNOWN_PROVIDER, "unknown-provider", ERROR, REFUSED, "no rule set has this name")
DIAG(PROVIDER_FOUND, "provider-found", NOTE, EXCUSABLE,
	"the mail domain or a server's host chose the rule set")
DIAG(PROVIDER_OTHER, "provider-other", WARNING, EXCUSABLE,
	"a server is another provider's than the one that is named")
DIAG(PROVIDER_NOTE, "provider-note", NOTE, EXCUSABLE, "what a provider wants its users to know")
DIAG(NOT_OFFERED, "not-offered", ERROR, REFUSED, "the provider has no server of this kind")

/* what mail knows besides */
DIAG(HOST_SERVICE, "host-service", WARNING, EXCUSABLE, "the host's name is that of another service")
DIAG(HOST_LITERAL, "host-literal", WARNING, EXCUSABLE, "an IP address where TLS checks a name")
DIAG(HOST_SIMILAR, "host-similar", WARNING, EXCUSABLE,
	"a host name one letter away from that of a provider's server")
DIAG(HOST_SCRIPT, "host-script", ERROR, EXCUSABLE, "a host name that is made to look like another")
DIAG(USERNAME_FORM, "username-form", WARNING, EXCUSABLE,
	"a user name of another form than the provider takes")
DIAG(TOKEN_MISSING, "token-missing", WARNING, EXCUSABLE,
	"OAuth2 without a command that prints an access token")
DIAG(PASSWORD_HASHED, "password-hashed", WARNING, EXCUSABLE,
	"an encrypted password where the provider keeps only hashes")
DIAG(PASSWORD_READABLE, "password-readable", WARNING, EXCUSABLE,
	"other users can read the file that the password is in")
DIAG(TLS_OLD, "tls-old", WARNING, EXCUSABLE, "a version of TLS that was withdrawn is accepted")
DIAG(TLS_FILE, "tls-file", WARNING, EXCUSABLE,
	"a certificate or key file that this machine does not have or cannot read")
DIAG(SIGNATURE_FILE, "signature-file", WARNING, EXCUSABLE,
	"a file for the signature that this machine does not have or cannot read")
DIAG(POP_DELETE, "pop-delete", NOTE, EXCUSABLE,
	"POP deletes mail from the server once it was fetched")
DIAG(POP_ONLY, "pop-only", WARNING, EXCUSABLE,
	"a setting for POP alone where mail is read with IMAP")
DIAG(FOLDER_PREFIX, "folder-prefix", WARNING, EXCUSABLE,
	"a folder name with the shortcut of one client before it")
DIAG(FOLDER_DELIMITER, "folder-delimiter", WARNING, EXCUSABLE,
	"a folder name with a dot, which parts folders on some servers")
DIAG(SENT_TWICE, "sent-twice", WARNING, EXCUSABLE,
	"a copy of sent mail where the provider files one itself")

/* what a client can hold */
DIAG(CLIENT_UNSUPPORTED, "client-unsupported", ERROR, REFUSED,
	"the client cannot do what the account asks for")
DIAG(CLIENT_VALUE, "client-value", ERROR, REFUSED,
	"a value that the client's file cannot represent")
DIAG(CLIENT_LIMITATION, "client-limitation", WARNING, EXCUSABLE,
	"a setting that the client will not honour")
DIAG(CLIENT_CHOICE, "client-choice", NOTE, EXCUSABLE,
	"an endpoint other than the first was chosen for the client")
DIAG(CLIENT_NOTE, "client-note", NOTE, EXCUSABLE, "something to know about the client")
DIAG(PASSWORD_OMITTED, "password-omitted", NOTE, EXCUSABLE,
	"no password was written; the client will ask")
DIAG(PASSWORD_SOURCE, "password-source", ERROR, REFUSED,
	"the password could not be read from where the account says")
DIAG(READBACK, "readback", ERROR, SYSTEM, "the client could not be asked what it read")

/* data that came with mailgen or that the user added */
DIAG(INI_SYNTAX, "ini-syntax", ERROR, BROKEN, "an INI file that cannot be read")
DIAG(RULES_BROKEN, "rules-broken", ERROR, BROKEN, "a rule set that makes no sense")
DIAG(STYLE_BROKEN, "style-broken", ERROR, BROKEN, "a quoting style that makes no sense")
DIAG(MANIFEST_BROKEN, "manifest-broken", ERROR, BROKEN, "a manifest that makes no sense")
DIAG(TEMPLATE_BROKEN, "template-broken", ERROR, BROKEN, "a template that cannot be used")

/* the command line and the system */
DIAG(USAGE, "usage", ERROR, USAGE, "an invalid command line")
DIAG(UNKNOWN_TARGET, "unknown-target", ERROR, USAGE, "no target has this name")
DIAG(READ, "read", ERROR, SYSTEM, "a file cannot be read")
DIAG(WRITE, "write", ERROR, SYSTEM, "a file cannot be written")
DIAG(LOCKED, "locked", ERROR, SYSTEM, "another program has the file in use")
DIAG(MERGE, "merge", ERROR, SYSTEM, "a file of the user's that nothing can be added to")
DIAG(NAME_TAKEN, "name-taken", ERROR, REFUSED,
	"the user's own part of a file has an account of that name")
DIAG(OWN_COMMAND, "own-command", ERROR, EXCUSABLE,
	"a command in the user's own files goes against mailgen's accounts")
DIAG(ACCOUNT_LEFT, "account-left", ERROR, REFUSED,
	"a shared file contains an account that this run does not have")
DIAG(OCCUPIED, "occupied", ERROR, SYSTEM, "a file that mailgen did not write is in the way")
