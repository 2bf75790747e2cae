/* The targets command: what each client can do, read off its manifest.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "cli/reference.h"
#include "client/option.h"
#include "client/target.h"
#include "model/account.h"

static const enum protocol protocols[] = {
	PROTOCOL_IMAP, PROTOCOL_POP, PROTOCOL_SMTP,
};
static const char *const fields[] = { "security", "auth" };

/* The words of ours that the client has for one field, in its own order. */
static const struct ini_entry *
words_of(struct arena *a, const struct target *t, enum protocol p,
	const char *field)
{
	const struct ini_section *s = ini_section_find(t->maps,
		arena_printf(a, "map.%s.%s", protocol_word(p), field));

	return s && t->speaks[p] ? s->entries : NULL;
}

/* How the client gets a password. */
static const char *
passwords(const struct target *t)
{
	bool command = target_uses(t, "incoming.password.command")
		|| target_uses(t, "outgoing.password.command");
	bool value = target_uses(t, "incoming.password.value")
		|| target_uses(t, "outgoing.password.value");

	return command && value ? "command, file" : command ? "command"
		: value ? "file" : "asks";
}

static void
print_words(struct arena *a, const struct target *t, enum protocol p,
	const char *field, struct buf *out)
{
	const struct ini_entry *e = words_of(a, t, p, field);

	if (!e)
		buf_putc(out, '-');
	for (; e; e = e->next)
		buf_printf(out, "%s%s", e->key, e->next ? " " : "");
}

/* One line per protocol: the table of all clients. */
static void
print_table_rows(struct arena *a, const struct target *t, struct buf *out)
{
	const char *name = t->name;
	struct buf security = { 0 };
	size_t i;

	for (i = 0; i < countof(protocols); i++) {
		if (!t->speaks[protocols[i]])
			continue;
		buf_clear(&security);
		print_words(a, t, protocols[i], "security", &security);
		buf_printf(out, "%-14s %-5s %-18s ", name, protocol_word(protocols[i]),
			security.s);
		print_words(a, t, protocols[i], "auth", out);
		buf_putc(out, '\n');
		name = "";
	}
	buf_free(&security);
}

/* Our word and, where it differs, the client's. */
static void
print_word(const struct ini_entry *e, struct buf *out)
{
	buf_printf(out, " %s", e->key);
	if (strcmp(e->key, e->value))
		buf_printf(out, "=\"%s\"", e->value);
}

/* What an account can give under `clients`. */
static void
print_options(const struct target *t, struct buf *out)
{
	const struct target_option *o;
	size_t i;

	for (o = t->options; o; o = o->next) {
		buf_printf(out, tr("option: %s, %s"), o->name, option_kind(o));
		for (i = 0; i < o->words.n; i++)
			buf_printf(out, " %s", o->words.items[i]);
		if (o->fallback)
			buf_printf(out, tr(", default \"%s\""), o->fallback);
		buf_printf(out, ": %s\n", o->help);
	}
}

static json_t *
json_of_options(const struct target *t)
{
	json_t *list = json_array(), *words;
	const struct target_option *o;
	size_t i;

	for (o = t->options; o; o = o->next) {
		words = json_array();
		for (i = 0; i < o->words.n; i++)
			json_array_append_new(words, json_string(o->words.items[i]));
		json_array_append_new(list, json_pack("{ss ss ss? ss so}", "name", o->name,
			"kind", option_kind(o), "default", o->fallback, "help", o->help,
			"words", words));
	}
	return list;
}

