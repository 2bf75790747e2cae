/* From a client's values to an account as a person would write it, and its proof.
 * Used by the import command. */
#include "import/import.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/render.h"
#include "client/resolve.h"
#include "client/solve.h"
#include "client/target.h"
#include "client/tree.h"
#include "model/address.h"
#include "model/checks.h"
#include "model/idn.h"
#include "pipeline/rendition.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "pipeline/units.h"
#include "rules/rules.h"

/* What one search works on. */
struct finding {
	struct arena *arena;
	struct stores *stores;
	const struct target *target;
	struct options options;         /* the run's, with passwords in the files */
	struct target_list list;
	struct imported *out;
	struct word_list passed;        /* values that the account need not have */
};

static void
begin(struct finding *f, struct arena *a, struct run *run, const struct target *t,
	enum sharing sharing)
{
	*f = (struct finding){ .arena = a, .stores = run->stores, .target = t,
		.options = *run->options };
	f->options.embed_passwords = true;
	f->options.output_dir = f->options.output_file = NULL;
	f->list = target_list_none(&f->options, run->stores, sharing);
}

/* ---- does an account have the client's values? ---- */

/* Makes an account of the JSON of an account file, which findings about it may quote for as
 * long as the arena is there; NULL: the unit's own. */
static struct unit *
unit_of(struct finding *f, const json_t *account, struct arena *a)
{
	struct unit *u = unit_new(NULL);
	struct buf json = { 0 };

	if (!a)
		a = u->arena;
	json_dump_callback(account, buf_append, &json, 0);
	u->source.document = source_new(a, "import",
		arena_copy(a, json.s ? json.s : "", json.len), json.len);
	buf_free(&json);
	unit_validate(u, f->stores);
	return u;
}

/* The findings that refuse it, if it can be excused from all of them; else NULL. */
static json_t *
excuses(struct unit *u)
{
	const struct diag *const *list;
	json_t *ids = json_array();
	bool ok = true;
	size_t n, i;

	list = diags_sorted(u->diags, &n);
	for (i = 0; i < n; i++) {
		if (list[i]->severity != SEVERITY_ERROR)
			continue;
		ok &= diag_excusable(list[i]->id);
		json_array_append_new(ids, json_string(diag_word(list[i]->id)));
	}
	if (ok && json_array_size(ids))
		return ids;
	json_decref(ids);
	return NULL;
}

/* The account, made with excuses where it needs them; *ids are those, or NULL. */
static struct unit *
excused_unit(struct finding *f, const json_t *account, json_t **ids)
{
	struct unit *u = unit_of(f, account, NULL);
	json_t *with;

	*ids = u->ok ? NULL : excuses(u);
	if (!*ids)
		return u;
	unit_free(u);
	with = json_copy((json_t *)account);
	json_object_set(with, "allow", *ids);
	u = unit_of(f, with, NULL);
	json_decref(with);
	return u;
}

static const char *
value_read(struct arena *a, const json_t *read, const struct expectation *x)
{
	const char *text = tree_text(a, read, x->path);

	return text ? text : "";
}

/* Is each value that is meant what was read? *differs: one that is another. */
static bool
same_values(struct finding *f, struct unit *u, const struct word_list *passed,
	const char **differs)
{
	const struct expectation *x;
	struct rendition r;
	const char *meant;

	*differs = NULL;
	if (!rendition_make(&f->list, u, f->target, RENDITION_REAL, &r))
		return false;
	for (x = solve_values(f->target); x; x = x->next) {
		if (!solve_counts(f->target, x) || words_have(passed, x->key))
			continue;
		meant = render_value(u->arena, x->value, r.meant, f->target->title, u->diags);
		*differs = x->key;
		if (!meant || strcmp(meant, value_read(u->arena, f->out->read, x)) != 0)
			return false;
	}
	*differs = NULL;
	return true;
}

static bool
fits_as_it_is(struct finding *f, const json_t *account, const struct word_list *passed,
	const char **differs)
{
	json_t *ids;
	struct unit *u = excused_unit(f, account, &ids);
	bool ok = u->ok && same_values(f, u, passed, differs);

	json_decref(ids);
	unit_free(u);
	return ok;
}

