/* One rule set from its INI file: sections to rows, inherited rows, order.
 * Used by rules. */
#include "rules/ruleset.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "base/lang.h"
#include "model/address.h"
#include "model/suggest.h"
#include "rules/rules.h"

struct reader {
	struct arena *arena;
	struct rule_set *set;
	struct diags *diags;
	bool ok;
};

static void __attribute__((format(printf, 3, 4)))
broken(struct reader *r, struct pos pos, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	diag_at(r->diags, pos, DIAG_RULES_BROKEN, "%s",
		arena_vprintf(r->arena, fmt, args));
	va_end(args);
	r->ok = false;
}

/* Says which word of the list (blanks between) was probably meant. */
static void
hint(struct reader *r, const char *word, const char *list)
{
	const char *meant = suggest_word(r->arena, word, list);

	if (meant)
		diag_fix(r->diags, "did you mean '%s'?", meant);
}

/* ---- the keys of a section ---- */

static void
read_auths(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	const char *at = e->value, *word;
	size_t n = 0;

	for (; (word = ini_word(r->arena, &at)); n++)
		if (strcmp(e->value, "any") && !auth_find(word)) {
			broken(r, e->pos, "unknown authentication '%s'", word);
			hint(r, word, "password encrypted oauth2 gssapi ntlm external none any");
		}
	if (!n)
		broken(r, e->pos, "'auth' names no authentication");
	else if (row->only)
		broken(r, e->pos, "'auth' in a section that names its authentication");
	else
		row->auths = e->value;
}

static void
read_order(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	size_t len = strlen(e->value), digits = strspn(e->value, "0123456789");

	row->order = digits == len && len <= 4
		? (unsigned)strtoul(e->value, NULL, 10) : 0;
	if (!row->order)
		broken(r, e->pos, "'order' is a number from 1 to 9999, found '%s'",
			e->value);
}

static void
read_id(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	row->id = diag_find(e->value);
	if (row->id < DIAG_PORT_SECURITY || row->id > DIAG_AUTH_DISCOURAGED)
		broken(r, e->pos, "'%s' is no finding about a server", e->value);
}

static void
read_host(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	struct text ascii, host = { .s = e->value, .len = strlen(e->value),
		.pos = e->pos };
	const char *wrong = host_check(r->arena, host, &ascii);

	if (wrong)
		broken(r, e->pos, "host '%s': %s", e->value, tr(wrong));
	else
		row->host = ascii.s;
}

static bool
name_form_find(const char *word, enum name_form *form)
{
	for (*form = NAME_LOCAL_PART; *form; (*form)--)
		if (!strcmp(word, name_form_word(*form)))
			break;
	return *form;
}

static void
read_username(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	if (!name_form_find(e->value, &row->username))
		broken(r, e->pos, "'username' is 'address' or 'local_part', found '%s'",
			e->value);
}

static void
read_text(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	(void)r;
	row->text = e->value;
}

static void
read_fix(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	(void)r;
	row->fix = e->value;
}

static void
read_source(struct reader *r, struct rule_row *row, const struct ini_entry *e)
{
	(void)r;
	row->source = e->value;
}

/* What a section may hold besides `stands`; a mark only some of it. */
static const struct {
	const char *key;
	bool mark;
	void (*read)(struct reader *, struct rule_row *, const struct ini_entry *);
} keys[] = {
	{ "auth", false, read_auths },
	{ "order", false, read_order },
	{ "id", false, read_id },
	{ "host", false, read_host },
	{ "username", false, read_username },
	{ "text", true, read_text },
	{ "fix", true, read_fix },
	{ "source", true, read_source },
};

/* Reports a key that is none of the list (blanks between). */
static void
unknown_key(struct reader *r, const char *section, const struct ini_entry *e,
	const char *list)
{
	broken(r, e->pos, "unknown key '%s' in [%s]", e->key, section);
	hint(r, e->key, list);
}

static void
read_key(struct reader *r, struct rule_row *row,
	const struct ini_section *section, const struct ini_entry *e)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < countof(keys); i++)
		if (!strcmp(keys[i].key, e->key) && (keys[i].mark || row->port))
			break;
	if (i == countof(keys)) {
		for (i = 0; i < countof(keys); i++)
			if (keys[i].mark || row->port)
				list = arena_printf(r->arena, "%s%s ", list, keys[i].key);
		unknown_key(r, section->name, e, list);
	} else if (!*e->value)
		broken(r, e->pos, "'%s' is empty", e->key);
	else
		keys[i].read(r, row, e);
}

