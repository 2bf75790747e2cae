/* Looks for bytes and characters that an account file cannot hold.
 * Used by input.c before the parser sees them. */
#include "input/bad_byte.h"

#include <string.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/text.h"

/* YAML 1.2 section 5.1 has the printable characters. NEL, LS and PS are line
 * breaks in YAML 1.1, hence in libyaml, and parts of a line in YAML 1.2: the
 * one file would say two things. */
static const struct forbidden {
	unsigned from, to;
	const char *what, *fix;
} forbidden[] = {
	{ 0x0000, 0x0008, "a control character", "remove it" },
	{ 0x000B, 0x000C, "a control character", "remove it" },
	{ 0x000E, 0x001F, "a control character", "remove it" },
	{ 0x007F, 0x0084, "a control character", "remove it" },
	{ 0x0085, 0x0085, "a line break that not every YAML reader takes for one",
		"use an ordinary line break" },
	{ 0x0086, 0x009F, "a control character", "remove it" },
	{ 0x2028, 0x2029, "a line break that not every YAML reader takes for one",
		"use an ordinary line break" },
	{ 0xFEFF, 0xFEFF, "a byte order mark inside the file", "remove it" },
	{ 0xFFFE, 0xFFFF, "a character that YAML does not allow", "remove it" },
};

static const struct forbidden *
find_forbidden(unsigned code)
{
	size_t i;

	for (i = 0; i < countof(forbidden); i++)
		if (code >= forbidden[i].from && code <= forbidden[i].to)
			return &forbidden[i];
	return NULL;
}

/* libyaml compares each tag that is declared with all before it. */
enum { TAGS_MAX = 64 };

static bool
declares_tag(const char *bytes, size_t at, size_t len)
{
	static const char word[] = "%TAG";

	return bytes[at] == '%' && len - at > strlen(word)
		&& !memcmp(bytes + at, word, strlen(word))
		&& (!at || strchr("\r\n", bytes[at - 1]));
}

struct bad_byte
bad_byte_find(struct arena *a, const char *bytes, size_t len)
{
	const struct forbidden *f;
	size_t at, n, tags = 0;
	unsigned code;

	for (at = 0; at < len; at += n) {
		if (declares_tag(bytes, at, len) && ++tags > TAGS_MAX)
			return (struct bad_byte){ at, tr("more than 64 tags are declared"),
				tr("remove the lines that begin with %TAG: none is needed") };
		n = utf8_decode(bytes + at, len - at, &code);
		if (!n)
			return (struct bad_byte){ at, tr_printf(a,
				"a byte that is not UTF-8, 0x%02X",
				(unsigned char)bytes[at]),
				"save the file as UTF-8, or convert it with `iconv -f WINDOWS-1252"
				" -t UTF-8`" };
		f = find_forbidden(code);
		if (f)
			return (struct bad_byte){ at, arena_printf(a, "%s, U+%04X",
				tr(f->what), code), f->fix };
	}
	return (struct bad_byte){ .at = len };
}

bool
bad_byte_is_wide(const char *bytes, size_t len)
{
	return len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2)
		|| !memcmp(bytes, "\xFE\xFF", 2) || !bytes[0] || !bytes[1]);
}
