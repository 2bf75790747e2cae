/* Kills the program before the nth call that changes a folder (DIE_AT).
 * Preloaded by tests/program/kill. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static void
step(void)
{
	static long n;
	const char *at = getenv("DIE_AT");

	if (at && ++n == atol(at))
		kill(getpid(), SIGKILL);
}

#define STEP(name, parameters, arguments) \
	int name parameters \
	{ \
		int (*real) parameters; \
		*(void **)&real = dlsym(RTLD_NEXT, #name); \
		step(); \
		return real arguments; \
	}

STEP(renameat2, (int from, const char *old, int to, const char *new, unsigned flags),
	(from, old, to, new, flags))
STEP(linkat, (int from, const char *old, int to, const char *new, int flags),
	(from, old, to, new, flags))
STEP(unlinkat, (int at, const char *name, int flags), (at, name, flags))
STEP(mkdirat, (int at, const char *name, mode_t mode), (at, name, mode))
STEP(fchmod, (int fd, mode_t mode), (fd, mode))
STEP(fsync, (int fd), (fd))
