/* Checks of single values that need nothing but the value itself.
 * Used by the types of fields in load*.c. */
#include "model/checks.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/lang.h"

enum { HASH_BYTES = 9 };

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_id_char(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
		|| (c && strchr("._-", c));
}

const char *
port_check(struct text t, unsigned *port)
{
	unsigned long value = 0;
	size_t i;

	for (i = 0; i < t.len; i++) {
		if (!is_digit(t.s[i]))
			return "not a number in decimal digits";
		if (value <= UINT16_MAX)
			value = 10 * value + (unsigned)(t.s[i] - '0');
	}
	if (t.len > 1 && t.s[0] == '0')
		return "a number does not begin with a zero";
	if (!value || value > UINT16_MAX)
		return "not from 1 to 65535";
	*port = (unsigned)value;
	return NULL;
}

const char *
path_check(struct text t)
{
	if (text_is(t, "-") || text_is(t, "/dev/stdin") || !strncmp(t.s, "/dev/fd/", 8)
	    || !strncmp(t.s, "/proc/self/fd/", 14))
		return "standard input is not a file that a client could read later";
	if (!t.len || t.s[t.len - 1] == '/' || text_is(t, "~"))
		return "a folder, not a file";
	if (*t.s == '~' && t.s[1] != '/')
		return "only '~/' is read as a home folder, your own";
	if (*t.s != '/' && *t.s != '~')
		return "a path that begins in whatever folder a client is started in";
	return NULL;
}

bool
variable_check(struct text t)
{
	size_t i;

	for (i = 0; i < t.len; i++)
		if (!is_id_char(t.s[i]) || strchr(".-", t.s[i]) || (!i && is_digit(t.s[i])))
			return false;
	return t.len > 0;
}

const char *
id_check(struct arena *a, struct text t)
{
	unsigned code;
	size_t i, n;

	if (t.len > ID_MAX_BYTES)
		return tr_printf(a, "%zu bytes long, 64 are possible", t.len);
	for (i = 0; i < t.len; i += n) {
		n = utf8_decode(t.s + i, t.len - i, &code);
		if (!n || !is_id_char(t.s[i]))
			return tr_printf(a, "'%s' is not allowed in it, only letters of"
				" ASCII, digits, '.', '_' and '-'",
				text_escaped(a, t.s + i, n ? n : 1));
	}
	if (t.len && strchr(".-", t.s[0]))
		return tr_printf(a, "it begins with '%c'", t.s[0]);
	return t.len ? NULL : "it is empty";
}

/* Writes the text to out with each character that an id cannot have as one
 * '-'. Returns whether there was any. */
static bool
replace_chars(struct text t, char *out)
{
	bool replaced = false;
	unsigned code;
	size_t i, n;

	for (i = 0; i < t.len; i += n) {
		n = utf8_decode(t.s + i, t.len - i, &code);
		n = n ? n : 1;
		*out = is_id_char(t.s[i]) ? t.s[i] : '-';
		replaced = replaced || !is_id_char(t.s[i]);
		out++;
	}
	*out = '\0';
	return replaced;
}

static struct text
without_accents(struct arena *a, struct text t)
{
	char *out = arena_alloc(a, t.len + 1, 1);
	size_t i, n, len = 0;
	unsigned code;

	for (i = 0; i < t.len; i += n) {
		n = utf8_decode(t.s + i, t.len - i, &code);
		if (n > 1 && text_unaccented(code)) {
			out[len++] = text_unaccented(code);
			continue;
		}
		n = n ? n : 1;
		memcpy(out + len, t.s + i, n);
		len += n;
	}
	return (struct text){ .s = out, .len = len, .pos = t.pos };
}

bool
id_is_words(struct text t)
{
	unsigned code;
	size_t i, n;

	if (t.len > ID_MAX_BYTES)
		return false;
	for (i = 0; i < t.len; i += n) {
		n = utf8_decode(t.s + i, t.len - i, &code);
		if (!n || !(is_id_char(t.s[i]) || text_unaccented(code)))
			return false;
	}
	return true;
}

