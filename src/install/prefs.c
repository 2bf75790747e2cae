/* Preference files: reads the statements with their places, merges two files.
 * Used where accounts are installed into a client's own file, and removed. */
#include "install/prefs.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "install/owners.h"
#include "install/preflex.h"

/* What one merge works on. */
struct prefs_work {
	struct arena *arena;
	const struct prefs_rule *rule;
	const struct owners *owners;
	struct literal old;
	struct table ours, standing, formerly;
	struct table live;              /* keys of the accounts at hand that ours has */
	struct buf *out;
	size_t at;                      /* of the old bytes that were dealt with */
};

/* The names as preferences; behind '=' stands the value from before. */
static struct pref *
prefs_of_words(struct arena *a, struct word_list words)
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
	return words.n ? list : NULL;
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

/* The keys in the names of ours that the accounts at hand own. */
static void
find_live(struct prefs_work *m, const struct pref *ours)
{
	struct literal piece;
	size_t at;

	for (; ours; ours = ours->next)
		for (at = 0; literal_next(ours->name, '.', &at, &piece); )
			if (is_owned(m, piece))
				*table_at(m->arena, &m->live, piece.s, piece.len) = m;
}

/* Does an account at hand own the key without having it any more? */
static bool
is_dead(struct prefs_work *m, struct literal key)
{
	return is_owned(m, key) && !table_find(&m->live, key.s, key.len);
}

static bool
has_dead_part(struct prefs_work *m, struct literal name)
{
	struct literal piece;
	size_t at;

	for (at = 0; literal_next(name, '.', &at, &piece); )
		if (is_dead(m, piece))
			return true;
	return false;
}

/* A list that grows; of each member of ours, whether it is still missing: a bool. */
struct members {
	struct buf text;
	size_t n;
	struct table ours;
};

static void
add_member(struct members *list, struct literal member)
{
	if (list->n++)
		buf_putc(&list->text, ',');
	buf_add(&list->text, member.s, member.len);
}

/* Adds a member of ours, once. */
static void
add_ours(struct members *list, struct literal member)
{
	bool *missing = table_find(&list->ours, member.s, member.len);

	if (missing && *missing)
		add_member(list, member);
	if (missing)
		*missing = false;
}

/* A list with ours in it, and without what else the accounts at hand had in it;
 * ours NULL: the list is not one of ours. */
static struct literal
merge_list(struct prefs_work *m, struct literal list, const struct literal *ours)
{
	struct members merged = { 0 };
	struct literal piece, member;
	size_t at;
	bool *missing;

	for (at = 0; ours && literal_next(*ours, ',', &at, &piece); ) {
		member = literal_trim(piece);
		missing = arena_alloc(m->arena, 1, sizeof(*missing));
		*missing = member.len;
		*table_at(m->arena, &merged.ours, member.s, member.len) = missing;
	}
	for (at = 0; list.len && literal_next(list, ',', &at, &piece); ) {
		member = literal_trim(piece);
		if (table_find(&merged.ours, member.s, member.len))
			add_ours(&merged, member);
		else if (!(ours ? is_owned(m, member) : is_dead(m, member)))
			add_member(&merged, piece);
	}
	for (at = 0; ours && literal_next(*ours, ',', &at, &piece); )
		add_ours(&merged, literal_trim(piece));
	return literal_take(m->arena, &merged.text);
}

