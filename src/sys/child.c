/* Runs another program beside this one, with a pipe to it or from it.
 * Used for sorting. */
#include "sys/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/follow.h"
#include "base/text.h"
#include "sys/process.h"

/* A pipe that no other program gets, on descriptors that are no standard streams
 * even where those are closed. False with errno set. */
static bool
make_pipe(int ends[2])
{
	int i, low;

#ifdef __linux__
	if (pipe2(ends, O_CLOEXEC))
		return false;
#else
	if (pipe(ends))
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
	for (i = 0; i < 2; i++)
		if (ends[i] <= STDERR_FILENO) {
			low = ends[i];
			ends[i] = fcntl(low, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
			close(low);
		}
	return ends[0] >= 0 && ends[1] >= 0;
}

static void
close_pair(const int ends[2])
{
	int i;

	for (i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
}

/* Everything between the two sides. */
struct birth {
	const struct child_plan *plan;
	char program[4096];
	int stream[2], words[2], failure[2];    /* pipes: reading end, writing end */
	pid_t parent;
};

static bool
make_pipes(struct birth *b)
{
	int *const pairs[] = { b->stream, b->words, b->failure };
	size_t i;

	for (i = 0; i < countof(pairs); i++)
		if (!make_pipe(pairs[i]))
			return false;
	/* more words than the pipe holds are lost: they must not stop the child,
	 * nor us when a child of the child still has its end */
	return fcntl(b->words[0], F_SETFL, O_NONBLOCK) >= 0
		&& fcntl(b->words[1], F_SETFL, O_NONBLOCK) >= 0;
}

static void
close_pipes(const struct birth *b)
{
	close_pair(b->stream);
	close_pair(b->words);
	close_pair(b->failure);
}

/* From here to the end of become() the child may only do what a signal
 * handler may: another thread may have held any lock. */
static bool
settle(int from, int to)
{
	if (from == CHILD_NOTHING)
		from = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (from == to)
		return !fcntl(from, F_SETFD, 0);
	return from >= 0 && dup2(from, to) == to;
}

static _Noreturn void
become(const struct birth *b)
{
	const struct child_plan *p = b->plan;
	int in = p->input == CHILD_PIPE ? b->stream[0] : p->input;
	int out = p->output == CHILD_PIPE ? b->stream[1] : p->output;
	int error;

	process_reset();
	/* SIGTERM: a program that has temporary files can clear them away */
	if (follow(b->parent, SIGTERM) && settle(in, 0) && settle(out, 1)
	    && settle(b->words[1], 2))
		execve(b->program, (char *const *)p->argv, (char *const *)p->env);
	error = errno;
	if (write(b->failure[1], &error, sizeof(error)) < 0) {
		/* the parent is gone, and nobody wants to know */
	}
	_exit(127);
}

/* The child's errno when it could not become the program, else 0. */
static int
wait_for_start(int fd)
{
	int error = 0;
	ssize_t n;

	do
		n = read(fd, &error, sizeof(error));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(error) ? error : 0;
}

/* Waits for the end of a child; its status as waitpid gives it. */
static int
wait_for_end(long pid)
{
	int status = -1;

	while (waitpid((pid_t)pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* The parent's side: keeps its ends of the pipes. */
static int
started(struct child *c, struct birth *b, pid_t pid)
{
	int ours = b->plan->input == CHILD_PIPE, error;

	*c = (struct child){ .pid = pid, .fd = b->stream[ours],
		.words = b->words[0] };
	b->stream[ours] = b->words[0] = -1;
	close(b->failure[1]);
	b->failure[1] = -1;
	error = wait_for_start(b->failure[0]);
	if (error) {
		wait_for_end(pid);
		close(c->fd);
		close(c->words);
	}
	return error;
}

bool
child_open(struct child *c, const struct child_plan *p)
{
	struct birth b = { .plan = p, .stream = { -1, -1 }, .words = { -1, -1 },
		.failure = { -1, -1 }, .parent = getpid() };
	pid_t pid = -1;
	int error = 0;

	*c = (struct child){ .fd = -1, .words = -1 };
	if (!process_find(p->argv[0], b.program, sizeof(b.program))) {
		errno = ENOENT;
		return false;
	}
	if (make_pipes(&b))
		pid = fork();
	if (!pid)
		become(&b);
	error = pid < 0 ? errno : started(c, &b, pid);
	close_pipes(&b);
	if (error)
		*c = (struct child){ .fd = -1, .words = -1 };
	errno = error;
	return !error;
}

/* The first line in the pipe, which never keeps us waiting. */
static void
take_words(int fd, struct buf *said)
{
	char piece[512];
	const char *end;
	ssize_t n;

	do
		n = read(fd, piece, sizeof(piece));
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return;
	end = memchr(piece, '\n', (size_t)n);
	buf_add(said, piece, end ? (size_t)(end - piece) : (size_t)n);
}

static void
hang_up(struct child *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
}

int
child_close(struct child *c, struct buf *said)
{
	int status;

	hang_up(c);
	status = wait_for_end(c->pid);
	take_words(c->words, said);
	close(c->words);
	return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Has it ended within a second? */
static bool
ends_soon(long pid)
{
	static const struct timespec pause = { 0, 5000000 };
	int i, status;

	for (i = 0; i < 200; i++) {
		if (waitpid((pid_t)pid, &status, WNOHANG))
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

void
child_stop(struct child *c)
{
	hang_up(c);
	kill((pid_t)c->pid, SIGTERM);
	if (!ends_soon(c->pid)) {
		kill((pid_t)c->pid, SIGKILL);
		wait_for_end(c->pid);
	}
	close(c->words);
}
