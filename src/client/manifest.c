/* Reads a client's manifest: its abilities, files, notices and read-back.
 * Used by target.c. */
#include "client/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/expression.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/source.h"
#include "client/keys.h"
#include "client/line.h"
#include "client/target.h"
#include "client/vocabulary.h"
#include "quote/quote.h"

/* What reading one manifest works on. */
struct reading {
	struct arena *arena;
	struct target *target;
	const struct partials *partials;
	const char *roles;
	struct diags *diags;
	const struct style **allowed;   /* of the file being read, the default first */
	size_t nallowed;
	const struct style **listed;    /* of all files, behind the raw style */
	size_t nlisted;
	bool many;
	bool ok;
};

static void
complain(struct reading *r, struct pos pos, const char *what, const char *of)
{
	diag_at(r->diags, pos, DIAG_MANIFEST_BROKEN, "%s '%s'", tr(what), of);
	r->ok = false;
}

/* A key that must be there. */
static const char *
need(struct reading *r, const struct ini_section *s, const char *key)
{
	const char *value = ini_get(s, key);

	if (!value)
		complain(r, s->pos, tr_printf(r->arena, "[%s] lacks", s->name), key);
	return value;
}

/* The blank-separated words of a value. */
static const char *const *
words_of(struct arena *a, const char *value, size_t *n)
{
	const char **list, *word;

	list = arena_alloc(a, value ? strlen(value) / 2 + 1 : 1, sizeof(*list));
	for (*n = 0; value && (word = ini_word(a, &value)); )
		list[(*n)++] = word;
	return list;
}

static struct word_list
word_list(struct reading *r, const struct ini_section *s, const char *key)
{
	struct word_list list;

	list.items = words_of(r->arena, ini_get(s, key), &list.n);
	return list;
}

/* Places: paths, of which the last component may be several names between commas. */
static struct word_list
place_list(struct reading *r, const struct ini_section *s)
{
	struct word_list words = word_list(r, s, "places");
	const char *value = ini_get(s, "places"), *slash, *name, *end;
	const char **list = arena_alloc(r->arena, value ? strlen(value) + 1 : 1,
		sizeof(*list));
	size_t i, n = 0;

	for (i = 0; i < words.n; i++) {
		slash = strrchr(words.items[i], '/');
		for (name = slash ? slash + 1 : words.items[i]; ; name = end + 1) {
			end = name + strcspn(name, ",");
			list[n++] = arena_printf(r->arena, "%.*s%.*s",
				slash ? (int)(slash + 1 - words.items[i]) : 0, words.items[i],
				(int)(end - name), name);
			if (!*end)
				break;
		}
	}
	return (struct word_list){ list, n };
}

/* A regular expression as it stands in the manifest, or NULL; one that is about an
 * account has the name of a text of it. */
static const char *
expression(struct reading *r, const struct ini_section *s, const char *key, bool about)
{
	const struct ini_entry *e = ini_entry_find(s, key);
	const struct expression *x;
	const char *why, *name;

	if (!e)
		return NULL;
	x = expression_new(r->arena, e->value, &why);
	if (!x) {
		diag_at(r->diags, e->pos, DIAG_MANIFEST_BROKEN,
			"'%s' is not a regular expression that mailgen can use: %s", e->value,
			tr(why));
		r->ok = false;
		return NULL;
	}
	name = expression_name(x);
	if (name && !about)
		complain(r, e->pos, "there is no account for the '{{...}}' in", e->value);
	else if (about && !name)
		complain(r, e->pos, "a name of the account, such as '{{id}}', is missing in",
			e->value);
	else if (name && vocabulary_find(name, r->roles).kind != NAME_TEXT)
		complain(r, e->pos, "no text of an account:", name);
	return e->value;
}

/* A name of an account; a server that the client needs is always there. */
static struct name_info
account_name(const struct reading *r, const char *path)
{
	struct name_info info = vocabulary_find(path, r->roles);

	if ((r->target->needs_incoming && !strcmp(path, "incoming"))
	    || (r->target->needs_outgoing && !strcmp(path, "outgoing")))
		info.optional = false;
	return info;
}

