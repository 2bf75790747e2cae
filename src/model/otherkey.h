#ifndef OTHERKEY_H
#define OTHERKEY_H

#include <stdbool.h>

#include "base/text.h"

struct loader;
struct mapping;
struct node;

/* Says how to correct a key that is no field of the mapping, where its value or its place
 * tells more than its name; false where that is not so. The finding is reported already. */
bool other_key(struct loader *, const struct mapping *, const struct node *map,
	const struct node *entry);

/* Keeps in mind, entry by entry, the mapping without a value that keys stand below which are
 * its own: l->open. */
void other_follow(struct loader *, const struct mapping *, const struct node *entry);

/* The same for a switch, as in "ssl: true", that has a mapping's name, "tls". */
bool other_switch(struct loader *, const struct node *entry);

/* The security that the usual use of the port of the mapping asks for, or NULL: its port
 * in *port. */
const char *other_security(struct loader *, struct text *port);

/* A mapping for the server that the text names, as in "{host: mail.example.com}"; NULL
 * when it names none, or more than its host and port. */
const char *other_server(struct loader *, struct text);

#endif
