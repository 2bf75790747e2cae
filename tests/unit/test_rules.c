/* Rule sets: the shipped ones over every combination, completing, reading. */
#include "rules/rules.h"

#include "base/source.h"
#include "rules/defaults.h"
#include "rules/validate.h"
#include "fixture.h"

/* A server as a test writes it: what is zero or NULL was not written. */
struct given {
	const char *protocol;
	unsigned port;
	const char *security, *auth, *mechanism;
};

struct fixture {
	FIXTURE;
	struct rules *rules;
};

/* The line on which each part of a server stands, in every test. */
enum { LINE_SERVER = 1, LINE_PROTOCOL, LINE_PORT, LINE_SECURITY, LINE_AUTH };

static const char *const securities[] = { "tls", "starttls", "none" };
static const char *const auths[] = {
	"password", "encrypted", "oauth2", "gssapi", "ntlm", "external", "none",
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->rules = rules_new(f->arena, NULL, 0, f->dir);
	return 0;
}

/* Forgets the sets that were read and the findings. */
static void
renew(struct fixture *f)
{
	f->rules = rules_new(f->arena, NULL, 0, f->dir);
	f->diags = diags_new(f->arena, NULL);
}

static const char *
write_set(struct fixture *f, const char *name, const char *ini)
{
	return fixture_file(f, name, ini, strlen(ini));
}

static struct text
text(const char *s)
{
	return (struct text){ .s = s, .len = s ? strlen(s) : 0 };
}

static struct server
make_server(const struct given *g, const char *host)
{
	struct pos at = { NULL, LINE_SERVER, 1 };
	struct server s = { .pos = at, .protocol_pos = at, .port_pos = at,
		.security_pos = at, .auth_pos = at, .host = text(host),
		.mechanism = text(g->mechanism), .port = g->port };

	s.protocol = g->protocol ? protocol_find(g->protocol) : PROTOCOL_UNSET;
	s.security = g->security ? security_find(g->security) : SECURITY_UNSET;
	s.auth = g->auth ? auth_find(g->auth) : AUTH_UNSET;
	if (g->protocol && strcmp(g->protocol, "smtp"))
		s.protocol_pos.line = LINE_PROTOCOL;
	if (g->port)
		s.port_pos.line = LINE_PORT;
	if (g->security)
		s.security_pos.line = LINE_SECURITY;
	if (g->auth)
		s.auth_pos.line = LINE_AUTH;
	return s;
}

/* Completes and judges an account with one server; its endpoints. */
static struct server_list
run(struct fixture *f, const char *set_name, const struct given *g,
	const char *host)
{
	const struct rule_set *set = rules_find(f->rules, set_name, f->diags);
	struct account account = { .email = text("jean@example.org") };
	struct server s = make_server(g, host);
	bool smtp = s.protocol == PROTOCOL_SMTP, good;

	assert_non_null(set);
	account.sendmail = text(smtp ? NULL : "sendmail");
	if (smtp)
		account.outgoing = (struct server_list){ &s, 1 };
	else
		account.incoming = (struct server_list){ &s, 1 };
	rules_fill_defaults(f->arena, set, &account, f->diags);
	good = rules_validate(f->arena, set, &account, f->diags);
	assert_int_equal(good, diags_count(f->diags, SEVERITY_ERROR) == 0);
	assert_int_equal(account.bad, !good);
	return smtp ? account.outgoing : account.incoming;
}

/* The ids of the findings, sorted, with blanks between; errors in capitals. */
static const char *
found(struct fixture *f)
{
	const struct diag *const *list;
	const char *all = "";
	size_t i, j, n;

	list = diags_sorted(f->diags, &n);
	for (i = 0; i < DIAG_COUNT; i++)
		for (j = 0; j < n; j++)
			if (list[j]->id == (enum diag_id)i)
				all = arena_printf(f->arena, "%s%s%s%s", all, *all ? " " : "",
					list[j]->severity == SEVERITY_ERROR ? "!"
					: list[j]->severity == SEVERITY_NOTE ? "~" : "",
					diag_word(list[j]->id));
	return all;
}

/* ---- every combination ---- */

/* One letter for each of `auths`: what must be found. */
static const struct { char letter; const char *ids; } letters[] = {
	{ '.', "" },
	{ 'n', "security-none" },
	{ 'c', "security-none password-cleartext" },
	{ 'C', "!password-cleartext" },
	{ 'S', "!port-security" },
	{ 'A', "!port-auth" },
	{ 'F', "!port-forbidden" },
	{ 'P', "!port-protocol" },
	{ 'U', "!port-unknown" },
};

/* With tls, starttls, none. Ports that do not stand here under a protocol are
 * another protocol's when they stand under that, else unknown. */
static const struct {
	const char *set, *protocol;
	unsigned port;
	const char *letters[3];
} matrix[] = {
	{ "standard", "imap", 993, { ".......", "SSSSSSS", "SSSSSSS" } },
	{ "standard", "imap", 143, { "SSSSSSS", ".......", "cnnnnnn" } },
	{ "standard", "pop", 995, { ".......", "SSSSSSS", "SSSSSSS" } },
	{ "standard", "pop", 110, { "SSSSSSS", ".......", "cnnnnnn" } },
	{ "standard", "smtp", 465, { ".......", "SSSSSSS", "SSSSSSS" } },
	{ "standard", "smtp", 587, { "SSSSSSS", ".......", "cnnnnnn" } },
	{ "standard", "smtp", 25, { "SSSSSSS", ".......", "cnnnnnn" } },
	{ "standard", "smtp", 8025, { "SSSSSSS", "SSSSSSS", "cnnnnnn" } },
	{ "safebrands", "imap", 993, { ".AAAAAA", "SSSSSSS", "SSSSSSS" } },
	{ "safebrands", "imap", 143, { "SSSSSSS", "SSSSSSS", "cAAAAAA" } },
	{ "safebrands", "pop", 995, { ".AAAAAA", "SSSSSSS", "SSSSSSS" } },
	{ "safebrands", "pop", 110, { "SSSSSSS", "SSSSSSS", "cAAAAAA" } },
	{ "safebrands", "smtp", 465, { "..AAAAA", "SSSSSSS", "SSSSSSS" } },
	{ "safebrands", "smtp", 587, { "SSSSSSS", "A.AAAAA", "CnAAAAA" } },
	{ "safebrands", "smtp", 25, { "SSSSSSS", "SSSSSSS", "cnnnnnn" } },
	{ "safebrands", "smtp", 8025, { "FFFFFFF", "FFFFFFF", "FFFFFFF" } },
};