static struct name_info
find_name(void *context, const char *path)
{
	const struct reading *r = context;

	if (!r->many)
		return account_name(r, path);
	if (!strcmp(path, "accounts"))
		return (struct name_info){ NAME_LIST_OF_MAPS, false };
	if (!strncmp(path, "accounts.", 9))
		return account_name(r, path + 9);
	return (struct name_info){ NAME_UNKNOWN, false };
}

static const struct template *
compile(struct reading *r, struct source *source)
{
	struct names names = { find_name, r };
	const struct template *t;

	t = template_compile(r->arena, source, r->target->styles, r->allowed,
		r->nallowed, r->partials, &names, r->diags);
	r->ok &= t != NULL;
	return t;
}

/* A template that stands in the manifest itself, in the named style. */
static const struct template *
compile_value(struct reading *r, const struct ini_entry *e,
	const struct style **styles, size_t n)
{
	size_t len;
	const char *text = ini_unescape(r->arena, e->value, &len);
	struct source *source = source_new(r->arena, e->pos.source->name, text, len);

	source->at = e->pos;
	r->allowed = styles;
	r->nallowed = n;
	return compile(r, source);
}

static void
unknown_style(struct reading *r, const struct ini_entry *e, const char *name)
{
	keys_unknown(r->arena, e->pos, "no quoting style is named", name,
		styles_names(r->arena, r->target->styles), r->diags);
	r->ok = false;
}

static void
read_styles(struct reading *r, const struct ini_entry *e)
{
	const char *const *words;
	const struct style *style;
	size_t i, n;

	words = words_of(r->arena, e->value, &n);
	r->allowed = arena_alloc(r->arena, n + 1, sizeof(*r->allowed));
	r->nallowed = 0;
	for (i = 0; i < n; i++) {
		style = style_find(r->target->styles, words[i]);
		if (!style)
			unknown_style(r, e, words[i]);
		else
			r->listed[r->nlisted++] = r->allowed[r->nallowed++] = style;
	}
}

static unsigned
read_mode(struct reading *r, const struct ini_section *s)
{
	const char *value = ini_get(s, "mode");
	char *end;
	unsigned long mode = value ? strtoul(value, &end, 8) : 0600;

	if (value && (!*value || *end || mode > 0777 || !(mode & 0600))) {
		complain(r, ini_entry_find(s, "mode")->pos, "no file mode:", value);
		return 0600;
	}
	return (unsigned)mode;
}

/* Is this the value of the key? */
static bool
is(const struct ini_section *s, const char *key, const char *word)
{
	const char *value = ini_get(s, key);

	return value && !strcmp(value, word);
}

/* A short template about one account, as part of an expression. */
static const struct template *
compile_key(struct reading *r, const struct ini_section *s, const char *key)
{
	const struct ini_entry *e = ini_entry_find(s, key);
	const struct style *style = style_find(r->target->styles, "regex");
	bool many = r->many;
	const struct template *t;

	if (!e || !style)
		return NULL;
	r->many = false;
	t = compile_value(r, e, &style, 1);
	r->many = many;
	return t;
}

/* Where the client keeps which folder it uses, and what it shall find there. */
static void
read_profile(struct reading *r, const struct ini_section *s, struct target_file *f)
{
	const struct ini_entry *start = ini_entry_find(s, "start");

	f->profile = word_list(r, s, "profile");
	f->profile_in = word_list(r, s, "profile_in");
	f->present = word_list(r, s, "present");
	f->start = start ? start->value : NULL;
	if (f->profile.n && f->profile.n != 3)
		complain(r, ini_entry_find(s, "profile")->pos,
			"'profile' is FILE SECTION KEY, found", ini_get(s, "profile"));
	if (start && !f->profile.n)
		need(r, s, "profile");
	if (start && !target_data(r->arena, r->target, start->value, r->diags))
		complain(r, start->pos, "the target has no file", start->value);
}

