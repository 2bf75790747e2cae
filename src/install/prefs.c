/* Preference files: reads the statements with their places, merges two files.
 * Used where accounts are installed into a client's own file, and removed. */
#include "install/prefs.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "install/owners.h"
#include "install/preflex.h"

/* Preferences by name, the last of each name. */
struct index {
	struct pref **items;
	size_t n;
};

/* What one merge works on. */
struct prefs_work {
	struct arena *arena;
	const struct prefs_rule *rule;
	const struct owners *owners;
	struct literal old;
	struct index ours, standing, formerly;
	struct word_list live;          /* keys of the accounts at hand that ours has; sorted */
	struct buf *out;
	size_t at;                      /* of the old bytes that were dealt with */
};

static int
by_name(const void *a, const void *b)
{
	const struct pref *const *x = a, *const *y = b;
	int order = literal_order((*x)->name, (*y)->name);

	if (order)
		return order;
	if ((*x)->users != (*y)->users)
		return (*x)->users ? 1 : -1;
	return ((*x)->from > (*y)->from) - ((*x)->from < (*y)->from);
}

/* A value of the user's counts before a default, a later before an earlier one. */
static struct index
index_of(struct arena *a, struct pref *list)
{
	struct index index = { 0 };
	struct pref *p;
	size_t n = 0, i;

	for (p = list; p; p = p->next)
		n++;
	index.items = arena_alloc(a, n + 1, sizeof(*index.items));
	for (n = 0, p = list; p; p = p->next)
		index.items[n++] = p;
	qsort(index.items, n, sizeof(*index.items), by_name);
	for (i = 0; i < n; i++)
		if (i + 1 == n || !literal_same(index.items[i]->name, index.items[i + 1]->name))
			index.items[index.n++] = index.items[i];
	return index;
}

/* The number of the first that is not before the name. */
static size_t
index_from(const struct index *index, struct literal name)
{
	const struct pref wanted = { .name = name }, *key = &wanted;

	return lower_bound(&key, index->items, index->n, sizeof(key), by_name);
}

static struct pref *
index_find(const struct index *index, struct literal name)
{
	size_t i = index_from(index, name);

	return i < index->n && literal_same(index->items[i]->name, name) ? index->items[i] : NULL;
}

/* The names of a list, as an index; behind '=' stands the value from before. */
static struct index
index_of_words(struct arena *a, struct word_list words)
{
	struct pref *list = arena_alloc(a, words.n + 1, sizeof(*list));
	const char *end;
	size_t i;

	for (i = 0; i < words.n; i++) {
		end = words.items[i] + strcspn(words.items[i], "=");
		list[i].name = (struct literal){ words.items[i], (size_t)(end - words.items[i]) };
		list[i].spelt = (struct literal){ end + 1, *end ? strlen(end + 1) : 0 };
		list[i].next = i + 1 < words.n ? &list[i + 1] : NULL;
	}
	return index_of(a, words.n ? list : NULL);
}

static bool
is_list(const struct prefs_rule *rule, struct literal name)
{
	size_t i;

	for (i = 0; i < rule->lists.n; i++)
		if (text_fits(rule->lists.items[i], name))
			return true;
	return false;
}

/* Is it a key (of an account, a server, ...) that an account at hand owns? */
static bool
is_owned(const struct prefs_work *m, struct literal key)
{
	return owners_find(m->owners, key) != NO_OWNER;
}

/* The next piece of a text up to a separator; *at moves behind it. False at
 * the end. */
static bool
next_piece(struct literal text, char separator, size_t *at, struct literal *piece)
{
	const char *end;

	if (*at > text.len)
		return false;
	end = *at < text.len ? memchr(text.s + *at, separator, text.len - *at) : NULL;
	piece->s = text.s + *at;
	piece->len = (end ? (size_t)(end - text.s) : text.len) - *at;
	*at += piece->len + 1;
	return true;
}

