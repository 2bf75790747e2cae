/* Adaptor over inih: sections of positioned keys, and an error for each thing
 * that inih would misread. Used by rule sets, manifests, styles and words. */
#include "base/inifile.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"

/* What inih 55 reads without cutting (INI_MAX_LINE, MAX_SECTION in ini.c): of a longer
 * line it gets the beginning, and the value's rest is added to what it reads. */
enum { HEAD_MAX_BYTES = 198, SECTION_MAX_BYTES = 49, LINE_MAX_BYTES = 4096 };

/* What inih takes away at the ends of a line, a key and a value: isspace(3). */
static const char blanks[] = " \t\r\n\v\f";

/* Sections and keys of one file: each is compared with all before it. */
enum { THINGS_MAX = 5000 };

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	size_t at;              /* offset of the next line */
	struct pos pos;         /* of the line inih is working on */
	struct literal rest;    /* of that line: what inih does not get */
	struct ini *ini;
	struct ini_section *section;
	struct ini_section **section_end;
	struct ini_entry **entry_end;
	size_t things;
	bool ok;
};

static void
complain(struct reader *r, const char *what, const char *fix)
{
	diag_at(r->diags, r->pos, DIAG_INI_SYNTAX, "%s", what);
	diag_fix(r->diags, "%s", fix);
	r->ok = false;
}

/* Opens the section of a "[name]" line. inih tells of a section only with its
 * first key, so sections are taken from the lines themselves. */
static void
open_section(struct reader *r, const char *line, size_t len)
{
	const char *end = memchr(line, ']', len);
	struct ini_section *s;

	if (!end) {
		complain(r, "a section without ']'", "write [name] on a line of its own");
		return;
	}
	if (end - line - 1 >= SECTION_MAX_BYTES)
		complain(r, "a section name over 48 bytes", "shorten it");
	s = arena_alloc(r->arena, 1, sizeof(*s));
	s->name = arena_copy(r->arena, line + 1, (size_t)(end - line) - 1);
	s->pos = r->pos;
	if (ini_section_find(r->ini, s->name))
		complain(r, tr_printf(r->arena, "section '%s' appears twice", s->name),
			"join the two");
	*r->section_end = s;
	r->section_end = &s->next;
	r->section = s;
	r->entry_end = &s->entries;
}

/* Is the line one that inih reads as it is meant? */
static bool
check_line(struct reader *r, const char *line, size_t len)
{
	size_t i;

	if (strchr(blanks, line[0])) {
		complain(r, "an indented line, which would continue the one before",
			"begin it at the left edge");
		return false;
	}
	for (i = 1; i < len; i++)
		if (line[i] == ';' && strchr(blanks, line[i - 1])) {
			complain(r, "' ;' would begin a comment and cut the value",
				"write U+003B for the ';', or put the comment on its own line");
			return false;
		}
	if (line[0] == '[')
		open_section(r, line, len);
	else if (!r->section)
		complain(r, "a key before the first section", "put it below a [section]");
	return true;
}

static size_t
trimmed(const char *line, size_t len)
{
	while (len && strchr(blanks, line[len - 1]))
		len--;
	return len;
}

static bool
has_sign(const char *line, size_t len)
{
	return memchr(line, '=', len) || memchr(line, ':', len);
}

/* Copies the beginning of a line, up to a byte that inih does not trim. */
static void
hand_over(struct reader *r, char *out, const char *line, size_t len)
{
	size_t head = len > HEAD_MAX_BYTES ? trimmed(line, HEAD_MAX_BYTES) : len;

	if (line[0] != '[' && has_sign(line, len) && !has_sign(line, head)) {
		complain(r, "a key over 198 bytes", "shorten it");
		return;
	}
	memcpy(out, line, head);
	strcpy(out + head, "\n");
	r->rest = (struct literal){ line + head, len - head };
}

/* ini_reader: hands inih one line, or an empty one in place of a bad one. */
static char *
next_line(char *out, int size, void *context)
{
	struct reader *r = context;
	const char *line = r->source->bytes + r->at, *end;
	size_t len, left = r->source->len - r->at;

	if (!left || size < HEAD_MAX_BYTES + 2)
		return NULL;
	r->rest.len = 0;
	end = memchr(line, '\n', left);
	len = end ? (size_t)(end - line) + 1 : left;
	r->pos.line++;
	r->at += len;
	len = trimmed(line, len);
	if (r->pos.line == 1 && len >= 3 && !memcmp(line, "\xEF\xBB\xBF", 3)) {
		line += 3;
		len -= 3;
	}
	strcpy(out, "\n");
	if (!len || line[0] == ';' || line[0] == '#')
		return out;
	if (r->things++ == THINGS_MAX) {
		complain(r, "a file of more than 5000 sections and keys", "make it shorter");
		r->at = r->source->len;
	} else if (len > LINE_MAX_BYTES) {
		complain(r, "a line over 4096 bytes", "shorten it");
	} else if (memchr(line, '\0', len) || !utf8_valid(line, len)) {
		complain(r, "a line that is not UTF-8 text", "save the file as UTF-8");
	} else if (check_line(r, line, len)) {
		hand_over(r, out, line, len);
	}
	return out;
}

