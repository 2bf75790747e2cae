#ifndef INIT_H
#define INIT_H

#include <stdbool.h>

#include "base/text.h"
#include "cli/question.h"
#include "discover/discover.h"

struct options;
struct rule_set;
struct run;
struct stores;

/* Where the password comes from; NULL: it is not kept, and clients ask for it. */
struct init_password {
	const char *yaml;               /* the value of `password` in the account */
	const char *store;              /* the shell command that puts it there, or NULL */
};

/* What the init command knows of the new account; init_cmd.c says in which order. */
struct init {
	struct run *run;
	const struct options *options;
	struct stores *stores;
	struct arena *arena;
	struct questions questions;
	struct text email, local_part, domain;
	const char *id, *name;
	const struct rule_set *set;     /* whose servers they are; or NULL */
	bool token;                     /* the provider takes tokens alone, no password */
	struct discovered reads, sends; /* host NULL: the set's */
	struct init_password password;
	const char *broker, *client_id; /* who fetches access tokens, and as whom; or NULL */
	struct word_list targets;       /* names */
};

#endif
