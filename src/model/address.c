/* Checks host names, IP addresses and mail addresses, and turns international
 * names into A-labels. Used wherever an account or a rule set names a host. */
#include "model/address.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/lang.h"
#include "model/idn.h"

enum {
	HOST_MAX = 253,         /* RFC 1035 section 2.3.4, in its text form */
	LABEL_MAX = 63,
	LOCAL_MAX = 64,         /* RFC 5321 section 4.5.3.1 */
	ADDRESS_MAX = 254,      /* the same, without the angle brackets */
};

static const char letters_digits[] = "abcdefghijklmnopqrstuvwxyz"
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
static const char digits[] = "0123456789";
static const char hex_digits[] = "0123456789abcdefABCDEF";

/* What is wrong when one of the characters is in a text. */
struct telltale {
	const char *chars, *what;
};

static const char *
find_telltale(const struct telltale *table, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strpbrk(s, table[i].chars))
			return table[i].what;
	return NULL;
}

static const char *
show_char(struct arena *a, const char *s)
{
	unsigned code;

	return tr_printf(a, "the character '%s'",
		text_escaped(a, s, utf8_decode(s, strlen(s), &code)));
}

static bool
is_ascii(const char *s)
{
	while (*s > 0)
		s++;
	return !*s;
}

static bool
is_ipv4(const char *s)
{
	struct in_addr addr;

	return inet_pton(AF_INET, s, &addr) == 1;
}

static bool
is_ipv6(const char *s)
{
	struct in6_addr addr;

	return inet_pton(AF_INET6, s, &addr) == 1;
}

/* What no host and no address can be, whatever it means. A text that passes
 * holds no NUL. */
static const char *
text_check(struct text t)
{
	unsigned code;
	size_t i, n;

	if (!t.len)
		return "it is empty";
	for (i = 0; i < t.len; i += n) {
		n = utf8_decode(t.s + i, t.len - i, &code);
		if (!n)
			return "a byte that is not UTF-8";
		if (code < 0x20 || (code >= 0x7F && code < 0xA0))
			return "a control character in it";
	}
	return NULL;
}

/* Systems take a name whose last label is a number for an IPv4 address in one
 * of its old forms (inet_aton: 127.1, 2130706433, 0x7f000001). */
static bool
ends_in_number(const char *s)
{
	const char *label = strrchr(s, '.');

	label = label ? label + 1 : s;
	if (!strncasecmp(label, "0x", 2))
		return !label[2 + strspn(label + 2, hex_digits)];
	return !label[strspn(label, digits)];
}

static const char *
label_check(struct arena *a, const char *s, size_t len)
{
	size_t good = strspn(s, letters_digits);

	while (s[good] == '-')
		good += 1 + strspn(s + good + 1, letters_digits);
	if (good < len && s[good] == '_')
		return "an underscore, which host names cannot have";
	if (good < len)
		return show_char(a, s + good);
	if (len > LABEL_MAX)
		return "more than 63 bytes between two dots";
	if (s[0] == '-' || s[len - 1] == '-')
		return "a hyphen next to a dot or at an end";
	return NULL;
}

/* A name in ASCII (RFC 1123 section 2.1). */
static const char *
name_check(struct arena *a, const char *name)
{
	const char *s, *wrong;
	size_t len = strlen(name), n;

	if (!len)
		return "nothing but characters that do not count";
	if (name[0] == '.')
		return "a dot at the beginning";
	if (name[len - 1] == '.')
		return "a dot at the end";
	if (strstr(name, ".."))
		return "two dots in a row";
	for (s = name; ; s += n + 1) {
		n = strcspn(s, ".");
		wrong = label_check(a, s, n);
		if (wrong)
			return wrong;
		if (!s[n])
			break;
	}
	if (len > HOST_MAX)
		return "longer than 253 bytes";
	if (ends_in_number(name))
		return "it ends in a number and is not an IPv4 address";
	return NULL;
}

static bool
has_a_label(const char *name)
{
	const char *s;

	for (s = name; s; s = strchr(s, '.')) {
		s += *s == '.';
		if (!strncasecmp(s, "xn--", 4))
			return true;
	}
	return false;
}