/* The keys in the names of ours that the accounts at hand own. */
static void
find_live(struct prefs_work *m)
{
	const char **keys;
	struct literal piece;
	size_t i, at, n = 0;

	for (i = 0; i < m->ours.n; i++)
		for (at = 0; next_piece(m->ours.items[i]->name, '.', &at, &piece); )
			n++;
	keys = arena_alloc(m->arena, n + 1, sizeof(*keys));
	for (i = 0, n = 0; i < m->ours.n; i++)
		for (at = 0; next_piece(m->ours.items[i]->name, '.', &at, &piece); )
			if (is_owned(m, piece))
				keys[n++] = arena_copy(m->arena, piece.s, piece.len);
	qsort(keys, n, sizeof(*keys), text_order);
	m->live = (struct word_list){ keys, n };
}

/* Does an account at hand own the key without having it any more? */
static bool
is_dead(struct prefs_work *m, struct literal key)
{
	const char *word;

	if (!is_owned(m, key))
		return false;
	word = arena_copy(m->arena, key.s, key.len);
	return !bsearch(&word, m->live.items, m->live.n, sizeof(word), text_order);
}

static bool
has_dead_part(struct prefs_work *m, struct literal name)
{
	struct literal piece;
	size_t at;

	for (at = 0; next_piece(name, '.', &at, &piece); )
		if (is_dead(m, piece))
			return true;
	return false;
}

static bool
has_member(struct literal list, struct literal member)
{
	struct literal piece;
	size_t at;

	for (at = 0; next_piece(list, ',', &at, &piece); )
		if (literal_same(literal_trim(piece), member))
			return true;
	return false;
}

/* A list that grows. */
struct members {
	struct buf text;
	size_t n;
};

static void
add_member(struct members *list, struct literal member)
{
	if (list->n++)
		buf_putc(&list->text, ',');
	buf_add(&list->text, member.s, member.len);
}

static void
add_ours(struct members *list, struct literal member)
{
	struct literal text = { list->text.s, list->text.len };

	if (member.len && (!list->n || !has_member(text, member)))
		add_member(list, member);
}

/* A list with ours in it, and without what else the accounts at hand had in it;
 * ours NULL: the list is not one of ours. */
static struct literal
merge_list(struct prefs_work *m, struct literal list, const struct literal *ours)
{
	struct members merged = { 0 };
	struct literal piece, member;
	size_t at;

	for (at = 0; list.len && next_piece(list, ',', &at, &piece); ) {
		member = literal_trim(piece);
		if (ours && has_member(*ours, member))
			add_ours(&merged, member);
		else if (!(ours ? is_owned(m, member) : is_dead(m, member)))
			add_member(&merged, piece);
	}
	for (at = 0; ours && next_piece(*ours, ',', &at, &piece); )
		add_ours(&merged, literal_trim(piece));
	return literal_take(m->arena, &merged.text);
}

/* Adds a string as a preference file spells it. */
static void
add_string(struct buf *out, struct literal s)
{
	size_t i;

	buf_putc(out, '"');
	for (i = 0; i < s.len; i++) {
		if (s.s[i] == '\n') {
			buf_puts(out, "\\n");
		} else if (s.s[i] == '\r') {
			buf_puts(out, "\\r");
		} else {
			if (s.s[i] == '"' || s.s[i] == '\\')
				buf_putc(out, '\\');
			buf_putc(out, s.s[i]);
		}
	}
	buf_putc(out, '"');
}

/* Copies the old bytes up to an offset. */
static void
keep_to(struct prefs_work *m, size_t to)
{
	buf_add(m->out, m->old.s + m->at, to - m->at);
	m->at = to;
}

