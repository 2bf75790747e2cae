/* Runs a target's templates over the views of accounts.
 * Used by the render and verify commands. */
#include "client/render.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/table.h"
#include "client/target.h"
#include "client/view.h"
#include "quote/quote.h"
#include "sys/path.h"
#include "template/template.h"
#include "template/value.h"

/* What one run over a target works on. */
struct rendering {
	struct arena *arena;
	const struct target *target;
	struct diags *diags;
	const struct destination *to;
	struct rendered *first, **end;
	const struct value **accounts;  /* of each file, the first one that it is for */
	size_t n;
	bool private;                   /* a file so far has a password */
	bool ok;
};

/* What the largest QR code, version 40, holds with the least correction, level L (ISO/IEC
 * 18004, table 7: 8-bit mode). */
enum { QR_BYTES = 2953 };

static bool
fits_code(struct rendering *r, const struct sink *sink, size_t len)
{
	if (len <= QR_BYTES)
		return true;
	diag_at(r->diags, sink_as_text(sink).pos, DIAG_CLIENT_VALUE,
		"%s cannot represent this value: its QR code would have %zu bytes, and the"
		" largest one, of error correction level L, has %d", r->target->title, len,
		QR_BYTES);
	return diag_fix(r->diags, "shorten the value");
}

/* Runs one template, that of a file where it is one; NULL after reporting. */
static const char *
run(struct rendering *r, const struct template *t, const struct value *view,
	const struct target_file *f, size_t *len, const struct secret_span **secrets)
{
	struct buf out = { 0 };
	struct sink *sink = sink_new(r->arena, &out, f ? f->line_max : 0, r->target->title);
	const char *bytes = NULL;
	bool ok;

	ok = template_render(t, view, sink, r->diags);
	ok &= sink_end(sink, r->diags) && (!f || !f->scanned || fits_code(r, sink, out.len));
	if (ok) {
		bytes = arena_copy(r->arena, out.s ? out.s : "", out.len);
		*len = out.len;
		*secrets = sink_secrets(sink);
	}
	buf_free(&out);
	r->ok &= ok;
	return bytes;
}

/* Is the file written for the account? What decides that is of use. */
static bool
is_written(const struct target_file *f, const struct value *account)
{
	const struct value *value;
	const char *name;
	size_t i;

	for (i = 0; i < f->when.n; i++) {
		name = f->when.items[i];
		value = value_named(account, name + (*name == '!'));
		if (value && value->kind == VALUE_FLAG)
			value_use(value);
	}
	return view_holds(account, &f->when);
}

bool *
render_writes(struct arena *a, const struct target_file *f, struct value *const *views, size_t n)
{
	const struct value *account = view_of_many(a, views, n)->first->first;
	bool *writes = arena_alloc(a, n, sizeof(*writes));
	size_t i;

	for (i = 0; i < n; i++, account = account->next)
		writes[i] = is_written(f, account);
	return writes;
}

/* ---- where the files go ---- */

/* What templates know of a file; NULL: they have no name for it. */
static struct value *
file_value(struct rendering *r, const struct value *account, const struct target_file *f)
{
	struct value *map = value_find(account, "file", 4), *file;

	if (!map)
		return NULL;
	file = value_find(map, f->name, strlen(f->name));
	if (file)
		return file;
	file = value_add_text(r->arena, map, f->name, (struct text){ 0 });
	file->about = value_map(r->arena);
	return file;
}

/* The client's own place, with the usual folder for that of a variable. */
static const char *
own_place(struct rendering *r, const struct target_file *f, const struct value *account)
{
	static const char config[] = "$XDG_CONFIG_HOME/";
	const struct target_place *p = &f->install;
	const char *place = p->template ? render_value(r->arena, p->template, account,
		r->target->title, r->diags) : p->text;

	r->ok &= place || !p->template;
	return place && !strncmp(place, config, strlen(config))
		? arena_printf(r->arena, "~/.config/%s", place + strlen(config)) : place;
}

