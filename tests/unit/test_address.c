/* Host names, IP addresses, mail addresses: what is taken, what it becomes,
 * and the words for what is refused. */
#include "model/address.h"

#include "fixture.h"




#define L10 "abcdefghij"
#define L63 L10 L10 L10 L10 L10 L10 "abc"
#define HOST252 L63 "." L63 "." L63 "." L10 L10 L10 L10 L10 L10
#define HOST253 HOST252 "a"
#define UE "\xC3\xBC"

/* ascii is the form for clients, or NULL; then why is a part of the message. */
struct row {
	const char *given, *ascii, *why;
};

static const struct row hosts[] = {
	{ "imap.example.com", "imap.example.com", NULL },
	{ "IMAP.Example.COM", "imap.example.com", NULL },
	{ "localhost", "localhost", NULL },
	{ "a", "a", NULL },
	{ "3com.example", "3com.example", NULL },
	{ "r3---sn-x.example", "r3---sn-x.example", NULL },
	{ "1.example", "1.example", NULL },
	{ "x.1a", "x.1a", NULL },
	{ L63 ".de", L63 ".de", NULL },
	{ HOST253, HOST253, NULL },

	/* international names */
	{ "b" UE "cher.example", "xn--bcher-kva.example", NULL },
	{ "B\xC3\x9C" "CHER.Example", "xn--bcher-kva.example", NULL },
	{ "bu\xCC\x88" "cher.example", "xn--bcher-kva.example", NULL },
	{ "XN--BCHER-KVA.Example", "xn--bcher-kva.example", NULL },
	{ "fa\xC3\x9F.de", "xn--fa-hia.de", NULL },
	{ "\xE4\xBE\x8B\xE3\x81\x88\xE3\x80\x82jp", "xn--r8jz45g.jp", NULL },
	{ "xn--bogus-.de", NULL, "no Punycode" },
	{ "xn--.de", NULL, "no Punycode" },
	{ "xn--a.de", NULL, "not a valid name" },
	{ "\xE2\x98\x83.net", NULL, "IDNA2008" },
	{ "a.\xD7\x90" "b", NULL, "both directions" },
	{ "-" UE ".de", NULL, "a hyphen" },
	{ "ab--" UE ".de", NULL, "two hyphens" },
	{ UE "..de", NULL, "two dots" },
	{ UE ".de\xE3\x80\x82", NULL, "a dot at the end" },
	{ UE "_.de", NULL, "an underscore" },
	{ UE "%.de", NULL, "the character '%'" },
	{ UE "!.de", NULL, "the character '!'" },
	{ "ex\xE2\x84\x80mple.com", NULL, "the character '/'" },
	{ "a\xC2\xA0" "b.de", NULL, "the character ' '" },
	{ "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1", NULL, "not an IPv4" },
	{ "\xC2\xAD", NULL, "" },
	{ UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE
	  UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE
	  UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE UE,
	  NULL, "more than 63" },

	/* IP addresses */
	{ "192.0.2.1", "192.0.2.1", NULL },
	{ "2001:DB8::1", "2001:db8::1", NULL },
	{ "[2001:DB8::1]", "2001:db8::1", NULL },
	{ "::ffff:192.0.2.1", "::ffff:192.0.2.1", NULL },
	{ "256.0.0.1", NULL, "not an IPv4" },
	{ "1.2.3", NULL, "not an IPv4" },
	{ "01.2.3.4", NULL, "not an IPv4" },
	{ "1.2.3.4.5", NULL, "not an IPv4" },
	{ "2130706433", NULL, "not an IPv4" },
	{ "0x7f000001", NULL, "not an IPv4" },
	{ "mail.0X7F", NULL, "not an IPv4" },
	{ "mail.123", NULL, "not an IPv4" },
	{ "fe80::1%eth0", NULL, "a zone id" },
	{ "[fe80::1%eth0]", NULL, "a zone id" },
	{ "1:2:3", NULL, "neither" },
	{ "[::1", NULL, "without its ']'" },
	{ "[::1]:993", NULL, "a port after" },
	{ "[::1]x", NULL, "something after" },
	{ "[]", NULL, "no IPv6" },
	{ "[", NULL, "without its ']'" },
	{ "[192.0.2.1]", NULL, "no IPv6" },

	/* other things than hosts */
	{ "", NULL, "empty" },
	{ ".", NULL, "a dot" },
	{ ".example", NULL, "a dot at the beginning" },
	{ "example.com.", NULL, "a dot at the end" },
	{ "a..b", NULL, "two dots" },
	{ "imaps://imap.example.com", NULL, "a URL" },
	{ "imaps://imap.example.com:993/", NULL, "a URL" },
	{ "imap.example.com:993", NULL, "a port after" },
	{ "imap.example.com:", NULL, "a ':'" },
	{ "imap:x", NULL, "a ':'" },
	{ "imap.example.com/x", NULL, "a path" },
	{ "jean@example.com", NULL, "a mail address" },
	{ "<example.com>", NULL, "angle brackets" },
	{ "\"example.com\"", NULL, "quotes" },
	{ "a.example,b.example", NULL, "more than one" },
	{ " example.com", NULL, "a space" },
	{ "example.com ", NULL, "a space" },
	{ "exa mple.com", NULL, "a space" },
	{ "example.com\n", NULL, "a control character" },
	{ "exa\x7Fmple", NULL, "a control character" },
	{ "exa\xC2\x9Bmple", NULL, "a control character" },
	{ "exa\xFFmple", NULL, "not UTF-8" },
	{ "my_host.example", NULL, "an underscore" },
	{ "_", NULL, "an underscore" },
	{ "*.example", NULL, "the character '*'" },
	{ "exam$ple", NULL, "the character '$'" },
	{ "-a.example", NULL, "a hyphen" },
	{ "a-.example", NULL, "a hyphen" },
	{ "a.-", NULL, "a hyphen" },
	{ L63 "a.de", NULL, "more than 63" },
	{ HOST253 "b", NULL, "longer than 253" },
};

