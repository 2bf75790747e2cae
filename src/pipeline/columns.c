/* The header of a roster: which field each column sets, and which columns the
 * pattern asks for. Used by roster.c. */
#include "pipeline/columns.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "base/source.h"
#include "input/node.h"
#include "input/pattern.h"
#include "model/fields.h"
#include "model/suggest.h"
#include "model/words.h"

/* What checking works on. */
struct check {
	struct arena *arena;
	const struct words *words;
	struct diags *diags;
	const struct node *pattern;
	const struct text *header;
	const char **names;     /* n, and NULL behind them; "": not fit to be one */
	const char **shown;     /* likewise; "": it may be a password */
	const char **paths;
	bool *used;             /* in the pattern */
	size_t n;
	bool ok;
};

/* ---- fields by their paths ---- */

/* Can the text of a cell be all of the field? */
static bool
takes_text(const struct field *f)
{
	return f->type != FIELD_MAPPING && f->type != FIELD_SERVERS
		&& f->type != FIELD_ATTRIBUTES
		&& f->type != FIELD_CLIENTS;
}

/* Calls visit with the path of every field below the mapping that a cell can set,
 * and with the field's name. */
static void
each_path(struct arena *a, const struct mapping *m, const char *before,
	void (*visit)(void *context, const char *path, const char *name),
	void *context)
{
	const struct field *f;
	const char *path;
	size_t i;

	for (i = 0; i < m->n; i++) {
		f = &m->fields[i];
		path = arena_printf(a, "%s%s", before, f->name);
		if (takes_text(f))
			visit(context, path, f->name);
		if (f->mapping)
			each_path(a, f->mapping, arena_printf(a, "%s.", path), visit,
				context);
	}
}

/* Is it the path of a field that a cell can set? */
static bool
is_path(const char *path)
{
	const struct mapping *m = fields_account();
	const struct field *f = NULL;
	size_t len;

	for (;; path += len + 1) {
		len = strcspn(path, ".");
		f = m ? field_find(m, path, len) : NULL;
		if (!f || !path[len])
			break;
		m = f->mapping;
	}
	return f && takes_text(f);
}

/* ---- what was probably meant ---- */

struct naming {
	struct arena *arena;
	const char *other;      /* the field that has the name as another one, or NULL */
	struct near near;
};

/* A path, or its last word alone. */
static void
try_path(void *context, const char *path, const char *name)
{
	struct naming *n = context;

	near_try(&n->near, path);
	if (n->other && !strcmp(n->other, name)) {
		if (!n->near.word || n->near.distance)
			n->near.word = path;
		n->near.distance = 0;
	} else if (near_try(&n->near, name)) {
		n->near.word = path;
	}
}

/* The path that is the name itself in another spelling. */
struct spelling {
	struct arena *arena;
	struct text name;
	const char *path;
};

static void
try_spelling(void *context, const char *path, const char *name)
{
	struct spelling *s = context;

	(void)name;
	if (!s->path && words_alike(s->name.s, s->name.len, path, strlen(path)))
		s->path = arena_copy(s->arena, path, strlen(path));
}

static bool
try_name(void *context, struct text name)
{
	struct naming *n = context;

	near_try(&n->near, arena_copy(n->arena, name.s, name.len));
	return true;
}

/* The name that this one was probably meant for, or NULL. */
static const char *
meant(struct check *c, const char *name)
{
	struct naming n = { .arena = c->arena, .near = { .key = name },
		.other = words_find(c->words, "field", name, strlen(name)) };

	pattern_names(c->pattern, try_name, &n, diags_new(c->arena, NULL));
	each_path(c->arena, fields_account(), "", try_path, &n);
	return n.near.word;
}

/* ---- the header ---- */

static struct pos
place(const struct check *c, size_t i)
{
	return c->header[i].pos;
}

/* Are two columns about one field, or about a field and a part of it? */
static bool
same_field(const char *a, const char *b)
{
	size_t len = strlen(a);

	return !strncmp(a, b, len) && (!b[len] || b[len] == '.');
}

