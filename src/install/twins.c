/* Accounts of the user's that a client takes for mailgen's.
 * Used where accounts are installed into a client's preference file. */
#include "install/twins.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "install/owners.h"
#include "install/preflex.h"

enum kind { KIND_SAME, KIND_LINK, KIND_LIST };

/* A name whose '*' is a key. */
struct name_pattern {
	const char *text;
	enum kind kind;
	size_t group;                   /* same: those of one group say the same */
};

/* One preference that fits a pattern, or one member of the list that it is. */
struct pref_row {
	size_t pattern, at, order;
	struct literal key, value;      /* the key is empty where the pattern has none */
};

/* The rows of one file, by pattern and key, and by pattern and value. */
struct pref_rows {
	const struct pref_row **by_key, **by_value;
	size_t n;
};

struct twins {
	struct arena *arena;
	struct name_pattern *patterns;
	size_t npatterns, ngroups;
	struct pref_rows standing, ours;
	struct literal *used;           /* the user's keys in use, sorted */
	size_t nused;
};

/* ---- the patterns of the manifest ---- */

static void
add_patterns(struct twins *t, struct word_list words, enum kind kind)
{
	const char *at, *end;
	size_t i;

	for (i = 0; i < words.n; i++) {
		for (at = words.items[i]; at; at = *end ? end + 1 : NULL) {
			end = at + strcspn(at, ",");
			t->patterns[t->npatterns++] = (struct name_pattern){
				arena_copy(t->arena, at, (size_t)(end - at)), kind, i };
		}
	}
}

static size_t
length(struct word_list words)
{
	size_t i, n = 0;

	for (i = 0; i < words.n; i++)
		n += strlen(words.items[i]) + 1;
	return n;
}

