/* From YAML to accounts: what is refused and how it is said, what is read,
 * what is filled in, and that no secret gets out. */
#include "model/account.h"

#include "base/buf.h"
#include "base/source.h"
#include "input/input.h"
#include "input/node.h"
#include "model/fields.h"
#include "model/loadaccount.h"
#include "model/words.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct words *words;
	struct account account;
	bool loaded;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->words = words_load(f->arena, f->diags);
	assert_non_null(f->words);
	return 0;
}

/* Reads the first document. */
static void
load_bytes(struct fixture *f, const char *yaml, size_t len)
{
	struct source *source = source_new(f->arena, "a.yaml", yaml, len);
	struct input *in = input_open(f->arena, source);
	struct node *root;

	f->diags = diags_new(f->arena, NULL);
	input_next(in, f->arena, &root, f->diags);
	input_close(in);
	if (!root)
		fail_msg("no document: %s", yaml);
	f->loaded = account_load(f->arena, f->words, root, &f->account, f->diags);
}

static void
load(struct fixture *f, const char *yaml)
{
	load_bytes(f, yaml, strlen(yaml));
}

/* A whole account from a few lines: the rest of it is good. */
#define NAME "name: Jean Dupont\n"
#define EMAIL "email: jean@example.com\n"
#define IN "incoming: {host: in.example.com}\n"
#define WHO NAME EMAIL
#define GOOD NAME EMAIL IN

static const char *
finding(struct arena *a, const struct diag *d)
{
	return arena_printf(a, "%u:%u %s %s%s%s\n", d->pos.line, d->pos.column, diag_word(d->id),
		d->text, d->fix ? "; " : "", d->fix ? d->fix : "");
}

/* What is found, each as "LINE:COLUMN id text" and "; fix" behind it. */
static const char *
findings(struct fixture *f)
{
	return fixture_findings(f->arena, f->diags, "", finding);
}

struct bad_case {
	const char *yaml, *findings;
};

static void
check_bad(struct fixture *f, const struct bad_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		load(f, cases[i].yaml);
		if (strcmp(findings(f), cases[i].findings))
			fail_msg("%s\nis said to have:\n%s\ninstead of:\n%s",
				cases[i].yaml, findings(f), cases[i].findings);
		if (f->loaded || !f->account.bad)
			fail_msg("%s\nwas loaded", cases[i].yaml);
	}
}

#define CONTROL "; remove it: clients cut the value there, or obey what follows\n"
#define ALL_FIELDS \
	"the fields of 'account' are 'name', 'email', 'id', 'description'," \
	" 'primary', 'provider', 'organization', 'reply_to', 'signature', 'aliases'," \
	" 'catch_all', 'sendmail', 'incoming', 'outgoing', 'folders', 'check_interval'," \
	" 'watch', 'store', 'proxy', 'pgp', 'pop', 'oauth2', 'tls', 'clients', 'allow'\n"

#define KEY_FIX " write 'key: value', and put a value in quotes that has a ','" \
	" or another special character in it\n"
#define NOT_SHOWN " has no such key; it is not shown, for it may be part of a password;" \
	KEY_FIX
#define NO_KEY "'account'" NOT_SHOWN

static const struct bad_case unknown_fields_cases[] = {
	{ GOOD "descripton: x\n",
	  "4:1 unknown-field unknown field 'descripton';"
	  " did you mean 'description'?\n" },
	{ GOOD "Provider: x\n",
	  "4:1 unknown-field unknown field 'Provider';"
	  " did you mean 'provider'?\n" },
	{ GOOD "completely_other: x\n",
	  "4:1 unknown-field unknown field 'completely_other'; " ALL_FIELDS },
	{ GOOD "pqr: x\n",     /* too short to be a slip of 'pop' */
	  "4:1 unknown-field unknown field 'pqr'; " ALL_FIELDS },
	{ WHO "incoming: {host: h, user: jean}\n",
	  "3:21 unknown-field unknown field 'user';"
	  " did you mean 'username'?\n" },
	{ WHO "incoming: {host: h, usrename: jean}\n",
	  "3:21 unknown-field unknown field 'usrename';"
	  " did you mean 'username'?\n" },
	{ WHO "incoming: {host: h, ssl: true}\n",
	  "3:21 unknown-field unknown field 'ssl'; write 'security: tls'\n" },
	{ WHO "incoming: {host: h, port: 143, ssl: on}\n",
	  "3:32 unknown-field unknown field 'ssl'; write 'security: starttls'\n" },
	{ WHO "incoming: {host: h, tls: oui}\n", "3:26 wrong-type 'tls' takes a mapping,"
	  " found a value; write 'security: tls'\n" },
	{ WHO "incoming: {host: h, passcmd: pass show x}\n", "3:21 unknown-field unknown"
	  " field 'passcmd'; write 'password: {command: ...}'\n" },
	{ WHO "incoming: {host: h, passcmd: s3cr3t}\n", "3:21 unknown-field unknown"
	  " field 'passcmd'; write 'password: {command: ...}'\n" },
	{ WHO "Posteingangsserver: {Nom d'hôte: h}\n",
	  "3:1 unknown-field unknown field 'Posteingangsserver'; did you mean 'incoming'?\n"
	  "3:22 unknown-field unknown field 'Nom d'hôte'; did you mean 'host'?\n" },
	{ WHO "incoming:\nhost: h\n", "4:1 unknown-field unknown field 'host';"
	  " indent it by 2 more, and it is under 'incoming'\n" },
	{ "mine:\n  name: J\n  email: jean@example.com\n  colour: blue\n",
	  "1:1 unknown-field the fields of the account are below 'mine', and not at the top"
	  " of the document; leave 'mine:' out\n"
	  "4:3 unknown-field unknown field 'colour'; " ALL_FIELDS },
	{ GOOD "port: 993\n",
	  "4:1 unknown-field unknown field 'port';"
	  " put it as 'port' under 'incoming'\n" },
	{ GOOD "server: h\n",
	  "4:1 unknown-field unknown field 'server';"
	  " put it as 'host' under 'outgoing'\n" },
	{ GOOD "drafts: D\n",
	  "4:1 unknown-field unknown field 'drafts';"
	  " put 'drafts' under 'folders'\n" },
	{ WHO "incoming: {host: h, password: {comand: a}}\n",
	  "3:32 unknown-field unknown field 'comand';"
	  " did you mean 'command'?\n" },
	{ GOOD "env: D\n",
	  "4:1 unknown-field unknown field 'env';"
	  " write 'password: {env: D}' under 'incoming'\n" },
	{ WHO "incoming: {host: h, email: x@y.z}\n",
	  "3:21 unknown-field unknown field 'email';"
	  " put 'email' at the top of the account\n" },
	{ WHO "outgoing: {host: h, protocol: smtp}\n",
	  "3:21 unknown-field unknown field 'protocol';"
	  " leave it out: mail is sent with SMTP\n" },
	{ GOOD "pop: {kepp: true}\n",
	  "4:7 unknown-field unknown field 'kepp'; did you mean 'keep'?\n" },
	{ GOOD "\"a\\tb\\0c\": x\n",
	  "4:1 unknown-field " NO_KEY },
	{ GOOD "\"name\\0\": x\n",
	  "4:1 unknown-field unknown field 'name\\x00';"
	  " leave it out, as 'name' is here, too\n" },
	{ GOOD "a b: x\n", "4:1 unknown-field " NO_KEY },
	{ WHO "incoming: {host: h, a}\n", "3:21 unknown-field"
	  " 'incoming'" NOT_SHOWN },
	{ WHO "incoming: {host: h, user name: a}\n", "3:21 unknown-field unknown"
	  " field 'user name'; did you mean 'username'?\n" },
	/* the misspelt field is not missing as well */
	{ "nmae: J\n" EMAIL IN,
	  "1:1 unknown-field unknown field 'nmae'; did you mean 'name'?\n" },
	{ WHO "imap: {host: h}\n",
	  "3:1 unknown-field unknown field 'imap';"
	  " did you mean 'incoming'?\n" },
	{ WHO "incoming: {server: h}\n",
	  "3:12 unknown-field unknown field 'server';"
	  " did you mean 'host'?\n" },
};

static void
unknown_fields(void **state)
{
	check_bad(*state, unknown_fields_cases, countof(unknown_fields_cases));
}