/* What is read in a file of the user's that gets a block. */
static void
read_block(struct reading *r, const struct ini_section *s, struct target_file *f)
{
	f->comment = ini_get(s, "comment");
	f->taken = expression(r, s, "taken", true);
	f->chooses = expression(r, s, "chooses", false);
	f->sways = expression(r, s, "sways", false);
	f->head = expression(r, s, "head", false);
	f->nest = word_list(r, s, "nest");
	f->include = ini_get(s, "include");
	f->prefix = word_list(r, s, "prefix");
	f->ahead = expression(r, s, "ahead", true);
	f->twice = expression(r, s, "twice", true);
	f->twice_at = expression(r, s, "twice_at", true);
	if (f->merge == MERGE_BLOCK)
		need(r, s, "comment");
}

/* What is read in a file of preferences. */
static void
read_prefs(struct reading *r, const struct ini_section *s, struct target_file *f)
{
	f->lists = word_list(r, s, "lists");
	f->same = word_list(r, s, "same");
	f->links = word_list(r, s, "links");
	f->owned = compile_key(r, s, "owned");
	f->formerly = compile_key(r, s, "formerly");
	f->lock = ini_get(s, "lock");
	if (f->merge == MERGE_PREFS)
		need(r, s, "owned");
}

/* How the file goes with what the user has in its place. */
static void
read_merge(struct reading *r, const struct ini_section *s, struct target_file *f)
{
	static const char *const ways[] = {
		[MERGE_OWN] = "own", [MERGE_BLOCK] = "block", [MERGE_PREFS] = "prefs",
	};
	size_t i;

	for (i = 0; i < countof(ways); i++)
		if (is(s, "merge", ways[i]))
			f->merge = (enum merge)i;
	f->install = ini_get(s, "install");
	f->places = place_list(r, s);
	read_profile(r, s, f);
	read_block(r, s, f);
	read_prefs(r, s, f);
	f->secret = expression(r, s, "secret", false);
	f->words = template_words(r->arena, f->content);
	if (f->content && !f->secret
	    && (template_uses(f->content, "incoming.password.value")
	    || template_uses(f->content, "outgoing.password.value")
	    || template_uses(f->content, "accounts.incoming.password.value")
	    || template_uses(f->content, "accounts.outgoing.password.value")))
		complain(r, s->pos, "a file that can contain a password needs the key", "secret");
}

static void
read_file(struct reading *r, const struct ini_section *s, const char *name)
{
	struct target_file *f = arena_alloc(r->arena, 1, sizeof(*f)), **end;
	const char *template = need(r, s, "template"), *limit;
	const struct ini_entry *path = ini_entry_find(s, "path");
	const struct style *path_style = style_find(r->target->styles, "path");
	struct source *source;

	f->name = name;
	f->mode = read_mode(r, s);
	f->private = is(s, "private", "yes");
	f->many = is(s, "accounts", "many");
	f->merged_only = is(s, "when", "merged");
	if (f->merged_only && !f->many)
		complain(r, s->pos, "only a file with 'accounts = many' is merged:", name);
	limit = ini_get(s, "line_max");
	f->line_max = limit ? strtoul(limit, NULL, 10) : 0;
	for (end = &r->target->files; *end; end = &(*end)->next)
		;
	*end = f;
	if (!path || !ini_entry_find(s, "quoting") || !template || !path_style) {
		need(r, s, "path");
		need(r, s, "quoting");
		return;
	}
	r->many = false;
	f->path = compile_value(r, path, &path_style, 1);
	read_styles(r, ini_entry_find(s, "quoting"));
	r->many = f->many;
	source = target_data(r->arena, r->target, template, r->diags);
	if (source && r->nallowed)
		f->content = compile(r, source);
	else if (!source)
		complain(r, ini_entry_find(s, "template")->pos, "no such template:", template);
	read_merge(r, s, f);
}

static void
fill_notice(struct reading *r, const struct ini_section *s, const char *name,
	struct notice *n)
{
	static const char *const grades[] = { "off", "note", "warning", "error" };
	const char *severity = need(r, s, "severity"), *word;
	size_t i;

