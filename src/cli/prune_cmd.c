/* The prune command: taking away what accounts that have left put somewhere.
 * Used through the table of commands. */
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "cli/crew.h"
#include "cli/install.h"
#include "cli/job.h"
#include "cli/prune_folder.h"
#include "cli/session.h"
#include "client/render.h"
#include "client/target.h"
#include "output/record.h"

static bool
is_kept(const struct job *job, const char *account)
{
	const struct subject *u;

	for (u = job->kept; u; u = u->next)
		if (!strcmp(u->account.id.s, account))
			return true;
	return false;
}

static bool
has_left(struct install *in, const char *account)
{
	return !is_kept(in->job, account);
}

/* Does the entry speak of the same file of the same client? */
static bool
same_file(const struct entry *a, const struct entry *b)
{
	return !strcmp(a->path, b->path) && !strcmp(a->target, b->target);
}

/* Is the account one of those that the record has in this file? */
static bool
is_in_file(const struct install *in, const struct entry *file, const char *account)
{
	const struct entry *e;

	for (e = in->record; e; e = e->next)
		if (same_file(e, file) && !strcmp(e->account, account))
			return true;
	return false;
}

/* The accounts of the run that are in the file. */
static struct job
those_in_file(struct install *in, const struct entry *file)
{
	struct job job = { 0 };
	struct subject *u, *copy, **end = &job.kept;

	for (u = in->job->kept; u; u = u->next) {
		if (!is_in_file(in, file, u->account.id.s))
			continue;
		copy = arena_alloc(in->arena, 1, sizeof(*copy));
		*copy = *u;
		copy->next = NULL;
		*end = copy;
		end = &copy->next;
		job.nkept++;
	}
	return job;
}

/* The accounts that remain in the file, rendered for its client. */
static struct product
remaining(struct install *in, const struct target *t, const struct entry *file)
{
	struct session *s = in->session;
	struct job job = those_in_file(in, file);
	struct product p = { .target = t,
		.views = arena_alloc(s->arena, job.nkept, sizeof(*p.views)) };

	s->options.merge = job.nkept > 1;
	if (job.nkept && strcmp(file->merge, "prefs"))
		p.n = job_merge(&job, s, t, JOB_REAL, p.views, &p.files);
	return p;
}

/* Takes the accounts that have left out of one file. */
static bool
prune_file(struct install *in, const struct entry *file)
{
	struct session *s = in->session;
	const struct target *t = targets_find(s->targets, file->target, s->diags);
	struct product p;
	const struct rendered *f;
	bool ok = true;

	if (!t) {
		diag_at(s->diags, (struct pos){ 0 }, DIAG_UNKNOWN_TARGET,
			"there is no target '%s', for which '%s' was written", file->target,
			file->path);
		return false;
	}
	p = remaining(in, t, file);
	if (!p.n)
		return install_take_away(in, t, file, has_left);
	install_forget(in, file, has_left);
	for (f = p.files; f; f = f->next)
		ok &= install_add(in, &p, f);
	return ok && p.files;
}

static bool
plan(struct install *in)
{
	const struct entry *e, *seen;
	bool ok = true;

	for (e = in->record; e; e = e->next) {
		if (is_kept(in->job, e->account))
			continue;
		for (seen = in->record; seen != e; seen = seen->next)
			if (!is_kept(in->job, seen->account) && same_file(seen, e))
				break;
		if (seen == e)
			ok &= prune_file(in, e);
	}
	return ok;
}

static bool
usage_ok(struct session *s, size_t first)
{
	const struct options *o = &s->options;

	if (first == o->words.n)
		command_usage(s, "no account file", "name those of the accounts that stay");
	else if (!o->install && !o->output_dir)
		command_usage(s, "prune has no place to look in",
			"add --install, or --output-dir DIR");
	else if (o->install && o->output_dir)
		command_usage(s, "--install and --output-dir are two places",
			"give one of them");
	else if ((o->home || o->owner) && !o->install)
		command_usage(s, "--home and --owner go with --install", "add --install");
	else
		return true;
	return false;
}

void
command_prune(struct session *s, size_t first)
{
	struct job job = { .end = &job.kept };
	struct install in;

	if (!usage_ok(s, first) || (s->options.install && !install_begin(&in, s, &job)))
		return;
	job_keep(&job, s, first);
	if (job.nrefused || !job.nkept || s->status != STATUS_DONE) {
		diag_at(s->diags, (struct pos){ 0 }, DIAG_ACCOUNT_LEFT,
			"nothing is removed, as not every account could be read");
		diag_fix(s->diags, "mend what is named above");
	} else if (s->options.output_dir) {
		prune_folder(s, &job);
	} else {
		if (install_become_owner(&in))
			install_run(&in, plan);
		install_end(&in);
	}
	job_close(&job, s);
}
