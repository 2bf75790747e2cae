#ifndef REDACT_H
#define REDACT_H

#include "base/text.h"

struct arena;

/* Marks (with 1, in hidden, which has a byte for each of the text's) what may be a
 * secret in a text that some client reads, in whatever quoting: what follows a word
 * for one, up to the end of the line, of the value, or of a comment that has it; what
 * a variable gets that is used there; passwords in URLs. When in doubt it hides. Line
 * breaks are never hidden. `own` is the manifest's key `secret` (target.h), or NULL. */
void redact(struct arena *, struct literal text, const char *own, char *hidden);

#endif
