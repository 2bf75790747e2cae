/* The dialect of IMAP (RFC 3501), as far as clients go until they show a folder.
 * Used by hear. */
#include "helper/hear_dialects.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "helper/hear_sasl.h"

enum { TAG_MAX = 64, ITEMS_MAX = 64 };

/* A command as it came: arguments follow at *at; literals are in the line, each as
 * {N}, a line feed and its bytes. */
struct command {
	char tag[TAG_MAX], *at, *end;
};

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
		if (t->len + n + 1 > COMMAND_MAX)
			return false;
		t->line[t->len++] = '\n';
		if (!hear_bytes(t, n, true) || !hear_more(t))
			return false;
	}
	return true;
}

/* The next word: an atom, a string or a literal, with a NUL put after it. NULL when
 * there is none. A list is one word with its parentheses. */
static char *
word(struct command *c)
{
	char *from, *to, *next;
	unsigned depth = 0;
	size_t n;

	while (c->at < c->end && *c->at == ' ')
		c->at++;
	from = to = c->at;
	if (from >= c->end)
		return NULL;
	if (*from == '"') {
		for (from++; from < c->end && *from != '"'; from++) {
			from += *from == '\\';
			*to++ = *from;
		}
		next = from + 1;
		from = c->at;
	} else if (*from == '{' && (to = memchr(from, '\n', (size_t)(c->end - from)))) {
		n = strtoul(from + 1, NULL, 10);
		from = to + 1;
		n = n < (size_t)(c->end - from) ? n : (size_t)(c->end - from);
		next = to = from + n;
	} else {
		for (to = from; to < c->end && (depth || *to != ' '); to++)
			depth += (*to == '(') - (depth && *to == ')');
		next = to;
	}
	c->at = next < c->end ? next + (*next == ' ') : c->end;
	*to = '\0';
	return from;
}

static bool
ok(struct talk *t, const struct command *c, const char *more)
{
	return say(t, "%s OK %sdone\r\n", c->tag, more);
}

