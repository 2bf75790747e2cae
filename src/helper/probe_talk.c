/* What IMAP, POP and SMTP servers say of themselves before a login.
 * Used by probe. */
#include "helper/probe_talk.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <netdb.h>

#include "helper/probe_tls.h"

enum { MECHANISMS_MAX = 32, MECHANISM_MAX = 20 };

/* What a server offers at one moment. */
struct offers {
	char mechanisms[MECHANISMS_MAX][MECHANISM_MAX + 1];
	size_t n;
	bool login;                     /* IMAP's LOGIN, POP's USER */
	bool starttls;
};

enum verdict { MORE, YES, NO };

/* How one protocol does it. */
struct dialect {
	const char *name;
	const char *good[2], *bad[2];   /* beginnings of greetings */
	const char *ask, *starttls, *quit;
	bool login;                     /* holds unless the server says otherwise */
	enum verdict (*judge)(const struct line *, bool list, size_t nth);
	void (*take)(struct offers *, const char *line);
};

static bool
begins(const char *s, const char *with)
{
	return with && !strncasecmp(s, with, strlen(with));
}

/* A mechanism's name (RFC 4422 section 3.1), at most once; what is none is
 * passed over. */
static void
add_mechanism(struct offers *o, const char *name, size_t len)
{
	char *to;
	size_t i;

	if (o->n == MECHANISMS_MAX || !len || len > MECHANISM_MAX)
		return;
	to = o->mechanisms[o->n];
	for (i = 0; i < len; i++) {
		to[i] = (char)toupper((unsigned char)name[i]);
		if (!isalnum((unsigned char)to[i]) && !strchr("-_", to[i]))
			return;
	}
	to[len] = '\0';
	for (i = 0; i < o->n; i++)
		if (!strcmp(o->mechanisms[i], to))
			return;
	o->n++;
}

/* Calls take for each word of the line. */
static void
each_word(struct offers *o, const char *s,
	void (*take)(struct offers *, const char *word, size_t len))
{
	size_t len;

	for (s += strspn(s, " \t"); *s; s += len, s += strspn(s, " \t")) {
		len = strcspn(s, " \t");
		take(o, s, len);
	}
}

static bool
word_is(const char *word, size_t len, const char *what)
{
	return len == strlen(what) && !strncasecmp(word, what, len);
}

/* RFC 9051 section 6.1.1, RFC 2595 section 3 */
static void
take_imap_word(struct offers *o, const char *word, size_t len)
{
	if (len > 5 && begins(word, "AUTH="))
		add_mechanism(o, word + 5, len - 5);
	else if (word_is(word, len, "LOGINDISABLED"))
		o->login = false;
	else if (word_is(word, len, "STARTTLS"))
		o->starttls = true;
}

static void
take_imap(struct offers *o, const char *line)
{
	if (begins(line, "* CAPABILITY "))
		each_word(o, line + 13, take_imap_word);
}

/* RFC 2449 sections 5 and 6, RFC 2595 section 4 */
static void
take_pop(struct offers *o, const char *line)
{
	size_t len = strcspn(line, " ");

	if (word_is(line, len, "SASL"))
		each_word(o, line + len, add_mechanism);
	else if (word_is(line, len, "USER"))
		o->login = true;
	else if (word_is(line, len, "STLS"))
		o->starttls = true;
}

/* RFC 4954 section 3, RFC 3207; "AUTH=" is what it was before them. */
static void
take_smtp(struct offers *o, const char *line)
{
	if (strlen(line) < 4)
		return;
	line += 4;
	if (begins(line, "AUTH ") || begins(line, "AUTH="))
		each_word(o, line + 5, add_mechanism);
	else if (word_is(line, strcspn(line, " "), "STARTTLS"))
		o->starttls = true;
}

static enum verdict
judge_imap(const struct line *l, bool list, size_t nth)
{
	(void)list;
	(void)nth;
	if (l->s[0] != 'a' || !isdigit((unsigned char)l->s[1]) || l->s[2] != ' ')
		return MORE;
	return begins(l->s + 3, "OK") ? YES : NO;
}

static enum verdict
judge_pop(const struct line *l, bool list, size_t nth)
{
	if (nth)
		return strcmp(l->s, ".") ? MORE : YES;
	if (!begins(l->s, "+OK"))
		return NO;
	return list ? MORE : YES;
}

static enum verdict
judge_smtp(const struct line *l, bool list, size_t nth)
{
	(void)list;
	(void)nth;
	if (strspn(l->s, "0123456789") != 3)
		return NO;
	if (l->s[3] == '-')
		return MORE;
	return l->s[0] == '2' ? YES : NO;
}

static const struct dialect dialects[] = {
	{ "imap", { "* OK", "* PREAUTH" }, { "* BYE", NULL }, "a1 CAPABILITY\r\n",
	  "a2 STARTTLS\r\n", "a3 LOGOUT\r\n", true, judge_imap, take_imap },
	{ "pop", { "+OK", NULL }, { "-ERR", NULL }, "CAPA\r\n",
	  "STLS\r\n", "QUIT\r\n", false, judge_pop, take_pop },
	{ "smtp", { "220", NULL }, { "4", "5" }, NULL,
	  "STARTTLS\r\n", "QUIT\r\n", false, judge_smtp, take_smtp },
};

