/* What knows mail: accounts with one thing that is hardly meant, and the same
 * without it. */
#include "rules/sanity.h"

#include <sys/stat.h>

#include "base/source.h"
#include "client/targets.h"
#include "client/vault.h"
#include "model/account.h"
#include "model/script.h"
#include "model/words.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/issuers.h"
#include "rules/issuers.h"
#include "rules/rules.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct words *words;
	struct rules *rules;
	struct unit *unit;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->words = words_load(f->arena, f->diags);
	f->rules = rules_new(f->arena, NULL, 0, f->dir);
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	if (f->unit)
		unit_free(f->unit);
	return fixture_teardown(state);
}

/* Does everything with an account that a run does before it asks a client. */
static void
run(struct fixture *f, const char *yaml)
{
	struct stores s = { .words = f->words, .rules = f->rules,
		.targets = targets_new(f->arena, NULL, 0), .vault = vault_new(1),
		.issuers = issuers_new(f->arena, NULL) };

	if (f->unit)
		unit_free(f->unit);
	f->unit = unit_new(NULL);
	f->unit->source.document = source_new(f->arena, "t", yaml, strlen(yaml));
	unit_validate(f->unit, &s);
	assert_true(f->unit->there);
	vault_close(s.vault);
}

/* The findings but for what was filled in: "LINE:COLUMN id", errors with !,
 * notes with ~. */
static const char *
finding(struct arena *a, const struct diag *d)
{
	static const char *const marks[] = { "", "~", "", "!" };

	if (d->id == DIAG_PORT_DEFAULTED || d->id == DIAG_PROVIDER_FOUND
	    || d->id == DIAG_PROVIDER_NOTE)
		return NULL;
	return arena_printf(a, "%u:%u %s%s", d->pos.line, d->pos.column, marks[d->severity],
		diag_word(d->id));
}

static const char *
found(struct fixture *f)
{
	return fixture_findings(f->arena, f->unit->diags, ", ", finding);
}

struct check_case { const char *yaml, *want; };

static void
check(struct fixture *f, const struct check_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		run(f, cases[i].yaml);
		if (strcmp(found(f), cases[i].want))
			fail_msg("%s\nfound '%s', wanted '%s'", cases[i].yaml, found(f),
				cases[i].want);
	}
}

#define WHO "name: Jean Dupont\nemail: jean@example.com\n"
#define IN(more) WHO "incoming: {host: imap.example.com" more "}\n"
#define OUT(more) WHO "outgoing: {host: smtp.example.com" more "}\n"

static void
host_of_another_service(void **state)
{
	static const struct check_case cases[] = {
		{ WHO "incoming: {host: smtp.example.com}\n", "3:18 host-service" },
		{ WHO "incoming: {host: SMTP-2.example.com}\n", "3:18 host-service" },
		{ WHO "incoming: {host: imap3.example.com, protocol: pop}\n",
		  "3:18 ~host-service" },
		{ WHO "incoming: {host: pop3.example.com}\n", "3:18 ~host-service" },
		{ WHO "outgoing: {host: imap.example.com}\n", "3:18 host-service" },
		{ WHO "outgoing: [{host: a.example.com}, {host: pop.example.com}]\n",
		  "3:42 host-service" },
		{ IN(""), "" }, { OUT(""), "" },
		{ WHO "incoming: {host: pop3.example.com, protocol: pop}\n", "" },
		{ WHO "incoming: {host: imap-smtp.example.com}\n"
		  "outgoing: {host: imap-smtp.example.com}\n", "" },
		{ WHO "incoming: {host: mail.smtp.example.com}\n", "" },
		{ WHO "incoming: {host: import.example.com}\n", "" },
		{ WHO "outgoing: {host: population.example.com}\n", "" },
		{ WHO "outgoing: {host: imap}\n", "3:18 host-service" },
	};

	check(*state, cases, countof(cases));
}

