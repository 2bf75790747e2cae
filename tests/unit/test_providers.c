/* Providers: which rule set an account gets, and what a name and an address
 * alone become with each shipped one. */
#include "rules/issuers.h"
#include "rules/provider.h"

#include "base/source.h"
#include "client/targets.h"
#include "client/vault.h"
#include "model/account.h"
#include "model/address.h"
#include "model/words.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "rules/defaults.h"
#include "rules/hosts.h"
#include "rules/rules.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct rules *rules;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->rules = rules_new(f->arena, NULL, 0, f->dir);
	return 0;
}

/* The one set of the user, written before any is looked for. */
static void
write_set(struct fixture *f, const char *name, const char *ini)
{
	fixture_file(f, name, ini, strlen(ini));
}

static struct text
text(const char *s)
{
	return (struct text){ .s = s, .len = s ? strlen(s) : 0 };
}

/* An account of nothing but an address, as it is after loading. */
static struct account
account_of(struct fixture *f, const char *address)
{
	struct account account = { .email_given = text(address), .keep = true };

	assert_null(address_check(f->arena, text(address), &account.email,
		&account.local_part, &account.domain));
	return account;
}

static const struct rule_set *
set_of(struct fixture *f, struct account *account)
{
	f->diags = diags_new(f->arena, NULL);
	return provider_rules(f->arena, f->rules, account, f->diags);
}

static const char *
finding(struct arena *a, const struct diag *d)
{
	return arena_printf(a, "%s: %s", diag_word(d->id), d->text);
}

/* The ids of the findings with their messages. */
static const char *
said(struct fixture *f)
{
	return fixture_findings(f->arena, f->diags, "\n", finding);
}

/* ---- the choice ---- */

static void
the_domain_chooses(void **state)
{
	static const struct { const char *address, *set; } cases[] = {
		{ "jean@gmail.com", "gmail" }, { "jean@GMAIL.com", "gmail" },
		{ "jean@googlemail.com", "gmail" }, { "jean@hotmail.fr", "outlook" },
		{ "jean@live.com", "outlook" }, { "jean@wanadoo.fr", "orange" },
		{ "jean@gmx.net", "gmx" }, { "jean@gmx.fr", "gmx-com" },
		/* exactly, never by a part of it */
		{ "jean@mail.gmail.com", "standard" }, { "jean@gmail.fr", "standard" },
		{ "jean@mygmail.com", "standard" }, { "jean@com", "standard" },
		{ "jean@gmail.com.example.org", "standard" },
		{ "jean@m", "standard" }, { "jean@address", "standard" },
		{ "jean@imap.gmail.com", "standard" }, { "jean@[192.0.2.1]", "standard" },
		{ "jean@example.com", "standard" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		struct account account = account_of(f, cases[i].address);

		assert_string_equal(set_of(f, &account)->name, cases[i].set);
		assert_int_equal(!strcmp(cases[i].set, "standard"), !*said(f));
	}
	assert_string_equal(said(f), "");
}

static void
it_is_said(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@laposte.net");
	const struct diag *const *list;
	size_t n;

	set_of(f, &account);
	assert_string_equal(said(f), "provider-found: rule set 'laposte' is used because it lists the mail domain 'laposte.net'");
	list = diags_sorted(f->diags, &n);
	assert_int_equal(list[0]->severity, SEVERITY_NOTE);
	assert_null(list[0]->notes);
}

static void
the_account_decides(void **state)
{
	static const struct { const char *provider, *set, *said; } cases[] = {
		{ "none", "standard", "" }, { "None", "standard", "" },
		{ "standard", "standard", "" }, { "safebrands", "safebrands", "" },
		{ "gmail", "gmail", "" },
		{ "gmial", NULL, "unknown-provider: there is no rule set 'gmial'" },
	};
	struct fixture *f = *state;
	const struct rule_set *set;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		struct account account = account_of(f, "jean@gmail.com");

		account.provider = text(cases[i].provider);
		set = set_of(f, &account);
		assert_string_equal(set ? set->name : "", cases[i].set ? cases[i].set : "");
		assert_string_equal(said(f), cases[i].said);
	}
}

/* Mail of a known domain may be read through servers that are not the
 * provider's: the set is none of their business then. */
