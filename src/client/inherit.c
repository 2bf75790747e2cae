/* What sections of a manifest have from others: those of the target that it extends, notices
 * that targets share, and the maps that hold for all protocols. Used by targets.c. */
#include "client/inherit.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/near.h"
#include "model/account.h"

/* A copy of the manifest that can be changed; it borrows the entries. */
static struct ini *
copy(struct arena *a, const struct ini *ini)
{
	struct ini *new = arena_alloc(a, 1, sizeof(*new));
	struct ini_section **end = &new->sections;
	const struct ini_section *s;

	new->name = ini->name;
	for (s = ini->sections; s; s = s->next, end = &(*end)->next)
		*end = ini_section_over(a, s, NULL);
	return new;
}

/* Puts a section in place of the one of its name, or at the end. */
static void
put_section(struct ini *ini, struct ini_section *section)
{
	struct ini_section **at = &ini->sections;

	while (*at && strcmp((*at)->name, section->name))
		at = &(*at)->next;
	section->next = *at ? (*at)->next : NULL;
	*at = section;
}

static void
drop_section(struct ini *ini, const char *name)
{
	struct ini_section **at = &ini->sections;

	while (*at && strcmp((*at)->name, name))
		at = &(*at)->next;
	if (*at)
		*at = (*at)->next;
}

static bool
drop_key(struct ini_section *section, const char *key)
{
	struct ini_entry **at = section ? &section->entries : NULL;

	while (at && *at && strcmp((*at)->key, key))
		at = &(*at)->next;
	if (!at || !*at)
		return false;
	*at = (*at)->next;
	return true;
}

/* Takes away SECTION or SECTION:KEY. */
static bool
take_away(struct arena *a, struct ini *ini, const char *word)
{
	const char *colon = strchr(word, ':');
	const char *name = colon ? arena_copy(a, word, (size_t)(colon - word)) : word;
	struct ini_section *s = ini_section_find(ini, name);

	if (colon)
		return drop_key(s, colon + 1);
	drop_section(ini, name);
	return s != NULL;
}

/* All that can be taken away of it, with spaces between. */
static const char *
parts(struct arena *a, const struct ini *ini, const char *word)
{
	const struct ini_section *s;
	const struct ini_entry *e;
	const char *list = "";

	for (s = ini->sections; s; s = s->next) {
		list = arena_printf(a, "%s%s ", list, s->name);
		for (e = strchr(word, ':') ? s->entries : NULL; e; e = e->next)
			list = arena_printf(a, "%s%s:%s ", list, s->name, e->key);
	}
	return list;
}

static bool
take_away_all(struct arena *a, struct ini *ini, const struct ini_entry *without,
	struct diags *diags)
{
	const char *at, *word, *meant;
	bool ok = true;

	if (!without)
		return true;
	at = without->value;
	while ((word = ini_word(a, &at))) {
		if (take_away(a, ini, word))
			continue;
		diag_at(diags, without->pos, DIAG_MANIFEST_BROKEN,
			"the target that this one extends has no '%s'", word);
		meant = near_word(a, word, parts(a, ini, word));
		if (meant)
			diag_fix(diags, "did you mean '%s'?", meant);
		else
			diag_fix(diags, "remove '%s'", word);
		ok = false;
	}
	return ok;
}

const struct ini *
inherit_manifest(struct arena *a, const struct ini *own, const struct ini *base,
	struct diags *diags)
{
	static const char *const ones_own[] = { "title", "extends", "without" };
	struct ini *ini = copy(a, base);
	const struct ini_section *target = ini_section_find(own, "target"), *s;
	size_t i;

	if (!take_away_all(a, ini, ini_entry_find(target, "without"), diags))
		return NULL;
	for (i = 0; i < countof(ones_own); i++)
		drop_key(ini_section_find(ini, "target"), ones_own[i]);
	for (s = own->sections; s; s = s->next)
		put_section(ini, ini_section_over(a, s, ini_section_find(ini, s->name)));
	ini->name = own->name;
	return ini;
}

/* The keys of a section that are among those of another one. */
static struct ini_section *
only_those_of(struct arena *a, const struct ini_section *s, const struct ini_section *other)
{
	struct ini_section *some = ini_section_over(a, s, NULL);
	struct ini_entry **at = &some->entries;

	while (*at)
		if (ini_entry_find(other, (*at)->key))
			at = &(*at)->next;
		else
			*at = (*at)->next;
	return some;
}

