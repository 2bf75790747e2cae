/* Tables of the keys of INI files: what values become, and what is said of wrong ones. */
#include "base/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/inifile.h"
#include "base/source.h"

enum colour { COLOUR_NONE, COLOUR_RED, COLOUR_GREEN };

struct thing {
	const char *name, *kind;
	struct word_list words;
	struct literal mark;
	size_t size;
	enum colour colour;
	bool big, sides[3];
};

#define AT(member) .offset = offsetof(struct thing, member)

static const struct key keys[] = {
	{ "name", key_text, AT(name), .needed = true, .formerly = "title" },
	{ "kind", key_text, AT(kind), .words = "cup plate" },
	{ "words", key_texts, AT(words), .may_be_empty = true },
	{ "mark", key_unescaped, AT(mark) },
	{ "size", key_number, AT(size), .most = 12 },
	{ "colour", key_word, AT(colour), .words = "red green", .first = COLOUR_RED },
	{ "big", key_flag, AT(big), .words = "yes no" },
	{ "sides", key_flags, AT(sides), .words = "left right", .first = 1 },
	{ .name = "U+XXXX" },
};

/* Reads the keys into *thing; what is said, "" when nothing is. */
static const char *
read_thing(struct arena *a, const char *text, struct thing *thing)
{
	struct diags *diags = diags_new(a, NULL);
	struct key_reader r = { .arena = a, .diags = diags, .id = DIAG_STYLE_BROKEN };
	const struct ini *ini = ini_load(a, source_new(a, "t", text, strlen(text)), diags);
	const struct diag *const *list;
	const char *said = "";
	size_t i, n;
	bool ok;

	assert_non_null(ini);
	*thing = (struct thing){ 0 };
	ok = keys_read(&r, KEYS(keys), ini->sections, thing);
	list = diags_sorted(diags, &n);
	assert_int_equal(ok, n == 0);
	for (i = 0; i < n; i++)
		said = arena_printf(a, "%s%u: %s; %s\n", said, list[i]->pos.line, list[i]->text,
			list[i]->fix ? list[i]->fix : "");
	return said;
}

static void
test_values(void **state)
{
	struct arena *a = arena_new();
	struct thing t;

	(void)state;
	assert_string_equal(read_thing(a, "[s]\nname = A cup\nkind = plate\nwords = a  b\n"
		"mark = xU+0020\nsize = 12\ncolour = green\nbig = yes\nsides = right\n"
		"U+0041 = 1\nU+0042 = 2\n", &t), "");
	assert_string_equal(t.name, "A cup");
	assert_string_equal(t.kind, "plate");
	assert_int_equal(t.words.n, 2);
	assert_string_equal(t.words.items[1], "b");
	assert_int_equal(t.mark.len, 2);
	assert_memory_equal(t.mark.s, "x ", 2);
	assert_int_equal(t.size, 12);
	assert_int_equal(t.colour, COLOUR_GREEN);
	assert_true(t.big && t.sides[2]);
	assert_false(t.sides[0] || t.sides[1]);
	assert_string_equal(read_thing(a, "[s]\nname = x\nwords =\nbig = no\n", &t), "");
	assert_int_equal(t.words.n, 0);
	assert_false(t.big);
	arena_free(a);
}

static void
test_wrong_values(void **state)
{
	static const struct { const char *ini, *said; } rows[] = {
		{ "[s]\n", "1: [s] lacks 'name'; add a line that begins with 'name ='\n" },
		{ "[s]\nname =\n", "2: 'name' is empty; write a value after the '='\n" },
		{ "[s]\nname = x\ntitle = y\n",
		  "3: the key 'title' has another name now; write 'name' instead\n" },
		{ "[s]\nname = x\nsiez = 1\n", "3: [s] has no key 'siez'; did you mean 'size'?\n" },
		{ "[s]\nname = x\nkind = pot\n",
		  "3: 'kind' has no word 'pot'; possible words are 'cup', 'plate'\n" },
		{ "[s]\nname = x\nsize = 13\n", "3: 'size' takes a number from 1 to 12, found '13'; "
		  "write a number without a sign and a unit\n" },
		{ "[s]\nname = x\nsize = 0\ncolour = gren\n",
		  "3: 'size' takes a number from 1 to 12, found '0'; "
		  "write a number without a sign and a unit\n"
		  "4: 'colour' has no word 'gren'; did you mean 'green'?\n" },
		{ "[s]\nname = x\nbig = on\n",
		  "3: 'big' has no word 'on'; possible words are 'yes', 'no'\n" },
		{ "[s]\nname = x\nbig = on\n",
		  "3: 'big' has no word 'on'; possible words are 'yes', 'no'\n" },
		{ "[s]\nname = x\nbig = yess\n", "3: 'big' has no word 'yess'; did you mean 'yes'?\n" },
		{ "[s]\nname = x\nsides = left top\n",
		  "3: 'sides' has no word 'top'; possible words are 'left', 'right'\n" },
	};
	struct arena *a = arena_new();
	struct thing t;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		assert_string_equal(read_thing(a, rows[i].ini, &t), rows[i].said);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_wrong_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