static void
other_servers_are_let_be(void **state)
{
	static const struct { const char *in, *out, *set; } cases[] = {
		{ "imap.gmail.com", "smtp.gmail.com", "gmail" },
		{ NULL, "smtp.gmail.com", "gmail" }, { "imap.gmail.com", NULL, "gmail" },
		{ "imap.example.com", "smtp.gmail.com", "standard" },
		{ "imap.gmail.com", "smtp.example.com", "standard" },
		{ "imap.gmail.com.example.org", NULL, "standard" },
		{ NULL, "localhost", "standard" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		struct account account = account_of(f, "jean@gmail.com");
		struct server in = { .host = text(cases[i].in) };
		struct server out = { .host = text(cases[i].out) };

		account.incoming = (struct server_list){ &in, cases[i].in ? 1 : 0 };
		account.outgoing = (struct server_list){ &out, cases[i].out ? 1 : 0 };
		assert_string_equal(set_of(f, &account)->name, cases[i].set);
	}
}

/* Judged by itself: who provides what the host, the server and the account say. */
static const struct {
	const char *address, *provider, *in, *own, *out, *want, *said;
} servers[] = {
	/* the host decides */
	{ "j@example.com", NULL, "imap.gmail.com", NULL, "smtp.orange.fr",
	  "gmail orange", "provider-found provider-found" },
	{ "j@example.com", NULL, "outlook.office365.com", NULL,
	  "smtp.office365.com", "office365 office365", "provider-found" },
	{ "j@gmail.com", NULL, NULL, NULL, "smtp.orange.fr", "gmail orange",
	  "provider-found" },
	{ "j@example.com", "gmail", NULL, "free", NULL, "free gmail", "" },
	{ "j@hotmail.fr", NULL, "outlook.office365.com", NULL,
	  "smtp-mail.outlook.com", "outlook outlook", "provider-found" },
	{ "j@example.com", "outlook", "outlook.office365.com", NULL,
	  "smtp-mail.outlook.com", "outlook outlook", "" },
	{ "j@gmail.com", NULL, "imap.gmail.com", NULL, "smtp.example.com",
	  "gmail standard", "" },
	{ "j@gmail.com", NULL, "imap.example.com", NULL, "smtp.gmail.com",
	  "standard gmail", "" },
	{ "j@example.com", NULL, "imappro.zoho.com", NULL, "smtp.zoho.com",
	  "zoho-pro zoho", "provider-found provider-found" },
	/* below a host, and only at a dot */
	{ "j@example.com", NULL, "p01-imap.mail.me.com", NULL, "a.b.yahoo.com",
	  "icloud yahoo", "provider-found provider-found" },
	{ "j@example.com", NULL, "imap.evilgmail.com", NULL, "evilyahoo.com",
	  "standard standard", "" },
	{ "j@example.com", NULL, "imap.gmail.com.example.com", NULL, "yahoo.com.example",
	  "standard standard", "" },
	{ "j@example.com", NULL, "192.0.2.1", NULL, "127.0.0.1",
	  "standard standard", "" },
	{ "j@proton.me", NULL, "127.0.0.1", NULL, "127.0.0.1", "proton proton",
	  "provider-found" },
	/* the account's provider has its own and nobody's */
	{ "j@example.com", "safebrands", "imap.example.com", NULL, "smtp.orange.fr",
	  "safebrands orange", "~provider-other" },
	{ "j@example.com", "gmail", "imap.yahoo.com", NULL, "smtp.gmail.com",
	  "yahoo gmail", "provider-other" },
	{ "j@example.com", "gmail", "imap.example.com", NULL, "127.0.0.1",
	  "gmail gmail", "" },
	{ "j@example.com", "zoho-eu", "imap.zoho.com", NULL, "smtp.zoho.eu",
	  "zoho zoho-eu", "provider-other" },
	/* the server's own */
	{ "j@example.com", "safebrands", "imap.example.com", "orange",
	  "smtp.orange.fr", "orange orange", "~provider-other" },
	{ "j@example.com", "safebrands", "imap.gmail.com", "orange", "x.example.com",
	  "gmail safebrands", "provider-other" },
	{ "j@example.com", "safebrands", "imap.gmail.com", "none", "x.example.com",
	  "standard safebrands", "" },
	{ "j@example.com", "none", "imap.gmail.com", NULL, "smtp.gmail.com",
	  "standard standard", "" },
	{ "j@example.com", "None", "imap.gmail.com", "gmail", "smtp.gmail.com",
	  "gmail standard", "" },
	/* a slip of the fingers */
	{ "j@example.com", NULL, "imap.gmial.com", NULL, "smtp.gmai.com",
	  "standard standard", "host-similar host-similar" },
	{ "j@example.com", "gmail", "imap.gmail.con", NULL, "smpt.gmail.com",
	  "gmail gmail", "host-similar host-similar" },
	{ "j@example.com", NULL, "outlook.ofice365.com", NULL, "imapx.yahooo.com",
	  "standard standard", "host-similar host-similar" },
	/* and names that are near and exist, or might */
	{ "j@example.com", NULL, "imap.mail.org", NULL, "smtp.wemail.com",
	  "standard standard", "" },
	{ "j@example.com", NULL, "imaps.orange.fr", NULL, "pop.gmx.tt",
	  "standard standard", "" },
};

static void
each_server_has_its_set(void **state)
{
	struct fixture *f = *state;
	const struct diag *const *list;
	const char *all, *sets;
	size_t i, k, n;

	for (i = 0; i < countof(servers); i++) {
		struct account account = account_of(f, servers[i].address);
		struct server in = { .host = text(servers[i].in),
			.provider = text(servers[i].own) };
		struct server out = { .host = text(servers[i].out),
			.protocol = PROTOCOL_SMTP };

		account.provider = text(servers[i].provider);
		account.incoming = (struct server_list){ &in, 1 };
		account.outgoing = (struct server_list){ &out, 1 };
		set_of(f, &account);
		sets = arena_printf(f->arena, "%s %s", in.rules->name, out.rules->name);
		list = diags_sorted(f->diags, &n);
		for (k = 0, all = ""; k < n; k++)
			all = arena_printf(f->arena, "%s%s%s%s", all, *all ? " " : "",
				list[k]->id == DIAG_PROVIDER_OTHER
				&& list[k]->severity == SEVERITY_NOTE ? "~" : "",
				diag_word(list[k]->id));
		if (strcmp(sets, servers[i].want) || strcmp(all, servers[i].said))
			fail_msg("%s and %s: %s, %s\n%s", servers[i].in, servers[i].out, sets, all,
				said(f));
	}
}

/* One provider's password is not for another's server; what was written for
 * it, or is of the same house, is. */
static void
passwords_are_kept_apart(void **state)
{
	static const struct { const char *provider, *in, *out; bool own, kept; } cases[] = {
		{ "safebrands", "imap.example.com", "smtp.orange.fr", false, false },
		{ "gmail", NULL, "smtp.orange.fr", false, false },
		{ "gmail", NULL, NULL, false, true },
		{ NULL, "imap.gmail.com", "smtp.orange.fr", false, false },
		{ NULL, "imap.gmail.com", "smtp.orange.fr", true, true },
		{ NULL, "imap.gmail.com", "smtp.gmail.com", false, true },
		{ "gmail", "imap.gmail.com", "smtp.example.com", false, true },
		{ NULL, "mail.example.com", "smtp.gmail.com", false, true },
		{ "outlook", "outlook.office365.com", "smtp.office365.com", false, true },
		{ "none", "imap.gmail.com", "smtp.orange.fr", false, true },
	};
	struct fixture *f = *state;
	const struct rule_set *set;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		struct account account = account_of(f, "j@example.com");
		struct server in = { .host = text(cases[i].in), .password = { .given = true,
			.pos = { NULL, 4, 1 }, .value = text("secret") } };
		struct server out = { .host = text(cases[i].out), .password = in.password };

		account.provider = text(cases[i].provider);
		account.incoming = (struct server_list){ &in, 1 };
		out.password.pos.line += cases[i].own;
		account.outgoing = (struct server_list){ &out, 1 };
		set = set_of(f, &account);
		rules_fill_defaults(f->arena, set, &account, f->diags);
		out = account.outgoing.items[0];
		if (out.password.given != cases[i].kept
		    || diags_have(f->diags, DIAG_PASSWORD_OMITTED) == cases[i].kept)
			fail_msg("%s and %s: %s", cases[i].in, cases[i].out, said(f));
	}
}

