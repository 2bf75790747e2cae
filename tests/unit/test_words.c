/* Spellings of words: folding, and whether the shipped ones make sense. */
#include "model/words.h"

#include <strings.h>

#include "model/account.h"
#include "model/fields.h"
#include "fixture.h"

struct fixture {
	FIXTURE;
	struct words *words;
};

static int
setup(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));

	f->words = words_load(f->arena, f->diags);
	assert_non_null(f->words);
	assert_int_equal(diags_count(f->diags, SEVERITY_NOTE), 0);
	return 0;
}

static const struct {
	const char *kind, *spelling, *word;     /* word NULL: unknown */
} spellings[] = {
	/* the word itself, and how much its look may differ */
	{ "security", "tls", "tls" }, { "security", "TLS", "tls" },
	{ "security", " tls ", "tls" }, { "security", "T-L_S", "tls" },
	{ "security", "STARTTLS", "starttls" },
	{ "security", "Start TLS", "starttls" },
	{ "security", "start-tls", "starttls" },
	{ "security", "SSL/TLS", "tls" }, { "security", "ssl / tls", "tls" },
	{ "security", "TLS/SSL", "tls" }, { "security", "ssl", "tls" },
	{ "security", "Implicit", "tls" }, { "security", "plain", "none" },
	{ "security", "None", "none" }, { "security", "no", "none" },
	{ "security", "sans sécurité", "none" },
	{ "security", "SANS SÉCURITÉ", "none" },
	{ "security", "sans securite", "none" },
	{ "security", "sans se\xCC\x81""curite\xCC\x81", "none" },
	{ "security", "sans\xC2\xA0sécurité", "none" },
	{ "security", "Aucune", "none" }, { "security", "Keine", "none" },
	{ "security", "keine Verschlüsselung", "none" },
	{ "security", "Ninguna", "none" }, { "security", "Nessuna", "none" },
	{ "auth", "password", "password" }, { "auth", "plain", "password" },
	{ "auth", "Normal password", "password" },
	{ "auth", "password-cleartext", "password" },
	{ "auth", "Mot de passe normal", "password" },
	{ "auth", "Mot de passe chiffré", "encrypted" },
	{ "auth", "MOT DE PASSE CHIFFRÉ", "encrypted" },
	{ "auth", "password-encrypted", "encrypted" },
	{ "auth", "Encrypted password", "encrypted" },
	{ "auth", "Passwort, normal", "password" },
	{ "auth", "Verschlüsseltes Passwort", "encrypted" },
	{ "auth", "Passwort, ungesichert übertragen", "password" },
	{ "auth", "Contraseña normal", "password" },
	{ "auth", "Contraseña cifrada", "encrypted" },
	{ "auth", "Password normale", "password" },
	{ "auth", "Password crittata", "encrypted" },
	{ "auth", "OAuth2", "oauth2" }, { "auth", "OAuth 2.0", "oauth2" },
	{ "auth", "Kerberos / GSSAPI", "gssapi" },
	{ "auth", "TLS Certificate", "external" },
	{ "auth", "Certificat TLS", "external" },
	{ "auth", "Pas d\xE2\x80\x99""authentification", "none" },
	{ "auth", "Pas d'authentification", "none" },
	{ "auth", "Keine Authentifizierung", "none" },
	{ "auth", "Password, transmitted insecurely", "password" },
	{ "protocol", "pop3", "pop" }, { "protocol", "POP", "pop" },
	{ "protocol", "IMAP4", "imap" },
	{ "mechanism", "CRAM-MD5", "cram-md5" },
	{ "mechanism", "scram_sha_256", "scram-sha-256" },
	{ "tls-version", "1.2", "1.2" }, { "tls-version", "TLSv1.2", "1.2" },
	{ "tls-version", "TLS 1.3", "1.3" }, { "bool", "YES", "true" },
	{ "field", "User", "username" }, { "field", "user_name", "username" },
	{ "field", "login", "username" }, { "field", "server", "host" },
	{ "field", "hostname", "host" }, { "field", "SSL", "security" },
	{ "field", "encryption", "security" },
	{ "field", "authentication", "auth" }, { "field", "smtp", "outgoing" },
	{ "field", "imap", "incoming" }, { "field", "from", "email" },
	{ "field", "mail", "email" }, { "field", "realname", "name" },
	{ "field", "fullname", "name" }, { "field", "display_name", "name" },
	/* and what is no spelling of anything */
	{ "security", "", NULL }, { "security", " -", NULL },
	{ "security", "tl", NULL }, { "security", "tlss", NULL },
	{ "security", "tls\xFF", NULL }, { "security", "\xFF", NULL },
	{ "security", "TLS/STARTTLS", NULL }, { "security", "yes", NULL },
	{ "security", "starttls, if available", NULL },
	{ "security", "tĺs", NULL }, { "security", "t\xC3\x97ls", "tls" },
	{ "auth", "secure", NULL }, { "auth", "cram-md5", NULL },
	{ "tls-version", "12", NULL }, { "tls-version", "1.20", NULL },
	{ "tls-version", "1-2", NULL },
	{ "protocol", "smtp", NULL }, { "no such kind", "tls", NULL },
};

