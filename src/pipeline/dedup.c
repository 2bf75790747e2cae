/* Finds accounts that have an id or a login of one before them.
 * Used by pool.c for each account, in order. */
#include "pipeline/dedup.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "input/csv.h"
#include "model/checks.h"
#include "pipeline/unit.h"
#include "sys/hashset.h"

/* Files whose names are kept, and the greatest number that is given out as an id. */
enum { FILES_MAX = UINT16_MAX, SUFFIX_MAX = 100000, SUFFIXES_TRIED = 20, SUFFIX_BYTES = 6 };

struct dedup {
	struct arena *arena;
	struct hashset *seen;
	struct hashset *said;           /* the notes; by the thread that says them */
	const struct source **files;    /* in which accounts were; the set says numbers of them */
	size_t nfiles, file;            /* the number that the last one has in its reading */
	unsigned tried;                 /* numbers of ids that were told */
	enum sharing sharing;
	struct diags *diags;
};

struct dedup *
dedup_new(enum sharing sharing, struct diags *diags)
{
	struct arena *a = arena_new();
	struct dedup *d = arena_alloc(a, 1, sizeof(*d));

	*d = (struct dedup){ .arena = a, .seen = hashset_new(a), .said = hashset_new(a),
		.sharing = sharing, .diags = diags };
	return d;
}

void
dedup_free(struct dedup *d)
{
	hashset_close(d->seen);
	hashset_close(d->said);
	arena_free(d->arena);
}

static struct keyed_hash
hash_of(const char *text)
{
	return keyed_hash(text, strlen(text));
}

/* Where the account says it, or the row of its roster. */
static struct pos
place_of(const struct unit *u, struct pos pos)
{
	if (u->source.row && pos.source && !pos.source->columns)
		pos = unit_pos(u);
	return pos.source && pos.source->at.source ? pos.source->at : pos;
}

/* The number of the account's file, from 1; 0: more files than are kept. */
static uint16_t
file_of(struct dedup *d, const struct unit *u, const struct source *s)
{
	if (d->nfiles && d->file == u->source.file)
		return (uint16_t)d->nfiles;
	if (d->nfiles == FILES_MAX)
		return 0;
	d->file = u->source.file;
	d->files = arena_grow(d->arena, d->files, d->nfiles, sizeof(*d->files));
	/* a table outlives the accounts, a file of them does not */
	d->files[d->nfiles++] = s->columns ? s : source_new(d->arena,
		arena_copy(d->arena, s->name, strlen(s->name)), "", 0);
	return (uint16_t)d->nfiles;
}

/* Is it said for the first time? Where it was before is the other place. */
static bool
is_new(struct dedup *d, const char *text, struct unit *u, struct pos pos, struct pos *first)
{
	struct pos at = place_of(u, pos);
	struct hashset_mark mark = { at.line, 0,
		at.column < UINT16_MAX ? (uint16_t)at.column : UINT16_MAX };

	mark.file = at.source ? file_of(d, u, at.source) : 0;
	if (hashset_add(d->seen, hash_of(text), &mark, u->diags))
		return true;
	*first = (struct pos){ mark.file ? d->files[mark.file - 1] : NULL, mark.line,
		mark.column };
	return false;
}

static void
note_first(struct unit *u, struct pos first)
{
	if (first.source)
		diag_note_at(u->diags, first, "it is here first");
}

/* diags_drop's question: was the same said for an account before? */
static bool
said_before(void *context, const struct diag *diag)
{
	struct dedup *d = context;

	return diag->id == DIAG_PROVIDER_NOTE && !hashset_add(d->said,
		hash_of(diag->text), NULL, d->diags);
}

void
dedup_hush(struct dedup *d, struct unit *u)
{
	if (diags_have(u->diags, DIAG_PROVIDER_NOTE))
		diags_drop(u->diags, said_before, d);
}

/* An id that no account before has, nor was told to take. */
static const char *
free_id(struct dedup *d, struct unit *u, struct text id)
{
	int len = id.len < ID_MAX_BYTES - SUFFIX_BYTES ? (int)id.len
		: ID_MAX_BYTES - SUFFIX_BYTES;
	const char *other;
	unsigned n;

	/* after a few, all that was tried before is passed over; no id has a blank */
	for (n = 2;; n = n < SUFFIXES_TRIED ? n + 1 : SUFFIXES_TRIED + ++d->tried) {
		other = arena_printf(u->arena, "%.*s-%u", len, id.s, n);
		if (n >= SUFFIX_MAX || (!hashset_has(d->seen, hash_of(other))
		    && hashset_add(d->seen, hash_of(arena_printf(u->arena, "%s +", other)), NULL,
		    u->diags)))
			return other;
	}
}

static void
check_id(struct dedup *d, struct unit *u)
{
	struct text id = u->account.id;
	struct pos first;

	if (!text_given(id) || is_new(d, id.s, u, id.pos, &first) || u->passed_over)
		return;
	diag_at(u->diags, id.pos, DIAG_DUPLICATE_ACCOUNT,
		"an account before this one has the id '%s' too", id.s);
	note_first(u, first);
	if (u->source.row)
		diag_fix(u->diags, "write '%s' into a column 'id' of this row", free_id(d, u, id));
	else
		diag_fix(u->diags, "write 'id: %s' in this account", free_id(d, u, id));
}

static void
check_login(struct dedup *d, struct unit *u)
{
	const struct server *in = account_reads(&u->account, PROTOCOL_UNSET);
	struct pos first;

	if (!in || in->bad || !text_given(in->host) || !text_given(in->username)
	    || is_new(d, arena_printf(u->arena, "%s %s %u %s", protocol_word(in->protocol),
	    in->host.s, in->port, in->username.s), u, in->username.pos, &first))
		return;
	diag_graded(u->diags, in->username.pos, DIAG_DUPLICATE_LOGIN,
		d->sharing == SHARING_FILES ? SEVERITY_ERROR : SEVERITY_WARNING,
		"an account before this one logs in to the same mailbox");
	note_first(u, first);
	diag_fix(u->diags, "leave one of them out, or give it its own user name");
}

static void
check_primary(struct dedup *d, struct unit *u)
{
	struct pos first;

	/* no id and no login is this text */
	if (d->sharing != SHARING_FILES || !u->account.primary
	    || is_new(d, "primary:", u, u->account.primary_pos, &first))
		return;
	diag_at(u->diags, u->account.primary_pos, DIAG_DUPLICATE_ACCOUNT,
		"an account before this one is 'primary' too");
	note_first(u, first);
	diag_fix(u->diags, "remove 'primary: true' from all of them but one");
}

/* Ids name files, so they differ. One login in two accounts is a mailbox that is
 * read twice; in one file, clients take the second for the first. */
void
dedup_check(struct dedup *d, struct unit *u)
{
	check_id(d, u);
	/* what --only leaves out has its files, too */
	if (u->passed_over)
		return;
	check_login(d, u);
	check_primary(d, u);
	u->ok &= !diags_count(u->diags, SEVERITY_ERROR);
}
