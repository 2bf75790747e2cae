/* Values that are read as they are and still hardly meant so: what YAML takes off
 * them, what is not seen around them. Used by the reading of fields in load*.c. */
#include "model/doubt.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/node.h"
#include "model/checks.h"
#include "model/fields.h"
#include "model/loader.h"
#include "model/mend.h"
#include "model/words.h"

/* ---- quotes ---- */

static bool
is_bare(struct text t)
{
	static const char first[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/";
	size_t i;

	if (!t.len || !strchr(first, *t.s))
		return false;
	for (i = 0; i < t.len; i++)
		if ((unsigned char)t.s[i] < 0x80 && !strchr(first, t.s[i])
		    && !strchr("0123456789@._-+ ", t.s[i]))
			return false;
	return t.s[t.len - 1] != ' ';
}

const char *
doubt_quoted(struct arena *a, const struct words *words, struct text t)
{
	struct buf out = { 0 };
	size_t i;

	if (is_bare(t) && !words_find(words, "bool", t.s, t.len) && !text_is_nocase(t, "null"))
		return arena_copy(a, t.s, t.len);
	buf_putc(&out, '"');
	for (i = 0; i < t.len; i++) {
		if (strchr("\"\\", t.s[i]))
			buf_putc(&out, '\\');
		buf_putc(&out, t.s[i]);
	}
	buf_putc(&out, '"');
	return literal_take(a, &out).s;
}

/* ---- what YAML takes off ---- */

static const char all_of_it[] = "write '%s: \"...\"', with all of it in the quotes";

/* Reports the value in words that name the field, as the fix does. What was meant is not
 * shown: it may be a password. */
static void
doubt_quotes(struct loader *l, const struct field *f, struct pos pos, const char *what,
	const char *fix)
{
	diag_at(l->diags, pos, DIAG_YAML_QUOTES, what, f->name);
	diag_fix(l->diags, fix, f->name);
}

static void
doubt_form(struct loader *l, const struct field *f, const struct node *node)
{
	struct pos pos = node->text.pos;
	const char *what = NULL, *fix = all_of_it;

	if (node->anchor)
		what = "'%s' begins with '&': YAML takes the word after it for the name of an"
			" anchor, and leaves it out";
	else if (node->tagged)
		what = "'%s' begins with '!': YAML takes it for a tag, and leaves it out";
	else if (f->secret && node->plain && source_end(pos).line > pos.line)
		what = "'%s' goes on in the next line: YAML puts one space between the two";
	if (f->secret ? node->remark : node->glued) {
		what = "'%s' ends before the ' #': YAML takes the rest for a comment";
		fix = "write '%s: \"...\"', with all of the value in the quotes";
	}
	if (what)
		doubt_quotes(l, f, pos, what, fix);
}

static bool
is_word(struct loader *l, const struct node *node)
{
	return node->plain && (load_word(l, "bool", node->text)
		|| (node->text.len == 1 && strchr("yYnN", *node->text.s))
		|| text_is(node->text, "Null") || text_is(node->text, "NULL"));
}

static bool
is_number(const struct node *node)
{
	const char *s = node->text.s;

	if (!node->plain || !node->text.len)
		return false;
	s += strspn(s, "+-");
	if (s[0] == '0' && s[1] && strchr("xo", s[1]))
		return !s[2 + strspn(s + 2, "0123456789abcdefABCDEF")];
	return strspn(s, "0123456789") && !s[strspn(s, "0123456789.eE+-")];
}

/* Texts that a word for true or false is hardly meant for. */
static void
doubt_word(struct loader *l, const struct field *f, const struct node *node)
{
	if (f->secret && is_word(l, node)) {
		doubt_quotes(l, f, node->text.pos, "'%s' is a text, and this word without quotes"
			" is not text in YAML", all_of_it);
		return;
	}
	if ((f->type != FIELD_TEXT && f->type != FIELD_SIGNATURE && f->type != FIELD_HOST)
	    || !is_word(l, node))
		return;
	diag_at(l->diags, node->text.pos, DIAG_YAML_QUOTES,
		"'%s' is a text, and '%s' without quotes is not text in YAML", f->name,
		load_shown(l, node->text));
	diag_fix(l->diags, "write '%s: \"%s\"' if that is meant, else leave it out", f->name,
		load_shown(l, node->text));
}

/* ---- what is around it ---- */

/* Characters that are not seen: spaces of all widths, and those of no width. */
static bool
is_unseen(unsigned code)
{
	return code == ' ' || code == '\t' || code == 0xA0 || code == 0xAD || code == 0x1680
		|| (code >= 0x2000 && code <= 0x200F) || code == 0x202F || code == 0x205F
		|| (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069)
		|| code == 0x3000 || code == 0xFEFF || code == 0x3164 || code == 0x115F;
}

/* The code point that the text begins with, or that it ends with; and its length. */
static unsigned
first_code(struct text t, size_t *len)
{
	unsigned code;

	*len = t.len ? utf8_decode(t.s, t.len, &code) : 0;
	return *len ? code : 0;
}

static unsigned
last_code(struct text t, size_t *len)
{
	unsigned code;

	for (*len = 1; *len <= 4 && *len <= t.len; ++*len)
		if (utf8_decode(t.s + t.len - *len, *len, &code) == *len)
			return code;
	*len = 0;
	return 0;
}

static bool
take_unseen(struct text *t)
{
	size_t before = t->len, n;

	while (is_unseen(first_code(*t, &n)) && n)
		t->s += n, t->len -= n;
	while (is_unseen(last_code(*t, &n)) && n)
		t->len -= n;
	return t->len < before;
}

/* “English”, „German“, «French», ‹single›, ‘single’, ‚single‘ and their mixtures. */
static bool
take_quotes(struct text *t)
{
	static const unsigned opening[] = { 0x201C, 0x201E, 0x201D, 0xAB, 0xBB, 0x2039,
		0x203A, 0x2018, 0x201A, 0x2019 };
	size_t i, first, last;
	unsigned begin = first_code(*t, &first), end = last_code(*t, &last);
	bool opens = false, closes = false;

	for (i = 0; i < countof(opening); i++) {
		opens |= begin == opening[i];
		closes |= end == opening[i];
	}
	if (!opens || !closes || t->len < first + last)
		return false;
	t->s += first;
	t->len -= first + last;
	take_unseen(t);
	return true;
}

const char *
doubt_trim(struct text *t)
{
	bool unseen = take_unseen(t);

	if (take_quotes(t))
		return "typographic quotes around it, which are part of it to YAML";
	return unseen ? "spaces or invisible characters around it" : NULL;
}

/* Fields whose text goes to clients as it is; hosts and addresses are checked more
 * closely, and the arguments of a command may have spaces around them. */
static bool
is_text(enum field_type type)
{
	return type == FIELD_TEXT || type == FIELD_SIGNATURE || type == FIELD_FOLDER
		|| type == FIELD_PASSWORD || type == FIELD_ATTRIBUTES;
}

static bool
in_table(struct text t)
{
	return t.pos.source && t.pos.source->columns;
}

/* As other languages end an entry with. */
static bool
take_separator(const struct field *f, struct text *t)
{
	if (f->type != FIELD_TEXT || t->len < 2 || !strchr(",;", t->s[t->len - 1]))
		return false;
	t->len--;
	return true;
}

static void
doubt_ends(struct loader *l, const struct field *f, const struct node *node)
{
	struct text t = node->text;
	/* a cell of a table has no quotes of its own */
	bool unseen, bare = node->plain || in_table(t);
	const char *what;

	if (!is_text(f->type) || memchr(t.s, '\n', t.len))
		return;
	unseen = take_unseen(&t);
	what = unseen ? "there are spaces or invisible characters around '%s'"
		: bare && take_quotes(&t)
		? "there are typographic quotes around '%s', which are part of it to YAML"
		: bare && !f->secret && take_separator(f, &t)
		? "there is a comma or a semicolon at the end of '%s', which is part of it to YAML"
		: NULL;
	if (!what)
		return;
	if (unseen && bare)
		take_quotes(&t);
	diag_at(l->diags, node->text.pos, DIAG_STRAY_CHARACTER, what, f->name);
	if (!t.len)
		load_or_leave(l, f);
	else if (f->secret || f->guarded || text_has_password(t.s, t.len))
		diag_fix(l->diags, "type it again; put it in quotes if all of it is meant, and"
			" add 'allow: [%s]'", diag_word(DIAG_STRAY_CHARACTER));
	else {
		diag_fix(l->diags, "write '%s: %s'", f->name, doubt_quoted(l->arena, l->words, t));
		mend_value(l, node->text, doubt_quoted(l->arena, l->words, t));
	}
}

/* A cell has no quotes of its own, so that such a word can only be refused. */
static bool
refuse_cell(struct loader *l, const struct field *f, struct text t)
{
	if (f->type != FIELD_FOLDER || !in_table(t) || !load_word(l, "bool", t))
		return false;
	load_show(t);
	diag_at(l->diags, t.pos, DIAG_WRONG_TYPE, "'%s' takes the name of a folder, found '%s'",
		f->name, load_shown(l, t));
	if (f->kind)
		diag_fix(l->diags, "write 'none' for no copies, or leave the cell empty");
	else
		diag_fix(l->diags, "leave the cell empty");
	return true;
}

/* Nothing may be what is meant: no folder. An empty cell of a table is none of its own. */
static bool
doubt_nothing(struct loader *l, const struct field *f, const struct node *node)
{
	if (f->type != FIELD_FOLDER || !f->kind || !node_is_null(node) || in_table(node->text))
		return false;
	diag_at(l->diags, node->text.pos, DIAG_YAML_QUOTES,
		"'%s' has no value, so that the client chooses the folder", f->name);
	diag_fix(l->diags, "write '%s: none' for no copies, or leave '%s' out", f->name, f->name);
	return true;
}

/* A folder is named, and what is not text to YAML was hardly meant as a name. */
static bool
refuse_folder(struct loader *l, const struct field *f, const struct node *node)
{
	const char *shown = load_shown(l, node->text);
	bool word = is_word(l, node);

	if (f->type != FIELD_FOLDER || !(word || is_number(node)))
		return false;
	load_show(node->text);
	diag_at(l->diags, node->text.pos, DIAG_WRONG_TYPE, word
		? "'%s' takes the name of a folder, found '%s' without quotes, which is not"
		" text in YAML" : "'%s' takes the name of a folder, found the number '%s'"
		" without quotes", f->name, shown);
	if (f->kind && word)
		diag_fix(l->diags, "write '%s: none' for no copies, or '%s: \"%s\"' for a folder"
			" of that name", f->name, f->name, shown);
	else
		diag_fix(l->diags, "write '%s: \"%s\"' for a folder of that name, else leave it"
			" out", f->name, shown);
	return true;
}

static bool
begins_with(struct text t, const char *const *beginnings, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strncmp(t.s, beginnings[i], strlen(beginnings[i])))
			return true;
	return false;
}

