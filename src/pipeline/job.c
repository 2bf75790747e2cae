/* The clients of one run, and an account as one of them sees it.
 * Used by the render and verify commands. */
#include "pipeline/job.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "pipeline/pool.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"
#include "pipeline/summary.h"
#include "client/lost.h"
#include "client/render.h"
#include "client/resolve.h"
#include "client/target.h"

static const char *
nearest(struct targets *targets, const char *name)
{
	const char *other, *best = NULL;
	size_t i, distance, least = 3;

	for (i = 0; (other = targets_name(targets, i)); i++) {
		distance = edit_distance(name, other);
		if (distance < least) {
			least = distance;
			best = other;
		}
	}
	return best;
}

static bool
add(struct session *s, struct job *job, const char *name)
{
	size_t before = diags_count(s->diags, SEVERITY_ERROR), i;
	const struct target *t = targets_find(s->targets, name, s->diags);
	const char *near;

	for (i = 0; i < job->n; i++)
		if (job->targets[i] == t)
			return true;
	if (t) {
		job->targets[job->n++] = t;
		return true;
	}
	if (diags_count(s->diags, SEVERITY_ERROR) > before)
		return false;
	near = nearest(s->targets, name);
	diag_at(s->diags, (struct pos){ 0 }, DIAG_UNKNOWN_TARGET, "there is no target '%s'",
		text_show(s->arena, name, strlen(name)));
	if (near)
		diag_fix(s->diags, "did you mean '%s'?", near);
	else
		diag_fix(s->diags, "see `mailgen targets`");
	return false;
}

bool
job_open(struct session *s, struct job *job)
{
	const struct strings *names = &s->options.targets;
	const char *name;
	size_t i, known = 0;
	bool ok = true;

	while (targets_name(s->targets, known))
		known++;
	*job = (struct job){ 0 };
	job->end = &job->kept;
	job->targets = arena_alloc(s->arena, names->n + known, sizeof(*job->targets));
	for (i = 0; i < names->n; i++)
		job->all |= !strcmp(names->items[i], "all");
	for (i = 0; job->all && (name = targets_name(s->targets, i)); i++)
		ok &= add(s, job, name);
	for (i = 0; i < names->n; i++)
		if (strcmp(names->items[i], "all"))
			ok &= add(s, job, names->items[i]);
	if (names->n)
		return ok;
	diag_at(s->diags, (struct pos){ 0 }, DIAG_USAGE, "no target is named");
	diag_fix(s->diags, "add --target NAME; `mailgen targets` lists them");
	return false;
}

/* With "all", why an account does not fit becomes one note. */
static void
say_skipped(const struct target *t, const struct unit *u, struct diags *trial)
{
	const struct diag *const *list;
	size_t i, n;

	list = diags_sorted(trial, &n);
	for (i = 0; i < n; i++)
		if (list[i]->severity == SEVERITY_ERROR)
			break;
	diag_at(u->diags, u->account.pos, DIAG_CLIENT_NOTE, "target '%s' is left out: %s",
		t->name, list[i]->text);
}

static enum sharing
sharing(const struct session *s)
{
	return s->options.merge ? SHARING_FILES : SHARING_NOTHING;
}

/* The view that files are made from; its findings were reported with `view`. */
static struct value *
source_of(struct session *s, struct unit *u, const struct target *t,
	enum job_form form, struct value *view)
{
	if (form == JOB_REAL || !t->readback || !t->readback->runs_commands)
		return view;
	return resolve(u->arena, &u->account, &u->incoming, t,
		s->options.embed_passwords ? PASSWORDS_PROBED_EMBEDDED : PASSWORDS_PROBED,
		sharing(s), s->vault, diags_new(u->arena, NULL));
}

/* A command that prints itself is longer than the command. */
static struct rendered *
render_probe(struct session *s, struct unit *u, const struct target *t,
	struct value *source, struct diags *trial)
{
	struct diags *unsaid = diags_new(u->arena, &s->options.policy);
	struct rendered *files = source ? render(u->arena, t, source, unsaid) : NULL;

