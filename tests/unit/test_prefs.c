/* Preference files: which statements are read, and how two files merge. */

#include "base/buf.h"

#include "install/owners.h"
#include "install/preflex.h"
#include "install/prefs.h"
#include "fixture.h"

#define P(name, value) "user_pref(\"" name "\", " value ");\n"

static const char *const lists[] = {
	"mail.accounts", "mail.smtpservers", "mail.account.*.identities",
};
static const char *const owned[] = { "_mg1", "_mg2" };

static struct literal
literal(const char *s)
{
	return (struct literal){ s, s ? strlen(s) : 0 };
}

static struct prefs_rule
rule_of(size_t nowned)
{
	return (struct prefs_rule){ .path = "p.js", .lists = { lists, countof(lists) },
		.owned = { owned, nowned } };
}

static struct word_list
words_of(const char *const *items)
{
	struct word_list list = { items, 0 };

	while (items && items[list.n])
		list.n++;
	return list;
}

/* Everything mailgen writes for one account, and for two. */
#define OURS P("mail.accounts", "\"a_mg1\"") P("mail.smtpservers", "\"m_mg1\"") \
	P("mail.account.a_mg1.identities", "\"i_mg1\"") P("mail.server.s_mg1.port", "993")
#define BOTH P("mail.accounts", "\"a_mg1,a_mg2\"") P("mail.server.s_mg1.port", "993") \
	P("mail.server.s_mg2.port", "143")

