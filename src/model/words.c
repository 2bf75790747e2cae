/* Spellings of the words of an account file, read from schemas/words.ini.
 * Used by load.c, by the types of fields in load*.c, and by schema.c. */
#include "model/words.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/inifile.h"
#include "base/table.h"

static const char words_path[] = "schemas/words.ini";

enum { FOLD_MAX = 128 };        /* bytes; shipped spellings are shorter */

struct word {
	const char *s;
	struct word_list others;
	struct word *next;
};

struct kind {
	struct word *words;
	struct table folded;    /* what matters of each spelling, to its word */
};

struct words {
	struct table kinds;     /* by name */
};

/* Is it a mark or a sign of punctuation outside ASCII that spellings may
 * differ in: no-break space, quotation marks, dashes, combining accents? */
static bool
is_mark(unsigned code)
{
	return code < 0xC0 || code == 0xD7 || code == 0xF7
		|| (code >= 0x300 && code < 0x370)
		|| (code >= 0x2000 && code < 0x2070);
}

static unsigned
fold_ascii(const char *s, size_t len)
{
	if (*s >= 'A' && *s <= 'Z')
		return (unsigned)*s + 32;
	if ((*s >= 'a' && *s <= 'z') || is_digit(*s))
		return (unsigned)*s;
	return *s == '.' && len > 1 && is_digit(s[1]) ? '.' : 0;
}

/* Takes characters off the front until one matters; 0 at the end. Bytes that
 * are no UTF-8 match nothing. */
static unsigned
fold_next(const char **s, size_t *len)
{
	unsigned code = 0;
	size_t n;

	while (*len && !code) {
		n = utf8_decode(*s, *len, &code);
		if (!n)
			return ~0U;
		if (code < 0x80)
			code = fold_ascii(*s, *len);
		else if (is_mark(code))
			code = 0;
		else if (code < 0x100)
			code = (unsigned)text_unaccented(code);
		*s += n;
		*len -= n;
	}
	return code;
}

/* What matters of a spelling, FOLD_MAX bytes at most; false: no word has it. */
static bool
fold(const char *s, size_t len, char *out, size_t *n)
{
	unsigned code;

	for (*n = 0; (code = fold_next(&s, &len)); *n += utf8_encode(code, out + *n))
		if (code == ~0U || *n + 4 > FOLD_MAX)
			return false;
	return true;
}

static const struct kind *
kind_find(const struct words *w, const char *name)
{
	return table_find(&w->kinds, name, strlen(name));
}

static struct kind *
kind_of_section(struct arena *a, struct words *w, const char *section)
{
	void **at = table_at(a, &w->kinds, section, strcspn(section, " "));

	if (!*at)
		*at = arena_alloc(a, 1, sizeof(struct kind));
	return *at;
}

static struct word *
word_find(const struct kind *k, const char *name)
{
	struct word *word;

	for (word = k ? k->words : NULL; word; word = word->next)
		if (!strcmp(word->s, name))
			break;
	return word;
}

static struct word *
word_add(struct arena *a, struct kind *k, const char *name)
{
	struct word *word = word_find(k, name), **end;

	if (word)
		return word;
	word = arena_alloc(a, 1, sizeof(*word));
	word->s = arena_copy(a, name, strlen(name));
	for (end = &k->words; *end; end = &(*end)->next)
		;
	return *end = word;
}

/* The first word of a spelling has it. */
static void
add_folded(struct arena *a, struct kind *k, struct word *word, const char *spelling)
{
	char folded[FOLD_MAX];
	size_t n;
	void **at;

	if (!fold(spelling, strlen(spelling), folded, &n))
		return;
	at = table_at(a, &k->folded, arena_copy(a, folded, n), n);
	if (!*at)
		*at = word;
}

/* Adds the comma separated spellings after those the word has. */
static void
add_spellings(struct arena *a, struct kind *k, struct word *word, const char *list)
{
	const struct literal all = { list, strlen(list) };
	struct literal one;
	size_t at = 0;

	add_folded(a, k, word, word->s);
	while (all.len && literal_next(all, ',', &at, &one)) {
		one = literal_trim(one);
		list = arena_copy(a, one.s, one.len);
		words_add(a, &word->others, list);
		add_folded(a, k, word, list);
	}
}

struct words *
words_load(struct arena *a, struct diags *diags)
{
	struct words *w = arena_alloc(a, 1, sizeof(*w));
	struct ini *ini = ini_load(a, data_shipped(a, words_path), diags);
	const struct ini_section *section;
	const struct ini_entry *e;
	struct kind *k;

	if (!ini)
		return NULL;
	for (section = ini->sections; section; section = section->next) {
		k = kind_of_section(a, w, section->name);
		for (e = section->entries; e; e = e->next)
			add_spellings(a, k, word_add(a, k, e->key), e->value);
	}
	return w;
}

const char *
words_find(const struct words *w, const char *kind, const char *spelling, size_t len)
{
	const struct kind *k = kind_find(w, kind);
	const struct word *word = NULL;
	char folded[FOLD_MAX];
	size_t n;

	if (k && fold(spelling, len, folded, &n))
		word = table_find(&k->folded, folded, n);
	return word ? word->s : NULL;
}

bool
words_alike(const char *a, size_t a_len, const char *b, size_t b_len)
{
	char one[FOLD_MAX], other[FOLD_MAX];
	size_t n, m;

	return fold(a, a_len, one, &n) && fold(b, b_len, other, &m) && n && n == m
		&& !memcmp(one, other, n);
}

const char *
words_nth(const struct words *w, const char *kind, size_t n)
{
	const struct kind *k = kind_find(w, kind);
	const struct word *word;

	for (word = k ? k->words : NULL; word && n; n--)
		word = word->next;
	return word ? word->s : NULL;
}

const char *
words_alias(const struct words *w, const char *kind, const char *word, size_t n)
{
	const struct word *found = word_find(kind_find(w, kind), word);

	return found && n < found->others.n ? found->others.items[n] : NULL;
}