/* A value with its rest, which begins it when inih saw only what is before it. */
static const char *
join(struct arena *a, const char *value, struct literal rest)
{
	size_t len = strlen(value);
	char *all;

	for (; !len && rest.len && strchr(blanks, *rest.s); rest.len--)
		rest.s++;
	all = arena_alloc(a, len + rest.len + 1, 1);
	memcpy(all, value, len);
	memcpy(all + len, rest.s, rest.len);
	return all;
}

/* ini_handler */
static int
take_entry(void *context, const char *section, const char *key, const char *value)
{
	struct reader *r = context;
	struct ini_entry *e;

	(void)section;
	if (!r->section)
		return 1;
	if (ini_entry_find(r->section, key))
		complain(r, tr_printf(r->arena, "key '%s' appears twice in [%s]",
			key, r->section->name), "keep one of them");
	e = arena_alloc(r->arena, 1, sizeof(*e));
	e->key = arena_copy(r->arena, key, strlen(key));
	e->value = join(r->arena, value, r->rest);
	e->pos = r->pos;
	*r->entry_end = e;
	r->entry_end = &e->next;
	return 1;
}

struct ini *
ini_load(struct arena *a, struct source *source, struct diags *diags)
{
	struct ini *ini = arena_alloc(a, 1, sizeof(*ini));
	struct reader r = {
		.arena = a, .diags = diags, .source = source, .ini = ini,
		.pos = { source, 0, 1 }, .section_end = &ini->sections, .ok = true,
	};
	int line;

	ini->name = source->name;
	line = ini_parse_stream(next_line, &r, take_entry, &r);
	if (line) {
		r.pos.line = line > 0 ? (unsigned)line : 0;
		complain(&r, "neither a [section] nor 'key = value'",
			"see mailgen-rules(5), \"INI files\"");
	}
	return r.ok ? ini : NULL;
}

struct ini_section *
ini_section_find(const struct ini *ini, const char *name)
{
	struct ini_section *s;

	for (s = ini->sections; s; s = s->next)
		if (!strcmp(s->name, name))
			break;
	return s;
}

struct ini_entry *
ini_entry_find(const struct ini_section *section, const char *key)
{
	struct ini_entry *e;

	for (e = section ? section->entries : NULL; e; e = e->next)
		if (!strcmp(e->key, key))
			break;
	return e;
}

/* Ends a list with a copy of the entry; returns the new end. */
static struct ini_entry **
add_copy(struct arena *a, struct ini_entry **end, const struct ini_entry *e)
{
	*end = arena_alloc(a, 1, sizeof(**end));
	**end = *e;
	(*end)->next = NULL;
	return &(*end)->next;
}

struct ini_section *
ini_section_over(struct arena *a, const struct ini_section *own, const struct ini_section *base)
{
	struct ini_section *s = arena_alloc(a, 1, sizeof(*s));
	struct ini_entry **end = &s->entries;
	const struct ini_entry *e, *mine;

	s->name = own ? own->name : base->name;
	s->pos = own ? own->pos : base->pos;
	for (e = base ? base->entries : NULL; e; e = e->next) {
		mine = ini_entry_find(own, e->key);
		end = add_copy(a, end, mine ? mine : e);
	}
	for (e = own ? own->entries : NULL; e; e = e->next)
		if (!ini_entry_find(base, e->key))
			end = add_copy(a, end, e);
	return s;
}

const char *
ini_get(const struct ini_section *section, const char *key)
{
	const struct ini_entry *e = ini_entry_find(section, key);

	return e ? e->value : NULL;
}

const char *
ini_word(struct arena *a, const char **at)
{
	size_t len;
	const char *word;

	*at += strspn(*at, " \t");
	len = strcspn(*at, " \t");
	if (!len)
		return NULL;
	word = arena_copy(a, *at, len);
	*at += len;
	return word;
}

/* The character that a value's "U+XXXX" means; 0 digits: it is not one. */
static unsigned long
spelt_code(const char *value, size_t *digits)
{
	*digits = strncmp(value, "U+", 2) ? 0 : strspn(value + 2, "0123456789ABCDEF");
	if (*digits < 4 || *digits > 6)
		*digits = 0;
	return *digits ? strtoul(value + 2, NULL, 16) : 0;
}

const char *
ini_unescape(struct arena *a, const char *value, size_t *len)
{
	char *out = arena_alloc(a, strlen(value) + 1, 1), *at = out;
	size_t digits;
	unsigned long code;

	while (*value) {
		code = spelt_code(value, &digits);
		if (digits && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF)) {
			at += utf8_encode((unsigned)code, at);
			value += 2 + digits;
		} else {
			*at++ = *value++;
		}
	}
	*at = '\0';
	*len = (size_t)(at - out);
	return out;
}
