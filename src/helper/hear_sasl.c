/* Logins: the mechanisms that the model has, as the server's side of them.
 * Used by the dialects of hear. */
#include "helper/hear_dialects.h"

#include <string.h>
#include <strings.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "base/hash.h"
#include "base/text.h"

enum { ITERATIONS = 4096, NONCE = 24, SALT = 16 };

/* ---- what came of a login ---- */

static bool
judge(struct talk *t, const char *mechanism, const char *user, size_t len, bool same)
{
	const struct server *s = t->server;

	note(t, "mechanism", mechanism, strlen(mechanism));
	note(t, "user", user, len);
	note(t, "secret", same ? "same" : "other", same ? 4 : 5);
	note(t, "security", t->security, strlen(t->security));
	t->logged_in = same && len == strlen(s->user) && !memcmp(user, s->user, len);
	return t->logged_in;
}

bool
login(struct talk *t, const char *mechanism, const char *user, size_t user_len,
	const char *secret, size_t secret_len)
{
	const char *meant = t->server->secret;

	return judge(t, mechanism, user, user_len, secret_len == strlen(meant)
		&& !CRYPTO_memcmp(secret, meant, secret_len));
}

bool
login_digest(struct talk *t, const char *mechanism, const char *user, size_t user_len,
	const char *expected, const char *hex)
{
	return judge(t, mechanism, user, user_len, !strcasecmp(expected, hex));
}

bool
offers(const struct server *s, const char *mechanism)
{
	const json_t *one;
	size_t i;

	json_array_foreach(s->mechanisms, i, one)
		if (!strcasecmp(json_string_value(one), mechanism))
			return true;
	return false;
}

/* ---- hashes and base64 ---- */

void
md5_hex(const char *text, char hex[33])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	EVP_Digest(text, strlen(text), digest, &n, EVP_md5(), NULL);
	hash_hex(digest, n, hex);
}

int
base64_decode(const char *base64, size_t len, char *out)
{
	int pad = 0, n;

	while (pad < 2 && len > (size_t)pad && base64[len - 1 - (size_t)pad] == '=')
		pad++;
	n = len % 4 ? -1 : EVP_DecodeBlock((unsigned char *)out, (const unsigned char *)base64,
		(int)len);
	return n < pad ? -1 : n - pad;
}

/* Puts what the client sent into t->line; false when that is no base64. */
static bool
decode(struct talk *t, const char *base64)
{
	int n = base64_decode(base64, strlen(base64), t->line);

	t->len = n > 0 ? (size_t)n : 0;
	t->line[t->len] = '\0';
	return n >= 0;
}

/* Sends a challenge; the answer is in t->line, decoded. False when the client gives
 * up, or sends what is no base64. */
static bool
ask(struct talk *t, const char *challenge)
{
	size_t len = strlen(challenge);
	char *base64 = arena_alloc(t->arena, len / 3 + 2, 4);

	EVP_EncodeBlock((unsigned char *)base64, (const unsigned char *)challenge, (int)len);
	return say(t, "%s%s\r\n", t->dialect->prompt, base64) && hear_line(t)
		&& strcmp(t->line, "*") && decode(t, arena_copy(t->arena, t->line, t->len));
}

/* The client's first words: with the command, or after an empty challenge. */
static bool
first(struct talk *t, const char *initial)
{
	return initial ? decode(t, strcmp(initial, "=") ? initial : "") : ask(t, "");
}

/* ---- mechanisms ---- */

/* RFC 4616: authorization NUL user NUL password */
static bool
plain(struct talk *t, const char *name, const char *initial)
{
	const char *user, *secret, *end;

	if (!first(t, initial))
		return false;
	end = t->line + t->len;
	user = memchr(t->line, 0, t->len);
	secret = user ? memchr(user + 1, 0, (size_t)(end - user - 1)) : NULL;
	return secret && login(t, name, user + 1, (size_t)(secret - user - 1), secret + 1,
		(size_t)(end - secret - 1));
}