static const char *const sets[] = { "standard", "safebrands" };
static const char *const all_protocols[] = { "imap", "pop", "smtp" };
static const unsigned all_ports[] = {
	1, 25, 80, 109, 110, 111, 143, 144, 443, 465, 586, 587, 588, 993, 994, 995,
	996, 1143, 2525, 8025, 65535,
};

static const char *
expected(struct fixture *f, const char *set, const struct given *g)
{
	size_t security, auth, i;
	char letter = 'U';
	const char *ids;

	for (security = 0; strcmp(securities[security], g->security); security++)
		;
	for (auth = 0; strcmp(auths[auth], g->auth); auth++)
		;
	for (i = 0; i < countof(matrix); i++)
		if (!strcmp(matrix[i].set, set) && matrix[i].port == g->port)
			letter = strcmp(matrix[i].protocol, g->protocol) ? 'P'
				: matrix[i].letters[security][auth];
	for (i = 0; letters[i].letter != letter; i++)
		;
	ids = letters[i].ids;
	if (!strcmp(set, "standard") && !strcmp(g->auth, "ntlm"))
		ids = arena_printf(f->arena, "%s%sauth-discouraged", ids,
			*ids ? " " : "");
	return ids;
}

static void
check_found(struct fixture *f, const char *set, const struct given *g)
{
	const char *want = expected(f, set, g), *got;

	f->diags = diags_new(f->arena, NULL);
	run(f, set, g, "mail.example.org");
	got = found(f);
	if (strcmp(got, want))
		fail_msg("%s: %s %u %s %s: found '%s', wanted '%s'", set, g->protocol,
			g->port, g->security, g->auth, got, want);
}

/* Calls for every combination of all that can be written. */
static void
for_all(struct fixture *f,
	void (*check)(struct fixture *, const char *set, const struct given *))
{
	struct given g = { 0 };
	size_t set, protocol, port, security, auth;

	for (set = 0; set < countof(sets); set++)
	for (protocol = 0; protocol < countof(all_protocols); protocol++)
	for (port = 0; port < countof(all_ports); port++)
	for (security = 0; security < countof(securities); security++)
	for (auth = 0; auth < countof(auths); auth++) {
		g.protocol = all_protocols[protocol];
		g.port = all_ports[port];
		g.security = securities[security];
		g.auth = auths[auth];
		check(f, sets[set], &g);
	}
}

static void
test_every_combination(void **state)
{
	for_all(*state, check_found);
}

/* ---- whoever does what a fix says is done ---- */

/* Changes the server as one way out says; false when it is not one of these. */
static bool
follow(struct fixture *f, const char *way, struct given *g)
{
	static const struct { const char *before; size_t offset; } words[] = {
		{ "'protocol: ", offsetof(struct given, protocol) },
		{ "security '", offsetof(struct given, security) },
		{ "'security: ", offsetof(struct given, security) },
		{ "auth '", offsetof(struct given, auth) },
		{ "'auth: ", offsetof(struct given, auth) },
	};
	const char *at;
	size_t i;

	if (strncmp(way, "use port ", 9) && strncmp(way, "set '", 5))
		return false;
	if (!strncmp(way, "use port ", 9))
		g->port = (unsigned)strtoul(way + 9, NULL, 10);
	for (i = 0; i < countof(words); i++)
		if ((at = strstr(way, words[i].before))) {
			at += strlen(words[i].before);
			*(const char **)((char *)g + words[i].offset) =
				arena_copy(f->arena, at, strcspn(at, "'"));
		}
	return true;
}

static void
check_way(struct fixture *f, const char *set, const struct given *g,
	const char *way)
{
	struct given changed = *g;
	const char *ids;

	if (!follow(f, way, &changed))
		return;
	f->diags = diags_new(f->arena, NULL);
	run(f, set, &changed, "mail.example.org");
	ids = found(f);
	if (strchr(ids, '!'))
		fail_msg("%s: %s %u %s %s: '%s' leads to %s", set, g->protocol, g->port,
			g->security, g->auth, way, ids);
}

static void
check_fixes(struct fixture *f, const char *set, const struct given *g)
{
	const struct diag *const *list;
	const char *at, *end;
	size_t i, n;

	f->diags = diags_new(f->arena, NULL);
	run(f, set, g, "mail.example.org");
	list = diags_sorted(f->diags, &n);
	for (i = 0; i < n; i++) {
		if (!list[i]->fix)
			fail_msg("%s: %s %u %s %s: no fix for %s", set, g->protocol,
				g->port, g->security, g->auth, list[i]->text);
		for (at = list[i]->fix; at && list[i]->id != DIAG_PORT_UNKNOWN;
		    at = end ? end + 5 : NULL) {
			end = strstr(at, ", or ");
			check_way(f, set, g, arena_copy(f->arena, at,
				end ? (size_t)(end - at) : strlen(at)));
		}
	}
}

static void
test_fixes_lead_out(void **state)
{
	for_all(*state, check_fixes);
}

/* ---- what providers publish ---- */

static void
test_published_rows(void **state)
{
	static const struct {
		const char *protocol;
		unsigned port;
		const char *security;
		bool refused;
	} rows[] = {
		{ "imap", 993, "tls", false }, { "imap", 143, "starttls", false },
		{ "imap", 143, "none", false }, { "pop", 995, "tls", false },
		{ "pop", 110, "starttls", false }, { "pop", 110, "none", false },
		{ "smtp", 465, "tls", false }, { "smtp", 587, "starttls", false },
		{ "smtp", 587, "none", false }, { "smtp", 25, "none", false },
		{ "smtp", 25, "starttls", false },
		{ "pop", 993, "tls", true }, { "smtp", 587, "tls", true },
		{ "imap", 587, "starttls", true }, { "smtp", 586, "tls", true },
	};
	struct fixture *f = *state;
	size_t i, auth;

	for (i = 0; i < countof(rows); i++)
		for (auth = 0; auth < countof(auths); auth++) {
			struct given g = { rows[i].protocol, rows[i].port,
				rows[i].security, auths[auth], NULL };

			f->diags = diags_new(f->arena, NULL);
			run(f, "standard", &g, "mail.example.org");
			assert_int_equal(diags_count(f->diags, SEVERITY_ERROR) > 0,
				rows[i].refused);
		}
}

