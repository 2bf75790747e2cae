/* Checks the names of a template before any rendering: each must exist, be
 * present where it is used, and be written in a way that fits its kind.
 * Used by template.c. */
#include "template/names.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/table.h"
#include "quote/quote.h"
#include "template/tag.h"
#include "template/template.h"

/* Longer full names are unknown; wrong names that get a suggestion; the
 * longest name that gets one. */
enum { PATH_BYTES = 256, GUESSES = 20, GUESS_BYTES = 24 };

/* Nobody reads more findings about one template than these. */
enum { FAILURES_MAX = 200 };

/* A section that the walk is in. */
struct frame {
	const struct frame *up;
	const char *path;       /* of its value; "" for the view itself */
	enum name_kind kind;    /* of {{.}} */
	bool loop;
};

/* The quote marks, and where the walk may be on a line of the template: between two of
 * them, or (the bit after theirs) between none. */
static const char marks[] = "\"'`";
enum { MARKS = sizeof(marks) - 1, OUTSIDE = 1 << MARKS };

/* What a shell's command between "$(" and ")" is in, and how deep those may be in each other. */
enum { COMMANDS_MAX = 4 };

struct command {
	unsigned where;
	const struct tag *inside[MARKS];
	unsigned parentheses;   /* open in it */
};

struct check {
	struct arena *arena;
	const struct names *names;
	const struct chain *allowed;
	unsigned where;         /* bits of marks, and OUTSIDE */
	const struct tag *inside[MARKS];        /* the first text after such a mark */
	char last;              /* byte before this place; 'x' for that of a value */
	struct command commands[COMMANDS_MAX];
	size_t ncommands;
	struct diags *diags;
	struct names_found *found;
	struct name_use **uses;         /* where the next one goes */
	struct table used;              /* their paths */
	const struct tag *partials[PART_DEPTH_MAX]; /* the walk is in these */
	size_t depth, nparts;
	bool over;              /* a bound of partials was reported */
	size_t guesses, failures;
	bool ok;
};

/* What a name as written means in its place. */
struct meaning {
	const struct frame *frame;  /* the context that has it */
	char path[PATH_BYTES];
	struct name_info head;      /* of its first word */
	struct name_info info;
};

static void walk(struct check *, const struct frame *, const struct tag *);

/* Says of the finding just reported how the walk got there. */
static void
failed(struct check *c)
{
	size_t i;

	for (i = c->depth; i > 0; i--)
		diag_note_at(c->diags, c->partials[i - 1]->pos,
			"partial '%s' is used here", c->partials[i - 1]->name);
	c->failures++;
	c->ok = false;
}

static struct name_info
look_up(struct check *c, const struct frame *frame, const char *name, size_t len, char *path)
{
	int n = snprintf(path, PATH_BYTES, "%s%s%.*s", frame->path,
		*frame->path ? "." : "", (int)len, name);

	if (n >= PATH_BYTES)
		return (struct name_info){ .kind = NAME_UNKNOWN };
	return c->names->find(c->names->context, path);
}

/* As rendering does it: the innermost context that has the first word has the
 * name, or the name does not exist. */
static bool
find_meaning(struct check *c, const struct frame *frame, const char *name, struct meaning *m)
{
	size_t head = strcspn(name, ".");

	if (!strcmp(name, ".")) {
		m->frame = frame;
		m->info = m->head = (struct name_info){ .kind = frame->kind };
		strcpy(m->path, frame->path);
		return true;
	}
	for (; frame; frame = frame->up) {
		m->head = look_up(c, frame, name, head, m->path);
		if (m->head.kind == NAME_UNKNOWN)
			continue;
		m->frame = frame;
		m->info = look_up(c, frame, name, strlen(name), m->path);
		return m->info.kind != NAME_UNKNOWN;
	}
	return false;
}

/* Is path `outer` or something in it? */
static bool
is_in(const char *path, size_t len, const char *outer)
{
	size_t n = strlen(outer);

	return n <= len && !memcmp(path, outer, n)
		&& (n == 0 || n == len || path[n] == '.');
}

