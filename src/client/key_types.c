/* Types of the values that a manifest's keys have.
 * Used by the tables of manifest.c. */
#include "client/key_types.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/expression.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/near.h"
#include "base/source.h"
#include "client/keystroke.h"
#include "client/line.h"
#include "client/option.h"
#include "client/target.h"
#include "client/tree.h"
#include "client/view_names.h"
#include "quote/quote.h"

/* ---- names of an account ---- */

/* A word of the client's in one of the languages of its maps. */
static struct name_info
find_word_in(const struct target *t, const char *path)
{
	static const char *const words[] = { "security", "auth", "protocol", "minimum" };
	const struct word_list with_languages = { words, countof(words) };
	struct name_info info = { .kind = NAME_UNKNOWN };
	const char *language = strrchr(path, '.'), *word;
	char name[128];

	if (!language || !words_have(&t->languages, language + 1)
	    || (size_t)(language - path) >= sizeof(name))
		return info;
	snprintf(name, sizeof(name), "%.*s", (int)(language - path), path);
	word = strrchr(name, '.');
	if (word && words_have(&with_languages, word + 1))
		info = view_name_find(name, t->uuids);
	info.optional = false;
	return info;
}

struct name_info
key_account_name(const struct target *t, const char *path)
{
	struct name_info info;
	const struct derived_name *own;

	path += *path == '!';
	if (!strcmp(path, "option"))
		return option_name(t, NULL);
	if (!strncmp(path, "option.", 7))
		return option_name(t, path + 7);
	info = view_name_find(path, t->uuids);
	own = target_name(t, path);
	if (own)
		return (struct name_info){
			.kind = template_writes_text(own->template) ? NAME_TEXT : NAME_PLAIN,
			.made_of = template_names(own->template),
		};
	if (info.kind == NAME_UNKNOWN && target_has_texts(t, path))
		info.kind = NAME_MAP;
	if (info.kind == NAME_UNKNOWN)
		info = find_word_in(t, path);
	info.optional &= !(t->needs[0] && !strcmp(path, "incoming"))
		&& !(t->needs[1] && !strcmp(path, "outgoing"));
	return info;
}

static bool
is_file_name(const char *path)
{
	return !strncmp(path, "file", 4) && (!path[4] || path[4] == '.');
}

/* Is it a name of an account, whatever becomes of files? */
static bool
is_account_name(const struct target *t, const char *name)
{
	const struct name_info info = key_account_name(t, name);
	const struct name_use *use = info.made_of;

	while (use && !is_file_name(use->path))
		use = use->next;
	return info.kind != NAME_UNKNOWN && !use && !is_file_name(name + (*name == '!'));
}

bool
key_names(struct key_reader *k)
{
	const struct manifest_reader *m = k->context;
	const struct word_list *names = k->at;
	const char *name;
	bool ok = true;
	size_t i;

	key_texts(k);
	for (i = 0; i < names->n; i++) {
		name = names->items[i];
		name += !strncmp(name, "same.", 5) ? 5 : !strncmp(name, "differ.", 7) ? 7 : 0;
		if (!is_account_name(m->target, name))
			ok = key_wrong(k, "'%s' is not a name of an account", name);
	}
	return ok;
}

bool
key_when(struct key_reader *k)
{
	unsigned n;

	return key_word_find(k->key->words, k->entry->value, &n) ? key_texts(k) : key_names(k);
}

/* A regular expression as it is in the manifest, with a name of the account or not. */
static bool
is_expression(struct key_reader *k, bool about)
{
	const struct manifest_reader *m = k->context;
	const char *value = *(const char **)k->at = k->entry->value, *why, *name;
	const struct expression *x = expression_new(k->arena, value, &why);

	if (!x)
		return key_wrong(k, "'%s' is not a regular expression that mailgen can use: %s",
			value, tr(why));
	name = expression_name(x);
	if (name && !about)
		return key_wrong(k, "there is no account for the '{{...}}' in '%s'", value);
	if (!name && about)
		return key_wrong(k, "a name of the account, such as '{{id}}', is missing in '%s'",
			value);
	return !name || key_account_name(m->target, name).kind == NAME_TEXT
		|| key_wrong(k, "'%s' is not a text of an account", name);
}

