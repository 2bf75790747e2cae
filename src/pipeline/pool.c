/* Has accounts read, judged and worked on in several threads, and visited in
 * the order of the command line. Used by the commands. */
#include "pipeline/pool.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/near.h"
#include "base/source.h"
#include "pipeline/console.h"
#include "pipeline/dedup.h"
#include "pipeline/reader.h"
#include "pipeline/roster.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

/* Accounts that are worked on before it is worth while to start threads, how many may
 * be on their way for each thread, and how many wait before a thread is woken: to
 * wake one takes longer than to refuse an account. */
enum { ALONE = 8, EACH = 32, ENOUGH = 16 };

/* Refused accounts that are read at any time; more are when as many can be used, and take
 * no longer than those. */
enum { REFUSED_MAX = 5000 };

struct worker {
	struct pool *pool;
	struct stores *stores;          /* of its own */
	void *own;                      /* what the visitor made for it */
	pthread_t thread;
	pthread_cond_t turn;            /* to compare its account */
};

/* The accounts on their way are numbers given..put-1, each in slot number % n. */
struct pool {
	struct run *run;
	const struct visitor *visitor;
	struct worker here;             /* this thread */
	struct dedup *dedup;            /* NULL: each line of JSON is by itself */
	struct reader *reader;
	pthread_mutex_t lock;
	pthread_cond_t more, done;      /* something to take; something is finished */
	struct unit **slots;
	struct worker **waiting;        /* for the turn of the account in this slot; or NULL */
	const struct unit *awaited;
	size_t n;
	size_t put, taken, given, read;
	size_t compared;                /* accounts, in order */
	bool over;                      /* nothing more will be put */
	struct worker *workers;
	size_t nworkers;
	size_t file, accounts;          /* the file that is visited, accounts in it */
	struct buf file_name;
	size_t refused, useful;         /* accounts */
	struct word_list met;           /* those of --only that an account has */
	struct near *nearest;           /* to each of --only, of those that accounts have */
};

/* Is the account none of those that --only names? One that has no id may be any. */
static bool
is_passed_over(const struct pool *p, const struct account *account)
{
	const struct word_list *only = &p->run->options->only;

	return only->n && text_given(account->id) && !words_have(only, account->id.s)
		&& !(text_given(account->email) && words_have(only, account->email.s));
}

/* Waits until all accounts before this one were compared. Whoever has them is at work. */
static void
await_turn(struct worker *w, const struct unit *u)
{
	struct pool *p = w->pool;

	pthread_mutex_lock(&p->lock);
	while (p->compared != u->index) {
		p->waiting[u->index % p->n] = w;
		pthread_cond_wait(&w->turn, &p->lock);
	}
	pthread_mutex_unlock(&p->lock);
}

static void
end_turn(struct pool *p)
{
	struct worker **next;

	pthread_mutex_lock(&p->lock);
	next = &p->waiting[++p->compared % p->n];
	if (*next)
		pthread_cond_signal(&(*next)->turn);
	*next = NULL;
	pthread_mutex_unlock(&p->lock);
}

/* Compares the account with those before it, in order, before anything is made of it:
 * a second one of the same id has the paths of the first one's files. */
static void
compare(struct worker *w, struct unit *u)
{
	struct pool *p = w->pool;

	if (p->nworkers)
		await_turn(w, u);
	if (u->there)
		dedup_check(p->dedup, u);
	if (p->nworkers)
		end_turn(p);
	else
		p->compared++;
}

/* Judges and works on one account. */
static void
work_on(struct worker *w, struct unit *u)
{
	const struct visitor *v = w->pool->visitor;

	if (u->known)
		return;
	unit_validate(u, w->stores);
	u->passed_over = is_passed_over(w->pool, &u->account);
	if (w->pool->dedup)
		compare(w, u);
	if (u->passed_over)
		return;
	if (v->parallel && u->ok && u->there)
		v->parallel(v->context, w->own, u);
}

/* Works on the oldest account that nobody has taken; the lock is held before and
 * after. */
static void
work_on_next(struct worker *w)
{
	struct pool *p = w->pool;
	struct unit *u = p->slots[p->taken++ % p->n];

	pthread_mutex_unlock(&p->lock);
	work_on(w, u);
	pthread_mutex_lock(&p->lock);
	u->finished = true;
	if (u == p->awaited)
		pthread_cond_signal(&p->done);
}

