/* Programs that run beside this one: pipes, statuses, words, their end. */
#include "sys/child.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "sys/write.h"

static const char *const environment[] = { "LC_ALL=C", "KNOWN=yes", NULL };

/* Starts a line of sh; fails the test when that is not possible. */
static struct child
start(const char *line, int input, int output)
{
	const char *const argv[] = { "sh", "-c", line, NULL };
	struct child_plan plan = { argv, environment, input, output };
	struct child c;

	assert_true(child_open(&c, &plan));
	return c;
}

static void
read_to_end(int fd, struct buf *out)
{
	char piece[4096];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) > 0)
		buf_add(out, piece, (size_t)n);
	buf_add(out, "", 0);
}

static void
reads_what_it_says(void **state)
{
	struct buf out = { 0 }, said = { 0 };
	struct child c = start("echo $KNOWN $HOME; echo first >&2; echo second >&2; exit 3",
		CHILD_NOTHING, CHILD_PIPE);

	(void)state;
	read_to_end(c.fd, &out);
	assert_int_equal(child_close(&c, &said), 3);
	assert_string_equal(out.s, "yes\n");
	assert_string_equal(said.s, "first");
	buf_free(&out);
	buf_free(&said);
}

static void
says_what_it_reads(void **state)
{
	FILE *file = tmpfile();
	struct buf out = { 0 }, said = { 0 };
	struct child c = start("tr a-c A-C", CHILD_PIPE, fileno(file));

	(void)state;
	assert_true(write_all(c.fd, "abcd", 4));
	assert_int_equal(child_close(&c, &said), 0);
	assert_null(said.s);
	rewind(file);
	read_to_end(fileno(file), &out);
	assert_string_equal(out.s, "ABCd");
	fclose(file);
	buf_free(&out);
}

/* Only the streams: none of ours is open in the child. */
static void
has_no_other_descriptors(void **state)
{
	struct buf out = { 0 }, said = { 0 };
	struct child other, c;
	int fd;

	(void)state;
	for (fd = 3; fd < 10; fd++)     /* what this test was started with */
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	other = start("cat", CHILD_PIPE, CHILD_NOTHING);
	c = start("for n in 3 4 5 6 7 8 9; do"
		" (: <&$n) 2>/dev/null && echo $n; done; echo end",
		CHILD_NOTHING, CHILD_PIPE);
	read_to_end(c.fd, &out);
	assert_string_equal(out.s, "end\n");
	assert_int_equal(child_close(&c, &said), 0);
	assert_int_equal(child_close(&other, &said), 0);
	buf_free(&out);
}

/* More words than a pipe holds keep neither side waiting. */
static void
bounds_its_words(void **state)
{
	struct buf out = { 0 }, said = { 0 };
	struct child c = start("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo end",
		CHILD_NOTHING, CHILD_PIPE);

	(void)state;
	read_to_end(c.fd, &out);
	assert_string_equal(out.s, "end\n");
	child_close(&c, &said);
	assert_int_equal(said.len, 512);
	buf_free(&out);
	buf_free(&said);
}

static void
cannot_start(void **state)
{
	static const char *const nowhere[] = { "/nonexistent/program", NULL };
	static const char *const no_program[] = { "/etc/passwd", NULL };
	struct child_plan plan = { nowhere, environment, CHILD_PIPE, CHILD_NOTHING };
	struct child c;

	(void)state;
	assert_false(child_open(&c, &plan));
	assert_int_equal(errno, ENOENT);
	plan.argv = no_program;
	assert_false(child_open(&c, &plan));
	assert_int_equal(c.fd, -1);
}

static void
tells_of_a_signal(void **state)
{
	struct buf said = { 0 };
	struct child c = start("kill -9 $$", CHILD_PIPE, CHILD_NOTHING);

	(void)state;
	assert_int_equal(child_close(&c, &said), -1);
}

/* A child that would go on for ever, and one that does not want to end. */
static void
stops(void **state)
{
	static const char *const lines[] = {
		"exec sleep 1000", "trap '' TERM; echo up; while :; do sleep 0.1; done",
	};
	struct child c;
	size_t i;
	char up;

	(void)state;
	for (i = 0; i < 2; i++) {
		c = start(lines[i], CHILD_NOTHING, CHILD_PIPE);
		if (i)
			assert_int_equal(read(c.fd, &up, 1), 1);
		child_stop(&c);
		assert_int_equal(kill((pid_t)c.pid, 0), -1);
		assert_int_equal(errno, ESRCH);
	}
}

#ifdef __linux__
/* When a parent is killed its child ends too. */
static void
dies_with_its_parent(void **state)
{
	int pids[2], said[2];
	struct child c;
	struct buf out = { 0 };
	long pid = 0;
	pid_t parent;

	(void)state;
	assert_int_equal(pipe(pids), 0);
	assert_int_equal(pipe(said), 0);
	parent = fork();
	if (!parent) {
		/* the child holds the writing end of `said` for as long as it lives */
		c = start("exec sleep 1000", CHILD_PIPE, said[1]);
		(void)!write(pids[1], &c.pid, sizeof(c.pid));
		for (;;)
			pause();
	}
	close(said[1]);
	assert_int_equal(read(pids[0], &pid, sizeof(pid)), sizeof(pid));
	assert_int_equal(kill((pid_t)pid, 0), 0);
	kill(parent, SIGKILL);
	assert_int_equal(waitpid(parent, NULL, 0), parent);
	read_to_end(said[0], &out);
	assert_int_equal(out.len, 0);
	close(said[0]);
	close(pids[0]);
	close(pids[1]);
	buf_free(&out);
}
#endif

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_it_says),
		cmocka_unit_test(says_what_it_reads),
		cmocka_unit_test(has_no_other_descriptors),
		cmocka_unit_test(bounds_its_words),
		cmocka_unit_test(cannot_start),
		cmocka_unit_test(tells_of_a_signal),
		cmocka_unit_test(stops),
#ifdef __linux__
		cmocka_unit_test(dies_with_its_parent),
#endif
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
