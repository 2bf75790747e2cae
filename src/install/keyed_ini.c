/* INI files as people and clients write them: what is where, and writing them again with
 * other values. Used by keyed.c. */
#include "install/keyed.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "client/target.h"

static const char blanks[] = " \t\r\v\f";

/* What reading one file works on. */
struct reading {
	struct keyed *k;
	struct keyed_entry *section;    /* the last one, or the whole file */
	struct keyed_entry *key;        /* the last one in it, or NULL */
	size_t indent;                  /* of that key */
	unsigned line;
};

/* A line without its end, and without the blanks around it. */
struct line {
	size_t from, to, next;          /* next: where the one after it begins */
	size_t text, end;
};

static struct line
line_at(struct literal bytes, size_t from)
{
	const char *lf = memchr(bytes.s + from, '\n', bytes.len - from);
	struct line l = { .from = from, .to = lf ? (size_t)(lf - bytes.s) : bytes.len };

	l.next = lf ? l.to + 1 : l.to;
	for (l.text = from; l.text < l.to && strchr(blanks, bytes.s[l.text]); l.text++)
		;
	for (l.end = l.to; l.end > l.text && strchr(blanks, bytes.s[l.end - 1]); l.end--)
		;
	return l;
}

static bool
wrong(struct reading *r, const char *why)
{
	r->k->line = r->line;
	r->k->why = why;
	return false;
}

static bool
is_comment(const struct reading *r, char c)
{
	const char *signs = r->k->file->comment;

	return strchr(signs ? signs : "#;", c);
}

/* The number in the name of such a section; NULL: it has none. */
static const char *
number_in(const struct numbered *n, const char *name)
{
	size_t len = strlen(name), digits;

	if (!n->key || len < n->before.len + n->after.len
	    || memcmp(name, n->before.s, n->before.len))
		return NULL;
	name += n->before.len;
	digits = strspn(name, "0123456789");
	return digits && digits < 10 && strlen(name + digits) == n->after.len
		&& !memcmp(name + digits, n->after.s, n->after.len) ? name : NULL;
}

/* The last section is over: a numbered one is known by a value in it. */
static void
end_section(struct reading *r)
{
	const struct numbered *n = &r->k->file->numbered;
	struct keyed_entry *e = r->section;
	const struct keyed_entry *by = n->key && !e->key && e->in
		? table_find(&e->entries, n->key, strlen(n->key)) : NULL;

	if (by && !by->holds)
		keyed_name(r->k, e, arena_printf(r->k->arena, "%.*s*%.*s=%.*s",
			(int)n->before.len, n->before.s, (int)n->after.len, n->after.s,
			(int)by->value.len, by->value.s));
}

static bool
read_section(struct reading *r, const struct line *l)
{
	const char *s = r->k->bytes.s, *name;
	size_t close = l->end;

	end_section(r);
	/* behind a key of mailgen's it would belong to the key's value */
	if (l->text > l->from)
		return wrong(r, "blanks before a section");
	while (close > l->text + 1 && s[close - 1] != ']')
		close--;
	if (close <= l->text + 2)
		return wrong(r, "a section without a name or its ']'");
	name = arena_copy(r->k->arena, s + l->text + 1, close - l->text - 2);
	r->section = keyed_add(r->k, &r->k->all, number_in(&r->k->file->numbered, name)
		? NULL : name, r->line);
	r->section->holds = true;
	r->section->label = (struct literal){ s + l->text, close - l->text };
	r->section->from = l->from;
	r->section->to = l->next;
	r->key = NULL;
	return true;
}

/* Has the manifest the key of this section in its lists? */
static bool
is_list(const struct reading *r, struct literal key)
{
	const struct word_list *lists = &r->k->file->lists;
	const char *section = r->section->key ? r->section->key : "";
	size_t len = strlen(section), i;

	for (i = 0; i < lists->n; i++)
		if (!strncmp(lists->items[i], section, len) && lists->items[i][len] == '.'
		    && strlen(lists->items[i]) == len + 1 + key.len
		    && !memcmp(lists->items[i] + len + 1, key.s, key.len))
			return true;
	return false;
}

static char
separator(const struct keyed *k)
{
	return k->file->between.len ? *k->file->between.s : ',';
}

/* Without the blanks and line breaks around it. */
static struct literal
trimmed(struct literal t)
{
	for (; t.len && strchr(" \t\r\n", *t.s); t.len--)
		t.s++;
	while (t.len && strchr(" \t\r\n", t.s[t.len - 1]))
		t.len--;
	return t;
}

/* The members of a list, which reach from the '=' to the end of the value. */
static void
read_members(struct reading *r)
{
	struct keyed *k = r->k;
	struct keyed_entry *list = r->key, *e;
	struct literal value = { k->bytes.s + list->value_from, list->value_to - list->value_from };
	struct literal piece, name;
	size_t at = 0;

	while (literal_next(value, separator(k), &at, &piece)) {
		name = trimmed(piece);
		e = keyed_add(k, list, name.len ? arena_copy(k->arena, name.s, name.len) : NULL,
			list->line);
		e->value = name;
		e->from = e->value_from = (size_t)(piece.s - k->bytes.s);
		e->to = e->value_to = e->from + piece.len;
	}
}

