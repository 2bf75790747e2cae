/* Files of the user's, read by the target's own reader: as data, in a private folder,
 * without a network.
 * Used by the import command. */
#include "import/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/source.h"
#include "client/asking.h"
#include "client/readback.h"
#include "client/render.h"
#include "client/solve.h"
#include "client/target.h"
#include "client/tree.h"
#include "pipeline/run.h"
#include "sys/path.h"
#include "sys/signals.h"
#include "template/template.h"

enum { FILE_MAX_BYTES = 16 << 20, ACCOUNTS_MAX = 1000, UNKNOWN_MAX = 1000 };

/* Copies of the files, for the private folder. */
static struct rendered *
copies(struct arena *a, const struct target *t, const struct word_list *files,
	struct diags *diags)
{
	struct rendered *first = NULL, **end = &first;
	const struct source *bytes;
	size_t i;

	for (i = 0; i < files->n; i++) {
		bytes = data_read(a, files->items[i], FILE_MAX_BYTES, diags);
		if (!bytes)
			return NULL;
		*end = arena_alloc(a, 1, sizeof(**end));
		**end = (struct rendered){
			.path = strcmp(files->items[i], "-") ? path_name(files->items[i])
				: t->files->name,
			.target = t, .file = t->files, .mode = 0600,
			.bytes = bytes->bytes, .len = bytes->len,
		};
		end = &(*end)->next;
	}
	return first;
}

static bool
not_understood(const struct target *t, struct diags *diags)
{
	return diag_general(diags, DIAG_READBACK, "what was read back from %s is not understood",
		t->title);
}

/* What the reader prints; NULL after reporting. */
static json_t *
ask(struct asking *q)
{
	const struct importing *import = q->target->import;
	struct buf out = { 0 };
	json_t *top;

	if (!import->command)
		return asking_tree(q, q->target->readback->command);
	if (!asking_listen(q, import->command, &out))
		return NULL;
	top = json_loadb(out.s ? out.s : "", out.len, JSON_REJECT_DUPLICATES, NULL);
	buf_free(&out);
	if (!json_is_object(top) || !json_is_array(json_object_get(top, "accounts"))) {
		json_decref(top);
		not_understood(q->target, q->diags);
		return NULL;
	}
	return top;
}

/* Asks about these files in a private folder. */
static json_t *
ask_about(struct arena *a, struct run *run, const struct target *t,
	const struct rendered *files, const char *from, struct diags *diags)
{
	struct readback_report report = { 0 };
	const char *home = run->options->home ? run->options->home : getenv("HOME");
	struct asking q = {
		.arena = a, .target = t, .diags = diags, .secretive = true, .id = "",
		.seconds = run->options->timeout, .report = &report, .from = from,
		.user_home = home ? path_absolute(a, home) : "",
	};
	json_t *top = NULL;

	if (!scratch_open(a, &q.scratch, false, diags))
		return NULL;
	signals_defer();
	if (asking_prepare(&q, files))
		top = ask(&q);
	if (!scratch_close(&q.scratch, diags)) {
		json_decref(top);
		top = NULL;
	}
	signals_resume();
	return top;
}

/* ---- the accounts in what was read ---- */

/* Adds one; NULL: they are too many, and this one is counted only. */
static struct imported *
add_account(struct arena *a, struct import_file *f, const json_t *read)
{
	if (f->n == ACCOUNTS_MAX) {
		f->nleft++;
		return NULL;
	}
	f->accounts = arena_grow(a, f->accounts, f->n, sizeof(*f->accounts));
	f->accounts[f->n] = (struct imported){ .target = f->target, .from = f->from,
		.read = read, .secret_from = { f->from, f->from } };
	return &f->accounts[f->n++];
}

static size_t
number_at(const json_t *object, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(object, key));

	return n > 0 ? (size_t)n : 0;
}

/* Where the reader saw passwords. */
static void
take_places(const struct target *t, const json_t *places, struct imported *account)
{
	static const char *const names[] = { "incoming.password", "outgoing.password" };
	const struct expectation *x;
	size_t i;

	for (x = places ? solve_values(t) : NULL; x; x = x->next)
		for (i = 0; i < countof(names); i++)
			if (json_object_get(places, x->key) && template_uses(x->value, names[i]))
				account->secret_line[i] = number_at(places, x->key);
}