/* One client in full. */
static void
print_target(struct arena *a, const struct target *t, struct buf *out)
{
	const struct target_file *f;
	const struct ini_entry *e;
	size_t i, k;

	buf_printf(out, tr("%s: %s\nreference: %s\n"), t->name, t->title, t->reference);
	if (t->tested)
		buf_printf(out, tr("tested with: %s\n"), t->tested);
	for (i = 0; i < countof(protocols); i++)
		for (k = 0; k < countof(fields) && t->speaks[protocols[i]]; k++) {
			buf_printf(out, "%s %s:", protocol_word(protocols[i]), fields[k]);
			for (e = words_of(a, t, protocols[i], fields[k]); e; e = e->next)
				print_word(e, out);
			buf_putc(out, '\n');
		}
	buf_printf(out, tr("passwords: %s\n"), tr(passwords(t)));
	print_options(t, out);
	for (f = t->files; f; f = f->next)
		buf_printf(out, tr("file: %s, mode %03o%s%s%s\n"), f->name, f->mode,
			f->install.text ? tr(", goes to ") : "",
			f->install.text ? f->install.text : "",
			f->many ? tr(", can contain several accounts with --merge") : "");
	buf_printf(out, tr("verify: %s\n"), t->readback ? t->readback->program
		: tr("no"));
}

static json_t *
json_of(struct arena *a, const struct target *t)
{
	json_t *top = json_pack("{ss ss ss ss? ss sb}", "name", t->name,
		"title", t->title, "reference", t->reference, "tested", t->tested,
		"passwords", passwords(t), "merge", (int)target_merges(t));
	json_t *speaks = json_object(), *files = json_array(), *map;
	const struct target_file *f;
	const struct ini_entry *e;
	size_t i, k;

	for (i = 0; i < countof(protocols); i++) {
		if (!t->speaks[protocols[i]])
			continue;
		json_object_set_new(speaks, protocol_word(protocols[i]),
			json_pack("{s{} s{}}", fields[0], fields[1]));
		for (k = 0; k < countof(fields); k++) {
			map = json_object_get(json_object_get(speaks,
				protocol_word(protocols[i])), fields[k]);
			for (e = words_of(a, t, protocols[i], fields[k]); e; e = e->next)
				json_object_set_new(map, e->key, json_string(e->value));
		}
	}
	for (f = t->files; f; f = f->next)
		json_array_append_new(files, json_pack("{ss ss? ss}", "name", f->name,
			"install", f->install.text, "mode", arena_printf(a, "%04o", f->mode)));
	json_object_set_new(top, "protocols", speaks);
	json_object_set_new(top, "files", files);
	json_object_set_new(top, "options", json_of_options(t));
	json_object_set_new(top, "verify", t->readback
		? json_string(t->readback->program) : json_null());
	return top;
}

/* The targets to list: those that words of the command line name, or all. */
static bool
choose(struct run *run, struct target_list *list)
{
	const char *all[] = { "all" };
	struct word_list every = { .items = all, .n = 1 };

	return target_list_open(list, run->options, run->stores,
		run->args.n ? &run->args : &every, SHARING_NOTHING);
}

/* A list, but for one target that is named. */
static json_t *
json_of_all(struct arena *a, const struct target_list *targets)
{
	json_t *list;
	size_t i;

	if (!targets->all && targets->n == 1)
		return json_of(a, targets->targets[0]);
	list = json_array();
	for (i = 0; i < targets->n; i++)
		json_array_append_new(list, json_of(a, targets->targets[i]));
	return list;
}

static void
print_all(struct arena *a, const struct target_list *list, struct buf *out)
{
	size_t i;

	if (list->all)
		buf_printf(out, "%-14s %-5s %-18s %s\n", "target", "", "security", "auth");
	for (i = 0; i < list->n; i++)
		if (list->all)
			print_table_rows(a, list->targets[i], out);
		else
			print_target(a, list->targets[i], out);
}

void
command_targets(struct run *run)
{
	const struct options *o = run->options;
	struct arena *a = run->stores->arena;
	struct buf out = { 0 };
	struct target_list list;
	json_t *json = NULL;

	if (o->names)
		json = reference_names(a, o->json, &out);
	else if (o->keys)
		json = reference_keys(false, o->json, &out);
	else if (!choose(run, &list) && !list.n)
		return;
	else if (o->json)
		json = json_of_all(a, &list);
	else
		print_all(a, &list, &out);
	console_result(run->console, json, &out);
}
