/* The store of targets: folders of data, the user's and the shipped ones.
 * Used by the pipeline and the commands that list targets. */
#include "client/targets.h"

#include <string.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/inifile.h"
#include "base/near.h"
#include "base/source.h"
#include "client/inherit.h"
#include "client/manifest.h"
#include "client/target.h"
#include "quote/quote.h"

/* Each one is a target that another one is read for. */
enum { EXTENDS_MAX = 4 };

struct loaded {
	const char *name;
	bool shipped;                   /* the user's folders were not asked */
	bool in_reading;
	const struct target *target;    /* NULL: broken */
	struct loaded *next;
};

struct targets {
	struct arena *arena;
	const char *const *dirs;
	size_t ndirs;
	struct styles *shared;
	bool shared_broken;
	struct loaded *loaded;
	struct word_list names;         /* sorted; empty until asked for */
};

/* What reading one target works on. */
struct loading {
	struct targets *store;
	const struct target *target;
	struct diags *diags;
};

static const struct target *find_target(struct targets *, const char *, bool, struct diags *);

struct targets *
targets_new(struct arena *a, const char *const *dirs, size_t n)
{
	struct targets *store = arena_alloc(a, 1, sizeof(*store));

	store->arena = a;
	store->dirs = dirs;
	store->ndirs = n;
	return store;
}

/* Shared styles: those in the user's folders go before the shipped ones; and the
 * style that writes what it is given, for values that stay inside. */
static bool
load_shared(struct targets *store, struct diags *diags)
{
	struct arena *a = store->arena;
	static const char raw[] = "[raw]\n";
	struct ini *ini;
	size_t i;
	const char *path;

	if (store->shared)
		return !store->shared_broken;
	store->shared = styles_new(a, NULL);
	ini = ini_load(a, source_new(a, "raw", raw, sizeof(raw) - 1), diags);
	styles_add(store->shared, a, ini, diags);
	ini = ini_load(a, data_shipped(a, "templates/quoting.ini"), diags);
	store->shared_broken = !ini || !styles_add(store->shared, a, ini, diags);
	for (i = store->ndirs; i > 0; i--) {
		path = arena_printf(a, "%s/quoting.ini", store->dirs[i - 1]);
		if (!data_exists(path))
			continue;
		store->shared = styles_new(a, store->shared);
		ini = ini_load(a, data_read(a, path, TARGET_MAX_BYTES, diags), diags);
		if (!ini || !styles_add(store->shared, a, ini, diags))
			store->shared_broken = true;
	}
	return !store->shared_broken;
}

/* A partial of the target's own folder, or one that targets share. */
static struct source *
load_partial(void *context, struct arena *a, const char *name)
{
	const struct loading *l = context;
	const char *file = arena_printf(a, "%s.mustache", name), *path;
	struct source *source = target_data(a, l->target, file, l->diags);
	size_t i;

	if (source || !target_name_ok(name))
		return source;
	for (i = 0; i < l->store->ndirs; i++) {
		path = arena_printf(a, "%s/partials/%s", l->store->dirs[i], file);
		if (data_exists(path))
			return data_read(a, path, TARGET_MAX_BYTES, l->diags);
	}
	return data_shipped(a, arena_printf(a, "templates/partials/%s", file));
}

/* The target's own styles before those of the one that it extends, or the shared ones;
 * NULL after reporting. */
static const struct styles *
load_styles(struct loading *l)
{
	struct arena *a = l->store->arena;
	struct source *source = target_own_data(a, l->target, "quoting.ini", l->diags);
	const struct styles *parent = l->target->base ? l->target->base->styles
		: l->store->shared;
	struct styles *styles;
	struct ini *ini;

	if (!source)
		return parent;
	styles = styles_new(a, parent);
	ini = ini_load(a, source, l->diags);
	return ini && styles_add(styles, a, ini, l->diags) ? styles : NULL;
}

static bool
name_wrong(struct loading *l, const struct ini_entry *entry, const char *what, const char *fix)
{
	diag_at(l->diags, entry->pos, DIAG_MANIFEST_BROKEN, what, entry->value);
	return diag_fix(l->diags, fix, entry->value);
}

