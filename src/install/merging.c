/* What the ways to merge mailgen's part into a client's file share.
 * Used by install.c and merge*.c. */
#include "install/merging.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "client/render.h"
#include "install/group.h"
#include "install/install.h"
#include "install/state.h"
#include "sys/lock.h"
#include "sys/path.h"
#include "sys/transaction.h"
#include "template/value.h"

/* A client's lock that this run holds. */
struct held {
	const char *path;
	struct lock lock;
	struct held *next;
};

const char *
merge_word(const struct target_file *f)
{
	static const char *const words[] = {
		[MERGE_OWN] = "own", [MERGE_BLOCK] = "block", [MERGE_PREFS] = "prefs",
		[MERGE_INI] = "ini", [MERGE_JSON] = "json",
	};

	return words[f->merge];
}

void
merge_change(struct install *in, struct file_change change)
{
	in->changes = arena_grow(in->arena, in->changes, in->n, sizeof(*in->changes));
	in->changes[in->n++] = change;
}

void
merge_release(struct install *in)
{
	struct held *h;

	for (h = in->held; h; h = h->next)
		lock_release(&h->lock);
	in->held = NULL;
}

/* Takes the client's lock in the folder of the place, once a run. */
static bool
take_lock(struct merging *m)
{
	struct arena *a = m->in->arena;
	const char *slash = strrchr(m->shown, '/');
	struct held *h, *other;

	if (!m->file->lock || !slash)
		return true;
	h = arena_alloc(a, 1, sizeof(*h));
	h->path = arena_printf(a, "%.*s/%s", (int)(slash - m->shown), m->shown,
		m->file->lock);
	for (other = m->in->held; other; other = other->next)
		if (!strcmp(other->path, h->path))
			return true;
	if (!lock_take(h->path, &h->lock, m->diags))
		return false;
	h->next = m->in->held;
	m->in->held = h;
	return true;
}

struct pos
merge_place(struct merging *m, const char *path, unsigned line)
{
	return (struct pos){ source_new(m->in->arena, path, "", 0), line, 1 };
}

struct pos
merge_own_place(struct merging *m, unsigned line)
{
	size_t i;

	for (i = 0; i < m->ngone && m->gone[i] <= line; i++)
		line++;
	return merge_line_place(m, line);
}

struct pos
merge_line_place(struct merging *m, unsigned line)
{
	if (m->head.found && line > block_lines(m->head.before))
		line += block_lines(m->head.body) + 2;
	return merge_place(m, m->shown, line);
}

static bool
find_marks(struct merging *m, struct literal file, const char *comment,
	struct block *block)
{
	const char *why;
	unsigned line;

	if (block_find(m->in->arena, file, comment, block, &line, &why))
		return true;
	diag_at(m->diags, merge_own_place(m, line), DIAG_MERGE, "%s", why);
	return diag_fix(m->diags, "remove these lines, from '%s BEGIN mailgen' to "
		"'%s END mailgen'", comment, comment);
}

static bool
find_block(struct merging *m)
{
	struct buf rest = { 0 };
	struct literal file = m->was;

	m->head = (struct block){ 0 };
	if (m->file->head)
		m->head_comment = arena_printf(m->in->arena, "%s%s", m->file->comment,
			m->file->comment);
	if (m->file->head && !find_marks(m, m->was, m->head_comment, &m->head))
		return false;
	if (m->head.found) {
		block_put(m->in->arena, &m->head, "", LITERAL(""), &rest);
		file = literal_take(m->in->arena, &rest);
	}
	return find_marks(m, file, m->file->comment, &m->block);
}

bool
merge_look(struct merging *m)
{
	m->shown = path_shown(m->in->arena, m->place.root, m->place.path);
	return take_lock(m) && change_read(m->in->arena, m->place.root, m->place.path,
		&m->was, m->diags) && (m->file->merge != MERGE_BLOCK || find_block(m));
}

/* Below /etc as the system has it, without --root. */
static const char *
place_said(const void *context, const struct target_file *file, const char *account)
{
	const struct merging *first = context, *m;

	for (m = first; m < first->end; m++)
		if (m->file == file && !m->absent && (!account
		    || !strcmp(merge_account(m->accounts->views[0]), account)))
			return m->in->home.system ? m->place.spelling
				: path_shown(m->in->arena, m->place.root, m->place.path);
	return NULL;
}

struct destination
merge_destination(const struct merging *m)
{
	return (struct destination){ .place = place_said, .context = m->first };
}

/* Notes which parts of the file mailgen wrote, and the words of its marks. */
static void
find_ours(const struct merging *m, struct file_change *p)
{
	const char *marks;

	if (m->file->merge == MERGE_OWN
	    && state_owns(m->in->arena, m->in->state, m->place.spelling, m->was))
		p->ours[0] = m->was;
	if (m->file->merge != MERGE_BLOCK)
		return;
	marks = arena_printf(m->in->arena, "%s %s%s BEGIN END mailgen", m->file->comment,
		m->file->comment, m->file->comment);
	p->open[1] = (struct literal){ marks, strlen(marks) };
	if (m->head.edited || m->block.edited)
		return;
	p->ours[0] = m->head.body;
	p->ours[1] = m->block.body;
}

