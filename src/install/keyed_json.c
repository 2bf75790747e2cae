/* JSON as people and clients write it: what is where, and writing it again with other
 * members. Used by keyed.c. */
#include "install/keyed.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "client/target.h"

/* ---- reading: Jansson has found it good ---- */

struct reading {
	struct keyed *k;
	size_t at;
	unsigned line;
};

static void
skip_blanks(struct reading *r)
{
	const char *s = r->k->bytes.s;

	for (; r->at < r->k->bytes.len && strchr(" \t\r\n", s[r->at]); r->at++)
		r->line += s[r->at] == '\n';
}

static void
skip_string(struct reading *r)
{
	const char *s = r->k->bytes.s;

	for (r->at++; s[r->at] != '"'; r->at++)
		r->at += s[r->at] == '\\';
	r->at++;
}

/* Passes over a value without looking into it. */
static void
skip_value(struct reading *r)
{
	const char *s = r->k->bytes.s;
	size_t depth = 0;

	do {
		skip_blanks(r);
		if (s[r->at] == '"') {
			skip_string(r);
			continue;
		}
		depth += s[r->at] == '{' || s[r->at] == '[';
		depth -= s[r->at] == '}' || s[r->at] == ']';
		if (strchr("{}[],:", s[r->at]))
			r->at++;
		else
			while (r->at < r->k->bytes.len && !strchr(" \t\r\n{}[],:\"", s[r->at]))
				r->at++;
	} while (depth);
}

static struct literal
piece(const struct reading *r, size_t from)
{
	return (struct literal){ r->k->bytes.s + from, r->at - from };
}

/* What a string or another value without parts says. */
static const char *
meaning(struct arena *a, struct literal written)
{
	json_t *value;
	const char *text;

	if (*written.s == '"' && !memchr(written.s, '\\', written.len))
		return arena_copy(a, written.s + 1, written.len - 2);
	value = json_loadb(written.s, written.len, JSON_DECODE_ANY, NULL);
	text = json_string_value(value);

	text = text ? arena_copy(a, text, strlen(text)) : arena_copy(a, written.s, written.len);
	json_decref(value);
	return text;
}

static bool
is_part(const char *part, size_t len, const struct keyed_entry *e)
{
	return e->in && e->key && !e->is_list && strlen(e->key) == len
		&& !memcmp(e->key, part, len);
}

/* What the manifest says of the array: "" of one of plain values, the member by which an
 * object in it is found, or NULL: it is a value as any other. */
static const char *
list_key(const struct reading *r, const struct keyed_entry *e)
{
	const struct word_list *lists = &r->k->file->lists;
	const struct keyed_entry *at;
	const char *path, *end, *dot;
	size_t i;

	for (i = 0; i < lists->n; i++) {
		path = lists->items[i];
		end = path + strcspn(path, "[");
		for (at = e; end > path && at->in; at = at->in) {
			for (dot = end; dot > path && dot[-1] != '.'; dot--)
				;
			if (!is_part(dot, (size_t)(end - dot), at))
				break;
			end = dot > path ? dot - 1 : path;
		}
		if (end > path || at->in)
			continue;
		path += strcspn(path, "[");
		return *path ? arena_copy(r->k->arena, path + 1, strcspn(path + 1, "]")) : "";
	}
	return NULL;
}

static void read_value(struct reading *, struct keyed_entry *);

/* The text of a member of the object that begins here; NULL: it has no such text. */
static const char *
member(const struct reading *r, const char *key)
{
	struct reading inner = *r;
	const char *s = r->k->bytes.s, *found = NULL;
	size_t from;

	for (inner.at++; s[inner.at] != '}'; ) {
		skip_blanks(&inner);
		if (s[inner.at] == '}' || s[inner.at] == ',') {
			inner.at += s[inner.at] == ',';
			continue;
		}
		from = inner.at;
		skip_string(&inner);
		found = !strcmp(meaning(r->k->arena, piece(&inner, from)), key) ? key : NULL;
		skip_blanks(&inner);
		inner.at++;
		skip_blanks(&inner);
		from = inner.at;
		skip_value(&inner);
		if (found && !strchr("{[", s[from]))
			return meaning(r->k->arena, piece(&inner, from));
	}
	return NULL;
}

