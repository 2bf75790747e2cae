#ifndef READER_H
#define READER_H

#include <stdbool.h>

struct arena;
struct diags;
struct run;
struct unit_source;

/* All the files of a command line, one account after another, in a fixed order:
 * as they are named, folders by the names in them. No more than one account is in
 * memory. What cannot be read twice is kept in the run's spools, without a name, when
 * the run will read it again. */
struct reader;
struct reader *reader_open(struct run *);
void reader_close(struct reader *);

/* The next account, into the arena. False at the end. What could not be read is
 * reported, perhaps beside an account that could; from->document may be NULL then. */
bool reader_next(struct reader *, struct arena *, struct unit_source *, struct diags *);

/* Is the next account in memory? */
bool reader_has_next(struct reader *);

/* Would reader_next come back without waiting for whoever writes the input? */
bool reader_ready(struct reader *);

#endif
