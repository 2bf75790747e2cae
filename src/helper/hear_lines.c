/* The dialects of lines: POP and SMTP, a table of commands each.
 * Used by hear. */
#include "helper/hear_dialects.h"

#include <string.h>
#include <strings.h>

#include "helper/hear_sasl.h"

/* A command and its answer; rest is what came after its name. False ends the
 * connection. */
struct command {
	const char *name;
	bool (*run)(struct talk *, const char *rest);
	const char *answer;             /* in place of a function */
	bool after_login;
};

static bool
no(struct talk *t, const char *why)
{
	return say(t, "%s %s\r\n", strcmp(t->server->protocol, "pop") ? "500" : "-ERR", why);
}

static bool
obey(struct talk *t, const struct command *commands)
{
	const char *line = arena_copy(t->arena, t->line, t->len), *rest;
	size_t len = strcspn(line, " ");

	rest = line + len + (line[len] == ' ');
	for (; commands->name; commands++)
		if (strlen(commands->name) == len && !strncasecmp(commands->name, line, len))
			break;
	if (!commands->name || (commands->after_login && !t->logged_in))
		return no(t, commands->name ? "log in first" : "what?");
	return commands->run ? commands->run(t, rest) : say(t, "%s", commands->answer);
}

/* AUTH MECHANISM [INITIAL] */
static bool
auth(struct talk *t, const char *rest, const char *yes, const char *denied)
{
	const char *initial = strchr(rest, ' ');

	return say(t, "%s", sasl(t, arena_copy(t->arena, rest, strcspn(rest, " ")),
		initial ? initial + 1 : NULL) ? yes : denied);
}

static bool
starttls(struct talk *t, const char *yes)
{
	if (!offers_starttls(t))
		return no(t, "no TLS here");
	return say(t, "%s", yes) && talk_encrypt(t, "starttls");
}

/* ---- POP (RFC 1939, 2449, 2595, 5034) ---- */

static bool
pop_capa(struct talk *t, const char *rest)
{
	(void)rest;
	return say(t, "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nSASL%s\r\n%s.\r\n",
		list_mechanisms(t, " "), offers_starttls(t) ? "STLS\r\n" : "");
}

static bool
pop_stls(struct talk *t, const char *rest)
{
	(void)rest;
	return starttls(t, "+OK\r\n");
}

static bool
pop_logged_in(struct talk *t, bool ok)
{
	if (ok)
		talk_whole(t);
	return say(t, ok ? "+OK\r\n" : "-ERR [AUTH] no\r\n");
}

/* The next line has to be the password. */
static bool
pop_user(struct talk *t, const char *rest)
{
	if (!say(t, "+OK\r\n") || !hear_line(t))
		return false;
	if (strncasecmp(t->line, "PASS ", 5))
		return no(t, "PASS has to follow");
	return pop_logged_in(t, login(t, "USER", rest, strlen(rest), t->line + 5, t->len - 5));
}

static bool
pop_apop(struct talk *t, const char *rest)
{
	const char *space = strrchr(rest, ' ');
	char hex[33];

	md5_hex(arena_printf(t->arena, STAMP "%s", t->server->secret), hex);
	return pop_logged_in(t, space && login_digest(t, "APOP", rest, (size_t)(space - rest), hex,
		space + 1));
}

static bool
pop_auth(struct talk *t, const char *rest)
{
	bool ok;

	if (*rest) {
		ok = auth(t, rest, "+OK\r\n", "-ERR [AUTH] no\r\n");
		if (t->logged_in)
			talk_whole(t);
		return ok;
	}
	return say(t, "+OK%s\r\n.\r\n", list_mechanisms(t, "\r\n"));
}

static bool
pop_list(struct talk *t, const char *rest)
{
	size_t size = strlen(letter_header) + strlen(letter_body);

	return *rest ? say(t, "+OK 1 %zu\r\n", size) : say(t, "+OK\r\n1 %zu\r\n.\r\n", size);
}

static bool
pop_stat(struct talk *t, const char *rest)
{
	(void)rest;
	return say(t, "+OK 1 %zu\r\n", strlen(letter_header) + strlen(letter_body));
}

static bool
pop_uidl(struct talk *t, const char *rest)
{
	return say(t, *rest ? "+OK 1 uid1\r\n" : "+OK\r\n1 uid1\r\n.\r\n");
}

static bool
pop_retr(struct talk *t, const char *rest)
{
	(void)rest;
	return say(t, "+OK\r\n%s%s.\r\n", letter_header, letter_body);
}