/* By what an element of a list is found, or NULL. */
static const char *
element_key(const struct reading *r, const char *key)
{
	struct reading inner = *r;
	const char *s = r->k->bytes.s;

	if (*key)
		return s[r->at] == '{' ? member(r, key) : NULL;
	if (strchr("{[", s[r->at]))
		return NULL;
	skip_value(&inner);
	return meaning(r->k->arena, piece(&inner, r->at));
}

/* The entries of an object, or (by not NULL) the elements of a list. */
static void
read_entries(struct reading *r, struct keyed_entry *in, const char *by)
{
	const char *s = r->k->bytes.s, *key;
	struct keyed_entry *e;
	size_t from;

	r->at++;
	for (skip_blanks(r); !strchr("}]", s[r->at]); skip_blanks(r)) {
		from = r->at;
		if (!by)
			skip_string(r);
		key = by ? element_key(r, by) : meaning(r->k->arena, piece(r, from));
		e = keyed_add(r->k, in, key, r->line);
		e->from = from;
		e->label = piece(r, from);
		skip_blanks(r);
		r->at += !by;
		skip_blanks(r);
		if (by)
			skip_value(r);
		else
			read_value(r, e);
		e->value_from = by ? from : e->value_from;
		e->to = e->value_to = r->at;
		e->value = piece(r, e->value_from);
		skip_blanks(r);
		e->end = r->at;
		r->at += s[r->at] == ',';
	}
	r->at++;
}

static void
read_value(struct reading *r, struct keyed_entry *e)
{
	const char *s = r->k->bytes.s;
	const char *by = s[r->at] == '[' ? list_key(r, e) : NULL;

	e->value_from = r->at;
	e->is_list = by != NULL;
	e->holds = by || s[r->at] == '{';
	if (e->holds)
		read_entries(r, e, by);
	else
		skip_value(r);
}

bool
keyed_json_read(struct keyed *k)
{
	struct reading r = { .k = k, .line = 1 };
	json_error_t error;
	json_t *json = json_loadb(k->bytes.s, k->bytes.len, 0, &error);
	bool ok = json_is_object(json);

	json_decref(json);
	k->why = json ? "a document that is not an object" : "text that is not JSON";
	k->line = json || error.line < 1 ? 1 : (unsigned)error.line;
	if (!ok)
		return false;
	skip_blanks(&r);
	read_value(&r, &k->all);
	k->all.value_to = r.at;
	return true;
}

bool
keyed_json_same(struct literal a, struct literal b)
{
	json_t *left = json_loadb(a.s, a.len, JSON_DECODE_ANY, NULL);
	json_t *right = json_loadb(b.s, b.len, JSON_DECODE_ANY, NULL);
	bool same = left && right && json_equal(left, right);

	json_decref(left);
	json_decref(right);
	return same;
}

/* ---- writing ---- */

struct writing {
	const struct keyed *k;
	struct buf *out;
	struct literal unit;            /* one level of indentation */
};

static void
add(struct writing *w, struct literal text)
{
	if (text.len)
		buf_add(w->out, text.s, text.len);
}

static struct literal
between(const struct writing *w, size_t from, size_t to)
{
	return (struct literal){ w->k->bytes.s + from, to - from };
}

/* The last entry that the file had; NULL: none. */
static const struct keyed_entry *
last_old(const struct keyed_entry *in)
{
	const struct keyed_entry *e, *last = NULL;

	for (e = in->first; e; e = e->next)
		if (e->fate != KEYED_NEW)
			last = e;
	return last;
}

/* What is before an entry of the file. */
static struct literal
gap_before(const struct writing *w, const struct keyed_entry *e)
{
	const struct keyed_entry *before = NULL, *other;

	for (other = e->in->first; other != e; other = other->next)
		before = other;
	return between(w, before ? before->end + 1 : e->in->value_from + 1, e->from);
}

