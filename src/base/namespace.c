/* Namespaces of Linux, which a process leaves for new ones.
 * Used where other programs run without a network, and by the helper program hear. */
#include "base/data.h"
#include "base/namespace.h"

#ifdef __linux__
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static bool
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	fd_close(&fd);
	return ok;
}

bool
namespace_leave(int what)
{
	unsigned uid = (unsigned)getuid(), gid = (unsigned)getgid();
	char uids[64], gids[64];

	if (!unshare(what))
		return true;
	snprintf(uids, sizeof(uids), "%u %u 1", uid, uid);
	snprintf(gids, sizeof(gids), "%u %u 1", gid, gid);
	return !unshare(what | CLONE_NEWUSER) && write_file("/proc/self/setgroups", "deny")
		&& write_file("/proc/self/uid_map", uids)
		&& write_file("/proc/self/gid_map", gids);
}

bool
namespace_loopback(void)
{
	struct ifreq request = { .ifr_name = "lo" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool ok;

	request.ifr_flags = IFF_UP;
	ok = fd >= 0 && !ioctl(fd, SIOCSIFFLAGS, &request);
	fd_close(&fd);
	return ok;
}
#endif