static const struct row {
	const char *name, *old, *ours, *expected;
	const char *const *formerly;
} rows[] = {
	{ "a new file is ours, comments too", NULL, "// x\n" OURS, "// x\n" OURS, NULL },
	{ "an empty one gets the statements", "", "// x\n" P("a", "1"), P("a", "1"), NULL },
	{ "other bytes stay",
		"// c\r\n\r\n  pref ( 'x' ,\t-1 ) ; # y\r\n", P("a", "1"),
		"// c\r\n\r\n  pref ( 'x' ,\t-1 ) ; # y\r\nuser_pref(\"a\", 1);\r\n", NULL },
	{ "a last line without its end", "// c", P("a", "1"), "// c\n" P("a", "1"), NULL },
	{ "lines that end in CR", "// c\r" "# d", P("a", "1"), "// c\r# d\ruser_pref(\"a\", 1);\r", NULL },
	{ "a value in its place",
		"/* a */ user_pref ( 'a' , 2 ) ; // b\n" P("z", "1"), P("a", "true"),
		"/* a */ user_pref ( 'a' , true ) ; // b\n" P("z", "1"), NULL },
	{ "the same value spelt otherwise stays",
		"user_pref('a', '\\x41\\u00e9');\n", P("a", "\"A\xC3\xA9\""),
		"user_pref('a', '\\x41\\u00e9');\n", NULL },
	{ "the same number spelt otherwise stays",
		P("a", "+007"), P("a", "7"), P("a", "+007"), NULL },
	{ "another type", P("a", "\"1\""), P("a", "1"), P("a", "1"), NULL },
	{ "the last of several counts",
		P("a", "1") P("b", "1") P("a", "2"), P("a", "3"), P("b", "1") P("a", "3"), NULL },
	{ "others' duplicates stay",
		P("b", "1") P("b", "2"), P("a", "3"), P("b", "1") P("b", "2") P("a", "3"), NULL },
	{ "a default value is not the user's", "pref(\"a\", 1);\n", P("a", "2"),
		"pref(\"a\", 1);\n" P("a", "2"), NULL },
	{ "a default value behind the user's", P("a", "1") "pref(\"a\", 2);\n", P("a", "3"),
		P("a", "3") "pref(\"a\", 2);\n", NULL },
	{ "a list that has ours, spelt otherwise, stays",
		"user_pref('mail.accounts', 'a_mg3,\\x61_mg1');\n", P("mail.accounts", "\"a_mg1\""),
		"user_pref('mail.accounts', 'a_mg3,\\x61_mg1');\n", NULL },
	{ "a default list is added to", "pref(\"mail.accounts\", \"x\");\n",
		P("mail.accounts", "\"a_mg1\""),
		"pref(\"mail.accounts\", \"x\");\n" P("mail.accounts", "\"x,a_mg1\""), NULL },
	{ "ours twice: the last one", "", P("a", "1") P("a", "2"), P("a", "2"), NULL },
	{ "lists are joined",
		P("mail.accounts", "\"account1,account2\""), OURS,
		P("mail.accounts", "\"account1,account2,a_mg1\"")
		P("mail.smtpservers", "\"m_mg1\"")
		P("mail.account.a_mg1.identities", "\"i_mg1\"")
		P("mail.server.s_mg1.port", "993"), NULL },
	{ "ours stay where they are in a list",
		P("mail.accounts", "\"account1,a_mg2,account2\""), BOTH,
		P("mail.accounts", "\"account1,a_mg2,account2,a_mg1\"")
		P("mail.server.s_mg1.port", "993") P("mail.server.s_mg2.port", "143"), NULL },
	{ "a list with blanks and twice the same",
		P("mail.accounts", "\" x, a_mg1 ,y,,a_mg1\""), P("mail.accounts", "\"a_mg1\""),
		P("mail.accounts", "\" x,a_mg1,y,\""), NULL },
	{ "empty members of others' stay where they are",
		P("mail.accounts", "\",x\""), P("mail.accounts", "\"a_mg1\""),
		P("mail.accounts", "\",x,a_mg1\""), NULL },
	{ "another account of mailgen's stays",
		P("mail.accounts", "\"a_mg3\"") P("mail.server.s_mg3.port", "1"), OURS,
		P("mail.accounts", "\"a_mg3,a_mg1\"") P("mail.server.s_mg3.port", "1")
		P("mail.smtpservers", "\"m_mg1\"")
		P("mail.account.a_mg1.identities", "\"i_mg1\"")
		P("mail.server.s_mg1.port", "993"), NULL },
	{ "what the client adds below our keys stays",
		OURS P("mail.server.s_mg1.directory", "\"/d\""), OURS,
		OURS P("mail.server.s_mg1.directory", "\"/d\""), NULL },
	{ "an alias that went",
		OURS P("mail.identity.i_x_mg1.mail", "\"x\"") P("last", "\"i_x_mg1\"")
		P("mail.account.a1.identities", "\"i1,i_x_mg1\""), OURS,
		OURS P("mail.account.a1.identities", "\"i1\""), NULL },
	{ "a member that went",
		P("mail.account.a_mg1.identities", "\"id7,i_mg1,i_x_mg1\""),
		P("mail.account.a_mg1.identities", "\"i_mg1\""),
		P("mail.account.a_mg1.identities", "\"id7,i_mg1\""), NULL },
	{ "what ends like ours but is no key stays",
		P("note", "\"see a_mg9_mg1 or x_mg1\"") P("x", "\"_mg1\""), OURS,
		P("note", "\"see a_mg9_mg1 or x_mg1\"") P("x", "\"_mg1\"") OURS, NULL },
	{ "names of earlier runs go",
		OURS P("tls.min", "3") P("mail.server.s_mg1.trash", "\"T\"") P("other", "1"), OURS,
		OURS P("other", "1"),
		(const char *const[]){ "tls.min", "mail.server.s_mg1.trash", "mail.accounts",
			"not there", NULL } },
	{ "a list is no name to go", P("mail.accounts", "\"account1\""), P("a", "1"),
		P("mail.accounts", "\"account1\"") P("a", "1"),
		(const char *const[]){ "mail.accounts", NULL } },
	{ "a statement between others goes alone",
		"/* a */ user_pref(\"tls.min\", 3); user_pref(\"b\", 1); // c\n", "",
		"/* a */  user_pref(\"b\", 1); // c\n", (const char *const[]){ "tls.min", NULL } },
	{ "a statement of its own goes with its line",
		"// a\r\n \tuser_pref(\"tls.min\", 3); \r\n// b", "", "// a\r\n// b",
		(const char *const[]){ "tls.min", NULL } },
	{ "the last one too", "// a\nuser_pref(\"tls.min\", 3);", "", "// a\n",
		(const char *const[]){ "tls.min", NULL } },
	{ "strings are spelt as they must be",
		P("mail.accounts", "\"a\\\"\\\\\\n\\r\""), P("mail.accounts", "\"a_mg1\""),
		P("mail.accounts", "\"a\\\"\\\\\\n\\r,a_mg1\""), NULL },
	{ "a list that was a number", P("mail.accounts", "3"), P("mail.accounts", "\"a_mg1\""),
		P("mail.accounts", "\"a_mg1\""), NULL },
};