#define ROW "[imap 993 tls]\nstands = recommended\n"

static void
the_users_sets_come_first(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@gmail.com");
	struct server in = { .host = text("imap.example.com") };

	write_set(f, "mine.ini", "[set]\ntitle = Mine\ndomains = gmail.com\n" ROW);
	assert_string_equal(set_of(f, &account)->name, "mine");
	/* it names no servers, so any will do */
	account.incoming = (struct server_list){ &in, 1 };
	assert_string_equal(set_of(f, &account)->name, "mine");
	account = account_of(f, "jean@googlemail.com");
	assert_string_equal(set_of(f, &account)->name, "gmail");
}

/* One that takes the place of a shipped set has its domains, user name form
 * and note; one that only extends it does not have the domains. */
static void
what_is_inherited(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@gmail.com");
	const struct rule_set *set;

	write_set(f, "gmail.ini", "[set]\ntitle = Mine\nextends = gmail\n"
		"domains = example.org\n");
	set = set_of(f, &account);
	assert_string_equal(set->title, "Mine");
	assert_int_equal(set->domains.n, 7);
	assert_int_equal(set->username, NAME_ADDRESS);
	assert_non_null(set->password_note);
	account = account_of(f, "jean@example.org");
	assert_string_equal(set_of(f, &account)->title, "Mine");
	account = account_of(f, "jean@zohomail.eu");
	assert_string_equal(set_of(f, &account)->name, "zoho-eu");
	assert_int_equal(set_of(f, &account)->domains.n, 2);
}