static const struct bad_case missing_fields_cases[] = {
	{ EMAIL IN, "1:1 missing-field 'account' has no field 'name';"
	  " add 'name: Jean Dupont'\n" },
	{ NAME IN, "1:1 missing-field 'account' has no field 'email';"
	  " add 'email: jean.dupont@example.com'\n" },
	{ "name: ~\n" EMAIL IN, "1:7 missing-field 'name' of 'account' has"
	  " no value; add 'name: Jean Dupont'\n" },
	{ NAME "email:\n" IN, "2:7 missing-field 'email' of 'account' has"
	  " no value; add 'email: jean.dupont@example.com'\n" },
};

static void
missing_fields(void **state)
{
	check_bad(*state, missing_fields_cases, countof(missing_fields_cases));
}

#define WRONG(yaml, place, field, takes, found, example) \
	{ GOOD yaml, place " wrong-type '" field "' takes " takes ", found " found \
		"; write it as in '" field ": " example "'\n" }
#define SERVER_WRONG(yaml, place, field, takes, found, example) \
	{ WHO yaml, place " wrong-type '" field "' takes " takes ", found " found \
		"; write it as in '" field ": " example "'\n" }

static const struct bad_case wrong_types_cases[] = {
	{ "[name, email]\n", "1:1 wrong-type an account is a mapping, found"
	  " a list; begin with 'name:' and 'email:'\n" },
	{ "jean\n", "1:1 wrong-type an account is a mapping, found a value;"
	  " begin with 'name:' and 'email:'\n" },
	{ "name: [J]\n" EMAIL IN, "1:7 wrong-type 'name' takes a text, found"
	  " a list; write it as in 'name: Jean Dupont'\n" },
	{ NAME "email: {a: b}\n" IN, "2:8 wrong-type 'email' takes a mail"
	  " address, found a mapping; write it as in"
	  " 'email: jean.dupont@example.com'\n" },
	WRONG("id: [a]\n", "4:5", "id", "a short name", "a list", "work"),
	{ GOOD "signature: {a: b}\n", "4:13 unknown-field unknown field 'a';"
	  " the fields of 'signature' are 'text', 'file', 'command', 'format'\n" },
	{ GOOD "signature: [a]\n", "4:12 wrong-type 'signature' takes a text,"
	  " found a list; copy the text into this file, as in 'signature: Jean"
	  " Dupont', or in indented lines after 'signature: |'\n" },
	WRONG("reply_to: {a: b}\n", "4:11", "reply_to", "mail addresses",
		"a mapping", "Team <team@example.com>"),
	{ GOOD "aliases: {a: b}\n", "4:10 missing-field 'aliases' has no field 'email';"
	  " add 'email: jean@example.com'\n"
	  "4:11 unknown-field unknown field 'a'; the fields of 'aliases' are 'email',"
	  " 'name', 'reply_to', 'signature', 'outgoing'\n" },
	WRONG("aliases: [a@b.c, [d]]\n", "4:18", "aliases", "mail addresses",
		"a list", "[jean@example.com]"),
	WRONG("aliases: [a@b.c, ~]\n", "4:18", "aliases", "mail addresses",
		"nothing", "[jean@example.com]"),
	WRONG("outgoing: h\n", "4:11", "outgoing",
		"a mapping or a list of mappings", "a value",
		"{host: smtp.example.com}"),
	WRONG("outgoing: [{host: h}, h]\n", "4:23", "outgoing",
		"a mapping or a list of mappings", "a value",
		"{host: smtp.example.com}"),
	WRONG("outgoing: [~]\n", "4:12", "outgoing",
		"a mapping or a list of mappings", "nothing",
		"{host: smtp.example.com}"),
	WRONG("folders: Sent\n", "4:10", "folders", "a mapping", "a value",
		"{sent: Sent, trash: Trash}"),
	WRONG("folders: {sent: [a]}\n", "4:17", "sent", "a text", "a list",
		"Mail/sent"),
	WRONG("pop: true\n", "4:6", "pop", "a mapping", "a value",
		"{keep: true}"),
	{ GOOD "pop: {keep: [true]}\n", "4:13 wrong-type 'keep' takes true or"
	  " false, found a list; write 'keep: true' or 'keep: false'\n" },
	{ GOOD "pop: {keep: maybe}\n", "4:13 wrong-type 'keep' takes true or"
	  " false, and this is neither; write 'keep: true' or 'keep: false'\n" },
	{ GOOD "pop: {keep: maybe}\n", "4:13 wrong-type 'keep' takes true or"
	  " false, and this is neither; write 'keep: true' or 'keep: false'\n" },
	{ GOOD "pop: {keep: nein}\n", "4:13 wrong-type keep 'nein': it takes true or"
	  " false; write 'keep: false'\n" },
	{ GOOD "pop: {keep: \"yes\"}\n", "4:13 wrong-type 'keep' takes true"
	  " or false, found the text 'yes'; write 'keep: true'\n" },
	WRONG("tls: strict\n", "4:6", "tls", "a mapping", "a value",
		"{minimum: \"1.2\"}"),
	WRONG("tls: {minimum: [1.2]}\n", "4:16", "minimum",
		"a version of TLS", "a list", "\"1.2\""),
	WRONG("tls: {ca_file: {a: b}}\n", "4:16", "ca_file", "a text",
		"a mapping", "/etc/ssl/certs/ca-certificates.crt"),
	WRONG("allow: {a: b}\n", "4:8", "allow", "words for findings",
		"a mapping", "[security-none]"),
	WRONG("allow: [[security-none]]\n", "4:9", "allow",
		"words for findings", "a list", "[security-none]"),
	SERVER_WRONG("incoming: not.a/host\n", "3:11", "incoming",
		"a mapping or a list of mappings", "a value",
		"{protocol: imap, host: imap.example.com}"),
	SERVER_WRONG("incoming: [[{host: h}]]\n", "3:12", "incoming",
		"a mapping or a list of mappings", "a list",
		"{protocol: imap, host: imap.example.com}"),
	SERVER_WRONG("incoming: {host: [h]}\n", "3:18", "host",
		"the name of a host", "a list", "mail.example.com"),
	SERVER_WRONG("incoming: {host: h, port: [993]}\n", "3:27", "port",
		"a port number", "a list", "993"),
	SERVER_WRONG("incoming: {host: h, security: {tls: true}}\n", "3:31",
		"security", "a word", "a mapping", "tls"),
	SERVER_WRONG("incoming: {host: h, auth: [password]}\n", "3:27",
		"auth", "a word", "a list", "password"),
	SERVER_WRONG("incoming: {host: h, protocol: [imap]}\n", "3:31",
		"protocol", "a word", "a list", "imap"),
	SERVER_WRONG("incoming: {host: h, mechanism: [a]}\n", "3:32",
		"mechanism", "a word", "a list", "scram-sha-256"),
	SERVER_WRONG("incoming: {host: h, username: [a]}\n", "3:31",
		"username", "a text", "a list", "jean.dupont@example.com"),
	SERVER_WRONG("incoming: {host: h, password: [a]}\n", "3:31",
		"password", "a mapping or the password", "a list",
		"{command: [pass, show, mail/jean]}"),
	SERVER_WRONG("incoming: {host: h, password: {command: {a: b}}}\n",
		"3:41", "command", "a command or a list of its words",
		"a mapping", "[pass, show, mail/jean]"),
	SERVER_WRONG("incoming: {host: h, password: {command: [a, [b]]}}\n",
		"3:45", "command", "a command or a list of its words", "a list",
		"[pass, show, mail/jean]"),
	SERVER_WRONG("incoming: {host: h, password: {command: [a, ~]}}\n",
		"3:45", "command", "a command or a list of its words",
		"nothing", "[pass, show, mail/jean]"),
	SERVER_WRONG("incoming: {host: h, password: {file: [a]}}\n",
		"3:38", "file", "a path", "a list", "~/.mail-password"),
	SERVER_WRONG("incoming: {host: h, password: {keyring: a}}\n",
		"3:41", "keyring", "a mapping of names to texts", "a value",
		"{service: imap.example.com, user: jean}"),
	{ WHO "incoming: {host: h, password: {keyring: {a: [b]}}}\n", "3:45"
	  " wrong-type each attribute of 'keyring' has a text, found a list;"
	  " write it as in 'keyring: {service: imap.example.com, user: jean}'\n" },
	{ WHO "incoming: {host: h, password: {keyring: {a: }}}\n", "3:45"
	  " wrong-type each attribute of 'keyring' has a text, found nothing;"
	  " write it as in 'keyring: {service: imap.example.com, user: jean}'\n" },
};