/* The group that the file is for; NULL when its accounts have left, or after reporting. */
static const char *
group_of(const struct merging *m)
{
	return !m->accounts ? NULL : render_value(m->in->arena, m->file->group,
		m->accounts->views[0], m->target->title, m->diags);
}

/* The group may read what its file's mode says, secrets, too. One that is not there, or
 * that the file cannot be given, may not read a new file, unless all may. */
static void
share(const struct merging *m, struct file_change *p)
{
	const char *name = group_of(m);

	p->grouped = name && group_find(m->in->arena, &m->in->home, name, &p->group)
		&& group_is_ours(m->in->arena, p->group);
	if (p->grouped) {
		p->mode |= m->file->mode & 060;
		return;
	}
	if (p->mode & 04)
		return;
	p->mode &= ~070U;
	if (m->was.s || m->in->told_group || !name)
		return;
	m->in->told_group = true;
	diag_graded(m->diags, (struct pos){ 0 }, DIAG_CLIENT_NOTE, SEVERITY_WARNING,
		"'%s' should be readable for the group '%s', which is not there or cannot be given"
		" it", m->shown, name);
	diag_fix(m->diags, "run `chgrp %s FILE && chmod %04o FILE` as root when the group is there",
		name, m->file->mode);
}

void
merge_bytes(struct merging *m, const char *bytes, size_t len)
{
	const struct rendered *r = m->rendered;
	struct file_change p = { .root = m->place.root, .path = m->place.path,
		.bytes = bytes, .len = len, .mode = r ? r->mode : m->file->mode, .was = m->was,
		.open = { m->file->words }, .secret = m->file->secret,
		.private = m->file->private, .own = m->file->merge == MERGE_OWN };

	if (r) {
		p.meant = (struct literal){ r->bytes, r->len };
		p.secrets = r->secrets;
	}
	if (bytes && m->file->group)
		share(m, &p);
	find_ours(m, &p);
	merge_change(m->in, p);
}

void
merge_buf(struct merging *m, struct buf *out)
{
	struct literal bytes = literal_take(m->in->arena, out);

	merge_bytes(m, bytes.s, bytes.len);
}

const char *
merge_account(const struct value *view)
{
	return value_named(view, "id")->text.s;
}

void
merge_flag(struct merging *m, struct value *view, const char *flag, bool is)
{
	struct value *old = value_find(view, flag, strlen(flag));

	if (old)
		old->flag = is;
	else
		value_add_flag(m->in->arena, view, flag, is);
}

bool
merge_means(const struct merging *m, const char *account)
{
	return m->accounts ? table_find(&m->ids, account, strlen(account)) != NULL
		: !units_have(m->in->units, account);
}

bool
merge_is_about(const struct merging *m, const struct state_entry *e)
{
	return !strcmp(e->path, m->place.spelling) && !strcmp(e->target, m->target->name);
}

const struct state_entry *
merge_entry(const struct merging *m, const struct state_entry *e)
{
	while (e && !merge_is_about(m, e))
		e = e->next;
	return e;
}

struct word_list
merge_words(struct merging *m, const struct rendered *r)
{
	struct word_list said = { 0 };

	if (span_embeds(r->secrets))
		words_add(m->in->arena, &said, STATE_SECRET);
	if (m->file->install.template)
		words_add(m->in->arena, &said,
			arena_printf(m->in->arena, STATE_FILE "%s", m->file->name));
	return said;
}

void
merge_remember(struct merging *m, const struct rendered *r, const struct word_list *names)
{
	const char *hash = names ? NULL : state_hash(m->in->arena, r->bytes, r->len);
	struct word_list said = { 0 };
	struct state_entry *e;
	size_t i;

	if (!names)
		said = merge_words(m, r);
	for (i = 0; i < m->accounts->n; i++) {
		e = arena_alloc(m->in->arena, 1, sizeof(*e));
		*e = (struct state_entry){ .hash = hash, .merge = merge_word(m->file),
			.account = merge_account(m->accounts->views[i]),
			.target = m->target->name, .path = m->place.spelling,
			.names = said.items, .nnames = said.n, .next = m->in->remembered };
		if (names) {
			e->hash = names[i].items[0];
			e->names = names[i].items + 1;
			e->nnames = names[i].n - 1;
		}
		m->in->remembered = e;
	}
}

bool
merge_occupied(struct merging *m, const char *what)
{
	return path_occupied(m->in->arena, m->diags, m->place.root, m->place.path,
		what, "move it away, or use --force to replace it");
}