static bool
two_questions(struct talk *t, const char *name, const char *initial)
{
	const char *user;
	size_t len;

	if (!(initial ? first(t, initial) : ask(t, "Username:")))
		return false;
	len = t->len;
	user = arena_copy(t->arena, t->line, len);
	return ask(t, "Password:") && login(t, name, user, len, t->line, t->len);
}

/* RFC 2195: user SP digest */
static bool
cram(struct talk *t, const char *name, const char *initial)
{
	const char *secret = t->server->secret;
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * EVP_MAX_MD_SIZE + 1], *space;
	unsigned n = 0;

	(void)initial;
	if (!ask(t, STAMP) || !(space = strrchr(t->line, ' ')))
		return false;
	HMAC(EVP_md5(), secret, (int)strlen(secret), (const unsigned char *)STAMP,
		strlen(STAMP), digest, &n);
	hash_hex(digest, n, hex);
	return login_digest(t, name, t->line, (size_t)(space - t->line), hex, space + 1);
}

/* A member of a list, up to the byte that ends one; NULL when it is not there. */
static char *
member(struct talk *t, const char *list, const char *name, char end)
{
	size_t len = strlen(name);
	const char *at;

	for (at = list; at; at = strchr(at, end) ? strchr(at, end) + 1 : NULL)
		if (!strncmp(at, name, len))
			return arena_copy(t->arena, at + len,
				strcspn(at + len, (char[]){ end, '\0' }));
	return NULL;
}

/* In names, =2C is a comma and =3D an equals sign (RFC 5802, 5.1). */
static void
unescape(char *name)
{
	char *to = name;

	for (; *name; name++)
		if (!strncmp(name, "=2C", 3) || !strncmp(name, "=3D", 3)) {
			*to++ = name[2] == 'C' ? ',' : '=';
			name += 2;
		} else {
			*to++ = *name;
		}
	*to = '\0';
}

/* Google's own, and RFC 7628: a user and `auth=Bearer TOKEN`, ended by ^A. */
static bool
bearer(struct talk *t, const char *name, const char *initial)
{
	bool google = !strcmp(name, "XOAUTH2");
	char *user, *token;

	if (!first(t, initial))
		return false;
	user = member(t, t->line, google ? "user=" : "a=", google ? '\1' : ',');
	token = member(t, t->line, "auth=Bearer ", '\1');
	if (user && !google)
		unescape(user);
	return login(t, name, user ? user : "", user ? strlen(user) : 0, token ? token : "",
		token ? strlen(token) : 0);
}

/* RFC 4422, appendix A: the certificate says who it is. */
static bool
external(struct talk *t, const char *name, const char *initial)
{
	const char *user = t->server->user;

	if (!first(t, initial))
		return false;
	note(t, "mechanism", name, strlen(name));
	note(t, "security", t->security, strlen(t->security));
	note(t, "user", t->len ? t->line : user, t->len ? t->len : strlen(user));
	t->logged_in = t->certified && (!t->len || !strcmp(t->line, user));
	return t->logged_in;
}

/* What SCRAM works on (RFC 5802, 3). */
struct scram {
	const EVP_MD *hash;
	unsigned size;
	char *bare, *user, *nonce;      /* of the client's first message */
	char *server;                   /* the server's first one */
	unsigned char salt[SALT];
};

static void
hmac(const struct scram *s, const unsigned char *key, const char *text,
	unsigned char *out)
{
	HMAC(s->hash, key, (int)s->size, (const unsigned char *)text, strlen(text), out, NULL);
}