/* Does a section around this place show that the value is there? A section
 * outside a loop says nothing about the loop's items. */
static bool
is_present(const struct frame *frame, const char *path, size_t len)
{
	for (; frame; frame = frame->up) {
		if (!strncmp(frame->path, path, len)
		    && (!frame->path[len] || frame->path[len] == '.'))
			return true;
		if (frame->loop && is_in(path, len, frame->path))
			return false;
	}
	return false;
}

/* Is there such a name when, from byte i on, `insert` replaces `drop` bytes? */
static bool
try_guess(struct check *c, const struct frame *frame, char *guess,
	const char *name, size_t i, size_t drop, const char *insert)
{
	struct meaning m;

	if (i + drop > strlen(name))
		return false;
	snprintf(guess, GUESS_BYTES + 2, "%.*s%s%s", (int)i, name, insert, name + i + drop);
	return *guess && *guess != '.' && find_meaning(c, frame, guess, &m);
}

/* A name that exists here and differs by one letter, or NULL. There is no list
 * of names to compare with, only a question to ask about each. */
static const char *
guess_name(struct check *c, const struct frame *frame, const char *name)
{
	static const char letters[] = "_.abcdefghijklmnopqrstuvwxyz";
	char *guess = arena_alloc(c->arena, GUESS_BYTES + 2, 1);
	size_t len = strlen(name), i;
	const char *l;

	if (len > GUESS_BYTES || c->guesses++ >= GUESSES)
		return NULL;
	for (i = 0; i <= len; i++) {
		char swap[] = { i < len ? name[i + 1] : '\0', name[i], '\0' };

		if (try_guess(c, frame, guess, name, i, 1, "")
		    || try_guess(c, frame, guess, name, i, 2, swap))
			return guess;
		for (l = letters; *l; l++) {
			char letter[] = { *l, '\0' };

			if (try_guess(c, frame, guess, name, i, 0, letter)
			    || try_guess(c, frame, guess, name, i, 1, letter))
				return guess;
		}
	}
	return NULL;
}

static void
unknown_name(struct check *c, const struct frame *frame, const struct tag *tag)
{
	const char *renamed = c->names->renamed ? c->names->renamed(tag->name) : NULL;
	const char *guess = renamed ? NULL : guess_name(c, frame, tag->name);

	diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN, "unknown name '%s'", tag->name);
	if (renamed)
		diag_fix(c->diags, "write '%s' instead", renamed);
	else if (guess)
		diag_fix(c->diags, "did you mean '%s'?", guess);
	failed(c);
}

static const char *
last_word(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

/* A name that may be absent in its context and exists farther out as well:
 * when it is absent, Mustache takes the outer one. */
static bool
is_ambiguous(struct check *c, const struct frame *frame, const struct tag *tag,
	const struct meaning *m)
{
	size_t head = strcspn(tag->name, ".");
	size_t base = strlen(m->frame->path);
	struct meaning outer;

	if (!m->head.optional || !m->frame->up || *tag->name == '.'
	    || is_present(frame, m->path, base + (base > 0) + head)
	    || !find_meaning(c, m->frame->up, tag->name, &outer)
	    || !strcmp(m->path, outer.path))
		return false;
	diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"'%s' means '%s', or, when that is absent, '%s'", tag->name,
		m->path, outer.path);
	if (!m->frame->loop)    /* no name leads to one item of a list */
		diag_fix(c->diags, "write '%s.%s'", last_word(m->frame->path), tag->name);
	failed(c);
	return true;
}

static void
add_use(struct check *c, const char *path)
{
	void **used = table_at(c->arena, &c->used, path, strlen(path));
	struct name_use *use;

	if (*used)
		return;
	*used = use = arena_alloc(c->arena, 1, sizeof(*use));
	use->path = path;
	*c->uses = use;
	c->uses = &use->next;
}