	n->name = name;
	n->text = need(r, s, "text");
	n->fix = ini_get(s, "fix");
	n->server = ini_get(s, "server");
	n->broken = ini_get(s, "broken");
	n->when = words_of(r->arena, ini_get(s, "when"), &n->nwhen);
	n->beside = words_of(r->arena, ini_get(s, "beside"), &n->nbeside);
	n->hosts = words_of(r->arena, ini_get(s, "host_not_in"), &n->nhosts);
	for (i = 1; severity && i < countof(grades); i++)
		if (!strcmp(grades[i], severity))
			n->severity = (enum severity)i;
	for (i = 0; i < n->nwhen + n->nbeside; i++) {
		word = i < n->nwhen ? n->when[i] : n->beside[i - n->nwhen];
		if (vocabulary_find(word + (*word == '!' ? 1 : !strncmp(word, "same.", 5) ? 5 : 0),
		    r->roles).kind == NAME_UNKNOWN)
			complain(r, ini_entry_find(s, i < n->nwhen ? "when" : "beside")->pos,
				"no name of an account:", word);
	}
}

static void
read_notice(struct reading *r, const struct ini_section *s, const char *name)
{
	struct notice *n = arena_alloc(r->arena, 1, sizeof(*n)), **end;

	fill_notice(r, s, name, n);
	for (end = &r->target->notices; *end; end = &(*end)->next)
		;
	*end = n;
}

static void
read_own(struct reading *r, const struct ini_section *s, const char *name)
{
	struct own_command *own = arena_alloc(r->arena, 1, sizeof(*own)), **end;
	const char *where = ini_get(s, "where");

	fill_notice(r, s, name, &own->notice);
	need(r, s, "command");
	own->command = word_list(r, s, "command");
	own->name = word_list(r, s, "name");
	own->in = word_list(r, s, "in");
	own->where = !where ? OWN_ANYWHERE : !strcmp(where, "before") ? OWN_BEFORE : OWN_AFTER;
	for (end = &r->target->own; *end; end = &(*end)->next)
		;
	*end = own;
}

static struct readback *
readback_of(struct reading *r)
{
	if (!r->target->readback)
		r->target->readback = arena_alloc(r->arena, 1, sizeof(*r->target->readback));
	return r->target->readback;
}

static const struct line *
line_of(struct reading *r, const struct ini_section *s, const char *key)
{
	const char *text = ini_get(s, key);

	return text ? line_new(r->arena, text) : NULL;
}

static void
read_readback(struct reading *r, const struct ini_section *s, const char *name)
{
	struct readback *b = readback_of(r);
	const struct ini_entry *account = ini_entry_find(s, "account");
	const char *unquote = ini_get(s, "unquote"), *separator = ini_get(s, "separator");
	size_t len;

	(void)name;
	b->program = need(r, s, "program");
	b->version = ini_get(s, "version");
	b->stand_in = ini_get(s, "stand_in");
	b->command = need(r, s, "command");
	b->asks = arena_alloc(r->arena, 1, sizeof(*b->asks));
	b->asks->command = b->command;
	b->runs_commands = is(s, "runs_commands", "yes");
	need(r, s, "format");
	b->json = is(s, "format", "json");
	b->separator = ini_unescape(r->arena, separator ? separator : "=", &len);
	b->absent = ini_get(s, "absent");
	b->harmless = line_of(r, s, "harmless");
	b->begins = line_of(r, s, "begins");
	b->unquote = unquote ? style_find(r->target->styles, unquote) : NULL;
	if (unquote && !b->unquote)
		unknown_style(r, ini_entry_find(s, "unquote"), unquote);
	r->many = false;
	if (account)
		b->account = compile_value(r, account, r->listed, r->nlisted);
}

static void
read_expectations(struct reading *r, const struct ini_section *s,
	const char *name)
{
	struct readback *b = readback_of(r);
	struct expectation *x, **end = &b->values;
	const struct ini_entry *e;
	struct line *line;

	(void)name;
	r->many = false;
	for (e = s->entries; e; e = e->next) {
		x = arena_alloc(r->arena, 1, sizeof(*x));
		x->key = e->key;
		x->value = compile_value(r, e, r->listed, r->nlisted);
		x->line = line = arena_alloc(r->arena, 1, sizeof(*line));
		*line = (struct line){ { arena_printf(r->arena, "%s%s", e->key,
			b->separator ? b->separator : ""), "" }, 2, 1, false };
		x->asked = b->asks;
		b->nvalues++;
		*end = x;
		end = &x->next;
	}
}

