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
#include "base/near.h"
#include "pipeline/console.h"
#include "pipeline/rendition.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "cli/reference.h"
#include "cli/starter_cmd.h"
#include "client/option.h"
#include "client/target.h"
#include "client/targets.h"
#include "model/account.h"
#include "model/words.h"
#include "sys/process.h"

static const enum protocol protocols[] = {
	PROTOCOL_IMAP, PROTOCOL_POP, PROTOCOL_SMTP,
};
static const char *const fields[] = { "security", "auth" };

/* How the client gets a password. */
static const char *
passwords(const struct target *t)
{
	bool command = target_runs_commands(t);
	bool value = target_uses(t, "incoming.password.value")
		|| target_uses(t, "outgoing.password.value");

	return command && value ? "command, file" : command ? "command"
		: value ? "file" : "asks";
}

/* The words of a field, as a cell of a table. */
static const char *
words_cell(struct arena *a, const struct target *t, enum protocol p, const char *field)
{
	const struct ini_entry *e = target_words(t, p, field);
	const char *cell = "";

	for (; e; e = e->next)
		cell = arena_printf(a, "%s%s%s", cell, *cell ? " " : "", e->key);
	return *cell ? cell : "-";
}

/* What it can do over each of the protocols that are looked for. */
static void
print_abilities(struct arena *a, const struct target *t, const bool *wanted, struct buf *out)
{
	const char *name = t->name;
	size_t i;

	for (i = 0; i < countof(protocols); i++) {
		if (!wanted[protocols[i]])
			continue;
		buf_printf(out, "  %-19s %-5s %-18s %s\n", name, protocol_word(protocols[i]),
			words_cell(a, t, protocols[i], "security"),
			words_cell(a, t, protocols[i], "auth"));
		name = "";
	}
}

/* What it is, in a line. */
static void
print_summary(struct arena *a, const struct target *t, struct buf *out)
{
	struct word_list needs = target_needs(a, t);
	const char *speaks = "", *programs = "";
	size_t i;

	for (i = 0; i < countof(protocols); i++)
		if (t->speaks[protocols[i]])
			speaks = arena_printf(a, "%s%s%s", speaks, *speaks ? " " : "",
				protocol_word(protocols[i]));
	for (i = 0; i < needs.n; i++)
		programs = arena_printf(a, "%s%s%s", programs, i ? " " : "", needs.items[i]);
	buf_printf(out, "  %-19s %-13s %-20s %s\n", t->name, speaks, i ? programs : "-", t->title);
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
	json_t *list = json_array();
	const struct target_option *o;

	for (o = t->options; o; o = o->next)
		json_array_append_new(list, json_pack("{ss ss ss? ss so}", "name", o->name,
			"kind", option_kind(o), "default", o->fallback, "help", o->help,
			"words", report_words(&o->words)));
	return list;
}

static void
print_needs(struct arena *a, const struct target *t, struct buf *out)
{
	struct word_list needs = target_needs(a, t);
	size_t i;

	if (needs.n)
		buf_puts(out, tr("needs:"));
	for (i = 0; i < needs.n; i++)
		buf_printf(out, process_exists(needs.items[i]) ? tr("%s %s (installed)")
			: tr("%s %s (not installed)"), i ? "," : "", needs.items[i]);
	buf_puts(out, needs.n ? "\n" : "");
}

static json_t *
json_of_needs(struct arena *a, const struct target *t)
{
	struct word_list needs = target_needs(a, t);
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < needs.n; i++)
		json_array_append_new(list, json_pack("{ss sb}", "program", needs.items[i],
			"installed", (int)process_exists(needs.items[i])));
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
	if (t->group)
		buf_printf(out, tr("group: %s\n"), t->group);
	if (t->tested)
		buf_printf(out, tr("tested with: %s\n"), t->tested);
	for (i = 0; i < countof(protocols); i++)
		for (k = 0; k < countof(fields) && t->speaks[protocols[i]]; k++) {
			buf_printf(out, "%s %s:", protocol_word(protocols[i]), fields[k]);
			for (e = target_words(t, protocols[i], fields[k]); e; e = e->next)
				print_word(e, out);
			buf_putc(out, '\n');
		}
	buf_printf(out, tr("passwords: %s\n"), tr(passwords(t)));
	print_options(t, out);
	for (f = t->files; f; f = f->next)
		buf_printf(out, tr("file: %s, mode %03o%s%s%s%s\n"), f->name, f->mode,
			f->install.text ? tr(", goes to ") : "",
			f->install.text ? f->install.text : "",
			f->many ? tr(", can contain several accounts with --merge") : "",
			f->scanned ? tr(", is scanned: --qr draws it") : "");
	buf_printf(out, tr("import: %s\n"), t->import ? tr("yes") : tr("no"));
	buf_printf(out, tr("verify: %s\n"), t->readback ? t->readback->program
		: tr("no"));
	print_needs(a, t, out);
}

static json_t *
json_of(struct arena *a, const struct target *t)
{
	json_t *top = json_pack("{ss ss ss? ss ss? ss sb}", "name", t->name,
		"title", t->title, "group", t->group, "reference", t->reference,
		"tested", t->tested, "passwords", passwords(t), "merge", (int)target_merges(t));
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
			for (e = target_words(t, protocols[i], fields[k]); e; e = e->next)
				json_object_set_new(map, e->key, json_string(e->value));
		}
	}
	for (f = t->files; f; f = f->next)
		json_array_append_new(files, json_pack("{ss ss? ss sb}", "name", f->name,
			"install", f->install.text, "mode", arena_printf(a, "%04o", f->mode),
			"scanned", (int)f->scanned));
	json_object_set_new(top, "protocols", speaks);
	json_object_set_new(top, "files", files);
	json_object_set_new(top, "options", json_of_options(t));
	json_object_set_new(top, "import", json_boolean(t->import != NULL));
	json_object_set_new(top, "verify", t->readback
		? json_string(t->readback->program) : json_null());
	json_object_set_new(top, "program", target_program(t)
		? json_string(target_program(t)) : json_null());
	json_object_set_new(top, "needs", json_of_needs(a, t));
	return top;
}