/* ---- messages ---- */

static const char *
message(struct arena *a, const struct diag *d)
{
	return arena_printf(a, "%u: %s: %s: %s%s%s\n", d->pos.line, severity_word(d->severity),
		diag_word(d->id), d->text, d->fix ? " -> " : "", d->fix ? d->fix : "");
}

static const char *
messages(struct fixture *f)
{
	return fixture_findings(f->arena, f->diags, "", message);
}

#define READ_BY_ALL "without encryption everybody on the way can read the mail"
#define PASSWORD_READ "auth 'password' with security 'none': everybody on the " \
	"way can read the password"

static const struct {
	const char *set, *host;
	struct given given;
	const char *want;
} message_cases[] = {
	{ "standard", "h", { "imap", 993, "starttls", "password", NULL },
	  "3: error: port-security: port 993 goes with security 'tls', found "
	  "'starttls' -> use port 143, or set 'security: tls'\n" },
	{ "standard", "h", { "imap", 143, "tls", "password", NULL },
	  "3: error: port-security: port 143 goes with security 'starttls' or "
	  "'none', found 'tls' -> use port 993, or set 'security: starttls'\n" },
	{ "standard", "h", { "imap", 993, "none", "password", NULL },
	  "3: error: port-security: port 993 goes with security 'tls', found "
	  "'none' -> set 'security: tls', or use port 143\n" },
	{ "safebrands", "h", { "smtp", 587, "tls", "password", NULL },
	  "3: error: port-security: port 587 goes with security 'starttls' or "
	  "'none', found 'tls' -> use port 465, or set 'security: starttls' and "
	  "'auth: encrypted'\n" },
	{ "safebrands", "h", { "imap", 0, "starttls", "password", NULL },
	  "4: error: port-security: rule set 'safebrands' has no IMAP server "
	  "with security 'starttls' -> use port 993 with security 'tls'\n" },
	{ "standard", "h", { "pop", 993, "tls", "password", NULL },
	  "3: error: port-protocol: port 993 is an IMAP port, found under "
	  "'protocol: pop' -> use port 995, or set 'protocol: imap'\n" },
	{ "standard", "h", { "pop", 143, "tls", "password", NULL },
	  "3: error: port-protocol: port 143 is an IMAP port, found under "
	  "'protocol: pop' -> use port 995, or set 'protocol: imap' and "
	  "'security: starttls'\n" },
	{ "standard", "h", { "imap", 587, "starttls", "password", NULL },
	  "3: error: port-protocol: port 587 is an SMTP port, found under "
	  "'protocol: imap' -> use port 143\n" },
	{ "standard", "h", { NULL, 587, "tls", "password", NULL },
	  "1: note: port-defaulted: protocol 'imap' taken from rule set "
	  "'standard'\n"
	  "3: error: port-protocol: port 587 is an SMTP port, found under "
	  "'incoming' -> use port 993\n" },
	{ "standard", "h", { "smtp", 995, "tls", "password", NULL },
	  "3: error: port-protocol: port 995 is a POP port, found under "
	  "'outgoing' -> use port 465\n" },
	{ "standard", "h", { "imap", 1143, NULL, NULL, NULL },
	  "3: error: port-unknown: port 1143 is not a port for IMAP that rule set "
	  "'standard' knows -> use port 993 or 143, or set 'allow: "
	  "[port-unknown]' if the server does listen there\n" },
	{ "safebrands", "h", { "imap", 993, "tls", "oauth2", NULL },
	  "5: error: port-auth: port 993 with security 'tls' goes with auth "
	  "'password', found 'oauth2' -> set 'auth: password'\n" },
	{ "safebrands", "h", { "smtp", 587, "starttls", "oauth2", NULL },
	  "5: error: port-auth: port 587 with security 'starttls' goes with "
	  "auth 'encrypted', found 'oauth2' -> set 'auth: encrypted'\n" },
	{ "safebrands", "h", { "smtp", 587, "starttls", "password", NULL },
	  "5: error: port-auth: port 587 with security 'starttls' goes with "
	  "auth 'encrypted', found 'password' -> set 'auth: encrypted', or use "
	  "port 465 with security 'tls'\n" },
	{ "safebrands", "h", { "smtp", 8025, "none", "encrypted", NULL },
	  "3: error: port-forbidden: port 8025 is not valid on SafeBrands' SMTP "
	  "server -> use port 587 with security 'starttls' and auth "
	  "'encrypted'\n" },
	{ "safebrands", "h", { "smtp", 587, "none", "password", NULL },
	  "5: error: password-cleartext: SafeBrands does not take a plain "
	  "password on port 587 without encryption -> set 'security: starttls' "
	  "and 'auth: encrypted', or use port 465 with security 'tls'\n" },
	{ "safebrands", "h", { "smtp", 587, "none", "encrypted", NULL },
	  "4: warning: security-none: only the password is protected, everybody "
	  "on the way can read the mail -> set 'security: starttls'\n" },
	{ "standard", "h", { "imap", 143, "none", "password", NULL },
	  "4: warning: security-none: " READ_BY_ALL " -> set 'security: "
	  "starttls', or use port 993 with security 'tls'\n"
	  "5: warning: password-cleartext: " PASSWORD_READ " -> set 'security: "
	  "starttls', or use port 993 with security 'tls'\n" },
	{ "standard", "localhost", { "imap", 143, "none", "password", NULL }, "" },
	{ "safebrands", "localhost", { "smtp", 587, "none", "encrypted", NULL },
	  "" },
	{ "safebrands", "localhost", { "smtp", 8025, "none", "password", NULL },
	  "3: error: port-forbidden: port 8025 is not valid on SafeBrands' SMTP "
	  "server -> use port 587 with security 'starttls' and auth "
	  "'encrypted'\n" },
	{ "standard", "h", { "smtp", 465, "tls", "ntlm", NULL },
	  "5: warning: auth-discouraged: NTLM rests on MD4, MD5 and RC4, and its "
	  "own specification advises against it -> use auth 'password' over an "
	  "encrypted connection, or auth 'gssapi'\n" },
	{ "standard", "h", { "imap", 993, "tls", "encrypted", "digest-md5" },
	  "5: warning: auth-discouraged: DIGEST-MD5 was withdrawn because it is "
	  "weak and implementations differ -> use auth 'password' over an "
	  "encrypted connection, or mechanism 'scram-sha-256'\n" },
	{ "standard", "h", { "pop", 995, "tls", "encrypted", "apop" },
	  "5: warning: auth-discouraged: APOP rests on MD5, and a false server "
	  "can recover the password from it -> use auth 'password' over an "
	  "encrypted connection\n" },
	{ "standard", "h", { "pop", 995, "tls", "encrypted", "cram-md5" }, "" },
	{ "standard", NULL, { "imap", 993, "tls", "password", NULL },
	  "1: error: missing-field: the incoming server has no 'host' -> add "
	  "'host:' with the server's name\n" },
};

