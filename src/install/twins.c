/* Accounts of the user's that a client takes for mailgen's.
 * Used where accounts are installed into a client's preference file. */
#include "install/twins.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "install/owners.h"
#include "install/preflex.h"

enum kind { KIND_SAME, KIND_LINK, KIND_LIST };
enum side { THEIRS, OURS, SIDES };

/* One preference that fits a pattern, or one member of the list that it is; or what an
 * account is known by, in one way to spell it. */
struct pref_row {
	size_t at;                      /* offset in the file */
	struct literal key, value;      /* the key is empty where the pattern has none */
};

/* Rows in the order of their file. */
struct rows {
	const struct pref_row **items;
	size_t n;
};

struct pref_rows {
	struct rows all;
	struct table by_key, by_value;  /* of struct rows */
};

/* A name whose '*' is a key. */
struct name_pattern {
	const char *text;
	enum kind kind;
	size_t group;                   /* same: those of one group mean the same */
	struct pref_rows rows[SIDES];
};

struct twins {
	struct arena *arena;
	struct name_pattern *patterns;
	size_t npatterns, ngroups;
	struct pref_rows marks[SIDES];
	struct table used;              /* the user's keys in use */
};

/* ---- the patterns of the manifest ---- */

static void
add_patterns(struct twins *t, struct word_list words, enum kind kind)
{
	struct literal piece;
	size_t i, at;

	for (i = 0; i < words.n; i++) {
		struct literal all = { words.items[i], strlen(words.items[i]) };

		for (at = 0; literal_next(all, ',', &at, &piece); ) {
			t->patterns = arena_grow(t->arena, t->patterns, t->npatterns,
				sizeof(*t->patterns));
			t->patterns[t->npatterns++] = (struct name_pattern){
				.text = arena_copy(t->arena, piece.s, piece.len),
				.kind = kind, .group = i };
		}
	}
}

/* Those of `same` come first. */
static void
read_patterns(struct twins *t, const struct target_file *f)
{
	t->ngroups = f->same.n;
	add_patterns(t, f->same, KIND_SAME);
	add_patterns(t, f->links, KIND_LINK);
	add_patterns(t, f->lists, KIND_LIST);
}

/* Does the name fit? Its key is letters, digits, '_' and '-'. */
static bool
key_of(const char *pattern, struct literal name, struct literal *key)
{
	size_t before = strcspn(pattern, "*"), i;
	const char *tail = pattern + before + (pattern[before] == '*');
	size_t after = strlen(tail);

	*key = (struct literal){ "", 0 };
	if (!pattern[before])
		return literal_same(name, (struct literal){ pattern, before });
	if (name.len <= before + after || memcmp(name.s, pattern, before)
	    || memcmp(name.s + name.len - after, tail, after))
		return false;
	*key = (struct literal){ name.s + before, name.len - before - after };
	for (i = 0; i < key->len; i++)
		if (!owners_plain(key->s[i]))
			return false;
	return true;
}

/* ---- rows ---- */

static void
append(struct arena *a, struct rows *rows, const struct pref_row *row)
{
	rows->items = arena_grow(a, rows->items, rows->n, sizeof(*rows->items));
	rows->items[rows->n++] = row;
}

static void
append_at(struct arena *a, struct table *t, struct literal text, const struct pref_row *row)
{
	void **at = table_at(a, t, text.s, text.len);

	if (!*at)
		*at = arena_alloc(a, 1, sizeof(struct rows));
	append(a, *at, row);
}

static void
add_row(struct arena *a, struct pref_rows *rows, struct pref_row row)
{
	struct pref_row *copy = arena_alloc(a, 1, sizeof(*copy));

	*copy = row;
	append(a, &rows->all, copy);
	append_at(a, &rows->by_key, row.key, copy);
	append_at(a, &rows->by_value, row.value, copy);
}

static struct rows
rows_with(const struct table *t, struct literal text)
{
	const struct rows *rows = table_find(t, text.s, text.len);

	return rows ? *rows : (struct rows){ NULL, 0 };
}