static const struct dialect *
dialect(const struct request *r)
{
	const struct dialect *d = dialects;

	while (strcmp(d->name, r->protocol))
		d++;
	return d;
}

bool
talk_greet(struct conn *c, const struct request *r, json_t *facts)
{
	const struct dialect *d = dialect(r);
	struct line l;

	if (!conn_line(c, &l))
		return false;
	json_object_set_new(facts, "greeting", shown(l.s, l.len));
	if (begins(l.s, d->bad[0]) || begins(l.s, d->bad[1]))
		return conn_failed(c, "turned-away", "its greeting refuses us");
	if (!begins(l.s, d->good[0]) && !begins(l.s, d->good[1]))
		return conn_failed(c, "garbage", "its greeting is of another protocol");
	/* RFC 1939 section 7: a greeting with a time stamp offers APOP */
	json_object_set_new(facts, "apop", json_boolean(d->take == take_pop
		&& strchr(l.s, '<') && strchr(strchr(l.s, '<'), '>')));
	while (d->judge == judge_smtp && d->judge(&l, false, 0) == MORE)
		if (!conn_line(c, &l))
			return false;
	return true;
}

/* Sends a command and reads the whole answer; NO also for a lost connection,
 * which then has a code. */
static enum verdict
command(struct conn *c, const struct dialect *d, const char *what, bool list, struct offers *o)
{
	enum verdict v = MORE;
	struct line l;
	size_t nth;
	char *at;

	if (!conn_write(c, what))
		return NO;
	for (nth = 0; v == MORE; nth++) {
		if (!conn_line(c, &l))
			return NO;
		/* a NUL would hide the rest of the line */
		for (at = l.s; at < l.s + l.len; at++)
			*at = *at ? *at : '?';
		v = d->judge(&l, list, nth);
		if (o && v != NO)
			d->take(o, l.s);
	}
	return v;
}

/* The greeting of RFC 5321 section 4.1.3 tells the server no more than it sees:
 * our address. */
static void
hello(const struct conn *c, char *out, size_t size)
{
	struct sockaddr_storage own;
	socklen_t len = sizeof(own);
	char address[NI_MAXHOST] = "127.0.0.1";

	if (!getsockname(c->fd, (struct sockaddr *)&own, &len))
		getnameinfo((struct sockaddr *)&own, len, address, sizeof(address), NULL,
			0, NI_NUMERICHOST);
	address[strcspn(address, "%")] = '\0';
	snprintf(out, size, "EHLO [%s%s]\r\n", strchr(address, ':') ? "IPv6:" : "", address);
}

/* Asks what is offered now and tells it as a member of the facts. */
static bool
ask(struct conn *c, const struct dialect *d, struct offers *o, const char *name, json_t *facts)
{
	json_t *all;
	char ehlo[NI_MAXHOST + 32];
	enum verdict v;
	size_t i;

	*o = (struct offers){ .login = d->login };
	hello(c, ehlo, sizeof(ehlo));
	v = command(c, d, d->ask ? d->ask : ehlo, true, o);
	if (c->code)
		return false;
	if (v == NO && d->take == take_pop)
		o->login = o->starttls = true;  /* no CAPA: what it has must be tried */
	if (json_is_true(json_object_get(facts, "apop")))
		add_mechanism(o, "APOP", 4);
	all = json_array();
	for (i = 0; i < o->n; i++)
		json_array_append_new(all, json_string(o->mechanisms[i]));
	json_object_set_new(facts, name, json_pack("{so sb}", "mechanisms", all,
		"login_command", o->login));
	return true;
}

/* From here on nothing that came before TLS may count (RFC 3207 section 4.2);
 * what the server, or somebody between, sent right after its consent would. */
static bool
encrypt(struct conn *c, const struct request *r, const struct dialect *d, json_t *facts)
{
	const char *why = NULL;

	if (command(c, d, d->starttls, false, NULL) != YES)
		why = c->code ? c->why : "it refuses the command";
	else if (c->at != c->have)
		why = "there is more after its consent, which may have been injected";
	else if (tls_start(c, r, facts) != HANDSHAKE_DONE)
		why = c->why;
	if (why)
		json_object_set_new(facts, "starttls_failed", shown(why, strlen(why)));
	return !why;
}

void
talk(struct conn *c, const struct request *r, json_t *facts)
{
	const struct dialect *d = dialect(r);
	struct offers o;
	bool ok = ask(c, d, &o, c->ssl ? "secure" : "plain", facts);

	if (ok && !c->ssl)
		json_object_set_new(facts, "starttls", json_boolean(o.starttls));
	if (ok && !c->ssl && o.starttls) {
		if (!encrypt(c, r, d, facts))
			return;
		ok = ask(c, d, &o, "secure", facts);
	}
	if (ok)
		conn_write(c, d->quit);
	else
		stopped(facts, c->code, c->why);
}
