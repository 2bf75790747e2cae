/* Runs another program within bounds: time, output, no network.
 * Used for clients that are asked what they read, password commands, helpers, sorting. */
#include "sys/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/data.h"
#include "base/follow.h"
#include "base/namespace.h"
#include "base/text.h"
#include "sys/signals.h"
#include "sys/write.h"

#ifdef __linux__
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#endif

enum { STARTED_ISOLATED = 1, STARTED_PLAIN = 2 };

#ifdef __linux__
/* Leaves the network; a client does without its loopback interface, too. */
static bool
isolate(void)
{
	bool left = namespace_leave(CLONE_NEWNET);

	if (left)
		namespace_loopback();
	return left;
}
#else
static bool
isolate(void)
{
	return false;
}
#endif

static bool
is_program(const char *path)
{
	struct stat st;

	return !access(path, X_OK) && !stat(path, &st) && S_ISREG(st.st_mode);
}

/* The full path of a program on PATH, written to out; NULL when there is none. */
static char *
find_program(const char *name, char *out, size_t size)
{
	const char *path = getenv("PATH"), *end;

	if (strchr(name, '/')) {
		snprintf(out, size, "%s", name);
		return is_program(out) ? out : NULL;
	}
	for (path = path ? path : "/usr/bin:/bin"; ; path = end + 1) {
		end = strchr(path, ':') ? strchr(path, ':') : path + strlen(path);
		if (end > path && snprintf(out, size, "%.*s/%s", (int)(end - path), path,
		    name) < (int)size && is_program(out))
			return out;
		if (!*end)
			return NULL;
	}
}

bool
process_exists(const char *name)
{
	char path[4096];

	return find_program(name, path, sizeof(path)) != NULL;
}

