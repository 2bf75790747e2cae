#ifndef LISTING_H
#define LISTING_H

struct arena;
struct diags;

/* The account files of a folder: names that end in .yaml, .yml or .json and do not
 * begin with a dot, sorted bytewise. Folders in it are not looked into. Memory does not
 * grow with their number: many are sorted by the system's `sort`. */
struct listing;

/* Reads the names. NULL after reporting. */
struct listing *listing_open(struct arena *, const char *dir, struct diags *);

/* The next name, valid until the next call; NULL at the end, and after reporting
 * `read`. */
const char *listing_next(struct listing *, struct diags *);

void listing_close(struct listing *);

#endif
