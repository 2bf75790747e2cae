/* Commands, and the dialects of lines: POP and SMTP.
 * Used by hear. */
#include "helper/hear_dialects.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

bool
answer(struct talk *t, const char *text)
{
	return say(t, "%s%s%s\r\n", t->tag, *t->tag ? " " : "", text);
}

bool
obey(struct talk *t)
{
	const struct command *c = t->dialect->commands;

	while (c->name && (strcasecmp(c->name, t->name) || (c->after_login && !t->logged_in)))
		c++;
	if (c->run)
		return c->run(t);
	return answer(t, c->name ? c->answer : t->dialect->refused) && !c->ends;
}

bool
starttls(struct talk *t)
{
	if (!offers_starttls(t))
		return answer(t, t->dialect->refused);
	return answer(t, t->dialect->begin_tls) && talk_encrypt(t, "starttls");
}

bool
logged_in(struct talk *t, bool fine)
{
	if (fine && t->dialect->reads)
		talk_whole(t);
	return answer(t, fine ? t->dialect->welcome : t->dialect->denied);
}

bool
auth(struct talk *t)
{
	char *initial = strchr(t->rest, ' ');

	if (initial)
		*initial++ = '\0';
	return logged_in(t, sasl(t, t->rest, initial));
}

void
speak(struct talk *t)
{
	static const struct dialect *const dialects[] = {
		&dialect_imap, &dialect_pop, &dialect_smtp,
	};
	size_t i = 0;

	while (i + 1 < countof(dialects) && strcmp(dialects[i]->protocol, t->server->protocol))
		i++;
	t->dialect = dialects[i];
	t->tag = "";
	if (!t->dialect->greet(t))
		return;
	while (hear_line(t) && t->dialect->take(t) && obey(t))
		;
}

/* A command goes up to the first space. */
static bool
take_line(struct talk *t)
{
	t->name = t->rest = arena_copy(t->arena, t->line, t->len);
	t->rest += strcspn(t->rest, " ");
	if (*t->rest)
		*t->rest++ = '\0';
	return true;
}

/* ---- POP (RFC 1939, 2449, 2595, 5034) ---- */

static bool
pop_greet(struct talk *t)
{
	return answer(t, offers(t->server, "APOP") ? "+OK hear " STAMP : "+OK hear");
}

static bool
pop_capa(struct talk *t)
{
	return say(t, "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nSASL%s\r\n%s.\r\n",
		list_mechanisms(t, " "), offers_starttls(t) ? "STLS\r\n" : "");
}

/* The next line has to be the password. */
static bool
pop_user(struct talk *t)
{
	if (!say(t, "+OK\r\n") || !hear_line(t))
		return false;
	if (strncasecmp(t->line, "PASS ", 5))
		return answer(t, t->dialect->refused);
	return logged_in(t, login(t, "USER", t->rest, strlen(t->rest), t->line + 5, t->len - 5));
}

static bool
pop_apop(struct talk *t)
{
	const char *space = strrchr(t->rest, ' ');
	char hex[33];

	md5_hex(arena_printf(t->arena, STAMP "%s", t->server->secret), hex);
	return logged_in(t, space && login_digest(t, "APOP", t->rest, (size_t)(space - t->rest),
		hex, space + 1));
}

static bool
pop_auth(struct talk *t)
{
	return *t->rest ? auth(t) : say(t, "+OK%s\r\n.\r\n", list_mechanisms(t, "\r\n"));
}

/* STAT, and LIST of one message or of all. */
static bool
pop_sizes(struct talk *t)
{
	bool all = !strcasecmp(t->name, "LIST") && !*t->rest;

	return say(t, "+OK%s1 %zu\r\n%s", all ? "\r\n" : " ",
		strlen(letter_header) + strlen(letter_body), all ? ".\r\n" : "");
}

static bool
pop_uidl(struct talk *t)
{
	return answer(t, *t->rest ? "+OK 1 uid1" : "+OK\r\n1 uid1\r\n.");
}

static bool
pop_retr(struct talk *t)
{
	return say(t, "+OK\r\n%s%s.\r\n", letter_header, letter_body);
}

static bool
pop_dele(struct talk *t)
{
	note_each(t, "deleted", t->rest, strlen(t->rest));
	return answer(t, "+OK");
}