/* A file in memory that holds the bytes; it never has a name. -1: failed. */
static int
input_file(const char *bytes, size_t len)
{
	int fd;

	if (!bytes)
		return open("/dev/null", O_RDONLY | O_CLOEXEC);
#ifdef __linux__
	fd = memfd_create("input", MFD_CLOEXEC);
#else
	FILE *file = tmpfile();

	fd = file ? dup(fileno(file)) : -1;
	if (file)
		fclose(file);
#endif
	if (fd >= 0 && (!write_all(fd, bytes, len) || lseek(fd, 0, SEEK_SET))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Between fork and exec: signals are as a program expects them. */
static void
reset_signals(void)
{
	static const int changed[] = { SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXFSZ };
	sigset_t none;
	size_t i;

	for (i = 0; i < countof(changed); i++)
		signal(changed[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Closes all but standard input. */
static bool
close_all(void)
{
	int fd, last = (int)sysconf(_SC_OPEN_MAX);

#ifdef CLOSE_RANGE_CLOEXEC
	if (!close_range(1, ~0U, 0))
		return true;
#endif
	for (fd = 1; fd < last; fd++)
		close(fd);
	return true;
}

/* Starts a process that ends the program's process group at the end of the pipe, of which
 * mailgen has the other side and writes nothing: however mailgen ended, what the program
 * has started ends, too. It is no child of the program's, which may wait for all its own. */
static void
watch(int pipe)
{
	pid_t between = fork();
	char byte;

	if (between) {
		while (between > 0 && waitpid(between, NULL, 0) < 0 && errno == EINTR)
			;
		return;
	}
	if (!fork() && dup2(pipe, 0) == 0 && close_all()) {
		while (read(0, &byte, 1) < 0 && errno == EINTR)
			;
		kill(0, SIGKILL);
	}
	_exit(0);
}

/* The child's side; says through `started` how it went. */
static _Noreturn void
become(const struct process *p, pid_t parent, int alive, int out, int err, int started)
{
	char path[4096], how;
	int in = p->from ? p->from : input_file(p->input, p->input_len);
	int second = input_file(p->second, p->second_len);
	char *program = find_program(p->argv[0], path, sizeof(path));

	setpgid(0, 0);
	reset_signals();
	if (!follow(parent))
		_exit(127);
	if (p->heard || p->offline)
		watch(alive);
#ifdef __linux__
	/* nothing of /proc is ours otherwise (base/nodump.h), as isolate() needs */
	prctl(PR_SET_DUMPABLE, 1);
#endif
	how = p->offline && isolate() ? STARTED_ISOLATED : STARTED_PLAIN;
	if (!program || in < 0 || dup2(in, 0) < 0 || dup2(p->to ? p->to : out, 1) < 0
	    || (!p->heard && dup2(err, 2) < 0) || (p->folder && fchdir(p->folder))
	    || write(started, &how, 1) != 1)
		_exit(127);
	/* now that the other numbers are not needed any more */
	if (p->second && dup2(second, 3) < 0)
		_exit(127);
	execve(program, (char *const *)p->argv, p->env ? (char *const *)p->env : environ);
	_exit(127);
}

/* Reads what has come; false at the end of the stream. */
static bool
take(int fd, struct buf *to, size_t max, bool *too_much)
{
	char piece[16384];
	ssize_t n = read(fd, piece, sizeof(piece));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (to->len + (size_t)n > max)
		*too_much = true;
	else
		buf_add(to, piece, (size_t)n);
	wipe(piece, (size_t)n);         /* it may be a password */
	return n > 0;
}

/* Is the child in this state? Its exit status is left for reap(). */
static bool
is_now(pid_t pid, int state)
{
	siginfo_t info = { 0 };

	return !waitid(P_PID, (id_t)pid, &info, state | WNOHANG) && info.si_pid == pid;
}

/* Makes a process group the one that the terminal is for, from whichever we are in. */
static void
set_foreground(int tty, pid_t group)
{
	sigset_t set, before;

	sigemptyset(&set);
	sigaddset(&set, SIGTTOU);
	pthread_sigmask(SIG_BLOCK, &set, &before);
	tcsetpgrp(tty, group);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* A program that stopped as it asked something at the terminal gets it, when that is
 * ours to give and no other has it. */
static void
lend_terminal(pid_t pid)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty < 0)
		return;
	if (tcgetpgrp(tty) == getpgrp()) {
		set_foreground(tty, pid);
		kill(-pid, SIGCONT);
	}
	close(tty);
}

/* Takes the terminal back; true when it had been lent. */
static bool
take_terminal(pid_t pid)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	bool lent = tty >= 0 && tcgetpgrp(tty) == pid;

	if (lent)
		set_foreground(tty, getpgrp());
	fd_close(&tty);
	return lent;
}

/* Reads both streams until they end, the time is over or there is too much. One who is
 * heard may leave something running, which is not waited for: an agent that keeps keys. */
static void
collect(const struct process *p, pid_t pid, int out, int err, long end, struct process_result *r)
{
	struct pollfd fds[2] = { { out, POLLIN, 0 }, { err, POLLIN, 0 } };
	struct buf *to[2] = { &r->out, &r->err };
	int i;

	while ((fds[0].fd >= 0 || fds[1].fd >= 0) && !r->too_much && !signals_received()) {
		if (clock_ms() >= end) {
			r->timed_out = true;
			return;
		}
		/* short, as a signal may come just before the call */
		if (poll(fds, 2, 200) <= 0) {
			if (p->heard && is_now(pid, WEXITED | WNOWAIT))
				return;
			if (is_now(pid, WSTOPPED))
				lend_terminal(pid);
			continue;
		}
		for (i = 0; i < 2; i++)
			if (fds[i].fd >= 0 && fds[i].revents
			    && !take(fds[i].fd, to[i], p->output_max, &r->too_much))
				fds[i].fd = -1;
	}
}

/* Waits for the child, for as long as there is time, then ends its group. */
static void
reap(pid_t pid, bool kill_now, long end, struct process_result *r)
{
	static const struct timespec pause = { 0, 5000000 };
	int status = 0;
	pid_t got = 0;

	while (!kill_now && !signals_received() && !(got = waitpid(pid, &status, WNOHANG))
	    && clock_ms() < end)
		nanosleep(&pause, NULL);
	kill(-pid, SIGKILL);
	if (got != pid) {
		kill(pid, SIGKILL);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		r->timed_out |= !kill_now && !signals_received();
		take_terminal(pid);
		return;
	}
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	/* the user has ended what had the terminal, and meant this one */
	if (take_terminal(pid) && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
		raise(SIGINT);
}

/* The pipes between both sides: our end, the child's. */
enum { OUT, ERR, STARTED, ALIVE, PIPES };
enum { OURS, THEIRS };

static void
close_pipes(int pipes[PIPES][2], int which)
{
	int i;

	for (i = 0; i < PIPES; i++)
		fd_close(&pipes[i][which]);
}

static bool
make_pipes(int pipes[PIPES][2])
{
	int i, ours;

	for (i = 0; i < PIPES; i++)
		if (pipe2(pipes[i], O_CLOEXEC))
			return false;
	ours = pipes[ALIVE][1];
	pipes[ALIVE][THEIRS] = pipes[ALIVE][0];
	pipes[ALIVE][OURS] = ours;
	return true;
}

bool
process_run(const struct process *p, struct process_result *r)
{
	int pipes[PIPES][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 }, { -1, -1 } };
	long end = clock_ms() + (long)p->seconds * 1000;
	pid_t pid = -1, parent = getpid();
	char how = 0;

	*r = (struct process_result){ .status = -1 };
	if (!signals_try_defer()) {
		r->signal = signals_received();
		return true;
	}
	if (make_pipes(pipes) && !fflush(NULL))
		pid = fork();
	if (!pid)
		become(p, parent, pipes[ALIVE][THEIRS], pipes[OUT][THEIRS],
			pipes[ERR][THEIRS], pipes[STARTED][THEIRS]);
	close_pipes(pipes, THEIRS);
	if (pid > 0) {
		setpgid(pid, pid);
		if (read(pipes[STARTED][OURS], &how, 1) == 1)
			r->isolated = how == STARTED_ISOLATED;
		collect(p, pid, pipes[OUT][OURS], pipes[ERR][OURS], end, r);
		reap(pid, r->timed_out || r->too_much, end, r);
	}
	r->signal = signals_received();
	close_pipes(pipes, OURS);
	signals_resume();
	return pid > 0;
}

void
process_free(struct process_result *r)
{
	buf_free(&r->out);
	buf_free(&r->err);
}