/* Leaves a statement out, with its line when it has one of its own. */
static void
drop(struct prefs_work *m, const struct pref *p)
{
	size_t from = p->from, to = p->to;

	while (from > m->at && strchr(" \t", m->old.s[from - 1]))
		from--;
	while (to < m->old.len && m->old.s[to] && strchr(" \t", m->old.s[to]))
		to++;
	if ((from && !strchr("\r\n", m->old.s[from - 1]))
	    || (to < m->old.len && !strchr("\r\n", m->old.s[to]))) {
		keep_to(m, p->from);
		m->at = p->to;
		return;
	}
	keep_to(m, from);
	if (to + 1 < m->old.len && !memcmp(m->old.s + to, "\r\n", 2))
		to++;
	m->at = to < m->old.len ? to + 1 : to;
}

/* Puts another string in the place of a value, unless it says the same. */
static void
replace_string(struct prefs_work *m, const struct pref *p, struct literal s)
{
	if (p->kind == PREF_STRING && literal_same(p->value, s))
		return;
	keep_to(m, p->value_from);
	add_string(m->out, s);
	m->at = p->value_to;
}

static void
replace_value(struct prefs_work *m, const struct pref *p, const struct pref *ours)
{
	if (p->kind == ours->kind && literal_same(p->value, ours->value))
		return;
	keep_to(m, p->value_from);
	buf_add(m->out, ours->spelt.s, ours->spelt.len);
	m->at = p->value_to;
}

/* A preference that is one of ours. */
static void
merge_ours(struct prefs_work *m, const struct pref *p, const struct pref *ours)
{
	if (!p->users)
		return;
	if (p != index_find(&m->standing, p->name))
		drop(m, p);
	else if (ours->kind == PREF_STRING && is_list(m->rule, p->name))
		replace_string(m, p, merge_list(m, p->kind == PREF_STRING ? p->value
			: (struct literal){ "", 0 }, &ours->value));
	else
		replace_value(m, p, ours);
}

/* A list that is not ours; one that only held what goes now goes too. */
static void
merge_others_list(struct prefs_work *m, const struct pref *p)
{
	struct literal list = merge_list(m, p->value, NULL);

	if (!list.len && p->value.len)
		drop(m, p);
	else
		replace_string(m, p, list);
}

/* Did it belong to what the accounts at hand have no more? */
static bool
is_over(struct prefs_work *m, const struct pref *p)
{
	if (has_dead_part(m, p->name))
		return true;
	return !is_list(m->rule, p->name) && (index_find(&m->formerly, p->name)
		|| (p->kind == PREF_STRING && is_dead(m, p->value)));
}

/* What ends the first line of the old file. */
static const char *
line_break(struct literal old)
{
	size_t i;

	for (i = 0; i < old.len; i++)
		if (old.s[i] == '\n')
			return "\n";
		else if (old.s[i] == '\r')
			return i + 1 < old.len && old.s[i + 1] == '\n' ? "\r\n" : "\r";
	return "\n";
}

/* The value that the user had there before mailgen, to be given back; or NULL. */
static const struct pref *
value_before(struct prefs_work *m, struct literal name)
{
	const struct pref *before = index_find(&m->formerly, name);

	return before && before->spelt.len && !is_list(m->rule, name) ? before : NULL;
}

static void
give_back(struct prefs_work *m, const struct pref *p, const struct pref *before)
{
	if (!p->users || p != index_find(&m->standing, p->name)
	    || literal_same(p->spelt, before->spelt))
		return;
	keep_to(m, p->value_from);
	buf_add(m->out, before->spelt.s, before->spelt.len);
	m->at = p->value_to;
}

/* The client drops a value that is its default: it is given back where others of the
 * same key still stand. */
