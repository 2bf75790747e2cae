#ifndef STYLE_H
#define STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct encoder;
struct expression;
struct ini_section;

/* What a quoting style is made of. For style.c, which reads it from data, and
 * quote.c, which applies it; everybody else sees only quote.h. */

/* A character or a sequence, and what is written for it. */
struct replacement {
	struct literal from, to;
	bool reject;
	struct replacement *next;
};

struct range {
	unsigned from, to;
	struct range *next;
};

/* How a byte outside `pass` is written: two hexadecimal or three octal digits
 * between two fixed pieces. */
struct pattern {
	struct literal before, after;
	const char *format;     /* of printf; NULL: rejected */
	int base, width;
};

struct form {
	const char *name;       /* "": of the section [STYLE] */
	const struct ini_section *section;      /* its keys, inherited ones too */
	struct literal open, close;
	struct replacement *replacements;
	struct range *pass, *reject, *first, *last;
	struct pattern other;
	const char *words;
	size_t max;             /* bytes of the value; 0: no limit */
	size_t max_written;     /* bytes of what is written; 0: no limit */
	bool no_empty;
	const struct expression *unlike;        /* NULL: any shape will do */
	const struct encoder *encoder;
	struct form *next;
};

/* A section of a style as the file has it. */
struct written {
	const char *form;
	const struct ini_section *section;
	struct written *next;
};

struct style {
	const char *name;
	struct form *forms;
	struct written *written;        /* its sections, until the forms are made of them */
	bool in_making, broken;
	struct style *next;
};

#endif