static struct literal
spelt(struct prefs_work *m, struct literal string)
{
	struct buf out = { 0 };

	pref_add_string(string, &out);
	return literal_take(m->arena, &out);
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

/* Puts another value in the place of one that is not the same. */
static void
replace(struct prefs_work *m, const struct pref *p, enum pref_kind kind, struct literal value,
	struct literal spelling)
{
	if (p->kind == kind && literal_same(p->value, value))
		return;
	keep_to(m, p->value_from);
	buf_add(m->out, spelling.s, spelling.len);
	m->at = p->value_to;
}

static void
replace_list(struct prefs_work *m, const struct pref *p, struct literal list)
{
	replace(m, p, PREF_STRING, list, spelt(m, list));
}

/* The list of ours with what others have in theirs (NULL: there is none). */
static struct literal
joined_list(struct prefs_work *m, const struct pref *theirs, const struct pref *ours)
{
	return merge_list(m, theirs && theirs->kind == PREF_STRING ? theirs->value
		: LITERAL(""), &ours->value);
}

/* A preference that is one of ours. */
static void
merge_ours(struct prefs_work *m, const struct pref *p, const struct pref *ours)
{
	if (!p->users)
		return;
	if (p != pref_find(&m->standing, p->name))
		drop(m, p);
	else if (ours->kind == PREF_STRING && is_list(m->rule, p->name))
		replace_list(m, p, joined_list(m, p, ours));
	else
		replace(m, p, ours->kind, ours->value, ours->spelt);
}

/* A list that is not ours; one that only held what goes now goes too. */
static void
merge_others_list(struct prefs_work *m, const struct pref *p)
{
	struct literal list = merge_list(m, p->value, NULL);

	if (!list.len && p->value.len)
		drop(m, p);
	else
		replace_list(m, p, list);
}

/* Did it belong to what the accounts at hand have no more? */
static bool
is_over(struct prefs_work *m, const struct pref *p)
{
	if (has_dead_part(m, p->name))
		return true;
	return !is_list(m->rule, p->name) && (pref_find(&m->formerly, p->name)
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
	const struct pref *before = pref_find(&m->formerly, name);

	return before && before->spelt.len && !is_list(m->rule, name) ? before : NULL;
}

static void
give_back(struct prefs_work *m, const struct pref *p, const struct pref *before)
{
	if (!p->users || p != pref_find(&m->standing, p->name)
	    || literal_same(p->spelt, before->spelt))
		return;
	keep_to(m, p->value_from);
	buf_add(m->out, before->spelt.s, before->spelt.len);
	m->at = p->value_to;
}

/* Adds a statement on a line of its own. */
static void
add_line(struct prefs_work *m, struct literal name, struct literal spelling)
{
	const char *end = line_break(m->old);

	if (m->out->len && !strchr("\r\n", m->out->s[m->out->len - 1]))
		buf_puts(m->out, end);
	pref_add(name, spelling, end, m->out);
}

/* A name up to its last '.'. */
static struct literal
stem(struct literal name)
{
	while (name.len && name.s[name.len - 1] != '.')
		name.len--;
	return name;
}

/* The client drops a value that is its default: it is given back where others of the
 * same key still stand. */
static void
give_back_missing(struct prefs_work *m, const struct pref *standing, const struct pref *formerly)
{
	struct table stems = { NULL };
	const struct pref *p;
	struct literal key;

	for (p = standing; p; p = p->next) {
		key = stem(p->name);
		*table_at(m->arena, &stems, key.s, key.len) = m;
	}
	for (p = formerly; p; p = p->next) {
		key = stem(p->name);
		if (p == value_before(m, p->name) && !pref_find(&m->standing, p->name)
		    && !pref_find(&m->ours, p->name) && key.len
		    && table_find(&stems, key.s, key.len))
			add_line(m, p->name, p->spelt);
	}
}

static void
merge_one(struct prefs_work *m, const struct pref *p)
{
	const struct pref *ours = pref_find(&m->ours, p->name);
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
	const struct pref *standing = pref_find(&m->standing, p->name);

	if ((standing && standing->users) || p != pref_find(&m->ours, p->name))
		return;
	add_line(m, p->name, p->kind == PREF_STRING && is_list(m->rule, p->name)
		? spelt(m, joined_list(m, standing, p)) : p->spelt);
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
	return diag_fix(diags, "correct this line, or move the file away");
}

/* May our values hold? False after reporting one that is locked. */
static bool
is_open(struct prefs_work *m, const struct pref *list, struct diags *diags)
{
	const struct pref *p;

	for (p = list; p; p = p->next)
		if (p->locked && pref_find(&m->ours, p->name)) {
			diag_at(diags, place_in(m->arena, m->rule, m->old, p->from), DIAG_MERGE,
				"the preference '%s' is locked here",
				text_escaped(m->arena, p->name.s, p->name.len));
			return diag_fix(diags, "remove this line");
		}
	return true;
}

/* The old file with the endings of now in the place of outgrown ones. */
static struct literal
grown(struct arena *a, const struct prefs_rule *rule, struct literal old)
{
	const struct owners *outgrown = owners_new(a, rule->outgrown);
	struct buf out = { 0 };
	struct literal run;
	size_t at;
	long owner;

	for (at = 0; owners_next(old, &at, &run); ) {
		owner = owners_find(outgrown, run);
		if (owner != NO_OWNER)
			run.len -= strlen(rule->outgrown.items[owner]);
		buf_add(&out, run.s, run.len);
		if (owner != NO_OWNER)
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
	struct pref *standing, *added, *before, *p;

	if (!old.s) {
		buf_add(out, ours.s, ours.len);
		return true;
	}
	if (rule->outgrown.n)
		m.old = old = grown(a, rule, old);
	if (!read_all(a, rule, old, &standing, diags)
	    || !read_all(a, rule, ours, &added, diags))
		return false;
	before = prefs_of_words(a, formerly);
	m.standing = pref_index(a, standing);
	m.ours = pref_index(a, added);
	m.formerly = pref_index(a, before);
	if (!is_open(&m, standing, diags))
		return false;
	find_live(&m, added);
	for (p = standing; p; p = p->next)
		merge_one(&m, p);
	keep_to(&m, old.len);
	for (p = added; p; p = p->next)
		append(&m, p);
	give_back_missing(&m, standing, before);
	return true;
}

/* The account that a name belongs to. */
static long
owner_of(const struct owners *owners, struct literal name)
{
	struct literal piece;
	long owner = NO_OWNER;
	size_t at;

	for (at = 0; owner == NO_OWNER && literal_next(name, '.', &at, &piece); )
		owner = owners_find(owners, piece);
	return owner;
}

void
prefs_names(struct arena *a, const struct prefs_rule *rule, struct literal ours,
	struct word_list *names)
{
	const struct owners *owners = owners_new(a, rule->owned);
	struct preflex_error error;
	struct pref *list, *p;
	struct table index;
	const char *name;
	size_t k;
	long owner;

	memset(names, 0, rule->owned.n * sizeof(*names));
	if (!preflex_read(a, ours, &list, &error))
		return;
	index = pref_index(a, list);
	for (p = list; p; p = p->next) {
		if (p != pref_find(&index, p->name))
			continue;
		owner = owner_of(owners, p->name);
		name = arena_copy(a, p->name.s, p->name.len);
		if (owner != NO_OWNER)
			words_add(a, &names[owner], name);
		for (k = 0; k < rule->owned.n && owner == NO_OWNER
		    && !is_list(rule, p->name); k++)
			words_add(a, &names[k], name);
	}
	for (k = 0; k < rule->owned.n; k++)
		text_sort((const char **)names[k].items, names[k].n);
}
