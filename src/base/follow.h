#ifndef FOLLOW_H
#define FOLLOW_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* For a process that was just forked: it is killed when its parent ends, on Linux
 * (PR_SET_PDEATHSIG(2const); there, when the thread ends that forked). False when the
 * parent has ended before. */
static inline bool
follow(pid_t parent)
{
#ifdef __linux__
	if (prctl(PR_SET_PDEATHSIG, SIGKILL))
		return false;
#endif
	return getppid() == parent;
}

#endif
