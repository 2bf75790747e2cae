#ifndef SCHEMA_H
#define SCHEMA_H

struct arena;
struct json_t;
struct words;

/* The field table as JSON Schema 2020-12, for editors: always the same bytes
 * for the same table and words. clients, which is released, has the schemas of the
 * options of some clients by name; it may be empty. */
const char *schema_text(struct arena *, const struct words *, struct json_t *clients);

#endif