static bool
merged(struct arena *a, const struct row *row, const char *old, struct buf *out)
{
	struct prefs_rule rule = rule_of(2);

	return prefs_merge(a, &rule, literal(old), literal(row->ours ? row->ours : ""),
		words_of(row->formerly), out, diags_new(a, NULL));
}

static void
merges(void **state)
{
	struct arena *a = arena_new();
	struct buf once = { 0 }, twice = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		buf_clear(&once);
		buf_clear(&twice);
		if (!rows[i].expected) {
			assert_false(merged(a, &rows[i], rows[i].old, &once));
			continue;
		}
		assert_true(merged(a, &rows[i], rows[i].old, &once));
		if (strcmp(once.len ? once.s : "", rows[i].expected))
			print_message("# %s\n", rows[i].name);
		assert_string_equal(once.len ? once.s : "", rows[i].expected);
		assert_true(merged(a, &rows[i], once.len ? once.s : "", &twice));
		assert_string_equal(twice.len ? twice.s : "", rows[i].expected);
	}
	buf_free(&once);
	buf_free(&twice);
	arena_free(a);
}

static void
removes(void **state)
{
	static const char old[] = "// head\n" OURS
		P("mail.defaultaccount", "\"a_mg1\"") P("mail.smtp.defaultserver", "\"smtp1\"")
		P("mail.identity.id1.smtpServer", "\"m_mg1\"")
		P("mail.server.s_mg1.directory", "\"/d\"") P("tls.min", "3")
		P("mail.account.account1.identities", "\"id1\"")
		"pref(\"mail.server.s_mg1.x\", 1);\n"
		P("mail.account.account2.identities", "\"\"");
	static const char left[] = "// head\n"
		P("mail.smtp.defaultserver", "\"smtp1\"")
		P("mail.account.account1.identities", "\"id1\"")
		P("mail.account.account2.identities", "\"\"");
	const char *formerly[] = { "tls.min", NULL };
	struct prefs_rule rule = rule_of(1);
	struct arena *a = arena_new();
	struct buf out = { 0 };

	(void)state;
	assert_true(prefs_merge(a, &rule, literal(old), LITERAL(""), words_of(formerly), &out,
		diags_new(a, NULL)));
	assert_string_equal(out.s, left);
	buf_clear(&out);
	assert_true(prefs_merge(a, &rule, literal(P("mail.accounts", "\"b,a_mg1,a_mg2\"")),
		LITERAL(""), words_of(NULL), &out, diags_new(a, NULL)));
	assert_string_equal(out.s, P("mail.accounts", "\"b,a_mg2\""));
	buf_free(&out);
	arena_free(a);
}

/* Keys with an outgrown ending go on under the one of now, wherever they stand. */
static void
renames(void **state)
{
	static const char *const ends[] = { "_mg1111", "_mg2222" };
	static const char *const outgrown[] = { "_mg11", "" };
	struct prefs_rule rule = { "p.js", { lists, countof(lists) }, { ends, 2 },
		{ outgrown, 2 } };
	static const char old[] = "// a_mg11\n" P("mail.accounts", "\"b,a_mg11 ,x_mg22\"")
		P("mail.server.s_mg11.port", "1") P("mail.server.s_mg11.own", "2")
		P("default", "\"a_mg11\"") P("text", "\"{'a_mg11'}, a_mg1, a_mg111\"");
	static const char now[] = "// a_mg1111\n" P("mail.accounts", "\"b,a_mg1111,x_mg22\"")
		P("mail.server.s_mg1111.port", "993") P("mail.server.s_mg1111.own", "2")
		P("default", "\"a_mg1111\"") P("text", "\"{'a_mg1111'}, a_mg1, a_mg111\"")
		P("mail.account.a_mg1111.x", "1");
	struct arena *a = arena_new();
	struct buf out = { 0 };

	(void)state;
	assert_true(prefs_merge(a, &rule, literal(old), literal(P("mail.accounts",
		"\"a_mg1111\"") P("mail.server.s_mg1111.port", "993")
		P("mail.account.a_mg1111.x", "1") P("default", "\"a_mg1111\"")),
		words_of(NULL), &out, diags_new(a, NULL)));
	assert_string_equal(out.s, now);
	buf_free(&out);
	arena_free(a);
}