static const struct row addresses[] = {
	{ "jean.dupont@example.com", "jean.dupont@example.com", NULL },
	{ "Jean.Dupont@Example.COM", "Jean.Dupont@example.com", NULL },
	{ "user@localhost", "user@localhost", NULL },
	{ "a+b=c!#$%&'*/?^_`{|}~-@x.example", "a+b=c!#$%&'*/?^_`{|}~-@x.example",
	  NULL },
	{ "j" UE "rgen@b" UE "cher.example", "j" UE "rgen@xn--bcher-kva.example",
	  NULL },
	{ "\"a b\"@x.example", "\"a b\"@x.example", NULL },
	{ "\"a@b\"@X.example", "\"a@b\"@x.example", NULL },
	{ "\"a\\\"b\\\\\"@x.example", "\"a\\\"b\\\\\"@x.example", NULL },
	{ "\"a<b>..,;(\"@x.example", "\"a<b>..,;(\"@x.example", NULL },
	{ "\"\"@x.example", "\"\"@x.example", NULL },
	{ "u@[192.0.2.1]", "u@[192.0.2.1]", NULL },
	{ "u@[IPv6:2001:db8::1]", "u@[IPv6:2001:db8::1]", NULL },
	{ L63 "d@x.example", L63 "d@x.example", NULL },

	{ "", NULL, "empty" },
	{ "jean", NULL, "no '@'" },
	{ "@x.example", NULL, "nothing before" },
	{ "@", NULL, "nothing before" },
	{ "jean@", NULL, "nothing after" },
	{ "a@b@x.example", NULL, "more than one '@'" },
	{ "a@b.example, c@d.example", NULL, "more than one address" },
	{ "a@b.example;c@d.example", NULL, "more than one address" },
	{ "A <a@b.example>", NULL, "a display name" },
	{ "\"A B\" <a@b.example>", NULL, "a display name" },
	{ "<a@b.example>", NULL, "angle brackets" },
	{ "mailto:a@b.example", NULL, "a URL" },
	{ "a(comment)@b.example", NULL, "a comment" },
	{ " a@b.example", NULL, "a space" },
	{ "a@b.example ", NULL, "a space" },
	{ ".a@b.example", NULL, "a dot at the beginning" },
	{ "a.@b.example", NULL, "right before the '@'" },
	{ "a..b@b.example", NULL, "two dots in a row before" },
	{ "a\\b@b.example", NULL, "the character '\\'" },
	{ "a\"b\"@b.example", NULL, "the character '\"'" },
	{ "a[b@b.example", NULL, "the character '['" },
	{ "\"a@b.example", NULL, "never closed" },
	{ "\"a\\\"@b.example", NULL, "never closed" },
	{ "\"a\\", NULL, "never closed" },
	{ "\"", NULL, "never closed" },
	{ "\"a\"b@b.example", NULL, "right after the double quotes" },
	{ "\"a\"", NULL, "right after the double quotes" },
	{ "a\n@b.example", NULL, "a control character" },
	{ "a\xFF@b.example", NULL, "not UTF-8" },
	{ "a@192.0.2.1", NULL, "without brackets" },
	{ "a@2001:db8::1", NULL, "without brackets" },
	{ "a@[2001:db8::1]", NULL, "without 'IPv6:'" },
	{ "a@[x]", NULL, "no IP address" },
	{ "a@[]", NULL, "no IP address" },
	{ "a@[", NULL, "without its ']'" },
	{ "a@[192.0.2.1", NULL, "without its ']'" },
	{ "a@b_c.example", NULL, "an underscore" },
	{ "a@b.example.", NULL, "a dot at the end" },
	{ "a@b.example:25", NULL, "a port" },
	{ L63 "de@x.example", NULL, "more than 64" },
	{ "a@" HOST252, "a@" HOST252, NULL },
	{ "a@" HOST253, NULL, "longer than 254" },
};