static void
wrong_types(void **state)
{
	check_bad(*state, wrong_types_cases, countof(wrong_types_cases));
}

#define PORT(text, problem) \
	{ WHO "incoming: {host: h, port: " text "}\n", \
	  "3:27 bad-port port: " problem "\n" }
#define DIGITS(text, problem) \
	{ WHO "incoming: {host: h, port: " text "}\n", \
	  "3:27 bad-port port '" text "': " problem "\n" }

static const struct bad_case ports_cases[] = {
	PORT("0x3e1", "not a number in decimal digits; write it as in 'port: 993'"),
	PORT("1e3", "not a number in decimal digits; write it as in 'port: 993'"),
	DIGITS("+993", "not a number in decimal digits; write 'port: 993'"),
	DIGITS("-1", "not a number in decimal digits; leave 'port' out, and the rule set says it"),
	DIGITS("SSL (993)", "not a number in decimal digits; write 'port: 993'"),
	DIGITS("993 or 143", "not a number in decimal digits; write one of them, or a list, as in"
		" 'incoming: [{host: h, port: 993}, {host: h, port: 143}]'"),
	PORT("hunter2", "not a number in decimal digits; write it as in 'port: 993'"),
	DIGITS("993.0", "not a number in decimal digits; write 'port: 993'"),
	DIGITS("9_93", "not a number in decimal digits; write 'port: 993'"),
	DIGITS("imaps", "not a number in decimal digits; write 'port: 993'"),
	DIGITS("9 93", "not a number in decimal digits; write 'port: 993'"),
	DIGITS("0993", "a number does not begin with a zero; write 'port: 993'"),
	PORT("0o1741", "not a number in decimal digits; write it as in 'port: 993'"),
	DIGITS("00", "a number does not begin with a zero; leave 'port' out, and the rule set"
		" says it"),
	DIGITS("0", "not from 1 to 65535; leave 'port' out, and the rule set says it"),
	DIGITS("65536", "not from 1 to 65535; write it as in 'port: 993'"),
	DIGITS("70000", "not from 1 to 65535; write it as in 'port: 993'"),
	PORT("18446744073709552609", "not from 1 to 65535; write it as in 'port: 993'"),
	{ WHO "incoming: {host: h, port: \"\"}\n", "3:27 bad-value 'port' is"
	  " empty; give it a value, or leave 'port' out\n" },
	{ WHO "incoming: {host: h, port: \"993\\0\"}\n", "3:27"
	  " control-character 'port' contains a NUL (U+0000)" CONTROL },
	{ WHO "incoming: {host: h, port: \" 993\"}\n", "3:27 bad-port"
	  " port ' 993': not a number in decimal digits; write 'port: 993'\n" },
};

static void
ports(void **state)
{
	check_bad(*state, ports_cases, countof(ports_cases));
}

#define SECURITIES "; possible words are 'tls', 'starttls', 'none'\n"
#define AUTHS "; possible words are 'password', 'encrypted', 'oauth2'," \
	" 'gssapi', 'ntlm', 'external', 'none'\n"

static const struct bad_case unknown_words_cases[] = {
	{ WHO "incoming: {host: h, protocol: uucp}\n", "3:31 unknown-word"
	  " this is not one of the words for 'protocol'; possible words are 'imap', 'pop'\n" },
	{ WHO "incoming: {host: h, protocol: smtp}\n", "3:31 unknown-word protocol 'smtp':"
	  " mail is sent with it, not read; write 'protocol: imap' here, and put the server for"
	  " sending under 'outgoing'\n" },
	{ WHO "incoming: {host: h, security: tsl}\n",
	  "3:31 unknown-word unknown security 'tsl'; did you mean 'tls'?\n" },
	{ WHO "incoming: {host: h, security: rot13}\n",
	  "3:31 unknown-word this is not one of the words for 'security'" SECURITIES },
	{ WHO "incoming: {host: h, security: TLS/STARTTLS}\n", "3:31 unknown-word security"
	  " 'TLS/STARTTLS': that does not say how it is encrypted; write 'security: tls' for TLS"
	  " from the first byte (ports 993, 995, 465), or 'security: starttls' (ports 143, 110,"
	  " 587)\n" },
	{ WHO "incoming: {host: h, security: auto, port: 143}\n", "3:31 unknown-word security"
	  " 'auto': that does not say how it is encrypted; write 'security: starttls', which"
	  " port 143 is for\n" },
	{ WHO "incoming: {host: h, security: TLS (993)}\n", "3:31 unknown-word security 'TLS"
	  " (993)': not one of the words for it; write 'security: tls'\n" },
	{ WHO "incoming: {host: h, auth: magic}\n",
	  "3:27 unknown-word this is not one of the words for 'auth'" AUTHS },
	{ WHO "incoming: {host: h, auth: encrypted, mechanism: rot13}\n",
	  "3:49 unknown-word this is not one of the words for 'mechanism'; possible words are"
	  " 'plain', 'login', 'cram-md5', 'scram-sha-1', 'scram-sha-256',"
	  " 'digest-md5', 'apop', 'xoauth2', 'oauthbearer', 'gssapi',"
	  " 'ntlm', 'external'\n" },
	{ GOOD "tls: {minimum: 3}\n", "4:16 unknown-word this is not one of the words for 'minimum';"
	  " possible words are '1.0', '1.1', '1.2', '1.3'\n" },
	{ GOOD "tls: {minimum: 12}\n", "4:16 unknown-word this is"
	  " not one of the words for 'minimum'; possible words are '1.0', '1.1', '1.2', '1.3'\n" },
	{ GOOD "allow: [security-nome]\n", "4:9 unknown-word unknown finding"
	  " 'security-nome'; did you mean 'security-none'?\n" },
	{ GOOD "allow: client-choce\n", "4:8 unknown-word unknown finding"
	  " 'client-choce'; did you mean 'client-choice'?\n" },
	{ GOOD "allow: nonsense\n", "4:8 unknown-word no finding"
	  " has this id; possible words are 'yaml-quotes',"
	  " 'stray-character', 'password-literal', 'duplicate-login',"
	  " 'inline-password', 'unused-column', 'port-security', 'port-protocol',"
	  " 'port-unknown', 'port-auth', 'port-forbidden', 'security-none',"
	  " 'password-cleartext', 'auth-discouraged', 'port-defaulted',"
	  " 'provider-found', 'provider-other', 'provider-note', 'duplicate-port', 'host-service',"
	  " 'host-literal', 'host-similar', 'host-script',"
	  " 'username-form', 'token-missing', 'password-hashed',"
	  " 'password-readable', 'tls-old', 'tls-file', 'signature-file', 'pop-delete',"
	  " 'pop-only', 'folder-prefix', 'folder-delimiter', 'sent-twice',"
	  " 'client-limitation', 'client-choice',"
	  " 'client-note', 'password-omitted', 'own-command'\n" },
	{ GOOD "allow: security-nome\n", "4:8 unknown-word unknown finding"
	  " 'security-nome'; did you mean 'security-none'?\n" },
	{ GOOD "allow: [port-unknown, bad-host]\n", "4:23 bad-value 'allow'"
	  " cannot excuse from 'bad-host'; correct what is found, and remove"
	  " the word here\n" },
	/* one that cannot be excused is still an error */
	{ WHO "incoming: {host: h, port: x}\nallow: [bad-port]\n",
	  "3:27 bad-port port: not a number in decimal digits; write it as in 'port: 993'\n"
	  "4:9 bad-value 'allow' cannot excuse from 'bad-port'; correct what is"
	  " found, and remove the word here\n" },
};

static void
unknown_words(void **state)
{
	check_bad(*state, unknown_words_cases, countof(unknown_words_cases));
}

