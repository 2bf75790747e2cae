#ifndef REFERENCE_H
#define REFERENCE_H

#include <stdbool.h>

struct arena;
struct buf;
struct json_t;

/* What the program's own tables say, for the manual and for who writes templates and rule
 * sets: as lines, or as JSON, which is returned, else NULL. The names that templates use:
 * "*." is before those of which each server has one. */
struct json_t *reference_names(struct arena *, bool as_json, struct buf *out);

/* The keys of rule sets, or those of manifests and quoting styles (base/keys.h). */
struct json_t *reference_keys(bool of_rule_sets, bool as_json, struct buf *out);

#endif
