#ifndef LOADTYPE_H
#define LOADTYPE_H

#include <stdbool.h>

#include "base/text.h"
#include "model/account.h"

struct field;
struct loader;
struct node;

/* How a type of the field table is read into the object that its mapping is
 * about. For the table in load.c only. Each returns false after reporting. */

/* loadtext.c: from a checked text */
bool type_text(struct loader *, const struct field *, struct text,
	void *object);
bool type_id(struct loader *, const struct field *, struct text,
	void *object);
bool type_address(struct loader *, const struct field *, struct text,
	void *object);
bool type_folder(struct loader *, const struct field *, struct text,
	void *object);
bool type_delimiter(struct loader *, const struct field *, struct text,
	void *object);
bool type_path(struct loader *, const struct field *, struct text,
	void *object);
bool type_variable(struct loader *, const struct field *, struct text,
	void *object);
bool type_host(struct loader *, const struct field *, struct text,
	void *object);
bool type_port(struct loader *, const struct field *, struct text,
	void *object);
bool type_protocol(struct loader *, const struct field *, struct text,
	void *object);
bool type_security(struct loader *, const struct field *, struct text,
	void *object);
bool type_auth(struct loader *, const struct field *, struct text,
	void *object);
bool type_word(struct loader *, const struct field *, struct text,
	void *object);
bool type_fingerprint(struct loader *, const struct field *, struct text,
	void *object);

/* loadlist.c, loadserver.c, load.c: from a node */
bool type_bool(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_addresses(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_mailboxes(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_allow(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_command(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_attributes(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_server(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_servers(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_password(struct loader *, const struct field *,
	const struct node *, void *object);
bool type_mapping(struct loader *, const struct field *,
	const struct node *, void *object);

/* A mail address that is not the account's own, in A-labels. */
bool check_address(struct loader *, const struct field *, struct text,
	struct text *ascii);

/* Adds the mailboxes of a text to the list, which has room for one more than the text
 * has commas. */
bool check_mailboxes(struct loader *, const struct field *, struct text,
	struct mailbox_list *);

/* The authentication that a mechanism is one of; unset for NULL. */
enum auth auth_of_mechanism(struct loader *, const char *mechanism);

#endif