/* Adds what a derived name is made of. */
static void
add_uses_of(struct check *c, const struct meaning *m)
{
	const struct name_use *use = m->info.made_of;

	for (; use; use = use->next)
		add_use(c, arena_printf(c->arena, "%.*s%s", (int)m->info.root, m->path, use->path));
}

static bool
find_name(struct check *c, const struct frame *frame, const struct tag *tag, struct meaning *m)
{
	if (c->names && !find_meaning(c, frame, tag->name, m)) {
		unknown_name(c, frame, tag);
		return false;
	}
	if (c->names && is_ambiguous(c, frame, tag, m))
		return false;
	add_use(c, c->names ? arena_printf(c->arena, "%s", m->path) : tag->name);
	if (c->names)
		add_uses_of(c, m);
	return true;
}

/* Everything on the way to a value must be there: each part of the name that
 * may be absent needs a section around the tag. */
static bool
check_present(struct check *c, const struct frame *frame,
	const struct tag *tag, const struct meaning *m)
{
	size_t base = strlen(m->frame->path) + (*m->frame->path != '\0'), len;
	char path[PATH_BYTES];

	if (!strcmp(tag->name, ".") || c->names->relaxed)
		return true;
	for (len = 1; len <= strlen(tag->name); len++) {
		if (tag->name[len] != '.' && tag->name[len] != '\0')
			continue;
		if (!look_up(c, m->frame, tag->name, len, path).optional
		    || is_present(frame, m->path, base + len))
			continue;
		diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
			"'%.*s' may be absent here", (int)len, tag->name);
		diag_fix(c->diags, "put the tag between '{{#%.*s}}' and "
			"'{{/%.*s}}'", (int)len, tag->name, (int)len,
			tag->name);
		failed(c);
		return false;
	}
	return true;
}

static void
check_quote(struct check *c, char mark, struct pos pos, const struct tag *tag)
{
	if (!mark || !strchr("\"'`", mark) || c->names->relaxed)
		return;
	diag_at(c->diags, pos, DIAG_TEMPLATE_BROKEN,
		"a quote mark %c next to the text '%s'", mark, tag->name);
	diag_fix(c->diags, "remove it: the style writes the marks that the value needs");
	failed(c);
}

/* The style among those of the file that writes this mark around a text, or NULL. */
static const struct style *
style_with(struct check *c, char mark)
{
	const struct text words = { .s = "a b", .len = 3 };
	const struct style *style = NULL;
	struct buf out = { 0 };
	size_t i;

	/* where all styles may be, nobody knows which one is meant */
	if (c->allowed->n && !strcmp(style_name(c->allowed->styles[0]), "raw"))
		return NULL;
	for (i = 0; i < c->allowed->n && !style; i++) {
		buf_clear(&out);
		if (!quote_text(c->arena, words, (struct chain){ &c->allowed->styles[i], 1 }, &out)
		    && out.len && *out.s == mark)
			style = c->allowed->styles[i];
	}
	buf_free(&out);
	return style;
}

static void
quoted_text(struct check *c, const struct tag *tag, char mark)
{
	const struct style *style;

	/* next to it, it was reported already */
	if (tag->kind == TAG_NAME && (tag->before == mark || tag->behind == mark))
		return;
	style = style_with(c, mark);
	diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"the text '%s' is between quote marks %c of the template", tag->name, mark);
	if (style)
		diag_fix(c->diags, "write '{{#:%s}}' and '{{/:%s}}' in place of the two marks: this"
			" style writes them", style_name(style), style_name(style));
	else
		diag_fix(c->diags, "write '{{#:STYLE}}' and '{{/:STYLE}}' in place of the two"
			" marks, with a style of the file's 'quoting' that writes them");
	failed(c);
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* A mark ends what is after another one of its kind, or begins something; an apostrophe
 * within or after a word begins nothing. */