static bool
fit_to_show(struct text t)
{
	size_t i;

	for (i = 0; i < t.len; i++)
		if ((unsigned char)t.s[i] < 0x20 || t.s[i] == 0x7F)
			return false;
	return utf8_valid(t.s, t.len);
}

static bool
mark_use(void *context, struct text name)
{
	struct check *c = context;
	size_t i;

	for (i = 0; i < c->n && !text_is(name, c->names[i]); i++)
		;
	if (i < c->n)
		c->used[i] = true;
	return true;
}

/* The path of the field that the name is a spelling of, or another name of: of those the
 * account's own two that each row has. NULL: there is none. */
static const char *
spelt_path(struct check *c, struct text name)
{
	static const char *const surely[] = { "name", "email" };
	struct spelling s = { c->arena, name, NULL };
	const char *word;
	size_t i;

	each_path(c->arena, fields_account(), "", try_spelling, &s);
	word = s.path ? NULL : words_find(c->words, "field", name.s, name.len);
	for (i = 0; word && i < countof(surely); i++)
		if (!strcmp(word, surely[i]))
			return surely[i];
	return s.path;
}

/* A column that the pattern asks for in another spelling gets that one. */
static bool
take_spelling(void *context, struct text name)
{
	struct check *c = context;
	size_t i, alike = c->n;

	for (i = 0; i < c->n; i++) {
		if (text_is(name, c->names[i]))
			return true;
		if (words_alike(name.s, name.len, c->names[i], strlen(c->names[i])))
			alike = alike < c->n ? alike : i;
	}
	if (alike < c->n)
		c->names[alike] = arena_copy(c->arena, name.s, name.len);
	return true;
}

/* Does another column set the field, or a column before this one? */
static bool
is_set(const struct check *c, size_t column, const char *path)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (i != column && ((c->paths[i] && !strcmp(c->paths[i], path))
		    || !strcmp(c->names[i], path)))
			return true;
	return false;
}

/* The fields that columns set in another spelling of their names. */
static void
find_spellings(struct check *c)
{
	const char *path;
	size_t i;

	pattern_names(c->pattern, take_spelling, c, diags_new(c->arena, NULL));
	pattern_names(c->pattern, mark_use, c, diags_new(c->arena, NULL));
	for (i = 0; i < c->n; i++) {
		path = c->paths[i] || c->used[i] || !*c->names[i] ? NULL
			: spelt_path(c, c->header[i]);
		if (path && !is_set(c, i, path))
			c->paths[i] = path;
	}
}

/* Which columns are known by their names. Of the others only those are shown that
 * come near to one: a table without its header line begins with somebody's values. */
static bool
look_at_names(struct check *c)
{
	bool any = false;
	size_t i;

	for (i = 0; i < c->n; i++) {
		c->names[i] = c->shown[i] = "";
		if (!c->header[i].len || !fit_to_show(c->header[i]))
			continue;
		c->names[i] = text_trimmed(c->arena, c->header[i]).s;
		if (is_path(c->names[i]))
			c->paths[i] = c->names[i];
	}
	find_spellings(c);
	for (i = 0; i < c->n; i++) {
		if (c->paths[i] || c->used[i] || (*c->names[i]
		    && (suggest_known(c->words, c->header[i]) || meant(c, c->names[i]))))
			c->shown[i] = c->names[i];
		any |= *c->shown[i];
	}
	return any;
}

static void
no_header(struct check *c)
{
	diag_at(c->diags, place(c, 0), DIAG_ROSTER,
		"the first row of this table names no field and no column of the pattern");
	diag_fix(c->diags, "begin the table with a row of names, as in 'name,email', with ',', ';'"
		" or tabs between the cells");
	c->ok = false;
}

