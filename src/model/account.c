/* The words of an account, and what follows from several of its fields.
 * Used by whatever works on one. */
#include "model/account.h"

#include <string.h>

static const char *const protocol_words[PROTOCOL_COUNT] = {
	"", "imap", "pop", "smtp",
};
static const char *const security_words[SECURITY_COUNT] = {
	"", "tls", "starttls", "none",
};
static const char *const auth_words[AUTH_COUNT] = {
	"", "password", "encrypted", "oauth2", "gssapi", "ntlm", "external", "none",
};

const char *
protocol_word(enum protocol p)
{
	return protocol_words[p];
}

const char *
security_word(enum security s)
{
	return security_words[s];
}

const char *
auth_word(enum auth a)
{
	return auth_words[a];
}

/* The number of a word, 0 when it is unknown or NULL. */
static size_t
word_number(const char *const *words, size_t n, const char *word)
{
	while (word && --n)
		if (!strcmp(words[n], word))
			return n;
	return 0;
}

enum protocol
protocol_find(const char *word)
{
	return (enum protocol)word_number(protocol_words, PROTOCOL_COUNT, word);
}

enum security
security_find(const char *word)
{
	return (enum security)word_number(security_words, SECURITY_COUNT, word);
}

enum auth
auth_find(const char *word)
{
	return (enum auth)word_number(auth_words, AUTH_COUNT, word);
}

struct tls
account_tls(const struct account *a, const struct server *s)
{
	struct tls tls = a->tls;

	if (text_given(s->tls.ca_file))
		tls.ca_file = s->tls.ca_file;
	if (text_given(s->tls.minimum))
		tls.minimum = s->tls.minimum;
	if (s->tls.fingerprint_kind) {
		tls.fingerprint = s->tls.fingerprint;
		tls.fingerprint_kind = s->tls.fingerprint_kind;
	}
	/* a certificate and its key belong together */
	if (text_given(s->tls.cert_file) || text_given(s->tls.key_file)) {
		tls.cert_file = s->tls.cert_file;
		tls.key_file = s->tls.key_file;
	}
	return tls;
}

const struct oauth2 *
account_oauth2(const struct account *a, const struct server *s)
{
	const struct oauth2 *own = s->oauth2.given ? &s->oauth2 : &a->oauth2;

	return own->given ? own : NULL;
}

const struct server *
account_reads(const struct account *a, enum protocol protocol)
{
	size_t i;

	for (i = 0; i < a->incoming.n; i++)
		if (!protocol || a->incoming.items[i].protocol == protocol)
			return &a->incoming.items[i];
	return NULL;
}

struct server *
account_server(const struct account *a, size_t n)
{
	if (n < a->incoming.n)
		return &a->incoming.items[n];
	n -= a->incoming.n;
	return n < a->outgoing.n ? &a->outgoing.items[n] : NULL;
}

bool
account_keeps(const struct account *a, const struct server *incoming, struct pos *at)
{
	*at = incoming->keep_given ? incoming->keep_pos : a->keep_pos;
	if (incoming->keep_given)
		return incoming->keep;
	return incoming->protocol != PROTOCOL_POP || a->keep;
}

const struct option_value *
option_given(const struct account *a, const char *client, const char *name)
{
	const struct option_value *o;

	for (o = a->options; o; o = o->next)
		if (text_is(o->client, client) && text_is(o->name, name))
			return o;
	return NULL;
}

bool
account_has_inline_password(const struct account *a, struct pos *at)
{
	const struct server *s;
	size_t i;

	for (i = 0; (s = account_server(a, i)); i++)
		if (text_given(s->password.value))
			break;
	if (s && at)
		*at = s->password.value.pos;
	return s != NULL;
}
