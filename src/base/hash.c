/* SHA-1, name-based UUIDs, and hashes that nobody can foresee.
 * Used by the view, for identifiers that stay the same from run to run, and by tables. */
#include "base/hash.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

struct state {
	uint32_t h[5];
	unsigned char block[64];
	size_t used;
};

static uint32_t
rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

/* One block, FIPS 180-4 section 6.1.2. */
static void
compress(struct state *s)
{
	static const uint32_t constants[] = {
		0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6,
	};
	uint32_t w[80], v[5], f, next;
	unsigned t;

	for (t = 0; t < 16; t++)
		w[t] = (uint32_t)s->block[4 * t] << 24 | (uint32_t)s->block[4 * t + 1] << 16
			| (uint32_t)s->block[4 * t + 2] << 8 | s->block[4 * t + 3];
	for (; t < 80; t++)
		w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
	memcpy(v, s->h, sizeof(v));
	for (t = 0; t < 80; t++) {
		if (t < 20)
			f = (v[1] & v[2]) | (~v[1] & v[3]);
		else if (t >= 40 && t < 60)
			f = (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]);
		else
			f = v[1] ^ v[2] ^ v[3];
		next = rotate(v[0], 5) + f + v[4] + constants[t / 20] + w[t];
		v[4] = v[3];
		v[3] = v[2];
		v[2] = rotate(v[1], 30);
		v[1] = v[0];
		v[0] = next;
	}
	for (t = 0; t < 5; t++)
		s->h[t] += v[t];
	s->used = 0;
}

static void
feed(struct state *s, const unsigned char *bytes, size_t len)
{
	for (; len; len--) {
		s->block[s->used++] = *bytes++;
		if (s->used == sizeof(s->block))
			compress(s);
	}
}

static const struct state initial = {
	.h = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 },
};

/* The hash of what was fed, len bytes. */
static void
finish(struct state *s, size_t len, unsigned char out[SHA1_BYTES])
{
	unsigned char bits[8];
	unsigned i;

	for (i = 0; i < 8; i++)
		bits[i] = (unsigned char)((uint64_t)len * 8 >> (56 - 8 * i));
	feed(s, (const unsigned char *)"\x80", 1);
	while (s->used != 56)
		feed(s, (const unsigned char *)"", 1);
	feed(s, bits, sizeof(bits));
	for (i = 0; i < SHA1_BYTES; i++)
		out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void
sha1(const void *bytes, size_t len, unsigned char out[SHA1_BYTES])
{
	struct state s = initial;

	feed(&s, bytes, len);
	finish(&s, len, out);
}

static unsigned char key[HASH_KEY_BYTES];

static void
make_key(void)
{
	uint64_t poor = (uint64_t)(uintptr_t)&poor;     /* an address is random, too */

	if (getrandom(key, sizeof(key), GRND_NONBLOCK) != (ssize_t)sizeof(key))
		memcpy(key, &poor, sizeof(poor));
}

const unsigned char *
hash_key(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_key);
	return key;
}

void
hash_keyed(const void *bytes, size_t len, unsigned char out[SHA1_BYTES])
{
	struct state s = initial;

	feed(&s, hash_key(), HASH_KEY_BYTES);
	feed(&s, bytes, len);
	finish(&s, HASH_KEY_BYTES + len, out);
}

void
uuid5_url(const char *url, char out[UUID_CHARS + 1])
{
	static const unsigned char namespace_url[16] = {
		0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1,
		0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
	};
	unsigned char name[16 + 1024], d[SHA1_BYTES];
	size_t len = strlen(url), i;

	if (len > sizeof(name) - 16)
		len = sizeof(name) - 16;
	memcpy(name, namespace_url, 16);
	memcpy(name + 16, url, len);
	sha1(name, 16 + len, d);
	d[6] = (unsigned char)((d[6] & 0x0F) | 0x50);
	d[8] = (unsigned char)((d[8] & 0x3F) | 0x80);
	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*out++ = '-';
		out += sprintf(out, "%02X", d[i]);
	}
}