/* The target of this name in the store, whatever became of it; NULL: not looked for yet. */
static struct loaded *
find_loaded(const struct targets *store, const char *name, bool shipped)
{
	struct loaded *l = store->loaded;

	while (l && (l->shipped != shipped || strcmp(l->name, name)))
		l = l->next;
	return l;
}

/* There is no target of the name, or one that is broken, which was reported. */
static bool
no_target(struct loading *l, const struct ini_entry *entry)
{
	struct targets *store = l->store;
	const char *names = "", *name;
	size_t i;

	if (find_loaded(store, entry->value, !l->target->folder))
		return name_wrong(l, entry, "the target '%s', which this one uses, is broken",
			"correct '%s' first");
	for (i = 0; (name = targets_name(store, i)); i++)
		names = arena_printf(store->arena, "%s%s ", names, name);
	diag_at(l->diags, entry->pos, DIAG_MANIFEST_BROKEN, "there is no target '%s'",
		entry->value);
	name = near_word(store->arena, entry->value, names);
	if (name)
		diag_fix(l->diags, "did you mean '%s'?", name);
	else
		diag_fix(l->diags, "name one that `mailgen targets` lists");
	return false;
}

/* Reads the target that a key of this one names, for a shipped one a shipped one; NULL
 * after reporting. */
static const struct target *
load_named(struct loading *l, const struct ini_entry *entry)
{
	const struct loaded *known = find_loaded(l->store, entry->value, !l->target->folder);
	const struct target *named;

	if (known && known->in_reading) {
		diag_at(l->diags, entry->pos, DIAG_MANIFEST_BROKEN,
			"the target '%s' would use itself", entry->value);
		diag_fix(l->diags, "remove '%s' from one of the manifests", entry->key);
		return NULL;
	}
	named = find_target(l->store, entry->value, !l->target->folder, l->diags);
	if (!named)
		no_target(l, entry);
	return named;
}

/* Reads the target that this one extends. False after reporting. */
static bool
load_base(struct loading *l, struct target *t, const struct ini_entry *extends)
{
	const struct target *base;
	size_t n = 1;

	t->base = load_named(l, extends);
	for (base = t->base; base; base = base->base)
		n++;
	return n <= EXTENDS_MAX ? t->base != NULL : name_wrong(l, extends, "'%s' is the fifth"
		" target in a row, each of which extends the next",
		"extend one of those that it extends");
}

/* The manifest with what it has of the target that reads back for it; NULL after
 * reporting. */
static const struct ini *
load_reader(struct loading *l, struct target *t, const struct ini *ini)
{
	const struct ini_entry *reader = ini_entry_find(ini_section_find(ini, "readback"),
		"reader");

	if (!reader)
		return ini;
	t->reader = load_named(l, reader);
	if (!t->reader)
		return NULL;
	if (!t->reader->readback || t->reader->reader) {
		name_wrong(l, reader, t->reader->reader ? "target '%s' has a reader itself"
			: "target '%s' has no [readback]", t->reader->reader
			? "name the reader of '%s' here"
			: "write 'command' or 'read' in place of 'reader = %s'");
		return NULL;
	}
	return inherit_reader(l->store->arena, ini, t->reader->manifest);
}

/* The manifest, with what it has from another one; NULL after reporting. */
static const struct ini *
load_manifest(struct loading *l, struct target *t)
{
	struct arena *a = l->store->arena;
	struct source *source = target_own_data(a, l->target, "manifest.ini", l->diags);
	const struct ini *ini = source ? ini_load(a, source, l->diags) : NULL;
	const struct ini_entry *extends = ini
		? ini_entry_find(ini_section_find(ini, "target"), "extends") : NULL;

	if (extends)
		ini = load_base(l, t, extends)
			? inherit_manifest(a, ini, t->base->manifest, l->diags) : NULL;
	return ini ? load_reader(l, t, ini) : NULL;
}