static void
test_messages(void **state)
{
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(message_cases); i++) {
		f->diags = diags_new(f->arena, NULL);
		run(f, message_cases[i].set, &message_cases[i].given, message_cases[i].host);
		assert_string_equal(messages(f), message_cases[i].want);
	}
}

/* A set of which no row says more than it must. */
static const char terse[] =
	"[set]\ntitle = Terse\n"
	"[imap 143 none]\nstands = forbidden\nid = security-none\n"
	"[imap 144 none]\nstands = allowed\n"
	"[pop 995 tls]\nstands = discouraged\n"
	"[pop 110 none]\nstands = discouraged\nid = password-cleartext\n"
	"[smtp 25 tls password]\nstands = forbidden\n"
	"[smtp 465 tls]\nstands = allowed\nauth = encrypted external gssapi\n"
	"[auth cram-md5]\nstands = discouraged\n"
	"[auth gssapi]\nstands = allowed\n"
	"[auth external]\nstands = forbidden\ntext = no certificates\n";

static void
test_messages_without_texts(void **state)
{
	static const struct {
		struct given given;
		const char *want;
	} cases[] = {
		{ { "imap", 143, "none", "password", NULL },
		  "4: note: security-none: rule set 'terse' forbids port 143 with "
		  "security 'none' and auth 'password'\n"
		  "5: warning: password-cleartext: " PASSWORD_READ "\n" },
		{ { "imap", 144, "none", "password", NULL },
		  "5: warning: password-cleartext: " PASSWORD_READ "\n" },
		{ { "pop", 995, "tls", "gssapi", NULL },
		  "5: warning: auth-discouraged: the rule set advises against this "
		  "authentication\n" },
		{ { "pop", 110, "none", "password", NULL },
		  "5: warning: password-cleartext: a plain password over an unencrypted "
		  "connection\n" },
		{ { "smtp", 25, "tls", "password", NULL },
		  "3: error: port-forbidden: rule set 'terse' forbids port 25 with "
		  "security 'tls' and auth 'password' -> use port 465 with auth "
		  "'encrypted'\n" },
		{ { "smtp", 25, "tls", "gssapi", NULL },
		  "5: error: port-auth: port 25 with security 'tls' does not go with "
		  "auth 'gssapi' -> use port 465\n" },
		{ { "smtp", 25, "tls", "ntlm", NULL },
		  "5: error: port-auth: port 25 with security 'tls' does not go with "
		  "auth 'ntlm' -> use port 465 with auth 'encrypted'\n" },
		{ { "smtp", 25, "starttls", "gssapi", NULL },
		  "3: error: port-security: port 25 does not go with security "
		  "'starttls' -> use port 465 with security 'tls'\n" },
		{ { "smtp", 465, "tls", "encrypted", NULL },
		  "5: warning: auth-discouraged: the rule set advises against this "
		  "authentication\n" },
		{ { "smtp", 465, "tls", "encrypted", "scram-sha-256" }, "" },
		{ { "smtp", 465, "tls", "gssapi", NULL }, "" },
		{ { "smtp", 465, "tls", "external", NULL },
		  "5: error: auth-discouraged: no certificates\n" },
	};
	struct fixture *f = *state;
	size_t i;

	write_set(f, "terse.ini", terse);
	for (i = 0; i < countof(cases); i++) {
		f->diags = diags_new(f->arena, NULL);
		diags_allow(f->diags, DIAG_SECURITY_NONE);
		run(f, "terse", &cases[i].given, "mail.example.org");
		assert_string_equal(messages(f), cases[i].want);
	}
}

/* ---- what is left open ---- */

static const char *
endpoints(struct fixture *f, struct server_list list)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < list.n; i++)
		all = arena_printf(f->arena, "%s%s%s %u %s %s", all, i ? ", " : "",
			protocol_word(list.items[i].protocol), list.items[i].port,
			security_word(list.items[i].security),
			auth_word(list.items[i].auth));
	return all;
}

#define TAKEN "~port-defaulted"