static void
host_that_is_an_address(void **state)
{
	static const struct check_case cases[] = {
		{ WHO "incoming: {host: 192.0.2.1}\n", "3:18 host-literal" },
		{ WHO "outgoing: {host: '[2001:db8::1]'}\n", "3:18 host-literal" },
		{ WHO "incoming: {host: 192.0.2.1, port: 143, security: starttls}\n",
		  "3:18 host-literal" },
		{ WHO "incoming: {host: 127.0.0.1}\n", "" },
		{ WHO "incoming: {host: '::1'}\n", "" },
		{ WHO "incoming: {host: 192.0.2.1}\n"
		  "tls: {fingerprint: 00112233445566778899aabbccddeeff00112233}\n", "" },
	};

	check(*state, cases, countof(cases));
}

static void
host_that_looks_like_another(void **state)
{
	static const struct { const char *ascii, *problem; } cases[] = {
		/* one or two foreign letters in exаmple, gооgle, gοοgle */
		{ "xn--exmple-4nf.com", "Latin and Cyrillic letters" },
		{ "mail.xn--ggle-55da.com", "Latin and Cyrillic letters" },
		{ "mail.xn--ggle-0nda.com", "Latin and Greek letters" },
		/* аррӏе: all of them foreign */
		{ "xn--80ak6aa92e.com", "is made of Cyrillic letters" },
		{ "xn--80ak6aa92e.xn--p1ai", NULL },
		/* новости.com, почта.рф, münchen.de, Japanese with Latin */
		{ "xn--b1amnebsh.com", NULL }, { "xn--80a1acny.xn--p1ai", NULL },
		{ "xn--mnchen-3ya.de", NULL }, { "example.com", NULL },
		{ "xn--mail-kt4c8b7f.jp", NULL }, { "xn--0.com", NULL },
	};
	struct fixture *f = *state;
	const char *got;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		got = script_check(f->arena, cases[i].ascii);
		if (!got != !cases[i].problem
		    || (got && !strstr(got, cases[i].problem)))
			fail_msg("%s: %s", cases[i].ascii, got ? got : "nothing");
	}
	run(f, WHO "incoming: {host: imap.exаmple.com}\n");
	assert_string_equal(found(f), "3:18 !host-script");
	run(f, "name: J\nemail: jean@exаmple.com\nincoming: {host: imap.example.com}\n");
	assert_string_equal(found(f), "2:8 !host-script");
	run(f, WHO "incoming: {host: imap.αβγ-жд.com}\nallow: [host-script]\n");
	assert_string_equal(found(f), "3:18 ~host-script");
	run(f, WHO "incoming: {host: почта.рф}\n");
	assert_string_equal(found(f), "");
}

#define SET(more) WHO "provider: " more "\nincoming: {host: imap.example.com"

static void
user_name_of_another_form(void **state)
{
	static const struct check_case cases[] = {
		{ SET("safebrands") ", username: jean}\n", "4:46 username-form" },
		{ SET("safebrands") ", username: jean@example.com}\n", "" },
		{ SET("safebrands") ", username: j@example.org}\n", "" },
		{ SET("safebrands") "}\n", "" },
		{ SET("free") ", username: jean@example.com}\n", "4:46 username-form" },
		{ SET("free") ", username: jean}\n", "" },
		{ SET("free") ", username: jean@example.org}\n", "" },
		{ SET("free") "}\n", "" },
		{ IN(", username: jean"), "" },
		{ IN(", username: jean@example.com"), "" },
		{ "name: J\nemail: jean@gmail.com\nincoming: {username: jean}\n",
		  "3:22 username-form" },
		/* where the two servers of a provider take different forms */
		{ "name: J\nemail: jean@icloud.com\nincoming: {username: jean}\n", "" },
	};

	check(*state, cases, countof(cases));
}

