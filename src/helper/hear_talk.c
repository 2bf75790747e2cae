/* One connection of a client's: lines, TLS, and what is written down of it.
 * Used by the dialects of hear. */
#include "helper/hear_talk.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/clock.h"
#include "base/text.h"

enum { HANDSHAKE = 0x16 };              /* the first byte of TLS (RFC 8446, 5.1) */

static void
is_active(struct talk *t)
{
	pthread_mutex_lock(&t->server->hall->lock);
	t->server->hall->active = clock_ms();
	pthread_mutex_unlock(&t->server->hall->lock);
}

static bool
send_all(struct talk *t, const char *bytes, size_t len)
{
	ssize_t n;

	while (len) {
		n = t->ssl ? SSL_write(t->ssl, bytes, (int)len)
			: send(t->fd, bytes, len, MSG_NOSIGNAL);
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	is_active(t);
	return true;
}

bool
say(struct talk *t, const char *fmt, ...)
{
	const char *text;
	va_list args;

	va_start(args, fmt);
	text = arena_vprintf(t->arena, fmt, args);
	va_end(args);
	return send_all(t, text, strlen(text));
}

/* The next byte. */
static bool
take(struct talk *t, char *byte)
{
	ssize_t n;

	if (t->at == t->have) {
		n = t->ssl ? SSL_read(t->ssl, t->in, sizeof(t->in))
			: recv(t->fd, t->in, sizeof(t->in), 0);
		t->total += n > 0 ? (size_t)n : 0;
		if (n <= 0 || t->total > TOTAL_MAX)
			return false;
		t->at = 0;
		t->have = (size_t)n;
		is_active(t);
	}
	*byte = t->in[t->at++];
	return true;
}

bool
hear_more(struct talk *t)
{
	char byte;

	while (take(t, &byte)) {
		if (byte == '\n') {
			t->len -= t->len && t->line[t->len - 1] == '\r';
			t->line[t->len] = '\0';
			return true;
		}
		if (t->len == COMMAND_MAX)
			return false;
		t->line[t->len++] = byte;
	}
	return false;
}

bool
hear_line(struct talk *t)
{
	t->len = 0;
	return hear_more(t);
}

bool
hear_bytes(struct talk *t, size_t n, bool keep)
{
	char byte;

	for (; n; n--) {
		if (!take(t, &byte) || (keep && t->len == COMMAND_MAX))
			return false;
		if (keep)
			t->line[t->len++] = byte;
	}
	t->line[t->len] = '\0';
	return true;
}

/* ---- what is written down ---- */

json_t *
text_json(struct arena *a, const char *bytes, size_t len)
{
	json_t *text = memchr(bytes, 0, len) ? NULL : json_stringn(bytes, len);

	return text ? text : json_string(text_escaped(a, bytes, len));
}

/* Adds to a list what it does not have; takes the text over. */
static void
add_to(json_t *facts, const char *key, json_t *text)
{
	json_t *list = json_object_get(facts, key), *one;
	size_t i;

	if (!list) {
		list = json_array();
		json_object_set_new(facts, key, list);
	}
	json_array_foreach(list, i, one)
		if (json_equal(one, text))
			break;
	if (i == json_array_size(list) && i < FACTS_MAX)
		json_array_append(list, text);
	json_decref(text);
}

void
note_each(struct talk *t, const char *key, const char *bytes, size_t len)
{
	pthread_mutex_lock(&t->server->hall->lock);
	add_to(t->server->facts, key, text_json(t->arena, bytes, len));
	pthread_mutex_unlock(&t->server->hall->lock);
}

void
note(struct talk *t, const char *key, const char *bytes, size_t len)
{
	json_t *text = text_json(t->arena, bytes, len), *before;

	pthread_mutex_lock(&t->server->hall->lock);
	before = json_object_get(t->server->facts, key);
	if (!before) {
		json_object_set(t->server->facts, key, text);
	} else if (!json_equal(before, text)) {
		add_to(t->server->facts, "also", json_string(arena_printf(t->arena, "%s %s", key,
			json_string_value(text))));
	}
	pthread_mutex_unlock(&t->server->hall->lock);
	json_decref(text);
}

void
talk_whole(struct talk *t)
{
	pthread_mutex_lock(&t->server->hall->lock);
	t->server->whole = true;
	pthread_mutex_unlock(&t->server->hall->lock);
}

/* ---- TLS ---- */

/* The certificate that the client shows: is it the one that was put in its place? */
static void
note_certificate(struct talk *t)
{
	X509 *shown = SSL_get1_peer_certificate(t->ssl);
	const char *name;

	if (!shown)
		return;
	t->certified = SSL_get_verify_result(t->ssl) == X509_V_OK;
	name = t->certified ? "same" : "other";
	note(t, "certificate", name, strlen(name));
	X509_free(shown);
}

bool
talk_encrypt(struct talk *t, const char *how)
{
	const char *name;

	/* what came in front of TLS must not count as said in it */
	t->at = t->have = 0;
	t->ssl = SSL_new(t->server->hall->tls);
	if (!t->ssl || SSL_set_fd(t->ssl, t->fd) != 1)
		return false;
	if (t->server->certificate)
		SSL_set_verify(t->ssl, SSL_VERIFY_PEER, NULL);
	if (SSL_accept(t->ssl) != 1) {
		note_each(t, "refused", how, strlen(how));
		return false;
	}
	t->security = how;
	name = SSL_get_servername(t->ssl, TLSEXT_NAMETYPE_host_name);
	if (name)
		note(t, "sni", name, strlen(name));
	name = SSL_get_version(t->ssl);
	note(t, "tls_version", name, strlen(name));
	note_certificate(t);
	return true;
}

bool
talk_begins_tls(struct talk *t, int milliseconds)
{
	struct pollfd p = { t->fd, POLLIN, 0 };
	unsigned char byte = 0;
	int n;

	do
		n = poll(&p, 1, milliseconds);
	while (n < 0 && errno == EINTR);
	return n > 0 && recv(t->fd, &byte, 1, MSG_PEEK) == 1 && byte == HANDSHAKE;
}
