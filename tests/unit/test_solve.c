/* Read-back tables backwards: from a client's values to an account. */
#include "client/saying.h"
#include "client/solve.h"

#include "client/target.h"
#include "client/targets.h"
#include "model/words.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct targets *targets;
	struct words *words;
	struct solved solved;
	const char *refused;            /* a text that the account must not have */
};

static int
set_up(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->targets = targets_new(f->arena, NULL, 0);
	f->words = words_load(f->arena, f->diags);
	return 0;
}

static bool
fits(void *context, const json_t *account, const struct word_list *passed,
	const char **differs)
{
	const struct fixture *f = context;
	char *text = json_dumps(account, JSON_COMPACT);
	bool ok = !f->refused || !strstr(text, f->refused);

	(void)passed, (void)differs;
	free(text);
	return ok;
}

/* Solves these values of a target, as JSON. */
static const char *
solved(struct fixture *f, const char *target, const char *values)
{
	json_t *read = json_loads(values, 0, NULL);
	const struct target *t = targets_find(f->targets, target, f->diags);
	const struct problem problem = {
		.target = t, .manners = saying_manners(f->arena, t, f->words), .read = read, .fits = fits, .context = f,
	};
	char *text;
	const char *kept;

	assert_non_null(read);
	f->solved = solve(f->arena, &problem, true);
	json_decref(read);
	if (!f->solved.account)
		return NULL;
	text = json_dumps(f->solved.account, JSON_COMPACT);
	kept = arena_printf(f->arena, "%s", text);
	free(text);
	json_decref(f->solved.account);
	return kept;
}

static const char sends[] = "{\"host\": \"smtp.example.com\", \"port\": \"587\", \"tls\": \"on\","
	" \"tls_starttls\": \"on\", \"auth\": \"cram-md5\", \"user\": \"jo\", \"proxy_port\": \"0\","
	" \"protocol\": \"smtp\", \"auto_from\": \"off\", \"tls_certcheck\": \"on\","
	" \"from\": \"jo@example.com\", \"domain\": \"localhost\", \"tls_trust_file\": \"%s\"%s}";

static void
finds_words_and_texts(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(solved(f, "msmtp", arena_printf(f->arena, sends, "system", "")),
		"{\"email\":\"jo@example.com\",\"outgoing\":{\"host\":\"smtp.example.com\","
		"\"port\":\"587\",\"security\":\"starttls\",\"mechanism\":\"cram-md5\","
		"\"username\":\"jo\"}}");
	assert_int_equal(f->solved.unexplained.n, 0);
	json_decref(f->solved.second);
}

static void
finds_what_may_be_absent(void **state)
{
	struct fixture *f = *state;
	const char *account = solved(f, "msmtp", arena_printf(f->arena, sends, "/etc/ca.pem",
		", \"tls_priorities\": \"NORMAL:-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1\""));

	assert_non_null(strstr(account, "\"tls\":{\"ca_file\":\"/etc/ca.pem\",\"minimum\":\"1.2\"}"));
	json_decref(f->solved.second);
}

static void
passes_over_what_no_account_has(void **state)
{
	struct fixture *f = *state;

	assert_non_null(solved(f, "msmtp", arena_printf(f->arena, sends, "none of the paths",
		", \"tls_priorities\": \"SECURE256\"")));
	assert_int_equal(f->solved.unexplained.n, 2);
	assert_true(words_have(&f->solved.unexplained, "tls_trust_file"));
	assert_true(words_have(&f->solved.unexplained, "tls_priorities"));
	json_decref(f->solved.second);
}

/* Where one cannot be written, the next one is taken. */
static void
takes_the_next_reading(void **state)
{
	static const char mail[] = "{\"name\": \"x\", \"email\": \"jo@example.com\", \"label\": \"x\","
		" \"save_sent\": \"true\", \"signature\": \"<div>y</div>\", \"incoming.login\": \"jo\","
		" \"incoming.host\": \"a.example\", \"incoming.port\": \"993\","
		" \"incoming.transport_security\": \"transport\", \"incoming.credentials\":"
		" \"use-incoming\", \"outgoing.host\": \"a.example\", \"outgoing.port\": \"465\","
		" \"outgoing.transport_security\": \"transport\", \"outgoing.credentials\":"
		" \"use-incoming\", \"outgoing.login\": \"jo\"}";
	struct fixture *f = *state;
	const char *account = solved(f, "geary", mail);

	assert_non_null(strstr(account, "\"signature\":\"<div>y</div>\""));
	json_decref(f->solved.second);
	f->refused = "<div>";
	account = solved(f, "geary", mail);
	assert_non_null(strstr(account, "{\"text\":\"y\",\"format\":\"html\"}"));
	json_decref(f->solved.second);
}

/* Lists can be cut in very many ways: it ends, and says that it gave up. */
static void
ends(void **state)
{
	struct fixture *f = *state;
	char *list = arena_alloc(f->arena, 8001, 1);
	size_t i;

	for (i = 0; i < 8000; i++)
		list[i] = "<a@|>"[i % 5];
	f->refused = "@";
	assert_null(solved(f, "k9", arena_printf(f->arena, "{\"aliases\": \"%s\"}", list)));
	assert_true(f->solved.gave_up || f->solved.unexplained.n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_words_and_texts, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(finds_what_may_be_absent, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(passes_over_what_no_account_has, set_up,
			fixture_teardown),
		cmocka_unit_test_setup_teardown(takes_the_next_reading, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(ends, set_up, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
