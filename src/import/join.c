/* The same login in the files of several clients, as one account.
 * Used by the import command. */
#include "import/import.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "client/target.h"
#include "import/draft.h"
#include "import/fitting.h"
#include "pipeline/run.h"
#include "pipeline/unit.h"

/* ---- whose is it? ---- */

static bool
is_guess(const struct imported *in, const char *field)
{
	return words_have(&in->invented, field);
}

/* Does somebody log in under the same name in both? */
static bool
same_user(const json_t *one, const json_t *other)
{
	size_t i, k;

	for (i = 0; i < SIDES; i++)
		for (k = 0; k < SIDES; k++)
			if (draft_server(one, i) && draft_server(other, k)
			    && !strcmp(draft_login(one, i), draft_login(other, k)))
				return true;
	return false;
}

/* An address that was guessed is not enough. */
static bool
same_login(const struct imported *one, const struct imported *other)
{
	if (strcasecmp(draft_text(one->account, "email"),
	    draft_text(other->account, "email")) != 0)
		return false;
	return (!is_guess(one, "email") && !is_guess(other, "email"))
		|| same_user(one->account, other->account);
}

static bool
has_client(const struct imported *in, const struct target *t)
{
	for (; in; in = in->joined)
		if (in->target == t)
			return true;
	return false;
}

/* ---- what the first one gets ---- */

/* Where the password of the server is, as the second one knows it. */
static void
take_place(struct imported *one, const struct imported *other, size_t side)
{
	one->secret_line[side] = other->secret_line[side];
	one->secret_from[side] = other->secret_from[side];
}

/* A server is one client's; only a password may come from another that logs in there, too:
 * to the same host, as the same user. */
static void
join_server(struct imported *one, json_t *account, const struct imported *other, size_t side)
{
	json_t *mine = draft_server(account, side);
	json_t *password = json_object_get(draft_server(other->account, side), "password");
	const char *host = draft_text(mine, "host");

	if (!password || json_object_get(mine, "password") || !*host
	    || strcasecmp(host, draft_server_text(other->account, side, "host")) != 0
	    || strcmp(draft_login(account, side), draft_login(other->account, side)) != 0)
		return;
	json_object_set(mine, "password", password);
	take_place(one, other, side);
}

/* Adds what a list does not have. */
static void
join_lists(json_t *mine, const json_t *theirs)
{
	json_t *entry;
	size_t i, k;

	json_array_foreach((json_t *)theirs, i, entry) {
		for (k = 0; k < json_array_size(mine); k++)
			if (json_equal(json_array_get(mine, k), entry))
				break;
		if (k == json_array_size(mine))
			json_array_append(mine, entry);
	}
}

/* Is it a server's member? Then *side says whose. */
static bool
is_side(const char *key, size_t *side)
{
	for (*side = 0; *side < SIDES; ++*side)
		if (!strcmp(key, draft_sides[*side]))
			return true;
	return false;
}

/* A field that both have; the first one's stays. */
static void
join_field(struct imported *one, json_t *account, const struct imported *other,
	const char *key, json_t *theirs)
{
	json_t *mine = json_object_get(account, key);
	size_t side;

	if (is_side(key, &side))
		join_server(one, account, other, side);
	else if (is_guess(one, key) && !is_guess(other, key))
		json_object_set(account, key, theirs);
	else if (!strcmp(key, "allow"))
		join_lists(mine, theirs);
	else if (!strcmp(key, "folders"))
		json_object_update_missing(mine, theirs);
}

/* The account of both. */
static json_t *
joined(struct imported *one, const struct imported *other)
{
	json_t *account = json_deep_copy(one->account), *value;
	const char *key;
	size_t side;

	json_object_foreach(other->account, key, value) {
		if (json_object_get(account, key)) {
			join_field(one, account, other, key, value);
			continue;
		}
		json_object_set_new(account, key, json_deep_copy(value));
		if (is_side(key, &side))
			take_place(one, other, side);
	}
	return account;
}

/* The fields that neither of them holds. */
static struct word_list
both_lack(struct arena *a, const struct imported *one, const struct imported *other)
{
	struct word_list left = { 0 };
	size_t i;

	for (i = 0; i < one->invented.n; i++)
		if (is_guess(other, one->invented.items[i]))
			words_add(a, &left, one->invented.items[i]);
	return left;
}

/* Has each client pass over what it would have to have otherwise. False where one of them
 * cannot be given the account. */
