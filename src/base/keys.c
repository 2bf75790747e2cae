/* Reads sections of INI files by tables of their keys.
 * Used by rule sets, manifests and quoting styles. */
#include "base/keys.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/near.h"

bool
key_wrong(struct key_reader *r, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diag_at(r->diags, r->entry->pos, r->id, "%s", arena_vprintf(r->arena, tr(fmt), args));
	va_end(args);
	return false;
}

bool
key_word_find(const char *list, const char *word, unsigned *n)
{
	size_t len = strlen(word), other;

	for (*n = 0; *list; list += other + strspn(list + other, " "), ++*n) {
		other = strcspn(list, " ");
		if (other == len && !strncmp(list, word, len))
			return true;
	}
	return false;
}

void
key_words_fix(struct key_reader *r, const char *word, const char *list)
{
	const char *meant = near_word(r->arena, word, list), *all = "";
	size_t n;

	if (meant) {
		diag_fix(r->diags, "did you mean '%s'?", meant);
		return;
	}
	for (n = 0; (word = ini_word(r->arena, &list)); n++)
		all = text_listed(r->arena, all, word);
	if (n > 1)
		diag_fix(r->diags, "possible words are %s", all);
	else
		diag_fix(r->diags, "write %s", all);
}

/* ---- types ---- */

bool
key_is_word(struct key_reader *r, const char *word, unsigned *n)
{
	if (key_word_find(r->key->words, word, n))
		return true;
	key_wrong(r, "'%s' has no word '%s'", r->entry->key, word);
	key_words_fix(r, word, r->key->words);
	return false;
}

bool
key_text(struct key_reader *r)
{
	unsigned n;

	*(const char **)r->at = r->entry->value;
	return !r->key->words || key_is_word(r, r->entry->value, &n);
}

bool
key_texts(struct key_reader *r)
{
	const char **list = arena_alloc(r->arena, strlen(r->entry->value) / 2 + 2, sizeof(*list));
	struct word_list *words = r->at;
	const char *at = r->entry->value;

	words->items = list;
	for (words->n = 0; (list[words->n] = ini_word(r->arena, &at)); )
		words->n++;
	return true;
}

bool
key_unescaped(struct key_reader *r)
{
	struct literal *text = r->at;

	text->s = ini_unescape(r->arena, r->entry->value, &text->len);
	return true;
}

bool
key_number(struct key_reader *r)
{
	const char *value = r->entry->value;
	size_t len = strlen(value), *number = r->at;
	unsigned long most = r->key->most ? r->key->most : 99999999;

	*number = len <= 8 && strspn(value, "0123456789") == len ? strtoul(value, NULL, 10) : 0;
	if (*number && *number <= most)
		return true;
	key_wrong(r, "'%s' takes a number from 1 to %lu, found '%s'", r->entry->key, most, value);
	return diag_fix(r->diags, "write a number without a sign and a unit");
}

bool
key_word(struct key_reader *r)
{
	unsigned n;

	if (!key_is_word(r, r->entry->value, &n))
		return false;
	*(unsigned *)r->at = r->key->first + n;
	return true;
}

bool
key_flag(struct key_reader *r)
{
	unsigned n;

	if (!key_is_word(r, r->entry->value, &n))
		return false;
	*(bool *)r->at = !n;
	return true;
}

bool
key_flags(struct key_reader *r)
{
	const char *at = r->entry->value, *word;
	bool ok = true, *flags = r->at;
	unsigned n;

	while ((word = ini_word(r->arena, &at)))
		if (key_is_word(r, word, &n))
			flags[r->key->first + n] = true;
		else
			ok = false;
	return ok;
}

/* ---- sections ---- */

void
key_missing(struct key_reader *r, const struct ini_section *s, const char *key)
{
	diag_at(r->diags, s->pos, r->id, "[%s] lacks '%s'", s->name, key);
	diag_fix(r->diags, "add a line that begins with '%s ='", key);
}

/* The names of the keys, with spaces between them. */
static const char *
row_names(struct key_reader *r, const struct key *rows, size_t n)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < n; i++)
		list = arena_printf(r->arena, "%s%s ", list, rows[i].name);
	return list;
}

/* Is this the row of the key? */
static bool
is_row(const struct key *row, const char *key)
{
	const char *plus = strchr(row->name, '+');

	if (!*row->name)
		return true;
	return plus ? !strncmp(key, row->name, (size_t)(plus - row->name) + 1)
		: !strcmp(key, row->name);
}

/* The row of the key, or NULL. */
static const struct key *
row_of(const struct key *rows, size_t n, const char *key)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_row(&rows[i], key))
			return &rows[i];
	return NULL;
}

/* Offers the name that the unknown key should have, unless the section has it too, or
 * another key that was probably meant for it. */
static void
offer_name(struct key_reader *r, const struct key *rows, size_t n, const char *name)
{
	const struct text key = { .s = r->entry->key, .len = strlen(r->entry->key),
		.pos = r->entry->pos };
	const struct ini_entry *e;
	bool rival = false;

	for (e = r->section->entries; e; e = e->next)
		rival |= e != r->entry && (!strcmp(e->key, name) || (!row_of(rows, n, e->key)
			&& near_try(&(struct near){ .key = e->key }, name)));
	if (!rival && !strchr(name, '+'))
		diag_edit(r->diags, key, name);
}

static bool
unknown(struct key_reader *r, const struct key *rows, size_t n)
{
	struct near near = { .key = r->entry->key };
	size_t i;

	for (i = 0; i < n; i++) {
		near_try(&near, rows[i].name);
		if (!rows[i].formerly || strcmp(rows[i].formerly, near.key))
			continue;
		key_wrong(r, "the key '%s' has another name now", near.key);
		diag_fix(r->diags, "write '%s' instead", rows[i].name);
		offer_name(r, rows, n, rows[i].name);
		return false;
	}
	key_wrong(r, "[%s] has no key '%s'", r->section->name, near.key);
	key_words_fix(r, near.key, row_names(r, rows, n));
	if (near.word && near.unique)
		offer_name(r, rows, n, near.word);
	return false;
}

static bool
read_entry(struct key_reader *r, const struct key *rows, size_t n, void *into)
{
	r->key = row_of(rows, n, r->entry->key);
	if (!r->key)
		return unknown(r, rows, n);
	r->at = (char *)into + r->key->offset;
	if (*r->entry->value || r->key->may_be_empty)
		return !r->key->read || r->key->read(r);
	key_wrong(r, "'%s' is empty", r->entry->key);
	return diag_fix(r->diags, "write a value after the '='");
}

bool
keys_read(struct key_reader *r, const struct key *rows, size_t n, const struct ini_section *s,
	void *into)
{
	bool ok = true;
	size_t i;

	r->section = s;
	for (r->entry = s->entries; r->entry; r->entry = r->entry->next)
		ok &= read_entry(r, rows, n, into);
	for (i = 0; i < n; i++)
		if (rows[i].needed && !ini_entry_find(s, rows[i].name)) {
			key_missing(r, s, rows[i].name);
			ok = false;
		}
	return ok;
}