#define PAIR(word, auth, fix) \
	{ WHO "incoming: {host: h, auth: " auth ", mechanism: " word "}\n", \
	  "3:" fix " bad-value mechanism '" word "' does not belong to auth '" auth

static const struct bad_case mechanisms_that_contradict_cases[] = {
	PAIR("scram-sha-256", "password", "48") "'; write 'auth: encrypted',"
	" or leave 'mechanism' out\n" },
	PAIR("plain", "encrypted", "49") "'; write 'auth: password', or"
	" leave 'mechanism' out\n" },
	PAIR("xoauth2", "none", "44") "'; write 'auth: oauth2', or leave"
	" 'mechanism' out\n" },
	PAIR("scram-sha-256", "cram-md5", "48") "'; write 'auth: encrypted',"
	" or leave 'mechanism' out\n" },
	PAIR("plain", "login", "45") "'; write 'auth: password', or leave"
	" 'mechanism' out\n" },
	/* but a bad auth is reported once */
	{ WHO "incoming: {host: h, auth: magic, mechanism: plain}\n",
	  "3:27 unknown-word this is not one of the words for 'auth'" AUTHS },
};

static void
mechanisms_that_contradict(void **state)
{
	check_bad(*state, mechanisms_that_contradict_cases,
		countof(mechanisms_that_contradict_cases));
}

static const struct bad_case bad_values_cases[] = {
	{ "name: \"\"\n" EMAIL IN, "1:7 bad-value 'name' is empty; write it"
	  " as in 'name: Jean Dupont'\n" },
	{ GOOD "provider: ''\n", "4:11 bad-value 'provider' is empty; give it"
	  " a value, or leave 'provider' out\n" },
	{ GOOD "outgoing: []\n", "4:11 bad-value 'outgoing' is empty; give it"
	  " a value, or leave 'outgoing' out\n" },
	{ GOOD "folders: {trash: None}\n", "4:18 bad-value trash 'None': only"
	  " 'sent' can be without a folder; leave 'trash' out, and the client"
	  " chooses the folder\n" },
	{ GOOD "folders: {delimiter: dot}\n", "4:22 bad-value delimiter: it takes"
	  " the one character that is between the levels of a folder's name;"
	  " write it as in 'delimiter: \".\"'\n" },
	{ GOOD "folders: {sent: ''}\n", "4:17 bad-value 'sent' is empty;"
	  " give it a value, or leave 'sent' out\n" },
	{ GOOD "id: a/b\n", "4:5 bad-value id: '/' is not allowed in it, only letters of ASCII, digits, '.', '_' and '-';"
	  " write a short name as in 'id: work', or leave 'id' out\n" },
	{ GOOD "id: ../x\n", "4:5 bad-value id: '/' is not allowed in it, only letters of ASCII, digits, '.', '_' and '-';"
	  " write a short name as in 'id: work', or leave 'id' out\n" },
	{ GOOD "id: Été  2\n", "4:5 bad-value id: 'É' is not allowed in it, only letters of ASCII, digits, '.', '_' and '-';"
	  " write a short name as in 'id: work', or leave 'id' out\n" },
	{ GOOD "id: Été\n", "4:5 bad-value id 'Été': 'É' is not allowed in it, only letters of ASCII, digits, '.', '_' and '-';"
	  " write 'id: ete'\n" },
	{ GOOD "id: .work\n", "4:5 bad-value id '.work': it begins with '.'; write 'id: work'\n" },
	{ GOOD "id: -work\n", "4:5 bad-value id '-work': it begins with '-'; write 'id: work'\n" },
	{ GOOD "id: \"..\"\n", "4:5 bad-value id: it begins with '.';"
	  " write a short name as in 'id: work', or leave 'id' out\n" },
	{ GOOD "id: jean@example.com\n", "4:5 bad-value id 'jean@example.com': '@' is not allowed in it, only letters of ASCII, digits, '.', '_' and '-';"
	  " write 'id: jean-example.com'\n" },
	{ GOOD "id: a123456789b123456789c123456789d123456789"
	  "e123456789f123456789g1234\n", "4:5 bad-value id: 65 bytes long,"
	  " 64 are possible; write a short name as in 'id: work', or leave 'id' out\n" },
	{ WHO "incoming: {host: h, password: {}}\n", "3:31 bad-value"
	  " 'password' names no source; write it as in"
	  " 'password: {command: [pass, show, mail/jean]}'\n" },
	{ WHO "incoming: {host: h, password: {file: ~}}\n", "3:38 bad-value"
	  " 'file' names no file: '~' alone is YAML's word for nothing;"
	  " write the whole path, as in 'file: ~/.mail-password'\n" },
	{ WHO "incoming: {host: h, password: {file: /a, env: B}}\n",
	  "3:31 bad-value 'password' names 2 sources; give exactly one of"
	  " 'command', 'file', 'env', 'keyring'\n" },
	{ WHO "incoming: {host: h, password: {command: []}}\n",
	  "3:41 bad-value 'command' is empty; give it a value, or leave"
	  " 'command' out\n" },
	{ WHO "incoming: {host: h, password: {command: ''}}\n",
	  "3:41 bad-value 'command' is empty; give it a value, or leave"
	  " 'command' out\n" },
	{ WHO "incoming: {host: h, password: {command: ['', a]}}\n",
	  "3:42 bad-value 'command' is empty; give it a value, or leave"
	  " 'command' out\n" },
	{ WHO "incoming: {host: h, password: {keyring: {}}}\n",
	  "3:41 bad-value 'keyring' is empty; give it a value, or leave"
	  " 'keyring' out\n" },
	{ WHO "incoming: {host: h, password: {keyring: {a: ''}}}\n",
	  "3:45 bad-value 'keyring' is empty; give it a value, or leave"
	  " 'keyring' out\n" },
	{ WHO "incoming: {host: h, password: ''}\n", "3:31 bad-value"
	  " 'password' is empty; give it a value, or leave 'password' out\n" },
};

static void
bad_values(void **state)
{
	check_bad(*state, bad_values_cases, countof(bad_values_cases));
}

#define DIGITS_16 "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"
#define FINGERPRINT(text, problem) \
	{ GOOD "tls: {fingerprint: \"" text "\"}\n", \
	  "4:20 bad-value fingerprint: " problem "; write it as in 'fingerprint: \"SHA256:" DIGITS_16 ":" DIGITS_16 "\"'\n" }

static const struct bad_case fingerprints_cases[] = {
	FINGERPRINT("SHA256:AA:BB", "4 hexadecimal digits, SHA-256 has 64"),
	FINGERPRINT("SHA1:00112233445566778899AABBCCDDEEFF",
		"32 hexadecimal digits, SHA-1 has 40"),
	FINGERPRINT("0011", "4 hexadecimal digits, SHA-256 has 64, SHA-1 40"
		" and MD5 32"),
	FINGERPRINT("SHA256:Ge0oqkr5Fra8IptACPmxAVZhYNYyJz7QrPkF2TyhOyw",
		"it is in base64, only hexadecimal digits are read"),
	FINGERPRINT("SHA256:Ge0oqkr5Fra8IptACPmxAVZhYNYyJz7QrPkF2TyhOyw=",
		"it is in base64, only hexadecimal digits are read"),
	FINGERPRINT("MD4:0011", "'M' is not a hexadecimal digit"),
	FINGERPRINT("AA:BÉ", "'É' is not a hexadecimal digit"),
	FINGERPRINT("SHA256:", "0 hexadecimal digits, SHA-256 has 64"),
};

static void
fingerprints(void **state)
{
	check_bad(*state, fingerprints_cases, countof(fingerprints_cases));
}

