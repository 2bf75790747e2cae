#ifndef SUGGEST_H
#define SUGGEST_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/text.h"
#include "input/layout.h"

struct arena;
struct mapping;
struct words;

/* Is the key the name of a field of any mapping, or another name of one? */
bool suggest_known(const struct words *, struct text key);

/* The finding whose id was probably meant by the word: DIAG_COUNT when none comes
 * near. *unique: no other comes as near. */
enum diag_id suggest_id(const char *word, bool *unique);

/* The field of the mapping that was probably meant by the key: by another name
 * of it, or by a slip. NULL when there is none. */
const char *suggest_field(struct arena *, const struct words *,
	const struct mapping *, struct text key);

/* How to correct a key that the mapping does not have: fit to be a fix, or NULL when there
 * is no telling. `name` is what suggest_field found. */
const char *suggest_where(struct arena *, const struct words *,
	const struct mapping *, struct text key, const char *name);

/* The same as a question, for whoever reads a file whose layout is broken. */
struct known_keys suggest_keys(const struct words *);

/* The list of the mapping's fields: fit to be a fix. */
const char *suggest_all(struct arena *, const struct mapping *);

/* The field of an account file that the key is, or is another name for; or NULL. */
const char *suggest_name(const struct words *, struct text key);

/* The same of a key that may say a server before it, as "smtp_port" does: `server` is
 * "incoming" or "outgoing"; NULL: it says none. */
const char *suggest_of_server(struct arena *, const struct words *, struct text key,
	const char **server);

#endif