/* The value of the first row with the key; s NULL: there is none. */
static struct literal
first_value(const struct pref_rows *rows, struct literal key)
{
	const struct rows found = rows_with(&rows->by_key, key);

	return found.n ? found.items[0]->value : (struct literal){ NULL, 0 };
}

/* Adds the preference as a row, or each member of it as one. */
static void
add_rows(struct twins *t, struct name_pattern *pattern, enum side side, struct literal key,
	const struct pref *p)
{
	struct pref_rows *rows = &pattern->rows[side];
	struct literal member;
	size_t at;

	if (pattern->kind == KIND_SAME)
		add_row(t->arena, rows, (struct pref_row){ p->from, key, p->value });
	else
		for (at = 0; literal_next(p->value, ',', &at, &member); )
			add_row(t->arena, rows, (struct pref_row){ p->from, key,
				literal_trim(member) });
}

static void
read_rows(struct twins *t, enum side side, const struct pref *list)
{
	const struct pref *p;
	struct literal key;
	size_t i;

	for (p = list; p; p = p->next)
		for (i = 0; i < t->npatterns && p->users && p->kind == PREF_STRING; i++)
			if (key_of(t->patterns[i].text, p->name, &key))
				add_rows(t, &t->patterns[i], side, key, p);
}

static void
note_used(struct twins *t, struct rows *used, const struct pref_row *row)
{
	void **at = table_at(t->arena, &t->used, row->value.s, row->value.len);

	if (!*at)
		append(t->arena, used, row);
	*at = t;
}

/* Finds the keys that a list of keys in use leads to. */
static void
find_used(struct twins *t)
{
	struct rows used = { 0 }, found;
	struct name_pattern *p, *end = t->patterns + t->npatterns;
	size_t i, k;

	for (p = t->patterns; p < end; p++)
		for (k = 0; k < p->rows[THEIRS].all.n && p->kind == KIND_LIST; k++)
			if (!p->rows[THEIRS].all.items[k]->key.len)
				note_used(t, &used, p->rows[THEIRS].all.items[k]);
	for (i = 0; i < used.n; i++)
		for (p = t->patterns; p < end; p++) {
			found = rows_with(&p->rows[THEIRS].by_key, used.items[i]->value);
			for (k = 0; k < found.n && p->kind == KIND_LINK; k++)
				note_used(t, &used, found.items[k]);
		}
}

static bool
is_used(const struct twins *t, struct literal key)
{
	return table_find(&t->used, key.s, key.len) != NULL;
}

/* ---- accounts that are the same to the client ---- */

/* The mark so far with another value, letters in lower case. */
static const char *
longer(struct arena *a, const char *so_far, struct literal value)
{
	char *s = arena_printf(a, "%s%.*s\n", so_far, (int)value.len, value.s);
	size_t i;

	for (i = strlen(so_far); s[i]; i++)
		s[i] = (char)tolower((unsigned char)s[i]);
	return s;
}

/* Adds what the account of the first row is known by from this group on: a mark for each
 * choice of names that mean the same. A key without a value in some group has none. */
static void
add_marks(struct twins *t, enum side side, const struct pref_row *first, size_t group,
	const char *so_far)
{
	const struct name_pattern *p;
	struct literal value;

	if (group == t->ngroups)
		add_row(t->arena, &t->marks[side], (struct pref_row){ first->at, first->key,
			{ so_far, strlen(so_far) } });
	for (p = t->patterns; p < t->patterns + t->npatterns && group < t->ngroups; p++) {
		if (p->kind != KIND_SAME || p->group != group)
			continue;
		value = first_value(&p->rows[side], first->key);
		if (value.len)
			add_marks(t, side, first, group + 1, longer(t->arena, so_far, value));
	}
}

/* The user's account in use with the first mark of ours, which has a key of its own. */
static const struct pref_row *
look_up(const struct twins *t, struct literal ours)
{
	struct literal mark = first_value(&t->marks[OURS], ours);
	struct rows found = rows_with(&t->marks[THEIRS].by_value, mark);
	size_t i;

	for (i = 0; i < found.n; i++)
		if (!literal_same(found.items[i]->key, ours) && is_used(t, found.items[i]->key))
			return found.items[i];
	return NULL;
}