static void
give_back_missing(struct prefs_work *m)
{
	const char *end = line_break(m->old);
	const struct pref *before;
	struct literal prefix;
	size_t i, low;

	for (i = 0; i < m->formerly.n; i++) {
		before = value_before(m, m->formerly.items[i]->name);
		if (!before || index_find(&m->standing, before->name)
		    || index_find(&m->ours, before->name))
			continue;
		prefix = before->name;
		while (prefix.len && prefix.s[prefix.len - 1] != '.')
			prefix.len--;
		low = index_from(&m->standing, prefix);
		if (!prefix.len || low == m->standing.n
		    || m->standing.items[low]->name.len < prefix.len
		    || memcmp(m->standing.items[low]->name.s, prefix.s, prefix.len))
			continue;
		if (m->out->len && !strchr("\r\n", m->out->s[m->out->len - 1]))
			buf_puts(m->out, end);
		buf_printf(m->out, "user_pref(\"%s\", ", arena_copy(m->arena, before->name.s,
			before->name.len));
		buf_add(m->out, before->spelt.s, before->spelt.len);
		buf_printf(m->out, ");%s", end);
	}
}

static void
merge_one(struct prefs_work *m, const struct pref *p)
{
	const struct pref *ours = index_find(&m->ours, p->name);
	const struct pref *before = ours ? NULL : value_before(m, p->name);

	if (ours)
		merge_ours(m, p, ours);
	else if (before)
		give_back(m, p, before);
	else if (is_over(m, p))
		drop(m, p);
	else if (p->kind == PREF_STRING && is_list(m->rule, p->name))
		merge_others_list(m, p);
}

/* Adds one of ours that does not stand in the old file as a value of the user's. */
static void
append(struct prefs_work *m, const struct pref *p)
{
	const struct pref *standing = index_find(&m->standing, p->name);
	const char *end = line_break(m->old);
	struct buf *out = m->out;

	if ((standing && standing->users) || p != index_find(&m->ours, p->name))
		return;
	if (out->len && !strchr("\r\n", out->s[out->len - 1]))
		buf_puts(out, end);
	buf_puts(out, "user_pref(");
	add_string(out, p->name);
	buf_puts(out, ", ");
	if (p->kind == PREF_STRING && is_list(m->rule, p->name))
		add_string(out, merge_list(m, standing && standing->kind == PREF_STRING
			? standing->value : (struct literal){ "", 0 }, &p->value));
	else
		buf_add(out, p->spelt.s, p->spelt.len);
	buf_printf(out, ");%s", end);
}

/* A place in a file whose lines are nobody's to see. */
static struct pos
place_in(struct arena *a, const struct prefs_rule *rule, struct literal bytes, size_t at)
{
	struct source *source = source_new(a, rule->path, bytes.s, bytes.len);

	source->opaque = true;
	return source_pos(source, at);
}

/* Reads the statements of a file; false after reporting. */
static bool
read_all(struct arena *a, const struct prefs_rule *rule, struct literal bytes,
	struct pref **list, struct diags *diags)
{
	struct preflex_error error;

	if (preflex_read(a, bytes, list, &error))
		return true;
	diag_at(diags, place_in(a, rule, bytes, error.at), DIAG_MERGE,
		"this preference file cannot be understood: %s", tr(error.what));
	diag_fix(diags, "correct this line, or move the file away");
	return false;
}

/* May our values hold? False after reporting one that is locked. */
static bool
is_open(struct prefs_work *m, const struct pref *list, struct diags *diags)
{
	const struct pref *p;

	for (p = list; p; p = p->next)
		if (p->locked && index_find(&m->ours, p->name)) {
			diag_at(diags, place_in(m->arena, m->rule, m->old, p->from), DIAG_MERGE,
				"the preference '%s' is locked here",
				text_escaped(m->arena, p->name.s, p->name.len));
			diag_fix(diags, "remove this line");
			return false;
		}
	return true;
}

/* The length of the key that begins here: 0 when none does. */
static size_t
key_length(struct literal text, size_t at)
{
	size_t n = 0;

	while (at + n < text.len && owners_plain(text.s[at + n]))
		n++;
	return n;
}