/* The first ASCII character that no name holds, or NULL. */
static const char *
find_special(const char *name)
{
	for (; *name; name++)
		if (*name > 0 && !strchr(letters_digits, *name) && !strchr("-.", *name))
			return name;
	return NULL;
}

static const char *
host_name(struct arena *a, const char *name, const char **ascii)
{
	const char *special = find_special(name), *wrong;

	if (special && *special != '_')
		return show_char(a, special);
	*ascii = text_lower(a, name, strlen(name));
	if (!is_ascii(name) || has_a_label(name)) {
		wrong = idn_to_ascii(a, name, ascii);
		if (wrong)
			return wrong;
	}
	return name_check(a, *ascii);
}

static const char *
colon_check(const char *s)
{
	const char *port = strchr(s, ':') + 1;

	if (strchr(port, ':'))
		return strchr(s, '%')
			? "a zone id, which means something on one machine only"
			: "neither a host name nor an IPv6 address";
	return *port && !port[strspn(port, digits)]
		? "a port after the host name" : "a ':' in the host name";
}

/* An IPv6 address in brackets; *ascii is without them. */
static const char *
bracket_check(struct arena *a, const char *s, const char **ascii)
{
	const char *end = strchr(s, ']');

	if (!end)
		return "a '[' without its ']'";
	if (end[1])
		return end[1] == ':' ? "a port after the host name"
			: "something after the ']'";
	*ascii = text_lower(a, s + 1, (size_t)(end - s - 1));
	if (is_ipv6(*ascii))
		return NULL;
	return strchr(*ascii, '%')
		? "a zone id, which means something on one machine only"
		: "no IPv6 address in its brackets";
}

static const char *
host_form(struct arena *a, const char *s, const char **ascii)
{
	static const struct telltale never[] = {
		{ " ", "a space in it" },
		{ "/\\", "a path after the host name" },
		{ "@", "a mail address, not a host name" },
		{ "<>", "angle brackets around the host name" },
		{ "\"'`", "quotes around the host name" },
		{ ",;", "more than one host name" },
	};
	const char *wrong;

	if (strstr(s, "://"))
		return "a URL, not a host name";
	wrong = find_telltale(never, countof(never), s);
	if (wrong)
		return wrong;
	if (s[0] == '[')
		return bracket_check(a, s, ascii);
	if (is_ipv4(s) || is_ipv6(s)) {
		*ascii = text_lower(a, s, strlen(s));
		return NULL;
	}
	return strchr(s, ':') ? colon_check(s) : host_name(a, s, ascii);
}

const char *
host_check(struct arena *a, struct text host, struct text *ascii)
{
	const char *form = NULL, *wrong = text_check(host);

	*ascii = host;
	if (!wrong)
		wrong = host_form(a, host.s, &form);
	if (wrong)
		return wrong;
	ascii->s = form;
	ascii->len = strlen(form);
	return NULL;
}

/* RFC 5321 section 4.1.2, Dot-string, with the non-ASCII of RFC 6531. */
static const char *
dot_string_check(struct arena *a, const char *s)
{
	static const char atext[] = "!#$%&'*+-/=?^_`{|}~";
	size_t i, len = strlen(s);

	if (s[0] == '.' || s[len - 1] == '.')
		return "a dot at the beginning or right before the '@'";
	if (strstr(s, ".."))
		return "two dots in a row before the '@'";
	if (s[0] == '*' || s[len - 1] == '*')   /* atext, and no person's name */
		return "a '*', which no one address has";
	for (i = 0; i < len; i++)
		if (s[i] > 0 && s[i] != '.' && !strchr(letters_digits, s[i])
		    && !strchr(atext, s[i]))
			return tr_printf(a, "%s before the '@' without "
				"double quotes", show_char(a, s + i));
	return NULL;
}