/* A signature is the text itself; one line that is the path of a file, or a program
 * with a '|' after it, was hardly meant as that. */
static bool
refuse_signature(struct loader *l, const struct field *f, struct text t)
{
	static const char *const paths[] = { "~/", "./", "$HOME/", "${HOME}/", "file:",
		"/home/", "/etc/", "/usr/", "/Users/" };
	bool program = t.len && t.s[t.len - 1] == '|';
	const char *path;

	if (f->type != FIELD_SIGNATURE || memchr(t.s, '\n', t.len) || strchr(t.s, ' ')
	    || !(program || begins_with(t, paths, countof(paths))))
		return false;
	diag_at(l->diags, t.pos, DIAG_BAD_VALUE, "'%s' takes the text itself, and this looks"
		" like a file or a program", f->name);
	if (!program && !path_check(t)) {
		path = doubt_quoted(l->arena, l->words, t);
		diag_fix(l->diags, "write '%s: {file: %s}'", f->name, path);
		mend_value(l, t, arena_printf(l->arena, "{file: %s}", path));
	} else {
		load_copy(l, f);
	}
	return true;
}

bool
doubt_scalar(struct loader *l, const struct field *f, const struct node *node)
{
	if (refuse_folder(l, f, node) || refuse_cell(l, f, node->text)
	    || refuse_signature(l, f, node->text))
		return false;
	doubt_form(l, f, node);
	if (doubt_nothing(l, f, node) || !node->text.len)
		return true;
	doubt_word(l, f, node);
	doubt_ends(l, f, node);
	return true;
}

