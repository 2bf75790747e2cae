/* How each type of the field table is read.
 * Used by account.c. */
#include "model/loadtype.h"

#include "model/fields.h"

const struct field_reader field_readers[FIELD_TYPE_COUNT] = {
	[FIELD_TEXT] = { "a text", .text = type_text },
	[FIELD_SIGNATURE] = { "a text", .text = type_text, .node = type_mapping,
		.lines = true },
	[FIELD_ID] = { "a short name", .text = type_id },
	[FIELD_ADDRESS] = { "a mail address", .text = type_address },
	[FIELD_MAILBOXES] = { "mail addresses", .node = type_mailboxes },
	[FIELD_FOLDER] = { "a text", .text = type_folder },
	[FIELD_DELIMITER] = { "one character", .text = type_delimiter },
	[FIELD_PATH] = { "a path", .text = type_path },
	[FIELD_VARIABLE] = { "the name of a variable", .text = type_variable },
	[FIELD_HOST] = { "the name of a host", .text = type_host },
	[FIELD_PORT] = { "a port number", .text = type_port },
	[FIELD_PROTOCOL] = { "a word", .text = type_protocol },
	[FIELD_SECURITY] = { "a word", .text = type_security },
	[FIELD_AUTH] = { "a word", .text = type_auth },
	[FIELD_MECHANISM] = { "a word", .text = type_word },
	[FIELD_TLS_VERSION] = { "a version of TLS", .text = type_word },
	[FIELD_FINGERPRINT] = { "a fingerprint", .text = type_fingerprint },
	[FIELD_BOOL] = { "true or false", .node = type_bool },
	[FIELD_ADDRESSES] = { "mail addresses", .node = type_addresses },
	[FIELD_ALLOW] = { "words for findings", .node = type_allow },
	[FIELD_COMMAND] = { "a command or a list of its words",
		.node = type_command },
	[FIELD_ATTRIBUTES] = { "a mapping of names to texts",
		.node = type_attributes },
	[FIELD_MAPPING] = { "a mapping", .node = type_mapping },
	[FIELD_SERVER] = { "a mapping", .node = type_server },
	[FIELD_SERVERS] = { "a mapping or a list of mappings",
		.node = type_servers },
	[FIELD_PASSWORD] = { "a mapping or the password",
		.node = type_password },
};
