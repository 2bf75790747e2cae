/* A draft: an account on its way from a client's values to YAML, as JSON of an account file.
 * Used by what finds, joins, shortens and keeps secrets of one. */
#include "import/draft.h"

const char *const draft_sides[SIDES] = { "incoming", "outgoing" };

const char *
draft_text(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

json_t *
draft_server(const json_t *account, size_t side)
{
	return json_object_get(account, draft_sides[side]);
}

const char *
draft_server_text(const json_t *account, size_t side, const char *key)
{
	return draft_text(draft_server(account, side), key);
}

const char *
draft_login(const json_t *account, size_t side)
{
	const char *user = draft_server_text(account, side, "username");

	user = *user ? user : draft_server_text(account, SIDE_INCOMING, "username");
	return *user ? user : draft_text(account, "email");
}
