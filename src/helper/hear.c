/* hear <REQUEST: runs a mail client where all its servers are this program, and tells
 * what they heard. Run by mailgen, which does without OpenSSL itself.
 *
 * The request is a JSON object, and so is the answer: see struct hearing and main. The
 * client gets the files that it would have, for servers of their real names and ports:
 * in a network, mounts and processes of its own every address is this machine, every
 * name of the account leads to it, and a throw-away authority is where the account's,
 * or the system's, is. */

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/data.h"
#include "base/follow.h"
#include "base/nodump.h"
#include "base/text.h"
#include "helper/hear_client.h"
#include "helper/hear_dialects.h"
#include "helper/hear_identity.h"
#include "helper/hear_place.h"

enum { DONE = 0, USAGE = 2, SYSTEM = 4 };
enum { SERVERS_MAX = 2, CONNECTIONS_MAX = 64, SECONDS_MAX = 600 };

/* How long to wait: for a client to begin with TLS where that is meant, and where it is
 * not; for one that has said all, for one that has keys to come or is refused, for all to
 * end after it. */
enum { TLS_MS = 2000, NO_TLS_MS = 50, WHOLE_MS = 2000, REFUSED_MS = 3000, OPEN_MS = 1000,
	TICK_MS = 20 };

struct hearing {
	struct arena *arena;
	const json_t *request;
	struct hall hall;
	struct server servers[SERVERS_MAX];
	int listeners[SERVERS_MAX], watch;
	char addresses[SERVERS_MAX][NI_MAXHOST];
	size_t n;
	char *folder;                   /* for the files of this run */
	bool refuses;                   /* nothing is meant to be heard to its end */
	struct client client;
	json_t *elsewhere;
};

static const char *
text(const json_t *from, const char *name)
{
	const char *s = json_string_value(json_object_get(from, name));

	return s ? s : "";
}

static _Noreturn void
fail(const char *what)
{
	json_t *answer = json_pack("{ss ss}", "failed", what, "why", strerror(errno));

	json_dumpf(answer, stdout, JSON_COMPACT);
	fflush(stdout);
	_exit(DONE);
}

/* ---- the place ---- */

/* Where systems have their authorities, besides the folder of OpenSSL's. */
static const char system_folder[] = "/etc/ssl/certs";
static const char *const bundles[] = {
	"/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
};

static const char *
in_folder(struct hearing *h, const char *name)
{
	return arena_printf(h->arena, "%s/%s", h->folder, name);
}

/* The throw-away authority is the only one that the system knows. A client of root's that
 * goes on as another user can read it there, but not in the private folder. */
static void
trust_system(struct hearing *h, const char *hash)
{
	const char *certs = in_folder(h, "certs"), *ca = in_folder(h, "ca.pem");
	bool has_folder = !access(system_folder, F_OK);
	size_t i;

	if (mkdir(certs, 0755) || link(ca, in_folder(h, "certs/ca-certificates.crt"))
	    || link(ca, arena_printf(h->arena, "%s/%s", certs, hash)))
		fail(certs);
	if (chmod(certs, 0755) || chmod(ca, 0644))
		fail(certs);
	if (has_folder && !place_put(certs, system_folder))
		fail(system_folder);
	for (i = 0; i < countof(bundles); i++)
		if (!access(bundles[i], F_OK) && !place_put(ca, bundles[i]))
			fail(bundles[i]);
	setenv("SSL_CERT_FILE", has_folder ? "/etc/ssl/certs/ca-certificates.crt" : ca, 1);
	setenv("SSL_CERT_DIR", has_folder ? system_folder : certs, 1);
}

/* A list of the request: which file of ours is in the place of each. */
static void
add_places(struct hearing *h, json_t *places, const char *list, const char *what)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(h->request, list), i, one)
		json_array_append_new(places, json_pack("[Os]", one, in_folder(h, what)));
}

/* All places are made before anything is put into one. */
static void
put_files(struct hearing *h, const char *hash)
{
	json_t *places = json_deep_copy(json_object_get(h->request, "mounts"));
	const json_t *one;
	const char *where, *what;
	size_t i, n;
	bool made = false;

	add_places(h, places, "trusted", "ca.pem");
	add_places(h, places, "certificates", "client.pem");
	n = json_array_size(places);
	do {
		for (i = 0; i < n; i++) {
			one = json_array_get(places, i);
			where = json_string_value(json_array_get(one, 0));
			what = json_string_value(json_array_get(one, 1));
			if (made ? !place_put(what, where)
			    : !place_make(where, what, h->folder))
				fail(where);
		}
		made = !made;
	} while (made);
	if (!json_array_size(json_object_get(h->request, "trusted")))
		trust_system(h, hash);
	json_decref(places);
}

