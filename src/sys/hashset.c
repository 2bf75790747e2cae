/* A set of hashes in bounded memory: a table in memory, then one in a file.
 * Used to find accounts, logins and findings that come twice. */
#include "sys/hashset.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/data.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/lang.h"

/* Tables have linear probing and are never more than half full; a free slot begins with 0.
 * Slots of the file are read and written by pages. */
enum {
	MEMORY_MAX = 1 << 16,           /* slots in memory */
	FILE_FIRST = 1 << 20, FILE_GROWTH = 4,
	PAGE = 64,                      /* slots */
};

struct slot {
	struct keyed_hash hash;
	struct hashset_mark mark;
};

struct hashset {
	struct arena *arena;
	struct slot *slots;     /* in memory; NULL once they are in the file */
	size_t n, cap;          /* cap is a power of two */
	int fd;                 /* -1: no file yet */
	bool failed;
	const char *why;        /* what went wrong, in words; NULL: errno says it */
};

struct keyed_hash
keyed_hash(const void *bytes, size_t len)
{
	unsigned char digest[SHA1_BYTES];
	struct keyed_hash hash;

	hash_keyed(bytes, len, digest);
	memcpy(&hash, digest, sizeof(hash));
	return hash;
}

bool
keyed_hash_same(struct keyed_hash x, struct keyed_hash y)
{
	return x.a == y.a && x.b == y.b;
}

static void
set_cap(struct hashset *s, size_t cap)
{
	s->cap = cap;
	s->slots = arena_alloc(s->arena, cap, sizeof(*s->slots));
}

struct hashset *
hashset_new(struct arena *a)
{
	struct hashset *s = arena_alloc(a, 1, sizeof(*s));

	s->arena = a;
	s->fd = -1;
	set_cap(s, 64);
	return s;
}

void
hashset_close(struct hashset *s)
{
	fd_close(&s->fd);
}

/* Where it is, or belongs. */
static struct slot *
slot_in_memory(const struct hashset *s, struct keyed_hash hash)
{
	size_t at = hash.b & (s->cap - 1);

	while (s->slots[at].hash.a && !keyed_hash_same(s->slots[at].hash, hash))
		at = (at + 1) & (s->cap - 1);
	return &s->slots[at];
}

static bool
put_in_memory(struct hashset *s, struct slot *slot)
{
	struct slot *there = slot_in_memory(s, slot->hash);

	if (there->hash.a) {
		*slot = *there;
		return false;
	}
	*there = *slot;
	return true;
}

/* A page of the file; what was never written is free slots. */
static bool
read_page(int fd, size_t page, struct slot slots[PAGE])
{
	size_t want = PAGE * sizeof(*slots);
	ssize_t n;

	do
		n = pread(fd, slots, want, (off_t)(page * want));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)want;
}

static bool
write_slot(int fd, size_t at, const struct slot *slot)
{
	ssize_t n;

	do
		n = pwrite(fd, slot, sizeof(*slot), (off_t)(at * sizeof(*slot)));
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(*slot);
}

enum put { PUT_NEW, PUT_THERE, PUT_FAILED };

/* Finds it, then the slot becomes what is there, or where it belongs: PUT_NEW. */
static enum put
find_in_file(int fd, size_t cap, struct slot *slot, size_t *found)
{
	struct slot slots[PAGE];
	size_t at = slot->hash.b & (cap - 1), page, i;

	for (page = at / PAGE, i = at % PAGE;; page = (page + 1) % (cap / PAGE), i = 0) {
		if (!read_page(fd, page, slots))
			return PUT_FAILED;
		for (; i < PAGE; i++) {
			*found = page * PAGE + i;
			if (!slots[i].hash.a)
				return PUT_NEW;
			if (keyed_hash_same(slots[i].hash, slot->hash)) {
				*slot = slots[i];
				return PUT_THERE;
			}
		}
	}
}

static enum put
put_in_file(int fd, size_t cap, struct slot *slot)
{
	size_t at;
	enum put put = find_in_file(fd, cap, slot, &at);

	return put == PUT_NEW && !write_slot(fd, at, slot) ? PUT_FAILED : put;
}

/* A file of cap free slots. */
static int
new_file(struct hashset *s, size_t cap)
{
	int fd = data_nameless(s->arena, &s->why);

	if (fd >= 0 && ftruncate(fd, (off_t)(cap * sizeof(struct slot)))) {
		s->why = tr(strerror(errno));
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool
copy_slots(int fd, size_t cap, struct slot *slots, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (slots[i].hash.a && put_in_file(fd, cap, &slots[i]) == PUT_FAILED)
			return false;
	return true;
}

/* Moves everything into a file that has more slots. */
static bool
grow_file(struct hashset *s)
{
	size_t cap = s->slots ? FILE_FIRST : s->cap * FILE_GROWTH, page;
	int fd = new_file(s, cap);
	struct slot slots[PAGE];
	bool ok = fd >= 0;

	if (s->slots)
		ok = ok && copy_slots(fd, cap, s->slots, s->cap);
	else
		for (page = 0; page < s->cap / PAGE && ok; page++)
			ok = read_page(s->fd, page, slots)
				&& copy_slots(fd, cap, slots, PAGE);
	if (!ok) {
		fd_close(&fd);
		return false;
	}
	hashset_close(s);
	s->slots = NULL;
	s->fd = fd;
	s->cap = cap;
	return true;
}

static bool
grow(struct hashset *s)
{
	struct slot *old = s->slots;
	size_t i, cap = s->cap;

	if (!old || cap == MEMORY_MAX)
		return grow_file(s);
	set_cap(s, 2 * cap);
	for (i = 0; i < cap; i++)
		if (old[i].hash.a)
			put_in_memory(s, &old[i]);
	return true;
}

static bool
fail(struct hashset *s, struct diags *diags)
{
	const char *why = s->why ? s->why : tr(strerror(errno));

	s->failed = true;
	diag_general(diags, DIAG_WRITE, "cannot keep what was seen in a temporary file: %s", why);
	diag_fix(diags, "set TMPDIR to a folder of your own that has more room");
	return true;
}

bool
hashset_add(struct hashset *s, struct keyed_hash hash, struct hashset_mark *mark,
	struct diags *diags)
{
	struct slot slot = { .hash = { hash.a | 1, hash.b } };
	enum put put;

	if (mark)
		slot.mark = *mark;
	if (s->failed)
		return true;
	if (2 * s->n >= s->cap && !grow(s))
		return fail(s, diags);
	if (s->slots)
		put = put_in_memory(s, &slot) ? PUT_NEW : PUT_THERE;
	else
		put = put_in_file(s->fd, s->cap, &slot);
	if (put == PUT_FAILED)
		return fail(s, diags);
	s->n += put == PUT_NEW;
	if (mark)
		*mark = slot.mark;
	return put == PUT_NEW;
}

bool
hashset_has(const struct hashset *s, struct keyed_hash hash)
{
	struct slot slot = { .hash = { hash.a | 1, hash.b } };
	size_t at;

	if (s->slots)
		return slot_in_memory(s, slot.hash)->hash.a;
	return !s->failed && find_in_file(s->fd, s->cap, &slot, &at) == PUT_THERE;
}
