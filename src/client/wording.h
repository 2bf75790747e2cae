#ifndef WORDING_H
#define WORDING_H

struct arena;
struct rendered;
struct value;
struct word_list;

/* Adds what must not be shown of an account and of what was rendered: passwords, as they
 * are and as they were written. */
void wording_secrets(struct arena *, const struct value *view, const struct rendered *,
	struct word_list *);

/* The last lines of what a client printed, for a message; one with a part of a secret is
 * "***". "" when it printed nothing. */
const char *wording_last(struct arena *, const char *text, const struct word_list *secrets);

/* The first line, likewise. */
const char *wording_first(struct arena *, const char *text, const struct word_list *secrets);

#endif
