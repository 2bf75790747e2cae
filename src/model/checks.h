#ifndef CHECKS_H
#define CHECKS_H

#include <stdbool.h>

#include "base/text.h"

/* The longest id. */
enum { ID_MAX_BYTES = 64 };

struct arena;

/* Checks of single values, as those of address.h: each returns NULL when the
 * value is good, else what is wrong with it, fit to follow "...: ". */

/* A port number in decimal digits: no sign, no base, no leading zero. */
const char *port_check(struct text, unsigned *port);

/* The path of a file, absolute or below '~/'. */
const char *path_check(struct text);

/* Is it a name that a variable of the environment can have (XBD 3.231)? */
bool variable_check(struct text);

/* A name fit for a file and for a block of a configuration. */
const char *id_check(struct arena *, struct text);

/* Is there nothing in the name but what id_check takes, and letters with accents? */
bool id_is_words(struct text);

/* The name with what id_check refuses replaced; NULL when nothing is left. */
const char *id_clean(struct arena *, struct text);

/* The id of an account that gives none, made from its address: always the same
 * for the same address, and marked with a hash when it had to lose something. */
struct text id_make(struct arena *, struct text address);

/* A certificate's fingerprint, "SHA256:AA:BB..." or its digits alone. *normal
 * is upper case hex pairs with colons, *kind "sha256", "sha1" or "md5". */
const char *fingerprint_check(struct arena *, struct text,
	struct text *normal, const char **kind);

/* A duration of at most a week: a number and 's', 'm', 'h' or 'd'. */
const char *duration_check(struct text, unsigned *seconds);

/* The fingerprint or the key ID of an OpenPGP key. *digits is in upper case, without
 * "0x" and spaces. */
const char *key_check(struct arena *, struct text, struct text *digits);

/* The first control character in the text by name, as "a line break
 * (U+000A)"; NULL without one. In lines, breaks and tabs pass. */
const char *control_find(struct arena *, struct text, bool lines);

#endif
