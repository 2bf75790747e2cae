/* The account file that init writes. Used by the init command. */
#include "cli/init_file.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "cli/init.h"
#include "client/targets.h"
#include "model/doubt.h"
#include "pipeline/stores.h"
#include "quote/quote.h"
#include "rules/rules.h"

const char *
init_yaml(const struct init *in, const char *s)
{
	return doubt_quoted(in->arena, in->stores->words,
		(struct text){ .s = s, .len = strlen(s) });
}

const char *
init_word(const struct init *in, const char *s)
{
	const struct style *shell = targets_shell(in->stores->targets, in->stores->diags);
	size_t skip;
	struct buf out = { 0 };

	if (!strcmp(s, "~"))
		s = "~/";
	skip = strncmp(s, "~/", 2) ? 0 : 2;
	buf_add(&out, s, skip);
	quote_text(in->arena, (struct text){ .s = s + skip, .len = strlen(s + skip) },
		(struct chain){ &shell, 1 }, &out);
	return literal_take(in->arena, &out).s;
}

/* A comment of so many blanks before it, which ends with its line whatever is in the text. */
static void
add_comment(struct buf *out, const char *indent, const char *text)
{
	size_t from = out->len;

	buf_printf(out, "%s# %s", indent, text);
	text_sanitize(out->s + from);
	buf_putc(out, '\n');
}

static void
add_notes(const struct init *in, const struct rule_set *set, struct buf *out)
{
	if (set->note)
		add_comment(out, "", tr(set->note));
	if (set->password_note && !in->token)
		add_comment(out, "", tr(set->password_note));
	if (set->page)
		add_comment(out, "", set->page);
}

static void
add_password(const struct init *in, struct buf *out)
{
	const struct init_password *p = &in->password;

	if (p->store)
		add_comment(out, "  ", tr_printf(in->arena, "to store it: %s", p->store));
	if (in->broker)
		return;
	if (p->yaml)
		buf_printf(out, "  password: %s\n", p->yaml);
	else if (in->token)
		add_comment(out, "  ", tr("password: {command: ...}  # prints an access token"));
	else
		add_comment(out, "  ", tr("password: {command: ...}  # without it clients ask"));
}

/* The issuer is found by the server. */
static void
add_broker(const struct init *in, struct buf *out)
{
	if (*in->client_id)
		buf_printf(out, "oauth2: {broker: %s, client_id: %s}\n",
			init_yaml(in, in->broker), init_yaml(in, in->client_id));
	else
		buf_printf(out, "oauth2: {broker: %s}  # client_id: %s\n",
			init_yaml(in, in->broker), tr("the application that you have registered"));
}

void
init_print(const struct init *in, struct buf *out)
{
	const struct rule_set *set = in->set;
	struct discovered reads = in->reads;

	add_comment(out, "", tr("A mail account. mailgen-account(5) describes the fields, and"
		" `mailgen check` says what is wrong."));
	buf_printf(out, "name: %s\nemail: %s\n", init_yaml(in, in->name),
		init_yaml(in, in->email.s));
	if (set && !in->reads.host)
		buf_printf(out, "provider: %s\n", set->name);
	if (set)
		add_notes(in, set, out);
	if (in->broker)
		add_broker(in, out);
	if (reads.protocol == PROTOCOL_IMAP && !reads.host)
		reads.protocol = PROTOCOL_UNSET;        /* where a set has both, it is first */
	buf_puts(out, "incoming:\n");
	discover_print_server(in->arena, in->stores->words, &reads, "  ", out);
	add_password(in, out);
	if (in->sends.host) {
		buf_puts(out, "outgoing:\n");
		discover_print_server(in->arena, in->stores->words, &in->sends, "  ", out);
	}
	if (in->reads.unusual || in->sends.unusual)
		buf_puts(out, "allow: [port-unknown]\n");
	add_comment(out, "", tr("description: Work  # what clients call the account"));
	add_comment(out, "", tr("signature: \"Regards\"  # below every message"));
}

const char *
init_targets_line(const struct init *in)
{
	const char *list = "", *name;
	size_t i;

	for (i = 0; i < in->targets.n; i++) {
		name = init_yaml(in, in->targets.items[i]);
		list = arena_printf(in->arena, "%s%s%s", list, i ? ", " : "", name);
	}
	return arena_printf(in->arena, "targets: [%s]", list);
}

void
init_print_settings(const struct init *in, struct buf *out)
{
	add_comment(out, "", tr("The mail programs of this machine, which `mailgen` alone brings"
		" up to date."));
	buf_printf(out, "%s\n", init_targets_line(in));
}