static const struct {
	const char *set;
	struct given given;
	const char *want, *ids;
} complete_cases[] = {
	{ "standard", { "imap", 993, "tls", "password", NULL },
	  "imap 993 tls password", "" },
	{ "standard", { NULL, 0, NULL, NULL, NULL },
	  "imap 993 tls password", TAKEN },
	{ "standard", { NULL, 995, NULL, NULL, NULL },
	  "pop 995 tls password", TAKEN },
	{ "standard", { NULL, 110, "none", "encrypted", NULL },
	  "pop 110 none encrypted", "security-none " TAKEN },
	{ "standard", { "imap", 143, NULL, NULL, NULL },
	  "imap 143 starttls password", TAKEN },
	{ "standard", { "imap", 0, "starttls", NULL, NULL },
	  "imap 143 starttls password", TAKEN },
	{ "standard", { "pop", 0, NULL, "gssapi", NULL },
	  "pop 995 tls gssapi", TAKEN },
	{ "standard", { "smtp", 0, NULL, NULL, NULL },
	  "smtp 465 tls password, smtp 587 starttls password", TAKEN },
	{ "standard", { "smtp", 0, NULL, "ntlm", NULL },
	  "smtp 465 tls ntlm, smtp 587 starttls ntlm",
	  "auth-discouraged " TAKEN },
	{ "standard", { "smtp", 0, "none", NULL, NULL },
	  "smtp 587 none password", "security-none password-cleartext " TAKEN },
	{ "standard", { "smtp", 25, NULL, NULL, NULL },
	  "smtp 25 starttls password", TAKEN },
	{ "standard", { "smtp", 8025, NULL, NULL, NULL },
	  "smtp 8025 none password", "security-none password-cleartext " TAKEN },
	{ "standard", { "imap", 1143, "none", NULL, NULL },
	  "imap 1143 none ", "!port-unknown" },
	{ "standard", { "imap", 993, "starttls", NULL, NULL },
	  "imap 993 starttls ", "!port-security" },
	{ "safebrands", { "smtp", 0, NULL, NULL, NULL },
	  "smtp 587 starttls encrypted, smtp 465 tls password", TAKEN },
	{ "safebrands", { "smtp", 0, NULL, "encrypted", NULL },
	  "smtp 587 starttls encrypted, smtp 465 tls encrypted", TAKEN },
	{ "safebrands", { "smtp", 0, NULL, "password", NULL },
	  "smtp 465 tls password", TAKEN },
	{ "safebrands", { "smtp", 0, NULL, "oauth2", NULL },
	  "smtp 587 starttls oauth2", "!port-auth " TAKEN },
	{ "safebrands", { "smtp", 25, NULL, "oauth2", NULL },
	  "smtp 25 none oauth2", "security-none " TAKEN },
	{ "safebrands", { "smtp", 587, NULL, "password", NULL },
	  "smtp 587 starttls password", "!port-auth " TAKEN },
	{ "safebrands", { "smtp", 587, "none", NULL, NULL },
	  "smtp 587 none encrypted", "security-none " TAKEN },
	{ "safebrands", { "smtp", 0, "none", "password", NULL },
	  "smtp 25 none password", "security-none password-cleartext " TAKEN },
	{ "safebrands", { "smtp", 8025, NULL, NULL, NULL },
	  "smtp 8025 none password", "!port-forbidden " TAKEN },
	{ "safebrands", { "imap", 0, NULL, "encrypted", NULL },
	  "imap 993 tls encrypted", "!port-auth " TAKEN },
	{ "safebrands", { "imap", 143, NULL, NULL, NULL },
	  "imap 143 none password",
	  "security-none password-cleartext " TAKEN },
};

static void
test_complete(void **state)
{
	struct fixture *f = *state;
	struct server_list list;
	size_t i;

	for (i = 0; i < countof(complete_cases); i++) {
		f->diags = diags_new(f->arena, NULL);
		list = run(f, complete_cases[i].set, &complete_cases[i].given, "mail.example.org");
		assert_string_equal(endpoints(f, list), complete_cases[i].want);
		assert_string_equal(found(f), complete_cases[i].ids);
	}
}

static void
test_one_note_names_all(void **state)
{
	static const struct {
		const char *set;
		struct given given;
		const char *want;
	} cases[] = {
		{ "standard", { NULL, 0, NULL, NULL, NULL },
		  "1: note: port-defaulted: protocol 'imap', port 993, security 'tls' "
		  "and auth 'password' taken from rule set 'standard'\n" },
		{ "standard", { "imap", 993, "tls", NULL, NULL },
		  "1: note: port-defaulted: auth 'password' taken from rule set "
		  "'standard'\n" },
		{ "safebrands", { "smtp", 0, NULL, NULL, NULL },
		  "1: note: port-defaulted: port 587, security 'starttls' and auth "
		  "'encrypted', or port 465, security 'tls' and auth 'password' taken "
		  "from rule set 'safebrands'\n" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		f->diags = diags_new(f->arena, NULL);
		run(f, cases[i].set, &cases[i].given, "mail.example.org");
		assert_string_equal(messages(f), cases[i].want);
	}
}

/* ---- what the account is excused from ---- */

static void
test_allow(void **state)
{
	static const struct {
		const char *set, *host;
		enum diag_id allow;
		struct given given;
		const char *want, *ids;
	} cases[] = {
		{ "standard", "127.0.0.1", DIAG_PORT_UNKNOWN,
		  { "imap", 1143, "starttls", "password", NULL },
		  "imap 1143 starttls password", "~port-unknown" },
		{ "standard", "127.0.0.1", DIAG_PORT_UNKNOWN,
		  { "imap", 1143, "none", NULL, NULL },
		  "imap 1143 none password", "~port-unknown " TAKEN },
		{ "standard", "mail.example.org", DIAG_PORT_UNKNOWN,
		  { "imap", 1143, "none", "password", NULL }, "imap 1143 none password",
		  "~port-unknown security-none password-cleartext" },
		{ "standard", "mail.example.org", DIAG_PORT_UNKNOWN,
		  { "imap", 1143, NULL, "password", NULL }, "imap 1143  password",
		  "!missing-field ~port-unknown" },
		{ "standard", "mail.example.org", DIAG_PORT_SECURITY,
		  { "imap", 143, "tls", "password", NULL }, "imap 143 tls password",
		  "~port-security" },
		{ "safebrands", "mail.example.org", DIAG_PORT_SECURITY,
		  { "imap", 0, "starttls", "password", NULL },
		  "imap 0 starttls password", "!missing-field ~port-security" },
		{ "safebrands", "mail.example.org", DIAG_PORT_FORBIDDEN,
		  { "smtp", 8025, "none", "password", NULL }, "smtp 8025 none password",
		  "~port-forbidden security-none password-cleartext" },
		{ "safebrands", "mail.example.org", DIAG_PASSWORD_CLEARTEXT,
		  { "smtp", 587, "none", "password", NULL }, "smtp 587 none password",
		  "security-none ~password-cleartext" },
		{ "standard", "mail.example.org", DIAG_SECURITY_NONE,
		  { "imap", 143, "none", "password", NULL }, "imap 143 none password",
		  "~security-none password-cleartext" },
	};
	struct fixture *f = *state;
	struct server_list list;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		f->diags = diags_new(f->arena, NULL);
		diags_allow(f->diags, cases[i].allow);
		list = run(f, cases[i].set, &cases[i].given, cases[i].host);
		assert_string_equal(endpoints(f, list), cases[i].want);
		assert_string_equal(found(f), cases[i].ids);
	}
}