static void
a_broken_set_is_said(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@example.org");

	write_set(f, "mine.ini", "[set]\ndomains = example.org\n" ROW);
	assert_string_equal(set_of(f, &account)->name, "standard");
	assert_string_equal(said(f), "rules-broken: [set] lacks 'title'");
	account = account_of(f, "jean@example.net");
	assert_string_equal(set_of(f, &account)->name, "standard");
	assert_string_equal(said(f), "");
}

/* A host has one provider: a user's set may take the place of a shipped one,
 * by its name, and not a part of it. */
static void
a_host_has_one_set(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@example.com");
	struct server in = { .host = text("imap.yahoo.com") };

	account.incoming = (struct server_list){ &in, 1 };
	write_set(f, "mine.ini", "[set]\ntitle = Mine\nhosts = mine.example yahoo.com\n"
		ROW);
	set_of(f, &account);
	assert_string_equal(said(f), "rules-broken: the host 'yahoo.com' belongs to rule"
		" set 'yahoo' already\n" "provider-found: rule set 'yahoo' is used for"
		" 'imap.yahoo.com', as it knows that host");
	account.provider = text("mine");
	assert_null(set_of(f, &account));
}

static void
the_users_hosts(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@example.com");
	struct server in = { .host = text("b.xn--mnchen-3ya.example") };
	struct server out = { .host = text("smtp.yahoo.com") };

	account.incoming = (struct server_list){ &in, 1 };
	account.outgoing = (struct server_list){ &out, 1 };
	write_set(f, "yahoo.ini", "[set]\ntitle = Mine\nextends = yahoo\n"
		"hosts = yahoo.com M\xC3\xBCnchen.Example\n");
	set_of(f, &account);
	assert_string_equal(in.rules->title, "Mine");
	assert_string_equal(out.rules->title, "Mine");
}

/* One that extends another knows its servers, and is not asked for them by
 * accounts that do not name it. */
static void
what_extends_knows_too(void **state)
{
	struct fixture *f = *state;
	struct account account = account_of(f, "jean@example.com");
	struct server in = { .host = text("imap.yahoo.com") };

	write_set(f, "mine.ini", "[set]\ntitle = Mine\nextends = yahoo\n");
	account.incoming = (struct server_list){ &in, 1 };
	set_of(f, &account);
	assert_string_equal(in.rules->name, "yahoo");
	account.provider = text("mine");
	set_of(f, &account);
	assert_string_equal(in.rules->name, "mine");
	assert_string_equal(said(f), "");
}