static const struct bad_case control_characters_cases[] = {
	{ "name: \"a\\nb\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a line break (U+000A)" CONTROL },
	{ "name: |\n  Jean\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a line break (U+000A); write the value in one line, right after"
	  " 'name: '\n" },
	{ "name: \"a\\tb\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a tab (U+0009)" CONTROL },
	{ "name: \"a\\0b\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a NUL (U+0000)" CONTROL },
	{ "name: \"\\e[2J\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " an escape (U+001B)" CONTROL },
	{ "name: \"\\x7F\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a delete (U+007F)" CONTROL },
	{ "name: \"\\x01\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a control character (U+0001)" CONTROL },
	{ "name: \"\\x1F\"\n" EMAIL IN, "1:7 control-character 'name' contains"
	  " a control character (U+001F)" CONTROL },
	{ GOOD "signature: \"a\\r\\nb\"\n", "4:12 control-character"
	  " 'signature' contains a carriage return (U+000D)" CONTROL },
	{ GOOD "aliases: [\"a\\n@b.c\"]\n", "4:11 control-character"
	  " 'aliases' contains a line break (U+000A)" CONTROL },
	{ WHO "incoming: {host: h, password: \"a\\nb\"}\n", "3:31"
	  " control-character 'password' contains a line break (U+000A)" CONTROL },
	{ WHO "incoming: {host: h, password: {command: [a, \"b\\n\"]}}\n",
	  "3:45 control-character 'command' contains a line break (U+000A)"
	  CONTROL },
	{ WHO "incoming: {host: h, password: {keyring: {\"a\\n\": b}}}\n",
	  "3:42 control-character 'keyring' contains a line break (U+000A)"
	  CONTROL },
	{ WHO "incoming: {host: \"h\\n\"}\n", "3:18 control-character 'host'"
	  " contains a line break (U+000A); write the value in one line, right"
	  " after 'host: '\n" },
};

static void
control_characters(void **state)
{
	check_bad(*state, control_characters_cases, countof(control_characters_cases));
}

/* address.c says what is wrong with a value; here counts whose it is. */
static void
addresses_and_hosts(void **state)
{
	static const struct { const char *yaml, *begins; } cases[] = {
		{ NAME "email: jean.example.com\n" IN,
		  "2:8 bad-address email: " },
		{ GOOD "reply_to: nobody\n", "4:11 bad-address reply_to: " },
		{ GOOD "aliases: nobody\n", "4:10 bad-address aliases: " },
		{ GOOD "aliases: [a@example.com, nobody]\n",
		  "4:26 bad-address aliases: " },
		{ WHO "incoming: {host: a b}\n", "3:18 bad-host host: " },
		{ WHO "outgoing: {host: a b}\n", "3:18 bad-host host: " },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		load(f, cases[i].yaml);
		if (strncmp(findings(f), cases[i].begins, strlen(cases[i].begins))
		    || diags_count(f->diags, SEVERITY_NOTE) != 1 || f->loaded)
			fail_msg("%s\nis said to have:\n%s", cases[i].yaml, findings(f));
	}
}

static const struct bad_case everything_in_one_pass_cases[] = {
	{ "nmae: x\nemail: ~\nincoming:\n  host: h\n  port: 0x1\n"
	  "  security: tsl\n  auth: magic\noutgoing:\n- port: 99999\n- h\n"
	  "pop: {keep: maybe}\n",
	  "1:1 unknown-field unknown field 'nmae'; did you mean 'name'?\n"
	  "2:8 missing-field 'email' of 'account' has no value;"
	  " add 'email: jean.dupont@example.com'\n"
	  "5:9 bad-port port: not a number in decimal digits; write it as in 'port: 993'\n"
	  "6:13 unknown-word unknown security 'tsl'; did you mean 'tls'?\n"
	  "7:9 unknown-word this is not one of the words for 'auth'" AUTHS
	  "9:9 bad-port port '99999': not from 1 to 65535; write it as in 'port: 465'\n"
	  "10:3 wrong-type 'outgoing' takes a mapping or a list of mappings,"
	  " found a value; write it as in"
	  " 'outgoing: {host: smtp.example.com}'\n"
	  "11:13 wrong-type 'keep' takes true or false, and this is neither;"
	  " write 'keep: true' or 'keep: false'\n" },
};

static void
everything_in_one_pass(void **state)
{
	struct fixture *f = *state;

	check_bad(f, everything_in_one_pass_cases, countof(everything_in_one_pass_cases));
	assert_true(f->account.incoming.items[0].bad);
	assert_true(f->account.outgoing.items[0].bad);
	assert_true(f->account.outgoing.items[1].bad);
	load(f, WHO "incoming: {host: h, port: x}\noutgoing: {host: h}\n");
	assert_true(f->account.incoming.items[0].bad);
	assert_false(f->account.outgoing.items[0].bad);
}

/* What input.c has reported is not reported once more. */
static void
bad_nodes(void **state)
{
	static const char *const cases[] = {
		NAME "email: *nope\n" IN, GOOD "description: *nope\n",
		GOOD "aliases: [a@example.com, *nope]\n", WHO "incoming: *nope\n",
		WHO "incoming: {host: *nope}\n", GOOD "pop: {keep: *nope}\n",
		GOOD "outgoing: [{host: h}, *nope]\n", GOOD "pop: *nope\n",
		WHO "incoming: {host: h, password: *nope}\n",
		WHO "incoming: {host: h, password: {command: [a, *nope]}}\n",
		WHO "incoming: {host: h, password: {keyring: {a: *nope}}}\n",
		WHO "incoming: {host: h, auth: *nope, mechanism: plain}\n",
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		load(f, cases[i]);
		if (f->loaded || diags_count(f->diags, SEVERITY_NOTE) != 1
		    || !strstr(findings(f), " bad-alias "))
			fail_msg("%s\nis said to have:\n%s", cases[i], findings(f));
	}
}

static const char *
dump_text(struct fixture *f, const char *out, const char *name, struct text t)
{
	if (!text_given(t))
		return out;
	return arena_printf(f->arena, "%s%s=%s\n", out, name, t.s);
}

static const char *
dump_list(struct fixture *f, const char *out, const char *name,
	struct text_list list)
{
	size_t i;

	for (i = 0; i < list.n; i++)
		out = dump_text(f, out, name, list.items[i]);
	return out;
}

static const char *
dump_number(struct fixture *f, const char *out, const char *name, unsigned n)
{
	return n ? arena_printf(f->arena, "%s%s=%u\n", out, name, n) : out;
}

static const char *
dump_string(struct fixture *f, const char *out, const char *name, const char *s)
{
	return s && *s ? arena_printf(f->arena, "%s%s=%s\n", out, name, s) : out;
}

static const char *
dump_server(struct fixture *f, const char *out, const char *name,
	const struct server *s)
{
	const struct password *p = &s->password;

	out = dump_string(f, out, "server", name);
	out = dump_string(f, out, "protocol", protocol_word(s->protocol));
	out = dump_text(f, out, "host", s->host);
	out = dump_number(f, out, "port", s->port);
	out = dump_string(f, out, "security", security_word(s->security));
	out = dump_string(f, out, "auth", auth_word(s->auth));
	out = dump_text(f, out, "mechanism", s->mechanism);
	out = dump_text(f, out, "username", s->username);
	out = dump_text(f, out, "description", s->description);
	out = dump_number(f, out, "password", p->given);
	out = dump_text(f, out, "command", p->command);
	out = dump_list(f, out, "argv", p->argv);
	out = dump_text(f, out, "file", p->file);
	out = dump_text(f, out, "env", p->env);
	out = dump_list(f, out, "keyring", p->keyring);
	return dump_text(f, out, "value", p->value);
}

/* All that was read, as "name=value" lines in the order of the struct. */
static const char *
dump(struct fixture *f)
{
	const struct account *a = &f->account;
	const char *out = "";
	size_t i;

	out = dump_text(f, out, "name", a->name);
	out = dump_text(f, out, "email", a->email);
	out = dump_text(f, out, "local_part", a->local_part);
	out = dump_text(f, out, "domain", a->domain);
	out = dump_text(f, out, "id", a->id);
	out = dump_number(f, out, "id_given", a->id_given);
	out = dump_text(f, out, "description", a->description);
	out = dump_text(f, out, "provider", a->provider);
	out = dump_text(f, out, "organization", a->organization);
	out = dump_text(f, out, "reply_to", a->reply_to.text);
	out = dump_text(f, out, "signature", a->signature.text);
	for (i = 0; i < a->aliases.n; i++)
		out = dump_text(f, out, "aliases", a->aliases.items[i].email);
	out = dump_text(f, out, "sendmail", a->sendmail);
	for (i = 0; i < a->incoming.n; i++)
		out = dump_server(f, out, "incoming", &a->incoming.items[i]);
	for (i = 0; i < a->outgoing.n; i++)
		out = dump_server(f, out, "outgoing", &a->outgoing.items[i]);
	out = dump_text(f, out, "drafts", a->folders.drafts);
	out = dump_text(f, out, "sent", a->folders.sent);
	out = dump_text(f, out, "trash", a->folders.trash);
	out = dump_text(f, out, "archive", a->folders.archive);
	out = dump_text(f, out, "junk", a->folders.junk);
	if (a->folders.no_copy)
		out = dump_string(f, out, "sent", "by the server");
	out = dump_text(f, out, "delimiter", a->folders.delimiter);
	out = dump_number(f, out, "keep", a->keep);
	out = dump_number(f, out, "keep_given", a->keep_given);
	out = dump_text(f, out, "ca_file", a->tls.ca_file);
	out = dump_text(f, out, "fingerprint", a->tls.fingerprint);
	out = dump_string(f, out, "kind", a->tls.fingerprint_kind);
	out = dump_text(f, out, "minimum", a->tls.minimum);
	out = dump_text(f, out, "cert_file", a->tls.cert_file);
	return dump_text(f, out, "key_file", a->tls.key_file);
}

static void
load_good(struct fixture *f, const char *yaml)
{
	load(f, yaml);
	if (!f->loaded || f->account.bad || diags_count(f->diags, SEVERITY_ERROR))
		fail_msg("%s\nis said to have:\n%s", yaml, findings(f));
}

static void
whole_account(void **state)
{
	struct fixture *f = *state;

	load_good(f, "name: Jean Dupont\nemail: jean@example.com\nid: work\n"
		"description: Work\nprovider: standard\norganization: Org\n"
		"reply_to: r@example.com\nsignature: |\n  one\n  \ttwo\n"
		"aliases: [a@example.com, b@example.com]\nsendmail: /bin/true -t\n"
		"incoming: {protocol: imap, host: IN.example.com, port: 993,\n"
		"  security: tls, auth: password, mechanism: plain, username: u,\n"
		"  password: {command: [pass, '']}, description: In}\n"
		"outgoing:\n- {host: o, port: '587', security: starttls,\n"
		"  auth: encrypted, username: v, password: {env: P}}\n- {host: p}\n"
		"folders: {drafts: D, sent: S, trash: T, archive: A, junk: J}\n"
		"pop: {keep: false}\n"
		"tls: {ca_file: c, fingerprint: 00112233445566778899aabbccddeeff,\n"
		"  minimum: 1.2, cert_file: d, key_file: e}\n"
		"allow: [security-none, port-unknown]\n");
	assert_string_equal(dump(f), "name=Jean Dupont\nemail=jean@example.com\n"
		"local_part=jean\ndomain=example.com\nid=work\nid_given=1\n"
		"description=Work\nprovider=standard\norganization=Org\n"
		"reply_to=r@example.com\nsignature=one\n\ttwo\n\n"
		"aliases=a@example.com\naliases=b@example.com\n"
		"sendmail=/bin/true -t\n"
		"server=incoming\nprotocol=imap\nhost=in.example.com\nport=993\n"
		"security=tls\nauth=password\nmechanism=plain\nusername=u\n"
		"description=In\npassword=1\nargv=pass\nargv=\n"
		"server=outgoing\nprotocol=smtp\nhost=o\nport=587\n"
		"security=starttls\nauth=encrypted\nusername=v\npassword=1\nenv=P\n"
		"server=outgoing\nprotocol=smtp\nhost=p\nusername=u\npassword=1\n"
		"argv=pass\nargv=\n"
		"drafts=D\nsent=S\ntrash=T\narchive=A\njunk=J\nkeep_given=1\n"
		"ca_file=c\nfingerprint=00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:"
		"EE:FF\nkind=md5\nminimum=1.2\ncert_file=d\nkey_file=e\n");
	load_good(f, GOOD "tls: {minimum: TLSv1.2}\n");
	assert_int_equal(f->account.tls.minimum.len, strlen("1.2"));
}

struct good_case {
	const char *yaml, *lines;       /* lines that stand in the dump */
};

static void
check_good(struct fixture *f, const struct good_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		load_good(f, cases[i].yaml);
		if (!strstr(arena_printf(f->arena, "\n%s", dump(f)),
		    arena_printf(f->arena, "\n%s", cases[i].lines)))
			fail_msg("%s\ngives:\n%s\nwithout:\n%s", cases[i].yaml, dump(f),
				cases[i].lines);
	}
}