/* The old file with the endings of now in the place of outgrown ones. */
static struct literal
grown(struct arena *a, const struct prefs_rule *rule, struct literal old)
{
	const struct owners *outgrown = owners_new(a, rule->outgrown);
	struct buf out = { 0 };
	size_t at, n;
	long owner;

	for (at = 0; at < old.len; at += n) {
		n = key_length(old, at);
		owner = owners_find(outgrown, (struct literal){ old.s + at, n });
		n = n ? n : 1;
		if (owner == NO_OWNER) {
			buf_add(&out, old.s + at, n);
			continue;
		}
		buf_add(&out, old.s + at, n - strlen(rule->outgrown.items[owner]));
		buf_puts(&out, rule->owned.items[owner]);
	}
	return literal_take(a, &out);
}

bool
prefs_merge(struct arena *a, const struct prefs_rule *rule, struct literal old,
	struct literal ours, struct word_list formerly, struct buf *out,
	struct diags *diags)
{
	struct prefs_work m = { .arena = a, .rule = rule, .old = old, .out = out,
		.owners = owners_new(a, rule->owned) };
	struct pref *standing, *added, *p;

	if (!old.s) {
		buf_add(out, ours.s, ours.len);
		return true;
	}
	if (rule->outgrown.n)
		m.old = old = grown(a, rule, old);
	if (!read_all(a, rule, old, &standing, diags)
	    || !read_all(a, rule, ours, &added, diags))
		return false;
	m.standing = index_of(a, standing);
	m.ours = index_of(a, added);
	m.formerly = index_of_words(a, formerly);
	if (!is_open(&m, standing, diags))
		return false;
	find_live(&m);
	for (p = standing; p; p = p->next)
		merge_one(&m, p);
	keep_to(&m, old.len);
	for (p = added; p; p = p->next)
		append(&m, p);
	give_back_missing(&m);
	return true;
}

bool
prefs_remove(struct arena *a, const struct prefs_rule *rule, struct literal old,
	struct word_list formerly, struct buf *out, struct diags *diags)
{
	return prefs_merge(a, rule, old, LITERAL(""), formerly, out, diags);
}

/* The account that a name belongs to. */
static long
owner_of(const struct owners *owners, struct literal name)
{
	struct literal piece;
	long owner = NO_OWNER;
	size_t at;

	for (at = 0; owner == NO_OWNER && next_piece(name, '.', &at, &piece); )
		owner = owners_find(owners, piece);
	return owner;
}

/* Gives a list room for more names behind those it has. */
static const char **
more_room(struct arena *a, struct word_list list, size_t more)
{
	const char **items = arena_alloc(a, list.n + more + 1, sizeof(*items));

	if (list.n)
		memcpy(items, list.items, list.n * sizeof(*items));
	return items;
}

/* Adds one name at a time; the room doubles. */
static void
add_name(struct arena *a, struct word_list *list, const char *name)
{
	const char **items = (const char **)list->items;

	if (!(list->n & (list->n + 1)))
		items = more_room(a, *list, list->n + 1);
	items[list->n++] = name;
	list->items = items;
}

void
prefs_names(struct arena *a, const struct prefs_rule *rule, struct literal ours,
	struct word_list *names)
{
	const struct owners *owners = owners_new(a, rule->owned);
	struct preflex_error error;
	struct pref *list;
	struct index index;
	const char *name;
	size_t i, k;
	long owner;

	for (i = 0; i < rule->owned.n; i++)
		names[i] = (struct word_list){ 0 };
	if (!preflex_read(a, ours, &list, &error))
		return;
	index = index_of(a, list);
	for (i = 0; i < index.n; i++) {
		owner = owner_of(owners, index.items[i]->name);
		name = arena_copy(a, index.items[i]->name.s, index.items[i]->name.len);
		if (owner != NO_OWNER)
			add_name(a, &names[owner], name);
		for (k = 0; k < rule->owned.n && owner == NO_OWNER
		    && !is_list(rule, index.items[i]->name); k++)
			add_name(a, &names[k], name);
	}
}