/* ---- the shipped sets ---- */

/* Calls for every set but those that are for any server. */
static void
for_all(struct fixture *f,
	void (*check)(struct fixture *, const struct rule_set *))
{
	const struct rule_set *set;
	const char *name;
	size_t i, n = 0;

	for (i = 0; (name = rules_name(f->rules, i, f->diags)); i++) {
		set = rules_find(f->rules, name, f->diags);
		if (!set)
			fail_msg("%s cannot be read: %s", name, said(f));
		if (!strcmp(name, "standard") || !strcmp(name, "safebrands")
		    || set->no_access)
			continue;
		check(f, set);
		n++;
	}
	assert_true(n >= 19);
}

static void
check_says_where_from(struct fixture *f, const struct rule_set *set)
{
	unsigned year, month, day;
	char rest;

	(void)f;
	if (!set->reference || !set->checked
	    || sscanf(set->checked, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3
	    || year < 2026 || !set->username)
		fail_msg("%s does not say all that a set should", set->name);
}

static void
check_has_servers(struct fixture *f, const struct rule_set *set)
{
	struct rule_query read = { .host = true };
	struct rule_query smtp = { PROTOCOL_SMTP, .host = true };
	const struct rule_row *row;
	struct text host;

	if (!rules_best(set, read, STANDING_DISCOURAGED)
	    || !rules_best(set, smtp, STANDING_DISCOURAGED))
		fail_msg("%s has no servers", set->name);
	for (row = set->rows; row; row = row->next) {
		host = text(strstr(row->host, RULE_DOMAIN) ? "mail.example" : row->host);
		if (!row->host || (row->security == SECURITY_NONE
		    && row->standing < STANDING_DISCOURAGED && !host_is_loopback(host))
		    || (host_is_literal(host) && !host_is_loopback(host))
		    || (row->standing == STANDING_FORBIDDEN && !(row->text && row->fix)))
			fail_msg("%s: row %u is not as it should be", set->name, row->port);
	}
	(void)f;
}

/* Does the provider encrypt nothing of what it sends or takes? Then that is warned of. */
static bool
is_in_clear(const struct account *account)
{
	const struct server *s;
	size_t i;

	for (i = 0; (s = account_server(account, i)); i++)
		if (s->security == SECURITY_NONE)
			return true;
	return false;
}

/* A name and an address are a whole account, without an error, or a warning but of that. */
static void
check_is_enough(struct fixture *f, const struct rule_set *set)
{
	struct stores s = { .words = words_load(f->arena, f->diags), .rules = f->rules,
		.targets = targets_new(f->arena, NULL, 0), .vault = vault_new(1),
		.issuers = issuers_new(f->arena, NULL) };
	const char *yaml;
	struct unit *u;
	size_t i, wild;

	for (i = 0; i < set->domains.n; i++) {
		wild = domain_wild(set->domains.items[i]);
		yaml = arena_printf(f->arena, "name: J\nemail: jean.d@%s%s\n", wild ? "x." : "",
			set->domains.items[i] + wild);
		u = unit_new(NULL);
		u->source.document = source_new(f->arena, "t", yaml, strlen(yaml));
		unit_validate(u, &s);
		f->diags = u->diags;
		if (diags_count(u->diags, is_in_clear(&u->account) ? SEVERITY_ERROR
		    : SEVERITY_WARNING) || !u->account.incoming.n
		    || !u->account.outgoing.n || u->account.incoming.items[0].rules != set)
			fail_msg("%s: %s", yaml, said(f));
		unit_free(u);
	}
	vault_close(s.vault);
	f->diags = diags_new(f->arena, NULL);
}

static void
shipped_sets_say_where_from(void **state)
{
	for_all(*state, check_says_where_from);
}

static void
shipped_sets_have_servers(void **state)
{
	for_all(*state, check_has_servers);
}

static void
name_and_address_are_enough(void **state)
{
	for_all(*state, check_is_enough);
}

/* A domain has one set: found by it, it is that one, and listed once. */
static void
check_domains_differ(struct fixture *f, const struct rule_set *set)
{
	size_t i, k;

	for (i = 0; i < set->domains.n; i++) {
		for (k = 0; k < i; k++)
			if (!strcmp(set->domains.items[i], set->domains.items[k]))
				fail_msg("%s has %s twice", set->name, set->domains.items[i]);
		if (rules_of_domain(f->rules, set->domains.items[i], f->diags) != set)
			fail_msg("%s is another set's too", set->domains.items[i]);
	}
}

/* A provider is found by what people call it, and nothing is called as two are. */
static void
check_is_called(struct fixture *f, const struct rule_set *set)
{
	size_t i;

	for (i = 0; i < set->names.n; i++)
		if (rules_called(f->rules, set->names.items[i], f->diags) != set)
			fail_msg("%s is called as another is: %s", set->name, set->names.items[i]);
	if (strlen(set->title) <= HOSTS_CALLED_MAX
	    && rules_called(f->rules, set->title, f->diags) != set)
		fail_msg("%s has the title of another: %s", set->name, set->title);
}

static void
a_provider_is_found_by_name(void **state)
{
	static const struct { const char *name, *set; } cases[] = {
		{ "google", "gmail" }, { "Microsoft 365", "office365" }, { "Hotmail", "outlook" },
		{ "apple", "icloud" }, { "1&1", "1und1" },
		{ "Český hosting", "cesky-hosting" }, { "jo@gmail.com", "gmail" }, { "gmail.com", "gmail" },
		{ "yahoo.fr", "yahoo" }, { "t-online.de", "t-online" }, { "Yahoo! Mail", "yahoo" },
		{ "imap.web.de", "webde" }, { "mailcow", "own" }, { "jo.onmicrosoft.com",
		"office365" }, { "google.example", NULL }, { "", NULL }, { "...", NULL },
	};
	struct fixture *f = *state;
	const struct rule_set *set;
	size_t i;

	for_all(f, check_is_called);
	for (i = 0; i < countof(cases); i++) {
		set = provider_of(f->arena, f->rules, cases[i].name, f->diags);
		assert_string_equal(set ? set->name : "none", cases[i].set ? cases[i].set : "none");
	}
}

static void
a_domain_has_one_set(void **state)
{
	for_all(*state, check_domains_differ);
}

/* So has a host: its own, or the one that says so in `hosts`. */
static void
check_hosts_differ(struct fixture *f, const struct rule_set *set)
{
	const struct rule_set *owner;
	const struct rule_row *row;
	const char *near;
	size_t i;

	for (i = 0; i < set->nhosts; i++)
		if (rules_of_host(f->rules, text(set->hosts[i].name), &near, f->diags) != set)
			fail_msg("%s is another set's too", set->hosts[i].name);
	for (row = set->rows; row && !strstr(row->host, RULE_DOMAIN); row = row->next) {
		owner = rules_of_host(f->rules, text(row->host), &near, f->diags);
		for (i = 0; owner && i < owner->nhosts; i++)
			if (host_is_below(row->host, owner->hosts[i].name))
				break;
		if (!host_is_loopback(text(row->host)) && (!owner || i == owner->nhosts))
			fail_msg("%s is not among anybody's hosts", row->host);
	}
}

static void
a_shipped_host_has_one_set(void **state)
{
	for_all(*state, check_hosts_differ);
}

/* The right name of one provider is not taken for a slip of another's. */
static void
check_no_slip(struct fixture *f, const struct rule_set *set)
{
	size_t i;

	for (i = 0; i < set->domains.n; i++)
		if (rules_near_domain(f->rules, set->domains.items[i], f->diags))
			fail_msg("%s is taken for a slip", set->domains.items[i]);
}

static void
providers_are_no_slips(void **state)
{
	for_all(*state, check_no_slip);
}

/* "=" stands for a name that is meant as it is written, or may be. */
static void
slips_of_domains(void **state)
{
	static const struct { const char *given, *meant; } cases[] = {
		{ "gmial.com", "gmail.com" }, { "mgail.com", "gmail.com" },
		{ "gmai.com", "gmail.com" }, { "ggmail.com", "gmail.com" },
		{ "gmeil.com", "gmail.com" }, { "yahooo.com", "yahoo.com" },
		{ "tonline.de", "t-online.de" }, { "lapost.net", "laposte.net" },
		/* its end */
		{ "gmail.con", "gmail.com" }, { "gmail.cm", "gmail.com" },
		{ "gmail.co", "gmail.com" }, { "gmail.om", "gmail.com" },
		{ "gmail.comm", "gmail.com" }, { "hotmail.co", "hotmail.com" },
		{ "yahoo.cmo", "yahoo.com" }, { "outlook.ocm", "outlook.com" },
		{ "laposte.nte", "laposte.net" }, { "orange.rf", "orange.fr" },
		{ "orange.f", "orange.fr" }, { "gmx.dee", "gmx.de" },
		/* of two the one that is as long */
		{ "gmx.con", "gmx.com" }, { "live.con", "live.com" },
		/* others' */
		{ "mail.co", "=" }, { "gmx.co", "=" }, { "email.co", "=" },
		{ "ymail.com", "=" }, { "email.com", "=" }, { "mail.com", "=" },
		{ "gmail.de", "=" }, { "gmail.ru", "=" }, { "hotmail.ru", "=" },
		{ "yahoo.se", "=" }, { "web.dev", "=" }, { "orange.com", "=" },
		{ "hmail.com", "=" }, { "bmail.com", "=" }, { "mymail.com", "=" },
		{ "cloud.com", "=" }, { "163.net", "=" }, { "164.com", "=" },
		{ "doctors.com", "=" }, { "posteo.co", "=" }, { "example.com", "=" },
		/* by the lists of sets */
		{ "libera.it", "=" }, { "smartmail.com", "=" },
	};
	struct fixture *f = *state;
	const char *near;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		near = rules_near_domain(f->rules, cases[i].given, f->diags);
		if (strcmp(near ? near : "=", cases[i].meant) != 0)
			fail_msg("%s: %s", cases[i].given, near ? near : "nothing");
	}
}