static void
pass_mark(struct check *c, unsigned k)
{
	unsigned was = c->where, bit = 1U << k;

	c->where &= ~(bit | OUTSIDE);
	if (was & bit) {
		c->where |= OUTSIDE;
		if (c->inside[k])
			quoted_text(c, c->inside[k], marks[k]);
	}
	if (was & OUTSIDE)
		c->where |= marks[k] == '\'' && is_word(c->last) ? OUTSIDE : bit;
	c->inside[k] = NULL;
}

static void
begin_place(struct check *c)
{
	c->where = OUTSIDE;
	memset(c->inside, 0, sizeof(c->inside));
}

/* The command that a shell is to run for its output is read apart from what it is in. */
static void
pass_parenthesis(struct check *c, char parenthesis)
{
	struct command *command = &c->commands[c->ncommands];

	if (parenthesis == '(' && c->last == '$' && c->ncommands < COMMANDS_MAX) {
		*command = (struct command){ .where = c->where };
		memcpy(command->inside, c->inside, sizeof(c->inside));
		c->ncommands++;
		begin_place(c);
	} else if (parenthesis == '(' && c->ncommands) {
		command[-1].parentheses++;
	} else if (c->ncommands && command[-1].parentheses) {
		command[-1].parentheses--;
	} else if (c->ncommands) {
		c->ncommands--;
		c->where = command[-1].where;
		memcpy(c->inside, command[-1].inside, sizeof(c->inside));
	}
}

static void
walk_bytes(struct check *c, const struct frame *frame, const struct tag *tag)
{
	const char *mark;
	size_t i;
	char byte;

	(void)frame;
	for (i = 0; i < tag->text.len; i++) {
		byte = tag->text.s[i];
		mark = byte ? strchr(marks, byte) : NULL;
		if (byte == '\n') {
			c->ncommands = 0;
			begin_place(c);
		} else if (mark && c->last != '\\') {
			pass_mark(c, (unsigned)(mark - marks));
		} else if (byte == '(' || byte == ')') {
			pass_parenthesis(c, byte);
		}
		c->last = c->last == '\\' ? 'x' : byte;
	}
}

/* Takes down that a text is here, perhaps between two marks. */
static void
check_marks(struct check *c, const struct tag *tag)
{
	size_t k;

	for (k = 0; k < MARKS && !c->names->relaxed; k++)
		if (c->where & 1U << k && !c->inside[k])
			c->inside[k] = tag;
}

static void
check_text(struct check *c, const struct tag *tag)
{
	struct pos before = tag->pos;

	check_marks(c, tag);
	c->found->texts = true;
	before.column--;
	check_quote(c, tag->before, before, tag);
	check_quote(c, tag->behind, tag->end, tag);
	if (tag->chain.n > 0)
		return;
	diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"text '%s' in a file without a quoting style", tag->name);
	diag_fix(c->diags, "give the file a 'quoting' in its manifest");
	failed(c);
}

static void
check_plain(struct check *c, const struct tag *tag)
{
	if (!tag->styled)
		return;
	diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"a style on '%s', which is no user's text", tag->name);
	diag_fix(c->diags, "write '{{%s}}'", tag->name);
	failed(c);
}

static void
check_no_value(struct check *c, const struct tag *tag, const char *what)
{
	diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
		"'%s' is %s and has no text to write", tag->name, tr(what));
	diag_fix(c->diags, "use it as a section: '{{#%s}}' and '{{/%s}}'", tag->name, tag->name);
	failed(c);
}

static void
walk_name(struct check *c, const struct frame *frame, const struct tag *tag)
{
	static const char *const no_value[] = {
		[NAME_FLAG] = "a flag", [NAME_MAP] = "a group of names",
		[NAME_LIST_OF_TEXT] = "a list", [NAME_LIST_OF_MAPS] = "a list",
	};
	struct meaning m;

	c->last = 'x';
	if (find_name(c, frame, tag, &m) && c->names && check_present(c, frame, tag, &m)) {
		if (m.info.kind == NAME_TEXT)
			check_text(c, tag);
		else if (m.info.kind == NAME_PLAIN)
			check_plain(c, tag);
		else
			check_no_value(c, tag, no_value[m.info.kind]);
	}
}