/* What is around an address, or next to it, that is not quoted. */
static const char *
surroundings(const char *s)
{
	static const struct telltale besides[] = {
		{ ",;", "more than one address" },
		{ "()", "a comment in it" },
		{ " ", "a space in it" },
	};
	size_t len = strlen(s);

	if (!strncasecmp(s, "mailto:", 7))
		return "a URL, not a mail address";
	if (s[len - 1] == '>' && strchr(s, '<') != strrchr(s, '<'))
		return "more than one address";
	if (s[len - 1] == '>' && strchr(s, '<'))
		return s[0] == '<' ? "angle brackets around the address"
			: "a display name before the address";
	if (s[0] == '"')
		return NULL;
	if (!strchr(s, '@'))
		return "no '@' in it";
	return find_telltale(besides, countof(besides), s);
}

/* Where the local part in double quotes ends (RFC 5321 section 4.1.2,
 * Quoted-string; text_check has refused what it cannot hold). */
static const char *
quoted_end(const char *s)
{
	for (s++; *s && *s != '"'; s++)
		if (*s == '\\' && s[1])
			s++;
	return *s ? s + 1 : NULL;
}

/* Finds the '@' between the halves. */
static const char *
split(struct arena *a, const char *s, const char **at)
{
	if (s[0] == '"') {
		*at = quoted_end(s);
		if (!*at)
			return "double quotes that are never closed";
		if (**at != '@')
			return "no '@' right after the double quotes";
		return NULL;
	}
	*at = strrchr(s, '@');
	if (*at == s)
		return "nothing before the '@'";
	if (strchr(s, '@') != *at)
		return "more than one '@'";
	return dot_string_check(a, arena_copy(a, s, (size_t)(*at - s)));
}

/* An address literal (RFC 5321 section 4.1.3) without general ones, of which
 * there are none. */
static const char *
literal_check(struct arena *a, const char *s)
{
	static const char tag[] = "IPv6:";
	size_t len = strlen(s);
	const char *inner;

	if (s[len - 1] != ']')
		return "a '[' without its ']' at the end";
	inner = arena_copy(a, s + 1, len - 2);
	if (is_ipv4(inner))
		return NULL;
	if (!strncasecmp(inner, tag, strlen(tag)) && is_ipv6(inner + strlen(tag)))
		return NULL;
	return is_ipv6(inner) ? "an IPv6 address in brackets without 'IPv6:'"
		: "no IP address in its brackets";
}

static const char *
domain_check(struct arena *a, struct text given, struct text *domain)
{
	const char *wrong;

	*domain = given;
	if (!given.len)
		return "nothing after the '@'";
	if (given.s[0] == '[')
		return literal_check(a, given.s);
	wrong = host_check(a, given, domain);
	if (!wrong && host_is_literal(*domain))
		return "an IP address after the '@' without brackets";
	return wrong;
}

const char *
address_check(struct arena *a, struct text address, struct text *ascii,
	struct text *local, struct text *domain)
{
	const char *at, *wrong = text_check(address);

	*ascii = *local = *domain = address;
	if (!wrong)
		wrong = surroundings(address.s);
	if (!wrong)
		wrong = split(a, address.s, &at);
	if (wrong)
		return wrong;
	local->len = (size_t)(at - address.s);
	local->s = arena_copy(a, address.s, local->len);
	domain->s = at + 1;
	domain->len = strlen(at + 1);
	wrong = domain_check(a, *domain, domain);
	if (wrong)
		return wrong;
	if (local->len > LOCAL_MAX)
		return "more than 64 bytes before the '@'";
	ascii->s = arena_printf(a, "%s@%s", local->s, domain->s);
	ascii->len = local->len + 1 + domain->len;
	return ascii->len > ADDRESS_MAX ? "longer than 254 bytes" : NULL;
}

/* A number that the text ends in, after a ':', a blank or the like, and perhaps the word
 * "port"; takes it off. */
static void
take_port(struct arena *a, struct text *t, unsigned *port)
{
	static const char before[] = ":, ;\t", word[] = "port";
	size_t n = t->len, value;

	while (n && is_digit(t->s[n - 1]))
		n--;
	if (!n || n == t->len || t->len - n > 5 || !strchr(before, t->s[n - 1]))
		return;
	value = strtoul(t->s + n, NULL, 10);
	if (!value || value > UINT16_MAX)
		return;
	*port = (unsigned)value;
	while (n && strchr(before, t->s[n - 1]))
		n--;
	if (n > sizeof(word) - 1 && !strncasecmp(t->s + n - (sizeof(word) - 1), word,
	    sizeof(word) - 1) && strchr(before, t->s[n - sizeof(word)]))
		n -= sizeof(word) - 1;
	while (n && strchr(before, t->s[n - 1]))
		n--;
	*t = (struct text){ arena_copy(a, t->s, n), n, t->pos, false };
}