static void
test_strict_tells_all(void **state)
{
	struct fixture *f = *state;
	const struct diag_policy strict = { .strict = true };
	const struct given g = { "imap", 143, "none", "password", NULL };

	f->diags = diags_new(f->arena, &strict);
	run(f, "standard", &g, "mail.example.org");
	assert_string_equal(found(f), "!security-none !password-cleartext");
}

/* A set that names its servers. */
static const char hosted[] =
	"[set]\ntitle = Hosted\ndomains = example.org\n"
	"[imap 993 tls]\nstands = recommended\nhost = imap.example.org\n"
	"[imap 143 starttls]\nstands = allowed\n"
	"[imap 143 none]\nstands = discouraged\nhost = imap.example.org\n"
	"[imap 144 starttls]\nstands = allowed\nhost = old.example.org\n"
	"[pop 995 tls]\nstands = recommended\nhost = pop.example.org\n"
	"[smtp 465 tls]\nstands = recommended\norder = 2\nhost = ssl.example.org\n"
	"[smtp 587 starttls]\nstands = recommended\norder = 1\n"
	"host = smtp.example.org\n";

static void
test_bad_server_is_skipped(void **state)
{
	struct fixture *f = *state;
	struct server s = { .bad = true };
	struct account account = { .incoming = { &s, 1 }, .outgoing = { &s, 1 } };
	const struct rule_set *set;

	write_set(f, "hosted.ini", hosted);
	set = rules_find(f->rules, "hosted", f->diags);
	rules_fill_defaults(f->arena, set, &account, f->diags);
	assert_false(rules_validate(f->arena, set, &account, f->diags));
	assert_string_equal(found(f), "");
	assert_int_equal(account.incoming.n, 1);
	assert_int_equal(account.outgoing.n, 1);
	assert_false(text_given(account.incoming.items[0].host));
}

/* ---- sets with server names ---- */

static void
test_hosts_from_the_set(void **state)
{
	struct fixture *f = *state;
	struct account account = { .email = text("jean@example.org") };
	const struct rule_set *set;

	write_set(f, "hosted.ini", hosted);
	set = rules_find(f->rules, "hosted", f->diags);
	assert_non_null(set);
	assert_int_equal(set->domains.n, 1);
	assert_string_equal(set->domains.items[0], "example.org");
	rules_fill_defaults(f->arena, set, &account, f->diags);
	assert_true(rules_validate(f->arena, set, &account, f->diags));
	assert_string_equal(endpoints(f, account.incoming), "imap 993 tls password");
	assert_string_equal(account.incoming.items[0].host.s, "imap.example.org");
	assert_string_equal(account.incoming.items[0].username.s, "jean@example.org");
	assert_string_equal(endpoints(f, account.outgoing),
		"smtp 587 starttls password, smtp 465 tls password");
	assert_string_equal(account.outgoing.items[0].host.s, "smtp.example.org");
	assert_string_equal(account.outgoing.items[1].host.s, "ssl.example.org");
	assert_string_equal(messages(f),
		"0: note: port-defaulted: protocol 'imap', host 'imap.example.org', "
		"port 993, security 'tls' and auth 'password' taken from rule set "
		"'hosted'\n"
		"0: note: port-defaulted: host 'smtp.example.org', port 587, security "
		"'starttls' and auth 'password', or host 'ssl.example.org', port 465, "
		"security 'tls' and auth 'password' taken from rule set 'hosted'\n");
}

/* A server that is not mentioned has the login of the one that is; the protocol
 * of an outgoing one goes without saying. */
static void
test_login_of_the_incoming(void **state)
{
	struct fixture *f = *state;
	struct server s = { .username = text("jean"), .host = text("localhost"),
		.password = { .given = true, .env = text("PASSWORD") } };
	struct account account = { .email = text("jean@example.org"),
		.incoming = { &s, 1 } };
	const struct rule_set *set;

	write_set(f, "hosted.ini", hosted);
	set = rules_find(f->rules, "hosted", f->diags);
	rules_fill_defaults(f->arena, set, &account, f->diags);
	assert_string_equal(account.outgoing.items[1].username.s, "jean");
	assert_string_equal(account.outgoing.items[1].password.env.s, "PASSWORD");
	account.outgoing = (struct server_list){ &s, 1 };
	rules_fill_defaults(f->arena, set, &account, f->diags);
	assert_string_equal(endpoints(f, account.outgoing),
		"smtp 587 starttls password, smtp 465 tls password");
}

static void
test_hosts_and_what_is_given(void **state)
{
	static const struct {
		struct given given;
		const char *host, *want, *ids;
	} cases[] = {
		{ { "pop", 0, NULL, NULL, NULL }, "pop.example.org",
		  "pop 995 tls password", TAKEN },
		{ { NULL, 995, NULL, NULL, NULL }, "pop.example.org",
		  "pop 995 tls password", TAKEN },
		{ { "imap", 143, NULL, NULL, NULL }, NULL,
		  "imap 143 starttls password", "!missing-field " TAKEN },
		{ { "imap", 0, "starttls", NULL, NULL }, "old.example.org",
		  "imap 144 starttls password", TAKEN },
		{ { "imap", 9993, NULL, NULL, NULL }, "imap.example.org",
		  "imap 9993  ", "!port-unknown " TAKEN },
		{ { "imap", 993, "tls", "password", NULL }, "imap.example.org",
		  "imap 993 tls password", TAKEN },
	};
	struct fixture *f = *state;
	struct server_list list;
	size_t i;

	write_set(f, "hosted.ini", hosted);
	for (i = 0; i < countof(cases); i++) {
		f->diags = diags_new(f->arena, NULL);
		list = run(f, "hosted", &cases[i].given, NULL);
		assert_string_equal(endpoints(f, list), cases[i].want);
		assert_string_equal(found(f), cases[i].ids);
		assert_int_equal(!cases[i].host, !text_given(list.items[0].host));
		if (cases[i].host)
			assert_string_equal(list.items[0].host.s, cases[i].host);
	}
}