static void
walk_section(struct check *c, const struct frame *frame, const struct tag *tag)
{
	struct meaning m;
	struct frame inner = { .up = frame, .path = "" };
	unsigned without = c->where;

	if (!find_name(c, frame, tag, &m))
		return;
	if (c->names) {
		inner.path = m.path;
		inner.loop = m.info.kind == NAME_LIST_OF_TEXT
			|| m.info.kind == NAME_LIST_OF_MAPS;
		inner.kind = m.info.kind == NAME_LIST_OF_TEXT ? NAME_TEXT :
			m.info.kind == NAME_LIST_OF_MAPS ? NAME_MAP :
			m.info.kind;
	}
	walk(c, &inner, tag->body);
	c->where |= without;
}

static void
walk_inverted(struct check *c, const struct frame *frame, const struct tag *tag)
{
	unsigned without = c->where;
	struct meaning m;

	if (find_name(c, frame, tag, &m))
		walk(c, frame, tag->body);
	c->where |= without;
}

/* Marks within are part of the text, which is a text itself. */
static void
walk_quoted(struct check *c, const struct frame *frame, const struct tag *tag)
{
	struct check before;

	if (c->names)
		check_marks(c, tag);
	before = *c;
	c->ncommands = 0;
	begin_place(c);
	c->last = 'x';
	walk(c, frame, tag->body);
	c->where = before.where;
	memcpy(c->inside, before.inside, sizeof(c->inside));
	memcpy(c->commands, before.commands, sizeof(c->commands));
	c->ncommands = before.ncommands;
	c->last = 'x';
	c->found->texts = true;
}

static void
over_bound(struct check *c, const struct tag *tag)
{
	if (c->depth == PART_DEPTH_MAX) {
		diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
			"partial '%s' is nested more than %d deep",
			tag->name, PART_DEPTH_MAX);
		diag_fix(c->diags, "a partial cannot use itself");
	} else {
		diag_at(c->diags, tag->pos, DIAG_TEMPLATE_BROKEN,
			"partial '%s' is more than the %dth of the template",
			tag->name, PART_USES_MAX);
		diag_fix(c->diags, "use fewer partials in partials");
	}
	c->over = true;
	c->ok = false;
}

static void
walk_partial(struct check *c, const struct frame *frame, const struct tag *tag)
{
	if (c->over || (c->depth == PART_DEPTH_MAX && !c->names))
		return;         /* without names, the data may end it in time */
	if (c->depth == PART_DEPTH_MAX || c->nparts == PART_USES_MAX) {
		over_bound(c, tag);
		return;
	}
	c->nparts++;
	c->partials[c->depth++] = tag;
	walk(c, frame, tag->part->tags);
	c->depth--;
}

static void
walk(struct check *c, const struct frame *frame, const struct tag *tag)
{
	static void (*const walkers[TAG_KINDS])(struct check *,
		const struct frame *, const struct tag *) = {
		/* lines have no name */
		[TAG_TEXT] = walk_bytes, [TAG_NAME] = walk_name, [TAG_SECTION] = walk_section,
		[TAG_INVERTED] = walk_inverted, [TAG_PARTIAL] = walk_partial,
		[TAG_QUOTED] = walk_quoted,
	};

	for (; tag && c->failures < FAILURES_MAX; tag = tag->next)
		if (walkers[tag->kind])
			walkers[tag->kind](c, frame, tag);
}

bool
names_check(struct arena *a, const struct tag *tags,
	const struct names *names, const struct chain *allowed, struct names_found *found,
	struct diags *diags)
{
	struct check check = {
		.arena = a, .names = names, .allowed = allowed, .diags = diags, .found = found,
		.uses = &found->uses, .ok = true, .where = OUTSIDE,
	};
	struct frame view = { .path = "", .kind = NAME_MAP };
	struct frame inner = { .up = &view, .path = names ? names->inner : NULL, .kind = NAME_MAP };

	walk(&check, inner.path ? &inner : &view, tags);
	return check.ok;
}