/* Those of `same` come first. */
static void
read_patterns(struct twins *t, const struct target_file *f)
{
	t->patterns = arena_alloc(t->arena, length(f->same) + length(f->links)
		+ length(f->lists) + 1, sizeof(*t->patterns));
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

/* ---- tables ---- */

/* By pattern, then as the texts are ordered, then as they were read. */
static int
order_rows(const struct pref_row *a, const struct pref_row *b, int texts)
{
	if (a->pattern != b->pattern)
		return a->pattern < b->pattern ? -1 : 1;
	return texts ? texts : (a->order > b->order) - (a->order < b->order);
}

static int
by_key(const void *left, const void *right)
{
	const struct pref_row *a = *(const struct pref_row *const *)left;
	const struct pref_row *b = *(const struct pref_row *const *)right;

	return order_rows(a, b, literal_order(a->key, b->key));
}

static int
by_value(const void *left, const void *right)
{
	const struct pref_row *a = *(const struct pref_row *const *)left;
	const struct pref_row *b = *(const struct pref_row *const *)right;

	return order_rows(a, b, literal_order(a->value, b->value));
}

/* Adds the preference as a row, or each member of it as one. */
static void
add_rows(struct twins *t, struct pref_rows *table, size_t pattern, struct literal key,
	const struct pref *p)
{
	bool whole = t->patterns[pattern].kind == KIND_SAME;
	struct literal rest = p->value, value;
	const char *comma;
	struct pref_row *row;

	for (;;) {
		comma = whole || !rest.len ? NULL : memchr(rest.s, ',', rest.len);
		value = comma ? (struct literal){ rest.s, (size_t)(comma - rest.s) } : rest;
		row = arena_alloc(t->arena, 1, sizeof(*row));
		*row = (struct pref_row){ pattern, p->from, table->n, key,
			whole ? value : literal_trim(value) };
		table->by_key[table->n++] = row;
		if (!comma)
			return;
		rest.len -= value.len + 1;
		rest.s = comma + 1;
	}
}

/* An upper bound of the rows of a file. */
static size_t
count_rows(const struct twins *t, const struct pref *list)
{
	const struct pref *p;
	size_t i, n = 1;

	for (p = list; p; p = p->next)
		for (i = 0, n += t->npatterns; i < p->value.len; i++)
			n += p->value.s[i] == ',' ? t->npatterns : 0;
	return n;
}

static void
read_rows(struct twins *t, struct pref_rows *table, const struct pref *list)
{
	size_t i, n = count_rows(t, list);
	const struct pref *p;
	struct literal key;

	table->by_key = arena_alloc(t->arena, n, sizeof(*table->by_key));
	table->by_value = arena_alloc(t->arena, n, sizeof(*table->by_value));
	for (p = list; p; p = p->next)
		for (i = 0; i < t->npatterns && p->users && p->kind == PREF_STRING; i++)
			if (key_of(t->patterns[i].text, p->name, &key))
				add_rows(t, table, i, key, p);
	memcpy(table->by_value, table->by_key, table->n * sizeof(*table->by_value));
	qsort(table->by_key, table->n, sizeof(*table->by_key), by_key);
	qsort(table->by_value, table->n, sizeof(*table->by_value), by_value);
}

/* The first row of the pattern with this key, or with this value; NULL: none. The
 * others follow it. */
static const struct pref_row *const *
with_key(const struct pref_rows *t, size_t pattern, struct literal key)
{
	const struct pref_row wanted = { .pattern = pattern, .key = key }, *at = &wanted;
	size_t i = lower_bound(&at, t->by_key, t->n, sizeof(at), by_key);

	return i < t->n && t->by_key[i]->pattern == pattern
		&& literal_same(t->by_key[i]->key, key) ? &t->by_key[i] : NULL;
}

static const struct pref_row *const *
with_value(const struct pref_rows *t, size_t pattern, struct literal value)
{
	const struct pref_row wanted = { .pattern = pattern, .value = value }, *at = &wanted;
	size_t i = lower_bound(&at, t->by_value, t->n, sizeof(at), by_value);

	return i < t->n && t->by_value[i]->pattern == pattern
		&& literal_same(t->by_value[i]->value, value) ? &t->by_value[i] : NULL;
}

static int
by_bytes(const void *left, const void *right)
{
	return literal_order(*(const struct literal *)left, *(const struct literal *)right);
}

/* Notes the keys that the key links to, each link once. */
static void
note_links(struct twins *t, struct literal key, bool *seen)
{
	const struct pref_rows *table = &t->standing;
	const struct pref_row *const *row;
	size_t i;

	for (i = 0; i < t->npatterns; i++) {
		row = t->patterns[i].kind == KIND_LINK ? with_key(table, i, key) : NULL;
		for (; row && row < table->by_key + table->n && (*row)->pattern == i
		    && literal_same((*row)->key, key); row++) {
			if (seen[row - table->by_key])
				break;
			seen[row - table->by_key] = true;
			t->used[t->nused++] = (*row)->value;
		}
	}
}

/* Finds the keys that a list of keys in use leads to. */
static void
find_used(struct twins *t)
{
	const struct pref_rows *table = &t->standing;
	bool *seen = arena_alloc(t->arena, table->n + 1, sizeof(*seen));
	size_t i;

	t->used = arena_alloc(t->arena, table->n + 1, sizeof(*t->used));
	for (i = 0; i < table->n; i++)
		if (t->patterns[table->by_key[i]->pattern].kind == KIND_LIST
		    && !table->by_key[i]->key.len)
			t->used[t->nused++] = table->by_key[i]->value;
	for (i = 0; i < t->nused; i++)
		note_links(t, t->used[i], seen);
	qsort(t->used, t->nused, sizeof(*t->used), by_bytes);
}

static bool
is_used(const struct twins *t, struct literal key)
{
	return t->nused && bsearch(&key, t->used, t->nused, sizeof(key), by_bytes);
}

/* ---- accounts that are the same to the client ---- */

/* What an account is known by, in one way to say it. */
struct mark {
	const char *s;
	const struct pref_row *row;
};

static int
by_mark(const void *left, const void *right)
{
	return strcmp(((const struct mark *)left)->s, ((const struct mark *)right)->s);
}

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

/* Adds the marks of the key from this group on: one for each choice of names that
 * say the same. A key without a value in some group has none. */
static size_t
add_marks(struct twins *t, const struct pref_rows *table, const struct pref_row *first,
	size_t group, const char *so_far, struct mark *marks, size_t n, size_t max)
{
	const struct pref_row *const *row;
	size_t i;

	if (group == t->ngroups && n < max)
		marks[n++] = (struct mark){ so_far, first };
	for (i = 0; i < t->npatterns && group < t->ngroups && n < max; i++) {
		if (t->patterns[i].kind != KIND_SAME || t->patterns[i].group != group)
			continue;
		row = with_key(table, i, first->key);
		if (row && (*row)->value.len)
			n = add_marks(t, table, first, group + 1,
				longer(t->arena, so_far, (*row)->value), marks, n, max);
	}
	return n;
}

/* The most marks that one account has. */
static size_t
marks_max(const struct twins *t)
{
	size_t group, i, n = 1, alike;

	for (group = 0; group < t->ngroups; group++) {
		for (alike = 0, i = 0; i < t->npatterns; i++)
			alike += t->patterns[i].kind == KIND_SAME && t->patterns[i].group == group;
		n *= alike;
	}
	return n;
}

/* The marks of all the user's accounts that are in use, sorted. */
static struct mark *
marks_of(struct twins *t, const struct pref_rows *table, size_t *n)
{
	size_t i, each = marks_max(t);
	struct mark *marks = arena_alloc(t->arena, table->n * each + 1, sizeof(*marks));

	*n = 0;
	for (i = 0; i < table->n && !table->by_key[i]->pattern; i++)
		*n = add_marks(t, table, table->by_key[i], 0, "", marks, *n, *n + each);
	qsort(marks, *n, sizeof(*marks), by_mark);
	return marks;
}

/* The user's account with the mark that is in use; ours has a key of its own. */
static const struct pref_row *
look_up(const struct twins *t, const struct mark *marks, size_t n, struct mark wanted)
{
	size_t i = lower_bound(&wanted, marks, n, sizeof(wanted), by_mark);

	for (; i < n && !strcmp(marks[i].s, wanted.s); i++)
		if (!literal_same(marks[i].row->key, wanted.row->key)
		    && is_used(t, marks[i].row->key))
			return marks[i].row;
	return NULL;
}

/* The account of the user's whose names an earlier run wrote. */
static const struct pref_row *
taken_before(const struct twins *t, struct word_list known, struct literal ours)
{
	const struct pref_row *const *row;
	struct literal key;
	size_t i;

	for (i = 0; i < known.n; i++) {
		if (!key_of(t->patterns[0].text, (struct literal){ known.items[i],
		    strcspn(known.items[i], "=") }, &key) || literal_same(key, ours))
			continue;
		row = with_key(&t->standing, 0, key);
		if (row && is_used(t, key))
			return *row;
	}
	return NULL;
}

static struct rival
rival_of(const struct pref_row *ours, const struct pref_row *theirs)
{
	return (struct rival){ .twin = { ours->key, theirs->key }, .at = theirs->at };
}

static struct twins
twins_of(struct arena *a, const struct target_file *f, const struct pref *standing,
	const struct pref *ours)
{
	struct twins t = { .arena = a };

	read_patterns(&t, f);
	read_rows(&t, &t.standing, standing);
	read_rows(&t, &t.ours, ours);
	find_used(&t);
	return t;
}

size_t
twins_find(struct arena *a, const struct target_file *f, const struct pref *standing,
	const struct pref *ours, struct word_list endings, const struct word_list *known,
	struct rival **rivals)
{
	struct twins t = twins_of(a, f, standing, ours);
	const struct owners *owners = owners_new(a, endings);
	const struct pref_row *theirs, *row;
	struct mark *marks, mark;
	size_t n = 0, i, nmarks;
	long account;

	*rivals = arena_alloc(a, t.ours.n + 1, sizeof(**rivals));
	marks = marks_of(&t, &t.standing, &nmarks);
	for (i = 0; i < t.ours.n && !t.ours.by_key[i]->pattern; i++) {
		row = t.ours.by_key[i];
		account = owners_find(owners, row->key);
		theirs = account < 0 ? NULL : taken_before(&t, known[account], row->key);
		if (theirs || account < 0 || !add_marks(&t, &t.ours, row, 0, "", &mark, 0, 1)) {
			if (!theirs)
				continue;
			(*rivals)[n] = rival_of(row, theirs);
			(*rivals)[n].known = true;
		} else if ((theirs = look_up(&t, marks, nmarks, mark))) {
			(*rivals)[n] = rival_of(row, theirs);
		} else {
			continue;
		}
		(*rivals)[n++].account = (size_t)account;
	}
	return n;
}

/* ---- the keys of two accounts ---- */

struct pairing {
	const struct twins *twins;
	struct twin *list;
	size_t n, cap;
};

static bool
is_paired(const struct pairing *p, struct literal ours)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (literal_same(p->list[i].ours, ours))
			return true;
	return false;
}

