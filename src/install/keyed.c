/* Merging files of values with keys, whatever their form is.
 * Used by merge_keyed.c. */
#include "install/keyed.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "client/target.h"
#include "install/state.h"

/* Hexadecimal digits of a value's hash in a record. */
enum { HASH_CHARS = 8 };

static const struct {
	bool (*read)(struct keyed *);
	void (*write)(const struct keyed *, struct buf *);
	struct literal none;    /* a file without any entry */
} forms[] = {
	[MERGE_INI] = { keyed_ini_read, keyed_ini_write, { "", 0 } },
	[MERGE_JSON] = { keyed_json_read, keyed_json_write, { "{\n}\n", 4 } },
};

bool
keyed_read(struct keyed *k, struct arena *a, const struct target_file *file,
	struct literal bytes)
{
	*k = (struct keyed){
		.arena = a, .file = file, .bytes = bytes.s ? bytes : forms[file->merge].none,
		.all.holds = true,
	};
	return forms[file->merge].read(k);
}

/* ---- names in the record: "/section/key", "/section/" for what holds others ---- */

/* Adds a key so that a record can hold it, and '/' and '=' are none of its characters. */
static void
add_key(struct buf *out, const char *key)
{
	static const char hex[] = "0123456789ABCDEF";
	const char *c;

	for (c = key; *c; c++)
		if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')
		    || (*c >= '0' && *c <= '9') || strchr("_.-:@", *c)) {
			buf_putc(out, *c);
		} else {
			buf_putc(out, '%');
			buf_putc(out, hex[(unsigned char)*c >> 4]);
			buf_putc(out, hex[*c & 15]);
		}
}

/* What add_key wrote, up to one of the characters; *at moves there. */
static char *
take_key(struct arena *a, const char **at, const char *stops)
{
	size_t len = strcspn(*at, stops), i, n = 0;
	char *key = arena_copy(a, *at, len), digits[3] = { 0 };

	for (i = 0; i < len; i++) {
		if (key[i] == '%' && i + 2 < len) {
			memcpy(digits, key + i + 1, 2);
			key[n++] = (char)strtoul(digits, NULL, 16);
			i += 2;
		} else {
			key[n++] = key[i];
		}
	}
	key[n] = '\0';
	*at += len;
	return key;
}

static void
add_name(const struct keyed_entry *e, struct buf *out)
{
	if (!e->in)
		return;
	add_name(e->in, out);
	buf_putc(out, '/');
	add_key(out, e->key);
}

static const char *
name_of(struct arena *a, const struct keyed_entry *e)
{
	struct buf out = { 0 };

	add_name(e, &out);
	if (e->holds)
		buf_putc(&out, '/');
	return literal_take(a, &out).s;
}

static const char *
hash_of(struct arena *a, struct literal value)
{
	return arena_copy(a, state_hash(a, value.s, value.len), HASH_CHARS);
}

/* What an earlier run wrote. */
struct known {
	const char *name;
	const char *hash;               /* of its value; NULL: it holds others */
	const char *before;             /* what the user had there, or NULL */
};

static struct known *
known_of(struct arena *a, const char *text)
{
	struct known *k = arena_alloc(a, 1, sizeof(*k));
	const char *at = text + strcspn(text, "=");

	k->name = arena_copy(a, text, (size_t)(at - text));
	if (*at) {
		at++;
		k->hash = take_key(a, &at, "=");
	}
	if (*at) {
		at++;
		k->before = take_key(a, &at, "");
	}
	return k;
}

/* The entry of this name, or NULL. */
static struct keyed_entry *
find(const struct keyed *k, const char *name)
{
	const struct keyed_entry *in = &k->all;
	struct keyed_entry *e = NULL;
	const char *key;

	while (*name == '/' && name[1]) {
		name++;
		key = take_key(k->arena, &name, "/");
		e = in ? table_find(&in->entries, key, strlen(key)) : NULL;
		in = e;
	}
	return e && e->holds == (*name == '/') ? e : NULL;
}

/* ---- merging ---- */

