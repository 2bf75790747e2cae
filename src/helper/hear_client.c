/* The client that is heard: its terminal, what is typed there, its end.
 * Used by hear. */
#include "helper/hear_client.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 24, COLUMNS = 80, WORDS_MAX = 256 };

/* A program that has just shown its question may drop what was typed before it. */
static const struct timespec before_typing = { 0, 100000000 };

/* After fork. Its own session: the terminal is its, and signals go to it alone. */
static _Noreturn void
become(const json_t *command, int in, int out)
{
	const char *argv[WORDS_MAX + 1] = { NULL };
	size_t i, n = json_array_size(command);

	for (i = 0; i < n && i < WORDS_MAX; i++)
		argv[i] = json_string_value(json_array_get(command, i));
	if (in != out)
		setsid();
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
#ifdef CLOSE_RANGE_CLOEXEC
	close_range(STDERR_FILENO + 1, ~0U, 0);
#endif
	signal(SIGPIPE, SIG_DFL);
	if (argv[0])
		execvp(argv[0], (char *const *)argv);
	_exit(127);
}

bool
client_start(struct client *c, const json_t *command, const json_t *keys,
	const char *input)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLUMNS };
	int pipes[2], in;

	*c = (struct client){ .fd = -1, .keys = keys, .status = -1 };
	if (json_array_size(keys)) {
		setenv("TERM", "xterm", 1);
		c->pid = forkpty(&c->fd, NULL, NULL, &size);
		if (!c->pid)
			become(command, STDIN_FILENO, STDIN_FILENO);
	} else {
		in = open(input, O_RDONLY | O_CLOEXEC);
		if (in < 0 || pipe(pipes))
			return false;
		c->fd = pipes[0];
		c->pid = fork();
		if (!c->pid)
			become(command, in, pipes[1]);
		close(in);
		close(pipes[1]);
	}
	return c->pid > 0 && !fcntl(c->fd, F_SETFL, O_NONBLOCK);
}

static void
send_keys(struct client *c, const char *text)
{
	nanosleep(&before_typing, NULL);
	if (write(c->fd, text, strlen(text)) < 0) {
		/* it does not listen: then it is not heard, either */
	}
}

/* Keys wait for what is on the screen, or nothing; a text that never comes is passed
 * over when a later one does. */
static void
type(struct client *c)
{
	const json_t *step;
	size_t i;

	for (i = c->typed; i < json_array_size(c->keys); i++) {
		step = json_array_get(c->keys, i);
		if (!strstr(c->screen, json_string_value(json_array_get(step, 0))))
			continue;
		c->typed = i + 1;
		c->len = 0;
		c->screen[0] = '\0';
		send_keys(c, json_string_value(json_array_get(step, 1)));
		return;
	}
}

/* A byte of the screen: sequences that move the cursor or set colours (ECMA-48) are left
 * out, and what asks where the cursor is, is answered. */
static void
show(struct client *c, char byte)
{
	static const char where[] = "\033[1;1R";

	if (byte == '\033') {
		c->escape = true;
	} else if (c->escape) {
		c->escape = strchr("[]()?;=> 0123456789", byte) != NULL;
		if (byte == 'n')
			send_keys(c, where);
	} else if (byte >= ' ' || byte < 0 || byte == '\n') {
		if (c->len == SCREEN_MAX)
			c->len = 0;
		c->screen[c->len++] = byte;
		c->screen[c->len] = '\0';
	}
}

void
client_take(struct client *c)
{
	char bytes[4096];
	ssize_t n = read(c->fd, bytes, sizeof(bytes)), i;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		close(c->fd);
		c->fd = -1;
		return;
	}
	for (i = 0; i < n; i++) {
		show(c, bytes[i]);
		if (c->said_len == SAID_MAX) {
			memmove(c->said, c->said + SAID_MAX / 2, SAID_MAX / 2);
			c->said_len = SAID_MAX / 2;
		}
		c->said[c->said_len++] = bytes[i] ? bytes[i] : '?';
	}
	c->said[c->said_len] = '\0';
	if (json_array_size(c->keys))
		type(c);
}

bool
client_has_keys(const struct client *c)
{
	return c->typed < json_array_size(c->keys);
}

/* As the first process of its namespace this one is the parent of all that lost theirs. */
bool
client_is_over(struct client *c)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		if (pid == c->pid) {
			c->ended = true;
			c->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		}
	return pid < 0 && errno == ECHILD;
}
