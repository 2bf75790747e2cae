#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

struct arena;
struct table_node;

/* A table of texts, each with a value: looking one up takes the same time however many
 * there are, and whoever chose them. Begins as all zeros. */
struct table {
	struct table_node *root;
};

/* Where the value of the text is: NULL is there at first. The text is borrowed. */
void **table_at(struct arena *, struct table *, const char *text, size_t len);

/* The value of the text, or NULL. */
void *table_find(const struct table *, const char *text, size_t len);

#endif
