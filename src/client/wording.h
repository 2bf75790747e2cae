#ifndef WORDING_H
#define WORDING_H

struct arena;
struct value;
struct word_list;

/* Adds what must not be shown of an account whose passwords are not in the file that the
 * client read: they may be in its words yet. */
void wording_secrets(struct arena *, const struct value *view, struct word_list *);

/* The last lines of what a client printed, for a message; one with a part of a secret is
 * "***". "" when it printed nothing. */
const char *wording_last(struct arena *, const char *text, const struct word_list *secrets);

/* The first line, likewise. */
const char *wording_first(struct arena *, const char *text, const struct word_list *secrets);

#endif