static const char *
place_of(struct rendering *r, const struct rendered *file, const struct value *account)
{
	const struct destination *to = r->to;
	const char *own;

	if (to->place)
		return to->place(to->context, file->file, file->account);
	if (to->file)
		return to->file;
	if (to->dir)
		return path_shown(r->arena, to->dir, file->path);
	own = own_place(r, file->file, account);
	return own ? own : file->path;
}

/* A folder of the command line may have any bytes, a text of a client's file may not. */
static bool
is_text(struct rendering *r, const char *place)
{
	size_t len = strlen(place), i;

	for (i = 0; i < len && (unsigned char)place[i] >= ' ' && place[i] != 0x7F; i++)
		;
	if (i == len && utf8_valid(place, len))
		return true;
	diag_general(r->diags, DIAG_CLIENT_VALUE,
		"'%s', which %s is told as the place of a file, has control characters or is not"
		" UTF-8", text_escaped(r->arena, place, len), r->target->title);
	diag_fix(r->diags, "choose a folder with another name");
	return r->ok = false;
}

/* Has the file a place to be said for the account? All have that of a shared one. */
static void
name_place(struct rendering *r, const struct rendered *file, const struct value *account,
	const char *place)
{
	struct value *named = file_value(r, account, file->file);

	if (named)
		named->text = (struct text){ .s = place, .len = strlen(place) };
}

/* ---- files ---- */

/* A file without its bytes, which may say where others go. */
static void
add_file(struct rendering *r, const struct target_file *f, const struct value *account)
{
	struct rendered *file = arena_alloc(r->arena, 1, sizeof(*file));
	const struct secret_span *none;
	size_t len;

	file->path = run(r, f->path, account, NULL, &len, &none);
	if (file->path && r->to->folder)
		file->path = arena_printf(r->arena, "%s/%s", r->to->folder, file->path);
	file->target = r->target;
	file->file = f;
	if (!f->many)
		file->account = value_named(account, "id")->text.s;
	*r->end = file;
	r->end = &file->next;
	r->accounts = arena_grow(r->arena, r->accounts, r->n, sizeof(*r->accounts));
	r->accounts[r->n++] = account;
}

/* Would a file of one account be in the place of another's? */
static bool
collide(const struct rendering *r)
{
	struct table paths = { NULL };
	struct rendered *file;
	const struct rendered *other;
	void **at;

	for (file = r->first; file; file = file->next) {
		if (!file->account || !file->path)
			continue;
		at = table_at(r->arena, &paths, file->path, strlen(file->path));
		other = *at;
		if (other && strcmp(other->account, file->account))
			return true;
		*at = file;
	}
	return false;
}

/* Puts the files of each account into a folder of its own, where that is needed. */
static void
part_accounts(struct rendering *r)
{
	struct rendered *file = collide(r) ? r->first : NULL;

	for (; file; file = file->next)
		if (file->account && file->path)
			file->path = arena_printf(r->arena, "%s/%s", file->account, file->path);
}

/* Lets the templates know where all files go. */
static void
name_places(struct rendering *r)
{
	const struct rendered *file = r->target->names_files ? r->first : NULL;
	const struct value *account;
	const char *place;
	size_t i;

	for (i = 0; file; file = file->next, i++) {
		account = r->accounts[i];
		place = file->path ? place_of(r, file, account) : NULL;
		if (!place || !is_text(r, place))
			continue;
		name_place(r, file, account, place);
		while (!file->account && (account = account->next))
			name_place(r, file, account, place);
	}
}

static void
name_digest(struct rendering *r, const struct rendered *file, const struct value *account)
{
	struct value *named = file_value(r, account, file->file);
	unsigned char digest[SHA256_BYTES];
	char *hex = arena_alloc(r->arena, 2 * SHA256_BYTES + 1, 1);

	if (!named || !file->bytes)
		return;
	sha256(file->bytes, file->len, digest);
	hash_hex(digest, SHA256_BYTES, hex);
	value_add_literal(r->arena, named->about, "sha256",
		(struct literal){ hex, 2 * SHA256_BYTES });
}

