#ifndef FIELDS_H
#define FIELDS_H

#include <stdbool.h>
#include <stddef.h>

/* The field table: what an account file may say. load.c reads accounts by
 * it, schema.c prints it; a new field is a row. */
enum field_type {
	FIELD_TEXT,             /* one line; struct text, as all texts below */
	FIELD_LINES,            /* the same with line breaks and tabs */
	FIELD_SIGNATURE,        /* struct signature: a mapping, or a text that may have line
	                         * breaks and tabs */
	FIELD_ID,               /* fit to be a file name */
	FIELD_ADDRESS,          /* of the account itself */
	FIELD_OTHER_ADDRESS,    /* struct text: in A-labels */
	FIELD_MAILBOXES,        /* struct mailbox_list: a list, or a text with commas */
	FIELD_FOLDER,           /* struct text, and folders.no_copy for the word of its kind */
	FIELD_DELIMITER,        /* a text of one character */
	FIELD_PATH,             /* of a file: absolute, or below the home folder */
	FIELD_FOLDER_PATH,      /* the same of a folder */
	FIELD_VARIABLE,         /* of the environment */
	FIELD_HOST,
	FIELD_PORT,             /* unsigned */
	FIELD_PROTOCOL, FIELD_SECURITY, FIELD_AUTH,     /* their enums */
	FIELD_WORD,             /* struct text: a word of its kind */
	FIELD_TLS_VERSION,
	FIELD_FINGERPRINT,      /* struct tls gets its kind too */
	FIELD_DURATION,         /* unsigned: seconds */
	FIELD_KEY,              /* of OpenPGP */
	FIELD_BOOL,             /* bool */
	FIELD_ALIASES,          /* struct alias_list: a list, or a single one, of addresses or
				 * mappings */
	FIELD_ALLOW,            /* struct text_list of findings, likewise */
	FIELD_COMMAND,          /* struct password: one shell string or a list */
	FIELD_ATTRIBUTES,       /* struct text_list: a mapping of names to texts */
	FIELD_MAPPING,          /* its fields are in the struct at its offset */
	FIELD_SERVERS,          /* struct server_list: a mapping, or several */
	FIELD_CLIENTS,          /* struct option_value: a mapping of mappings */
	FIELD_OPTION,           /* the value of one of them */
	FIELD_PASSWORD,         /* struct password: a mapping, or the password */
	FIELD_TYPE_COUNT
};

enum field_need {
	NEED_NEVER,
	NEED_ALWAYS,
};

/* What a client loses that does not get the value. */
enum loss {
	LOSS_SMALL,             /* something that is seen */
	LOSS_GREAT,             /* something that happens otherwise */
	LOSS_NONE,              /* mailgen itself uses the value */
};

/* Which part of a client the value is for; a connection is to any server. */
enum concern {
	CONCERNS_ALL, CONCERNS_READING, CONCERNS_POP, CONCERNS_SENDING, CONCERNS_CONNECTIONS,
};

struct field {
	const char *name;
	enum field_type type;
	enum field_need need;
	enum loss loss;
	enum concern concern;
	bool source;            /* of the mapping's sources exactly one is given */
	bool secret;            /* its value is never in a message */
	bool guarded;           /* excerpts show it when no password looks like it */
	bool may_be_empty;      /* an empty text is the same as none */
	const char *kind;       /* words: their kind in words.h */
	const struct mapping *mapping;  /* mappings: their fields */
	const char *fallback;   /* what holds when it is not given; or NULL */
	const char *help;       /* one sentence */
	const char *example;    /* as YAML; or NULL */
	const char *sending_example;    /* of an outgoing server, where that is another */
	size_t offset;          /* in the struct its mapping is read into */
	size_t pos_offset;      /* of a struct pos for its place; 0: none */
	size_t given_offset;    /* of a bool that it was given; 0: none */
};

struct mapping {
	const char *name;       /* as the field that it is the value of */
	const char *help;
	bool secret;            /* an unknown key in it may be a secret gone astray */
	bool apart;             /* its keys are found nowhere else, and it is not without them */
	const struct field *fields;
	size_t n;
};

/* The fields of an account; those of mappings in it are reached from there. */
const struct mapping *fields_account(void);

/* The field of this name, or NULL. */
const struct field *field_find(const struct mapping *, const char *name, size_t len);

#endif
