#ifndef ACCOUNT_H
#define ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/mailbox.h"

struct arena;
struct field;
struct issuer;
struct node;
struct rule_set;

enum protocol { PROTOCOL_UNSET, PROTOCOL_IMAP, PROTOCOL_POP, PROTOCOL_SMTP };
enum security { SECURITY_UNSET, SECURITY_TLS, SECURITY_STARTTLS, SECURITY_NONE };
enum auth {
	AUTH_UNSET, AUTH_PASSWORD, AUTH_ENCRYPTED, AUTH_OAUTH2, AUTH_GSSAPI,
	AUTH_NTLM, AUTH_EXTERNAL, AUTH_NONE,
};
enum { PROTOCOL_COUNT = 4, SECURITY_COUNT = 4, AUTH_COUNT = 8 };

/* The word of the account file for each; "" for ..._UNSET. */
const char *protocol_word(enum protocol);
const char *security_word(enum security);
const char *auth_word(enum auth);

/* A word of the account file back to its number, ..._UNSET when unknown. */
enum protocol protocol_find(const char *word);
enum security security_find(const char *word);
enum auth auth_find(const char *word);

struct text_list {
	struct text *items;
	size_t n;
};

/* Where answers go to. */
struct mailbox_list {
	struct mailbox *items;
	size_t n;
	struct text text;               /* all of them, as in the field of a message */
};

/* At most one of its sources is given. */
struct signature {
	struct text text;               /* may have lines */
	struct text file;               /* the path of a file that holds it */
	struct text command;            /* shell command that prints it */
	struct text format;             /* "plain", "html"; s NULL: not given */
};

/* Another address of the same person; what is not given is the account's. */
struct alias {
	struct text email;              /* domain in A-labels */
	struct text name;
	struct mailbox_list reply_to;
	struct signature signature;
	struct text outgoing;           /* host of one of the account's servers, in A-labels */
};

struct alias_list {
	struct alias *items;
	size_t n;
};

/* Where a password comes from; at most one source is given. */
struct password {
	struct pos pos;                 /* of the value of `password` */
	bool given;
	struct text command;            /* one shell string */
	struct text_list argv;          /* or a program and its arguments */
	struct text file;               /* first line of this file */
	struct text env;                /* name of an environment variable */
	struct text_list keyring;       /* attribute, value, attribute, value, ... */
	struct text value;              /* the password itself: a secret */
};

/* Who gives the access tokens for auth 'oauth2'. */
struct oauth2 {
	struct pos pos;
	bool given;
	struct text broker;             /* target that is a broker; s NULL: none */
	struct text issuer;             /* its name; s NULL: the one that knows the host */
	struct text client_id;
	struct password client_secret;
	struct text scope;              /* words with blanks between; s NULL: the issuer's */
};

struct tls {
	struct text ca_file;
	struct text fingerprint;        /* upper case hex pairs with colons */
	const char *fingerprint_kind;   /* "sha256", "sha1", "md5"; NULL without one */
	struct text minimum;            /* "1.0" .. "1.3" */
	struct text cert_file, key_file;/* client certificate, for auth: external */
};

/* One way to reach a server. */
struct server {
	struct pos pos;
	enum protocol protocol;
	struct text host;               /* A-labels, checked */
	unsigned port;                  /* 0: not given */
	enum security security;
	enum auth auth;
	struct text mechanism;          /* SASL name in lower case; s NULL: the default */
	struct text username;
	struct text description;
	struct text provider;           /* name of a rule set; s NULL: the account's */
	struct text tunnel;             /* shell command whose standard streams reach it */
	struct password password;
	struct oauth2 oauth2;           /* of its own: see account_oauth2 */
	struct tls tls;                 /* what it has of its own: see account_tls */
	bool keep, keep_given;          /* incoming: leave mail on the server */
	struct pos keep_pos;
	/* where each of them was written; the server's own place when it was not */
	struct pos protocol_pos, port_pos, security_pos, auth_pos;
	bool files_sent;                /* its provider files a copy of what is sent through it */
	bool bad;                       /* reported already: later checks skip it */
	const struct rule_set *rules;   /* its own, once rules/provider.h chose it; else NULL */
	const struct issuer *issuer;    /* of its tokens, chosen by client/tokens.h; or NULL */
	struct text token;              /* the broker's name of its token; s NULL: none */
	const char *brokers;            /* words: those installed, where there is no token */
};

struct server_list {
	struct server *items;
	size_t n;
};

/* Where a client that stores mail on this machine puts it. */
struct store {
	struct text path;               /* without a '/' at its end */
	struct text format;             /* "maildir", "mbox", "mh" */
};