static bool
scram_first(struct talk *t, struct scram *s)
{
	char *comma = strchr(t->line, ',');
	unsigned char bytes[NONCE];
	char nonce[2 * NONCE + 1], salt[4 * (SALT + 2) / 3 + 1];

	comma = comma && *t->line != 'p' ? strchr(comma + 1, ',') : NULL;
	if (!comma || RAND_bytes(bytes, NONCE) != 1 || RAND_bytes(s->salt, SALT) != 1)
		return false;
	s->bare = arena_copy(t->arena, comma + 1, strlen(comma + 1));
	s->user = member(t, comma + 1, "n=", ',');
	s->nonce = member(t, comma + 1, "r=", ',');
	if (!s->user || !s->nonce)
		return false;
	unescape(s->user);
	hash_hex(bytes, NONCE, nonce);
	EVP_EncodeBlock((unsigned char *)salt, s->salt, SALT);
	s->server = arena_printf(t->arena, "r=%s%s,s=%s,i=%d", s->nonce, nonce, salt, ITERATIONS);
	return true;
}

/* Is it the proof of one who knows the password? *signature proves the same of us. */
static bool
scram_proven(struct talk *t, const struct scram *s, unsigned char *signature)
{
	const char *secret = t->server->secret, *last = t->line, *end = strstr(last, ",p=");
	const char *proof = member(t, last, "p=", ','), *text;
	unsigned char key[EVP_MAX_MD_SIZE], stored[EVP_MAX_MD_SIZE], mine[EVP_MAX_MD_SIZE];
	unsigned char salted[EVP_MAX_MD_SIZE];
	char base64[2 * EVP_MAX_MD_SIZE];
	unsigned i;

	if (!proof || !end)
		return false;
	text = arena_printf(t->arena, "%s,%s,%.*s", s->bare, s->server, (int)(end - last), last);
	PKCS5_PBKDF2_HMAC(secret, (int)strlen(secret), s->salt, SALT, ITERATIONS, s->hash,
		(int)s->size, salted);
	hmac(s, salted, "Client Key", key);
	EVP_Digest(key, s->size, stored, NULL, s->hash, NULL);
	hmac(s, stored, text, mine);
	for (i = 0; i < s->size; i++)
		mine[i] ^= key[i];
	EVP_EncodeBlock((unsigned char *)base64, mine, (int)s->size);
	hmac(s, salted, "Server Key", key);
	hmac(s, key, text, signature);
	return !strcmp(base64, proof);
}

/* At the end it is told that we know the password, too, and answers with nothing. */
static bool
scram(struct talk *t, const char *name, const char *initial)
{
	struct scram s = { .hash = strstr(name, "256") ? EVP_sha256() : EVP_sha1() };
	unsigned char signature[EVP_MAX_MD_SIZE];
	char base64[2 * EVP_MAX_MD_SIZE];

	s.size = (unsigned)EVP_MD_get_size(s.hash);
	if (!first(t, initial) || !scram_first(t, &s) || !ask(t, s.server)
	    || !judge(t, name, s.user, strlen(s.user), scram_proven(t, &s, signature)))
		return false;
	EVP_EncodeBlock((unsigned char *)base64, signature, (int)s.size);
	return ask(t, arena_printf(t->arena, "v=%s", base64));
}

static const struct {
	const char *name;
	bool (*run)(struct talk *, const char *name, const char *initial);
} mechanisms[] = {
	{ "PLAIN", plain }, { "LOGIN", two_questions }, { "CRAM-MD5", cram },
	{ "SCRAM-SHA-1", scram }, { "SCRAM-SHA-256", scram }, { "XOAUTH2", bearer },
	{ "OAUTHBEARER", bearer }, { "EXTERNAL", external },
};

bool
sasl(struct talk *t, const char *mechanism, const char *initial)
{
	size_t i;

	note_each(t, "tried", mechanism, strlen(mechanism));
	for (i = 0; i < countof(mechanisms); i++)
		if (!strcasecmp(mechanisms[i].name, mechanism))
			return offers(t->server, mechanism)
				&& mechanisms[i].run(t, mechanisms[i].name, initial);
	return false;
}