static void *
worker_run(void *arg)
{
	struct worker *w = arg;
	struct pool *p = w->pool;

	pthread_mutex_lock(&p->lock);
	while (p->taken != p->put || !p->over)
		if (p->taken != p->put)
			work_on_next(w);
		else
			pthread_cond_wait(&p->more, &p->lock);
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static size_t
threads_wanted(const struct options *o)
{
	cpu_set_t cpus;

	if (o->jobs)
		return o->jobs;
	if (sched_getaffinity(0, sizeof(cpus), &cpus))
		return 1;
	return (size_t)CPU_COUNT(&cpus);
}

static bool
begin(struct worker *w, struct pool *p, struct stores *stores)
{
	const struct visitor *v = p->visitor;

	*w = (struct worker){ .pool = p, .stores = stores };
	pthread_cond_init(&w->turn, NULL);
	if (stores && v->thread_begin)
		w->own = v->thread_begin(v->context, stores);
	return stores && (w->own || !v->thread_begin);
}

/* Starts the threads; with fewer of them, or none, things only take longer. */
static void
start(struct pool *p)
{
	const struct options *o = p->run->options;
	size_t i, wanted = threads_wanted(o);
	struct worker *w;

	if (wanted < 2)
		return;
	p->workers = arena_alloc(p->run->stores->arena, wanted, sizeof(*p->workers));
	for (i = 0; i < wanted; i++) {
		w = &p->workers[i];
		if (!begin(w, p, stores_nth(p->run->stores, o, i))
		    || pthread_create(&w->thread, NULL, worker_run, w))
			return;
		p->nworkers++;
	}
}

static void
finish(struct pool *p)
{
	size_t i;

	pthread_mutex_lock(&p->lock);
	p->over = true;
	pthread_cond_broadcast(&p->more);
	pthread_mutex_unlock(&p->lock);
	for (i = 0; i < p->nworkers; i++)
		pthread_join(p->workers[i].thread, NULL);
	/* what nobody visited, because a visit asked to stop */
	for (; p->given < p->put; p->given++)
		unit_free(p->slots[p->given % p->n]);
}

static void
hand_on(struct pool *p, struct arena *a, struct diags *diags)
{
	if (p->visitor->findings)
		p->visitor->findings(p->run->console, a, diags);
}

/* A file that was wholly visited, and in which there was no account. */
static void
say_empty(struct pool *p)
{
	struct arena *a;
	struct diags *diags;

	if (!p->file || p->accounts)
		return;
	a = arena_new();
	diags = diags_new(a, &p->run->options->policy);
	diag_at(diags, (struct pos){ source_new(a, p->file_name.s, "", 0), 1, 1 },
		DIAG_MISSING_FIELD, "no account in this file");
	diag_fix(diags, "begin with 'name:' and 'email:'");
	hand_on(p, a, diags);
	arena_free(a);
}

/* Keeps count of the accounts in each file. */
static void
count(struct pool *p, const struct unit *u)
{
	if (!u->source.document)
		return;
	if (u->source.file != p->file) {
		say_empty(p);
		p->file = u->source.file;
		buf_clear(&p->file_name);
		buf_puts(&p->file_name, u->source.document->name);
		p->accounts = 0;
	}
	p->accounts += u->there;
}

/* Is all wrong in the same way: the pattern of a table, what made the files? Then the
 * rest would only say so again. Each line of JSON has its answer. */
static bool
is_hopeless(struct pool *p, const struct unit *u)
{
	bool useful = u->ok && u->there;

	p->useful += useful;
	p->refused += !useful && (u->there || u->source.roster);
	if (useful || u->known || p->refused < REFUSED_MAX || p->refused <= p->useful
	    || (p->run->options->jsonl && !u->source.roster))
		return false;
	diag_at(u->diags, unit_pos(u), DIAG_LIMIT, "of the first %zu accounts %zu can be used, "
		"and the rest is not read", p->refused + p->useful, p->useful);
	diag_fix(u->diags, "correct what is said of the first ones: in a table, the pattern or "
		"the names of the columns");
	return true;
}

/* An id or an address that a name of --only may have been meant to be. */
static void
compare_name(struct pool *p, struct near *near, struct text name)
{
	if (text_given(name) && near_try(near, name.s))
		near->word = arena_copy(p->run->stores->arena, name.s, name.len);
}

/* Notes which names of --only the account has, and to which its own come near. */
static void
meet(struct pool *p, const struct account *account)
{
	const struct word_list *only = &p->run->options->only;
	size_t i;

	for (i = 0; i < only->n; i++) {
		if (text_is(account->id, only->items[i]) || text_is(account->email, only->items[i]))
			words_insert(p->run->stores->arena, &p->met, only->items[i]);
		p->nearest[i].key = only->items[i];
		compare_name(p, &p->nearest[i], account->id);
		compare_name(p, &p->nearest[i], account->email);
	}
}

/* Says which names of --only no account has. */
static void
say_unmet(const struct pool *p)
{
	const struct word_list *only = &p->run->options->only;
	struct stores *s = p->run->stores;
	size_t i;

	for (i = 0; i < only->n; i++) {
		if (words_have(&p->met, only->items[i]))
			continue;
		diag_general(s->diags, DIAG_USAGE, "no account has the id or address '%s'",
			text_escaped(s->arena, only->items[i], strlen(only->items[i])));
		if (p->nearest[i].word)
			diag_fix(s->diags, "did you mean '%s'?", text_escaped(s->arena,
				p->nearest[i].word, strlen(p->nearest[i].word)));
		else
			diag_fix(s->diags,
				"write --only with what 'id:' or 'email:' of the account says");
	}
}

/* Hands the account over, whose turn it is; false: stop. */
static bool
give(struct pool *p, struct unit *u)
{
	const struct visitor *v = p->visitor;
	bool more = u->passed_over || !is_hopeless(p, u);

	count(p, u);
	meet(p, &u->account);
	if (u->passed_over) {
		unit_free(u);
		return true;
	}
	if (u->there) {
		if (p->dedup)
			dedup_hush(p->dedup, u);
		more &= !v->in_order || v->in_order(v->context, u);
		progress_step(&p->run->console->progress);
	}
	if (u->source.roster)
		roster_hush(u->source.roster, u->diags);
	hand_on(p, u->arena, u->diags);
	if (!u->kept)
		unit_free(u);
	return more;
}

/* Reads the next account into memory of its own; NULL at the end. Before it may wait for
 * the next one, what was said of the others is written. */
static struct unit *
take_in(struct pool *p)
{
	struct unit *u;

	if (!reader_has_next(p->reader) && !console_flush(p->run->console))
		return NULL;
	u = unit_new(&p->run->options->policy);
	u->index = p->read++;
	if (!reader_next(p->reader, u->arena, &u->source, u->diags)) {
		unit_free(u);
		return NULL;
	}
	u->known = p->visitor->known
		&& p->visitor->known(p->visitor->context, u);
	u->there = u->known;
	return u;
}

/* One after another in this thread: at most ALONE, or all. */
static bool
run_alone(struct pool *p, size_t most)
{
	struct unit *u;
	bool more = true;

	for (; most && more && (u = take_in(p)); most--) {
		work_on(&p->here, u);
		more = give(p, u);
	}
	p->over = most > 0;
	return more;
}

static void
put(struct pool *p, struct unit *u)
{
	pthread_mutex_lock(&p->lock);
	p->slots[p->put++ % p->n] = u;
	if (p->put - p->taken >= ENOUGH)
		pthread_cond_signal(&p->more);
	pthread_mutex_unlock(&p->lock);
}

/* The oldest account on its way, when it is finished. Until then this thread works on
 * others, too. */
static struct unit *
await(struct pool *p)
{
	struct unit *u = p->slots[p->given % p->n];

	pthread_mutex_lock(&p->lock);
	if (!u->finished && p->put - p->taken > 1)
		pthread_cond_broadcast(&p->more);
	p->awaited = u;
	while (!u->finished)
		if (p->taken != p->put)
			work_on_next(&p->here);
		else
			pthread_cond_wait(&p->done, &p->lock);
	p->awaited = NULL;
	pthread_mutex_unlock(&p->lock);
	p->given++;
	return u;
}

static bool
run_together(struct pool *p)
{
	struct unit *u;
	bool more = true, end = false;

	while (more && !(end && p->given == p->put)) {
		if (!end && p->put - p->given < p->n
		    && (p->given == p->put || reader_ready(p->reader))) {
			u = take_in(p);
			end = !u;
			if (u)
				put(p, u);
		} else {
			more = give(p, await(p));
		}
	}
	return more;
}

/* The rest, of which nobody knows how much it is. */
static bool
run_rest(struct pool *p)
{
	bool more;

	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->more, NULL);
	pthread_cond_init(&p->done, NULL);
	start(p);
	p->n = EACH * (p->nworkers ? p->nworkers : 1);
	p->slots = arena_alloc(p->run->stores->arena, p->n, sizeof(*p->slots));
	p->waiting = arena_alloc(p->run->stores->arena, p->n, sizeof(*p->waiting));
	more = p->nworkers ? run_together(p) : run_alone(p, (size_t)-1);
	finish(p);
	return more;
}

bool
pool_run(struct run *run, const struct visitor *v)
{
	struct pool p = { .run = run, .visitor = v };
	bool more;

	if (!begin(&p.here, &p, run->stores))
		return false;
	p.reader = reader_open(run);
	p.nearest = arena_alloc(run->stores->arena, run->options->only.n, sizeof(*p.nearest));
	if (!run->options->jsonl)
		p.dedup = dedup_new(v->sharing, run->stores->diags);
	more = run_alone(&p, ALONE);
	if (more && !p.over)
		more = run_rest(&p);
	if (more)
		say_empty(&p);
	if (more)
		say_unmet(&p);
	more &= console_flush(run->console);
	progress_end(&run->console->progress, run->again);
	reader_close(p.reader);
	if (p.dedup)
		dedup_free(p.dedup);
	buf_free(&p.file_name);
	return more;
}

void
pool_survey(struct run *run, const struct visitor *v)
{
	run->again = true;
	pool_run(run, v);
}
