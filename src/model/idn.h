#ifndef IDN_H
#define IDN_H

struct arena;

/* The A-labels, in lower case, of a name by IDNA2008 with the mapping of UTS 46,
 * non-transitional. Returns NULL, or what is wrong with the name. What comes
 * out may still hold ASCII characters that no host name has: libidn2's flag
 * for them (STD 3) would drop them without a word. */
const char *idn_to_ascii(struct arena *, const char *name, const char **ascii);

/* The name with its A-labels read, or NULL when it has one that means none. */
const char *idn_to_unicode(struct arena *, const char *ascii);

#endif