static bool
take_accounts(struct arena *a, const struct target *t, struct import_file *f)
{
	const json_t *one, *list = json_object_get(f->top, "accounts"), *values;
	struct imported *account;
	size_t i;

	for (i = 0; i < json_array_size(list); i++) {
		one = json_array_get(list, i);
		values = json_object_get(one, "values");
		if (!json_is_object(values))
			return false;
		account = add_account(a, f, values);
		if (!account)
			continue;
		account->id = json_string_value(json_object_get(one, "id"));
		account->line = number_at(one, "line");
		account->lines = json_object_get(one, "lines");
		account->lost = json_object_get(one, "lost");
		take_places(t, json_object_get(one, "places"), account);
	}
	f->lines = number_at(f->top, "lines");
	f->about = number_at(f->top, "about");
	list = json_object_get(f->top, "unknown");
	f->nunsaid = json_array_size(list) > UNKNOWN_MAX ? json_array_size(list) - UNKNOWN_MAX : 0;
	for (i = 0; i < json_array_size(list) && i < UNKNOWN_MAX; i++) {
		one = json_array_get(list, i);
		f->unknown = arena_grow(a, f->unknown, i, sizeof(*f->unknown));
		f->unknown[i] = (struct import_line){
			(size_t)json_integer_value(json_array_get(one, 0)),
			json_string_value(json_array_get(one, 1)),
		};
		if (!f->unknown[i].text)
			return false;
		f->nunknown = i + 1;
	}
	return true;
}

/* Has it the values that each account has, whatever it is? */
static bool
is_account(struct arena *a, const struct target *t, const json_t *read)
{
	const struct expectation *x;
	struct literal words;
	const char *is;

	for (x = solve_values(t); x; x = x->next) {
		if (!solve_counts(t, x) || template_names(x->value))
			continue;
		is = tree_text(a, read, x->path);
		words = literal_trim(template_words(a, x->value));
		if (!literal_same(words, (struct literal){ is ? is : "", strlen(is ? is : "") }))
			return false;
	}
	return json_is_object(read);
}

/* Those in a tree of the client's own. */
static void
take_tree(struct arena *a, const struct target *t, struct import_file *f)
{
	const char *path = t->import->accounts, *key;
	const json_t *at = f->top;
	json_t *member;
	size_t i;

	if (path && strcmp(path, "*") != 0)
		at = tree_at(a, f->top, tree_marked(a, path));
	if (!path) {
		add_account(a, f, at);
	} else if (json_is_array(at)) {
		for (i = 0; i < json_array_size(at); i++)
			if (is_account(a, t, json_array_get(at, i)))
				add_account(a, f, json_array_get(at, i));
	} else if (json_is_object(at)) {
		json_object_foreach((json_t *)at, key, member)
			if (json_is_object(member))
				add_account(a, f, member);
	}
}

static bool
take_all(struct arena *a, const struct target *t, struct import_file *f, struct diags *diags)
{
	if (t->import->command ? take_accounts(a, t, f) : (take_tree(a, t, f), true))
		return true;
	return not_understood(t, diags);
}

bool
import_read(struct arena *a, struct run *run, const struct target *t,
	const struct word_list *files, struct import_file *f, struct diags *diags)
{
	const struct rendered *bytes = copies(a, t, files, diags);

	*f = (struct import_file){ .target = t, .from = text_escaped(a,
		files->items[0], strlen(files->items[0])) };
	f->top = bytes ? ask_about(a, run, t, bytes, path_absolute(a, files->items[0]), diags)
		: NULL;
	return f->top && take_all(a, t, f, diags);
}

void
import_release(struct import_file *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		json_decref(f->accounts[i].account);
		json_decref(f->accounts[i].person);
	}
	json_decref(f->top);
}

/* ---- the same of what is written ---- */

bool
import_reread(struct arena *a, struct run *run, const struct target *t,
	const struct rendered *files, const char *from, struct import_file *f,
	struct diags *diags)
{
	*f = (struct import_file){ .target = t, .from = from };
	f->top = ask_about(a, run, t, files, from, diags);
	return f->top && take_all(a, t, f, diags);
}
