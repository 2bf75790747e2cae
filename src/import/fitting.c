/* Does an account have the values of its clients? It is made and written as any other one,
 * and what would be read is compared.
 * Used by what finds, joins, shortens and proves one. */
#include "import/fitting.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/render.h"
#include "client/solve.h"
#include "client/target.h"
#include "client/tree.h"
#include "import/import.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

void
fitting_begin(struct fitting *f, struct arena *a, struct run *run, enum sharing sharing)
{
	*f = (struct fitting){ .arena = a, .stores = run->stores, .options = *run->options };
	f->options.embed_passwords = true;
	f->options.output_dir = f->options.output_file = NULL;
	f->list = target_list_none(&f->options, run->stores, sharing);
}

struct unit *
fitting_unit(struct fitting *f, const json_t *account, struct arena *a)
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
	struct word_list words = { 0 };
	bool ok = true;
	size_t n, i;

	list = diags_sorted(u->diags, &n);
	for (i = 0; i < n; i++) {
		if (list[i]->severity != SEVERITY_ERROR)
			continue;
		ok &= diag_excusable(list[i]->id);
		if (!words_have(&words, diag_word(list[i]->id)))
			words_add(u->arena, &words, diag_word(list[i]->id));
	}
	for (i = 0; i < words.n; i++)
		json_array_append_new(ids, json_string(words.items[i]));
	if (ok && json_array_size(ids))
		return ids;
	json_decref(ids);
	return NULL;
}

struct unit *
fitting_excused(struct fitting *f, const json_t *account, json_t **ids)
{
	struct unit *u = fitting_unit(f, account, NULL);
	json_t *with;

	*ids = u->ok ? NULL : excuses(u);
	if (!*ids)
		return u;
	unit_free(u);
	with = json_copy((json_t *)account);
	json_object_set(with, "allow", *ids);
	u = fitting_unit(f, with, NULL);
	json_decref(with);
	return u;
}

const char *
fitting_read(struct arena *a, const json_t *read, const struct expectation *x)
{
	const char *text = tree_text(a, read, x->path);

	return text ? text : "";
}

bool
fitting_differs(struct fitting *f, struct unit *u, const struct imported *in,
	const struct word_list *passed, const char **first, struct word_list *all)
{
	const struct target *t = in->target;
	const struct expectation *x;
	const char *meant;
	struct rendition r;

	*first = NULL;
	if (!rendition_make(&f->list, u, t, RENDITION_REAL, &r))
		return false;
	for (x = solve_values(t); x && (all || !*first); x = x->next) {
		if (!solve_counts(t, x) || words_have(passed, x->key))
			continue;
		meant = render_value(u->arena, x->value, r.meant, t->title, u->diags);
		if (meant && !strcmp(meant, fitting_read(u->arena, in->read, x)))
			continue;
		*first = *first ? *first : x->key;
		if (all)
			words_add(f->arena, all, x->key);
	}
	return true;
}

bool
fitting_all(struct fitting *f, const json_t *account, const struct imported *in)
{
	const char *differs = NULL;
	json_t *ids;
	struct unit *u = fitting_excused(f, account, &ids);
	bool ok = u->ok;

	for (; ok && in; in = in->joined)
		ok = fitting_differs(f, u, in, &in->passed, &differs, NULL) && !differs;
	json_decref(ids);
	unit_free(u);
	return ok;
}