/* The last key is over: its value is known. */
static void
end_key(struct reading *r)
{
	struct keyed_entry *e = r->key;
	const char *s = r->k->bytes.s;

	if (!e)
		return;
	e->value = (struct literal){ s + e->value_from, e->value_to - e->value_from };
	if (e->is_list)
		read_members(r);
	r->key = NULL;
}

/* A line "key = value"; one with no '=' is a key, too. */
static void
read_key(struct reading *r, const struct line *l)
{
	struct keyed *k = r->k;
	const char *s = k->bytes.s, *equals = memchr(s + l->text, '=', l->end - l->text);
	const char *colon = memchr(s + l->text, ':', l->end - l->text);
	const char *sign = equals ? equals : colon ? colon : s + l->end;
	struct literal key = literal_trim((struct literal){ s + l->text,
		(size_t)(sign - s) - l->text });
	struct keyed_entry *e = keyed_add(k, r->section, arena_copy(k->arena, key.s, key.len),
		r->line);

	r->key = e;
	r->indent = l->text - l->from;
	e->from = l->from;
	e->to = l->next;
	e->is_bare = sign == s + l->end;
	e->is_list = e->holds = is_list(r, key);
	e->value_from = (size_t)(sign - s) + (sign < s + l->end);
	while (!e->is_list && e->value_from < l->end && strchr(blanks, s[e->value_from]))
		e->value_from++;
	e->value_to = l->end > e->value_from ? l->end : e->value_from;
	e->label = (struct literal){ s + l->text, e->value_from - l->text };
	if (equals && colon && colon < equals)          /* some read that as the end of a key */
		keyed_add(k, r->section, arena_copy(k->arena, s + l->text,
			(size_t)(colon - s) - l->text), r->line)->again = r->line;
}

static bool
read_line(struct reading *r, const struct line *l)
{
	const char *s = r->k->bytes.s;

	if (l->text == l->end || is_comment(r, s[l->text]))
		return true;
	if (r->key && l->text - l->from > r->indent) {  /* the value goes on */
		r->key->value_to = l->end;
		r->key->to = l->next;
		return true;
	}
	end_key(r);
	if (s[l->text] == '[')
		return read_section(r, l);
	if (s[l->text] == '=' || s[l->text] == ':')
		return wrong(r, "a value without a key");
	read_key(r, l);
	return true;
}

/* Some take such a CR for the end of a line. */
static bool
has_lone_cr(struct literal bytes, const struct line *l)
{
	const char *cr = memchr(bytes.s + l->from, '\r', l->to - l->from);

	return cr && (l->next == l->to || cr + 1 < bytes.s + l->to);
}

bool
keyed_ini_read(struct keyed *k)
{
	struct reading r = { .k = k, .section = &k->all, .line = 1 };
	struct line l;
	size_t at;

	if (memchr(k->bytes.s, '\0', k->bytes.len))
		return wrong(&r, "a NUL byte");
	if (k->bytes.len >= 3 && !memcmp(k->bytes.s, "\xEF\xBB\xBF", 3))
		return wrong(&r, "a byte order mark");
	for (at = 0; at < k->bytes.len; at = l.next, r.line++) {
		l = line_at(k->bytes, at);
		if (has_lone_cr(k->bytes, &l))
			return wrong(&r, "a CR that no LF is behind");
		if (!read_line(&r, &l))
			return false;
	}
	end_key(&r);
	end_section(&r);
	return true;
}

/* ---- writing ---- */

/* The file on its way out: `done` bytes of the old one are. */
struct writing {
	const struct keyed *k;
	struct buf *out;
	size_t done;
	const char *line_end;
	unsigned long number;           /* the last one that a section has */
};

static void
copy_to(struct writing *w, size_t to)
{
	if (to > w->done)
		buf_add(w->out, w->k->bytes.s + w->done, to - w->done);
	w->done = to > w->done ? to : w->done;
}

static bool
ends_with(const struct buf *out, const char *end)
{
	size_t len = strlen(end);

	return out->len >= len && !memcmp(out->s + out->len - len, end, len);
}

static void
end_line(struct writing *w)
{
	if (w->out->len && w->out->s[w->out->len - 1] != '\n')
		buf_puts(w->out, w->line_end);
}

static void
add(struct writing *w, struct literal text)
{
	buf_add(w->out, text.s, text.len);
}

/* What is before a new member: as before the last one, or the first. */
static struct literal
pad_of(const struct writing *w, const struct keyed_entry *list)
{
	const struct keyed_entry *e, *like = NULL;
	const char *s = w->k->bytes.s;
	size_t n = 0;

	for (e = list->first; e && e->fate != KEYED_NEW; e = e->next)
		if (e->key)
			like = e;
	while (like && like->from + n < like->to && (s[like->from + n] == ' '
	    || s[like->from + n] == '\t'))
		n++;
	if (like)
		return (struct literal){ s + like->from, n };
	return (struct literal){ " ", list->label.len > 1
		&& list->label.s[list->label.len - 2] == ' ' };
}

