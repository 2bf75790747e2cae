/* probe <REQUESTS: looks at mail servers, a program of its own. Run by mailgen,
 * which does without OpenSSL and libcurl itself.
 *
 * Standard input is a JSON array of requests, standard output one JSON object
 * for each, each on its line, in order. Every server has a process of its own:
 * all at once, and none can hold up or harm another. */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/follow.h"
#include "base/nodump.h"
#include "helper/probe_login.h"
#include "helper/probe_talk.h"
#include "helper/probe_tls.h"

enum { DONE = 0, USAGE = 2, SYSTEM = 4 };
enum { REQUESTS_MAX = 64, SECONDS_MAX = 600, GRACE_MS = 500, PIECE = 60000 };

/* One server's process, and what it has told so far. */
struct child {
	pid_t pid;
	int fd;
	long end;
	char told[PIECE];
	size_t len;
};

static bool
is_one_of(const char *word, const char *const *words, size_t n)
{
	while (word && n--)
		if (!strcmp(word, words[n]))
			return true;
	return false;
}

static bool
read_request(json_t *json, struct request *r)
{
	static const char *const protocols[] = { "imap", "pop", "smtp" };
	static const char *const securities[] = { "tls", "starttls", "none" };
	const char *host = NULL;
	size_t len;
	int seconds = 0;

	*r = (struct request){ .json = json };
	if (json_unpack(json, "{ss ss ss si si s?s}", "protocol", &r->protocol,
	    "security", &r->security, "host", &host, "port", &r->port, "seconds",
	    &seconds, "ca_file", &r->ca_file)
	    || !is_one_of(r->protocol, protocols, 3)
	    || !is_one_of(r->security, securities, 3)
	    || r->port < 1 || r->port > 65535 || seconds < 1 || seconds > SECONDS_MAX)
		return false;
	len = strlen(host);
	if (*host == '[' && len > 2)
		snprintf(r->host, sizeof(r->host), "%.*s", (int)len - 2, host + 1);
	else
		snprintf(r->host, sizeof(r->host), "%s", host);
	r->deadline = clock_ms() + 1000L * seconds;
	return true;
}

/* Until when the first attempt may take: a server of the other kind stays
 * silent, and then the other attempt needs its time too. */
static long
first_share(const struct request *r)
{
	long now = clock_ms();

	return now + (r->deadline - now) * 7 / 10;
}

/* TLS first. True when that settled what is there. */
static bool
look_with_tls(struct conn *c, const struct request *r, long deadline, json_t *facts)
{
	enum handshake came;

	if (!conn_open(c, r, deadline, facts))
		return !stopped(facts, c->code, c->why);
	came = tls_start(c, r, facts);
	if (came != HANDSHAKE_DONE) {
		json_object_set_new(facts, "tls_failed", shown(c->why, strlen(c->why)));
		return came == HANDSHAKE_FAILED && !stopped(facts, c->code, c->why);
	}
	json_object_set_new(facts, "implicit", json_true());
	c->deadline = r->deadline;
	if (talk_greet(c, r, facts))
		talk(c, r, facts);
	else
		stopped(facts, c->code, c->why);
	return true;
}

/* Waits for a greeting first. False when the server just stays silent. */
static bool
look_plain(struct conn *c, const struct request *r, long deadline, json_t *facts)
{
	if (!conn_open(c, r, deadline, facts))
		return !stopped(facts, c->code, c->why);
	if (talk_greet(c, r, facts)) {
		json_object_set_new(facts, "implicit", json_false());
		c->deadline = r->deadline;
		talk(c, r, facts);
		return true;
	}
	return strcmp(c->code, "silent") && !stopped(facts, c->code, c->why);
}

static void
look(const struct request *r, json_t *facts)
{
	bool tls = !strcmp(r->security, "tls");
	struct conn c = { 0 };
	bool settled = (tls ? look_with_tls : look_plain)(&c, r, first_share(r), facts);

	conn_close(&c);
	if (settled)
		return;
	settled = (tls ? look_plain : look_with_tls)(&c, r, r->deadline, facts);
	if (!settled)
		stopped(facts, "silent", "neither a greeting nor TLS in time");
	conn_close(&c);
}

/* The child's side: one request, one line. */
static _Noreturn void
serve(json_t *json, int out)
{
	json_t *facts = json_object();
	struct request r;

	if (!read_request(json, &r))
		stopped(facts, "broken", "a request that makes no sense");
	else if (json_object_get(json, "mechanism"))
		login(&r, facts);
	else
		look(&r, facts);
	_exit(json_dumpfd(facts, out, JSON_COMPACT | JSON_ENSURE_ASCII) ? SYSTEM : DONE);
}

static bool
start(struct child *c, json_t *request)
{
	pid_t parent = getpid();
	int pipes[2];

	*c = (struct child){ .fd = -1, .end = clock_ms() + GRACE_MS
		+ 1000L * json_integer_value(json_object_get(request, "seconds")) };
	if (pipe(pipes))
		return false;
	c->pid = fork();
	if (!c->pid) {
		close(pipes[0]);
		if (!follow(parent))
			_exit(SYSTEM);
		serve(request, pipes[1]);
	}
	close(pipes[1]);
	c->fd = pipes[0];
	return c->pid > 0;
}

/* All that the child tells, until its time is over. */
static void
collect(struct child *c)
{
	struct pollfd p = { c->fd, POLLIN, 0 };
	long left;
	ssize_t n;
	int ready;

	for (;;) {
		left = c->end - clock_ms();
		ready = poll(&p, 1, left > 0 ? (int)left : 0);
		if (ready < 0 && errno == EINTR)
			continue;
		n = ready > 0 ? read(c->fd, c->told + c->len, PIECE - c->len) : -1;
		if (n <= 0)
			return;
		c->len += (size_t)n;
	}
}

/* Only looking a name up can hold a child up for longer than it may take. */
static void
print(const struct child *c, bool complete)
{
	static const char late[] =
		"{\"failed\":\"resolve\",\"why\":\"no answer in time\"}";
	static const char lost[] =
		"{\"failed\":\"broken\",\"why\":\"the helper program failed\"}";

	if (complete)
		fwrite(c->told, 1, c->len, stdout);
	else
		fputs(clock_ms() >= c->end ? late : lost, stdout);
	putchar('\n');
}

static void
finish(struct child *c)
{
	int status = -1;

	if (c->fd >= 0)
		collect(c);
	if (c->pid > 0) {
		if (clock_ms() >= c->end)
			kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	print(c, c->len && WIFEXITED(status) && !WEXITSTATUS(status));
	close(c->fd);
}

int
main(void)
{
	static struct child children[REQUESTS_MAX];
	json_t *requests = json_loadf(stdin, JSON_REJECT_DUPLICATES, NULL);
	size_t n = json_array_size(requests), i;
	bool ok = true;

	no_dump();
	signal(SIGPIPE, SIG_IGN);
	if (!n || n > REQUESTS_MAX) {
		fprintf(stderr, "mailgen: probe: usage: probe <REQUESTS (JSON)\n");
		return USAGE;
	}
	for (i = 0; i < n; i++)
		ok &= start(&children[i], json_array_get(requests, i));
	for (i = 0; i < n; i++)
		finish(&children[i]);
	json_decref(requests);
	return ok && !fflush(stdout) && !ferror(stdout) ? DONE : SYSTEM;
}
