/* The named values of what concerns the machine that the client is on, and of the
 * client's own options. Used by view.c. */
#include "client/view_machine.h"

#include <string.h>

#include "base/arena.h"
#include "client/option.h"
#include "client/target.h"
#include "model/account.h"
#include "model/checks.h"
#include "template/value.h"

/* A flag of the account file that is false where it is not given. */
void
view_add_wish(struct arena *a, struct value *map, const char *name, bool flag, struct pos pos)
{
	struct value *wish = value_add_flag(a, map, name, flag);

	wish->text.pos = pos;
	*wish->used = !flag;    /* nobody needs to be told */
}

static void
add_store(struct arena *a, struct value *view, const struct store *store)
{
	static const char *const formats[] = { "maildir", "mbox", "mh" };
	const char *format = text_given(store->format) ? store->format.s : formats[0];
	struct value *map, *is;
	size_t i;

	if (!text_given(store->path))
		return;
	map = value_add_map(a, view, "store");
	value_add_text(a, map, "path", store->path);
	value_add_literal(a, map, "format", (struct literal){ format, strlen(format) })->text.pos
		= store->format.pos;
	is = value_add_map(a, map, "is");
	for (i = 0; i < countof(formats); i++)
		value_add_flag(a, is, formats[i], !strcmp(format, formats[i]))->text.pos
			= store->format.pos;
}

static void
add_proxy(struct arena *a, struct value *view, const struct proxy *proxy)
{
	enum { SOCKS_PORT = 1080 };     /* RFC 1928, 3 */
	struct value *map;

	if (!text_given(proxy->host))
		return;
	map = value_add_map(a, view, "proxy");
	value_add_text(a, map, "host", proxy->host);
	value_add_number(a, map, "port", proxy->port ? proxy->port : SOCKS_PORT)->text.pos
		= proxy->port_pos;
}

/* The key ID of a fingerprint is its end; of a long one its beginning (RFC 9580, 5.5.4). */
static struct text
key_id(struct arena *a, struct text key)
{
	enum { ID = 16, LONG_FINGERPRINT = 64 };
	size_t from = key.len == LONG_FINGERPRINT ? 0 : key.len - ID;

	key.s = arena_copy(a, key.s + from, ID);
	key.len = ID;
	return key;
}

static void
add_pgp(struct arena *a, struct value *view, const struct pgp *pgp)
{
	struct value *map = value_add_map(a, view, "pgp");

	if (text_given(pgp->key)) {
		value_add_text(a, map, "key", pgp->key);
		value_add_text(a, map, "key_id", key_id(a, pgp->key));
	}
	view_add_wish(a, map, "sign", pgp->sign, pgp->sign_pos);
	view_add_wish(a, map, "encrypt", pgp->encrypt, pgp->encrypt_pos);
}

static void
add_duration(struct arena *a, struct value *map, const char *name, unsigned seconds,
	struct pos pos)
{
	enum { MINUTE = 60 };

	map = value_add_map(a, map, name);
	value_add_number(a, map, "seconds", seconds)->text.pos = pos;
	value_add_number(a, map, "minutes", (seconds + MINUTE - 1) / MINUTE)->text.pos = pos;
}

void
view_add_machine(struct arena *a, struct value *view, const struct account *account)
{
	if (account->watch_given)
		value_add_flag(a, value_add_map(a, view, "watch"), "on", account->watch)->text.pos
			= account->watch_pos;
	if (account->check_interval)
		add_duration(a, view, "check_interval", account->check_interval,
			account->check_interval_pos);
	add_store(a, view, &account->store);
	add_proxy(a, view, &account->proxy);
	add_pgp(a, view, &account->pgp);
}

/* The value is good: option_problem said so. */
static void
add_option(struct arena *a, struct value *map, const struct target_option *o, struct text value,
	bool flag)
{
	unsigned seconds;

	switch (o->kind) {
	case OPTION_TEXT:
	case OPTION_PATH:
		value_add_text(a, map, o->name, value);
		break;
	case OPTION_WORD:
	case OPTION_NUMBER:
		value_add_literal(a, map, o->name, (struct literal){ value.s, value.len })->text.pos
			= value.pos;
		break;
	case OPTION_FLAG:
		value_add_flag(a, map, o->name, flag)->text.pos = value.pos;
		break;
	case OPTION_DURATION:
		if (!duration_check(value, &seconds))
			add_duration(a, map, o->name, seconds, value.pos);
		break;
	}
}

void
view_add_options(struct arena *a, struct value *view, const struct account *account,
	const struct target *target)
{
	struct value *map = value_add_map(a, view, "option");
	const struct target_option *o;
	const struct option_value *given;
	struct text fallback;

	for (o = target->options; o; o = o->next) {
		given = option_given(account, target->name, o->name);
		fallback = (struct text){ .s = o->fallback };
		fallback.len = o->fallback ? strlen(o->fallback) : 0;
		if (given)
			add_option(a, map, o, given->value, given->flag == OPTION_TRUE);
		else if (o->fallback || o->kind == OPTION_FLAG)
			add_option(a, map, o, fallback, option_flag(o->fallback) == OPTION_TRUE);
	}
}
