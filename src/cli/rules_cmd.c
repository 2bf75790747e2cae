/* The rules command: rule sets as a provider's help page prints them.
 * Used through the table of commands. */

#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "cli/reference.h"
#include "pipeline/console.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "model/account.h"
#include "rules/provider.h"
#include "rules/rules.h"

enum { COLUMNS = 8, FEW = 5 };

/* One line of the table, as texts. */
struct line {
	const char *cells[COLUMNS];
	struct line *next;
};

static const char *
form_title(enum name_form form)
{
	static const char *const titles[] = {
		"-", "address", "before the @", "with a dot for the @",
	};

	return tr(titles[form]);
}

/* The authentications that a row is for, the one taken by default first. */
static const char *
auths_of(struct arena *a, const struct rule_row *row)
{
	const char *all = auth_word(row->first_auth);
	unsigned i, n = 1;

	for (i = AUTH_UNSET + 1; i < AUTH_COUNT; i++) {
		if (!row->auth[i] || i == (unsigned)row->first_auth)
			continue;
		all = arena_printf(a, "%s, %s", all, auth_word((enum auth)i));
		n++;
	}
	return n == AUTH_COUNT - 1 ? tr("any") : all;
}

/* ---- text ---- */

static struct line *
row_line(struct arena *a, const struct rule_set *set, const struct rule_row *row)
{
	struct line *line = arena_alloc(a, 1, sizeof(*line));
	const char *protocol = protocol_word(row->protocol);
	const char *cells[COLUMNS] = {
		text_upper(a, protocol, strlen(protocol)),
		row->host ? row->host : "-",
		form_title(rules_username(set, row)),
		arena_printf(a, "%u", row->port),
		security_word(row->security),
		auths_of(a, row),
		tr(standing_word(row->standing)),
		tr(row->text ? row->text : ""),
	};

	memcpy(line->cells, cells, sizeof(cells));
	return line;
}

/* The table's lines with its head, rows of one protocol together and the best
 * of them first. */
static struct line *
table_lines(struct arena *a, const struct rule_set *set)
{
	static const enum protocol order[] = {
		PROTOCOL_IMAP, PROTOCOL_POP, PROTOCOL_SMTP,
	};
	static const char *const head[COLUMNS] = { "type", "host", "user name", "port",
		"security", "authentication", "stands", "why" };
	struct line *lines = arena_alloc(a, 1, sizeof(*lines)), **end = &lines->next;
	size_t i, k;

	for (i = 0; i < COLUMNS; i++)
		lines->cells[i] = tr(head[i]);
	for (k = 0; k < countof(order); k++)
		for (i = 0; i < set->nbest; i++) {
			if (set->best[i]->protocol != order[k])
				continue;
			*end = row_line(a, set, set->best[i]);
			end = &(*end)->next;
		}
	return lines;
}

static void
print_lines(const struct line *lines, struct buf *out)
{
	int width[COLUMNS] = { 0 };
	const struct line *l;
	size_t i;

	for (l = lines; l; l = l->next)
		for (i = 0; i < COLUMNS - 1; i++)
			if (width[i] < text_columns(l->cells[i]))
				width[i] = text_columns(l->cells[i]);
	for (l = lines; l; l = l->next) {
		for (i = 0; i < COLUMNS - 1; i++)
			buf_printf(out, "%s%*s  ", l->cells[i],
				width[i] - text_columns(l->cells[i]), "");
		buf_printf(out, "%s", l->cells[i]);
		while (out->s[out->len - 1] == ' ')
			out->s[--out->len] = '\0';
		buf_putc(out, '\n');
	}
}

/* A line of words, at most so many of them; none where there are none. */
static void
print_words(const char *head, const struct word_list *words, size_t most, struct buf *out)
{
	size_t i;

	if (!words->n)
		return;
	buf_puts(out, head);
	for (i = 0; i < words->n && i < most; i++)
		buf_printf(out, " %s", words->items[i]);
	if (words->n > most)
		buf_printf(out, tr(" and %zu more"), words->n - most);
	buf_putc(out, '\n');
}

static void
print_notes(const struct rule_set *set, struct buf *out)
{
	if (set->note)
		buf_printf(out, tr("note: %s\n"), tr(set->note));
	if (set->password_note)
		buf_printf(out, tr("note for a login with a password: %s\n"),
			tr(set->password_note));
	if (set->page)
		buf_printf(out, tr("page: %s\n"), set->page);
}

static void
print_set(struct arena *a, const struct rule_set *set, struct buf *out)
{
	const struct rule_row *mark;
	size_t i;

	buf_printf(out, "%s: %s\n", set->name, set->title);
	if (set->reference)
		buf_printf(out, tr("source: %s%s%s\n"), set->reference,
			set->checked ? tr(", as of ") : "", set->checked ? set->checked : "");
	print_words(tr("also called:"), &set->names, set->names.n, out);
	print_words(tr("mail domains:"), &set->domains, set->domains.n, out);
	if (set->nhosts) {
		buf_puts(out, tr("hosts, and those below them:"));
		for (i = 0; i < set->nhosts; i++)
			buf_printf(out, " %s", set->hosts[i].name);
		buf_putc(out, '\n');
	}
	print_notes(set, out);
	if (set->others)
		buf_printf(out, tr("other ports: a warning where '%s' has them\n"),
			set->others->name);
	if (set->hashed)
		buf_puts(out, tr("passwords: kept as hashes\n"));
	if (set->files_sent)
		buf_puts(out, tr("sent mail: the server files a copy\n"));
	if (set->no_access)
		return;
	buf_putc(out, '\n');
	print_lines(table_lines(a, set), out);
	if (set->marks)
		buf_putc(out, '\n');
	for (mark = set->marks; mark; mark = mark->next)
		buf_printf(out, tr("auth %s: %s%s%s\n"), mark->auths,
			tr(standing_word(mark->standing)), mark->text ? ": " : "",
			tr(mark->text ? mark->text : ""));
}