static const struct good_case values_are_what_was_written_cases[] = {
	{ "name: no\n" EMAIL IN, "name=no\n" },
	{ "name: 1.50\n" EMAIL IN, "name=1.50\n" },
	{ "name: 0x10\n" EMAIL IN, "name=0x10\n" },
	{ "name: 2024-01-01\n" EMAIL IN, "name=2024-01-01\n" },
	{ "name: \"null\"\n" EMAIL IN, "name=null\n" },
	{ "name: '~'\n" EMAIL IN, "name=~\n" },
	{ "name: ' a '\n" EMAIL IN, "name= a \n" },
	{ GOOD "id: 007\n", "id=007\nid_given=1\n" },
	{ GOOD "id: _x.y-Z\n", "id=_x.y-Z\n" },
	{ GOOD "signature: \"\"\n", "description=jean@example.com\nserver=" },
	{ GOOD "description: ''\n", "description=jean@example.com\n" },
	{ GOOD "organization: ''\n", "description=jean@example.com\nserver=" },
	{ GOOD "id: ~\npop: ~\ntls:\nfolders: {sent: }\naliases: ~\n",
	  "id=jean-example.com\n" },
	{ GOOD "aliases: a@example.com\n", "aliases=a@example.com\n" },
	{ GOOD "aliases: []\n", "description=jean@example.com\nserver=" },
	{ GOOD "allow: port-unknown\n", "keep=1\n" },
	{ GOOD "pop: {keep: yes}\n", "keep=1\nkeep_given=1\n" },
	{ GOOD "pop: {keep: On}\n", "keep=1\nkeep_given=1\n" },
	{ GOOD "pop: {keep: TRUE}\n", "keep=1\nkeep_given=1\n" },
	{ GOOD "pop: {keep: no}\n", "keep_given=1\n" },
	{ GOOD "pop: {keep: off}\n", "keep_given=1\n" },
	{ GOOD "pop: {}\n", "keep=1\n" },
	{ WHO "incoming: {host: h, port: \"1\"}\n", "port=1\n" },
	{ WHO "incoming: {host: h, port: 65535}\n", "port=65535\n" },
	{ WHO "incoming: {host: h, username: 12}\n", "username=12\n" },
	{ WHO "incoming: {host: h, password: 0123}\n",
	  "password=1\nvalue=0123\n" },
	{ WHO "incoming: {host: h, password: ' a '}\n", "value= a \n" },
	{ WHO "incoming: {host: h, password: {command: a b}}\n",
	  "password=1\ncommand=a b\n" },
	{ WHO "incoming: {host: h, password: {file: /f, env: ~}}\n",
	  "password=1\nfile=/f\n" },
	{ WHO "incoming: {host: h, password: {keyring: {a: b, c: 1}}}\n",
	  "keyring=a\nkeyring=b\nkeyring=c\nkeyring=1\n" },
	{ WHO "outgoing: {host: h}\n",
	  "server=outgoing\nprotocol=smtp\nhost=h\nkeep=" },
	{ GOOD "tls: {minimum: TLSv1.3}\n", "minimum=1.3\n" },
	{ GOOD "tls: {minimum: TLS1.2}\n", "minimum=1.2\n" },
	{ GOOD "tls: {minimum: 1.0}\n", "minimum=1.0\n" },
	{ WHO "provider: p\n", "provider=p\nkeep=1\n" },
	{ WHO "provider: p\nincoming: {port: 1}\noutgoing: {}\n",
	  "server=incoming\nport=1\n" },
};

static void
values_are_what_was_written(void **state)
{
	check_good(*state, values_are_what_was_written_cases,
		countof(values_are_what_was_written_cases));
}

#define AUTH_CASE(given, lines) \
	{ WHO "incoming: {host: h, " given "}\n", "host=h\n" lines "keep=" }

