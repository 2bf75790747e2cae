/* The dialect of IMAP (RFC 3501), as far as clients go until they show a folder.
 * Used by hear. */
#include "helper/hear_dialects.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"

enum { TAG_MAX = 64, ITEMS_MAX = 64 };

/* Does the line end in a literal's size? Then it goes on after these bytes. */
static bool
hear_literals(struct talk *t)
{
	const char *open;
	char *end;
	unsigned long n;

	while (t->len && t->line[t->len - 1] == '}' && (open = strrchr(t->line, '{'))) {
		n = strtoul(open + 1, &end, 10);
		if (strcmp(end, "}") && strcmp(end, "+}"))
			return true;
		if (*end == '}' && !say(t, "+ go on\r\n"))
			return false;
		if (n >= COMMAND_MAX - t->len)
			return false;
		t->line[t->len++] = '\n';
		if (!hear_bytes(t, n, true) || !hear_more(t))
			return false;
	}
	return true;
}

/* The next word: an atom, a string or a literal ({N}, a line feed and its bytes), with a
 * NUL put after it. "" when there is none. A list is one word with its parentheses. */
static char *
word(struct talk *t)
{
	char *from, *to, *next, *end = t->line + t->len;
	unsigned depth = 0;
	size_t n;

	t->rest += strspn(t->rest, " ");
	from = to = t->rest;
	if (*from == '"') {
		for (from++; from < end && *from != '"'; from++) {
			from += *from == '\\';
			*to++ = *from;
		}
		next = from + 1;
		from = t->rest;
	} else if (*from == '{' && (to = memchr(from, '\n', (size_t)(end - from)))) {
		n = strtoul(from + 1, NULL, 10);
		from = to + 1;
		n = n < (size_t)(end - from) ? n : (size_t)(end - from);
		next = to = from + n;
	} else {
		for (to = from; to < end && (depth || *to != ' '); to++)
			depth += (*to == '(') - (depth && *to == ')');
		next = to;
	}
	t->rest = next < end ? next + (*next == ' ') : end;
	*to = '\0';
	return from;
}

static bool
ok(struct talk *t)
{
	return answer(t, "OK done");
}

/* ---- before the login ---- */

static const char *
capabilities(const struct talk *t)
{
	return arena_printf(t->arena, "CAPABILITY IMAP4rev1 LITERAL+ SASL-IR ID ENABLE NAMESPACE "
		"IDLE SPECIAL-USE UIDPLUS UNSELECT%s%s", offers_starttls(t) ? " STARTTLS" : "",
		list_mechanisms(t, " AUTH="));
}

static bool
greet(struct talk *t)
{
	return say(t, "* OK [%s] hear\r\n", capabilities(t));
}

static bool
capability(struct talk *t)
{
	return say(t, "* %s\r\n", capabilities(t)) && ok(t);
}

static bool
log_in(struct talk *t)
{
	const char *user = word(t), *secret = word(t);

	return logged_in(t, login(t, "IMAP-LOGIN", user, strlen(user), secret, strlen(secret)));
}

/* What the client answers takes the place of the line. */
static bool
authenticate(struct talk *t)
{
	t->rest = arena_copy(t->arena, t->rest, strlen(t->rest));
	return auth(t);
}

static bool
logout(struct talk *t)
{
	if (say(t, "* BYE\r\n"))
		ok(t);
	return false;
}

/* ---- folders ---- */

/* The folder that the client names; it is written down as people read it. */
static const char *
folder(struct talk *t, const char *key)
{
	const char *name = word(t);
	const char *shown = convert(t->arena, name, strlen(name), "UTF-7-IMAP", "UTF-8");

	shown = shown ? shown : name;
	note_each(t, key, shown, strlen(shown));
	return name;
}

/* In a name that a pattern of LIST matches, '*' and '%' are any text: each takes as little
 * as there can be. */
static bool
matches(const char *pattern, const char *name)
{
	const char *after = NULL, *from = NULL;

	while (*name) {
		if (*pattern == '*' || *pattern == '%') {
			after = ++pattern;
			from = name;
		} else if (*pattern == *name) {
			pattern++;
			name++;
		} else if (after) {
			pattern = after;
			name = ++from;
		} else {
			return false;
		}
	}
	return !pattern[strspn(pattern, "*%")];
}

