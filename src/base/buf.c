/* Growing byte buffer.
 * Used wherever text is put together before it is written or copied. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
wipe(void *at, size_t len)
{
	void *(*volatile set)(void *, int, size_t) = memset;

	if (len)
		set(at, 0, len);
}

void
out_of_memory(void)
{
	fputs("mailgen: error: out of memory\n", stderr);
	exit(4);
}

static void
buf_grow(struct buf *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 256;
	char *s;

	while (cap - b->len <= more)
		cap *= 2;
	if (cap == b->cap)
		return;
	s = malloc(cap);
	if (!s)
		out_of_memory();
	if (b->s) {
		memcpy(s, b->s, b->len + 1);
		wipe(b->s, b->cap);
		free(b->s);
	}
	b->s = s;
	b->cap = cap;
}

void
buf_add(struct buf *b, const char *bytes, size_t len)
{
	buf_grow(b, len);
	if (len)
		memcpy(b->s + b->len, bytes, len);
	b->len += len;
	b->s[b->len] = '\0';
}

int
buf_append(const char *bytes, size_t len, void *buf)
{
	buf_add(buf, bytes, len);
	return 0;
}

void
buf_puts(struct buf *b, const char *string)
{
	buf_add(b, string, strlen(string));
}

void
buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_number(struct buf *b, size_t number)
{
	char digits[3 * sizeof(number)];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	buf_add(b, digits + at, sizeof(digits) - at);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	size_t room;
	int len;

	buf_grow(b, 0);
	room = b->cap - b->len;
	va_start(args, fmt);
	len = vsnprintf(b->s + b->len, room, fmt, args);
	va_end(args);
	if (len < 0)
		len = 0;
	if ((size_t)len >= room) {
		b->s[b->len] = '\0';
		buf_grow(b, (size_t)len);
		va_start(args, fmt);
		vsnprintf(b->s + b->len, (size_t)len + 1, fmt, args);
		va_end(args);
	}
	b->len += (size_t)len;
	b->s[b->len] = '\0';
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->s)
		b->s[0] = '\0';
}

void
buf_free(struct buf *b)
{
	if (b->s)
		wipe(b->s, b->cap);
	free(b->s);
	*b = (struct buf){ 0 };
}