/* What holds for any name of a column. */
static void
check_name(struct check *c, size_t i)
{
	size_t j;

	if (!c->header[i].len) {
		diag_at(c->diags, place(c, i), DIAG_UNUSED_COLUMN, "a column without a name");
		diag_fix(c->diags, "give it a name, remove it, or add '-W unused-column=off'");
	} else if (!fit_to_show(c->header[i])) {
		diag_at(c->diags, place(c, i), DIAG_ROSTER,
			"the name of a column is not UTF-8, or has control characters");
		diag_fix(c->diags, "save the file as UTF-8, or convert it with `iconv -f"
			" WINDOWS-1252 -t UTF-8`");
		c->ok = false;
	}
	for (j = 0; j < i; j++)
		if (*c->names[i] && !strcmp(c->names[i], c->names[j]))
			break;
	if (j == i)
		return;
	if (*c->shown[i])
		diag_at(c->diags, place(c, i), DIAG_ROSTER, "the column '%s' appears twice",
			c->shown[i]);
	else
		diag_at(c->diags, place(c, i), DIAG_ROSTER,
			"two columns have the same name");
	diag_note_at(c->diags, place(c, j), "it is here first");
	diag_fix(c->diags, "remove one of them");
	c->ok = false;
}

/* A column for all of a field, and another for a part of it. */
static void
check_overlap(struct check *c, size_t i)
{
	size_t j;

	for (j = 0; j < c->n; j++) {
		if (i == j || !c->paths[i] || !c->paths[j]
		    || !strcmp(c->paths[i], c->paths[j])
		    || !same_field(c->paths[i], c->paths[j]))
			continue;
		diag_at(c->diags, place(c, j), DIAG_ROSTER,
			"the column '%s' sets a part of what '%s' sets", c->names[j],
			c->names[i]);
		diag_fix(c->diags, "remove one of them");
		c->ok = false;
	}
}

/* Where the pattern has something else than the mapping that the path goes through. */
static const struct node *
obstacle(struct arena *a, const struct node *node, const char *path)
{
	size_t len;

	for (; node && node->kind == NODE_MAP; path += len + 1) {
		len = strcspn(path, ".");
		if (!path[len])
			return NULL;
		node = node_find(node, arena_copy(a, path, len));
	}
	return node && !node_is_null(node) ? node : NULL;
}

static void
check_way(struct check *c, size_t i)
{
	const struct node *node = c->paths[i]
		? obstacle(c->arena, c->pattern, c->paths[i]) : NULL;

	if (!node)
		return;
	diag_at(c->diags, place(c, i), DIAG_UNKNOWN_COLUMN,
		"the column '%s' sets a field of '%s', where the pattern has %s",
		c->names[i], node->key->text.s, node_kind_name(node));
	diag_note_at(c->diags, node->text.pos, "it is here");
	diag_fix(c->diags, "use the cell in the pattern, as in '${column}'");
	c->ok = false;
}

/* ---- the pattern ---- */

const char *const columns_parts[COLUMNS_PARTS] = { "local_part", "domain" };

static bool
is_part_name(struct text name)
{
	size_t i;

	for (i = 0; i < COLUMNS_PARTS && !text_is(name, columns_parts[i]); i++)
		;
	return i < COLUMNS_PARTS;
}

/* Is it a part of the account's address, which is known without it? */
static bool
is_part(const struct check *c, struct text name)
{
	const struct node *email = node_find(c->pattern, "email");
	size_t i, marks = 0;

	if (!is_part_name(name))
		return false;
	for (i = 0; i < c->n; i++)
		if (c->paths[i] && !strcmp(c->paths[i], "email"))
			return true;
	for (i = 0; email && email->kind == NODE_SCALAR && i < COLUMNS_PARTS; i++)
		marks += strstr(email->text.s, arena_printf(c->arena, "${%s}",
			columns_parts[i])) != NULL;
	return email && email->kind == NODE_SCALAR && !marks;
}