/* A client may know this name by itself (RFC 6761, 6.3). */
static bool
is_localhost(const char *host)
{
	return !strcasecmp(host, "localhost");
}

/* Each name of a host has an address of its own, so that it is known which was meant;
 * nothing else has a name. */
static void
name_hosts(struct hearing *h)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST }, *literal;
	const char *hosts;
	char own[256] = "";
	size_t i, k;

	gethostname(own, sizeof(own) - 1);
	hosts = arena_printf(h->arena, "127.0.0.1 localhost %s\n::1 localhost\n", own);
	for (i = 0; i < h->n; i++) {
		for (k = 0; strcasecmp(h->servers[k].host, h->servers[i].host); )
			k++;
		if (!getaddrinfo(h->servers[i].host, NULL, &hints, &literal)) {
			getnameinfo(literal->ai_addr, literal->ai_addrlen, h->addresses[i],
				NI_MAXHOST, NULL, 0, NI_NUMERICHOST);
			freeaddrinfo(literal);
			continue;
		}
		if (is_localhost(h->servers[i].host)) {
			snprintf(h->addresses[i], NI_MAXHOST, "127.0.0.1");
			continue;
		}
		snprintf(h->addresses[i], NI_MAXHOST, "127.0.1.%zu", k + 1);
		hosts = arena_printf(h->arena, "%s%s %s\n", hosts, h->addresses[i],
			h->servers[i].host);
	}
	if (!place_text(h->folder, "hosts", hosts, "/etc/hosts")
	    || !place_text(h->folder, "resolv.conf", "", "/etc/resolv.conf")
	    || !place_text(h->folder, "nsswitch.conf", "passwd: files\ngroup: files\n"
	    "hosts: files\n", "/etc/nsswitch.conf"))
		fail("mount");
}

/* A client may take its home folder from the list of users, whatever HOME is: there it is
 * the private one as well. */
static void
move_home(struct hearing *h)
{
	const char *home = getenv("HOME");
	FILE *list = fopen("/etc/passwd", "re");
	struct buf out = { 0 };
	const struct passwd *p;

	while (list && home && (p = fgetpwent(list)))
		buf_printf(&out, "%s:%s:%u:%u:%s:%s:%s\n", p->pw_name, p->pw_passwd,
			(unsigned)p->pw_uid, (unsigned)p->pw_gid, p->pw_gecos,
			p->pw_uid == getuid() ? home : p->pw_dir, p->pw_shell);
	if (list)
		fclose(list);
	if (out.len && !place_text(h->folder, "passwd", out.s, "/etc/passwd"))
		fail("/etc/passwd");
	buf_free(&out);
}

static void
make_place(struct hearing *h)
{
	const char *hosts[SERVERS_MAX];
	struct identity id;
	size_t i;

	h->folder = arena_printf(h->arena, "%s/hear-XXXXXX", text(h->request, "folder"));
	if (!mkdtemp(h->folder) || chmod(h->folder, 0755))
		fail("folder");
	for (i = 0; i < h->n; i++)
		hosts[i] = h->servers[i].host;
	errno = 0;
	if (!identity_make(h->arena, &id, hosts, h->n, json_is_true(json_object_get(h->request,
	    "stranger")), in_folder(h, "ca.pem"), in_folder(h, "client.pem")))
		fail("certificate");
	h->hall.tls = id.server;
	place_proc();
	put_files(h, id.hash);          /* may open up /etc */
	name_hosts(h);
	move_home(h);
	if (!place_network())
		fail("network");
}

/* ---- servers ---- */

/* On every address of the port, and of both kinds where there are two. */
static int
listen_on(int port)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0), off = 0;

	if (fd >= 0 && !setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off))
	    && !bind(fd, (struct sockaddr *)&six, sizeof(six)) && !listen(fd, SOMAXCONN))
		return fd;
	fd_close(&fd);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&four, sizeof(four)) || listen(fd, SOMAXCONN))
		fail("port");
	return fd;
}

