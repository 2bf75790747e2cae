/* Bump allocator: memory that is released all at once.
 * Used by every module that keeps something longer than one call. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, len) ((void)(at), (void)(len))
#define ASAN_UNPOISON_MEMORY_REGION(at, len) ((void)(at), (void)(len))
#endif

enum { CHUNK_BYTES = 16384, ALIGN = alignof(max_align_t) };

struct chunk {
	struct chunk *next;
	size_t used, cap;
	alignas(ALIGN) unsigned char bytes[];
};

struct arena {
	struct chunk *chunks;   /* the newest first */
	bool wipe;
};

static struct chunk *
chunk_new(size_t cap)
{
	struct chunk *b = malloc(sizeof(*b) + cap);

	if (!b)
		out_of_memory();
	*b = (struct chunk){ .cap = cap };
	ASAN_POISON_MEMORY_REGION(b->bytes, cap);
	return b;
}

static void
chunk_forget(const struct arena *a, struct chunk *b)
{
	ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->cap);
	if (a->wipe)
		wipe(b->bytes, b->used);
	b->used = 0;
	ASAN_POISON_MEMORY_REGION(b->bytes, b->cap);
}

static void
chunk_free(const struct arena *a, struct chunk *b)
{
	chunk_forget(a, b);
	ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->cap);
	free(b);
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		out_of_memory();
	return a;
}

void
arena_free(struct arena *a)
{
	struct chunk *b, *next;

	if (!a)
		return;
	for (b = a->chunks; b; b = next) {
		next = b->next;
		chunk_free(a, b);
	}
	free(a);
}

void
arena_reset(struct arena *a)
{
	struct chunk *b, *next, *keep = NULL;

	for (b = a->chunks; b; b = next) {
		next = b->next;
		if (keep || b->cap != CHUNK_BYTES) {
			chunk_free(a, b);
			continue;
		}
		chunk_forget(a, b);
		keep = b;
		keep->next = NULL;
	}
	a->chunks = keep;
}

void
arena_wipe_at_end(struct arena *a)
{
	a->wipe = true;
}

static size_t
rounded(size_t len)
{
	return (len + ALIGN - 1) / ALIGN * ALIGN;
}

/* The next len bytes, whatever is in them. */
static void *
take(struct arena *a, size_t len)
{
	struct chunk *b = a->chunks;
	size_t cap = rounded(len);
	void *at;

	if (cap > CHUNK_BYTES / 4) {
		b = chunk_new(cap);
		if (a->chunks) {        /* the open chunk stays in front */
			b->next = a->chunks->next;
			a->chunks->next = b;
		} else {
			a->chunks = b;
		}
	} else if (!b || b->cap - b->used < cap) {
		b = chunk_new(CHUNK_BYTES);
		b->next = a->chunks;
		a->chunks = b;
	}
	at = b->bytes + b->used;
	b->used += cap;
	ASAN_UNPOISON_MEMORY_REGION(at, len);
	return at;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	void *at;

	if (size && n > (SIZE_MAX / 2) / size)
		out_of_memory();
	at = take(a, n * size);
	return memset(at, 0, n * size);
}

void *
arena_grow(struct arena *a, void *items, size_t n, size_t size)
{
	void *grown;

	/* there is room up to the next power of two, and for eight */
	if (n && (n < 8 || n & (n - 1)))
		return items;
	grown = arena_alloc(a, n ? 2 * n : 8, size);
	if (n)
		memcpy(grown, items, n * size);
	return grown;
}

char *
arena_copy(struct arena *a, const char *bytes, size_t len)
{
	char *s = take(a, len + 1);

	if (len)
		memcpy(s, bytes, len);
	s[len] = '\0';
	return s;
}

/* Gives back what follows the first len bytes of those that were taken last. */
static void
give_back(struct arena *a, const char *taken, size_t len)
{
	struct chunk *b = a->chunks;

	b->used = (size_t)(taken - (const char *)b->bytes) + rounded(len);
	ASAN_POISON_MEMORY_REGION(b->bytes + b->used, b->cap - b->used);
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list args)
{
	enum { MOSTLY = 256 };
	char *s = take(a, MOSTLY);
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(s, MOSTLY, fmt, args);
	if (len >= MOSTLY) {
		s = take(a, (size_t)len + 1);
		vsnprintf(s, (size_t)len + 1, fmt, again);
	} else {
		s[len < 0 ? 0 : len] = '\0';
		give_back(a, s, len < 0 ? 1 : (size_t)len + 1);
	}
	va_end(again);
	return s;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *s;

	va_start(args, fmt);
	s = arena_vprintf(a, fmt, args);
	va_end(args);
	return s;
}
