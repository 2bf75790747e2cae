/* Which variables have passwords, and what password commands have printed: no command
 * runs twice, nor sees another account's variable. Used by secret and the pipeline. */
#include "client/vault.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "sys/hashset.h"
#include "base/table.h"
#include "model/account.h"
#include "sys/process.h"

/* Of more commands, the first are forgotten: memory is bounded. */
enum { KEPT_MAX = 1024, COMMAND_SECONDS = 60 };

struct kept {
	struct keyed_hash key;
	struct process_result result;
};

struct vault {
	pthread_mutex_t lock;
	struct arena *arena;
	unsigned seconds;
	struct table variables;         /* whose value is not NULL */
	struct kept kept[KEPT_MAX];
	size_t n, next;
};

struct vault *
vault_new(unsigned seconds)
{
	struct arena *a = arena_new();
	struct vault *v = arena_alloc(a, 1, sizeof(*v));

	arena_wipe_at_end(a);
	pthread_mutex_init(&v->lock, NULL);
	v->arena = a;
	v->seconds = seconds ? seconds : COMMAND_SECONDS;
	return v;
}

void
vault_close(struct vault *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		process_free(&v->kept[i].result);
	pthread_mutex_destroy(&v->lock);
	arena_free(v->arena);
}

unsigned
vault_seconds(const struct vault *v)
{
	return v->seconds;
}

/* ---- variables ---- */

static void
hide(struct vault *v, struct text name)
{
	if (text_given(name) && !table_find(&v->variables, name.s, name.len))
		*table_at(v->arena, &v->variables, arena_copy(v->arena, name.s, name.len),
			name.len) = v;
}

void
vault_hide(struct vault *v, const struct account *account)
{
	const struct server *s;
	size_t i;

	pthread_mutex_lock(&v->lock);
	hide(v, account->oauth2.client_secret.env);
	for (i = 0; (s = account_server(account, i)); i++) {
		hide(v, s->password.env);
		hide(v, s->oauth2.client_secret.env);
	}
	pthread_mutex_unlock(&v->lock);
}

/* The environment of this program without those variables, for another one. */
static const char *const *
environment(struct vault *v, struct arena *a)
{
	const char **env;
	size_t n = 0, i;

	while (environ[n])
		n++;
	env = arena_alloc(a, n + 1, sizeof(*env));
	pthread_mutex_lock(&v->lock);
	for (i = n = 0; environ[i]; i++)
		if (!table_find(&v->variables, environ[i], strcspn(environ[i], "=")))
			env[n++] = environ[i];
	pthread_mutex_unlock(&v->lock);
	return env;
}

/* ---- commands ---- */

/* The same command of the same account: two accounts may be asked for different
 * passwords by one command. */
static struct keyed_hash
key_of(struct arena *a, const struct account *account, struct text command)
{
	const char *key = arena_printf(a, "%zu %s", account->number, command.s);

	return keyed_hash(key, strlen(key));
}

static void
copy(struct process_result *to, const struct process_result *from)
{
	*to = *from;
	to->err = to->out = (struct buf){ 0 };
	if (from->out.len)
		buf_add(&to->out, from->out.s, from->out.len);
}

static bool
find(struct vault *v, struct keyed_hash key, struct process_result *r)
{
	bool found = false;
	size_t i;

	pthread_mutex_lock(&v->lock);
	for (i = 0; i < v->n && !found; i++) {
		found = keyed_hash_same(v->kept[i].key, key);
		if (found)
			copy(r, &v->kept[i].result);
	}
	pthread_mutex_unlock(&v->lock);
	return found;
}

static void
keep(struct vault *v, struct keyed_hash key, const struct process_result *r)
{
	struct kept *k;

	pthread_mutex_lock(&v->lock);
	k = &v->kept[v->next];
	process_free(&k->result);
	k->key = key;
	copy(&k->result, r);
	v->next = (v->next + 1) % KEPT_MAX;
	v->n += v->n < KEPT_MAX;
	pthread_mutex_unlock(&v->lock);
}

bool
vault_run(struct vault *v, struct arena *a, const struct account *account,
	struct text command, size_t output_max, struct process_result *r)
{
	const char *const argv[] = { "/bin/sh", "-c", command.s, NULL };
	const struct process process = { .argv = argv, .env = environment(v, a),
		.heard = true, .seconds = v->seconds, .output_max = output_max };
	struct keyed_hash key = key_of(a, account, command);

	if (find(v, key, r))
		return true;
	if (!process_run(&process, r))
		return false;
	keep(v, key, r);
	return true;
}
