/* What the values of a manifest's keys look like, whatever they mean.
 * Used by manifest.c. */
#include "client/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "base/near.h"
#include "client/line.h"

/* What one value is looked at with. */
struct looking {
	struct arena *arena;
	struct diags *diags;
	const struct ini_entry *entry;
	const char *value;      /* the entry's, or one word of it */
	const char *list;       /* the words that it may have */
	const struct ini_section *section;
};

/* The words of the list in quotes, with commas between them. */
static const char *
quoted(struct arena *a, const char *list)
{
	const char *all = "", *word;

	while ((word = ini_word(a, &list)))
		all = arena_printf(a, "%s%s'%s'", all, *all ? ", " : "", word);
	return all;
}

void
keys_unknown(struct arena *a, struct pos pos, const char *what, const char *word,
	const char *list, struct diags *diags)
{
	const char *meant = near_word(a, word, list);

	diag_at(diags, pos, DIAG_MANIFEST_BROKEN, "%s '%s'", tr(what), word);
	if (meant)
		diag_fix(diags, "did you mean '%s'?", meant);
	else
		diag_fix(diags, "possible words are %s", quoted(a, list));
}

/* Reports it; `what` has holes for the key and the value. */
static bool
refuse(struct looking *l, const char *what, const char *fix)
{
	diag_at(l->diags, l->entry->pos, DIAG_MANIFEST_BROKEN, "%s",
		tr_printf(l->arena, what, l->entry->key, l->value));
	diag_fix(l->diags, "%s", tr(fix));
	return false;
}

/* Is the word in the list? */
static bool
is_listed(const char *list, const char *word)
{
	size_t len = strlen(word), n;

	for (; *list; list += n + strspn(list + n, " ")) {
		n = strcspn(list, " ");
		if (n == len && !strncmp(list, word, len))
			return true;
	}
	return false;
}

static bool
are_words(struct looking *l)
{
	const char *at = l->entry->value, *word;
	bool ok = true;

	while ((word = ini_word(l->arena, &at)))
		if (!is_listed(l->list, word)) {
			keys_unknown(l->arena, l->entry->pos, tr_printf(l->arena,
				"'%s' has no word", l->entry->key), word, l->list, l->diags);
			ok = false;
		}
	return ok;
}

static bool
is_word(struct looking *l)
{
	if (is_listed(l->list, l->entry->value))
		return true;
	keys_unknown(l->arena, l->entry->pos, tr_printf(l->arena, "'%s' has no word",
		l->entry->key), l->entry->value, l->list, l->diags);
	return false;
}

static bool
is_number(struct looking *l)
{
	const char *value = l->entry->value;

	return (strspn(value, "0123456789") == strlen(value) && strlen(value) < 9
		&& strtoul(value, NULL, 10)) || refuse(l,
			"'%s' takes a number of bytes, found '%s'",
			"write a number without a sign and a unit");
}

static const char no_way[] = "write it without '//', '/./', '/../' and a '/' at either end";