/* What lists of targets are headed by. */
static const struct heading { const char *group, *text; } headings[] = {
	{ "read", "mail readers in a terminal or an editor" },
	{ "fetch", "what fetches mail, or waits for it" },
	{ "send", "what sends mail" },
	{ "broker", "programs that fetch OAuth2 access tokens for the others" },
	{ "desktop", "desktop programs" },
	{ "phone", "phones and tablets" },
	{ "system", "the mail system of a machine" },
	{ "application", "files for programs of any kind" },
	{ "publish", "what a provider publishes" },
	{ NULL, "targets without a group" },
};

/* The protocols that --protocol names; none: all. False after reporting another word. */
static bool
read_protocols(struct run *run, bool *wanted)
{
	const struct word_list *given = &run->options->protocols;
	struct arena *a = run->stores->arena;
	const struct words *words = run->stores->words;
	const char *word, *all = "", *known;
	size_t i, k;

	for (i = 0; i < given->n; i++) {
		word = words_find(words, "protocol", given->items[i], strlen(given->items[i]));
		if (word) {
			wanted[protocol_find(word)] = true;
			continue;
		}
		for (k = 0; (known = words_nth(words, "protocol", k)); k++)
			all = arena_printf(a, "%s%s ", all, known);
		diag_general(run->stores->diags, DIAG_USAGE, "--protocol does not know '%s'",
			text_escaped(a, given->items[i], strlen(given->items[i])));
		word = near_word(a, given->items[i], all);
		if (word)
			diag_fix(run->stores->diags, "did you mean '%s'?", word);
		else
			diag_fix(run->stores->diags, "use imap, pop or smtp");
		return false;
	}
	return true;
}

/* Leaves out the targets that do not speak all that are wanted. */
static void
keep_speakers(struct target_list *list, const bool *wanted)
{
	size_t i, k, n = 0;

	for (i = 0; i < list->n; i++) {
		for (k = 0; k < PROTOCOL_COUNT && (!wanted[k] || list->targets[i]->speaks[k]); k++)
			;
		if (k == PROTOCOL_COUNT)
			list->targets[n++] = list->targets[i];
	}
	list->n = n;
}

/* The targets to list: those that words of the command line name, or all. */
static bool
choose(struct run *run, const bool *wanted, struct target_list *list)
{
	const char *all[] = { "all" };
	struct word_list every = { .items = all, .n = 1 };
	bool ok = target_list_open(list, run->options, run->stores,
		run->args.n ? &run->args : &every, SHARING_NOTHING);

	keep_speakers(list, wanted);
	return ok;
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

/* Lists those of one group. */
static void
print_group(struct arena *a, const struct target_list *list, const struct heading *h,
	const bool *wanted, bool in_detail, struct buf *out)
{
	const struct target *t;
	size_t i, n = 0;

	for (i = 0; i < list->n; i++) {
		t = list->targets[i];
		if (!t->group != !h->group || (h->group && strcmp(t->group, h->group) != 0))
			continue;
		if (!n++)
			buf_printf(out, tr("%s: %s\n"), h->group ? h->group : "-", tr(h->text));
		if (in_detail)
			print_abilities(a, t, wanted, out);
		else
			print_summary(a, t, out);
	}
}

static void
print_left_out(struct stores *s, struct buf *out)
{
	const struct ini *ini = targets_left_out(s->targets, s->diags);
	const struct ini_section *section;

	buf_puts(out, tr("left out: clients that nothing is written for, and why\n"));
	for (section = ini ? ini->sections : NULL; section; section = section->next)
		buf_printf(out, "  %-19s %s\n", section->name, tr(ini_get(section, "text")));
}

static void
print_all(struct run *run, const struct target_list *list, const bool *wanted, struct buf *out)
{
	struct arena *a = run->stores->arena;
	bool in_detail = run->options->protocols.n > 0;
	size_t i;

	for (i = 0; i < countof(headings) && list->all; i++)
		print_group(a, list, &headings[i], wanted, in_detail, out);
	if (list->every && !in_detail)
		print_left_out(run->stores, out);
	for (i = 0; i < list->n && !list->all; i++)
		print_target(a, list->targets[i], out);
}

void
command_targets(struct run *run)
{
	const struct options *o = run->options;
	struct arena *a = run->stores->arena;
	bool wanted[PROTOCOL_COUNT] = { false };
	struct buf out = { 0 };
	struct target_list list;
	json_t *json = NULL;

	if (run->args.n && !strcmp(run->args.items[0], "new")) {
		starter_new(run);
		return;
	}
	if (o->names)
		json = reference_names(a, o->json, &out);
	else if (o->keys)
		json = reference_keys(false, o->json, &out);
	else if (!read_protocols(run, wanted) || (!choose(run, wanted, &list) && !list.n))
		return;
	else if (o->json)
		json = json_of_all(a, &list);
	else
		print_all(run, &list, wanted, &out);
	console_result(run->console, json, &out);
}
