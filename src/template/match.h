#ifndef MATCH_H
#define MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "template/template.h"

struct arena;
struct template;

/* What a text that a template wrote says of a name. */
enum said {
	SAID_TEXT,              /* it is this text */
	SAID_TRUE, SAID_FALSE,  /* as a section sees it */
};

/* A template read backwards: what must be true of the view so that it writes a text. A
 * place is the full name with the number of each list's entry, "aliases[2].email"; entry
 * n of a list of m is true for n <= m, and false for m + 1. What was said so far is the
 * caller's, who never changes it: saying more makes another one. */
struct match {
	struct arena *arena;
	struct name_info (*find)(void *context, const char *path);      /* as of struct names */
	/* The template that a name is made by, and the group that its names stand in; NULL:
	 * it is a name of its own. */
	const struct template *(*made)(void *context, const char *path, const char **inner);
	/* What was said and this besides; NULL: that cannot be. */
	const void *(*with)(void *context, const void *said, const char *place, enum said,
		struct literal text);
	/* One way to have the text. True: no others are wanted. */
	bool (*found)(void *context, const void *said);
	void *context;
	size_t *steps;          /* that are left: at 0 it ends, and nothing more is found */
};

/* Finds the ways in which the template writes just this text, with what was said before
 * them in mind: those with less in the account first. True when the caller wanted no
 * more. */
bool match_text(struct match *, const struct template *, struct literal text,
	const void *said);

#endif
