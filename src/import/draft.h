#ifndef DRAFT_H
#define DRAFT_H

#include <jansson.h>
#include <stddef.h>

/* The members of an account that are servers. */
enum { SIDE_INCOMING, SIDE_OUTGOING, SIDES };
extern const char *const draft_sides[SIDES];

/* The text of a member; empty where there is none. */
const char *draft_text(const json_t *object, const char *key);

/* The server of a side, or NULL; and a text of it. */
json_t *draft_server(const json_t *account, size_t side);
const char *draft_server_text(const json_t *account, size_t side, const char *key);

/* Who logs in there: its own user, else the incoming server's, else the address. */
const char *draft_login(const json_t *account, size_t side);

#endif
