/* --install: accounts into the clients' own places.
 * Used by the render command. */
#include "cli/commands.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "install/install.h"
#include "install/merge.h"
#include "pipeline/job.h"
#include "pipeline/session.h"
#include "client/target.h"

/* Has every file of the client a place of its own there? */
static bool
is_installed(const struct target *t)
{
	const struct target_file *f;

	for (f = t->files; f; f = f->next)
		if (!f->install)
			return false;
	return true;
}

/* Leaves out, with "all", the targets that cannot be installed. */
static bool
choose(struct session *s, struct job *job)
{
	size_t i, n = 0;
	bool ok = true;

	for (i = 0; i < job->n; i++) {
		if (is_installed(job->targets[i])) {
			job->targets[n++] = job->targets[i];
			continue;
		}
		if (job->all) {
			diag_at(s->diags, (struct pos){ 0 }, DIAG_CLIENT_NOTE,
				"target '%s' is left out: it has no place of its own on this"
				" machine",
				job->targets[i]->name);
			continue;
		}
		diag_at(s->diags, (struct pos){ 0 }, DIAG_USAGE,
			"target '%s' has no place of its own on this machine",
			job->targets[i]->name);
		diag_fix(s->diags, "write its file into a folder with --output-dir");
		ok = false;
	}
	job->n = n;
	return ok;
}

/* A file of one account has no room for a second one; with "all" such a client is
 * left out. */
static bool
fits(struct install *in, const struct client_accounts *c)
{
	struct session *s = in->session;
	const struct target_file *f = c->target->files;

	while (f && (f->many || c->n <= 1))
		f = f->next;
	if (!f)
		return true;
	if (!in->job->all) {
		usage_error(s, "a client that keeps one account a file has one "
			"place for it", "install one account, or use --output-dir");
		return false;
	}
	diag_at(s->diags, (struct pos){ 0 }, DIAG_CLIENT_NOTE,
		"target '%s' is left out: it has a place for one account only",
		c->target->name);
	in->nclients--;
	return true;
}

static bool
plan(struct install *in)
{
	bool ok = true;
	size_t i;

	for (i = 0; i < in->nclients; i++)
		ok &= merge_client(in, &in->clients[i]);
	return ok;
}

/* Finds what each target is to have: all kept accounts that it can hold. */
static bool
gather(struct install *in)
{
	struct session *s = in->session;
	struct job *job = in->job;
	struct client_accounts *c;
	bool ok = true;
	size_t i;

	in->clients = arena_alloc(s->arena, job->n, sizeof(*in->clients));
	for (i = 0; i < job->n; i++) {
		c = &in->clients[in->nclients];
		c->target = job->targets[i];
		c->views = arena_alloc(s->arena, job->nkept, sizeof(*c->views));
		c->n = job_views(job, s, c->target, JOB_REAL, c->views, c->views);
		in->nclients += c->n > 0;
		ok &= !c->n || fits(in, c);
	}
	return ok;
}

/* Nothing can be written, or nothing shall be as some accounts are refused. */
static void
nothing(struct install *in, bool ok)
{
	job_count(in->job, &in->tally);
	if (!in->job->nkept)
		return;
	tally_add(&in->tally, NULL, ok ? FATE_WITHHELD : FATE_FAILED, NULL);
}

void
command_install(struct session *s, size_t first, struct job *job)
{
	struct install in;
	bool ok;

	if (!choose(s, job) || !install_begin(&in, s, job))
		return;
	s->options.merge = true;        /* accounts that share a file */
	job_keep(job, s, first);
	s->options.merge = job->nkept > 1;
	ok = gather(&in);
	if (!ok || !job->nkept || job_withheld(job, s))
		nothing(&in, ok);
	else if (install_become_owner(&in))
		install_run(&in, plan);
	install_end(&in);
	job_close(job, s);
}