static bool
is_theirs(const struct pairing *p, struct literal theirs)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (literal_same(p->list[i].theirs, theirs))
			return true;
	return false;
}

/* Does another account of the user's use the key? */
static bool
is_shared(const struct pairing *p, struct literal theirs)
{
	const struct twins *t = p->twins;
	const struct pref_row *const *row;
	size_t i;

	for (i = 0; i < t->npatterns; i++) {
		row = t->patterns[i].kind == KIND_LINK
			? with_value(&t->standing, i, theirs) : NULL;
		for (; row && row < t->standing.by_value + t->standing.n
		    && (*row)->pattern == i && literal_same((*row)->value, theirs); row++)
			if (!is_theirs(p, (*row)->key))
				return true;
	}
	return false;
}

static void
pair(struct pairing *p, struct literal ours, struct literal theirs)
{
	if (p->n < p->cap && ours.len && theirs.len && !is_paired(p, ours))
		p->list[p->n++] = (struct twin){ ours, theirs };
}

/* Follows a link between keys of which one is paired: both ways. */
static void
follow_link(struct pairing *p, struct twin twin, size_t link)
{
	const struct twins *t = p->twins;
	const struct pref_row *const *ours = with_key(&t->ours, link, twin.ours);
	const struct pref_row *const *theirs = with_key(&t->standing, link, twin.theirs);

	if (ours && theirs && !is_shared(p, (*theirs)->value))
		pair(p, (*ours)->value, (*theirs)->value);
	ours = with_value(&t->ours, link, twin.ours);
	theirs = with_value(&t->standing, link, twin.theirs);
	if (ours && theirs)
		pair(p, (*ours)->key, (*theirs)->key);
}

