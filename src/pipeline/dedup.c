/* Finds accounts that have an id or a login of one before them.
 * Used by pool.c for each account, in order. */
#include "pipeline/dedup.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pipeline/unit.h"
#include "sys/hashset.h"

struct dedup {
	struct arena *arena;
	struct hashset *seen;
	enum sharing sharing;
	struct diags *diags;
};

struct dedup *
dedup_new(enum sharing sharing, struct diags *diags)
{
	struct arena *a = arena_new();
	struct dedup *d = arena_alloc(a, 1, sizeof(*d));

	*d = (struct dedup){ a, hashset_new(a), sharing, diags };
	return d;
}

void
dedup_free(struct dedup *d)
{
	hashset_close(d->seen);
	arena_free(d->arena);
}

static bool
is_new(struct dedup *d, const char *text, struct diags *diags)
{
	return hashset_add(d->seen, keyed_hash(text, strlen(text)), diags);
}

/* diags_drop's question: was the same said for an account before? */
static bool
said_before(void *context, const struct diag *diag)
{
	struct dedup *d = context;

	return diag->id == DIAG_PROVIDER_NOTE && !is_new(d, diag->text, d->diags);
}

static void
check_id(struct dedup *d, struct unit *u)
{
	struct text id = u->account.id;

	if (!text_given(id) || is_new(d, id.s, u->diags))
		return;
	diag_at(u->diags, id.pos, DIAG_DUPLICATE_ACCOUNT,
		"an account before this one has the id '%s' too", id.s);
	diag_fix(u->diags, "give one of them another 'id:'");
}

static void
check_login(struct dedup *d, struct unit *u)
{
	const struct server *in = account_reads(&u->account, PROTOCOL_UNSET);

	if (!in || in->bad || !text_given(in->host) || !text_given(in->username)
	    || is_new(d, arena_printf(u->arena, "%s %s %u %s", protocol_word(in->protocol),
	    in->host.s, in->port, in->username.s), u->diags))
		return;
	diag_graded(u->diags, in->username.pos, DIAG_DUPLICATE_LOGIN,
		d->sharing == SHARING_FILES ? SEVERITY_ERROR : SEVERITY_WARNING,
		"an account before this one logs in to the same mailbox");
	diag_fix(u->diags, "leave one of them out, or give it its own user name");
}

static void
check_primary(struct dedup *d, struct unit *u)
{
	/* no id and no login is this text */
	if (d->sharing != SHARING_FILES || !u->account.primary || is_new(d, "primary:", u->diags))
		return;
	diag_at(u->diags, u->account.primary_pos, DIAG_DUPLICATE_ACCOUNT,
		"an account before this one is 'primary' too");
	diag_fix(u->diags, "remove 'primary: true' from all of them but one");
}

/* Ids name files, so they differ. One login in two accounts is a mailbox that is
 * read twice; in one file, clients take the second for the first. */
void
dedup_check(struct dedup *d, struct unit *u)
{
	if (diags_have(u->diags, DIAG_PROVIDER_NOTE))
		diags_drop(u->diags, said_before, d);
	check_id(d, u);
	check_login(d, u);
	check_primary(d, u);
	u->ok &= !diags_count(u->diags, SEVERITY_ERROR);
}