static void
print_entry(const struct rule_set *set, struct buf *out)
{
	int gap = 28 - text_columns(set->title);

	buf_printf(out, "%-18s %s", set->name, set->title);
	if (set->domains.n)
		buf_printf(out, "%*s", gap > 1 ? gap : 1, "");
	print_words("", &set->domains, FEW, out);
	if (!set->domains.n)
		buf_putc(out, '\n');
}

/* ---- JSON ---- */

static json_t *
json_of_row(const struct rule_set *set, const struct rule_row *row)
{
	json_t *auths = json_array();
	const char *form = name_form_word(rules_username(set, row));
	unsigned i;

	for (i = AUTH_UNSET + 1; i < AUTH_COUNT; i++)
		if (row->auth[i])
			json_array_append_new(auths, json_string(auth_word((enum auth)i)));
	return json_pack("{ss ss? ss? si ss so ss ss si ss? ss? ss?}",
		"protocol", protocol_word(row->protocol), "host", row->host,
		"username", *form ? form : NULL, "port", (int)row->port,
		"security", security_word(row->security), "auth", auths,
		"default_auth", auth_word(row->first_auth),
		"stands", standing_word(row->standing), "order", (int)row->order,
		"text", row->text, "fix", row->fix, "source", row->source);
}

static json_t *
json_of_entry(const struct rule_set *set)
{
	return json_pack("{ss ss so}", "name", set->name, "title", set->title,
		"domains", report_words(&set->domains));
}

static json_t *
json_of_set(const struct rule_set *set)
{
	json_t *top = json_of_entry(set), *rows = json_array(), *marks = json_array();
	json_t *hosts = json_array();
	const struct rule_row *mark;
	size_t i;

	for (i = 0; i < set->nbest; i++)
		json_array_append_new(rows, json_of_row(set, set->best[i]));
	for (mark = set->marks; mark; mark = mark->next)
		json_array_append_new(marks, json_pack("{ss ss ss? ss? ss?}",
			"auth", mark->auths, "stands", standing_word(mark->standing),
			"text", mark->text, "fix", mark->fix, "source", mark->source));
	for (i = 0; i < set->nhosts; i++)
		json_array_append_new(hosts, json_string(set->hosts[i].name));
	json_object_update_new(top, json_pack("{ss? ss? so so so ss? ss? ss? ss? ss? so so}",
		"reference", set->reference, "checked", set->checked, "hosts", hosts,
		"names", report_words(&set->names),
		"neighbours", report_words(&set->neighbours), "page", set->page,
		"others", set->others ? set->others->name : NULL,
		"access", set->no_access ? "none" : NULL,
		"note", set->note, "password_note", set->password_note, "rows", rows, "marks",
		marks));
	return top;
}

/* ---- the command ---- */

static json_t *
list_sets(struct stores *s, bool as_json, struct buf *out)
{
	json_t *list = as_json ? json_array() : NULL;
	const struct rule_set *set;
	const char *name;
	size_t i;

	for (i = 0; (name = rules_name(s->rules, i, s->diags)); i++) {
		set = rules_find(s->rules, name, s->diags);
		if (set && list)
			json_array_append_new(list, json_of_entry(set));
		else if (set)
			print_entry(set, out);
	}
	return list;
}

static json_t *
show_set(struct stores *s, const char *name, bool as_json, struct buf *out)
{
	size_t before = diags_count(s->diags, SEVERITY_ERROR);
	const struct rule_set *set = rules_find(s->rules, name, s->diags);

	if (!set && diags_count(s->diags, SEVERITY_ERROR) == before)
		set = provider_of(s->arena, s->rules, name, s->diags);
	if (set && as_json)
		return json_of_set(set);
	if (set) {
		print_set(s->arena, set, out);
	} else if (diags_count(s->diags, SEVERITY_ERROR) == before) {
		diag_general(s->diags, DIAG_USAGE,
			"there is no rule set '%s'", text_escaped(s->arena, name, strlen(name)));
		if (!provider_suggest(s->arena, s->rules, name, s->diags))
			diag_fix(s->diags, "`mailgen rules` lists the rule sets");
	}
	return NULL;
}

void
command_rules(struct run *run)
{
	const struct options *o = run->options;
	struct buf out = { 0 };
	json_t *json = NULL;

	if (run->args.n > 1)
		diag_usage(run->stores->diags, "'rules' takes one rule set",
			"name one, or none for the list");
	else if (o->keys)
		json = reference_keys(true, o->json, &out);
	else if (o->list_rules || !run->args.n)
		json = list_sets(run->stores, o->json, &out);
	else
		json = show_set(run->stores, run->args.items[0], o->json, &out);
	console_result(run->console, json, &out);
}
