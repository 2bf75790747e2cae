#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>

#include "input/layout.h"

struct arena;
struct diags;
struct node;
struct source;

/* A stream of YAML documents (JSON is accepted, being YAML: escaped surrogate
 * pairs too) read from memory. Opening never fails; close it in the function
 * that opened it. The source is borrowed until then. */
struct input;
struct input *input_open(struct arena *, struct source *);
void input_close(struct input *);

/* Says which words are keys: of what cannot be read, excerpts show no others. */
void input_knows(struct input *, struct known_keys);

/* Reads the next document into the arena and marks all its values as hidden
 * in the source, and keys that may be a part of one: all in '{', and doubtful ones.
 * Anchors, aliases and `<<` are resolved; duplicate keys are reported here. *root is
 * NULL at the end of the stream and after an error that leaves no tree. Returns false
 * when something was reported; after broken syntax the next call ends the stream. An
 * empty document is skipped. */
bool input_next(struct input *, struct arena *, struct node **root, struct diags *);

#endif
