/* A place of its own for the client: a network where every address is this machine,
 * and mounts that nobody else sees.
 * Used by hear. */
#include "helper/hear_place.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "base/data.h"
#include "base/namespace.h"

enum { OPENED_MAX = 16 };

/* ---- namespaces ---- */

bool
place_leave(void)
{
	return namespace_leave(CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID)
		&& !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

void
place_proc(void)
{
	if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)) {
		/* one of outside does, too: processes are only numbered differently */
	}
}

/* ---- network ---- */

/* `ip route add local 0.0.0.0/0 dev lo`, or ::/0 */
static bool
route(int fd, unsigned char family, unsigned lo)
{
	struct {
		struct nlmsghdr head;
		struct rtmsg route;
		struct rtattr attribute;
		unsigned lo;
	} request = {
		.head = { .nlmsg_len = sizeof(request), .nlmsg_type = RTM_NEWROUTE,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK },
		.route = { .rtm_family = family, .rtm_table = RT_TABLE_LOCAL,
			.rtm_protocol = RTPROT_BOOT, .rtm_scope = RT_SCOPE_HOST,
			.rtm_type = RTN_LOCAL },
		.attribute = { sizeof(request.attribute) + sizeof(request.lo), RTA_OIF },
		.lo = lo,
	};
	struct { struct nlmsghdr head; struct nlmsgerr error; } answer = { 0 };

	if (send(fd, &request, sizeof(request), 0) < 0
	    || recv(fd, &answer, sizeof(answer), 0) < (ssize_t)sizeof(answer.head))
		return false;
	errno = answer.head.nlmsg_type == NLMSG_ERROR ? -answer.error.error : 0;
	return !errno;
}

/* Without IPv6 in the kernel there is no way to lead. */
bool
place_network(void)
{
	int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	bool ok = netlink >= 0 && namespace_loopback()
		&& route(netlink, AF_INET, if_nametoindex("lo"));

	if (ok)
		route(netlink, AF_INET6, if_nametoindex("lo"));
	fd_close(&netlink);
	return ok;
}

int
place_watch(void)
{
	return socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ALL));
}

/* A packet is seen on its way out and on its way in: once is enough. */
bool
place_attempt(int watch, char *address, size_t size, int *port)
{
	union { struct ip v4; struct ip6_hdr v6; unsigned char bytes[128]; } p;
	struct sockaddr_ll from = { 0 };
	socklen_t len = sizeof(from);
	struct tcphdr tcp;
	size_t head;
	ssize_t n = recvfrom(watch, &p, sizeof(p), 0, (struct sockaddr *)&from, &len);
	bool six;

	if (n < (ssize_t)sizeof(p.v4) || from.sll_pkttype == PACKET_OUTGOING)
		return false;
	six = p.v4.ip_v == 6;
	head = six ? sizeof(p.v6) : (size_t)p.v4.ip_hl * 4;
	if ((six ? p.v6.ip6_nxt : p.v4.ip_p) != IPPROTO_TCP || (size_t)n < head + sizeof(tcp))
		return false;
	memcpy(&tcp, p.bytes + head, sizeof(tcp));
	*port = ntohs(tcp.th_dport);
	inet_ntop(six ? AF_INET6 : AF_INET, six ? (void *)&p.v6.ip6_dst : (void *)&p.v4.ip_dst,
		address, (socklen_t)size);
	return (tcp.th_flags & (TH_SYN | TH_ACK)) == TH_SYN;
}

/* ---- mounts ---- */

static bool
is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* Puts a folder where we may write in front of the one that is there, with all that
 * this has. */
static bool
open_up(const char *folder, const char *room)
{
	char upper[PATH_MAX], work[PATH_MAX], options[2 * PATH_MAX + 64];
	static unsigned number;
	int here = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	snprintf(upper, sizeof(upper), "%s/room%u", room, number++);
	ok = here >= 0 && !mkdir(upper, 0700) && !mount("none", upper, "tmpfs", 0, "mode=0755")
		&& snprintf(work, sizeof(work), "%s/work", upper) < (int)sizeof(work)
		&& !mkdir(work, 0755) && strlen(upper) + 6 < sizeof(upper)
		&& !mkdir(strcat(upper, "/upper"), 0755) && !chdir(folder);
	/* a path of any bytes would have to be escaped */
	snprintf(options, sizeof(options), "lowerdir=.,upperdir=%s,workdir=%s", upper, work);
	ok = ok && !mount("overlay", folder, "overlay", 0, options);
	if (here >= 0 && (fchdir(here) || close(here)))
		return false;
	return ok;
}

/* The folders that were opened up. */
static char opened[OPENED_MAX][PATH_MAX];
static size_t nopened;

/* Is the folder in one of them? A second one in front would hide what was put there. */
static bool
is_open(const char *folder)
{
	size_t i, len;

	for (i = 0; i < nopened; i++) {
		len = strlen(opened[i]);
		if (!strncmp(opened[i], folder, len) && strchr("/", folder[len]))
			return true;
	}
	return false;
}

/* Makes the folders above a path; the first one that is not there goes into one that is
 * opened up. */
static bool
make_way(const char *where, const char *room)
{
	char path[PATH_MAX], *slash;

	if (snprintf(path, sizeof(path), "%s", where) >= (int)sizeof(path))
		return false;
	for (slash = strrchr(path, '/'); slash && slash > path; slash = strrchr(path, '/')) {
		*slash = '\0';
		if (is_folder(path))
			break;
	}
	if (!slash || slash == path) {
		errno = ENOENT;
		return false;
	}
	if (!is_open(path)) {
		if (nopened == OPENED_MAX || !open_up(path, room))
			return false;
		strcpy(opened[nopened++], path);
	}
	for (; (slash = path + strlen(path)), strcmp(path, where); ) {
		strcpy(path, where);
		path[(slash - path) + 1 + (long)strcspn(where + (slash - path) + 1, "/")] = '\0';
		if (strcmp(path, where) && mkdir(path, 0755))
			return false;
	}
	return true;
}

bool
place_make(const char *where, const char *like, const char *room)
{
	struct stat st;
	int fd;

	if (!stat(where, &st))
		return true;
	if (!make_way(where, room))
		return false;
	if (is_folder(like))
		return !mkdir(where, 0755);
	/* not where a link leads, which may be a folder of the user's */
	fd = open(where, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	return fd >= 0 && !close(fd);
}

bool
place_put(const char *what, const char *where)
{
	return !mount(what, where, NULL, MS_BIND | MS_REC, NULL);
}

bool
place_text(const char *folder, const char *name, const char *text, const char *where)
{
	char path[PATH_MAX];
	int fd;
	bool ok;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	fd_close(&fd);
	return ok && (access(where, F_OK) || place_put(path, where));
}