/* Takes off what is at the end and no part of a host. */
static void
take_end(struct arena *a, struct text *t)
{
	const char *open = t->len && t->s[t->len - 1] == ')' ? strchr(t->s, '(') : NULL;
	size_t n = open ? (size_t)(open - t->s) : t->len;

	while (n && strchr("/.,; \t", t->s[n - 1]))
		n--;
	*t = (struct text){ arena_copy(a, t->s, n), n, t->pos, false };
}

/* A dot that was typed twice, and commas for all of them. */
static void
mend_dots(char *s)
{
	char *to = s;

	if (strchr(s, ',') && !strpbrk(s, ". "))
		for (; (s = strchr(s, ',')); s++)
			*s = '.';
	for (s = to; *s; s++)
		if (*s != '.' || s[1] != '.')
			*to++ = *s;
	*to = '\0';
}

/* Takes "imaps://" and what is after the host name away, or "//"; returns the scheme, or
 * NULL. */
static const char *
take_scheme(struct arena *a, struct text *t)
{
	const char *s = strstr(t->s, "//"), *scheme;

	if (!s || (s > t->s && s[-1] != ':'))
		return NULL;
	scheme = s > t->s ? text_lower(a, t->s, (size_t)(s - t->s) - 1) : NULL;
	t->len -= (size_t)(s + 2 - t->s), t->s = s + 2;
	t->len = strcspn(t->s, "/?#");
	t->s = arena_copy(a, t->s, t->len);
	return scheme;
}

bool
host_parts(struct arena *a, struct text given, struct host_parts *out)
{
	struct text t = text_trimmed(a, given), ascii;
	enum { TEXT_MAX = 2 * HOST_MAX };
	const char *at;
	char *s;

	*out = (struct host_parts){ NULL, 0, NULL, NULL };
	if (t.len > TEXT_MAX)
		return false;
	out->scheme = take_scheme(a, &t);
	take_end(a, &t);
	at = strrchr(t.s, '@');
	if (at) {
		out->user = arena_copy(a, t.s, (size_t)(at - t.s));
		t.len -= (size_t)(at + 1 - t.s), t.s = at + 1;
		if (!*out->user || strpbrk(out->user, ":/%@ \"'"))
			return false;
	}
	take_port(a, &t, &out->port);
	/* an IPv6 address has brackets where a port follows */
	if (t.len > 2 && *t.s == '[' && t.s[t.len - 1] == ']'
	    && !host_check(a, t, &ascii)) {
		out->host = arena_copy(a, t.s + 1, t.len - 2);
		return true;
	}
	t.s = s = arena_copy(a, t.s, t.len);
	mend_dots(s);
	t.len = strlen(s);
	if (strchr(t.s, ':') || host_check(a, t, &ascii)
	    || !(strchr(t.s, '.') || host_is_loopback(ascii)))
		return false;
	out->host = t.s;
	return true;
}

size_t
host_length(const char *host)
{
	const char *end = *host == '[' ? strchr(host, ']') : NULL;

	return end ? (size_t)(end + 1 - host) : strcspn(host, ":");
}

bool
host_is_seen(struct arena *a, struct text host)
{
	size_t len = host_length(host.s), port = strspn(host.s + len, ":0123456789");
	struct text t = { .s = arena_copy(a, host.s, len), .len = len }, ascii;

	if (strspn(host.s, "0123456789.") == host.len)
		return true;
	return len + port == host.len && port <= 6 && (*t.s == '[' || strchr(t.s, '.'))
		&& !host_check(a, t, &ascii);
}