static void
oauth2_without_a_token(void **state)
{
	static const struct check_case cases[] = {
		/* whether that is missed depends on the client */
		{ IN(", auth: oauth2"), "" },
		{ IN(", auth: oauth2, password: {command: get-token}"), "" },
		{ IN(", auth: oauth2, password: {command: [get, token]}"), "" },
		{ IN(", auth: oauth2, password: {env: TOKEN}"), "" },
		{ IN(", auth: oauth2, password: secret"), "3:60 token-missing" },
		{ IN(""), "" },
		{ "name: J\nemail: j@outlook.com\n", "" },
	};
	struct fixture *f = *state;

	check(f, cases, countof(cases));
	run(f, cases[4].yaml);
	assert_null(strstr(found(f), "secret"));
}

/* A set of the user's called h, while the cases run. */
static void
check_with_set(struct fixture *f, const char *ini, const struct check_case *cases,
	size_t n)
{
	const char *path = arena_printf(f->arena, "%s/h.ini", f->dir);
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fputs(ini, out);
	assert_int_equal(fclose(out), 0);
	check(f, cases, n);
	unlink(path);
}

static void
encrypted_where_hashes_are_kept(void **state)
{
	static const struct check_case cases[] = {
		{ SET("h") ", auth: encrypted}\n", "4:42 password-hashed" },
		{ SET("h") ", auth: cram-md5}\n", "4:42 password-hashed" },
		{ SET("h") ", auth: scram-sha-256}\n", "" },
		{ SET("h") ", auth: password}\n", "" }, { SET("h") "}\n", "" },
		{ SET("standard") ", auth: encrypted}\n", "" },
	};

	check_with_set(*state, "[set]\ntitle = H\nextends = standard\n"
		"passwords = hashed\n", cases, countof(cases));
}

/* What the provider calls its servers is right, whatever it looks like. */
static void
host_that_the_set_names(void **state)
{
	static const struct check_case cases[] = {
		{ WHO "provider: h\noutgoing: {host: imap.example.com}\n", "" },
		{ WHO "provider: h\noutgoing: {host: imap.example.net}\n",
		  "4:18 host-service" },
	};

	check_with_set(*state, "[set]\ntitle = H\nextends = standard\n"
		"[smtp 465 tls]\nhost = imap.example.com\nstands = recommended\n",
		cases, countof(cases));
}

/* A file in the fixture's folder with this mode; runs the account. */
static void
run_with_file(struct fixture *f, mode_t mode, const char *before, const char *after)
{
	const char *path = arena_printf(f->arena, "%s/file", f->dir);
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, mode), 0);
	run(f, arena_printf(f->arena, "%s%s%s", before, path, after));
	unlink(path);
}

static void
password_file(void **state)
{
	static const char before[] = WHO "incoming:\n  host: imap.example.com\n"
		"  password: {file: ";
	static const char after[] = "}\noutgoing: {host: smtp.example.com}\n";
	struct fixture *f = *state;

	run_with_file(f, 0600, before, after);
	assert_string_equal(found(f), "");
	run_with_file(f, 0400, before, after);
	assert_string_equal(found(f), "");
	run_with_file(f, 0640, before, after);
	assert_string_equal(found(f), "5:20 password-readable");
	run_with_file(f, 0604, before, after);
	assert_string_equal(found(f), "5:20 password-readable");
	run(f, arena_printf(f->arena, "%s/nowhere/file%s", before, after));
	assert_string_equal(found(f), "");
	run(f, arena_printf(f->arena, "%s%s%s", before, f->dir, after));
	assert_string_equal(found(f), "");
	setenv("HOME", f->dir, 1);
	run_with_file(f, 0644, WHO "outgoing: {host: h, password: {file: ~/file}}\n#",
		"\n");
	assert_string_equal(found(f), "3:38 password-readable");
}