/* Endings of several lengths, one of which ends in another. */
static void
finds_the_owner(void **state)
{
	static const char *const endings[] = { "_mg22", "_mg1", "_b_mg1", "", "_mg0" };
	struct arena *a = arena_new();
	struct owners *owners = owners_new(a, (struct word_list){ endings, countof(endings) });

	(void)state;
	assert_int_equal(owners_find(owners, literal("a_mg22")), 0);
	assert_int_equal(owners_find(owners, literal("a_mg1")), 1);
	assert_int_equal(owners_find(owners, literal("-_mg0")), 4);
	assert_int_not_equal(owners_find(owners, literal("a_b_mg1")), NO_OWNER);
	assert_int_equal(owners_find(owners, literal("_mg1")), NO_OWNER);
	assert_int_equal(owners_find(owners, literal("a_mg2")), NO_OWNER);
	assert_int_equal(owners_find(owners, literal("a b_mg1")), NO_OWNER);
	assert_int_equal(owners_find(owners, literal("")), NO_OWNER);
	arena_free(a);
}

static void
remembers_names(void **state)
{
	struct arena *a = arena_new();
	struct prefs_rule rule = rule_of(2);
	struct word_list names[2];

	(void)state;
	prefs_names(a, &rule, literal(BOTH P("tls.min", "3")
		P("mail.account.a_mg1.identities", "\"i_mg1\"")), names);
	assert_int_equal(names[0].n, 3);
	assert_string_equal(names[0].items[0], "mail.account.a_mg1.identities");
	assert_string_equal(names[0].items[1], "mail.server.s_mg1.port");
	assert_string_equal(names[0].items[2], "tls.min");
	assert_int_equal(names[1].n, 2);
	assert_string_equal(names[1].items[0], "mail.server.s_mg2.port");
	assert_string_equal(names[1].items[1], "tls.min");
	arena_free(a);
}

/* What a statement is read as; what NULL: it is refused with these words. */
static const struct {
	const char *file;
	size_t len;
	const char *name, *value, *refused;
} statements[] = {
#define FILE_OF(s) s, sizeof(s) - 1
	{ FILE_OF("user_pref(\"a\",1);"), "a", "1", NULL },
	{ FILE_OF("\xEF\xBB\xBFpref('a', - 5);"), "a", "-5", NULL },
	{ FILE_OF("sticky_pref('a', -2147483648);"), "a", "-2147483648", NULL },
	{ FILE_OF("pref('a', -0);"), "a", "0", NULL },
	{ FILE_OF("/*/ */user_pref\n('a', +/**/007 )\n; /***/"), "a", "7", NULL },
	{ FILE_OF("user_pref/**/(#\n'a'//\r,\v'it\\'s')\f;"), "a", "it's", NULL },
	{ FILE_OF("user_pref('', \"'\");"), "", "'", NULL },
	{ FILE_OF("user_pref('a', 'x\r\n\ty');"), "a", "x\r\n\ty", NULL },
	{ FILE_OF("user_pref('a', '\xFF');"), "a", "\xFF", NULL },
	{ FILE_OF("user_pref('a', '\\n\\r\\\\\\\"\\x7e\\u20AC\\uD83D\\uDE00');"), "a",
		"\n\r\\\"~\xE2\x82\xAC\xF0\x9F\x98\x80", NULL },
	{ FILE_OF("user_pref('a', 'b');user_pref('c', true);"), "c", "true", NULL },
	{ FILE_OF("user_pref('a', 1)"), NULL, NULL, "';' is missing" },
	{ FILE_OF("user_pref('a', 1;"), NULL, NULL, "')' is missing" },
	{ FILE_OF("user_pref('a' 1);"), NULL, NULL, "',' is missing" },
	{ FILE_OF("user_pref 'a', 1);"), NULL, NULL, "'(' is missing" },
	{ FILE_OF("user_pref(a, 1);"), NULL, NULL, "name is missing" },
	{ FILE_OF("user_pref('a', 1, sticky);"), NULL, NULL, "')' is missing" },
	{ FILE_OF("pref('a', 1, locked);"), NULL, NULL, "')' is missing" },
	{ FILE_OF("user_pref('a', 1true);"), NULL, NULL, "whole number" },
	{ FILE_OF("user_pref('a', true1);"), NULL, NULL, "whole number" },
	{ FILE_OF("user_pref('a', True);"), NULL, NULL, "whole number" },
	{ FILE_OF("user_pref('a', 0x1);"), NULL, NULL, "whole number" },
	{ FILE_OF("user_pref('a', 1.5);"), NULL, NULL, "')' is missing" },
	{ FILE_OF("user_pref('a', null);"), NULL, NULL, "whole number" },
	{ FILE_OF("user_pref('a', + );"), NULL, NULL, "whole number" },
	{ FILE_OF("user_pref('a', 2147483648);"), NULL, NULL, "too large" },
	{ FILE_OF("user_pref('a', -2147483649);"), NULL, NULL, "too large" },
	{ FILE_OF("user_pref('a', 99999999999999999999999);"), NULL, NULL, "too large" },
	{ FILE_OF("user_pref('a', '\\t');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\x00');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', 'a\\\nb');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\X41');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\x4');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\u0000');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\uD800');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\uDC00');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', '\\uD800\\u0041');"), NULL, NULL, "escape" },
	{ FILE_OF("user_pref('a', 'b);"), NULL, NULL, "string that does not end" },
	{ FILE_OF("user_pref('a', 'b\\"), NULL, NULL, "string that does not end" },
	{ FILE_OF("/* x"), NULL, NULL, "comment that does not end" },
	{ FILE_OF("/*/"), NULL, NULL, "comment that does not end" },
	{ FILE_OF("lock_pref('a', 1);"), "a", "1", NULL },
	{ FILE_OF("lockPref('a', 1);"), NULL, NULL, "begins with" },
	{ FILE_OF("user_pref1('a', 1);"), NULL, NULL, "begins with" },
	{ FILE_OF(";"), NULL, NULL, "begins with" },
	{ FILE_OF("\xC3\xA9"), NULL, NULL, "begins with" },
	{ FILE_OF("// x\0y"), NULL, NULL, "NUL" },
};

