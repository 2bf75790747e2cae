#ifndef KEYSTROKE_H
#define KEYSTROKE_H

#include <stdbool.h>

struct arena;

/* One word of `keys`: text that is waited for on the screen, or what is typed. */
struct keystroke {
	const char *wait, *type;        /* one of them is NULL */
};

/* The names of keys, with spaces between them. */
extern const char keystroke_names[];

/* The next word; *at is the value at first and moves on. False at its end, or with *wrong
 * at what cannot be understood: a quote that is not closed, or the name of no key. */
bool keystroke_next(struct arena *, const char **at, struct keystroke *, const char **wrong);

#endif
