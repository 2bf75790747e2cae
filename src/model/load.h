#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>

#include "base/text.h"

struct field;
struct loader;
struct mapping;
struct node;

/* Reads all fields of a mapping into the object that it is about. */
bool load_fields(struct loader *, const struct mapping *, const struct node *map, void *object);

/* The same for a mapping that is the value of a field. */
bool load_within(struct loader *, const struct field *, const struct node *, void *object);

/* Was a key of the mapping reported with this field as its suggestion? */
bool load_misspelt(struct loader *, const struct mapping *,
	const struct node *map, const char *name);

/* The place of a field in the object. */
void *load_member(const struct field *, void *object);

/* Checks what holds for every value: it is a scalar, in UTF-8, without control
 * characters. */
bool load_scalar(struct loader *, const struct field *, const struct node *, struct text *out);

/* A scalar that is not empty, unless the field takes that for "not given":
 * out->s is NULL then. */
bool load_value(struct loader *, const struct field *, const struct node *, struct text *out);

/* Takes down that the account file gives the field a value. */
struct written *load_written(struct loader *, const struct field *, const char *name,
	const struct node *);

/* Reports, unless input.c did; always false. */
bool load_wrong_type(struct loader *, const struct field *, const struct node *found);

#endif
