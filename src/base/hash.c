/* SHA-1, SHA-256, name-based UUIDs, and hashes that nobody can foresee.
 * Used by the view, for identifiers that stay the same from run to run, and by tables. */
#include "base/hash.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

struct state {
	void (*compress)(struct state *);       /* takes in a block */
	uint32_t h[8];
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

static uint32_t
shuffle(uint32_t x, unsigned a, unsigned b, unsigned c)
{
	return rotate(x, 32 - a) ^ rotate(x, 32 - b) ^ rotate(x, 32 - c);
}

/* The words of a block and those that are made of them, FIPS 180-4 section 6.2.2, 1. */
static void
schedule(const unsigned char *block, uint32_t w[64])
{
	unsigned t;

	for (t = 0; t < 16; t++)
		w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16
			| (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
	for (; t < 64; t++)
		w[t] = w[t - 16] + w[t - 7]
			+ (rotate(w[t - 15], 25) ^ rotate(w[t - 15], 14) ^ w[t - 15] >> 3)
			+ (rotate(w[t - 2], 15) ^ rotate(w[t - 2], 13) ^ w[t - 2] >> 10);
}

/* One block, FIPS 180-4 section 6.2.2. */
static void
compress256(struct state *s)
{
	static const uint32_t constants[] = {
		0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
		0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
		0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
		0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
		0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
		0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
		0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
		0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
		0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
		0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
		0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
	};
	uint32_t w[64], v[8], one, two;
	unsigned t;

	schedule(s->block, w);
	memcpy(v, s->h, sizeof(v));
	for (t = 0; t < 64; t++) {
		one = v[7] + shuffle(v[4], 6, 11, 25) + ((v[4] & v[5]) ^ (~v[4] & v[6]))
			+ constants[t] + w[t];
		two = shuffle(v[0], 2, 13, 22)
			+ ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += one;
		v[0] = one + two;
	}
	for (t = 0; t < 8; t++)
		s->h[t] += v[t];
	s->used = 0;
}

static void
feed(struct state *s, const unsigned char *bytes, size_t len)
{
	for (; len; len--) {
		s->block[s->used++] = *bytes++;
		if (s->used == sizeof(s->block))
			s->compress(s);
	}
}

static const struct state initial = {
	.compress = compress, .h = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 },
};

/* The hash of what was fed, len bytes: `size` bytes of it. */
static void
finish(struct state *s, size_t len, unsigned char *out, unsigned size)
{
	unsigned char bits[8];
	unsigned i;

	for (i = 0; i < 8; i++)
		bits[i] = (unsigned char)((uint64_t)len * 8 >> (56 - 8 * i));
	feed(s, (const unsigned char *)"\x80", 1);
	while (s->used != 56)
		feed(s, (const unsigned char *)"", 1);
	feed(s, bits, sizeof(bits));
	for (i = 0; i < size; i++)
		out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void
sha1(const void *bytes, size_t len, unsigned char out[SHA1_BYTES])
{
	struct state s = initial;

	feed(&s, bytes, len);
	finish(&s, len, out, SHA1_BYTES);
}

void
sha256(const void *bytes, size_t len, unsigned char out[SHA256_BYTES])
{
	struct state s = {
		.compress = compress256, .h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 },
	};

	feed(&s, bytes, len);
	finish(&s, len, out, SHA256_BYTES);
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
hash_hex(const unsigned char *bytes, size_t n, char *hex)
{
	for (; n; n--, hex += 2)
		sprintf(hex, "%02x", *bytes++);
}

void
hash_keyed(const void *bytes, size_t len, unsigned char out[SHA1_BYTES])
{
	struct state s = initial;

	feed(&s, hash_key(), HASH_KEY_BYTES);
	feed(&s, bytes, len);
	finish(&s, HASH_KEY_BYTES + len, out, SHA1_BYTES);
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
