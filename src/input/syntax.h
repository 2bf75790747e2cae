#ifndef SYNTAX_H
#define SYNTAX_H

#include "input/layout.h"

/* Which of the two places that libyaml names tells the user more. */
enum syntax_place {
	SYNTAX_HERE,            /* where it could not go on */
	SYNTAX_BEGIN,           /* where the thing began that has no end */
	SYNTAX_BOTH,            /* the first, and a note at the second */
	SYNTAX_ESCAPE,          /* the first is two characters after a backslash */
};

/* What a complaint of libyaml means to somebody who wrote the file. Neither
 * text repeats anything of the file: it may be part of a password. */
struct syntax {
	const char *problem;    /* libyaml's words */
	const char *text;
	const char *fix;        /* or NULL */
	enum syntax_place place;
	enum layout_error layout;       /* what the lines around it may tell */
};

/* The row for what libyaml says, or NULL. For input.c alone. */
const struct syntax *syntax_find(const char *problem);

#endif
