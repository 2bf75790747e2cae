#ifndef DOCUMENTS_H
#define DOCUMENTS_H

#include <stdbool.h>

struct arena;
struct diags;
struct source;

/* A file cut into the documents of its YAML stream, read as they are asked for:
 * no more than one of them is in memory. A line that begins with "---" begins
 * a document wherever it is (YAML 1.2, rule c-forbidden), so one that is
 * broken does not keep the next ones from being read. With CUT_LINES each line
 * that is not blank is a document (JSON Lines). */
enum cut { CUT_DOCUMENTS, CUT_LINES };

struct documents;

/* name is for messages and borrowed; the descriptor stays the caller's. */
struct documents *documents_new(struct arena *, const char *name, int fd, enum cut);

/* The next document, comments and directives before it included, as a source in
 * this arena; NULL at the end. One with nothing in it is passed over, but for the last
 * of a stream that has no other. One that is too large is reported as `limit` and is a source
 * without bytes; a failure to read is reported as `read` and ends the stream. */
struct source *documents_next(struct documents *, struct arena *, struct diags *);

/* Is the next document in memory, or the stream at its end? */
bool documents_whole(struct documents *);

/* Would documents_next come back without waiting for whoever writes the stream? */
bool documents_ready(struct documents *);

/* Overwrites and frees what is still in memory. */
void documents_close(struct documents *);

#endif