/* The value that the manifest says more of; NULL after reporting. */
static struct expectation *
expected(struct reading *r, struct pos pos, const char *key)
{
	struct expectation *x;
	const char *keys = "";

	for (x = readback_of(r)->values; x; x = x->next)
		if (!strcmp(x->key, key))
			return x;
	for (x = readback_of(r)->values; x; x = x->next)
		keys = arena_printf(r->arena, "%s %s", keys, x->key);
	keys_unknown(r->arena, pos, "[readback.values] has no key", key, keys, r->diags);
	r->ok = false;
	return NULL;
}

static void
read_lines(struct reading *r, const struct ini_section *s, const char *name)
{
	const struct ini_entry *e;
	struct expectation *x;

	(void)name;
	for (e = s->entries; e; e = e->next)
		if ((x = expected(r, e->pos, e->key)))
			x->line = line_new(r->arena, e->value);
}

static void
read_ask(struct reading *r, const struct ini_section *s, const char *name)
{
	struct readback_ask *ask = arena_alloc(r->arena, 1, sizeof(*ask)), **end;
	const char *change = ini_get(s, "change"), *keys = ini_get(s, "for"), *key;
	struct expectation *x;

	for (end = &readback_of(r)->asks; *end; end = &(*end)->next)
		;
	*end = ask;
	ask->command = need(r, s, "command");
	ask->each = ini_get(s, "each");
	if (change) {
		ask->from = ini_word(r->arena, &change);
		ask->to = ini_word(r->arena, &change);
		ask->copy = s->pos.line;
	}
	keys = keys ? keys : name;
	while ((key = ini_word(r->arena, &keys)))
		if ((x = expected(r, s->pos, key)))
			x->asked = ask;
}

static void
read_head(struct reading *r, const struct ini_section *s, const char *name)
{
	struct target *t = r->target;
	const char *const *words;
	size_t i, n;

	(void)name;
	t->title = need(r, s, "title");
	t->reference = need(r, s, "reference");
	t->tested = ini_get(s, "tested");
	t->asks = ini_get(s, "asks");
	t->fetches_tokens = is(s, "tokens", "own");
	r->roles = ini_get(s, "uuids");
	words = words_of(r->arena, need(r, s, "protocols"), &n);
	for (i = 0; i < n; i++)
		t->speaks[protocol_find(words[i])] = true;
	words = words_of(r->arena, ini_get(s, "needs"), &n);
	for (i = 0; i < n; i++) {
		t->needs_incoming |= !strcmp(words[i], "incoming");
		t->needs_outgoing |= !strcmp(words[i], "outgoing");
	}
}

/* The maps a manifest may have, and our words that they may give to a client's.
 * `.name` stands behind each protocol. */
static const struct {
	const char *name, *words;
} maps[] = {
	{ ".security", " tls starttls none " },
	{ ".auth", " password plain login cram-md5 scram-sha-1 scram-sha-256 digest-md5"
		" apop xoauth2 oauthbearer gssapi ntlm external none " },
	{ "protocol", " imap pop smtp " },
	{ "tls.minimum", " 1.0 1.1 1.2 1.3 " },
};

static const char map_names[] = "imap.security imap.auth pop.security pop.auth smtp.security "
	"smtp.auth protocol tls.minimum";

/* Is the key one of the list, which has blanks around each? */
static void
check_key(struct reading *r, const struct ini_entry *e, const char *list, const char *what)
{
	if (strstr(list, arena_printf(r->arena, " %s ", e->key)))
		return;
	keys_unknown(r->arena, e->pos, what, e->key, list + 1, r->diags);
	r->ok = false;
}

static bool
is_map(struct reading *r, size_t map, const char *name)
{
	const char *dot = strchr(name, '.');

	if (*maps[map].name != '.')
		return !strcmp(maps[map].name, name);
	return dot && !strcmp(dot, maps[map].name) && protocol_find(arena_copy(
		r->arena, name, (size_t)(dot - name))) != PROTOCOL_UNSET;
}