static const struct good_case auth_and_mechanism_cases[] = {
	AUTH_CASE("port: 1", "port=1\n"),
	AUTH_CASE("auth: plain", "auth=password\n"),
	AUTH_CASE("auth: Mot de passe chiffré", "auth=encrypted\n"),
	AUTH_CASE("auth: login", "auth=password\nmechanism=login\n"),
	AUTH_CASE("auth: CRAM-MD5", "auth=encrypted\n"),
	AUTH_CASE("auth: scram-sha-256",
		"auth=encrypted\nmechanism=scram-sha-256\n"),
	AUTH_CASE("auth: DIGEST_MD5", "auth=encrypted\nmechanism=digest-md5\n"),
	AUTH_CASE("auth: apop", "auth=encrypted\nmechanism=apop\n"),
	AUTH_CASE("auth: XOAUTH2", "auth=oauth2\nmechanism=xoauth2\n"),
	AUTH_CASE("auth: oauthbearer", "auth=oauth2\nmechanism=oauthbearer\n"),
	AUTH_CASE("auth: gssapi", "auth=gssapi\n"),
	AUTH_CASE("auth: Kerberos", "auth=gssapi\n"),
	AUTH_CASE("mechanism: plain", "auth=password\nmechanism=plain\n"),
	AUTH_CASE("mechanism: cram-md5", "auth=encrypted\nmechanism=cram-md5\n"),
	AUTH_CASE("mechanism: login, auth: password",
		"auth=password\nmechanism=login\n"),
	AUTH_CASE("auth: scram-sha-1, mechanism: scram-sha-1",
		"auth=encrypted\nmechanism=scram-sha-1\n"),
	AUTH_CASE("auth: none", "auth=none\n"),
	AUTH_CASE("auth: ~, mechanism: external",
		"auth=external\nmechanism=external\n"),
};

static void
auth_and_mechanism(void **state)
{
	check_good(*state, auth_and_mechanism_cases, countof(auth_and_mechanism_cases));
}

/* Every spelling of the data, as the user would write it. */
static void
check_word(struct fixture *f, const char *kind, const char *word,
	const char *spelling)
{
	load_good(f, arena_printf(f->arena,
		WHO "incoming: {host: h, %s: \"%s\"}\n", kind, spelling));
	if (!strstr(dump(f), arena_printf(f->arena, "\n%s=%s\n", kind, word)))
		fail_msg("%s '%s' gives\n%s", kind, spelling, dump(f));
}

static void
every_spelling(void **state)
{
	static const char *const kinds[] = {
		"protocol", "security", "auth", "mechanism",
	};
	struct fixture *f = *state;
	const char *word, *other;
	size_t k, n, i;

	for (k = 0; k < countof(kinds); k++)
		for (n = 0; (word = words_nth(f->words, kinds[k], n)); n++) {
			check_word(f, kinds[k], word, word);
			for (i = 0; (other = words_alias(f->words, kinds[k], word, i)); i++)
				check_word(f, kinds[k], word, other);
		}
}

#define HEX16 "00112233445566778899aabbccddeeff"
#define PAIRS16 "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"

static void
fingerprint_spellings(void **state)
{
	static const struct { const char *given, *lines; } cases[] = {
		{ HEX16, "fingerprint=" PAIRS16 "\nkind=md5\n" },
		{ PAIRS16, "fingerprint=" PAIRS16 "\nkind=md5\n" },
		{ "MD5:" PAIRS16, "fingerprint=" PAIRS16 "\nkind=md5\n" },
		{ "md5 " PAIRS16, "fingerprint=" PAIRS16 "\nkind=md5\n" },
		{ HEX16 "00112233",
		  "fingerprint=" PAIRS16 ":00:11:22:33\nkind=sha1\n" },
		{ "SHA1 Fingerprint=" PAIRS16 ":00:11:22:33",
		  "fingerprint=" PAIRS16 ":00:11:22:33\nkind=sha1\n" },
		{ "sha-1:" PAIRS16 ":00:11:22:33",
		  "fingerprint=" PAIRS16 ":00:11:22:33\nkind=sha1\n" },
		{ "SHA256:" HEX16 HEX16,
		  "fingerprint=" PAIRS16 ":" PAIRS16 "\nkind=sha256\n" },
		{ "SHA-256: " PAIRS16 ":" PAIRS16,
		  "fingerprint=" PAIRS16 ":" PAIRS16 "\nkind=sha256\n" },
		{ "0011 2233 4455 6677 8899 AABB CCDD EEFF",
		  "fingerprint=" PAIRS16 "\nkind=md5\n" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		load_good(f, arena_printf(f->arena, GOOD "tls: {fingerprint: '%s'}\n",
			cases[i].given));
		if (!strstr(dump(f), cases[i].lines))
			fail_msg("%s gives\n%s", cases[i].given, dump(f));
	}
}

static void
ids_from_addresses(void **state)
{
	static const struct { const char *email, *id; } cases[] = {
		{ "jean@example.com", "jean-example.com" },
		{ "Jean.Dupont@Example.COM", "jean.dupont-example.com" },
		{ "a_b-c@example.com", "a_b-c-example.com" },
		{ "jean+x@example.com", "jean-x-example.com-cb54f5d1" },
		{ "jean=x@example.com", "jean-x-example.com-" },
		{ "-x@example.com", "_x-example.com-" },
		{ "jörg@example.com", "j-rg-example.com-" },
		{ "jürg@example.com", "j-rg-example.com-" },
		{ "abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz@example.com",
		  "abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz-e-" },
		{ "abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz@example.org",
		  "abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz-e-" },
	};
	struct fixture *f = *state;
	const char *ids[countof(cases)];
	size_t i, j;

	for (i = 0; i < countof(cases); i++) {
		load_good(f, arena_printf(f->arena, "name: J\nemail: %s\n" IN,
			cases[i].email));
		ids[i] = f->account.id.s;
		assert_false(f->account.id_given);
		assert_true(f->account.id.len <= 64);
		assert_int_equal(f->account.id.pos.line, 2);
		if (strncmp(ids[i], cases[i].id, strlen(cases[i].id))
		    || strspn(ids[i], "abcdefghijklmnopqrstuvwxyz0123456789._-")
		    != f->account.id.len)
			fail_msg("%s gives %s", cases[i].email, ids[i]);
		for (j = 0; j < i; j++)
			assert_string_not_equal(ids[i], ids[j]);
	}
}

static bool
same_pos(struct pos pos, unsigned line, unsigned column)
{
	return pos.line == line && pos.column == column;
}

/* Which rule set may name the servers is not known yet. */
static void
servers_may_be_missing(void **state)
{
	struct fixture *f = *state;

	load_good(f, WHO);
	assert_int_equal(f->account.incoming.n, 0);
	assert_false(f->account.server_misspelt);
	load_good(f, WHO "incoming: {port: 993}\noutgoing: [{host: h}, {port: 465}]\n");
	load(f, WHO "incomming: {host: h}\n");
	assert_true(f->account.server_misspelt);
}

static void
places(void **state)
{
	struct fixture *f = *state;
	const struct account *a = &f->account;
	const struct server *s;

	load_good(f, WHO "incoming:\n  host: h\n  port: 993\n  auth: login\n"
		"outgoing:\n- host: o\n  security: tls\n  password: p\n");
	assert_true(same_pos(a->pos, 1, 1));
	assert_true(same_pos(a->email.pos, 2, 8));
	assert_true(same_pos(a->domain.pos, 2, 8));
	assert_true(same_pos(a->description.pos, 2, 8));
	assert_true(same_pos(a->incoming.items[0].pos, 4, 3));
	assert_true(same_pos(a->incoming.items[0].host.pos, 4, 9));
	assert_true(same_pos(a->incoming.items[0].port_pos, 5, 9));
	assert_true(same_pos(a->incoming.items[0].auth_pos, 6, 9));
	assert_true(same_pos(a->incoming.items[0].mechanism.pos, 6, 9));
	assert_true(same_pos(a->incoming.items[0].security_pos, 4, 3));
	assert_true(same_pos(a->incoming.items[0].protocol_pos, 4, 3));
	s = &a->outgoing.items[0];
	assert_true(same_pos(s->security_pos, 9, 13));
	assert_true(same_pos(s->port_pos, 8, 3));
	assert_true(same_pos(s->password.pos, 10, 13));
	load_good(f, WHO "incoming: {host: h, mechanism: plain}\n");
	assert_true(same_pos(a->incoming.items[0].auth_pos, 3, 32));
}

static void
defaults_between_servers(void **state)
{
	struct fixture *f = *state;
	const struct server *out;

	load_good(f, WHO "incoming: {host: h, username: u, password: {env: P}}\n"
		"outgoing: [{host: h}, {host: h, username: v, password: {file: /g}}]\n");
	out = f->account.outgoing.items;
	assert_string_equal(out[0].username.s, "u");
	assert_string_equal(out[0].password.env.s, "P");
	assert_true(out[0].password.given);
	assert_string_equal(out[1].username.s, "v");
	assert_string_equal(out[1].password.file.s, "/g");
	assert_null(out[1].password.env.s);
	load_good(f, WHO "incoming: {host: h}\noutgoing: {host: h}\n");
	assert_false(f->account.outgoing.items[0].password.given);
	/* the rule set says what users log in with */
	assert_false(text_given(f->account.incoming.items[0].username));
	assert_false(text_given(f->account.outgoing.items[0].username));
}

static void
allow_comes_first(void **state)
{
	struct fixture *f = *state;
	struct pos nowhere = { 0 };

	load_good(f, GOOD "allow: [port-unknown]\n");
	diag_at(f->diags, nowhere, DIAG_PORT_UNKNOWN, "x");
	assert_int_equal(diags_count(f->diags, SEVERITY_WARNING), 0);
	diag_at(f->diags, nowhere, DIAG_PORT_SECURITY, "x");
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 1);
	load(f, GOOD "allow: [bad-value]\n");
	diag_at(f->diags, nowhere, DIAG_BAD_VALUE, "x");
	assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 2);
}