static bool
denied(struct talk *t, const struct command *c)
{
	return say(t, "%s NO [AUTHENTICATIONFAILED] no\r\n", c->tag);
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
capability(struct talk *t, struct command *c)
{
	return say(t, "* %s\r\n", capabilities(t)) && ok(t, c, "");
}

static bool
starttls(struct talk *t, struct command *c)
{
	if (!offers_starttls(t))
		return say(t, "%s BAD no TLS here\r\n", c->tag);
	return ok(t, c, "") && talk_encrypt(t, "starttls");
}

static bool
logged_in(struct talk *t, const struct command *c, bool fine)
{
	if (!fine)
		return denied(t, c);
	talk_whole(t);
	return ok(t, c, "");
}

static bool
log_in(struct talk *t, struct command *c)
{
	const char *user = word(c), *secret = word(c);

	return logged_in(t, c, user && secret && login(t, "IMAP-LOGIN", user, strlen(user),
		secret, strlen(secret)));
}

static bool
authenticate(struct talk *t, struct command *c)
{
	const char *name = word(c), *initial = word(c);

	return logged_in(t, c, name && sasl(t, arena_copy(t->arena, name, strlen(name)),
		initial ? arena_copy(t->arena, initial, strlen(initial)) : NULL));
}

static bool
logout(struct talk *t, struct command *c)
{
	if (say(t, "* BYE\r\n"))
		ok(t, c, "");
	return false;
}

static bool
nothing(struct talk *t, struct command *c)
{
	return ok(t, c, "");
}

/* ---- folders ---- */

/* Writes down a folder that the client names, as people read it. */
static void
note_folder(struct talk *t, const char *key, const char *name)
{
	const char *shown = convert(t->arena, name, strlen(name), "UTF-7-IMAP", "UTF-8");

	note_each(t, key, shown ? shown : name, strlen(shown ? shown : name));
}

/* In a name that a pattern of LIST matches, '*' and '%' are any text. */
static bool
matches(const char *pattern, const char *name)
{
	for (; *pattern && *pattern != '*' && *pattern != '%'; pattern++, name++)
		if (*pattern != *name)
			return false;
	if (!*pattern)
		return !*name;
	for (; ; name++) {
		if (matches(pattern + 1, name))
			return true;
		if (!*name)
			return false;
	}
}

static bool
list_one(struct talk *t, const char *verb, const char *use, const char *pattern,
	const char *name)
{
	const char *wire = convert(t->arena, name, strlen(name), "UTF-8", "UTF-7-IMAP"), *at;
	const char *quoted = "";

	if (!wire || !matches(pattern, wire))
		return true;
	for (at = wire; *at; at++)
		quoted = arena_printf(t->arena, "%s%s%c", quoted, strchr("\"\\", *at) ? "\\" : "",
			*at);
	return say(t, "* %s (%s) \"%s\" \"%s\"\r\n", verb, use, t->server->hall->delimiter,
		quoted);
}

static bool
list(struct talk *t, struct command *c, const char *verb)
{
	const struct hall *h = t->server->hall;
	const char *reference = word(c), *name = word(c);
	const char *pattern;
	const json_t *one;
	bool fine = true;
	size_t i;

	/* selection options (RFC 5258) */
	if (reference && *reference == '(') {
		reference = name;
		name = word(c);
	}
	if (!name)
		return say(t, "%s BAD what?\r\n", c->tag);
	if (!*name)
		return say(t, "* %s (\\Noselect) \"%s\" \"\"\r\n", verb, h->delimiter)
			&& ok(t, c, "");
	pattern = arena_printf(t->arena, "%s%s", reference, name);
	fine = list_one(t, verb, "", pattern, "INBOX");
	json_array_foreach(h->folders, i, one)
		fine = fine && list_one(t, verb, json_string_value(json_array_get(one, 1)),
			pattern, json_string_value(json_array_get(one, 0)));
	return fine && ok(t, c, "");
}

static bool
imap_list(struct talk *t, struct command *c)
{
	return list(t, c, "LIST");
}

static bool
imap_lsub(struct talk *t, struct command *c)
{
	return list(t, c, "LSUB");
}

static bool
name_space(struct talk *t, struct command *c)
{
	return say(t, "* NAMESPACE ((\"\" \"%s\")) NIL NIL\r\n", t->server->hall->delimiter)
		&& ok(t, c, "");
}

static bool
is_inbox(const char *name)
{
	return !strcasecmp(name, "INBOX");
}

static bool
examine(struct talk *t, struct command *c)
{
	const char *name = word(c);
	int n = name && is_inbox(name);

	note_folder(t, "folders", name ? name : "");
	return say(t, "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n"
		"* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] fine\r\n"
		"* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] fine\r\n"
		"* OK [UIDNEXT 2] fine\r\n", n) && ok(t, c, "[READ-WRITE] ");
}

static bool
status(struct talk *t, struct command *c)
{
	const char *name = word(c);
	int n = name && is_inbox(name);

	note_folder(t, "folders", name ? name : "");
	return say(t, "* STATUS \"%s\" (MESSAGES %d RECENT 0 UIDNEXT 2 UIDVALIDITY 1 "
		"UNSEEN %d)\r\n", name ? name : "", n, n) && ok(t, c, "");
}

static bool
create(struct talk *t, struct command *c)
{
	const char *name = word(c);

	note_folder(t, "created", name ? name : "");
	return ok(t, c, "");
}

static bool
append(struct talk *t, struct command *c)
{
	const char *name = word(c);

	note_folder(t, "filed", name ? name : "");
	return ok(t, c, "[APPENDUID 1 2] ");
}

static bool
idle(struct talk *t, struct command *c)
{
	return say(t, "+ idling\r\n") && hear_line(t) && ok(t, c, "");
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

	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
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
fetch(struct talk *t, struct command *c)
{
	char *set = word(c), *at = c->at;
	struct buf out = { 0 };

	if (!set)
		return say(t, "%s BAD what?\r\n", c->tag);
	for (; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	for (at = c->at; (at = strstr(at, ".PEEK")); )
		memmove(at, at + 5, strlen(at + 5) + 1);
	buf_puts(&out, "* 1 FETCH (UID 1");
	add_items(&out, c->at);
	buf_puts(&out, ")\r\n");
	at = arena_copy(t->arena, out.s, out.len);
	buf_free(&out);
	return (!strpbrk(set, "1*") || say(t, "%s", at)) && ok(t, c, "");
}

/* A message that shall be deleted goes when that is asked for. */
static bool
store(struct talk *t, struct command *c)
{
	t->deleted |= strstr(c->at, "\\Deleted") != NULL;
	return ok(t, c, "");
}

static bool
expunge(struct talk *t, struct command *c)
{
	if (t->deleted && !say(t, "* 1 EXPUNGE\r\n"))
		return false;
	if (t->deleted)
		note_each(t, "deleted", "1", 1);
	t->deleted = false;
	return ok(t, c, "");
}

static bool
search(struct talk *t, struct command *c)
{
	return say(t, "* SEARCH 1\r\n") && ok(t, c, "");
}

static bool by_uid(struct talk *, struct command *);

static const struct {
	const char *name;
	bool (*run)(struct talk *, struct command *);
	bool after_login;
} commands[] = {
	{ "CAPABILITY", capability, false }, { "STARTTLS", starttls, false },
	{ "LOGIN", log_in, false }, { "AUTHENTICATE", authenticate, false },
	{ "LOGOUT", logout, false }, { "NOOP", nothing, false }, { "ID", nothing, false },
	{ "ENABLE", nothing, true }, { "NAMESPACE", name_space, true },
	{ "LIST", imap_list, true }, { "LSUB", imap_lsub, true }, { "XLIST", imap_list, true },
	{ "SELECT", examine, true }, { "EXAMINE", examine, true }, { "STATUS", status, true },
	{ "CREATE", create, true }, { "APPEND", append, true }, { "SUBSCRIBE", nothing, true },
	{ "IDLE", idle, true }, { "FETCH", fetch, true }, { "SEARCH", search, true },
	{ "STORE", store, true }, { "CHECK", nothing, true }, { "CLOSE", nothing, true },
	{ "UNSELECT", nothing, true }, { "EXPUNGE", expunge, true }, { "UID", by_uid, true },
};

static bool
obey(struct talk *t, struct command *c)
{
	const char *name = word(c);
	size_t i;

	for (i = 0; name && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (!strcasecmp(commands[i].name, name)
		    && (t->logged_in || !commands[i].after_login))
			return commands[i].run(t, c);
	return say(t, "%s BAD what?\r\n", c->tag);
}

/* UID and a command: the same, as the message has the same number both ways. */
static bool
by_uid(struct talk *t, struct command *c)
{
	return obey(t, c);
}

void
speak_imap(struct talk *t)
{
	bool fine = say(t, "* OK [%s] hear\r\n", capabilities(t));
	struct command c;

	t->prompt = "+ ";
	while (fine && hear_line(t) && hear_literals(t)) {
		c = (struct command){ .at = t->line, .end = t->line + t->len };
		snprintf(c.tag, sizeof(c.tag), "%.*s", (int)strcspn(t->line, " "), t->line);
		fine = word(&c) && obey(t, &c);
	}
}