/* Which host was connected to? One of the account's has its own address. */
static void
note_host(struct talk *t)
{
	struct sockaddr_storage to;
	socklen_t len = sizeof(to);
	char address[NI_MAXHOST] = "", port[16];
	const char *host = address;

	if (!getsockname(t->fd, (struct sockaddr *)&to, &len))
		getnameinfo((struct sockaddr *)&to, len, address, sizeof(address), NULL, 0,
			NI_NUMERICHOST);
	host += strncmp(address, "::ffff:", 7) || !strchr(address, '.') ? 0 : 7;
	if (!strcmp(host, t->server->address)
	    || (!strcmp(host, "::1") && is_localhost(t->server->host)))
		host = t->server->host;
	note(t, "host", host, strlen(host));
	snprintf(port, sizeof(port), "%d", t->server->port);
	note(t, "port", port, strlen(port));
}

static void
serve(struct talk *t)
{
	bool tls = !strcmp(t->server->security, "tls");

	note_host(t);
	if (talk_begins_tls(t, tls ? TLS_MS : NO_TLS_MS) && !talk_encrypt(t, "tls"))
		return;
	speak(t);
	note_each(t, "securities", t->security, strlen(t->security));
}

static void *
attend(void *context)
{
	struct talk *t = context;
	struct hall *hall = t->server->hall;

	serve(t);
	SSL_free(t->ssl);
	close(t->fd);
	arena_free(t->arena);
	pthread_mutex_lock(&hall->lock);
	hall->open--;
	hall->active = clock_ms();
	pthread_mutex_unlock(&hall->lock);
	return NULL;
}

static void
greet(struct hearing *h, size_t i)
{
	const struct timeval patience = { .tv_sec = TALK_SECONDS };
	int fd = accept4(h->listeners[i], NULL, NULL, SOCK_CLOEXEC);
	struct arena *a = arena_new();
	struct talk *t = arena_alloc(a, 1, sizeof(*t));
	pthread_t thread;
	bool ok;

	arena_wipe_at_end(a);
	*t = (struct talk){ .arena = a, .server = &h->servers[i], .security = "none", .fd = fd };
	pthread_mutex_lock(&h->hall.lock);
	ok = fd >= 0 && h->hall.open < CONNECTIONS_MAX;
	h->hall.open += ok;
	h->hall.active = clock_ms();
	pthread_mutex_unlock(&h->hall.lock);
	if (ok) {
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
		if (pthread_create(&thread, NULL, attend, t))
			fail("thread");
		pthread_detach(thread);
		return;
	}
	fd_close(&fd);
	arena_free(a);
}

/* Connections to where no server is meant to be. */
static void
see_attempts(struct hearing *h)
{
	char address[INET6_ADDRSTRLEN];
	const char *host;
	json_t *one;
	size_t i;
	int port;

	for (;;) {
		port = 0;
		if (!place_attempt(h->watch, address, sizeof(address), &port)) {
			if (!port)
				return;
			continue;
		}
		for (i = 0; i < h->n && h->servers[i].port != port; i++)
			;
		if (i < h->n || json_array_size(h->elsewhere) >= FACTS_MAX)
			continue;
		for (host = address, i = 0; i < h->n; i++)
			if (!strcmp(address, h->addresses[i]))
				host = h->servers[i].host;
		one = json_pack("{ss si}", "host", host, "port", port);
		if (!json_equal(one, json_array_get(h->elsewhere,
		    json_array_size(h->elsewhere) - 1)))
			json_array_append(h->elsewhere, one);
		json_decref(one);
	}
}

/* ---- the run ---- */

static bool
is_heard(struct hearing *h)
{
	bool whole = true;
	size_t i;

	for (i = 0; i < h->n; i++)
		whole &= h->servers[i].whole;
	return whole;
}

/* Is there nothing more to wait for? */
static bool
is_over(struct hearing *h)
{
	bool over = client_is_over(&h->client), end;
	long quiet;

	pthread_mutex_lock(&h->hall.lock);
	quiet = h->hall.active ? clock_ms() - h->hall.active : 0;
	end = over ? !h->hall.open || quiet > OPEN_MS
		: (is_heard(h) && quiet > (client_has_keys(&h->client) ? REFUSED_MS : WHOLE_MS))
		|| (h->refuses && quiet > REFUSED_MS);
	pthread_mutex_unlock(&h->hall.lock);
	return end;
}

/* A client may have connected and ended since the last look: whoever waits at the door is
 * greeted before it is over. */
