/* The form of tar archives, the same bytes for the same files.
 * Used by archive.c. */
#include "output/ustar.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

struct header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type[1],
		linkname[100], magic[6], version[2], uname[32], gname[32], major[8],
		minor[8], prefix[155], unused[12];
};

enum { BLOCK_BYTES = sizeof(struct header), RECORD_BYTES = 20 * BLOCK_BYTES };

static void
add_zeros(struct buf *out, size_t n)
{
	static const char zeros[BLOCK_BYTES];
	size_t piece;

	for (; n; n -= piece) {
		piece = n < sizeof(zeros) ? n : sizeof(zeros);
		buf_add(out, zeros, piece);
	}
}

/* Fills a field of 8 or 12 bytes. */
static void
put_number(char *field, size_t len, uint64_t n)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%0*" PRIo64 " ", len == 8 ? 6 : 11, n);
	memcpy(field, digits, len);
}

/* Where a path that is too long for one field is cut, at a '/'; NULL: nowhere. */
static const char *
cut(const struct header *h, struct literal path)
{
	const char *last = path.s + path.len - 1;
	const char *from = last - sizeof(h->name);
	const char *slash = memchr(from, '/', sizeof(h->name));

	return slash && slash - path.s <= (ptrdiff_t)sizeof(h->prefix) ? slash : NULL;
}

/* False when there is no room for all of it, or when it is not ASCII. */
static bool
put_path(struct header *h, struct literal path)
{
	const char *slash = NULL, *name = path.s;
	size_t i, len = path.len;

	if (len > sizeof(h->name))
		slash = cut(h, path);
	if (slash) {
		memcpy(h->prefix, path.s, (size_t)(slash - path.s));
		name = slash + 1;
		len = (size_t)(path.s + path.len - name);
	}
	memcpy(h->name, name, len < sizeof(h->name) ? len : sizeof(h->name));
	for (i = 0; i < path.len; i++)
		if ((unsigned char)path.s[i] >= 0x80)
			return false;
	return len <= sizeof(h->name);
}

static void
add_header(struct buf *out, struct header *h, char type, const struct ustar *entry)
{
	const unsigned char *bytes = (const unsigned char *)h;
	unsigned sum = 0;
	size_t i;

	put_number(h->mode, sizeof(h->mode), entry->mode & 0777);
	put_number(h->uid, sizeof(h->uid), 0);
	put_number(h->gid, sizeof(h->gid), 0);
	put_number(h->size, sizeof(h->size), entry->len);
	put_number(h->mtime, sizeof(h->mtime), entry->time);
	put_number(h->major, sizeof(h->major), 0);
	put_number(h->minor, sizeof(h->minor), 0);
	h->type[0] = type;
	memcpy(h->magic, "ustar", sizeof(h->magic));
	memcpy(h->version, "00", sizeof(h->version));
	memset(h->sum, ' ', sizeof(h->sum));
	for (i = 0; i < sizeof(*h); i++)
		sum += bytes[i];
	snprintf(h->sum, sizeof(h->sum) - 1, "%06o", sum);
	buf_add(out, (const char *)h, sizeof(*h));
}

/* A record begins with its own length, in digits that count, too. */
static void
add_extended(struct buf *out, const struct ustar *entry)
{
	struct header h = { .name = "PaxHeader" };
	struct ustar extended = { .mode = 0600, .time = entry->time };
	size_t rest = strlen(" path=\n") + entry->path.len;

	for (extended.len = rest + 1; extended.len != rest
	    + (size_t)snprintf(NULL, 0, "%zu", extended.len); extended.len++)
		;
	add_header(out, &h, 'x', &extended);
	buf_printf(out, "%zu path=", extended.len);
	buf_add(out, entry->path.s, entry->path.len);
	buf_putc(out, '\n');
	ustar_fill(out);
}

void
ustar_add(struct buf *out, const struct ustar *entry)
{
	struct header h = { 0 };

	if (!put_path(&h, entry->path))
		add_extended(out, entry);
	add_header(out, &h, entry->path.s[entry->path.len - 1] == '/' ? '5' : '0', entry);
}

void
ustar_fill(struct buf *out)
{
	add_zeros(out, BLOCK_BYTES - (out->len - 1) % BLOCK_BYTES - 1);
}

void
ustar_end(struct buf *out, uint64_t before)
{
	add_zeros(out, 2 * BLOCK_BYTES);
	add_zeros(out, RECORD_BYTES - (size_t)((before + out->len - 1) % RECORD_BYTES) - 1);
}