bool
key_expression(struct key_reader *k)
{
	return is_expression(k, false);
}

bool
key_about(struct key_reader *k)
{
	return is_expression(k, true);
}

/* ---- styles and templates ---- */

static const struct style *
find_style(struct key_reader *k, const char *name)
{
	const struct styles *styles = ((const struct manifest_reader *)k->context)->target->styles;
	const struct style *style = style_find(styles, name);

	if (style)
		return style;
	key_wrong(k, "no quoting style is named '%s'", name);
	key_words_fix(k, name, styles_names(k->arena, styles));
	return NULL;
}

bool
key_style(struct key_reader *k)
{
	const struct target *reader = ((const struct manifest_reader *)k->context)
		->target->reader;
	const struct style *style = reader ? style_find(reader->styles, k->entry->value) : NULL;

	return (*(const struct style **)k->at = style ? style : find_style(k, k->entry->value));
}

bool
key_styles(struct key_reader *k)
{
	struct manifest_reader *m = k->context;
	const char *at = k->entry->value, *name;
	const struct style *style;
	bool ok = true;

	m->allowed = arena_alloc(k->arena, strlen(at) / 2 + 1, sizeof(*m->allowed));
	m->nallowed = 0;
	while ((name = ini_word(k->arena, &at))) {
		style = find_style(k, name);
		ok &= style != NULL;
		if (style)
			m->allowed[m->nallowed++] = style;
	}
	return ok;
}

/* Is it about the place of an account in one of the files? */
static bool
is_of_file(const char *path)
{
	static const char names[] = "first last only index has_default after_defaults adopted";
	unsigned n;

	return key_word_find(names, path, &n);
}

/* Is it a file of which a template may ask for the SHA-256: one that is written before that
 * template's, and as a whole? */
static bool
has_digest(const struct target *t, const char *name, size_t len)
{
	const struct target_file *f = t->files;

	while (f && (strncmp(f->name, name, len) || f->name[len]))
		f = f->next;
	return f && f->next && f->merge == MERGE_OWN;
}

/* The section of a file that has a name for templates. */
static const struct ini_section *
file_section(const struct target *t, const char *name, size_t len)
{
	static const char prefix[] = "file.";
	const struct ini_section *s = t->manifest->sections;

	for (; s; s = s->next)
		if (!strncmp(s->name, prefix, strlen(prefix))
		    && !strncmp(s->name + strlen(prefix), name, len)
		    && !s->name[strlen(prefix) + len])
			return s;
	return NULL;
}

/* What "file" or a name below it is, of an account or of several. */
static struct name_info
find_file(struct target *t, const char *path, bool several)
{
	struct name_info info = { .kind = NAME_MAP };
	const char *name = path + strlen("file"), *when, *accounts;
	const struct ini_section *s;
	size_t len;

	if (!*name)
		return info;
	len = strcspn(++name, ".");
	s = file_section(t, name, len);
	accounts = ini_get(s, "accounts");
	when = ini_get(s, "when");
	info.kind = !s || (several && (!accounts || strcmp(accounts, "many"))) ? NAME_UNKNOWN
		: !name[len] ? NAME_TEXT
		: !strcmp(name + len, ".sha256") && has_digest(t, name, len) ? NAME_PLAIN
		: NAME_UNKNOWN;
	info.optional = when && strcmp(when, "always");
	t->names_files |= info.kind != NAME_UNKNOWN;
	t->names_digests |= info.kind == NAME_PLAIN;
	return info;
}