/* A SOCKS server that connections go through. */
struct proxy {
	struct text host;               /* s NULL: none */
	unsigned port;                  /* 0: not given */
	struct pos port_pos;
};

struct pgp {
	struct text key;                /* upper case hex digits */
	bool sign, encrypt;             /* every message, as far as that can be done */
	struct pos sign_pos, encrypt_pos;
};

/* Names as the user wrote them; folders_path has them as clients do. */
struct folders {
	struct text drafts, sent, trash, archive, junk;
	bool no_copy;                   /* `sent: none`, at sent.pos: the server files copies */
	struct text delimiter;          /* one character; s NULL: not given */
};

/* What the word for true or false says. */
enum option_flag { OPTION_NO_FLAG, OPTION_FALSE, OPTION_TRUE };

/* An option of one client, `clients: {CLIENT: {NAME: VALUE}}`; what it may be only the
 * client's manifest says. */
struct option_value {
	struct text client, name, value;
	enum option_flag flag;          /* of a value without quotes */
	struct option_value *next;
};

/* A field that the account file gives a value, other than a mapping of fields. */
struct written {
	const struct field *field;
	const char *name;               /* in full, as "folders.sent" */
	const struct node *node;        /* its value */
	struct pos server;              /* of the server that it belongs to, or none */
	const char *client;             /* that alone it is for, or NULL */
	const char *lost;               /* for a look at several clients: who does without it */
	struct written *next;
};

struct account {
	struct pos pos;
	size_t number;                  /* among all that are read, 0 first; for the reader to
					 * set */
	struct text name, email;        /* email: domain in A-labels */
	struct text email_given;        /* as the user wrote it */
	struct text local_part, domain; /* the halves of email */
	struct text id;                 /* given, or made from the address */
	struct text description;        /* given, or the address */
	struct text provider;           /* name of a rule set; s NULL: not given */
	struct text organization;
	struct mailbox_list reply_to;
	struct signature signature;
	struct alias_list aliases;
	struct pos catch_all_pos;
	struct text sendmail;           /* program that takes outgoing mail instead of SMTP */
	struct server_list incoming, outgoing;  /* in order of preference */
	struct folders folders;
	struct store store;
	struct proxy proxy;
	struct pgp pgp;
	unsigned check_interval;        /* seconds; 0: not given */
	struct pos keep_pos, primary_pos, watch_pos, check_interval_pos;
	struct tls tls;
	struct oauth2 oauth2;           /* for servers without one of their own */
	struct option_value *options;   /* in order */
	struct written *written;        /* in order */
	bool id_given;
	bool catch_all;                 /* all addresses of the domain are this person's */
	bool keep, keep_given;          /* POP: leave mail on the server; see account_keeps */
	bool primary;                   /* the one that mail is sent from without a choice */
	bool watch, watch_given;        /* the server tells of new mail (RFC 2177) */
	bool server_misspelt;           /* an unknown key was meant to be a server */
	bool bad;                       /* something was reported as an error */
};

/* What parts the levels of a folder's name: the delimiter that was given; '.' when
 * none was and a name begins with "INBOX."; else '/'. */
char folders_delimiter(const struct folders *);

/* The folder's name with '/' between its levels, as IMAP clients have it whatever
 * the server's delimiter is. */
struct text folders_path(struct arena *, const struct folders *, struct text name);

/* The folder's name with the server's delimiter between its levels, as far as it is
 * known; in the account file '/' may be in its place. */
struct text folders_name(struct arena *, const struct folders *, struct text name);

/* What holds for TLS on this server: its own settings before the account's. */
struct tls account_tls(const struct account *, const struct server *);

/* Who gives the tokens for this server: its own `oauth2`, else the account's; NULL when
 * neither is given. */
const struct oauth2 *account_oauth2(const struct account *, const struct server *);

/* The nth server of all, those that mail is read from first; NULL after the last. */
struct server *account_server(const struct account *, size_t n);

/* The first server that mail is read from with this protocol, PROTOCOL_UNSET: with any;
 * NULL without one. */
const struct server *account_reads(const struct account *, enum protocol);

/* Is mail left on this server once it was fetched? *at is where that is said. */
bool account_keeps(const struct account *, const struct server *incoming, struct pos *at);

/* The option of a client that the account gives; NULL when it does not. */
const struct option_value *option_given(const struct account *, const char *client,
	const char *name);

/* Does the account hold a password itself, not where to get it? *at is where
 * the first one stands (NULL when that does not matter). */
bool account_has_inline_password(const struct account *, struct pos *at);

#endif
