/* The token command: does the command of each server with auth 'oauth2' print an access
 * token that can be used? Used through the table of commands. */

#include <jansson.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "client/secret.h"
#include "client/targets.h"
#include "pipeline/console.h"
#include "pipeline/pool.h"
#include "pipeline/run.h"
#include "pipeline/stores.h"
#include "pipeline/unit.h"

/* What one run of the command works on. */
struct token_run {
	struct run *run;
	struct buf out;
	struct text token;              /* with --print: the one so far */
	bool several;
};

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* Is it a b64token (RFC 6750, 2.1)? */
static bool
has_form(struct text token)
{
	size_t len = strspn(token.s, LETTERS "0123456789-._~+/");

	return len && len + strspn(token.s + len, "=") == token.len;
}

/* Decodes base64url without padding (RFC 7515, 2); stops at anything else. */
static void
decode(const char *s, size_t len, struct buf *out)
{
	static const char digits[] = LETTERS "0123456789-_";
	unsigned long bits = 0;
	const char *digit;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < len && (digit = strchr(digits, s[i])); i++) {
		bits = bits << 6 | (unsigned long)(digit - digits);
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_putc(out, (char)(bits >> n & 0xFF));
		}
	}
}

/* When a JWT (RFC 7519, 4.1.4) is over, in seconds since 1970; 0: it does not say, or is
 * none. */
static time_t
expiry(struct text token)
{
	const char *claims = strchr(token.s, '.');
	const char *end = claims ? strchr(claims + 1, '.') : NULL;
	struct buf decoded = { 0 };
	json_t *json;
	double exp;

	if (!end)
		return 0;
	decode(claims + 1, (size_t)(end - claims - 1), &decoded);
	json = json_loadb(decoded.s ? decoded.s : "", decoded.len, 0, NULL);
	exp = json_number_value(json_object_get(json, "exp"));
	json_decref(json);
	buf_free(&decoded);
	/* a number that no date is made of is none */
	return exp > 0 && exp < 1e15 ? (time_t)exp : 0;
}

static const char *
date(struct arena *a, time_t at)
{
	struct tm tm;
	char text[64];

	if (!gmtime_r(&at, &tm) || !strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &tm))
		return "?";
	return arena_copy(a, text, strlen(text));
}

/* Reads the server's token; false after reporting that there is none to be used. */
static bool
read_token(struct token_run *r, struct unit *u, const struct server *s, struct text *token)
{
	struct stores *stores = r->run->stores;
	const struct style *shell = targets_shell(stores->targets, u->diags);
	time_t exp;

	if (!s->password.given) {
		diag_graded(u->diags, s->auth_pos, DIAG_TOKEN_MISSING, SEVERITY_ERROR,
			"no command prints an access token for '%s'", s->host.s);
		return diag_fix(u->diags, "add 'password: {command: ...}' to the server, or"
			" 'oauth2: {broker: ...}' to the account");
	}
	if (!shell || !secret_read(u->arena, &u->account, &s->password, shell, stores->vault,
		token, u->diags))
		return false;
	if (!has_form(*token)) {
		diag_at(u->diags, s->password.pos, DIAG_TOKEN_UNUSABLE, "what the command for '%s'"
			" prints is no access token: it has characters that none has", s->host.s);
		return diag_fix(u->diags, "run it by hand: its first line must be the token alone");
	}
	exp = expiry(*token);
	if (!exp || exp > time(NULL))
		return true;
	diag_at(u->diags, s->password.pos, DIAG_TOKEN_UNUSABLE,
		"the access token for '%s' expired on %s", s->host.s, date(u->arena, exp));
	return diag_fix(u->diags, "have the broker renew it, or give it the authorization again");
}

static void
report(struct token_run *r, struct unit *u, const struct server *s, struct text token)
{
	time_t exp = expiry(token);

	if (!r->out.len)
		buf_printf(&r->out, tr("account %s:\n"), u->account.id.s);
	buf_printf(&r->out, tr("  %s %s port %u: a token of %zu characters"),
		protocol_word(s->protocol), s->host.s, s->port, token.len);
	if (exp)
		buf_printf(&r->out, tr(", valid until %s"), date(u->arena, exp));
	buf_putc(&r->out, '\n');
}

/* Keeps what --print will print, in an arena that is wiped. */
static void
keep(struct token_run *r, struct text token)
{
	r->several |= text_given(r->token) && !text_is(token, r->token.s);
	r->token = token;
	r->token.s = arena_copy(r->run->stores->arena, token.s, token.len);
}

static bool
look(void *context, struct unit *u)
{
	struct token_run *r = context;
	const struct server *s;
	struct text token;
	bool any = false;
	size_t i;

	if (!u->ok)
		return true;
	for (i = 0; (s = account_server(&u->account, i)); i++) {
		if (s->auth != AUTH_OAUTH2)
			continue;
		any = true;
		if (!read_token(r, u, s, &token))
			continue;
		report(r, u, s, token);
		if (r->run->options->print)
			keep(r, token);
	}
	if (!any) {
		diag_graded(u->diags, u->account.pos, DIAG_TOKEN_MISSING, SEVERITY_ERROR,
			"no server of this account has auth 'oauth2'");
		diag_fix(u->diags, "add 'auth: oauth2' to a server that takes access tokens");
	}
	if (r->run->options->print)
		buf_free(&r->out);
	else
		console_text(r->run->console, STDOUT_FILENO, &r->out);
	return true;
}

static void
print_token(struct token_run *r)
{
	if (!r->run->options->print || r->run->console->status > STATUS_DONE)
		return;
	if (r->several) {
		diag_usage(r->run->stores->diags, "--print is for one token, and there are several",
			"name one account with --only, or leave --print out");
	} else if (text_given(r->token) && console_write(r->run->console, r->token.s,
		r->token.len)) {
		console_write(r->run->console, "\n", 1);
	}
}

void
command_token(struct run *run)
{
	struct token_run r = { .run = run };

	if (!run->args.n) {
		diag_usage(run->stores->diags, "no account file",
			"name one, or '-' for standard input");
		return;
	}
	if (run->options->print && isatty(STDOUT_FILENO)) {
		diag_usage(run->stores->diags, "--print would show the token on a terminal",
			"leave --print out, or send the output to another program");
		return;
	}
	pool_survey(run, &(struct visitor){ 0 });
	pool_run(run, &(struct visitor){ .context = &r, .in_order = look,
		.findings = console_findings });
	print_token(&r);
}
