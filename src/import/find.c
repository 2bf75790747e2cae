/* From a client's values to an account that gives them.
 * Used by the import command. */
#include "import/import.h"

#include <string.h>

#include "base/arena.h"
#include "client/render.h"
#include "client/saying.h"
#include "client/solve.h"
#include "client/target.h"
#include "import/draft.h"
#include "import/fitting.h"
#include "model/address.h"
#include "model/checks.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"
#include "template/template.h"

/* What finding the accounts of one client's files works on. */
struct finding {
	struct fitting fitting;
	struct arena *scratch;          /* of one account's search */
	const struct manners *manners;
	struct imported *out;
	struct word_list servers;       /* names of values that are about servers, of a client
					 * that has none: they are passed over */
};

/* ---- what the client does not hold ---- */

/* Could this be somebody's address? */
static bool
is_address(struct finding *f, const char *text)
{
	struct text address = { .s = text, .len = strlen(text) }, ascii, local, domain;

	return !address_check(f->scratch, address, &ascii, &local, &domain);
}

/* An address for a login name that is none: at the host's domain. */
static const char *
address_of(struct finding *f, const json_t *account)
{
	const char *user, *host, *dot, *made;
	size_t i;

	for (i = 0; i < SIDES; i++) {
		user = draft_server_text(account, i, "username");
		host = draft_server_text(account, i, "host");
		dot = strchr(host, '.');
		if (is_address(f, user))
			return user;
		made = arena_printf(f->scratch, "%s@%s", user,
			dot && strchr(dot + 1, '.') ? dot + 1 : host);
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
	const char *clean = id_check(f->scratch, text) ? id_clean(f->scratch, text) : NULL;

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
		words_add(f->fitting.arena, invented, "email");
	}
	if (!json_object_get(whole, "name")) {
		json_object_set_new(whole, "name", json_stringn(email, strcspn(email, "@")));
		words_add(f->fitting.arena, invented, "name");
	}
	if (f->out->id && !json_object_get(whole, "id"))
		json_object_set_new(whole, "id", json_string(id_of(f, f->out->id)));
	return whole;
}

/* For a client that has no server, any server will do. */
static struct word_list
without_servers(struct finding *f, json_t *whole, const struct word_list *passed)
{
	struct word_list all = { 0 };
	size_t i;

	if (!f->servers.n)
		return *passed;
	for (i = 0; i < SIDES; i++)
		json_object_set_new(whole, draft_sides[i],
			json_pack("{ss}", "host", "mail.example.org"));
	for (i = 0; i < passed->n; i++)
		words_add(f->scratch, &all, passed->items[i]);
	for (i = 0; i < f->servers.n; i++)
		words_add(f->scratch, &all, f->servers.items[i]);
	return all;
}

static bool
fits(void *context, const json_t *account, const struct word_list *passed,
	const char **differs)
{
	struct finding *f = context;
	struct word_list invented = { 0 };
	json_t *ids, *whole = completed(f, account, &invented);
	const struct word_list left = without_servers(f, whole, passed);
	struct unit *u = fitting_excused(&f->fitting, whole, &ids);
	bool ok = u->ok && fitting_differs(&f->fitting, u, f->out, &left, differs, NULL)
		&& !*differs;

	json_decref(ids);
	json_decref(whole);
	unit_free(u);
	return ok;
}

/* ---- what is said of it ---- */

static bool
is_read(struct finding *f, const struct expectation *x)
{
	return *fitting_read(f->scratch, f->out->read, x);
}

/* Is the value, of which the client says nothing, made of a field that was guessed? */
static bool
is_guess(struct finding *f, const struct expectation *x)
{
	const struct word_list *invented = &f->out->invented;
	size_t i;

	for (i = 0; i < invented->n; i++)
		if (template_uses(x->value, invented->items[i]))
			return !is_read(f, x);
	return false;
}

/* Of the values that were passed over, those that are guesses want no explanation. */
static void
take_unexplained(struct finding *f)
{
	const struct expectation *x;

	f->out->unexplained = (struct word_list){ 0 };
	for (x = solve_values(f->out->target); x; x = x->next)
		if (!words_have(&f->out->passed, x->key))
			continue;
		else if (is_guess(f, x))
			words_add(f->fitting.arena, &f->out->guessed, x->key);
		else
			words_add(f->fitting.arena, &f->out->unexplained, x->key);
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
		units[i] = fitting_excused(&f->fitting, whole, &ids);
		json_decref(whole);
		json_decref(ids);
		if (units[i]->ok && rendition_make(&f->fitting.list, units[i], f->out->target,
		    RENDITION_REAL, &r))
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

	for (x = solve_values(f->out->target); x; x = x->next)
		for (i = 0; i < countof(fields); i++)
			if (template_uses(x->value, fields[i])
			    && (is_read(f, x) || words_have(&f->out->passed, x->key)))
				return true;
	return false;
}

/* What the search says, in memory that lasts. */
static void
keep(struct finding *f, const struct solved *solved)
{
	struct arena *a = f->fitting.arena;
	struct imported *out = f->out;
	size_t i;

	for (i = 0; i < solved->unexplained.n; i++)
		words_add(a, &out->passed, solved->unexplained.items[i]);
	out->gave_up = solved->gave_up;
	if (!solved->account) {
		out->unexplained = out->passed;
		out->without_server = !has_server(f);
		return;
	}
	if (solved->second && !same_files(f, solved->account, solved->second))
		out->other = difference(a, solved->account, solved->second);
	out->account = completed(f, solved->account, &out->invented);
	take_unexplained(f);
}

/* Whose mail it is that a client without a server has. */
static void
find_person(struct finding *f, struct problem *problem)
{
	const struct expectation *x;
	struct solved solved;
	size_t i;

	for (x = solve_values(f->out->target); x; x = x->next)
		if (template_uses(x->value, "incoming") || template_uses(x->value, "outgoing")
		    || template_uses(x->value, "sendmail"))
			words_add(f->scratch, &f->servers, x->key);
	problem->unasked = f->servers;
	solved = solve(f->scratch, problem, false);
	for (i = 0; i < SIDES; i++)
		json_object_del(solved.account, draft_sides[i]);
	if (*draft_text(solved.account, "email"))
		f->out->person = json_incref(solved.account);
	json_decref(solved.account);
	f->servers = (struct word_list){ 0 };
}

static void
find_one(struct finding *f, struct imported *out)
{
	struct problem problem = {
		.target = out->target, .manners = f->manners, .read = out->read, .fits = fits,
		.context = f,
	};
	struct solved solved;

	f->out = out;
	f->scratch = arena_new();
	arena_wipe_at_end(f->scratch);
	solved = solve(f->scratch, &problem, true);
	keep(f, &solved);
	if (out->without_server)
		find_person(f, &problem);
	json_decref(solved.account);
	json_decref(solved.second);
	arena_free(f->scratch);
}

void
import_find(struct arena *a, struct run *run, struct import_file *file)
{
	struct finding f = { 0 };
	size_t i;

	fitting_begin(&f.fitting, a, run, SHARING_NOTHING);
	f.manners = saying_manners(a, file->target, run->stores->words);
	for (i = 0; i < file->n; i++)
		find_one(&f, &file->accounts[i]);
}
