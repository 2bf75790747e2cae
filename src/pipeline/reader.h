#ifndef READER_H
#define READER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct session;
struct unit_source;

/* All the files of a command line, one account after another, in a fixed order:
 * as they are named, folders by the names in them. No more than one account is in
 * memory. What cannot be read twice is kept in the session's spools, without
 * a name, when the session says so. */
struct intake;
struct intake *intake_open(struct session *, size_t first);
void intake_close(struct intake *);

/* The next account, into the arena. False at the end. What could not be read is
 * reported, perhaps beside an account that could; from->document may be NULL then. */
bool intake_next(struct intake *, struct arena *, struct unit_source *, struct diags *);

/* Would intake_next come back without waiting for whoever writes the input? */
bool intake_ready(struct intake *);

#endif
