/* Names, connections and lines, all within bounds of time and size.
 * Used by the other parts of probe. */
#include "helper/probe_net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/data.h"

bool
conn_failed(struct conn *c, const char *code, const char *why)
{
	c->code = code;
	snprintf(c->why, sizeof(c->why), "%s", why);
	return false;
}

bool
conn_wait(struct conn *c, bool for_writing)
{
	struct pollfd p = { c->fd, for_writing ? POLLOUT : POLLIN, 0 };
	long left = c->deadline - clock_ms();
	int n = 0;

	while (left > 0 && (n = poll(&p, 1, (int)left)) < 0 && errno == EINTR)
		left = c->deadline - clock_ms();
	if (n > 0)
		return true;
	return conn_failed(c, c->total ? "timeout" : "silent", "no answer in time");
}

/* One address; the error number, or 0. */
static int
connect_to(struct conn *c, const struct addrinfo *to)
{
	int error = 0;
	socklen_t size = sizeof(error);

	c->fd = socket(to->ai_family, SOCK_STREAM, 0);
	if (c->fd < 0 || fcntl(c->fd, F_SETFL, O_NONBLOCK) || fcntl(c->fd, F_SETFD, FD_CLOEXEC))
		return errno;
	if (!connect(c->fd, to->ai_addr, to->ai_addrlen))
		return 0;
	if (errno != EINPROGRESS)
		return errno;
	if (!conn_wait(c, true))
		return ETIMEDOUT;
	if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size))
		return errno;
	return error;
}

static void
tell_addresses(const struct addrinfo *list, json_t *facts)
{
	json_t *all = json_array();
	char text[NI_MAXHOST];

	for (; list && json_array_size(all) < 16; list = list->ai_next)
		if (!getnameinfo(list->ai_addr, list->ai_addrlen, text, sizeof(text),
		    NULL, 0, NI_NUMERICHOST))
			json_array_append_new(all, shown(text, strlen(text)));
	json_object_set_new(facts, "addresses", all);
}

/* Each address gets its share of the time, so that one that swallows
 * everything leaves some for the others. */
static bool
connect_any(struct conn *c, const struct addrinfo *list, long deadline)
{
	const struct addrinfo *to;
	int left = 0, error = 0;

	for (to = list; to; to = to->ai_next)
		left++;
	for (to = list; to; to = to->ai_next, left--) {
		c->deadline = clock_ms() + (deadline - clock_ms()) / left;
		error = connect_to(c, to);
		if (!error) {
			c->deadline = deadline;
			c->code = NULL;
			return true;
		}
		fd_close(&c->fd);
	}
	return conn_failed(c, "connect", strerror(error));
}

bool
conn_open(struct conn *c, const struct request *r, long deadline, json_t *facts)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
	char port[16];
	bool ok;
	int error;

	*c = (struct conn){ .fd = -1, .deadline = deadline };
	snprintf(port, sizeof(port), "%d", r->port);
	error = getaddrinfo(r->host, port, &hints, &list);
	if (error)
		return conn_failed(c, "resolve", gai_strerror(error));
	tell_addresses(list, facts);
	ok = connect_any(c, list, deadline);
	freeaddrinfo(list);
	return ok;
}

void
conn_close(struct conn *c)
{
	SSL_free(c->ssl);
	c->ssl = NULL;
	fd_close(&c->fd);
}

/* Some bytes, or -1 for the end and for errors; with TLS the library may want
 * either direction before it has any. */
static int
read_some(struct conn *c)
{
	ssize_t n;
	int error;

	for (;;) {
		if (c->ssl) {
			n = SSL_read(c->ssl, c->in, sizeof(c->in));
			if (n > 0)
				return (int)n;
			error = SSL_get_error(c->ssl, (int)n);
			if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
				break;
		} else {
			n = read(c->fd, c->in, sizeof(c->in));
			if (n > 0)
				return (int)n;
			error = SSL_ERROR_WANT_READ;
			if (!n || (errno != EAGAIN && errno != EINTR))
				break;
		}
		if (!conn_wait(c, error == SSL_ERROR_WANT_WRITE))
			return -1;
	}
	conn_failed(c, "closed", "the connection was closed");
	return -1;
}

static bool
fill(struct conn *c)
{
	int n;

	/* a server that never pauses is not stopped by the wait */
	if (clock_ms() >= c->deadline)
		return conn_failed(c, "timeout", "no end in time");
	n = read_some(c);
	if (n < 0)
		return false;
	c->at = 0;
	c->have = (size_t)n;
	c->total += (size_t)n;
	if (c->total > TOTAL_MAX_BYTES)
		return conn_failed(c, "flood", "it sends more than any dialogue needs");
	return true;
}

bool
conn_line(struct conn *c, struct line *l)
{
	char byte;

	for (l->len = 0; ; ) {
		if (c->at == c->have && !fill(c))
			return false;
		byte = c->in[c->at++];
		if (byte == '\n')
			break;
		if (l->len == LINE_MAX_BYTES)
			return conn_failed(c, "flood", "a line has no end");
		l->s[l->len++] = byte;
	}
	if (l->len && l->s[l->len - 1] == '\r')
		l->len--;
	l->s[l->len] = '\0';
	return true;
}

bool
conn_write(struct conn *c, const char *string)
{
	size_t len = strlen(string);
	ssize_t n;
	int error;

	while (len) {
		n = c->ssl ? SSL_write(c->ssl, string, (int)len)
			: write(c->fd, string, len);
		error = n > 0 ? SSL_ERROR_NONE : c->ssl
			? SSL_get_error(c->ssl, (int)n)
			: errno == EAGAIN || errno == EINTR ? SSL_ERROR_WANT_WRITE
			: SSL_ERROR_SYSCALL;
		if (n > 0) {
			string += n;
			len -= (size_t)n;
		} else if (error != SSL_ERROR_WANT_WRITE && error != SSL_ERROR_WANT_READ) {
			return conn_failed(c, "closed", "the connection was closed");
		} else if (!conn_wait(c, error == SSL_ERROR_WANT_WRITE)) {
			return false;
		}
	}
	return true;
}