static int
by_ours(const void *left, const void *right)
{
	return literal_order(((const struct twin *)left)->ours,
		((const struct twin *)right)->ours);
}

size_t
twins_spread(struct arena *a, const struct target_file *f, const struct pref *standing,
	const struct pref *ours, const struct rival *rivals, size_t n, struct twin **twins)
{
	const struct twins t = twins_of(a, f, standing, ours);
	/* a key of ours leads to one other by each link, there and back */
	size_t each = 2 * f->links.n + 2, total = 0, i, k, link;
	struct pairing p = { .twins = &t, .cap = each };

	*twins = arena_alloc(a, n * each + 1, sizeof(**twins));
	for (i = 0; i < n; i++) {
		p.list = *twins + total;
		p.n = 0;
		pair(&p, rivals[i].twin.ours, rivals[i].twin.theirs);
		for (k = 0; k < p.n; k++)
			for (link = 0; link < t.npatterns; link++)
				if (t.patterns[link].kind == KIND_LINK)
					follow_link(&p, p.list[k], link);
		total += p.n;
	}
	qsort(*twins, total, sizeof(**twins), by_ours);
	return total;
}

struct literal
twins_rename(struct arena *a, const struct twin *twins, size_t n, struct literal text)
{
	const struct twin *found;
	struct buf out = { 0 };
	struct twin wanted = { 0 };
	size_t at, len;

	for (at = 0; at < text.len; at += len) {
		for (len = 0; at + len < text.len && owners_plain(text.s[at + len]); len++)
			;
		wanted.ours = (struct literal){ text.s + at, len };
		found = len && n ? bsearch(&wanted, twins, n, sizeof(*twins), by_ours) : NULL;
		if (found)
			buf_add(&out, found->theirs.s, found->theirs.len);
		else
			buf_add(&out, text.s + at, len ? len : 1);
		len += !len;
	}
	return literal_take(a, &out);
}

/* ---- what is given back ---- */

static int
by_name(const void *left, const void *right)
{
	return literal_order((*(const struct pref *const *)left)->name,
		(*(const struct pref *const *)right)->name);
}