bool
import_is_valid(struct arena *a, struct run *run, const struct target *t,
	const json_t *account)
{
	struct finding f;
	struct unit *u;
	bool ok;

	begin(&f, a, run, t, SHARING_NOTHING);
	u = unit_of(&f, account, NULL);
	ok = u->ok;
	unit_free(u);
	return ok;
}

/* ---- what the client does not hold ---- */

/* Could this be somebody's address? */
static bool
is_address(struct finding *f, const char *text)
{
	struct text address = { .s = text, .len = strlen(text) }, ascii, local, domain;

	return !address_check(f->arena, address, &ascii, &local, &domain);
}

/* An address for a login name that is none: at the host's domain. */
static const char *
address_of(struct finding *f, const json_t *account)
{
	static const char *const sides[] = { "incoming", "outgoing" };
	const char *user, *host, *dot, *made;
	const json_t *server;
	size_t i;

	for (i = 0; i < countof(sides); i++) {
		server = json_object_get(account, sides[i]);
		user = json_string_value(json_object_get(server, "username"));
		host = json_string_value(json_object_get(server, "host"));
		dot = host ? strchr(host, '.') : NULL;
		if (user && is_address(f, user))
			return user;
		made = arena_printf(f->arena, "%s@%s", user ? user : "", dot
			&& strchr(dot + 1, '.') ? dot + 1 : host ? host : "");
		if (is_address(f, made))
			return made;
	}
	return "you@example.org";
}

/* The client's own name, as an id may be. */
static const char *
id_of(struct finding *f, const char *name)
{
	const struct text text = { .s = name, .len = strlen(name) };
	const char *clean = id_check(f->arena, text) ? id_clean(f->arena, text) : NULL;

	return clean ? clean : name;
}

/* The account with what every account has; *invented says what the client lacks. */
static json_t *
completed(struct finding *f, const json_t *account, struct word_list *invented)
{
	json_t *whole = json_copy((json_t *)account);
	const char *email = json_string_value(json_object_get(whole, "email"));

	if (!email) {
		email = address_of(f, account);
		json_object_set_new(whole, "email", json_string(email));
		words_add(f->arena, invented, "email");
	}
	if (!json_object_get(whole, "name")) {
		json_object_set_new(whole, "name", json_stringn(email, strcspn(email, "@")));
		words_add(f->arena, invented, "name");
	}
	if (f->out->id && !json_object_get(whole, "id"))
		json_object_set_new(whole, "id", json_string(id_of(f, f->out->id)));
	return whole;
}

static bool
fits(void *context, const json_t *account, const struct word_list *passed,
	const char **differs)
{
	struct finding *f = context;
	struct word_list invented = { 0 };
	json_t *whole = completed(f, account, &invented);
	bool ok = fits_as_it_is(f, whole, passed, differs);

	json_decref(whole);
	return ok;
}

/* ---- as a person would write it ---- */

/* Has the account what it needs when `make` changed it? Then it stays so. */
static bool
keep_change(struct finding *f, json_t **account, json_t *changed)
{
	const char *unused;

	if (fits_as_it_is(f, changed, &f->passed, &unused)) {
		json_decref(*account);
		*account = changed;
		return true;
	}
	json_decref(changed);
	return false;
}

static void
drop(json_t *object, const char *key)
{
	json_object_del(object, key);
}

/* Leaves out what is said without it: a key of the account, or of a mapping in it. */
static void
try_without(struct finding *f, json_t **account, const char *outer, const char *key)
{
	json_t *changed = json_deep_copy(*account), *in;

	in = outer ? json_object_get(changed, outer) : changed;
	drop(in, key);
	if (outer && !json_object_size(in))
		drop(changed, outer);
	keep_change(f, account, changed);
}

/* Has the domain at the end of a text as people read it, rather than in A-labels. */
static void
try_unicode(struct finding *f, json_t **account, const char *outer, const char *key)
{
	json_t *changed = json_deep_copy(*account);
	json_t *in = outer ? json_object_get(changed, outer) : changed;
	const char *text = json_string_value(json_object_get(in, key));
	const char *at = text ? strrchr(text, '@') : NULL, *domain = at ? at + 1 : text;
	const char *read = domain ? idn_to_unicode(f->arena, domain) : NULL;

	if (!read) {
		json_decref(changed);
		return;
	}
	json_object_set_new(in, key, json_string(arena_printf(f->arena, "%.*s%s",
		(int)(domain - text), text, read)));
	keep_change(f, account, changed);
}

