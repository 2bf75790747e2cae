/* Quoting styles, encodings and the sink. */

#include "base/buf.h"

#include "base/inifile.h"
#include "base/source.h"
#include "quote/encode.h"
#include "quote/quote.h"
#include "fixture.h"

static const char styles_ini[] =
	"[raw]\n"
	"[bare one]\npass = A-Z a-z 0-9 . -\nempty = reject\nwords = off none\n"
	"[bare two]\nopen = \"\nclose = \"\nU+0022 = \\\"\nU+005C = \\\\\nreject = control\n"
	"[sh]\nopen = '\nclose = '\nU+0027 = '\\''\nreject = U+0000\n"
	"[percent]\npass = A-Z a-z 0-9 - . _ ~\nother = %{XX}\n"
	"[octal]\npass = U+0020-U+005B U+005D-U+007E\nother = \\{ooo}\n"
	"[hex]\npass = a-z\nother = <{xx}>\n"
	"[seq]\nU+0025U+0055 = reject\nU+0025 = %%\nfirst = ~ U+0020\nlast = U+0020 é\nmax = 8\n"
	"[folder]\nencode = utf-7-imap\nU+0026 = &amp\n"
	"[utf7]\nencode = utf-7-imap\n"
	"[ascii]\nreject = non-ascii\n"
	"[short]\nU+0061 = aaa\nmax_written = 6\n"
	"[own one]\npass = a-z\n"
	"[own two]\nlike = bare\nreject = control $\nU+0022 = ''\n"
	"[added]\nlike = sh\n[added more]\nopen = <\nclose = >\n"
	"[shape]\nunlike = ^[0-9]+$\n[shape quoted]\nopen = \"\nclose = \"\nunlike = x\n"
	"[late]\nlike = later\n[later]\nlike = own\n";

struct fixture {
	FIXTURE;
	struct styles *styles;
};

static int
set_up(void **state)
{
	struct fixture *f = fixture_new(state, sizeof(*f));
	struct arena *a = f->arena;
	struct ini *ini;

	f->styles = styles_new(a, NULL);
	ini = ini_load(a, source_new(a, "t", styles_ini, sizeof(styles_ini) - 1), f->diags);
	assert_non_null(ini);
	assert_true(styles_add(f->styles, a, ini, f->diags));
	return 0;
}

/* A chain from names with ':' between them. */
static struct chain
chain_of(struct fixture *f, const char *names)
{
	const struct style **list = arena_alloc(f->arena, 8, sizeof(*list));
	struct chain chain = { list, 0 };
	size_t n;

	for (; *names; names += n + (names[n] == ':')) {
		n = strcspn(names, ":");
		list[chain.n] = style_find(f->styles, arena_copy(f->arena, names, n));
		assert_non_null(list[chain.n++]);
	}
	return chain;
}

#define S(literal) literal, sizeof(literal) - 1

static const struct {
	const char *chain, *value;
	size_t len;
	const char *written;    /* NULL: refused */
	const char *why;        /* part of the reason */
} rows[] = {
	{ "raw", S("a\"b$`\n"), "a\"b$`\n", NULL },
	{ "bare", S("abc.1"), "abc.1", NULL },
	{ "bare", S("a b"), "\"a b\"", NULL },
	{ "bare", S(""), "\"\"", NULL },
	{ "bare", S("OFF"), "\"OFF\"", NULL },
	{ "bare", S("offs"), "offs", NULL },
	{ "bare", S("a\"\\"), "\"a\\\"\\\\\"", NULL },
	{ "bare", S("a\nb"), NULL, "a line break (U+000A)" },
	{ "bare", S("a\x7F"), NULL, "the control character U+007F" },
	{ "bare", S("\xC3\xA9"), "\"\xC3\xA9\"", NULL },
	{ "bare", S("\xC3("), NULL, "not UTF-8" },
	{ "sh", S("it's"), "'it'\\''s'", NULL },
	{ "sh", S("a\0b"), NULL, "U+0000" },
	{ "sh:bare", S("it's"), "\"'it'\\\\''s'\"", NULL },
	{ "percent", S("a@b c\xC3\xA9~"), "a%40b%20c%C3%A9~", NULL },
	{ "octal", S("a\\\xC3\xA9"), "a\\134\\303\\251", NULL },
	{ "hex", S("aB\n"), "a<42><0a>", NULL },
	{ "seq", S("50%u"), "50%%u", NULL },
	{ "seq", S("a%U"), NULL, "the sequence '%U'" },
	{ "seq", S("~a"), NULL, "'~' (U+007E) at the beginning" },
	{ "seq", S(" a"), NULL, "a space (U+0020) at the beginning" },
	{ "seq", S("a "), NULL, "a space (U+0020) at the end" },
	{ "seq", S("a\xC3\xA9"), NULL, "at the end" },
	{ "seq", S("12345678"), "12345678", NULL },
	{ "seq", S("123456789"), NULL, "more than 8 bytes (this has 9)" },
	{ "short", S("aa"), "aaaaaa", NULL },
	{ "short", S("aab"), NULL, "more than 6 bytes as they are written (this has 7)" },
	/* [own one] and [own two] have keys of [bare one] and [bare two] */
	{ "own", S("abc"), "abc", NULL },
	{ "own", S("none"), "\"none\"", NULL },
	{ "own", S("a.b"), "\"a.b\"", NULL },
	{ "own", S("a\"b"), "\"a''b\"", NULL },
	{ "own", S("a$b"), NULL, "the character '$'" },
	{ "added", S("a'b"), "'a'\\''b'", NULL },
	{ "added", S("a\0b"), "<a\0b>", NULL },
	{ "shape", S("12a"), "12a", NULL },
	{ "shape", S("12"), "\"12\"", NULL },
	{ "late", S("abc"), "abc", NULL },
	{ "late", S("a b"), "\"a b\"", NULL },
	{ "ascii", S("\xE2\x82\xAC"), NULL, "U+20AC" },
	{ "utf7", S("Entw\xC3\xBCrfe"), "Entw&APw-rfe", NULL },
	{ "utf7", S("a&b"), "a&-b", NULL },
	{ "utf7", S("\xE5\x8F\xB0\xE5\x8C\x97"), "&U,BTFw-", NULL },
	{ "utf7", S("\xF0\x9F\x98\x80"), "&2D3eAA-", NULL },
	{ "folder", S("\xC3\xBC"), "&ampAPw-", NULL },
};