/* The members that stay, the new ones before what is empty at the end. */
static void
write_members(struct writing *w, const struct keyed_entry *list)
{
	const struct literal pad = pad_of(w, list);
	const struct keyed_entry *e, *tail = NULL;
	const char *s = w->k->bytes.s;
	bool first = true;

	for (e = list->first; e; e = e->next) {
		if (e->fate == KEYED_GOES)
			continue;
		if (!e->key && (!e->next || e->next->fate == KEYED_NEW)) {
			tail = e;
			continue;
		}
		if (!first)
			buf_putc(w->out, separator(w->k));
		first = false;
		if (e->fate == KEYED_NEW)
			add(w, pad);
		add(w, e->fate == KEYED_NEW ? e->value : (struct literal){ s + e->from,
			e->to - e->from });
	}
	if (tail && !first && tail != list->first)
		buf_putc(w->out, separator(w->k));
	if (tail)
		buf_add(w->out, s + tail->from, tail->to - tail->from);
}

static void
write_new(struct writing *w, const struct keyed_entry *e)
{
	end_line(w);
	add(w, e->like->label);
	add(w, e->like->value);
	buf_puts(w->out, w->line_end);
}

/* New keys go after the last one that was there. */
static void
write_keys(struct writing *w, const struct keyed_entry *in)
{
	const struct keyed_entry *e;

	for (e = in->first; e; e = e->next) {
		if (e->fate == KEYED_NEW && (in->in || !e->holds || e->is_list)) {
			write_new(w, e);
			continue;
		}
		if (e->fate == KEYED_NEW || (e->holds && !e->is_list))
			continue;
		copy_to(w, e->from);
		if (e->fate == KEYED_SET || (e->touched && e->fate == KEYED_STAYS)) {
			copy_to(w, e->value_from);
			if (e->is_list)
				write_members(w, e);
			else
				add(w, e->set);
			w->done = e->value_to;
		}
		if (e->fate == KEYED_GOES)
			w->done = e->to;
		copy_to(w, e->to);
	}
}

/* A section that goes takes along the blank line before it, which came with it. */
static void
drop_blank_line(struct writing *w)
{
	size_t len = w->out->len, end = strlen(w->line_end);

	if (ends_with(w->out, w->line_end)
	    && (len == end || w->out->s[len - end - 1] == '\n'))
		w->out->len -= end;
}

static void
write_section(struct writing *w, const struct keyed_entry *e)
{
	copy_to(w, e->from);
	if (e->fate == KEYED_GOES) {
		drop_blank_line(w);
		w->done = e->to;
	}
	copy_to(w, e->to);
	write_keys(w, e);
}

/* The highest number that a section of the file has. */
static unsigned long
last_number(const struct keyed *k)
{
	const struct keyed_entry *e;
	const char *number;
	unsigned long last = 0, n;

	for (e = k->file->numbered.key ? k->all.first : NULL; e; e = e->next) {
		if (e->fate == KEYED_NEW || e->label.len < 2)
			continue;
		number = number_in(&k->file->numbered, arena_copy(k->arena, e->label.s + 1,
			e->label.len - 2));
		n = number ? strtoul(number, NULL, 10) : 0;
		last = n > last ? n : last;
	}
	return last;
}

static void
write_new_section(struct writing *w, const struct keyed_entry *e)
{
	const struct numbered *n = &w->k->file->numbered;
	const char *name = arena_copy(w->k->arena, e->like->label.s + 1, e->like->label.len - 2);

	end_line(w);
	if (w->out->len)
		buf_puts(w->out, w->line_end);
	if (number_in(n, name))
		buf_printf(w->out, "[%.*s%lu%.*s]", (int)n->before.len, n->before.s, ++w->number,
			(int)n->after.len, n->after.s);
	else
		add(w, e->like->label);
	buf_puts(w->out, w->line_end);
	write_keys(w, e);
}

void
keyed_ini_write(const struct keyed *k, struct buf *out)
{
	const char *lf = memchr(k->bytes.s, '\n', k->bytes.len);
	bool crlf = lf && lf > k->bytes.s && lf[-1] == '\r';
	bool open = k->bytes.len && k->bytes.s[k->bytes.len - 1] != '\n';
	struct writing w = { .k = k, .out = out, .line_end = crlf ? "\r\n" : "\n",
		.number = last_number(k) };
	const struct keyed_entry *e;

	write_keys(&w, &k->all);
	for (e = k->all.first; e; e = e->next)
		if (e->holds && !e->is_list && e->fate != KEYED_NEW)
			write_section(&w, e);
	copy_to(&w, k->bytes.len);
	if (open)
		end_line(&w);
	for (e = k->all.first; e; e = e->next)
		if (e->holds && !e->is_list && e->fate == KEYED_NEW)
			write_new_section(&w, e);
	if (open && ends_with(out, w.line_end))
		out->len -= strlen(w.line_end);
}