/* "absent" takes an inherited row away and is no standing of its own. */
static void
read_standing(struct reader *r, struct rule_row *row,
	const struct ini_section *section, bool *absent)
{
	const struct ini_entry *e = ini_entry_find(section, "stands");

	*absent = e && !strcmp(e->value, "absent");
	if (*absent || (e && standing_find(e->value, &row->standing)))
		return;
	if (e)
		broken(r, e->pos, "unknown standing '%s'", e->value);
	else
		broken(r, section->pos, "[%s] does not say how it stands",
			section->name);
	diag_fix(r->diags, "add 'stands =' recommended, allowed, discouraged, "
		"forbidden or absent");
	if (e)
		hint(r, e->value, "recommended allowed discouraged forbidden absent");
}

/* ---- rows and marks ---- */

static unsigned
port_number(const char *word)
{
	size_t len = strlen(word);
	unsigned long port;

	if (len > 5 || strspn(word, "0123456789") != len || word[0] == '0')
		return 0;
	port = strtoul(word, NULL, 10);
	return port <= 65535 ? (unsigned)port : 0;
}

/* "imap 993 tls", "smtp 587 none password"; a mark: "auth ntlm" */
static bool
read_name(struct reader *r, struct rule_row *row,
	const struct ini_section *section)
{
	const char *at = section->name, *word[5] = { 0 };
	size_t n;

	for (n = 0; n < countof(word) && (word[n] = ini_word(r->arena, &at)); n++)
		;
	if (n == 2 && !strcmp(word[0], "auth")) {
		row->auths = word[1];
		return true;
	}
	if (n == 3 || n == 4) {
		row->protocol = protocol_find(word[0]);
		row->port = port_number(word[1]);
		row->security = security_find(word[2]);
		row->only = n == 4 ? auth_find(word[3]) : AUTH_UNSET;
		row->auths = n == 4 ? word[3] : "any";
	}
	if (row->protocol && row->port && row->security && (n == 3 || row->only))
		return true;
	broken(r, section->pos, "[%s] is no section of a rule set", section->name);
	diag_fix(r->diags, "sections are [set], [domains], [protocol port security], "
		"[protocol port security auth] and [auth name]");
	return false;
}

static bool
same_endpoint(const struct rule_row *a, const struct rule_row *b)
{
	return a->protocol == b->protocol && a->port == b->port
		&& a->security == b->security;
}

static bool
same_name(const struct rule_row *a, const struct rule_row *b)
{
	return same_endpoint(a, b) && a->only == b->only
		&& (a->port || !strcmp(a->auths, b->auths));
}

/* Puts the row in place of an inherited one of the same name, or at the end. */
static void
put(struct reader *r, struct rule_row **at, const struct rule_row *row,
	const struct ini_section *section, bool absent)
{
	struct rule_row *old;

	while (*at && !same_name(*at, row))
		at = &(*at)->next;
	old = *at;
	if (old && old->pos.source == section->pos.source) {
		broken(r, section->pos, "[%s] appears twice", section->name);
	} else if (absent && !old) {
		broken(r, section->pos, "[%s] takes away what is not inherited",
			section->name);
	} else if (absent) {
		*at = old->next;
	} else {
		*at = arena_alloc(r->arena, 1, sizeof(**at));
		**at = *row;
		(*at)->next = old ? old->next : NULL;
	}
}

static void
read_section(struct reader *r, const struct ini_section *section)
{
	struct rule_row row = { .pos = section->pos, .id = DIAG_COUNT };
	const struct ini_entry *e;
	bool absent;

	if (!read_name(r, &row, section))
		return;
	read_standing(r, &row, section, &absent);
	for (e = section->entries; e; e = e->next)
		if (strcmp(e->key, "stands"))
			read_key(r, &row, section, e);
	put(r, row.port ? &r->set->rows : &r->set->marks, &row, section, absent);
}

static struct rule_row *
copy_rows(struct arena *a, const struct rule_row *rows)
{
	struct rule_row *first = NULL, **end = &first;

	for (; rows; rows = rows->next) {
		*end = arena_alloc(a, 1, sizeof(**end));
		**end = *rows;
		end = &(*end)->next;
	}
	return first;
}

/* ---- the set ---- */

static void
set_title(struct reader *r, const struct ini_entry *e)
{
	r->set->title = e->value;
}