static const char variable[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

static bool
is_place(struct looking *l)
{
	static const char *const folders[] = {
		"~/", "$XDG_CONFIG_HOME/", "$XDG_STATE_HOME/",
	};
	const char *path = l->value;
	size_t i, len;

	if (strpbrk(path, "{}"))
		return refuse(l, "'%s' is not a template, but '%s' has braces",
			"write the path without braces");
	for (i = 0; i < countof(folders); i++) {
		len = strlen(folders[i]);
		if (!strncmp(path, folders[i], len) && path[len])
			return path_goes_down(path + len) || refuse(l,
				"'%s' takes the path of a file, found '%s'", no_way);
	}
	len = *path == '$' ? strspn(path + 1, variable) + 1 : 0;
	if (len > 1 && path[len] == '/' && path[len + 1] && !strcmp(l->entry->key, "places"))
		return path_goes_down(path + len + 1) || refuse(l,
			"'%s' takes the path of a file, found '%s'", no_way);
	return refuse(l, "'%s' takes a place in the home folder, found '%s'",
		"begin it with '~/' or '$XDG_CONFIG_HOME/'");
}

static bool
are_places(struct looking *l)
{
	const char *at = l->value;
	bool ok = true;

	while ((l->value = ini_word(l->arena, &at)))
		ok = is_place(l) && ok;
	return ok;
}

/* FILE SECTION KEY: how many words there are is for manifest.c. */
static bool
is_profile(struct looking *l)
{
	const char *at = l->value;

	l->value = ini_word(l->arena, &at);
	return is_place(l);
}

static bool
is_file(struct looking *l)
{
	return (!strpbrk(l->entry->value, "/{}") && strspn(l->entry->value, ".")
		!= strlen(l->entry->value)) || refuse(l,
		"'%s' takes the name of a file, found '%s'", "write a name without '/' and braces");
}

/* A template whose own text leads nowhere but down. */
static bool
is_path(struct looking *l)
{
	const char *value = l->entry->value;

	return (path_goes_down(value) && *value != '~') || refuse(l,
		"'%s' takes the path of a file, found '%s'", no_way);
}

static bool
are_hosts(struct looking *l)
{
	static const char in_hosts[] = "abcdefghijklmnopqrstuvwxyz0123456789.- ";

	return l->entry->value[strspn(l->entry->value, in_hosts)] == '\0'
		|| refuse(l, "'%s' takes names of hosts, found '%s'",
		"write them in small letters, with spaces between them");
}

/* Names in braces are filled in. */
static bool
is_command(struct looking *l)
{
	const char *at, *end, *name;

	for (at = l->entry->value; (at = strchr(at, '{')); at = end) {
		end = strchr(at, '}');
		if (!end)
			return refuse(l, "'%s' has a '{' without a '}': '%s'",
				"write the '}', or leave out the '{'");
		name = arena_copy(l->arena, at + 1, (size_t)(end - at) - 1);
		if (!is_listed(l->list, name)) {
			keys_unknown(l->arena, l->entry->pos, tr_printf(l->arena,
				"'%s' has no name for", l->entry->key), name, l->list, l->diags);
			return false;
		}
	}
	return true;
}

static bool
is_line(struct looking *l)
{
	return is_command(l) && (line_new(l->arena, l->value) || refuse(l,
		"'%s' takes a line with one {value} or {lower} and at most one '*', found '%s'",
		"write {value} where the value is, and '*' for what may change"));
}

/* What lines begin with, and in its place. */
static bool
is_change(struct looking *l)
{
	const char *at = l->value;
	size_t n;

	for (n = 0; ini_word(l->arena, &at); n++)
		;
	return n == 2 || refuse(l, "'%s' takes two words, found '%s'",
			"write the word that lines begin with, a space and the word in its place");
}

static const struct {
	const char *section, *key;      /* section: how its name begins; key NULL: any */
	bool (*check)(struct looking *);
	const char *list;
} forms[] = {
	{ "target", "protocols", are_words, "imap pop smtp" },
	{ "target", "needs", are_words, "incoming outgoing" },
	{ "target", "tokens", is_word, "own command" },
	{ "file.", "template", is_file, NULL }, { "file.", "path", is_path, NULL },
	{ "file.", "install", is_place, NULL }, { "file.", "places", are_places, NULL },
	{ "file.", "profile_in", are_places, NULL }, { "file.", "present", are_places, NULL },
	{ "file.", "profile", is_profile, NULL }, { "file.", "start", is_file, NULL },
	{ "file.", "lock", is_file, NULL }, { "file.", "line_max", is_number, NULL },
	{ "file.", "merge", is_word, "own block prefs" },
	{ "file.", "accounts", is_word, "many one" }, { "file.", "when", is_word, "merged always" },
	{ "file.", "private", is_word, "yes no" },
	{ "notice.", "severity", is_word, "note warning error" },
	{ "notice.", "server", is_word, "incoming outgoing" },
	{ "notice.", "host_not_in", are_hosts, NULL },
	{ "own.", "severity", is_word, "note warning error" },
	{ "own.", "where", is_word, "before after" },
	{ "readback", "format", is_word, "json lines" },
	{ "readback", "runs_commands", is_word, "yes no" },
	{ "readback.lines", NULL, is_line, "id value lower" },
	{ "readback", "harmless", is_line, "value" },
	{ "readback", "begins", is_line, "id value" },
	{ "readback.ask.", "change", is_change, NULL },
	{ "readback.ask.", "each", is_word, "aliases catch_all" },
	{ "readback.ask.", "command", is_command, "dir file data home id index" },
	{ "readback", "command", is_command, "dir file data home id" },
	{ "readback", "version", is_command, "dir file data home id" },
};

static bool
check_entry(struct looking *l)
{
	size_t i;

	if (!*l->entry->value) {
		diag_at(l->diags, l->entry->pos, DIAG_MANIFEST_BROKEN, "'%s' is empty",
			l->entry->key);
		diag_fix(l->diags, "write a value after the '='");
		return false;
	}
	l->value = l->entry->value;
	for (i = 0; i < countof(forms); i++) {
		l->list = forms[i].list;
		if (!strncmp(l->section->name, forms[i].section, strlen(forms[i].section))
		    && (!forms[i].key || !strcmp(l->entry->key, forms[i].key)))
			return forms[i].check(l);
	}
	return true;
}

bool
keys_check(struct arena *a, const struct ini_section *s, struct diags *diags)
{
	struct looking l = { .arena = a, .diags = diags, .section = s };
	bool ok = true;

	for (l.entry = s->entries; l.entry; l.entry = l.entry->next)
		ok = check_entry(&l) && ok;
	return ok;
}
