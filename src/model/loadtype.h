#ifndef LOADTYPE_H
#define LOADTYPE_H

#include <stdbool.h>

#include "base/text.h"
#include "model/account.h"

struct field;
struct loader;
struct node;

/* How a type of the field table is read into the object that its mapping is
 * about, from a checked text or from a node. Each returns false after reporting. */
typedef bool text_type(struct loader *, const struct field *, struct text, void *object);
typedef bool node_type(struct loader *, const struct field *, const struct node *, void *object);

/* A type: a value is read from its text, anything else from its node. */
struct field_reader {
	const char *takes;      /* for "takes ..., found ..." */
	text_type *text;
	node_type *node;        /* with `text` too: mappings */
	bool lines;             /* line breaks and tabs may be in it */
};

/* The types, in the order of their enum in fields.h. */
extern const struct field_reader field_readers[];

/* loadtext.c, loadhost.c, loadword.c */
text_type type_text, type_id, type_address, type_other_address, type_folder, type_delimiter,
	type_path, type_folder_path, type_variable, type_host, type_port, type_protocol,
	type_security, type_auth, type_word, type_fingerprint, type_duration, type_key;

/* loadlist.c, loadserver.c, loadclients.c, load.c */
node_type type_bool, type_aliases, type_signature, type_mailboxes, type_allow, type_command,
	type_attributes, type_clients, type_server, type_servers, type_password, type_mapping;

/* Reports, unless exactly one of the mapping's sources is given; ok says how reading them
 * went. */
bool load_one_source(struct loader *, const struct field *, const struct node *, bool ok);

/* Adds the mailboxes of a text to the list, which has room for one more than the text
 * has commas. */
bool check_mailboxes(struct loader *, const struct field *, struct text, struct mailbox_list *);

/* The authentication that a mechanism is one of; unset for NULL. */
enum auth auth_of_mechanism(struct loader *, const char *mechanism);

#endif