/* The rule set whose servers these are, or NULL. */
static const struct rule_set *
provider_of_account(struct finding *f, const json_t *account)
{
	struct diags *unsaid = diags_new(f->arena, NULL);
	const char *email = json_string_value(json_object_get(account, "email"));
	const char *at = email ? strrchr(email, '@') : NULL, *host, *near;
	const struct rule_set *set = at ? rules_of_domain(f->stores->rules, at + 1, unsaid) : NULL;
	static const char *const sides[] = { "incoming", "outgoing" };
	size_t i;

	for (i = 0; i < countof(sides) && !set; i++) {
		host = json_string_value(json_object_get(json_object_get(account, sides[i]),
			"host"));
		if (host)
			set = rules_of_host(f->stores->rules, (struct text){ .s = host,
				.len = strlen(host) }, &near, unsaid);
	}
	return set;
}

/* Names the provider in the place of its hosts, where all of them are its. */
static void
try_provider(struct finding *f, json_t **account)
{
	const struct rule_set *set = provider_of_account(f, *account);
	json_t *changed;

	if (!set)
		return;
	changed = json_deep_copy(*account);
	json_object_set_new(changed, "provider", json_string(set->name));
	drop(json_object_get(changed, "incoming"), "host");
	drop(json_object_get(changed, "outgoing"), "host");
	keep_change(f, account, changed);
}

/* Leaves out all that follows from what stays. */
static void
shorten(struct finding *f, json_t **account)
{
	static const char *const needed[] = { "name", "email", "provider", "id", "allow" };
	const struct word_list stays = { needed, countof(needed) };
	static const char *const of_server[] = {
		"port", "security", "auth", "mechanism", "protocol", "username", "description",
		"keep", "password", "tls",
	};
	static const char *const sides[] = { "outgoing", "incoming" };
	struct word_list keys = { 0 };
	const char *key;
	json_t *value;
	size_t i, k;

	try_unicode(f, account, NULL, "email");
	for (i = 0; i < countof(sides); i++)
		try_unicode(f, account, sides[i], "host");
	try_provider(f, account);
	for (i = 0; i < countof(sides); i++)
		for (k = 0; k < countof(of_server); k++)
			if (json_object_get(json_object_get(*account, sides[i]), of_server[k]))
				try_without(f, account, sides[i], of_server[k]);
	json_object_foreach(*account, key, value)
		if (!words_have(&stays, key))
			words_add(f->arena, &keys, arena_printf(f->arena, "%s", key));
	for (i = 0; i < keys.n; i++)
		try_without(f, account, NULL, keys.items[i]);
}

/* Takes down what it has to be excused from. */
static void
take_excuses(struct finding *f, json_t *account)
{
	json_t *ids;
	struct unit *u = excused_unit(f, account, &ids);
	size_t i;

	for (i = 0; i < json_array_size(ids); i++)
		words_insert(f->arena, &f->out->allowed, arena_printf(f->arena, "%s",
			json_string_value(json_array_get(ids, i))));
	json_decref(ids);
	unit_free(u);
}

/* Is the value, of which the client says nothing, made of a field that was guessed? */
static bool
is_guess(struct finding *f, const struct expectation *x)
{
	const struct word_list *invented = &f->out->invented;
	size_t i;

	for (i = 0; i < invented->n; i++)
		if (template_uses(x->value, invented->items[i]))
			return !*value_read(f->arena, f->out->read, x);
	return false;
}

/* Of the values that were passed over, those that are guesses want no explanation. */
static void
take_unexplained(struct finding *f)
{
	const struct expectation *x;

	f->out->unexplained = (struct word_list){ 0 };
	for (x = solve_values(f->target); x; x = x->next)
		if (!words_have(&f->passed, x->key))
			continue;
		else if (is_guess(f, x))
			words_add(f->arena, &f->out->guessed, x->key);
		else
			words_add(f->arena, &f->out->unexplained, x->key);
}