const char *
id_clean(struct arena *a, struct text t)
{
	char *out = arena_alloc(a, t.len + 1, 1), *from, *to;
	size_t len;

	replace_chars(without_accents(a, t), out);
	out += strspn(out, ".-");
	for (from = to = out; *from; from++)
		if (*from != '-' || to[-1] != '-')
			*to++ = *from;
	len = (size_t)(to - out);
	for (len = len < ID_MAX_BYTES ? len : ID_MAX_BYTES; len; len--)
		if (out[len - 1] != '-')
			break;
	out[len] = '\0';
	return len ? out : NULL;
}

static uint32_t
fnv1a(const char *s, size_t len)
{
	uint32_t hash = 2166136261;
	size_t i;

	for (i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)s[i]) * 16777619;
	return hash;
}

struct text
id_make(struct arena *a, struct text address)
{
	char *plain = text_lower(a, address.s, address.len);
	char *out = arena_alloc(a, address.len + 1, 1);
	char *at = memrchr(plain, '@', address.len);
	bool lossy;

	if (at)
		*at = '-';
	lossy = replace_chars((struct text){ .s = plain, .len = address.len }, out);
	if (strchr(".-", out[0])) {
		out[0] = '_';
		lossy = true;
	}
	if (lossy || strlen(out) > ID_MAX_BYTES)
		out = arena_printf(a, "%.*s-%08x", ID_MAX_BYTES - HASH_BYTES, out,
			(unsigned)fnv1a(address.s, address.len));
	return (struct text){ .s = out, .len = strlen(out), .pos = address.pos };
}

struct digest {
	const char *kind, *title;
	size_t digits;
};

static const struct digest digests[] = {
	{ "sha256", "SHA-256", 64 }, { "sha1", "SHA-1", 40 }, { "md5", "MD5", 32 },
};

/* The length of the digest's name at the front of s, "SHA-256" as well as
 * "sha256"; 0 when another text is there. */
static size_t
name_len(const char *s, const char *name)
{
	size_t len = 0;

	for (; *name; name++, len++) {
		if (s[len] == '-' && is_digit(*name))
			len++;
		if (strncasecmp(s + len, name, 1))
			return 0;
	}
	return len;
}

/* Takes the name of a digest with its separator off the front of *s, as in
 * "SHA256:" or "SHA1 Fingerprint=". */
static const struct digest *
take_prefix(const char **s)
{
	static const char word[] = " fingerprint";
	size_t i, len;

	for (i = 0; i < countof(digests); i++) {
		len = name_len(*s, digests[i].kind);
		if (!len)
			continue;
		if (!strncasecmp(*s + len, word, strlen(word)))
			len += strlen(word);
		if (!(*s)[len] || !strchr(":= ", (*s)[len]))
			continue;
		*s += len + 1;
		return &digests[i];
	}
	return NULL;
}

/* The digits of s in upper case, pairs parted by colons, and how many. */
static const char *
hex_pairs(struct arena *a, const char *s, char *out, size_t *digits)
{
	static const char hex[] = "0123456789ABCDEFabcdef";
	const char *at;
	unsigned code;

	for (*digits = 0; *s; s++) {
		if (strchr(": \t", *s))
			continue;
		at = strchr(hex, *s);
		if (!at)
			return tr_printf(a, "'%s' is not a hexadecimal digit",
				text_escaped(a, s, utf8_decode(s, strlen(s), &code)));
		if (*digits && *digits % 2 == 0)
			*out++ = ':';
		*out++ = at - hex < 16 ? *at : (char)(*at - 32);
		++*digits;
	}
	*out = '\0';
	return NULL;
}

static bool
looks_base64(const char *s)
{
	size_t len = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/");

	return len >= 22 && !s[len + strspn(s + len, "=")];
}

