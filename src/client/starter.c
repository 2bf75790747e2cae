/* Makes the folder of a new target from one that there is.
 * Used by the targets command; the guides are data, templates/starter.ini. */
#include "client/starter.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/source.h"
#include "base/table.h"
#include "client/manifest.h"
#include "client/target.h"

enum { WIDTH = 90 };

/* Before what else a section can have. */
static const char also[] = "also:";

/* What making the files works on. */
struct starter {
	struct arena *arena;
	const struct target *like;
	const char *name;
	const struct ini *guides;
	struct table told;              /* keys and kinds of sections that were explained */
	struct buf out;
};

/* A guide with its names filled in. */
static const char *
filled(struct starter *s, const char *guide)
{
	const struct substitute words[] = { { "LIKE", s->like->name }, { "NAME", s->name } };

	return text_filled(s->arena, guide, words, countof(words));
}

/* Writes a text as lines of comments. */
static void
comment(struct starter *s, const char *open, const char *text, const char *close)
{
	size_t width = strlen(open), n;
	const char *word;

	buf_puts(&s->out, open);
	while ((word = ini_word(s->arena, &text))) {
		n = strlen(word) + 1;
		if (width + n > WIDTH) {
			buf_printf(&s->out, "%s\n%s", close, open);
			width = strlen(open);
		}
		buf_printf(&s->out, " %s", word);
		width += n;
	}
	buf_printf(&s->out, "%s\n", close);
}

/* Is it the first time that this is asked for? */
static bool
is_news(struct starter *s, const char *what)
{
	void **at = table_at(s->arena, &s->told, what, strlen(what));
	bool news = !*at;

	*at = s;
	return news;
}

/* The name of a section without its own part: "map.smtp.auth" is a "map". */
static const char *
kind_of(struct starter *s, const char *section)
{
	const struct ini_section *known = ini_section_find(s->guides, "sections");
	const char *kind = section, *dot;

	while (!ini_get(known, kind) && (dot = strrchr(kind, '.')))
		kind = arena_copy(s->arena, kind, (size_t)(dot - kind));
	return kind;
}

/* The keys that the section can have. */
static const struct key_table *
table_of(const char *section)
{
	const struct key_table *t;
	size_t i;

	for (i = 0; (t = manifest_keys(i)); i++)
		if (*t->own ? !strncmp(section, t->section, strlen(t->section))
		    : !strcmp(section, t->section))
			break;
	return t;
}

/* Is the section, or the key of it, true of the other client only? */
static bool
is_left_out(const char *section, const char *key)
{
	static const char *const sections[] = { "notice.", "own.", "folder.", "import" };
	static const char *const of_target[] = {
		"title", "reference", "tested", "without_password", "program", "extends", "without",
		"notices",
	};
	static const char *const of_file[] = {
		"template", "path", "mode", "private", "quoting", "language", "accounts", "when",
		"secret", "line_max", "scanned",
	};
	const struct word_list others = { of_target, countof(of_target) };
	const struct word_list same = { of_file, countof(of_file) };
	size_t i;

	for (i = 0; i < countof(sections); i++)
		if (!strncmp(section, sections[i], strlen(sections[i])))
			return true;
	if (!key)
		return false;
	return !strcmp(section, "target") ? words_have(&others, key)
		: !strncmp(section, "file.", 5) && !words_have(&same, key);
}

/* Is it left out, and put in no other way? */
static bool
is_lost(const char *section, const char *key)
{
	return is_left_out(section, key) && (strcmp(section, "target") != 0
		|| (strcmp(key, "title") != 0 && strcmp(key, "reference") != 0));
}

/* A key and its value, the first time with what it means. */
static void
put_key(struct starter *s, const struct ini_section *section, const char *key,
	const char *value)
{
	const struct key_table *t = table_of(section->name);
	size_t i;

	for (i = 0; t && i < t->n; i++)
		if (!strcmp(t->rows[i].name, key) && t->rows[i].help
		    && is_news(s, arena_printf(s->arena, "%s %s", t->section, key)))
			comment(s, ";", t->rows[i].help, "");
	buf_printf(&s->out, "%s =%s%s\n", key, *value ? " " : "", value);
}

/* The names that a row of the section's table has: a key, or the words of a map. */
static const char *
names_of(const struct ini_section *section, const struct key *row)
{
	bool map = !strncmp(section->name, "map.", 4);

	return !map ? row->name : *row->name || !row->words ? "" : row->words;
}

/* What could be in the section besides: other keys, or other words of a map. */
static void
put_more(struct starter *s, const struct ini_section *section)
{
	const struct key_table *t = table_of(section->name);
	const struct key *row;
	const char *more = "", *words, *word;

	for (row = t ? t->rows : NULL; row && row < t->rows + t->n; row++) {
		words = names_of(section, row);
		while ((word = ini_word(s->arena, &words)))
			if (!ini_entry_find(section, word) || is_lost(section->name, word))
				more = arena_printf(s->arena, "%s%s%s", more, *more ? ", " : "",
					word);
	}
	if (*more && (is_news(s, arena_printf(s->arena, "%s+", t->section))))
		comment(s, ";", arena_printf(s->arena, "%s %s", also, more), "");
}

