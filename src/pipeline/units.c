/* Accounts that are worked on together, for clients that keep several in one file.
 * Used by the commands that merge, install, prune or verify. */
#include "pipeline/units.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "client/render.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/summary.h"
#include "pipeline/unit.h"

struct reading {
	struct unit_list *list;
	struct run *run;
};

void
units_add(struct unit_list *list, struct unit *u)
{
	u->next = NULL;
	if (list->last)
		list->last->next = u;
	else
		list->first = u;
	list->last = u;
	list->n++;
}

static bool
keep(void *context, struct unit *u)
{
	const struct reading *r = context;
	struct text id = u->account.id;

	u->kept = u->ok;
	if (!u->ok) {
		r->list->nrefused++;
		return !r->run->options->fail_fast;
	}
	units_add(r->list, u);
	*table_at(r->run->stores->arena, &r->list->ids, id.s, id.len) = u;
	return true;
}

void
units_read(struct unit_list *list, struct run *run, enum sharing sharing)
{
	struct reading reading = { list, run };

	pool_run(run, &(struct visitor){ .context = &reading, .sharing = sharing,
		.in_order = keep, .findings = console_findings });
}

bool
units_have(const struct unit_list *list, const char *id)
{
	return table_find(&list->ids, id, strlen(id)) != NULL;
}

size_t
units_views(struct unit_list *list, const struct target_list *targets, struct stores *s,
	const struct target *t, enum rendition_form form, struct value **meant,
	struct value **written_from)
{
	struct table before = { 0 };
	struct rendition r;
	struct unit *u;
	size_t n = 0;

	/* each alone first: one that cannot be written leaves the others be */
	for (u = list->first; u; u = u->next) {
		if (!rendition_make(targets, u, t, form, &r)
		    || !resolve_beside(s->arena, t, &before, r.meant, s->diags)) {
			list->nunfit += u->ok && !targets->all;
			u->ok = targets->all;
			continue;
		}
		meant[n] = r.meant;
		written_from[n++] = r.written_from;
	}
	return n;
}

size_t
units_render(struct unit_list *list, const struct target_list *targets, struct stores *s,
	const struct target *t, enum rendition_form form, struct value **meant,
	struct value **from, struct rendered **files)
{
	const struct destination to = target_list_destination(targets, s->arena, t, NULL);
	size_t n = units_views(list, targets, s, t, form, meant, from);

	*files = n ? render_merged(s->arena, t, from, n, &to, s->diags) : NULL;
	return n;
}

bool
units_withheld(const struct unit_list *list, const struct run *run)
{
	return run->options->all_or_nothing
		&& (list->nrefused || list->nunfit || run->console->status >= STATUS_REFUSED);
}

void
units_count(const struct unit_list *list, struct summary *s)
{
	s->accounts = list->n + list->nrefused;
	s->results[UNIT_REFUSED] = list->nrefused + list->nunfit;
}

void
units_close(struct unit_list *list, struct run *run)
{
	struct unit *u, *next;

	for (u = list->first; u; u = u->next)
		console_findings(run->console, u->arena, u->diags);
	/* these may be about places in the accounts' files, too */
	console_findings(run->console, run->stores->arena, run->stores->diags);
	for (u = list->first; u; u = next) {
		next = u->next;
		unit_free(u);
	}
}