static bool
visit_use(void *context, struct text name)
{
	struct check *c = context;
	struct near near = { 0 };
	size_t i;

	for (i = 0; i < c->n; i++)
		if (text_is(name, c->names[i]))
			return true;
	if (is_part(c, name))
		return true;
	if (is_part_name(name)) {
		diag_at(c->diags, name.pos, DIAG_UNKNOWN_COLUMN, "the pattern asks for '%s', a part"
			" of the address, and no column has that", text_escaped(c->arena, name.s,
			name.len));
		return diag_fix(c->diags, "name the column of the addresses 'email'");
	}
	near.key = arena_copy(c->arena, name.s, name.len);
	for (i = 0; i < c->n; i++)
		near_try(&near, c->shown[i]);
	if (near.word) {
		diag_at(c->diags, name.pos, DIAG_UNKNOWN_COLUMN,
			"the pattern asks for the column '%s', which the table does not have",
			text_escaped(c->arena, name.s, name.len));
		return diag_fix(c->diags, "did you mean '%s'?", near.word);
	}
	/* a value that has '${' in it may be a password */
	diag_at(c->diags, name.pos, DIAG_UNKNOWN_COLUMN,
		"the pattern asks for a column that the table does not have");
	return diag_fix(c->diags, "write '$${' for the characters '${'");
}

/* Would an account be another one, or none, without what the column was probably meant to
 * set: was it a slip of the fingers, or another name for what all of them have? */
static bool
is_needed(struct check *c, size_t i, const char *word)
{
	static const char *const needed[] = { "name", "email", "username", "password", "host" };
	const char *other = words_find(c->words, "field", c->header[i].s, c->header[i].len);
	size_t k;

	if (is_set(c, i, word))
		return false;
	for (k = 0; other && k < countof(needed); k++)
		if (!strcmp(other, needed[k]))
			break;
	return !other || k < countof(needed);
}

static void
check_use(struct check *c, size_t i)
{
	enum severity severity;
	const char *word;

	if (c->paths[i] || c->used[i] || !*c->names[i])
		return;
	word = meant(c, c->names[i]);
	severity = word && is_needed(c, i, word) ? SEVERITY_ERROR : SEVERITY_WARNING;
	if (*c->shown[i])
		severity = diag_graded(c->diags, place(c, i), DIAG_UNUSED_COLUMN, severity,
			"the column '%s' is not a field, and the pattern does not use it",
			c->shown[i]);
	else
		severity = diag_graded(c->diags, place(c, i), DIAG_UNUSED_COLUMN, severity,
			"the name of this column is not a field, and the pattern does not use it");
	if (word)
		diag_fix(c->diags, "did you mean '%s'?", word);
	else
		diag_fix(c->diags, "name it as a field, as in 'email' or 'incoming.username',"
			" use it in the pattern, as in '${column}', or add '-W unused-column=off'");
	c->ok &= severity != SEVERITY_ERROR;
}

bool
columns_read(struct arena *a, const struct words *words, struct source *table,
	const struct text *header, size_t n, const struct node *pattern,
	struct columns *columns, struct diags *diags)
{
	struct check c = { .arena = a, .words = words, .diags = diags,
		.pattern = pattern, .header = header, .n = n, .ok = true };
	size_t i;

	c.names = arena_alloc(a, n + 1, sizeof(*c.names));
	c.paths = arena_alloc(a, n + 1, sizeof(*c.paths));
	c.shown = arena_alloc(a, n + 1, sizeof(*c.shown));
	c.used = arena_alloc(a, n, sizeof(*c.used));
	table->columns = c.shown;
	if (look_at_names(&c))
		for (i = 0; i < n; i++)
			check_name(&c, i);
	else
		no_header(&c);
	if (c.ok) {
		c.ok = pattern_names(pattern, visit_use, &c, diags);
		for (i = 0; i < n; i++) {
			check_overlap(&c, i);
			check_way(&c, i);
			check_use(&c, i);
		}
	}
	*columns = (struct columns){ (const char *const *)c.names,
		(const char *const *)c.paths, n };
	return c.ok;
}
