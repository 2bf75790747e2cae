#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct buf;
struct json_t;
struct word_list;

/* Adds findings for programs: as JSON, one object for each and each on its own line, or as
 * results of the one document of SARIF 2.1.0. Lines and columns count from 1, columns in
 * code points; an end is the place after the last character. `begun`: the document has
 * a result already. */
void report_lines(struct diags *, struct buf *);
void report_results(struct diags *, bool *begun, struct buf *);

/* Adds the end of the document of SARIF, with the exit status. */
void report_end(bool begun, enum status, struct buf *);

/* Adds one finding as an object of --format json. */
void report_finding(const struct diag *, struct buf *);

/* Adds what stands before a value of JSON, as ",\"path\":", and the value: a string,
 * or null for NULL. */
void report_member(struct buf *, const char *before, const char *s);

/* The words as a list of JSON. */
struct json_t *report_words(const struct word_list *);

/* Adds the value as Jansson prints it with the flags, without a line's end, and
 * releases it. What anybody's text has for a terminal is written as an escape. */
void report_dump(struct json_t *, size_t flags, struct buf *);

#endif