static void
set_reference(struct reader *r, const struct ini_entry *e)
{
	r->set->reference = e->value;
}

static void
set_checked(struct reader *r, const struct ini_entry *e)
{
	r->set->checked = e->value;
}

static void
set_note(struct reader *r, const struct ini_entry *e)
{
	r->set->note = e->value;
}

static void
set_password_note(struct reader *r, const struct ini_entry *e)
{
	r->set->password_note = e->value;
}

static void
set_extends(struct reader *r, const struct ini_entry *e)
{
	r->set->extends = e->value;
}

static void
set_username(struct reader *r, const struct ini_entry *e)
{
	if (!name_form_find(e->value, &r->set->username))
		broken(r, e->pos, "'username' is 'address' or 'local_part', found '%s'",
			e->value);
}

static void
set_passwords(struct reader *r, const struct ini_entry *e)
{
	r->set->hashed = !strcmp(e->value, "hashed");
	if (!r->set->hashed)
		broken(r, e->pos, "'passwords' can only be 'hashed', found '%s'", e->value);
}

static void
set_sent(struct reader *r, const struct ini_entry *e)
{
	r->set->files_sent = !strcmp(e->value, "filed");
	if (!r->set->files_sent)
		broken(r, e->pos, "'sent' can only be 'filed', found '%s'", e->value);
}

/* Domains are compared bytewise with those of accounts. */
static void
add_domain(struct reader *r, const struct ini_entry *e, const char *domain)
{
	struct rule_set *set = r->set;
	struct text ascii, given = { .s = domain, .len = strlen(domain) };
	const char *wrong = host_check(r->arena, given, &ascii);
	const char **grown;

	if (!wrong && strcmp(ascii.s, domain))
		wrong = arena_printf(r->arena, "written '%s' in A-labels", ascii.s);
	if (wrong) {
		broken(r, e->pos, "domain '%s': %s", domain, wrong);
		return;
	}
	if (!(set->ndomains & (set->ndomains - 1))) {
		grown = arena_alloc(r->arena, 2 * set->ndomains + 1, sizeof(*grown));
		if (set->ndomains)
			memcpy(grown, set->domains, set->ndomains * sizeof(*grown));
		set->domains = grown;
	}
	set->domains[set->ndomains++] = domain;
}

static void
set_domains(struct reader *r, const struct ini_entry *e)
{
	const char *at = e->value, *domain;

	while ((domain = ini_word(r->arena, &at)))
		add_domain(r, e, domain);
}

static void
add_host(struct reader *r, const struct ini_entry *e, const char *name)
{
	struct rule_set *set = r->set;
	struct text ascii, given = { .s = name, .len = strlen(name), .pos = e->pos };
	const char *wrong = host_check(r->arena, given, &ascii);
	struct rule_host *grown;

	if (wrong) {
		broken(r, e->pos, "host '%s': %s", name, tr(wrong));
		return;
	}
	grown = arena_alloc(r->arena, set->nhosts + 1, sizeof(*grown));
	if (set->nhosts)
		memcpy(grown, set->hosts, set->nhosts * sizeof(*grown));
	grown[set->nhosts++] = (struct rule_host){ ascii.s, e->pos };
	set->hosts = grown;
}

static void
set_hosts(struct reader *r, const struct ini_entry *e)
{
	const char *at = e->value, *name;

	r->set->nhosts = 0;     /* in place of the inherited ones */
	while ((name = ini_word(r->arena, &at)))
		add_host(r, e, name);
}

static void
set_access(struct reader *r, const struct ini_entry *e)
{
	r->set->no_access = !strcmp(e->value, "none");
	if (!r->set->no_access)
		broken(r, e->pos, "'access' can only be 'none', found '%s'", e->value);
}

static void
read_set(struct reader *r, const struct ini *ini)
{
	static const struct {
		const char *key;
		void (*read)(struct reader *, const struct ini_entry *);
	} fields[] = {
		{ "title", set_title },
		{ "reference", set_reference },
		{ "checked", set_checked },
		{ "note", set_note },
		{ "password_note", set_password_note },
		{ "domains", set_domains },
		{ "hosts", set_hosts },
		{ "access", set_access },
		{ "username", set_username },
		{ "passwords", set_passwords },
		{ "sent", set_sent },
		{ "extends", set_extends },
	};
	const struct ini_section *section = ini_section_find(ini, "set");
	const struct ini_entry *e;
	const char *list;
	size_t i;

	for (e = section ? section->entries : NULL; e; e = e->next) {
		for (i = 0; i < countof(fields) && strcmp(fields[i].key, e->key); i++)
			;
		if (i < countof(fields) && *e->value)
			fields[i].read(r, e);
		if (i < countof(fields))
			continue;
		list = "";
		for (i = 0; i < countof(fields); i++)
			list = arena_printf(r->arena, "%s%s ", list, fields[i].key);
		unknown_key(r, "set", e, list);
	}
	if (!r->set->title)
		broken(r, section ? section->pos : ini->sections->pos,
			"the rule set has no title");
}