/* Is the same written for both? Then it makes no difference which of them it is. */
static bool
same_files(struct finding *f, const json_t *one, const json_t *other)
{
	const json_t *const accounts[] = { one, other };
	const struct rendered *files[2] = { NULL, NULL };
	struct unit *units[2];
	struct word_list unused = { 0 };
	struct rendition r;
	json_t *ids, *whole;
	size_t i;

	for (i = 0; i < countof(accounts); i++) {
		whole = completed(f, accounts[i], &unused);
		units[i] = excused_unit(f, whole, &ids);
		json_decref(whole);
		json_decref(ids);
		if (units[i]->ok && rendition_make(&f->list, units[i], f->target, RENDITION_REAL,
		    &r))
			files[i] = r.files;
	}
	while (files[0] && files[1] && files[0]->len == files[1]->len
	    && !memcmp(files[0]->bytes, files[1]->bytes, files[0]->len)) {
		files[0] = files[0]->next;
		files[1] = files[1]->next;
	}
	i = !files[0] && !files[1];
	unit_free(units[0]);
	unit_free(units[1]);
	return i;
}

/* The first field that both have, with other values; NULL: one says only more than the
 * other, such as what is so without it. */
static const char *
difference(struct arena *a, const json_t *one, const json_t *other)
{
	const char *key, *deeper;
	json_t *value, *second;

	json_object_foreach((json_t *)one, key, value) {
		second = json_object_get(other, key);
		deeper = json_is_object(value) && json_is_object(second)
			? difference(a, value, second) : NULL;
		if (deeper)
			return arena_printf(a, "%s.%s", key, deeper);
		/* one mailbox of a list could always be two, with a strange name */
		if (json_is_string(value) && json_is_string(second) && !json_equal(value, second)
		    && strcmp(key, "reply_to") != 0)
			return arena_printf(a, "%s", key);
	}
	return NULL;
}

/* Does the client name a server, or find one itself? */
static bool
has_server(struct finding *f)
{
	static const char *const fields[] = {
		"incoming.host", "outgoing.host", "incoming.server", "outgoing.server",
	};
	const struct expectation *x;
	size_t i;

	for (x = solve_values(f->target); x; x = x->next)
		for (i = 0; i < countof(fields); i++)
			if (template_uses(x->value, fields[i])
			    && (*value_read(f->arena, f->out->read, x)
			    || words_have(&f->out->unexplained, x->key)))
				return true;
	return false;
}

void
import_solve(struct arena *a, struct run *run, struct imported *out)
{
	const struct target *t = out->target;
	struct finding f;
	struct problem problem = {
		.target = t, .words = run->stores->words, .read = out->read, .fits = fits,
		.context = &f,
	};
	struct solved solved;
	json_t *ids = NULL, *account;
	size_t i;

	begin(&f, a, run, t, SHARING_NOTHING);
	f.out = out;
	solved = solve(a, &problem, true);
	out->unexplained = f.passed = solved.unexplained;
	if (solved.second && !same_files(&f, solved.account, solved.second))
		out->other = difference(a, solved.account, solved.second);
	out->gave_up = solved.gave_up;
	if (!solved.account) {
		out->without_server = !has_server(&f);
		return;
	}
	account = completed(&f, solved.account, &out->invented);
	take_unexplained(&f);
	json_decref(solved.account);
	json_decref(solved.second);
	shorten(&f, &account);
	take_excuses(&f, account);
	if (out->allowed.n) {
		ids = json_array();
		for (i = 0; i < out->allowed.n; i++)
			json_array_append_new(ids, json_string(out->allowed.items[i]));
		json_object_set_new(account, "allow", ids);
	}
	out->account = account;
}

/* ---- the proof ---- */

static bool
is_secret(const struct expectation *x)
{
	return template_uses(x->value, "incoming.password")
		|| template_uses(x->value, "outgoing.password");
}

