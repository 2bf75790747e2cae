/* What the manifest of a target does not say.
 * Used to try a target out. */
#include "client/unsaid.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/keys.h"
#include "base/lang.h"
#include "client/manifest.h"
#include "client/target.h"
#include "client/view_names.h"

struct searching {
	struct arena *arena;
	const struct target *target;
	struct word_list found;
};

static void
add(struct searching *s, const char *text)
{
	words_add(s->arena, &s->found, text);
}

/* The words that a map of the manifest can have. */
static const char *
words_of_map(const char *section)
{
	const struct key_table *t;
	size_t i, k;

	for (i = 0; (t = manifest_keys(i)); i++)
		for (k = 0; !strcmp(t->section, section) && k < t->n; k++)
			if (!*t->rows[k].name)
				return t->rows[k].words;
	return "";
}

/* Words of ours that have none of the client's. */
static void
add_words(struct searching *s, enum protocol p, const char *field)
{
	const char *section = arena_printf(s->arena, "map.%s.%s", protocol_word(p), field);
	const char *words = words_of_map(section), *word, *lacks = "";
	bool any = target_word(s->target, p, field, "any");

	while ((word = ini_word(s->arena, &words)))
		if (!any && strcmp(word, "any") && !target_word(s->target, p, field, word))
			lacks = text_listed(s->arena, lacks, word);
	if (*lacks)
		add(s, tr_printf(s->arena, "a word for %s %s: %s", protocol_word(p), field, lacks));
}

static void
add_keys(struct searching *s)
{
	const struct target *t = s->target;
	const struct target_file *f;

	if (!t->group)
		add(s, tr("a group of clients: [target] group"));
	if (!t->tested)
		add(s, tr("which versions were tested: [target] tested"));
	for (f = t->files; f; f = f->next)
		if (!f->install.text)
			add(s, tr_printf(s->arena, "where the file goes: [file.%s] install",
				f->name));
	if (!t->readback)
		add(s, tr("how the client is asked: [readback]"));
	else if (!t->readback->version && !t->readback->stand_in)
		add(s, tr("how it tells its version: [readback] version"));
}

/* Does the read-back ask for the name, also as a part of one that is made of others? */
static bool
is_asked(const struct target *t, const struct expectation *x, const char *name)
{
	const struct derived_name *d;

	for (; x; x = x->next) {
		if (template_uses(x->value, name))
			return true;
		for (d = t->names; d; d = d->next)
			if (template_uses(x->value, d->path) && template_uses(d->template, name))
				return true;
	}
	return false;
}

/* What servers hear without being asked for it. */
static bool
is_heard(const struct target *t, const char *name, bool of_server)
{
	static const char *const names[] = {
		"host", "port", "security", "auth", "username", "protocol", "mechanism",
		"password.command", "password.value", "tls.ca_file", "tls.cert_file",
		"tls.key_file",
	};
	size_t i;

	if (!target_is_heard(t))
		return false;
	for (i = 0; of_server && i < countof(names); i++)
		if (!strcmp(names[i], name))
			return true;
	return !of_server && (!strcmp(name, "name") || !strcmp(name, "email"));
}

/* The place of an entry in a list is nothing that a client reads. */
static bool
is_number(const char *name)
{
	const char *dot = strrchr(name, '.');

	return !strcmp(dot ? dot + 1 : name, "index");
}

/* Names that templates write and no value of the read-back is about. */
static void
add_names(struct searching *s)
{
	static const char *const servers[] = { "incoming", "outgoing" };
	const struct readback *b = s->target->readback;
	const struct name_row *row;
	const char *name, *list = "";
	bool of_server;
	size_t i, k;

	for (i = 0; b && (row = view_name_nth(i, &of_server)); i++) {
		if ((row->kind != NAME_TEXT && row->kind != NAME_PLAIN) || is_number(row->name))
			continue;
		for (k = 0; k < (of_server ? countof(servers) : 1); k++) {
			name = of_server ? arena_printf(s->arena, "%s.%s", servers[k], row->name)
				: row->name;
			if (target_uses(s->target, name) && strcmp(name, "id") != 0
			    && !is_heard(s->target, row->name, of_server)
			    && !is_asked(s->target, b->values, name)
			    && !is_asked(s->target, b->file, arena_printf(s->arena,
				"%s%s", s->target->files->many ? "accounts." : "", name)))
				list = text_listed(s->arena, list, name);
		}
	}
	if (*list)
		add(s, tr_printf(s->arena, "what the client should read of %s:"
			" [readback.values]", list));
}

struct word_list
unsaid_of(struct arena *a, const struct target *t, const struct word_list *unused)
{
	struct searching s = { .arena = a, .target = t };
	const char *list = "";
	enum protocol p;
	size_t i;

	for (p = PROTOCOL_IMAP; p <= PROTOCOL_SMTP; p++) {
		if (!t->speaks[p])
			continue;
		add_words(&s, p, "security");
		add_words(&s, p, "auth");
	}
	for (i = 0; i < unused->n; i++)
		list = text_listed(a, list, unused->items[i]);
	if (*list)
		add(&s, tr_printf(a, "where these fields are written: %s", list));
	add_keys(&s);
	add_names(&s);
	return s.found;
}