/* The account of the user's whose names an earlier run wrote. */
static const struct pref_row *
taken_before(const struct twins *t, struct word_list known, struct literal ours)
{
	struct literal key;
	struct rows found;
	size_t i;

	for (i = 0; i < known.n; i++) {
		if (!key_of(t->patterns[0].text, (struct literal){ known.items[i],
		    strcspn(known.items[i], "=") }, &key) || literal_same(key, ours))
			continue;
		found = rows_with(&t->patterns[0].rows[THEIRS].by_key, key);
		if (found.n && is_used(t, key))
			return found.items[0];
	}
	return NULL;
}

static struct twins
twins_of(struct arena *a, const struct target_file *f, const struct pref *standing,
	const struct pref *ours)
{
	struct twins t = { .arena = a };

	read_patterns(&t, f);
	read_rows(&t, THEIRS, standing);
	read_rows(&t, OURS, ours);
	return t;
}

/* Finds what the accounts are known by, and which of the user's are in use. */
static void
find_marks(struct twins *t)
{
	const struct rows *rows;
	enum side side;
	size_t i;

	find_used(t);
	for (side = 0; side < SIDES; side++) {
		rows = &t->patterns[0].rows[side].all;
		for (i = 0; i < rows->n; i++)
			add_marks(t, side, rows->items[i], 0, "");
	}
}

size_t
twins_find(struct arena *a, const struct target_file *f, const struct pref *standing,
	const struct pref *ours, struct word_list endings, const struct word_list *known,
	struct rival **rivals)
{
	struct twins t = twins_of(a, f, standing, ours);
	const struct owners *owners = owners_new(a, endings);
	const struct rows *rows = &t.patterns[0].rows[OURS].all;
	const struct pref_row *theirs;
	struct literal key;
	size_t n = 0, i;
	long account;
	bool before;

	find_marks(&t);
	*rivals = arena_alloc(a, rows->n + 1, sizeof(**rivals));
	for (i = 0; i < rows->n; i++) {
		key = rows->items[i]->key;
		account = owners_find(owners, key);
		if (account == NO_OWNER)
			continue;
		theirs = taken_before(&t, known[account], key);
		before = theirs != NULL;
		if (before || (theirs = look_up(&t, key)))
			(*rivals)[n++] = (struct rival){ .twin = { key, theirs->key },
				.account = (size_t)account, .at = theirs->at, .known = before };
	}
	return n;
}

/* ---- the keys of two accounts ---- */

struct pairing {
	struct twin *list;
	size_t n, cap;
};

/* Is the key, ours or the user's, one of them? */
static bool
has_key(const struct pairing *p, enum side side, struct literal key)
{
	const struct twin *t = p->list;

	while (t < p->list + p->n && !literal_same(side == OURS ? t->ours : t->theirs, key))
		t++;
	return t < p->list + p->n;
}

/* Does another account of the user's use the key? */
static bool
is_shared(const struct twins *t, const struct pairing *p, struct literal theirs)
{
	const struct name_pattern *link;
	struct rows found;
	size_t i;

	for (link = t->patterns; link < t->patterns + t->npatterns; link++) {
		found = rows_with(&link->rows[THEIRS].by_value, theirs);
		for (i = 0; i < found.n && link->kind == KIND_LINK; i++)
			if (!has_key(p, THEIRS, found.items[i]->key))
				return true;
	}
	return false;
}

static void
pair(struct pairing *p, struct literal ours, struct literal theirs)
{
	if (p->n < p->cap && ours.len && theirs.len && !has_key(p, OURS, ours))
		p->list[p->n++] = (struct twin){ ours, theirs };
}

/* Follows a link between keys of which one is paired: both ways. */
static void
follow_link(const struct twins *t, struct pairing *p, struct twin twin,
	const struct name_pattern *link)
{
	struct literal value = first_value(&link->rows[THEIRS], twin.theirs);
	struct rows ours = rows_with(&link->rows[OURS].by_value, twin.ours);
	struct rows theirs = rows_with(&link->rows[THEIRS].by_value, twin.theirs);

	if (value.len && !is_shared(t, p, value))
		pair(p, first_value(&link->rows[OURS], twin.ours), value);
	if (ours.n && theirs.n)
		pair(p, ours.items[0]->key, theirs.items[0]->key);
}

