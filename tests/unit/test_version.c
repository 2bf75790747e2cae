/* Versions as clients say them, against those of a manifest. */
#include "client/version.h"

#include "fixture.h"



static const struct { const char *said, *versions; bool among; } rows[] = {
	{ "msmtp version 1.8.28", "1.8.28", true },
	{ "msmtp version 1.8.28", "1.8.2", false },
	{ "msmtp version 1.8.2", "1.8.28", false },
	{ "msmtp version 1.8.28", "1.8.23 1.8.28", true },
	{ "msmtp version 1.8.24", "1.8.23  1.8.28", false },
	{ "msmtp version 1.8", "1.8.0", true },
	{ "Mutt 2.2.12 (2023-09-09)", "2.2.12", true },
	{ "NeoMutt 20250510", "20250510", true },
	{ "Mozilla Thunderbird 153.7.0esr", "153.7.0", true },
	{ "Mozilla Thunderbird 153.7.0esr", "153.7.0esr", true },
	{ "This is fetchmail release 6.4.39+GSS+NTLM", "6.4.37 6.4.39", true },
	{ "s-nail v14.9.24, 2022-03-27", "14.9.24", true },
	{ "client4 for IMAP4rev1: 7.1", "7.1", true },
	{ "7.10", "7.9..7.11", true },
	{ "7.9", "7.9..7.11", true },
	{ "7.11", "7.9..7.11", true },
	{ "7.11.1", "7.9..7.11", false },
	{ "7.8.99", "7.9..7.11", false },
	{ "8", "7.9..", true },
	{ "7", "7.9..", false },
	{ "7", "..7.9", true },
	{ "8", "..7.9", false },
	{ "6.0", "1..2 5..6.1", true },
	{ "99999999999999999999999 is large", "1..", true },
	{ "no number", "1..", false },
	{ "", "..", false },
	{ "1.5", "", false },
	{ "1.5", "toy", false },
};

static void
compares(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (version_among(rows[i].said, rows[i].versions) != rows[i].among)
			fail_msg("'%s' among '%s'", rows[i].said, rows[i].versions);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