static const struct command pop[] = {
	{ "CAPA", .run = pop_capa }, { "STLS", .run = starttls }, { "USER", .run = pop_user },
	{ "APOP", .run = pop_apop }, { "AUTH", .run = pop_auth },
	{ "QUIT", .answer = "+OK", .ends = true },
	{ "STAT", .run = pop_sizes, .after_login = true },
	{ "LIST", .run = pop_sizes, .after_login = true },
	{ "UIDL", .run = pop_uidl, .after_login = true },
	{ "RETR", .run = pop_retr, .after_login = true },
	{ "TOP", .run = pop_retr, .after_login = true },
	{ "DELE", .run = pop_dele, .after_login = true },
	{ "NOOP", .answer = "+OK", .after_login = true },
	{ "RSET", .answer = "+OK", .after_login = true },
	{ "LAST", .answer = "+OK 0", .after_login = true }, { .name = NULL },
};

const struct dialect dialect_pop = { "pop", "+ ", pop_greet, take_line, pop, .reads = true,
	.refused = "-ERR what?", .begin_tls = "+OK", .welcome = "+OK", .denied = "-ERR [AUTH] no" };

/* ---- SMTP (RFC 5321, 3207, 4954) ---- */

static bool
smtp_greet(struct talk *t)
{
	return answer(t, "220 hear.invalid ESMTP");
}

static bool
smtp_ehlo(struct talk *t)
{
	const char *mechanisms = list_mechanisms(t, " ");

	note(t, "helo", t->rest, strlen(t->rest));
	return say(t, "250-hear.invalid\r\n%s%s%s%s250-8BITMIME\r\n250-SMTPUTF8\r\n"
		"250 SIZE 10000000\r\n", offers_starttls(t) ? "250-STARTTLS\r\n" : "",
		*mechanisms ? "250-AUTH" : "", mechanisms, *mechanisms ? "\r\n" : "");
}

static bool
smtp_helo(struct talk *t)
{
	note(t, "helo", t->rest, strlen(t->rest));
	return answer(t, "250 hear.invalid");
}

/* The path of MAIL and RCPT: what is between < and >. */
static bool
note_path(struct talk *t, void (*write)(struct talk *, const char *, const char *, size_t),
	const char *key)
{
	const char *from = strchr(t->rest, '<'), *to = from ? strrchr(from, '>') : NULL;

	if (to)
		write(t, key, from + 1, (size_t)(to - from - 1));
	return answer(t, "250 fine");
}

static bool
smtp_mail(struct talk *t)
{
	if (!t->logged_in) {
		note(t, "mechanism", "none", 4);
		note(t, "security", t->security, strlen(t->security));
	}
	return note_path(t, note, "sender");
}

static bool
smtp_rcpt(struct talk *t)
{
	return note_path(t, note_each, "recipients");
}

/* The message up to a line with a dot alone, each line behind the others. */
static bool
smtp_data(struct talk *t)
{
	size_t begin;

	if (!answer(t, "354 go on"))
		return false;
	for (t->len = 0; ; t->line[t->len++] = '\n') {
		begin = t->len;
		if (!hear_more(t) || t->len >= COMMAND_MAX)
			return false;
		if (!strcmp(t->line + begin, "."))
			break;
	}
	t->line[begin] = '\0';
	note_message(t, t->line);
	talk_whole(t);
	return answer(t, "250 taken");
}

static const struct command smtp[] = {
	{ "EHLO", .run = smtp_ehlo }, { "STARTTLS", .run = starttls }, { "AUTH", .run = auth },
	{ "MAIL", .run = smtp_mail }, { "RCPT", .run = smtp_rcpt }, { "DATA", .run = smtp_data },
	{ "HELO", .run = smtp_helo }, { "NOOP", .answer = "250 fine" },
	{ "RSET", .answer = "250 fine" }, { "VRFY", .answer = "252 perhaps" },
	{ "QUIT", .answer = "221 bye", .ends = true }, { .name = NULL },
};

const struct dialect dialect_smtp = { "smtp", "334 ", smtp_greet, take_line, smtp,
	.refused = "500 what?", .begin_tls = "220 go on", .welcome = "235 welcome",
	.denied = "535 no" };
