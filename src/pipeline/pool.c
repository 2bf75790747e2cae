/* Has accounts read, judged and worked on in several threads, and visited in
 * the order of the command line. Used by the commands. */
#include "pipeline/pool.h"

#include <pthread.h>
#include <sched.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "pipeline/reader.h"
#include "pipeline/roster.h"
#include "pipeline/session.h"
#include "pipeline/unit.h"

/* Accounts that are worked on before it is worth while to start threads, how many may
 * be on their way for each thread, and how many wait before a thread is woken: to
 * wake one takes longer than to refuse an account. */
enum { ALONE = 8, EACH = 32, ENOUGH = 16 };

/* Rows of a table that are read while none of them is an account that can be used. */
enum { ROWS_TRIED = 5000 };

struct member {
	struct crew *crew;
	struct session *session;        /* stores of its own */
	pthread_t thread;
};

/* The accounts on their way are numbers given..put-1, each in slot number % n. */
struct crew {
	struct session *session;
	const struct visitor *visitor;
	struct intake *intake;
	pthread_mutex_t lock;
	pthread_cond_t more, done;      /* something to take; something is finished */
	struct unit **slots;
	const struct unit *awaited;
	size_t n;
	size_t put, taken, given, read;
	bool over;                      /* nothing more will be put */
	struct member *members;
	size_t nmembers;
	size_t file, accounts;          /* the file that is visited, accounts in it */
	struct buf file_name;
	size_t refused_rows;            /* before the first that is not refused */
	bool usable_rows;
};

/* Reads, judges and works on one account. */
static void
attend(const struct visitor *v, struct session *s, struct unit *u)
{
	if (u->known)
		return;
	unit_validate(u, s->words, s->rules, s->vault);
	if (v->work && u->ok && u->there)
		v->work(v->context, s, u);
}

/* Works on the oldest account that nobody has taken; the lock is held before and
 * after. */
static void
attend_next(struct crew *c, struct session *s)
{
	struct unit *u = c->slots[c->taken++ % c->n];

	pthread_mutex_unlock(&c->lock);
	attend(c->visitor, s, u);
	pthread_mutex_lock(&c->lock);
	u->attended = true;
	if (u == c->awaited)
		pthread_cond_signal(&c->done);
}