static bool
pass_differences(struct fitting *f, const json_t *account, struct imported *one)
{
	struct imported *each;
	const char *first;
	json_t *ids;
	struct unit *u = fitting_excused(f, account, &ids);
	bool ok = u->ok;

	for (each = one; ok && each; each = each->joined)
		ok = fitting_differs(f, u, each, &each->passed, &first, &each->passed);
	json_decref(ids);
	unit_free(u);
	return ok;
}

/* Joins the second one to the first, if all their clients can be given the account. */
static bool
join(struct fitting *f, struct imported *one, struct imported *other)
{
	struct imported was = *one, *last = one;
	json_t *account = joined(one, other);

	while (last->joined)
		last = last->joined;
	last->joined = other;
	if (!pass_differences(f, account, one)) {
		json_decref(account);
		last->joined = NULL;
		*one = was;
		return false;
	}
	json_decref(one->account);
	one->account = account;
	one->invented = both_lack(f->arena, one, other);
	other->is_joined = true;
	return true;
}

/* ---- of clients without a server ---- */

/* Has the account what it lacks of the person's, if its clients can be given that. */
static bool
lend(struct fitting *f, struct imported *one, struct imported *person)
{
	static const char *const fields[] = {
		"name", "reply_to", "organization", "signature", "pgp",
	};
	json_t *account = json_deep_copy(one->account), *value;
	struct word_list lent = { 0 }, left = { 0 };
	size_t i;

	for (i = 0; i < countof(fields); i++) {
		value = json_object_get(person->person, fields[i]);
		if (!value || (json_object_get(account, fields[i]) && !is_guess(one, fields[i])))
			continue;
		json_object_set_new(account, fields[i], json_deep_copy(value));
		words_add(f->arena, &lent, fields[i]);
	}
	if (!lent.n || !pass_differences(f, account, one)) {
		json_decref(account);
		return false;
	}
	json_decref(one->account);
	one->account = account;
	for (i = 0; i < one->invented.n; i++)
		if (!words_have(&lent, one->invented.items[i]))
			words_add(f->arena, &left, one->invented.items[i]);
	one->invented = left;
	for (i = 0; i < lent.n; i++)
		words_add(f->arena, &one->borrowed, lent.items[i]);
	person->lent_to = one;
	person->lent = lent;
	return true;
}

static void
lend_to_first(struct fitting *f, struct import_file *files, size_t n, struct imported *person)
{
	struct import_file *file;
	struct imported *one;

	for (file = files; file < files + n; file++)
		for (one = file->accounts; one < file->accounts + file->n; one++)
			if (one->account && !one->is_joined && !strcasecmp(
			    draft_text(one->account, "email"),
			    draft_text(person->person, "email")) && lend(f, one, person))
				return;
}

/* ---- all of them ---- */

static void
join_to_first(struct fitting *f, struct import_file *files, size_t before,
	struct imported *other)
{
	struct import_file *file;
	struct imported *one;

	for (file = files; file < files + before; file++)
		for (one = file->accounts; one < file->accounts + file->n; one++)
			if (one->account && !one->is_joined && !has_client(one, other->target)
			    && same_login(one, other) && join(f, one, other))
				return;
}

/* An id that no other account has, so that all can be in one file or folder. */
static void
give_id(struct arena *a, struct imported *in, struct word_list *ids)
{
	const char *id = draft_text(in->account, "id");
	const char *email = draft_text(in->account, "email"), *base = *id ? id : email;
	size_t n;

	if (!words_have(ids, base)) {
		words_add(a, ids, arena_printf(a, "%s", base));
		return;
	}
	if (!*id)
		base = arena_printf(a, "%.*s-%s", (int)strcspn(email, "@"), email,
			in->target->name);
	id = base;
	for (n = 2; words_have(ids, id); n++)
		id = arena_printf(a, "%s-%zu", base, n);
	words_add(a, ids, id);
	json_object_set_new(in->account, "id", json_string(id));
}

void
import_join(struct arena *a, struct run *run, struct import_file *files, size_t n)
{
	struct word_list ids = { 0 };
	struct fitting f;
	struct imported *in;
	size_t i;

	fitting_begin(&f, a, run, SHARING_NOTHING);
	for (i = 1; i < n; i++)
		for (in = files[i].accounts; in < files[i].accounts + files[i].n; in++)
			if (in->account)
				join_to_first(&f, files, i, in);
	for (i = 0; i < n; i++)
		for (in = files[i].accounts; in < files[i].accounts + files[i].n; in++)
			if (in->person)
				lend_to_first(&f, files, n, in);
	for (i = 0; i < n; i++)
		for (in = files[i].accounts; in < files[i].accounts + files[i].n; in++)
			if (in->account && !in->is_joined)
				give_id(a, in, &ids);
}