static void
writes_and_reads_back(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 }, back = { 0 };
	struct chain chain;
	const char *why;
	size_t i;

	for (i = 0; i < countof(rows); i++) {
		struct text value = { .s = rows[i].value, .len = rows[i].len };

		buf_clear(&out);
		buf_clear(&back);
		chain = chain_of(f, rows[i].chain);
		why = quote_text(f->arena, value, chain, &out);
		if (!rows[i].written) {
			assert_non_null(why);
			assert_non_null(strstr(why, rows[i].why));
			assert_int_equal(out.len, 0);
			continue;
		}
		assert_null(why);
		assert_string_equal(out.s, rows[i].written);
		if (chain.n > 1)
			continue;
		assert_true(quote_undo(chain.styles[0], out.s, out.len, &back));
		assert_int_equal(back.len, value.len);
		assert_memory_equal(back.s ? back.s : "", value.s, value.len);
	}
	buf_free(&out);
	buf_free(&back);
}

/* Any text that a style holds comes back from it unchanged. */
static void
reads_back_random_texts(void **state)
{
	static const char *const names[] = { "raw", "bare", "sh", "percent", "octal", "hex", "utf7" };
	struct fixture *f = *state;
	uint32_t seed = 20260101;
	struct buf text = { 0 }, out = { 0 }, back = { 0 };
	char utf8[4];
	size_t i, k, held = 0;

	for (i = 0; i < 7000; i++) {
		struct chain chain = chain_of(f, names[i % countof(names)]);

		buf_clear(&text);
		buf_clear(&out);
		buf_clear(&back);
		for (k = (seed >> 16) % 12; k-- > 0; ) {
			seed = seed * 1664525 + 1013904223;
			buf_add(&text, utf8, utf8_encode((seed >> 8) % 7 ? 0x20 + (seed >> 12) % 95
				: 0xA0 + (seed >> 12) % 0x1F000 % 0xD700, utf8));
		}
		seed = seed * 1664525 + 1013904223;
		if (quote_text(f->arena, (struct text){ .s = text.s ? text.s : "",
		    .len = text.len }, chain, &out))
			continue;
		held++;
		assert_true(quote_undo(chain.styles[0], out.s ? out.s : "", out.len, &back));
		assert_int_equal(back.len, text.len);
		if (text.len)
			assert_memory_equal(back.s, text.s, text.len);
	}
	assert_true(held > 6500);
	buf_free(&text);
	buf_free(&out);
	buf_free(&back);
}

static void
refuses_what_no_style_wrote(void **state)
{
	static const struct { const char *style, *bytes; } bad[] = {
		{ "sh", "abc" }, { "sh", "'" }, { "utf7", "&AP" }, { "utf7", "&A?-" },
		{ "utf7", "&2D3-" }, { "utf7", "&3gA-" },
	};
	struct fixture *f = *state;
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < countof(bad); i++)
		assert_false(quote_undo(style_find(f->styles, bad[i].style), bad[i].bytes,
			strlen(bad[i].bytes), &out));
	buf_free(&out);
}

