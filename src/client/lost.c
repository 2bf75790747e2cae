/* Nothing that an account says is dropped without a word: what no template of
 * a client used. Used by the commands after rendering. */
#include "client/lost.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/table.h"
#include "client/target.h"
#include "input/node.h"
#include "model/account.h"
#include "model/fields.h"
#include "template/value.h"

/* Is the place that of a server which the client was really given? One that a
 * program for sending replaces has no host in the file. */
static bool
is_server(const struct value *view, const char *name, const char *host,
	struct pos pos)
{
	const struct value *server = value_named(view, name);

	return server && pos_same(server->text.pos, pos) && *value_named(view, host)->used;
}

/* Is it the place of a server that an alias sends through? */
static bool
is_other(const struct value *view, struct pos pos)
{
	const struct value *list = value_named(view, "outgoing.others");
	const struct value *server = list ? list->first : NULL;

	while (server && !pos_same(server->text.pos, pos))
		server = server->next;
	return server;
}

/* Does the value concern what the client was given? */
static bool
is_due(const struct account *account, const struct written *w,
	const struct value *view)
{
	static const char *const parts[CONCERNS_CONNECTIONS + 1] = {
		[CONCERNS_READING] = "incoming", [CONCERNS_POP] = "incoming.is.pop",
		[CONCERNS_SENDING] = "outgoing",
	};
	const struct server *pop = account_reads(account, PROTOCOL_POP);
	const char *part = parts[w->field->concern];

	if (w->field->loss == LOSS_NONE)
		return false;
	if (w->field->type == FIELD_ALIASES && !account->aliases.n)
		return false;   /* none but the account's own */
	if (part && !value_true(value_named(view, part)))
		return false;
	if (w->field->concern == CONCERNS_CONNECTIONS && !value_named(view, "incoming")
	    && !value_named(view, "outgoing"))
		return false;
	if (w->field->concern == CONCERNS_POP && pop && pop->keep_given)
		return false;   /* the server's own 'keep' comes first: pop-only */
	return !w->server.source
		|| is_server(view, "incoming", "incoming.host", w->server)
		|| is_server(view, "outgoing", "outgoing.host", w->server)
		|| is_other(view, w->server);
}

static bool
is_used(const struct table *used, const struct node *node)
{
	const struct node *part;

	if (value_used_at(used, node->text.pos))
		return true;
	for (part = node->first; part; part = part->next)
		if (is_used(used, part))
			return true;
	return false;
}

static const char *
sentence(struct arena *a, const struct written *w)
{
	return tr_printf(a, "'%s' is not used for %s", w->name, w->lost);
}

/* Adds the client to the finding, or makes one. */
static enum severity
say(struct arena *a, struct written *w, const char *title, struct diags *said,
	struct diags *diags)
{
	enum severity severity = w->field->loss == LOSS_GREAT
		? SEVERITY_WARNING : SEVERITY_NOTE, known = SEVERITY_OFF;
	struct pos pos = w->node->text.pos;
	const char *old = w->lost ? sentence(a, w) : NULL;

	w->lost = old ? arena_printf(a, "%s, %s", w->lost, title) : title;
	if (old)
		known = diag_reword(said, pos, DIAG_CLIENT_LIMITATION, old, sentence(a, w));
	if (known != SEVERITY_OFF)
		return known;
	w->lost = title;
	known = diag_graded(diags, pos, DIAG_CLIENT_LIMITATION, severity, "%s",
		sentence(a, w));
	if (severity == SEVERITY_WARNING)
		diag_fix(diags, "use another client, or add 'allow: [%s]' if nothing"
			" depends on it", diag_word(DIAG_CLIENT_LIMITATION));
	return known;
}

bool
lost_say(struct arena *a, struct account *account, const struct target *t,
	const struct value *view, struct diags *said, struct diags *diags)
{
	struct table used = { NULL };
	struct written *w;
	bool ok = true;

	value_used(a, view, &used);
	for (w = account->written; w; w = w->next)
		if ((!w->client || !strcmp(w->client, t->name)) && is_due(account, w, view)
		    && !is_used(&used, w->node))
			ok &= say(a, w, t->title, said, diags) != SEVERITY_ERROR;
	return ok;
}