static bool
pop_dele(struct talk *t, const char *rest)
{
	note_each(t, "deleted", rest, strlen(rest));
	return say(t, "+OK\r\n");
}

static bool
pop_quit(struct talk *t, const char *rest)
{
	(void)rest;
	say(t, "+OK\r\n");
	return false;
}

static const struct command pop[] = {
	{ "CAPA", pop_capa, NULL, false }, { "STLS", pop_stls, NULL, false },
	{ "USER", pop_user, NULL, false }, { "APOP", pop_apop, NULL, false },
	{ "AUTH", pop_auth, NULL, false }, { "QUIT", pop_quit, NULL, false },
	{ "STAT", pop_stat, NULL, true }, { "LIST", pop_list, NULL, true },
	{ "UIDL", pop_uidl, NULL, true }, { "RETR", pop_retr, NULL, true },
	{ "TOP", pop_retr, NULL, true }, { "DELE", pop_dele, NULL, true },
	{ "NOOP", NULL, "+OK\r\n", true }, { "RSET", NULL, "+OK\r\n", true },
	{ "LAST", NULL, "+OK 0\r\n", true },
	{ NULL, NULL, NULL, false },
};

void
speak_pop(struct talk *t)
{
	bool stamp = offers(t->server, "APOP");

	t->prompt = "+ ";
	if (!say(t, "+OK hear%s%s\r\n", stamp ? " " : "", stamp ? STAMP : ""))
		return;
	while (hear_line(t) && obey(t, pop))
		;
}

/* ---- SMTP (RFC 5321, 3207, 4954) ---- */

static bool
smtp_ehlo(struct talk *t, const char *rest)
{
	const char *mechanisms = list_mechanisms(t, " ");
	bool some = *mechanisms;

	note(t, "helo", rest, strlen(rest));
	return say(t, "250-hear.invalid\r\n%s%s%s%s250-8BITMIME\r\n250-SMTPUTF8\r\n"
		"250 SIZE 10000000\r\n", offers_starttls(t) ? "250-STARTTLS\r\n" : "",
		some ? "250-AUTH" : "", some ? mechanisms : "", some ? "\r\n" : "");
}

static bool
smtp_starttls(struct talk *t, const char *rest)
{
	(void)rest;
	return starttls(t, "220 go on\r\n");
}

static bool
smtp_auth(struct talk *t, const char *rest)
{
	return auth(t, rest, "235 welcome\r\n", "535 no\r\n");
}

/* The path of MAIL and RCPT: what is between < and >. */
static void
note_path(struct talk *t, const char *rest, void (*write)(struct talk *, const char *,
	const char *, size_t), const char *key)
{
	const char *from = strchr(rest, '<'), *to = from ? strrchr(from, '>') : NULL;

	if (to)
		write(t, key, from + 1, (size_t)(to - from - 1));
}

static bool
smtp_mail(struct talk *t, const char *rest)
{
	if (!t->logged_in) {
		note(t, "mechanism", "none", 4);
		note(t, "security", t->security, strlen(t->security));
	}
	note_path(t, rest, note, "sender");
	return say(t, "250 fine\r\n");
}

static bool
smtp_rcpt(struct talk *t, const char *rest)
{
	note_path(t, rest, note_each, "recipients");
	return say(t, "250 fine\r\n");
}

/* The message up to a line with a dot alone, each line behind the others. */
static bool
smtp_data(struct talk *t, const char *rest)
{
	size_t begin;

	(void)rest;
	if (!say(t, "354 go on\r\n"))
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
	return say(t, "250 taken\r\n");
}

static bool
smtp_quit(struct talk *t, const char *rest)
{
	(void)rest;
	say(t, "221 bye\r\n");
	return false;
}

static const struct command smtp[] = {
	{ "EHLO", smtp_ehlo, NULL, false }, { "STARTTLS", smtp_starttls, NULL, false },
	{ "HELO", NULL, "250 hear.invalid\r\n", false }, { "AUTH", smtp_auth, NULL, false },
	{ "MAIL", smtp_mail, NULL, false }, { "RCPT", smtp_rcpt, NULL, false },
	{ "DATA", smtp_data, NULL, false }, { "QUIT", smtp_quit, NULL, false },
	{ "NOOP", NULL, "250 fine\r\n", false }, { "RSET", NULL, "250 fine\r\n", false },
	{ "VRFY", NULL, "252 perhaps\r\n", false },
	{ NULL, NULL, NULL, false },
};

void
speak_smtp(struct talk *t)
{
	t->prompt = "334 ";
	if (!say(t, "220 hear.invalid ESMTP\r\n"))
		return;
	while (hear_line(t) && obey(t, smtp))
		;
}