static void
keeps_secrets_out_of_reasons(void **state)
{
	struct fixture *f = *state;
	struct text secret = { .s = "pa\tss", .len = 5, .secret = true };
	struct buf out = { 0 };
	const char *why = quote_text(f->arena, secret, chain_of(f, "bare"), &out);

	assert_non_null(why);
	assert_null(strstr(why, "tab"));
	assert_null(strstr(why, "U+"));
	buf_free(&out);
}

static void
blames_the_widest_text_of_a_long_line(void **state)
{
	struct fixture *f = *state;
	struct chain chain = chain_of(f, "raw");
	struct source *source = source_new(f->arena, "acc", "one\ntwo\n", 8);
	struct text one = { "1234567", 7, { source, 1, 1 }, false };
	struct text two = { "12345678", 8, { source, 2, 1 }, false };
	struct buf out = { 0 }, said = { 0 };
	struct diags *diags = diags_new(f->arena, NULL);
	struct sink *sink = sink_new(f->arena, &out, 10, "client");

	sink_literal(sink, LITERAL("a b "));
	assert_true(sink_text(sink, (struct text){ .s = "123456", .len = 6 }, chain, diags));
	sink_literal(sink, LITERAL("\nu "));
	assert_true(sink_text(sink, one, chain, diags));
	sink_number(sink, 4242);
	sink_literal(sink, LITERAL("\np "));
	assert_true(sink_text(sink, two, chain, diags));
	assert_false(sink_end(sink, diags));
	assert_string_equal(out.s, "a b 123456\nu 12345674242\np 12345678");
	diags_print(diags, &said, false);
	assert_non_null(strstr(said.s, "acc:1:1: error: client cannot represent this value: its line would have 13 bytes, the client reads 10 [client-value]"));
	assert_null(strstr(said.s, "acc:2:1"));
	buf_free(&out);
	buf_free(&said);
}

static void
reports_broken_styles(void **state)
{
	static const struct { const char *ini, *said; } bad[] = {
		{ "[x]\nopen = \"\nwrong = 1\n", "t:3:1: error: [x] has no key 'wrong'" },
		{ "[x]\npass = b-a\n", "t:2:1: error: 'pass' takes a set of characters, found 'b-a'" },
		{ "[x]\npass = abc\n", "takes a set of characters, found 'abc'" },
		{ "[x]\nother = %02X\n", "'other' takes 'reject' or a pattern" },
		{ "[x]\nmax = many\n", "'max' takes a number from 1 to" },
		{ "[x]\nempty = allow\n", "'empty' has no word 'allow'" },
		{ "[x]\nencode = rot13\n", "'encode' has no word 'rot13'" },
		{ "[]\nopen = a\n", "a style without a name" },
		{ "[x]\nlike = y\n", "t:2:1: error: no quoting style is named 'y'" },
		{ "[x]\nlike = x\n", "t:2:1: error: no quoting style is named 'x'" },
		{ "[x]\nlike = y\n[y]\nlike = z\n[z]\nlike = x\n",
			"t:6:1: error: the style 'x' would be like itself" },
		{ "[x]\nlike = y\n[x a]\nlike = y\n[y]\nopen = a\n",
			"t:4:1: error: the style has a 'like' in another section, too" },
		{ "[x]\nlike = y\n[y]\nmax = 0\n", "t:4:1: error: 'max' takes" },
		{ "[x]\nunlike = (a\n", "t:2:1: error: '(a' is not a regular expression" },
		{ "[x]\nunlike = {{id}}\n", "there is no account for the '{{...}}'" },
	};
	struct fixture *f = *state;
	struct buf out = { 0 };
	struct diags *diags;
	struct ini *ini;
	size_t i;

	for (i = 0; i < countof(bad); i++) {
		diags = diags_new(f->arena, NULL);
		ini = ini_load(f->arena, source_new(f->arena, "t", bad[i].ini,
			strlen(bad[i].ini)), diags);
		assert_false(ini && styles_add(styles_new(f->arena, NULL), f->arena, ini, diags));
		buf_clear(&out);
		diags_print(diags, &out, false);
		assert_non_null(strstr(out.s, bad[i].said));
		assert_int_equal(diags_status(diags), STATUS_BROKEN);
	}
	buf_free(&out);
}

static void
asks_the_parent_for_other_styles(void **state)
{
	struct fixture *f = *state;
	struct styles *child = styles_new(f->arena, f->styles);

	assert_ptr_equal(style_find(child, "sh"), style_find(f->styles, "sh"));
	assert_null(style_find(child, "nothing"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(writes_and_reads_back, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(reads_back_random_texts, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(refuses_what_no_style_wrote, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(keeps_secrets_out_of_reasons, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(blames_the_widest_text_of_a_long_line, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(reports_broken_styles, set_up, fixture_teardown),
		cmocka_unit_test_setup_teardown(asks_the_parent_for_other_styles, set_up, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
