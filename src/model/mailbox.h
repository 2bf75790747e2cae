#ifndef MAILBOX_H
#define MAILBOX_H

#include "base/text.h"

struct arena;
struct buf;

/* A mail address, perhaps with a display name (RFC 5322 section 3.4). */
struct mailbox {
	struct text name;               /* without quotes; s NULL: none */
	struct text address;            /* in A-labels */
};

/* Reads the mailboxes of a text, which commas separate, one after another: *at is
 * where the next one begins and comes to the text's end. A name with other than
 * letters, digits, spaces, dots and the symbols of an atom (section 3.2.3) is between
 * double quotes. Returns NULL when the mailbox is good, else what is wrong with it,
 * fit to follow "...: "; then *out is not set. */
const char *mailbox_next(struct arena *, struct text, size_t *at, struct mailbox *out);

/* Adds the mailbox as in the field of a message, before that is encoded (RFC 2047). */
void mailbox_add(struct buf *, const struct mailbox *);

/* What a text that was refused can only mean: one mailbox whose name lacks its quotes.
 * NULL when it is something else. */
const char *mailbox_meant(struct arena *, struct text);

#endif