static void
inline_passwords(void **state)
{
	struct fixture *f = *state;
	struct pos at;

	load_good(f, WHO "incoming: {host: h, password: {env: P}}\n");
	assert_false(account_has_inline_password(&f->account, &at));
	load_good(f, GOOD "outgoing: [{host: h}, {host: h, password: p}]\n");
	assert_true(account_has_inline_password(&f->account, &at));
	assert_true(same_pos(at, 4, 43));
	load_good(f, WHO "outgoing: {host: h, password: q}\n"
		"incoming: {host: h, password: p}\n");
	assert_true(account_has_inline_password(&f->account, &at));
	assert_true(same_pos(at, 4, 31));
	assert_true(account_has_inline_password(&f->account, NULL));
	assert_true(f->account.incoming.items[0].password.value.secret);
	assert_false(f->account.name.secret);
}

static const char *
printed(struct fixture *f)
{
	struct buf out = { 0 };
	const char *s;

	diags_print(f->diags, &out, false);
	s = arena_copy(f->arena, out.s ? out.s : "", out.len);
	buf_free(&out);
	return s;
}

/* Wherever a password may stand, by right or by mistake, on the very line that
 * is reported, no message shows it. */
static void
secrets_stay_hidden(void **state)
{
	static const char *const cases[] = {
		"incoming: {host: a b, password: hunter2}\n",
		"incoming: {host: h, password: \"hunter2\\n\"}\n",
		"incoming: {host: h, password: [hunter2]}\n",
		"incoming: {host: h, password: {hunter2}}\n",
		"incoming: {host: a b, password: {hunter2}}\n",
		"incoming: {host: h, password: {hunter2: x}}\n",
		"incoming: {host: h, password: {'hunter2': {a: b}}}\n",
		"incoming: {host: h, password: {\"hun\\x74er2\": x}}\n",
		"incoming: {host: h, password: {value: hunter2}}\n",
		"incoming: {host: h, password: {comand: hunter2}}\n",
		"incoming: {host: h, password: {file: {x: hunter2}}}\n",
		"incoming: {host: h, passwrod: hunter2}\n",
		"incoming: {host: h, pass: hunter2}\n",
		"incoming: {host: h, secret: [hunter2]}\n",
		"incoming: {host: h, port: x, x: {y: hunter2}}\n",
		"password: hunter2\nincoming: {host: h}\n",
		"incoming: {host: h}\noutgoing: [{host: a b, password: hunter2}]\n",
		"incoming: {host: h}\noutgoing: hunter2\n",
		"incoming: {host: h}\npop: hunter2\n",
		"incoming: {host: h}\nname2: &p hunter2\ndescription: [*p]\n",
	};
	struct fixture *f = *state;
	const char *out;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		load(f, arena_printf(f->arena, WHO "%s", cases[i]));
		out = printed(f);
		if (f->loaded || strstr(out, "hunter") || strstr(out, "hun\\x74"))
			fail_msg("%s\nis reported as\n%s", cases[i], out);
	}
}

static void
known_values_are_shown(void **state)
{
	struct fixture *f = *state;

	load(f, WHO "incoming: {host: a.b, port: 99999, password: hunter2,"
		" security: tls}\n");
	assert_string_equal(printed(f),
		"a.yaml:3:29: error: port '99999': not from 1 to 65535"
		" [bad-port]\n"
		"    3 | incoming: {host: a.b, port: 99999, password: ***,"
		" security: tls}\n"
		"      |                             ^~~~~\n"
		"a.yaml:3:29: fix: write it as in 'port: 993'\n");
	load(f, WHO "incoming: {host: h, port: x, password: {command: [pass, a],"
		" files: b}}\n");
	assert_non_null(strstr(printed(f), "{command: [***, ***], files: ***}}"));
	load(f, WHO "incoming: {host: h, port: x, password: {keyring: {a: b}}}\n");
	assert_non_null(strstr(printed(f), "{keyring: {***: ***}}}"));
}

/* The table's own examples are fit to be copied. */
static const char *
example_yaml(struct fixture *f, const struct mapping *m, const struct field *row)
{
	const char *line = arena_printf(f->arena, "%s: %s", row->name, row->example);
	const struct field *first = m->fields;
	const char *needed = first->need == NEED_ALWAYS && first != row
		? arena_printf(f->arena, "%s: %s, ", first->name, first->example) : "";

	if (!strcmp(m->name, "password"))
		return arena_printf(f->arena,
			WHO "incoming: {host: h, password: {%s}}\n", line);
	if (!strcmp(m->name, "incoming") || !strcmp(m->name, "outgoing"))
		return arena_printf(f->arena, WHO "%s: {%s%s%s}\n", m->name,
			strcmp(row->name, "host") ? "host: h, " : "",
			strcmp(row->name, "mechanism") ? "" : "auth: encrypted, ", line);
	if (!row->source && first->source)
		needed = arena_printf(f->arena, "%s: %s, ", first->name, first->example);
	if (strcmp(m->name, "account"))
		return arena_printf(f->arena, GOOD "%s: {%s%s}\n", m->name, needed, line);
	return arena_printf(f->arena, "%s%s%s%s\n",
		strcmp(row->name, "name") ? NAME : "",
		strcmp(row->name, "email") ? EMAIL : "",
		strcmp(row->name, "incoming") ? IN : "", line);
}

static void
check_rows(struct fixture *f, const struct mapping *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		assert_non_null(m->fields[i].help);
		assert_true(strlen(m->fields[i].help) > 10);
		assert_ptr_equal(field_find(m, m->fields[i].name,
			strlen(m->fields[i].name)), &m->fields[i]);
		if (m->fields[i].example)
			load_good(f, example_yaml(f, m, &m->fields[i]));
		if (m->fields[i].mapping)
			check_rows(f, m->fields[i].mapping);
	}
}

static void
examples_load(void **state)
{
	check_rows(*state, fields_account());
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(unknown_fields), TEST(missing_fields), TEST(servers_may_be_missing), TEST(wrong_types),
		TEST(ports), TEST(unknown_words), TEST(mechanisms_that_contradict),
		TEST(bad_values), TEST(fingerprints), TEST(control_characters),
		TEST(addresses_and_hosts), TEST(everything_in_one_pass),
		TEST(bad_nodes),
		TEST(whole_account), TEST(values_are_what_was_written),
		TEST(auth_and_mechanism), TEST(every_spelling),
		TEST(fingerprint_spellings), TEST(ids_from_addresses), TEST(places),
		TEST(defaults_between_servers), TEST(allow_comes_first),
		TEST(inline_passwords), TEST(secrets_stay_hidden),
		TEST(known_values_are_shown), TEST(examples_load),
	};

	return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