/* The keys that are the new target's own. */
static void
put_own(struct starter *s, const struct ini_section *section)
{
	put_key(s, section, "title", s->name);
	put_key(s, section, "reference", arena_printf(s->arena, "%s(1)", s->name));
}

static void
put_section(struct starter *s, const struct ini_section *section)
{
	const struct ini_entry *e;
	const char *kind = kind_of(s, section->name);
	const char *guide = ini_get(ini_section_find(s->guides, "sections"), kind);

	buf_putc(&s->out, '\n');
	if (guide && is_news(s, kind))
		comment(s, ";", filled(s, guide), "");
	buf_printf(&s->out, "[%s]\n", section->name);
	if (!strcmp(section->name, "target"))
		put_own(s, section);
	for (e = section->entries; e; e = e->next)
		if (!is_left_out(section->name, e->key))
			put_key(s, section, e->key, e->value);
	put_more(s, section);
}

/* The guides of one section, each a paragraph. */
static void
put_guides(struct starter *s, const char *section, const char *open, const char *close)
{
	const struct ini_section *guides = ini_section_find(s->guides, section);
	const struct ini_entry *e;

	for (e = guides ? guides->entries : NULL; e; e = e->next)
		comment(s, open, filled(s, e->value), close);
}

static struct literal
manifest(struct starter *s)
{
	const struct ini_section *section;

	put_guides(s, "head", ";", "");
	for (section = s->like->manifest->sections; section; section = section->next)
		if (!is_left_out(section->name, NULL))
			put_section(s, section);
	return literal_take(s->arena, &s->out);
}

/* Is it the template of a file? */
static bool
is_template(const struct target *t, const char *name)
{
	const struct ini_section *s;
	const char *template;

	for (s = t->manifest->sections; s; s = s->next) {
		template = strncmp(s->name, "file.", 5) ? NULL : ini_get(s, "template");
		if (template && !strcmp(template, name))
			return true;
	}
	return false;
}

/* The styles of a target that is extended, but for those that go before them. */
static void
put_styles(struct starter *s, const struct target *t, struct table *known, struct diags *diags)
{
	struct source *source = target_own_data(s->arena, t, "quoting.ini", diags);
	const struct ini *ini = source ? ini_load(s->arena, source, diags) : NULL;
	const struct ini_section *section;
	const struct ini_entry *e;

	if (source && t == s->like)
		buf_add(&s->out, source->bytes, source->len);
	for (section = ini ? ini->sections : NULL; section; section = section->next) {
		void **at = table_at(s->arena, known, section->name, strlen(section->name));

		if (!*at && t != s->like) {
			buf_printf(&s->out, "\n[%s]\n", section->name);
			for (e = section->entries; e; e = e->next)
				buf_printf(&s->out, "%s =%s%s\n", e->key, *e->value ? " " : "",
					e->value);
		}
		*at = s;
	}
}

static struct literal
styles(struct starter *s, struct diags *diags)
{
	struct table known = { NULL };
	const struct target *t;

	for (t = s->like; t; t = t->base)
		put_styles(s, t, &known, diags);
	return literal_take(s->arena, &s->out);
}

static struct literal
content(struct starter *s, const char *name, struct diags *diags)
{
	const struct source *source;

	if (!strcmp(name, "manifest.ini"))
		return manifest(s);
	if (!strcmp(name, "quoting.ini"))
		return styles(s, diags);
	if (is_template(s->like, name))
		put_guides(s, "template", "{{!", " }}");
	source = target_data(s->arena, s->like, name, diags);
	if (source)
		buf_add(&s->out, source->bytes, source->len);
	return literal_take(s->arena, &s->out);
}

struct starter_file *
starter_files(struct arena *a, const struct target *like, const char *name, size_t *n,
	struct diags *diags)
{
	struct starter s = { .arena = a, .like = like, .name = name };
	struct starter_file *files = NULL;
	size_t errors = diags_count(diags, SEVERITY_ERROR), i;
	const char *file;

	s.guides = ini_load(a, data_shipped(a, "templates/starter.ini"), diags);
	*n = 0;
	for (i = 0; s.guides && (file = target_data_name(a, like, i)); i++) {
		if (!target_name_ok(file) || !strcmp(file, "import.py"))
			continue;
		files = arena_grow(a, files, *n, sizeof(*files));
		files[*n] = (struct starter_file){ file, content(&s, file, diags) };
		++*n;
	}
	return diags_count(diags, SEVERITY_ERROR) > errors ? NULL : files;
}
