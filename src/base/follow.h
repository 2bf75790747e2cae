#ifndef FOLLOW_H
#define FOLLOW_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* For a process that was just forked: it gets the signal when its parent ends, on Linux
 * (PR_SET_PDEATHSIG(2const); there, when the thread ends that forked). False when the
 * parent has ended before. It does what a signal handler may. */
static inline bool
follow(pid_t parent, int number)
{
#ifdef __linux__
	if (prctl(PR_SET_PDEATHSIG, number))
		return false;
#else
	(void)number;
#endif
	return getppid() == parent;
}

#endif