/* ---- passwords ---- */

/* Is it a whole of NAME: upper case, as variables of the environment are? */
static bool
is_variable(const char *s, size_t len)
{
	static const char chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

	return len > 1 && strspn(s, chars) == len && (*s < '0' || *s > '9');
}

static bool
looks_variable(struct text t)
{
	if (t.len < 2 || *t.s != '$')
		return false;
	if (t.s[1] == '{')
		return t.s[t.len - 1] == '}' && is_variable(t.s + 2, t.len - 3);
	return is_variable(t.s + 1, t.len - 1);
}

/* Does it begin with a program that prints passwords, and go on? */
static bool
looks_program(struct loader *l, struct text t)
{
	size_t skip = t.len && strchr("!|", *t.s) ? 1 : 0, n, base;

	n = strcspn(t.s + skip, " ");
	for (base = skip + n; base > skip && t.s[base - 1] != '/'; base--)
		;
	return n && t.s[skip + n] == ' '
		&& load_word(l, "password-program", (struct text){ arena_copy(l->arena,
		t.s + base, skip + n - base), skip + n - base, t.pos, true });
}

static bool
looks_substitution(struct text t)
{
	return t.len > 3 && ((!strncmp(t.s, "$(", 2) && t.s[t.len - 1] == ')')
		|| (*t.s == '`' && t.s[t.len - 1] == '`'));
}