static void
test_pop_alone(void **state)
{
	struct fixture *f = *state;
	struct account account = { .email = text("jean@example.org") };
	const struct rule_set *set;

	write_set(f, "popular.ini", "[set]\ntitle = P\n[imap 993 tls]\n"
		"stands = recommended\n[pop 995 tls]\nstands = recommended\n"
		"host = pop.example.org\n");
	set = rules_find(f->rules, "popular", f->diags);
	rules_fill_defaults(f->arena, set, &account, f->diags);
	assert_string_equal(endpoints(f, account.incoming), "pop 995 tls password");
	assert_int_equal(account.outgoing.n, 0);
}

static void
test_no_server_at_all(void **state)
{
	struct fixture *f = *state;
	const struct rule_set *set = rules_find(f->rules, "safebrands", f->diags);
	struct account account = { .email = text("jean@example.org") };

	rules_fill_defaults(f->arena, set, &account, f->diags);
	assert_false(rules_validate(f->arena, set, &account, f->diags));
	assert_true(account.bad);
	assert_string_equal(messages(f), "0: error: missing-field: the account has "
		"no server, and rule set 'safebrands' does not name one -> add "
		"'incoming: {host: ...}' and 'outgoing: {host: ...}', or a 'provider' whose "
		"servers are known\n");
	/* a key that was meant to be one is reported, and that is enough */
	f->diags = diags_new(f->arena, NULL);
	account.server_misspelt = true;
	assert_false(rules_validate(f->arena, set, &account, f->diags));
	account.server_misspelt = false;
	account.email = text(NULL);
	assert_false(rules_validate(f->arena, set, &account, f->diags));
	assert_string_equal(messages(f), "");
}

/* ---- reading sets ---- */

static const char *
rows_of(struct fixture *f, const struct rule_set *set)
{
	const struct rule_row *row;
	const char *all = "";

	for (row = set->rows; row; row = row->next)
		all = arena_printf(f->arena, "%s%s%s %u %s %s %s %s", all,
			*all ? ", " : "", protocol_word(row->protocol), row->port,
			security_word(row->security), standing_word(row->standing),
			row->auths, auth_word(row->first_auth));
	return all;
}

#define R "stands = recommended\n"

static void
test_extends(void **state)
{
	struct fixture *f = *state;
	const struct rule_set *set;

	write_set(f, "base.ini", "[set]\ntitle = Base\n"
		"[imap 993 tls]\n" R "[imap 143 none]\nstands = allowed\n"
		"[smtp 587 none]\nstands = allowed\nauth = encrypted password\n"
		"[auth ntlm]\nstands = forbidden\n[auth apop]\nstands = discouraged\n");
	write_set(f, "child.ini", "[set]\ntitle = Child\nextends = base\n"
		"[smtp 465 tls]\n" R "[imap 993 tls]\nstands = discouraged\n"
		"[imap 143 none]\nstands = absent\n"
		"[smtp 587 none encrypted]\nstands = forbidden\n"
		"[auth apop]\nstands = absent\n");
	set = rules_find(f->rules, "child", f->diags);
	assert_non_null(set);
	assert_string_equal(rows_of(f, set),
		"imap 993 tls discouraged any password, "
		"smtp 587 none allowed encrypted password password, "
		"smtp 465 tls recommended any password, "
		"smtp 587 none forbidden encrypted encrypted");
	assert_string_equal(set->marks->auths, "ntlm");
	assert_null(set->marks->next);
	set = rules_find(f->rules, "base", f->diags);
	assert_string_equal(rows_of(f, set),
		"imap 993 tls recommended any password, "
		"imap 143 none allowed any password, "
		"smtp 587 none allowed encrypted password encrypted");
	assert_string_equal(set->marks->next->auths, "apop");
	assert_string_equal(found(f), "");
}

/* How often a set is in the list, which is sorted. */
static int
times_listed(struct fixture *f, const char *wanted)
{
	const char *name, *before = "";
	int times = 0;
	size_t i;

	for (i = 0; (name = rules_name(f->rules, i, f->diags)); i++) {
		assert_true(strcmp(before, name) < 0);
		times += !strcmp(name, wanted);
		before = name;
	}
	return times;
}

/* A user's set may go by the name of a shipped one, and extend that. */
static void
test_user_comes_first(void **state)
{
	struct fixture *f = *state;
	const char *const extra[] = { write_set(f, "My Set.ini",
		"[set]\ntitle = Mine\n[pop 995 tls]\n" R) };
	struct given g = { "imap", 1143, "none", "password", NULL };
	struct rules *rules = rules_new(f->arena, extra, 1, f->dir);

	write_set(f, "standard.ini", "[set]\ntitle = Ours\nextends = standard\n"
		"[imap 1143 none]\nstands = allowed\n");
	f->rules = rules;
	assert_string_equal(rules_find(rules, "standard", f->diags)->title, "Ours");
	assert_string_equal(rules_find(rules, "My Set", f->diags)->title, "Mine");
	run(f, "standard", &g, "mail.example.org");
	assert_string_equal(found(f), "password-cleartext");
	g.port = 993;
	g.security = "tls";
	run(f, "standard", &g, "mail.example.org");
	assert_string_equal(found(f), "password-cleartext");
	assert_int_equal(times_listed(f, "My Set"), 1);
	assert_int_equal(times_listed(f, "safebrands"), 1);
	assert_int_equal(times_listed(f, "standard"), 1);
}

static void
test_names_stay_names(void **state)
{
	static const char *const names[] = {
		"", ".", "..", "../x", "/etc/passwd", "a/b", "A", ".hidden", "-x",
		"standard.ini", "x\n", "nosuch",
	};
	struct fixture *f = *state;
	const char *inside;
	size_t i;

	write_set(f, "x.ini", "[set]\ntitle = X\n[imap 993 tls]\n" R);
	write_set(f, ".hidden.ini", "[set]\ntitle = X\n[imap 993 tls]\n" R);
	write_set(f, "A.ini", "[set]\ntitle = X\n[imap 993 tls]\n" R);
	for (i = 0; i < countof(names); i++)
		assert_null(rules_find(f->rules, names[i], f->diags));
	inside = arena_printf(f->arena, "..%s/x", strrchr(f->dir, '/'));
	assert_null(rules_find(f->rules, inside, f->diags));
	assert_string_equal(found(f), "");
	assert_non_null(rules_find(f->rules, "x", f->diags));
	assert_int_equal(times_listed(f, "x"), 1);
	assert_int_equal(times_listed(f, "A"), 0);
}