static void
fill(struct rendering *r, struct rendered *file, const struct value *view,
	const struct value *account)
{
	const struct target_file *f = file->file;

	file->bytes = run(r, f->content, view, f, &file->len, &file->secrets);
	/* whatever the manifest says, a password is its owner's alone, and so is what may
	 * have the digest of one's file */
	r->private |= span_embeds(file->secrets);
	file->mode = span_embeds(file->secrets) || (r->private && r->target->names_digests)
		? f->mode & 0600 : f->mode;
	if (r->target->names_digests)
		name_digest(r, file, account);
}

/* Files without bytes, one after another: what there is to fill. */
static bool
plan(struct rendering *r, const struct value *first, bool merged)
{
	const struct target_file *f;
	const struct value *account;
	bool wanted, left_out = false;

	for (f = r->target->files; f; f = f->next) {
		wanted = false;
		for (account = first; account; account = account->next) {
			wanted |= is_written(f, account);
			if (!f->many && is_written(f, account))
				add_file(r, f, account);
		}
		if (f->many && wanted && (merged || !f->merged_only))
			add_file(r, f, first);
		left_out |= !wanted;
	}
	return r->first || !left_out;
}

/* What was known of files in an earlier rendering may be true no longer. */
static void
forget_places(struct value *const *views, size_t n)
{
	struct value *map;
	size_t i;

	for (i = 0; i < n; i++) {
		map = value_find(views[i], "file", 4);
		if (map)
			map->first = map->last = NULL;
	}
}

static struct rendered *
run_all(struct rendering *r, struct value *const *views, size_t n, bool merged)
{
	const struct value *all = view_of_many(r->arena, views, n), *first = all->first->first;
	struct rendered *file;
	size_t i;

	r->end = &r->first;
	r->ok = true;
	forget_places(views, n);
	if (!plan(r, first, merged)) {
		diag_at(r->diags, value_named(first, "id")->text.pos, DIAG_CLIENT_UNSUPPORTED,
			"no file of %s is for an account like this one", r->target->title);
		diag_fix(r->diags, "leave the target '%s' out for this account", r->target->name);
	}
	if (n > 1)
		part_accounts(r);
	name_places(r);
	for (file = r->first, i = 0; file; file = file->next, i++)
		fill(r, file, file->account ? r->accounts[i] : all, r->accounts[i]);
	return r->ok ? r->first : NULL;
}

struct rendered *
render(struct arena *a, const struct target *target, struct value *view,
	const struct destination *to, struct diags *diags)
{
	struct rendering r = { .arena = a, .target = target, .to = to, .diags = diags };

	return run_all(&r, &view, 1, false);
}

/* Accounts with the same key would be one account to the client. False after reporting. */
static bool
keys_differ(struct rendering *r, struct value *const *views, size_t n)
{
	size_t errors = diags_count(r->diags, SEVERITY_ERROR), i;
	struct table keys = { NULL };
	struct literal key;
	struct text other;
	void **one;

	for (i = 0; i < n; i++) {
		key = value_named(views[i], "key")->literal;
		one = table_at(r->arena, &keys, key.s, key.len);
		if (!*one) {
			*one = views[i];
			continue;
		}
		other = value_named(views[i], "id")->text;
		diag_at(r->diags, other.pos, DIAG_DUPLICATE_ACCOUNT,
			"the accounts '%s' and '%s' would have the same key in the files of %s",
			value_named(*one, "id")->text.s, other.s, r->target->title);
		diag_fix(r->diags, "give one of them another 'id:'");
	}
	return diags_count(r->diags, SEVERITY_ERROR) == errors;
}

struct rendered *
render_merged(struct arena *a, const struct target *target,
	struct value *const *views, size_t n, const struct destination *to, struct diags *diags)
{
	struct rendering r = { .arena = a, .target = target, .to = to, .diags = diags };

	return keys_differ(&r, views, n) ? run_all(&r, views, n, true) : NULL;
}

const char *
render_value(struct arena *a, const struct template *template,
	const struct value *view, const char *client, struct diags *diags)
{
	struct buf out = { 0 };
	struct sink *sink = sink_new(a, &out, 0, client);
	const char *text = NULL;

	if (template_render(template, view, sink, diags))
		text = arena_copy(a, out.s ? out.s : "", out.len);
	buf_free(&out);
	return text;
}