static bool
looks_file(struct text t)
{
	static const char *const folders[] = { "~/", "$HOME/", "${HOME}/", "/home/", "/etc/",
		"/run/", "/Users/", "/dev/", "./", "../", "file:" };

	return begins_with(t, folders, countof(folders));
}

/* "{command: ...}" in quotes is a text. */
static bool
looks_source(struct text t)
{
	static const char *const keys[] = { "command", "file", "env", "keyring" };
	const char *s = t.s + 1 + strspn(t.s + !!t.len, " \"'");
	size_t i, n;

	if (t.len < 2 || *t.s != '{' || t.s[t.len - 1] != '}')
		return false;
	for (i = 0; i < countof(keys); i++) {
		n = strlen(keys[i]);
		if (!strncmp(s, keys[i], n) && s[n + strspn(s + n, " \"'")] == ':')
			return true;
	}
	return false;
}

/* "********" or "<your password>" */
static bool
looks_placeholder(struct text t)
{
	unsigned code, first = 0;
	size_t i, n;

	if (t.len > 2 && *t.s == '<' && t.s[t.len - 1] == '>')
		return true;
	for (i = 0; i < t.len; i += n) {
		n = utf8_decode(t.s + i, t.len - i, &code);
		first = i ? first : code;
		if (!n || code != first || !(code == '*' || code == 0x2022 || code == 0x25CF))
			return false;
	}
	return t.len > 2;
}

void
doubt_password(struct loader *l, const struct field *f, struct text t)
{
	const char *what = NULL, *fix = NULL;

	if (looks_substitution(t) || looks_program(l, t) || !strncmp(t.s, "command:", 8)) {
		what = "the password itself looks like a command that prints one";
		fix = "write '%s: {command: \"...\"}', with the command alone in the quotes";
	} else if (looks_variable(t) || !strncmp(t.s, "env:", 4)) {
		what = "the password itself looks like a variable of the environment";
		fix = "write '%s: {env: NAME}', with the variable's name";
	} else if (!strncmp(t.s, "keyring:", 8)) {
		what = "the password itself looks like an entry of a keyring";
		fix = "write '%s: {keyring: {service: NAME, user: NAME}}', with the entry's names";
	} else if (looks_source(t)) {
		what = "the password itself looks like the way to get one";
		fix = "leave out the quotes around the braces after '%s: '";
	} else if (looks_file(t)) {
		what = "the password itself looks like a file";
		fix = "write '%s: {file: PATH}', with the file's path";
	} else if (looks_placeholder(t)) {
		what = "the password itself looks like what is put in its place";
		fix = "write '%s: {command: ...}' with a command that prints it, or leave it out";
	}
	if (!what)
		return;
	diag_at(l->diags, t.pos, DIAG_PASSWORD_LITERAL, "%s", what);
	diag_fix(l->diags, fix, f->name);
}