static const struct {
	const char *host;
	bool loopback, literal;
} places[] = {
	{ "localhost", true, false },
	{ "LocalHost", true, false },
	{ "a.localhost", true, false },
	{ "localhost.example", false, false },
	{ "notlocalhost", false, false },
	{ "127.0.0.1", true, true },
	{ "127.255.1.2", true, true },
	{ "128.0.0.1", false, true },
	{ "::1", true, true },
	{ "[::1]", true, true },
	{ "::2", false, true },
	{ "::ffff:127.0.0.1", true, true },
	{ "::ffff:10.0.0.1", false, true },
	{ "mail.example", false, false },
	{ "[", false, false },
	{ "", false, false },
	{ NULL, false, false },
};

static struct text
text(const char *s)
{
	return (struct text){ .s = s, .len = s ? strlen(s) : 0,
		.pos = { NULL, 7, 9 } };
}

static bool
as_expected(const struct row *r, const char *why, struct text ascii)
{
	if (ascii.pos.line == 7 && ascii.pos.column == 9
	    && (r->why ? why && strstr(why, r->why)
		: !why && text_is(ascii, r->ascii)))
		return true;
	print_error("'%s': found '%s' (%s)\n", r->given, ascii.s,
		why ? why : "taken");
	return false;
}

static void
test_hosts(void **state)
{
	struct arena *a = arena_new();
	struct text ascii;
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < countof(hosts); i++) {
		why = host_check(a, text(hosts[i].given), &ascii);
		assert_true(as_expected(&hosts[i], why, ascii));
	}
	arena_free(a);
}

/* The halves of a good address are the whole of it. */
static void
test_addresses(void **state)
{
	struct arena *a = arena_new();
	struct text ascii, local, domain;
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < countof(addresses); i++) {
		why = address_check(a, text(addresses[i].given), &ascii, &local,
			&domain);
		assert_true(as_expected(&addresses[i], why, ascii));
		if (!why)
			assert_string_equal(ascii.s, arena_printf(a, "%.*s@%.*s",
				(int)local.len, local.s, (int)domain.len,
				domain.s));
	}
	arena_free(a);
}

static void
test_nul(void **state)
{
	struct text host = { .s = "a\0b", .len = 3 }, ascii, local, domain;
	struct text address = { .s = "a@b\0c", .len = 5 };
	struct arena *a = arena_new();

	(void)state;
	assert_non_null(host_check(a, host, &ascii));
	assert_non_null(address_check(a, address, &ascii, &local, &domain));
	arena_free(a);
}

/* A name of any length is answered at once. */
static void
test_long(void **state)
{
	enum { LEN = 1 << 16 };
	struct arena *a = arena_new();
	char *name = arena_alloc(a, LEN + 1, 1);
	struct text ascii;
	size_t i;

	(void)state;
	for (i = 0; i < LEN; i += 2)
		memcpy(name + i, UE, 2);
	assert_string_equal(host_check(a, text(name), &ascii),
		"longer than 253 bytes");
	memset(name, '.', LEN);
	assert_non_null(host_check(a, text(name), &ascii));
	memset(name, 'a', LEN);
	assert_non_null(host_check(a, text(name), &ascii));
	arena_free(a);
}

static void
test_places(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(places); i++) {
		if (host_is_loopback(text(places[i].host)) == places[i].loopback
		    && host_is_literal(text(places[i].host)) == places[i].literal)
			continue;
		print_error("'%s'\n", places[i].host);
		fail();
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