static void
run(struct hearing *h, long deadline)
{
	struct pollfd fds[SERVERS_MAX + 2];
	bool over = false, came = true;
	size_t i;

	while ((!over || came) && clock_ms() < deadline) {
		over = is_over(h);
		came = false;
		for (i = 0; i < h->n; i++)
			fds[i] = (struct pollfd){ h->listeners[i], POLLIN, 0 };
		fds[h->n] = (struct pollfd){ h->client.fd, POLLIN, 0 };
		fds[h->n + 1] = (struct pollfd){ h->watch, POLLIN, 0 };
		if (poll(fds, h->n + 2, over ? 0 : TICK_MS) <= 0)
			continue;
		for (i = 0; i < h->n; i++) {
			if (fds[i].revents)
				greet(h, i);
			came |= fds[i].revents != 0;
		}
		if (fds[h->n].revents)
			client_take(&h->client);
		see_attempts(h);
	}
}

static void
tell(struct hearing *h)
{
	json_t *answer = json_object();
	size_t i;

	see_attempts(h);
	pthread_mutex_lock(&h->hall.lock);
	for (i = 0; i < h->n; i++) {
		json_object_set_new(h->servers[i].facts, "whole",
			json_boolean(h->servers[i].whole));
		json_object_set(answer, h->servers[i].name, h->servers[i].facts);
	}
	json_object_set(answer, "elsewhere", h->elsewhere);
	json_object_set_new(answer, "ended", json_boolean(h->client.ended));
	json_object_set_new(answer, "status", json_integer(h->client.status));
	json_object_set_new(answer, "said", text_json(h->arena, h->client.said,
		h->client.said_len));
	json_dumpf(answer, stdout, JSON_COMPACT);
	fflush(stdout);
	_exit(DONE);
}

static bool
read_server(struct hearing *h, const json_t *one)
{
	struct server *s = &h->servers[h->n];

	*s = (struct server){
		.name = text(one, "name"), .protocol = text(one, "protocol"),
		.security = text(one, "security"), .host = text(one, "host"),
		.user = text(one, "user"), .secret = text(one, "secret"),
		.mechanisms = json_object_get(one, "mechanisms"),
		.port = (int)json_integer_value(json_object_get(one, "port")),
		.certificate = json_array_size(json_object_get(h->request, "certificates")) > 0,
		.address = h->addresses[h->n], .hall = &h->hall, .facts = json_object(),
	};
	h->n++;
	return *s->host && s->port > 0 && s->port <= 65535 && json_is_array(s->mechanisms);
}

static bool
read_request(struct hearing *h)
{
	const json_t *r = h->request, *one = NULL;
	size_t i;

	pthread_mutex_init(&h->hall.lock, NULL);
	h->hall.delimiter = text(r, "delimiter");
	h->hall.folders = json_object_get(r, "folders");
	h->hall.starttls = !json_is_true(json_object_get(r, "downgrade"));
	h->refuses = !h->hall.starttls || json_is_true(json_object_get(r, "stranger"));
	h->elsewhere = json_array();
	json_array_foreach(json_object_get(r, "servers"), i, one)
		if (h->n == SERVERS_MAX || !read_server(h, one))
			return false;
	return h->n && json_array_size(json_object_get(r, "command"));
}

/* The first process of its namespace: with it all others there end. */
static _Noreturn void
hear(const json_t *request)
{
	struct hearing *h;
	struct arena *a = arena_new();
	long seconds = (long)json_integer_value(json_object_get(request, "seconds"));
	size_t i;

	if (!follow(0))
		_exit(SYSTEM);
	h = arena_alloc(a, 1, sizeof(*h));
	h->arena = a;
	h->request = request;
	if (!read_request(h) || seconds < 1 || seconds > SECONDS_MAX)
		_exit(USAGE);
	make_place(h);
	for (i = 0; i < h->n; i++)
		h->listeners[i] = listen_on(h->servers[i].port);
	h->watch = place_watch();
	if (!client_start(&h->client, json_object_get(request, "command"),
	    json_object_get(request, "keys"), text(request, "input")))
		fail("client");
	run(h, clock_ms() + 1000 * seconds);
	tell(h);
	_exit(SYSTEM);
}

int
main(void)
{
	json_t *request;
	int status = 0;
	pid_t pid;

	umask(022);
	signal(SIGPIPE, SIG_IGN);
	if (!place_leave())
		fail("namespaces");
	no_dump();
	request = json_loadf(stdin, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(request)) {
		fprintf(stderr, "mailgen: hear: usage: hear <REQUEST (JSON)\n");
		return USAGE;
	}
	pid = fork();
	if (!pid)
		hear(request);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : SYSTEM;
}