static const struct target *
load(struct targets *store, struct target *t, struct diags *diags)
{
	struct arena *a = store->arena;
	struct loading l = { store, t, diags };
	struct partials partials = { load_partial, &l };
	const struct ini *notices = ini_load(a, data_shipped(a, "templates/notices.ini"), diags);
	bool ok = load_shared(store, diags) && notices;

	t->manifest = load_manifest(&l, t);
	if (!ok || !t->manifest)
		return NULL;
	t->maps = inherit_maps(a, t->manifest);
	t->styles = load_styles(&l);
	t->shell = style_find(store->shared, "sh");
	return t->styles && manifest_read(a, t, inherit_notices(a, t->manifest, notices), &partials,
		diags) ? t : NULL;
}

const struct style *
targets_shell(struct targets *store, struct diags *diags)
{
	return load_shared(store, diags) ? style_find(store->shared, "sh") : NULL;
}

/* The target of this name, for `shipped` without asking the user's folders. */
static const struct target *
find_target(struct targets *store, const char *name, bool shipped, struct diags *diags)
{
	struct arena *a = store->arena;
	struct target *t = arena_alloc(a, 1, sizeof(*t));
	struct loaded *l;
	const char *folder;
	size_t i;

	if (!target_name_ok(name))
		return NULL;
	if ((l = find_loaded(store, name, shipped)))
		return l->target;
	t->name = arena_copy(a, name, strlen(name));
	for (i = 0; i < store->ndirs && !shipped && !t->folder; i++) {
		folder = arena_printf(a, "%s/%s", store->dirs[i], name);
		if (data_exists(arena_printf(a, "%s/manifest.ini", folder)))
			t->folder = folder;
	}
	if (!t->folder && !data_shipped(a, arena_printf(a, "templates/%s/manifest.ini", name)))
		return NULL;
	l = arena_alloc(a, 1, sizeof(*l));
	l->name = t->name;
	l->shipped = shipped;
	l->next = store->loaded;
	store->loaded = l;
	l->in_reading = true;
	l->target = load(store, t, diags);
	l->in_reading = false;
	return l->target;
}

const struct target *
targets_find(struct targets *store, const char *name, struct diags *diags)
{
	return find_target(store, name, false, diags);
}

const struct ini *
targets_left_out(struct targets *store, struct diags *diags)
{
	return ini_load(store->arena, data_shipped(store->arena, "templates/left-out.ini"), diags);
}

struct folder_visit {
	struct targets *store;
	const char *dir;
};

static bool
visit(void *context, const char *name)
{
	struct folder_visit *v = context;

	if (target_name_ok(name) && data_exists(arena_printf(v->store->arena,
	    "%s/%s/manifest.ini", v->dir, name)))
		words_insert(v->store->arena, &v->store->names, name);
	return true;
}

static void
collect_names(struct targets *store)
{
	static const char prefix[] = "templates/", suffix[] = "/manifest.ini";
	struct folder_visit v = { store, NULL };
	const char *path, *end;
	size_t i;

	for (i = 0; i < store->ndirs; i++) {
		v.dir = store->dirs[i];
		data_folder(store->arena, v.dir, visit, &v, NULL);
	}
	for (i = 0; (path = data_shipped_nth(i)); i++) {
		end = strstr(path, suffix);
		if (end && !end[strlen(suffix)] && !strncmp(path, prefix, strlen(prefix))) {
			path += strlen(prefix);
			words_insert(store->arena, &store->names,
				arena_copy(store->arena, path, (size_t)(end - path)));
		}
	}
}

const char *
targets_name(struct targets *store, size_t n)
{
	if (!store->names.n)
		collect_names(store);
	return n < store->names.n ? store->names.items[n] : NULL;
}

bool
targets_has(struct targets *store, const char *name)
{
	return targets_name(store, 0) && words_have(&store->names, name);
}

const char *
targets_near(struct targets *store, const char *name)
{
	struct near near = { .key = name };
	const char *other;
	size_t i;

	for (i = 0; (other = targets_name(store, i)); i++)
		near_try(&near, other);
	return near.word;
}
