/* Transformations of text that are more than a table of characters.
 * Used by quoting styles only. */
#include "quote/encode.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* Base64 with ',' for '/', RFC 3501 section 5.1.3. */
static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/* Bits on their way between 16-bit units and 6-bit digits. */
struct bits {
	unsigned long value;
	unsigned count;
};

static void
put_unit(struct bits *b, unsigned unit, struct buf *out)
{
	b->value = b->value << 16 | unit;
	for (b->count += 16; b->count >= 6; b->count -= 6)
		buf_putc(out, digits[b->value >> (b->count - 6) & 63]);
	b->value &= (1u << b->count) - 1;
}

static void
end_shift(struct bits *b, struct buf *out)
{
	if (b->count)
		buf_putc(out, digits[b->value << (6 - b->count) & 63]);
	buf_putc(out, '-');
	*b = (struct bits){ 0 };
}

/* Modified UTF-7 of IMAP mailbox names, RFC 3501 section 5.1.3. */
static void
utf7_encode(const char *s, size_t len, struct buf *out)
{
	struct bits bits = { 0 };
	bool shifted = false;
	unsigned code;
	size_t n;

	for (; len && (n = utf8_decode(s, len, &code)); s += n, len -= n) {
		bool direct = code >= 0x20 && code <= 0x7E;

		if (direct == shifted) {
			if (shifted)
				end_shift(&bits, out);
			else
				buf_putc(out, '&');
			shifted = !shifted;
		}
		if (direct) {
			buf_puts(out, code == '&' ? "&-" : (char[]){ (char)code, 0 });
		} else if (code < 0x10000) {
			put_unit(&bits, code, out);
		} else {        /* a surrogate pair, RFC 2781 */
			put_unit(&bits, 0xD800 + ((code - 0x10000) >> 10), out);
			put_unit(&bits, 0xDC00 + ((code - 0x10000) & 0x3FF), out);
		}
	}
	if (shifted)
		end_shift(&bits, out);
}

/* Appends one UTF-16 unit; *high holds the first half of a pair. */
static bool
take_unit(unsigned unit, unsigned *high, struct buf *out)
{
	char utf8[4] = { 0 };

	if (*high ? unit < 0xDC00 || unit > 0xDFFF : unit >= 0xDC00 && unit <= 0xDFFF)
		return false;
	if (unit >= 0xD800 && unit <= 0xDBFF) {
		*high = unit;
		return true;
	}
	if (*high)
		unit = 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00);
	*high = 0;
	buf_add(out, utf8, utf8_encode(unit, utf8));
	return true;
}

static bool
decode_shift(const char *s, size_t len, struct buf *out)
{
	struct bits bits = { 0 };
	unsigned high = 0;
	const char *digit;
	size_t i;

	for (i = 0; i < len; i++) {
		digit = s[i] ? strchr(digits, s[i]) : NULL;
		if (!digit)
			return false;
		bits.value = bits.value << 6 | (unsigned)(digit - digits);
		bits.count += 6;
		if (bits.count < 16)
			continue;
		bits.count -= 16;
		if (!take_unit((unsigned)(bits.value >> bits.count & 0xFFFF), &high, out))
			return false;
		bits.value &= (1u << bits.count) - 1;
	}
	return !high && !bits.value && bits.count < 6;
}

static bool
utf7_decode(const char *s, size_t len, struct buf *out)
{
	const char *end;

	for (; len; len--, s++) {
		if (*s != '&') {
			buf_putc(out, *s);
			continue;
		}
		end = memchr(s, '-', len);
		if (!end)
			return false;
		if (end == s + 1)
			buf_putc(out, '&');
		else if (!decode_shift(s + 1, (size_t)(end - s) - 1, out))
			return false;
		len -= (size_t)(end - s);
		s = end;
	}
	return true;
}

const struct encoder *
encoder_find(const char *name)
{
	static const struct encoder encoders[] = {
		{ "utf-7-imap", utf7_encode, utf7_decode },
	};
	size_t i;

	for (i = 0; i < countof(encoders); i++)
		if (!strcmp(encoders[i].name, name))
			return &encoders[i];
	return NULL;
}