static void
user_names(void **state)
{
	static const struct { const char *address, *in, *out; } cases[] = {
		{ "jean@gmail.com", "jean@gmail.com", "jean@gmail.com" },
		{ "jean@free.fr", "jean", "jean" }, { "jean@web.de", "jean", "jean" },
		{ "jean@icloud.com", "jean", "jean@icloud.com" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		struct account account = account_of(f, cases[i].address);

		rules_fill_defaults(f->arena, set_of(f, &account), &account, f->diags);
		assert_string_equal(account.incoming.items[0].username.s, cases[i].in);
		assert_string_equal(account.outgoing.items[0].username.s, cases[i].out);
	}
}

/* A name that was given for reading mail is not carried over to a server that
 * takes the other form. */
static void
a_borrowed_user_name(void **state)
{
	static const struct { const char *given, *want; } cases[] = {
		{ "jean", "jean@icloud.com" }, { "other", "other" },
	};
	struct fixture *f = *state;
	struct account account;
	size_t i;

	for (i = 0; i < countof(cases); i++) {
		struct server in = { .username = text(cases[i].given) };
		struct server out = { .username = in.username, .protocol = PROTOCOL_SMTP };

		account = account_of(f, "jean@icloud.com");
		account.incoming = (struct server_list){ &in, 1 };
		account.outgoing = (struct server_list){ &out, 1 };
		rules_fill_defaults(f->arena, set_of(f, &account), &account, f->diags);
		assert_string_equal(account.incoming.items[0].username.s, cases[i].given);
		assert_string_equal(account.outgoing.items[0].username.s, cases[i].want);
	}
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		T(the_domain_chooses), T(it_is_said), T(the_account_decides),
		T(other_servers_are_let_be), T(each_server_has_its_set),
		T(passwords_are_kept_apart), T(a_host_has_one_set), T(the_users_hosts),
		T(what_extends_knows_too), T(a_shipped_host_has_one_set),
		T(providers_are_no_slips), T(slips_of_domains), T(the_users_sets_come_first),
		T(what_is_inherited), T(a_broken_set_is_said),
		T(shipped_sets_say_where_from), T(shipped_sets_have_servers),
		T(name_and_address_are_enough), T(a_provider_is_found_by_name), T(a_domain_has_one_set),
		T(user_names), T(a_borrowed_user_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