/* The preferences by name, and how many they are. */
static const struct pref **
index_of(struct arena *a, const struct pref *list, size_t *n)
{
	const struct pref **index, *p;

	for (*n = 0, p = list; p; p = p->next)
		++*n;
	index = arena_alloc(a, *n + 1, sizeof(*index));
	for (*n = 0, p = list; p; p = p->next)
		if (p->users)
			index[(*n)++] = p;
	qsort(index, *n, sizeof(*index), by_name);
	return index;
}

/* The order of words up to their '='. */
static int
by_word(const void *left, const void *right)
{
	const char *a = *(const char *const *)left, *b = *(const char *const *)right;

	return literal_order((struct literal){ a, strcspn(a, "=") },
		(struct literal){ b, strcspn(b, "=") });
}

/* A value as a preference file may spell it on one line without a TAB. */
static const char *
on_one_line(struct arena *a, struct literal spelt)
{
	static const struct { char c; const char *s; } escapes[] = {
		{ '\t', "\\x09" }, { '\n', "\\n" }, { '\r', "\\r" },
	};
	struct buf out = { 0 };
	size_t i, k;

	for (i = 0; i < spelt.len; i++) {
		for (k = 0; k < countof(escapes) && escapes[k].c != spelt.s[i]; k++)
			;
		if (k < countof(escapes))
			buf_puts(&out, escapes[k].s);
		else
			buf_putc(&out, spelt.s[i]);
	}
	return literal_take(a, &out).s;
}

/* What the record is to know of one name; known is sorted. */
static const char *
remembered(struct arena *a, const char *name, const struct pref *const *standing,
	size_t n, struct word_list known)
{
	const char *const *word = known.n ? bsearch(&name, known.items, known.n,
		sizeof(name), by_word) : NULL;
	struct pref wanted = { .name = { name, strlen(name) } };
	const struct pref *at = &wanted, *const *found;

	if (word)
		return *word;
	found = n ? bsearch(&at, standing, n, sizeof(at), by_name) : NULL;
	return found ? arena_printf(a, "%s=%s", name, on_one_line(a, (*found)->spelt))
		: name;
}

static void
remember(struct arena *a, const struct twin *twins, size_t ntwins,
	const struct pref *const *standing, size_t n, struct word_list known,
	struct word_list *names)
{
	const char **sorted = arena_alloc(a, known.n + 1, sizeof(*sorted));
	const char **items = arena_alloc(a, names->n + 1, sizeof(*items));
	struct literal name, renamed;
	size_t i;

	if (known.n)
		memcpy(sorted, known.items, known.n * sizeof(*sorted));
	qsort(sorted, known.n, sizeof(*sorted), by_word);
	for (i = 0; i < names->n; i++) {
		name = (struct literal){ names->items[i], strlen(names->items[i]) };
		renamed = twins_rename(a, twins, ntwins, name);
		items[i] = literal_same(name, renamed) ? name.s : remembered(a, renamed.s,
			standing, n, (struct word_list){ sorted, known.n });
	}
	names->items = items;
}

void
twins_remember(struct arena *a, const struct twin *twins, size_t n,
	const struct pref *standing, const struct word_list *known,
	struct word_list *names, size_t accounts)
{
	size_t nindex, i;
	const struct pref **index;

	if (!n)
		return;
	index = index_of(a, standing, &nindex);
	for (i = 0; i < accounts; i++)
		remember(a, twins, n, index, nindex, known[i], &names[i]);
}

void
twins_write(struct arena *a, const struct target_file *f, const struct twin *twins,
	size_t n, const struct pref *ours, struct buf *out)
{
	struct twins t = { .arena = a };
	struct literal name, value, key;
	const struct pref *p;
	size_t i;

	read_patterns(&t, f);
	for (p = ours; p; p = p->next) {
		for (i = 0; i < t.npatterns; i++)
			if ((t.patterns[i].kind == KIND_LINK || t.patterns[i].kind == KIND_LIST)
			    && key_of(t.patterns[i].text, p->name, &key))
				break;
		name = twins_rename(a, twins, n, p->name);
		value = i < t.npatterns ? twins_rename(a, twins, n, p->spelt) : p->spelt;
		buf_printf(out, "user_pref(\"%.*s\", ", (int)name.len, name.s);
		buf_add(out, value.s, value.len);
		buf_puts(out, ");\n");
	}
}