static void
reads_statements(void **state)
{
	struct arena *a = arena_new();
	struct preflex_error error;
	struct pref *list, *p;
	size_t i;

	(void)state;
	for (i = 0; i < countof(statements); i++) {
		bool ok = preflex_read(a, (struct literal){ statements[i].file,
			statements[i].len }, &list, &error);

		if (ok != !statements[i].refused)
			print_message("# %s\n", statements[i].file);
		assert_int_equal(ok, !statements[i].refused);
		if (!ok) {
			assert_non_null(strstr(error.what, statements[i].refused));
			continue;
		}
		for (p = list; p->next; p = p->next)
			;
		assert_string_equal(p->name.s, statements[i].name);
		assert_int_equal(p->value.len, strlen(statements[i].value));
		assert_memory_equal(p->value.s, statements[i].value, p->value.len);
	}
	arena_free(a);
}

static void
says_where_a_file_is_broken(void **state)
{
	struct arena *a = arena_new();
	struct diags *diags = diags_new(a, NULL);
	struct prefs_rule rule = rule_of(1);
	struct buf out = { 0 };

	(void)state;
	assert_false(prefs_merge(a, &rule, literal(P("a", "1") "user_pref(\"b\", 1) oh;\n"),
		literal(OURS), words_of(NULL), &out, diags));
	assert_int_equal(out.len, 0);
	diags_print(diags, &out, false);
	assert_non_null(strstr(out.s, "p.js:2:19: error: "));
	assert_null(strstr(out.s, "oh"));
	assert_int_equal(diags_status(diags), STATUS_SYSTEM);
	assert_false(prefs_merge(a, &rule, literal("\nlock_pref('mail.accounts', 'x');"),
		literal(OURS), words_of(NULL), &out, diags));
	diags_print(diags, &out, false);
	assert_non_null(strstr(out.s, "p.js:2:1: error: the preference 'mail.accounts' is locked"));
	assert_true(prefs_merge(a, &rule, literal("lock_pref('mail.accounts', 'x');"), LITERAL(""),
		words_of(NULL), &out, diags));
	buf_free(&out);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges),
		cmocka_unit_test(removes),
		cmocka_unit_test(renames),
		cmocka_unit_test(finds_the_owner),
		cmocka_unit_test(remembers_names),
		cmocka_unit_test(reads_statements),
		cmocka_unit_test(says_where_a_file_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