static void
compare(struct finding *f, const json_t *now)
{
	const struct expectation *x;
	struct imported *out = f->out;
	struct import_row *row;

	for (x = solve_values(f->target); x; x = x->next) {
		if (!solve_counts(f->target, x) || words_have(&out->guessed, x->key))
			continue;
		out->rows = arena_grow(f->arena, out->rows, out->n, sizeof(*out->rows));
		row = &out->rows[out->n++];
		*row = (struct import_row){
			.key = x->key, .was = value_read(f->arena, out->read, x),
			.now = value_read(f->arena, now, x), .secret = is_secret(x),
		};
		row->same = !strcmp(row->was, row->now);
		row->added = !row->same && !*row->was && (out->joined || out->is_joined);
		out->different += !row->same && !row->added;
	}
}

/* What was read of the account with this id: that of its name, else the one in its place. */
static const json_t *
reread_of(const struct import_file *again, const char *id, size_t place)
{
	size_t i;

	for (i = 0; i < again->n; i++)
		if (again->accounts[i].id && !strcmp(again->accounts[i].id, id))
			return again->accounts[i].read;
	return place < again->n ? again->accounts[place].read : NULL;
}

/* What proving works on: the accounts that were found, all or one. */
struct proving {
	struct run *run;
	struct finding f;
	struct diags *diags;
};

/* Reads again what was rendered for these accounts, and compares. */
static bool
prove_files(struct proving *p, struct imported **accounts, struct unit *const *units, size_t n,
	const struct rendered *files)
{
	struct import_file again = { 0 };
	bool ok = files && import_reread(p->f.arena, p->run, p->f.target, files, &again,
		p->diags);
	size_t i;

	for (i = 0; i < n && ok; i++) {
		p->f.out = accounts[i];
		compare(&p->f, reread_of(&again, units[i]->account.id.s, i));
		accounts[i]->proven = true;
	}
	import_release(&again);
	return ok;
}

static bool
prove_merged(struct proving *p, struct imported **accounts, struct unit *const *units, size_t n)
{
	struct value **meant = arena_alloc(p->f.arena, n, sizeof(*meant));
	struct value **from = arena_alloc(p->f.arena, n, sizeof(*from));
	struct rendered *files = NULL;
	struct unit_list list = { 0 };
	struct stores unsaid = *p->run->stores;
	size_t i;

	/* what is said there is about a text that nobody has, which ends with the units */
	unsaid.diags = diags_new(p->f.arena, NULL);
	for (i = 0; i < n; i++)
		units_add(&list, units[i]);
	units_render(&list, &p->f.list, &unsaid, p->f.target, RENDITION_REAL, meant, from,
		&files);
	if (!files)
		diag_general(p->diags, DIAG_READBACK, "%s was not asked about '%s': nothing could"
			" be written for it", p->f.target->title, units[0]->account.id.s);
	return prove_files(p, accounts, units, n, files);
}

static bool
prove_one(struct proving *p, struct imported *account, struct unit *u)
{
	struct rendition r;

	if (!rendition_make(&p->f.list, u, p->f.target, RENDITION_REAL, &r)) {
		diag_general(p->diags, DIAG_READBACK, "%s was not asked about '%s': nothing could"
			" be written for it", p->f.target->title, u->account.id.s);
		return false;
	}
	return prove_files(p, &account, &u, 1, r.files);
}

bool
import_prove(struct arena *a, struct run *run, struct import_file *file, struct diags *diags)
{
	const struct target *t = file->target;
	struct imported **accounts = arena_alloc(a, file->n, sizeof(*accounts));
	struct unit **units = arena_alloc(a, file->n, sizeof(*units));
	struct proving p = { .run = run, .diags = diags };
	size_t i, n = 0;
	bool ok = true;

	begin(&p.f, a, run, t, target_merges(t) ? SHARING_FILES : SHARING_NOTHING);
	for (i = 0; i < file->n; i++) {
		if (!file->accounts[i].account)
			continue;
		accounts[n] = &file->accounts[i];
		units[n++] = unit_of(&p.f, file->accounts[i].account, a);
	}
	if (target_merges(t) && n > 1)
		ok = prove_merged(&p, accounts, units, n);
	for (i = 0; i < n; i++)
		if (!target_merges(t) || n == 1)
			ok &= prove_one(&p, accounts[i], units[i]);
	/* what is said of one that could not be written is in its memory */
	for (i = 0; i < n && ok; i++)
		unit_free(units[i]);
	return ok;
}