static struct name_info
find_name(void *context, const char *path)
{
	const struct manifest_reader *m = context;
	struct name_info info = { .kind = NAME_UNKNOWN };

	if (is_file_name(path)) {
		info = find_file(m->target, path, m->many);
		info.optional &= m->filling || m->deriving;
		return info;
	}
	if (!m->many)
		return m->deriving && is_of_file(path) ? info
			: key_account_name(m->target, path);
	if (!strcmp(path, "accounts"))
		return (struct name_info){ .kind = NAME_LIST_OF_MAPS };
	if (!strncmp(path, "accounts.", 9)) {
		info = is_file_name(path + 9) ? find_file(m->target, path + 9, false)
			: key_account_name(m->target, path + 9);
		info.root = 9;
	}
	return info;
}

const struct template *
key_compile(struct key_reader *k, struct source *source, const struct style **styles, size_t n)
{
	const struct manifest_reader *m = k->context;
	struct names names = {
		.find = find_name, .context = k->context, .renamed = view_name_renamed,
		.inner = m->inner, .language = m->language, .relaxed = m->relaxed,
	};

	return template_compile(k->arena, source, m->target->styles, styles, n, m->partials, &names,
		k->diags);
}

/* What decides where a file is cannot be made of such a place. */
static const struct template *
without_files(struct key_reader *k, const struct template *template)
{
	const struct manifest_reader *m = k->context;

	if (!template || m->deriving || m->relaxed || !template_uses(template, "file"))
		return template;
	key_wrong(k, "'%s' uses the place of a file", k->entry->key);
	diag_fix(k->diags, "write '{{file.NAME}}' in a file's template");
	return NULL;
}

/* A template that is written in the manifest itself; NULL after reporting. */
static const struct template *
compile_text(struct key_reader *k, const char *written, const struct style **styles, size_t n)
{
	struct source *source;
	const char *text;
	size_t len;

	text = ini_unescape(k->arena, written, &len);
	source = source_new(k->arena, k->entry->pos.source->name, text, len);
	source->at = k->entry->pos;
	return without_files(k, key_compile(k, source, styles, n));
}

/* The same in any style; without one a text is as it is. */
static const struct template *
compile_said(struct key_reader *k, const char *written)
{
	const struct manifest_reader *m = k->context;

	return compile_text(k, written, m->styles, m->nstyles);
}

static bool
compile(struct key_reader *k, const struct style **styles, size_t n)
{
	return (*(const struct template **)k->at = compile_text(k, k->entry->value, styles, n));
}

bool
key_said(struct key_reader *k)
{
	return (*(const struct template **)k->at = compile_said(k, k->entry->value));
}

/* A path with its marks, or a key as it is where the format has no paths; NULL after
 * reporting. */
static const char *
marked(struct key_reader *k, const char *written)
{
	const struct manifest_reader *m = k->context;
	const char *path;

	if (m->target->readback->format == READ_LINES)
		return written;
	path = tree_marked(k->arena, written);
	if (path)
		return path;
	key_wrong(k, "'%s' has a '[' or a ']' without the other one", written);
	diag_fix(k->diags, "write [NUMBER], [*] or [MEMBER=VALUE]");
	return NULL;
}

bool
key_place_in(struct key_reader *k)
{
	const char *path = marked(k, k->entry->value);

	return path && (*(const struct template **)k->at = compile_said(k, path));
}

bool
key_said_name(struct key_reader *k)
{
	struct expectation *x = k->at;
	size_t len;

	x->path = marked(k, k->entry->key);
	if (x->path && strstr(x->path, "{{"))
		return (x->name = compile_said(k, x->path));
	x->path = x->path ? ini_unescape(k->arena, x->path, &len) : NULL;
	return x->path != NULL;
}

static bool
compile_in(struct key_reader *k, const char *name)
{
	const struct style *style = find_style(k, name);

	return style && compile(k, &style, 1);
}

bool
key_pattern(struct key_reader *k)
{
	return compile_in(k, "regex");
}

/* ---- files and folders ---- */