static bool
list_one(struct talk *t, const char *use, const char *pattern, const char *name)
{
	const char *wire = convert(t->arena, name, strlen(name), "UTF-8", "UTF-7-IMAP"), *at;
	const char *quoted = "", *verb = strcasecmp(t->name, "LSUB") ? "LIST" : "LSUB";

	if (!wire || !matches(pattern, wire))
		return true;
	for (at = wire; *at; at++)
		quoted = arena_printf(t->arena, "%s%s%c", quoted, strchr("\"\\", *at) ? "\\" : "",
			*at);
	return say(t, "* %s (%s) \"%s\" \"%s\"\r\n", verb, use, t->server->hall->delimiter,
		quoted);
}

static bool
list(struct talk *t)
{
	const struct hall *h = t->server->hall;
	const char *reference = word(t), *name = word(t), *pattern;
	const json_t *one;
	bool fine = true;
	size_t i;

	/* selection options (RFC 5258) */
	if (*reference == '(') {
		reference = name;
		name = word(t);
	}
	if (!*name)
		return say(t, "* LIST (\\Noselect) \"%s\" \"\"\r\n", h->delimiter) && ok(t);
	pattern = arena_printf(t->arena, "%s%s", reference, name);
	fine = list_one(t, "", pattern, "INBOX");
	json_array_foreach(h->folders, i, one)
		fine = fine && list_one(t, json_string_value(json_array_get(one, 1)), pattern,
			json_string_value(json_array_get(one, 0)));
	return fine && ok(t);
}

static bool
name_space(struct talk *t)
{
	return say(t, "* NAMESPACE ((\"\" \"%s\")) NIL NIL\r\n", t->server->hall->delimiter)
		&& ok(t);
}

static bool
examine(struct talk *t)
{
	return say(t, "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n"
		"* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] fine\r\n"
		"* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] fine\r\n"
		"* OK [UIDNEXT 2] fine\r\n", !strcasecmp(folder(t, "folders"), "INBOX"))
		&& answer(t, "OK [READ-WRITE] done");
}

static bool
status(struct talk *t)
{
	const char *name = folder(t, "folders");
	int n = !strcasecmp(name, "INBOX");

	return say(t, "* STATUS \"%s\" (MESSAGES %d RECENT 0 UIDNEXT 2 UIDVALIDITY 1 "
		"UNSEEN %d)\r\n", name, n, n) && ok(t);
}

static bool
create(struct talk *t)
{
	folder(t, "created");
	return ok(t);
}

static bool
append(struct talk *t)
{
	folder(t, "filed");
	return answer(t, "OK [APPENDUID 1 2] done");
}

static bool
idle(struct talk *t)
{
	return say(t, "+ idling\r\n") && hear_line(t) && ok(t);
}

/* ---- the one message ---- */

/* A part of the message: which, as the client names it. */
static void
add_part(struct buf *out, const char *name, const char *section)
{
	bool header = strstr(section, "HEADER") || !strcmp(name, "RFC822.HEADER");
	bool all = !*section && !header && strcmp(name, "RFC822.TEXT");
	const char *first = header || all ? letter_header : "";
	const char *second = header ? "" : letter_body;

	buf_printf(out, "{%zu}\r\n%s%s", strlen(first) + strlen(second), first, second);
}

static void
add_item(struct buf *out, char *item)
{
	static const struct { const char *name, *value; } fixed[] = {
		{ "FLAGS", "()" },
		{ "INTERNALDATE", "\"01-Jan-2024 12:00:00 +0000\"" },
		{ "ENVELOPE", "(\"Mon, 01 Jan 2024 12:00:00 +0000\" \"A small message\" NIL NIL "
			"NIL NIL NIL NIL NIL \"<1@hear.invalid>\")" },
		{ "BODYSTRUCTURE", "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 18 1)" },
		{ "BODY", "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 18 1)" },
	};
	char *section = strchr(item, '['), *end = section ? strrchr(section, ']') : NULL;
	size_t i;

	for (i = 0; i < countof(fixed); i++)
		if (!strcmp(item, fixed[i].name)) {
			buf_printf(out, " %s %s", item, fixed[i].value);
			return;
		}
	if (!strcmp(item, "RFC822.SIZE")) {
		buf_printf(out, " %s %zu", item, strlen(letter_header) + strlen(letter_body));
	} else if (!strncmp(item, "RFC822", 6)) {
		buf_printf(out, " %s ", item);
		add_part(out, item, "");
	} else if (end && !strncmp(item, "BODY", 4)) {
		*end = '\0';
		buf_printf(out, " BODY[%s]%s ", section + 1,
			strncmp(end + 1, "<0", 2) ? "" : "<0>");
		add_part(out, "", section + 1);
	}
}

