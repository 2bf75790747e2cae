#ifndef NODUMP_H
#define NODUMP_H

#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* No password shall get into a file when this program crashes. The limit is for files
 * (setrlimit(2)), the other for programs that core dumps are piped to (core(5)), which
 * the limit does not keep away; no other program of this user can read its memory then. */
static inline void
no_dump(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0);
#endif
}

#endif
