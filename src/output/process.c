/* Runs another program within bounds: time, output, no network.
 * Used by read-back to ask a client what it read. */
#include "output/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "output/write.h"

#ifdef __linux__
#include <net/if.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#endif

enum { STARTED_ISOLATED = 1, STARTED_PLAIN = 2 };

#ifdef __linux__
static void
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, text, strlen(text)) < 0) {
		/* a map that was not taken shows when the program runs */
	}
	close(fd);
}

/* Brings up the loopback interface of a new network namespace. */
static void
loopback_up(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return;
	request.ifr_flags = IFF_UP;
	ioctl(fd, SIOCSIFFLAGS, &request);
	close(fd);
}

/* Leaves the network: directly with the right to, else in a user namespace
 * where this user stays this user (user_namespaces(7)). */
static bool
isolate(void)
{
	unsigned uid = (unsigned)getuid(), gid = (unsigned)getgid();
	char map[64];

	if (unshare(CLONE_NEWNET)) {
		if (unshare(CLONE_NEWUSER | CLONE_NEWNET))
			return false;
		write_file("/proc/self/setgroups", "deny");
		snprintf(map, sizeof(map), "%u %u 1", uid, uid);
		write_file("/proc/self/uid_map", map);
		snprintf(map, sizeof(map), "%u %u 1", gid, gid);
		write_file("/proc/self/gid_map", map);
	}
	loopback_up();
	return true;
}
#else
static bool
isolate(void)
{
	return false;
}
#endif

char *
process_find(const char *name, char *out, size_t size)
{
	const char *path = getenv("PATH"), *end;

	if (strchr(name, '/')) {
		snprintf(out, size, "%s", name);
		return access(out, X_OK) ? NULL : out;
	}
	for (path = path ? path : "/usr/bin:/bin"; ; path = end + 1) {
		end = strchr(path, ':') ? strchr(path, ':') : path + strlen(path);
		if (end > path && snprintf(out, size, "%.*s/%s", (int)(end - path), path,
		    name) < (int)size && !access(out, X_OK))
			return out;
		if (!*end)
			return NULL;
	}
}

bool
process_exists(const char *name)
{
	char path[4096];

	return process_find(name, path, sizeof(path)) != NULL;
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
	if (fd >= 0 && (!write_all(fd, bytes, len)
	    || lseek(fd, 0, SEEK_SET))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* A variable, as in ending.c: a signal handler has no other way to say what it
 * caught. */
static volatile sig_atomic_t caught;

static void
catch(int signal)
{
	caught = signal;
}

static const int ending[] = { SIGHUP, SIGINT, SIGTERM };

/* The child's side; says through `started` how it went. */
static _Noreturn void
become(const struct process *p, int out, int err, int started)
{
	char path[4096], how;
	size_t i;
	int in = input_file(p->input, p->input_len);
	int second = input_file(p->second, p->second_len);
	char *program = process_find(p->argv[0], path, sizeof(path));

	setpgid(0, 0);
	for (i = 0; i < countof(ending); i++)
		signal(ending[i], SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	how = p->offline && isolate() ? STARTED_ISOLATED : STARTED_PLAIN;
	if (!program || in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0
	    || dup2(err, 2) < 0 || (p->dir && chdir(p->dir))
	    || write(started, &how, 1) != 1)
		_exit(127);
	/* now that the other numbers are not needed any more */
	if (p->second && dup2(second, 3) < 0)
		_exit(127);
	execve(program, (char *const *)p->argv, (char *const *)p->env);
	_exit(127);
}

static void
catch_signals(struct sigaction before[])
{
	struct sigaction action = { .sa_handler = catch };
	size_t i;

	caught = 0;
	sigemptyset(&action.sa_mask);
	for (i = 0; i < countof(ending); i++) {
		sigaction(ending[i], &action, &before[i]);
		if (before[i].sa_handler == SIG_IGN)
			sigaction(ending[i], &before[i], NULL);
	}
}

static void
release_signals(const struct sigaction before[])
{
	size_t i;

	for (i = 0; i < countof(ending); i++)
		sigaction(ending[i], &before[i], NULL);
}

/* Takes what is there; false at the end of the stream. */
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
	return n > 0;
}

/* Reads both streams until they end, the time is over or there is too much. */
static void
collect(const struct process *p, int out, int err, struct process_result *r)
{
	struct pollfd fds[2] = { { out, POLLIN, 0 }, { err, POLLIN, 0 } };
	struct buf *to[2] = { &r->out, &r->err };
	long end = clock_ms() + (long)p->seconds * 1000;
	int i;

	while ((fds[0].fd >= 0 || fds[1].fd >= 0) && !r->too_much && !caught) {
		if (clock_ms() >= end) {
			r->timed_out = true;
			return;
		}
		/* short, as a signal may come just before the call */
		if (poll(fds, 2, 200) <= 0)
			continue;
		for (i = 0; i < 2; i++)
			if (fds[i].fd >= 0 && fds[i].revents
			    && !take(fds[i].fd, to[i], p->output_max, &r->too_much))
				fds[i].fd = -1;
	}
}

/* Waits for the child, for as long as there is time, then ends its group. */
static void
reap(pid_t pid, bool kill_now, unsigned seconds, struct process_result *r)
{
	static const struct timespec pause = { 0, 5000000 };
	long end = clock_ms() + (long)seconds * 1000;
	int status = 0;
	pid_t got = 0;

	while (!kill_now && !caught && !(got = waitpid(pid, &status, WNOHANG)) && clock_ms() < end)
		nanosleep(&pause, NULL);
	kill(-pid, SIGKILL);
	if (got != pid) {
		kill(pid, SIGKILL);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		r->status = -1;
		r->timed_out |= !kill_now && !caught;
		return;
	}
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
close_pipes(int pipes[3][2], int which)
{
	int i;

	for (i = 0; i < 3; i++)
		if (pipes[i][which] >= 0)
			close(pipes[i][which]);
}

bool
process_run(const struct process *p, struct process_result *r)
{
	int pipes[3][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 } }, i;
	struct sigaction before[countof(ending)];
	char how = 0;
	pid_t pid;

	*r = (struct process_result){ .status = -1 };
	for (i = 0; i < 3; i++)
		if (pipe(pipes[i])) {
			close_pipes(pipes, 0);
			close_pipes(pipes, 1);
			return false;
		}
	for (i = 0; i < 3; i++) {
		fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
		fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
	}
	fflush(NULL);
	catch_signals(before);
	pid = fork();
	if (!pid)
		become(p, pipes[0][1], pipes[1][1], pipes[2][1]);
	close_pipes(pipes, 1);
	if (pid > 0) {
		setpgid(pid, pid);
		if (read(pipes[2][0], &how, 1) == 1)
			r->isolated = how == STARTED_ISOLATED;
		collect(p, pipes[0][0], pipes[1][0], r);
		reap(pid, r->timed_out || r->too_much, p->seconds, r);
	}
	release_signals(before);
	r->signal = caught;
	close_pipes(pipes, 0);
	return pid > 0;
}

void
process_free(struct process_result *r)
{
	buf_free(&r->out);
	buf_free(&r->err);
}