static void
spelling_is_understood(void **state)
{
	struct fixture *f = *state;
	const char *word;
	size_t i;

	for (i = 0; i < countof(spellings); i++) {
		word = words_find(f->words, spellings[i].kind, spellings[i].spelling,
			strlen(spellings[i].spelling));
		if (!word != !spellings[i].word
		    || (word && strcmp(word, spellings[i].word)))
			fail_msg("%s '%s': %s", spellings[i].kind,
				spellings[i].spelling, word ? word : "unknown");
	}
}

static void
length_counts(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(words_find(f->words, "security", "tlsx", 3), "tls");
	assert_null(words_find(f->words, "security", "tls\0x", 5));
}

static const char *const kinds[] = {
	"protocol", "security", "auth", "mechanism", "bool", "tls-version", "field",
};

/* Each spelling must lead back to its own word and stand there once, not even
 * with another look. */
static void
check_spelling(struct fixture *f, const char *kind, const char *word, size_t nth)
{
	const char *spelling = words_alias(f->words, kind, word, nth), *other;
	char *folded = arena_printf(f->arena, "[%s] %s: %s", kind, word, spelling);
	size_t i;

	other = words_find(f->words, kind, spelling, strlen(spelling));
	if (!other || strcmp(other, word))
		fail_msg("%s means '%s' first", folded, other ? other : "nothing");
	for (i = 0; i < nth; i++)
		if (!strcasecmp(spelling, words_alias(f->words, kind, word, i)))
			fail_msg("%s stands twice", folded);
}

static void
spellings_are_unambiguous(void **state)
{
	struct fixture *f = *state;
	const char *word, *found;
	size_t k, n, i;

	for (k = 0; k < countof(kinds); k++) {
		for (n = 0; (word = words_nth(f->words, kinds[k], n)); n++) {
			found = words_find(f->words, kinds[k], word, strlen(word));
			assert_string_equal(found, word);
			for (i = 0; words_alias(f->words, kinds[k], word, i); i++)
				check_spelling(f, kinds[k], word, i);
		}
		assert_true(n > 1);
	}
}

/* The words of the data are the words of the program. */
static void
words_have_numbers(void **state)
{
	struct fixture *f = *state;
	const char *word, *auth;
	size_t n;

	for (n = 0; (word = words_nth(f->words, "protocol", n)); n++)
		assert_int_not_equal(protocol_find(word), PROTOCOL_UNSET);
	assert_int_equal(n, PROTOCOL_COUNT - 2);        /* smtp is not chosen */
	for (n = 0; (word = words_nth(f->words, "security", n)); n++)
		assert_string_equal(security_word(security_find(word)), word);
	assert_int_equal(n, SECURITY_COUNT - 1);
	for (n = 0; (word = words_nth(f->words, "auth", n)); n++)
		assert_string_equal(auth_word(auth_find(word)), word);
	assert_int_equal(n, AUTH_COUNT - 1);
	for (n = 0; (word = words_nth(f->words, "mechanism", n)); n++) {
		auth = words_alias(f->words, "auth-of-mechanism", word, 0);
		assert_non_null(auth);
		assert_int_not_equal(auth_find(auth), AUTH_UNSET);
	}
	assert_null(words_alias(f->words, "mechanism", "no such word", 0));
	assert_int_equal(auth_find("no such word"), AUTH_UNSET);
	assert_int_equal(auth_find(""), AUTH_UNSET);
	assert_int_equal(auth_find(NULL), AUTH_UNSET);
}

static bool
is_field(const struct mapping *m, const char *name)
{
	size_t i;

	if (field_find(m, name, strlen(name)))
		return true;
	for (i = 0; i < m->n; i++)
		if (m->fields[i].mapping && is_field(m->fields[i].mapping, name))
			return true;
	return false;
}

static void
other_names_are_of_fields(void **state)
{
	struct fixture *f = *state;
	const char *word;
	size_t n;

	for (n = 0; (word = words_nth(f->words, "field", n)); n++)
		if (!is_field(fields_account(), word))
			fail_msg("'%s' is no field", word);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(spelling_is_understood, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(length_counts, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(spellings_are_unambiguous, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(words_have_numbers, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(other_names_are_of_fields, setup, fixture_teardown),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