struct combining {
	struct keyed_merging *m;
	struct arena *arena;
	struct table known, kept;       /* struct known by name; names that ours has */
	bool ok;
};

static void
problem(struct combining *c, enum keyed_problem what, const struct keyed_entry *e)
{
	c->m->problem(c->m->context, what, e);
	c->ok = false;
}

static void
change(struct keyed_entry *e, enum keyed_fate fate)
{
	e->fate = fate;
	for (; e; e = e->in)
		e->touched = true;
}

static void
set(struct keyed_entry *e, struct literal value)
{
	e->set = value;
	change(e, KEYED_SET);
}

static struct keyed_entry *
put(struct combining *c, struct keyed_entry *into, const struct keyed_entry *ours)
{
	struct keyed_entry *e = keyed_add(c->m->theirs, into, ours->key, 0);

	e->holds = ours->holds;
	e->is_list = ours->is_list;
	e->like = ours;
	e->value = ours->value;
	change(e, KEYED_NEW);
	return e;
}

/* Remembers a value, and what the user had in its place. */
static void
remember(struct combining *c, const char *name, struct literal value, const char *before)
{
	struct buf out = { 0 };

	buf_printf(&out, "%s=%s", name, hash_of(c->arena, value));
	if (before) {
		buf_putc(&out, '=');
		add_key(&out, before);
	}
	words_add(c->arena, &c->m->names, literal_take(c->arena, &out).s);
}

static bool
same(const struct combining *c, struct literal a, struct literal b)
{
	return literal_same(a, b) || (c->m->theirs->file->merge == MERGE_JSON
		&& keyed_json_same(a, b));
}

static bool
is_as_written(const struct combining *c, const struct known *k, const struct keyed_entry *e)
{
	return c->m->forced || !strcmp(k->hash ? k->hash : "", hash_of(c->arena, e->value));
}

static void
place_value(struct combining *c, struct keyed_entry *into, struct keyed_entry *e,
	const struct keyed_entry *ours)
{
	const char *name = name_of(c->arena, ours);
	const struct known *k = table_find(&c->known, name, strlen(name));
	const char *before = k ? k->before : NULL;

	*table_at(c->arena, &c->kept, name, strlen(name)) = c;
	if (!e) {
		put(c, into, ours);
	} else if (same(c, e->value, ours->value)) {
		if (k)
			remember(c, name, e->value, before);
		return;
	} else if (k && !is_as_written(c, k, e)) {
		problem(c, KEYED_EDITED, e);
		return;
	} else if (!k && !c->m->adopts) {
		problem(c, KEYED_DIFFERS, e);
		return;
	} else {
		if (!k)
			before = arena_copy(c->arena, e->value.s, e->value.len);
		set(e, ours->value);
	}
	remember(c, name, ours->value, before);
}

/* The entry in theirs for one of ours; NULL: there is none. False after reporting. */
static bool
find_theirs(struct combining *c, const struct keyed_entry *in, const struct keyed_entry *ours,
	struct keyed_entry **found)
{
	struct keyed_entry *e = table_find(&in->entries, ours->key, strlen(ours->key)), *other;
	const char *folded;

	*found = e;
	if (!e && in->folded.root) {
		folded = text_lower(c->arena, ours->key, strlen(ours->key));
		other = table_find(&in->folded, folded, strlen(folded));
		if (!other || other->fate == KEYED_NEW)
			return true;
		problem(c, KEYED_OTHERWISE, other);
		return false;
	}
	if (!e || (!e->again && e->is_bare == ours->is_bare && e->holds == ours->holds
	    && e->is_list == ours->is_list))
		return true;
	problem(c, e->again ? KEYED_TWICE : KEYED_OTHERWISE, e);
	return false;
}

