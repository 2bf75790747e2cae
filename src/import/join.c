/* The same login in the files of several clients, as one account.
 * Used by the import command. */
#include "import/import.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "client/target.h"
#include "pipeline/run.h"

static const char *const sides[] = { "incoming", "outgoing" };

static const char *
text_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

/* ---- whose is it? ---- */

static bool
is_guess(const struct imported *in, const char *field)
{
	return words_have(&in->invented, field);
}

static const char *
login_of(const json_t *account)
{
	const char *user = "";
	size_t i;

	for (i = 0; i < countof(sides) && !*user; i++)
		user = text_of(json_object_get(account, sides[i]), "username");
	return *user ? user : text_of(account, "email");
}

/* An address that was guessed is not enough. */
static bool
same_login(const struct imported *one, const struct imported *other)
{
	if (strcasecmp(text_of(one->account, "email"), text_of(other->account, "email")) != 0)
		return false;
	return (!is_guess(one, "email") && !is_guess(other, "email"))
		|| !strcmp(login_of(one->account), login_of(other->account));
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

static bool
same_member(const json_t *one, const json_t *other, const char *key)
{
	return !strcmp(text_of(one, key), text_of(other, key));
}

/* Where the password of the server is, as the second one knows it. */
static void
take_place(struct imported *one, const struct imported *other, size_t side)
{
	one->secret_line[side] = other->secret_line[side];
	one->secret_from[side] = other->secret_from[side];
}

/* A server is one client's; only a password may come from another that logs in there, too. */
static void
join_server(struct imported *one, json_t *mine, const struct imported *other,
	const json_t *theirs, size_t side)
{
	json_t *password = json_object_get(theirs, "password");

	if (!password || json_object_get(mine, "password") || !same_member(mine, theirs, "host")
	    || strcmp(login_of(one->account), login_of(other->account)) != 0)
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

static bool
is_side(const char *key, size_t *side)
{
	for (*side = 0; *side < countof(sides); ++*side)
		if (!strcmp(key, sides[*side]))
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
		join_server(one, mine, other, theirs, side);
	else if (is_guess(one, key) && !is_guess(other, key))
		json_object_set(account, key, theirs);
	else if (!strcmp(key, "allow"))
		join_lists(mine, theirs);
	else if (!strcmp(key, "folders"))
		json_object_update_missing(mine, theirs);
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

/* Joins the second one to the first, if that is an account then. */
static bool
join(struct arena *a, struct run *run, struct imported *one, struct imported *other)
{
	struct imported was = *one, *last = one;
	json_t *account = json_deep_copy(one->account), *value;
	const char *key;
	size_t side;

	json_object_foreach(other->account, key, value) {
		if (json_object_get(account, key)) {
			join_field(one, account, other, key, value);
			continue;
		}
		json_object_set(account, key, value);
		if (is_side(key, &side))
			take_place(one, other, side);
	}
	if (!import_is_valid(a, run, one->target, account)) {
		json_decref(account);
		*one = was;
		return false;
	}
	json_decref(one->account);
	one->account = account;
	one->invented = both_lack(a, one, other);
	while (last->joined)
		last = last->joined;
	last->joined = other;
	other->is_joined = true;
	return true;
}

/* ---- all of them ---- */

static void
join_to_first(struct arena *a, struct run *run, struct import_file *files, size_t before,
	struct imported *other)
{
	struct import_file *f;
	struct imported *one;

	for (f = files; f < files + before; f++)
		for (one = f->accounts; one < f->accounts + f->n; one++)
			if (one->account && !one->is_joined && !has_client(one, other->target)
			    && same_login(one, other) && join(a, run, one, other))
				return;
}

/* An id that no other account has, so that all can be in one file or folder. */
static void
give_id(struct arena *a, struct imported *in, struct word_list *ids)
{
	const char *id = text_of(in->account, "id"), *email = text_of(in->account, "email");
	const char *base = *id ? id : email;
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

/* All that are one have its account. */
static void
share(struct imported *in)
{
	struct imported *other;

	for (other = in->joined; other; other = other->joined) {
		json_decref(other->account);
		other->account = json_incref(in->account);
	}
}

void
import_join(struct arena *a, struct run *run, struct import_file *files, size_t n)
{
	struct word_list ids = { 0 };
	struct imported *in;
	size_t i;

	for (i = 1; i < n; i++)
		for (in = files[i].accounts; in < files[i].accounts + files[i].n; in++)
			if (in->account)
				join_to_first(a, run, files, i, in);
	for (i = 0; i < n; i++)
		for (in = files[i].accounts; in < files[i].accounts + files[i].n; in++) {
			if (!in->account || in->is_joined)
				continue;
			give_id(a, in, &ids);
			share(in);
		}
}
