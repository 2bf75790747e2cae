/* One account, from its document to judged endpoints.
 * Used by pool.c for each account that is read. */
#include "pipeline/unit.h"

#include "base/arena.h"
#include "base/source.h"
#include "client/option_check.h"
#include "client/tokens.h"
#include "client/vault.h"
#include "input/input.h"
#include "input/node.h"
#include "model/foreign.h"
#include "model/loadaccount.h"
#include "model/suggest.h"
#include "pipeline/roster.h"
#include "pipeline/stores.h"
#include "rules/defaults.h"
#include "rules/validate.h"
#include "rules/provider.h"
#include "rules/sanity.h"

struct unit *
unit_new(const struct diag_policy *policy)
{
	struct arena *a = arena_new();
	struct unit *u = arena_alloc(a, 1, sizeof(*u));

	arena_wipe_at_end(a);
	u->arena = a;
	u->diags = diags_new(a, policy);
	return u;
}

void
unit_free(struct unit *u)
{
	arena_free(u->arena);
}

struct pos
unit_pos(const struct unit *u)
{
	const struct source *document = u->source.document;

	if (u->source.row && u->source.row->n)
		return u->source.row->cells[0].pos;
	if (u->account.pos.source || !document)
		return u->account.pos;
	return (struct pos){ document, (unsigned)document->lines_before + 1, 1 };
}

static bool
read_document(struct unit *u, struct stores *s, struct node **root)
{
	struct input *input;
	struct node *more;
	bool ok;

	if (foreign_report(s->words, u->source.document, u->diags))
		return false;
	input = input_open(u->arena, u->source.document);
	input_knows(input, suggest_keys(s->words));
	ok = input_next(input, u->arena, root, u->diags);

	if (*root)
		ok &= input_next(input, u->arena, &more, u->diags);
	input_close(input);
	return ok;
}

/* Everything that is said of an account before any client is asked. */
static void
judge(struct unit *u, struct node *root, struct stores *s)
{
	const struct rule_set *set;

	u->ok = account_load(u->arena, s->words, root, &u->account, u->diags);
	u->account.number = u->index;
	vault_hide(s->vault, &u->account);
	u->ok &= options_check(u->arena, &u->account, s->targets, u->diags);
	set = provider_rules(u->arena, s->rules, &u->account, u->diags);
	u->ok &= set != NULL;
	if (set) {
		rules_fill_defaults(u->arena, set, &u->account, u->diags);
		u->ok &= rules_validate(u->arena, set, &u->account, u->diags);
		rules_sanity(u->arena, set, &u->account, u->diags);
		u->ok &= tokens_settle(u->arena, &u->account, s->targets, s->issuers, u->diags);
	}
	u->ok &= !diags_count(u->diags, SEVERITY_ERROR);
}

void
unit_validate(struct unit *u, struct stores *s)
{
	const struct unit_source *from = &u->source;
	struct node *root = NULL;
	bool fine = !diags_count(u->diags, SEVERITY_ERROR);

	if (from->document && from->document->len)
		fine &= read_document(u, s, &root);
	if (from->row)
		fine &= roster_apply(from->roster, u->arena, from->row, &root, u->diags);
	u->there = root || !fine;
	if (root)
		judge(u, root, s);
	u->ok &= fine;
}