static void
place_all(struct combining *c, struct keyed_entry *into, const struct keyed_entry *in)
{
	const struct keyed_entry *ours;
	struct keyed_entry *e;
	const char *name;

	for (ours = in->first; ours; ours = ours->next) {
		if (!ours->key || !find_theirs(c, into, ours, &e))
			continue;
		if (!ours->holds) {
			place_value(c, into, e, ours);
			continue;
		}
		name = name_of(c->arena, ours);
		*table_at(c->arena, &c->kept, name, strlen(name)) = c;
		if (!e || table_find(&c->known, name, strlen(name)))
			words_add(c->arena, &c->m->names, name);
		place_all(c, e ? e : put(c, into, ours), ours);
	}
}

/* Takes away a value that ours has no longer, or gives back what was there. */
static void
take_value(struct combining *c, const struct known *k)
{
	struct keyed_entry *e = find(c->m->theirs, k->name);

	if (!e)
		return;
	if (e->again)
		problem(c, KEYED_TWICE, e);
	else if (!is_as_written(c, k, e))
		problem(c, KEYED_EDITED, e);
	else if (k->before)
		set(e, (struct literal){ k->before, strlen(k->before) });
	else
		change(e, KEYED_GOES);
}

/* Lets all go that is in a section or an object, but what is given back there. */
static void
take_inner(const struct keyed_entry *in)
{
	struct keyed_entry *e;

	for (e = in->first; e; e = e->next) {
		take_inner(e);
		if (e->fate == KEYED_STAYS && !e->touched)
			change(e, KEYED_GOES);
	}
}

/* Takes away what held others, when nothing is in it any more. */
static void
take_holder(struct combining *c, const struct known *k)
{
	struct keyed_entry *e = find(c->m->theirs, k->name);
	const struct keyed_entry *inner = e ? e->first : NULL;

	if (e && c->m->theirs->file->whole && !e->is_list)
		take_inner(e);
	/* what is empty at the end of a list does not count */
	while (inner && (inner->fate == KEYED_GOES
	    || (!inner->key && !inner->holds && !inner->value.len)))
		inner = inner->next;
	if (e && !e->again && !inner)
		change(e, KEYED_GOES);
	else if (e)
		words_add(c->arena, &c->m->names, k->name);
}

/* Longer names first: what is in something goes before it. */
static int
compare(const void *a, const void *b)
{
	size_t left = strlen((*(const struct known *const *)a)->name);
	size_t right = strlen((*(const struct known *const *)b)->name);

	return left < right ? 1 : left > right ? -1 : 0;
}

static void
take_all(struct combining *c)
{
	const struct known **list = arena_alloc(c->arena, c->m->known.n + 1, sizeof(*list));
	struct known *k;
	size_t i, n = 0;
	void **at;

	for (i = 0; i < c->m->known.n; i++) {
		k = known_of(c->arena, c->m->known.items[i]);
		at = table_at(c->arena, &c->kept, k->name, strlen(k->name));
		if (!*at)
			list[n++] = k;
		*at = c;
	}
	for (i = 0; i < n; i++)
		if (list[i]->hash)
			take_value(c, list[i]);
	qsort(list, n, sizeof(*list), compare);
	for (i = 0; i < n; i++)
		if (!list[i]->hash)
			take_holder(c, list[i]);
}

bool
keyed_merge(struct keyed_merging *m)
{
	struct combining c = { .m = m, .arena = m->theirs->arena, .ok = true };
	struct known *k;
	size_t i;

	for (i = 0; i < m->known.n; i++) {
		k = known_of(c.arena, m->known.items[i]);
		*table_at(c.arena, &c.known, k->name, strlen(k->name)) = k;
	}
	m->names = (struct word_list){ 0 };
	if (m->ours)
		place_all(&c, &m->theirs->all, &m->ours->all);
	take_all(&c);
	return c.ok;
}

bool
keyed_write(const struct keyed_merging *m, struct buf *out)
{
	const struct keyed *k = m->theirs;
	const struct keyed_entry *e = k->all.first;
	size_t i;

	forms[k->file->merge].write(k, out);
	while (e && e->fate == KEYED_GOES)
		e = e->next;
	for (i = 0; !e && k->file->merge == MERGE_INI && i < out->len; i++)
		if (!strchr(" \t\r\n", out->s[i]))
			return true;
	return e;
}