/* Maps are looked up where they are used; here only their words are checked. */
static void
check_map(struct reading *r, const struct ini_section *s, const char *name)
{
	const struct ini_entry *e;
	size_t map;

	for (map = 0; map < countof(maps); map++)
		if (is_map(r, map, name))
			break;
	if (map == countof(maps)) {
		keys_unknown(r->arena, s->pos, "no map of a manifest:", name, map_names, r->diags);
		r->ok = false;
		return;
	}
	for (e = s->entries; e; e = e->next)
		check_key(r, e, maps[map].words, "no word of an account:");
}

/* The kinds of sections in the order in which they are read. Names end in '.'
 * where a name of the section's own follows; keys "": any; NULL: with any values. */
static const struct {
	const char *name, *keys;
	void (*read)(struct reading *, const struct ini_section *, const char *name);
} kinds[] = {
	{ "target", " title protocols needs reference tested asks tokens uuids ", read_head },
	{ "map.", NULL, check_map },
	{ "file.", " template path install mode private quoting accounts when line_max"
		" merge places profile profile_in present start comment taken ahead twice twice_at"
		" chooses sways head nest include prefix lists same links owned formerly lock"
		" secret ",
		read_file },
	{ "notice.", " when beside host_not_in server severity text fix broken ", read_notice },
	{ "own.", " where in command name when severity text fix ", read_own },
	{ "readback", " program version stand_in command format separator begins absent harmless"
		" unquote account runs_commands ",
		read_readback },
	{ "readback.values", NULL, read_expectations },
	{ "readback.lines", "", read_lines },
	{ "readback.ask.", " for command change each ", read_ask },
};

static bool
is_kind(size_t kind, const char *section)
{
	size_t len = strlen(kinds[kind].name);

	if (kinds[kind].name[len - 1] == '.')
		return !strncmp(section, kinds[kind].name, len) && section[len];
	return !strcmp(section, kinds[kind].name);
}

static void
check_section(struct reading *r, const struct ini_section *s)
{
	const struct ini_entry *e;
	size_t kind;

	for (kind = 0; kind < countof(kinds); kind++)
		if (is_kind(kind, s->name))
			break;
	if (kind == countof(kinds)) {
		keys_unknown(r->arena, s->pos, "a manifest has no section", s->name,
			"target map.NAME file.NAME notice.NAME own.NAME readback readback.values"
			" readback.lines"
			" readback.ask.NAME", r->diags);
		r->ok = false;
		return;
	}
	if (!kinds[kind].keys)
		return;
	for (e = s->entries; e && *kinds[kind].keys; e = e->next)
		check_key(r, e, kinds[kind].keys, tr_printf(r->arena, "[%s] has no key", s->name));
	r->ok = keys_check(r->arena, s, r->diags) && r->ok;
}

/* Every style name that any file lists needs room behind "raw". */
static size_t
count_words(const struct ini *ini)
{
	const struct ini_section *s;
	const struct ini_entry *e;
	size_t n = 2;

	for (s = ini->sections; s; s = s->next)
		for (e = s->entries; e; e = e->next)
			n += strlen(e->value) / 2 + 1;
	return n;
}

bool
manifest_read(struct arena *a, struct target *target, const struct ini *ini,
	const struct partials *partials, struct diags *diags)
{
	struct reading r = {
		.arena = a, .target = target, .partials = partials, .diags = diags,
		.listed = arena_alloc(a, count_words(ini), sizeof(*r.listed)), .ok = true,
	};
	const struct ini_section *s;
	size_t kind;

	r.listed[r.nlisted++] = style_find(target->styles, "raw");
	for (s = ini->sections; s; s = s->next)
		check_section(&r, s);
	if (!ini_section_find(ini, "target"))
		complain(&r, (struct pos){ 0 }, "a manifest lacks the section", "target");
	for (kind = 0; kind < countof(kinds); kind++)
		for (s = ini->sections; s; s = s->next)
			if (is_kind(kind, s->name))
				kinds[kind].read(&r, s, s->name + strlen(kinds[kind].name));
	if (r.ok && !target->files)
		complain(&r, ini->sections->pos, "a manifest lacks", "[file.NAME]");
	if (target->readback && !ini_section_find(ini, "readback"))
		complain(&r, ini->sections->pos, "a manifest lacks", "[readback]");
	return r.ok;
}
