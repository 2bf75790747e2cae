/* The requests that a helper program is given, each in a process of its own.
 * Used by those that ask servers. */
#include "helper/each_request.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/follow.h"
#include "base/nodump.h"

enum { DONE = 0, USAGE = 2, SYSTEM = 4 };
enum { REQUESTS_MAX = 64, GRACE_MS = 500, PIECE = 1 << 18 };

/* What is asked of every process. */
typedef void serve_function(json_t *request, json_t *facts);

/* One request's process, and what it has told so far. */
struct child {
	pid_t pid;
	int fd;
	long end;
	char told[PIECE];
	size_t len;
};

json_t *
shown(const char *bytes, size_t len)
{
	char text[SHOWN_MAX + 8], *at = text;
	size_t i;

	for (i = 0; i < len && at < text + SHOWN_MAX - 8; i++)
		if (bytes[i] >= ' ' && bytes[i] <= '~')
			*at++ = bytes[i];
		else
			at += sprintf(at, "\\x%02X", (unsigned char)bytes[i]);
	strcpy(at, i < len ? "..." : "");
	return json_string(text);
}

bool
stopped(json_t *facts, const char *code, const char *why)
{
	if (!json_object_get(facts, "failed")) {
		json_object_set_new(facts, "failed", json_string(code));
		json_object_set_new(facts, "why", shown(why, strlen(why)));
	}
	return false;
}

/* The child's side: one request, one line. */
static _Noreturn void
answer(json_t *request, serve_function *serve, int out)
{
	json_t *facts = json_object();
	json_int_t seconds = json_integer_value(json_object_get(request, "seconds"));

	if (seconds < 1 || seconds > REQUEST_SECONDS_MAX)
		stopped(facts, "broken", "a request that makes no sense");
	else
		serve(request, facts);
	_exit(json_dumpfd(facts, out, JSON_COMPACT | JSON_ENSURE_ASCII) ? SYSTEM : DONE);
}

static bool
start(struct child *c, json_t *request, serve_function *serve)
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
		answer(request, serve, pipes[1]);
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
	close(c->fd);           /* who has more to tell stops */
	if (c->pid > 0) {
		if (clock_ms() >= c->end)
			kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	print(c, c->len && WIFEXITED(status) && !WEXITSTATUS(status));
}

int
each_request(const char *program, serve_function *serve)
{
	static struct child children[REQUESTS_MAX];
	json_t *requests = json_loadf(stdin, JSON_REJECT_DUPLICATES, NULL);
	size_t n = json_array_size(requests), i;
	bool ok = true;

	no_dump();
	signal(SIGPIPE, SIG_IGN);
	if (!n || n > REQUESTS_MAX) {
		fprintf(stderr, "mailgen: %s: usage: %s <REQUESTS (JSON)\n", program, program);
		return USAGE;
	}
	for (i = 0; i < n; i++)
		ok &= start(&children[i], json_array_get(requests, i), serve);
	for (i = 0; i < n; i++)
		finish(&children[i]);
	json_decref(requests);
	return ok && !fflush(stdout) && !ferror(stdout) ? DONE : SYSTEM;
}