static void
spread(const struct twins *t, struct pairing *p, struct twin first)
{
	const struct name_pattern *link;
	size_t i;

	pair(p, first.ours, first.theirs);
	for (i = 0; i < p->n; i++)
		for (link = t->patterns; link < t->patterns + t->npatterns; link++)
			if (link->kind == KIND_LINK)
				follow_link(t, p, p->list[i], link);
}

struct table
twins_spread(struct arena *a, const struct target_file *f, const struct pref *standing,
	const struct pref *ours, const struct rival *rivals, size_t n)
{
	const struct twins t = twins_of(a, f, standing, ours);
	/* a key of ours leads to one other by each link, there and back */
	struct pairing p = { .cap = 2 * f->links.n + 2 };
	struct table twins = { NULL };
	struct twin *twin;
	size_t i;

	for (i = 0; i < n; i++) {
		p.list = arena_alloc(a, p.cap, sizeof(*p.list));
		p.n = 0;
		spread(&t, &p, rivals[i].twin);
		for (twin = p.list; twin < p.list + p.n; twin++)
			*table_at(a, &twins, twin->ours.s, twin->ours.len) = &twin->theirs;
	}
	return twins;
}

/* The text with the user's keys in the place of ours. */
static struct literal
renamed(struct arena *a, const struct table *twins, struct literal text)
{
	const struct literal *found;
	struct buf out = { 0 };
	struct literal run;
	size_t at;

	for (at = 0; owners_next(text, &at, &run); ) {
		found = table_find(twins, run.s, run.len);
		buf_add(&out, found ? found->s : run.s, found ? found->len : run.len);
	}
	return literal_take(a, &out);
}

/* ---- what is given back ---- */

/* What the record is to know of one name of an account. */
static const char *
remembered(struct arena *a, const struct table *twins, const struct table *standing,
	const struct table *known, const char *name)
{
	struct literal key = renamed(a, twins, (struct literal){ name, strlen(name) });
	const char *word = table_find(known, key.s, key.len);
	const struct pref *found = pref_find(standing, key);
	struct buf value = { 0 };

	if (!strcmp(key.s, name))
		return name;
	if (word)
		return word;
	if (!found || !found->users)
		return key.s;
	buf_printf(&value, "%s=", key.s);
	if (found->kind == PREF_STRING)
		pref_add_string(found->value, &value);
	else
		buf_add(&value, found->value.s, found->value.len);
	return literal_take(a, &value).s;
}

void
twins_remember(struct arena *a, const struct table *twins, struct pref *standing,
	const struct word_list *known, struct word_list *names, size_t accounts)
{
	const struct table index = pref_index(a, standing);
	struct table words;
	const char **items, *word;
	size_t i, k;

	for (i = 0; i < accounts; i++) {
		words = (struct table){ NULL };
		for (k = 0; k < known[i].n; k++) {
			word = known[i].items[k];
			*table_at(a, &words, word, strcspn(word, "=")) = (char *)word;
		}
		items = arena_alloc(a, names[i].n + 1, sizeof(*items));
		for (k = 0; k < names[i].n; k++)
			items[k] = remembered(a, twins, &index, &words, names[i].items[k]);
		names[i].items = items;
	}
}

void
twins_write(struct arena *a, const struct target_file *f, const struct table *twins,
	const struct pref *ours, struct buf *out)
{
	struct twins t = { .arena = a };
	struct literal value, key;
	const struct pref *p;
	size_t i;

	read_patterns(&t, f);
	for (p = ours; p; p = p->next) {
		for (i = 0; i < t.npatterns; i++)
			if (t.patterns[i].kind != KIND_SAME
			    && key_of(t.patterns[i].text, p->name, &key))
				break;
		value = i < t.npatterns ? renamed(a, twins, p->spelt) : p->spelt;
		pref_add(renamed(a, twins, p->name), value, "\n", out);
	}
}