const char *
fingerprint_check(struct arena *a, struct text t, struct text *normal, const char **kind)
{
	const char *s = t.s, *problem;
	const struct digest *claimed = take_prefix(&s);
	char *out = arena_alloc(a, 2 * t.len + 1, 1);
	size_t digits, i;

	problem = hex_pairs(a, s, out, &digits);
	if (problem && looks_base64(s))
		return "it is in base64, only hexadecimal digits are read";
	if (problem)
		return problem;
	for (i = 0; i < countof(digests); i++)
		if (digests[i].digits == digits && (!claimed || claimed == &digests[i]))
			break;
	if (i == countof(digests) && claimed)
		return tr_printf(a, "%zu hexadecimal digits, %s has %zu",
			digits, claimed->title, claimed->digits);
	if (i == countof(digests))
		return tr_printf(a, "%zu hexadecimal digits, SHA-256 has 64,"
			" SHA-1 40 and MD5 32", digits);
	*normal = (struct text){ .s = out, .len = strlen(out), .pos = t.pos };
	*kind = digests[i].kind;
	return NULL;
}

const char *
duration_check(struct text t, unsigned *seconds)
{
	static const char units[] = "smhd";
	static const unsigned long in_seconds[] = { 1, 60, 3600, 86400 };
	enum { MAX_DIGITS = 6, WEEK = 7 * 86400 };
	size_t digits = strspn(t.s, "0123456789");
	unsigned long value;
	const char *unit;

	if (!digits || digits > MAX_DIGITS)
		return "not a number and a unit";
	unit = t.len == digits + 1 ? strchr(units, t.s[digits]) : NULL;
	if (!unit)
		return "its unit is missing: 's', 'm', 'h' or 'd' after the number";
	value = strtoul(t.s, NULL, 10) * in_seconds[unit - units];
	if (!value || value > WEEK)
		return "not from a second to a week";
	*seconds = (unsigned)value;
	return NULL;
}

const char *
key_check(struct arena *a, struct text t, struct text *digits)
{
	/* a key ID, and fingerprints of RFC 4880 and RFC 9580 */
	enum { SHORT_ID = 8, ID = 16, FINGERPRINT = 40, LONG_FINGERPRINT = 64 };
	char *out = arena_alloc(a, t.len + 1, 1);
	size_t i = !strncasecmp(t.s, "0x", 2) ? 2 : 0, n = 0;

	for (; i < t.len; i++)
		if (is_hex(t.s[i]))
			out[n++] = t.s[i] > '9' ? (char)(t.s[i] & ~32) : t.s[i];
		else if (t.s[i] != ' ')
			return "not hexadecimal digits";
	if (n == SHORT_ID)
		return "8 digits, and anyone can make another key with the same ones";
	if (n != ID && n != FINGERPRINT && n != LONG_FINGERPRINT)
		return "neither the 40 or 64 digits of a fingerprint nor the 16 of a key ID";
	*digits = (struct text){ .s = out, .len = n, .pos = t.pos };
	return NULL;
}

static const struct {
	unsigned char code;
	const char *name;
} control_names[] = {
	{ 0x00, "a NUL" }, { 0x07, "a bell" }, { 0x08, "a backspace" },
	{ 0x09, "a tab" }, { 0x0A, "a line break" }, { 0x0B, "a vertical tab" },
	{ 0x0C, "a form feed" }, { 0x0D, "a carriage return" },
	{ 0x1B, "an escape" }, { 0x7F, "a delete" },
};

static const char *
control_name(struct arena *a, unsigned char code)
{
	const char *name = "a control character";
	size_t i;

	for (i = 0; i < countof(control_names); i++)
		if (control_names[i].code == code)
			name = control_names[i].name;
	return arena_printf(a, "%s (U+%04X)", tr(name), code);
}

const char *
control_find(struct arena *a, struct text t, bool lines)
{
	unsigned char c;
	size_t i;

	for (i = 0; i < t.len; i++) {
		c = (unsigned char)t.s[i];
		if ((c < 0x20 || c == 0x7F) && !(lines && (c == '\n' || c == '\t')))
			return control_name(a, c);
	}
	return NULL;
}