static bool
refuse_path(struct key_reader *k, const char *path)
{
	key_wrong(k, "'%s' takes the path of a file, found '%s'", k->entry->key, path);
	return diag_fix(k->diags, "write it without '//', '/./', '/../' and a '/' at either end");
}

/* A template whose own text leads nowhere but down. */
bool
key_path(struct key_reader *k)
{
	const char *path = k->entry->value;

	return path_goes_down(path) && *path != '~' ? compile_in(k, "path") : refuse_path(k, path);
}

/* Which folders a place may be below: the home folder and XDG's; the system's /etc, too;
 * and those that a variable of the client's own names. */
enum below { BELOW_HOME, BELOW_ETC, BELOW_VARIABLE };

/* What comes after one of these folders; NULL when none does. */
static const char *
below_folder(const char *path, enum below below)
{
	static const char *const folders[] = {
		"~/", "$XDG_CONFIG_HOME/", "$XDG_STATE_HOME/", "/etc/",
	};
	size_t i, len, n = countof(folders) - (below == BELOW_HOME);

	for (i = 0; i < n; i++) {
		len = strlen(folders[i]);
		if (!strncmp(path, folders[i], len) && path[len])
			return path + len;
	}
	if (below != BELOW_VARIABLE || *path != '$')
		return NULL;
	len = 1 + strspn(path + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
	return len > 1 && path[len] == '/' && path[len + 1] ? path + len + 1 : NULL;
}

static bool
is_place(struct key_reader *k, const char *path, enum below below)
{
	const char *rest = below_folder(path, below);

	if (rest)
		return path_goes_down(rest) || refuse_path(k, path);
	if (below == BELOW_HOME) {
		key_wrong(k, "'%s' takes a place in the home folder, found '%s'", k->entry->key,
			path);
		diag_fix(k->diags, "begin it with '~/' or '$XDG_CONFIG_HOME/'");
	} else {
		key_wrong(k, "'%s' takes a place in the home folder or below /etc, found '%s'",
			k->entry->key, path);
		diag_fix(k->diags, "begin it with '~/', '$XDG_CONFIG_HOME/' or '/etc/'");
	}
	return false;
}

/* A path that is no template. */
static bool
is_folder(struct key_reader *k, const char *path)
{
	if (!strpbrk(path, "{}"))
		return is_place(k, path, BELOW_HOME);
	key_wrong(k, "'%s' is not a template, but '%s' has braces", k->entry->key, path);
	return diag_fix(k->diags, "write the path without braces");
}

static bool
read_place(struct key_reader *k, const char *path, enum below below, struct target_place *place)
{
	const struct style *style;

	place->text = path;
	if (!is_place(k, path, below))
		return false;
	if (!strpbrk(path, "{}"))
		return true;
	style = find_style(k, "path");
	return style && (place->template = compile_text(k, path, &style, 1));
}

bool
key_place(struct key_reader *k)
{
	return read_place(k, k->entry->value, BELOW_ETC, k->at);
}

bool
key_folders(struct key_reader *k)
{
	const struct word_list *folders = k->at;
	bool ok = true;
	size_t i;

	key_texts(k);
	for (i = 0; i < folders->n; i++)
		ok &= is_folder(k, folders->items[i]);
	return ok;
}

/* The last component may be several names between commas. */
static bool
read_places(struct key_reader *k, const char *place, struct target_places *places)
{
	const char *last = path_name(place), *name = last, *end;
	bool ok = true;

	for (;; name = end + 1) {
		end = name + (strchr(place, '{') ? strlen(name) : strcspn(name, ","));
		places->items = arena_grow(k->arena, places->items, places->n,
			sizeof(*places->items));
		places->items[places->n] = (struct target_place){ 0 };
		ok &= read_place(k, arena_printf(k->arena, "%.*s%.*s",
			(int)(last - place), place, (int)(end - name), name),
			BELOW_VARIABLE, &places->items[places->n++]);
		if (!*end || !ok)
			return ok;
	}
}

bool
key_places(struct key_reader *k)
{
	const char *at = k->entry->value, *place;
	bool ok = true;

	while ((place = ini_word(k->arena, &at)))
		ok &= read_places(k, place, k->at);
	return ok;
}

bool
key_profile(struct key_reader *k)
{
	const struct word_list *words = k->at;

	key_texts(k);
	if (words->n == 3)
		return is_folder(k, words->items[0]);
	key_wrong(k, "'%s' takes FILE SECTION KEY, found '%s'", k->entry->key, k->entry->value);
	return diag_fix(k->diags, "write three words");
}

bool
key_file(struct key_reader *k)
{
	const char *name = *(const char **)k->at = k->entry->value;

	if (!strpbrk(name, "/{}") && strspn(name, ".") != strlen(name))
		return true;
	key_wrong(k, "'%s' takes the name of a file, found '%s'", k->entry->key, name);
	return diag_fix(k->diags, "write a name without '/' and braces");
}

/* A file of the target's folder; NULL after reporting. */
static struct source *
own_file(struct key_reader *k)
{
	const struct target *t = ((const struct manifest_reader *)k->context)->target;
	struct source *source = target_data(k->arena, t, k->entry->value, k->diags);
	const char *list = "", *name;
	size_t i;

	if (source)
		return source;
	for (i = 0; (name = target_data_name(k->arena, t, i)); i++)
		list = arena_printf(k->arena, "%s%s ", list, name);
	key_wrong(k, "the target has no file '%s'", k->entry->value);
	name = near_word(k->arena, k->entry->value, list);
	if (name)
		diag_fix(k->diags, "did you mean '%s'?", name);
	else
		diag_fix(k->diags, "put a file of this name into the folder of the manifest");
	return NULL;
}

bool
key_own_file(struct key_reader *k)
{
	return key_file(k) && own_file(k);
}

bool
key_source(struct key_reader *k)
{
	struct manifest_reader *m = k->context;
	struct key_reader own = *k;
	const char *name;

	own.at = &name;
	return key_file(&own) && (m->source = own_file(&own));
}

bool
key_mode(struct key_reader *k)
{
	const char *value = k->entry->value;
	unsigned *mode = k->at;

	*mode = strlen(value) <= 4 && strspn(value, "01234567") == strlen(value)
		? (unsigned)strtoul(value, NULL, 8) : 0;
	if (*mode <= 0777 && (*mode & k->key->first) == k->key->first)
		return true;
	key_wrong(k, "'%s' takes the mode of a file, found '%s'", k->entry->key, value);
	return diag_fix(k->diags, "write it in octal digits, such as %04o", k->key->first | 0600);
}

/* ---- words of other forms ---- */

bool
key_hosts(struct key_reader *k)
{
	static const char in_hosts[] = "abcdefghijklmnopqrstuvwxyz0123456789.- ";

	key_texts(k);
	if (strspn(k->entry->value, in_hosts) == strlen(k->entry->value))
		return true;
	key_wrong(k, "'%s' takes names of hosts, found '%s'", k->entry->key, k->entry->value);
	return diag_fix(k->diags, "write them in small letters, with spaces between them");
}

/* Are the names in braces among the words of the key? */
static bool
are_names(struct key_reader *k)
{
	const char *at, *end, *name;
	unsigned n;

	for (at = k->entry->value; (at = strchr(at, '{')); at = end) {
		end = strchr(at, '}');
		if (!end) {
			key_wrong(k, "'%s' has a '{' without a '}': '%s'", k->entry->key,
				k->entry->value);
			return diag_fix(k->diags, "write the '}', or leave out the '{'");
		}
		name = arena_copy(k->arena, at + 1, (size_t)(end - at) - 1);
		if (!key_word_find(k->key->words, name, &n)) {
			key_wrong(k, "'%s' has no name for '%s'", k->entry->key, name);
			key_words_fix(k, name, k->key->words);
			return false;
		}
	}
	return true;
}

bool
key_command(struct key_reader *k)
{
	*(const char **)k->at = k->entry->value;
	return are_names(k);
}

bool
key_keys(struct key_reader *k)
{
	const char *at = k->entry->value, *wrong;
	struct keystroke one;

	*(const char **)k->at = at;
	while (keystroke_next(k->arena, &at, &one, &wrong))
		;
	if (!wrong)
		return are_names(k);
	if (*wrong == '"') {
		key_wrong(k, "'%s' has a '\"' without another one", k->entry->key);
		diag_fix(k->diags, "write '\"' after the text that is waited for");
	} else {
		key_wrong(k, "there is no key '%s'", wrong);
		key_words_fix(k, wrong, keystroke_names);
	}
	return false;
}

bool
key_mounts(struct key_reader *k)
{
	const struct word_list *l = k->at;
	const char *equals;
	size_t i;

	key_texts(k);
	for (i = 0; i < l->n; i++) {
		equals = strchr(l->items[i], '=');
		if (equals && equals[1] && *l->items[i] == '/' && equals > l->items[i] + 1)
			continue;
		key_wrong(k, "'%s' takes PLACE=WHERE, found '%s'", k->entry->key, l->items[i]);
		return diag_fix(k->diags, "write it like /etc/toy={dir}");
	}
	return are_names(k);
}

bool
key_line(struct key_reader *k)
{
	const struct line **line = k->at;

	if (!are_names(k))
		return false;
	*line = line_new(k->arena, k->entry->value);
	if (*line)
		return true;
	key_wrong(k,
		"'%s' takes a line with one {value} or {lower} and at most one '*', found '%s'",
		k->entry->key, k->entry->value);
	return diag_fix(k->diags, "write {value} where the value is, and '*' for what may change");
}

/* SECTION[KEY] with a '*' in SECTION. */
bool
key_numbered(struct key_reader *k)
{
	struct numbered *n = k->at;
	const char *value = k->entry->value, *open = strrchr(value, '[');
	const char *star = strchr(value, '*');
	size_t len = strlen(value);

	if (open && star && star < open && value[len - 1] == ']' && open[1] != ']') {
		n->before = (struct literal){ value, (size_t)(star - value) };
		n->after = (struct literal){ star + 1, (size_t)(open - star) - 1 };
		n->key = arena_copy(k->arena, open + 1, strlen(open + 1) - 1);
		return true;
	}
	key_wrong(k, "'%s' takes SECTION[KEY] with a '*' for a number, found '%s'", k->entry->key,
		value);
	diag_fix(k->diags, "write it like Account: *[account_name]");
	return false;
}

/* What lines begin with, and what is in its place. */
bool
key_change(struct key_reader *k)
{
	struct readback_ask *ask = k->at;
	const char *at = k->entry->value;

	ask->from = ini_word(k->arena, &at);
	ask->to = ini_word(k->arena, &at);
	ask->copy = k->section->pos.line;
	if (ask->to && !ini_word(k->arena, &at))
		return true;
	key_wrong(k, "'%s' takes two words, found '%s'", k->entry->key, k->entry->value);
	return diag_fix(k->diags,
		"write the word that lines begin with, a space and the word in its place");
}

bool
key_words(struct key_reader *k)
{
	const char *at = k->entry->value, *word;
	bool ok = true;
	unsigned n;

	while ((word = ini_word(k->arena, &at)))
		ok &= key_is_word(k, word, &n);
	return ok;
}

/* Maps are looked up where they are used. */
bool
key_map(struct key_reader *k)
{
	unsigned n;

	if (key_word_find(k->key->words, k->entry->key, &n))
		return true;
	key_wrong(k, "[%s] has no key '%s'", k->section->name, k->entry->key);
	key_words_fix(k, k->entry->key, k->key->words);
	return false;
}