/* The items of a list, each up to a space outside of its brackets. */
static void
add_items(struct buf *out, char *items)
{
	char *at, *from = items;
	int depth = 0, n = 0;
	bool end = false;

	for (at = items; !end && n < ITEMS_MAX; at++) {
		end = !*at;
		depth += (*at == '[') - (*at == ']');
		if (!end && (depth > 0 || !strchr(" ()", *at)))
			continue;
		*at = '\0';
		if (at > from)
			add_item(out, from);
		from = at + 1;
		n++;
	}
}

static bool
fetch(struct talk *t)
{
	char *set = word(t), *at = t->rest;
	struct buf out = { 0 };

	for (; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	for (at = t->rest; (at = strstr(at, ".PEEK")); )
		memmove(at, at + 5, strlen(at + 5) + 1);
	add_items(&out, t->rest);
	at = arena_copy(t->arena, out.s ? out.s : "", out.len);
	buf_free(&out);
	return (!strpbrk(set, "1*") || say(t, "* 1 FETCH (UID 1%s)\r\n", at)) && ok(t);
}

/* A message that shall be deleted goes when that is asked for. */
static bool
store(struct talk *t)
{
	t->deleted |= strstr(t->rest, "\\Deleted") != NULL;
	return ok(t);
}

/* A folder that is closed loses it without a word (RFC 9051, 6.4.1). */
static bool
close_folder(struct talk *t)
{
	if (t->deleted)
		note_each(t, "deleted", "1", 1);
	t->deleted = false;
	return ok(t);
}

static bool
expunge(struct talk *t)
{
	if (t->deleted && !say(t, "* 1 EXPUNGE\r\n"))
		return false;
	return close_folder(t);
}

static bool
search(struct talk *t)
{
	return say(t, "* SEARCH 1\r\n") && ok(t);
}

/* UID and a command: the same, as the message has the same number both ways. */
static bool
by_uid(struct talk *t)
{
	t->name = word(t);
	return strcasecmp(t->name, "UID") ? obey(t) : answer(t, t->dialect->refused);
}

static const struct command commands[] = {
	{ "CAPABILITY", .run = capability }, { "STARTTLS", .run = starttls },
	{ "LOGIN", .run = log_in }, { "AUTHENTICATE", .run = authenticate },
	{ "LOGOUT", .run = logout }, { "NOOP", .run = ok }, { "ID", .run = ok },
	{ "ENABLE", ok, .after_login = true }, { "NAMESPACE", name_space, .after_login = true },
	{ "LIST", list, .after_login = true }, { "LSUB", list, .after_login = true },
	{ "XLIST", list, .after_login = true }, { "SELECT", examine, .after_login = true },
	{ "EXAMINE", examine, .after_login = true }, { "STATUS", status, .after_login = true },
	{ "CREATE", create, .after_login = true }, { "APPEND", append, .after_login = true },
	{ "SUBSCRIBE", ok, .after_login = true }, { "IDLE", idle, .after_login = true },
	{ "FETCH", fetch, .after_login = true }, { "SEARCH", search, .after_login = true },
	{ "STORE", store, .after_login = true }, { "CHECK", ok, .after_login = true },
	{ "CLOSE", close_folder, .after_login = true }, { "UNSELECT", ok, .after_login = true },
	{ "EXPUNGE", expunge, .after_login = true }, { "UID", by_uid, .after_login = true },
	{ .name = NULL },
};

/* The tag, which every answer has, and the name; literals are in the line. */
static bool
take(struct talk *t)
{
	if (!hear_literals(t))
		return false;
	t->rest = t->line;
	t->tag = arena_printf(t->arena, "%.*s", TAG_MAX, word(t));
	t->name = word(t);
	return true;
}

const struct dialect dialect_imap = { "imap", "+ ", greet, take, commands, .reads = true,
	.refused = "BAD what?", .begin_tls = "OK done", .welcome = "OK done",
	.denied = "NO [AUTHENTICATIONFAILED] no" };