/* The line break and indentation in a gap; none where it is on one line. */
static struct literal
indent_of(struct literal gap)
{
	size_t i = gap.len;

	while (i && gap.s[i - 1] != '\n')
		i--;
	return i ? (struct literal){ gap.s + i - 1, gap.len - i + 1 } : LITERAL("");
}

/* What goes before the new entries of something. */
static struct literal
gap_of_new(struct writing *w, const struct keyed_entry *in)
{
	const struct keyed_entry *last = last_old(in);
	struct literal inside;

	if (last)
		return gap_before(w, last);
	inside = indent_of(between(w, in->value_from + 1, in->value_to - 1));
	if (!inside.len)
		return inside;
	inside.s = arena_printf(w->k->arena, "%.*s%.*s", (int)inside.len, inside.s,
		(int)w->unit.len, w->unit.s);
	inside.len = strlen(inside.s);
	return inside;
}

/* A new entry; before: what is between those around it. */
static void
write_new(struct writing *w, const struct keyed_entry *e, struct literal before)
{
	const struct literal indent = indent_of(before);
	const struct keyed_entry *inner;
	struct literal deeper = LITERAL("");

	add(w, before);
	add(w, e->like->label);
	if (e->like->label.len)
		buf_puts(w->out, ": ");
	if (!e->holds) {
		add(w, e->like->value);
		return;
	}
	if (indent.len) {
		deeper.s = arena_printf(w->k->arena, "%.*s%.*s", (int)indent.len, indent.s,
			(int)w->unit.len, w->unit.s);
		deeper.len = strlen(deeper.s);
	}
	buf_putc(w->out, e->is_list ? '[' : '{');
	for (inner = e->first; inner; inner = inner->next) {
		write_new(w, inner, deeper);
		buf_puts(w->out, inner->next ? "," : "");
	}
	add(w, e->first ? indent : LITERAL(""));
	buf_putc(w->out, e->is_list ? ']' : '}');
}

static void write_value(struct writing *, const struct keyed_entry *);

/* Those that stay, with what is around them, then the new ones. */
static void
write_entries(struct writing *w, const struct keyed_entry *in)
{
	const struct literal gap = gap_of_new(w, in);
	const struct keyed_entry *e, *last = last_old(in);
	size_t begin = in->value_from + 1;
	bool first = true;

	for (e = in->first; e; e = e->next) {
		if (e->fate != KEYED_GOES) {
			buf_puts(w->out, first ? "" : ",");
			first = false;
		}
		if (e->fate == KEYED_NEW) {
			write_new(w, e, gap);
			continue;
		}
		if (e->fate != KEYED_GOES) {
			add(w, between(w, begin, e->value_from));
			write_value(w, e);
			add(w, between(w, e->to, e == last ? e->to : e->end));
		}
		begin = e->end + 1;
	}
	add(w, last ? between(w, last->to, in->value_to - 1)
		: between(w, in->value_from + 1, in->value_to - 1));
}

static void
write_value(struct writing *w, const struct keyed_entry *e)
{
	if (e->fate == KEYED_SET) {
		add(w, e->set);
	} else if (!e->holds || !e->touched) {
		add(w, between(w, e->value_from, e->value_to));
	} else {
		buf_putc(w->out, e->is_list ? '[' : '{');
		write_entries(w, e);
		buf_putc(w->out, e->is_list ? ']' : '}');
	}
}

void
keyed_json_write(const struct keyed *k, struct buf *out)
{
	struct writing w = { .k = k, .out = out, .unit = LITERAL("  ") };
	const struct keyed_entry *first = k->all.first;
	struct literal indent = LITERAL("");

	if (first && first->fate != KEYED_NEW)
		indent = indent_of(gap_before(&w, first));
	if (indent.len > 1)
		w.unit = (struct literal){ indent.s + 1, indent.len - 1 };
	add(&w, between(&w, 0, k->all.value_from));
	write_value(&w, &k->all);
	add(&w, between(&w, k->all.value_to, k->bytes.len));
}
