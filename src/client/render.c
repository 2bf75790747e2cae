/* Runs a target's templates over the views of accounts.
 * Used by the render and verify commands. */
#include "client/render.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/table.h"
#include "client/target.h"
#include "client/view.h"
#include "quote/quote.h"
#include "template/template.h"
#include "template/value.h"

/* What one run over a target works on. */
struct rendering {
	struct arena *arena;
	const struct target *target;
	struct diags *diags;
	struct rendered *first, **end;
	bool ok;
};

/* Runs one template; NULL after reporting. */
static const char *
run(struct rendering *r, const struct template *t, const struct value *view,
	size_t line_max, size_t *len, const struct secret_span **secrets)
{
	struct buf out = { 0 };
	struct sink *sink = sink_new(r->arena, &out, line_max, r->target->title);
	const char *bytes = NULL;
	bool ok;

	ok = template_render(t, view, sink, r->diags);
	ok &= sink_end(sink, r->diags);
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

static void
add_file(struct rendering *r, const struct target_file *f,
	const struct value *view, const struct value *account)
{
	struct rendered *file = arena_alloc(r->arena, 1, sizeof(*file));
	const struct secret_span *none;
	size_t path_len;

	file->bytes = run(r, f->content, view, f->line_max, &file->len,
		&file->secrets);
	file->path = run(r, f->path, account, 0, &path_len, &none);
	file->target = r->target;
	file->file = f;
	if (!f->many)
		file->account = value_named(account, "id")->text.s;
	/* whatever the manifest says, a password is its owner's alone */
	file->mode = span_embeds(file->secrets) ? f->mode & 0600 : f->mode;
	*r->end = file;
	r->end = &file->next;
}

static struct rendered *
run_all(struct rendering *r, struct value *const *views, size_t n, bool merged)
{
	const struct value *all = view_of_many(r->arena, views, n), *account;
	const struct value *first = all->first->first;
	const struct target_file *f;
	bool wanted, left_out = false;

	r->end = &r->first;
	r->ok = true;
	for (f = r->target->files; f; f = f->next) {
		wanted = false;
		for (account = first; account; account = account->next) {
			wanted |= is_written(f, account);
			if (!f->many && is_written(f, account))
				add_file(r, f, account, account);
		}
		if (f->many && wanted && (merged || !f->merged_only))
			add_file(r, f, all, first);
		left_out |= !wanted;
	}
	if (r->ok && !r->first && left_out) {
		diag_at(r->diags, value_named(first, "id")->text.pos, DIAG_CLIENT_UNSUPPORTED,
			"no file of %s is for an account like this one", r->target->title);
		diag_fix(r->diags, "leave the target '%s' out for this account", r->target->name);
	}
	return r->ok ? r->first : NULL;
}

struct rendered *
render(struct arena *a, const struct target *target, struct value *view,
	struct diags *diags)
{
	struct rendering r = { .arena = a, .target = target, .diags = diags };

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
	struct value *const *views, size_t n, struct diags *diags)
{
	struct rendering r = { .arena = a, .target = target, .diags = diags };

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