static const struct { const char *ini, *want; } broken_sets[] = {
	{ "[set]\ntitle = T\ndomains = example.org Example.com\n[imap 993 tls]\n" R,
	  "3: domain 'Example.com' is not written in A-labels" },
	{ "[set]\ntitle = T\n[domains]\na = b.org\nmore = é.fr\n[imap 993 tls]\n" R,
	  "5: domain 'é.fr' is not written in A-labels" },
	{ "[set]\ntitle = T\ndomains = x/y\n[imap 993 tls]\n" R,
	  "3: domain 'x/y': a path after the host name" },
	{ "[set]\ntitle = T\nusername = mail\n[imap 993 tls]\n" R,
	  "3: 'username' has no word 'mail'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\nusername = name\n" R,
	  "4: 'username' has no word 'name'" },
	{ "[set]\ntitle = T\npasswords = plain\n[imap 993 tls]\n" R,
	  "3: 'passwords' has no word 'plain'" },
	{ "", "1: the rule set is empty" },
	{ "[imap 993 tls]\n" R, "1: a rule set lacks the section [set]" },
	{ "[set]\ntitle = T\n", "1: the rule set has no rows" },
	{ "[set]\ntitle = T\ncolour = red\n[imap 993 tls]\n" R,
	  "3: [set] has no key 'colour'" },
	{ "[set]\ntitle = T\nextends = nosuch\n[imap 993 tls]\n" R,
	  "3: extends 'nosuch', and there is no such rule set" },
	{ "[set]\ntitle = T\nextends = x\n[imap 993 tls]\n" R,
	  "3: extends 'x', and there is no such rule set" },
	{ "[set]\ntitle = T\n[imap 993]\n" R,
	  "3: [imap 993] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap4 993 tls]\n" R,
	  "3: [imap4 993 tls] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap 993 ssl]\n" R,
	  "3: [imap 993 ssl] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap 0993 tls]\n" R,
	  "3: [imap 0993 tls] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap 65536 tls]\n" R,
	  "3: [imap 65536 tls] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap 993 tls plain]\n" R,
	  "3: [imap 993 tls plain] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap 993 tls password none]\n" R,
	  "3: [imap 993 tls password none] is no section of a rule set" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "[imap  993 tls]\n" R,
	  "5: [imap  993 tls] appears twice" },
	{ "[set]\ntitle = T\n[imap 993 tls]\ntext = x\n",
	  "3: [imap 993 tls] lacks 'stands'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\nstands = good\n",
	  "4: 'stands' has no word 'good'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\nstands = absent\n",
	  "3: [imap 993 tls] takes away what is not inherited" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "port = 1\n",
	  "5: [imap 993 tls] has no key 'port'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "auth = password plain\n",
	  "5: 'auth' has no word 'plain'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "auth = any password\n",
	  "5: 'any' is one of several words in 'auth'" },
	{ "[set]\n[imap 993 tls]\n" R, "1: [set] lacks 'title'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "auth =\n",
	  "5: 'auth' is empty" },
	{ "[set]\ntitle = T\n[imap 993 tls password]\n" R "auth = any\n",
	  "5: 'auth' in a section that names its authentication" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "order = 0\n",
	  "5: 'order' takes a number from 1 to 9999, found '0'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "order = 1st\n",
	  "5: 'order' takes a number from 1 to 9999, found '1st'" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "id = nosuch\n",
	  "5: 'nosuch' is no finding about a server" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "id = syntax\n",
	  "5: 'syntax' is no finding about a server" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "text =\n",
	  "5: 'text' is empty" },
	{ "[set]\ntitle = T\n[imap 993 tls]\n" R "[auth ntlm]\n" R "order = 1\n",
	  "7: [auth ntlm] has no key 'order'" },
};

static void
test_broken_sets(void **state)
{
	struct fixture *f = *state;
	const struct diag *const *list;
	size_t i, n;

	for (i = 0; i < countof(broken_sets); i++) {
		renew(f);
		write_set(f, "x.ini", broken_sets[i].ini);
		assert_null(rules_find(f->rules, "x", f->diags));
		list = diags_sorted(f->diags, &n);
		assert_int_equal(n, 1);
		assert_int_equal(list[0]->id, DIAG_RULES_BROKEN);
		assert_string_equal(arena_printf(f->arena, "%u: %s", list[0]->pos.line,
			list[0]->text), broken_sets[i].want);
		assert_null(rules_find(f->rules, "x", f->diags));
		assert_int_equal(diags_count(f->diags, SEVERITY_ERROR), 2);
	}
}

static void
test_bad_host_in_a_set(void **state)
{
	struct fixture *f = *state;

	write_set(f, "x.ini", "[set]\ntitle = T\n[imap 993 tls]\n" R "host = a b\n");
	assert_null(rules_find(f->rules, "x", f->diags));
	assert_string_equal(found(f), "!rules-broken");
}

static void
test_circle(void **state)
{
	struct fixture *f = *state;

	write_set(f, "a.ini", "[set]\ntitle = A\nextends = b\n[imap 993 tls]\n" R);
	write_set(f, "b.ini", "[set]\ntitle = B\nextends = c\n[imap 993 tls]\n" R);
	write_set(f, "c.ini", "[set]\ntitle = C\nextends = a\n[imap 993 tls]\n" R);
	assert_null(rules_find(f->rules, "a", f->diags));
	assert_string_equal(messages(f),
		"3: error: rules-broken: 'a' extends itself in a circle\n");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
		T(test_every_combination), T(test_fixes_lead_out),
		T(test_published_rows), T(test_messages),
		T(test_messages_without_texts), T(test_complete),
		T(test_one_note_names_all), T(test_allow), T(test_strict_tells_all),
		T(test_bad_server_is_skipped), T(test_hosts_from_the_set),
		T(test_login_of_the_incoming), T(test_hosts_and_what_is_given),
		T(test_pop_alone),
		T(test_no_server_at_all), T(test_extends), T(test_user_comes_first),
		T(test_names_stay_names), T(test_broken_sets),
		T(test_bad_host_in_a_set), T(test_circle),
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