	if (!files)
		diag_at(trial, u->account.pos, DIAG_READBACK, "the password command is too "
			"long to be verified in %s without running it", t->title);
	return files;
}

bool
job_make(const struct job *job, struct session *s, struct unit *u,
	const struct target *t, enum job_form form, struct made *made)
{
	struct diags *trial = job->all ? diags_like(u->arena, u->diags) : u->diags;

	*made = (struct made){ 0 };
	made->view = resolve(u->arena, &u->account, &u->incoming, t,
		s->options.embed_passwords ? PASSWORDS_EMBEDDED : PASSWORDS_BY_COMMAND,
		sharing(s), s->vault, trial);
	if (made->view)
		made->source = source_of(s, u, t, form, made->view);
	if (made->view)
		made->files = render(u->arena, t, made->view, trial);
	if (made->files && made->source != made->view)
		made->files = render_probe(s, u, t, made->source, trial);
	if (made->files && !lost_say(u->arena, &u->account, t, made->view, u->diags, trial))
		made->files = NULL;
	if (job->all && made->files)
		diags_join(u->diags, trial);
	else if (job->all)
		say_skipped(t, u, trial);
	return made->files != NULL;
}

static bool
keep(void *context, struct session *s, struct unit *u)
{
	struct job *job = context;

	u->kept = u->ok;
	job->nrefused += !u->ok;
	if (u->ok) {
		*job->end = u;
		job->end = &u->next;
		job->nkept++;
		*table_at(s->arena, &job->ids, u->account.id.s, u->account.id.len) = u;
	}
	return u->ok || !s->options.fail_fast;
}

bool
job_has(const struct job *job, const char *id)
{
	return table_find(&job->ids, id, strlen(id)) != NULL;
}

void
job_keep(struct job *job, struct session *s, size_t first)
{
	crew_each(s, first, keep, job);
}

size_t
job_views(struct job *job, struct session *s, const struct target *t,
	enum job_form form, struct value **views, struct value **sources)
{
	struct table before = { 0 };
	struct unit *u;
	struct made made;
	size_t n = 0;

	/* each alone first: one that cannot be written leaves the others be */
	for (u = job->kept; u; u = u->next) {
		if (!job_make(job, s, u, t, form, &made)
		    || !resolve_beside(s->arena, t, &before, made.view, s->diags)) {
			job->nunfit += u->ok && !job->all;
			u->ok = job->all;
			continue;
		}
		views[n] = made.view;
		sources[n++] = made.source;
	}
	return n;
}

size_t
job_merge(struct job *job, struct session *s, const struct target *t,
	enum job_form form, struct value **views, struct rendered **files)
{
	struct value **sources = arena_alloc(s->arena, job->nkept, sizeof(*sources));
	size_t n = job_views(job, s, t, form, views, sources);

	*files = n ? render_merged(s->arena, t, sources, n, s->diags) : NULL;
	return n;
}

bool
job_withheld(const struct job *job, const struct session *s)
{
	return s->options.all_or_nothing
		&& (job->nrefused || job->nunfit || s->status >= STATUS_REFUSED);
}

void
job_count(const struct job *job, struct tally *t)
{
	t->accounts = job->nkept + job->nrefused;
	t->fates[FATE_REFUSED] = job->nrefused + job->nunfit;
}

bool
job_means(const struct job *job, const char *target)
{
	size_t i;

	for (i = 0; i < job->n; i++)
		if (!strcmp(job->targets[i]->name, target))
			return true;
	return !job->n || job->all;
}

void
job_close(struct job *job, struct session *s)
{
	struct unit *u, *next;

	for (u = job->kept; u; u = u->next)
		session_say(s, u->arena, u->diags);
	/* these may be about places in the accounts' files, too */
	s->diags = session_say(s, s->arena, s->diags);
	for (u = job->kept; u; u = next) {
		next = u->next;
		unit_free(u);
	}
}
