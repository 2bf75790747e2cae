/* Messages: the one that mailboxes have, and who a sent one is from.
 * Used by the dialects of hear. */
#include "helper/hear_dialects.h"

#include <ctype.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

const char letter_header[] =
	"Date: Mon, 01 Jan 2024 12:00:00 +0000\r\n"
	"From: Somebody <somebody@example.net>\r\n"
	"To: Somebody Else <else@example.net>\r\n"
	"Subject: A small message\r\n"
	"Message-ID: <1@hear.invalid>\r\n"
	"\r\n";
const char letter_body[] = "A small message.\r\n";

bool
offers_starttls(const struct talk *t)
{
	return !t->ssl && t->server->hall->starttls && !strcmp(t->server->security, "starttls");
}

/* EXTERNAL is for those who have shown a certificate. */
const char *
list_mechanisms(const struct talk *t, const char *before)
{
	const char *list = "", *name;
	const json_t *one;
	size_t i;

	json_array_foreach(t->server->mechanisms, i, one) {
		name = json_string_value(one);
		if (strcmp(name, "APOP") && (strcmp(name, "EXTERNAL") || t->certified))
			list = arena_printf(t->arena, "%s%s%s", list, before, name);
	}
	return list;
}

char *
convert(struct arena *a, const char *text, size_t len, const char *from, const char *to)
{
	size_t left = 4 * len + 16;
	char *out = arena_alloc(a, left + 1, 1), *at = out, *in = (char *)text;
	iconv_t how = iconv_open(to, from);
	/* -1, which no pointer is */
	bool opened = (intptr_t)how != -1;
	bool ok = opened && iconv(how, &in, &len, &at, &left) != (size_t)-1
		&& iconv(how, NULL, NULL, &at, &left) != (size_t)-1;

	if (opened)
		iconv_close(how);
	return ok ? out : NULL;
}

/* ---- RFC 2047 ---- */

static int
hex_pair(const char *s)
{
	static const char digits[] = "0123456789abcdef";
	const char *high = *s ? strchr(digits, tolower((unsigned char)s[0])) : NULL;
	const char *low = high && s[1] ? strchr(digits, tolower((unsigned char)s[1])) : NULL;

	return low ? (int)(16 * (high - digits) + (low - digits)) : -1;
}

static int
decode_q(const char *s, size_t len, char *out)
{
	int n = 0, byte;
	size_t i;

	for (i = 0; i < len; i++) {
		byte = s[i] == '=' && i + 2 < len ? hex_pair(s + i + 1) : -1;
		out[n++] = byte >= 0 ? (char)byte : s[i] == '_' ? ' ' : s[i];
		i += byte >= 0 ? 2 : 0;
	}
	return n;
}

/* The encoded word at s, written to *out as UTF-8; returns where it ends, or NULL when
 * there is none. */
static const char *
encoded_word(struct arena *a, const char *s, const char **out)
{
	const char *how = strncmp(s, "=?", 2) ? NULL : strchr(s + 2, '?'), *end;
	char *bytes, *charset;
	int len;

	if (!how || !how[1] || how[2] != '?' || !strchr("bBqQ", how[1]))
		return NULL;
	end = strstr(how + 3, "?=");
	if (!end)
		return NULL;
	/* a language may follow (RFC 2231) */
	charset = arena_copy(a, s + 2, strcspn(s + 2, "?*"));
	bytes = arena_alloc(a, (size_t)(end - how) + 4, 1);
	len = (tolower((unsigned char)how[1]) == 'b' ? base64_decode : decode_q)(how + 3,
		(size_t)(end - how) - 3, bytes);
	*out = convert(a, bytes, len > 0 ? (size_t)len : 0, charset, "UTF-8");
	return *out ? end + 2 : NULL;
}

/* Text with its encoded words undone; spaces between two of them are no text. */
static char *
decoded(struct arena *a, const char *text)
{
	const char *next, *word;
	struct buf out = { 0 };
	size_t spaces = 0;
	bool after = false;

	for (buf_puts(&out, ""); *text; text = next) {
		next = encoded_word(a, text, &word);
		if (next) {
			out.len -= after ? spaces : 0;
			buf_puts(&out, word);
			after = true;
			spaces = 0;
			continue;
		}
		next = text + 1;
		buf_putc(&out, *text);
		after &= *text == ' ' || *text == '\t';
		spaces++;
	}
	text = arena_copy(a, out.s, out.len);
	buf_free(&out);
	return (char *)text;
}

/* ---- addresses ---- */

/* A field of a message without its folds, or NULL. */
static char *
field(struct arena *a, const char *message, const char *name)
{
	size_t len = strlen(name);
	const char *at = message;
	char *text, *to, *from;

	while (*at && *at != '\n' && (strncasecmp(at, name, len) || at[len] != ':')) {
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	if (!*at || *at == '\n')
		return NULL;
	at += len + 1;
	at += strspn(at, " \t");
	text = to = arena_copy(a, at, strlen(at));
	for (from = text; *from && (*from != '\n' || strchr(" \t", from[1])); from++)
		if (*from != '\n')
			*to++ = *from;
	while (to > text && strchr(" \t", to[-1]))
		to--;
	*to = '\0';
	return text;
}

/* Takes the quotes off a name, or undoes its encoded words. */
static const char *
plain_name(struct arena *a, char *name)
{
	char *from = name, *to = name;
	size_t len = strlen(name);

	while (len && strchr(" \t", name[len - 1]))
		name[--len] = '\0';
	if (*name != '"' || strstr(name, "=?"))
		return decoded(a, name);
	for (from++; *from && *from != '"'; from++) {
		from += *from == '\\' && from[1];
		*to++ = *from;
	}
	*to = '\0';
	return name;
}

/* The last such character that is not between quotes, or NULL. */
static char *
unquoted(char *text, char which)
{
	bool quoted = false;
	char *found = NULL;

	for (; *text; text++)
		if (quoted && *text == '\\' && text[1])
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (*text == which && !quoted)
			found = text;
	return found;
}

/* Writes down the name and the address of a field of one mailbox: `Name <address>`,
 * `address (Name)` or an address alone. */
static void
note_mailbox(struct talk *t, char *text, const char *name_key, const char *address_key)
{
	char *address = unquoted(text, '<'), *end;
	const char *name = "";

	if (address) {
		*address++ = '\0';
		end = unquoted(address, '>');
		name = plain_name(t->arena, text);
	} else {
		address = text;
		end = strpbrk(address, " \t(");
	}
	if (end)
		*end = '\0';
	note(t, name_key, name, strlen(name));
	note(t, address_key, address, strlen(address));
}

void
note_message(struct talk *t, const char *message)
{
	static const char *const fields[][3] = {
		{ "From", "from_name", "from_address" },
		{ "Reply-To", "reply_name", "reply_address" },
	};
	char *text;
	size_t i;

	for (i = 0; i < countof(fields); i++) {
		text = field(t->arena, message, fields[i][0]);
		if (text)
			note_mailbox(t, text, fields[i][1], fields[i][2]);
	}
}