/* Writes `becomes` wherever the text has `what`, which is not shorter. */
static void
replace_all(char *s, const char *what, const char *becomes)
{
	size_t from = strlen(what), to = strlen(becomes);

	for (; (s = strcasestr(s, what)); s += to) {
		memcpy(s, becomes, to);
		memmove(s + to, s + from, strlen(s + from) + 1);
	}
}

static bool
is_address(struct arena *a, const char *s)
{
	struct text ascii, local, domain;

	return !address_check(a, (struct text){ .s = s, .len = strlen(s) }, &ascii, &local,
		&domain);
}

const char *
address_meant(struct arena *a, struct text address)
{
	static const struct { const char *what, *becomes; } slips[] = {
		{ " (at) ", "@" }, { "(at)", "@" }, { "[at]", "@" }, { "{at}", "@" },
		{ " at ", "@" }, { " [at] ", "@" }, { "(dot)", "." }, { "[dot]", "." },
		{ " dot ", "." }, { " @", "@" }, { "@ ", "@" }, { "@@", "@" },
		{ "\uff20", "@" }, { "\uff0e", "." }, { "%40", "@" }, { "..", "." },
		{ "@.", "@" }, { "@https://", "@" }, { "@http://", "@" },
	};
	struct text t = text_trimmed(a, address);
	const char *open;
	char *s, *comma;
	size_t i;

	if (!strncasecmp(t.s, "mailto:", 7))
		t.s += 7, t.len -= 7;
	else if ((open = memchr(t.s, '<', t.len)) && t.s[t.len - 1] == '>') {
		t.len -= (size_t)(open + 2 - t.s);
		t.s = open + 1;
	} else if (t.len && t.s[t.len - 1] == ')' && (open = strstr(t.s, " (")))
		t.len = (size_t)(open - t.s);
	while (t.len && strchr(".,;:", t.s[t.len - 1]))
		t.len--;
	if (t.len > 2 && *t.s == '\'' && t.s[t.len - 1] == '\'')
		t.s++, t.len -= 2;
	s = arena_copy(a, t.s, t.len);
	if (is_address(a, s))
		return s;
	if (t.len > 2 * ADDRESS_MAX)
		return NULL;
	for (i = 0; i < countof(slips); i++)
		replace_all(s, slips[i].what, slips[i].becomes);
	comma = strchr(s, '@');
	comma = comma ? strchr(comma, ',') : NULL;
	if (comma && !strpbrk(comma, " @"))
		*comma = '.';
	return is_address(a, s) ? s : NULL;
}

/* Leaves out the brackets of an IPv6 address. */
static const char *
bare(struct text host, char *out, size_t size)
{
	bool brackets = host.len > 1 && host.s[0] == '['
		&& host.s[host.len - 1] == ']';
	size_t len = host.len - (brackets ? 2 : 0);

	if (!len || len >= size)
		return "";
	memcpy(out, host.s + brackets, len);
	out[len] = '\0';
	return out;
}

bool
host_is_literal(struct text host)
{
	char buf[INET6_ADDRSTRLEN + 1];
	const char *s = bare(host, buf, sizeof(buf));

	return is_ipv4(s) || is_ipv6(s);
}

bool
host_is_below(const char *host, const char *name)
{
	size_t len = strlen(host), end = strlen(name);
	struct text whole = { .s = host, .len = len };

	return !strcmp(host, name) || (len > end && strchr(name, '.')
		&& host[len - end - 1] == '.' && !strcmp(host + len - end, name)
		&& !host_is_literal(whole));
}

bool
host_is_loopback(struct text host)
{
	static const char below[] = ".localhost";
	char buf[INET6_ADDRSTRLEN + 1];
	const char *s = bare(host, buf, sizeof(buf));
	size_t n = strlen(below);
	struct in6_addr six;
	struct in_addr four;

	if (inet_pton(AF_INET, s, &four) == 1)
		return ntohl(four.s_addr) >> 24 == 127;
	if (inet_pton(AF_INET6, s, &six) == 1)
		return IN6_IS_ADDR_LOOPBACK(&six)
			|| (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127);
	return text_is_nocase(host, below + 1)
		|| (host.len > n && !strncasecmp(host.s + host.len - n, below, n));
}
