/* The read-back table of a manifest, backwards.
 * Used by the import. */
#include "client/solve.h"

#include <string.h>

#include "base/arena.h"
#include "client/key_types.h"
#include "client/saying.h"
#include "client/target.h"
#include "client/tree.h"
#include "template/match.h"

/* How long is searched, and how many of the client's values may be passed over. */
enum { STEPS_MAX = 2000000, SECOND_STEPS_MAX = 100000, UNEXPLAINED_MAX = 32, FITS_MAX = 64 };

struct solver {
	struct arena *arena;
	const struct problem *problem;
	const struct expectation **values;
	const char **read;              /* of each: what was read */
	bool *passed;                   /* of each: it is not looked at */
	size_t n;
	size_t farthest;                /* the first value that no way led past */
	size_t steps, asked;
	const char *differs;            /* a value that an account did not give, or NULL */
	struct solved *solved;
	bool second;
};

/* One value of the table, while those before it are settled. */
struct level {
	struct solver *solver;
	size_t i;
};

static bool settle(struct solver *, size_t i, const struct saying *);

static struct name_info
find(void *context, const char *path)
{
	const struct level *l = context;
	const struct target *t = l->solver->problem->target;

	if (!strncmp(path, "file", 4) && (!path[4] || path[4] == '.'))
		return (struct name_info){ .kind = path[4] ? NAME_TEXT : NAME_MAP };
	return key_account_name(t, path);
}

static const struct template *
made(void *context, const char *path, const char **inner)
{
	const struct level *l = context;
	const struct derived_name *name = target_name(l->solver->problem->target, path);

	*inner = name ? name->inner : NULL;
	return name ? name->template : NULL;
}

static const void *
with(void *context, const void *said, const char *place, enum said what, struct literal text)
{
	const struct level *l = context;

	return saying_with(l->solver->arena, l->solver->problem->manners, said, place, what, text);
}

static bool
found(void *context, const void *said)
{
	const struct level *l = context;

	return settle(l->solver, l->i + 1, said);
}

/* An account has one, unless values are not asked for. */
static bool
has_server(const struct solver *s, const json_t *account)
{
	return json_object_get(account, "incoming") || json_object_get(account, "outgoing")
		|| s->problem->unasked.n;
}

/* Every value is explained: is it the account? */
static bool
is_solved(struct solver *s, const struct saying *said)
{
	json_t *account = saying_account(s->arena, s->problem->target, s->problem->manners, said);
	struct solved *out = s->solved;
	const char *differs = NULL;

	if (!has_server(s, account) || s->asked++ == FITS_MAX
	    || (out->account && json_equal(out->account, account))
	    || !s->problem->fits(s->problem->context, account, &out->unexplained, &differs)) {
		json_decref(account);
		s->differs = s->differs ? s->differs : differs;
		out->gave_up |= s->asked > FITS_MAX;
		return s->asked > FITS_MAX;
	}
	*(out->account ? &out->second : &out->account) = account;
	if (s->steps > SECOND_STEPS_MAX)
		s->steps = SECOND_STEPS_MAX;
	return out->second || !s->second;
}

/* Goes on with the ith value. True: no others are wanted. */
static bool
settle(struct solver *s, size_t i, const struct saying *said)
{
	struct level level = { s, i };
	struct match m = {
		.arena = s->arena, .find = find, .made = made, .with = with, .found = found,
		.context = &level, .steps = &s->steps,
	};

	while (i < s->n && s->passed[i])
		i++;
	level.i = i;
	if (i > s->farthest)
		s->farthest = i;
	if (i == s->n)
		return is_solved(s, said);
	return match_text(&m, s->values[i]->value, (struct literal){ s->read[i],
		strlen(s->read[i]) }, said);
}

const struct expectation *
solve_values(const struct target *t)
{
	return t->import && t->import->values ? t->import->values : t->readback->values;
}

bool
solve_counts(const struct target *t, const struct expectation *x)
{
	return !x->name && !(t->import && words_have(&t->import->without, x->key));
}

/* Takes down what was read. A value whose name has the account in it is left to the proof. */
static void
take_values(struct solver *s, const struct problem *p)
{
	const struct target *t = p->target;
	const struct expectation *x;
	const char *text;

	for (x = solve_values(t); x; x = x->next)
		s->n++;
	s->values = arena_alloc(s->arena, s->n, sizeof(*s->values));
	s->read = arena_alloc(s->arena, s->n, sizeof(*s->read));
	s->passed = arena_alloc(s->arena, s->n + 1, sizeof(*s->passed));
	s->n = 0;
	for (x = solve_values(t); x; x = x->next) {
		if (!solve_counts(t, x) || words_have(&p->unasked, x->key))
			continue;
		text = tree_text(s->arena, p->read, x->path);
		s->values[s->n] = x;
		s->read[s->n++] = text ? text : "";
	}
}

static void
search(struct solver *s)
{
	s->steps = STEPS_MAX;
	s->farthest = s->asked = 0;
	s->differs = NULL;
	settle(s, 0, saying_nothing(s->arena, s->problem->manners));
	s->solved->gave_up |= !s->steps;
}

static void
pass(struct solver *s, size_t i)
{
	const char *key = s->values[i]->key;

	s->passed[i] = true;
	words_add(s->arena, &s->solved->unexplained, key);
}

/* Passes over the value that no way led past, or that no account gave; false where there is
 * none. */
static bool
pass_over(struct solver *s)
{
	size_t i = s->farthest;

	if (i == s->n)
		for (i = 0; i < s->n && !(s->differs && !strcmp(s->values[i]->key, s->differs)); )
			i++;
	if (i == s->n || s->passed[i])
		return false;
	pass(s, i);
	return true;
}

/* Each value is explained, but no account may have them all: without which one does? */
static void
blame_one(struct solver *s)
{
	const struct word_list before = s->solved->unexplained;
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->passed[i] || !*s->read[i])
			continue;
		pass(s, i);
		search(s);
		if (s->solved->account || s->solved->gave_up)
			return;
		s->passed[i] = false;
		s->solved->unexplained = before;
	}
}

struct solved
solve(struct arena *a, const struct problem *p, bool second)
{
	struct solved solved = { 0 };
	struct solver s = { .arena = a, .problem = p, .solved = &solved, .second = second };

	take_values(&s, p);
	for (;;) {
		search(&s);
		if (solved.account || solved.unexplained.n == UNEXPLAINED_MAX || !pass_over(&s))
			break;
	}
	if (!solved.account && !solved.gave_up && s.farthest == s.n)
		blame_one(&s);
	return solved;
}