static void
tls_files(void **state)
{
	struct fixture *f = *state;

	run_with_file(f, 0644, IN("") "tls: {ca_file: ", "}\n");
	assert_string_equal(found(f), "");
	run(f, IN("") "tls: {ca_file: /nowhere/ca.pem, cert_file: /nowhere/c,"
		" key_file: /nowhere/k}\n");
	assert_string_equal(found(f), "4:16 ~tls-file, 4:44 ~tls-file, 4:66 ~tls-file");
	run(f, arena_printf(f->arena, "%stls: {ca_file: %s}\n", IN(""), f->dir));
	assert_string_equal(found(f), "4:16 tls-file");
	if (!geteuid())
		return;
	run_with_file(f, 0200, IN("") "tls: {key_file: ", "}\n");
	assert_string_equal(found(f), "4:17 tls-file");
}

static void
the_rest(void **state)
{
	static const struct check_case cases[] = {
		{ IN("") "tls: {minimum: \"1.0\"}\n", "4:16 tls-old" },
		{ IN("") "tls: {minimum: TLSv1.1}\n", "4:16 tls-old" },
		{ IN("") "tls: {minimum: \"1.2\"}\n", "" },
		{ IN("") "tls: {minimum: \"1.3\"}\n", "" },
		{ IN(", protocol: pop") "pop: {keep: false}\n",
		  "3:18 ~host-service, 4:13 ~pop-delete" },
		{ WHO "incoming: {host: h, port: 995}\npop: {keep: no}\n",
		  "4:13 ~pop-delete" },
		{ WHO "incoming: {host: h, port: 995}\npop: {keep: yes}\n", "" },
		{ WHO "incoming: {host: h, port: 995}\n", "" },
		{ IN("") "pop: {keep: false}\n", "4:13 pop-only" },
		{ IN("") "pop: {keep: true}\n", "" },
		{ IN(", keep: false") "", "3:42 ~pop-delete" },
		{ IN(", keep: true") "pop: {keep: false}\n", "4:13 pop-only" },
		{ IN(", keep: false, protocol: pop") "pop: {keep: true}\n",
		  "3:18 ~host-service, 3:42 ~pop-delete, 4:13 pop-only" },
		{ IN("") "folders: {drafts: =Drafts, sent: +Sent, trash: '!Trash',"
		  " archive: '>', junk: '^Junk'}\n", "4:19 folder-prefix,"
		  " 4:34 folder-prefix, 4:48 folder-prefix, 4:67 folder-prefix,"
		  " 4:78 folder-prefix" },
		{ IN("") "folders: {drafts: ~/Mail/drafts, sent: '@s', trash: '<'}\n",
		  "4:19 folder-prefix, 4:40 folder-prefix, 4:53 folder-prefix" },
		{ IN("") "folders: {drafts: Drafts, sent: INBOX/Sent, trash: a+b,"
		  " archive: '[Gmail]/All Mail', junk: Junk=Mail}\n", "" },
		{ IN("") "folders: {drafts: Drafts, sent: INBOX.Sent}\n",
		  "4:33 folder-delimiter" },
		{ IN("") "folders: {drafts: Drafts, sent: INBOX.Sent, delimiter: .}\n", "" },
	};

	check(*state, cases, countof(cases));
}

/* What was reported as bad is not looked at again. */
static void
no_cascade(void **state)
{
	static const struct check_case cases[] = {
		{ WHO "incoming: {host: smtp.example.com, port: 994}\n",
		  "3:42 !port-unknown" },
		{ WHO "incoming: {port: 993}\n", "3:11 !missing-field" },
		{ WHO "outgoing: {host: imap.example.com, prot: 25}\n",
		  "3:36 !unknown-field" },
	};

	check(*state, cases, countof(cases));
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(host_of_another_service), T(host_that_is_an_address),
		T(host_that_looks_like_another), T(user_name_of_another_form),
		T(oauth2_without_a_token), T(encrypted_where_hashes_are_kept),
		T(host_that_the_set_names),
		T(password_file), T(tls_files), T(the_rest), T(no_cascade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