/* [domains]: more of them than one line holds; its keys are free. */
static void
read_domains(struct reader *r, const struct ini_section *section)
{
	const struct ini_entry *e;

	for (e = section->entries; e; e = e->next)
		set_domains(r, e);
}

/* What a set has from the one that it extends, whose hosts it knows as its own.
 * Domains are only passed on to a
 * set that takes the place of its namesake: a domain has one set. */
static void
inherit(struct reader *r, const struct rule_set *parent)
{
	struct rule_set *set = r->set;

	set->rows = copy_rows(r->arena, parent->rows);
	set->marks = copy_rows(r->arena, parent->marks);
	set->username = parent->username;
	set->hashed = parent->hashed;
	set->files_sent = parent->files_sent;
	set->note = parent->note;
	set->password_note = parent->password_note;
	set->hosts = parent->hosts;
	set->nhosts = parent->nhosts;
	if (strcmp(set->name, parent->name))
		return;
	set->domains = arena_alloc(r->arena, 2 * parent->ndomains + 1,
		sizeof(*set->domains));
	if (parent->ndomains)
		memcpy(set->domains, parent->domains,
			parent->ndomains * sizeof(*set->domains));
	set->ndomains = parent->ndomains;
}

/* What a row is for: its words without those that have a row of their own. */
static void
settle_auths(struct arena *a, struct rule_row *row, const struct rule_row *rows)
{
	const char *words = strcmp(row->auths, "any") ? row->auths
		: "password encrypted oauth2 gssapi ntlm external none";
	const char *at, *word;

	memset(row->auth, 0, sizeof(row->auth));
	for (at = words; (word = ini_word(a, &at)); )
		row->auth[auth_find(word)] = true;
	for (; rows; rows = rows->next)
		if (!row->only && rows->only && same_endpoint(row, rows))
			row->auth[rows->only] = false;
	row->first_auth = AUTH_UNSET;
	for (at = words; !row->first_auth && (word = ini_word(a, &at)); )
		if (row->auth[auth_find(word)])
			row->first_auth = auth_find(word);
}

static bool
better(const struct rule_row *a, const struct rule_row *b)
{
	if (a->standing != b->standing)
		return a->standing < b->standing;
	return a->order && (!b->order || a->order < b->order);
}

/* Puts the rows that can be reached in the order of choice. */
static void
settle(struct arena *a, struct rule_set *set)
{
	const struct rule_row **best;
	struct rule_row *row;
	size_t i, n = 0;

	for (row = set->rows; row; row = row->next)
		n++;
	best = arena_alloc(a, n, sizeof(*best));
	for (row = set->rows, n = 0; row; row = row->next) {
		settle_auths(a, row, set->rows);
		if (!row->first_auth)
			continue;
		for (i = n++; i && better(row, best[i - 1]); i--)
			best[i] = best[i - 1];
		best[i] = row;
	}
	set->best = best;
	set->nbest = n;
}

bool
ruleset_read(struct arena *a, const struct ini *ini,
	const struct rule_set *parent, struct rule_set *set, struct diags *diags)
{
	struct reader r = { a, set, diags, true };
	const struct ini_section *section;

	if (!ini->sections) {
		broken(&r, set->pos, "the rule set is empty");
		return false;
	}
	if (parent)
		inherit(&r, parent);
	read_set(&r, ini);
	for (section = ini->sections; section; section = section->next)
		if (!strcmp(section->name, "domains"))
			read_domains(&r, section);
		else if (strcmp(section->name, "set"))
			read_section(&r, section);
	if (r.ok && set->no_access && (set->rows || !set->note))
		broken(&r, set->pos, "a rule set with 'access = none' has a note that"
			" says why, and no rows");
	else if (r.ok && !set->no_access && !set->rows)
		broken(&r, set->pos, "the rule set has no rows");
	if (r.ok)
		settle(a, set);
	return r.ok;
}
