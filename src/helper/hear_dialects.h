#ifndef HELPER_HEAR_DIALECTS_H
#define HELPER_HEAR_DIALECTS_H

#include "helper/hear_talk.h"

/* Each speaks its protocol, from the greeting to the end of the connection, and writes
 * down what it hears. */
void speak_imap(struct talk *);
void speak_pop(struct talk *);
void speak_smtp(struct talk *);

/* The one message that an IMAP or POP mailbox has, in lines that end in CR LF. */
extern const char letter_header[], letter_body[];

/* Writes down who a message is from, as clients show it (RFC 2047 undone). */
void note_message(struct talk *, const char *message);

/* Text of one charset in another; NULL when it has no such form. */
char *convert(struct arena *, const char *text, size_t len, const char *from, const char *to);

/* Is the connection one on which STARTTLS is offered now? */
bool offers_starttls(const struct talk *);

/* The mechanisms that can be offered in AUTH, each with the text in front. */
const char *list_mechanisms(const struct talk *, const char *before);

#endif