/* A question with those of its values that are among a section's keys; NULL: it has none. */
static struct ini_section *
question_of(struct arena *a, const struct ini_section *s, const struct ini_section *values)
{
	struct ini_section *some = ini_section_over(a, s, NULL);
	struct ini_entry *also = ini_entry_find(some, "for");
	const char *at = also ? also->value : NULL, *word, *list = "";
	const char *name = s->name + strlen("readback.ask.");

	while (at && (word = ini_word(a, &at)))
		if (ini_entry_find(values, word))
			list = arena_printf(a, "%s%s ", list, word);
	if (also && *list)
		also->value = list;
	else if (also)
		drop_key(some, "for");
	return ini_entry_find(values, name) ? some : NULL;
}

const struct ini *
inherit_reader(struct arena *a, const struct ini *own, const struct ini *reader)
{
	struct ini *ini = copy(a, own);
	const struct ini_section *values = ini_section_find(own, "readback.values"), *s;
	struct ini_section *some;

	for (s = reader->sections; s; s = s->next) {
		some = !strcmp(s->name, "readback") ? ini_section_over(a, s, NULL)
			: !strcmp(s->name, "readback.lines") ? only_those_of(a, s, values)
			: !strncmp(s->name, "readback.ask.", 13) ? question_of(a, s, values) : NULL;
		if (some && (some->entries || ini_section_find(ini, s->name)))
			put_section(ini, ini_section_over(a, ini_section_find(ini, s->name), some));
	}
	return ini;
}

/* A notice that targets share, about a server of this one. */
static struct ini_section *
notice_of(struct arena *a, const struct ini_section *shared, const char *server)
{
	const struct substitute words[] = { { "{server}", server } };
	struct ini_section *s = ini_section_over(a, shared, NULL);
	struct ini_entry *e;

	s->name = arena_printf(a, "notice.%s.%s", server, shared->name);
	for (e = s->entries; e; e = e->next)
		e->value = text_filled(a, e->value, words, countof(words));
	return s;
}

const struct ini *
inherit_notices(struct arena *a, const struct ini *ini, const struct ini *shared)
{
	const struct ini_section *target = ini_section_find(ini, "target"), *s;
	const char *words = ini_get(target, "notices"), *protocols = ini_get(target, "protocols");
	struct ini *all = copy(a, ini);
	const char *word;
	size_t len;

	while (protocols && words && (word = ini_word(a, &words)))
		for (s = shared->sections; s; s = s->next) {
			len = strcspn(s->name, ".");
			if (strlen(word) != len || strncmp(s->name, word, len))
				continue;
			if (strstr(protocols, "imap") || strstr(protocols, "pop"))
				put_section(all, notice_of(a, s, "incoming"));
			if (strstr(protocols, "smtp"))
				put_section(all, notice_of(a, s, "outgoing"));
		}
	return all;
}

static const enum protocol protocols[] = { PROTOCOL_IMAP, PROTOCOL_POP, PROTOCOL_SMTP };

/* What a map of a protocol, or of all, is about, perhaps in a language: "security.fr" of
 * "map.imap.security.fr". NULL: it is no such map. */
static const char *
field_of(const char *section)
{
	const char *word;
	size_t i, len;

	if (strncmp(section, "map.", 4))
		return NULL;
	section += 4;
	for (i = 0; i < countof(protocols); i++) {
		word = protocol_word(protocols[i]);
		len = strlen(word);
		if (!strncmp(section, word, len) && section[len] == '.')
			section += len + 1;
	}
	return strncmp(section, "security", 8) && strncmp(section, "auth", 4)
		&& strcmp(section, "issuer") != 0 ? NULL : section;
}

/* The words that hold for all protocols, and for this one. */
static struct ini_section *
words_of(struct arena *a, const struct ini_section *own, const struct ini_section *for_all)
{
	const char *without = ini_get(own, "without"), *word;
	struct ini_section *all = for_all ? ini_section_over(a, for_all, NULL) : NULL;

	if (!own && !all)
		return NULL;
	while (without && (word = ini_word(a, &without)))
		drop_key(all, word);
	all = ini_section_over(a, own, all);
	drop_key(all, "without");
	return all;
}

const struct ini *
inherit_maps(struct arena *a, const struct ini *ini)
{
	struct ini *maps = copy(a, ini);
	const struct ini_section *s;
	const char *field, *name;
	struct ini_section *words;
	size_t i;

	for (s = ini->sections; s; s = s->next) {
		field = field_of(s->name);
		for (i = 0; field && i < countof(protocols); i++) {
			name = arena_printf(a, "map.%s.%s", protocol_word(protocols[i]), field);
			words = words_of(a, ini_section_find(ini, name),
				ini_section_find(ini, arena_printf(a, "map.%s", field)));
			if (!words)
				continue;
			words->name = name;
			put_section(maps, words);
		}
	}
	return maps;
}
