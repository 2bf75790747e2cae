#ifndef SCHEMA_H
#define SCHEMA_H

struct arena;
struct words;

/* The field table as JSON Schema 2020-12, for editors: always the same bytes
 * for the same table and words. */
const char *schema_text(struct arena *, const struct words *);

#endif
