#ifndef DOUBT_H
#define DOUBT_H

#include <stdbool.h>

#include "base/text.h"

struct arena;
struct field;
struct loader;
struct node;
struct words;

/* Says of a scalar what makes it doubtful that its text is what was meant: YAML
 * took an anchor, a tag or a comment off it, it is a word for true or false, or there
 * is something around it that is not seen. Of YAML's null only the first. The value
 * stays as it is; false is for a folder that is refused. No secret is shown. */
bool doubt_scalar(struct loader *, const struct field *, const struct node *);

/* Says that a password written into the file looks like a command, a variable or a
 * file to get it from. */
void doubt_password(struct loader *, const struct field *, struct text);

/* The text, without control characters, as a YAML value: in quotes where it needs them. */
const char *doubt_quoted(struct arena *, const struct words *, struct text);

/* What a text has around it that is not seen, or typographic quotes; takes it off.
 * NULL when there is nothing. */
const char *doubt_trim(struct text *);

#endif