static void *
member_run(void *arg)
{
	struct member *m = arg;
	struct crew *c = m->crew;

	pthread_mutex_lock(&c->lock);
	while (c->taken != c->put || !c->over)
		if (c->taken != c->put)
			attend_next(c, m->session);
		else
			pthread_cond_wait(&c->more, &c->lock);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

static size_t
threads_wanted(const struct session *s)
{
	cpu_set_t cpus;

	if (s->options.jobs)
		return s->options.jobs;
	if (sched_getaffinity(0, sizeof(cpus), &cpus))
		return 1;
	return (size_t)CPU_COUNT(&cpus);
}

/* Starts the threads; with fewer of them, or none, things only take longer. */
static void
start(struct crew *c)
{
	size_t i, wanted = threads_wanted(c->session);
	struct member *m;

	if (wanted < 2)
		return;
	c->members = arena_alloc(c->session->arena, wanted, sizeof(*c->members));
	for (i = 0; i < wanted; i++) {
		m = &c->members[c->nmembers];
		m->crew = c;
		m->session = session_copy(c->session, i);
		if (!m->session || (c->visitor->prepare
		    && !c->visitor->prepare(c->visitor->context, m->session))
		    || pthread_create(&m->thread, NULL, member_run, m))
			return;
		c->nmembers++;
	}
}

static void
finish(struct crew *c)
{
	size_t i;

	pthread_mutex_lock(&c->lock);
	c->over = true;
	pthread_cond_broadcast(&c->more);
	pthread_mutex_unlock(&c->lock);
	for (i = 0; i < c->nmembers; i++)
		pthread_join(c->members[i].thread, NULL);
	/* what nobody visited, because a visit asked to stop */
	for (; c->given < c->put; c->given++)
		unit_free(c->slots[c->given % c->n]);
}

/* A file that was wholly visited, and in which there was no account. */
static void
say_empty(struct crew *c)
{
	struct session *s = c->session;
	struct arena *a;
	struct diags *diags;

	if (!c->file || c->accounts)
		return;
	a = arena_new();
	diags = diags_new(a, &s->options.policy);
	diag_at(diags, (struct pos){ source_new(a, c->file_name.s, "", 0), 1, 1 },
		DIAG_MISSING_FIELD, "no account in this file");
	diag_fix(diags, "begin with 'name:' and 'email:'");
	session_say(s, a, diags);
	arena_free(a);
}

/* Keeps count of the accounts in each file. */
static void
count(struct crew *c, const struct unit *u)
{
	if (!u->source.document)
		return;
	if (u->source.file != c->file) {
		say_empty(c);
		c->file = u->source.file;
		buf_clear(&c->file_name);
		buf_puts(&c->file_name, u->source.document->name);
		c->accounts = 0;
	}
	c->accounts += u->there;
}

/* Is the table or its pattern wrong as a whole? Then the rest of it would only say so
 * again, a row at a time. */
static bool
is_hopeless(struct crew *c, const struct unit *u)
{
	if (!u->source.roster)
		return false;
	c->usable_rows |= u->ok;
	c->refused_rows += !u->ok;
	if (c->usable_rows || c->refused_rows < ROWS_TRIED)
		return false;
	diag_at(u->diags, unit_pos(u), DIAG_ROSTER, "none of the first %d rows of this table "
		"is an account that can be used, and the rest is not read", ROWS_TRIED);
	diag_fix(u->diags, "correct the pattern, or the names of the columns, by what was said "
		"of the first rows");
	return true;
}

/* Hands the account over, whose turn it is; false: stop. */
static bool
give(struct crew *c, struct unit *u)
{
	struct session *s = c->session;
	const struct visitor *v = c->visitor;
	bool more = !is_hopeless(c, u);

	count(c, u);
	if (u->there) {
		session_compare(s, u);
		more &= !v->visit || v->visit(v->context, s, u);
		progress_step(s);
	}
	if (u->source.roster)
		roster_hush(u->source.roster, u->diags);
	u->diags = session_say(s, u->arena, u->diags);
	if (!u->kept)
		unit_free(u);
	return more;
}

/* Reads the next account into memory of its own; NULL at the end. */
static struct unit *
take_in(struct crew *c)
{
	struct unit *u = unit_new(&c->session->options.policy);

	u->index = c->read++;
	if (!intake_next(c->intake, u->arena, &u->source, u->diags)) {
		unit_free(u);
		return NULL;
	}
	u->known = c->visitor->known
		&& c->visitor->known(c->visitor->context, c->session, u);
	u->there = u->known;
	return u;
}

/* One after another in this thread: at most ALONE, or all. */
static bool
run_alone(struct crew *c, size_t most)
{
	struct unit *u;
	bool more = true;

	for (; most && more && (u = take_in(c)); most--) {
		attend(c->visitor, c->session, u);
		more = give(c, u);
	}
	c->over = most > 0;
	return more;
}

static void
put(struct crew *c, struct unit *u)
{
	pthread_mutex_lock(&c->lock);
	c->slots[c->put++ % c->n] = u;
	if (c->put - c->taken >= ENOUGH)
		pthread_cond_signal(&c->more);
	pthread_mutex_unlock(&c->lock);
}

/* The oldest account on its way, when it is finished. Until then this thread works on
 * others, too. */
static struct unit *
await(struct crew *c)
{
	struct unit *u = c->slots[c->given % c->n];

	pthread_mutex_lock(&c->lock);
	if (!u->attended && c->put - c->taken > 1)
		pthread_cond_broadcast(&c->more);
	c->awaited = u;
	while (!u->attended)
		if (c->taken != c->put)
			attend_next(c, c->session);
		else
			pthread_cond_wait(&c->done, &c->lock);
	c->awaited = NULL;
	pthread_mutex_unlock(&c->lock);
	c->given++;
	return u;
}

static bool
run_together(struct crew *c)
{
	struct unit *u;
	bool more = true, end = false;

	while (more && !(end && c->given == c->put)) {
		if (!end && c->put - c->given < c->n
		    && (c->given == c->put || intake_ready(c->intake))) {
			u = take_in(c);
			end = !u;
			if (u)
				put(c, u);
		} else {
			more = give(c, await(c));
		}
	}
	return more;
}

bool
crew_run(struct session *s, size_t first, const struct visitor *v)
{
	struct crew c = { .session = s, .visitor = v };
	bool more;

	if (v->prepare && !v->prepare(v->context, s))
		return false;
	c.intake = intake_open(s, first);
	more = run_alone(&c, ALONE);
	if (more && !c.over) {
		pthread_mutex_init(&c.lock, NULL);
		pthread_cond_init(&c.more, NULL);
		pthread_cond_init(&c.done, NULL);
		start(&c);
		c.n = EACH * (c.nmembers ? c.nmembers : 1);
		c.slots = arena_alloc(s->arena, c.n, sizeof(*c.slots));
		more = c.nmembers ? run_together(&c) : run_alone(&c, (size_t)-1);
		finish(&c);
	}
	if (more)
		say_empty(&c);
	progress_clear(s);
	s->progress = (struct progress){ .total = s->twice ? s->progress.done : 0 };
	intake_close(c.intake);
	buf_free(&c.file_name);
	return more;
}

void
crew_ahead(struct session *s, size_t first, const struct visitor *v)
{
	enum status status = s->status;
	int fd = s->findings_fd;

	s->findings_fd = -1;
	s->twice = true;
	crew_run(s, first, v);
	session_forget(s);
	s->status = status;
	s->findings_fd = fd;
}

bool
crew_each(struct session *s, size_t first,
	bool (*visit)(void *context, struct session *, struct unit *),
	void *context)
{
	const struct visitor v = { .context = context, .visit = visit };

	return crew_run(s, first, &v);
}
