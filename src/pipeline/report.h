#ifndef REPORT_H
#define REPORT_H

#include <stddef.h>

struct buf;
struct console;
struct diag;
struct diags;
struct json_t;

/* Says findings in the format that --format names, at
 * once: text, JSON (one object for each finding, each on its own line), or results
 * of the one document of SARIF 2.1.0, which report_end ends. Lines and
 * columns count from 1, columns in code points; an end is the place behind the
 * last character. */
void report_findings(struct console *, struct diags *);

/* Ends a document of SARIF; the console's status is final. */
void report_end(struct console *);

/* Adds one finding as an object of --format json. */
void report_finding(const struct diag *, struct buf *);

/* Adds what stands before a value of JSON, as ",\"path\":", and the value: a string,
 * or null for NULL. */
void report_member(struct buf *, const char *before, const char *s);

/* Adds the value as Jansson prints it with the flags, without a line's end, and
 * releases it. What anybody's text has for a terminal is written as an escape. */
void report_dump(struct json_t *, size_t flags, struct buf *);

#endif
